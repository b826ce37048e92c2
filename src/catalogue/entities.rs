//! What a catalogue holds once it is read: lists sorted by id, references as indices.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Serialize, Serializer};

pub use crate::kind::Kind;

use super::lists::{EntryLists, ListOf};
use super::values::{Basis, Date, Length, Measures, Precision, Weight};

/// A string that is stored in place when it is short.
pub type Text = smol_str::SmolStr;

/// One thing in a catalogue: its kind and its position in that kind's list, which is sorted by id.
/// Nodes therefore order as their names (`artist:g-dragon`, `video:lies`) do, byte by byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Which list it is in.
    pub kind: Kind,
    /// Position in that list.
    pub index: u32,
}

impl Node {
    /// The artist at `index`.
    pub const fn artist(index: u32) -> Self {
        Self { kind: Kind::Artist, index }
    }
    /// The group at `index`.
    pub const fn group(index: u32) -> Self {
        Self { kind: Kind::Group, index }
    }
    /// The theme at `index`.
    pub const fn theme(index: u32) -> Self {
        Self { kind: Kind::Theme, index }
    }
    /// The video at `index`.
    pub const fn video(index: u32) -> Self {
        Self { kind: Kind::Video, index }
    }
    /// The index as a position in a slice.
    pub const fn at(self) -> usize {
        self.index as usize
    }
}

/// A position in [`Catalogue::sources`], stored plus one so that an absent source takes no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIndex(NonZeroU32);

impl SourceIndex {
    /// The source at `index`; at most 2³² − 2.
    pub fn new(index: usize) -> Self {
        let plus_one = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Self(NonZeroU32::new(plus_one).unwrap_or(NonZeroU32::MAX))
    }
    /// The index as a position in a slice.
    pub const fn at(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// All that is known: five lists, each sorted by id in byte order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// What the catalogue calls itself.
    pub title: Text,
    /// Where every fact without a source of its own was read.
    pub source: Option<SourceIndex>,
    /// Where facts were read.
    pub sources: Vec<Source>,
    /// What stories are about.
    pub themes: Vec<Theme>,
    /// Several artists under one name.
    pub groups: Vec<Group>,
    /// Persons.
    pub artists: Vec<Artist>,
    /// Music videos.
    pub videos: Vec<Video>,
    /// The lists of artists and videos, which they are the keys to.
    pub(super) lists: EntryLists,
}

/// Where a fact was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Unique among the sources.
    pub id: Text,
    /// The page's, article's or data set's title.
    pub title: Text,
    /// Who published it.
    pub publisher: Option<Text>,
    /// Where it can be read.
    pub url: Option<Text>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// What stories are about.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Unique among the themes.
    pub id: Text,
    /// What it is called.
    pub name: Text,
    /// What else it is called.
    pub aliases: Box<[Text]>,
    /// What it means, in a sentence.
    pub definition: Option<Text>,
    /// The themes right above this one, as indices in rising order; there are no cycles.
    pub broader: Box<[u32]>,
}

/// Several artists under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Unique among the groups.
    pub id: Text,
    /// What it is called.
    pub name: Text,
    /// What else it is called.
    pub aliases: Box<[Text]>,
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct Artist {
    /// Unique among the artists.
    pub id: Text,
    /// What he or she is called.
    pub name: Text,
    /// What else.
    pub aliases: Box<[Text]>,
    /// The groups he or she is or was in, by group index.
    pub member_of: ListOf<Membership>,
}

/// An artist's time in a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// Index of the group.
    pub group: u32,
    /// Where this was read.
    pub source: Option<SourceIndex>,
    /// When it began, where that is known.
    pub from: Option<Date>,
    /// When it ended, where that is known.
    pub to: Option<Date>,
}

/// A music video.
#[derive(Debug, Clone, PartialEq)]
pub struct Video {
    /// Unique among the videos.
    pub id: Text,
    /// What it is called.
    pub title: Text,
    /// Whose video it is: groups and artists, in node order.
    pub performers: ListOf<Node>,
    /// What it carries, by theme index; each theme once.
    pub themes: ListOf<Carried>,
    /// What was stated of its length, in the file's order.
    pub runtimes: ListOf<Runtime>,
    /// When it came out.
    pub released: Option<Date>,
    /// Where facts without a source of their own were read.
    pub source: Option<SourceIndex>,
    /// What few videos have.
    pub more: Option<Box<VideoDetails>>,
}

/// The rarer facts about a video.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VideoDetails {
    /// What else it is called.
    pub aliases: Box<[Text]>,
    /// The album or series it belongs to.
    pub release: Option<Text>,
    /// Who directed it.
    pub directors: Box<[Text]>,
    /// Who plays in it, by artist index, then role.
    pub cast: Box<[Role]>,
    /// Where it can be seen.
    pub url: Option<Text>,
    /// The story in a few sentences.
    pub synopsis: Option<Text>,
    /// Whether its platform keeps it from the young.
    pub age_restricted: Option<bool>,
    /// Field name → source, for facts not read in the video's own source; sorted by field.
    pub sources: Box<[(Text, SourceIndex)]>,
    /// Why it carries its themes, where that is said; by theme index.
    pub evidence: Box<[Evidence]>,
}

/// That a video carries a theme; why one may say so is told by [`Video::why`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Carried {
    /// Index of the theme.
    pub theme: u32,
    /// How much it means to the story.
    pub weight: Weight,
    /// What the claim rests on.
    pub basis: Basis,
    /// Whether the evidence gives the ending away.
    pub spoiler: bool,
}

/// Why a video is said to carry a theme.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// Index of the theme.
    pub theme: u32,
    /// One sentence.
    pub sentence: Option<Text>,
    /// Where it was read, if not in the video's own source.
    pub source: Option<SourceIndex>,
}

/// That an artist plays in a video.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Index of the artist.
    pub artist: u32,
    /// Where this was read, if not in the video's own source.
    pub source: Option<SourceIndex>,
    /// Who he or she plays.
    pub role: Option<Text>,
}

/// What a source states of a length.
#[derive(Debug, Clone, PartialEq)]
pub struct Runtime {
    /// The length as stated.
    pub length: Length,
    /// How exact the statement is.
    pub precision: Precision,
    /// Length of what.
    pub measures: Measures,
    /// Where it was read, if not in the video's own source.
    pub source: Option<SourceIndex>,
    /// The source's own few words.
    pub stated: Option<Box<str>>,
}

impl Runtime {
    /// The shortest and longest length, in seconds, that the statement allows.
    pub fn range(&self) -> (u32, u32) {
        const SLACK: u32 = 30;
        let seconds = self.length.0;
        let low = seconds.saturating_sub(SLACK).max(1);
        let high = seconds.saturating_add(SLACK);
        match self.precision {
            Precision::Exact => (seconds, seconds),
            Precision::About => (low, high),
            Precision::Almost => (low, seconds),
            Precision::Over => (seconds, high),
        }
    }
}

impl Video {
    /// What else it is called.
    pub fn aliases(&self) -> &[Text] {
        self.more.as_deref().map_or(&[], |m| &m.aliases)
    }
    /// Who plays in it, by artist index, then role.
    pub fn cast(&self) -> &[Role] {
        self.more.as_deref().map_or(&[], |m| &m.cast)
    }
    /// Who directed it.
    pub fn directors(&self) -> &[Text] {
        self.more.as_deref().map_or(&[], |m| &m.directors)
    }
    /// The album or series it belongs to.
    pub fn release(&self) -> Option<&str> {
        self.more.as_deref()?.release.as_deref()
    }
    /// Where it can be seen.
    pub fn url(&self) -> Option<&str> {
        self.more.as_deref()?.url.as_deref()
    }
    /// The story in a few sentences.
    pub fn synopsis(&self) -> Option<&str> {
        self.more.as_deref()?.synopsis.as_deref()
    }
    /// Whether its platform keeps it from the young, where that is known.
    pub fn age_restricted(&self) -> Option<bool> {
        self.more.as_deref()?.age_restricted
    }
    /// Where the fact in `field` was read.
    pub fn source_of(&self, field: &str) -> Option<SourceIndex> {
        let own = self.more.as_deref().and_then(|m| m.sources.iter().find(|(name, _)| name == field));
        own.map(|(_, source)| *source).or(self.source)
    }
    /// Where it was read that the video carries a theme.
    pub fn source_of_theme(&self, carried: &Carried) -> Option<SourceIndex> {
        self.why(carried).and_then(|why| why.source).or_else(|| self.source_of("themes"))
    }
    /// The sentence that shows why the video carries a theme.
    pub fn evidence(&self, carried: &Carried) -> Option<&str> {
        self.why(carried)?.sentence.as_deref()
    }
    /// The sentence and its source, where there is one of them.
    pub fn why(&self, carried: &Carried) -> Option<&Evidence> {
        let evidence = &self.more.as_deref()?.evidence;
        evidence.binary_search_by_key(&carried.theme, |why| why.theme).ok().map(|at| &evidence[at])
    }
    /// Where it was read that an artist plays in the video.
    pub fn source_of_role(&self, role: &Role) -> Option<SourceIndex> {
        role.source.or_else(|| self.source_of("cast"))
    }
    /// Where a length was read.
    pub fn source_of_runtime(&self, runtime: &Runtime) -> Option<SourceIndex> {
        runtime.source.or_else(|| self.source_of("runtimes"))
    }
}

impl Catalogue {
    /// How many things of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Artist => self.artists.len(),
            Kind::Group => self.groups.len(),
            Kind::Theme => self.themes.len(),
            Kind::Video => self.videos.len(),
        }
    }

    /// Every node of a kind, in order.
    pub fn nodes(&self, kind: Kind) -> impl ExactSizeIterator<Item = Node> + use<> {
        (0..self.count(kind) as u32).map(move |index| Node { kind, index })
    }

    /// The node's id, without its kind.
    pub fn id(&self, node: Node) -> &str {
        match node.kind {
            Kind::Artist => &self.artists[node.at()].id,
            Kind::Group => &self.groups[node.at()].id,
            Kind::Theme => &self.themes[node.at()].id,
            Kind::Video => &self.videos[node.at()].id,
        }
    }

    /// What people call it: a title or a name.
    pub fn label(&self, node: Node) -> &str {
        match node.kind {
            Kind::Artist => &self.artists[node.at()].name,
            Kind::Group => &self.groups[node.at()].name,
            Kind::Theme => &self.themes[node.at()].name,
            Kind::Video => &self.videos[node.at()].title,
        }
    }

    /// What else people call it.
    pub fn aliases(&self, node: Node) -> &[Text] {
        match node.kind {
            Kind::Artist => &self.artists[node.at()].aliases,
            Kind::Group => &self.groups[node.at()].aliases,
            Kind::Theme => &self.themes[node.at()].aliases,
            Kind::Video => self.videos[node.at()].aliases(),
        }
    }

    /// The node as answers and files name it.
    pub fn name(&self, node: Node) -> Name<'_> {
        Name { kind: node.kind, id: self.id(node), label: self.label(node) }
    }

    /// A video's runtime: the first statement that measures the video itself.
    pub fn runtime(&self, video: &Video) -> Option<&Runtime> {
        self[video.runtimes].iter().find(|r| r.measures == Measures::Video)
    }

    /// The statement that a video carries the theme at `theme`, if it does.
    pub fn carries(&self, video: &Video, theme: u32) -> Option<&Carried> {
        let themes = &self[video.themes];
        themes.binary_search_by_key(&theme, |c| c.theme).ok().map(|at| &themes[at])
    }

    /// The source at `index`.
    pub fn source_at(&self, index: SourceIndex) -> &Source {
        &self.sources[index.at()]
    }
}

/// A node with its words at hand; shown and serialized as `video:haru-haru`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name<'a> {
    /// Which kind of thing.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// What people call it.
    pub label: &'a str,
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.id)
    }
}

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
