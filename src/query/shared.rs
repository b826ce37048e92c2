//! Pairs of videos by the number of themes they share.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::top_pairs::{Ranked, every_pair, top_pairs};
use super::{Answer, Column, Stream, Table, cut_note};
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
        None => (total(&overlap, params.count_all), top_pairs(&overlap, params.top)),
    };
    let pairs = ranked.into_iter().map(|ranked| pair(&overlap, ranked)).collect();
    SharedAnswer { total, pairs, with: params.with.map(|video| catalogue.name(video)) }
}

/// Every pair of videos that share a theme, as [`SharedAnswer`] has them, but made one after another: there may be more
/// than memory holds.
#[derive(Debug, Clone)]
pub struct EverySharedPair<'a> {
    overlap: Overlap<'a>,
    total: Option<usize>,
    top: Option<usize>,
}

/// Every pair of videos that share a theme, or the first so many. `params.with` is not asked for.
pub fn every_shared_pair<'a>(catalogue: &'a Catalogue, params: &SharedParams) -> EverySharedPair<'a> {
    let overlap = Overlap::of(catalogue, params.broader);
    EverySharedPair { total: total(&overlap, params.count_all), overlap, top: params.top }
}

impl<'a> EverySharedPair<'a> {
    /// Calls `each` with pair after pair, until it breaks off.
    pub fn for_each(&self, mut each: impl FnMut(SharedPair<'a>) -> ControlFlow<()>) {
        let mut left = self.top.unwrap_or(usize::MAX);
        let _ = every_pair(&self.overlap, |ranked| {
            left = match left.checked_sub(1) {
                Some(left) => left,
                None => return ControlFlow::Break(()),
            };
            each(pair(&self.overlap, ranked))
        });
    }
}

impl Serialize for EverySharedPair<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut answer = serializer.serialize_map(Some(3))?;
        answer.serialize_entry("query", "shared")?;
        answer.serialize_entry("total", &self.total)?;
        answer.serialize_entry("pairs", &Pairs(self))?;
        answer.end()
    }
}

/// The pairs as a list.
struct Pairs<'s, 'a>(&'s EverySharedPair<'a>);

impl Serialize for Pairs<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut done = Ok(());
        self.0.for_each(|pair| {
            done = list.serialize_element(&pair);
            if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        done?;
        list.end()
    }
}

impl Stream for EverySharedPair<'_> {
    fn head(&self) -> Table {
        Table {
            title: Some(title(None, self.total)),
            columns: columns(false),
            rows: Vec::new(),
            notes: self.total.is_none().then(uncounted).into_iter().collect(),
        }
    }

    fn for_each_row(&self, each: &mut dyn FnMut(Vec<String>) -> ControlFlow<()>) {
        self.for_each(|pair| each(row(&pair, None)));
    }
}

/// A pair with its words.
fn pair<'a>(overlap: &Overlap<'a>, (Reverse(count), a, b): Ranked) -> SharedPair<'a> {
    let catalogue = overlap.catalogue();
    SharedPair {
        videos: [a, b].map(|video| catalogue.name(Node::video(video))),
        themes: overlap.shared(&[a, b]).into_iter().map(|theme| catalogue.name(Node::theme(theme))).collect(),
        count: count as usize,
    }
}

/// How many pairs there are, where that is to be told.
fn total(overlap: &Overlap, count_all: bool) -> Option<usize> {
    let few = overlap.catalogue().videos.len() <= MANY_VIDEOS;
    (count_all || few).then(|| pair_count(overlap))
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
        let notes = match self.total {
            Some(total) => cut_note(self.pairs.len(), total, "pairs"),
            None => Some(uncounted()),
        };
        Table {
            title: Some(title(self.with.as_ref(), self.total)),
            columns: columns(self.with.is_some()),
            rows: self.pairs.iter().map(|pair| row(pair, self.with.as_ref())).collect(),
            notes: notes.into_iter().collect(),
        }
    }
}

fn columns(with_one: bool) -> Vec<Column> {
    let videos = if with_one { 1 } else { 2 };
    let mut columns = vec![Column::words("Video"); videos];
    columns.extend([Column::numbers("Themes"), Column::words("Which")]);
    columns
}

/// The cells of a pair; the video that all pairs have is left out.
fn row(pair: &SharedPair, with: Option<&Name>) -> Vec<String> {
    let videos = pair.videos.iter().filter(|video| with != Some(video));
    let mut cells: Vec<String> = videos.map(|video| video.label.to_string()).collect();
    let themes: Vec<&str> = pair.themes.iter().map(|theme| theme.label).collect();
    cells.extend([pair.count.to_string(), themes.join(", ")]);
    cells
}

fn title(with: Option<&Name>, total: Option<usize>) -> String {
    match (with, total) {
        (Some(with), Some(0)) => format!("{} shares no theme with another video.", with.label),
        (Some(with), Some(1)) => format!("{} shares a theme with one other video.", with.label),
        (Some(with), Some(total)) => format!("{} shares themes with {total} other videos.", with.label),
        (None, Some(0)) => "No two videos share a theme.".to_string(),
        (None, Some(1)) => "One pair of videos shares a theme.".to_string(),
        (None, Some(total)) => format!("{total} pairs of videos share a theme."),
        (_, None) => "The pairs of videos that share most themes.".to_string(),
    }
}

fn uncounted() -> String {
    format!("In a catalogue of more than {MANY_VIDEOS} videos pairs are counted only when asked for.")
}
