//! What is known of the videos' lengths, the longest first.

use std::cmp::Reverse;

use serde::Serialize;

use super::show::{ShownRuntime, ShownSource, shown_runtime, shown_sources};
use super::{Answer, Column, Table, cut, cut_note, prose};
use crate::catalogue::{Catalogue, Kind, Measures, Name, Node, Runtime};

/// Which videos.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuntimesParams {
    /// Only so many of the videos whose runtime is known, and as many of each other list.
    pub top: Option<usize>,
}

/// What is known of the videos' lengths. Every video is in one of the three lists, before the cut.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "runtimes")]
pub struct RuntimesAnswer<'a> {
    /// How many runtimes are known, of how many only the song's length, and how many are unknown.
    pub counts: super::RuntimeCounts,
    /// Videos whose own runtime is known: by the middle of what the statement allows, falling, then by id.
    pub videos: Vec<VideoRuntime<'a>>,
    /// Videos of which only the song's length is known, likewise by that.
    pub songs: Vec<VideoRuntime<'a>>,
    /// Videos of which neither is known, by id.
    pub unknown: Vec<VideoRuntime<'a>>,
    /// The sources of all this, by id.
    pub sources: Vec<ShownSource<'a>>,
}

/// A video and what is stated of its length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VideoRuntime<'a> {
    /// The video.
    pub video: Name<'a>,
    /// What it is called.
    pub title: &'a str,
    /// Whose it is.
    pub performers: Vec<Name<'a>>,
    /// How many themes it carries.
    pub themes: usize,
    /// The statement that counts: the runtime, or the song's length where only that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime: Option<ShownRuntime<'a>>,
    /// What else is stated, in the catalogue's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<ShownRuntime<'a>>,
}

/// What is known of the videos' lengths.
pub fn runtimes<'a>(catalogue: &'a Catalogue, params: &RuntimesParams) -> RuntimesAnswer<'a> {
    let (mut known, mut songs, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let rank = |at: usize, runtime: &Runtime| {
        let (shortest, longest) = runtime.range();
        Reverse((u64::from(shortest) + u64::from(longest), Reverse(at)))
    };
    for (at, video) in catalogue.videos.iter().enumerate() {
        let first = |measures| catalogue[video.runtimes].iter().position(|runtime| runtime.measures == measures);
        match (first(Measures::Video), first(Measures::Song)) {
            (Some(statement), _) => known.push((rank(at, &catalogue[video.runtimes][statement]), at, Some(statement))),
            (None, Some(statement)) => {
                songs.push((rank(at, &catalogue[video.runtimes][statement]), at, Some(statement)));
            }
            (None, None) => unknown.push((Reverse((0, Reverse(at))), at, None)),
        }
    }
    let rows = |mut ranked: Vec<(_, usize, Option<usize>)>| {
        ranked.sort_unstable();
        cut(&mut ranked, params.top);
        ranked.into_iter().map(|(_, at, statement)| row(catalogue, at, statement)).collect::<Vec<_>>()
    };
    let (videos, songs, unknown) = (rows(known), rows(songs), rows(unknown));
    let all = videos.iter().chain(&songs).chain(&unknown);
    let ids = all.flat_map(|row| row.runtime.iter().chain(&row.others)).filter_map(|statement| statement.source);
    let sources = shown_sources(catalogue, ids);
    RuntimesAnswer { counts: super::runtime_counts(catalogue), videos, songs, unknown, sources }
}

fn row(catalogue: &Catalogue, at: usize, statement: Option<usize>) -> VideoRuntime<'_> {
    let video = &catalogue.videos[at];
    let others = catalogue[video.runtimes].iter().enumerate().filter(|(other, _)| Some(*other) != statement);
    VideoRuntime {
        video: catalogue.name(Node { kind: Kind::Video, index: at as u32 }),
        title: &video.title,
        performers: catalogue[video.performers].iter().map(|&performer| catalogue.name(performer)).collect(),
        themes: video.themes.len(),
        runtime: statement.map(|statement| shown_runtime(catalogue, video, &catalogue[video.runtimes][statement])),
        others: others.map(|(_, runtime)| shown_runtime(catalogue, video, runtime)).collect(),
    }
}

impl Answer for RuntimesAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let source = |id: Option<&str>| {
            let source = self.sources.iter().find(|source| Some(source.id) == id);
            source.map_or("", |source| source.publisher.unwrap_or(source.title)).to_string()
        };
        let row = |row: &VideoRuntime| {
            let by: Vec<&str> = row.performers.iter().map(|performer| performer.label).collect();
            let length = row.runtime.as_ref().map_or_else(|| "unknown".to_string(), ShownRuntime::words);
            let read = source(row.runtime.as_ref().and_then(|runtime| runtime.source));
            vec![row.title.to_string(), by.join(", "), length, read]
        };
        let titles = |rows: &[VideoRuntime]| {
            let titles: Vec<&str> = rows.iter().map(|row| row.title).collect();
            prose::list(&titles)
        };
        let mut notes: Vec<String> = cut_note(self.videos.len(), self.counts.video, "runtimes").into_iter().collect();
        if !self.songs.is_empty() {
            notes.push(format!("Only the song's length is known of {}.", titles(&self.songs)));
        }
        if !self.unknown.is_empty() {
            notes.push(format!("Nothing is known of the length of {}.", titles(&self.unknown)));
        }
        Table {
            title: None,
            columns: vec![
                Column::words("Video"),
                Column::words("By"),
                Column::numbers("Runtime"),
                Column::words("Source"),
            ],
            rows: self.videos.iter().map(row).collect(),
            notes,
        }
    }
}
