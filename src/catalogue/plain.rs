//! Reads artists and videos that are written plainly, which is nearly all of them, straight into the catalogue.
//!
//! An entry with anything unusual in it, such as an escape or a field that is there twice, is declined; `serde_json` then
//! reads it, so that there is only one judge of what is valid.

use super::cursor::{Cursor, Key};
use super::entities::*;
use super::file::VideoField;
use super::resolve::Resolver;
use super::strings::is_id;
use super::values::Length;

#[derive(Clone, Copy)]
enum ArtistKey {
    Id,
    Name,
    MemberOf,
    Aliases,
}

static ARTIST_KEYS: [Key<ArtistKey>; 4] = [
    Key::new("id", ArtistKey::Id),
    Key::new("name", ArtistKey::Name),
    Key::new("member_of", ArtistKey::MemberOf),
    Key::new("aliases", ArtistKey::Aliases),
];

/// Reads the artist at the beginning of `text`; gives how many bytes it has.
pub(super) fn artist(text: &str, resolver: &mut Resolver) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    let mut seen = Seen(0);
    let (mut id, mut name) = (None, None);
    let mut aliases = Box::default();
    let start = resolver.lists.memberships.len();
    let mut order = resolver.artist_keys;
    cursor.fields(&ARTIST_KEYS, &mut order, |cursor, field| {
        seen.first(field as u32).then_some(())?;
        match field {
            ArtistKey::Id => id = Some(cursor.string()?),
            ArtistKey::Name => name = Some(cursor.string()?),
            ArtistKey::Aliases => aliases = texts(cursor)?,
            ArtistKey::MemberOf => cursor.list(|cursor| {
                let membership = membership(cursor, resolver)?;
                resolver.lists.memberships.push(membership);
                Some(())
            })?,
        }
        Some(())
    })?;
    resolver.artist_keys = order;
    let id = id.filter(|id| is_id(id))?;
    let member_of = resolver.lists.memberships.list_from(start)?;
    let artist = Artist { id: id.into(), name: name?.into(), aliases, member_of };
    resolver.push_artist(artist);
    Some(cursor.at())
}

fn membership(cursor: &mut Cursor, resolver: &mut Resolver) -> Option<Membership> {
    if cursor.peek()? == b'"' {
        let group = resolver.groups.ask(cursor.string()?, resolver.lists.memberships.next()?);
        return Some(Membership { group, source: None, from: None, to: None });
    }
    let mut seen = Seen(0);
    let (mut group, mut source, mut from, mut to) = (None, None, None, None);
    cursor.object(|cursor, key| {
        match key {
            "group" if seen.first(0) => group = Some(resolver.groups.number(cursor.string()?)),
            "source" if seen.first(1) => source = Some(resolver.source_number(cursor.string()?)),
            "from" if seen.first(2) => from = Some(cursor.string()?.parse().ok()?),
            "to" if seen.first(3) => to = Some(cursor.string()?.parse().ok()?),
            _ => return None,
        }
        Some(())
    })?;
    Some(Membership { group: group?, source, from, to })
}

#[derive(Clone, Copy)]
enum VideoKey {
    Id,
    Title,
    Performers,
    Themes,
    Runtimes,
    Cast,
    Released,
    Aliases,
    Release,
    Directors,
    Url,
    Synopsis,
    AgeRestricted,
    Sources,
}

static VIDEO_KEYS: [Key<VideoKey>; 14] = [
    Key::new("id", VideoKey::Id),
    Key::new("title", VideoKey::Title),
    Key::new("performers", VideoKey::Performers),
    Key::new("themes", VideoKey::Themes),
    Key::new("runtimes", VideoKey::Runtimes),
    Key::new("cast", VideoKey::Cast),
    Key::new("released", VideoKey::Released),
    Key::new("aliases", VideoKey::Aliases),
    Key::new("release", VideoKey::Release),
    Key::new("directors", VideoKey::Directors),
    Key::new("url", VideoKey::Url),
    Key::new("synopsis", VideoKey::Synopsis),
    Key::new("age_restricted", VideoKey::AgeRestricted),
    Key::new("sources", VideoKey::Sources),
];

/// Reads the video at the beginning of `text`; gives how many bytes it has.
pub(super) fn video(text: &str, resolver: &mut Resolver) -> Option<usize> {
    let mut cursor = Cursor::new(text);
    let mut seen = Seen(0);
    let (mut id, mut title, mut released) = (None, None, None);
    // Few videos have details, and an empty one is not free to make and to drop.
    let mut details: Option<Box<VideoDetails>> = None;
    let (mut cast, mut evidence) = (Vec::new(), Vec::new());
    let lists = &resolver.lists;
    let starts = (lists.performers.len(), lists.themes.len(), lists.runtimes.len());
    let mut order = resolver.video_keys;
    cursor.fields(&VIDEO_KEYS, &mut order, |cursor, field| {
        seen.first(field as u32).then_some(())?;
        match field {
            VideoKey::Id => id = Some(cursor.string()?),
            VideoKey::Title => title = Some(cursor.string()?),
            VideoKey::Performers => cursor.list(|cursor| {
                let name = cursor.string()?;
                let performers = &mut resolver.lists.performers;
                performers.push(match name.strip_prefix("artist:") {
                    Some(id) => Node::artist(resolver.artists.ask(id, performers.next()?)),
                    None => Node::group(resolver.groups.number(name.strip_prefix("group:")?)),
                });
                Some(())
            })?,
            VideoKey::Themes => cursor.list(|cursor| {
                let carried = carried(cursor, resolver, &mut evidence)?;
                resolver.lists.themes.push(carried);
                Some(())
            })?,
            VideoKey::Runtimes => cursor.list(|cursor| {
                let runtime = runtime(cursor, resolver)?;
                resolver.lists.runtimes.push(runtime);
                Some(())
            })?,
            VideoKey::Cast => cursor.list(|cursor| {
                cast.push(role(cursor, resolver)?);
                Some(())
            })?,
            VideoKey::Released => released = Some(cursor.string()?.parse().ok()?),
            VideoKey::Aliases => details.get_or_insert_default().aliases = texts(cursor)?,
            VideoKey::Release => details.get_or_insert_default().release = Some(cursor.string()?.into()),
            VideoKey::Directors => details.get_or_insert_default().directors = texts(cursor)?,
            VideoKey::Url => details.get_or_insert_default().url = Some(cursor.string()?.into()),
            VideoKey::Synopsis => details.get_or_insert_default().synopsis = Some(cursor.string()?.into()),
            VideoKey::AgeRestricted => details.get_or_insert_default().age_restricted = Some(cursor.boolean()?),
            VideoKey::Sources => details.get_or_insert_default().sources = sources(cursor, resolver)?,
        }
        Some(())
    })?;
    resolver.video_keys = order;
    if !evidence.is_empty() {
        details.get_or_insert_default().evidence = evidence.into();
    }
    if !cast.is_empty() {
        details.get_or_insert_default().cast = cast.into();
    }
    let video = Video {
        id: id.filter(|id| is_id(id))?.into(),
        title: title?.into(),
        performers: resolver.lists.performers.list_from(starts.0)?,
        themes: resolver.lists.themes.list_from(starts.1)?,
        runtimes: resolver.lists.runtimes.list_from(starts.2)?,
        released,
        source: None,
        more: details.filter(|details| **details != VideoDetails::default()),
    };
    resolver.push_video(video);
    Some(cursor.at())
}

fn carried(cursor: &mut Cursor, resolver: &mut Resolver, evidence: &mut Vec<Evidence>) -> Option<Carried> {
    let mut carried = Carried { theme: 0, weight: Default::default(), basis: Default::default(), spoiler: false };
    if cursor.peek()? == b'"' {
        carried.theme = resolver.themes.ask(cursor.string()?, resolver.lists.themes.next()?);
        return Some(carried);
    }
    let mut seen = Seen(0);
    let mut why = Evidence::default();
    cursor.object(|cursor, key| {
        match key {
            "theme" if seen.first(0) => carried.theme = resolver.themes.number(cursor.string()?),
            "weight" if seen.first(1) => carried.weight = cursor.string()?.parse().ok()?,
            "basis" if seen.first(2) => carried.basis = cursor.string()?.parse().ok()?,
            "evidence" if seen.first(3) => why.sentence = Some(cursor.string()?.into()),
            "source" if seen.first(4) => why.source = Some(resolver.source_number(cursor.string()?)),
            "spoiler" if seen.first(5) => carried.spoiler = cursor.boolean()?,
            _ => return None,
        }
        Some(())
    })?;
    if why.source.is_some() || why.sentence.is_some() {
        why.theme = carried.theme;
        evidence.push(why);
    }
    seen.has(0).then_some(carried)
}

fn runtime(cursor: &mut Cursor, resolver: &mut Resolver) -> Option<Runtime> {
    let mut runtime = Runtime {
        length: Length(0),
        precision: Default::default(),
        measures: Default::default(),
        source: None,
        stated: None,
    };
    if cursor.peek()? == b'"' {
        runtime.length = cursor.string()?.parse().ok()?;
        return Some(runtime);
    }
    let mut seen = Seen(0);
    cursor.object(|cursor, key| {
        match key {
            "length" if seen.first(0) => runtime.length = cursor.string()?.parse().ok()?,
            "precision" if seen.first(1) => runtime.precision = cursor.string()?.parse().ok()?,
            "measures" if seen.first(2) => runtime.measures = cursor.string()?.parse().ok()?,
            "source" if seen.first(3) => runtime.source = Some(resolver.source_number(cursor.string()?)),
            "stated" if seen.first(4) => runtime.stated = Some(cursor.string()?.into()),
            _ => return None,
        }
        Some(())
    })?;
    seen.has(0).then_some(runtime)
}

fn role(cursor: &mut Cursor, resolver: &mut Resolver) -> Option<Role> {
    let mut seen = Seen(0);
    let mut played = Role { artist: 0, source: None, role: None };
    cursor.object(|cursor, key| {
        match key {
            "artist" if seen.first(0) => played.artist = resolver.artists.number(cursor.string()?),
            "role" if seen.first(1) => played.role = Some(cursor.string()?.into()),
            "source" if seen.first(2) => played.source = Some(resolver.source_number(cursor.string()?)),
            _ => return None,
        }
        Some(())
    })?;
    seen.has(0).then_some(played)
}

/// Fields and their sources, sorted by field.
fn sources(cursor: &mut Cursor, resolver: &mut Resolver) -> Option<Box<[(Text, SourceIndex)]>> {
    let mut sources: Vec<(VideoField, SourceIndex)> = Vec::new();
    cursor.object(|cursor, key| {
        let field = VideoField::ALL.into_iter().find(|field| field.as_str() == key)?;
        let is_first = sources.iter().all(|(other, _)| *other != field);
        sources.push((field, resolver.source_number(cursor.string()?)));
        is_first.then_some(())
    })?;
    sources.sort_unstable();
    Some(sources.into_iter().map(|(field, source)| (Text::new_static(field.as_str()), source)).collect())
}

fn texts(cursor: &mut Cursor) -> Option<Box<[Text]>> {
    let mut texts = Vec::new();
    cursor.list(|cursor| {
        texts.push(cursor.string()?.into());
        Some(())
    })?;
    Some(texts.into())
}

/// Which fields of an object were there, a bit each.
struct Seen(u32);

impl Seen {
    /// Notes a field; whether it is there for the first time.
    fn first(&mut self, field: u32) -> bool {
        let is_first = !self.has(field);
        self.0 |= 1 << field;
        is_first
    }

    fn has(&self, field: u32) -> bool {
        self.0 & 1 << field != 0
    }
}
