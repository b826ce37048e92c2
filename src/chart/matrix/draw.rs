//! The matrix on its sheet: videos down the side where there is width, across the top where there is height.

use super::super::ChartError;
use super::super::common::{self, Legend, weight_size};
use super::super::sheet::{Axis, Named, Paint, Sheet};
use crate::catalogue::{Catalogue, Name, Weight};
use crate::geometry::{Point, Rect};
use crate::picture::{Anchor, Colour, Picture};
use crate::query::families::Families;
use crate::query::{MatrixAnswer, MatrixParams, MatrixVideo, matrix, prose};
use crate::text::{Line, Style};

/// Sizes of one way to set the matrix.
struct Plan {
    /// Whether videos stand across the top.
    across: bool,
    labels: f64,
    /// At the right of each row: themes of one video only, or a count.
    side: f64,
    head: f64,
    /// Below the last row.
    foot: f64,
    cell: (f64, f64),
    heads: Vec<Vec<Line>>,
    upward: bool,
    /// Themes of one video only, where they do not stand beside their rows.
    alone: Vec<Line>,
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Excess {
    Rows,
    Columns,
}

pub(super) fn draw(
    sheet: Sheet,
    catalogue: &Catalogue,
    answer: MatrixAnswer,
    description: String,
) -> Result<Picture, ChartError> {
    if answer.videos.is_empty() {
        let bottom = sheet.room.y;
        return sheet.finish(bottom, description);
    }
    let (answer, plan) = choose(&sheet, catalogue, answer);
    let bottom = paint(&sheet, catalogue, &answer, &plan)?;
    sheet.finish(bottom, description)
}

/// A way to set the matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// Videos down the side, themes of one video only beside their rows.
    Beside,
    /// Videos down the side, themes of one video only below.
    Below,
    /// Videos across the top.
    Across,
}

/// The way that shows everything; where several do, the one that suits the canvas; where none does, as much as fits.
fn choose<'a>(sheet: &Sheet, catalogue: &'a Catalogue, answer: MatrixAnswer<'a>) -> (MatrixAnswer<'a>, Plan) {
    let wide = sheet.room.w > sheet.room.h * 1.15;
    let ways = if wide { [Way::Beside, Way::Below, Way::Across] } else { [Way::Across, Way::Below, Way::Beside] };
    let whole = answer.videos.len() == answer.total_videos && answer.themes.len() == answer.total_themes;
    if whole {
        for way in ways {
            if let Ok(plan) = plan(sheet, catalogue, &answer, way) {
                return (answer, plan);
            }
        }
    }
    cut(sheet, catalogue, answer, if wide { Way::Beside } else { Way::Across })
}

/// As much as fits, this way round.
fn cut<'a>(sheet: &Sheet, catalogue: &'a Catalogue, answer: MatrixAnswer<'a>, way: Way) -> (MatrixAnswer<'a>, Plan) {
    let (mut videos, mut themes) = (answer.videos.len(), answer.themes.len());
    let mut some = answer;
    loop {
        match plan(sheet, catalogue, &some, way) {
            Ok(plan) => return (some, plan),
            Err(_) if videos <= 1 && themes <= 1 => return (some, plan_anyhow(sheet, way)),
            Err((excess, fitting)) => {
                let rows_are_videos = way != Way::Across;
                let too_many = if (excess == Excess::Rows) == rows_are_videos { &mut videos } else { &mut themes };
                *too_many = too_many.saturating_sub(1).min(fitting.max(*too_many * 2 / 3));
                let params = MatrixParams { videos: Some(videos.max(1)), themes: Some(themes) };
                some = matrix(catalogue, &params);
            }
        }
    }
}

/// On a canvas too small for anything.
fn plan_anyhow(sheet: &Sheet, way: Way) -> Plan {
    let u = sheet.unit;
    Plan {
        across: way == Way::Across,
        labels: sheet.room.w * 0.5,
        side: 0.0,
        head: 0.0,
        foot: 0.0,
        cell: (10.0 * u, 19.0 * u),
        heads: Vec::new(),
        upward: false,
        alone: Vec::new(),
    }
}

/// Sizes this way round; or what there is too much of, and about how many would fit.
fn plan(sheet: &Sheet, catalogue: &Catalogue, answer: &MatrixAnswer, way: Way) -> Result<Plan, (Excess, usize)> {
    let across = way == Way::Across;
    let (u, room) = (sheet.unit, sheet.room);
    let videos: Vec<&Name> = answer.videos.iter().map(|v| &v.video).collect();
    let themes: Vec<&Name> = answer.themes.iter().map(|t| &t.theme).collect();
    let (rows, columns) = if across { (themes, videos) } else { (videos, themes) };
    let widest =
        |names: &[&Name], style: Style| names.iter().map(|n| sheet.fonts.width(n.label, style)).fold(0.0, f64::max);
    let least = if across { 0.0 } else { sheet.fonts.width("Videos", sheet.small()) };
    let labels = widest(&rows, sheet.label()).max(least).min(room.w * if across { 0.34 } else { 0.22 });
    let any_alone = answer.videos.iter().any(|v| !v.alone.is_empty());
    let side = match (way, any_alone) {
        (Way::Across, _) => 34.0 * u,
        (Way::Beside, true) => alone_width(sheet, answer).min(room.w * 0.26).max(150.0 * u) + 18.0 * u,
        (Way::Beside, false) | (Way::Below, _) => 0.0,
    };
    let count = columns.len().max(1) as f64;
    let widest_cell = if across { 120.0 } else { 84.0 };
    let width = ((room.w - labels - 12.0 * u - side) / count).min(widest_cell * u);
    if width < 20.0 * u && !columns.is_empty() {
        return Err((Excess::Columns, (width * count / (20.0 * u)) as usize));
    }
    let (heads, upward) = heads(sheet, &columns, width);
    let head = match upward {
        true => heads.iter().flatten().map(|l| l.width).fold(0.0, f64::max) + 12.0 * u,
        false => heads.iter().map(Vec::len).max().unwrap_or(0) as f64 * sheet.small().size * 1.25 + 8.0 * u,
    };
    let head = if side > 0.0 { head.max(28.0 * u) } else { head };
    let alone = if way == Way::Beside { Vec::new() } else { alone_lines(sheet, answer) };
    let counts = if across || answer.themes.is_empty() { 4.0 * u } else { 26.0 * u };
    let below = if alone.is_empty() { 0.0 } else { 14.0 * u + alone.len() as f64 * sheet.small().size * 1.4 };
    let foot = counts + below;
    let used = legend(sheet, catalogue, answer, 8.0 * u).height + head + foot + note_height(sheet, answer);
    let height = ((room.h - used) / rows.len().max(1) as f64).min(if across { 52.0 } else { 58.0 } * u);
    if height < 18.0 * u {
        let fitting = ((room.h - used) / (18.0 * u)).max(0.0) as usize;
        return Err(if rows.len() > 1 { (Excess::Rows, fitting) } else { (Excess::Columns, 0) });
    }
    Ok(Plan { across, labels, side, head, foot, cell: (width, height), heads, upward, alone })
}

/// The words over the columns: level where they fit, else upwards.
fn heads(sheet: &Sheet, columns: &[&Name], width: f64) -> (Vec<Vec<Line>>, bool) {
    let style = sheet.small();
    let level: Option<Vec<Vec<Line>>> =
        columns.iter().map(|name| sheet.fonts.wrap_whole(name.label, style, width - 8.0 * sheet.unit, 3)).collect();
    match level {
        Some(level) => (level, false),
        None => {
            let most = (sheet.room.h * 0.3).min(170.0 * sheet.unit);
            (columns.iter().map(|name| vec![sheet.fonts.ellipsize(name.label, style, most)]).collect(), true)
        }
    }
}

/// The themes that only this video carries, as words.
fn alone_names(video: &MatrixVideo) -> Vec<String> {
    let name = |(n, t): (usize, &Name)| if n == 0 { common::short(t.label) } else { common::inside(t.label) };
    video.alone.iter().enumerate().map(name).collect()
}

fn alone_width(sheet: &Sheet, answer: &MatrixAnswer) -> f64 {
    let width = |video: &MatrixVideo| sheet.fonts.width(&prose::list_some(&alone_names(video), 4), sheet.small());
    answer.videos.iter().map(width).fold(0.0, f64::max)
}

/// Which themes only one video carries, video by video.
fn alone_lines(sheet: &Sheet, answer: &MatrixAnswer) -> Vec<Line> {
    let said: Vec<String> = answer
        .videos
        .iter()
        .filter(|v| !v.alone.is_empty())
        .map(|v| {
            let names: Vec<String> = v.alone.iter().map(|t| common::unbroken(&common::inside(t.label))).collect();
            format!("{}: {}", common::unbroken(v.video.label), prose::list_some(&names, 4))
        })
        .collect();
    if said.is_empty() {
        return Vec::new();
    }
    let text = format!("Only in one video – {}", said.join("; "));
    sheet.fonts.wrap(&text, sheet.small(), sheet.room.w, 6)
}

fn families(sheet: &Sheet, catalogue: &Catalogue, answer: &MatrixAnswer) -> Vec<(String, Colour)> {
    let themes = answer.themes.iter().map(|t| &t.theme);
    common::families_of(sheet, catalogue, &Families::of(catalogue), themes)
}

fn legend(sheet: &Sheet, catalogue: &Catalogue, answer: &MatrixAnswer, radius: f64) -> Legend {
    if answer.themes.is_empty() {
        return Legend::families(sheet, &[]);
    }
    Legend::dots(sheet, radius, &families(sheet, catalogue, answer))
}

fn note(answer: &MatrixAnswer) -> String {
    let videos = answer.total_videos - answer.videos.len().min(answer.total_videos);
    let themes = answer.total_themes - answer.themes.len().min(answer.total_themes);
    let mut more = Vec::new();
    if videos > 0 {
        more.push(prose::count(videos, "more video"));
    }
    if themes > 0 {
        more.push(prose::count(themes, "more shared theme"));
    }
    if more.is_empty() { String::new() } else { format!("and {}", prose::list(&more)) }
}

fn note_height(sheet: &Sheet, answer: &MatrixAnswer) -> f64 {
    if note(answer).is_empty() { 0.0 } else { sheet.small().size * 1.7 }
}

fn paint(sheet: &Sheet, catalogue: &Catalogue, answer: &MatrixAnswer, plan: &Plan) -> Result<f64, ChartError> {
    let (u, room, palette) = (sheet.unit, sheet.room, sheet.palette);
    let (rows, columns) = match plan.across {
        true => (answer.themes.len(), answer.videos.len()),
        false => (answer.videos.len(), answer.themes.len()),
    };
    let radius = (plan.cell.0.min(plan.cell.1) * 0.4).min(12.0 * u);
    let legend = legend(sheet, catalogue, answer, radius);
    let top = room.y + legend.height + plan.head;
    legend.paint(sheet);
    let x = room.x + plan.labels + 12.0 * u;
    let area = Rect::new(x, top, plan.cell.0 * columns as f64, plan.cell.1 * rows as f64);
    bands(sheet, plan, area, rows, columns);
    paint_heads(sheet, plan, area);
    for row in 0..rows {
        let middle = top + (row as f64 + 0.5) * plan.cell.1;
        let name = if plan.across { answer.themes[row].theme.label } else { answer.videos[row].video.label };
        let style = if plan.cell.1 < 20.0 * u { sheet.small() } else { sheet.label() };
        let line = sheet.fonts.ellipsize(name, style, plan.labels);
        sheet.label_at(line, Point::new(room.x, middle), Anchor::Start, palette.ink);
    }
    if columns > 0 && rows > 0 {
        paint_dots(sheet, catalogue, answer, plan, area, radius)?;
    }
    if plan.across {
        paint_counts_beside(sheet, answer, area);
    } else {
        paint_alone_beside(sheet, answer, plan, area);
        paint_counts_below(sheet, answer, plan, area);
    }
    let first = area.bottom() + plan.foot - (plan.alone.len() as f64 - 0.5) * sheet.small().size * 1.4;
    sheet.lines_at(plan.alone.clone(), Point::new(room.x, first), Anchor::Start, palette.muted, 1.4);
    let mut bottom = area.bottom() + plan.foot;
    let note = note(answer);
    if !note.is_empty() {
        let y = bottom + sheet.small().size * 0.9;
        sheet.label_at(
            sheet.fonts.ellipsize(&note, sheet.small(), room.w),
            Point::new(room.x, y),
            Anchor::Start,
            palette.muted,
        );
        bottom = y + sheet.small().size * 0.8;
    }
    Ok(bottom)
}

/// Every other row and every other column is tinted a little.
fn bands(sheet: &Sheet, plan: &Plan, area: Rect, rows: usize, columns: usize) {
    let tint = sheet.palette.grid;
    let right = if plan.across {
        area.right() + plan.side
    } else {
        sheet.room.right().min(area.right() + plan.side + 12.0 * sheet.unit)
    };
    for row in (0..rows).step_by(2) {
        let y = area.y + row as f64 * plan.cell.1;
        let left = sheet.room.x - 8.0 * sheet.unit;
        sheet.band(Rect::new(left, y, right - left, plan.cell.1), tint.with_alpha(105));
    }
    for column in (0..columns).step_by(2) {
        let x = area.x + column as f64 * plan.cell.0;
        sheet.band(Rect::new(x, area.y, plan.cell.0, area.h), tint.with_alpha(48));
    }
}

fn paint_heads(sheet: &Sheet, plan: &Plan, area: Rect) {
    let u = sheet.unit;
    for (column, lines) in plan.heads.iter().enumerate() {
        let x = area.x + (column as f64 + 0.5) * plan.cell.0;
        if plan.upward {
            if let Some(line) = lines.first() {
                sheet.upward(line.clone(), Point::new(x, area.y - 7.0 * u), sheet.palette.ink);
            }
        } else {
            let step = sheet.small().size * 1.25;
            let first = area.y - 8.0 * u - step * (lines.len() as f64 - 0.5);
            sheet.lines_at(lines.clone(), Point::new(x, first), Anchor::Middle, sheet.palette.ink, 1.25);
        }
    }
}

fn paint_dots(
    sheet: &Sheet,
    catalogue: &Catalogue,
    answer: &MatrixAnswer,
    plan: &Plan,
    area: Rect,
    radius: f64,
) -> Result<(), ChartError> {
    let families = Families::of(catalogue);
    let count = |n: usize| n.max(1) as f64;
    let (videos, themes) = (count(answer.videos.len()), count(answer.themes.len()));
    let (width, height) = if plan.across { (videos, themes) } else { (themes, videos) };
    let mut plot = sheet.plot(area, Axis::new(0.0, width), Axis::new(height, 0.0))?;
    for (v, video) in answer.videos.iter().enumerate() {
        for (t, theme) in answer.themes.iter().enumerate() {
            let Some(weight) = video.cells.get(t).copied().flatten() else { continue };
            let (column, row) = if plan.across { (v, t) } else { (t, v) };
            let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
            let colour = common::theme_colour(sheet, catalogue, &families, &theme.theme);
            let r = radius * weight_size(weight);
            let rect = Rect::centred(plot.at(x, y), crate::geometry::Size::new(2.0 * r, 2.0 * r));
            let said = format!("{}: {} ({})", video.video.label, theme.theme.label, words(weight));
            sheet.mark(rect, &Named::new("carries", said), || plot.dot(x, y, r, Paint::solid(colour)))?;
        }
    }
    Ok(())
}

fn words(weight: Weight) -> &'static str {
    common::WEIGHTS.iter().find(|w| w.0 == weight).map_or("", |w| w.1)
}

/// Themes of one video only, beside its row.
fn paint_alone_beside(sheet: &Sheet, answer: &MatrixAnswer, plan: &Plan, area: Rect) {
    if plan.side <= 0.0 {
        return;
    }
    let (u, palette) = (sheet.unit, sheet.palette);
    let style = sheet.small();
    let x = area.right() + 16.0 * u;
    let width = (sheet.room.right() - x).max(0.0);
    let lines = ((plan.cell.1 - 4.0 * u) / (style.size * 1.25)).floor().clamp(1.0, 3.0) as usize;
    let head = sheet.fonts.ellipsize("Only in this video", Style::semibold(style.size), width);
    sheet.label_at(head, Point::new(x, area.y - 14.0 * u), Anchor::Start, palette.muted);
    for (row, video) in answer.videos.iter().enumerate().filter(|(_, v)| !v.alone.is_empty()) {
        let set = common::names_in(sheet, &alone_names(video), style, width, lines);
        let middle = area.y + (row as f64 + 0.5) * plan.cell.1;
        let first = middle - (set.len() as f64 - 1.0) * style.size * 1.25 / 2.0;
        sheet.lines_at(set, Point::new(x, first), Anchor::Start, palette.muted, 1.25);
    }
}

/// How many videos carry each theme, below its column.
fn paint_counts_below(sheet: &Sheet, answer: &MatrixAnswer, plan: &Plan, area: Rect) {
    if answer.themes.is_empty() {
        return;
    }
    let (style, muted) = (sheet.small(), sheet.palette.muted);
    let middle = area.bottom() + 15.0 * sheet.unit;
    let label = sheet.fonts.ellipsize("Videos", style, plan.labels);
    sheet.label_at(label, Point::new(sheet.room.x, middle), Anchor::Start, muted);
    for (column, theme) in answer.themes.iter().enumerate() {
        let x = area.x + (column as f64 + 0.5) * plan.cell.0;
        let count = sheet.fonts.line(&prose::figures(theme.videos), style.with_tabular_figures());
        sheet.label_at(count, Point::new(x, middle), Anchor::Middle, muted);
    }
}

/// How many videos carry each theme, beside its row.
fn paint_counts_beside(sheet: &Sheet, answer: &MatrixAnswer, area: Rect) {
    let height = area.h / answer.themes.len().max(1) as f64;
    for (row, theme) in answer.themes.iter().enumerate() {
        let at = Point::new(area.right() + 24.0 * sheet.unit, area.y + (row as f64 + 0.5) * height);
        let count = sheet.fonts.line(&prose::figures(theme.videos), sheet.small().with_tabular_figures());
        sheet.label_at(count, at, Anchor::End, sheet.palette.muted);
    }
}
