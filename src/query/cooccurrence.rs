//! Pairs of themes, and how many videos carry both.

use std::cmp::Reverse;

use serde::Serialize;

use super::seriation::{seriate, unlikeness_by_count};
use super::{Answer, Column, Table, cut, cut_note};
use crate::catalogue::{Catalogue, Name, Node};
use crate::graph::Overlap;

/// Which pairs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CooccurrenceParams {
    /// Only pairs among so many themes, those that most videos carry.
    pub themes: Option<usize>,
    /// Only so many pairs.
    pub top: Option<usize>,
}

/// Pairs of themes that videos carry together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "co-occurrence")]
pub struct CooccurrenceAnswer<'a> {
    /// How many pairs there are before the cut.
    pub total: usize,
    /// The themes of the pairs, so that those stand together that go together.
    pub themes: Vec<CooccurringTheme<'a>>,
    /// The pairs: number of videos falling, then by ids.
    pub pairs: Vec<ThemePair<'a>>,
}

/// A theme of some pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CooccurringTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// How many videos carry it.
    pub videos: usize,
}

/// Two themes and the videos that carry both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemePair<'a> {
    /// The two, the smaller id first.
    pub themes: [Name<'a>; 2],
    /// The videos, by id.
    pub videos: Vec<Name<'a>>,
    /// How many videos that is.
    pub count: usize,
}

/// The pairs of themes that one video or more carries together.
pub fn cooccurrence<'a>(catalogue: &'a Catalogue, params: &CooccurrenceParams) -> CooccurrenceAnswer<'a> {
    let overlap = Overlap::of(catalogue, false);
    let mut among: Vec<u32> = (0..catalogue.themes.len() as u32).collect();
    among.sort_by_key(|&theme| Reverse(overlap.carriers(theme).len()));
    cut(&mut among, params.themes);
    let counted = count_pairs(&overlap, &among);
    let total = counted.len();
    let mut pairs = counted.clone();
    pairs.sort_unstable();
    cut(&mut pairs, params.top);
    let mut themes: Vec<u32> = pairs.iter().flat_map(|&(_, a, b)| [a, b]).collect();
    themes.sort_unstable();
    themes.dedup();
    let carriers = |at: usize| overlap.carriers(themes[at]);
    let order = seriate(themes.len(), |a, b| {
        let both = [themes[a.min(b)], themes[a.max(b)]];
        let place = counted.binary_search_by_key(&both, |&(_, a, b)| [a, b]);
        let shared = place.map_or(0, |at| counted[at].0.0);
        unlikeness_by_count(carriers(a).len(), carriers(b).len(), shared)
    });
    let name = |theme| catalogue.name(Node::theme(theme));
    let pair = |(Reverse(count), a, b): (Reverse<usize>, u32, u32)| {
        let few = if overlap.carriers(a).len() <= overlap.carriers(b).len() { [a, b] } else { [b, a] };
        let both =
            overlap.carriers(few[0]).iter().filter(|&&video| overlap.themes(video).binary_search(&few[1]).is_ok());
        let videos = both.map(|&video| catalogue.name(Node::video(video))).collect();
        ThemePair { themes: [name(a), name(b)], videos, count }
    };
    let theme = |at: usize| CooccurringTheme { theme: name(themes[at]), videos: carriers(at).len() };
    CooccurrenceAnswer {
        total,
        themes: order.into_iter().map(theme).collect(),
        pairs: pairs.into_iter().map(pair).collect(),
    }
}

/// Every pair of the themes `among` that some video carries, in order, with the number of such videos: theme by theme,
/// its videos' later themes are counted.
fn count_pairs(overlap: &Overlap, among: &[u32]) -> Vec<(Reverse<usize>, u32, u32)> {
    let mut wanted = vec![false; overlap.catalogue().themes.len()];
    among.iter().for_each(|&theme| wanted[theme as usize] = true);
    let mut counts = vec![0usize; wanted.len()];
    let mut touched = Vec::new();
    let mut pairs = Vec::new();
    for theme in (0..wanted.len() as u32).filter(|&theme| wanted[theme as usize]) {
        for &video in overlap.carriers(theme) {
            for &other in overlap.themes(video).iter().filter(|&&other| other > theme && wanted[other as usize]) {
                if counts[other as usize] == 0 {
                    touched.push(other);
                }
                counts[other as usize] += 1;
            }
        }
        touched.sort_unstable();
        for other in touched.drain(..) {
            pairs.push((Reverse(std::mem::take(&mut counts[other as usize])), theme, other));
        }
    }
    pairs
}

impl Answer for CooccurrenceAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let row = |pair: &ThemePair| {
            let [a, b] = pair.themes.map(|theme| theme.label.to_string());
            let videos: Vec<&str> = pair.videos.iter().map(|video| video.label).collect();
            vec![a, b, pair.count.to_string(), videos.join(", ")]
        };
        Table {
            title: None,
            columns: vec![
                Column::words("Theme"),
                Column::words("Theme"),
                Column::numbers("Videos"),
                Column::words("Which"),
            ],
            rows: self.pairs.iter().map(row).collect(),
            notes: cut_note(self.pairs.len(), self.total, "pairs").into_iter().collect(),
        }
    }
}
