//! The videos most like one, by the themes they share, the rarer the more.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Answer, Column, Table, cut, cut_note};
use crate::catalogue::{Catalogue, Kind, Name, Node};
use crate::graph::Overlap;

/// Like which video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarParams {
    /// The video.
    pub video: Node,
    /// Whether two videos may share a broader theme of theirs.
    pub broader: bool,
    /// Only so many videos.
    pub top: Option<usize>,
}

/// The videos that share a theme with one: score falling, then by id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "similar")]
pub struct SimilarAnswer<'a> {
    /// The video that was asked about.
    pub video: Name<'a>,
    /// The videos like it.
    pub results: Vec<SimilarVideo<'a>>,
    /// How many share a theme with it, before the cut.
    #[serde(skip)]
    pub total: usize,
}

/// A video, how like, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarVideo<'a> {
    /// The video.
    pub video: Name<'a>,
    /// From 0, where all that they share is in every video, to 1, where they carry the same themes.
    pub score: f64,
    /// What the two share, by id.
    pub themes: Vec<Name<'a>>,
}

/// A score as a whole number of millionths, so that what looks the same ranks the same.
fn millionths(score: f64) -> u32 {
    libm::round(score * 1e6) as u32
}

/// The videos that share a theme with `params.video`, the most similar first.
///
/// The score is a Jaccard index weighted by inverse document frequency (Spärck Jones 1972): Σ idf of the shared
/// themes ÷ Σ idf of the united themes, where idf = ln(videos ÷ videos that carry the theme), rounded to six
/// places. With `broader`, every theme above one that a video carries is carried too, and counts as its own
/// rarity says. A node that is no video is like nothing.
pub fn similar<'a>(catalogue: &'a Catalogue, params: &SimilarParams) -> SimilarAnswer<'a> {
    let overlap = Overlap::of(catalogue, params.broader);
    let me = params.video;
    let videos = catalogue.videos.len() as f64;
    let idf = |theme: u32| match overlap.carriers(theme).len() {
        0 => 0.0,
        carriers => libm::log(videos / carriers as f64),
    };
    let idf: Vec<f64> = (0..catalogue.themes.len() as u32).map(idf).collect();
    let partners = if me.kind == Kind::Video { overlap.partners(me.index) } else { Vec::new() };
    let score = |other: u32| {
        let sum = |themes: &[u32]| themes.iter().map(|&theme| idf[theme as usize]).sum::<f64>();
        let (mine, theirs) = (overlap.themes(me.index), overlap.themes(other));
        let shared: f64 =
            theirs.iter().filter(|theme| mine.binary_search(theme).is_ok()).map(|&theme| idf[theme as usize]).sum();
        let united = sum(mine) + sum(theirs) - shared;
        if united > 0.0 { shared / united } else { 0.0 }
    };
    let mut ranked: Vec<(Reverse<u32>, u32)> = partners.iter().map(|&v| (Reverse(millionths(score(v))), v)).collect();
    let total = ranked.len();
    ranked.sort_unstable();
    cut(&mut ranked, params.top);
    let result = |(Reverse(score), other): (Reverse<u32>, u32)| SimilarVideo {
        video: catalogue.name(Node::video(other)),
        score: f64::from(score) / 1e6,
        themes: overlap.shared(&[me.index, other]).into_iter().map(|t| catalogue.name(Node::theme(t))).collect(),
    };
    SimilarAnswer { video: catalogue.name(me), results: ranked.into_iter().map(result).collect(), total }
}

impl Answer for SimilarAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let row = |result: &SimilarVideo| {
            let themes: Vec<_> = result.themes.iter().map(|t| t.label).collect();
            vec![result.video.label.to_string(), format!("{:.3}", result.score), themes.join(", ")]
        };
        Table {
            title: Some(match self.total {
                0 => format!("No other video shares a theme with {}.", self.video.label),
                _ => {
                    format!("The videos most like {}, by the themes they share, the rarer the more.", self.video.label)
                }
            }),
            columns: vec![Column::words("Video"), Column::numbers("Score"), Column::words("Shared themes")],
            rows: self.results.iter().map(row).collect(),
            notes: cut_note(self.results.len(), self.total, "videos").into_iter().collect(),
        }
    }
}
