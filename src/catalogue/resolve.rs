//! From the file's words to a [`Catalogue`]: lists sorted by id, references as indices.

use std::collections::HashMap;

use thiserror::Error;

use super::entities::*;
use super::file::*;
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
    /// A date or a length that has not the form of one.
    #[error("{0}")]
    Value(String),
}

/// Ids of one list, sorted, with their positions.
struct Ids {
    what: &'static str,
    index_of: HashMap<Text, u32>,
}

impl Ids {
    /// Sorts `items` by id; an id that is there twice is an error.
    fn sort<T>(what: &'static str, items: &mut [T], id: impl Fn(&T) -> &Text) -> Result<Self, Unresolved> {
        items.sort_by(|a, b| id(a).cmp(id(b)));
        let mut index_of = HashMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            if index_of.insert(id(item).clone(), index as u32).is_some() {
                return Err(Unresolved::DuplicateId(id(item).clone()));
            }
        }
        Ok(Self { what, index_of })
    }

    fn get(&self, id: &str) -> Result<u32, Unresolved> {
        let unknown = || Unresolved::UnknownReference { what: self.what, id: id.into() };
        self.index_of.get(id).copied().ok_or_else(unknown)
    }
}

/// The ids of every list that something can refer to.
struct Index {
    sources: Ids,
    themes: Ids,
    groups: Ids,
    artists: Ids,
}

impl Index {
    fn source(&self, id: Option<&SourceId>) -> Result<Option<SourceIndex>, Unresolved> {
        id.map(|id| self.sources.get(&id.0).map(|at| SourceIndex::new(at as usize))).transpose()
    }
}

/// Turns a file into a catalogue.
///
/// # Errors
/// The first duplicate, dangling reference, cycle or malformed value.
pub fn resolve(mut file: CatalogueFile) -> Result<Catalogue, Unresolved> {
    let index = Index {
        sources: Ids::sort("source", &mut file.sources, |s| &s.id.0)?,
        themes: Ids::sort("theme", &mut file.themes, |t| &t.id.0)?,
        groups: Ids::sort("group", &mut file.groups, |g| &g.id.0)?,
        artists: Ids::sort("artist", &mut file.artists, |a| &a.id.0)?,
    };
    Ids::sort("video", &mut file.videos, |v| &v.id.0)?;
    let source = index.source(file.source.as_ref())?;
    let catalogue = Catalogue {
        title: file.title.unwrap_or_default(),
        source,
        sources: file.sources.into_iter().map(resolve_source).collect::<Result<_, _>>()?,
        themes: file.themes.into_iter().map(|t| resolve_theme(t, &index)).collect::<Result<_, _>>()?,
        groups: file.groups.into_iter().map(resolve_group).collect(),
        artists: file.artists.into_iter().map(|a| resolve_artist(a, &index, source)).collect::<Result<_, _>>()?,
        videos: file.videos.into_iter().map(|v| resolve_video(v, &index, source)).collect::<Result<_, _>>()?,
    };
    match cycle(&catalogue.themes) {
        Some(theme) => Err(Unresolved::Cycle(catalogue.themes[theme].id.clone())),
        None => Ok(catalogue),
    }
}

fn date(text: Option<&DateText>) -> Result<Option<Date>, Unresolved> {
    text.map(|t| t.0.parse().map_err(Unresolved::Value)).transpose()
}

fn resolve_source(source: SourceFile) -> Result<Source, Unresolved> {
    Ok(Source {
        accessed: date(source.accessed.as_ref())?,
        id: source.id.0,
        title: source.title,
        publisher: source.publisher,
        url: source.url,
    })
}

fn resolve_theme(theme: ThemeFile, index: &Index) -> Result<Theme, Unresolved> {
    let mut broader = theme.broader.iter().map(|id| index.themes.get(&id.0)).collect::<Result<Vec<_>, _>>()?;
    broader.sort_unstable();
    broader.dedup();
    Ok(Theme {
        id: theme.id.0,
        name: theme.name,
        aliases: theme.aliases.into(),
        definition: theme.definition,
        broader: broader.into(),
    })
}

fn resolve_group(group: GroupFile) -> Group {
    Group { id: group.id.0, name: group.name, aliases: group.aliases.into() }
}

fn resolve_artist(
    artist: ArtistFile,
    index: &Index,
    default_source: Option<SourceIndex>,
) -> Result<Artist, Unresolved> {
    let membership = |form: &Form<GroupId, MembershipFile>| {
        Ok(match form {
            Form::Short(id) => {
                Membership { group: index.groups.get(&id.0)?, source: default_source, from: None, to: None }
            }
            Form::Full(full) => Membership {
                group: index.groups.get(&full.group.0)?,
                source: index.source(full.source.as_ref())?.or(default_source),
                from: date(full.from.as_ref())?,
                to: date(full.to.as_ref())?,
            },
        })
    };
    let mut member_of = artist.member_of.iter().map(membership).collect::<Result<Vec<_>, _>>()?;
    member_of.sort_by_key(|m| (m.group, m.from, m.to, m.source));
    member_of.dedup();
    Ok(Artist { id: artist.id.0, name: artist.name, aliases: artist.aliases.into(), member_of: member_of.into() })
}

fn resolve_performer(name: &PerformerName, index: &Index) -> Result<Node, Unresolved> {
    match name.0.split_once(':') {
        Some(("group", id)) => index.groups.get(id).map(Node::group),
        Some((_, id)) => index.artists.get(id).map(Node::artist),
        None => Err(Unresolved::UnknownReference { what: "performer", id: name.0.clone() }),
    }
}

fn resolve_video(video: VideoFile, index: &Index, default_source: Option<SourceIndex>) -> Result<Video, Unresolved> {
    let mut performers = video.performers.iter().map(|p| resolve_performer(p, index)).collect::<Result<Vec<_>, _>>()?;
    performers.sort_unstable();
    performers.dedup();
    let mut themes = video.themes.into_iter().map(|t| resolve_carried(t, index)).collect::<Result<Vec<_>, _>>()?;
    themes.sort_by_key(|c| c.theme);
    if themes.windows(2).any(|pair| pair[0].theme == pair[1].theme) {
        return Err(Unresolved::DuplicateTheme(video.id.0));
    }
    let mut cast = video.cast.into_iter().map(|r| resolve_role(r, index)).collect::<Result<Vec<_>, _>>()?;
    cast.sort_by(|a, b| (a.artist, &a.role, a.source).cmp(&(b.artist, &b.role, b.source)));
    cast.dedup();
    let mut sources = Vec::with_capacity(video.sources.len());
    for (field, id) in &video.sources {
        if let Some(source) = index.source(Some(id))? {
            sources.push((Text::new_static(field.as_str()), source));
        }
    }
    let details = VideoDetails {
        aliases: video.aliases.into(),
        release: video.release,
        directors: video.directors.into(),
        url: video.url,
        synopsis: video.synopsis,
        age_restricted: video.age_restricted,
        sources: sources.into(),
    };
    Ok(Video {
        id: video.id.0,
        title: video.title,
        performers: performers.into(),
        themes: themes.into(),
        runtimes: video.runtimes.into_iter().map(|r| resolve_runtime(r, index)).collect::<Result<_, _>>()?,
        cast: cast.into(),
        released: date(video.released.as_ref())?,
        source: default_source,
        more: (details != VideoDetails::default()).then(|| Box::new(details)),
    })
}

fn resolve_carried(form: Form<ThemeId, CarriedFile>, index: &Index) -> Result<Carried, Unresolved> {
    Ok(match form {
        Form::Short(id) => Carried {
            theme: index.themes.get(&id.0)?,
            weight: Default::default(),
            basis: Default::default(),
            spoiler: false,
            why: None,
        },
        Form::Full(full) => {
            let evidence = Evidence { source: index.source(full.source.as_ref())?, sentence: full.evidence };
            Carried {
                theme: index.themes.get(&full.theme.0)?,
                weight: full.weight.unwrap_or_default(),
                basis: full.basis.unwrap_or_default(),
                spoiler: full.spoiler.unwrap_or_default(),
                why: (evidence.source.is_some() || evidence.sentence.is_some()).then(|| Box::new(evidence)),
            }
        }
    })
}

fn resolve_role(role: RoleFile, index: &Index) -> Result<Role, Unresolved> {
    Ok(Role {
        artist: index.artists.get(&role.artist.0)?,
        source: index.source(role.source.as_ref())?,
        role: role.role,
    })
}

fn resolve_runtime(form: Form<LengthText, RuntimeFile>, index: &Index) -> Result<Runtime, Unresolved> {
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
            source: index.source(full.source.as_ref())?,
            stated: full.stated,
        },
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
