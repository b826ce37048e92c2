//! How many videos carry each theme, by weight, under the broader themes they belong to.

use super::columns::{Cell, arrange};
use super::common::{self, Legend, theme_index};
use super::flex::Run;
use super::sheet::{Axis, Named, Sheet};
use super::{ChartError, Input};
use crate::catalogue::{Catalogue, Name, Weight};
use crate::geometry::{Point, Rect};
use crate::picture::{Anchor, Colour, Path, Picture};
use crate::query::families::Families;
use crate::query::{ThemeCount, ThemeCountsAnswer, ThemeCountsParams, prose, theme_counts};
use crate::text::Line;

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let all = theme_counts(input.catalogue, &ThemeCountsParams::default());
    let sheet = Sheet::new(
        input,
        title(input.catalogue, &all),
        subtitle(input.catalogue, &all),
        common::theme_sources(input.catalogue),
    );
    let legend = Legend::weights(&sheet);
    let top = if all.total == 0 { sheet.room.y } else { sheet.room.y + legend.height };
    let room = Rect::new(sheet.room.x, top, sheet.room.w, sheet.room.bottom() - top);
    let whole = layout(&sheet, input.catalogue, &all, room);
    let plan = match whole {
        Some(plan) => plan,
        None => cut(&sheet, input.catalogue, &all, room),
    };
    if all.total > 0 {
        legend.paint(&sheet);
    }
    let bottom = paint(&sheet, &plan, room)?;
    sheet.finish(bottom, description(input.catalogue, &all))
}

/// One block: a broader theme, or those without one.
struct Block<'a> {
    /// What stands over it, and how many videos that is.
    head: Option<(String, String)>,
    colour: Colour,
    rows: Vec<ThemeCount<'a>>,
}

/// Where everything goes.
struct Plan<'a> {
    blocks: Vec<Block<'a>>,
    /// For each column its cells.
    columns: Vec<Vec<Cell>>,
    row: f64,
    labels: f64,
    most: usize,
    note: Option<Line>,
}

fn blocks<'a>(sheet: &Sheet, catalogue: &Catalogue, answer: &ThemeCountsAnswer<'a>) -> Vec<Block<'a>> {
    let families = Families::of(catalogue);
    let videos = catalogue.videos.len();
    let alone = |group: &crate::query::ThemeGroup| group.themes.iter().all(|t| t.theme == group.theme);
    let mut blocks: Vec<Block> = Vec::new();
    let mut rest = Vec::new();
    for group in &answer.groups {
        if alone(group) {
            rest.extend(group.themes.iter().cloned());
            continue;
        }
        let rank = theme_index(catalogue, &group.theme).and_then(|t| families.rank(t));
        let reach = format!("{} of {}", prose::figures(group.videos), prose::count(videos, "video"));
        blocks.push(Block {
            head: Some((group.theme.label.to_owned(), reach)),
            colour: sheet.palette.family(rank),
            rows: group.themes.clone(),
        });
    }
    if !rest.is_empty() {
        let head = (!blocks.is_empty()).then(|| ("Other themes".to_owned(), String::new()));
        blocks.push(Block { head, colour: sheet.palette.family(None), rows: rest });
    }
    blocks
}

/// Everything in as few columns as leave room to breathe; `None` where it does not fit.
fn layout<'a>(sheet: &Sheet, catalogue: &Catalogue, answer: &ThemeCountsAnswer<'a>, room: Rect) -> Option<Plan<'a>> {
    let u = sheet.unit;
    let blocks = blocks(sheet, catalogue, answer);
    let rows = || blocks.iter().flat_map(|b| &b.rows);
    let most = rows().map(|t| t.videos).max().unwrap_or(1);
    let longest = rows().map(|t| sheet.fonts.width(t.theme.label, sheet.label())).fold(60.0 * u, f64::max);
    let labels = longest.min(210.0 * u).min(room.w * 0.5);
    let narrowest = labels + (most as f64 * 9.0).min(120.0) * u + 44.0 * u;
    let most_columns = ((room.w + GAP * u) / (narrowest + GAP * u)).floor().clamp(1.0, 6.0) as usize;
    let shapes: Vec<(bool, usize)> = blocks.iter().map(|b| (b.head.is_some(), b.rows.len())).collect();
    [26.0, 23.0, 20.0]
        .into_iter()
        .find_map(|least| {
            (1..=most_columns).find_map(|columns| {
                let columns = arrange(&shapes, columns);
                let units = columns.iter().map(|c| Cell::units(c)).fold(1.0, f64::max);
                let row = (room.h / units).min(38.0 * u);
                (row >= least * u).then(|| Plan { blocks: Vec::new(), columns, row, labels, most, note: None })
            })
        })
        .map(|plan| Plan { blocks, ..plan })
}

/// Only the themes that most videos carry; how many more there are is said.
fn cut<'a>(sheet: &Sheet, catalogue: &'a Catalogue, all: &ThemeCountsAnswer<'a>, room: Rect) -> Plan<'a> {
    let below = sheet.small().size * 1.9;
    let room = Rect { h: room.h - below, ..room };
    let some =
        |top: usize| theme_counts(catalogue, &ThemeCountsParams { top: Some(top), ..ThemeCountsParams::default() });
    let (mut low, mut high) = (0, all.total.min(2000));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if layout(sheet, catalogue, &some(middle), room).is_some() { low = middle } else { high = middle - 1 }
    }
    let mut plan = layout(sheet, catalogue, &some(low), room).unwrap_or_else(|| Plan {
        blocks: Vec::new(),
        columns: Vec::new(),
        row: 0.0,
        labels: 0.0,
        most: 1,
        note: None,
    });
    let more = all.total - low;
    let carried = some(low).groups.iter().flat_map(|g| &g.themes).map(|t| t.videos).min().unwrap_or(0);
    let words = match carried {
        0 => format!("{} do not fit here", prose::count(more, "theme")),
        least => format!("and {}, each in {} or fewer", prose::count(more, "more theme"), prose::count(least, "video")),
    };
    plan.note = Some(sheet.fonts.ellipsize(&words, sheet.small(), room.w));
    plan
}

/// Between two columns.
const GAP: f64 = 40.0;

fn paint(sheet: &Sheet, plan: &Plan, room: Rect) -> Result<f64, ChartError> {
    let u = sheet.unit;
    let columns = plan.columns.len().max(1) as f64;
    let number =
        |theme: &ThemeCount| sheet.fonts.line(&prose::figures(theme.videos), sheet.label().with_tabular_figures());
    let themes = plan.blocks.iter().flat_map(|block| block.rows.iter());
    let least = sheet.fonts.width("000", sheet.label());
    let number_room = themes.map(|theme| number(theme).width + 7.0 * u).fold(least, f64::max);
    let widest = (room.w - GAP * u * (columns - 1.0)) / columns;
    let bars = (widest - plan.labels - 10.0 * u - number_room).max(20.0 * u);
    let unit = (bars / plan.most as f64).min(if columns > 1.0 { 52.0 } else { 100.0 } * u);
    // What the bars do not need goes between the columns.
    let heads = plan.blocks.iter().map(|block| head(sheet, block, false, widest).width + HEAD * u);
    let width = (plan.labels + 10.0 * u + unit * plan.most as f64 + number_room).max(heads.fold(0.0, f64::max));
    let gap = ((room.w - width * columns) / (columns - 1.0).max(1.0)).clamp(GAP * u, 4.0 * GAP * u);
    let mut bottom = room.y;
    for (n, column) in plan.columns.iter().enumerate() {
        let x = room.x + n as f64 * (width + gap);
        let mut y = room.y;
        let area = Rect::new(x + plan.labels + 10.0 * u, room.y, unit * plan.most as f64, room.h);
        let mut plot = sheet.plot(area, Axis::new(0.0, plan.most as f64), Axis::new(area.bottom(), area.y))?;
        for &cell in column {
            let height = cell.height() * plan.row;
            match cell {
                Cell::Gap => {}
                Cell::Head { block, again } => {
                    paint_head(sheet, &plan.blocks[block], again, Rect::new(x, y, width, height));
                }
                Cell::Row { block, row } => {
                    let block = &plan.blocks[block];
                    let theme = &block.rows[row];
                    let middle = y + height / 2.0;
                    let label = sheet.fonts.ellipsize(theme.theme.label, sheet.label(), plan.labels);
                    sheet.label_at(label, Point::new(x, middle), Anchor::Start, sheet.palette.ink);
                    let half = (height * 0.32).min(13.0 * u);
                    let end = area.x + unit * theme.videos as f64;
                    let named = Named {
                        id: theme.theme.to_string(),
                        class: "theme",
                        tooltip: format!("{}: {}", theme.theme.label, prose::count(theme.videos, "video")),
                    };
                    let rect = Rect::new(area.x, middle - half, end - area.x, 2.0 * half);
                    sheet.mark(rect, &named, || {
                        paint_bar(sheet, &mut plot, theme, unit, (middle - half, middle + half), block.colour)
                    })?;
                    sheet.label_at(
                        number(theme),
                        Point::new(end + 7.0 * u, middle),
                        Anchor::Start,
                        sheet.palette.muted,
                    );
                }
            }
            y += height;
        }
        bottom = bottom.max(y);
    }
    if let Some(note) = &plan.note {
        let y = bottom + sheet.small().size * 1.1;
        sheet.label_at(note.clone(), Point::new(room.x, y), Anchor::Start, sheet.palette.muted);
        bottom = y + sheet.small().size * 0.8;
    }
    Ok(bottom)
}

/// From a head's square to its words.
const HEAD: f64 = 16.0;

fn head(sheet: &Sheet, block: &Block, again: bool, width: f64) -> Run {
    let mut run = Run::default();
    let Some((name, reach)) = &block.head else { return run };
    let room = width - HEAD * sheet.unit;
    run.add_within(sheet, name, sheet.strong(), sheet.palette.ink, room);
    let reach = if again { "continued" } else { reach };
    run.add_within(sheet, reach, sheet.small().with_tabular_figures(), sheet.palette.muted, room);
    run
}

fn paint_head(sheet: &Sheet, block: &Block, again: bool, area: Rect) {
    let u = sheet.unit;
    let middle = area.y + area.h * 0.5;
    let square = Rect::new(area.x, middle - 5.0 * u, 10.0 * u, 10.0 * u);
    sheet.shape(Path::rect(square).fill(block.colour));
    head(sheet, block, again, area.w).set(sheet, Point::new(area.x + HEAD * u, middle));
}

/// One square a video where there is room for squares, else one stretch a weight.
fn paint_bar(
    sheet: &Sheet,
    plot: &mut super::sheet::Plot,
    theme: &ThemeCount,
    unit: f64,
    y: (f64, f64),
    colour: Colour,
) -> Result<(), ChartError> {
    let squares = unit >= 7.0 * sheet.unit;
    let gap = if squares { 2.0 * sheet.unit / unit } else { 0.0 };
    let mut at = 0;
    for (weight, count) in [(Weight::Choice, theme.choice), (Weight::Major, theme.major), (Weight::Minor, theme.minor)]
    {
        let paint = common::weight_paint(sheet, colour, weight);
        let step = if squares { 1 } else { count.max(1) };
        for begin in (at..at + count).step_by(step) {
            plot.bar((begin as f64, (begin + step) as f64 - gap), y, paint)?;
        }
        at += count;
    }
    Ok(())
}

fn title(catalogue: &Catalogue, answer: &ThemeCountsAnswer) -> String {
    let videos = catalogue.videos.len();
    let total = prose::number(videos);
    if answer.total == 0 {
        return "No video carries a theme".to_owned();
    }
    if videos == 1 {
        return format!("What {} is about", common::short(&catalogue.videos[0].title));
    }
    let themes: Vec<&ThemeCount> = answer.groups.iter().flat_map(|g| &g.themes).collect();
    if themes.iter().all(|t| t.videos < 2) {
        return format!("No two of the {total} videos share a theme");
    }
    if let [family, second, ..] = answer.groups.as_slice()
        && family.videos > second.videos
        && family.themes.len() > 1
    {
        let through = common::of_videos(family.videos, videos);
        return format!("{}, in one form or another, runs through {through}", common::first(family.theme.label));
    }
    let most = themes.iter().map(|t| t.videos).max().unwrap_or(0);
    let top: Vec<&Name> = themes.iter().filter(|t| t.videos == most).map(|t| &t.theme).collect();
    let within = common::of_videos(most, videos);
    match top.as_slice() {
        [only] => format!("{} comes back most: in {within}", common::first(only.label)),
        several if several.len() <= 3 => {
            let name = |(n, name): (usize, &&Name)| {
                if n == 0 { common::first(name.label) } else { common::inside(name.label) }
            };
            let names: Vec<String> = several.iter().enumerate().map(name).collect();
            format!("{} come back most: each in {within}", prose::list(&names))
        }
        several => {
            let many = prose::capital(&prose::number(several.len()));
            format!("{many} themes come back most: each in {within}")
        }
    }
}

fn subtitle(catalogue: &Catalogue, answer: &ThemeCountsAnswer) -> String {
    let with = catalogue.videos.iter().filter(|v| !v.themes.is_empty()).count();
    let of = match with == catalogue.videos.len() {
        true => prose::count(with, "video"),
        false => {
            format!("{} of {} with known themes", prose::figures(with), prose::count(catalogue.videos.len(), "video"))
        }
    };
    format!("Number of videos that carry each theme · {} in {of}", prose::count(answer.total, "theme"))
}

fn description(catalogue: &Catalogue, answer: &ThemeCountsAnswer) -> String {
    if answer.total == 0 {
        return "The catalogue names no themes of any video.".to_owned();
    }
    let mut themes: Vec<&ThemeCount> = answer.groups.iter().flat_map(|g| &g.themes).collect();
    themes.sort_by_key(|t| std::cmp::Reverse(t.videos));
    let said: Vec<String> = themes.iter().map(|t| format!("{} {}", common::short(t.theme.label), t.videos)).collect();
    format!(
        "Bars of the number of videos, of {}, that carry each of {}: {}.",
        prose::figures(catalogue.videos.len()),
        prose::count(answer.total, "theme"),
        prose::list_some(&said, 15)
    )
}
