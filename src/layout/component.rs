//! One connected component placed on a page of its own.

use super::random::Random;
use super::search::{Schedule, anneal};
use super::state::{State, Weights};
use super::{adjacency::Adjacency, overlap, stress};
use crate::geometry::{Point, Size};

/// Up to how many nodes a search has several starts; above it one long search does better.
const SEVERAL: usize = 120;
/// Above so many nodes boxes are moved off one another before the search, not by it.
const MANY: usize = 400;
/// How much more stress than the least one found a drawing may have.
const STRAIN: (f64, f64) = (1.17, 1.25);

/// One round of a search: how many drawings take part, their share of all moves, and how hot it starts.
struct Round {
    drawings: usize,
    share: f64,
    hot: f64,
}

/// Places the boxes on a page of about this size: drawings of little stress from several starts, searched for fewer
/// faults in rounds after each of which only the best go on.
pub(super) fn settle(boxes: &[Size], edges: &[(usize, usize)], page: Size, gap: f64) -> Vec<Point> {
    let n = boxes.len();
    let adjacency = Adjacency::new(n, edges);
    // Coordinates are single floats while they are searched: a hair more than the gap, so that rounding is harmless.
    let wide = gap + 0.05;
    let weights = weights(n, wide);
    let mut states: Vec<State> = (0..if n <= MANY { 8 } else { 1 })
        .map(|start| {
            let mut at = stress::place(&adjacency, 30, start);
            level(&mut at, page.w >= page.h);
            fit(&mut at, boxes, page);
            if n > MANY {
                overlap::separate(&mut at, boxes, page, wide + 0.05);
            }
            State::new(&at, boxes, edges, page, weights)
        })
        .collect();
    let least = states.iter().map(|s| s.goals.stress).fold(f64::INFINITY, f64::min);
    let limit = least * if n <= SEVERAL { STRAIN.0 } else { STRAIN.1 };
    let mut random = Random::new(n as u64);
    let moves = moves(n, edges.len());
    for round in rounds(n) {
        states.truncate(round.drawings);
        let moves = (moves * round.share / round.drawings as f64) as usize;
        for state in &mut states {
            anneal(state, Schedule { moves, hot: round.hot, stress: limit }, &mut random);
        }
        states.sort_by(|a, b| a.cost().total_cmp(&b.cost()));
    }
    let mut at = states.first().map(State::places).unwrap_or_default();
    // Nothing is left to do here, unless the search could not free all boxes.
    overlap::separate(&mut at, boxes, page, gap);
    at
}

/// How many moves are tried in all.
fn moves(n: usize, m: usize) -> f64 {
    let work = (n + m) as f64;
    let all: f64 = if n <= SEVERAL {
        1.3e6
    } else if n <= MANY {
        6e8 / work
    } else {
        3e9 / work
    };
    all.min(18_000.0 * n as f64)
}

fn rounds(n: usize) -> Vec<Round> {
    if n <= SEVERAL {
        let round = |drawings, share, hot| Round { drawings, share, hot };
        return vec![round(8, 0.25, 1.5), round(3, 0.4, 1.0), round(1, 0.35, 0.7)];
    }
    // Larger drawings have more faults to lose at every node, and take more heat.
    vec![Round { drawings: 1, share: 1.0, hot: (n as f64 / 50.0).min(20.0) }]
}

fn weights(n: usize, gap: f64) -> Weights {
    Weights {
        crossing: 1.0,
        hit: 1.5,
        // There are n² pairs for some n faults.
        stress: (12.0 / n as f64).min(0.3) as f32,
        short: 1.0,
        long: 0.1,
        narrow: 0.4,
        visible: 24.0,
        margin: 2.0,
        gap: gap as f32,
    }
}

/// Turns the places so that their long axis is level, or upright.
fn level(at: &mut [Point], level: bool) {
    let n = at.len().max(1) as f64;
    let (mx, my) = (at.iter().map(|p| p.x).sum::<f64>() / n, at.iter().map(|p| p.y).sum::<f64>() / n);
    let (mut a, mut b, mut c) = (0.0, 0.0, 0.0);
    for p in at.iter() {
        a += (p.x - mx) * (p.x - mx);
        b += (p.x - mx) * (p.y - my);
        c += (p.y - my) * (p.y - my);
    }
    // The eigenvector of the greater eigenvalue of [[a, b], [b, c]].
    let half = (a - c) / 2.0;
    let greater = (a + c) / 2.0 + (half * half + b * b).sqrt();
    let (x, y) = if a >= c { (greater - c, b) } else { (b, greater - a) };
    let length = (x * x + y * y).sqrt();
    if length < 1e-9 {
        return;
    }
    let (ux, uy) = (x / length, y / length);
    for p in at {
        let (dx, dy) = (p.x - mx, p.y - my);
        let (along, across) = (dx * ux + dy * uy, dy * ux - dx * uy);
        *p = if level { Point::new(along, across) } else { Point::new(-across, along) };
    }
}

/// Scales the places to fill the page, one scale for both axes, and keeps every box on it.
fn fit(at: &mut [Point], boxes: &[Size], page: Size) {
    let (mut low, mut high) =
        (Point::new(f64::INFINITY, f64::INFINITY), Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY));
    for p in at.iter() {
        low = Point::new(low.x.min(p.x), low.y.min(p.y));
        high = Point::new(high.x.max(p.x), high.y.max(p.y));
    }
    let scale = (page.w / (high.x - low.x).max(1e-9)).min(page.h / (high.y - low.y).max(1e-9)) * 0.95;
    for (p, b) in at.iter_mut().zip(boxes) {
        let x = page.w / 2.0 + (p.x - (low.x + high.x) / 2.0) * scale;
        let y = page.h / 2.0 + (p.y - (low.y + high.y) / 2.0) * scale;
        *p = Point::new(x.min(page.w - b.w / 2.0).max(b.w / 2.0), y.min(page.h - b.h / 2.0).max(b.h / 2.0));
    }
}
