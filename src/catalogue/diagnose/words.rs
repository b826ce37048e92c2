//! What a walk through a file says of what it finds: names for things, and hints.

use super::scan::JsonType;
use super::shape::{ObjectShape, Shape, TextKind};
use super::walk::Subject;
use crate::catalogue::strings::check_id;
use crate::catalogue::values::Length;

/// What an object is called in messages.
pub fn what(shape: &ObjectShape) -> &str {
    match shape.what.as_str() {
        "carried" => "theme of a video",
        "cast" => "role in the cast",
        "sources" => "map of sources",
        what => what,
    }
}

/// Whether a value of this type can be walked through as `shape`.
pub fn fits(shape: &Shape, found: JsonType) -> bool {
    match shape {
        Shape::Object(_) => found == JsonType::Object,
        Shape::List(_) => found == JsonType::List,
        Shape::Either(..) => matches!(found, JsonType::String | JsonType::Object),
        Shape::Text(_) | Shape::Word(_) => found == JsonType::String,
        Shape::Bool => found == JsonType::Bool,
        Shape::Version => found == JsonType::Number,
    }
}

/// What may help where a value of another type is wanted.
pub fn type_hint(shape: &Shape, found: JsonType, written: &str, subject: Subject) -> Option<String> {
    let short = written.len() <= 20;
    match (shape, found) {
        (_, JsonType::Null) => Some(match subject.is_item {
            true => "leave it out".into(),
            false => format!("leave “{}” out where it is not known", subject.field),
        }),
        (Shape::Text(_) | Shape::Word(_) | Shape::Either(..), JsonType::Number | JsonType::Bool) if short => {
            Some(format!("write it in quotation marks: \"{written}\""))
        }
        (Shape::Bool, JsonType::String) if matches!(written, "\"true\"" | "\"false\"") => {
            Some(format!("write {} without quotation marks", written.trim_matches('"')))
        }
        (Shape::Version, JsonType::String) if written == "\"1\"" => Some("write 1 without quotation marks".into()),
        (Shape::List(item), JsonType::String | JsonType::Object) if fits(item, found) => {
            let inside = if short { written } else { "…" };
            let inside = if found == JsonType::Object { "{…}" } else { inside };
            Some(format!("a list of one is written [{inside}]"))
        }
        _ => None,
    }
}

/// What may help where a string has not the form that it should have.
pub fn form_hint(kind: TextKind, text: &str) -> Option<String> {
    match kind {
        TextKind::Id => Some(near_id(text)).filter(|id| check_id(id).is_ok()).map(|id| format!("“{id}” can be one")),
        TextKind::Length => match text.parse::<u32>() {
            Ok(seconds @ 1..36_000) => Some(format!("{seconds} seconds are “{}”", Length(seconds))),
            _ => None,
        },
        _ => None,
    }
}

/// The id that is nearest to `text`; empty where there is none.
pub fn near_id(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars().take(60).flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() || (matches!(c, '.' | '_' | '-') && !id.is_empty()) {
            id.push(c);
        } else if c.is_whitespace() && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// “a”, “b” or “c”.
pub fn one_of(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    match &quoted[..] {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => quoted.concat(),
    }
}
