//! The shortest way of one edge by the corners of boxes.

use super::{CROSSING, Plane, SHARED, runs_through, turn};
use crate::geometry::{Point, distance};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// How far from the corner of a box edges may turn, one outside of the other, in clearances.
const RINGS: [f64; 3] = [1.0, 1.9, 2.8];
/// So many corners are looked at, at most, those nearest to the straight line first.
const MOST_CORNERS: usize = 600;
/// So many steps of one way are looked at, at most: where boxes are few (see [`FEW`]), and where there are more.
const MOST_STEPS: [usize; 2] = [4_000, 1_000];
const FEW: usize = 120;

impl Plane<'_> {
    /// Points at which edge `e` may turn: outside of the corners of boxes near its straight line.
    fn corners(&self, e: usize, clear: f64, reach: f64) -> Vec<(Point, f64)> {
        let (a, b) = self.edges[e];
        let (p, q) = (self.rects[a].centre(), self.rects[b].centre());
        let mut boxes: Vec<u32> = Vec::new();
        self.boxes.near(p, q, reach, |i| boxes.push(i));
        boxes.sort_unstable();
        boxes.dedup();
        boxes.retain(|&i| {
            i as usize != a && i as usize != b && runs_through(p, q, &self.rects[i as usize].grown(reach))
        });
        let mut found = Vec::new();
        for ring in RINGS {
            for &i in &boxes {
                let r = self.rects[i as usize].grown(ring * clear);
                for (x, y) in [(r.x, r.y), (r.right(), r.y), (r.x, r.bottom()), (r.right(), r.bottom())] {
                    let at = Point::new(x, y);
                    let on_page =
                        x >= self.page.x && x <= self.page.right() && y >= self.page.y && y <= self.page.bottom();
                    if on_page && self.is_free(at, clear * 0.98) {
                        found.push((at, if self.is_turned_at(at, clear * 0.7) { SHARED * self.clear } else { 0.0 }));
                    }
                }
            }
        }
        found.truncate(MOST_CORNERS);
        found
    }

    /// The shortest way for edge `e` that keeps `clear` of all boxes, by the corners of boxes within `reach`; none that costs
    /// `limit` or more.
    pub(super) fn find(
        &mut self,
        e: usize,
        (from, to): (Point, Point),
        clear: f64,
        reach: f64,
        limit: f64,
    ) -> Option<Vec<Point>> {
        let mut points = vec![(from, 0.0), (to, 0.0)];
        points.extend(self.corners(e, clear, reach));
        let mut before: Vec<Option<usize>> = vec![None; points.len()];
        let mut open = BinaryHeap::new();
        open.push(Step { least: distance(from, to), so_far: 0.0, from: 0, to: 0, known: true });
        let (mut steps, most) = (0, MOST_STEPS[usize::from(self.rects.len() > FEW)]);
        while let Some(step) = open.pop() {
            let here = points[step.to].0;
            if before[step.to].is_some() {
                continue;
            }
            steps += 1;
            if steps > most {
                return None;
            }
            if !step.known {
                let pair = (points[step.from].0, here);
                let ends = (step.from == 0, step.to == 1);
                if self.is_clear(e, pair, ends, clear * 0.97) {
                    let crossed = self.crossings(self.visible(e, pair, ends)) as f64;
                    let dearer = crossed * CROSSING * self.clear;
                    if step.least + dearer < limit {
                        open.push(Step {
                            least: step.least + dearer,
                            so_far: step.so_far + dearer,
                            known: true,
                            ..step
                        });
                    }
                }
                continue;
            }
            before[step.to] = Some(step.from);
            if step.to == 1 {
                let mut way = vec![to];
                let mut at = step.from;
                while at != 0 {
                    way.push(points[at].0);
                    at = before[at].unwrap_or(0);
                }
                way.push(from);
                way.reverse();
                return Some(way);
            }
            for (k, &(next, dearer)) in points.iter().enumerate() {
                if before[k].is_none() {
                    let turn = if step.to == 0 { 0.0 } else { turn(points[step.from].0, here, next) * self.clear };
                    let so_far = step.so_far + distance(here, next) + turn + dearer;
                    let least = so_far + distance(next, to);
                    if least < limit {
                        open.push(Step { least, so_far, from: step.to, to: k, known: false });
                    }
                }
            }
        }
        None
    }
}

/// A step of a way: `so_far` until its end, and `least` to the goal. What it crosses is counted once it is `known`.
#[derive(Debug, Clone, Copy)]
struct Step {
    least: f64,
    so_far: f64,
    from: usize,
    to: usize,
    known: bool,
}

impl Ord for Step {
    /// The shortest is the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        let ends = |s: &Self| (s.to, s.from, s.known);
        other.least.total_cmp(&self.least).then(ends(other).cmp(&ends(self)))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Step {}
