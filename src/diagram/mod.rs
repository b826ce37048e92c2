//! Floor 4: views of the graph drawn as node-link diagrams.
//!
//! One file a diagram, one row a diagram in [`DIAGRAMS`]. Every label is measured with the shaper that draws it, a layout places the
//! boxes, and the diagram draws where it says. What is drawn is also what is told: [`Positions::of`] reads a drawn
//! picture's nodes and edges back, for graph files that pin them.

mod around;
mod columns;
mod fan;
mod label;
mod legend;
mod map;
mod order;
mod part;
mod positions;
mod relationships;
mod scene;
mod shared_themes;
mod tell;

pub use positions::{EdgeLine, NodeBox, Positions};

use crate::catalogue::Node;
use crate::graph::{View, ViewKind};
use crate::picture::{Picture, Setting};
use crate::text::Fonts;
use scene::Scene;

/// So many things, more or less, can be told apart on one diagram.
pub const MOST_THINGS: usize = 250;

/// Of more things than this, none is looked at to see whether it would be drawn: the labels alone fill memory.
const MOST_LOOKED_AT: usize = 100_000;

/// A kind of diagram.
pub struct DiagramKind {
    /// Its name on the command line and in file names.
    pub name: &'static str,
    /// What it shows, in one line.
    pub description: &'static str,
    /// Which view of the graph it draws.
    pub view: ViewKind,
    /// Whether it needs a thing in its middle, which the view is cut around.
    pub needs_subject: bool,
    draw: fn(&Scene) -> Result<Picture, DiagramError>,
}

/// Every diagram.
pub static DIAGRAMS: &[DiagramKind] = &[
    DiagramKind {
        name: "relationships",
        description: "A map of everything: videos, themes, groups and artists, near what they are joined to",
        view: ViewKind::Relationships,
        needs_subject: false,
        draw: relationships::draw,
    },
    DiagramKind {
        name: "columns",
        description: "Artists, groups, videos and themes in four columns",
        view: ViewKind::Relationships,
        needs_subject: false,
        draw: columns::draw,
    },
    DiagramKind {
        name: "shared-themes",
        description: "Videos on the left, the themes that two or more of them carry on the right",
        view: ViewKind::SharedThemes,
        needs_subject: false,
        draw: shared_themes::draw,
    },
    DiagramKind {
        name: "around",
        description: "One thing and its surroundings",
        view: ViewKind::Relationships,
        needs_subject: true,
        draw: around::draw,
    },
];

/// The diagram of this name.
pub fn named(name: &str) -> Option<&'static DiagramKind> {
    DIAGRAMS.iter().find(|kind| kind.name == name)
}

/// Why a diagram was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiagramError {
    /// There are more things than anybody could read.
    #[error("{things} things are too many for one diagram: beyond some {most} no label can be read")]
    TooMany {
        /// How many there are.
        things: usize,
        /// About how many can be read.
        most: usize,
    },
    /// The canvas that was asked for is too small for so many things.
    #[error("a canvas of {width} × {height} has no room for {things} things with labels that can be read")]
    TooSmall {
        /// How many there are.
        things: usize,
        /// The canvas's width in logical pixels.
        width: u32,
        /// The canvas's height in logical pixels.
        height: u32,
    },
    /// A diagram around one thing was asked for, but not around which, or it is not in the view.
    #[error("the diagram “around” needs a thing in its middle")]
    NoSubject,
}

impl DiagramError {
    /// What could be done instead.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooMany { .. } => "draw a part of it: --around NAME, --theme THEME or --top N",
            Self::TooSmall { .. } => {
                "leave --size out, ask for a larger one, or draw a part of it: --around NAME, --theme THEME or --top N"
            }
            Self::NoSubject => "name a video, artist, group or theme: leitmotif diagram around NAME",
        }
    }
}

/// Draws `view` as a diagram of this `kind`. `subject` is the thing in the middle of a diagram that needs one.
///
/// # Errors
///
/// [`DiagramError::TooMany`] where nobody could read the labels, [`DiagramError::TooSmall`] where the canvas that was asked
/// for has no room for them, and [`DiagramError::NoSubject`].
pub fn draw(
    kind: &DiagramKind,
    view: &View,
    subject: Option<Node>,
    setting: &Setting,
    fonts: &Fonts,
) -> Result<Picture, DiagramError> {
    let things = view.nodes.len();
    if things > MOST_LOOKED_AT {
        return Err(DiagramError::TooMany { things, most: MOST_THINGS });
    }
    let scene = Scene::new(view, subject, setting, fonts);
    let things = scene.things(kind.view);
    if things > MOST_THINGS {
        return Err(DiagramError::TooMany { things, most: MOST_THINGS });
    }
    checked(kind, &scene)
}

/// As [`draw`], however many things there are: for geometry and pinned positions, which no one reads by eye.
///
/// # Errors
///
/// As [`draw`], without [`DiagramError::TooMany`].
pub fn draw_all(
    kind: &DiagramKind,
    view: &View,
    subject: Option<Node>,
    setting: &Setting,
    fonts: &Fonts,
) -> Result<Picture, DiagramError> {
    checked(kind, &Scene::new(view, subject, setting, fonts))
}

fn checked(kind: &DiagramKind, scene: &Scene) -> Result<Picture, DiagramError> {
    if kind.needs_subject && scene.subject.is_none() {
        return Err(DiagramError::NoSubject);
    }
    (kind.draw)(scene)
}
