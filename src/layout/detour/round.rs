//! The corners of ways, rounded.

use super::Plane;
use crate::geometry::{Point, Size, cubic_at, distance, towards};

/// The share of a corner's sides that rounding takes at most.
const ROUND: f64 = 0.48;

/// The ways as curves from border to border, with round corners; empty where an edge is straight.
pub(in crate::layout) fn round(
    boxes: &[Size],
    edges: &[(usize, usize)],
    at: &[Point],
    ways: &[Vec<Point>],
    ports: &[(f64, f64)],
    clear: f64,
) -> Vec<Vec<[Point; 4]>> {
    let plane = Plane::new(boxes, edges, at, ways, ports, clear, (1.0, 0.0));
    (0..edges.len()).map(|e| if plane.ways[e].len() > 2 { plane.rounded(e) } else { Vec::new() }).collect()
}

impl Plane<'_> {
    /// The way of an edge with round corners, from border to border.
    fn rounded(&self, e: usize) -> Vec<[Point; 4]> {
        let way = &self.ways[e];
        let last = way.len().saturating_sub(2);
        let mut curve = Vec::new();
        let mut here = self.visible(e, (way[0], way[1]), (true, last == 0)).0;
        for k in 1..=last {
            let (p, corner, q) = (here, way[k], way[k + 1]);
            let q = self.visible(e, (corner, q), (false, k == last)).1;
            let (before, after) = (distance(p, corner), distance(corner, q));
            // What the turn before has not taken, and half of what comes, unless it is all there is.
            let mut radius = (before * 0.96).min(after * if k == last { 0.96 } else { ROUND });
            loop {
                let start = towards(corner, p, radius / before.max(1e-9));
                let end = towards(corner, q, radius / after.max(1e-9));
                let turn = [start, towards(start, corner, 2.0 / 3.0), towards(end, corner, 2.0 / 3.0), end];
                let points = flatten(&[turn]);
                let free = points.windows(2).all(|w| self.is_clear(e, (w[0], w[1]), (true, true), self.clear * 0.3));
                if free || radius < 1.0 {
                    curve.push(straight(p, start));
                    curve.push(turn);
                    here = end;
                    break;
                }
                radius *= 0.75;
            }
        }
        let end = self.visible(e, (way[last], way[last + 1]), (last == 0, true)).1;
        curve.push(straight(here, end));
        curve
    }
}

fn straight(p: Point, q: Point) -> [Point; 4] {
    [p, towards(p, q, 1.0 / 3.0), towards(p, q, 2.0 / 3.0), q]
}

/// Points on the curve, close enough that the polyline looks smooth.
pub(in crate::layout) fn flatten(curve: &[[Point; 4]]) -> Vec<Point> {
    const STEPS: usize = 12;
    let mut line: Vec<Point> = curve.first().map(|c| c[0]).into_iter().collect();
    for segment in curve {
        line.extend((1..=STEPS).map(|k| cubic_at(*segment, k as f64 / STEPS as f64)));
    }
    line
}
