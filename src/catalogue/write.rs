//! From a [`Catalogue`] back to its file.

use super::entities::*;
use super::file::*;
use super::values::Date;

/// The file that is read as `catalogue` again. Serialize it to have JSON.
pub fn to_file(catalogue: &Catalogue) -> CatalogueFile {
    let words = Words(catalogue);
    CatalogueFile {
        schema: None,
        version: Version,
        title: (!catalogue.title.is_empty()).then(|| catalogue.title.clone()),
        source: catalogue.source.map(|at| words.source(at)),
        sources: catalogue.sources.iter().map(source).collect(),
        themes: catalogue.themes.iter().map(|theme| words.theme(theme)).collect(),
        groups: catalogue.groups.iter().map(group).collect(),
        artists: catalogue.artists.iter().map(|artist| words.artist(artist)).collect(),
        videos: catalogue.videos.iter().map(|video| words.video(video)).collect(),
    }
}

fn date(date: Date) -> DateText {
    DateText(date.to_string().into())
}

fn source(source: &Source) -> SourceFile {
    SourceFile {
        id: Id(source.id.clone()),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        accessed: source.accessed.map(date),
    }
}

fn group(group: &Group) -> GroupFile {
    GroupFile { id: Id(group.id.clone()), name: group.name.clone(), aliases: group.aliases.to_vec() }
}

/// Turns indices into ids again.
struct Words<'a>(&'a Catalogue);

impl Words<'_> {
    fn source(&self, at: SourceIndex) -> SourceId {
        SourceId(self.0.source_at(at).id.clone())
    }

    fn theme_id(&self, index: u32) -> ThemeId {
        ThemeId(self.0.themes[index as usize].id.clone())
    }

    fn theme(&self, theme: &Theme) -> ThemeFile {
        ThemeFile {
            id: Id(theme.id.clone()),
            name: theme.name.clone(),
            aliases: theme.aliases.to_vec(),
            definition: theme.definition.clone(),
            broader: theme.broader.iter().map(|&index| self.theme_id(index)).collect(),
        }
    }

    fn artist(&self, artist: &Artist) -> ArtistFile {
        let membership = |member: &Membership| {
            let full = MembershipFile {
                group: GroupId(self.0.groups[member.group as usize].id.clone()),
                from: member.from.map(date),
                to: member.to.map(date),
                source: member.source.filter(|source| Some(*source) != self.0.source).map(|at| self.source(at)),
            };
            match full {
                MembershipFile { group, from: None, to: None, source: None } => Form::Short(group),
                full => Form::Full(full),
            }
        };
        ArtistFile {
            id: Id(artist.id.clone()),
            name: artist.name.clone(),
            aliases: artist.aliases.to_vec(),
            member_of: self.0[artist.member_of].iter().map(membership).collect(),
        }
    }

    fn video(&self, video: &Video) -> VideoFile {
        let more = video.more.as_deref();
        let sources = more.map_or(&[][..], |more| &more.sources);
        let field = |name: &str| VideoField::ALL.into_iter().find(|field| field.as_str() == name);
        VideoFile {
            id: Id(video.id.clone()),
            title: video.title.clone(),
            aliases: video.aliases().to_vec(),
            performers: self.0[video.performers]
                .iter()
                .map(|&p| PerformerName(self.0.name(p).to_string().into()))
                .collect(),
            released: video.released.map(date),
            release: more.and_then(|more| more.release.clone()),
            directors: video.directors().to_vec(),
            url: more.and_then(|more| more.url.clone()),
            synopsis: more.and_then(|more| more.synopsis.clone()),
            age_restricted: video.age_restricted(),
            sources: sources.iter().filter_map(|(name, at)| Some((field(name)?, self.source(*at)))).collect(),
            runtimes: self.0[video.runtimes].iter().map(|runtime| self.runtime(runtime)).collect(),
            cast: video.cast().iter().map(|role| self.role(role)).collect(),
            themes: self.0[video.themes].iter().map(|carried| self.carried(video, carried)).collect(),
        }
    }

    fn runtime(&self, runtime: &Runtime) -> Form<LengthText, RuntimeFile> {
        let full = RuntimeFile {
            length: LengthText(runtime.length.to_string().into()),
            precision: unless_default(runtime.precision),
            measures: unless_default(runtime.measures),
            source: runtime.source.map(|at| self.source(at)),
            stated: runtime.stated.as_deref().map(Text::from),
        };
        match full {
            RuntimeFile { length, precision: None, measures: None, source: None, stated: None } => Form::Short(length),
            full => Form::Full(full),
        }
    }

    fn role(&self, role: &Role) -> RoleFile {
        RoleFile {
            artist: ArtistId(self.0.artists[role.artist as usize].id.clone()),
            role: role.role.clone(),
            source: role.source.map(|at| self.source(at)),
        }
    }

    fn carried(&self, video: &Video, carried: &Carried) -> Form<ThemeId, CarriedFile> {
        let why = video.why(carried);
        let full = CarriedFile {
            theme: self.theme_id(carried.theme),
            weight: unless_default(carried.weight),
            basis: unless_default(carried.basis),
            evidence: why.and_then(|why| why.sentence.clone()),
            source: why.and_then(|why| why.source).map(|at| self.source(at)),
            spoiler: unless_default(carried.spoiler),
        };
        match full {
            CarriedFile { theme, weight: None, basis: None, evidence: None, source: None, spoiler: None } => {
                Form::Short(theme)
            }
            full => Form::Full(full),
        }
    }
}

fn unless_default<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}
