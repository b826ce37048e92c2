//! Every edge that a catalogue states, in the order in which it states them.

use super::story::{Edge, Relation};
use crate::catalogue::{Catalogue, Kind, Node};

/// Calls `each` with every edge: memberships by artist, then what is broader by theme, then by video its performers,
/// its cast and its themes.
pub(super) fn for_each_edge(catalogue: &Catalogue, mut each: impl FnMut(Node, Edge, Node)) {
    let edge = |relation, at: usize| Edge { relation, detail: at as u32 };
    for (artist, entry) in catalogue.artists.iter().enumerate() {
        for (at, membership) in catalogue[entry.member_of].iter().enumerate() {
            each(Node::artist(artist as u32), edge(Relation::MemberOf, at), Node::group(membership.group));
        }
    }
    for (theme, entry) in catalogue.themes.iter().enumerate() {
        for (at, &above) in entry.broader.iter().enumerate() {
            each(Node::theme(theme as u32), edge(Relation::Broader, at), Node::theme(above));
        }
    }
    for (index, entry) in catalogue.videos.iter().enumerate() {
        let video = Node::video(index as u32);
        for (at, &performer) in catalogue[entry.performers].iter().enumerate() {
            each(performer, edge(Relation::Performs, at), video);
        }
        for (at, role) in entry.cast().iter().enumerate() {
            each(Node::artist(role.artist), edge(Relation::AppearsIn, at), video);
        }
        for (at, carried) in catalogue[entry.themes].iter().enumerate() {
            each(video, edge(Relation::Carries, at), Node::theme(carried.theme));
        }
    }
}

/// Calls `each` with nodes and how many edges start there; a node may come several times.
pub(super) fn for_each_start(catalogue: &Catalogue, mut each: impl FnMut(Node, usize)) {
    for (artist, entry) in catalogue.artists.iter().enumerate() {
        each(Node::artist(artist as u32), entry.member_of.len());
    }
    for (theme, entry) in catalogue.themes.iter().enumerate() {
        each(Node::theme(theme as u32), entry.broader.len());
    }
    for (video, entry) in catalogue.videos.iter().enumerate() {
        catalogue[entry.performers].iter().for_each(|&performer| each(performer, 1));
        entry.cast().iter().for_each(|role| each(Node::artist(role.artist), 1));
        each(Node::video(video as u32), entry.themes.len());
    }
}

/// The edges from `from` to `to`, which lie in the lists of one of the two.
pub fn edges_between(catalogue: &Catalogue, from: Node, to: Node) -> Vec<Edge> {
    let mut found = Vec::new();
    let mut add = |relation, at: usize| found.push(Edge { relation, detail: at as u32 });
    match (from.kind, to.kind) {
        (Kind::Artist, Kind::Group) => {
            let groups = catalogue[catalogue.artists[from.at()].member_of].iter().map(|membership| membership.group);
            groups.enumerate().filter(|&(_, group)| group == to.index).for_each(|(at, _)| add(Relation::MemberOf, at));
        }
        (Kind::Theme, Kind::Theme) => {
            let above = catalogue.themes[from.at()].broader.iter().enumerate();
            above.filter(|(_, theme)| **theme == to.index).for_each(|(at, _)| add(Relation::Broader, at));
        }
        (Kind::Artist | Kind::Group, Kind::Video) => {
            let video = &catalogue.videos[to.at()];
            let performers =
                catalogue[video.performers].iter().enumerate().filter(|(_, performer)| **performer == from);
            performers.for_each(|(at, _)| add(Relation::Performs, at));
            if from.kind == Kind::Artist {
                let cast = video.cast().iter().enumerate().filter(|(_, role)| role.artist == from.index);
                cast.for_each(|(at, _)| add(Relation::AppearsIn, at));
            }
        }
        (Kind::Video, Kind::Theme) => {
            let themes = catalogue[catalogue.videos[from.at()].themes].iter().enumerate();
            themes.filter(|(_, carried)| carried.theme == to.index).for_each(|(at, _)| add(Relation::Carries, at));
        }
        _ => {}
    }
    found
}

/// How many edges there are.
pub(super) fn count_edges(catalogue: &Catalogue) -> usize {
    let artists: usize = catalogue.artists.iter().map(|a| a.member_of.len()).sum();
    let themes: usize = catalogue.themes.iter().map(|t| t.broader.len()).sum();
    let videos: usize = catalogue.videos.iter().map(|v| v.performers.len() + v.cast().len() + v.themes.len()).sum();
    artists + themes + videos
}
