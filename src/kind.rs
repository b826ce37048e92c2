//! The four kinds of things that a catalogue holds, a graph joins and a picture colours.

use std::fmt;

/// What a node of the graph is. Ordered as the kinds' names are, so that nodes order as their names do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Artist,
    /// Several artists under one name.
    Group,
    /// What stories are about.
    Theme,
    /// A music video.
    Video,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Kind; 4] = [Kind::Artist, Kind::Group, Kind::Theme, Kind::Video];

    /// The singular word, which is also the prefix of a node's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Artist => "artist",
            Kind::Group => "group",
            Kind::Theme => "theme",
            Kind::Video => "video",
        }
    }

    /// The plural word.
    pub const fn plural(self) -> &'static str {
        match self {
            Kind::Artist => "artists",
            Kind::Group => "groups",
            Kind::Theme => "themes",
            Kind::Video => "videos",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
