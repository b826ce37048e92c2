//! Strings of the catalogue file that must have a form: ids, references, dates and lengths.
//! Each is a type of its own, so that the JSON Schema can say what it is and diagnostics can check it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::entities::Text;
use super::values::{Date, Length};
use super::visible::quoted;

/// The form of an id, as a regular expression.
pub const ID_PATTERN: &str = "^[a-z0-9][a-z0-9._-]*$";

/// Whether `text` has the form of an id: `[a-z0-9][a-z0-9._-]*`.
pub fn is_id(text: &str) -> bool {
    let first = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    !bytes.is_empty() && first(bytes[0]) && bytes.iter().all(|&b| first(b) || matches!(b, b'.' | b'_' | b'-'))
}

/// Says what is wrong with `text` as an id.
pub fn check_id(text: &str) -> Result<(), String> {
    if is_id(text) {
        Ok(())
    } else {
        Err(format!("{} cannot be an id: use a-z and 0-9, and after the first character also . _ -", quoted(text)))
    }
}

/// Says what is wrong with `text` as a performer.
pub fn check_performer(text: &str) -> Result<(), String> {
    let id = text.strip_prefix("group:").or_else(|| text.strip_prefix("artist:"));
    if id.is_some_and(is_id) {
        Ok(())
    } else {
        Err(format!("{} cannot be a performer: write group:ID or artist:ID", quoted(text)))
    }
}

/// Makes a string type with a check and a schema of its own.
macro_rules! checked_string {
    ($(#[$doc:meta])* $type:ident, $schema_name:literal, $description:literal, $pattern:expr, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(pub Text);

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Text::deserialize(deserializer)?;
                let check: fn(&str) -> Result<(), String> = $check;
                check(&text).map_err(de::Error::custom)?;
                Ok(Self(text))
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $schema_name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $description, "pattern": $pattern })
            }
        }
    };
}

checked_string!(
    /// An id, unique within its list.
    Id, "Id", "An id, unique within its list.", ID_PATTERN, check_id
);
checked_string!(
    /// A reference to a theme.
    ThemeId, "ThemeId", "The id of a theme.", ID_PATTERN, check_id
);
checked_string!(
    /// A reference to a group.
    GroupId, "GroupId", "The id of a group.", ID_PATTERN, check_id
);
checked_string!(
    /// A reference to an artist.
    ArtistId, "ArtistId", "The id of an artist.", ID_PATTERN, check_id
);
checked_string!(
    /// A reference to a source.
    SourceId, "SourceId", "The id of a source.", ID_PATTERN, check_id
);
checked_string!(
    /// A reference to a group or an artist: `group:ID` or `artist:ID`.
    PerformerName, "Performer", "Whose video it is: group:ID or artist:ID.", "^(group|artist):[a-z0-9][a-z0-9._-]*$", check_performer
);
checked_string!(
    /// A date: `2014`, `2014-03` or `2014-03-02`.
    DateText, "Date", "A year, a month or a day: 2014, 2014-03 or 2014-03-02.",
    "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", |text| text.parse::<Date>().map(|_| ())
);
checked_string!(
    /// A length: `m:ss` or `h:mm:ss`.
    LengthText, "Length", "A length of time: m:ss or h:mm:ss. Never 0: leave out what is not known.",
    "^[0-9]{1,3}(:[0-5][0-9]){1,2}$", |text| text.parse::<Length>().map(|_| ())
);

/// The version of the format: the number 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Number::deserialize(deserializer)?.as_u64() {
            Some(1) => Ok(Self),
            _ => Err(de::Error::custom("this program reads version 1 of the catalogue format")),
        }
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "description": "The version of the format.", "const": 1 })
    }
}
