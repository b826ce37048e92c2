//! Counts, components, the most central things, and how many runtimes are known.

use std::cmp::Reverse;

use serde::Serialize;

use super::counts::{EdgeCounts, NodeCounts, edge_counts, node_counts};
use super::{Answer, Column, Table, cut, prose};
use crate::catalogue::{Catalogue, Measures, Name};
use crate::graph::{Neighbours, Relation, StoryGraph, components};

/// How much of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatsParams {
    /// Only so many of the most central things.
    pub top: Option<usize>,
}

/// Counts, components, the most central things, and how many runtimes are known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "stats")]
pub struct StatsAnswer<'a> {
    /// How many things of each kind.
    pub nodes: NodeCounts,
    /// How many edges of each relation.
    pub edges: EdgeCounts,
    /// How many parts of the whole graph have nothing between them; `broader` joins here, as it does in the
    /// view of everything.
    pub components: usize,
    /// The most central things: score falling, then by name.
    pub central: Vec<Central<'a>>,
    /// How many videos' runtimes are known.
    pub runtimes: RuntimeCounts,
}

/// A thing and how central it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Central<'a> {
    /// The thing.
    pub node: Name<'a>,
    /// Its PageRank; over all things the scores sum to 1.
    pub score: f64,
}

/// Of how many videos what is known of their length. The three sum to the number of videos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct RuntimeCounts {
    /// The video's own runtime.
    pub video: usize,
    /// Not the video's own runtime, but the song's length, which never stands in for it.
    pub song: usize,
    /// Neither.
    pub unknown: usize,
}

/// How likely a random walk is to follow an edge, not to jump anywhere.
const DAMPING: f64 = 0.85;
/// The scores stand still when they change by less than this, summed over all things.
const STILL: f64 = 1e-8;
/// No more rounds than this: 0.85 to this power is far below [`STILL`].
const MOST_ROUNDS: usize = 500;
/// How far a score goes beyond what its neighbours ask for; 2 ÷ (1 + √(1 − 0.85²)) is best where nodes are of two kinds
/// that are joined only to one another (Young 1954), as nearly all are here.
const RELAXATION: f64 = 1.31;

/// Counts, components and centrality of the graph.
pub fn stats<'a>(graph: &StoryGraph<'a>, params: &StatsParams) -> StatsAnswer<'a> {
    let catalogue = graph.catalogue();
    let neighbours = Neighbours::of(catalogue, |relation| relation != Relation::Broader);
    let scores = page_rank(&neighbours);
    let millionths = |score: &f64| Reverse(libm::round(score * 1e6) as u32);
    let mut ranked: Vec<(Reverse<u32>, u32)> = (0..).zip(&scores).map(|(at, score)| (millionths(score), at)).collect();
    let top = params.top.unwrap_or(usize::MAX);
    if top < ranked.len() {
        ranked.select_nth_unstable(top);
    }
    cut(&mut ranked, params.top);
    ranked.sort_unstable();
    let central = |(Reverse(score), at): (Reverse<u32>, u32)| Central {
        node: catalogue.name(neighbours.node(at)),
        score: f64::from(score) / 1e6,
    };
    StatsAnswer {
        nodes: node_counts(catalogue),
        edges: edge_counts(catalogue),
        components: components(catalogue),
        central: ranked.into_iter().map(central).collect(),
        runtimes: runtime_counts(catalogue),
    }
}

/// Of how many videos what is known of their length.
pub fn runtime_counts(catalogue: &Catalogue) -> RuntimeCounts {
    let mut counts = RuntimeCounts::default();
    for video in &catalogue.videos {
        let known = |measures| catalogue[video.runtimes].iter().any(|runtime| runtime.measures == measures);
        if known(Measures::Video) {
            counts.video += 1;
        } else if known(Measures::Song) {
            counts.song += 1;
        } else {
            counts.unknown += 1;
        }
    }
    counts
}

/// PageRank (Brin & Page 1998) over edges in both directions, to an L1 change below [`STILL`]; what a thing without
/// neighbours holds is spread evenly.
///
/// The scores x solve x = s + 0.85 · Σ x ÷ degree over the neighbours. A thing without any has s, and as it spreads that
/// over all n things, s = 0.15 ÷ (n − 0.85 · how many there are of these). In y = x ÷ degree the system is symmetric and
/// positive definite, so that successive over-relaxation converges, in a sixth of the rounds of the usual power
/// iteration. Sums run in the order of the graph, so every machine gets the same bits.
fn page_rank(neighbours: &Neighbours) -> Vec<f64> {
    let nodes = 0..neighbours.count() as u32;
    let degree = |node: u32| neighbours.at(node).len() as f64;
    let alone = nodes.clone().filter(|&node| neighbours.at(node).is_empty()).count();
    let least = (1.0 - DAMPING) / (neighbours.count() as f64 - DAMPING * alone as f64);
    // A walk that never jumps is at each thing as often as the thing has neighbours.
    let edge_ends: f64 = nodes.clone().map(degree).sum();
    let mut shares = vec![1.0 / edge_ends.max(1.0); neighbours.count()];
    for _ in 0..MOST_ROUNDS {
        let mut change = 0.0;
        for node in nodes.clone().filter(|&node| !neighbours.at(node).is_empty()) {
            let received: f64 = neighbours.at(node).iter().map(|&next| shares[next as usize]).sum();
            let degree = degree(node);
            let share = &mut shares[node as usize];
            let step = RELAXATION * ((least + DAMPING * received) / degree - *share);
            *share += step;
            change += step.abs() * degree;
        }
        if change < STILL {
            break;
        }
    }
    nodes
        .map(|node| if neighbours.at(node).is_empty() { least } else { shares[node as usize] * degree(node) })
        .collect()
}

impl Answer for StatsAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let row = |central: &Central| {
            vec![central.node.label.to_string(), central.node.kind.to_string(), format!("{:.6}", central.score)]
        };
        let things = self.nodes.rows().map(|(kind, count)| prose::count(count, kind)).join(", ");
        let edges = self.edges.rows().map(|(relation, count)| format!("{count} {relation}")).join(", ");
        let RuntimeCounts { video, song, unknown } = self.runtimes;
        Table {
            title: Some("The most central things, by PageRank.".to_string()),
            columns: vec![Column::words("Name"), Column::words("Kind"), Column::numbers("Score")],
            rows: self.central.iter().map(row).collect(),
            notes: vec![
                format!("Things: {things}."),
                format!("Edges: {edges}."),
                format!("Components: {}.", self.components),
                format!("Runtimes: {video} known; of {song} only the song's length; {unknown} unknown."),
            ],
        }
    }
}
