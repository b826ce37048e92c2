//! Which videos and themes are drawn.

use std::rc::Rc;

use crate::catalogue::Kind;
use crate::diagram::scene::Scene;
use crate::graph::Relation;

/// What is drawn: positions in the view's nodes, and the links between.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub videos: Vec<usize>,
    pub themes: Vec<usize>,
    /// Positions in the scene's links.
    pub links: Vec<usize>,
    /// By the view's nodes: how many of the links it has.
    pub degree: Vec<usize>,
    pub whole: Rc<Whole>,
}

/// What there would be to draw if there were room for all. The words of the picture are of it.
#[derive(Debug)]
pub(super) struct Whole {
    pub videos: usize,
    /// The themes that two or more videos carry, those of most videos first.
    pub themes: Vec<usize>,
    /// By the view's nodes: how many videos carry it.
    pub count: Vec<usize>,
    /// How many of the videos hang together through shared themes, at most.
    pub web: usize,
    /// How many themes the videos carry, shared or not.
    pub carried: usize,
}

impl Whole {
    fn of(scene: &Scene, carried: &[usize]) -> Self {
        let nodes = scene.view.nodes.len();
        let (mut count, mut strong) = (vec![0usize; nodes], vec![0usize; nodes]);
        for link in carried.iter().map(|&at| &scene.links[at]) {
            count[link.to] += 1;
            strong[link.to] += scene.weight(link).map_or(0, |weight| 2 - weight as usize);
        }
        let mut themes: Vec<usize> = scene.of_kind(Kind::Theme).filter(|&theme| count[theme] >= 2).collect();
        themes.sort_by_key(|&theme| (usize::MAX - count[theme], usize::MAX - strong[theme], theme));
        let catalogue = scene.catalogue();
        let videos = scene.of_kind(Kind::Video).map(|at| &catalogue.videos[scene.view.nodes[at].at()]);
        let mut all: Vec<u32> =
            videos.flat_map(|video| catalogue[video.themes].iter().map(|carried| carried.theme)).collect();
        all.sort_unstable();
        all.dedup();
        let shared = carried.iter().copied().filter(|&at| count[scene.links[at].to] >= 2);
        let webs = scene.webs(shared);
        let mut size = vec![0usize; nodes];
        scene.of_kind(Kind::Video).for_each(|video| size[webs[video]] += 1);
        Self {
            videos: scene.of_kind(Kind::Video).count(),
            themes,
            count,
            web: size.into_iter().max().unwrap_or(0),
            carried: all.len(),
        }
    }

    /// The themes of most videos, and how many these are.
    pub fn leaders(&self) -> (&[usize], usize) {
        let most = self.themes.first().map_or(0, |&theme| self.count[theme]);
        (&self.themes[..self.themes.partition_point(|&theme| self.count[theme] == most)], most)
    }

    /// Whether there are so few leaders, so far ahead, that the title names them.
    pub fn names_leaders(&self) -> bool {
        let (leaders, most) = self.leaders();
        (1..=3).contains(&leaders.len()) && most >= 3
    }
}

impl Content {
    /// All videos of the view, and the themes that two or more of them carry.
    pub fn of(scene: &Scene) -> Self {
        let carried = carried(scene);
        let whole = Rc::new(Whole::of(scene, &carried));
        Self::with(scene, whole, scene.of_kind(Kind::Video).collect(), usize::MAX, &carried)
    }

    /// The same with at most so many videos and themes: those with the most links.
    pub fn fewer(&self, scene: &Scene, most: usize, themes: usize) -> Self {
        let mut videos = self.videos.clone();
        videos.sort_by_key(|&video| (usize::MAX - self.degree[video], video));
        videos.truncate(most);
        videos.sort_unstable();
        Self::with(scene, Rc::clone(&self.whole), videos, themes, &carried(scene))
    }

    fn with(scene: &Scene, whole: Rc<Whole>, videos: Vec<usize>, most: usize, carried: &[usize]) -> Self {
        let mut there = vec![false; scene.view.nodes.len()];
        videos.iter().for_each(|&video| there[video] = true);
        let mut links: Vec<usize> = carried.iter().copied().filter(|&at| there[scene.links[at].from]).collect();
        let mut drawn = vec![false; there.len()];
        links.iter().for_each(|&at| drawn[scene.links[at].to] = true);
        let mut themes: Vec<usize> = whole.themes.iter().copied().filter(|&theme| drawn[theme]).take(most).collect();
        themes.sort_unstable();
        themes.iter().for_each(|&theme| there[theme] = true);
        links.retain(|&at| there[scene.links[at].to]);
        let mut degree = vec![0; there.len()];
        for link in links.iter().map(|&at| &scene.links[at]) {
            degree[link.from] += 1;
            degree[link.to] += 1;
        }
        Self { videos, themes, links, degree, whole }
    }
}

/// Every link from a video to a theme.
fn carried(scene: &Scene) -> Vec<usize> {
    (0..scene.links.len()).filter(|&at| scene.links[at].edges[0].relation == Relation::Carries).collect()
}

/// The place of each of the view's nodes in a list; 0 for those that are not in it.
pub(super) fn places(list: &[usize], nodes: usize) -> Vec<usize> {
    let mut place = vec![0; nodes];
    list.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    place
}
