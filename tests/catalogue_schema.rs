//! The JSON Schema, held against a validator that knows nothing of this program.

use std::path::Path;

use leitmotif::catalogue::schema;
use serde_json::{Value, json};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn assert_accepted(path: &str) {
    let catalogue: Value = serde_json::from_str(&file(path)).unwrap();
    let wrong: Vec<String> =
        validator().iter_errors(&catalogue).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{path}: {wrong:#?}");
}

/// `WRITE_EXPECTED=1 cargo test --test catalogue_schema` writes it anew.
#[test]
fn the_schema_in_the_repository_is_the_one_that_the_program_prints() {
    if std::env::var_os("WRITE_EXPECTED").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/catalogue.schema.json");
        std::fs::write(path, schema()).unwrap();
    }
    assert_eq!(file("data/catalogue.schema.json"), schema());
}

#[test]
fn the_schema_is_a_schema_of_draft_7() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
}

#[test]
fn the_built_in_catalogue_is_valid() {
    assert_accepted("data/storylines.json");
}

#[test]
fn a_catalogue_with_every_field_is_valid() {
    assert_accepted("tests/fixtures/every-field.json");
}

/// Draft-07 ignores, and editors complain about, what stands beside `$ref`.
#[test]
fn nothing_stands_beside_a_reference() {
    fn look(value: &Value) {
        match value {
            Value::Object(object) => {
                assert!(!object.contains_key("$ref") || object.len() == 1, "{value:#}");
                object.values().for_each(look);
            }
            Value::Array(list) => list.iter().for_each(look),
            _ => {}
        }
    }
    look(&serde_json::from_str(&schema()).unwrap());
}

#[test]
fn every_reference_leads_to_a_definition_inside() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|v| references(v, found));
            }
            Value::Array(list) => list.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&schema, &mut found);
    assert!(found.len() > 20);
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("a reference within the file");
        assert!(schema.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn what_the_program_refuses_for_its_form_the_schema_refuses() {
    let validator = validator();
    let video = |field: Value| {
        let mut video = json!({"id": "v", "title": "V"});
        video.as_object_mut().unwrap().extend(field.as_object().unwrap().clone());
        json!({"version": 1, "videos": [video]})
    };
    let wrong = [
        json!([]),
        json!({}),
        json!({"version": 2}),
        json!({"version": "1"}),
        json!({"version": 1, "video": []}),
        json!({"version": 1, "title": null}),
        json!({"version": 1, "source": null}),
        json!({"version": 1, "videos": [{"id": "v"}]}),
        json!({"version": 1, "videos": [{"id": "a/b", "title": "V"}]}),
        video(json!({"titel": "V"})),
        video(json!({"performers": ["bigbang"]})),
        video(json!({"released": 2014})),
        video(json!({"released": "2014-13"})),
        video(json!({"runtimes": ["4:60"]})),
        video(json!({"runtimes": [{"precision": "exact"}]})),
        video(json!({"sources": {"id": "article"}})),
        video(json!({"themes": [{"theme": "t", "weight": "huge"}]})),
        video(json!({"themes": [{"theme": "t", "basis": null}]})),
        video(json!({"cast": ["g-dragon"]})),
        video(json!({"age_restricted": "yes"})),
    ];
    for catalogue in wrong {
        assert!(!validator.is_valid(&catalogue), "{catalogue}");
    }
    assert!(validator.is_valid(&video(json!({"runtimes": ["4:46", {"length": "1:02:03", "precision": "about"}]}))));
}

/// An editor offers what the schema describes.
#[test]
fn every_field_and_every_word_has_a_description() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        for (field, part) in definition["properties"].as_object().into_iter().flatten() {
            assert!(part["description"].is_string(), "{name}.{field}");
        }
        for word in definition["oneOf"].as_array().into_iter().flatten() {
            assert!(word["description"].is_string(), "{name}: {word}");
        }
    }
}
