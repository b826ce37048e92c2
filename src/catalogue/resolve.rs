//! From the file's words to a [`Catalogue`]: lists sorted by id, references as indices.
//!
//! Entries come one by one, in any order, and may refer to what comes later. Every id is therefore numbered when it is
//! first seen, and the numbers are exchanged for positions in the sorted lists at the end.

use thiserror::Error;

use super::cursor::KeyOrder;
use super::entities::*;
use super::file::*;
use super::lists::{EntryLists, ListOf, Lists, room};
use super::load::Keep;
use super::numbering::Numbering;
use super::place::{AllPositions, sort_artist, sort_video, sort_videos};
use super::plain;
use super::stream::{Sink, Statement};
use super::values::{Date, Length};

/// The first thing that keeps a file from being a catalogue. The diagnosis that looks for every one of
/// them, with its place, is made from the text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unresolved {
    /// Two entries of one list have one id.
    #[error("the id “{0}” is there twice")]
    DuplicateId(Text),
    /// Something refers to what is not there.
    #[error("there is no {what} “{id}”")]
    UnknownReference {
        /// Which list should have had it.
        what: &'static str,
        /// What was asked for.
        id: Text,
    },
    /// A video carries one theme twice.
    #[error("the video “{0}” carries a theme twice")]
    DuplicateTheme(Text),
    /// A theme is above itself.
    #[error("the theme “{0}” is broader than itself")]
    Cycle(Text),
    /// A list is longer than this program counts.
    #[error("there are more {0}s than can be counted")]
    TooMany(&'static str),
    /// A date or a length that has not the form of one.
    #[error("{0}")]
    Value(String),
}

/// Turns a file into a catalogue.
///
/// # Errors
/// The first duplicate, dangling reference, cycle or malformed value.
pub fn resolve(file: CatalogueFile) -> Result<Catalogue, Unresolved> {
    let mut resolver = Resolver::default();
    let statements = file
        .title
        .into_iter()
        .map(Statement::Title)
        .chain(file.source.into_iter().map(Statement::DefaultSource))
        .chain(file.sources.into_iter().map(Statement::Source))
        .chain(file.themes.into_iter().map(Statement::Theme))
        .chain(file.groups.into_iter().map(Statement::Group))
        .chain(file.artists.into_iter().map(Statement::Artist))
        .chain(file.videos.into_iter().map(Statement::Video));
    for statement in statements {
        resolver.add(statement)?;
    }
    resolver.finish()
}

/// A catalogue in the making. References in it are numbers, not yet positions.
#[derive(Default)]
pub(super) struct Resolver {
    keep: Keep,
    title: Text,
    default_source: Option<SourceIndex>,
    /// The default source's id, until its number is needed: before that, the list of sources may come.
    default_id: Option<SourceId>,
    /// Whether the default source came after entries that it is the source of.
    is_default_late: bool,
    sources: Numbering<Source>,
    pub themes: Numbering<Theme>,
    pub groups: Numbering<Group>,
    pub artists: Numbering<Artist>,
    videos: Vec<Video>,
    /// The lists of the artists and videos, and of the one that is being read.
    pub lists: EntryLists,
    /// How many artists and videos have all their numbers.
    complete_artists: usize,
    complete_videos: usize,
    are_videos_unsorted: bool,
    fault: Option<Unresolved>,
    /// In which order the keys of the last artist and video came.
    pub artist_keys: KeyOrder,
    pub video_keys: KeyOrder,
}

impl Sink for Resolver {
    fn add_plain(&mut self, list: List, text: &str) -> Option<usize> {
        let lists = &self.lists;
        let lengths = (lists.memberships.len(), lists.performers.len(), lists.themes.len(), lists.runtimes.len());
        let asked = (self.groups.asked(), self.artists.asked(), self.themes.asked());
        let length = match list {
            List::Artists => plain::artist(text, self),
            List::Videos => plain::video(text, self),
            _ => None,
        };
        if length.is_none() {
            self.lists.memberships.truncate(lengths.0);
            self.lists.performers.truncate(lengths.1);
            self.lists.themes.truncate(lengths.2);
            self.lists.runtimes.truncate(lengths.3);
            self.groups.forget(asked.0);
            self.artists.forget(asked.1);
            self.themes.forget(asked.2);
        }
        length
    }

    fn add(&mut self, statement: Statement) -> Result<(), Unresolved> {
        match statement {
            Statement::Title(title) => self.title = title,
            Statement::DefaultSource(id) => {
                self.default_id = Some(id);
                self.is_default_late = self.artists.len() + self.videos.len() > 0;
            }
            Statement::Source(source) => self.sources.push(read_source(source)?),
            Statement::Theme(theme) => {
                let theme = self.theme(theme);
                self.themes.push(theme);
            }
            Statement::Group(group) => {
                self.groups.push(Group { id: group.id.0, name: group.name, aliases: group.aliases.into() });
            }
            Statement::Artist(artist) => {
                let artist = self.artist(artist)?;
                self.push_artist(artist);
            }
            Statement::Video(video) => {
                let video = self.video(video)?;
                self.push_video(video);
            }
        }
        Ok(())
    }
}

impl Resolver {
    /// Keeps only what a question looks at.
    pub fn keeping(keep: Keep) -> Self {
        Self { keep, videos: room(), ..Self::default() }
    }

    /// The catalogue, once everything is said.
    pub fn finish(mut self) -> Result<Catalogue, Unresolved> {
        self.complete_artists();
        self.complete_videos();
        self.number_default_source();
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let (sources, source_at) = self.sources.finish()?;
        let (themes, theme_at) = self.themes.finish()?;
        let (groups, group_at) = self.groups.finish()?;
        let (artists, artist_at) = self.artists.finish()?;
        let at = AllPositions { sources: source_at, themes: theme_at, groups: group_at, artists: artist_at };
        let source = self.default_source.map(|number| at.source(number));
        let are_artists_moved = !at.artists.are_numbers();
        let (videos, lists) = (self.videos, self.lists);
        let mut catalogue = Catalogue { title: self.title, source, sources, themes, groups, artists, videos, lists };
        for theme in &mut catalogue.themes {
            at.place_theme(theme);
        }
        // In a sorted file every number is a position already, and a pass over everything is saved.
        if self.is_default_late || !at.are_numbers() {
            let Catalogue { artists, videos, lists, .. } = &mut catalogue;
            artists.iter_mut().for_each(|artist| at.place_artist(artist, lists, source));
            videos.iter_mut().for_each(|video| at.place_video(video, lists, source));
        }
        if self.are_videos_unsorted {
            sort_videos(&mut catalogue.videos)?;
        }
        let Catalogue { artists, videos, lists, .. } = &mut catalogue;
        lists.memberships.pack(are_artists_moved, artists.iter_mut().map(|artist| &mut artist.member_of));
        lists.performers.pack(self.are_videos_unsorted, videos.iter_mut().map(|video| &mut video.performers));
        lists.themes.pack(self.are_videos_unsorted, videos.iter_mut().map(|video| &mut video.themes));
        lists.runtimes.pack(self.are_videos_unsorted, videos.iter_mut().map(|video| &mut video.runtimes));
        match cycle(&catalogue.themes) {
            Some(theme) => Err(Unresolved::Cycle(catalogue.themes[theme].id.clone())),
            None => Ok(catalogue),
        }
    }

    /// Takes in an artist whose references are numbers, or asked for.
    pub fn push_artist(&mut self, artist: Artist) {
        self.number_default_source();
        for membership in self.lists.memberships.get_mut(artist.member_of) {
            membership.source = membership.source.or(self.default_source);
        }
        self.artists.push(artist);
        if self.groups.is_full() {
            self.complete_artists();
        }
    }

    /// Takes in a video whose references are numbers, or asked for.
    pub fn push_video(&mut self, mut video: Video) {
        self.number_default_source();
        video.source = self.default_source;
        if !self.keep.details {
            video.more = None;
        }
        self.are_videos_unsorted |= self.videos.last().is_some_and(|last| last.id >= video.id);
        self.videos.push(video);
        if self.artists.is_full() || self.themes.is_full() {
            self.complete_videos();
        }
    }

    fn number_default_source(&mut self) {
        if let Some(id) = self.default_id.take() {
            self.default_source = self.source(Some(id));
        }
    }

    /// Gives the last artists the numbers that were asked for, and drops their groups if they are not kept.
    fn complete_artists(&mut self) {
        let lists = &mut self.lists;
        self.groups.answer(|at, number| lists.memberships.item_mut(at).group = number);
        let artists = self.artists.entries();
        for artist in &mut artists[self.complete_artists..] {
            sort_artist(artist, lists);
            forget_unless(self.keep.performers, &mut artist.member_of);
        }
        drop_unless(self.keep.performers, &mut lists.memberships);
        self.complete_artists = artists.len();
    }

    /// Gives the last videos the numbers that were asked for, and drops their lists that are not kept.
    fn complete_videos(&mut self) {
        let (keep, lists) = (self.keep, &mut self.lists);
        self.artists.answer(|at, number| lists.performers.item_mut(at).index = number);
        self.themes.answer(|at, number| lists.themes.item_mut(at).theme = number);
        for video in &mut self.videos[self.complete_videos..] {
            sort_video(video, lists);
            if lists.themes.get_mut(video.themes).windows(2).any(|pair| pair[0].theme == pair[1].theme) {
                self.fault = Some(Unresolved::DuplicateTheme(video.id.clone()));
            }
            forget_unless(keep.performers, &mut video.performers);
            forget_unless(keep.themes, &mut video.themes);
            forget_unless(keep.runtimes, &mut video.runtimes);
        }
        drop_unless(keep.performers, &mut lists.performers);
        drop_unless(keep.themes, &mut lists.themes);
        drop_unless(keep.runtimes, &mut lists.runtimes);
        if self.videos.len() > u32::MAX as usize {
            self.fault = Some(Unresolved::TooMany("video"));
        }
        self.complete_videos = self.videos.len();
    }

    /// The number of a source that is referred to.
    pub fn source_number(&mut self, id: &str) -> SourceIndex {
        SourceIndex::new(self.sources.number(id) as usize)
    }

    fn source(&mut self, id: Option<SourceId>) -> Option<SourceIndex> {
        id.map(|id| self.source_number(&id.0))
    }

    fn theme(&mut self, theme: ThemeFile) -> Theme {
        Theme {
            id: theme.id.0,
            name: theme.name,
            aliases: theme.aliases.into(),
            definition: theme.definition,
            broader: theme.broader.iter().map(|id| self.themes.number(&id.0)).collect(),
        }
    }

    fn artist(&mut self, artist: ArtistFile) -> Result<Artist, Unresolved> {
        let start = self.lists.memberships.len();
        for form in artist.member_of {
            let membership = match form {
                Form::Short(id) => Membership { group: self.groups.number(&id.0), source: None, from: None, to: None },
                Form::Full(full) => Membership {
                    group: self.groups.number(&full.group.0),
                    source: self.source(full.source),
                    from: date(full.from.as_ref())?,
                    to: date(full.to.as_ref())?,
                },
            };
            self.lists.memberships.push(membership);
        }
        let member_of = list_from(&self.lists.memberships, start)?;
        Ok(Artist { id: artist.id.0, name: artist.name, aliases: artist.aliases.into(), member_of })
    }

    fn performer(&mut self, name: &PerformerName) -> Result<Node, Unresolved> {
        match name.0.split_once(':') {
            Some(("group", id)) => Ok(Node::group(self.groups.number(id))),
            Some((_, id)) => Ok(Node::artist(self.artists.number(id))),
            None => Err(Unresolved::UnknownReference { what: "performer", id: name.0.clone() }),
        }
    }

    fn video(&mut self, video: VideoFile) -> Result<Video, Unresolved> {
        let starts = (self.lists.performers.len(), self.lists.themes.len(), self.lists.runtimes.len());
        for name in &video.performers {
            let performer = self.performer(name)?;
            self.lists.performers.push(performer);
        }
        let mut evidence = Vec::new();
        for form in video.themes {
            let carried = self.carried(form, &mut evidence);
            self.lists.themes.push(carried);
        }
        for form in video.runtimes {
            let runtime = self.runtime(form)?;
            self.lists.runtimes.push(runtime);
        }
        let details = VideoDetails {
            aliases: video.aliases.into(),
            release: video.release,
            directors: video.directors.into(),
            cast: video.cast.into_iter().map(|role| self.role(role)).collect(),
            url: video.url,
            synopsis: video.synopsis,
            age_restricted: video.age_restricted,
            sources: video
                .sources
                .into_iter()
                .filter_map(|(field, id)| Some((Text::new_static(field.as_str()), self.source(Some(id))?)))
                .collect(),
            evidence: evidence.into(),
        };
        Ok(Video {
            id: video.id.0,
            title: video.title,
            performers: list_from(&self.lists.performers, starts.0)?,
            themes: list_from(&self.lists.themes, starts.1)?,
            runtimes: list_from(&self.lists.runtimes, starts.2)?,
            released: date(video.released.as_ref())?,
            source: None,
            more: (details != VideoDetails::default()).then(|| Box::new(details)),
        })
    }

    fn carried(&mut self, form: Form<ThemeId, CarriedFile>, evidence: &mut Vec<Evidence>) -> Carried {
        match form {
            Form::Short(id) => Carried {
                theme: self.themes.number(&id.0),
                weight: Default::default(),
                basis: Default::default(),
                spoiler: false,
            },
            Form::Full(full) => {
                let theme = self.themes.number(&full.theme.0);
                if full.source.is_some() || full.evidence.is_some() {
                    evidence.push(Evidence { theme, source: self.source(full.source), sentence: full.evidence });
                }
                Carried {
                    theme,
                    weight: full.weight.unwrap_or_default(),
                    basis: full.basis.unwrap_or_default(),
                    spoiler: full.spoiler.unwrap_or_default(),
                }
            }
        }
    }

    fn role(&mut self, role: RoleFile) -> Role {
        Role { artist: self.artists.number(&role.artist.0), source: self.source(role.source), role: role.role }
    }

    fn runtime(&mut self, form: Form<LengthText, RuntimeFile>) -> Result<Runtime, Unresolved> {
        let length = |text: &LengthText| text.0.parse::<Length>().map_err(Unresolved::Value);
        Ok(match form {
            Form::Short(text) => Runtime {
                length: length(&text)?,
                precision: Default::default(),
                measures: Default::default(),
                source: None,
                stated: None,
            },
            Form::Full(full) => Runtime {
                length: length(&full.length)?,
                precision: full.precision.unwrap_or_default(),
                measures: full.measures.unwrap_or_default(),
                source: self.source(full.source),
                stated: full.stated.map(|words| words.as_str().into()),
            },
        })
    }
}

/// The list of all items from `start`.
fn list_from<T>(lists: &Lists<T>, start: usize) -> Result<ListOf<T>, Unresolved> {
    lists.list_from(start).ok_or(Unresolved::TooMany("list item"))
}

fn forget_unless<T>(is_kept: bool, list: &mut ListOf<T>) {
    if !is_kept {
        *list = ListOf::default();
    }
}

fn drop_unless<T>(is_kept: bool, lists: &mut Lists<T>) {
    if !is_kept {
        lists.truncate(0);
    }
}

fn date(text: Option<&DateText>) -> Result<Option<Date>, Unresolved> {
    text.map(|t| t.0.parse().map_err(Unresolved::Value)).transpose()
}

fn read_source(source: SourceFile) -> Result<Source, Unresolved> {
    Ok(Source {
        accessed: date(source.accessed.as_ref())?,
        id: source.id.0,
        title: source.title,
        publisher: source.publisher,
        url: source.url,
    })
}

/// A theme that is above itself, if there is one: Kahn's topological sort (1962) leaves it over.
fn cycle(themes: &[Theme]) -> Option<usize> {
    let mut narrower_left = vec![0u32; themes.len()];
    for theme in themes {
        for &above in &theme.broader {
            narrower_left[above as usize] += 1;
        }
    }
    let mut free: Vec<usize> = (0..themes.len()).filter(|&t| narrower_left[t] == 0).collect();
    while let Some(theme) = free.pop() {
        for &above in &themes[theme].broader {
            narrower_left[above as usize] -= 1;
            if narrower_left[above as usize] == 0 {
                free.push(above as usize);
            }
        }
    }
    narrower_left.iter().position(|&left| left > 0)
}
