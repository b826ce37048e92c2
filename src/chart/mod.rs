//! Floor 4: an answer drawn by plotters into a picture; one file a chart.
//!
//! [`CHARTS`] lists them. Every one takes an [`Input`] and gives a [`Picture`] with title, subtitle, source line and alternative
//! text. A chart never counts: it draws what a query answered.

mod backend;
mod columns;
mod common;
mod cooccurrence;
mod flex;
mod labels;
mod matrix;
mod runtimes;
mod scatter;
mod sheet;
mod themes;
mod timeline;

use crate::catalogue::Catalogue;
use crate::picture::{Picture, Setting};
use crate::text::Fonts;

/// What a chart is drawn from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// What is known.
    pub catalogue: &'a Catalogue,
    /// What text is set with.
    pub fonts: &'a Fonts,
    /// How it is set.
    pub setting: &'a Setting,
}

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// plotters refused.
    #[error("the chart could not be drawn: {0}")]
    Plot(String),
}

impl<E: std::error::Error + Send + Sync> From<plotters::drawing::DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: plotters::drawing::DrawingAreaErrorKind<E>) -> Self {
        Self::Plot(error.to_string())
    }
}

/// A row of [`CHARTS`].
pub struct ChartKind {
    /// What it is called on the command line and in file names.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub description: &'static str,
    /// Draws it.
    pub draw: fn(&Input) -> Result<Picture, ChartError>,
}

/// Every chart.
pub const CHARTS: &[ChartKind] = &[
    ChartKind {
        name: "runtimes",
        description: "how long the videos run, and whose runtime nobody states",
        draw: runtimes::draw,
    },
    ChartKind {
        name: "themes",
        description: "how many videos carry each theme, by weight, under broader themes",
        draw: themes::draw,
    },
    ChartKind {
        name: "matrix",
        description: "which video carries which theme, with like beside like",
        draw: matrix::draw,
    },
    ChartKind {
        name: "co-occurrence",
        description: "which themes come together, and in how many videos",
        draw: cooccurrence::draw,
    },
    ChartKind {
        name: "runtime-vs-themes",
        description: "runtime against the number of themes, unknown runtimes in a strip of their own",
        draw: scatter::draw,
    },
    ChartKind {
        name: "timeline",
        description: "videos by release, and the themes they share through the years",
        draw: timeline::draw,
    },
];
