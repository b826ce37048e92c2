//! The graph of everything in a catalogue.

use std::fmt;
use std::sync::OnceLock;

use petgraph::graph::{DiGraph, NodeIndex};

use super::edges::{count_edges, for_each_edge};
use super::order::Order;
use crate::catalogue::{Catalogue, Kind, Node};

/// What joins two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Artist → video, with a role.
    AppearsIn,
    /// Theme → theme, the wider one.
    Broader,
    /// Video → theme, with weight, evidence and source.
    Carries,
    /// Artist → group.
    MemberOf,
    /// Artist or group → video.
    Performs,
    /// Video – video, with the number of themes; only in the view of videos.
    SharesThemes,
}

impl Relation {
    /// Every relation, in order.
    pub const ALL: [Relation; 6] = [
        Relation::AppearsIn,
        Relation::Broader,
        Relation::Carries,
        Relation::MemberOf,
        Relation::Performs,
        Relation::SharesThemes,
    ];

    /// The relations of the graph itself, in order.
    pub const OF_GRAPH: [Relation; 5] =
        [Relation::AppearsIn, Relation::Broader, Relation::Carries, Relation::MemberOf, Relation::Performs];

    /// The kinds of what it goes out from: the first and the last, in the order of kinds.
    pub(super) const fn starts(self) -> (Kind, Kind) {
        match self {
            Relation::AppearsIn | Relation::MemberOf => (Kind::Artist, Kind::Artist),
            Relation::Broader => (Kind::Theme, Kind::Theme),
            Relation::Carries | Relation::SharesThemes => (Kind::Video, Kind::Video),
            Relation::Performs => (Kind::Artist, Kind::Group),
        }
    }

    /// The word that every output uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Relation::AppearsIn => "appears_in",
            Relation::Broader => "broader",
            Relation::Carries => "carries",
            Relation::MemberOf => "member_of",
            Relation::Performs => "performs",
            Relation::SharesThemes => "shares_themes",
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An edge of the graph: what it says, and where the catalogue says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// What joins the two.
    pub relation: Relation,
    /// Position in the list that states it: the artist's `member_of`, the video's `performers`, `cast` or
    /// `themes`, the theme's `broader`; for [`Relation::SharesThemes`] the number of themes shared.
    pub detail: u32,
}

/// A catalogue as a directed graph; nodes lie in the order of [`Node`], so that node indices order as names do.
///
/// The graph itself is made when it is first asked for: at a million videos it takes longer and more memory than many a
/// question that the catalogue alone answers.
#[derive(Debug, Clone)]
pub struct StoryGraph<'a> {
    catalogue: &'a Catalogue,
    order: Order,
    graph: OnceLock<DiGraph<Node, Edge>>,
}

impl<'a> StoryGraph<'a> {
    /// The graph of everything in `catalogue`.
    pub fn build(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, order: Order::of(catalogue), graph: OnceLock::new() }
    }

    /// The catalogue that the graph is of.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// The graph itself: artists, groups, themes, videos, each by id.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        self.graph.get_or_init(|| {
            let mut graph = DiGraph::with_capacity(self.order.count(), count_edges(self.catalogue));
            for kind in Kind::ALL {
                self.catalogue.nodes(kind).for_each(|node| _ = graph.add_node(node));
            }
            for_each_edge(self.catalogue, |from, edge, to| _ = graph.add_edge(self.index(from), self.index(to), edge));
            graph
        })
    }

    /// How many nodes the graph has.
    pub fn node_count(&self) -> usize {
        self.order.count()
    }

    /// Where `node` is in the graph.
    pub fn index(&self, node: Node) -> NodeIndex {
        NodeIndex::new(self.order.number(node) as usize)
    }

    /// The node at `index`.
    pub fn node(&self, index: NodeIndex) -> Node {
        self.order.node(index.index() as u32)
    }
}
