//! The fonts a picture is set in, their coverage and their outlines.

use super::clean::{clean, joins};
use super::shape::Shaped;
use crate::geometry::{self, Point, Rect, Segment};
use harfrust::ShapePlan;
use skrifa::font::Font;
use skrifa::font::glyph::outline::{DrawMemory, DrawOptions, PathSink};
use skrifa::raw::types::GlyphId;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

static EMBEDDED: [&[u8]; 2] =
    [include_bytes!("fonts/LeitmotifSans-Regular.otf"), include_bytes!("fonts/LeitmotifSans-SemiBold.otf")];

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Weight {
    /// For most text.
    #[default]
    Regular,
    /// For titles and emphasis.
    SemiBold,
}

/// How a string is set.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// Height of the em in logical pixels.
    pub size: f64,
    /// How heavy.
    pub weight: Weight,
    /// Whether all figures are equally wide, so that numbers below each other align.
    pub tabular: bool,
}

impl Style {
    /// Regular weight at `size` logical pixels.
    pub const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular, tabular: false }
    }

    /// Semibold weight at `size` logical pixels.
    pub const fn semibold(size: f64) -> Self {
        Self { size, weight: Weight::SemiBold, tabular: false }
    }

    /// The same with figures of equal width.
    pub const fn with_tabular_figures(self) -> Self {
        Self { tabular: true, ..self }
    }

    /// The same at another size.
    pub const fn at(self, size: f64) -> Self {
        Self { size, ..self }
    }
}

/// A font file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("font file {} is not a TrueType or OpenType font that can be drawn", index + 1)]
pub struct FontError {
    /// Which of the given files, counted from 0.
    pub index: usize,
}

/// A glyph's outline, in font units with y downwards and the origin on the baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The closed subpaths, to be filled by the nonzero rule; none for a space.
    pub segments: Vec<Segment>,
    /// The smallest box around them.
    pub bounds: Option<Rect>,
}

pub(super) struct Face {
    pub font: Font,
    pub units_per_em: f64,
    /// Above and below the baseline, in ems, both positive.
    pub ascent: f64,
    pub descent: f64,
    /// With and without tabular figures, for Latin and everything that needs no shaping of its own.
    pub plans: [OnceLock<ShapePlan>; 2],
    /// Sets glyph ids in files apart: "r", "s", or a hash of an added font.
    prefix: String,
}

impl Face {
    fn new(font: Font, prefix: String) -> Self {
        let units_per_em = f64::from(font.units_per_em());
        let line = font.metrics().h_line();
        let em = |value: f64, otherwise: f64| if value > 0.0 { (value / units_per_em).min(1.5) } else { otherwise };
        let ascent = em(line.map_or(0.0, |l| l.ascender.to_f64()), 0.95);
        let descent = em(line.map_or(0.0, |l| -l.descender.to_f64()), 0.25);
        Self { font, units_per_em, ascent, descent, plans: [OnceLock::new(), OnceLock::new()], prefix }
    }
}

/// The number of shaped strings that are kept; beyond it they are forgotten, which costs time and changes nothing.
const SHAPED_KEPT: usize = 16_384;

/// The fonts that text is measured and drawn with: the two embedded ones, then those a user adds.
pub struct Fonts {
    pub(super) faces: Vec<Face>,
    shaped: [Mutex<HashMap<Box<str>, Arc<Shaped>>>; 4],
    outlines: Mutex<HashMap<(u16, u32), Arc<Outline>>>,
}

impl Fonts {
    /// The embedded fonts: Latin, Hangul, punctuation and symbols, in two weights.
    pub fn embedded() -> Self {
        static PARSED: OnceLock<Vec<Font>> = OnceLock::new();
        let fonts = PARSED.get_or_init(|| EMBEDDED.into_iter().filter_map(|data| Font::new(data, 0)).collect());
        let faces = fonts.iter().zip(["r", "s"]).map(|(font, prefix)| Face::new(font.clone(), prefix.to_owned()));
        Self { faces: faces.collect(), shaped: Default::default(), outlines: Mutex::default() }
    }

    /// The embedded fonts, and font files (TrueType, OpenType, the first of a collection) that are asked, in this order, for
    /// what those lack.
    ///
    /// # Errors
    ///
    /// The first file that is no font with outlines.
    pub fn with_files(files: &[Vec<u8>]) -> Result<Self, FontError> {
        let mut fonts = Self::embedded();
        for (index, data) in files.iter().enumerate() {
            // FNV-1a: ids in an SVG stay apart when two pictures with different fonts meet on one page.
            let hash = data.iter().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193));
            let font = Font::new(data.clone(), 0).filter(can_draw).ok_or(FontError { index })?;
            fonts.faces.push(Face::new(font, format!("x{hash:08x}-")));
        }
        Ok(fonts)
    }

    /// The characters of `text` that no font has, sorted, each once. They are drawn as boxes.
    pub fn uncovered(&self, text: &str) -> Vec<char> {
        let missing =
            clean(text).chars().filter(|&c| !joins(c) && self.face_for(c, Weight::Regular).is_none()).collect();
        BTreeSet::into_iter(missing).collect()
    }

    /// The outline of a glyph of a [`Line`](super::Line).
    pub fn outline(&self, face: u16, glyph: u32) -> Arc<Outline> {
        let mut outlines = self.outlines.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(outlines.entry((face, glyph)).or_insert_with(|| Arc::new(self.draw(face, glyph))))
    }

    /// Units per em of a face of a [`Line`](super::Line): its outlines are drawn at `style.size` divided by this.
    pub fn units_per_em(&self, face: u16) -> f64 {
        self.faces.get(usize::from(face)).map_or(1000.0, |face| face.units_per_em)
    }

    /// A name for a glyph that no other glyph of any font has, fit for an XML id.
    pub fn glyph_name(&self, face: u16, glyph: u32) -> String {
        let prefix = self.faces.get(usize::from(face)).map_or("", |face| &face.prefix);
        format!("{prefix}{glyph}")
    }

    /// The face of the wanted weight, or the first added font, that has `c`.
    pub(super) fn face_for(&self, c: char, weight: Weight) -> Option<u16> {
        std::iter::once(weight as usize)
            .chain(EMBEDDED.len()..self.faces.len())
            .map(|face| face as u16)
            .find(|&face| self.has(face, c))
    }

    pub(super) fn has(&self, face: u16, c: char) -> bool {
        let Some(id) = self.faces.get(usize::from(face)).and_then(|face| face.font.charmap().map_unicode(c)) else {
            return false;
        };
        // A bitmap or colour font maps characters to glyphs without an outline: those would be blanks.
        usize::from(face) < EMBEDDED.len() || c.is_whitespace() || self.outline(face, id.to_u32()).bounds.is_some()
    }

    pub(super) fn shaped(&self, text: &str, style: Style) -> Arc<Shaped> {
        let which = weight_and_figures(style);
        let cache = &self.shaped[which];
        if let Some(found) = cache.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(found);
        }
        let made = Arc::new(super::shape::shape(self, text, style));
        if text.len() <= 512 {
            let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
            if cache.len() >= SHAPED_KEPT {
                cache.clear();
            }
            cache.insert(text.into(), Arc::clone(&made));
        }
        made
    }

    fn draw(&self, face: u16, glyph: u32) -> Outline {
        if glyph == 0 && usize::from(face) < EMBEDDED.len() {
            return missing(face);
        }
        let mut pen = Pen::default();
        if let Some(face) = self.faces.get(usize::from(face))
            && let Some(outline) = face.font.outline_glyphs().get(GlyphId::new(glyph))
            && outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen).is_err()
        {
            pen.0.clear();
        }
        let bounds = geometry::bounds(&pen.0);
        Outline { segments: pen.0, bounds }
    }
}

/// Whether a font has an outline for any character.
fn can_draw(font: &Font) -> bool {
    let outlines = font.outline_glyphs();
    let draws = |glyph| {
        outlines.get(glyph).is_some_and(|outline| {
            let mut pen = Pen::default();
            outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen).is_ok() && !pen.0.is_empty()
        })
    };
    font.charmap().unicodes().take(1000).any(|(_, glyph)| draws(glyph))
}

/// What stands for a character that no font has: an upright box as high as a capital letter. (The font's own is a slab of
/// stripes that looks like a broken picture.)
fn missing(face: u16) -> Outline {
    let line = if face == 0 { 150.0 } else { 220.0 };
    let corner = Point::new;
    let (left, top, right, bottom) = (150.0, -1456.0, 1130.0, 0.0);
    let (l, t, r, b) = (left + line, top + line, right - line, bottom - line);
    let segments = vec![
        Segment::Move(corner(left, top)),
        Segment::Line(corner(right, top)),
        Segment::Line(corner(right, bottom)),
        Segment::Line(corner(left, bottom)),
        Segment::Close,
        // The other way round, so that the inside stays empty.
        Segment::Move(corner(l, t)),
        Segment::Line(corner(l, b)),
        Segment::Line(corner(r, b)),
        Segment::Line(corner(r, t)),
        Segment::Close,
    ];
    Outline { bounds: geometry::bounds(&segments), segments }
}

fn weight_and_figures(style: Style) -> usize {
    style.weight as usize * 2 + usize::from(style.tabular)
}

/// Collects an outline, turning y downwards.
#[derive(Default)]
struct Pen(Vec<Segment>);

fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), 0.0 - f64::from(y))
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Move(point(x, y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Line(point(x, y)));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Segment::Quad(point(cx, cy), point(x, y)));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Segment::Cubic(point(ax, ay), point(bx, by), point(x, y)));
    }
    fn close(&mut self) {
        self.0.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_embedded_fonts_have_all_that_they_promise() {
        let fonts = Fonts::embedded();
        let hangul: String = ('가'..='힣').collect();
        let latin: String = ('\u{A1}'..='\u{24F}').chain(' '..='~').collect();
        let symbols = "−×·…≈≤≥•●○★♥←↑→↓↔€₩£¥“”‘’«»–—「」『』《》、。，！？ㄱㅎㅏㅣＡ１①½²₂™№♪";
        for weight in [Weight::Regular, Weight::SemiBold] {
            // The font has no Ǆ and no ŉ, which Unicode advises against.
            let latin = latin.chars().filter(|c| !"Ǆŉ".contains(*c));
            for c in hangul.chars().chain(latin).chain(symbols.chars()) {
                assert!(fonts.face_for(c, weight).is_some() || clean(&c.to_string()).is_empty(), "{c:?} {weight:?}");
            }
        }
        assert_eq!((hangul.chars().count(), fonts.uncovered(&hangul)), (11_172, vec![]));
    }

    #[test]
    fn what_is_uncovered_is_named_once_and_in_order() {
        let fonts = Fonts::embedded();
        assert_eq!(fonts.uncovered("夢 is 花, 夢 is 💔\u{FE0F}\u{200D}\u{0}"), ['夢', '花', '💔']);
        assert_eq!(fonts.uncovered("\u{1112}\u{1161} e\u{301}"), []);
    }

    #[test]
    fn a_file_that_is_no_font_is_named() {
        let junk = [vec![], b"no font".to_vec(), vec![0; 5000], EMBEDDED[0][..2000].to_vec()];
        for file in junk {
            let error = Fonts::with_files(&[EMBEDDED[1].to_vec(), file]).err();
            assert_eq!(error, Some(FontError { index: 1 }));
        }
    }
}
