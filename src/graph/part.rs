//! Which nodes a view has, and the edges among them.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use super::edges::{for_each_edge, for_each_start};
use super::hierarchy::Hierarchy;
use super::overlap::Overlap;
use super::story::{Edge, Relation, StoryGraph};
use super::view::{TooManyPairs, ViewKind};
use super::view_edges::{Rows, ViewEdge, ViewEdges};
use crate::catalogue::{Catalogue, Kind, Node, Video};

/// The nodes of a view: for each kind, in the order of [`Kind::ALL`], which of its list are there.
pub(super) struct Part {
    view: ViewKind,
    has: [Vec<bool>; 4],
}

impl Part {
    /// The part of the view `view` that belongs to the videos of `chosen`; of the view of everything all there is,
    /// if `whole`.
    pub(super) fn of(catalogue: &Catalogue, view: ViewKind, chosen: &[bool], whole: bool) -> Self {
        let mut part = Self { view, has: Kind::ALL.map(|kind| vec![false; catalogue.count(kind)]) };
        match view {
            ViewKind::Relationships if whole => {
                for has in &mut part.has {
                    has.fill(true);
                }
            }
            ViewKind::Relationships => part.add_belongings(catalogue, chosen),
            ViewKind::SharedThemes => part.add_shared_themes(catalogue, chosen),
            ViewKind::Videos => {}
        }
        part.has[Kind::Video as usize].copy_from_slice(chosen);
        part
    }

    fn has(&self, node: Node) -> bool {
        self.has[node.kind as usize][node.at()]
    }

    fn add(&mut self, node: Node) {
        self.has[node.kind as usize][node.at()] = true;
    }

    fn has_video(&self, video: usize) -> bool {
        self.has[Kind::Video as usize][video]
    }

    /// What the chosen videos carry and all above it, who performs and plays in them, and the groups of those.
    fn add_belongings(&mut self, catalogue: &Catalogue, chosen: &[bool]) {
        for (video, _) in catalogue.videos.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            catalogue[video.performers].iter().for_each(|&performer| self.add(performer));
            video.cast().iter().for_each(|role| self.add(Node::artist(role.artist)));
            catalogue[video.themes].iter().for_each(|carried| self.add(Node::theme(carried.theme)));
        }
        for (artist, entry) in catalogue.artists.iter().enumerate() {
            if self.has(Node::artist(artist as u32)) {
                catalogue[entry.member_of].iter().for_each(|membership| self.add(Node::group(membership.group)));
            }
        }
        let carried = catalogue.nodes(Kind::Theme).filter(|&theme| self.has(theme)).map(|theme| theme.index);
        for above in Hierarchy::of(catalogue).ancestors(carried.collect::<Vec<_>>()) {
            self.add(Node::theme(above));
        }
    }

    /// The themes that two or more of the chosen videos carry.
    fn add_shared_themes(&mut self, catalogue: &Catalogue, chosen: &[bool]) {
        let mut carriers = vec![0u32; catalogue.themes.len()];
        for (video, _) in catalogue.videos.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            catalogue[video.themes].iter().for_each(|carried| carriers[carried.theme as usize] += 1);
        }
        for (has, carriers) in self.has[Kind::Theme as usize].iter_mut().zip(carriers) {
            *has = carriers >= 2;
        }
    }

    /// Leaves out what `other` has not.
    pub(super) fn keep_only(&mut self, other: &Part) {
        for (has, others) in self.has.iter_mut().zip(&other.has) {
            has.iter_mut().zip(others).for_each(|(has, other)| *has &= other);
        }
    }

    /// What lies within `depth` edges of `centre`, which is nothing where the centre is not there itself.
    pub(super) fn around(&self, graph: &StoryGraph, centre: Node, depth: u32) -> Self {
        let catalogue = graph.catalogue();
        let mut near = Self { view: self.view, has: Kind::ALL.map(|kind| vec![false; catalogue.count(kind)]) };
        if !self.has(centre) {
            return near;
        }
        near.add(centre);
        let carriers = (self.view != ViewKind::Relationships).then(|| self.overlap(graph));
        let mut seen = vec![false; catalogue.themes.len()];
        let mut ring = vec![centre];
        for _ in 0..depth {
            let mut next = Vec::new();
            for node in ring {
                match &carriers {
                    None => {
                        let neighbours = graph.petgraph().neighbors_undirected(graph.index(node));
                        next.extend(neighbours.map(|neighbour| graph.node(neighbour)));
                    }
                    Some(overlap) => self.step_over_themes(overlap, node, &mut seen, &mut next),
                }
            }
            next.retain(|&node| self.has(node) && !near.has(node));
            next.sort_unstable();
            next.dedup();
            next.iter().for_each(|&node| near.add(node));
            if next.is_empty() {
                break;
            }
            ring = next;
        }
        near
    }

    /// One step from `node` in a view of videos and themes, or of videos alone; each theme is entered once.
    fn step_over_themes(&self, overlap: &Overlap, node: Node, seen: &mut [bool], next: &mut Vec<Node>) {
        let videos = |theme: u32| overlap.carriers(theme).iter().map(|&video| Node::video(video));
        match (self.view, node.kind) {
            (ViewKind::Videos, _) => {
                for &theme in overlap.themes(node.index) {
                    if !std::mem::replace(&mut seen[theme as usize], true) {
                        next.extend(videos(theme));
                    }
                }
            }
            (_, Kind::Theme) => next.extend(videos(node.index)),
            _ => next.extend(overlap.themes(node.index).iter().map(|&theme| Node::theme(theme))),
        }
    }

    /// The themes of the videos that are there.
    fn overlap<'a>(&self, graph: &StoryGraph<'a>) -> Overlap<'a> {
        Overlap::among(graph.catalogue(), false, |video| self.has_video(video as usize))
    }

    /// The `top` videos with most edges, `first` before all, ties by id.
    pub(super) fn top_videos(&self, graph: &StoryGraph, top: usize, first: Option<Node>) -> Vec<bool> {
        let there = graph.catalogue().nodes(Kind::Video).filter(|&video| self.has(video));
        let mut videos: Vec<Node> = there.collect();
        let degrees = if self.view == ViewKind::Videos && top < videos.len() {
            self.overlap(graph).largest_partner_counts(top)
        } else {
            self.degrees(graph)
        };
        videos.sort_by_key(|&video| (first != Some(video), Reverse(degrees[video.at()])));
        let mut most = vec![false; degrees.len()];
        videos.iter().take(top).for_each(|video| most[video.at()] = true);
        most
    }

    /// How many edges each video has.
    fn degrees(&self, graph: &StoryGraph) -> Vec<u32> {
        if self.view == ViewKind::Videos {
            return self.overlap(graph).partner_counts();
        }
        let catalogue = graph.catalogue();
        let degree = |video: &Video| {
            let mut degree =
                catalogue[video.themes].iter().filter(|carried| self.has(Node::theme(carried.theme))).count();
            if self.view == ViewKind::Relationships {
                degree += catalogue[video.performers].iter().filter(|&&performer| self.has(performer)).count();
                degree += video.cast().iter().filter(|role| self.has(Node::artist(role.artist))).count();
            }
            degree as u32
        };
        catalogue.videos.iter().map(degree).collect()
    }

    /// The nodes, in order.
    pub(super) fn nodes(&self) -> Vec<Node> {
        let of_kind = |kind: Kind| {
            let there = self.has[kind as usize].iter().enumerate().filter(|(_, has)| **has);
            there.map(move |(index, _)| Node { kind, index: index as u32 })
        };
        Kind::ALL.into_iter().flat_map(of_kind).collect()
    }

    /// The view's edges among its `nodes`.
    ///
    /// # Errors
    /// [`TooManyPairs`], where more than `most` pairs of videos share themes.
    pub(super) fn edges(&self, graph: &StoryGraph, nodes: &[Node], most: usize) -> Result<ViewEdges, TooManyPairs> {
        if self.view == ViewKind::Relationships && nodes.len() == graph.node_count() {
            // In a whole graph a node's place is its number, and looking for it would be most of the work.
            let place = |node| graph.index(node).index() as u32;
            let mut counts = vec![0u32; nodes.len()];
            for_each_start(graph.catalogue(), |node, count| counts[place(node) as usize] += count as u32);
            return Ok(self.stated_edges(graph, &counts, place));
        }
        let mut places = vec![u32::MAX; graph.node_count()];
        for (place, &node) in nodes.iter().enumerate() {
            places[graph.index(node).index()] = place as u32;
        }
        if self.view != ViewKind::Videos {
            let place = |node| places[graph.index(node).index()];
            let mut counts = vec![0u32; nodes.len()];
            self.for_each_stated_edge(graph, place, |edge| counts[edge.from as usize] += 1);
            return Ok(self.stated_edges(graph, &counts, place));
        }
        let place = |video| places[graph.index(Node::video(video)).index()];
        let mut edges = Vec::new();
        let all = self.overlap(graph).try_for_each_pair(|a, b, count| {
            if edges.len() == most {
                return ControlFlow::Break(());
            }
            edges.push(ViewEdge { from: place(a), to: place(b), relation: Relation::SharesThemes, detail: count });
            ControlFlow::Continue(())
        });
        if all.is_break() {
            return Err(TooManyPairs { videos: nodes.len(), most });
        }
        // The first video of the pairs never falls, nor do places.
        Ok(edges.into_iter().collect())
    }

    /// The edges that the catalogue states among nodes that have a `place` each, at which place so many start.
    fn stated_edges(&self, graph: &StoryGraph, counts: &[u32], place: impl Fn(Node) -> u32) -> ViewEdges {
        let mut rows = Rows::new(counts);
        self.for_each_stated_edge(graph, &place, |edge| rows.add(edge));
        rows.finish()
    }

    fn for_each_stated_edge(&self, graph: &StoryGraph, place: impl Fn(Node) -> u32, mut each: impl FnMut(ViewEdge)) {
        let everything = self.view == ViewKind::Relationships;
        for_each_edge(graph.catalogue(), |from, Edge { relation, detail }, to| {
            if everything || relation == Relation::Carries {
                let (from, to) = (place(from), place(to));
                if from != u32::MAX && to != u32::MAX {
                    each(ViewEdge { from, to, relation, detail });
                }
            }
        });
    }
}
