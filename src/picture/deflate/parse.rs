//! The shortest way through a chunk, by dynamic programming from its end (Storer & Szymanski 1982; with what each symbol costs, as
//! in Alakuijala & Vandevenne's Zopfli, 2013).

use super::matches::{Chunk, Node};
use super::tokens::{Counts, END, LONGEST, SHORTEST, Token, distance_extra, length_extra, length_symbol, log2};

/// What tokens cost in sixteenths of a bit, above as many bits as hold a length: so the least of some sums also says how long the
/// token is that it is made with.
pub(super) struct Costs {
    literals: [i32; 256],
    lengths: [i32; LONGEST + 1],
    distances: [i32; 30],
}

/// How many bits hold the length.
const LENGTH: u32 = 9;
/// The cost of a place that is no node: more than any way through a chunk, and far enough from overflowing.
const UNREACHED: i32 = 1 << 30;
/// So many lengths are compared at once.
const LANES: usize = 8;

impl Costs {
    /// What symbols cost that come as often as these; one that has not come yet is dear, but can be had.
    pub(super) fn new(counts: &Counts) -> Self {
        let prices = |counts: &[u32]| -> Vec<i32> {
            let total = log2(counts.iter().sum::<u32>() * 2);
            counts.iter().map(|&count| ((total - log2(count * 2)) >> 4).clamp(4, 15 << 4) as i32).collect()
        };
        let (literals, distances) = (prices(&counts.literals), prices(&counts.distances));
        let cost = |price: i32, extra: u32, length: usize| (price + 16 * extra as i32) << LENGTH | length as i32;
        let length = |length: usize| {
            let symbol = usize::from(length_symbol(length as u16).0);
            cost(literals[END + 1 + symbol], length_extra(symbol), length)
        };
        Self {
            literals: std::array::from_fn(|byte| cost(literals[byte], 0, 1)),
            lengths: std::array::from_fn(length),
            distances: std::array::from_fn(|symbol| cost(distances[symbol], distance_extra(symbol), 0)),
        }
    }
}

/// Finds shortest ways; kept for its memory.
#[derive(Default)]
pub(super) struct Parser {
    /// What the way from each place to the end costs.
    costs: Vec<i32>,
    /// The token that each node's way begins with.
    first: Vec<Token>,
}

impl Parser {
    /// The tokens of the shortest way through the chunk.
    pub(super) fn parse(&mut self, chunk: &Chunk, costs: &Costs) -> Vec<Token> {
        let Some((end, nodes)) = chunk.nodes.split_last() else { return Vec::new() };
        self.costs.clear();
        self.costs.resize(end.at as usize + LONGEST + 1, UNREACHED);
        self.costs[end.at as usize] = 0;
        self.first.resize(nodes.len(), Token { length: 1, distance: 0 });
        for (node, first) in nodes.iter().zip(&mut self.first).rev() {
            let at = node.at as usize;
            let (cost, token) = step(chunk, node, &self.costs[at..=at + LONGEST], costs);
            self.costs[at] = cost;
            *first = token;
        }
        let mut tokens = Vec::with_capacity(nodes.len() / 2);
        let mut cuts = chunk.cuts.iter().peekable();
        let mut next = 0;
        for (node, &token) in nodes.iter().zip(&self.first) {
            if node.at == next {
                while let Some(&(_, count)) = cuts.next_if(|cut| cut.0 <= node.at) {
                    tokens.extend(std::iter::repeat_n(Token { length: LONGEST as u16, distance: 0 }, count));
                }
                tokens.push(token);
                next += u32::from(token.length);
            }
        }
        tokens
    }
}

/// The cheapest way from a node, where `ahead` says what the ways from the places after it cost, and its first token.
fn step(chunk: &Chunk, node: &Node, ahead: &[i32], costs: &Costs) -> (i32, Token) {
    let mut best = ahead[1] + costs.literals[usize::from(node.byte)];
    let mut distance = u16::from(node.byte);
    if usize::from(node.run) >= SHORTEST {
        let longest = LONGEST.min(usize::from(node.run));
        let cost = least(ahead, costs, longest.saturating_sub(LANES - 1), longest) + costs.distances[0];
        if cost < best {
            (best, distance) = (cost, 0);
        }
    }
    let before = usize::from(node.ahead);
    let mut from = SHORTEST.max(before + 1);
    for found in chunk.matches(node) {
        let longest = LONGEST.min(before + usize::from(found.length));
        if usize::from(found.back) >= before && longest >= from {
            let cost = least(ahead, costs, from, longest) + costs.distances[usize::from(found.symbol)];
            if cost < best {
                (best, distance) = (cost, found.distance);
            }
            from = longest + 1;
        }
    }
    let length = best & ((1 << LENGTH) - 1);
    (best - length, Token { length: length as u16, distance })
}

/// The least cost of a length up to `longest`: of all from `from` on, but of many only the longest.
#[inline(always)]
fn least(ahead: &[i32], costs: &Costs, from: usize, longest: usize) -> i32 {
    let end = longest + 1;
    if end < SHORTEST + LANES {
        let sums = ahead[SHORTEST..end].iter().zip(&costs.lengths[SHORTEST..end]).map(|(way, length)| way + length);
        return sums.fold(UNREACHED, i32::min);
    }
    let best = least_of_lanes(ahead, costs, end - LANES);
    if from + LANES < end {
        best.min(least_of_lanes(ahead, costs, SHORTEST.max(end.saturating_sub(2 * LANES))))
    } else {
        best
    }
}

/// The least cost of as many lengths as there are lanes, without branches.
#[inline(always)]
fn least_of_lanes(ahead: &[i32], costs: &Costs, from: usize) -> i32 {
    let (ways, lengths) = (&ahead[from..from + LANES], &costs.lengths[from..from + LANES]);
    let (Ok(ways), Ok(lengths)) = (<&[i32; LANES]>::try_from(ways), <&[i32; LANES]>::try_from(lengths)) else {
        return UNREACHED;
    };
    let eight: [i32; LANES] = std::array::from_fn(|i| ways[i] + lengths[i]);
    let four: [i32; 4] = std::array::from_fn(|i| eight[i].min(eight[i + 4]));
    four[0].min(four[2]).min(four[1].min(four[3]))
}
