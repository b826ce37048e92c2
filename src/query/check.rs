//! Whether a catalogue is sound, and how much is in it.

use serde::Serialize;

use super::counts::{EdgeCounts, NodeCounts, edge_counts, node_counts};
use super::{Answer, Column, Table};
use crate::catalogue::Catalogue;

/// The problems of what was read, and, where there are none, how much there is.
///
/// `P` is a problem: it serializes to what a script reads of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "check")]
pub struct CheckAnswer<P> {
    /// Everything that is wrong.
    pub problems: Vec<P>,
    /// How many things there are; absent where there is no catalogue for the problems.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes: Option<NodeCounts>,
    /// How many edges there are; absent likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edges: Option<EdgeCounts>,
}

/// Counts a catalogue that has been read, or hands on the problems that kept it from being one.
pub fn check<P>(catalogue: Option<&Catalogue>, problems: Vec<P>) -> CheckAnswer<P> {
    CheckAnswer { problems, nodes: catalogue.map(node_counts), edges: catalogue.map(edge_counts) }
}

impl<P: Serialize> Answer for CheckAnswer<P> {
    fn table(&self, _: &Catalogue) -> Table {
        let mut rows = Vec::new();
        let mut row = |(what, count): (&str, usize)| rows.push(vec![what.to_string(), count.to_string()]);
        self.nodes.iter().flat_map(NodeCounts::rows).for_each(&mut row);
        self.edges.iter().flat_map(EdgeCounts::rows).for_each(&mut row);
        Table {
            title: Some(match self.problems.len() {
                0 => "The catalogue is sound.".to_string(),
                1 => "The catalogue has one problem.".to_string(),
                problems => format!("The catalogue has {problems} problems."),
            }),
            columns: vec![Column::words("What"), Column::numbers("How many")],
            rows,
            notes: Vec::new(),
        }
    }
}
