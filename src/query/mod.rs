//! Floor 3: one file a question; parameters in, an answer out.
//!
//! An answer borrows its words from the catalogue. It serializes to the JSON of the command line's contract
//! and lays itself out as a [`Table`], from which the terminal, CSV and Markdown are made.

pub mod families;
pub mod prose;
mod sources;

pub use sources::source_line;

use crate::catalogue::Catalogue;

/// What every question answers with.
pub trait Answer: serde::Serialize {
    /// The answer as a table for people.
    fn table(&self, catalogue: &Catalogue) -> Table;
}

/// An answer as rows of words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// A sentence above the table.
    pub title: Option<String>,
    /// What stands over each column.
    pub columns: Vec<Column>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<String>>,
    /// Sentences below the table: what was left out, what is not known.
    pub notes: Vec<String>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands over it.
    pub heading: &'static str,
    /// How its cells are set.
    pub align: Align,
}

/// Where in its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}
