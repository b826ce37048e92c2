//! The timeline on its sheet: years across, themes down.

use super::super::ChartError;
use super::super::common::{self, Legend};
use super::super::sheet::{Axis, Named, Paint, Sheet};
use crate::catalogue::Catalogue;
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Colour, Picture};
use crate::query::families::Families;
use crate::query::{TimelineAnswer, TimelineTheme, prose};
use crate::text::{Line, Style};

/// A place on the axis: one video, or one year where videos are too many.
struct Stop {
    /// Its middle and its width.
    x: f64,
    /// How many videos.
    videos: usize,
    /// What stands over it.
    head: Vec<Line>,
}

/// The years with their stretch of the axis.
struct Year {
    year: u16,
    from: f64,
    to: f64,
    /// Its stops.
    stops: std::ops::Range<usize>,
}

struct Plan {
    labels: f64,
    years: Vec<Year>,
    stops: Vec<Stop>,
    upward: bool,
    head: f64,
    row: f64,
    /// Whether a stop is a year and not a video.
    by_year: bool,
}

/// The least room for the count at the right of each row.
const COUNT: f64 = 30.0;

fn count_room(sheet: &Sheet, answer: &TimelineAnswer) -> f64 {
    let widths = answer.themes.iter().map(|theme| count_line(sheet, theme.videos).width + 12.0 * sheet.unit);
    widths.fold(COUNT * sheet.unit, f64::max)
}

fn count_line(sheet: &Sheet, videos: usize) -> Line {
    sheet.fonts.line(&prose::figures(videos), sheet.small().with_tabular_figures())
}

pub(super) fn draw(
    sheet: Sheet,
    catalogue: &Catalogue,
    mut answer: TimelineAnswer,
    description: String,
) -> Result<Picture, ChartError> {
    if answer.videos.is_empty() {
        let bottom = undated(&sheet, &answer, sheet.room.y);
        return sheet.finish(bottom, description);
    }
    let total = answer.themes.len();
    let mut themes = total.min(200);
    let foot = undated_height(&sheet, &answer);
    let plan = loop {
        keep(&mut answer.themes, themes);
        let note = if themes < total { sheet.small().size * 1.8 } else { 0.0 };
        let plan = plan(&sheet, catalogue, &answer, foot + note);
        if plan.row >= 18.0 * sheet.unit || themes == 0 {
            break plan;
        }
        themes -= 1;
    };
    let mut bottom = paint(&sheet, catalogue, &answer, &plan)?;
    if themes < total {
        let more = prose::count(total - themes, "more theme");
        let fewest = answer.themes.iter().map(|t| t.videos).min().unwrap_or(0);
        let words = match fewest {
            0 => more,
            // Every theme here comes back, so that it cannot be fewer.
            2 => format!("and {more}, each in 2 videos"),
            fewest => format!("and {more}, each in 2 to {}", prose::count(fewest, "video")),
        };
        let line = sheet.fonts.ellipsize(&words, sheet.small(), sheet.room.w);
        bottom += sheet.small().size * 1.1;
        sheet.label_at(line, Point::new(sheet.room.x, bottom), Anchor::Start, sheet.palette.muted);
        bottom += sheet.small().size * 0.7;
    }
    let bottom = undated(&sheet, &answer, bottom);
    sheet.finish(bottom, description)
}

/// Leaves so many themes, those that most videos carry, in their order.
fn keep(themes: &mut Vec<TimelineTheme>, most: usize) {
    let mut ranked: Vec<usize> = (0..themes.len()).collect();
    ranked.sort_by_key(|&n| (std::cmp::Reverse(themes[n].videos), themes[n].theme.id));
    let mut kept = vec![false; themes.len()];
    ranked.iter().take(most).for_each(|&n| kept[n] = true);
    let mut kept = kept.into_iter();
    themes.retain(|_| kept.next() == Some(true));
}

fn undated_lines(sheet: &Sheet, answer: &TimelineAnswer) -> Vec<Line> {
    if answer.undated.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = answer.undated.iter().take(60).map(|v| common::short(v.label)).collect();
    let (unknown, total) = (answer.undated.len(), answer.undated.len() + answer.videos.len());
    let head = format!("Release date not known ({} of {}): ", prose::figures(unknown), prose::figures(total));
    let fits = |most: usize| {
        let mut list = names[..most.min(names.len())].to_vec();
        if most < unknown {
            list.push(format!("{} more", prose::figures(unknown - most)));
        }
        sheet.fonts.wrap_whole(&format!("{head}{}", prose::list(&list)), sheet.small(), sheet.room.w, 3)
    };
    let whole = (1..=names.len()).rev().find_map(fits);
    whole.unwrap_or_else(|| sheet.fonts.wrap(&format!("{head}{}", names[0]), sheet.small(), sheet.room.w, 3))
}

fn undated_height(sheet: &Sheet, answer: &TimelineAnswer) -> f64 {
    match undated_lines(sheet, answer).len() {
        0 => 0.0,
        lines => sheet.small().size * (1.0 + 1.4 * lines as f64),
    }
}

fn undated(sheet: &Sheet, answer: &TimelineAnswer, y: f64) -> f64 {
    let lines = undated_lines(sheet, answer);
    let at = Point::new(sheet.room.x, y + sheet.small().size * 1.2);
    sheet.lines_at(lines, at, Anchor::Start, sheet.palette.muted, 1.4);
    y + undated_height(sheet, answer)
}

fn legend(sheet: &Sheet, catalogue: &Catalogue, answer: &TimelineAnswer) -> Legend {
    let names = answer.themes.iter().map(|t| &t.theme);
    Legend::families(sheet, &common::families_of(sheet, catalogue, &Families::of(catalogue), names))
}

fn plan(sheet: &Sheet, catalogue: &Catalogue, answer: &TimelineAnswer, foot: f64) -> Plan {
    let (u, room) = (sheet.unit, sheet.room);
    let widest = answer.themes.iter().map(|t| sheet.fonts.width(t.theme.label, sheet.label()));
    let labels = widest.fold(0.0, f64::max).min(room.w * 0.26);
    let x0 = room.x + labels + if labels > 0.0 { 14.0 * u } else { 0.0 };
    let x1 = room.right() - if many_videos(sheet, answer, room.right() - x0) { count_room(sheet, answer) } else { 0.0 };
    let (mut years, mut stops, by_year) = axis(sheet, answer, x0, x1);
    let narrowest = years.iter().map(|y| (y.to - y.from) / y.stops.len().max(1) as f64);
    let width =
        narrowest.zip(&years).filter(|(_, y)| !y.stops.is_empty()).map(|(w, _)| w).fold(f64::INFINITY, f64::min);
    let upward;
    let mut head = 26.0 * u;
    if !by_year {
        upward = set_heads(sheet, answer, &mut stops, width);
        let style = sheet.small();
        head += match upward {
            true => stops.iter().flat_map(|s| &s.head).map(|l| l.width).fold(0.0, f64::max) + 14.0 * u,
            false => stops.iter().map(|s| s.head.len()).max().unwrap_or(0) as f64 * style.size * 1.25 + 12.0 * u,
        };
    } else {
        let widest = stops.iter().map(|stop| count_line(sheet, stop.videos).width).fold(0.0, f64::max);
        upward = widest + 6.0 * u > width;
        head += if upward { widest + 14.0 * u } else { 24.0 * u };
    }
    years.retain(|y| y.to > y.from);
    let used = legend(sheet, catalogue, answer).height + head + foot;
    let row = ((room.h - used) / answer.themes.len().max(1) as f64).min(50.0 * u);
    Plan { labels, years, stops, upward, head, row, by_year }
}

/// Whether the videos are too many to stand side by side.
fn many_videos(sheet: &Sheet, answer: &TimelineAnswer, width: f64) -> bool {
    answer.videos.len() as f64 * 24.0 * sheet.unit > width - COUNT * sheet.unit
}

/// The years and their stops. Years without videos are narrow, so that those with many have room.
fn axis(sheet: &Sheet, answer: &TimelineAnswer, x0: f64, x1: f64) -> (Vec<Year>, Vec<Stop>, bool) {
    let u = sheet.unit;
    let (first, last) = match (answer.years.first(), answer.years.last()) {
        (Some(first), Some(last)) => (first.year, last.year),
        _ => return (Vec::new(), Vec::new(), false),
    };
    let by_year = many_videos(sheet, answer, x1 - x0);
    let of = |year: u16| answer.years.iter().find(|y| y.year == year).map_or(0, |y| y.videos);
    let weight = |videos: usize| match (videos, by_year) {
        (0, true) => 0.6,
        (0, false) => 0.34,
        (_, true) => 1.0,
        (videos, false) => videos as f64,
    };
    let weights: Vec<f64> = (first..=last).map(|year| weight(of(year))).collect();
    let whole: f64 = weights.iter().sum();
    let unit = ((x1 - x0) / whole).min(if by_year { 90.0 } else { 150.0 } * u);
    let (mut years, mut stops, mut x) = (Vec::new(), Vec::new(), x0);
    for (year, weight) in (first..=last).zip(weights) {
        let (videos, from) = (of(year), stops.len());
        let to = x + weight * unit;
        let count = if by_year { videos.min(1) } else { videos };
        for n in 0..count {
            let middle = x + (to - x) * (n as f64 + 0.5) / count as f64;
            stops.push(Stop { x: middle, videos: if by_year { videos } else { 1 }, head: Vec::new() });
        }
        years.push(Year { year, from: x, to, stops: from..stops.len() });
        x = to;
    }
    (years, stops, by_year)
}

/// The names of videos over their stops; whether they had to be set upwards.
fn set_heads(sheet: &Sheet, answer: &TimelineAnswer, stops: &mut [Stop], width: f64) -> bool {
    let style = sheet.small();
    let level: Option<Vec<Vec<Line>>> = answer
        .videos
        .iter()
        .map(|v| sheet.fonts.wrap_whole(v.video.label, style, width - 8.0 * sheet.unit, 3))
        .collect();
    let upward = level.is_none();
    let most = (sheet.room.h * 0.28).min(170.0 * sheet.unit);
    let heads = level.unwrap_or_else(|| {
        answer.videos.iter().map(|v| vec![sheet.fonts.ellipsize(v.video.label, style, most)]).collect()
    });
    for (stop, head) in stops.iter_mut().zip(heads) {
        stop.head = head;
    }
    upward
}

fn paint(sheet: &Sheet, catalogue: &Catalogue, answer: &TimelineAnswer, plan: &Plan) -> Result<f64, ChartError> {
    let (u, room, palette) = (sheet.unit, sheet.room, sheet.palette);
    let legend = legend(sheet, catalogue, answer);
    let top = room.y + legend.height;
    legend.paint(sheet);
    let rows = top + plan.head;
    let bottom = rows + plan.row * answer.themes.len() as f64;
    paint_years(sheet, plan, top, bottom);
    paint_heads(sheet, plan, top, rows);
    let families = Families::of(catalogue);
    for (n, theme) in answer.themes.iter().enumerate() {
        let middle = rows + (n as f64 + 0.5) * plan.row;
        let style = if plan.row < 20.0 * u { sheet.small() } else { sheet.label() };
        let label = sheet.fonts.ellipsize(theme.theme.label, style, plan.labels);
        sheet.label_at(label, Point::new(room.x, middle), Anchor::Start, palette.ink);
        if plan.by_year {
            let count = count_line(sheet, theme.videos);
            sheet.label_at(count, Point::new(room.right(), middle), Anchor::End, palette.muted);
        }
        let colour = common::theme_colour(sheet, catalogue, &families, &theme.theme);
        paint_theme(sheet, answer, plan, theme, middle, colour)?;
    }
    Ok(bottom + 4.0 * u)
}

fn paint_years(sheet: &Sheet, plan: &Plan, top: f64, bottom: f64) {
    let (u, palette) = (sheet.unit, sheet.palette);
    let style = Style::semibold(sheet.small().size).with_tabular_figures();
    let named = || plan.years.iter().filter(|y| !y.stops.is_empty() || plan.by_year);
    let room = sheet.fonts.width("2000", style) + 6.0 * u;
    // Years on the axis that are narrower than their four figures are written with two.
    let tight = named().zip(named().skip(1)).any(|(a, b)| (b.from + b.to - a.from - a.to) / 2.0 < room);
    let mut free = f64::NEG_INFINITY;
    for (n, year) in plan.years.iter().enumerate() {
        if n % 2 == 0 {
            let band = Rect::new(year.from, top, year.to - year.from, bottom - top);
            sheet.band(band, palette.grid.with_alpha(100));
        }
        let words = if tight { format!("’{:02}", year.year % 100) } else { year.year.to_string() };
        let line = sheet.fonts.line(&words, style);
        let x = (year.from + year.to) / 2.0;
        let (from, to) = (x - line.width / 2.0, x + line.width / 2.0);
        let wanted = !year.stops.is_empty() || plan.by_year;
        if wanted && from > free && from >= sheet.room.x && to <= sheet.room.right() {
            free = to + 6.0 * u;
            sheet.label_at(line, Point::new(x, top + 12.0 * u), Anchor::Middle, palette.ink);
        }
    }
}

fn paint_heads(sheet: &Sheet, plan: &Plan, top: f64, rows: f64) {
    let (u, palette) = (sheet.unit, sheet.palette);
    let mut free = f64::NEG_INFINITY;
    for stop in &plan.stops {
        if plan.by_year {
            let line = count_line(sheet, stop.videos);
            let half = if plan.upward { line.height() } else { line.width } / 2.0;
            if stop.x - half < free {
                continue;
            }
            free = stop.x + half;
            match plan.upward {
                true => sheet.upward(line, Point::new(stop.x, rows - 8.0 * u), palette.muted),
                false => sheet.label_at(line, Point::new(stop.x, top + 34.0 * u), Anchor::Middle, palette.muted),
            }
        } else if plan.upward {
            if let Some(line) = stop.head.first() {
                sheet.upward(line.clone(), Point::new(stop.x, rows - 8.0 * u), palette.ink);
            }
        } else {
            let step = sheet.small().size * 1.25;
            let first = top + 26.0 * u + step * 0.5;
            sheet.lines_at(stop.head.clone(), Point::new(stop.x, first), Anchor::Middle, palette.ink, 1.25);
        }
    }
}

fn paint_theme(
    sheet: &Sheet,
    answer: &TimelineAnswer,
    plan: &Plan,
    theme: &TimelineTheme,
    middle: f64,
    colour: Colour,
) -> Result<(), ChartError> {
    let u = sheet.unit;
    let at: Vec<(f64, usize)> = match plan.by_year {
        false => {
            let carries = |n: usize| answer.videos[n].themes.iter().any(|t| t.id == theme.theme.id);
            plan.stops.iter().enumerate().filter(|(n, _)| carries(*n)).map(|(_, s)| (s.x, 1)).collect()
        }
        true => plan
            .years
            .iter()
            .filter_map(|y| {
                let videos = theme.years.iter().find(|c| c.year == y.year)?.videos;
                Some(((y.from + y.to) / 2.0, videos))
            })
            .collect(),
    };
    let (Some(&(first, _)), Some(&(last, _))) = (at.first(), at.last()) else { return Ok(()) };
    let most = answer.themes.iter().flat_map(|t| &t.years).map(|y| y.videos).max().unwrap_or(1) as f64;
    let largest = (plan.row * 0.36).min(9.0 * u);
    let area = Rect::new(sheet.room.x, middle - plan.row / 2.0, sheet.room.w, plan.row);
    let mut plot = sheet.plot(area, Axis::new(area.x, area.right()), Axis::new(area.bottom(), area.y))?;
    if last > first {
        let pale = sheet.palette.background.mix(colour, 0.55);
        plot.line(&[(first, middle), (last, middle)], pale, 2.0 * u)?;
    }
    for (x, videos) in at {
        let radius =
            if plan.by_year { (largest * (videos as f64 / most).sqrt()).max(2.5 * u) } else { largest.min(7.0 * u) };
        let rect = Rect::centred(Point::new(x, middle), Size::new(2.0 * radius, 2.0 * radius));
        let named = Named::new("carries", format!("{}: {}", theme.theme.label, prose::count(videos, "video")));
        sheet.mark(rect, &named, || plot.dot(x, middle, radius, Paint::solid(colour)))?;
    }
    Ok(())
}
