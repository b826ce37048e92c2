//! How long the videos run: ranked bars, and the names of those whose runtime nobody states.

mod draw;
mod words;

use super::{ChartError, Input};
use crate::catalogue::{Catalogue, Measures, Precision, Runtime, Video};
use crate::picture::Picture;

/// Draws the chart.
pub(super) fn draw(input: &Input) -> Result<Picture, ChartError> {
    let answer = Answer::of(input.catalogue);
    draw::draw(input, &answer)
}

/// What is known of the videos' lengths.
struct Answer<'a> {
    catalogue: &'a Catalogue,
    /// Longest first.
    known: Vec<&'a Video>,
    /// By id.
    unknown: Vec<&'a Video>,
}

impl<'a> Answer<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        let (mut known, unknown): (Vec<&Video>, Vec<&Video>) =
            catalogue.videos.iter().partition(|v| v.runtime().is_some());
        known.sort_by_key(|v| std::cmp::Reverse(v.runtime().map(|r| (middle(r), r.range().1))));
        Self { catalogue, known, unknown }
    }

    fn total(&self) -> usize {
        self.known.len() + self.unknown.len()
    }
}

/// Twice the middle of what a statement allows, in seconds.
fn middle(runtime: &Runtime) -> u32 {
    let (low, high) = runtime.range();
    low + high
}

/// Statements other than the runtime itself: of the video first, then of other cuts, then of the song.
fn others(video: &Video) -> Vec<&Runtime> {
    let main = video.runtime();
    let mut others: Vec<&Runtime> =
        video.runtimes.iter().filter(|r| !main.is_some_and(|main| std::ptr::eq(main, *r))).collect();
    others.sort_by_key(|r| match r.measures {
        Measures::Video => 0,
        Measures::OtherCut => 1,
        Measures::Song => 2,
    });
    others
}

fn exact(runtime: &Runtime) -> bool {
    runtime.precision == Precision::Exact
}
