//! What several charts have in common.

use super::flex::Run;
use super::sheet::{Paint, Sheet};
use crate::catalogue::{Catalogue, Name, Weight};
use crate::geometry::{Point, Rect};
use crate::picture::{Colour, Path};
use crate::query::source_line;

/// Names longer than this are cut inside sentences.
const NAME: usize = 60;

/// A name for use inside a sentence.
pub(super) fn short(name: &str) -> String {
    let name = crate::text::clean(name);
    let mut letters = name.trim().chars();
    let head: String = letters.by_ref().take(NAME).collect();
    if letters.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}

/// Where a theme is in the catalogue's list.
pub(super) fn theme_index(catalogue: &Catalogue, theme: &Name) -> Option<u32> {
    catalogue.themes.binary_search_by(|t| t.id.as_str().cmp(theme.id)).ok().map(|at| at as u32)
}

/// Where it was read which video carries which theme.
pub(super) fn theme_sources(catalogue: &Catalogue) -> String {
    let facts = catalogue.videos.iter().flat_map(|v| v.themes.iter().filter_map(|t| v.source_of_theme(t)));
    source_line(catalogue, facts)
}

/// How a theme's weight is painted: solid, half, hollow.
pub(super) fn weight_paint(sheet: &Sheet, colour: Colour, weight: Weight) -> Paint {
    let (background, u) = (sheet.palette.background, sheet.unit);
    match weight {
        Weight::Choice => Paint::solid(colour),
        Weight::Major => Paint::outlined(background.mix(colour, 0.45), colour, 1.5 * u),
        Weight::Minor => Paint::outlined(background, colour, 1.5 * u),
    }
}

/// What the marks mean, in one line above the content.
pub(super) struct Legend {
    entries: Vec<(Paint, Run)>,
    /// How high it is, with the space below it.
    pub height: f64,
}

impl Legend {
    /// The three weights of a theme.
    pub fn weights(sheet: &Sheet) -> Self {
        let neutral = sheet.palette.muted;
        let words = [
            (Weight::Choice, "what the story is about"),
            (Weight::Major, "a main strand"),
            (Weight::Minor, "at the edge"),
        ];
        let entries = words.map(|(weight, words)| {
            let mut run = Run::default();
            run.add(sheet, words, sheet.small(), sheet.palette.muted);
            (weight_paint(sheet, neutral, weight), run)
        });
        Self { entries: entries.into(), height: 34.0 * sheet.unit }
    }

    /// Draws it with its upper left corner here.
    pub fn paint(self, sheet: &Sheet, x: f64, y: f64) {
        let u = sheet.unit;
        let middle = y + 9.0 * u;
        let mut x = x;
        for (paint, run) in self.entries {
            let square = Rect::new(x, middle - 6.0 * u, 12.0 * u, 12.0 * u);
            if let Some(fill) = paint.fill {
                sheet.shape(Path::rect(square).fill(fill));
            }
            if let Some((colour, width)) = paint.line {
                sheet.shape(Path::rect(square.grown(-width / 2.0)).stroke(colour, width));
            }
            let width = run.width;
            run.set(sheet, Point::new(x + 18.0 * u, middle));
            x += 18.0 * u + width + 22.0 * u;
        }
    }
}
