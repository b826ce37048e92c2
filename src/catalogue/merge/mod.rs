//! Several catalogue files as one: what has one id is one thing.
//!
//! Lists are united. A field that only some files give is taken from them; two files that give it two values are in
//! conflict. What a file takes from its own `source` still comes from there afterwards: where the files' default
//! sources differ, each fact is given its source by itself. Catalogues' titles are no facts about anything, so they
//! are joined.

mod facts;
mod video;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::mem::take;

use super::entities::Text;
use super::file::*;

/// Two files that say different things about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    /// Which list the entry is in.
    pub list: List,
    /// The entry's id.
    pub id: Text,
    /// The file and the place in its entry that came first.
    pub first: Spot,
    /// The ones that differ.
    pub second: Spot,
}

/// Where in an entry a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// Which of the files.
    pub file: usize,
    /// What the field is in.
    pub within: Within,
    /// The field.
    pub field: &'static str,
}

/// What a field is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// The entry itself.
    Entry,
    /// An item of one of its lists.
    Item(&'static str, usize),
    /// A video's `sources`.
    Sources,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// All the files in one. Where there are conflicts, the first file's word stands.
    pub file: CatalogueFile,
    /// Where they differ.
    pub conflicts: Vec<Conflict>,
    /// Whether a file has a fault of its own, which the merged file may not show: an id, or a theme on a video, that is
    /// there twice, or a source that no file has.
    pub is_faulty: bool,
}

/// Everything that the files say about one id: which file, and its entry.
type Stated<T> = Vec<(usize, T)>;

/// Merges files; what they refer to is not looked at.
pub(super) fn merge(mut files: Vec<CatalogueFile>) -> Merged {
    if files.len() < 2 {
        return Merged { file: files.pop().unwrap_or_default(), ..Merged::default() };
    }
    let mut merger = Merger::new(&files);
    merger.is_faulty = names_unknown_sources(&files);
    let mut file = CatalogueFile { title: titles(&files), source: merger.common.clone(), ..CatalogueFile::default() };
    for stated in merger.by_id(&mut files, |f| &mut f.sources, |s| &s.id) {
        file.sources.push(merger.source(stated));
    }
    for stated in merger.by_id(&mut files, |f| &mut f.themes, |t| &t.id) {
        file.themes.push(merger.theme(stated));
    }
    for stated in merger.by_id(&mut files, |f| &mut f.groups, |g| &g.id) {
        file.groups.push(merger.group(stated));
    }
    for stated in merger.by_id(&mut files, |f| &mut f.artists, |a| &a.id) {
        file.artists.push(merger.artist(stated));
    }
    for stated in merger.by_id(&mut files, |f| &mut f.videos, |v| &v.id) {
        file.videos.push(merger.video(stated));
    }
    Merged { file, conflicts: merger.conflicts, is_faulty: merger.is_faulty }
}

/// Whether any file names a source that none has. One that is overruled by another is not in the merged file.
fn names_unknown_sources(files: &[CatalogueFile]) -> bool {
    let known: HashSet<&Text> = files.iter().flat_map(|file| &file.sources).map(|source| &source.id.0).collect();
    let is_unknown = |source: Option<&SourceId>| source.is_some_and(|source| !known.contains(&source.0));
    files.iter().any(|file| {
        is_unknown(file.source.as_ref())
            || file
                .artists
                .iter()
                .flat_map(|artist| &artist.member_of)
                .any(|member| matches!(member, Form::Full(full) if is_unknown(full.source.as_ref())))
            || file.videos.iter().any(|video| {
                video.sources.values().any(|source| is_unknown(Some(source)))
                    || video.cast.iter().any(|role| is_unknown(role.source.as_ref()))
                    || video.runtimes.iter().any(|r| matches!(r, Form::Full(full) if is_unknown(full.source.as_ref())))
                    || video.themes.iter().any(|t| matches!(t, Form::Full(full) if is_unknown(full.source.as_ref())))
            })
    })
}

/// The files' titles, each once.
fn titles(files: &[CatalogueFile]) -> Option<Text> {
    let mut titles: Vec<&str> = Vec::new();
    for title in files.iter().filter_map(|file| file.title.as_deref()) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    (!titles.is_empty()).then(|| titles.join(" + ").into())
}

/// The merging of files.
struct Merger {
    /// Each file's default source.
    defaults: Vec<Option<SourceId>>,
    /// The default source that all of them share, if they do.
    common: Option<SourceId>,
    is_common: bool,
    conflicts: Vec<Conflict>,
    is_faulty: bool,
}

impl Merger {
    fn new(files: &[CatalogueFile]) -> Self {
        // A file without facts, such as a vocabulary of themes, has nothing to take from a source.
        let has_facts = |file: &&CatalogueFile| !file.artists.is_empty() || !file.videos.is_empty();
        let mut with_facts = files.iter().filter(has_facts).map(|file| &file.source);
        let first = with_facts.next().unwrap_or(&files[0].source);
        let is_common = with_facts.all(|source| source == first);
        Self {
            defaults: files.iter().map(|file| file.source.clone()).collect(),
            common: first.clone().filter(|_| is_common),
            is_common,
            conflicts: Vec::new(),
            is_faulty: false,
        }
    }

    /// Takes one list out of every file and puts together what has one id, in the order of first appearance.
    fn by_id<T>(
        &mut self,
        files: &mut [CatalogueFile],
        list: impl Fn(&mut CatalogueFile) -> &mut Vec<T>,
        id: impl Fn(&T) -> &Id,
    ) -> Vec<Stated<T>> {
        let mut all: Vec<Stated<T>> = Vec::new();
        let mut at: HashMap<Text, usize> = HashMap::new();
        for (number, file) in files.iter_mut().enumerate() {
            for entry in take(list(file)) {
                let index = *at.entry(id(&entry).0.clone()).or_insert(all.len());
                match all.get_mut(index) {
                    None => all.push(vec![(number, entry)]),
                    Some(stated) if stated.last().is_some_and(|(last, _)| *last == number) => self.is_faulty = true,
                    Some(stated) => stated.push((number, entry)),
                }
            }
        }
        all
    }

    /// The first of the values; every other one is a conflict.
    fn agree<'v, V: PartialEq + ?Sized + 'v>(
        &mut self,
        list: List,
        id: &Id,
        values: impl Iterator<Item = (Spot, &'v V)>,
    ) -> Option<&'v V> {
        let mut first: Option<(Spot, &V)> = None;
        for (spot, value) in values {
            match first {
                None => first = Some((spot, value)),
                Some((_, same)) if same == value => {}
                Some((first, _)) => {
                    self.conflicts.push(Conflict { list, id: id.0.clone(), first, second: spot });
                }
            }
        }
        first.map(|(_, value)| value)
    }

    fn source(&mut self, mut stated: Stated<SourceFile>) -> SourceFile {
        if stated.len() == 1 {
            return stated.remove(0).1;
        }
        let id = stated[0].1.id.clone();
        let mut field = Fields { merger: self, list: List::Sources, id: &id, stated: &stated };
        SourceFile {
            title: field.one("title", |s| Some(&s.title)).unwrap_or_default(),
            publisher: field.one("publisher", |s| s.publisher.as_ref()),
            url: field.one("url", |s| s.url.as_ref()),
            accessed: field.one("accessed", |s| s.accessed.as_ref()),
            id: id.clone(),
        }
    }

    fn theme(&mut self, mut stated: Stated<ThemeFile>) -> ThemeFile {
        if stated.len() == 1 {
            return stated.remove(0).1;
        }
        let id = stated[0].1.id.clone();
        let mut field = Fields { merger: self, list: List::Themes, id: &id, stated: &stated };
        ThemeFile {
            name: field.one("name", |t| Some(&t.name)).unwrap_or_default(),
            aliases: field.all(|t| &t.aliases),
            definition: field.one("definition", |t| t.definition.as_ref()),
            broader: field.all(|t| &t.broader),
            id: id.clone(),
        }
    }

    fn group(&mut self, mut stated: Stated<GroupFile>) -> GroupFile {
        if stated.len() == 1 {
            return stated.remove(0).1;
        }
        let id = stated[0].1.id.clone();
        let mut field = Fields { merger: self, list: List::Groups, id: &id, stated: &stated };
        GroupFile {
            name: field.one("name", |g| Some(&g.name)).unwrap_or_default(),
            aliases: field.all(|g| &g.aliases),
            id: id.clone(),
        }
    }

    fn artist(&mut self, mut stated: Stated<ArtistFile>) -> ArtistFile {
        if stated.len() == 1 && self.is_common {
            return stated.remove(0).1;
        }
        let id = stated[0].1.id.clone();
        let member_of = self.memberships(&id, &mut stated);
        let mut field = Fields { merger: self, list: List::Artists, id: &id, stated: &stated };
        ArtistFile {
            name: field.one("name", |a| Some(&a.name)).unwrap_or_default(),
            aliases: field.all(|a| &a.aliases),
            member_of,
            id: id.clone(),
        }
    }
}

/// The fields of one entry, over all files that state it.
struct Fields<'m, 's, T> {
    merger: &'m mut Merger,
    list: List,
    id: &'s Id,
    stated: &'s [(usize, T)],
}

impl<'s, T> Fields<'_, 's, T> {
    /// A field with one value.
    fn one<V: PartialEq + Clone + 's>(
        &mut self,
        field: &'static str,
        get: impl Fn(&'s T) -> Option<&'s V>,
    ) -> Option<V> {
        let values = self
            .stated
            .iter()
            .filter_map(|(file, entry)| Some((Spot { file: *file, within: Within::Entry, field }, get(entry)?)));
        self.merger.agree(self.list, self.id, values).cloned()
    }

    /// A field with a list of values: the first file's, then what others add.
    fn all<V: Eq + Hash + Clone + 's>(&self, get: impl Fn(&'s T) -> &'s Vec<V>) -> Vec<V> {
        let mut lists = self.stated.iter().map(|(_, entry)| get(entry));
        let mut all: Vec<V> = lists.next().cloned().unwrap_or_default();
        let mut is_there: HashSet<&V> =
            self.stated.first().map(|(_, entry)| get(entry).iter().collect()).unwrap_or_default();
        for value in lists.flatten() {
            if is_there.insert(value) {
                all.push(value.clone());
            }
        }
        all
    }
}
