//! Floor 1: a resolved picture, its palette, and the painters that turn it into SVG, PNG and geometry JSON.
//!
//! Charts and diagrams fill a [`Picture`]; [`svg::write`], [`png::write`] and [`geometry::write`] paint it. Everything in it is
//! already in its place, in logical pixels; the painters decide nothing, so the three cannot differ.
//!
//! ```
//! use leitmotif::geometry::{Point, Rect};
//! use leitmotif::picture::{self, Frame, Group, Kind, Palette, Path, Role, Text};
//! use leitmotif::text::{Fonts, Style};
//!
//! let (fonts, palette) = (Fonts::embedded(), Palette::light());
//! let frame = Frame::new("Masks come back", picture::ARTICLE).subtitle("Videos by theme").source("Source: the catalogue");
//! let (mut picture, room) = frame.open(&fonts, &palette);
//! picture.description = "Two of eleven videos carry the theme of masks.".into();
//! let bar = Rect::new(room.x, room.y, room.w / 2.0, 24.0);
//! let mut group = Group::new(Role::Mark(bar)).id("theme:masks").class("theme").tooltip("masks: 2 videos");
//! group.push(Path::rounded(bar, 4.0).fill(palette.kind(Kind::Theme).mark));
//! picture.push(group);
//! let label = fonts.line("masks (2)", Style::regular(16.0));
//! let baseline = label.baseline_for_middle(bar.centre().y);
//! picture.push(Text::new(label, Point::new(bar.right() + 8.0, baseline), palette.ink));
//! picture::svg::write(&picture, &fonts, &mut Vec::new())?;
//! picture::png::write(&picture, &fonts, 2, &mut Vec::new())?;
//! # Ok::<(), picture::PaintError>(())
//! ```

mod deflate;
mod frame;
pub mod geometry;
mod item;
pub mod palette;
pub mod png;
mod quantise;
mod setting;
pub mod svg;

pub use crate::kind::Kind;
pub use frame::{ARTICLE, Frame, SQUARE, STORY, parse_size};
pub use item::{Anchor, Group, Item, Path, Picture, Role, Stroke, Text};
pub use palette::{Colour, Palette};
pub use setting::Setting;

/// Why a picture could not be painted.
#[derive(Debug, thiserror::Error)]
pub enum PaintError {
    /// The output could not be written to.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The picture has no area, or more than can be painted.
    #[error(
        "a picture of {width} × {height} pixels cannot be painted: each side must be 1 to 20,000 and the area at most 100 megapixels"
    )]
    Size {
        /// Pixels from left to right.
        width: f64,
        /// Pixels from top to bottom.
        height: f64,
    },
    /// The PNG encoder refused.
    #[error("PNG: {0}")]
    Png(String),
}
