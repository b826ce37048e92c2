//! The chart of runtimes on its sheet.

use super::super::flex::{Flex, Run, least, share};
use super::super::sheet::{Axis, Named, Paint, Plot, Sheet};
use super::super::{ChartError, Input};
use super::{Lengths, exact, statements, words};
use crate::catalogue::Measures;
use crate::geometry::{Point, Rect};
use crate::picture::{Anchor, Colour, Kind, Path, Picture};
use crate::query::{ShownRuntime, VideoRuntime, prose, source_line};
use crate::text::{Line, Style};

/// One video's lines.
struct Row<'a> {
    video: &'a VideoRuntime<'a>,
    title: Line,
    by: Line,
    /// The runtime first, if there is one.
    statements: Vec<&'a ShownRuntime<'a>>,
    known: bool,
}

/// What the chart is made of, from top to bottom.
#[allow(clippy::large_enum_variant)] // a picture has a few dozen of them
enum Part<'a> {
    Axis,
    Row(Row<'a>),
    /// Words over the videos without a runtime.
    Heading(String),
    /// Lines of small print.
    Note(Vec<Line>),
}

/// Sizes and places that all rows share.
struct Grid {
    /// Whether a title stands over its bar, as on a phone.
    stacked: bool,
    /// Whether performers are named.
    performers: bool,
    /// Where the bars begin, and how wide a second is.
    x0: f64,
    second: f64,
    right: f64,
    longest: f64,
}

pub(super) fn draw(input: &Input, answer: &Lengths) -> Result<Picture, ChartError> {
    let source = source_line(answer.catalogue, words::sources(answer));
    let sheet = Sheet::new(input, words::title(answer), words::subtitle(answer), source);
    let stacked = sheet.room.w < 720.0 * sheet.unit;
    let plans = [(true, true), (false, true), (true, false), (false, false)];
    let whole = plans.into_iter().find_map(|(performers, rows)| {
        let parts = parts(&sheet, answer, answer.known.len(), stacked, performers, rows, usize::MAX);
        fits(&sheet, &parts, stacked, performers).then_some((parts, performers))
    });
    let (parts, performers) = whole.unwrap_or_else(|| (cut(&sheet, answer, stacked), false));
    let grid = grid(&sheet, answer, &parts, stacked, performers);
    let heights = share(&heights(&sheet, &parts, stacked, performers), sheet.room.h);
    let bottom = sheet.room.y + heights.iter().sum::<f64>();
    paint(&sheet, answer, parts, &heights, &grid)?;
    sheet.finish(bottom, words::description(answer))
}

fn fits(sheet: &Sheet, parts: &[Part], stacked: bool, performers: bool) -> bool {
    least(&heights(sheet, parts, stacked, performers)) <= sheet.room.h
}

/// As many videos as there is room for; how many more there are is said.
fn cut<'a>(sheet: &Sheet, answer: &'a Lengths<'a>, stacked: bool) -> Vec<Part<'a>> {
    let lines = if answer.known.is_empty() { usize::MAX } else { 4 };
    let (mut low, mut high) = (0, answer.known.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        let tried = parts(sheet, answer, middle, stacked, false, false, lines);
        if fits(sheet, &tried, stacked, false) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let lines = (1..=lines.min(60))
        .rev()
        .find(|&lines| fits(sheet, &parts(sheet, answer, low, stacked, false, false, lines), stacked, false));
    parts(sheet, answer, low, stacked, false, false, lines.unwrap_or(1))
}

fn parts<'a>(
    sheet: &Sheet,
    answer: &'a Lengths<'a>,
    shown: usize,
    stacked: bool,
    performers: bool,
    rows: bool,
    note_lines: usize,
) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let row = |video: &'a VideoRuntime<'a>, known: bool| Part::Row(row(sheet, video, known, stacked));
    if !answer.known.is_empty() {
        parts.push(Part::Axis);
    }
    parts.extend(answer.known.iter().take(shown).map(|v| row(v, true)));
    if shown < answer.known.len() {
        let more = format!("and {} more whose runtime is known", prose::figures(answer.known.len() - shown));
        parts.push(Part::Note(vec![sheet.fonts.line(&more, sheet.small())]));
    }
    if answer.unknown.is_empty() {
        return parts;
    }
    let (unknown, total) = (prose::figures(answer.unknown.len()), prose::figures(answer.total()));
    parts.push(Part::Heading(format!("Runtime not known ({unknown} of {total})")));
    if answer.known.is_empty() && rows && answer.unknown.iter().any(|v| !statements(v).is_empty()) {
        parts.push(Part::Axis);
    }
    if rows {
        parts.extend(answer.unknown.iter().map(|v| row(v, false)));
    } else {
        parts.push(Part::Note(names(sheet, &answer.unknown, note_lines)));
    }
    let _ = performers;
    parts
}

/// The names of videos as a paragraph of at most so many lines.
fn names(sheet: &Sheet, videos: &[&VideoRuntime], lines: usize) -> Vec<Line> {
    let words: Vec<String> = videos.iter().map(|v| words::without(v)).collect();
    let set = |count: usize| {
        let mut text = words[..count].join(" · ");
        if count < words.len() {
            text.push_str(&format!(" · and {} more", prose::figures(words.len() - count)));
        }
        sheet.fonts.wrap(&text, sheet.small(), sheet.room.w, usize::MAX)
    };
    // No more than would fill the largest canvas.
    let (mut low, mut high) = (0, words.len().min(2000));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if set(middle).len() <= lines { low = middle } else { high = middle - 1 }
    }
    set(low)
}

fn row<'a>(sheet: &Sheet, video: &'a VideoRuntime<'a>, known: bool, stacked: bool) -> Row<'a> {
    let width = if stacked { sheet.room.w * 0.62 } else { sheet.room.w * 0.24 };
    let performers: Vec<&str> = video.performers.iter().map(|p| p.label).collect();
    let by_width = if stacked { sheet.room.w * 0.34 } else { width };
    Row {
        video,
        title: sheet.fonts.ellipsize(video.title, if known { sheet.strong() } else { sheet.label() }, width),
        by: sheet.fonts.ellipsize(&prose::list_some(&performers, 3), sheet.small(), by_width),
        statements: statements(video),
        known,
    }
}

/// The heights of one row: of its title where that stands above, of its first line, of each further line, and below.
struct RowHeights {
    title: Flex,
    first: Flex,
    further: Flex,
    below: Flex,
}

fn row_heights(sheet: &Sheet, row: &Row, stacked: bool, performers: bool) -> RowHeights {
    let u = sheet.unit;
    let lines = row.statements.len().max(1) as f64;
    let further = Flex::new(19.0 * u, 26.0 * u);
    let first = if row.known { Flex::new(22.0 * u, 46.0 * u) } else { Flex::new(20.0 * u, 34.0 * u) };
    let wanted = if performers && !stacked && row.known && row.by.width > 0.0 { 44.0 * u } else { 0.0 };
    let used = first.min + (lines - 1.0) * further.min;
    let below = Flex::new((wanted - used).max(if lines > 1.0 { 5.0 * u } else { 2.0 * u }), 22.0 * u);
    let title = if stacked { Flex::new(24.0 * u, 32.0 * u) } else { Flex::fixed(0.0) };
    RowHeights { title, first, further, below: Flex::new(below.min, below.max.max(below.min)) }
}

fn heights(sheet: &Sheet, parts: &[Part], stacked: bool, performers: bool) -> Vec<Flex> {
    let u = sheet.unit;
    let of = |part: &Part| match part {
        Part::Axis => Flex::fixed(26.0 * u),
        Part::Heading(_) => Flex::new(38.0 * u, 60.0 * u),
        Part::Note(lines) => Flex::fixed(lines.len() as f64 * sheet.small().size * 1.4 + 4.0 * u),
        Part::Row(row) => {
            let h = row_heights(sheet, row, stacked, performers);
            let further = row.statements.len().max(1) as f64 - 1.0;
            Flex::new(
                h.title.min + h.first.min + further * h.further.min + h.below.min,
                h.title.max + h.first.max + further * h.further.max + h.below.max,
            )
        }
    };
    parts.iter().map(of).collect()
}

/// The scale on which every bar and its words find room.
fn grid(sheet: &Sheet, lengths: &Lengths, parts: &[Part], stacked: bool, performers: bool) -> Grid {
    let (u, room) = (sheet.unit, sheet.room);
    let rows = || parts.iter().filter_map(|p| if let Part::Row(row) = p { Some(row) } else { None });
    let column = rows().map(|r| r.title.width.max(if performers && r.known { r.by.width } else { 0.0 }));
    let x0 = if stacked { room.x } else { room.x + column.fold(0.0, f64::max) + 16.0 * u };
    let width = (room.right() - x0).max(1.0);
    let mut longest = 1.0_f64;
    let mut second = f64::INFINITY;
    for row in rows() {
        for (n, statement) in row.statements.iter().enumerate() {
            let high = f64::from(statement.seconds[1]);
            longest = longest.max(high);
            let words = label(sheet, lengths, row, n, width * if stacked { 0.6 } else { 0.5 }).width;
            second = second.min((width - words - 14.0 * u) / high);
        }
    }
    let second = if second.is_finite() { second.min(width / longest) } else { width / longest };
    Grid { stacked, performers, x0, second: second.max(width * 0.3 / longest), right: room.right(), longest }
}

/// The words beside a statement's mark.
fn label(sheet: &Sheet, lengths: &Lengths, row: &Row, n: usize, width: f64) -> Run {
    let Some(statement) = row.statements.get(n) else { return Run::default() };
    let main = row.known && n == 0;
    let palette = &sheet.palette;
    let mut run = Run::default();
    let (style, small) = if main { (sheet.strong(), sheet.small()) } else { (sheet.small(), sheet.small()) };
    run.add_within(sheet, words::measured(statement), small, palette.muted, width);
    let ink = if main { palette.ink } else { palette.muted };
    let numbers = |style: Style| style.with_tabular_figures();
    run.add_within(sheet, &words::stated(statement), numbers(style), ink, width);
    run.add_within(sheet, &words::range(statement), numbers(small), palette.muted, width);
    let disputed = row.statements.iter().filter(|r| r.measures == Measures::Video).count() > 1;
    if disputed && statement.measures == Measures::Video {
        run.add_within(sheet, lengths.source(statement), small, palette.muted, width);
    }
    run
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
        let x = grid.x0 + minutes * 60.0 * grid.second - if n == 0 && grid.stacked { 0.0 } else { number / 2.0 };
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
    let bounds = row_heights(sheet, row, grid.stacked, grid.performers);
    let further = row.statements.len().max(1) - 1;
    let mut flex = vec![bounds.title, bounds.first];
    flex.extend(std::iter::repeat_n(bounds.further, further));
    flex.push(bounds.below);
    let heights = share(&flex, area.h);
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
    if grid.stacked {
        let middle = area.y + title / 2.0 + 2.0 * sheet.unit;
        let x = area.x + row.title.width + row.title.style.size * 0.6;
        sheet.label_at(row.title.clone(), Point::new(area.x, middle), Anchor::Start, ink);
        sheet.label_at(by(), Point::new(x, middle), Anchor::Start, palette.muted);
    } else {
        sheet.label_at(row.title.clone(), Point::new(area.x, middle), Anchor::Start, ink);
        if grid.performers && row.known {
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
        let rect = Rect::centred(Point::new(to, middle), crate::geometry::Size::new(10.0 * u, 10.0 * u));
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
