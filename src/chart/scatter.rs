//! Runtime against the number of themes: does a longer video carry more?

use super::common::short;
use super::labels::{self, Wish};
use super::sheet::{Axis, Named, Paint, Plot, Sheet};
use super::{ChartError, Input};
use crate::catalogue::{Catalogue, Length, SourceIndex};
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Kind, Path, Picture};
use crate::query::{RuntimesAnswer, RuntimesParams, ShownRuntime, VideoRuntime, prose, runtimes, source_line};
use crate::text::Style;

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let answer = runtimes(input.catalogue, &RuntimesParams::default());
    let source = source_line(input.catalogue, sources(input.catalogue));
    let sheet = Sheet::new(input, title(&answer), subtitle(&answer), source);
    let description = description(&answer);
    if answer.counts.video + answer.counts.song + answer.counts.unknown == 0 {
        let bottom = sheet.room.y;
        return sheet.finish(bottom, description);
    }
    let plan = Plan::of(&sheet, &answer);
    let bottom = paint(&sheet, &answer, &plan)?;
    sheet.finish(bottom, description)
}

fn unknown<'a>(answer: &'a RuntimesAnswer<'a>) -> Vec<&'a VideoRuntime<'a>> {
    let mut unknown: Vec<&VideoRuntime> = answer.songs.iter().chain(&answer.unknown).collect();
    unknown.sort_by_key(|row| std::cmp::Reverse(row.themes));
    unknown
}

/// Areas and scales.
struct Plan {
    /// Where the points are; without width where no runtime is known.
    plot: Rect,
    /// Where the videos without a runtime are; without width where there are none.
    strip: Rect,
    minutes: (f64, f64),
    themes: (f64, f64),
    minute_ticks: Vec<f64>,
    theme_ticks: Vec<f64>,
}

impl Plan {
    fn of(sheet: &Sheet, answer: &RuntimesAnswer) -> Self {
        let (u, room) = (sheet.unit, sheet.room);
        let unknown = unknown(answer);
        let all = || answer.videos.iter().chain(unknown.iter().copied());
        let (low, high) = all().fold((usize::MAX, 0), |(l, h), r| (l.min(r.themes), h.max(r.themes)));
        let themes = (if low > 2 { low as f64 - 1.0 } else { 0.0 }, high as f64 + 1.0);
        let range = |r: &VideoRuntime| r.runtime.as_ref().map_or([0, 0], |s| s.seconds);
        let (from, to) = answer.videos.iter().map(range).fold((u32::MAX, 60), |(l, h), [a, b]| (l.min(a), h.max(b)));
        let from = if from == u32::MAX { 0 } else { from };
        let from = (f64::from(from) / 60.0 - 0.25).floor().max(0.0);
        let to = (f64::from(to) / 60.0 + 0.25).ceil().max(from + 2.0);
        let left = room.x + 34.0 * u;
        let top = room.y + 30.0 * u;
        let height = (room.h - 30.0 * u - 34.0 * u).max(40.0 * u);
        let part = match (answer.videos.is_empty(), unknown.is_empty()) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ if room.w < 720.0 * u => 0.62,
            _ => 0.72,
        };
        let gap = if part > 0.0 && part < 1.0 { 34.0 * u } else { 0.0 };
        let width = room.right() - left;
        let plot = Rect::new(left, top, (width * part - gap).max(0.0), height);
        let strip = Rect::new(plot.right() + gap, top, width - plot.w - gap, height);
        Self {
            minute_ticks: ticks(from, to, plot.w / (90.0 * u)),
            theme_ticks: ticks(themes.0, themes.1, height / (34.0 * u)),
            plot,
            strip: if unknown.is_empty() { Rect::new(plot.right(), top, 0.0, height) } else { strip },
            minutes: (from, to),
            themes,
        }
    }
}

/// Whole numbers between two bounds, no more than about so many.
fn ticks(from: f64, to: f64, most: f64) -> Vec<f64> {
    const STEPS: [f64; 12] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 60.0, 100.0, 200.0, 500.0, 1000.0, 5000.0];
    let step = STEPS.into_iter().find(|step| (to - from) / step <= most.max(2.0)).unwrap_or(50_000.0);
    let first = (from / step).ceil() as i64;
    let last = (to / step).floor() as i64;
    (first..=last.min(first + 200)).map(|n| n as f64 * step).collect()
}

fn paint(sheet: &Sheet, answer: &RuntimesAnswer, plan: &Plan) -> Result<f64, ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let style = sheet.small().with_tabular_figures();
    let y_axis = || Axis::new(plan.themes.0, plan.themes.1).ticks(plan.theme_ticks.clone());
    let right = if plan.strip.w > 0.0 { plan.strip.x } else { plan.plot.right() };
    let scale = sheet.plot(Rect { w: (right - plan.plot.x).max(1.0), ..plan.plot }, Axis::new(0.0, 1.0), y_axis())?;
    for &tick in &plan.theme_ticks {
        let y = scale.at(0.0, tick).y;
        let line = sheet.fonts.line(&tick.to_string(), style);
        sheet.label_at(line, Point::new(plan.plot.x - 12.0 * u, y), Anchor::End, palette.muted);
    }
    let top = sheet.room.y + 10.0 * u;
    let head = |text: &str, width: f64| sheet.fonts.ellipsize(text, Style::semibold(sheet.small().size), width);
    let words = head("Themes", if plan.plot.w > 0.0 { plan.plot.w } else { 70.0 * u });
    sheet.label_at(words, Point::new(sheet.room.x, top), Anchor::Start, palette.muted);
    if plan.plot.w > 0.0 {
        let mut plot = sheet.plot(
            plan.plot,
            Axis::new(plan.minutes.0, plan.minutes.1).ticks(plan.minute_ticks.clone()),
            y_axis(),
        )?;
        plot.grid(palette.grid, u)?;
        let last = plan.minute_ticks.last().copied();
        for &tick in &plan.minute_ticks {
            let at = Point::new(plot.at(tick, plan.themes.0).x, plan.plot.bottom() + 18.0 * u);
            let words = if Some(tick) == last { format!("{tick} min") } else { tick.to_string() };
            let line = sheet.fonts.line(&words, style);
            let x = (at.x - sheet.fonts.width(&tick.to_string(), style) / 2.0)
                .min(plan.plot.right() + 30.0 * u - line.width);
            sheet.label_at(line, Point::new(x, at.y), Anchor::Start, palette.muted);
        }
        paint_points(sheet, answer, plan, &mut plot)?;
    }
    if plan.strip.w > 0.0 {
        let unknown = unknown(answer);
        let words = format!("Runtime not known ({} of {})", unknown.len(), unknown.len() + answer.videos.len());
        let x = plan.strip.x.max(sheet.room.x + 80.0 * u);
        sheet.label_at(head(&words, sheet.room.right() - x), Point::new(x, top), Anchor::Start, palette.muted);
        paint_strip(sheet, &unknown, plan, &scale);
    }
    Ok(plan.plot.bottom() + if plan.plot.w > 0.0 { 28.0 * u } else { 6.0 * u })
}

fn paint_points(sheet: &Sheet, answer: &RuntimesAnswer, plan: &Plan, plot: &mut Plot) -> Result<(), ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let mark = palette.kind(Kind::Video).mark;
    let mut marks = Vec::new();
    for row in &answer.videos {
        let Some(statement) = &row.runtime else { continue };
        let [low, high] = statement.seconds.map(|s| f64::from(s) / 60.0);
        let themes = row.themes as f64;
        let (from, to) = (plot.at(low, themes), plot.at(high, themes));
        let half = if high > low { 5.0 } else { 6.0 } * u;
        let rect = match high > low {
            true => Rect::new(from.x, from.y - half, to.x - from.x, 2.0 * half),
            false => Rect::centred(from, Size::new(2.0 * half, 2.0 * half)),
        };
        let said = format!("{}: {}, {}", row.title, words(statement), prose::count(row.themes, "theme"));
        sheet.mark(rect, &Named::new("video", said), || -> Result<(), ChartError> {
            if high > low {
                let path = Path::rounded(rect.grown(-0.75 * u), half);
                sheet.shape(path.fill(palette.background.mix(mark, 0.3)).stroke(mark, 1.5 * u));
                Ok(())
            } else {
                plot.dot(low, themes, half, Paint::solid(mark))
            }
        })?;
        marks.push(rect);
    }
    let wishes: Vec<Wish> = answer
        .videos
        .iter()
        .zip(&marks)
        .map(|(row, &mark)| {
            let line = sheet.fonts.ellipsize(row.title, sheet.label(), (plan.plot.w * 0.4).min(240.0 * u));
            Wish { mark, width: line.width, height: line.style.size * 1.1 }
        })
        .collect();
    let area = Rect::new(plan.plot.x + 2.0 * u, plan.plot.y - 8.0 * u, plan.plot.w + 20.0 * u, plan.plot.h + 6.0 * u);
    for ((row, wish), placed) in answer.videos.iter().zip(&wishes).zip(labels::place(&wishes, &marks, area, 5.0 * u)) {
        let Some(placed) = placed else { continue };
        if placed.leader {
            let (from, to) = labels::leader(wish.mark, placed.rect);
            sheet.shape(Path::line(from, to).stroke(palette.rule, u));
        }
        let line = sheet.fonts.ellipsize(row.title, sheet.label(), wish.width + 0.01);
        let at = Point::new(placed.rect.x, placed.rect.centre().y);
        sheet.label_at(line, at, Anchor::Start, palette.ink);
    }
    Ok(())
}

/// The videos without a runtime, as near to their number of themes as there is room.
fn paint_strip(sheet: &Sheet, unknown: &[&VideoRuntime], plan: &Plan, scale: &Plot) {
    let (u, palette, strip) = (sheet.unit, sheet.palette, plan.strip);
    let mark = palette.kind(Kind::Video).mark;
    let space = sheet.label().size * 1.35;
    let (low, high) = (strip.y, strip.bottom() - space * 0.3);
    let most = ((high - low) / space).floor().max(1.0) as usize + 1;
    let shown = if unknown.len() > most { most.saturating_sub(1) } else { unknown.len() };
    let mut wanted: Vec<f64> = unknown[..shown].iter().map(|row| scale.at(0.0, row.themes as f64).y).collect();
    if shown < unknown.len() {
        wanted.push(high);
    }
    let places = labels::spread(&wanted, space, low, high);
    let edge = Point::new(strip.x, strip.y);
    sheet.shape(Path::line(edge, Point::new(edge.x, strip.bottom())).stroke(palette.rule, u));
    for ((row, &y), &true_y) in unknown.iter().zip(&places).zip(&wanted) {
        let (from, to) = (Point::new(edge.x, true_y), Point::new(edge.x + 26.0 * u, y));
        sheet.shape(
            Path::polyline(&[from, Point::new(from.x + 6.0 * u, true_y), Point::new(to.x - 6.0 * u, y), to])
                .stroke(palette.rule, u),
        );
        let centre = Point::new(to.x + 6.0 * u, y);
        let rect = Rect::centred(centre, Size::new(12.0 * u, 12.0 * u));
        let said = format!("{}: runtime not known, {}", row.title, prose::count(row.themes, "theme"));
        sheet.mark(rect, &Named::new("video", said), || {
            sheet.shape(Path::circle(centre, 5.0 * u).fill(palette.background).stroke(mark, 2.0 * u));
        });
        let x = centre.x + 13.0 * u;
        let line = sheet.fonts.ellipsize(row.title, sheet.label(), sheet.room.right() - x);
        sheet.label_at(line, Point::new(x, y), Anchor::Start, palette.ink);
    }
    if shown < unknown.len() {
        let words = format!("and {} more", prose::figures(unknown.len() - shown));
        let x = strip.x + 26.0 * u;
        let line = sheet.fonts.ellipsize(&words, sheet.small(), sheet.room.right() - x);
        let y = places.last().copied().unwrap_or(high);
        sheet.label_at(line, Point::new(x, y), Anchor::Start, palette.muted);
    }
}

fn words(statement: &ShownRuntime) -> String {
    let [low, high] = statement.seconds;
    if low == high { statement.length.clone() } else { format!("{}–{}", Length(low), Length(high)) }
}

fn sources(catalogue: &Catalogue) -> impl Iterator<Item = SourceIndex> + '_ {
    catalogue.videos.iter().flat_map(|v| {
        let themes = v.themes.iter().filter_map(|t| v.source_of_theme(t));
        v.runtime().and_then(|r| v.source_of_runtime(r)).into_iter().chain(themes)
    })
}

/// A title that claims a connection only where the order of the videos is the same by both numbers.
fn title(answer: &RuntimesAnswer) -> String {
    let known = answer.videos.len();
    let total = known + answer.songs.len() + answer.unknown.len();
    match known {
        _ if total == 0 => return "No videos, no runtimes".to_owned(),
        0 => return "No runtime is known to set against the number of themes".to_owned(),
        1 => return format!("{}: its runtime and its number of themes", short(answer.videos[0].title)),
        _ => {}
    }
    let most = answer.videos.iter().map(|r| r.themes).max().unwrap_or(0);
    let top: Vec<&VideoRuntime> = answer.videos.iter().filter(|r| r.themes == most).collect();
    if let [only] = top.as_slice()
        && most > 0
    {
        let known = prose::number(known);
        return format!("{} carries most themes of the {known} videos whose runtime is known", short(only.title));
    }
    format!("Runtime and number of themes of {} videos", prose::number(known))
}

fn subtitle(answer: &RuntimesAnswer) -> String {
    let known = answer.videos.len();
    let total = known + answer.songs.len() + answer.unknown.len();
    let known = format!("{} of {} known", prose::figures(known), prose::count(total, "video runtime"));
    let mut text = format!("Number of themes against runtime in minutes · {known}");
    if answer.videos.iter().filter_map(|r| r.runtime.as_ref()).any(|s| s.seconds[0] < s.seconds[1]) {
        text.push_str(" · wide marks: the range of an approximate statement");
    }
    text
}

fn description(answer: &RuntimesAnswer) -> String {
    let known: Vec<String> = answer
        .videos
        .iter()
        .filter_map(|r| r.runtime.as_ref().map(|s| (r, s)))
        .map(|(r, s)| format!("{} {} with {}", short(r.title), words(s), prose::count(r.themes, "theme")))
        .collect();
    let unknown: Vec<String> =
        unknown(answer).iter().map(|r| format!("{} ({})", short(r.title), prose::figures(r.themes))).collect();
    let mut sentences = Vec::new();
    if !known.is_empty() {
        sentences.push(format!("Scatter plot of runtime and number of themes: {}.", prose::list_some(&known, 12)));
    }
    if !unknown.is_empty() {
        sentences.push(format!(
            "Apart, with their number of themes, those whose runtime is not known: {}.",
            prose::list_some(&unknown, 12)
        ));
    }
    if sentences.is_empty() {
        sentences.push("The catalogue has no videos.".to_owned());
    }
    sentences.join(" ")
}
