//! Pairs of videos by the number of themes they share.

use std::cmp::Reverse;

use serde::Serialize;

use super::top_pairs::{Ranked, top_pairs};
use super::{Answer, Column, Table, cut_note};
use crate::catalogue::{Catalogue, Kind, Name, Node};
use crate::graph::Overlap;

/// A catalogue of more videos than this is not asked how many pairs it has, unless somebody wants to know.
pub const MANY_VIDEOS: usize = 10_000;

/// Which pairs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedParams {
    /// Only pairs with this video.
    pub with: Option<Node>,
    /// Whether two videos may share a broader theme of theirs.
    pub broader: bool,
    /// Whether to count all pairs in a catalogue of more than [`MANY_VIDEOS`].
    pub count_all: bool,
    /// Only so many pairs.
    pub top: Option<usize>,
}

/// Pairs of videos that share themes: count falling, then by ids.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "shared")]
pub struct SharedAnswer<'a> {
    /// How many pairs there are before the cut; unknown where nobody looked at every pair.
    pub total: Option<usize>,
    /// The pairs.
    pub pairs: Vec<SharedPair<'a>>,
    /// The one video that was asked about.
    #[serde(skip)]
    pub with: Option<Name<'a>>,
}

/// Two videos and what they share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedPair<'a> {
    /// The two, the smaller id first.
    pub videos: [Name<'a>; 2],
    /// What they share, by id.
    pub themes: Vec<Name<'a>>,
    /// How many themes that is.
    pub count: usize,
}

/// The pairs of videos that share most themes.
pub fn shared<'a>(catalogue: &'a Catalogue, params: &SharedParams) -> SharedAnswer<'a> {
    let overlap = Overlap::of(catalogue, params.broader);
    let (total, ranked) = match params.with {
        Some(video) => partners_of(&overlap, video, params.top),
        None => {
            let count_all = params.count_all || catalogue.videos.len() <= MANY_VIDEOS;
            (count_all.then(|| pair_count(&overlap)), top_pairs(&overlap, params.top))
        }
    };
    let name = |video| catalogue.name(Node::video(video));
    let pairs = ranked.into_iter().map(|(Reverse(count), a, b)| SharedPair {
        videos: [name(a), name(b)],
        themes: overlap.shared(&[a, b]).into_iter().map(|theme| catalogue.name(Node::theme(theme))).collect(),
        count: count as usize,
    });
    SharedAnswer { total, pairs: pairs.collect(), with: params.with.map(|video| catalogue.name(video)) }
}

/// The pairs of one video; a node that is no video has none.
fn partners_of(overlap: &Overlap, video: Node, top: Option<usize>) -> (Option<usize>, Vec<Ranked>) {
    if video.kind != Kind::Video {
        return (Some(0), Vec::new());
    }
    let me = video.index;
    let pair = |other: u32| {
        let count = overlap.shared(&[me, other]).len() as u32;
        (Reverse(count), me.min(other), me.max(other))
    };
    let mut ranked: Vec<Ranked> = overlap.partners(me).into_iter().map(pair).collect();
    ranked.sort_unstable();
    let total = ranked.len();
    super::cut(&mut ranked, top);
    (Some(total), ranked)
}

/// How many pairs of videos share a theme: each of the two has the other for a partner.
fn pair_count(overlap: &Overlap) -> usize {
    overlap.partner_counts().into_iter().map(u64::from).sum::<u64>() as usize / 2
}

impl Answer for SharedAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let themes = |pair: &SharedPair| pair.themes.iter().map(|t| t.label).collect::<Vec<_>>().join(", ");
        let mut columns = vec![Column::words("Video"), Column::words("Video")];
        if self.with.is_some() {
            columns.pop();
        }
        columns.extend([Column::numbers("Themes"), Column::words("Which")]);
        let row = |pair: &SharedPair| {
            let videos = pair.videos.iter().filter(|v| self.with.as_ref() != Some(v));
            let mut cells: Vec<String> = videos.map(|v| v.label.to_string()).collect();
            cells.extend([pair.count.to_string(), themes(pair)]);
            cells
        };
        let title = match (&self.with, self.total) {
            (Some(with), Some(0)) => format!("{} shares no theme with another video.", with.label),
            (Some(with), Some(1)) => format!("{} shares a theme with one other video.", with.label),
            (Some(with), Some(total)) => format!("{} shares themes with {total} other videos.", with.label),
            (None, Some(0)) => "No two videos share a theme.".to_string(),
            (None, Some(1)) => "One pair of videos shares a theme.".to_string(),
            (None, Some(total)) => format!("{total} pairs of videos share a theme."),
            (_, None) => "The pairs of videos that share most themes.".to_string(),
        };
        let mut notes = Vec::new();
        match self.total {
            Some(total) => notes.extend(cut_note(self.pairs.len(), total, "pairs")),
            None => notes.push(format!(
                "In a catalogue of more than {MANY_VIDEOS} videos pairs are counted only when asked for."
            )),
        }
        Table { title: Some(title), columns, rows: self.pairs.iter().map(row).collect(), notes }
    }
}
