//! The scatter plot on its sheet.

use super::super::ChartError;
use super::super::labels::{self, Placed, Wish};
use super::super::sheet::{Axis, Named, Paint, Plot, Sheet};
use super::{strip, unknown, words};
use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Kind, Path, Picture};
use crate::query::{RuntimesAnswer, VideoRuntime, prose};
use crate::text::{Line, Style};

/// More points than this are drawn so that they show through each other.
const CROWD: usize = 100;
/// More points than this are not all drawn.
const DRAWN: usize = 3000;
/// More points than this are not all named.
const NAMED: usize = 60;

/// Areas and scales.
pub(super) struct Plan {
    /// Where the points are; without width where no runtime is known.
    pub plot: Rect,
    /// Where the videos without a runtime are; without width where there are none.
    pub strip: Rect,
    minutes: (f64, f64),
    themes: (f64, f64),
    minute_ticks: Vec<f64>,
    theme_ticks: Vec<f64>,
    /// Whether there is room to write runtimes below the names.
    roomy: bool,
}

pub(super) fn draw(sheet: Sheet, answer: &RuntimesAnswer, description: String) -> Result<Picture, ChartError> {
    if answer.videos.len() + answer.songs.len() + answer.unknown.len() == 0 {
        let bottom = sheet.room.y;
        return sheet.finish(bottom, description);
    }
    let points = points(answer);
    let note = sheet.small().size * 1.9;
    let mut plan = Plan::of(&sheet, answer, 0.0);
    let mut names = names(&sheet, &points, &plan)?;
    if names.iter().flatten().count() < answer.videos.len() {
        plan = Plan::of(&sheet, answer, note);
        names = self::names(&sheet, &points, &plan)?;
    }
    let mut bottom = paint(&sheet, answer, &points, &plan, &names)?;
    let named = names.iter().flatten().count();
    if named < answer.videos.len() {
        let mut words =
            format!("{} of {} are named", prose::figures(named), prose::count(answer.videos.len(), "point"));
        if points.len() < answer.videos.len() {
            let drawn = prose::figures(points.len());
            words.push_str(&format!(" and {drawn} drawn, evenly chosen from the longest to the shortest"));
        }
        let line = sheet.fonts.ellipsize(&words, sheet.small(), sheet.room.w);
        let at = Point::new(sheet.room.x, bottom + note * 0.5);
        sheet.label_at(line, at, Anchor::Start, sheet.palette.muted);
        bottom += note;
    }
    sheet.finish(bottom, description)
}

/// The videos that are drawn: all, or evenly many from the longest to the shortest.
fn points<'a>(answer: &'a RuntimesAnswer<'a>) -> Vec<&'a VideoRuntime<'a>> {
    answer.videos.iter().step_by(answer.videos.len().div_ceil(DRAWN).max(1)).collect()
}

impl Plan {
    fn of(sheet: &Sheet, answer: &RuntimesAnswer, note: f64) -> Self {
        let (u, room) = (sheet.unit, sheet.room);
        let unknown = unknown(answer);
        let all = || answer.videos.iter().chain(unknown.iter().copied());
        let (low, high) = all().fold((usize::MAX, 0), |(l, h), r| (l.min(r.themes), h.max(r.themes)));
        let themes = (low as f64 - 0.6, high as f64 + 0.6);
        let range = |r: &VideoRuntime| r.runtime.as_ref().map_or([0, 0], |s| s.seconds);
        let (from, to) = answer.videos.iter().map(range).fold((u32::MAX, 60), |(l, h), [a, b]| (l.min(a), h.max(b)));
        let from = if from == u32::MAX { 0 } else { from };
        let from = (f64::from(from) / 60.0 - 0.25).floor().max(0.0);
        let to = (f64::from(to) / 60.0 + 0.25).ceil().max(from + 2.0);
        let tick = sheet.fonts.width(&high.to_string(), sheet.small().with_tabular_figures());
        let left = room.x + tick + 14.0 * u;
        let (top, foot) = (room.y + 26.0 * u, if answer.videos.is_empty() { 0.0 } else { 32.0 * u });
        // A level has only so much to say.
        // Names alone stand closer than points whose labels need room around them.
        let step = if answer.videos.is_empty() { 56.0 } else { 100.0 };
        let most = (themes.1 - themes.0).max(1.4) * step * u;
        let height = (room.h - 26.0 * u - foot - note).min(most).max(40.0 * u);
        let width = room.right() - left;
        let strip = match (answer.videos.is_empty(), unknown.is_empty()) {
            (_, true) => 0.0,
            (true, false) => width,
            (false, false) => {
                let head = sheet.fonts.width(&head(answer), Style::semibold(sheet.small().size));
                strip::width(sheet, &unknown).max(head).clamp(width * 0.22, width * 0.36)
            }
        };
        let gap = if strip > 0.0 && strip < width { 36.0 * u } else { 0.0 };
        let plot = Rect::new(left, top, (width - strip - gap).max(0.0), height);
        let step = height / (themes.1 - themes.0);
        Self {
            minute_ticks: ticks(from, to, plot.w / (80.0 * u)),
            theme_ticks: ticks(low as f64, high as f64, height / (30.0 * u)),
            plot,
            strip: Rect::new(plot.right() + gap, top, strip, height),
            minutes: (from, to),
            themes,
            roomy: answer.videos.len() <= 12 && step >= 40.0 * u,
        }
    }

    fn themes(&self) -> Axis {
        Axis::new(self.themes.0, self.themes.1).ticks(self.theme_ticks.clone())
    }

    /// The scale of both areas, for what they have in common.
    fn scale<'f>(&self, sheet: &Sheet<'f>) -> Result<Plot<'f>, ChartError> {
        let right = if self.strip.w > 0.0 { self.strip.right() } else { self.plot.right() };
        sheet.plot(Rect { w: (right - self.plot.x).max(1.0), ..self.plot }, Axis::new(0.0, 1.0), self.themes())
    }

    fn points<'f>(&self, sheet: &Sheet<'f>) -> Result<Plot<'f>, ChartError> {
        let minutes = Axis::new(self.minutes.0, self.minutes.1).ticks(self.minute_ticks.clone());
        sheet.plot(Rect { w: self.plot.w.max(1.0), ..self.plot }, minutes, Axis::new(self.themes.0, self.themes.1))
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

/// The box of a point's mark.
fn mark(sheet: &Sheet, plot: &Plot, row: &VideoRuntime) -> Option<Rect> {
    let u = sheet.unit;
    let [low, high] = row.runtime.as_ref()?.seconds.map(|s| f64::from(s) / 60.0);
    let (from, to) = (plot.at(low, row.themes as f64), plot.at(high, row.themes as f64));
    Some(match high > low {
        true => Rect::new(from.x, from.y - 6.0 * u, to.x - from.x, 12.0 * u),
        false => Rect::centred(from, Size::new(14.0 * u, 14.0 * u)),
    })
}

/// The lines that name a point.
fn name(sheet: &Sheet, plan: &Plan, row: &VideoRuntime) -> Vec<Line> {
    let width = (plan.plot.w * 0.4).min(240.0 * sheet.unit);
    let mut lines = vec![sheet.fonts.ellipsize(row.title, sheet.label(), width)];
    if let (true, Some(statement)) = (plan.roomy, &row.runtime) {
        let style = sheet.small().with_tabular_figures();
        lines.push(sheet.fonts.ellipsize(&words(statement), style, width));
    }
    lines
}

/// A place for each name that finds one.
fn names(sheet: &Sheet, videos: &[&VideoRuntime], plan: &Plan) -> Result<Vec<Option<Placed>>, ChartError> {
    let mut placed = vec![None; videos.len()];
    if plan.plot.w <= 0.0 {
        return Ok(placed);
    }
    let plot = plan.points(sheet)?;
    let marks: Vec<Rect> = videos.iter().filter_map(|row| mark(sheet, &plot, row)).collect();
    let wanted = wanted(videos);
    let wish = |&n: &usize| {
        let lines = name(sheet, plan, videos[n]);
        let width = lines.iter().map(|l| l.width).fold(0.0, f64::max);
        let height = lines.iter().map(|l| l.style.size * 1.2).sum();
        Wish { mark: mark(sheet, &plot, videos[n]).unwrap_or_default(), width, height }
    };
    let wishes: Vec<Wish> = wanted.iter().map(wish).collect();
    let u = sheet.unit;
    let area = Rect::new(plan.plot.x, plan.plot.y - 4.0 * u, plan.plot.w + 24.0 * u, plan.plot.h + 4.0 * u);
    for (n, place) in wanted.iter().zip(labels::place(&wishes, &marks, area, 6.0 * u)) {
        placed[*n] = place;
    }
    Ok(placed)
}

/// Which points to name: all, or where they are too many those with most themes and the longest and the shortest.
fn wanted(videos: &[&VideoRuntime]) -> Vec<usize> {
    if videos.len() <= NAMED {
        return (0..videos.len()).collect();
    }
    let mut by_themes: Vec<usize> = (0..videos.len()).collect();
    by_themes.sort_by_key(|&n| (std::cmp::Reverse(videos[n].themes), n));
    let ends = (0..8).chain(videos.len() - 8..videos.len());
    let mut wanted: Vec<usize> = by_themes[..12].iter().copied().chain(ends).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

fn paint(
    sheet: &Sheet,
    answer: &RuntimesAnswer,
    points: &[&VideoRuntime],
    plan: &Plan,
    names: &[Option<Placed>],
) -> Result<f64, ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let style = sheet.small().with_tabular_figures();
    let mut scale = plan.scale(sheet)?;
    scale.grid(palette.grid, u)?;
    for &tick in &plan.theme_ticks {
        let line = sheet.fonts.line(&tick.to_string(), style);
        let at = Point::new(plan.plot.x - 12.0 * u, scale.at(0.0, tick).y);
        sheet.label_at(line, at, Anchor::End, palette.muted);
    }
    let top = sheet.room.y + 9.0 * u;
    let head = |text: &str, width: f64| sheet.fonts.ellipsize(text, Style::semibold(sheet.small().size), width);
    sheet.label_at(head("Themes", 90.0 * u), Point::new(sheet.room.x, top), Anchor::Start, palette.muted);
    if plan.plot.w > 0.0 {
        paint_minutes(sheet, plan)?;
        paint_points(sheet, points, plan, names)?;
    }
    if plan.strip.w > 0.0 {
        let unknown = unknown(answer);
        let words = self::head(answer);
        let x = plan.strip.x.max(sheet.room.x + 90.0 * u);
        let short = format!("Not known ({})", prose::figures(unknown.len()));
        let width = sheet.room.right() - x;
        let fits = |words: &str| sheet.fonts.width(words, Style::semibold(sheet.small().size)) <= width;
        let line = head(if fits(&words) { &words } else { &short }, width);
        sheet.label_at(line, Point::new(x, top), Anchor::Start, palette.muted);
        strip::paint(sheet, &unknown, plan.strip, |themes| scale.at(0.0, themes as f64).y);
    }
    Ok(plan.plot.bottom() + if plan.plot.w > 0.0 { 28.0 * u } else { 0.0 })
}

/// What stands over the strip.
fn head(answer: &RuntimesAnswer) -> String {
    let unknown = answer.songs.len() + answer.unknown.len();
    let total = prose::figures(unknown + answer.videos.len());
    format!("Runtime not known ({} of {total})", prose::figures(unknown))
}

fn paint_minutes(sheet: &Sheet, plan: &Plan) -> Result<(), ChartError> {
    let (u, style) = (sheet.unit, sheet.small().with_tabular_figures());
    let mut plot = plan.points(sheet)?;
    plot.grid(sheet.palette.grid, u)?;
    let last = plan.minute_ticks.last().copied();
    for &tick in &plan.minute_ticks {
        let at = Point::new(plot.at(tick, plan.themes.0).x, plan.plot.bottom() + 16.0 * u);
        let words = if Some(tick) == last { format!("{tick} min") } else { tick.to_string() };
        let line = sheet.fonts.line(&words, style);
        let x = at.x - sheet.fonts.width(&tick.to_string(), style) / 2.0;
        let x = x.min(sheet.room.right() - line.width);
        sheet.label_at(line, Point::new(x, at.y), Anchor::Start, sheet.palette.muted);
    }
    Ok(())
}

fn paint_points(
    sheet: &Sheet,
    points: &[&VideoRuntime],
    plan: &Plan,
    names: &[Option<Placed>],
) -> Result<(), ChartError> {
    let (u, palette) = (sheet.unit, sheet.palette);
    let colour = palette.kind(Kind::Video).mark;
    let mut plot = plan.points(sheet)?;
    let marks: Vec<Rect> = points.iter().map(|row| mark(sheet, &plot, row).unwrap_or_default()).collect();
    for ((row, rect), placed) in points.iter().zip(&marks).zip(names) {
        if let Some(placed) = placed.filter(|p| p.leader) {
            let (from, to) = labels::leader(*rect, placed.rect);
            sheet.shape(Path::line(from, to).stroke(palette.rule, u));
        }
        let Some(statement) = &row.runtime else { continue };
        let said = format!("{}: {}, {}", row.title, words(statement), prose::count(row.themes, "theme"));
        let [low, high] = statement.seconds.map(|s| f64::from(s) / 60.0);
        let named = Named { id: row.video.to_string(), class: "video", tooltip: said };
        let crowded = points.len() > CROWD;
        sheet.mark(*rect, &named, || -> Result<(), ChartError> {
            if crowded {
                // Where marks lie on one another, the darker stretch has more.
                let half = if high > low { rect.w / 2.0 } else { 4.0 * u };
                let blurred = Rect::centred(rect.centre(), Size::new(2.0 * half, 8.0 * u));
                sheet.shape(Path::rounded(blurred, 4.0 * u).fill(colour.with_alpha(70)));
                Ok(())
            } else if high > low {
                let pale = palette.background.mix(colour, 0.3);
                sheet.shape(Path::rounded(rect.grown(-0.75 * u), rect.h).fill(pale).stroke(colour, 1.5 * u));
                Ok(())
            } else {
                // A ring of the paper's colour keeps neighbours apart.
                plot.dot(low, row.themes as f64, 7.0 * u, Paint::outlined(colour, palette.background, u))
            }
        })?;
    }
    for (row, placed) in points.iter().zip(names) {
        let Some(placed) = placed else { continue };
        let mut y = placed.rect.y;
        for (n, line) in name(sheet, plan, row).into_iter().enumerate() {
            let step = line.style.size * 1.2;
            let ink = if n == 0 { palette.ink } else { palette.muted };
            sheet.label_at(line, Point::new(placed.rect.x, y + step / 2.0), Anchor::Start, ink);
            y += step;
        }
    }
    Ok(())
}
