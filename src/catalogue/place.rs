//! Lists in their order, and references as positions in it.

use super::entities::*;
use super::lists::EntryLists;
use super::numbering::Positions;
use super::resolve::Unresolved;

/// Where everything that can be referred to lies at last.
pub(super) struct AllPositions {
    pub sources: Positions,
    pub themes: Positions,
    pub groups: Positions,
    pub artists: Positions,
}

impl AllPositions {
    /// Whether every number is a position already.
    pub fn are_numbers(&self) -> bool {
        [&self.sources, &self.themes, &self.groups, &self.artists].into_iter().all(Positions::are_numbers)
    }

    /// The position of a source.
    pub fn source(&self, number: SourceIndex) -> SourceIndex {
        SourceIndex::new(self.sources.of(number.at() as u32) as usize)
    }

    fn place_source(&self, source: &mut Option<SourceIndex>) {
        *source = source.map(|number| self.source(number));
    }

    /// Puts a theme’s broader ones in order.
    pub fn place_theme(&self, theme: &mut Theme) {
        let mut broader: Vec<u32> = theme.broader.iter().map(|&number| self.themes.of(number)).collect();
        broader.sort_unstable();
        broader.dedup();
        theme.broader = broader.into();
    }

    /// Puts an artist’s groups in order; `default_source` is where memberships without a source of their own were read.
    pub fn place_artist(&self, artist: &mut Artist, lists: &mut EntryLists, default_source: Option<SourceIndex>) {
        for membership in lists.memberships.get_mut(artist.member_of) {
            membership.group = self.groups.of(membership.group);
            self.place_source(&mut membership.source);
            membership.source = membership.source.or(default_source);
        }
        sort_artist(artist, lists);
    }

    /// Puts a video’s lists in order; `default_source` is that of what has no source of its own.
    pub fn place_video(&self, video: &mut Video, lists: &mut EntryLists, default_source: Option<SourceIndex>) {
        video.source = default_source;
        for performer in lists.performers.get_mut(video.performers) {
            performer.index = match performer.kind {
                Kind::Group => self.groups.of(performer.index),
                _ => self.artists.of(performer.index),
            };
        }
        for carried in lists.themes.get_mut(video.themes) {
            carried.theme = self.themes.of(carried.theme);
        }
        for runtime in lists.runtimes.get_mut(video.runtimes) {
            self.place_source(&mut runtime.source);
        }
        if let Some(more) = &mut video.more {
            for role in &mut more.cast {
                role.artist = self.artists.of(role.artist);
                self.place_source(&mut role.source);
            }
            for why in &mut more.evidence {
                why.theme = self.themes.of(why.theme);
                self.place_source(&mut why.source);
            }
            for (_, source) in &mut more.sources {
                *source = self.source(*source);
            }
        }
        sort_video(video, lists);
    }
}

/// Sorts an artist’s memberships, and keeps one of each.
pub(super) fn sort_artist(artist: &mut Artist, lists: &mut EntryLists) {
    lists.memberships.get_mut(artist.member_of).sort_by_key(|m| (m.group, m.from, m.to, m.source));
    lists.memberships.keep_one_of_each(&mut artist.member_of);
}

/// Sorts a video’s lists, and keeps one of each performer and role.
pub(super) fn sort_video(video: &mut Video, lists: &mut EntryLists) {
    lists.performers.get_mut(video.performers).sort_unstable();
    lists.performers.keep_one_of_each(&mut video.performers);
    lists.themes.get_mut(video.themes).sort_unstable_by_key(|carried| carried.theme);
    if let Some(more) = &mut video.more {
        more.evidence.sort_by_key(|why| why.theme);
        more.cast.sort_by(|a, b| (a.artist, &a.role, a.source).cmp(&(b.artist, &b.role, b.source)));
        if more.cast.windows(2).any(|pair| pair[0] == pair[1]) {
            let mut cast = std::mem::take(&mut more.cast).into_vec();
            cast.dedup();
            more.cast = cast.into();
        }
    }
}

/// Sorts by id; an id that is there twice is an error.
pub(super) fn sort_videos(videos: &mut [Video]) -> Result<(), Unresolved> {
    videos.sort_by(|a, b| a.id.cmp(&b.id));
    match videos.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some(pair) => Err(Unresolved::DuplicateId(pair[0].id.clone())),
        None => Ok(()),
    }
}
