//! Parts of the graph that are exported or drawn.

use super::choose::choose_videos;
use super::part::Part;
use super::story::{Relation, StoryGraph};
use super::view_edges::{ViewEdge, ViewEdges};
use crate::catalogue::Node;

/// Which part of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewKind {
    /// Everything.
    Relationships,
    /// Videos, and the themes that two or more of them carry.
    SharedThemes,
    /// Videos, joined by the number of themes they share.
    Videos,
}

impl ViewKind {
    /// Every view.
    pub const ALL: [ViewKind; 3] = [ViewKind::Relationships, ViewKind::SharedThemes, ViewKind::Videos];

    /// Its name on the command line and in file names.
    pub const fn as_str(self) -> &'static str {
        match self {
            ViewKind::Relationships => "relationships",
            ViewKind::SharedThemes => "shared-themes",
            ViewKind::Videos => "videos",
        }
    }
}

/// What a view is cut down to. Empty: not cut.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cut {
    /// Videos that carry all of these themes (or narrower ones), with their neighbours.
    pub themes: Vec<Node>,
    /// Videos of all of these groups: performed by them, by a member, or with a member in the cast.
    pub groups: Vec<Node>,
    /// Videos of all of these artists: performed by them or their group, or with them in the cast.
    pub artists: Vec<Node>,
    /// What lies within so many steps of one node.
    pub around: Option<(Node, u32)>,
    /// Only so many videos: those with the most edges, ties by id.
    pub top: Option<usize>,
}

/// So many pairs of videos can be in a view: some 160 MB of memory, and a gigabyte as a file.
pub const MOST_PAIRS: usize = 10_000_000;

/// More pairs of videos share themes than a view holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {most} pairs of these {videos} videos share themes, which is too many for one view")]
pub struct TooManyPairs {
    /// How many videos there are.
    pub videos: usize,
    /// How many pairs there may be.
    pub most: usize,
}

/// A part of the graph, ready to be written or drawn.
#[derive(Debug, Clone)]
pub struct View<'g, 'a> {
    /// The whole.
    pub graph: &'g StoryGraph<'a>,
    /// Which part.
    pub kind: ViewKind,
    /// Its nodes, in order.
    pub nodes: Vec<Node>,
    /// Its edges, in order.
    pub edges: ViewEdges,
}

impl<'g, 'a> View<'g, 'a> {
    /// The view `kind` of `graph`, cut down by `cut`.
    ///
    /// First come the videos that `themes`, `groups` and `artists` choose ([`choose_videos`]), with what belongs to
    /// them: their themes and all themes above those, their performers and cast, and the groups of these artists.
    /// Of that the view takes its part; `around` then keeps what lies within so many of the view's own edges, in
    /// either direction; a node that is not in the view leaves nothing. `top` last keeps so many videos, those with
    /// most edges in what is left (the node of `around`, if it is a video, before all), and what belongs to them.
    pub fn of(graph: &'g StoryGraph<'a>, kind: ViewKind, cut: &Cut) -> Self {
        match Self::of_at_most(usize::MAX, graph, kind, cut) {
            Ok(view) => view,
            // No list is longer than that.
            Err(TooManyPairs { .. }) => Self { graph, kind, nodes: Vec::new(), edges: ViewEdges::default() },
        }
    }

    /// As [`View::of`], of a catalogue of any size: the view of videos joins nearly every video to nearly every other.
    ///
    /// # Errors
    /// [`TooManyPairs`], where there are more than [`MOST_PAIRS`] of them.
    pub fn try_of(graph: &'g StoryGraph<'a>, kind: ViewKind, cut: &Cut) -> Result<Self, TooManyPairs> {
        Self::of_at_most(MOST_PAIRS, graph, kind, cut)
    }

    fn of_at_most(most: usize, graph: &'g StoryGraph<'a>, kind: ViewKind, cut: &Cut) -> Result<Self, TooManyPairs> {
        let catalogue = graph.catalogue();
        let chosen = choose_videos(catalogue, &cut.themes, &cut.groups, &cut.artists);
        let whole = cut.themes.is_empty() && cut.groups.is_empty() && cut.artists.is_empty();
        let mut part = Part::of(catalogue, kind, &chosen, whole);
        if let Some((centre, depth)) = cut.around {
            part = part.around(graph, centre, depth);
        }
        if let Some(top) = cut.top {
            let first = cut.around.map(|(centre, _)| centre);
            let most = part.top_videos(graph, top, first);
            part.keep_only(&Part::of(catalogue, kind, &most, false));
        }
        let nodes = part.nodes();
        let edges = part.edges(graph, &nodes, most)?;
        Ok(Self { graph, kind, nodes, edges })
    }

    /// The edges of a relation, in order. Only where such edges can start are they looked for.
    pub fn edges_of(&self, relation: Relation) -> impl Iterator<Item = ViewEdge> {
        let (first, last) = relation.starts();
        let begin = self.nodes.partition_point(|node| node.kind < first);
        let end = self.nodes.partition_point(|node| node.kind <= last);
        let range = if self.edges.have(relation) { begin..end } else { 0..0 };
        self.edges.starting_in(range).filter(move |edge| edge.relation == relation)
    }

    /// The two ends of an edge.
    pub fn ends(&self, edge: &ViewEdge) -> (Node, Node) {
        (self.nodes[edge.from as usize], self.nodes[edge.to as usize])
    }
}
