//! The shortest connection between two things.

use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::Serialize;

use super::{Answer, Column, Table, prose, sentences};
use crate::catalogue::{Catalogue, Name, Node, Video};
use crate::graph::{Edge, Relation, StoryGraph};

/// From where to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathParams {
    /// Where it begins.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// Whether to leave themes out.
    pub no_themes: bool,
}

/// The shortest connection between two things.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "path")]
pub struct PathAnswer<'a> {
    /// Where it begins.
    pub from: Name<'a>,
    /// Where it ends.
    pub to: Name<'a>,
    /// How many steps; −1 where there is no connection.
    pub length: i64,
    /// The steps, each beginning where the last one ended.
    pub steps: Vec<PathStep<'a>>,
}

/// A step of a path, walked along its edge or against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathStep<'a> {
    /// Where it begins.
    pub from: Name<'a>,
    /// What joins the two.
    pub relation: &'static str,
    /// Where it ends.
    pub to: Name<'a>,
    /// What the edge says, with evidence, basis and source.
    pub text: String,
    /// What the edge says, with its evidence.
    #[serde(skip)]
    pub words: String,
    /// What the step rests on: basis and source.
    #[serde(skip)]
    pub rests_on: String,
}

/// The path of fewest steps over `member_of`, `performs`, `appears_in` and `carries`, in either direction; among
/// equals the one whose nodes' names come first in byte order, from the first node on.
///
/// Breadth-first search from the end gives each node its distance; walking from the beginning always to the first
/// node in order that is one step nearer gives the first such path. Of several edges between two nodes it takes
/// the first by relation name (so a role goes before a credit), one that names a role before one that does not.
pub fn path<'a>(graph: &StoryGraph<'a>, params: &PathParams) -> PathAnswer<'a> {
    let catalogue = graph.catalogue();
    let name = |node| catalogue.name(node);
    let nodes = walk(graph, params);
    let steps: Vec<_> = nodes.windows(2).filter_map(|ends| step(graph, params, ends[0], ends[1])).collect();
    let length = if nodes.is_empty() { -1 } else { steps.len() as i64 };
    PathAnswer { from: name(params.from), to: name(params.to), length, steps }
}

/// Whether a path may go over an edge.
fn walkable(edge: Edge, no_themes: bool) -> bool {
    match edge.relation {
        Relation::AppearsIn | Relation::MemberOf | Relation::Performs => true,
        Relation::Carries => !no_themes,
        Relation::Broader | Relation::SharesThemes => false,
    }
}

/// An edge as a path may take it.
struct Way {
    to: NodeIndex,
    edge: Edge,
    /// Whether the walk goes along the edge, not against it.
    along: bool,
}

/// The edges that a path may take from a node.
fn ways<'g>(graph: &'g StoryGraph<'_>, at: NodeIndex, no_themes: bool) -> impl Iterator<Item = Way> + 'g {
    let edges = |direction| graph.petgraph().edges_directed(at, direction);
    let out = edges(Direction::Outgoing).map(|edge| Way { to: edge.target(), edge: *edge.weight(), along: true });
    let back = edges(Direction::Incoming).map(|edge| Way { to: edge.source(), edge: *edge.weight(), along: false });
    out.chain(back).filter(move |way| walkable(way.edge, no_themes))
}

/// The nodes of the path; none where there is no connection.
fn walk(graph: &StoryGraph, params: &PathParams) -> Vec<NodeIndex> {
    const FAR: u32 = u32::MAX;
    let (from, to) = (graph.index(params.from), graph.index(params.to));
    let mut distance = vec![FAR; graph.petgraph().node_count()];
    distance[to.index()] = 0;
    let mut open = VecDeque::from([to]);
    while let Some(at) = open.pop_front() {
        if at == from {
            break;
        }
        for way in ways(graph, at, params.no_themes) {
            if distance[way.to.index()] == FAR {
                distance[way.to.index()] = distance[at.index()] + 1;
                open.push_back(way.to);
            }
        }
    }
    let mut nodes = Vec::new();
    let mut at = (distance[from.index()] != FAR).then_some(from);
    while let Some(here) = at {
        nodes.push(here);
        let nearer = distance[here.index()].checked_sub(1);
        at = nearer.and_then(|nearer| {
            ways(graph, here, params.no_themes).map(|way| way.to).filter(|n| distance[n.index()] == nearer).min()
        });
    }
    nodes
}

/// The step from one node to the next, over the most telling edge between them.
fn step<'a>(graph: &StoryGraph<'a>, params: &PathParams, from: NodeIndex, to: NodeIndex) -> Option<PathStep<'a>> {
    let catalogue = graph.catalogue();
    let (here, there) = (graph.node(from), graph.node(to));
    let nameless = |way: &Way| {
        let video = if way.along { there } else { here };
        let role = |video: &Video| video.cast[way.edge.detail as usize].role.is_some();
        way.edge.relation == Relation::AppearsIn && !role(&catalogue.videos[video.at()])
    };
    let between = ways(graph, from, params.no_themes).filter(|way| way.to == to);
    let way = between.min_by_key(|way| (way.edge.relation, nameless(way), way.edge.detail))?;
    let (tail, head) = if way.along { (here, there) } else { (there, here) };
    let sentence = sentences::of_edge(catalogue, tail, way.edge, head);
    Some(PathStep {
        from: catalogue.name(here),
        relation: way.edge.relation.as_str(),
        to: catalogue.name(there),
        text: sentence.to_string(),
        words: sentence.words,
        rests_on: sentence.rests_on,
    })
}

impl Answer for PathAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let (from, to) = (self.from.label, self.to.label);
        let title = match self.length {
            -1 => format!("Nothing connects {from} and {to}."),
            0 => format!("{from} is where the way begins and ends."),
            length => format!("{from} and {to} are {} apart.", prose::count(length as usize, "step")),
        };
        let rows = self.steps.iter().enumerate();
        let row =
            |(at, step): (usize, &PathStep)| vec![(at + 1).to_string(), step.words.clone(), step.rests_on.clone()];
        Table {
            title: Some(title),
            columns: vec![Column::numbers("Step"), Column::words("What connects them"), Column::words("Rests on")],
            rows: rows.map(row).collect(),
            notes: Vec::new(),
        }
    }
}
