//! The JSON Schema of the catalogue file, made from the Rust types.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

use super::file::CatalogueFile;

/// The schema as a value, draft-07.
pub(super) fn schema_value() -> Value {
    SchemaSettings::draft07()
        .with_transform(NeverNull)
        .into_generator()
        .into_root_schema_for::<CatalogueFile>()
        .to_value()
}

/// What may be left out is not therefore null: takes null from the types of optional fields.
#[derive(Clone)]
struct NeverNull;

impl Transform for NeverNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some([one, Value::String(null)]) = list(schema, "type")
            && null == "null"
        {
            let one = one.clone();
            schema.insert("type".into(), one);
        }
        if let Some([one, null]) = list(schema, "anyOf")
            && *null == json!({ "type": "null" })
        {
            let one = json!([one]);
            schema.remove("anyOf");
            schema.insert("allOf".into(), one);
        }
    }
}

fn list<'s>(schema: &'s Schema, keyword: &str) -> Option<&'s [Value]> {
    schema.get(keyword)?.as_array().map(Vec::as_slice)
}

/// The JSON Schema (draft-07) of the catalogue file, as text that ends in a newline. All definitions are inside.
pub fn schema() -> String {
    // Serializing a value that is JSON already cannot fail.
    let mut text = serde_json::to_string_pretty(&schema_value()).unwrap_or_default();
    text.push('\n');
    text
}
