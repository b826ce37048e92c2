//! Floor 0: strings on paper. Embedded fonts and one shaper, which measures and draws alike.
//!
//! ```
//! use leitmotif::text::{Fonts, Style};
//!
//! let fonts = Fonts::embedded();
//! let label = fonts.line("하루하루 · Haru Haru", Style::regular(16.0));
//! assert!(label.width > 0.0 && label.ascent > label.descent);
//! let lines = fonts.wrap("A title that is too long for one line", Style::semibold(28.0), 300.0, 3);
//! assert!(lines.iter().all(|line| line.width <= 300.0));
//! ```
//!
//! Every string is first made harmless (see [`clean`]): NFC, control characters and bidi overrides gone. A character that no
//! font has is drawn as a visible box, and [`Fonts::uncovered`] names it.

mod clean;
pub mod escape;
mod font;
mod shape;
mod wrap;

pub use clean::clean;
pub use font::{FontError, Fonts, Outline, Style, Weight};
pub use shape::{Glyph, Line};
