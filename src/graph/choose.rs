//! Which videos a person means by themes, groups and artists.

use super::hierarchy::Hierarchy;
use crate::catalogue::{Catalogue, Kind, Node};

/// For each video, whether it belongs to all of `themes`, all of `groups` and all of `artists`.
///
/// A video belongs to a theme that it carries, or of which it carries a narrower one; to a group that performs
/// it, a member of which performs it, or a member of which is in its cast; to an artist who performs it, a
/// group of whom performs it, or who is in its cast. Nodes of another kind than their list's match nothing.
pub fn choose_videos(catalogue: &Catalogue, themes: &[Node], groups: &[Node], artists: &[Node]) -> Vec<bool> {
    let mut chosen = vec![true; catalogue.videos.len()];
    if !themes.is_empty() {
        let hierarchy = Hierarchy::of(catalogue);
        for &theme in themes {
            let mut meant = vec![false; catalogue.themes.len()];
            if theme.kind == Kind::Theme {
                meant[theme.at()] = true;
                for below in hierarchy.descendants([theme.index]) {
                    meant[below as usize] = true;
                }
            }
            for (chosen, video) in chosen.iter_mut().zip(&catalogue.videos) {
                *chosen &= catalogue[video.themes].iter().any(|carried| meant[carried.theme as usize]);
            }
        }
    }
    for &node in groups.iter().chain(artists) {
        for (chosen, belongs) in chosen.iter_mut().zip(videos_of(catalogue, node)) {
            *chosen &= belongs;
        }
    }
    chosen
}

/// For each video, whether it is one of the group or the artist at `node`.
fn videos_of(catalogue: &Catalogue, node: Node) -> Vec<bool> {
    let mut artists = vec![false; catalogue.artists.len()];
    let mut groups = vec![false; catalogue.groups.len()];
    match node.kind {
        Kind::Artist => {
            artists[node.at()] = true;
            for membership in &catalogue[catalogue.artists[node.at()].member_of] {
                groups[membership.group as usize] = true;
            }
        }
        Kind::Group => {
            groups[node.at()] = true;
            for (is_member, artist) in artists.iter_mut().zip(&catalogue.artists) {
                *is_member = catalogue[artist.member_of].iter().any(|m| m.group == node.index);
            }
        }
        Kind::Theme | Kind::Video => {}
    }
    let performs = |performer: &Node| match performer.kind {
        Kind::Artist => artists[performer.at()],
        Kind::Group => groups[performer.at()],
        Kind::Theme | Kind::Video => false,
    };
    let videos = catalogue.videos.iter();
    videos
        .map(|v| catalogue[v.performers].iter().any(performs) || v.cast().iter().any(|r| artists[r.artist as usize]))
        .collect()
}
