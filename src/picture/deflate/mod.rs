//! Packing of indexed images: zlib streams (RFC 1950, 1951) near the smallest that there are, in the time that a fast packer takes.
//!
//! It is our own because libraries either look only one match ahead and leave 10 to 20 %, or search for the shortest way as here, but
//! at every byte, and take a second for a diagram. In a picture, nine bytes of ten are like the one before, and about them there is
//! nothing to decide. So the matches are looked for where the colour changes ([`matches`]), and the shortest way leads over these
//! places ([`parse`]), with what the symbols cost in the chunks before. All of it is counted in integers: the same pixels
//! give the same bytes everywhere.

mod bits;
mod huffman;
mod matches;
mod parse;
#[cfg(test)]
mod tests;
mod tokens;

use bits::Bits;
use huffman::{Code, Header};
use matches::{Chunk, Finder};
use parse::{Costs, Parser};
use std::ops::Range;
use tokens::{Counts, END, Token, distance_extra, distance_symbol, length_extra, length_symbol};

/// About the bits that the codes of a block take.
const HEADER: u64 = 400;
/// A block of more tokens is not added to: memory for them is small.
const TOKENS: usize = 1 << 16;
/// How often the first chunk is parsed again, for its first costs are guessed.
const FIRST: usize = 2;

/// The zlib stream of the rows of an image, each of `row` bytes.
pub(super) fn zlib(data: &[u8], row: usize) -> Vec<u8> {
    let mut out = Bits::default();
    // Deflate with a window of 32 KB, packed as well as possible.
    out.put(0xDA78, 16);
    let mut finder = Finder::new(data, row);
    let (mut chunk, mut parser) = (Chunk::default(), Parser::default());
    let mut costs = Costs::new(&Counts::guess());
    let mut block = Block { tokens: Vec::new(), counts: Counts::of(&[]), bytes: 0..0 };
    loop {
        let bytes = finder.fill(&mut chunk);
        if bytes.is_empty() {
            break;
        }
        for _ in 0..if bytes.start == 0 { FIRST } else { 0 } {
            costs = Costs::new(&Counts::of(&parser.parse(&chunk, &costs)));
        }
        let tokens = parser.parse(&chunk, &costs);
        let counts = Counts::of(&tokens);
        let both = block.counts.with(&counts);
        let apart = block.counts.entropy() + counts.entropy() + (HEADER << 8);
        if block.tokens.is_empty() || both.entropy() <= apart && block.tokens.len() < TOKENS {
            block.tokens.extend(tokens);
            block.counts = both;
            block.bytes.end = bytes.end;
        } else {
            block.write(data, false, &mut out);
            block = Block { tokens, counts, bytes };
        }
        costs = Costs::new(&block.counts);
    }
    block.write(data, true, &mut out);
    out.bytes(&simd_adler32::adler32(&data).to_be_bytes());
    out.finish()
}

/// Tokens that share their codes.
struct Block {
    tokens: Vec<Token>,
    counts: Counts,
    /// What they stand for.
    bytes: Range<usize>,
}

impl Block {
    /// Writes it with codes of its own, the fixed codes or none, whichever is shortest.
    fn write(&self, data: &[u8], last: bool, out: &mut Bits) {
        let (literals, distances) = (Code::new(&self.counts.literals, 15), Code::new(&self.counts.distances, 15));
        let (fixed_literals, fixed_distances) = huffman::fixed();
        let header = Header::new(&literals, &distances);
        let size = |literals: &Code, distances: &Code| {
            literals.size(&self.counts.literals) + distances.size(&self.counts.distances) + self.counts.extra()
        };
        let dynamic = header.size + size(&literals, &distances);
        let fixed = size(&fixed_literals, &fixed_distances);
        // Each stored piece takes up to five bytes more.
        let stored = (self.bytes.len() as u64).div_ceil(STORED as u64).max(1) * 40 + self.bytes.len() as u64 * 8;
        if stored < dynamic.min(fixed) {
            store(&data[self.bytes.clone()], last, out);
            return;
        }
        out.put(u64::from(last), 1);
        if fixed <= dynamic {
            out.put(1, 2);
            self.write_tokens(&fixed_literals, &fixed_distances, out);
        } else {
            out.put(2, 2);
            header.write(out);
            self.write_tokens(&literals, &distances, out);
        }
    }

    fn write_tokens(&self, literals: &Code, distances: &Code, out: &mut Bits) {
        for token in &self.tokens {
            if token.length == 1 {
                literals.write(usize::from(token.distance), out);
            } else {
                let (symbol, value) = length_symbol(token.length);
                literals.write(END + 1 + usize::from(symbol), out);
                out.put(u64::from(value), length_extra(symbol.into()));
                let (symbol, value) = distance_symbol(token.distance);
                distances.write(usize::from(symbol), out);
                out.put(u64::from(value), distance_extra(symbol.into()));
            }
        }
        literals.write(END, out);
    }
}

/// The most bytes that one stored block can hold.
const STORED: usize = 0xFFFF;

/// Writes bytes as they are.
fn store(bytes: &[u8], last: bool, out: &mut Bits) {
    let mut pieces = bytes.chunks(STORED).peekable();
    while let Some(piece) = pieces.next() {
        out.put(u64::from(last && pieces.peek().is_none()), 3);
        let length = piece.len() as u16;
        out.bytes(&length.to_le_bytes());
        out.bytes(&(!length).to_le_bytes());
        out.bytes(piece);
    }
}
