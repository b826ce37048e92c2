//! Every problem in the text of catalogues, with its place.
//!
//! Slower than reading a catalogue, and only done where that failed. Each file is walked through once
//! ([`walk`]), held against the shape that the JSON Schema tells ([`shape`]), with a scanner that knows where
//! everything is ([`scan`]). What files say of each other's ids is looked at when all are read ([`known`],
//! [`cycles`], [`conflicts`]).

mod conflicts;
mod cycles;
mod known;
mod report;
mod scan;
mod shape;
mod walk;
mod words;

use std::sync::LazyLock;

use known::{Known, at};
use report::{Draft, Report};
use scan::{Scanner, Span, Syntax};
use shape::{ObjectShape, Shape};
use walk::Walker;

use super::problem::Problems;
use super::suggest::Suggester;

/// A file's name and its bytes, without a byte order mark.
pub type Source<'t> = (&'t str, &'t [u8]);

/// Finds every problem in `files`. None is found in what is valid.
pub fn diagnose(files: &[Source]) -> Problems {
    static SHAPE: LazyLock<ObjectShape> = LazyLock::new(Shape::of_catalogue);
    let mut report = Report::default();
    let mut known = Known::default();
    let mut suggester = Suggester::default();
    let texts: Vec<&str> = files.iter().map(|(_, bytes)| valid(bytes)).collect();
    for (file, text) in texts.iter().enumerate() {
        let mut walker = Walker {
            scanner: Scanner::new(text, 0),
            file,
            known: &mut known,
            suggester: &mut suggester,
            report: &mut report,
            list: None,
            entry: None,
        };
        let broken = read(&mut walker, &SHAPE, files[file].1, text);
        if let Some((span, draft)) = broken {
            known.is_partial = [true; 5];
            report.add(at(file, span), || draft);
        }
    }
    known.report_references(&texts, &mut suggester, &mut report);
    cycles::report_cycles(&known.broader, &mut report);
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    conflicts::report_conflicts(&known, &names, &texts, &mut report);
    report.finish(files)
}

/// As much of `bytes` as is UTF-8.
fn valid(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Walks through a file; gives what kept it from being read to its end.
fn read(walker: &mut Walker, shape: &ObjectShape, bytes: &[u8], text: &str) -> Option<(Span, Draft)> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        let draft = Draft::new("empty", "the file is empty");
        let hint = "the shortest catalogue is {\"version\": 1}".to_string();
        return Some((Span { start: 0, len: 0 }, draft.hint(hint)));
    }
    let walked = walker.walk(shape);
    let is_cut = text.len() < bytes.len();
    match walked {
        Err(syntax) if !(is_cut && (syntax.code == "truncated" || syntax.at.end() == text.len())) => {
            Some(broken(syntax, walker.file))
        }
        _ if is_cut => Some(no_utf8(bytes, text.len())),
        _ => None,
    }
}

fn broken(syntax: Syntax, file: usize) -> (Span, Draft) {
    let mut draft = Draft::new(syntax.code, syntax.message).label(syntax.label).hint(syntax.hint);
    if let Some(opened) = syntax.opened {
        draft = draft.also(at(file, opened), "opened here, and never closed");
    }
    (syntax.at, draft)
}

fn no_utf8(bytes: &[u8], first: usize) -> (Span, Draft) {
    let message = format!("the byte 0x{:02x} is not UTF-8", bytes[first]);
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let hint = if is_utf16 { "this looks like UTF-16: save the file as UTF-8" } else { "save the file as UTF-8" };
    (Span { start: first, len: 1 }, Draft::new("not-utf8", message).hint(hint.to_string()))
}
