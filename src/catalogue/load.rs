//! From files to a catalogue, or to every problem in them.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};

use super::diagnose::diagnose;
use super::entities::Catalogue;
use super::file::CatalogueFile;
use super::merge::merge;
use super::problem::{Problem, Problems};
use super::resolve::{Resolver, Unresolved, resolve};
use super::stream::{BLOCK, Fault, Sink, read_blocks, read_bytes};
use super::visible::visible;

/// A file, or the like: JSON in UTF-8; a byte order mark before it is skipped.
pub struct Input<'a> {
    /// How messages name it: the path as it was given, “standard input” or “built-in catalogue”.
    pub name: String,
    content: Content<'a>,
}

enum Content<'a> {
    /// What was read.
    Bytes(Cow<'a, [u8]>),
    /// What is still to be read, and who is told of each block's length in bytes.
    File(File, Box<dyn Fn(u64) + 'a>),
}

impl<'a> Input<'a> {
    /// Bytes under a name.
    pub fn new(name: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// A regular file, which is read block by block; `progress` is told how many bytes each block has.
    pub fn file(name: impl Into<String>, file: File, progress: impl Fn(u64) + 'a) -> Self {
        Self { name: name.into(), content: Content::File(file, Box::new(progress)) }
    }

    /// The catalogue that is compiled in.
    pub fn builtin() -> Input<'static> {
        Input::new("built-in catalogue", include_str!("../../data/storylines.json").as_bytes())
    }

    /// Reads it, entry by entry.
    fn read(&self, sink: &mut impl Sink) -> Result<(), Problem> {
        let read = match &self.content {
            Content::Bytes(bytes) => read_bytes(bytes, sink),
            Content::File(file, progress) => read_blocks(file, BLOCK, progress, sink),
        };
        read.map_err(|fault: Fault| unread(&format!("{}: {fault}", self.name)))
    }

    /// The text, without a byte order mark.
    fn text(&self) -> io::Result<Cow<'_, [u8]>> {
        let bytes = match &self.content {
            Content::Bytes(bytes) => Cow::Borrowed(&**bytes),
            Content::File(file, _) => {
                let (mut file, mut bytes) = (file, Vec::new());
                file.rewind()?;
                file.read_to_end(&mut bytes)?;
                Cow::Owned(bytes)
            }
        };
        Ok(match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.strip_prefix(MARK).unwrap_or(bytes)),
            Cow::Owned(mut bytes) => {
                bytes.drain(..if bytes.starts_with(MARK) { MARK.len() } else { 0 });
                Cow::Owned(bytes)
            }
        })
    }
}

/// A byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Which facts about videos a question looks at, beside what they are called and when they came out. The others are checked
/// as well, and then not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// Whose they are, and who is in which group.
    pub performers: bool,
    /// What they carry.
    pub themes: bool,
    /// What is stated of their length.
    pub runtimes: bool,
    /// The rarer facts: who plays in them, the evidence, and the like.
    pub details: bool,
}

impl Keep {
    /// Every fact.
    pub const EVERYTHING: Self = Self { performers: true, themes: true, runtimes: true, details: true };
    /// What the videos carry, without the evidence.
    pub const THEMES: Self = Self { performers: false, themes: true, runtimes: false, details: false };
    /// Who has to do with the videos.
    pub const PEOPLE: Self = Self { performers: true, themes: false, runtimes: false, details: true };
}

impl Default for Keep {
    fn default() -> Self {
        Self::EVERYTHING
    }
}

/// Reads a catalogue, and keeps everything; several inputs are merged.
///
/// What is valid is read by `serde_json` at full speed. Only where that fails is the text walked through again, by
/// a slower reader that finds every problem and its place.
///
/// # Errors
/// Every problem of every input.
pub fn load(inputs: &[Input]) -> Result<Catalogue, Problems> {
    load_keeping(inputs, Keep::EVERYTHING)
}

/// As [`load`], but keeps only what a question looks at, and perhaps more: nearly a third of a large catalogue's time and
/// memory goes into the rest.
///
/// # Errors
/// Every problem of every input, in what is not kept too.
pub fn load_keeping(inputs: &[Input], keep: Keep) -> Result<Catalogue, Problems> {
    fast(inputs, keep).map_err(|problem| {
        let texts = inputs.iter().map(Input::text).collect::<io::Result<Vec<_>>>();
        let Ok(texts) = texts else { return problem.into() };
        let files: Vec<(&str, &[u8])> =
            inputs.iter().zip(&texts).map(|(input, text)| (input.name.as_str(), &**text)).collect();
        let problems = diagnose(&files);
        if problems.total > 0 { problems } else { problem.into() }
    })
}

/// Reads what is valid; the first fault ends it.
fn fast(inputs: &[Input], keep: Keep) -> Result<Catalogue, Problem> {
    let unresolved = |error: Unresolved| unread(&error.to_string());
    if let [input] = inputs {
        let mut resolver = Resolver::keeping(keep);
        input.read(&mut resolver)?;
        return resolver.finish().map_err(unresolved);
    }
    let mut files = vec![CatalogueFile::default(); inputs.len()];
    for (input, file) in inputs.iter().zip(&mut files) {
        input.read(file)?;
    }
    let merged = merge(files);
    if merged.is_faulty || !merged.conflicts.is_empty() {
        return Err(unread("the files cannot be merged"));
    }
    resolve(merged.file).map_err(unresolved)
}

/// A problem of which only the fast reader knows.
fn unread(message: &str) -> Problem {
    Problem::without_place("unreadable", visible(message))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::super::lists::ListOf;
    use super::super::stream::Statement;
    use super::*;

    const EVERY_FIELD: &str = include_str!("../../tests/fixtures/every-field.json");

    /// Both ways of reading `texts` as files: what the fast one says, and what the slow one finds.
    fn both(texts: &[&[u8]]) -> (Result<Catalogue, Problem>, Problems) {
        let inputs: Vec<Input> = texts.iter().map(|text| Input::new("file", *text)).collect();
        let texts: Vec<_> = inputs.iter().map(|input| input.text().unwrap()).collect();
        let files: Vec<(&str, &[u8])> = texts.iter().map(|text| ("file", &**text)).collect();
        (fast(&inputs, Keep::EVERYTHING), diagnose(&files))
    }

    fn assert_agreement(texts: &[&[u8]]) -> Result<(), TestCaseError> {
        let (fast, slow) = both(texts);
        let texts: Vec<_> = texts.iter().map(|text| String::from_utf8_lossy(text)).collect();
        prop_assert_eq!(fast.is_err(), slow.total > 0, "{:?}\n{}\n{}", fast.err(), slow, texts.join("\n---\n"));
        Ok(())
    }

    /// The text's tokens and the white space between them.
    fn tokens(text: &str) -> Vec<String> {
        let mut tokens: Vec<String> = Vec::new();
        let mut is_string = false;
        for c in text.chars() {
            let goes_on = is_string || c.is_alphanumeric() || c == '.' || c == '-';
            match tokens.last_mut() {
                Some(last)
                    if goes_on && (is_string || last.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')) =>
                {
                    last.push(c);
                }
                _ => tokens.push(c.to_string()),
            }
            is_string ^= c == '"';
        }
        tokens
    }

    /// What may come in place of a token.
    const STRANGE: [&str; 36] = [
        "",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "1",
        "2",
        "-1",
        "1e999",
        "1.0",
        "\"\"",
        "\"a b\"",
        "\"1\"",
        "\"version\"",
        "\"bigbang\"",
        "\"g-dragon\"",
        "\"love\"",
        "\"group:2ne1\"",
        "\"artist:\"",
        "\"2014-02-30\"",
        "\"4:60\"",
        "\"minor\"",
        "\"themes\"",
        "\"id\"",
        "\"\\u0061\"",
        "\"\\ud800\"",
        "\"\u{0}\"",
        "[[]]",
        "{}",
        "{\"minor\": null}",
        "[\"a\", \"b\"]",
        "\"theme\"",
    ];

    /// A change of one token: which, to what, and whether what was there stays.
    fn change() -> impl Strategy<Value = (Index, Result<Index, Index>, bool)> {
        let by = prop_oneof![any::<Index>().prop_map(Ok), any::<Index>().prop_map(Err)];
        (any::<Index>(), by, any::<bool>())
    }

    fn changed(text: &str, changes: &[(Index, Result<Index, Index>, bool)]) -> String {
        let mut tokens = tokens(text);
        for (at, by, stays) in changes {
            let by = match by {
                Ok(other) => tokens[other.index(tokens.len())].clone(),
                Err(strange) => STRANGE[strange.index(STRANGE.len())].to_owned(),
            };
            let at = at.index(tokens.len());
            if *stays {
                tokens.insert(at, by);
            } else {
                tokens[at] = by;
            }
        }
        tokens.concat()
    }

    #[test]
    fn both_readers_accept_what_is_valid() {
        for text in [
            EVERY_FIELD,
            include_str!("../../data/storylines.json"),
            "{\"version\": 1}",
            " {\"version\":1,\"videos\":[]}\r\n",
        ] {
            let (fast, slow) = both(&[text.as_bytes()]);
            assert!(fast.is_ok(), "{text}");
            assert_eq!(slow.total, 0, "{slow}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert!(load(&[Input::new("file", "\u{feff}{\"version\": 1}".as_bytes())]).is_ok());
    }

    #[test]
    fn a_list_of_values_is_no_object() {
        let text = r#"{"version": 1, "sources": [["article", "K-pop music videos"]]}"#;
        let (fast, slow) = both(&[text.as_bytes()]);
        assert!(fast.is_err());
        assert_eq!(slow.list[0].code, "wrong-type");
    }

    /// Takes in everything as `serde_json` reads it.
    #[derive(Default)]
    struct NothingIsPlain(Resolver);

    impl Sink for NothingIsPlain {
        fn add(&mut self, statement: Statement) -> Result<(), Unresolved> {
            self.0.add(statement)
        }
    }

    proptest! {
        #[test]
        fn in_blocks_of_any_size_the_same_is_read(
            size in 1..5000_usize,
            changes in prop::collection::vec(change(), 0..2),
        ) {
            let text = changed(EVERY_FIELD, &changes);
            let (mut whole, mut parts) = (Resolver::default(), Resolver::default());
            let whole = read_bytes(text.as_bytes(), &mut whole).ok().and_then(|()| whole.finish().ok());
            let parts = read_blocks(text.as_bytes(), size, &|_| (), &mut parts).ok().and_then(|()| parts.finish().ok());
            prop_assert_eq!(whole, parts);
        }

        #[test]
        fn what_is_plain_is_read_as_serde_reads_it(changes in prop::collection::vec(change(), 0..3)) {
            let text = changed(EVERY_FIELD, &changes);
            let (mut plain, mut full) = (Resolver::default(), NothingIsPlain::default());
            let plain = read_bytes(text.as_bytes(), &mut plain).ok().and_then(|()| plain.finish().ok());
            let full = read_bytes(text.as_bytes(), &mut full).ok().and_then(|()| full.0.finish().ok());
            prop_assert_eq!(plain, full);
        }

        #[test]
        fn what_is_not_kept_is_checked_and_what_is_kept_is_the_same(changes in prop::collection::vec(change(), 0..3)) {
            let text = changed(EVERY_FIELD, &changes);
            let read = |keep| fast(&[Input::new("file", text.as_bytes())], keep);
            let all = read(Keep::EVERYTHING);
            for keep in [Keep::THEMES, Keep::PEOPLE, Keep { runtimes: false, ..Keep::EVERYTHING }] {
                let some = read(keep);
                prop_assert_eq!(all.is_ok(), some.is_ok(), "{:?}", keep);
                let (Ok(all), Ok(some)) = (&all, some) else { continue };
                let mut expected = all.clone();
                let lists = &mut expected.lists;
                for video in &mut expected.videos {
                    video.performers = if keep.performers { video.performers } else { ListOf::default() };
                    video.themes = if keep.themes { video.themes } else { ListOf::default() };
                    video.runtimes = if keep.runtimes { video.runtimes } else { ListOf::default() };
                    video.more = if keep.details { video.more.clone() } else { None };
                }
                for artist in &mut expected.artists {
                    artist.member_of = if keep.performers { artist.member_of } else { ListOf::default() };
                }
                lists.memberships.truncate(if keep.performers { usize::MAX } else { 0 });
                lists.performers.truncate(if keep.performers { usize::MAX } else { 0 });
                lists.themes.truncate(if keep.themes { usize::MAX } else { 0 });
                lists.runtimes.truncate(if keep.runtimes { usize::MAX } else { 0 });
                prop_assert_eq!(some, expected);
            }
        }

        #[test]
        fn the_fast_reader_fails_where_the_slow_one_finds_a_problem(changes in prop::collection::vec(change(), 1..4)) {
            assert_agreement(&[changed(EVERY_FIELD, &changes).as_bytes()])?;
        }

        #[test]
        fn so_they_do_for_changed_words(changes in prop::collection::vec((any::<Index>(), any::<Index>()), 1..5)) {
            let mut tokens = tokens(EVERY_FIELD);
            let words: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].starts_with(|c: char| c == '"' || c.is_alphanumeric())).collect();
            for (at, by) in changes {
                let by = words[by.index(words.len())];
                tokens[words[at.index(words.len())]] = tokens[by].clone();
            }
            let text = tokens.concat();
            assert_agreement(&[text.as_bytes()])?;
            assert_agreement(&[text.as_bytes(), EVERY_FIELD.as_bytes()])?;
        }

        #[test]
        fn so_they_do_for_several_files(changes in prop::collection::vec(change(), 0..3), is_first in any::<bool>()) {
            let text = changed(EVERY_FIELD, &changes);
            let mut texts = [text.as_bytes(), EVERY_FIELD.as_bytes()];
            if is_first {
                texts.reverse();
            }
            assert_agreement(&texts)?;
        }

        #[test]
        fn so_they_do_for_changed_bytes(at in any::<Index>(), by in any::<u8>(), end in any::<Index>()) {
            let mut bytes = EVERY_FIELD.as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = by;
            assert_agreement(&[&bytes])?;
            bytes.truncate(end.index(bytes.len()));
            assert_agreement(&[&bytes])?;
        }
    }
}
