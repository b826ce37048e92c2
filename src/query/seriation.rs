//! An order in which like stands beside like.

/// Up to so many things every one is tried as the beginning.
const TRIED_FROM_EVERYWHERE: usize = 60;
/// Beyond so many things they stay in the order they came in.
const MOST: usize = 400;

/// How unlike two sorted lists are, in millionths: 0 for the same things, 1,000,000 for nothing in common
/// (Jaccard 1901). Two empty lists are as unlike as can be.
pub fn unlikeness(a: &[u32], b: &[u32]) -> u64 {
    let shared = a.iter().filter(|item| b.binary_search(item).is_ok()).count();
    unlikeness_by_count(a.len(), b.len(), shared)
}

/// As [`unlikeness`], of lists so long that have so many things in common.
pub fn unlikeness_by_count(a: usize, b: usize, shared: usize) -> u64 {
    let united = (a + b - shared) as u64;
    1_000_000 - (shared as u64 * 1_000_000).checked_div(united).unwrap_or(0)
}

/// An order of `0..things` in which the distances between neighbours sum to little: nearest-neighbour chains
/// from every beginning, each bettered by turning round and moving stretches (2-opt, Croes 1958; or-opt, Or 1976)
/// until nothing helps. Of orders equally good it gives the first in numbers; it begins with the smaller end.
pub fn seriate(things: usize, distance: impl Fn(usize, usize) -> u64) -> Vec<usize> {
    if things > MOST {
        return (0..things).collect();
    }
    let mut table = vec![0; things * things];
    for a in 0..things {
        for b in 0..a {
            let apart = distance(a, b);
            table[a * things + b] = apart;
            table[b * things + a] = apart;
        }
    }
    let apart = |a: usize, b: usize| table[a * things + b];
    let starts = if things <= TRIED_FROM_EVERYWHERE { things } else { 1 };
    let orders = (0..starts).map(|start| {
        let mut order = chain(things, start, &apart);
        while turn_stretches(&mut order, &apart) || move_stretches(&mut order, &apart) {}
        if order.first() > order.last() {
            order.reverse();
        }
        (order.windows(2).map(|pair| apart(pair[0], pair[1])).sum::<u64>(), order)
    });
    orders.min().map_or_else(Vec::new, |(_, order)| order)
}

/// From `start` always to the nearest that is left, of equals the first.
fn chain(things: usize, start: usize, apart: &impl Fn(usize, usize) -> u64) -> Vec<usize> {
    let mut order = vec![start];
    let mut left: Vec<usize> = (0..things).filter(|&thing| thing != start).collect();
    let mut last = start;
    while let Some(at) = (0..left.len()).min_by_key(|&at| apart(last, left[at])) {
        last = left.remove(at);
        order.push(last);
    }
    order
}

/// The distance between two places of an order, nothing beyond its ends.
fn gap(order: &[usize], a: Option<usize>, b: usize, apart: &impl Fn(usize, usize) -> u64) -> u64 {
    match (a.and_then(|a| order.get(a)), order.get(b)) {
        (Some(&a), Some(&b)) => apart(a, b),
        _ => 0,
    }
}

/// Turns round every stretch that lies better the other way; whether there was one.
fn turn_stretches(order: &mut [usize], apart: &impl Fn(usize, usize) -> u64) -> bool {
    let mut better = false;
    for from in 0..order.len() {
        for to in from + 1..order.len() {
            let before = from.checked_sub(1);
            let now = gap(order, before, from, apart) + gap(order, Some(to), to + 1, apart);
            let turned = gap(order, before, to, apart) + gap(order, Some(from), to + 1, apart);
            if turned < now {
                order[from..=to].reverse();
                better = true;
            }
        }
    }
    better
}

/// Moves stretches of up to three things to where they lie better; whether there was one.
fn move_stretches(order: &mut Vec<usize>, apart: &impl Fn(usize, usize) -> u64) -> bool {
    let mut better = false;
    for stretch in 1..=3usize.min(order.len()) {
        for from in 0..=order.len() - stretch {
            let taken: Vec<usize> = order[from..from + stretch].to_vec();
            let left: Vec<usize> = [&order[..from], &order[from + stretch..]].concat();
            let cost = |to: usize| {
                let ends = match (to.checked_sub(1).map(|before| left[before]), left.get(to).copied()) {
                    (Some(before), Some(after)) => {
                        return (apart(before, taken[0]) + apart(taken[stretch - 1], after), apart(before, after));
                    }
                    (Some(before), None) => apart(before, taken[0]),
                    (None, Some(after)) => apart(taken[stretch - 1], after),
                    (None, None) => 0,
                };
                (ends, 0)
            };
            let (here, closed_here) = cost(from);
            for to in 0..=left.len() {
                let (there, closed_there) = cost(to);
                if there + closed_here < here + closed_there {
                    let mut moved = left.clone();
                    moved.splice(to..to, taken.iter().copied());
                    *order = moved;
                    better = true;
                    break;
                }
            }
        }
    }
    better
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_on_a_line_are_put_back_in_line() {
        let places = [5u64, 1, 9, 3, 7, 0, 8];
        let order = seriate(places.len(), |a, b| places[a].abs_diff(places[b]));
        let walked: Vec<u64> = order.iter().map(|&thing| places[thing]).collect();
        assert_eq!(walked, [9, 8, 7, 5, 3, 1, 0]);
    }

    #[test]
    fn nothing_and_one_thing_have_an_order() {
        assert_eq!(seriate(0, |_, _| 0), Vec::<usize>::new());
        assert_eq!(seriate(1, |_, _| 0), [0]);
    }

    #[test]
    fn lists_are_alike_by_what_they_share_of_what_they_have() {
        assert_eq!(unlikeness(&[1, 2], &[1, 2]), 0);
        assert_eq!(unlikeness(&[1, 2, 3], &[3, 4]), 750_000);
        assert_eq!(unlikeness(&[], &[]), 1_000_000);
    }
}
