//! Edges of a map led round the boxes that are not their own.
//!
//! The shortest way among the corners of boxes (a visibility graph; Lozano-Pérez & Wesley, "An Algorithm for Planning
//! Collision-Free Paths Among Polyhedral Obstacles", 1979), found with A* (Hart, Nilsson & Raphael 1968) that looks
//! whether a step is free only when it is about to be taken. Crossed edges lengthen a way, so that it takes the better side
//! of a box. The corners of the way are then rounded.

use super::cells::Cells;
use super::component::Dear;
use super::{aim, leave};
use crate::geometry::{Point, Rect, Size, distance};

mod find;
mod round;

pub(super) use round::{flatten, round};

/// How far from boxes an edge should pass, as shares of what is asked for: the first that shows a way is taken.
const CLEARANCES: [f64; 3] = [1.0, 0.6, 0.35];
/// Boxes so near to the straight line may be gone round, in clearances; the next where the first shows no way.
const REACH: [f64; 2] = [8.0, 30.0];
/// How much longer a way may be for each edge it does not cross, in clearances.
const CROSSING: f64 = 9.0;
/// The same for a corner that no other edge turns at.
const SHARED: f64 = 18.0;
/// The same for a turn.
const TURN: f64 = 2.0;
/// The same for a turn by more than a right angle, which looks like a hook.
const HOOK: f64 = 20.0;
/// How often every bent edge is led anew, now that the others are bent.
const ROUNDS: usize = 2;
/// Leads edges that run behind boxes, or are bent, on a better way, and returns all ways: the points between the middles
/// of an edge's two boxes. `dear` is what an edge behind a box costs, in fifths of a crossing, and more for each edge of
/// the box: those are what it may be taken for. Edges that do not join two different boxes have none.
pub(super) fn lead(
    boxes: &[Size],
    edges: &[(usize, usize)],
    at: &[Point],
    ways: &[Vec<Point>],
    ports: &[(f64, f64)],
    clear: f64,
    dear: Dear,
) -> Vec<Vec<Point>> {
    let mut plane = Plane::new(boxes, edges, at, ways, ports, clear, dear);
    let bent: Vec<usize> =
        (0..edges.len()).filter(|&e| plane.ways[e].len() > 2 || plane.hits(&plane.ways[e], e) > 0.0).collect();
    for _ in 0..ROUNDS {
        for &e in &bent {
            plane.lead(e);
        }
    }
    plane.ways.iter().map(|way| if way.len() > 2 { way[1..way.len() - 1].to_vec() } else { Vec::new() }).collect()
}

/// Everything that ways are found among.
struct Plane<'n> {
    edges: &'n [(usize, usize)],
    rects: Vec<Rect>,
    page: Rect,
    clear: f64,
    boxes: Cells,
    /// By box: how much longer a way may be that does not run behind it, in clearances.
    dear: Vec<f64>,
    /// By edge: its points, from the middle of its first box to that of its second; empty where it is not drawn.
    ways: Vec<Vec<Point>>,
    /// The visible pieces of all ways, and the first of each edge.
    pieces: Vec<(Point, Point)>,
    pieces_of: Vec<Vec<u32>>,
    near: Cells,
    /// When a piece was last counted.
    seen: Vec<u32>,
    now: u32,
}

impl<'n> Plane<'n> {
    fn new(
        sizes: &[Size],
        edges: &'n [(usize, usize)],
        at: &[Point],
        ways: &[Vec<Point>],
        ports: &[(f64, f64)],
        clear: f64,
        dear: Dear,
    ) -> Self {
        let n = sizes.len();
        let rects: Vec<Rect> = at.iter().zip(sizes).map(|(&p, &size)| Rect::centred(p, size)).collect();
        let page = rects.iter().copied().reduce(|a, b| a.union(&b)).unwrap_or_default();
        let mean = |f: fn(&Size) -> f64| sizes.iter().map(f).sum::<f64>() / n.max(1) as f64;
        let cell = Size::new(mean(|b| b.w) + 2.0 * clear, mean(|b| b.h) + 2.0 * clear);
        let mut boxes = Cells::new(page, cell);
        for (i, r) in rects.iter().enumerate() {
            boxes.put_box(i as u32, r);
        }
        let (hit, more) = (f64::from(dear.0) / 5.0 * CROSSING, f64::from(dear.1) / 5.0 * CROSSING);
        let mut dear = vec![hit; n];
        for &(a, b) in edges {
            for i in [a, b] {
                if i < n {
                    dear[i] += more;
                }
            }
        }
        let mut plane = Self {
            dear,
            edges,
            page: page.grown(clear),
            clear,
            boxes,
            ways: vec![Vec::new(); edges.len()],
            pieces: Vec::new(),
            pieces_of: vec![Vec::new(); edges.len()],
            near: Cells::new(page, cell),
            seen: Vec::new(),
            now: 0,
            rects,
        };
        for (e, &(a, b)) in edges.iter().enumerate() {
            if a != b && a < n && b < n {
                let (p, q) = ports.get(e).copied().unwrap_or_default();
                let mut way = vec![aim(plane.rects[a].centre(), p)];
                way.extend(ways.get(e).into_iter().flatten());
                way.push(aim(plane.rects[b].centre(), q));
                plane.put(e, way);
            }
        }
        plane
    }

    /// Gives an edge its way.
    fn put(&mut self, e: usize, way: Vec<Point>) {
        let last = way.len().saturating_sub(2);
        for (k, pair) in way.windows(2).enumerate() {
            let (p, q) = self.visible(e, (pair[0], pair[1]), (k == 0, k == last));
            let piece = self.pieces.len() as u32;
            self.pieces.push((p, q));
            self.seen.push(0);
            self.near.put_line(piece, p, q);
            self.pieces_of[e].push(piece);
        }
        self.ways[e] = way;
    }

    fn take(&mut self, e: usize) -> Vec<Point> {
        for piece in std::mem::take(&mut self.pieces_of[e]) {
            let (p, q) = self.pieces[piece as usize];
            self.near.remove_line(piece, p, q);
        }
        std::mem::take(&mut self.ways[e])
    }

    /// The part of a step that the edge's own boxes do not cover, if it is its first or last.
    fn visible(&self, e: usize, (p, q): (Point, Point), (first, last): (bool, bool)) -> (Point, Point) {
        let (a, b) = self.edges[e];
        let start = if first { leave(self.rects[a], p, q) } else { p };
        let end = if last { leave(self.rects[b], q, p) } else { q };
        (start, end)
    }

    /// Whether a step of edge `e` runs through box `i`, grown by `margin`; its own boxes are not grown, and not in its way at its ends.
    fn is_in_the_way(
        &self,
        i: u32,
        e: usize,
        (p, q): (Point, Point),
        (first, last): (bool, bool),
        margin: f64,
    ) -> bool {
        let ((a, b), k) = (self.edges[e], i as usize);
        let margin = match k == a || k == b {
            true if (k == a && first) || (k == b && last) => return false,
            true => 0.0,
            false => margin,
        };
        runs_through(p, q, &self.rects[k].grown(margin))
    }

    /// Whether no box, grown by `margin`, is in the way of a step of edge `e`.
    fn is_clear(&self, e: usize, (p, q): (Point, Point), ends: (bool, bool), margin: f64) -> bool {
        !self.boxes.any(p, q, margin, |i| self.is_in_the_way(i, e, (p, q), ends, margin))
    }

    /// What it costs that boxes, grown by `margin`, are in the way of a step of edge `e`.
    fn hits_of(&self, e: usize, (p, q): (Point, Point), ends: (bool, bool), margin: f64) -> f64 {
        let mut hit: Vec<u32> = Vec::new();
        self.boxes.near(p, q, margin, |i| {
            if self.is_in_the_way(i, e, (p, q), ends, margin) {
                hit.push(i);
            }
        });
        hit.sort_unstable();
        hit.dedup();
        hit.iter().map(|&i| self.dear[i as usize]).sum()
    }

    /// How many boxes a way of edge `e` runs behind, or too near by.
    fn hits(&self, way: &[Point], e: usize) -> f64 {
        let last = way.len().saturating_sub(2);
        let steps = way.windows(2).enumerate();
        steps.map(|(k, pair)| self.hits_of(e, (pair[0], pair[1]), (k == 0, k == last), 1.0)).sum()
    }

    /// How many edges cross a line.
    fn crossings(&mut self, (p, q): (Point, Point)) -> usize {
        self.now += 1;
        let (pieces, seen, now) = (&self.pieces, &mut self.seen, self.now);
        let mut count = 0;
        self.near.near(p, q, 0.0, |piece| {
            let k = piece as usize;
            if seen[k] != now {
                seen[k] = now;
                count += usize::from(cross((p, q), pieces[k]));
            }
        });
        count
    }

    /// What a way costs, in pixels.
    fn cost(&mut self, way: &[Point], e: usize) -> f64 {
        let last = way.len().saturating_sub(2);
        let turns: f64 = way.windows(3).map(|w| turn(w[0], w[1], w[2])).sum();
        let mut cost = self.clear * (self.hits(way, e) + turns);
        for (k, pair) in way.windows(2).enumerate() {
            let step = self.visible(e, (pair[0], pair[1]), (k == 0, k == last));
            cost += distance(pair[0], pair[1]) + self.clear * CROSSING * self.crossings(step) as f64;
        }
        cost
    }

    /// Finds a better way for an edge, if there is one: straight, with fewer turns, or the shortest by the corners of boxes.
    fn lead(&mut self, e: usize) {
        let mut way = self.take(e);
        let mut best = self.cost(&way, e);
        let ends = (way[0], way[way.len() - 1]);
        let straight = vec![ends.0, ends.1];
        let cost = self.cost(&straight, e);
        if cost < best {
            (best, way) = (cost, straight);
        }
        let mut k = 1;
        while k + 1 < way.len() {
            let mut fewer = way.clone();
            fewer.remove(k);
            let cost = self.cost(&fewer, e);
            if cost < best {
                (best, way, k) = (cost, fewer, 1);
            } else {
                k += 1;
            }
        }
        for reach in REACH {
            for share in CLEARANCES {
                if let Some(found) = self.find(e, ends, share * self.clear, reach * self.clear, best) {
                    let cost = self.cost(&found, e) + (1.0 - share) * self.clear;
                    if cost < best {
                        (best, way) = (cost, found);
                    }
                    break;
                }
            }
            if self.hits(&way, e) == 0.0 {
                break;
            }
        }
        self.put(e, way);
    }

    /// Whether no box grown by `margin` covers a point.
    fn is_free(&self, at: Point, margin: f64) -> bool {
        !self.boxes.any(at, at, margin, |i| {
            let r = self.rects[i as usize].grown(margin);
            at.x > r.x && at.x < r.right() && at.y > r.y && at.y < r.bottom()
        })
    }

    /// Whether an edge turns within `near` of a point.
    fn is_turned_at(&self, at: Point, near: f64) -> bool {
        self.near.any(at, at, near, |piece| {
            let (p, q) = self.pieces[piece as usize];
            distance(p, at) < near || distance(q, at) < near
        })
    }
}

/// What a turn at `q` costs, in clearances.
fn turn(p: Point, q: Point, r: Point) -> f64 {
    let ahead = (q.x - p.x) * (r.x - q.x) + (q.y - p.y) * (r.y - q.y);
    if ahead < 0.0 { HOOK } else { TURN }
}

/// Whether a line runs through the inside of a box (separating axes).
fn runs_through(p: Point, q: Point, r: &Rect) -> bool {
    let (rx, ry) = (q.x - p.x, q.y - p.y);
    let (ax, ay) = (rx.abs() / 2.0, ry.abs() / 2.0);
    let (hw, hh) = (r.w / 2.0, r.h / 2.0);
    let (dx, dy) = (r.x + hw - (p.x + q.x) / 2.0, r.y + hh - (p.y + q.y) / 2.0);
    dx.abs() < hw + ax && dy.abs() < hh + ay && (rx * dy - ry * dx).abs() < hw * ry.abs() + hh * rx.abs()
}

/// Whether two lines cross in a point inside both.
fn cross((p, q): (Point, Point), (r, s): (Point, Point)) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
}

#[cfg(test)]
mod tests {
    use super::super::{Network, Placement};
    use super::*;

    fn led(boxes: &[(f64, f64, f64, f64)], edges: &[(usize, usize)]) -> (Network, Placement) {
        let network = Network { boxes: boxes.iter().map(|b| Size::new(b.2, b.3)).collect(), edges: edges.to_vec() };
        let centres: Vec<Point> = boxes.iter().map(|b| Point::new(b.0, b.1)).collect();
        let mut placement = Placement {
            lines: edges.iter().map(|&(a, b)| vec![centres[a], centres[b]]).collect(),
            curves: vec![Vec::new(); edges.len()],
            ways: Vec::new(),
            ports: Vec::new(),
            centres,
            size: Size::default(),
        };
        let ways = lead(&network.boxes, edges, &placement.centres, &[], &[], 6.0, (6.5, 0.3));
        placement.curves = round(&network.boxes, edges, &placement.centres, &ways, &[], 6.0);
        for (line, curve) in placement.lines.iter_mut().zip(&placement.curves).filter(|(_, curve)| !curve.is_empty()) {
            *line = flatten(curve);
        }
        (network, placement)
    }

    fn touches(network: &Network, placement: &Placement, e: usize, i: usize) -> bool {
        let r = Rect::centred(placement.centres[i], network.boxes[i]).grown(1.0);
        placement.lines[e].windows(2).any(|w| runs_through(w[0], w[1], &r))
    }

    const ROW: [(f64, f64, f64, f64); 4] =
        [(0.0, 0.0, 40.0, 20.0), (150.0, 2.0, 60.0, 20.0), (300.0, 0.0, 40.0, 20.0), (150.0, 300.0, 40.0, 20.0)];

    #[test]
    fn an_edge_goes_round_the_box_between_its_own_two() {
        let (network, placement) = led(&ROW, &[(0, 2)]);
        assert!(!touches(&network, &placement, 0, 1));
        let line = &placement.lines[0];
        assert_eq!((line[0].x, line[line.len() - 1].x), (20.0, 280.0), "it leaves and arrives at the borders");
    }

    #[test]
    fn of_two_sides_it_takes_the_one_that_crosses_nothing() {
        // The nearer side, above, is crossed by the edge between the box and one above it.
        let mut boxes = ROW.to_vec();
        boxes[3] = (150.0, -200.0, 40.0, 20.0);
        boxes[1].1 = 4.0;
        boxes.push((150.0, 120.0, 10.0, 10.0));
        let (network, placement) = led(&boxes, &[(0, 2), (1, 3)]);
        assert!(!touches(&network, &placement, 0, 1));
        assert!(placement.lines[0].iter().any(|p| p.y > 14.0), "{:?}", placement.lines[0]);
    }

    #[test]
    fn an_edge_that_meets_no_box_stays_straight() {
        let (_, placement) = led(&ROW, &[(0, 3), (1, 2)]);
        assert!(placement.curves.iter().all(Vec::is_empty));
    }

    #[test]
    fn where_there_is_no_way_the_edge_stays_behind_the_box() {
        // A wall across the page, without a gap.
        let wall = [(0.0, 0.0, 40.0, 20.0), (150.0, 0.0, 20.0, 4000.0), (300.0, 0.0, 40.0, 20.0)];
        let (_, placement) = led(&wall, &[(0, 2)]);
        assert!(placement.curves[0].is_empty());
    }
}
