//! Where the formats write: bytes gathered into large pieces, and the names of a view's nodes side by side.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::catalogue::Date;
use crate::graph::{View, ViewEdge};

use super::attributes::{EdgeFacts, Value};

/// How many bytes are gathered before they are handed on.
const PIECE: usize = 1 << 16;

/// Gathers what is written and hands it on in pieces.
pub(super) struct Sink<'w> {
    bytes: Vec<u8>,
    out: &'w mut dyn Write,
}

impl<'w> Sink<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { bytes: Vec::with_capacity(PIECE + PIECE / 4), out }
    }

    /// Writes `text` as it is.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    /// Writes bytes that another writer made.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// Writes the first of these bytes. Copying all of them and forgetting some takes less time than copying a number
    /// that is not known before.
    fn padded(&mut self, bytes: &[u8; PLACE - 1], length: u8) -> &mut Self {
        let end = self.bytes.len() + usize::from(length);
        self.bytes.extend_from_slice(bytes);
        self.bytes.truncate(end);
        self
    }

    /// Writes a node's name.
    pub fn name(&mut self, names: &Names, at: u32) -> &mut Self {
        match &names.short[at as usize] {
            [LONG, ..] => self.bytes(names.get(at)),
            [length, name @ ..] => self.padded(name, *length),
        }
    }

    /// Writes a whole number.
    pub fn int(&mut self, number: u64) -> &mut Self {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
        self
    }

    /// Writes a number with two decimals at most; what is no number as 0.
    pub fn decimal(&mut self, number: f64) -> &mut Self {
        let text = if number.is_finite() { format!("{number:.2}") } else { "0".to_owned() };
        let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        self.raw(if short == "-0" { "0" } else { short })
    }

    /// Writes a value; its text as `escape` says.
    pub fn value(&mut self, value: &Value<'_>, escape: fn(&str) -> Cow<'_, str>) -> &mut Self {
        match value {
            Value::Word(word) => self.raw(word),
            Value::Text(text) => self.raw(&escape(text)),
            Value::Int(number) => self.int(u64::from(*number)),
            Value::Bool(true) => self.raw("true"),
            Value::Bool(false) => self.raw("false"),
            Value::Date(date) => self.date(*date),
        }
    }

    fn date(&mut self, date: Date) -> &mut Self {
        self.raw(date.written(&mut [0; 10]))
    }

    /// How much of the current piece is there.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What was written since the piece was `start` long.
    pub fn since(&self, start: usize) -> &[u8] {
        &self.bytes[start..]
    }

    /// To be called after each item: hands a full piece on.
    pub fn item(&mut self) -> io::Result<()> {
        if self.bytes.len() < PIECE {
            return Ok(());
        }
        self.out.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Hands on what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.bytes.clear();
        self.out.flush()
    }
}

/// The names of a view's nodes (`video:haru-haru`), each in a place of its own, so that writing an edge, whose ends lie
/// anywhere, takes one reach into memory for each.
pub(super) struct Names {
    /// A length and as many bytes; or [`LONG`] and where the name is in `long`.
    short: Vec<[u8; PLACE]>,
    long: Vec<Vec<u8>>,
}

const PLACE: usize = 24;
const LONG: u8 = u8::MAX;

impl Names {
    /// The names of all nodes of `view`. Kinds and ids are made of letters, digits and `._-`, which mean themselves in every
    /// format.
    pub fn of(view: &View<'_, '_>) -> Self {
        Self::up_to(usize::MAX, view)
    }

    /// As [`Names::of`]; a name of more than `longest` bytes is cut, and ends in its place in the catalogue's list.
    pub fn up_to(longest: usize, view: &View<'_, '_>) -> Self {
        let catalogue = view.graph.catalogue();
        let mut names = Self { short: Vec::with_capacity(view.nodes.len()), long: Vec::new() };
        let mut name = String::new();
        for &node in &view.nodes {
            name.clear();
            name.push_str(node.kind.as_str());
            name.push(':');
            name.push_str(catalogue.id(node));
            if name.len() > longest {
                // Ids are ASCII: any byte is a boundary, and no id has an ellipsis of its own.
                name.truncate(longest);
                let _ = write!(name, "…{}", node.index);
            }
            names.push(name.as_bytes());
        }
        names
    }

    fn push(&mut self, name: &[u8]) {
        let mut place = [0; PLACE];
        if name.len() < PLACE {
            place[0] = name.len() as u8;
            place[1..=name.len()].copy_from_slice(name);
        } else {
            place[0] = LONG;
            place[1..=size_of::<usize>()].copy_from_slice(&self.long.len().to_le_bytes());
            self.long.push(name.to_vec());
        }
        self.short.push(place);
    }

    /// The name of the node at `at` in the view.
    pub fn get(&self, at: u32) -> &[u8] {
        match &self.short[at as usize] {
            [LONG, at @ ..] => {
                let mut bytes = [0; size_of::<usize>()];
                bytes.copy_from_slice(&at[..size_of::<usize>()]);
                &self.long[usize::from_le_bytes(bytes)]
            }
            [length, name @ ..] => &name[..usize::from(*length)],
        }
    }

    /// Gives `each` every one of `edges`, in order. What it will need of some edges ahead, their names and what `ahead`
    /// reads, is read first, all at once, so that the ways through memory overlap.
    pub fn for_each_edge(
        &self,
        mut edges: impl Iterator<Item = ViewEdge>,
        ahead: impl Fn(&ViewEdge) -> u32,
        mut each: impl FnMut(&ViewEdge) -> io::Result<()>,
    ) -> io::Result<()> {
        const AHEAD: usize = 128;
        let mut block: Vec<ViewEdge> = Vec::with_capacity(AHEAD);
        loop {
            block.clear();
            block.extend(edges.by_ref().take(AHEAD));
            if block.is_empty() {
                return Ok(());
            }
            // Its first and its last byte may lie in two lines of the cache.
            let name = |edge: &ViewEdge| {
                let [first, .., last] = self.short[edge.to as usize];
                u32::from(first ^ last)
            };
            std::hint::black_box(block.iter().fold(0, |read, edge| read ^ name(edge) ^ ahead(edge)));
            block.iter().try_for_each(&mut each)?;
        }
    }
}

/// The ends of edges that are written alike, kept by [`EdgeFacts::signature`].
pub(super) struct Tails {
    slots: Vec<(u64, Vec<u8>)>,
}

impl Tails {
    const SLOTS: u64 = 256;

    pub fn new() -> Self {
        Self { slots: vec![(u64::MAX, Vec::new()); Self::SLOTS as usize] }
    }

    /// Writes the end of an edge: as it was written for an edge of the same signature, or by `write`.
    pub fn write<'a>(
        &mut self,
        sink: &mut Sink<'_>,
        facts: &EdgeFacts<'a>,
        write: impl Fn(&mut Sink<'_>, &EdgeFacts<'a>),
    ) {
        let Some(signature) = facts.signature() else { return write(sink, facts) };
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): the upper bits of the product are well spread.
        let slot = (signature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) % Self::SLOTS;
        let (kept, tail) = &mut self.slots[slot as usize];
        if *kept == signature {
            sink.bytes(tail);
            return;
        }
        let start = sink.len();
        write(sink, facts);
        *kept = signature;
        tail.clear();
        tail.extend_from_slice(sink.since(start));
    }
}
