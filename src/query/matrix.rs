//! Which videos carry which shared themes, ordered so that like stands beside like.

use std::cmp::Reverse;

use serde::Serialize;

use super::seriation::{seriate, unlikeness};
use super::{Answer, Column, Table, cut};
use crate::catalogue::{Catalogue, Kind, Name, Node, Weight};
use crate::graph::Overlap;

/// How much of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatrixParams {
    /// Only so many videos, those that carry most shared themes.
    pub videos: Option<usize>,
    /// Only so many themes, those that most videos carry.
    pub themes: Option<usize>,
}

/// Videos × the themes that two or more of them carry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "matrix")]
pub struct MatrixAnswer<'a> {
    /// How many videos the catalogue has.
    pub total_videos: usize,
    /// How many themes two or more videos of the catalogue carry.
    pub total_themes: usize,
    /// The columns, from left to right: by the mean place of the videos that carry them.
    pub themes: Vec<MatrixTheme<'a>>,
    /// The rows, from top to bottom: neighbours share much.
    pub videos: Vec<MatrixVideo<'a>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// How many of the rows carry it.
    pub videos: usize,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixVideo<'a> {
    /// The video.
    pub video: Name<'a>,
    /// Whose it is.
    pub performers: Vec<Name<'a>>,
    /// For each column, how much the theme means to the video, if it carries it.
    pub cells: Vec<Option<Weight>>,
    /// The themes that no other video of the catalogue carries, by id.
    pub alone: Vec<Name<'a>>,
}

/// Which videos carry which shared themes.
pub fn matrix<'a>(catalogue: &'a Catalogue, params: &MatrixParams) -> MatrixAnswer<'a> {
    let overlap = Overlap::of(catalogue, false);
    let shared = |theme: &u32| overlap.carriers(*theme).len() >= 2;
    let shared_themes = |video: u32| overlap.themes(video).iter().filter(|theme| shared(theme)).count();
    let mut videos: Vec<u32> = (0..catalogue.videos.len() as u32).collect();
    videos.sort_by_key(|&video| Reverse(shared_themes(video)));
    cut(&mut videos, params.videos);
    videos.sort_unstable();
    let rows = Overlap::among(catalogue, false, |video| videos.binary_search(&video).is_ok());
    let mut themes: Vec<u32> = (0..catalogue.themes.len() as u32).filter(|&t| rows.carriers(t).len() >= 2).collect();
    themes.sort_by_key(|&theme| Reverse(rows.carriers(theme).len()));
    cut(&mut themes, params.themes);
    themes.sort_unstable();
    let carried = |video: u32| -> Vec<u32> {
        rows.themes(video).iter().filter(|theme| themes.binary_search(theme).is_ok()).copied().collect()
    };
    let lists: Vec<Vec<u32>> = videos.iter().map(|&video| carried(video)).collect();
    let order = seriate(videos.len(), |a, b| unlikeness(&lists[a], &lists[b]));
    let videos: Vec<u32> = order.into_iter().map(|at| videos[at]).collect();
    order_columns(&rows, &videos, &mut themes);
    let row = |&video: &u32| {
        let entry = &catalogue.videos[video as usize];
        let alone = overlap.themes(video).iter().filter(|theme| !shared(theme));
        MatrixVideo {
            video: catalogue.name(Node::video(video)),
            performers: catalogue[entry.performers].iter().map(|&performer| catalogue.name(performer)).collect(),
            cells: themes.iter().map(|&theme| catalogue.carries(entry, theme).map(|carried| carried.weight)).collect(),
            alone: alone.map(|&theme| catalogue.name(Node::theme(theme))).collect(),
        }
    };
    let column = |&theme: &u32| MatrixTheme {
        theme: catalogue.name(Node { kind: Kind::Theme, index: theme }),
        videos: rows.carriers(theme).len(),
    };
    MatrixAnswer {
        total_videos: catalogue.videos.len(),
        total_themes: (0..catalogue.themes.len() as u32).filter(shared).count(),
        themes: themes.iter().map(column).collect(),
        videos: videos.iter().map(row).collect(),
    }
}

/// Orders themes by the mean place of their videos, then by the place of the first, then by id.
fn order_columns(rows: &Overlap, videos: &[u32], themes: &mut [u32]) {
    let mut places = vec![0u64; rows.catalogue().videos.len()];
    for (place, &video) in videos.iter().enumerate() {
        places[video as usize] = place as u64;
    }
    themes.sort_by_key(|&theme| {
        let carriers = rows.carriers(theme);
        let of = |video: &u32| places[*video as usize];
        let sum: u64 = carriers.iter().map(of).sum();
        let mean_in_millionths = sum * 1_000_000 / (carriers.len() as u64).max(1);
        (mean_in_millionths, carriers.iter().map(of).min(), theme)
    });
}

impl Answer for MatrixAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let carried = |video: &MatrixVideo| {
            let cells = self.themes.iter().zip(&video.cells).filter(|(_, cell)| cell.is_some());
            cells.map(|(theme, _)| theme.theme.label).collect::<Vec<_>>().join(", ")
        };
        let row = |video: &MatrixVideo| {
            let alone: Vec<&str> = video.alone.iter().map(|theme| theme.label).collect();
            vec![video.video.label.to_string(), carried(video), alone.join(", ")]
        };
        Table {
            title: None,
            columns: vec![Column::words("Video"), Column::words("Shared themes"), Column::words("Alone with")],
            rows: self.videos.iter().map(row).collect(),
            notes: Vec::new(),
        }
    }
}
