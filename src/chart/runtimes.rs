//! How long the videos run: ranked bars, and the names of those whose runtime nobody states.

mod draw;
mod plan;
mod words;

use super::{ChartError, Input};
use crate::catalogue::{Catalogue, Measures, Precision};
use crate::picture::Picture;
use crate::query::{RuntimesAnswer, RuntimesParams, ShownRuntime, VideoRuntime, runtimes};

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let answer = runtimes(input.catalogue, &RuntimesParams::default());
    draw::draw(input, &Lengths::of(input.catalogue, &answer))
}

/// What is known of the videos' lengths.
struct Lengths<'a> {
    catalogue: &'a Catalogue,
    answer: &'a RuntimesAnswer<'a>,
    /// Longest first.
    known: Vec<&'a VideoRuntime<'a>>,
    /// Those of which the song's length is known first.
    unknown: Vec<&'a VideoRuntime<'a>>,
}

impl<'a> Lengths<'a> {
    fn of(catalogue: &'a Catalogue, answer: &'a RuntimesAnswer<'a>) -> Self {
        let unknown = answer.songs.iter().chain(&answer.unknown).collect();
        Self { catalogue, answer, known: answer.videos.iter().collect(), unknown }
    }

    fn total(&self) -> usize {
        self.known.len() + self.unknown.len()
    }

    /// Who states it.
    fn source(&self, statement: &ShownRuntime) -> &'a str {
        let source = self.answer.sources.iter().find(|source| Some(source.id) == statement.source);
        source.map_or("", |source| source.publisher.unwrap_or(source.title))
    }
}

/// Everything stated of a video: of the video itself first, then of other cuts, then of the song.
fn statements<'a>(row: &'a VideoRuntime<'a>) -> Vec<&'a ShownRuntime<'a>> {
    let mut all: Vec<&ShownRuntime> = row.runtime.iter().chain(&row.others).collect();
    all.sort_by_key(|statement| match statement.measures {
        Measures::Video => 0,
        Measures::OtherCut => 1,
        Measures::Song => 2,
    });
    all
}

fn exact(statement: &ShownRuntime) -> bool {
    statement.precision == Precision::Exact
}
