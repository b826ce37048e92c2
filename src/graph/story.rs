//! The graph of everything in a catalogue.

use std::fmt;

use petgraph::graph::{DiGraph, NodeIndex};

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
    /// The relations of the graph itself, in order.
    pub const OF_GRAPH: [Relation; 5] =
        [Relation::AppearsIn, Relation::Broader, Relation::Carries, Relation::MemberOf, Relation::Performs];

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
#[derive(Debug, Clone)]
pub struct StoryGraph<'a> {
    catalogue: &'a Catalogue,
    graph: DiGraph<Node, Edge>,
    /// Where each kind's nodes begin, in the order of [`Kind::ALL`].
    first: [u32; 4],
}

impl<'a> StoryGraph<'a> {
    /// Builds the graph of everything in `catalogue`.
    pub fn build(catalogue: &'a Catalogue) -> Self {
        let mut first = [0; 4];
        let mut nodes = 0;
        for kind in Kind::ALL {
            first[kind as usize] = nodes;
            nodes += catalogue.count(kind) as u32;
        }
        let edges = count_edges(catalogue);
        let mut story = Self { catalogue, graph: DiGraph::with_capacity(nodes as usize, edges), first };
        for kind in Kind::ALL {
            for node in catalogue.nodes(kind) {
                story.graph.add_node(node);
            }
        }
        story.add_edges();
        story
    }

    fn add_edges(&mut self) {
        let catalogue = self.catalogue;
        for (artist, entry) in catalogue.artists.iter().enumerate() {
            for (at, membership) in entry.member_of.iter().enumerate() {
                self.add(Node::artist(artist as u32), Relation::MemberOf, at, Node::group(membership.group));
            }
        }
        for (theme, entry) in catalogue.themes.iter().enumerate() {
            for (at, &above) in entry.broader.iter().enumerate() {
                self.add(Node::theme(theme as u32), Relation::Broader, at, Node::theme(above));
            }
        }
        for (index, entry) in catalogue.videos.iter().enumerate() {
            let video = Node::video(index as u32);
            for (at, &performer) in entry.performers.iter().enumerate() {
                self.add(performer, Relation::Performs, at, video);
            }
            for (at, role) in entry.cast.iter().enumerate() {
                self.add(Node::artist(role.artist), Relation::AppearsIn, at, video);
            }
            for (at, carried) in entry.themes.iter().enumerate() {
                self.add(video, Relation::Carries, at, Node::theme(carried.theme));
            }
        }
    }

    fn add(&mut self, from: Node, relation: Relation, at: usize, to: Node) {
        let (from, to) = (self.index(from), self.index(to));
        self.graph.add_edge(from, to, Edge { relation, detail: at as u32 });
    }

    /// The catalogue that the graph is of.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// The graph itself: artists, groups, themes, videos, each by id.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// Where `node` is in the graph.
    pub fn index(&self, node: Node) -> NodeIndex {
        NodeIndex::new((self.first[node.kind as usize] + node.index) as usize)
    }

    /// The node at `index`.
    pub fn node(&self, index: NodeIndex) -> Node {
        self.graph[index]
    }

    /// How many edges of each relation there are, in the order of [`Relation::OF_GRAPH`].
    pub fn edge_counts(&self) -> [(Relation, usize); 5] {
        Relation::OF_GRAPH
            .map(|relation| (relation, self.graph.edge_weights().filter(|e| e.relation == relation).count()))
    }
}

fn count_edges(catalogue: &Catalogue) -> usize {
    let artists: usize = catalogue.artists.iter().map(|a| a.member_of.len()).sum();
    let themes: usize = catalogue.themes.iter().map(|t| t.broader.len()).sum();
    let videos: usize = catalogue.videos.iter().map(|v| v.performers.len() + v.cast.len() + v.themes.len()).sum();
    artists + themes + videos
}
