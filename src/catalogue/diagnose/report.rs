//! Collects problems and gives them their lines. However many there are, only the first are kept.

use std::collections::BinaryHeap;

use super::scan::Span;
use crate::catalogue::problem::{MOST_TOLD, Place, Problem, Problems};
use crate::catalogue::visible::shown;

/// The widest line, in characters, that is shown whole; a longer one is cut to a window of this width.
const WIDEST: usize = 100;
/// How much of a long line is shown before the fault.
const BEFORE: usize = 40;

/// Some bytes of one of the files. Ordered as they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    pub file: usize,
    pub span: Span,
}

/// A problem whose places have no lines yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
    /// What is to be seen at the fault.
    pub label: String,
    /// What else it has to do with, and what is to be seen there.
    pub also: Vec<(At, String)>,
}

impl Draft {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, label: String::new(), also: Vec::new() }
    }
    pub fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        self.hint = hint.into();
        self
    }
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
    pub fn also(mut self, at: At, label: impl Into<String>) -> Self {
        self.also.push((at, label.into()));
        self
    }
}

/// A draft in its place, ordered by that place alone.
struct Kept {
    order: (usize, usize, usize),
    at: At,
    draft: Draft,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Kept {}
impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Kept {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order.cmp(&other.order)
    }
}

/// The problems found so far: the first [`MOST_TOLD`] by place, and how many there are.
#[derive(Default)]
pub struct Report {
    kept: BinaryHeap<Kept>,
    total: usize,
}

impl Report {
    /// How many problems there are.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Adds the problem at `at`; `draft` is only called where the problem is kept.
    pub fn add(&mut self, at: At, draft: impl FnOnce() -> Draft) {
        let order = (at.file, at.span.start, self.total);
        self.total += 1;
        if self.kept.len() == MOST_TOLD {
            if self.kept.peek().is_some_and(|last| last.order < order) {
                return;
            }
            self.kept.pop();
        }
        self.kept.push(Kept { order, at, draft: draft() });
    }

    /// Gives every problem its lines. `files` are the names and contents that the places lie in.
    pub fn finish(self, files: &[(&str, &[u8])]) -> Problems {
        let total = self.total;
        let kept = self.kept.into_sorted_vec();
        let mut wanted: Vec<(usize, usize)> = Vec::new();
        for one in &kept {
            wanted.push((one.at.file, one.at.span.start));
            wanted.extend(one.draft.also.iter().map(|(at, _)| (at.file, at.span.start)));
        }
        wanted.sort_unstable();
        wanted.dedup();
        let lines = lines(&wanted, files);
        let place = |at: At, label: String| {
            let found = wanted.binary_search(&(at.file, at.span.start)).ok()?;
            let (name, bytes) = files[at.file];
            Some(place(name, bytes, at.span, lines[found], label))
        };
        let list = kept.into_iter().map(|Kept { at, draft, .. }| Problem {
            code: draft.code,
            message: draft.message,
            places: std::iter::once((at, draft.label))
                .chain(draft.also)
                .filter_map(|(at, label)| place(at, label))
                .collect(),
            hint: draft.hint,
        });
        Problems { list: list.collect(), total }
    }
}

/// Where a position lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    /// From 1.
    number: usize,
    /// Where the line begins.
    start: usize,
    /// How many characters of the line lie before the position.
    before: usize,
}

/// The lines of sorted positions, in one pass over each file.
fn lines(wanted: &[(usize, usize)], files: &[(&str, &[u8])]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(wanted.len());
    let mut last: Option<(usize, usize, Line)> = None;
    for &(file, at) in wanted {
        let (from, mut line) = match last {
            Some((same, from, line)) if same == file => (from, line),
            _ => (0, Line { number: 1, start: 0, before: 0 }),
        };
        let passed = &files[file].1[from..at];
        let ends = passed.iter().filter(|&&b| b == b'\n').count();
        if let Some(end) = passed.iter().rposition(|&b| b == b'\n').filter(|_| ends > 0) {
            line = Line { number: line.number + ends, start: from + end + 1, before: characters(&passed[end + 1..]) };
        } else {
            line.before += characters(passed);
        }
        lines.push(line);
        last = Some((file, at, line));
    }
    lines
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

fn place(file: &str, bytes: &[u8], span: Span, line: Line, label: String) -> Place {
    let end_of_line = |limit: usize| {
        let rest = &bytes[span.start..bytes.len().min(span.start + limit)];
        let rest = &rest[..rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())];
        rest.strip_suffix(b"\r").unwrap_or(rest)
    };
    // A character has four bytes at most; a little more is taken than can be shown.
    let mut after: Vec<char> = String::from_utf8_lossy(end_of_line(4 * WIDEST + 8)).chars().map(shown).collect();
    let within = span.len.min(end_of_line(span.len.max(1)).len());
    let length = characters(&bytes[span.start..span.start + within]).max(1);
    let from = line.start.max(span.start.saturating_sub(4 * WIDEST + 8));
    let mut before: Vec<char> = String::from_utf8_lossy(&bytes[from..span.start]).chars().map(shown).collect();
    let is_whole = from == line.start && before.len() + after.len() <= WIDEST;
    if !is_whole {
        if line.before > BEFORE {
            before.drain(..before.len().saturating_sub(BEFORE - 1));
            before.insert(0, '…');
        }
        if before.len() + after.len() > WIDEST {
            after.truncate(WIDEST.saturating_sub(before.len() + 1));
            after.push('…');
        }
    }
    Place {
        file: file.into(),
        line: line.number,
        column: line.before + 1,
        length,
        at: before.len(),
        text: before.into_iter().chain(after).collect(),
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize, len: usize) -> At {
        At { file: 0, span: Span { start, len } }
    }

    fn one(text: &str, start: usize, len: usize) -> Place {
        let mut report = Report::default();
        report.add(at(start, len), || Draft::new("x", "x"));
        report.finish(&[("f", text.as_bytes())]).list.remove(0).places.remove(0)
    }

    #[test]
    fn columns_count_characters_and_lines_end_in_either_way() {
        let text = "{\r\n  \"하루\": 1\n}";
        let place = one(text, text.find('1').unwrap(), 1);
        assert_eq!((place.line, place.column, place.text.as_str()), (2, 9, "  \"하루\": 1"));
        assert_eq!(one(text, 0, 1).text, "{");
    }

    #[test]
    fn a_long_line_is_cut_around_the_fault_and_keeps_its_column() {
        let text = format!("{}!{}", "가".repeat(1000), "나".repeat(1000));
        let place = one(&text, 3000, 1);
        assert_eq!((place.column, place.at, place.length), (1001, 40, 1));
        assert_eq!(place.text, format!("…{}!{}…", "가".repeat(39), "나".repeat(58)));
    }

    #[test]
    fn a_long_fault_is_cut_with_its_line() {
        let place = one(&"x".repeat(50_000), 3, 40_000);
        assert_eq!(place.text.chars().count(), WIDEST);
        assert_eq!(place.length, 40_000);
    }

    #[test]
    fn a_fault_ends_with_its_line() {
        let place = one("ab\ncd", 1, 4);
        assert_eq!((place.length, place.text.as_str()), (1, "ab"));
    }

    #[test]
    fn a_fault_at_the_end_of_the_text_has_a_place() {
        let place = one("ab", 2, 0);
        assert_eq!((place.line, place.column, place.at, place.length), (1, 3, 2, 1));
    }

    #[test]
    fn the_first_hundred_problems_by_place_are_told_and_all_are_counted() {
        let mut report = Report::default();
        for start in (0..300).rev() {
            report.add(at(start, 1), || Draft::new("x", start.to_string()));
        }
        let problems = report.finish(&[("f", &[b'x'; 300])]);
        assert_eq!((problems.total, problems.list.len()), (300, 100));
        assert_eq!((problems.list[0].message.as_str(), problems.list[99].message.as_str()), ("0", "99"));
    }

    #[test]
    fn positions_of_several_lines_are_found_in_one_pass() {
        let found = lines(&[(0, 0), (0, 2), (0, 3), (0, 7), (1, 1)], &[("a", b"ab\ncde\nf"), ("b", b"xy")]);
        let found: Vec<(usize, usize)> = found.iter().map(|l| (l.number, l.before)).collect();
        assert_eq!(found, [(1, 0), (1, 2), (2, 0), (3, 0), (1, 1)]);
    }
}
