//! Huffman codes of limited length (Huffman 1952; Larmore & Hirschberg 1990) and how deflate writes them down (RFC 1951, 3.2.7).

use super::bits::Bits;

/// A canonical prefix code: how many bits each symbol takes, and which.
pub(super) struct Code {
    pub lengths: Vec<u8>,
    bits: Vec<u16>,
}

impl Code {
    /// The shortest code for symbols that come as often as `counts` says, with at most `limit` bits a symbol.
    pub(super) fn new(counts: &[u32], limit: usize) -> Self {
        Self::from_lengths(lengths(counts, limit))
    }

    /// The one canonical code with these lengths.
    pub(super) fn from_lengths(lengths: Vec<u8>) -> Self {
        let mut next = [0_u16; 17];
        for &length in &lengths {
            next[usize::from(length) + 1] += u16::from(length > 0);
        }
        for length in 1..17 {
            next[length] = (next[length] + next[length - 1]) << u32::from(length < 16);
        }
        let bits = lengths.iter().map(|&length| {
            let code = next[usize::from(length)];
            next[usize::from(length)] += 1;
            // The stream takes the lowest bit first, a code its highest.
            code.reverse_bits().checked_shr(16 - u32::from(length)).unwrap_or(0)
        });
        let bits = bits.collect();
        Self { lengths, bits }
    }

    pub(super) fn write(&self, symbol: usize, out: &mut Bits) {
        out.put(u64::from(self.bits[symbol]), u32::from(self.lengths[symbol]));
    }

    /// The bits that these counts of symbols take.
    pub(super) fn size(&self, counts: &[u32]) -> u64 {
        self.lengths.iter().zip(counts).map(|(&length, &count)| u64::from(length) * u64::from(count)).sum()
    }
}

/// The length of each symbol's code by package-merge: of all sets of coins (a symbol has one of each worth 1/2, 1/4 and so on, as
/// dear as it is frequent), the cheapest worth one less than the number of symbols. At least two symbols get a code.
fn lengths(counts: &[u32], limit: usize) -> Vec<u8> {
    let mut lengths = vec![0; counts.len()];
    let mut leaves: Vec<(u32, usize)> = counts.iter().copied().zip(0..).filter(|leaf| leaf.0 > 0).collect();
    // A decoder may want a complete code, and one symbol alone cannot make one.
    let idle: Vec<usize> =
        (0..counts.len()).filter(|&i| counts[i] == 0).take(2_usize.saturating_sub(leaves.len())).collect();
    leaves.extend(idle.into_iter().map(|i| (1, i)));
    leaves.sort_unstable();
    // Level by level from the smallest coins: the weights of single coins and of packages of two of the level before.
    let mut levels: Vec<Vec<bool>> = Vec::with_capacity(limit);
    let mut weights: Vec<u32> = Vec::new();
    for _ in 0..limit {
        let mut packages = weights.chunks_exact(2).map(|pair| pair[0] + pair[1]).peekable();
        let mut singles = leaves.iter().map(|leaf| leaf.0).peekable();
        let mut single = Vec::with_capacity(leaves.len() * 2);
        let mut merged = Vec::with_capacity(leaves.len() * 2);
        loop {
            let alone = match (singles.peek(), packages.peek()) {
                (Some(leaf), Some(package)) => leaf <= package,
                (leaf, None) if leaf.is_none() => break,
                (leaf, _) => leaf.is_some(),
            };
            merged.extend(if alone { singles.next() } else { packages.next() });
            single.push(alone);
        }
        levels.push(single);
        weights = merged;
    }
    let mut taken = leaves.len() * 2 - 2;
    for level in levels.iter().rev() {
        let singles = level.iter().take(taken).filter(|&&alone| alone).count();
        for &(_, symbol) in &leaves[..singles] {
            lengths[symbol] += 1;
        }
        taken = (taken - singles) * 2;
    }
    lengths
}

/// The order in which the lengths of the code for lengths are written: those that are seldom used last.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The two codes of a block as they stand at its start.
pub(super) struct Header {
    literals: usize,
    distances: usize,
    lengths: Code,
    /// Symbols of the code for lengths, with what follows each and how many bits that takes.
    symbols: Vec<(u8, u8, u8)>,
    /// How many of the code lengths for lengths are written.
    kept: usize,
    /// In bits.
    pub size: u64,
}

impl Header {
    /// The shortest of the ways to write the two codes that are tried.
    pub(super) fn new(literals: &Code, distances: &Code) -> Self {
        let used =
            |code: &Code, least: usize| code.lengths.iter().rposition(|&v| v > 0).map_or(least, |i| least.max(i + 1));
        let (literal_count, distance_count) = (used(literals, 257), used(distances, 1));
        let mut all = literals.lengths[..literal_count].to_vec();
        all.extend(&distances.lengths[..distance_count]);
        let ways = (0..8).map(|way| Self::with(&all, literal_count, distance_count, way));
        ways.min_by_key(|header| header.size).unwrap_or_else(|| Self::with(&all, literal_count, distance_count, 7))
    }

    /// With repeats written as 16, short and long stretches of zeros as 17 and 18 if the bits 1, 2 and 4 of `way` say so.
    fn with(all: &[u8], literals: usize, distances: usize, way: u8) -> Self {
        let mut symbols: Vec<(u8, u8, u8)> = Vec::with_capacity(all.len());
        for same in all.chunk_by(|a, b| a == b) {
            let (value, mut left) = (same[0], same.len());
            if value == 0 {
                while way & 4 != 0 && left >= 11 {
                    let step = left.min(138);
                    symbols.push((18, (step - 11) as u8, 7));
                    left -= step;
                }
                while way & 2 != 0 && left >= 3 {
                    let step = left.min(10);
                    symbols.push((17, (step - 3) as u8, 3));
                    left -= step;
                }
            } else if way & 1 != 0 && left >= 4 {
                symbols.push((value, 0, 0));
                left -= 1;
                while left >= 3 {
                    // Two repeats are shorter than one of six with one or two lengths left over.
                    let step = if left == 7 || left == 8 { left - 4 } else { left.min(6) };
                    symbols.push((16, (step - 3) as u8, 2));
                    left -= step;
                }
            }
            symbols.extend(std::iter::repeat_n((value, 0, 0), left));
        }
        let mut counts = [0; 19];
        for &(symbol, _, _) in &symbols {
            counts[usize::from(symbol)] += 1;
        }
        let code = Code::new(&counts, 7);
        let kept = ORDER.iter().rposition(|&i| code.lengths[i] > 0).map_or(4, |i| 4.max(i + 1));
        let extra: u64 = symbols.iter().map(|&(_, _, extra)| u64::from(extra)).sum();
        let size = 14 + 3 * kept as u64 + code.size(&counts) + extra;
        Self { literals, distances, lengths: code, symbols, kept, size }
    }

    pub(super) fn write(&self, out: &mut Bits) {
        out.put((self.literals - 257) as u64, 5);
        out.put((self.distances - 1) as u64, 5);
        out.put((self.kept - 4) as u64, 4);
        for &i in &ORDER[..self.kept] {
            out.put(u64::from(self.lengths.lengths[i]), 3);
        }
        for &(symbol, value, extra) in &self.symbols {
            self.lengths.write(usize::from(symbol), out);
            out.put(u64::from(value), u32::from(extra));
        }
    }
}

/// The codes of literals and distances that need not be written (RFC 1951, 3.2.6).
pub(super) fn fixed() -> (Code, Code) {
    let mut literals = vec![8; 288];
    literals[144..256].fill(9);
    literals[256..280].fill(7);
    (Code::from_lengths(literals), Code::from_lengths(vec![5; 30]))
}
