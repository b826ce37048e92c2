//! How kinds and relations look in a graph file that can say so.

use crate::catalogue::{Kind, Weight};
use crate::graph::Relation;

/// A colour: red, green and blue, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// How the nodes of a kind are drawn.
#[derive(Debug, Clone, Copy)]
pub struct NodeStyle {
    /// Graphviz's name of the outline.
    pub shape: &'static str,
    /// Inside the outline, behind black text.
    pub fill: Colour,
    /// The outline, and the dot of programs that have but dots.
    pub line: Colour,
}

/// How the edges of a relation are drawn.
#[derive(Debug, Clone, Copy)]
pub struct EdgeStyle {
    /// Graphviz's name of the line's style.
    pub style: &'static str,
    /// The line.
    pub line: Colour,
    /// Its width in points.
    pub width: f64,
}

/// The text of labels.
pub const INK: Colour = Colour(0x1f, 0x24, 0x2b);

/// Text that is less important.
pub const FAINT: Colour = Colour(0x5b, 0x64, 0x70);

/// How a kind is drawn.
pub const fn of_kind(kind: Kind) -> NodeStyle {
    match kind {
        Kind::Artist => NodeStyle { shape: "box", fill: Colour(0xe3, 0xee, 0xf9), line: Colour(0x3b, 0x74, 0xb0) },
        Kind::Group => NodeStyle { shape: "box", fill: Colour(0xdf, 0xf1, 0xe6), line: Colour(0x2f, 0x80, 0x5a) },
        Kind::Theme => NodeStyle { shape: "ellipse", fill: Colour(0xfc, 0xec, 0xcf), line: Colour(0xb4, 0x72, 0x14) },
        Kind::Video => NodeStyle { shape: "box", fill: Colour(0xf8, 0xe0, 0xe6), line: Colour(0xb0, 0x3d, 0x5e) },
    }
}

/// How a relation is drawn.
pub const fn of_relation(relation: Relation) -> EdgeStyle {
    match relation {
        Relation::AppearsIn => EdgeStyle { style: "dashed", line: Colour(0x7d, 0xa3, 0xcc), width: 1.0 },
        Relation::Broader => EdgeStyle { style: "dotted", line: Colour(0xb9, 0x9a, 0x66), width: 1.0 },
        Relation::Carries => EdgeStyle { style: "solid", line: Colour(0xd3, 0x9b, 0x4a), width: 1.2 },
        Relation::MemberOf => EdgeStyle { style: "solid", line: Colour(0xa9, 0xc3, 0xdf), width: 1.0 },
        Relation::Performs => EdgeStyle { style: "solid", line: Colour(0x7d, 0xb5, 0x98), width: 1.0 },
        Relation::SharesThemes => EdgeStyle { style: "solid", line: Colour(0xc9, 0x7e, 0x95), width: 1.0 },
    }
}

/// A theme's weight as a number: 3 for what the story is about, 2 for a main strand, 1 for the edge.
pub const fn strength(weight: Weight) -> u32 {
    match weight {
        Weight::Choice => 3,
        Weight::Major => 2,
        Weight::Minor => 1,
    }
}

/// How wide a line is in points that stands for `strength` of a theme or for as many shared themes.
pub fn width(strength: u32) -> f64 {
    match strength {
        0 | 1 => 0.7,
        2 => 1.2,
        more => f64::from(more.min(12)) * 0.7,
    }
}
