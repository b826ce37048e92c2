//! How many videos carry each theme, by weight, under the broadest theme above it.

use std::cmp::Reverse;

use serde::Serialize;

use super::families::head;
use super::{Answer, Column, Table, cut, cut_note};
use crate::catalogue::{Catalogue, Kind, Name, Node, Weight};
use crate::graph::{Hierarchy, Overlap};

/// Which themes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeCountsParams {
    /// Only themes that at least so many videos carry; one where it is 0.
    pub least: usize,
    /// Only so many themes, those that most videos carry.
    pub top: Option<usize>,
}

/// How many videos carry each theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "theme-counts")]
pub struct ThemeCountsAnswer<'a> {
    /// How many themes there are before the cut.
    pub total: usize,
    /// The themes under the broadest ones above them: by number of videos falling, then by id.
    pub groups: Vec<ThemeGroup<'a>>,
}

/// A theme that nothing is broader than, and the carried themes at or under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeGroup<'a> {
    /// The broadest theme.
    pub theme: Name<'a>,
    /// How many videos carry it or anything under it.
    pub videos: usize,
    /// The themes: by number of videos falling, then by id.
    pub themes: Vec<ThemeCount<'a>>,
}

/// A theme and how many videos carry it by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeCount<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// Videos that are about it.
    pub choice: usize,
    /// Videos in which it is a main strand.
    pub major: usize,
    /// Videos that touch on it.
    pub minor: usize,
    /// All three.
    pub videos: usize,
    /// Further broadest themes above it, under which it is not listed again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_under: Vec<Name<'a>>,
}

/// How many videos carry each theme that any video carries, by weight.
///
/// A theme with several broadest themes above it stands under one of them, the head of its family
/// ([`super::families`]), so that no theme is there twice and pictures colour as they group.
pub fn theme_counts<'a>(catalogue: &'a Catalogue, params: &ThemeCountsParams) -> ThemeCountsAnswer<'a> {
    let hierarchy = Hierarchy::of(catalogue);
    let reach = Overlap::of(catalogue, true);
    let mut weights = vec![[0usize; 3]; catalogue.themes.len()];
    for carried in catalogue.videos.iter().flat_map(|video| &catalogue[video.themes]) {
        weights[carried.theme as usize][carried.weight as usize] += 1;
    }
    let videos = |theme: u32| weights[theme as usize].iter().sum::<usize>();
    let themes = (0..catalogue.themes.len() as u32).filter(|&theme| videos(theme) >= params.least.max(1));
    let mut themes: Vec<u32> = themes.collect();
    let total = themes.len();
    themes.sort_by_key(|&theme| Reverse(videos(theme)));
    cut(&mut themes, params.top);
    let mut groups: Vec<(u32, Vec<ThemeCount>)> = Vec::new();
    for theme in themes {
        let under = head(catalogue, theme as usize) as u32;
        let also_under = hierarchy.tops(theme).into_iter().filter(|&top| top != under);
        let count = |weight: Weight| weights[theme as usize][weight as usize];
        let entry = ThemeCount {
            theme: catalogue.name(Node::theme(theme)),
            choice: count(Weight::Choice),
            major: count(Weight::Major),
            minor: count(Weight::Minor),
            videos: videos(theme),
            also_under: also_under.map(|top| catalogue.name(Node::theme(top))).collect(),
        };
        match groups.iter_mut().find(|(top, _)| *top == under) {
            Some((_, themes)) => themes.push(entry),
            None => groups.push((under, vec![entry])),
        }
    }
    groups.sort_by_key(|(top, _)| (Reverse(reach.carriers(*top).len()), *top));
    let group = |(top, themes): (u32, Vec<ThemeCount<'a>>)| ThemeGroup {
        theme: catalogue.name(Node { kind: Kind::Theme, index: top }),
        videos: reach.carriers(top).len(),
        themes,
    };
    ThemeCountsAnswer { total, groups: groups.into_iter().map(group).collect() }
}

impl Answer for ThemeCountsAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let row = |group: &ThemeGroup, theme: &ThemeCount| {
            let numbers = [theme.videos, theme.choice, theme.major, theme.minor].map(|count| count.to_string());
            let mut cells = vec![group.theme.label.to_string(), theme.theme.label.to_string()];
            cells.extend(numbers);
            cells
        };
        let rows = self.groups.iter().flat_map(|group| group.themes.iter().map(|theme| row(group, theme)));
        let rows: Vec<_> = rows.collect();
        Table {
            title: None,
            columns: vec![
                Column::words("Under"),
                Column::words("Theme"),
                Column::numbers("Videos"),
                Column::numbers("Choice"),
                Column::numbers("Major"),
                Column::numbers("Minor"),
            ],
            notes: cut_note(rows.len(), self.total, "themes").into_iter().collect(),
            rows,
        }
    }
}
