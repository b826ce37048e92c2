//! Counts, components, the most central things, and how many runtimes are known.

use std::cmp::Reverse;

use petgraph::algo::connected_components;
use petgraph::graph::NodeIndex;
use serde::Serialize;

use super::counts::{EdgeCounts, NodeCounts, edge_counts, node_counts};
use super::{Answer, Column, Table, cut, prose};
use crate::catalogue::{Catalogue, Measures, Name};
use crate::graph::{Relation, StoryGraph};

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

/// Counts, components and centrality of the graph.
pub fn stats<'a>(graph: &StoryGraph<'a>, params: &StatsParams) -> StatsAnswer<'a> {
    let catalogue = graph.catalogue();
    let neighbours = Neighbours::of(graph);
    let scores = page_rank(&neighbours);
    let mut ranked: Vec<(Reverse<u64>, usize)> =
        scores.iter().enumerate().map(|(at, score)| (Reverse(libm::round(score * 1e6) as u64), at)).collect();
    let top = params.top.unwrap_or(usize::MAX);
    if top < ranked.len() {
        ranked.select_nth_unstable(top);
    }
    cut(&mut ranked, params.top);
    ranked.sort_unstable();
    let central = |(Reverse(score), at): (Reverse<u64>, usize)| Central {
        node: catalogue.name(graph.node(NodeIndex::new(at))),
        score: score as f64 / 1e6,
    };
    StatsAnswer {
        nodes: node_counts(catalogue),
        edges: edge_counts(catalogue),
        components: connected_components(graph.petgraph()),
        central: ranked.into_iter().map(central).collect(),
        runtimes: runtime_counts(catalogue),
    }
}

/// Of how many videos what is known of their length.
pub fn runtime_counts(catalogue: &Catalogue) -> RuntimeCounts {
    let mut counts = RuntimeCounts::default();
    for video in &catalogue.videos {
        let known = |measures| video.runtimes.iter().any(|runtime| runtime.measures == measures);
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

/// Who is next to whom, by graph index, over every edge but `broader` in either direction; two edges between
/// the same two things count twice.
struct Neighbours {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Neighbours {
    fn of(graph: &StoryGraph) -> Self {
        let edges = || graph.petgraph().raw_edges().iter().filter(|e| e.weight.relation != Relation::Broader);
        let nodes = graph.petgraph().node_count();
        let mut starts = vec![0u32; nodes + 1];
        for edge in edges() {
            starts[edge.source().index() + 1] += 1;
            starts[edge.target().index() + 1] += 1;
        }
        for at in 0..nodes {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut ends = vec![0; starts[nodes] as usize];
        let mut put = |from: usize, to: usize| {
            ends[next[from] as usize] = to as u32;
            next[from] += 1;
        };
        for edge in edges() {
            put(edge.source().index(), edge.target().index());
            put(edge.target().index(), edge.source().index());
        }
        Self { starts, ends }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn at(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// PageRank (Brin & Page 1998) by power iteration, to an L1 change below [`STILL`]; what a thing without
/// neighbours holds is spread evenly. Sums run in the order of the graph, so every machine gets the same bits.
fn page_rank(neighbours: &Neighbours) -> Vec<f64> {
    let nodes = neighbours.len();
    let count = nodes as f64;
    let mut scores = vec![1.0 / count; nodes];
    let mut shares = vec![0.0; nodes];
    for _ in 0..MOST_ROUNDS {
        let mut dangling = 0.0;
        for node in 0..nodes {
            match neighbours.at(node).len() {
                0 => dangling += scores[node],
                degree => shares[node] = scores[node] / degree as f64,
            }
        }
        let everywhere = (1.0 - DAMPING) / count + DAMPING * dangling / count;
        let mut change = 0.0;
        for (node, score) in scores.iter_mut().enumerate() {
            let received: f64 = neighbours.at(node).iter().map(|&next| shares[next as usize]).sum();
            let new = DAMPING * received + everywhere;
            change += (new - *score).abs();
            *score = new;
        }
        if change < STILL {
            break;
        }
    }
    scores
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
