//! The strip of the videos whose runtime is not known, each at its number of themes.

use super::super::labels;
use super::super::sheet::{Named, Sheet};
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Kind, Path};
use crate::query::{VideoRuntime, prose};
use crate::text::Line;

/// From the strip's edge to the first dot's centre, and from there to its name.
const EDGE: f64 = 22.0;
const DOT: f64 = 13.0;
/// Between two videos on one line.
const BETWEEN: f64 = 20.0;

/// How wide the strip would like to be.
pub(super) fn width(sheet: &Sheet, unknown: &[&VideoRuntime]) -> f64 {
    let width = |row: &&VideoRuntime| sheet.fonts.width(row.title, sheet.label());
    (EDGE + DOT) * sheet.unit + unknown.iter().map(width).fold(0.0, f64::max)
}

/// Videos with the same number of themes that stand side by side.
struct Row<'a> {
    themes: usize,
    /// How many videos that is.
    count: usize,
    videos: Vec<(&'a VideoRuntime<'a>, Line)>,
}

/// The videos in lines no wider than the strip.
fn rows<'a>(sheet: &Sheet, unknown: &[&'a VideoRuntime<'a>], width: f64) -> Vec<Row<'a>> {
    let u = sheet.unit;
    let mut rows: Vec<Row> = Vec::new();
    let mut used = f64::INFINITY;
    for &video in unknown {
        let line = sheet.fonts.ellipsize(video.title, sheet.label(), width - (EDGE + DOT) * u);
        let wide = (DOT + BETWEEN) * u + line.width;
        match rows.last_mut() {
            Some(row) if row.themes == video.themes && used + wide <= width + BETWEEN * u - EDGE * u => {
                used += wide;
                row.videos.push((video, line));
                row.count += 1;
            }
            _ => {
                used = wide;
                rows.push(Row { themes: video.themes, count: 1, videos: vec![(video, line)] });
            }
        }
    }
    rows
}

/// One line for each number of themes: “A and 79 more”.
fn summed<'a>(sheet: &Sheet, unknown: &[&'a VideoRuntime<'a>], width: f64) -> Vec<Row<'a>> {
    let (room, style) = (width - (EDGE + DOT) * sheet.unit, sheet.label());
    let line = |videos: &[&'a VideoRuntime<'a>]| {
        let more =
            if videos.len() > 1 { format!(" and {} more", prose::figures(videos.len() - 1)) } else { String::new() };
        let name = sheet.fonts.ellipsize(videos[0].title, style, room - sheet.fonts.width(&more, style));
        let set = sheet.fonts.line(&format!("{}{more}", name.text), style);
        Row { themes: videos[0].themes, count: videos.len(), videos: vec![(videos[0], set)] }
    };
    unknown.chunk_by(|a, b| a.themes == b.themes).map(line).collect()
}

/// Draws the videos, as near as can be to the height that `y` gives for their number of themes.
pub(super) fn paint(sheet: &Sheet, unknown: &[&VideoRuntime], strip: Rect, y: impl Fn(usize) -> f64) {
    let (u, palette) = (sheet.unit, sheet.palette);
    let space = sheet.label().size * 1.4;
    let most = (strip.h / space).floor().max(2.0) as usize;
    let mut rows = rows(sheet, unknown, strip.w);
    if rows.len() > most {
        rows = summed(sheet, unknown, strip.w);
    }
    let cut = rows.len() > most;
    if cut {
        rows.truncate(most - 1);
    }
    let mut wanted: Vec<f64> = rows.iter().map(|row| y(row.themes)).collect();
    if cut {
        wanted.push(strip.bottom());
    }
    let places = labels::spread(&wanted, space, strip.y + space * 0.3, strip.bottom() - space * 0.3);
    sheet.shape(Path::line(Point::new(strip.x, strip.y), Point::new(strip.x, strip.bottom())).stroke(palette.rule, u));
    let mut shown = 0;
    for ((row, &place), &wanted) in rows.into_iter().zip(&places).zip(&wanted) {
        shown += row.count;
        paint_row(sheet, row, strip, place, wanted);
    }
    if cut {
        let words = format!("and {} more", prose::figures(unknown.len() - shown));
        let line = sheet.fonts.ellipsize(&words, sheet.small(), strip.w - EDGE * u);
        let at = Point::new(strip.x + (EDGE - 6.0) * u, places.last().copied().unwrap_or(strip.bottom()));
        sheet.label_at(line, at, Anchor::Start, palette.muted);
    }
}

fn paint_row(sheet: &Sheet, row: Row, strip: Rect, place: f64, wanted: f64) {
    let (u, palette) = (sheet.unit, sheet.palette);
    let colour = palette.kind(Kind::Video).mark;
    let mut x = strip.x + EDGE * u;
    if (place - wanted).abs() > u {
        // Moved aside to make room: a line says where it belongs.
        let (from, to) = (Point::new(strip.x, wanted), Point::new(x - 6.0 * u, place));
        sheet.shape(Path::line(from, to).stroke(palette.rule, u));
    }
    for (video, line) in row.videos {
        let rect = Rect::centred(Point::new(x, place), Size::new(12.0 * u, 12.0 * u));
        let said = format!("{}: runtime not known, {}", video.title, prose::count(video.themes, "theme"));
        let named = Named { id: video.video.to_string(), class: "video", tooltip: said };
        let hollow = Path::circle(rect.centre(), 5.0 * u).fill(palette.background).stroke(colour, 2.0 * u);
        sheet.mark(rect, &named, || sheet.shape(hollow));
        let width = line.width;
        sheet.label_at(line, Point::new(x + DOT * u, place), Anchor::Start, palette.ink);
        x += (DOT + BETWEEN) * u + width;
    }
}
