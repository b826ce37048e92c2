//! The JSON Schema of the catalogue file, made from the Rust types.

use schemars::generate::SchemaSettings;

use super::file::CatalogueFile;

/// The schema as a value, draft-07.
pub(super) fn schema_value() -> serde_json::Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<CatalogueFile>().to_value()
}

/// The JSON Schema (draft-07) of the catalogue file, as text that ends in a newline. All definitions are inside.
pub fn schema() -> String {
    // Serializing a value that is JSON already cannot fail.
    let mut text = serde_json::to_string_pretty(&schema_value()).unwrap_or_default();
    text.push('\n');
    text
}
