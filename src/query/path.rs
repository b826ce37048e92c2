//! The shortest connection between two things.

use serde::Serialize;

use super::{Answer, Column, Table, prose, sentences};
use crate::catalogue::{Catalogue, Name, Node, Video};
use crate::graph::{Edge, Neighbours, Relation, StoryGraph, edges_between};

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
/// Breadth-first search from both ends gives the nodes of all such paths their distances from the end; walking from the
/// beginning always to the first node in order that is one step nearer gives the first path. Of several edges between
/// two nodes it takes the first by relation name (so a role goes before a credit), one that names a role before one that
/// does not.
pub fn path<'a>(graph: &StoryGraph<'a>, params: &PathParams) -> PathAnswer<'a> {
    let catalogue = graph.catalogue();
    let name = |node| catalogue.name(node);
    let neighbours = Neighbours::of(catalogue, |relation| walkable(relation, params.no_themes));
    let numbers = walk(&neighbours, neighbours.number(params.from), neighbours.number(params.to));
    let nodes: Vec<Node> = numbers.into_iter().map(|number| neighbours.node(number)).collect();
    let steps: Vec<_> = nodes.windows(2).filter_map(|ends| step(catalogue, params, ends[0], ends[1])).collect();
    let length = if nodes.is_empty() { -1 } else { steps.len() as i64 };
    PathAnswer { from: name(params.from), to: name(params.to), length, steps }
}

/// Whether a path may go over an edge.
fn walkable(relation: Relation, no_themes: bool) -> bool {
    match relation {
        Relation::AppearsIn | Relation::MemberOf | Relation::Performs => true,
        Relation::Carries => !no_themes,
        Relation::Broader | Relation::SharesThemes => false,
    }
}

/// No distance is known.
const FAR: u32 = u32::MAX;

/// A breadth-first search that goes on ring by ring.
struct Search<'n> {
    neighbours: &'n Neighbours,
    /// How far each node is, where that is known: of nodes no farther than the last ring.
    distance: Vec<u32>,
    /// The nodes of the last ring.
    ring: Vec<u32>,
    /// How far those are.
    depth: u32,
}

impl<'n> Search<'n> {
    fn from(neighbours: &'n Neighbours, node: u32) -> Self {
        let mut distance = vec![FAR; neighbours.count()];
        distance[node as usize] = 0;
        Self { neighbours, distance, ring: vec![node], depth: 0 }
    }

    fn step(&mut self) {
        self.depth += 1;
        for node in std::mem::take(&mut self.ring) {
            for &next in self.neighbours.at(node) {
                if self.distance[next as usize] == FAR {
                    self.distance[next as usize] = self.depth;
                    self.ring.push(next);
                }
            }
        }
    }

    /// The nodes of the last ring that `other` has reached too.
    fn meets(&self, other: &Search) -> Vec<u32> {
        self.ring.iter().copied().filter(|&node| other.distance[node as usize] != FAR).collect()
    }
}

/// The nodes of the first shortest path; none where there is no connection.
fn walk(neighbours: &Neighbours, from: u32, to: u32) -> Vec<u32> {
    let (mut here, mut there) = (Search::from(neighbours, from), Search::from(neighbours, to));
    let mut middle = here.meets(&there);
    while middle.is_empty() {
        // The smaller ring goes on, so that little is looked at.
        let nearer = here.ring.len() <= there.ring.len();
        let (on, other) = if nearer { (&mut here, &there) } else { (&mut there, &here) };
        on.step();
        if on.ring.is_empty() {
            return Vec::new();
        }
        middle = on.meets(other);
    }
    // Back from where the two met to the beginning, so that every node of every path knows how far the end is.
    let mut distance = there.distance;
    for depth in (0..here.depth).rev() {
        let mut nearer = Vec::new();
        for node in middle {
            let left = distance[node as usize] + 1;
            for &before in neighbours.at(node) {
                if here.distance[before as usize] == depth && distance[before as usize] == FAR {
                    distance[before as usize] = left;
                    nearer.push(before);
                }
            }
        }
        middle = nearer;
    }
    let mut nodes = Vec::new();
    let mut at = Some(from);
    while let Some(node) = at {
        nodes.push(node);
        let nearer = distance[node as usize].checked_sub(1);
        at = nearer.and_then(|nearer| {
            neighbours.at(node).iter().copied().filter(|&next| distance[next as usize] == nearer).min()
        });
    }
    nodes
}

/// The step from one node to the next, over the most telling edge between them.
fn step<'a>(catalogue: &'a Catalogue, params: &PathParams, here: Node, there: Node) -> Option<PathStep<'a>> {
    let nameless = |edge: Edge, head: Node| {
        let role = |video: &Video| video.cast()[edge.detail as usize].role.is_some();
        edge.relation == Relation::AppearsIn && !role(&catalogue.videos[head.at()])
    };
    let edges = |tail, head| edges_between(catalogue, tail, head).into_iter().map(move |edge| (tail, edge, head));
    let both = edges(here, there).chain(edges(there, here));
    let ways = both.filter(|(_, edge, _)| walkable(edge.relation, params.no_themes));
    let (tail, edge, head) = ways.min_by_key(|&(_, edge, head)| (edge.relation, nameless(edge, head), edge.detail))?;
    let sentence = sentences::of_edge(catalogue, tail, edge, head);
    Some(PathStep {
        from: catalogue.name(here),
        relation: edge.relation.as_str(),
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
