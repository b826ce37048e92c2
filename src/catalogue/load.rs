//! From the bytes of files to a catalogue, or to every problem in them.

use std::borrow::Cow;

use super::diagnose::diagnose;
use super::entities::Catalogue;
use super::file::{CatalogueFile, Object};
use super::merge::merge;
use super::problem::{Problem, Problems};
use super::resolve::resolve;
use super::visible::visible;

/// A file that was read, or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input<'a> {
    /// How messages name it: the path as it was given, “standard input” or “built-in catalogue”.
    pub name: String,
    /// What is in it: JSON in UTF-8; a byte order mark before it is skipped.
    pub bytes: Cow<'a, [u8]>,
}

impl<'a> Input<'a> {
    /// Bytes under a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The bytes without a byte order mark.
    fn json(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes)
    }

    /// The catalogue that is compiled in.
    pub fn builtin() -> Input<'static> {
        Input::new("built-in catalogue", include_str!("../../data/storylines.json").as_bytes())
    }
}

/// Reads a catalogue; several inputs are merged.
///
/// What is valid is read by `serde_json` at full speed. Only where that fails is the text walked through again, by
/// a slower reader that finds every problem and its place.
///
/// # Errors
/// Every problem of every input.
pub fn load(inputs: &[Input]) -> Result<Catalogue, Problems> {
    fast(inputs).map_err(|problem| {
        let files: Vec<(&str, &[u8])> = inputs.iter().map(|input| (input.name.as_str(), input.json())).collect();
        let problems = diagnose(&files);
        if problems.total > 0 { problems } else { problem.into() }
    })
}

/// Reads what is valid; the first fault ends it.
fn fast(inputs: &[Input]) -> Result<Catalogue, Problem> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        let file = serde_json::from_slice::<Object<CatalogueFile>>(input.json());
        files.push(file.map_err(|error| unread(&format!("{}: {error}", input.name)))?.0);
    }
    let merged = merge(files);
    if merged.is_faulty || !merged.conflicts.is_empty() {
        return Err(unread("the files cannot be merged"));
    }
    resolve(merged.file).map_err(|error| unread(&error.to_string()))
}

/// A problem of which only the fast reader knows.
fn unread(message: &str) -> Problem {
    Problem::without_place("unreadable", visible(message))
}
