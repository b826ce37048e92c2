//! Literals and matches as deflate counts and writes them (RFC 1951, 3.2.5).

/// The shortest match.
pub(super) const SHORTEST: usize = 3;
/// The longest match.
pub(super) const LONGEST: usize = 258;
/// The symbol that ends a block.
pub(super) const END: usize = 256;

/// A literal, or a match: the bytes that came before.
#[derive(Clone, Copy)]
pub(super) struct Token {
    /// How many bytes it stands for: 1 for a literal.
    pub length: u16,
    /// How far back they are, less one; for a literal, its byte.
    pub distance: u16,
}

/// How often each symbol comes.
#[derive(Clone)]
pub(super) struct Counts {
    /// Literals, the end and lengths.
    pub literals: [u32; 286],
    pub distances: [u32; 30],
}

impl Counts {
    /// A guess, for the first costs.
    pub(super) fn guess() -> Self {
        let mut counts = Self { literals: [4; 286], distances: [10; 30] };
        counts.literals[END..].fill(20);
        counts.distances[0] = 60;
        counts
    }

    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut counts = Self { literals: [0; 286], distances: [0; 30] };
        counts.literals[END] = 1;
        for token in tokens {
            if token.length == 1 {
                counts.literals[usize::from(token.distance)] += 1;
            } else {
                counts.literals[END + 1 + usize::from(length_symbol(token.length).0)] += 1;
                counts.distances[usize::from(distance_symbol(token.distance).0)] += 1;
            }
        }
        counts
    }

    /// Of two stretches of tokens with one end.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.literals.iter_mut().zip(&other.literals).for_each(|(a, b)| *a += b);
        sum.distances.iter_mut().zip(&other.distances).for_each(|(a, b)| *a += b);
        sum.literals[END] = 1;
        sum
    }

    /// The bits that follow the codes.
    pub(super) fn extra(&self) -> u64 {
        let lengths = (0..29).map(|s| u64::from(self.literals[END + 1 + s]) * u64::from(length_extra(s)));
        let distances = (0..30).map(|s| u64::from(self.distances[s]) * u64::from(distance_extra(s)));
        lengths.chain(distances).sum()
    }

    /// About how many bits these symbols take with codes of their own, in 256ths, without what follows them.
    pub(super) fn entropy(&self) -> u64 {
        let entropy = |counts: &[u32]| -> u64 {
            let total = counts.iter().sum();
            let information = counts.iter().map(|&count| u64::from(count) * u64::from(log2(total) - log2(count)));
            information.sum()
        };
        entropy(&self.literals) + entropy(&self.distances)
    }
}

/// The logarithm to base two in 256ths, rounded down; of zero as of one.
pub(super) fn log2(v: u32) -> u32 {
    let v = u64::from(v.max(1));
    let mut log = v.ilog2();
    let mut rest = (v << 31) >> log;
    for _ in 0..8 {
        rest = (rest * rest) >> 31;
        let up = rest >> 32;
        rest >>= up;
        log = log * 2 + up as u32;
    }
    log
}

/// How many bits follow a symbol of a length, counted from zero.
pub(super) fn length_extra(symbol: usize) -> u32 {
    if symbol < 8 || symbol == 28 { 0 } else { symbol as u32 / 4 - 1 }
}

/// How many bits follow a symbol of a distance.
pub(super) fn distance_extra(symbol: usize) -> u32 {
    (symbol as u32 / 2).saturating_sub(1)
}

/// The symbol of a length, counted from zero, and the value that follows it.
pub(super) fn length_symbol(length: u16) -> (u8, u16) {
    let over = length.saturating_sub(SHORTEST as u16);
    if over < 8 {
        return (over as u8, 0);
    }
    if over == 255 {
        return (28, 0);
    }
    let extra = over.ilog2() - 2;
    (4 * extra as u8 + (over >> extra) as u8, over & ((1 << extra) - 1))
}

/// The symbol of a distance less one, and the value that follows it.
pub(super) fn distance_symbol(distance: u16) -> (u8, u16) {
    if distance < 4 {
        return (distance as u8, 0);
    }
    let extra = distance.ilog2() - 1;
    (2 * extra as u8 + (distance >> extra) as u8, distance & ((1 << extra) - 1))
}
