//! The order of two columns joined by edges, with few crossings. The right column may be in blocks that stay together.
//!
//! Sifting (Matuszewski, Schönfeld & Molitor, "Using Sifting for k-Layer Straightline Crossing Minimization", 1999) of items, and of
//! whole blocks, in turn; restarted from shuffled orders, the best kept.

/// What is to be ordered.
pub(super) struct TwoColumns<'e> {
    pub left: usize,
    /// The block of each item on the right.
    pub blocks: &'e [usize],
    /// Left item, right item, and how much its crossings count.
    pub edges: &'e [(usize, usize, u32)],
}

/// Both columns from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    pub left: Vec<usize>,
    pub right: Vec<usize>,
    pub crossings: u64,
}

const RESTARTS: u64 = 24;
const ROUNDS: usize = 12;
/// Beyond so many edges there is one start, and beyond twice as many only each item's mean counts.
const MANY: usize = 1500;

/// An order with few crossings. Among equals the one nearest to the order given.
pub(super) fn order(columns: &TwoColumns) -> Order {
    let identity = |n: usize| (0..n).collect::<Vec<usize>>();
    let mut grouped = identity(columns.blocks.len());
    grouped.sort_by_key(|&item| (columns.blocks[item], item));
    if columns.edges.len() > 2 * MANY {
        return by_means(columns, identity(columns.left), grouped);
    }
    let mut best: Option<Order> = None;
    for restart in 0..if columns.edges.len() > MANY { 1 } else { RESTARTS } {
        let mut left = identity(columns.left);
        if restart > 0 {
            shuffle(&mut left, restart);
        }
        let found = improve(columns, left, grouped.clone());
        if best.as_ref().is_none_or(|best| found.crossings < best.crossings) {
            best = Some(found);
        }
    }
    best.unwrap_or(Order { left: Vec::new(), right: Vec::new(), crossings: 0 })
}

fn improve(columns: &TwoColumns, mut left: Vec<usize>, mut right: Vec<usize>) -> Order {
    let of_left = neighbours(columns.left, columns.edges.iter().map(|&(l, r, w)| (l, r, w)));
    let of_right = neighbours(columns.blocks.len(), columns.edges.iter().map(|&(l, r, w)| (r, l, w)));
    let mut crossings = u64::MAX;
    for _ in 0..ROUNDS {
        right = sift_blocks(columns, &right, &seen(&of_right, &left));
        left = sift(&left, &seen(&of_left, &right));
        let now = count(&left, &seen(&of_left, &right));
        if now >= crossings {
            break;
        }
        crossings = now;
    }
    Order { crossings: count(&left, &seen(&of_left, &right)), left, right }
}

/// Each column, in turn, sorted by the mean place of what its items are joined to (Sugiyama, Tagawa & Toda 1981). Crossings are not
/// counted.
fn by_means(columns: &TwoColumns, mut left: Vec<usize>, mut right: Vec<usize>) -> Order {
    let of_left = neighbours(columns.left, columns.edges.iter().map(|&(l, r, w)| (l, r, w)));
    let of_right = neighbours(columns.blocks.len(), columns.edges.iter().map(|&(l, r, w)| (r, l, w)));
    let mean = |places: &[(usize, u32)]| {
        places.iter().map(|&(place, _)| place as f64).sum::<f64>() / places.len().max(1) as f64
    };
    for _ in 0..ROUNDS {
        let places = seen(&of_right, &left);
        right.sort_by(|&a, &b| {
            columns.blocks[a].cmp(&columns.blocks[b]).then(mean(&places[a]).total_cmp(&mean(&places[b])))
        });
        let places = seen(&of_left, &right);
        left.sort_by(|&a, &b| mean(&places[a]).total_cmp(&mean(&places[b])));
    }
    Order { left, right, crossings: 0 }
}

/// Blocks sifted as wholes, then the items within each.
fn sift_blocks(columns: &TwoColumns, right: &[usize], seen: &[Vec<(usize, u32)>]) -> Vec<usize> {
    let mut members: Vec<(usize, Vec<usize>)> = Vec::new();
    for &item in right {
        match members.iter_mut().find(|(block, _)| *block == columns.blocks[item]) {
            Some((_, items)) => items.push(item),
            None => members.push((columns.blocks[item], vec![item])),
        }
    }
    let together: Vec<Vec<(usize, u32)>> = members
        .iter()
        .map(|(_, items)| {
            let mut all: Vec<(usize, u32)> = items.iter().flat_map(|&item| seen[item].iter().copied()).collect();
            all.sort_unstable();
            all
        })
        .collect();
    let order = sift(&(0..members.len()).collect::<Vec<usize>>(), &together);
    order.into_iter().flat_map(|block| sift(&members[block].1, seen)).collect()
}

/// Puts each item, in turn, where it causes the fewest crossings; until nothing moves.
fn sift(order: &[usize], seen: &[Vec<(usize, u32)>]) -> Vec<usize> {
    let mut order = order.to_vec();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for item in order.clone() {
            let Some(at) = order.iter().position(|&other| other == item) else { continue };
            order.remove(at);
            // The change against standing first, place by place.
            let (mut change, mut least, mut place) = (0i64, 0i64, 0);
            let mut here = 0;
            for (n, &other) in order.iter().enumerate() {
                let (before, after) = pair(&seen[item], &seen[other]);
                change += after as i64 - before as i64;
                if change < least {
                    (least, place) = (change, n + 1);
                }
                if n + 1 == at {
                    here = change;
                }
            }
            // Staying is best among equals.
            if here == least {
                place = at;
            }
            moved |= place != at;
            order.insert(place, item);
        }
        if !moved {
            break;
        }
    }
    order
}

/// The crossings between two items' edges if the first stands above the second, and below.
fn pair(a: &[(usize, u32)], b: &[(usize, u32)]) -> (u64, u64) {
    let (mut above, mut below) = (0, 0);
    for &(p, v) in a {
        for &(q, w) in b {
            let cost = u64::from(v) * u64::from(w);
            above += if p > q { cost } else { 0 };
            below += if p < q { cost } else { 0 };
        }
    }
    (above, below)
}

fn count(order: &[usize], seen: &[Vec<(usize, u32)>]) -> u64 {
    let pairs = (0..order.len()).flat_map(|i| (i + 1..order.len()).map(move |j| (i, j)));
    pairs.map(|(i, j)| pair(&seen[order[i]], &seen[order[j]]).0).sum()
}

fn neighbours(count: usize, edges: impl Iterator<Item = (usize, usize, u32)>) -> Vec<Vec<(usize, u32)>> {
    let mut of = vec![Vec::new(); count];
    for (item, other, weight) in edges {
        of[item].push((other, weight));
    }
    of
}

/// The places of each item's neighbours in the other column's order.
fn seen(neighbours: &[Vec<(usize, u32)>], order: &[usize]) -> Vec<Vec<(usize, u32)>> {
    let mut place = vec![0; order.len()];
    for (at, &item) in order.iter().enumerate() {
        place[item] = at;
    }
    neighbours.iter().map(|of| of.iter().map(|&(item, weight)| (place[item], weight)).collect()).collect()
}

/// Fisher–Yates with splitmix64.
fn shuffle(items: &mut [usize], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for i in (1..items.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        items.swap(i, ((z ^ (z >> 31)) % (i as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_that_need_not_cross_do_not() {
        // A ladder, its right side given upside down.
        let edges: Vec<(usize, usize, u32)> = (0..8).map(|i| (i, 7 - i, 1)).collect();
        let found = order(&TwoColumns { left: 8, blocks: &[0; 8], edges: &edges });
        assert_eq!(found.crossings, 0);
        let straight = found.left.iter().zip(&found.right).all(|(&l, &r)| r == 7 - l);
        assert!(straight, "{found:?}");
    }

    #[test]
    fn a_complete_pair_of_two_crosses_once() {
        let edges = [(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)];
        assert_eq!(order(&TwoColumns { left: 2, blocks: &[0, 0], edges: &edges }).crossings, 1);
    }

    #[test]
    fn a_block_stays_together_even_where_that_costs_a_crossing() {
        // Without blocks this ladder has no crossing; with 0 and 2 together, 1 must step aside.
        let edges = [(0, 0, 1), (1, 1, 1), (2, 2, 1), (0, 1, 1), (1, 2, 1)];
        let found = order(&TwoColumns { left: 3, blocks: &[0, 1, 0], edges: &edges });
        let place = |item: usize| found.right.iter().position(|&r| r == item).unwrap();
        assert_eq!(place(0).abs_diff(place(2)), 1, "{found:?}");
        assert!(found.crossings > 0);
    }

    #[test]
    fn nothing_is_in_order() {
        let none = order(&TwoColumns { left: 0, blocks: &[], edges: &[] });
        assert_eq!((none.left.len(), none.right.len(), none.crossings), (0, 0, 0));
    }
}
