//! The order of the slots in every column that makes the fewest crossings.

use super::behind::{self, Bracket};
use super::random::Random;

/// Columns of slots and the links between neighbouring columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    /// How many slots every column holds.
    pub(super) sizes: Vec<usize>,
    /// `links[c]` joins a slot of column `c` to one of column `c + 1`.
    pub(super) links: Vec<Vec<(usize, usize)>>,
}

/// How many elementary steps the search may take in all: one for each slot against each link and each other slot of
/// its column, every time a column is sifted.
const STEPS: usize = 150_000_000;
/// The share of the steps that goes into finding a start, as one in so many.
const START_SHARE: usize = 6;
/// The share that goes into ordering without edges behind the last column, where there may be some, as one in so many.
const PLAIN_SHARE: usize = 2;
/// How often the edges that go behind are chosen, each time for the order found with the ones before.
const CHOICES: usize = 3;
/// Columns of more slots keep the order of the sweeps: the table of their crossings would not fit in memory at hand.
const MOST_SIFTED: usize = 3_000;
/// So many changed orders are tried, at most, even where each costs next to nothing.
const MOST_TRIES: usize = 2_500;

/// The slots of every column from top to bottom, and at most `behind` edges that reach the last column from behind: their lanes are
/// added to `layers`.
///
/// Barycentre sweeps (Sugiyama, Tagawa & Toda 1981) from several starts, each improved by sifting (Matuszewski, Schönfeld
/// & Molitor 1999); then the best is shaken a little and sifted again, as often as the steps allow, and what is not worse
/// is kept (iterated local search; Lourenço, Martin & Stützle 2003).
pub(super) fn order(layers: &mut Layers, behind: usize) -> (Vec<Vec<usize>>, Vec<Bracket>) {
    let plain = layers.clone();
    let mut search = Search::new(&plain, &[]);
    let mut best = search.start();
    search.improve(&mut best, if behind > 0 { STEPS / PLAIN_SHARE } else { STEPS });
    let mut found = (best.order.clone(), Vec::new());
    let (mut random, steps) = (search.random, search.steps);
    let mut least = best.crossings;
    for choice in 0..if behind > 0 { CHOICES } else { 0 } {
        let mut with_lanes = plain.clone();
        let mut order = best.order.clone();
        let brackets = behind::choose(&mut with_lanes, &mut order, behind);
        if brackets.is_empty() {
            break;
        }
        let mut search = Search { random, steps, ..Search::new(&with_lanes, &brackets) };
        let crossings = search.crossings(&order);
        let mut bracketed = Ordered { order, crossings };
        search.improve(&mut bracketed, steps + (STEPS - steps.min(STEPS)) * (choice + 1) / CHOICES);
        random = search.random;
        best.order = bracketed.order.clone();
        if let Some(column) = best.order.last_mut() {
            column.retain(|&slot| slot < plain.sizes[plain.sizes.len() - 1]);
        }
        if bracketed.crossings < least {
            least = bracketed.crossings;
            found = (bracketed.order, brackets);
            *layers = with_lanes;
        }
    }
    found
}

/// An order, and how many crossings it has.
struct Ordered {
    order: Vec<Vec<usize>>,
    crossings: usize,
}

/// A search for an order, and what it has cost so far.
struct Search<'l> {
    layers: &'l Layers,
    brackets: &'l [Bracket],
    random: Random,
    steps: usize,
    tries: usize,
}

impl<'l> Search<'l> {
    fn new(layers: &'l Layers, brackets: &'l [Bracket]) -> Self {
        Self { layers, brackets, random: Random::new(0x0c01_0a75), steps: 0, tries: 0 }
    }

    fn crossings(&self, order: &[Vec<usize>]) -> usize {
        behind::all_crossings(self.layers, self.brackets, order)
    }

    /// The best of several starts.
    fn start(&mut self) -> Ordered {
        let mut order = self.swept((0..self.layers.sizes.len()).map(|c| (0..self.layers.sizes[c]).collect()).collect());
        let crossings = self.descend(&mut order);
        let mut best = Ordered { order, crossings };
        while best.crossings > 0 && self.steps < STEPS / START_SHARE && self.tries < MOST_TRIES / START_SHARE {
            let start = self.shuffled();
            let mut order = self.swept(start);
            let crossings = self.descend(&mut order);
            if crossings < best.crossings {
                best = Ordered { order, crossings };
            }
        }
        best
    }

    /// Shakes and sifts until `steps` are done in all.
    fn improve(&mut self, best: &mut Ordered, steps: usize) {
        while best.crossings > 0 && self.steps < steps && self.tries < MOST_TRIES {
            let mut order = best.order.clone();
            self.shake(&mut order);
            let crossings = self.descend(&mut order);
            if crossings <= best.crossings {
                *best = Ordered { order, crossings };
            }
        }
    }

    fn shuffled(&mut self) -> Vec<Vec<usize>> {
        let mut columns: Vec<Vec<usize>> = self.layers.sizes.iter().map(|&n| (0..n).collect()).collect();
        columns.iter_mut().for_each(|column| self.random.shuffle(column));
        columns
    }

    /// The best of some barycentre sweeps to and fro.
    fn swept(&mut self, mut current: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let columns = self.layers.sizes.len();
        let mut best = current.clone();
        let mut least = crossings(self.layers, &best);
        for round in 0..12 {
            if round % 2 == 0 {
                (1..columns).for_each(|c| sweep(self.layers, &mut current, c, true));
            } else {
                (0..columns.saturating_sub(1)).rev().for_each(|c| sweep(self.layers, &mut current, c, false));
            }
            let now = crossings(self.layers, &current);
            if now < least {
                least = now;
                best.clone_from(&current);
            }
        }
        best
    }

    /// Turns a stretch of one column over, or moves some of its slots.
    fn shake(&mut self, order: &mut [Vec<usize>]) {
        let column = self.random.below(order.len());
        let column = &mut order[column];
        if column.len() < 2 {
            return;
        }
        if self.random.below(3) == 0 {
            let length = 2 + self.random.below((column.len() / 3).max(1));
            let from = self.random.below(column.len());
            let to = (from + length).min(column.len());
            column[from..to].reverse();
        } else {
            for _ in 0..=self.random.below(4) {
                let slot = column.remove(self.random.below(column.len()));
                column.insert(self.random.below(column.len() + 1), slot);
            }
        }
    }

    /// Sifts column after column, to and fro, until that betters nothing; returns the crossings that are left.
    fn descend(&mut self, order: &mut [Vec<usize>]) -> usize {
        self.tries += 1;
        let columns = order.len();
        let mut least = self.crossings(order);
        loop {
            for c in (0..columns).chain((0..columns.saturating_sub(1)).rev()) {
                self.sift(order, c);
            }
            let now = self.crossings(order);
            if now >= least || self.steps > STEPS {
                return now;
            }
            least = now;
        }
    }

    /// Takes each slot of column `c` in turn to the place where it crosses least.
    fn sift(&mut self, order: &mut [Vec<usize>], c: usize) {
        let n = order[c].len();
        if n > MOST_SIFTED {
            return;
        }
        let table = self.crossing_table(order, c);
        let mut column = std::mem::take(&mut order[c]);
        for slot in 0..n {
            let Some(at) = column.iter().position(|&v| v == slot) else { continue };
            column.remove(at);
            // Crossings of the slot with all others if it came first, then with each that comes before it.
            let (mut now, mut least, mut place) = (0i64, i64::MAX, 0);
            let mut here = i64::MAX;
            for k in 0..=column.len() {
                if now < least {
                    (least, place) = (now, k);
                }
                if k == at {
                    here = now;
                }
                if let Some(&other) = column.get(k) {
                    now += i64::from(table[other * n + slot]) - i64::from(table[slot * n + other]);
                }
            }
            column.insert(if least < here { place } else { at }, slot);
        }
        order[c] = column;
        self.steps += n * n;
    }

    /// `table[u * n + v]`: how often the links of slot `u` of column `c` cross those of slot `v` if `u` is above `v`.
    fn crossing_table(&mut self, order: &[Vec<usize>], c: usize) -> Vec<u32> {
        let n = order[c].len();
        let mut table = vec![0u32; n * n];
        for (side, from_left) in [(c.wrapping_sub(1), true), (c + 1, false)] {
            if side >= order.len() {
                continue;
            }
            let place = inverse(&order[side]);
            let ends: Vec<(usize, usize)> = self.layers.links[c.min(side)]
                .iter()
                .map(|&(a, b)| if from_left { (b, place[a]) } else { (a, place[b]) })
                .collect();
            let mut of_slot: Vec<Vec<usize>> = vec![Vec::new(); n];
            ends.iter().for_each(|&(slot, at)| of_slot[slot].push(at));
            let mut beyond = vec![0u32; order[side].len()];
            for (slot, places) in of_slot.iter().enumerate() {
                beyond.fill(0);
                places.iter().for_each(|&at| beyond[..at].iter_mut().for_each(|count| *count += 1));
                let row = &mut table[slot * n..(slot + 1) * n];
                ends.iter().for_each(|&(other, at)| row[other] += beyond[at]);
            }
            self.steps += n * (ends.len() + order[side].len());
        }
        table
    }
}

fn sweep(layers: &Layers, order: &mut [Vec<usize>], c: usize, from_left: bool) {
    let side = if from_left { c - 1 } else { c + 1 };
    let place = inverse(&order[side]);
    let mut sum = vec![(0.0, 0.0); layers.sizes[c]];
    for &(a, b) in &layers.links[c.min(side)] {
        let (here, there) = if from_left { (b, a) } else { (a, b) };
        sum[here].0 += place[there] as f64;
        sum[here].1 += 1.0;
    }
    let scale = layers.sizes[side] as f64 / layers.sizes[c].max(1) as f64;
    let mut keyed: Vec<(f64, usize)> = order[c]
        .iter()
        .enumerate()
        .map(|(at, &v)| (if sum[v].1 > 0.0 { sum[v].0 / sum[v].1 } else { at as f64 * scale }, v))
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
    order[c] = keyed.into_iter().map(|(_, v)| v).collect();
}

/// The place of every slot in its column.
pub(super) fn inverse(order: &[usize]) -> Vec<usize> {
    let mut place = vec![0; order.len()];
    for (at, &v) in order.iter().enumerate() {
        place[v] = at;
    }
    place
}

/// How many pairs of links cross.
pub(super) fn crossings(layers: &Layers, order: &[Vec<usize>]) -> usize {
    let mut total = 0;
    for (c, links) in layers.links.iter().enumerate() {
        let (left, right) = (inverse(&order[c]), inverse(&order[c + 1]));
        let mut ends: Vec<(usize, usize)> = links.iter().map(|&(a, b)| (left[a], right[b])).collect();
        ends.sort_unstable();
        // Inversions, counted in a Fenwick tree over the right column (Barth, Jünger & Mutzel 2002).
        let mut tree = vec![0usize; order[c + 1].len() + 1];
        for (seen, &(_, b)) in ends.iter().enumerate() {
            let (mut k, mut before) = (b + 1, 0);
            while k > 0 {
                before += tree[k];
                k &= k - 1;
            }
            total += seen - before;
            let mut k = b + 1;
            while k < tree.len() {
                tree[k] += 1;
                k += k & k.wrapping_neg();
            }
        }
    }
    total
}
