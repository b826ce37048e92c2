//! One video, as several files state it.

use std::collections::BTreeMap;

use super::facts::{Item, items, runtimes, shared_fallback};
use super::{Fields, Merger, Spot, Stated, Within};
use crate::catalogue::file::*;

/// The fields whose source is the video's own, or the one in its map `sources`.
const WITHOUT_ITEMS: [VideoField; 9] = [
    VideoField::AgeRestricted,
    VideoField::Aliases,
    VideoField::Directors,
    VideoField::Performers,
    VideoField::Release,
    VideoField::Released,
    VideoField::Synopsis,
    VideoField::Title,
    VideoField::Url,
];

/// Whether a file says something in the field.
fn states(video: &VideoFile, field: VideoField) -> bool {
    match field {
        VideoField::AgeRestricted => video.age_restricted.is_some(),
        VideoField::Aliases => !video.aliases.is_empty(),
        VideoField::Cast => !video.cast.is_empty(),
        VideoField::Directors => !video.directors.is_empty(),
        VideoField::Performers => !video.performers.is_empty(),
        VideoField::Release => video.release.is_some(),
        VideoField::Released => video.released.is_some(),
        VideoField::Runtimes => !video.runtimes.is_empty(),
        VideoField::Synopsis => video.synopsis.is_some(),
        VideoField::Themes => !video.themes.is_empty(),
        VideoField::Title => true,
        VideoField::Url => video.url.is_some(),
    }
}

impl Merger {
    pub(super) fn video(&mut self, mut stated: Stated<VideoFile>) -> VideoFile {
        if stated.len() == 1 && self.is_common {
            return stated.remove(0).1;
        }
        let id = stated[0].1.id.clone();
        let mut sources = self.field_sources(&id, &stated);
        let defaults = self.defaults.clone();
        let fallback = |of: VideoField| {
            let defaults = &defaults;
            move |file: usize, video: &VideoFile| video.sources.get(&of).or(defaults[file].as_ref()).cloned()
        };
        let themes = items(&mut stated, |v| &mut v.themes, carried_in_full, fallback(VideoField::Themes));
        let keeps = self.keeps_fallback(VideoField::Themes, &themes, &stated, &mut sources);
        let themes = self.carried(&id, themes, keeps);
        let cast = items(&mut stated, |v| &mut v.cast, role_and_source, fallback(VideoField::Cast));
        let keeps = self.keeps_fallback(VideoField::Cast, &cast, &stated, &mut sources);
        let cast = self.cast(&id, cast, keeps);
        let lengths = items(&mut stated, |v| &mut v.runtimes, runtime_in_full, fallback(VideoField::Runtimes));
        let keeps = self.keeps_fallback(VideoField::Runtimes, &lengths, &stated, &mut sources);
        let runtimes = runtimes(lengths, keeps);
        let mut field = Fields { merger: self, list: List::Videos, id: &id, stated: &stated };
        VideoFile {
            title: field.one("title", |v| Some(&v.title)).unwrap_or_default(),
            aliases: field.all(|v| &v.aliases),
            performers: field.all(|v| &v.performers),
            released: field.one("released", |v| v.released.as_ref()),
            release: field.one("release", |v| v.release.as_ref()),
            directors: field.all(|v| &v.directors),
            url: field.one("url", |v| v.url.as_ref()),
            synopsis: field.one("synopsis", |v| v.synopsis.as_ref()),
            age_restricted: field.one("age_restricted", |v| v.age_restricted.as_ref()),
            sources,
            runtimes,
            cast,
            themes,
            id: id.clone(),
        }
    }

    /// The sources of the fields that have no items with sources of their own.
    fn field_sources(&mut self, id: &Id, stated: &Stated<VideoFile>) -> BTreeMap<VideoField, SourceId> {
        let mut sources = BTreeMap::new();
        for field in WITHOUT_ITEMS {
            let spot = |file: usize| Spot { file, within: Within::Sources, field: field.as_str() };
            let named = stated.iter().filter_map(|(file, video)| Some((spot(*file), video.sources.get(&field)?)));
            let mut source = self.agree(List::Videos, id, named).cloned();
            if source.is_none() {
                let first = stated.iter().find(|(_, video)| states(video, field));
                source = first
                    .and_then(|(file, _)| self.defaults[*file].clone())
                    .filter(|s| Some(s) != self.common.as_ref());
            }
            if let Some(source) = source {
                sources.insert(field, source);
            }
        }
        sources
    }

    /// Whether items without a source of their own can go on without one, because they share what they fall
    /// back on. That is then noted in the video's `sources` where it needs to be.
    fn keeps_fallback<T>(
        &self,
        field: VideoField,
        items: &[Item<T>],
        stated: &Stated<VideoFile>,
        sources: &mut BTreeMap<VideoField, SourceId>,
    ) -> bool {
        let named = stated.iter().find_map(|(_, video)| video.sources.get(&field));
        match shared_fallback(items) {
            None if items.is_empty() => {
                sources.extend(named.map(|source| (field, source.clone())));
                true
            }
            None => false,
            Some(None) => self.common.is_none(),
            Some(Some(shared)) => {
                if named == Some(shared) || self.common.as_ref() != Some(shared) {
                    sources.insert(field, shared.clone());
                }
                true
            }
        }
    }
}

fn carried_in_full(form: Form<ThemeId, CarriedFile>) -> (CarriedFile, Option<SourceId>) {
    match form {
        Form::Short(theme) => {
            (CarriedFile { theme, weight: None, basis: None, evidence: None, source: None, spoiler: None }, None)
        }
        Form::Full(mut full) => {
            let own = full.source.take();
            (full, own)
        }
    }
}

fn role_and_source(mut role: RoleFile) -> (RoleFile, Option<SourceId>) {
    let own = role.source.take();
    (role, own)
}

fn runtime_in_full(form: Form<LengthText, RuntimeFile>) -> (RuntimeFile, Option<SourceId>) {
    match form {
        Form::Short(length) => {
            (RuntimeFile { length, precision: None, measures: None, source: None, stated: None }, None)
        }
        Form::Full(mut full) => {
            let own = full.source.take();
            (full, own)
        }
    }
}
