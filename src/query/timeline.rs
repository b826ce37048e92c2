//! Videos by the time they came out, and themes through the years.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Answer, Column, Table, cut};
use crate::catalogue::{Catalogue, Date, Kind, Name, Node};
use crate::graph::Overlap;

/// How much of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineParams {
    /// Only so many themes, those that most dated videos carry.
    pub themes: Option<usize>,
}

/// Videos by the time they came out, and themes through the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "timeline")]
pub struct TimelineAnswer<'a> {
    /// The videos whose date is known: by date, the vaguer first, then by id.
    pub videos: Vec<DatedVideo<'a>>,
    /// The videos whose date is not known, by id.
    pub undated: Vec<Name<'a>>,
    /// How many videos came out, year by year, without the years that had none.
    pub years: Vec<YearCount>,
    /// The themes that two or more dated videos carry: by first year, then number of videos falling, then by id.
    pub themes: Vec<TimelineTheme<'a>>,
}

/// A video and its date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatedVideo<'a> {
    /// The video.
    pub video: Name<'a>,
    /// Whose it is.
    pub performers: Vec<Name<'a>>,
    /// As exact as it is known: `2014`, `2014-03` or `2014-03-02`.
    pub released: String,
    /// The date's year.
    pub year: u16,
    /// Its month, 1 to 12, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// Its day, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
    /// The id of the date's source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// What the video carries, by id.
    pub themes: Vec<Name<'a>>,
}

/// A year and its number of videos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearCount {
    /// The year.
    pub year: u16,
    /// How many videos.
    pub videos: usize,
}

/// A theme through the years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// How many dated videos carry it.
    pub videos: usize,
    /// In which years they came out.
    pub years: Vec<YearCount>,
}

/// Videos by the time they came out, and themes through the years.
pub fn timeline<'a>(catalogue: &'a Catalogue, params: &TimelineParams) -> TimelineAnswer<'a> {
    let date = |video: u32| catalogue.videos[video as usize].released;
    let (dated, undated): (Vec<u32>, Vec<u32>) =
        (0..catalogue.videos.len() as u32).partition(|&video| date(video).is_some());
    let mut dated: Vec<(Date, u32)> = dated.into_iter().filter_map(|video| Some((date(video)?, video))).collect();
    dated.sort_unstable();
    let overlap = Overlap::among(catalogue, false, |video| date(video).is_some());
    let years = |videos: &mut dyn Iterator<Item = u32>| {
        let mut years: BTreeMap<u16, usize> = BTreeMap::new();
        videos.filter_map(date).for_each(|date| *years.entry(date.year()).or_default() += 1);
        years.into_iter().map(|(year, videos)| YearCount { year, videos }).collect::<Vec<_>>()
    };
    let mut themes: Vec<Node> = catalogue.nodes(Kind::Theme).collect();
    themes.retain(|theme| overlap.carriers(theme.index).len() >= 2);
    themes.sort_by_key(|theme| Reverse(overlap.carriers(theme.index).len()));
    cut(&mut themes, params.themes);
    let theme = |node: Node| {
        let carriers = overlap.carriers(node.index);
        let years = years(&mut carriers.iter().copied());
        TimelineTheme { theme: catalogue.name(node), videos: carriers.len(), years }
    };
    let mut themes: Vec<TimelineTheme> = themes.into_iter().map(theme).collect();
    themes.sort_by_key(|theme| theme.years.first().map(|year| year.year));
    TimelineAnswer {
        videos: dated.iter().map(|&(date, video)| dated_video(catalogue, date, video)).collect(),
        undated: undated.into_iter().map(|video| catalogue.name(Node::video(video))).collect(),
        years: years(&mut dated.iter().map(|&(_, video)| video)),
        themes,
    }
}

fn dated_video(catalogue: &Catalogue, date: Date, index: u32) -> DatedVideo<'_> {
    let video = &catalogue.videos[index as usize];
    DatedVideo {
        video: catalogue.name(Node::video(index)),
        performers: catalogue[video.performers].iter().map(|&performer| catalogue.name(performer)).collect(),
        released: date.to_string(),
        year: date.year(),
        month: date.month(),
        day: date.day(),
        source: video.source_of("released").map(|source| catalogue.source_at(source).id.as_str()),
        themes: catalogue[video.themes].iter().map(|carried| catalogue.name(Node::theme(carried.theme))).collect(),
    }
}

impl Answer for TimelineAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let labels = |names: &[Name]| names.iter().map(|name| name.label).collect::<Vec<_>>().join(", ");
        let row = |video: &DatedVideo| {
            vec![
                video.released.clone(),
                video.video.label.to_string(),
                labels(&video.performers),
                labels(&video.themes),
            ]
        };
        let undated = (!self.undated.is_empty()).then(|| format!("Without a date: {}.", labels(&self.undated)));
        Table {
            title: None,
            columns: vec![
                Column::words("Released"),
                Column::words("Video"),
                Column::words("By"),
                Column::words("Themes"),
            ],
            rows: self.videos.iter().map(row).collect(),
            notes: undated.into_iter().collect(),
        }
    }
}
