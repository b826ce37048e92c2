//! The order of the slots in every column that makes the fewest crossings.

/// Columns of slots and the links between neighbouring columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers {
    /// How many slots every column holds.
    pub(super) sizes: Vec<usize>,
    /// `links[c]` joins a slot of column `c` to one of column `c + 1`.
    pub(super) links: Vec<Vec<(usize, usize)>>,
}

/// The slots of every column from top to bottom: barycentre sweeps (Sugiyama, Tagawa & Toda 1981), the best kept.
pub(super) fn order(layers: &Layers) -> Vec<Vec<usize>> {
    let mut current: Vec<Vec<usize>> = layers.sizes.iter().map(|&n| (0..n).collect()).collect();
    let mut best = current.clone();
    let mut least = crossings(layers, &best);
    for round in 0..40 {
        if round % 2 == 0 {
            for c in 1..layers.sizes.len() {
                sweep(layers, &mut current, c, true);
            }
        } else {
            for c in (0..layers.sizes.len().saturating_sub(1)).rev() {
                sweep(layers, &mut current, c, false);
            }
        }
        let now = crossings(layers, &current);
        if now < least {
            least = now;
            best.clone_from(&current);
        }
    }
    best
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
