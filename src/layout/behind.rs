//! Edges that reach the last column from behind: between two of its boxes and round to the far side of their own.
//!
//! Nothing else is drawn there, so an edge that would cross many others on its straight way crosses few on this one.

use super::order::{Layers, crossings, inverse};

/// A bracket behind the last column, from the lane in which an edge passes through it to the edge's box; both as slots of
/// the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bracket {
    /// Which of the links to the last column leads to the lane.
    pub(super) link: usize,
    pub(super) lane: usize,
    pub(super) target: usize,
}

/// An edge goes behind only where that saves so many crossings: a reader has to look for the other end of its way.
const SAVED: usize = 12;
/// Among more links to the last column no edge goes behind.
const MOST_LINKS: usize = 3_000;

/// Takes at most `most` edges behind the last column, each time the one that saves the most crossings, and gives each a lane
/// there, in `layers` and in `order`.
pub(super) fn choose(layers: &mut Layers, order: &mut [Vec<usize>], most: usize) -> Vec<Bracket> {
    let mut brackets = Vec::new();
    let (Some(last), Some(links)) = (order.len().checked_sub(1), layers.links.last_mut()) else { return brackets };
    if links.len() > MOST_LINKS {
        return brackets;
    }
    while brackets.len() < most {
        let (left, right) = (inverse(&order[last - 1]), inverse(&order[last]));
        // By link: where it begins and ends; ends are odd, so that even numbers are the gaps before and after a slot.
        let ends: Vec<(usize, usize)> = links.iter().map(|&(a, b)| (left[a], 2 * right[b] + 1)).collect();
        let spans: Vec<(usize, usize)> = brackets.iter().map(|bracket: &Bracket| span(bracket, &right)).collect();
        let mut best: Option<(usize, usize, usize)> = None;
        for (link, &(from, to)) in ends.iter().enumerate() {
            if brackets.iter().any(|bracket| bracket.link == link) {
                continue;
            }
            let crossed = crossed(&ends, from, 2 * order[last].len() + 1);
            for gap in (0..=2 * order[last].len()).step_by(2) {
                let behind = spans.iter().filter(|&&(a, b)| {
                    let (a, b) = (2 * a + 1, 2 * b + 1);
                    interleave((a, b), (gap.min(to), gap.max(to)))
                });
                let saved = crossed[to].saturating_sub(crossed[gap] + behind.count());
                if saved >= SAVED && best.is_none_or(|(most, ..)| saved > most) {
                    best = Some((saved, link, gap / 2));
                }
            }
        }
        let Some((_, link, place)) = best else { break };
        let lane = layers.sizes[last];
        layers.sizes[last] += 1;
        order[last].insert(place, lane);
        let target = std::mem::replace(&mut links[link].1, lane);
        brackets.push(Bracket { link, lane, target });
    }
    brackets
}

/// How many links an edge from place `from` would cross if it ended at each of `ends` positions.
fn crossed(links: &[(usize, usize)], from: usize, ends: usize) -> Vec<usize> {
    // Links that begin above are crossed by what ends above them, and the other way round.
    let mut crossed = vec![0isize; ends + 1];
    let mut all = 0;
    for &(a, b) in links {
        match a.cmp(&from) {
            std::cmp::Ordering::Less => {
                all += 1;
                crossed[b] -= 1;
            }
            std::cmp::Ordering::Greater => crossed[b + 1] += 1,
            std::cmp::Ordering::Equal => {}
        }
    }
    let running = crossed.into_iter().scan(all, |sum, change| {
        *sum += change;
        Some(*sum as usize)
    });
    running.take(ends).collect()
}

/// How many pairs of brackets cross.
pub(super) fn bracket_crossings(brackets: &[Bracket], column: &[usize]) -> usize {
    let place = inverse(column);
    let spans: Vec<(usize, usize)> = brackets.iter().map(|bracket| span(bracket, &place)).collect();
    spans.iter().enumerate().map(|(k, a)| spans[..k].iter().filter(|b| interleave(*a, **b)).count()).sum()
}

/// By bracket: how many others it has to pass outside of, so that those that do not cross by their order do not cross at all.
pub(super) fn depths(brackets: &[Bracket], column: &[usize]) -> Vec<usize> {
    let place = inverse(column);
    let spans: Vec<(usize, usize)> = brackets.iter().map(|bracket| span(bracket, &place)).collect();
    let mut inner_first: Vec<usize> = (0..brackets.len()).collect();
    inner_first.sort_by_key(|&k| (spans[k].1 - spans[k].0, spans[k]));
    let mut depth = vec![0; brackets.len()];
    for (done, &k) in inner_first.iter().enumerate() {
        let meets = |&&j: &&usize| spans[j].0 <= spans[k].1 && spans[k].0 <= spans[j].1;
        depth[k] = inner_first[..done].iter().filter(meets).map(|&j| depth[j] + 1).max().unwrap_or(0);
    }
    depth
}

fn span(bracket: &Bracket, place: &[usize]) -> (usize, usize) {
    let (a, b) = (place[bracket.lane], place[bracket.target]);
    (a.min(b), a.max(b))
}

/// Whether two spans overlap and neither holds the other; spans that share an end do not.
fn interleave((a, b): (usize, usize), (c, d): (usize, usize)) -> bool {
    (a < c && c < b && b < d) || (c < a && a < d && d < b)
}

/// All crossings: of links, and of brackets.
pub(super) fn all_crossings(layers: &Layers, brackets: &[Bracket], order: &[Vec<usize>]) -> usize {
    crossings(layers, order) + order.last().map_or(0, |column| bracket_crossings(brackets, column))
}

#[cfg(test)]
mod tests {
    use super::super::{ColumnsOptions, Network, Placement, columns};
    use super::*;
    use crate::geometry::{Point, Rect, Size};

    /// Blocks of three boxes in each of two columns, within a block all joined to all, and each block to the next: a ring.
    fn ring(blocks: usize, behind: usize) -> (Network, Placement) {
        let n = 3 * blocks;
        let inside = |block: usize| (0..9).map(move |k| (3 * block + k / 3, n + 3 * block + k % 3));
        let next = |block: usize| (3 * block + 2, n + 3 * ((block + 1) % blocks));
        let edges = (0..blocks).flat_map(|block| inside(block).chain([next(block)])).collect();
        let network = Network { boxes: vec![Size::new(60.0, 20.0); 2 * n], edges };
        let column: Vec<usize> = (0..2 * n).map(|i| i / n).collect();
        let options = ColumnsOptions { behind, width: Some(400.0), ..ColumnsOptions::default() };
        let placement = columns(&network, &column, &options);
        (network, placement)
    }

    fn crossings_drawn(placement: &Placement) -> usize {
        let cross = |p: &[Point], q: &[Point]| {
            let (r, s) = ((p[1].x - p[0].x, p[1].y - p[0].y), (q[1].x - q[0].x, q[1].y - q[0].y));
            let (x, y) = (q[0].x - p[0].x, q[0].y - p[0].y);
            let turn = r.0 * s.1 - r.1 * s.0;
            let (t, u) = ((x * s.1 - y * s.0) / turn, (x * r.1 - y * r.0) / turn);
            // Half open: what meets where two steps join is counted once.
            turn.abs() > 1e-9 && t > 1e-6 && t <= 1.0 + 1e-6 && u > 1e-6 && u <= 1.0 + 1e-6
        };
        let count = |a: &[Point], b: &[Point]| {
            let all = a.windows(2).map(|p| b.windows(2).filter(|q| cross(p, q)).count()).sum::<usize>();
            // Two edges that end at one box meet there.
            all - usize::from(a.last() == b.last() && all > 0 && cross(&a[a.len() - 2..], &b[b.len() - 2..]))
        };
        let lines = &placement.lines;
        (0..lines.len()).map(|i| (0..i).map(|j| count(&lines[i], &lines[j])).sum::<usize>()).sum()
    }

    #[test]
    fn of_a_ring_of_blocks_one_edge_goes_behind_and_crosses_nothing() {
        let (_, plain) = ring(5, 0);
        let (_, placement) = ring(5, 4);
        // A block of three and three boxes crosses itself nine times in two columns, whatever their order.
        assert_eq!(crossings_drawn(&placement), 5 * 9);
        assert!(crossings_drawn(&plain) >= 5 * 9 + SAVED);
    }

    #[test]
    fn an_edge_behind_touches_no_box_but_its_own_and_stays_within_the_width() {
        let (network, placement) = ring(5, 4);
        let rects: Vec<Rect> =
            placement.centres.iter().zip(&network.boxes).map(|(&at, &size)| Rect::centred(at, size)).collect();
        for (line, &(a, b)) in placement.lines.iter().zip(&network.edges) {
            for (i, rect) in rects.iter().enumerate().filter(|&(i, _)| i != a && i != b) {
                let inside = |p: &Point| p.x > rect.x && p.x < rect.right() && p.y > rect.y && p.y < rect.bottom();
                assert!(!line.iter().any(inside), "the edge {a}-{b} runs through box {i}");
            }
        }
        let farthest = |points: &[Point]| points.iter().map(|p| p.x).fold(0.0, f64::max);
        let behind = placement.lines.iter().map(|line| farthest(line)).fold(0.0, f64::max);
        assert!(behind > rects.iter().map(Rect::right).fold(0.0, f64::max) && behind <= 400.0);
    }

    #[test]
    fn no_edge_goes_behind_where_that_saves_little() {
        assert_eq!(ring(2, 4).1, ring(2, 0).1);
    }

    #[test]
    fn a_bracket_passes_outside_of_those_that_it_holds_and_only_overlapping_ones_cross() {
        let column: Vec<usize> = (0..8).collect();
        let bracket = |lane, target| Bracket { link: 0, lane, target };
        let brackets = [bracket(0, 5), bracket(3, 1), bracket(4, 7), bracket(6, 7)];
        assert_eq!(depths(&brackets, &column), [2, 0, 1, 0]);
        assert_eq!(bracket_crossings(&brackets, &column), 1);
    }
}
