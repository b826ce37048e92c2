//! From a string to glyphs in their places.

use super::clean::{clean, joins};
use super::font::{Fonts, Style};
use crate::geometry::Rect;
use harfrust::{Buffer, BufferFlags, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// One glyph in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Which font, for [`Fonts::outline`].
    pub face: u16,
    /// Which glyph of that font.
    pub id: u32,
    /// Its origin, in logical pixels to the right of the line's start.
    pub x: f64,
    /// Its origin, in logical pixels below the baseline.
    pub y: f64,
}

/// A string set in one line. What is measured here is what the painters draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The string, as [`clean`] left it.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// How far the next letter would be, in logical pixels.
    pub width: f64,
    /// How high above the baseline a line like this reaches.
    pub ascent: f64,
    /// How deep below the baseline it reaches, as a positive number.
    pub descent: f64,
    /// The box around what is inked, seen from the start of the baseline: `y` is negative above it. Empty for spaces.
    pub ink: Rect,
}

impl Line {
    /// Ascent and descent together.
    pub fn height(&self) -> f64 {
        self.ascent + self.descent
    }

    /// The baseline's y if the middle of a capital letter or figure is to be at `middle`. Labels beside a mark sit well so.
    pub fn baseline_for_middle(&self, middle: f64) -> f64 {
        middle + self.style.size * CAP_HEIGHT / 2.0
    }
}

/// The height of a capital letter of the embedded fonts, in ems.
const CAP_HEIGHT: f64 = 0.711;

/// A shaped string at size 1.
pub(super) struct Shaped {
    pub glyphs: Vec<Glyph>,
    /// The byte of the string where each glyph's cluster begins, and where the pen then is.
    pub clusters: Vec<(u32, f64)>,
    pub width: f64,
    pub ascent: f64,
    pub descent: f64,
    /// Left, top, right, bottom.
    pub ink: Option<[f64; 4]>,
}

impl Fonts {
    /// Sets `text` in one line.
    pub fn line(&self, text: &str, style: Style) -> Line {
        self.clean_line(clean(text), style)
    }

    /// How wide `text` is in one line, in logical pixels.
    pub fn width(&self, text: &str, style: Style) -> f64 {
        self.shaped(&clean(text), style).width * style.size
    }

    pub(super) fn clean_line(&self, text: String, style: Style) -> Line {
        let shaped = self.shaped(&text, style);
        let size = style.size;
        let glyphs = shaped.glyphs.iter().map(|g| Glyph { x: g.x * size, y: g.y * size, ..*g }).collect();
        let [left, top, right, bottom] = shaped.ink.unwrap_or_default().map(|v| v * size);
        Line {
            text,
            style,
            glyphs,
            width: shaped.width * size,
            ascent: shaped.ascent * size,
            descent: shaped.descent * size,
            ink: Rect::new(left, top, right - left, bottom - top),
        }
    }
}

/// A stretch of text for one font; `None` where no font has it.
struct Run {
    face: Option<u16>,
    range: Range<usize>,
}

pub(super) fn shape(fonts: &Fonts, text: &str, style: Style) -> Shaped {
    let primary = style.weight as u16;
    let face = &fonts.faces[usize::from(primary)];
    let mut shaped = Shaped {
        glyphs: Vec::with_capacity(text.len()),
        clusters: Vec::with_capacity(text.len()),
        width: 0.0,
        ascent: face.ascent,
        descent: face.descent,
        ink: None,
    };
    let mut buffer = Buffer::new();
    for run in runs(fonts, text, style) {
        match run.face {
            Some(face) => buffer = shape_run(fonts, text, style, face, run.range, buffer, &mut shaped),
            None => draw_boxes(fonts, &text[run.range.clone()], run.range.start, primary, &mut shaped),
        }
    }
    shaped.ink = ink(fonts, &shaped.glyphs);
    shaped
}

/// Cuts text into stretches of one font each. A cluster that no single font has whole is a stretch without one.
fn runs(fonts: &Fonts, text: &str, style: Style) -> Vec<Run> {
    let primary = style.weight as u16;
    let covered = |face: u16, cluster: &str| cluster.chars().all(|c| joins(c) || fonts.has(face, c));
    if covered(primary, text) {
        return vec![Run { face: Some(primary), range: 0..text.len() }];
    }
    let mut runs: Vec<Run> = Vec::new();
    for (start, cluster) in text.grapheme_indices(true) {
        let current = runs.last().and_then(|run| run.face);
        let first = cluster.chars().next().unwrap_or(' ');
        let face = match current {
            // Spaces and punctuation within a foreign script stay with its font.
            Some(face) if !first.is_alphanumeric() && covered(face, cluster) => Some(face),
            _ => fonts.face_for(first, style.weight).filter(|&face| covered(face, cluster)),
        };
        let end = start + cluster.len();
        match runs.last_mut() {
            Some(run) if run.face == face => run.range.end = end,
            _ => runs.push(Run { face, range: start..end }),
        }
    }
    runs
}

fn features(style: Style) -> &'static [Feature] {
    const TABULAR: [Feature; 1] =
        [Feature { tag: Tag::new(b"tnum"), value: 1, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END }];
    if style.tabular { &TABULAR } else { &[] }
}

fn shape_run(
    fonts: &Fonts,
    text: &str,
    style: Style,
    face_index: u16,
    range: Range<usize>,
    mut buffer: Buffer,
    shaped: &mut Shaped,
) -> Buffer {
    let face = &fonts.faces[usize::from(face_index)];
    buffer.reset();
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    for (at, c) in text[range.clone()].char_indices() {
        buffer.push(c as u32, (range.start + at) as u32);
    }
    let features = features(style);
    let font = ShaperFont::new(&face.font);
    let result = if face_index < 2 {
        // One plan serves both scripts of the embedded fonts: composed Hangul needs no shaping.
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        let plan = face.plans[usize::from(style.tabular)]
            .get_or_init(|| ShapePlan::new(&face.font, Direction::LeftToRight, Some(Script::LATIN), None, features));
        harfrust::shape(&font, &mut buffer, ShapeOptions::new().plan(Some(plan)).features(features))
    } else {
        buffer.guess_segment_properties();
        harfrust::shape(&font, &mut buffer, ShapeOptions::new().features(features))
    };
    if result.is_err() {
        draw_boxes(fonts, &text[range.clone()], range.start, style.weight as u16, shaped);
        return buffer;
    }
    let em = face.units_per_em;
    let mut pen = 0_i32;
    let start = shaped.width;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        shaped.clusters.push((info.cluster, start + f64::from(pen) / em));
        shaped.glyphs.push(Glyph {
            face: face_index,
            id: info.glyph_id,
            x: start + f64::from(pen.saturating_add(position.x_offset)) / em,
            y: -f64::from(position.y_offset) / em,
        });
        pen = pen.saturating_add(position.x_advance);
    }
    shaped.width = start + f64::from(pen) / em;
    shaped.ascent = shaped.ascent.max(face.ascent);
    shaped.descent = shaped.descent.max(face.descent);
    buffer
}

/// Draws one visible box for each cluster.
fn draw_boxes(fonts: &Fonts, text: &str, start: usize, face: u16, shaped: &mut Shaped) {
    let em = fonts.units_per_em(face);
    let advance = fonts.outline(face, 0).bounds.map_or(0.6, |b| (b.right() + b.x) / em).max(0.3);
    for (at, _) in text.grapheme_indices(true) {
        shaped.clusters.push(((start + at) as u32, shaped.width));
        shaped.glyphs.push(Glyph { face, id: 0, x: shaped.width, y: 0.0 });
        shaped.width += advance;
    }
}

fn ink(fonts: &Fonts, glyphs: &[Glyph]) -> Option<[f64; 4]> {
    let mut ink: Option<[f64; 4]> = None;
    for glyph in glyphs {
        let Some(b) = fonts.outline(glyph.face, glyph.id).bounds else { continue };
        let em = fonts.units_per_em(glyph.face);
        let (x, y) = (glyph.x + b.x / em, glyph.y + b.y / em);
        let (right, bottom) = (glyph.x + b.right() / em, glyph.y + b.bottom() / em);
        ink = Some(match ink {
            None => [x, y, right, bottom],
            Some(i) => [i[0].min(x), i[1].min(y), i[2].max(right), i[3].max(bottom)],
        });
    }
    ink
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style::regular(20.0);

    fn names(line: &Line) -> Vec<u32> {
        line.glyphs.iter().map(|glyph| glyph.id).collect()
    }

    #[test]
    fn kerning_brings_a_and_v_together() {
        let fonts = Fonts::embedded();
        for style in [STYLE, Style::semibold(20.0)] {
            assert!(fonts.width("AV", style) < fonts.width("A", style) + fonts.width("V", style) - 0.3);
        }
    }

    #[test]
    fn decomposed_text_is_set_as_composed_text() {
        let fonts = Fonts::embedded();
        for (apart, composed) in
            [("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"), ("Beyonce\u{301}", "Beyoncé")]
        {
            assert_eq!(fonts.line(apart, STYLE), fonts.line(composed, STYLE));
        }
    }

    #[test]
    fn tabular_figures_are_equally_wide_and_others_are_not() {
        let fonts = Fonts::embedded();
        let tabular = STYLE.with_tabular_figures();
        for figure in '0'..='9' {
            assert_eq!(fonts.width(&figure.to_string(), tabular), fonts.width("0", tabular), "{figure}");
        }
        assert!(fonts.width("1", STYLE) < fonts.width("0", STYLE) - 1.0);
    }

    #[test]
    fn characters_that_are_not_seen_take_no_room_and_draw_nothing() {
        let fonts = Fonts::embedded();
        let plain = fonts.line("abc", STYLE);
        for junk in
            ["\u{0}", "\u{7}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{E0041}", "\u{3164}"]
        {
            assert_eq!(fonts.line(&format!("a{junk}bc{junk}"), STYLE), plain, "{junk:?}");
        }
        assert_eq!(names(&fonts.line("a\u{200D}b\u{FE0F}c", STYLE)), names(&plain));
    }

    #[test]
    fn an_emoji_of_many_characters_is_one_box() {
        let fonts = Fonts::embedded();
        for emoji in ["👩\u{200D}👩\u{200D}👧\u{200D}👦", "🇰🇷", "👍🏽", "❤\u{FE0F}\u{200D}🔥"] {
            let line = fonts.line(emoji, STYLE);
            assert_eq!(names(&line), [0], "{emoji}");
            assert!(line.width > 8.0 && line.width < 24.0);
        }
    }

    #[test]
    fn a_line_is_as_wide_as_its_size_says() {
        let fonts = Fonts::embedded();
        let once = fonts.line("하루 Typography", STYLE);
        let twice = fonts.line("하루 Typography", STYLE.at(40.0));
        assert!((twice.width - 2.0 * once.width).abs() < 1e-9 && (twice.ink.h - 2.0 * once.ink.h).abs() < 1e-9);
        assert!(once.ink.x >= 0.0 && once.ink.right() <= once.width && once.ink.y >= -once.ascent);
    }

    #[test]
    fn spaces_and_nothing_have_no_ink() {
        let fonts = Fonts::embedded();
        assert_eq!(fonts.line("", STYLE).width, 0.0);
        let space = fonts.line(" \u{A0}", STYLE);
        assert!(space.width > 0.0);
        assert_eq!((space.ink.w, space.ink.h), (0.0, 0.0));
    }

    #[test]
    fn a_capital_letter_placed_at_the_middle_has_its_middle_there() {
        let fonts = Fonts::embedded();
        let line = fonts.line("H", STYLE);
        let ink = line.ink;
        let middle = line.baseline_for_middle(100.0) + ink.y + ink.h / 2.0;
        assert!((middle - 100.0).abs() < 0.2, "{middle}");
    }
}
