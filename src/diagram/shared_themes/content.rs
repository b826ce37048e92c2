//! Which videos and themes are drawn.

use crate::catalogue::Kind;
use crate::diagram::scene::Scene;
use crate::graph::Relation;

/// What is drawn: positions in the view's nodes, and the links between.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub videos: Vec<usize>,
    pub themes: Vec<usize>,
    /// Positions in the scene's links.
    pub links: Vec<usize>,
    /// By the view's nodes: how many of the links it has.
    pub degree: Vec<usize>,
    /// What was left out for want of room.
    pub left_out: (usize, usize),
}

impl Content {
    pub fn of(scene: &Scene) -> Self {
        let videos = scene.of_kind(Kind::Video).collect();
        Self { videos, ..Self::default() }.with_themes(scene, usize::MAX)
    }

    /// The themes that two or more of the videos carry; at most `most`, those of most videos.
    pub fn with_themes(mut self, scene: &Scene, most: usize) -> Self {
        let mut there = vec![false; scene.view.nodes.len()];
        self.videos.iter().for_each(|&video| there[video] = true);
        let carried: Vec<usize> = (0..scene.links.len())
            .filter(|&at| scene.links[at].edges[0].relation == Relation::Carries && there[scene.links[at].from])
            .collect();
        let (mut count, mut strong) = (vec![0usize; there.len()], vec![0usize; there.len()]);
        for link in carried.iter().map(|&at| &scene.links[at]) {
            count[link.to] += 1;
            strong[link.to] += scene.weight(link).map_or(0, |weight| 2 - weight as usize);
        }
        let mut themes: Vec<usize> = scene.of_kind(Kind::Theme).filter(|&theme| count[theme] >= 2).collect();
        self.left_out.1 += themes.len().saturating_sub(most);
        themes.sort_by_key(|&theme| (usize::MAX - count[theme], usize::MAX - strong[theme], theme));
        themes.truncate(most);
        themes.sort_unstable();
        themes.iter().for_each(|&theme| there[theme] = true);
        self.themes = themes;
        self.links = carried.into_iter().filter(|&at| there[scene.links[at].to]).collect();
        self.degree = vec![0; there.len()];
        for link in self.links.iter().map(|&at| &scene.links[at]) {
            self.degree[link.from] += 1;
            self.degree[link.to] += 1;
        }
        self
    }

    /// The same with at most so many videos and themes: those with the most links.
    pub fn fewer(mut self, scene: &Scene, most: usize, themes: usize) -> Self {
        let mut videos = std::mem::take(&mut self.videos);
        let left_out = (self.left_out.0 + videos.len().saturating_sub(most), 0);
        videos.sort_by_key(|&video| (usize::MAX - self.degree[video], video));
        videos.truncate(most);
        videos.sort_unstable();
        Self { videos, left_out, ..Self::default() }.with_themes(scene, themes)
    }
}

/// The place of each of the view's nodes in a list; 0 for those that are not in it.
pub(super) fn places(list: &[usize], nodes: usize) -> Vec<usize> {
    let mut place = vec![0; nodes];
    list.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    place
}
