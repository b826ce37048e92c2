//! Where the bytes that come next have come before, in chains of equal hashes (RFC 1951, 4). A picture is mostly stretches of one
//! colour, so chains are only asked where a stretch ends: a match that begins earlier in one is such a match, extended to the left.

use super::tokens::{LONGEST, SHORTEST, distance_symbol};
use std::ops::Range;

/// The furthest back that a match may be.
const WINDOW: usize = 1 << 15;
/// After so many nodes a chunk ends. Their costs must fit into the bits that the parser has for them.
const NODES: usize = 6000;
/// How many of the last bytes of a stretch are all nodes.
const DENSE: usize = 6;
/// Where the last match goes on for at least so many bytes, only longer ones are looked for.
const LONG: usize = 12;

/// Earlier bytes that are equal to the ones at a place.
#[derive(Clone, Copy)]
pub(super) struct Match {
    /// How many bytes are equal.
    pub length: u16,
    /// How many more are equal before the place, in the stretch that it is in.
    pub back: u16,
    /// How far back they are, less one.
    pub distance: u16,
    /// The symbol of the distance.
    pub symbol: u8,
}

/// A place where a literal or a match may begin.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// Bytes from the start of the chunk, without those that are cut out.
    pub at: u32,
    pub byte: u8,
    /// How many bytes from here on are equal to the one before.
    pub run: u16,
    /// How many bytes further on is the place that the matches belong to.
    pub ahead: u16,
    /// The first of its matches, and how many there are: each longer, or further extended to the left, than those before.
    matches: (u32, u16),
}

/// What there is to know of some data to find the shortest way through it.
#[derive(Default)]
pub(super) struct Chunk {
    /// All places that can be of use, the last being the end.
    pub nodes: Vec<Node>,
    /// Places in long stretches where so many of the longest matches are cut out.
    pub cuts: Vec<(u32, usize)>,
    matches: Vec<Match>,
    /// One at the places where a match ends, and zero elsewhere, so that eight places can be looked at at once.
    ends: Vec<u8>,
    /// Bytes, without those that are cut out.
    size: usize,
}

impl Chunk {
    pub(super) fn matches(&self, node: &Node) -> &[Match] {
        let (first, count) = node.matches;
        &self.matches[first as usize..first as usize + usize::from(count)]
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.cuts.clear();
        self.matches.clear();
        self.ends.clear();
        self.size = 0;
    }

    /// Adds the node that the matches from `first` on belong to.
    fn push(&mut self, at: usize, byte: u8, run: u16, matches: (u32, u16)) {
        for found in &self.matches[matches.0 as usize..] {
            self.ends[at + usize::from(found.length)] = 1;
        }
        self.nodes.push(Node { at: at as u32, byte, run, ahead: 0, matches });
    }
}

/// Finds matches in data, from its start to its end.
pub(super) struct Finder<'a> {
    data: &'a [u8],
    /// How far back the row above is.
    row: usize,
    /// Up to where matches have been looked for.
    at: usize,
    /// For matches that are near, though short.
    short: Chains,
    /// For matches that are long, though far.
    long: Chains,
    /// How far back the last long match was, and where it ends.
    last: (usize, usize),
}

impl<'a> Finder<'a> {
    pub(super) fn new(data: &'a [u8], row: usize) -> Self {
        Self { data, row: row.min(WINDOW), at: 0, short: Chains::new(4, 6), long: Chains::new(7, 16), last: (0, 0) }
    }

    /// Fills the chunk with what comes next, and says which bytes these are: none at the end.
    pub(super) fn fill(&mut self, chunk: &mut Chunk) -> Range<usize> {
        chunk.clear();
        let start = self.at;
        while self.at < self.data.len() && chunk.nodes.len() < NODES && chunk.size < 16 * NODES {
            self.stretch(chunk);
        }
        chunk.push(chunk.size, 0, 0, (chunk.matches.len() as u32, 0));
        start..self.at
    }

    /// Adds the bytes that are equal to the next one.
    fn stretch(&mut self, chunk: &mut Chunk) {
        let (start, byte) = (self.at, self.data[self.at]);
        let end = start + 1 + same(&self.data[start + 1..], byte);
        self.at = end;
        let first = chunk.size;
        // What is left is too long for a match to reach from before it to its second half, so these can tell what is cut out.
        let cut = ((end - start - 2.min(end - start)) / LONGEST).saturating_sub(2);
        if cut > 0 {
            chunk.cuts.push((first as u32 + 1, cut));
        }
        let length = end - start - cut * LONGEST;
        chunk.size += length;
        chunk.ends.resize(chunk.size + LONGEST + 1, 0);
        let last = chunk.size - 1;
        if length > 1 {
            let matches = self.search(end - 2, length - 2, chunk);
            self.inside(first..last - 1, byte, matches, chunk);
            chunk.push(last - 1, byte, if length > 2 { 2 } else { 0 }, matches);
        }
        let matches = self.search(end - 1, 0, chunk);
        chunk.push(last, byte, u16::from(length > 1), matches);
    }

    /// Adds the nodes in a stretch, up to the last byte but one, which the matches belong to.
    fn inside(&self, places: Range<usize>, byte: u8, matches: (u32, u16), chunk: &mut Chunk) {
        let mut at = places.start;
        while at < places.end {
            let ahead = places.end - at;
            if at > places.start + 1 && ahead >= 8 + DENSE && word(&chunk.ends, at) == Some(0) {
                at += 8;
                continue;
            }
            if at < places.start + 2 || ahead + 2 <= DENSE || chunk.ends[at] != 0 {
                let run = if at == places.start { 0 } else { ahead + 2 };
                let node = Node { at: at as u32, byte, run: run as u16, ahead: ahead as u16, matches };
                let over = |m: &Match| usize::from(m.back) >= ahead && usize::from(m.length) + ahead > LONGEST;
                if run > LONGEST || ahead < LONGEST && chunk.matches(&node).iter().any(over) {
                    chunk.ends[at + LONGEST] = 1;
                }
                chunk.nodes.push(node);
            }
            at += 1;
        }
    }

    /// Looks for matches at a place and up to `before` bytes of its colour before it, and remembers the place.
    fn search(&mut self, at: usize, before: usize, chunk: &mut Chunk) -> (u32, u16) {
        let first = chunk.matches.len();
        let Some(word) = word(self.data, at) else { return (first as u32, 0) };
        let most = LONGEST.min(self.data.len() - at);
        let mut search = Search {
            data: self.data,
            at,
            before: before.min(LONGEST),
            length: SHORTEST - 1,
            back: 0,
            found: &mut chunk.matches,
        };
        let (distance, end) = self.last;
        let goes_on = end >= at + LONG;
        if goes_on {
            let other = at - distance;
            let length =
                (end - at) + common(&self.data[end - distance..], &self.data[end..], most.saturating_sub(end - at));
            search.add(other, length.min(most));
        }
        let mut nearest = at;
        if !goes_on {
            nearest = self.short.visit(at, word, at, |other| search.attempt(other) < most);
            let above = at.wrapping_sub(self.row);
            if above < nearest && search.length < most {
                search.attempt(above);
            }
        }
        if search.length < most {
            self.long.visit(at, word, nearest, |other| search.attempt(other) < most);
        }
        self.short.insert(at, word);
        self.long.insert(at, word);
        if let Some(found) = chunk.matches[first..].iter().max_by_key(|found| found.length) {
            self.last = (usize::from(found.distance) + 1, at + usize::from(found.length));
        }
        (first as u32, (chunk.matches.len() - first) as u16)
    }
}

/// One search, with the longest match and the furthest extension to the left so far.
struct Search<'a> {
    data: &'a [u8],
    at: usize,
    before: usize,
    length: usize,
    back: usize,
    found: &'a mut Vec<Match>,
}

impl Search<'_> {
    /// Compares with another place, and gives the length of the longest match.
    #[inline(always)]
    fn attempt(&mut self, other: usize) -> usize {
        let longer = self.data[other + self.length] == self.data[self.at + self.length];
        let further = self.back < self.before
            && other.checked_sub(self.back + 1).is_some_and(|i| self.data[i] == self.data[self.at]);
        if longer || further {
            let length = common(&self.data[other..], &self.data[self.at..], LONGEST);
            if length > self.length || further && length >= SHORTEST {
                self.add(other, length);
            }
        }
        self.length
    }

    fn add(&mut self, other: usize, length: usize) {
        let back = same_before(&self.data[other.saturating_sub(self.before)..other], self.data[self.at]);
        if length > self.length || back > self.back {
            let distance = (self.at - other - 1) as u16;
            let symbol = distance_symbol(distance).0;
            self.found.push(Match { length: length as u16, back: back as u16, distance, symbol });
            self.length = self.length.max(length);
            self.back = self.back.max(back);
        }
    }
}

/// For each hash of some bytes the places where they were, the last first.
struct Chains {
    mask: u64,
    depth: usize,
    /// One more than the last place of each hash.
    heads: Vec<u32>,
    /// How far before each place of the window the one before it in its chain is.
    steps: Vec<u16>,
}

impl Chains {
    /// With hashes of so many bytes and so many places visited.
    fn new(bytes: u32, depth: usize) -> Self {
        Self { mask: (1 << (8 * bytes)) - 1, depth, heads: vec![0; 1 << 15], steps: vec![0; WINDOW] }
    }

    fn hash(&self, word: u64) -> usize {
        ((word & self.mask).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 49) as usize
    }

    fn insert(&mut self, at: usize, word: u64) {
        let hash = self.hash(word);
        let step = (at + 1 - self.heads[hash] as usize).min(WINDOW) as u16;
        self.steps[at % WINDOW] = step;
        self.heads[hash] = at as u32 + 1;
    }

    /// Visits places before `before` while `on` says so, and gives the last one.
    #[inline(always)]
    fn visit(&self, at: usize, word: u64, before: usize, mut on: impl FnMut(usize) -> bool) -> usize {
        let least = at.saturating_sub(WINDOW - 1);
        let mut nearest = before;
        let Some(mut other) = (self.heads[self.hash(word)] as usize).checked_sub(1) else { return nearest };
        for _ in 0..self.depth {
            if other < least {
                break;
            }
            if other < before {
                nearest = other;
                if !on(other) {
                    break;
                }
            }
            let step = usize::from(self.steps[other % WINDOW]);
            if step > other {
                break;
            }
            other -= step;
        }
        nearest
    }
}

/// The eight bytes from a place on.
fn word(data: &[u8], at: usize) -> Option<u64> {
    data.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes)
}

/// How many of the first bytes are this one.
fn same(data: &[u8], byte: u8) -> usize {
    let pattern = u64::from_le_bytes([byte; 8]);
    let mut i = 0;
    while let Some(word) = word(data, i) {
        if word != pattern {
            return i + (word ^ pattern).trailing_zeros() as usize / 8;
        }
        i += 8;
    }
    i + data[i..].iter().take_while(|&&other| other == byte).count()
}

/// How many of the last bytes are this one.
fn same_before(data: &[u8], byte: u8) -> usize {
    let pattern = u64::from_le_bytes([byte; 8]);
    let mut i = data.len();
    while let Some(word) = i.checked_sub(8).and_then(|i| word(data, i)) {
        if word != pattern {
            return data.len() - i + (word ^ pattern).leading_zeros() as usize / 8;
        }
        i -= 8;
    }
    data.len() - i + data[..i].iter().rev().take_while(|&&other| other == byte).count()
}

/// How many of the first `most` bytes are equal.
#[inline(always)]
fn common(a: &[u8], b: &[u8], most: usize) -> usize {
    let most = most.min(a.len()).min(b.len());
    let (a, b) = (&a[..most], &b[..most]);
    let mut i = 0;
    while let (Some(a), Some(b)) = (word(a, i), word(b, i)) {
        if a != b {
            return i + (a ^ b).trailing_zeros() as usize / 8;
        }
        i += 8;
    }
    i + a[i..].iter().zip(&b[i..]).take_while(|(a, b)| a == b).count()
}
