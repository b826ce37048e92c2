//! Each theme that two or more videos carry, and which.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Answer, Column, Table, cut, cut_note};
use crate::catalogue::{Catalogue, Kind, Name, Node};
use crate::graph::Overlap;

/// Which themes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedByThemeParams {
    /// Whether a video carries what is broader than its own themes too.
    pub broader: bool,
    /// Only so many themes.
    pub top: Option<usize>,
}

/// Themes that videos share: count falling, then by id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "shared-by-theme")]
pub struct SharedByThemeAnswer<'a> {
    /// How many themes two or more videos carry, before the cut.
    pub total: usize,
    /// The themes.
    pub themes: Vec<SharedTheme<'a>>,
}

/// A theme and its videos.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedTheme<'a> {
    /// The theme.
    pub theme: Name<'a>,
    /// Who carries it, by id.
    pub videos: Vec<Name<'a>>,
    /// How many videos that is.
    pub count: usize,
}

/// The themes that two or more videos carry.
pub fn shared_by_theme<'a>(catalogue: &'a Catalogue, params: &SharedByThemeParams) -> SharedByThemeAnswer<'a> {
    let overlap = Overlap::of(catalogue, params.broader);
    let mut themes: Vec<Node> =
        catalogue.nodes(Kind::Theme).filter(|theme| overlap.carriers(theme.index).len() >= 2).collect();
    let total = themes.len();
    themes.sort_by_key(|theme| Reverse(overlap.carriers(theme.index).len()));
    cut(&mut themes, params.top);
    let entry = |theme: Node| {
        let videos: Vec<_> = overlap.carriers(theme.index).iter().map(|&v| catalogue.name(Node::video(v))).collect();
        SharedTheme { theme: catalogue.name(theme), count: videos.len(), videos }
    };
    SharedByThemeAnswer { total, themes: themes.into_iter().map(entry).collect() }
}

impl Answer for SharedByThemeAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let row = |theme: &SharedTheme| {
            let videos: Vec<_> = theme.videos.iter().map(|v| v.label).collect();
            vec![theme.theme.label.to_string(), theme.count.to_string(), videos.join(", ")]
        };
        Table {
            title: Some(match self.total {
                0 => "No theme is carried by two videos.".to_string(),
                1 => "One theme is carried by two or more videos.".to_string(),
                total => format!("{total} themes are carried by two or more videos."),
            }),
            columns: vec![Column::words("Theme"), Column::numbers("Videos"), Column::words("Which")],
            rows: self.themes.iter().map(row).collect(),
            notes: cut_note(self.themes.len(), self.total, "themes").into_iter().collect(),
        }
    }
}
