//! What several charts have in common.

use super::flex::Run;
use super::sheet::{Paint, Sheet};
use crate::catalogue::{Catalogue, Measures, Name, Precision, Weight};
use crate::geometry::{Point, Rect};
use crate::picture::{Colour, Path};
use crate::query::families::Families;
use crate::query::{ShownRuntime, VideoRuntime, prose, source_line};
use crate::text::{Line, Style};

/// Names longer than this are cut inside sentences.
const NAME: usize = 60;

/// A name for use inside a sentence.
pub(super) fn short(name: &str) -> String {
    let name = crate::text::clean(name);
    let mut letters = name.trim().chars();
    let head: String = letters.by_ref().take(NAME).collect();
    if letters.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}

/// “three of ten videos”, “both videos”, “all ten videos”.
pub(super) fn of_videos(count: usize, total: usize) -> String {
    match (count == total, total) {
        (true, 2) => "both videos".to_owned(),
        (true, 3..) => format!("all {} videos", prose::number(total)),
        _ => format!("{} of {} videos", prose::number(count), prose::number(total)),
    }
}

/// A name at the beginning of a sentence.
pub(super) fn first(name: &str) -> String {
    prose::capital(&short(name))
}

/// A theme's name inside a sentence: small where it is a common word, as it is where another of its words is a capital.
pub(super) fn inside(name: &str) -> String {
    let name = short(name);
    let proper = name.split_whitespace().skip(1).any(|word| word.chars().next().is_some_and(char::is_uppercase));
    if proper { name } else { prose::inside(&name) }
}

/// A name that no line is broken within, unless it is long.
pub(super) fn unbroken(name: &str) -> String {
    let name = short(name);
    if name.chars().count() <= 24 { name.replace(' ', "\u{a0}") } else { name }
}

/// The video that is longer than every other by whatever any source states of either; the first of the list must be the longest.
pub(super) fn longest<'a>(videos: &'a [VideoRuntime<'a>]) -> Option<&'a VideoRuntime<'a>> {
    let (first, rest) = videos.split_first()?;
    let low = of_the_video(first).map(|r| r.seconds[0]).min()?;
    let mut others = rest.iter().flat_map(of_the_video);
    // Where ends touch, “almost” and “over” leave the end itself out, so that only an exact length could be equal.
    others.all(|r| r.seconds[1] < low || (r.seconds[1] == low && r.precision != Precision::Exact)).then_some(first)
}

fn of_the_video<'a>(row: &'a VideoRuntime<'a>) -> impl Iterator<Item = &'a ShownRuntime<'a>> {
    row.runtime.iter().chain(&row.others).filter(|r| r.measures == Measures::Video)
}

/// Where a theme is in the catalogue's list.
pub(super) fn theme_index(catalogue: &Catalogue, theme: &Name) -> Option<u32> {
    catalogue.themes.binary_search_by(|t| t.id.as_str().cmp(theme.id)).ok().map(|at| at as u32)
}

/// Where it was read which video carries which theme.
pub(super) fn theme_sources(catalogue: &Catalogue) -> String {
    let facts = catalogue.videos.iter().flat_map(|v| catalogue[v.themes].iter().filter_map(|t| v.source_of_theme(t)));
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

/// How large a weight's dot is, as a part of the largest.
pub(super) fn weight_size(weight: Weight) -> f64 {
    match weight {
        Weight::Choice => 1.0,
        Weight::Major => 0.72,
        Weight::Minor => 0.44,
    }
}

/// What the weights mean.
pub(super) const WEIGHTS: [(Weight, &str); 3] =
    [(Weight::Choice, "what the story is about"), (Weight::Major, "a main strand"), (Weight::Minor, "at the edge")];

/// How wide a sample and the space after it are.
const SWATCH: f64 = 19.0;

/// A sample of a mark.
enum Swatch {
    Square(Paint),
    Dot(f64, Colour),
}

/// What the marks mean, in a line or two above the content.
pub(super) struct Legend {
    entries: Vec<(Swatch, Run)>,
    /// How high it is, with the space below it.
    pub height: f64,
}

impl Legend {
    /// The three weights of a theme, as parts of bars.
    pub fn weights(sheet: &Sheet) -> Self {
        let entry = |(weight, words)| (Swatch::Square(weight_paint(sheet, sheet.palette.muted, weight)), words);
        Self::of(sheet, WEIGHTS.map(entry).into_iter().map(|(swatch, words)| (swatch, words.to_owned())))
    }

    /// The three weights of a theme, as dots of which the largest has this radius, and families of themes.
    pub fn dots(sheet: &Sheet, radius: f64, families: &[(String, Colour)]) -> Self {
        let dot = |(weight, words): (Weight, &str)| {
            let radius = radius.min(7.0 * sheet.unit) * weight_size(weight);
            (Swatch::Dot(radius, sheet.palette.muted), words.to_owned())
        };
        let family = |(name, colour): &(String, Colour)| (Swatch::Square(Paint::solid(*colour)), name.clone());
        Self::of(sheet, WEIGHTS.into_iter().map(dot).chain(families.iter().map(family)))
    }

    /// Families of themes only.
    pub fn families(sheet: &Sheet, families: &[(String, Colour)]) -> Self {
        let family = |(name, colour): &(String, Colour)| (Swatch::Square(Paint::solid(*colour)), name.clone());
        Self::of(sheet, families.iter().map(family))
    }

    fn of(sheet: &Sheet, entries: impl Iterator<Item = (Swatch, String)>) -> Self {
        let entries: Vec<(Swatch, Run)> = entries
            .map(|(swatch, words)| {
                let mut run = Run::default();
                run.add_within(sheet, &words, sheet.small(), sheet.palette.muted, 220.0 * sheet.unit);
                (swatch, run)
            })
            .collect();
        let mut legend = Self { entries, height: 0.0 };
        if let Some(&(_, last)) = legend.places(sheet).last() {
            legend.height = last + 34.0 * sheet.unit;
        }
        legend
    }

    /// Where each entry begins, from the upper left corner.
    fn places(&self, sheet: &Sheet) -> Vec<(f64, f64)> {
        let u = sheet.unit;
        let (mut x, mut y) = (0.0, 0.0);
        let place = |(_, run): &(Swatch, Run)| {
            let width = SWATCH * u + run.width;
            if x > 0.0 && x + width > sheet.room.w {
                (x, y) = (0.0, y + 22.0 * u);
            }
            let at = (x, y);
            x += width + 18.0 * u;
            at
        };
        self.entries.iter().map(place).collect()
    }

    /// Draws it at the upper left corner of the room.
    pub fn paint(self, sheet: &Sheet) {
        let u = sheet.unit;
        let places = self.places(sheet);
        for ((swatch, run), (x, y)) in self.entries.into_iter().zip(places) {
            let (x, middle) = (sheet.room.x + x, sheet.room.y + y + 9.0 * u);
            let square = Rect::new(x, middle - 6.0 * u, 12.0 * u, 12.0 * u);
            match swatch {
                Swatch::Square(paint) => {
                    if let Some(fill) = paint.fill {
                        sheet.shape(Path::rect(square).fill(fill));
                    }
                    if let Some((colour, width)) = paint.line {
                        sheet.shape(Path::rect(square.grown(-width / 2.0)).stroke(colour, width));
                    }
                }
                Swatch::Dot(radius, colour) => {
                    sheet.shape(Path::circle(square.centre(), radius).fill(colour));
                }
            }
            run.set(sheet, Point::new(x + SWATCH * u, middle));
        }
    }
}

/// The families that these themes belong to, by rank, with their colours; “no family” last.
pub(super) fn families_of<'a>(
    sheet: &Sheet,
    catalogue: &Catalogue,
    families: &Families,
    themes: impl Iterator<Item = &'a Name<'a>>,
) -> Vec<(String, Colour)> {
    let last = families.len();
    let mut ranks: Vec<usize> =
        themes.map(|theme| theme_index(catalogue, theme).and_then(|t| families.rank(t)).unwrap_or(last)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if ranks == [last] {
        return Vec::new();
    }
    let name = |rank: usize| match families.head(rank).and_then(|head| catalogue.themes.get(head as usize)) {
        Some(theme) => (theme.name.to_string(), sheet.palette.family(Some(rank))),
        None => ("other".to_owned(), sheet.palette.family(None)),
    };
    ranks.into_iter().map(name).collect()
}

/// The colour of a theme: its family's.
pub(super) fn theme_colour(sheet: &Sheet, catalogue: &Catalogue, families: &Families, theme: &Name) -> Colour {
    sheet.palette.family(theme_index(catalogue, theme).and_then(|t| families.rank(t)))
}

/// The names in as few words as fit into so many lines: “A, B and 3 more”.
pub(super) fn names_in<S: AsRef<str>>(sheet: &Sheet, names: &[S], style: Style, width: f64, lines: usize) -> Vec<Line> {
    let set = |text: &str| sheet.fonts.wrap_whole(text, style, width, lines);
    let some = |most: usize| set(&prose::list_some(names, most));
    let whole = (1..=names.len().min(40)).rev().find_map(some);
    whole.unwrap_or_else(|| sheet.fonts.wrap(&prose::list_some(names, 1), style, width, lines))
}
