//! Reads a catalogue file entry by entry, so that a file needs no more memory than its longest entry.
//!
//! The outer two levels, the object and its lists, are walked through here; what is in them is read by `serde_json`.

use std::borrow::Cow;
use std::io::{self, Read};

use serde::Deserialize;
use thiserror::Error;

use super::file::*;
use super::resolve::Unresolved;

/// One thing that a catalogue file says, in the order in which it says it.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)] // the large one is the common one, and none is kept
pub(super) enum Statement {
    /// The catalogue's title.
    Title(super::Text),
    /// The source of every fact that has none of its own.
    DefaultSource(SourceId),
    Source(SourceFile),
    Theme(ThemeFile),
    Group(GroupFile),
    Artist(ArtistFile),
    Video(VideoFile),
}

/// What ends the reading. Where in the file, and what else is wrong, is told by the diagnosis.
#[derive(Debug, Error)]
pub(super) enum Fault {
    /// No catalogue.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// Not the bytes of a text.
    #[error("{0}")]
    Utf8(#[from] std::str::Utf8Error),
    /// The outer levels have not the form of a catalogue.
    #[error("{0}")]
    Form(&'static str),
    /// An entry refers to what is not there, or is there twice.
    #[error("{0}")]
    Entry(#[from] Unresolved),
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// What takes in a file's words.
pub(super) trait Sink {
    /// Takes in one thing that the file says.
    fn add(&mut self, statement: Statement) -> Result<(), Unresolved>;

    /// Takes in the entry of `list` at the beginning of `text` by itself, and gives how many bytes it has; nothing where
    /// it declines.
    fn add_plain(&mut self, _list: List, _text: &str) -> Option<usize> {
        None
    }
}

/// Reads a whole text, which may begin with a byte order mark.
pub(super) fn read_bytes(bytes: &[u8], sink: &mut impl Sink) -> Result<(), Fault> {
    let text = std::str::from_utf8(bytes)?;
    let mut reader = Reader::default();
    reader.feed(without_mark(text), true, sink)?;
    reader.end()
}

/// So many bytes are read at once; they fit into a processor's second cache.
pub(super) const BLOCK: usize = 256 << 10;

/// Reads a file in blocks of `size` bytes, or more where a value is longer; `progress` is told of each how many bytes it
/// has.
pub(super) fn read_blocks(
    mut file: impl Read,
    size: usize,
    progress: &dyn Fn(u64),
    sink: &mut impl Sink,
) -> Result<(), Fault> {
    let mut reader = Reader::default();
    let mut block: Vec<u8> = vec![0; size.max(1)];
    // How many bytes there are.
    let mut len = 0;
    let mut is_first = true;
    loop {
        if len == block.len() {
            block.resize(2 * block.len(), 0);
        }
        let read = file.read(&mut block[len..])?;
        progress(read as u64);
        len += read;
        let is_last = read == 0;
        if !is_last && len < block.len() {
            continue;
        }
        let mut text = whole_characters(&block[..len], is_last)?;
        let valid = text.len();
        if is_first {
            text = without_mark(text);
            is_first = false;
        }
        let left = text.len() - reader.feed(text, is_last, sink)?;
        if is_last {
            return reader.end();
        }
        block.copy_within(valid - left..len, 0);
        len -= valid - left;
    }
}

/// The bytes up to the last whole character; only in the middle of a file may one be cut off.
fn whole_characters(bytes: &[u8], is_last: bool) -> Result<&str, Fault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if error.error_len().is_none() && !is_last => {
            Ok(std::str::from_utf8(&bytes[..error.valid_up_to()])?)
        }
        Err(error) => Err(error.into()),
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A field of the outer object.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    Schema,
    Version,
    Title,
    Source,
    List(List),
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "$schema" => Field::Schema,
            "version" => Field::Version,
            "title" => Field::Title,
            "source" => Field::Source,
            _ => Field::List(List::ALL.into_iter().find(|list| list.as_str() == name)?),
        })
    }
}

/// What may come next.
#[derive(Debug, Clone, Copy, Default)]
enum Expect {
    #[default]
    Object,
    FieldOrEnd,
    Field,
    Colon(Field),
    Value(Field),
    EntryOrEnd(List),
    Entry(List),
    CommaInList(List),
    CommaInObject,
    Nothing,
}

/// Where the walk through the outer levels stands.
#[derive(Default)]
struct Reader {
    expect: Expect,
    seen: Vec<Field>,
}

impl Reader {
    /// Reads on in `text`, and gives how many bytes of it are done with. Before the last part of a file, a value that
    /// the part's end cuts off is left for the next.
    fn feed(&mut self, text: &str, is_last: bool, sink: &mut impl Sink) -> Result<usize, Fault> {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                at += 1;
            }
            let Some(&byte) = bytes.get(at) else { return Ok(at) };
            let rest = &text[at..];
            let punctuation = match (self.expect, byte) {
                (Expect::Object, b'{') => Some(Expect::FieldOrEnd),
                (Expect::FieldOrEnd | Expect::CommaInObject, b'}') => Some(Expect::Nothing),
                (Expect::CommaInObject, b',') => Some(Expect::Field),
                (Expect::Colon(field), b':') => Some(Expect::Value(field)),
                (Expect::Value(Field::List(list)), b'[') => Some(Expect::EntryOrEnd(list)),
                (Expect::EntryOrEnd(_) | Expect::CommaInList(_), b']') => Some(Expect::CommaInObject),
                (Expect::CommaInList(list), b',') => Some(Expect::Entry(list)),
                _ => None,
            };
            let (length, next) = match (punctuation, self.expect) {
                (Some(next), _) => (Some(1), next),
                (None, Expect::FieldOrEnd | Expect::Field) => {
                    let Some((name, length)) = value::<Cow<str>>(rest, is_last)? else { return Ok(at) };
                    (Some(length), Expect::Colon(self.field(&name)?))
                }
                (None, Expect::Value(field)) => (scalar(field, rest, is_last, sink)?, Expect::CommaInObject),
                (None, Expect::EntryOrEnd(list) | Expect::Entry(list)) => {
                    (entry(list, rest, is_last, sink)?, Expect::CommaInList(list))
                }
                _ => return Err(Fault::Form("a comma, colon or bracket is missing, or there is one too many")),
            };
            let Some(length) = length else { return Ok(at) };
            self.expect = next;
            at += length;
        }
    }

    /// The field called `name`, which must not have been there before.
    fn field(&mut self, name: &str) -> Result<Field, Fault> {
        let field = Field::named(name).ok_or(Fault::Form("an unknown field"))?;
        if self.seen.contains(&field) {
            return Err(Fault::Form("a field is there twice"));
        }
        self.seen.push(field);
        Ok(field)
    }

    /// Whether everything that must be there was.
    fn end(&self) -> Result<(), Fault> {
        match self.expect {
            Expect::Nothing if self.seen.contains(&Field::Version) => Ok(()),
            Expect::Nothing => Err(Fault::Form("the version is missing")),
            _ => Err(Fault::Form("the file ends too early")),
        }
    }
}

/// Reads the value of a field that is no list; gives its length in bytes, or nothing if it is cut off.
fn scalar(field: Field, text: &str, is_last: bool, sink: &mut impl Sink) -> Result<Option<usize>, Fault> {
    match field {
        Field::Schema => taken(value::<super::Text>(text, is_last)?, |_| Ok(())),
        Field::Version => taken(value::<Version>(text, is_last)?, |_| Ok(())),
        Field::Title => taken(value(text, is_last)?, |title| sink.add(Statement::Title(title))),
        Field::Source => taken(value(text, is_last)?, |source| sink.add(Statement::DefaultSource(source))),
        Field::List(_) => Err(Fault::Form("a list is expected")),
    }
}

/// Reads an entry of `list`; gives its length in bytes, or nothing if it is cut off.
fn entry(list: List, text: &str, is_last: bool, sink: &mut impl Sink) -> Result<Option<usize>, Fault> {
    if let Some(length) = sink.add_plain(list, text) {
        return Ok(Some(length));
    }
    match list {
        List::Sources => taken(value(text, is_last)?, |Object(source)| sink.add(Statement::Source(source))),
        List::Themes => taken(value(text, is_last)?, |Object(theme)| sink.add(Statement::Theme(theme))),
        List::Groups => taken(value(text, is_last)?, |Object(group)| sink.add(Statement::Group(group))),
        List::Artists => taken(value(text, is_last)?, |Object(artist)| sink.add(Statement::Artist(artist))),
        List::Videos => taken(value(text, is_last)?, |Object(video)| sink.add(Statement::Video(video))),
    }
}

fn taken<T>(value: Option<(T, usize)>, take: impl FnOnce(T) -> Result<(), Unresolved>) -> Result<Option<usize>, Fault> {
    let Some((value, length)) = value else { return Ok(None) };
    take(value)?;
    Ok(Some(length))
}

/// Reads the JSON value at the beginning of `text`; gives it and its length in bytes, or nothing if it is cut off.
fn value<'t, T: Deserialize<'t>>(text: &'t str, is_last: bool) -> Result<Option<(T, usize)>, Fault> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        // A number that reaches to the end may go on.
        Some(Ok(_)) if values.byte_offset() == text.len() && !is_last => Ok(None),
        Some(Ok(value)) => Ok(Some((value, values.byte_offset()))),
        Some(Err(error)) if error.is_eof() && !is_last => Ok(None),
        Some(Err(error)) => Err(error.into()),
        None => Ok(None),
    }
}
