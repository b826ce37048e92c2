//! How kinds and relations look in a graph file that can say so: in the colours of the pictures.

use crate::catalogue::{Kind, Weight};
use crate::graph::Relation;
use crate::picture::{Colour, Palette};

/// How the nodes of a kind are drawn.
#[derive(Debug, Clone, Copy)]
pub struct NodeStyle {
    /// Graphviz's name of the outline.
    pub shape: &'static str,
    /// Inside the outline, behind the label.
    pub fill: Colour,
    /// The outline, and the dot of programs that have but dots.
    pub line: Colour,
    /// The label.
    pub text: Colour,
}

/// How the edges of a relation are drawn.
#[derive(Debug, Clone, Copy)]
pub struct EdgeStyle {
    /// Graphviz's name of the line's style.
    pub style: &'static str,
    /// The line.
    pub line: Colour,
}

/// The colours: those of pictures on paper.
pub const PALETTE: Palette = Palette::light();

/// How a kind is drawn.
pub const fn of_kind(kind: Kind) -> NodeStyle {
    let shape = if matches!(kind, Kind::Theme) { "ellipse" } else { "box" };
    let colours = PALETTE.kind(kind);
    NodeStyle { shape, fill: colours.fill, line: colours.stroke, text: colours.text }
}

/// How a relation is drawn: in the colour of its most telling end, lighter where there are many.
pub fn of_relation(relation: Relation) -> EdgeStyle {
    let (style, of, paleness) = match relation {
        Relation::AppearsIn => ("dashed", Kind::Artist, 0.35),
        Relation::Broader => ("dotted", Kind::Theme, 0.35),
        Relation::Carries => ("solid", Kind::Theme, 0.35),
        Relation::MemberOf => ("solid", Kind::Artist, 0.45),
        Relation::Performs => ("solid", Kind::Video, 0.0),
        Relation::SharesThemes => ("solid", Kind::Theme, 0.45),
    };
    EdgeStyle { style, line: of_kind(of).line.mix(PALETTE.background, paleness) }
}

/// A theme's weight as a number: 3 for what the story is about, 2 for a main strand, 1 for the edge.
pub const fn strength(weight: Weight) -> u32 {
    match weight {
        Weight::Choice => 3,
        Weight::Major => 2,
        Weight::Minor => 1,
    }
}

/// How wide a relation's lines are, in points, where nothing says otherwise.
pub const fn usual_width(relation: Relation) -> f64 {
    match relation {
        Relation::Carries => 1.2,
        Relation::SharesThemes => 0.7,
        Relation::Performs => 1.4,
        Relation::AppearsIn | Relation::Broader | Relation::MemberOf => 1.0,
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
