//! Every edge that a catalogue states, in the order in which it states them.

use super::story::{Edge, Relation};
use crate::catalogue::{Catalogue, Node};

/// Calls `each` with every edge: memberships by artist, then what is broader by theme, then by video its performers,
/// its cast and its themes.
pub(super) fn for_each_edge(catalogue: &Catalogue, mut each: impl FnMut(Node, Edge, Node)) {
    let edge = |relation, at: usize| Edge { relation, detail: at as u32 };
    for (artist, entry) in catalogue.artists.iter().enumerate() {
        for (at, membership) in entry.member_of.iter().enumerate() {
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
        for (at, &performer) in entry.performers.iter().enumerate() {
            each(performer, edge(Relation::Performs, at), video);
        }
        for (at, role) in entry.cast.iter().enumerate() {
            each(Node::artist(role.artist), edge(Relation::AppearsIn, at), video);
        }
        for (at, carried) in entry.themes.iter().enumerate() {
            each(video, edge(Relation::Carries, at), Node::theme(carried.theme));
        }
    }
}

/// How many edges there are.
pub(super) fn count_edges(catalogue: &Catalogue) -> usize {
    let artists: usize = catalogue.artists.iter().map(|a| a.member_of.len()).sum();
    let themes: usize = catalogue.themes.iter().map(|t| t.broader.len()).sum();
    let videos: usize = catalogue.videos.iter().map(|v| v.performers.len() + v.cast.len() + v.themes.len()).sum();
    artists + themes + videos
}
