//! How much there is of everything: used by `check` and `stats`.

use serde::Serialize;

use crate::catalogue::{Catalogue, Kind};

/// How many things of each kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct NodeCounts {
    /// Music videos.
    pub video: usize,
    /// Persons.
    pub artist: usize,
    /// Groups.
    pub group: usize,
    /// Themes.
    pub theme: usize,
}

/// How many edges of each relation there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct EdgeCounts {
    /// Video → theme.
    pub carries: usize,
    /// Artist or group → video.
    pub performs: usize,
    /// Artist → video, a role each.
    pub appears_in: usize,
    /// Artist → group, a time in it each.
    pub member_of: usize,
    /// Theme → wider theme.
    pub broader: usize,
}

impl NodeCounts {
    /// All of them together.
    pub fn total(&self) -> usize {
        self.video + self.artist + self.group + self.theme
    }

    /// Kind by kind, in the order of the JSON.
    pub fn rows(&self) -> [(&'static str, usize); 4] {
        [("video", self.video), ("artist", self.artist), ("group", self.group), ("theme", self.theme)]
    }
}

impl EdgeCounts {
    /// All of them together.
    pub fn total(&self) -> usize {
        self.rows().iter().map(|(_, count)| count).sum()
    }

    /// Relation by relation, in the order of the JSON.
    pub fn rows(&self) -> [(&'static str, usize); 5] {
        [
            ("carries", self.carries),
            ("performs", self.performs),
            ("appears_in", self.appears_in),
            ("member_of", self.member_of),
            ("broader", self.broader),
        ]
    }
}

/// How many things of each kind are in `catalogue`.
pub fn node_counts(catalogue: &Catalogue) -> NodeCounts {
    NodeCounts {
        video: catalogue.count(Kind::Video),
        artist: catalogue.count(Kind::Artist),
        group: catalogue.count(Kind::Group),
        theme: catalogue.count(Kind::Theme),
    }
}

/// How many edges of each relation the graph of `catalogue` has, without building it.
pub fn edge_counts(catalogue: &Catalogue) -> EdgeCounts {
    let mut counts = EdgeCounts {
        member_of: catalogue.artists.iter().map(|a| a.member_of.len()).sum(),
        broader: catalogue.themes.iter().map(|t| t.broader.len()).sum(),
        ..EdgeCounts::default()
    };
    for video in &catalogue.videos {
        counts.carries += video.themes.len();
        counts.performs += video.performers.len();
        counts.appears_in += video.cast().len();
    }
    counts
}
