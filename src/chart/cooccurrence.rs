//! Which themes come together: a triangle of pairs, and the strongest of them by name.

use super::common::{first, inside, of_videos, short, theme_sources};
use super::flex::Run;
use super::sheet::{Axis, Named, Paint, Plot, Sheet};
use super::{ChartError, Input};
use crate::catalogue::Catalogue;
use crate::geometry::{Point, Rect};
use crate::picture::{Anchor, Path, Picture};
use crate::query::{
    CooccurrenceAnswer, CooccurrenceParams, ThemeCountsParams, ThemePair, cooccurrence, prose, theme_counts,
};
use crate::text::Style;

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let catalogue = input.catalogue;
    let all = theme_counts(catalogue, &ThemeCountsParams { least: 2, top: None });
    // Themes of one video only come together with that video's others, which says nothing.
    let themes = if all.total >= 2 { all.total } else { usize::MAX };
    let words = among(catalogue, themes.min(200));
    let sheet = Sheet::new(input, title(catalogue, &words), subtitle(&words, all.total), theme_sources(catalogue));
    let description = description(catalogue, &words);
    if words.themes.len() < 2 {
        let bottom = sheet.room.y;
        return sheet.finish(bottom, description);
    }
    let plan = Plan::of(&sheet, words, catalogue, all.total);
    let bottom = paint(&sheet, &plan)?;
    sheet.finish(bottom, description)
}

fn among(catalogue: &Catalogue, themes: usize) -> CooccurrenceAnswer<'_> {
    cooccurrence(catalogue, &CooccurrenceParams { themes: Some(themes), top: None })
}

/// Sizes of the triangle.
struct Plan<'a> {
    answer: CooccurrenceAnswer<'a>,
    /// The widest that a name may be.
    labels: f64,
    cell: (f64, f64),
    left_out: usize,
    most: usize,
}

impl<'a> Plan<'a> {
    /// As many themes as there is room for, those that most videos carry.
    fn of(sheet: &Sheet, mut answer: CooccurrenceAnswer<'a>, catalogue: &'a Catalogue, total: usize) -> Self {
        let (u, room) = (sheet.unit, sheet.room);
        let height = room.h - LEGEND * u;
        let columns = (room.w * 0.8 / (15.0 * u)).floor().max(2.0) as usize;
        let fitting = |height: f64| ((height / (18.0 * u)).floor().max(2.0) as usize).min(columns);
        if answer.themes.len() > fitting(height) {
            let most = fitting(height - NOTE * u);
            let mut wanted = most;
            // Themes that come together with none of the others leave room for more.
            answer = among(catalogue, wanted);
            while answer.themes.len() < most && wanted < (most * 2).min(total) {
                let more = among(catalogue, wanted + 1);
                if more.themes.len() > most {
                    break;
                }
                (answer, wanted) = (more, wanted + 1);
            }
        }
        let count = answer.themes.len().max(1);
        let left_out = if total >= 2 { total.saturating_sub(count) } else { 0 };
        let height = height - if left_out > 0 { NOTE * u } else { 0.0 };
        let h = (height / count as f64).min(46.0 * u);
        let labels = room.w * 0.3;
        let style = Self::style(sheet, h);
        // Every name stands behind its step, within the room.
        let step = |(n, width): (usize, f64)| (room.w - width.min(labels) - 10.0 * u) / n.max(1) as f64;
        let widths = answer.themes.iter().map(|t| sheet.fonts.width(t.theme.label, style));
        let w = widths.enumerate().map(step).fold(f64::INFINITY, f64::min).min(h * 1.9).max(6.0 * u);
        let most = answer.pairs.iter().map(|p| p.count).max().unwrap_or(1);
        Self { answer, labels, cell: (w, h), left_out, most }
    }

    fn style(sheet: &Sheet, height: f64) -> Style {
        if height < 20.0 * sheet.unit { sheet.small() } else { sheet.label() }
    }
}

/// Heights of the legend above and of the note below.
const LEGEND: f64 = 34.0;
const NOTE: f64 = 28.0;

/// The classes of the colour ramp: how many videos, up to, and how dark. Only these steps of the ramp bear readable figures.
fn classes(most: usize) -> Vec<(usize, f64)> {
    match most {
        0 | 1 => vec![(1, 0.5)],
        2 => vec![(1, 0.25), (2, 0.75)],
        3 => vec![(1, 0.25), (2, 0.5), (3, 1.0)],
        4 => vec![(1, 0.25), (2, 0.5), (3, 0.75), (4, 1.0)],
        _ => (1..=4).map(|n| (most * n / 4, n as f64 / 4.0)).collect(),
    }
}

fn depth(classes: &[(usize, f64)], count: usize) -> f64 {
    classes.iter().find(|c| count <= c.0).or(classes.last()).map_or(0.0, |c| c.1)
}

fn paint(sheet: &Sheet, plan: &Plan) -> Result<f64, ChartError> {
    let (u, room, palette) = (sheet.unit, sheet.room, sheet.palette);
    let count = plan.answer.themes.len();
    let (w, h) = plan.cell;
    let top = room.y + LEGEND * u;
    paint_legend(sheet, plan);
    let area = Rect::new(room.x, top, w * count as f64, h * count as f64);
    let mut plot = sheet.plot(area, Axis::new(0.0, count as f64), Axis::new(count as f64, 0.0))?;
    let mut free = Vec::new();
    let style = Plan::style(sheet, h);
    for (row, theme) in plan.answer.themes.iter().enumerate() {
        let middle = top + (row as f64 + 0.5) * h;
        let end = room.x + row as f64 * w;
        let step = end + if row == 0 { 0.0 } else { 8.0 * u };
        let label = sheet.fonts.ellipsize(theme.theme.label, style, (room.right() - step).min(plan.labels));
        free.push(step + label.width);
        sheet.label_at(label, Point::new(step, middle), Anchor::Start, palette.ink);
        let y = middle + h / 2.0;
        sheet.hairline(Point::new(room.x, y), Point::new(end, y), palette.grid, u);
    }
    paint_cells(sheet, plan, &mut plot)?;
    paint_strongest(sheet, plan, top, &free);
    let mut bottom = area.bottom();
    if plan.left_out > 0 {
        let words = format!("and {} that two or more videos carry", prose::count(plan.left_out, "more theme"));
        let at = Point::new(room.x, bottom + 16.0 * u);
        sheet.label_at(sheet.fonts.ellipsize(&words, sheet.small(), room.w), at, Anchor::Start, palette.muted);
        bottom += NOTE * u;
    }
    Ok(bottom)
}

fn paint_cells(sheet: &Sheet, plan: &Plan, plot: &mut Plot) -> Result<(), ChartError> {
    let u = sheet.unit;
    let (w, h) = plan.cell;
    let classes = classes(plan.most);
    let place = |id: &str| plan.answer.themes.iter().position(|t| t.theme.id == id);
    let (gap_x, gap_y) = (1.0 * u / w, 1.0 * u / h);
    for pair in &plan.answer.pairs {
        let (Some(a), Some(b)) = (place(pair.themes[0].id), place(pair.themes[1].id)) else { continue };
        let (column, row) = (a.min(b) as f64, a.max(b) as f64);
        let fill = sheet.palette.ramp(depth(&classes, pair.count));
        let (x, y) = ((column + gap_x, column + 1.0 - gap_x), (row + gap_y, row + 1.0 - gap_y));
        let (from, to) = (plot.at(x.0, y.0), plot.at(x.1, y.1));
        let rect = Rect::new(from.x, from.y, to.x - from.x, to.y - from.y);
        let named = Named::new("pair", format!("{}: {}", pair_words(pair), prose::count(pair.count, "video")));
        sheet.mark(rect, &named, || plot.bar(x, y, Paint::solid(fill)))?;
        // Ones are told by their colour: a figure in every cell would be noise.
        if pair.count > 1 {
            let style = Style::semibold(sheet.small().size).with_tabular_figures();
            let line = sheet.fonts.line(&prose::figures(pair.count), style);
            if line.width + 4.0 * u < rect.w {
                sheet.label_at(line, rect.centre(), Anchor::Middle, sheet.palette.text_on(fill));
            }
        }
    }
    Ok(())
}

/// The pairs of most videos; of equals those whose themes come without each other least often.
fn strongest<'a>(answer: &'a CooccurrenceAnswer<'a>, most: usize) -> Vec<&'a ThemePair<'a>> {
    let of = |id: &str| answer.themes.iter().find(|t| t.theme.id == id).map_or(0, |t| t.videos);
    let either = |pair: &ThemePair| of(pair.themes[0].id) + of(pair.themes[1].id) - pair.count;
    let mut pairs: Vec<&ThemePair> = answer.pairs.iter().filter(|p| p.count > 1).collect();
    pairs.sort_by_cached_key(|pair| (std::cmp::Reverse(pair.count), either(pair)));
    pairs.truncate(most);
    pairs
}

fn pair_words(pair: &ThemePair) -> String {
    format!("{} + {}", short(pair.themes[0].label), inside(pair.themes[1].label))
}

fn paint_legend(sheet: &Sheet, plan: &Plan) {
    let (u, palette) = (sheet.unit, sheet.palette);
    let middle = sheet.room.y + 9.0 * u;
    let mut x = sheet.room.x;
    let mut from = 1;
    for (to, depth) in classes(plan.most) {
        let words = if from >= to {
            prose::count(to, "video")
        } else {
            format!("{}–{}", prose::figures(from), prose::count(to, "video"))
        };
        from = to + 1;
        let square = Rect::new(x, middle - 8.0 * u, 16.0 * u, 16.0 * u);
        sheet.shape(Path::rect(square).fill(palette.ramp(depth)));
        let line = sheet.fonts.line(&words, sheet.small());
        let width = line.width;
        sheet.label_at(line, Point::new(x + 22.0 * u, middle), Anchor::Start, palette.muted);
        x += width + 44.0 * u;
    }
}

/// The pairs that most videos carry, in the corner that the triangle leaves free.
fn paint_strongest(sheet: &Sheet, plan: &Plan, top: f64, free: &[f64]) {
    let (u, room, palette) = (sheet.unit, sheet.room, sheet.palette);
    let width = (room.w * 0.46).min(390.0 * u);
    let x = room.right() - width;
    let steps = free.iter().take_while(|&&end| end + 24.0 * u < x).count();
    let height = steps as f64 * plan.cell.1;
    let (strong, small) = (sheet.strong(), sheet.small());
    let entry = strong.size * 1.35 + small.size * 1.75;
    let head = small.size * 2.0;
    let many = ((height - head) / entry).floor().max(0.0) as usize;
    let repeated = plan.answer.pairs.iter().filter(|p| p.count > 1).count();
    let pairs = strongest(&plan.answer, many);
    if pairs.is_empty() {
        return;
    }
    let title = match pairs.len() < repeated {
        true => format!("Closest together ({} of {})", pairs.len(), prose::figures(repeated)),
        false => "Closest together".to_owned(),
    };
    let title = sheet.fonts.ellipsize(&title, Style::semibold(small.size), width);
    let mut y = top + small.size * 0.6;
    sheet.label_at(title, Point::new(x, y), Anchor::Start, palette.muted);
    y += head;
    for pair in pairs {
        let mut run = Run::default();
        let count = prose::figures(pair.count);
        let room = width - sheet.fonts.width(&count, strong) - strong.size;
        run.add_within(sheet, &pair_words(pair), strong, palette.ink, room);
        run.add(sheet, &count, strong.with_tabular_figures(), palette.muted);
        run.set(sheet, Point::new(x, y));
        let videos: Vec<&str> = pair.videos.iter().map(|v| v.label).collect();
        let lines = super::common::names_in(sheet, &videos, small, width, 1);
        sheet.lines_at(lines, Point::new(x, y + strong.size * 1.35), Anchor::Start, palette.muted, 1.3);
        y += entry;
    }
}

fn title(catalogue: &Catalogue, answer: &CooccurrenceAnswer) -> String {
    let most = answer.pairs.iter().map(|p| p.count).max().unwrap_or(0);
    let top: Vec<&ThemePair> = answer.pairs.iter().filter(|p| p.count == most).collect();
    match (most, top.as_slice()) {
        (0, _) => "No video carries two themes that come together".to_owned(),
        (1, _) => "No two themes come together in more than one video".to_owned(),
        (_, [only]) => {
            let (a, b) = (first(only.themes[0].label), inside(only.themes[1].label));
            format!("{a} and {b} come together most: in {}", of_videos(most, catalogue.videos.len()))
        }
        (_, several) => {
            let pairs = prose::capital(&prose::things(several.len(), "pair"));
            let each = if most == catalogue.videos.len() { "" } else { " each" };
            format!("{pairs} of themes come together in {}{each}", of_videos(most, catalogue.videos.len()))
        }
    }
}

fn subtitle(answer: &CooccurrenceAnswer, total: usize) -> String {
    let of = if total >= 2 { "themes that two or more videos carry" } else { "themes" };
    format!("Number of videos that carry both · {} of {of}", prose::count(answer.pairs.len(), "pair"))
}

fn description(catalogue: &Catalogue, answer: &CooccurrenceAnswer) -> String {
    let videos = prose::count(catalogue.videos.len(), "video");
    if answer.pairs.is_empty() {
        return format!("No themes come together in the {videos} of the catalogue.");
    }
    let said: Vec<String> =
        answer.pairs.iter().filter(|p| p.count > 1).map(|p| format!("{} ({})", pair_words(p), p.count)).collect();
    let most = match said.is_empty() {
        true => "Each comes together in one video only.".to_owned(),
        false => format!("In more than one: {}.", prose::list_some(&said, 8)),
    };
    format!("Triangle of {} of themes that come together in {videos}. {most}", prose::count(answer.pairs.len(), "pair"))
}
