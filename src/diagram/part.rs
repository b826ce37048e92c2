//! The part of a view that is drawn: all of it, or what there is room for.

use crate::catalogue::Kind;
use crate::graph::Relation;
use crate::query::prose;

use super::scene::{Link, Scene};

/// Positions in the view's nodes and in the scene's links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// In the view's order.
    pub nodes: Vec<usize>,
    /// Those whose ends are both there.
    pub links: Vec<usize>,
    /// How many things of each kind there would be, in the order of [`Kind::ALL`].
    of: [usize; 4],
}

impl Part {
    /// All nodes, and the links that are `wanted`.
    pub fn of(scene: &Scene, wanted: impl Fn(&Link) -> bool) -> Self {
        let nodes = (0..scene.view.nodes.len()).collect();
        let links = (0..scene.links.len()).filter(|&at| wanted(&scene.links[at])).collect();
        let mut part = Self { nodes, links, of: [0; 4] };
        part.of = part.counts(scene);
        part
    }

    /// How many things of each kind there are, in the order of [`Kind::ALL`].
    pub fn counts(&self, scene: &Scene) -> [usize; 4] {
        Kind::ALL.map(|kind| self.nodes.iter().filter(|&&node| scene.view.nodes[node].kind == kind).count())
    }

    /// How many of a kind there would be if there were room for all.
    pub fn all(&self, kind: Kind) -> usize {
        self.of[kind as usize]
    }

    /// Takes this part for all that there is to draw.
    pub fn settled(mut self, scene: &Scene) -> Self {
        self.of = self.counts(scene);
        self
    }

    /// By the view's nodes: how many links each has.
    pub fn degrees(&self, scene: &Scene) -> Vec<usize> {
        let mut degree = vec![0; scene.view.nodes.len()];
        for &at in &self.links {
            degree[scene.links[at].from] += 1;
            degree[scene.links[at].to] += 1;
        }
        degree
    }

    /// The same with only the nodes to `keep`, and the links between them.
    pub fn keeping(&self, scene: &Scene, keep: impl Fn(usize) -> bool) -> Self {
        let mut there = vec![false; scene.view.nodes.len()];
        let nodes: Vec<usize> = self.nodes.iter().copied().filter(|&node| keep(node)).collect();
        for &node in &nodes {
            there[node] = true;
        }
        let inside = |&at: &usize| there[scene.links[at].from] && there[scene.links[at].to];
        Self { nodes, links: self.links.iter().copied().filter(inside).collect(), of: self.of }
    }

    /// The same with at most `most` nodes of a kind: those with the most links, ties by id.
    pub fn with_most(&self, scene: &Scene, kind: Kind, most: usize) -> Self {
        let degree = self.degrees(scene);
        let of_kind = |node: usize| scene.view.nodes[node].kind == kind;
        let mut kept: Vec<usize> = self.nodes.iter().copied().filter(|&node| of_kind(node)).collect();
        let subject = |node: usize| scene.subject == Some(scene.view.nodes[node]);
        kept.sort_by_key(|&node| (!subject(node), usize::MAX - degree[node], node));
        kept.truncate(most);
        self.keeping(scene, |node| !of_kind(node) || kept.contains(&node))
    }

    /// The same without what has no link; videos and the thing in the middle stay.
    pub fn linked(&self, scene: &Scene) -> Self {
        let degree = self.degrees(scene);
        self.keeping(scene, |node| {
            let it = scene.view.nodes[node];
            degree[node] > 0 || it.kind == Kind::Video || scene.subject == Some(it)
        })
    }

    /// For each node: the number of videos there that carry it.
    pub fn carriers(&self, scene: &Scene) -> Vec<usize> {
        let mut count = vec![0; scene.view.nodes.len()];
        for &at in &self.links {
            let link = &scene.links[at];
            if link.edges[0].relation == Relation::Carries {
                count[link.to] += 1;
            }
        }
        count
    }

    /// How many things of each kind are drawn, of how many; then `more`; then what is left out.
    pub fn coverage(&self, scene: &Scene, order: [Kind; 4], more: &str) -> String {
        let now = self.counts(scene);
        let (mut drawn, mut left_out) = (Vec::new(), Vec::new());
        for kind in order {
            match (now[kind as usize], self.all(kind)) {
                (_, 0) => {}
                (0, of) => left_out.push(prose::count(of, kind.as_str())),
                (now, of) if now < of => {
                    drawn.push(format!("{} of {}", prose::figures(now), prose::count(of, kind.as_str())));
                }
                (now, _) => drawn.push(prose::count(now, kind.as_str())),
            }
        }
        let drawn = prose::list(&drawn);
        match left_out.is_empty() {
            true => format!("{drawn}{more}"),
            false => format!("{drawn}{more}; without {}", prose::list(&left_out)),
        }
    }
}
