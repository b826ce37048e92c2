//! The catalogue file, version 1, field by field. The JSON Schema is made from these types, and so are
//! the names that diagnostics suggest.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::entities::Text;
use super::resolve::Unresolved;
use super::stream::{Sink, Statement};
use super::values::{Basis, Measures, Precision, Weight};

pub use super::strings::{ArtistId, DateText, GroupId, Id, LengthText, PerformerName, SourceId, ThemeId, Version};

/// A catalogue of music videos and the themes that they share.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Leitmotif catalogue")]
pub struct CatalogueFile {
    /// Where an editor finds the JSON Schema; ignored when read.
    #[serde(rename = "$schema", default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub schema: Option<Text>,
    /// The version of the format, 1.
    pub version: Version,
    /// What the catalogue calls itself.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The source of every fact that has none of its own.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Where facts were read.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceFile>,
    /// What stories are about.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeFile>,
    /// Several artists under one name.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupFile>,
    /// Persons.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub artists: Vec<ArtistFile>,
    /// Music videos.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub videos: Vec<VideoFile>,
}

impl Sink for CatalogueFile {
    fn add(&mut self, statement: Statement) -> Result<(), Unresolved> {
        match statement {
            Statement::Title(title) => self.title = Some(title),
            Statement::DefaultSource(source) => self.source = Some(source),
            Statement::Source(source) => self.sources.push(source),
            Statement::Theme(theme) => self.themes.push(theme),
            Statement::Group(group) => self.groups.push(group),
            Statement::Artist(artist) => self.artists.push(artist),
            Statement::Video(video) => self.videos.push(video),
        }
        Ok(())
    }
}

/// One of the file's lists of entries with ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is the field of CatalogueFile that it names
pub enum List {
    Sources,
    Themes,
    Groups,
    Artists,
    Videos,
}

impl List {
    /// Every list.
    pub const ALL: [List; 5] = [List::Sources, List::Themes, List::Groups, List::Artists, List::Videos];

    /// What one entry is.
    pub const fn entry(self) -> &'static str {
        match self {
            List::Sources => "source",
            List::Themes => "theme",
            List::Groups => "group",
            List::Artists => "artist",
            List::Videos => "video",
        }
    }

    /// The field's name in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            List::Sources => "sources",
            List::Themes => "themes",
            List::Groups => "groups",
            List::Artists => "artists",
            List::Videos => "videos",
        }
    }
}

/// Where facts were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Source")]
pub struct SourceFile {
    /// Unique among the sources.
    pub id: Id,
    /// The page's, article's or data set's title.
    pub title: Text,
    /// Who published it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Text>,
    /// Where it can be read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// When it was read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub accessed: Option<DateText>,
}

/// What a story can be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Theme")]
pub struct ThemeFile {
    /// Unique among the themes.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
    /// What it means, in a sentence.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub definition: Option<Text>,
    /// The themes right above this one; no theme is above itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<ThemeId>,
}

/// Several artists under one name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Group")]
pub struct GroupFile {
    /// Unique among the groups.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Artist")]
pub struct ArtistFile {
    /// Unique among the artists.
    pub id: Id,
    /// What he or she is called.
    pub name: Text,
    /// What else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
    /// The groups he or she is or was in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub member_of: Vec<Form<GroupId, MembershipFile>>,
}

/// An artist's time in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Membership")]
pub struct MembershipFile {
    /// The group.
    pub group: GroupId,
    /// When it began.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub from: Option<DateText>,
    /// When it ended.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub to: Option<DateText>,
    /// Where this was read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// A music video.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Video")]
pub struct VideoFile {
    /// Unique among the videos.
    pub id: Id,
    /// What it is called.
    pub title: Text,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
    /// Whose video it is: `group:ID` or `artist:ID`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub performers: Vec<PerformerName>,
    /// When it came out.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub released: Option<DateText>,
    /// The album or series it belongs to.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub release: Option<Text>,
    /// The names of its directors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directors: Vec<Text>,
    /// Where it can be seen.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// The story in a few sentences.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub synopsis: Option<Text>,
    /// Whether its platform keeps it from the young.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub age_restricted: Option<bool>,
    /// One of this video's fields → the source of that fact.
    #[serde(default, deserialize_with = "each_once", skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<VideoField, SourceId>,
    /// What was stated of its length; the first that measures the video is its runtime.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runtimes: Vec<Form<LengthText, RuntimeFile>>,
    /// Who plays in it.
    #[serde(default, deserialize_with = "objects", skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<RoleFile>,
    /// The themes that it carries, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Form<ThemeId, CarriedFile>>,
}

/// A field of a video that can have a source of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is the field of VideoFile that it names
pub enum VideoField {
    AgeRestricted,
    Aliases,
    Cast,
    Directors,
    Performers,
    Release,
    Released,
    Runtimes,
    Synopsis,
    Themes,
    Title,
    Url,
}

impl VideoField {
    /// Every field that can have a source of its own, in the order of their names.
    pub const ALL: [VideoField; 12] = [
        VideoField::AgeRestricted,
        VideoField::Aliases,
        VideoField::Cast,
        VideoField::Directors,
        VideoField::Performers,
        VideoField::Release,
        VideoField::Released,
        VideoField::Runtimes,
        VideoField::Synopsis,
        VideoField::Themes,
        VideoField::Title,
        VideoField::Url,
    ];

    /// The field's name in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            VideoField::AgeRestricted => "age_restricted",
            VideoField::Aliases => "aliases",
            VideoField::Cast => "cast",
            VideoField::Directors => "directors",
            VideoField::Performers => "performers",
            VideoField::Release => "release",
            VideoField::Released => "released",
            VideoField::Runtimes => "runtimes",
            VideoField::Synopsis => "synopsis",
            VideoField::Themes => "themes",
            VideoField::Title => "title",
            VideoField::Url => "url",
        }
    }
}

/// What a source states of a length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Runtime")]
pub struct RuntimeFile {
    /// The length as stated.
    pub length: LengthText,
    /// How exact the statement is.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = Precision::default()))]
    pub precision: Option<Precision>,
    /// Length of what.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = Measures::default()))]
    pub measures: Option<Measures>,
    /// Where it was read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The source's own few words.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub stated: Option<Text>,
}

/// That an artist plays in the video.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Cast")]
pub struct RoleFile {
    /// The artist.
    pub artist: ArtistId,
    /// Who he or she plays.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub role: Option<Text>,
    /// Where this was read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
}

/// That the video carries a theme, and why one may say so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Carried")]
pub struct CarriedFile {
    /// The theme.
    pub theme: ThemeId,
    /// How much it means to the story.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = Weight::default()))]
    pub weight: Option<Weight>,
    /// What the claim rests on.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = Basis::default()))]
    pub basis: Option<Basis>,
    /// One sentence that shows why.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Text>,
    /// Where it was read.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Whether the evidence gives the ending away.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = false))]
    pub spoiler: Option<bool>,
}

/// A value in its short form, a string, or in full, an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Form<Short, Full> {
    /// The string alone.
    Short(Short),
    /// The object.
    Full(Full),
}

/// Chosen by the JSON type, so that a fault inside the object is reported as what it is.
impl<'de, Short: Deserialize<'de>, Full: Deserialize<'de>> Deserialize<'de> for Form<Short, Full> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByType<Short, Full>(PhantomData<(Short, Full)>);
        impl<'de, Short: Deserialize<'de>, Full: Deserialize<'de>> Visitor<'de> for ByType<Short, Full> {
            type Value = Form<Short, Full>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an object")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Short::deserialize(StrDeserializer::new(text)).map(Form::Short)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Full::deserialize(MapAccessDeserializer::new(map)).map(Form::Full)
            }
        }
        deserializer.deserialize_any(ByType(PhantomData))
    }
}

impl<Short: JsonSchema, Full: JsonSchema> JsonSchema for Form<Short, Full> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", Short::schema_name(), Full::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [generator.subschema_for::<Short>(), generator.subschema_for::<Full>()] })
    }
}

/// Reads a field that is there; what is not known is left out, and never null.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads a list of objects. A derived reader alone would also take each from a list of its values.
fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Vec::<Object<T>>::deserialize(deserializer)?.into_iter().map(|object| object.0).collect())
}

/// Something that is written as an object, and as nothing else.
pub(super) struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnlyMap<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for OnlyMap<T> {
            type Value = Object<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }
        deserializer.deserialize_map(OnlyMap(PhantomData))
    }
}

/// Reads a map in which no key may come twice.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<VideoField, SourceId>, D::Error> {
    struct EachOnce;
    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<VideoField, SourceId>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of fields and their sources")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut sources = BTreeMap::new();
            while let Some((field, source)) = map.next_entry::<VideoField, SourceId>()? {
                if sources.insert(field, source).is_some() {
                    return Err(de::Error::duplicate_field(field.as_str()));
                }
            }
            Ok(sources)
        }
    }
    deserializer.deserialize_map(EachOnce)
}
