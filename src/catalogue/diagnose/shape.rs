//! What a catalogue file should look like, taken from its JSON Schema, so that diagnosis and schema cannot differ.

use serde_json::Value;

/// What a value should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Object(ObjectShape),
    List(Box<Shape>),
    /// A string, or an object that says more.
    Either(Box<Shape>, ObjectShape),
    /// A string; of what kind, its definition's name tells.
    Text(TextKind),
    /// One of these words.
    Word(Vec<String>),
    Bool,
    /// The number 1.
    Version,
}

/// What an object should have in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectShape {
    /// What it is: “video”, “catalogue”.
    pub what: String,
    pub fields: Vec<Field>,
}

/// One of an object's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub is_required: bool,
    pub shape: Shape,
}

/// What a string says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Anything.
    Free,
    /// The id of the entry that it is in.
    Id,
    Theme,
    Group,
    Artist,
    Source,
    /// `group:ID` or `artist:ID`.
    Performer,
    Date,
    Length,
}

impl TextKind {
    fn of_definition(name: &str) -> Self {
        match name {
            "Id" => TextKind::Id,
            "ThemeId" => TextKind::Theme,
            "GroupId" => TextKind::Group,
            "ArtistId" => TextKind::Artist,
            "SourceId" => TextKind::Source,
            "Performer" => TextKind::Performer,
            "Date" => TextKind::Date,
            "Length" => TextKind::Length,
            _ => TextKind::Free,
        }
    }
}

impl Shape {
    /// The shape of a catalogue file.
    pub fn of_catalogue() -> ObjectShape {
        let schema = crate::catalogue::schema::schema_value();
        object("catalogue", &schema, &schema)
    }

    /// What is wanted, in words.
    pub fn words(&self) -> String {
        match self {
            Shape::Object(_) => "an object".into(),
            Shape::List(item) => match **item {
                Shape::Object(_) => "a list of objects".into(),
                Shape::Either(..) => "a list of strings and objects".into(),
                _ => "a list of strings".into(),
            },
            Shape::Either(..) => "a string or an object".into(),
            Shape::Text(_) | Shape::Word(_) => "a string".into(),
            Shape::Bool => "true or false".into(),
            Shape::Version => "the number 1".into(),
        }
    }
}

/// The shape that the schema `part` describes; `name` is that of its definition, or of the field it is in.
fn shape(name: &str, part: &Value, whole: &Value) -> Shape {
    if let Some(reference) = part["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return shape(name, &whole["definitions"][name], whole);
    }
    if let [only] = list(&part["allOf"]) {
        return shape(name, only, whole);
    }
    if let [short, full] = list(&part["anyOf"])
        && let Shape::Object(full) = shape(name, full, whole)
    {
        return Shape::Either(Box::new(shape(name, short, whole)), full);
    }
    let words: Vec<String> = list(&part["oneOf"]).iter().filter_map(|w| Some(w["const"].as_str()?.into())).collect();
    if !words.is_empty() {
        return Shape::Word(words);
    }
    match part["type"].as_str() {
        Some("object") => Shape::Object(object(name, part, whole)),
        Some("array") => Shape::List(Box::new(shape(name, &part["items"], whole))),
        Some("boolean") => Shape::Bool,
        Some("integer") => Shape::Version,
        _ => Shape::Text(TextKind::of_definition(name)),
    }
}

fn object(name: &str, part: &Value, whole: &Value) -> ObjectShape {
    let required = list(&part["required"]);
    let fields = part["properties"].as_object().into_iter().flatten();
    let fields = fields.map(|(field, part)| Field {
        name: field.clone(),
        is_required: required.iter().any(|r| r.as_str() == Some(field)),
        shape: shape(field, part, whole),
    });
    ObjectShape { what: name.to_lowercase(), fields: fields.collect() }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'s>(object: &'s ObjectShape, name: &str) -> &'s Shape {
        &object.fields.iter().find(|f| f.name == name).unwrap().shape
    }

    fn entry<'s>(catalogue: &'s ObjectShape, list: &str) -> &'s ObjectShape {
        match field(catalogue, list) {
            Shape::List(item) => match &**item {
                Shape::Object(object) => object,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_schema_tells_what_each_string_refers_to() {
        let catalogue = Shape::of_catalogue();
        let list_of = |kind| Shape::List(Box::new(Shape::Text(kind)));
        let video = entry(&catalogue, "videos");
        assert_eq!(field(video, "id"), &Shape::Text(TextKind::Id));
        assert_eq!(field(video, "title"), &Shape::Text(TextKind::Free));
        assert_eq!(field(video, "performers"), &list_of(TextKind::Performer));
        assert_eq!(field(video, "released"), &Shape::Text(TextKind::Date));
        assert_eq!(field(entry(&catalogue, "themes"), "broader"), &list_of(TextKind::Theme));
        assert_eq!(field(&catalogue, "source"), &Shape::Text(TextKind::Source));
        assert_eq!(field(&catalogue, "version"), &Shape::Version);
    }

    #[test]
    fn what_a_video_carries_is_a_string_or_an_object() {
        let catalogue = Shape::of_catalogue();
        let Shape::List(item) = field(entry(&catalogue, "videos"), "themes") else { panic!("no list") };
        let Shape::Either(short, full) = &**item else { panic!("{item:?}") };
        assert_eq!(**short, Shape::Text(TextKind::Theme));
        let weight = Shape::Word(["choice", "major", "minor"].map(String::from).to_vec());
        assert_eq!(field(full, "weight"), &weight);
        assert_eq!(field(full, "spoiler"), &Shape::Bool);
    }

    #[test]
    fn an_entry_must_have_an_id_and_a_name() {
        let catalogue = Shape::of_catalogue();
        let required = |object: &ObjectShape| {
            object.fields.iter().filter(|f| f.is_required).map(|f| f.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(required(&catalogue), ["version"]);
        assert_eq!(required(entry(&catalogue, "artists")), ["id", "name"]);
        assert_eq!(required(entry(&catalogue, "videos")), ["id", "title"]);
    }
}
