//! What all of some videos share, with the evidence.

use serde::Serialize;

use super::{Answer, Column, Table, prose, sentences};
use crate::catalogue::{Catalogue, Kind, Name, Node};
use crate::graph::{Hierarchy, Overlap};

/// Which videos.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SharedAmongParams {
    /// Two videos or more, in the order in which the answer names them; one that comes again is left out, and
    /// so is a node that is no video.
    pub videos: Vec<Node>,
    /// Whether videos may share a broader theme of theirs.
    pub broader: bool,
}

/// What all of some videos share.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "query", rename = "shared")]
pub struct SharedAmongAnswer<'a> {
    /// The videos, in the order asked.
    pub videos: Vec<Name<'a>>,
    /// What every one of them carries, by id.
    pub themes: Vec<Name<'a>>,
    /// How many themes that is.
    pub count: usize,
    /// A sentence a theme, with each video's evidence, its basis and its source.
    pub sentences: Vec<String>,
}

/// What all of `params.videos` share.
pub fn shared_among<'a>(catalogue: &'a Catalogue, params: &SharedAmongParams) -> SharedAmongAnswer<'a> {
    let mut videos: Vec<u32> = Vec::with_capacity(params.videos.len());
    for video in params.videos.iter().filter(|node| node.kind == Kind::Video) {
        if !videos.contains(&video.index) {
            videos.push(video.index);
        }
    }
    let overlap = Overlap::among(catalogue, params.broader, |video| videos.contains(&video));
    let themes = overlap.shared(&videos);
    let hierarchy = Hierarchy::of(catalogue);
    let sentence = |&theme: &u32| sentences::shared_theme(catalogue, &hierarchy, &videos, theme);
    SharedAmongAnswer {
        videos: videos.iter().map(|&video| catalogue.name(Node::video(video))).collect(),
        sentences: themes.iter().map(sentence).collect(),
        count: themes.len(),
        themes: themes.into_iter().map(|theme| catalogue.name(Node::theme(theme))).collect(),
    }
}

impl Answer for SharedAmongAnswer<'_> {
    fn table(&self, _: &Catalogue) -> Table {
        let titles: Vec<&str> = self.videos.iter().map(|v| v.label).collect();
        let titles = prose::list(&titles);
        let rows = self.themes.iter().zip(&self.sentences);
        Table {
            title: Some(match self.count {
                0 => format!("{titles} share no theme."),
                1 => format!("{titles} share one theme."),
                count => format!("{titles} share {count} themes."),
            }),
            columns: vec![Column::words("Theme"), Column::words("Evidence")],
            rows: rows.map(|(theme, sentence)| vec![theme.label.to_string(), sentence.clone()]).collect(),
            notes: Vec::new(),
        }
    }
}
