//! The chart of runtimes on its sheet.

use super::super::flex::share;
use super::super::sheet::{Axis, Named, Paint, Plot, Sheet};
use super::super::{ChartError, Input};
use super::plan::{Grid, Names, Part, Row, grid, heights, label, parts, row_lines};
use super::{Lengths, exact, words};
use crate::catalogue::Measures;
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Colour, Kind, Path, Picture};
use crate::query::source_line;
use crate::text::Style;

pub(super) fn draw(input: &Input, answer: &Lengths) -> Result<Picture, ChartError> {
    let source = source_line(answer.catalogue, words::sources(answer));
    let sheet = Sheet::new(input, words::title(answer), words::subtitle(answer), source);
    let (parts, choice) = parts(&sheet, answer);
    let grid = grid(&sheet, answer, &parts, choice);
    let heights = share(&heights(&sheet, &parts, choice), sheet.room.h);
    let bottom = sheet.room.y + heights.iter().sum::<f64>();
    paint(&sheet, answer, parts, &heights, &grid)?;
    sheet.finish(bottom, words::description(answer))
}

fn paint(sheet: &Sheet, lengths: &Lengths, parts: Vec<Part>, heights: &[f64], grid: &Grid) -> Result<(), ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let mut plots: Vec<(f64, f64)> = Vec::new();
    let mut y = sheet.room.y;
    for (part, &height) in parts.into_iter().zip(heights) {
        match part {
            Part::Axis => axis_labels(sheet, grid, y + 10.0 * u),
            Part::Heading(text) => {
                let line = sheet.fonts.line(&text, Style::semibold(sheet.small().size));
                let middle = y + height - 15.0 * u;
                let rule = middle - 16.0 * u;
                if y > sheet.room.y {
                    sheet.hairline(Point::new(sheet.room.x, rule), Point::new(grid.right, rule), palette.grid, u);
                }
                sheet.label_at(line, Point::new(sheet.room.x, middle), Anchor::Start, palette.muted);
            }
            Part::Note(lines) => {
                let at = Point::new(sheet.room.x, y + sheet.small().size * 0.7);
                sheet.lines_at(lines, at, Anchor::Start, palette.muted, 1.4);
            }
            Part::Names(names) => paint_columns(sheet, names, y, height),
            Part::Row(row) => {
                paint_row(sheet, lengths, &row, Rect::new(sheet.room.x, y, sheet.room.w, height), grid)?;
                plots.push((y, y + height));
            }
        }
        y += height;
    }
    for (top, bottom) in joined(&plots) {
        let mut plot = plot(sheet, grid, top, bottom)?;
        plot.grid(palette.grid, u)?;
    }
    Ok(())
}

fn paint_columns(sheet: &Sheet, list: Names, top: f64, height: f64) {
    let (column, row) = (sheet.room.w / list.columns() as f64, height / list.rows as f64);
    for (n, name) in list.names.into_iter().enumerate() {
        let at = ((n / list.rows) as f64, (n % list.rows) as f64 + 0.5);
        let at = Point::new(sheet.room.x + at.0 * column, top + at.1 * row);
        sheet.label_at(name, at, Anchor::Start, sheet.palette.muted);
    }
}

/// Stretches that touch, as one.
fn joined(stretches: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut whole: Vec<(f64, f64)> = Vec::new();
    for &(top, bottom) in stretches {
        match whole.last_mut() {
            Some(last) if (last.1 - top).abs() < 0.01 => last.1 = bottom,
            _ => whole.push((top, bottom)),
        }
    }
    whole
}

/// The whole minutes that have a line.
fn ticks(grid: &Grid, u: f64) -> Vec<f64> {
    const STEPS: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 600.0];
    let minutes = grid.longest / 60.0;
    let step = STEPS.into_iter().find(|step| step * 60.0 * grid.second >= 56.0 * u).unwrap_or(6000.0);
    let count = ((minutes / step + 1e-9).floor() as usize).min(200);
    (0..=count).map(|n| n as f64 * step).collect()
}

fn axis_labels(sheet: &Sheet, grid: &Grid, middle: f64) {
    let ticks = ticks(grid, sheet.unit);
    let last = ticks.len() - 1;
    for (n, minutes) in ticks.into_iter().enumerate() {
        let words = if n == last && n > 0 { format!("{minutes} min") } else { minutes.to_string() };
        let style = sheet.small().with_tabular_figures();
        let (line, number) = (sheet.fonts.line(&words, style), sheet.fonts.width(&minutes.to_string(), style));
        let x = grid.x0 + minutes * 60.0 * grid.second - if n == 0 && grid.choice.stacked { 0.0 } else { number / 2.0 };
        sheet.label_at(line, Point::new(x, middle), Anchor::Start, sheet.palette.muted);
    }
}

fn plot<'f>(sheet: &Sheet<'f>, grid: &Grid, top: f64, bottom: f64) -> Result<Plot<'f>, ChartError> {
    let area = Rect::new(grid.x0, top, grid.longest * grid.second, bottom - top);
    let x = Axis::new(0.0, grid.longest / 60.0).ticks(ticks(grid, sheet.unit));
    sheet.plot(area, x, Axis::new(bottom, top))
}

fn paint_row(sheet: &Sheet, lengths: &Lengths, row: &Row, area: Rect, grid: &Grid) -> Result<(), ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let heights = share(&row_lines(sheet, row, grid.choice), area.h);
    let mut y = area.y + heights[0];
    paint_names(sheet, row, area, heights[0], y + heights[1] / 2.0, grid);
    if row.statements.is_empty() {
        let line = sheet.fonts.line("no length stated", sheet.small());
        sheet.label_at(line, Point::new(grid.x0 + 2.0 * u, y + heights[1] / 2.0), Anchor::Start, palette.muted);
    }
    let mut plot = plot(sheet, grid, area.y, area.bottom())?;
    for n in 0..row.statements.len() {
        let height = heights[1 + n];
        let end = paint_statement(sheet, &mut plot, row, n, y + height / 2.0, height)?;
        let at = Point::new(end + 8.0 * u, y + height / 2.0);
        label(sheet, lengths, row, n, grid.right - at.x).set(sheet, at);
        y += height;
    }
    Ok(())
}

fn paint_names(sheet: &Sheet, row: &Row, area: Rect, title: f64, middle: f64, grid: &Grid) {
    let palette = sheet.palette;
    let ink = if row.known { palette.ink } else { palette.muted };
    let by = || row.by.clone();
    if grid.choice.stacked {
        let middle = area.y + title / 2.0 + 2.0 * sheet.unit;
        let x = area.x + row.title.width + row.title.style.size * 0.6;
        sheet.label_at(row.title.clone(), Point::new(area.x, middle), Anchor::Start, ink);
        sheet.label_at(by(), Point::new(x, middle), Anchor::Start, palette.muted);
    } else {
        sheet.label_at(row.title.clone(), Point::new(area.x, middle), Anchor::Start, ink);
        if grid.choice.performers && row.known {
            let below = middle + sheet.small().size * 1.4;
            sheet.label_at(by(), Point::new(area.x, below), Anchor::Start, palette.muted);
        }
    }
}

/// Draws the mark of a statement; gives back where it ends.
fn paint_statement(
    sheet: &Sheet,
    plot: &mut Plot,
    row: &Row,
    n: usize,
    middle: f64,
    height: f64,
) -> Result<f64, ChartError> {
    let u = sheet.unit;
    let statement = row.statements[n];
    let [low, high] = statement.seconds;
    let (low, high) = (f64::from(low) / 60.0, f64::from(high) / 60.0);
    let mark = sheet.palette.kind(Kind::Video).mark;
    let main = row.known && n == 0;
    let said = [words::measured(statement), &words::stated(statement)].join(" ");
    let id = if main { row.video.video.to_string() } else { String::new() };
    let named = Named { id, class: "runtime", tooltip: format!("{}: {}", row.video.title, said.trim()) };
    let half = if main { (height * 0.3).clamp(6.0 * u, 15.0 * u) } else { 3.5 * u };
    let (from, to) = (plot.at(0.0, 0.0).x, plot.at(high, 0.0).x);
    if statement.measures != Measures::Video && exact(statement) {
        let rect = Rect::centred(Point::new(to, middle), Size::new(10.0 * u, 10.0 * u));
        let hollow = Paint::outlined(sheet.palette.background, mark, 2.0 * u);
        sheet.mark(rect, &named, || plot.dot(high, middle, 5.0 * u, hollow))?;
        return Ok(rect.right());
    }
    let begin = if statement.measures == Measures::Video { from } else { plot.at(low, 0.0).x };
    let rect = Rect::new(begin, middle - half, to - begin, 2.0 * half);
    sheet.mark(rect, &named, || -> Result<(), ChartError> {
        let y = (middle - half, middle + half);
        if high > low {
            plot.bar((low, high), y, Paint::outlined(sheet.palette.background, mark, 1.5 * u))?;
            hatch(sheet, Rect::new(plot.at(low, 0.0).x, y.0, to - plot.at(low, 0.0).x, 2.0 * half), mark);
        }
        if statement.measures == Measures::Video {
            plot.bar((0.0, low), y, Paint::solid(mark))?;
        }
        Ok(())
    })?;
    Ok(to)
}

/// Slanted lines inside a box.
fn hatch(sheet: &Sheet, r: Rect, colour: Colour) {
    let (u, step) = (sheet.unit, 6.0 * sheet.unit);
    let mut at = step;
    while at < r.w + r.h {
        // From the lower or left edge up to the upper or right one.
        let (a, b) = ((at - r.h).max(0.0), at.min(r.w));
        let from = Point::new(r.x + a, r.y + (at - a));
        let to = Point::new(r.x + b, r.y + (at - b));
        sheet.shape(Path::line(from, to).stroke(colour, 1.2 * u));
        at += step;
    }
}
