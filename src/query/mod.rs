//! Floor 3: one file a question; parameters in, an answer out.
//!
//! An answer borrows its words from the catalogue. It serializes to the JSON of the command line's contract
//! and lays itself out as a [`Table`], from which the terminal, CSV and Markdown are made. Words come out as
//! the catalogue has them: whoever shows them cleans and shortens them for the place.

pub mod families;
pub mod prose;
mod sources;

pub use sources::source_line;

use std::ops::ControlFlow;

use crate::catalogue::Catalogue;

mod check;
mod cooccurrence;
mod counts;
mod list;
mod matrix;
mod path;
mod ranges;
mod runtimes;
pub mod sentences;
mod seriation;
mod shared;
mod shared_among;
mod shared_by_theme;
mod show;
mod similar;
mod stats;
mod theme_counts;
mod timeline;
mod top_pairs;

pub use check::*;
pub use cooccurrence::*;
pub use counts::*;
pub use list::*;
pub use matrix::*;
pub use path::*;
pub use ranges::*;
pub use runtimes::*;
pub use shared::*;
pub use shared_among::*;
pub use shared_by_theme::*;
pub use show::*;
pub use similar::*;
pub use stats::*;
pub use theme_counts::*;
pub use timeline::*;

/// What every question answers with.
pub trait Answer: serde::Serialize {
    /// The answer as a table for people.
    fn table(&self, catalogue: &Catalogue) -> Table;
}

/// An answer that may be too long to be held: its rows come one after another.
pub trait Stream: serde::Serialize {
    /// The table without its rows.
    fn head(&self) -> Table;

    /// Calls `each` with the cells of row after row, until it breaks off.
    fn for_each_row(&self, each: &mut dyn FnMut(Vec<String>) -> ControlFlow<()>);
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

impl Column {
    /// A column of words.
    pub const fn words(heading: &'static str) -> Self {
        Self { heading, align: Align::Left }
    }

    /// A column of numbers.
    pub const fn numbers(heading: &'static str) -> Self {
        Self { heading, align: Align::Right }
    }
}

/// Keeps the first `top` of `items`, all where there is none.
fn cut<T>(items: &mut Vec<T>, top: Option<usize>) {
    items.truncate(top.unwrap_or(usize::MAX));
}

/// A note that only the first `shown` of `total` are shown, where that is not all.
fn cut_note(shown: usize, total: usize, what: &str) -> Option<String> {
    (shown < total).then(|| format!("These are the first {shown} of {total} {what}."))
}
