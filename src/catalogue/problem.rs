//! What is wrong with a catalogue, and where.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The most problems that are told one by one; the rest are counted.
pub const MOST_TOLD: usize = 100;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as it was named by whoever asked.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// Which character of the line, from 1.
    pub column: usize,
    /// How many characters are meant; within the line.
    pub length: usize,
    /// The line, or a window of it where it is long, with visible signs for control characters.
    pub text: String,
    /// Where the place begins in `text`, in characters from 0.
    #[serde(skip)]
    pub at: usize,
    /// What is to be seen there; may be empty.
    pub label: String,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem, in kebab-case; stays the same when messages are reworded.
    pub code: &'static str,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where: the fault itself first, then what else it has to do with. Empty if it is nowhere in a file.
    pub places: Vec<Place>,
    /// What may help.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem that has no place in a file.
    pub fn without_place(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), places: Vec::new(), hint: None }
    }
}

/// As `check --format json` gives it: `code`, `message`, `file`, `line`, `column`, `length`, `text`, `label`,
/// `hint`, and in `also` the other places. What does not exist is null.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let first = self.places.first();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code)?;
        map.serialize_entry("message", &self.message)?;
        map.serialize_entry("file", &first.map(|p| &p.file))?;
        map.serialize_entry("line", &first.map(|p| p.line))?;
        map.serialize_entry("column", &first.map(|p| p.column))?;
        map.serialize_entry("length", &first.map(|p| p.length))?;
        map.serialize_entry("text", &first.map(|p| &p.text))?;
        map.serialize_entry("label", &first.map(|p| &p.label))?;
        map.serialize_entry("hint", &self.hint)?;
        map.serialize_entry("also", self.places.get(1..).unwrap_or(&[]))?;
        map.end()
    }
}

/// Everything that is wrong: the first [`MOST_TOLD`] problems in the order of the files, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// The first problems, at most [`MOST_TOLD`].
    pub list: Vec<Problem>,
    /// How many there are in all.
    pub total: usize,
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self { list: vec![problem], total: 1 }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::render(self, false))
    }
}

impl std::error::Error for Problems {}
