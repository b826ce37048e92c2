//! What the chart of runtimes is made of, and how high and wide each part is.

use super::super::flex::{Flex, Run, least};
use super::super::sheet::Sheet;
use super::{Lengths, statements, words};
use crate::catalogue::Measures;
use crate::query::{ShownRuntime, VideoRuntime, prose};
use crate::text::{Line, Style};

/// How much of the answer is shown, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// Whether a title stands over its bar, as on a phone.
    pub stacked: bool,
    /// Whether performers are named.
    pub performers: bool,
    /// Whether videos without a runtime have rows of their own, and not only their names in a paragraph.
    rows: bool,
    /// How many videos with a runtime.
    shown: usize,
    /// How many lines the paragraph may have.
    lines: usize,
}

/// One video's lines.
pub(super) struct Row<'a> {
    pub video: &'a VideoRuntime<'a>,
    pub title: Line,
    pub by: Line,
    /// The runtime first, if there is one.
    pub statements: Vec<&'a ShownRuntime<'a>>,
    /// Whether the runtime is known.
    pub known: bool,
}

/// What the chart is made of, from top to bottom.
pub(super) enum Part<'a> {
    /// The figures over the grid lines.
    Axis,
    /// A video.
    Row(Box<Row<'a>>),
    /// Words over the videos without a runtime.
    Heading(String),
    /// Lines of small print.
    Note(Vec<Line>),
    /// Names in columns.
    Names(Names),
}

/// Names one below the other, in columns of equal width.
pub(super) struct Names {
    pub names: Vec<Line>,
    /// How many names stand below one another.
    pub rows: usize,
}

impl Names {
    /// The names of videos, in as many columns as there is room for.
    fn of(sheet: &Sheet, videos: &[&VideoRuntime]) -> Self {
        let name = |video: &&VideoRuntime| sheet.fonts.ellipsize(video.title, sheet.label(), sheet.room.w * 0.45);
        let names: Vec<Line> = videos.iter().map(name).collect();
        let widest = names.iter().map(|name| name.width).fold(0.0, f64::max) + 28.0 * sheet.unit;
        let columns = ((sheet.room.w / widest) as usize).max(1);
        Self { rows: names.len().div_ceil(columns).max(1), names }
    }

    /// How many columns that takes.
    pub fn columns(&self) -> usize {
        self.names.len().div_ceil(self.rows).max(1)
    }
}

/// Sizes and places that all rows share.
pub(super) struct Grid {
    pub choice: Choice,
    /// Where the bars begin.
    pub x0: f64,
    /// How wide a second is.
    pub second: f64,
    /// Where the words beside the bars end.
    pub right: f64,
    /// The longest length in seconds.
    pub longest: f64,
}

/// Everything where it fits, with as much beside it as fits too; else as many videos as there is room for.
pub(super) fn parts<'a>(sheet: &Sheet, answer: &'a Lengths<'a>) -> (Vec<Part<'a>>, Choice) {
    let stacked = sheet.room.w < 720.0 * sheet.unit;
    let whole = Choice { stacked, performers: true, rows: true, shown: answer.known.len(), lines: usize::MAX };
    // No row is lower than this; to set thousands only to see that they do not fit would be work for nothing.
    let most = (sheet.room.h / (20.0 * sheet.unit)) as usize;
    let (known, all) = (answer.known.len() <= most, answer.total() <= most);
    let nothing_is_stated = known && answer.known.is_empty() && answer.unknown.iter().all(|v| statements(v).is_empty());
    if nothing_is_stated && answer.total() <= most * 20 {
        let mut parts = heading(answer);
        parts.push(Part::Names(Names::of(sheet, &answer.unknown)));
        if fits(sheet, &parts, whole) {
            return (parts, whole);
        }
    }
    let tries = [(true, true), (false, true), (true, false), (false, false)];
    for (performers, rows) in tries.into_iter().filter(|&(_, rows)| if rows { all } else { known }) {
        let choice = Choice { performers, rows, ..whole };
        let parts = of(sheet, answer, choice);
        if fits(sheet, &parts, choice) {
            return (parts, choice);
        }
    }
    let choice = cut(sheet, answer, Choice { performers: false, rows: false, ..whole }, most);
    (of(sheet, answer, choice), choice)
}

fn fits(sheet: &Sheet, parts: &[Part], choice: Choice) -> bool {
    least(&heights(sheet, parts, choice)) <= sheet.room.h
}

/// As many videos as there is room for beside a short paragraph; then as many lines of that as there is room for.
fn cut(sheet: &Sheet, answer: &Lengths, choice: Choice, most: usize) -> Choice {
    let fit = |choice: Choice| fits(sheet, &of(sheet, answer, choice), choice);
    let lines = if answer.known.is_empty() { most.max(1) } else { 4 };
    let (mut low, mut high) = (0, answer.known.len().min(most));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fit(Choice { shown: middle, lines, ..choice }) { low = middle } else { high = middle - 1 }
    }
    let choice = Choice { shown: low, ..choice };
    let lines = (1..=lines).rev().find(|&lines| fit(Choice { lines, ..choice }));
    Choice { lines: lines.unwrap_or(1), ..choice }
}

fn of<'a>(sheet: &Sheet, answer: &'a Lengths<'a>, choice: Choice) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let row = |video: &'a VideoRuntime<'a>, known: bool| Part::Row(Box::new(row(sheet, video, known, choice)));
    if !answer.known.is_empty() {
        parts.push(Part::Axis);
    }
    parts.extend(answer.known.iter().take(choice.shown).map(|v| row(v, true)));
    if choice.shown < answer.known.len() {
        let more = format!("and {} more whose runtime is known", prose::figures(answer.known.len() - choice.shown));
        parts.push(Part::Note(vec![sheet.fonts.line(&more, sheet.small())]));
    }
    if answer.unknown.is_empty() {
        return parts;
    }
    parts.extend(heading(answer));
    if choice.rows {
        if answer.known.is_empty() && answer.unknown.iter().any(|v| !statements(v).is_empty()) {
            parts.push(Part::Axis);
        }
        parts.extend(answer.unknown.iter().map(|v| row(v, false)));
    } else {
        parts.push(Part::Note(names(sheet, &answer.unknown, choice.lines)));
    }
    parts
}

/// What stands over the videos without a runtime, if there are any.
fn heading<'a>(answer: &Lengths) -> Vec<Part<'a>> {
    let (unknown, total) = (prose::figures(answer.unknown.len()), prose::figures(answer.total()));
    let words = format!("Runtime not known ({unknown} of {total})");
    if answer.unknown.is_empty() { Vec::new() } else { vec![Part::Heading(words)] }
}

/// The names of videos as a paragraph of at most so many lines.
fn names(sheet: &Sheet, videos: &[&VideoRuntime], lines: usize) -> Vec<Line> {
    // No more than would fill the largest canvas.
    let words: Vec<String> = videos.iter().take(1000).map(|v| words::without(v)).collect();
    let set = |count: usize| {
        let mut text = words[..count].join(" · ");
        if count < videos.len() {
            text.push_str(&format!(" · and {} more", prose::figures(videos.len() - count)));
        }
        sheet.fonts.wrap(&text, sheet.small(), sheet.room.w, usize::MAX)
    };
    let (mut low, mut high) = (0, words.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        if set(middle).len() <= lines { low = middle } else { high = middle - 1 }
    }
    set(low)
}

fn row<'a>(sheet: &Sheet, video: &'a VideoRuntime<'a>, known: bool, choice: Choice) -> Row<'a> {
    let width = if choice.stacked { sheet.room.w * 0.62 } else { sheet.room.w * 0.24 };
    let performers: Vec<&str> = video.performers.iter().map(|p| p.label).collect();
    let by_width = if choice.stacked { sheet.room.w * 0.34 } else { width };
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

/// The heights of a row's lines, from top to bottom: title, first line, each further line, what is left empty.
pub(super) fn row_lines(sheet: &Sheet, row: &Row, choice: Choice) -> Vec<Flex> {
    let bounds = row_heights(sheet, row, choice);
    let mut lines = vec![bounds.title, bounds.first];
    lines.extend(std::iter::repeat_n(bounds.further, row.statements.len().max(1) - 1));
    lines.push(bounds.below);
    lines
}

fn row_heights(sheet: &Sheet, row: &Row, choice: Choice) -> RowHeights {
    let u = sheet.unit;
    let lines = row.statements.len().max(1) as f64;
    let further = Flex::new(19.0 * u, 26.0 * u);
    let first = if row.known { Flex::new(22.0 * u, 46.0 * u) } else { Flex::new(20.0 * u, 34.0 * u) };
    let wanted = if choice.performers && !choice.stacked && row.known && row.by.width > 0.0 { 44.0 * u } else { 0.0 };
    let used = first.min + (lines - 1.0) * further.min;
    let below = Flex::new((wanted - used).max(if lines > 1.0 { 5.0 * u } else { 2.0 * u }), 22.0 * u);
    let title = if choice.stacked { Flex::new(24.0 * u, 32.0 * u) } else { Flex::fixed(0.0) };
    RowHeights { title, first, further, below: Flex::new(below.min, below.max.max(below.min)) }
}

/// The heights of all parts.
pub(super) fn heights(sheet: &Sheet, parts: &[Part], choice: Choice) -> Vec<Flex> {
    let u = sheet.unit;
    let of = |(n, part): (usize, &Part)| match part {
        Part::Axis => Flex::fixed(26.0 * u),
        Part::Heading(_) if n == 0 => Flex::fixed(30.0 * u),
        Part::Heading(_) => Flex::new(38.0 * u, 60.0 * u),
        Part::Note(lines) => Flex::fixed(lines.len() as f64 * sheet.small().size * 1.4 + 4.0 * u),
        Part::Names(names) => Flex::new(names.rows as f64 * 24.0 * u, names.rows as f64 * 34.0 * u),
        Part::Row(row) => {
            let lines = row_lines(sheet, row, choice);
            Flex::new(lines.iter().map(|l| l.min).sum(), lines.iter().map(|l| l.max).sum())
        }
    };
    parts.iter().enumerate().map(of).collect()
}

/// The scale on which every bar and its words find room.
pub(super) fn grid(sheet: &Sheet, lengths: &Lengths, parts: &[Part], choice: Choice) -> Grid {
    let (u, room) = (sheet.unit, sheet.room);
    let rows = || parts.iter().filter_map(|p| if let Part::Row(row) = p { Some(row.as_ref()) } else { None });
    let column = rows().map(|r| r.title.width.max(if choice.performers && r.known { r.by.width } else { 0.0 }));
    let x0 = if choice.stacked { room.x } else { room.x + column.fold(0.0, f64::max) + 16.0 * u };
    let width = (room.right() - x0).max(1.0);
    let mut longest = 1.0_f64;
    let mut second = f64::INFINITY;
    for row in rows() {
        for (n, statement) in row.statements.iter().enumerate() {
            let high = f64::from(statement.seconds[1]);
            longest = longest.max(high);
            let words = label(sheet, lengths, row, n, width * if choice.stacked { 0.6 } else { 0.5 }).width;
            second = second.min((width - words - 14.0 * u) / high);
        }
    }
    let second = if second.is_finite() { second.min(width / longest) } else { width / longest };
    Grid { choice, x0, second: second.max(width * 0.3 / longest), right: room.right(), longest }
}

/// The words beside a statement's mark.
pub(super) fn label(sheet: &Sheet, lengths: &Lengths, row: &Row, n: usize, width: f64) -> Run {
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
