//! Stress: every pair of nodes as far apart as the hops between them.
//!
//! Stochastic gradient descent over single pairs (Zheng, Pawar & Goodman, "Graph Drawing by Stochastic Gradient
//! Descent", 2018). Above [`ALL_PAIRS`] nodes only the edges and the pairs with a few pivots count, each pivot standing
//! for its region (Ortmann, Klimenta & Brandes, "A Sparse Stress Model", 2017).

use super::adjacency::{Adjacency, UNREACHED};
use super::random::Random;
use crate::geometry::Point;

/// Up to how many nodes every pair counts.
const ALL_PAIRS: usize = 800;
const PIVOTS: usize = 200;

/// A pair of nodes: how far apart they should be, and how much either one minds.
struct Term {
    i: usize,
    j: usize,
    distance: f64,
    weight_i: f64,
    weight_j: f64,
}

/// Places the nodes of one connected component, one hop being 1 long.
pub(super) fn place(adjacency: &Adjacency, rounds: usize, seed: u64) -> Vec<Point> {
    let n = adjacency.len();
    let mut random = Random::new(seed);
    let mut terms = if n <= ALL_PAIRS { all_pairs(adjacency) } else { sparse(adjacency) };
    let side = (n as f64).sqrt();
    let mut at: Vec<Point> = (0..n).map(|_| Point::new(random.unit() * side, random.unit() * side)).collect();
    let weights = || terms.iter().flat_map(|t| [t.weight_i, t.weight_j]).filter(|&w| w > 0.0);
    let (least, most) = weights().fold((f64::INFINITY, 0.0f64), |(a, b), w| (a.min(w), b.max(w)));
    if terms.is_empty() || most <= 0.0 {
        return at;
    }
    // Annealing from 1/least to epsilon/most in equal ratios; the ratio is found by bisection, as no power is at hand.
    let (first, last) = (1.0 / least, 0.1 / most);
    let ratio = root(last / first, rounds.saturating_sub(1).max(1));
    let mut step = first;
    for _ in 0..rounds {
        random.shuffle(&mut terms);
        for t in &terms {
            let (dx, dy) = (at[t.i].x - at[t.j].x, at[t.i].y - at[t.j].y);
            let length = (dx * dx + dy * dy).sqrt();
            let (ux, uy) = if length > 1e-9 { (dx / length, dy / length) } else { (1.0, 0.0) };
            let pull = (length - t.distance) / 2.0;
            let (a, b) = (pull * (t.weight_i * step).min(1.0), pull * (t.weight_j * step).min(1.0));
            at[t.i].x -= a * ux;
            at[t.i].y -= a * uy;
            at[t.j].x += b * ux;
            at[t.j].y += b * uy;
        }
        step *= ratio;
    }
    at
}

/// The number between 0 and 1 whose `n`th power is `x` (0 < x <= 1).
fn root(x: f64, n: usize) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let power = (0..n).fold(1.0, |p, _| p * middle);
        if power < x { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

fn all_pairs(adjacency: &Adjacency) -> Vec<Term> {
    let mut terms = Vec::new();
    for i in 0..adjacency.len() {
        for (j, &d) in adjacency.distances(i).iter().enumerate().skip(i + 1) {
            if d != UNREACHED {
                let weight = 1.0 / (f64::from(d) * f64::from(d));
                terms.push(Term { i, j, distance: f64::from(d), weight_i: weight, weight_j: weight });
            }
        }
    }
    terms
}

fn sparse(adjacency: &Adjacency) -> Vec<Term> {
    let n = adjacency.len();
    let mut terms = Vec::new();
    for i in 0..n {
        for &j in adjacency.of(i).iter().filter(|&&j| j > i) {
            terms.push(Term { i, j, distance: 1.0, weight_i: 1.0, weight_j: 1.0 });
        }
    }
    let pivots = adjacency.pivots(PIVOTS);
    let nearest = |v| (0..pivots.len()).min_by_key(|&p| pivots[p].1[v]).unwrap_or(0);
    let region: Vec<usize> = (0..n).map(nearest).collect();
    for (p, (pivot, distance)) in pivots.iter().enumerate() {
        let mut members: Vec<u32> = (0..n).filter(|&v| region[v] == p).map(|v| distance[v]).collect();
        members.sort_unstable();
        for (v, &d) in distance.iter().enumerate() {
            if d < 2 || d == UNREACHED {
                continue;
            }
            // The members of the pivot's region at most half as far from it as v.
            let near = members.partition_point(|&m| 2 * m <= d);
            let weight = near as f64 / (f64::from(d) * f64::from(d));
            terms.push(Term { i: *pivot, j: v, distance: f64::from(d), weight_i: 0.0, weight_j: weight });
        }
    }
    terms
}
