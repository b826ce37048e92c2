//! One connected component placed on a page of its own.

use super::random::Random;
use super::search::{Schedule, anneal};
use super::state::{State, Weights};
use super::{adjacency::Adjacency, overlap, stress};
use crate::geometry::{Point, Size};

fn env(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Places the boxes on a page of about this size: a drawing of little stress from several starts, the most promising
/// searched until its budget is spent.
pub(super) fn settle(boxes: &[Size], edges: &[(usize, usize)], page: Size, gap: f64) -> Vec<Point> {
    let n = boxes.len();
    if n == 1 {
        return vec![Point::new(page.w / 2.0, page.h / 2.0)];
    }
    let adjacency = Adjacency::new(n, edges);
    let work = n + edges.len();
    let moves = env("MOVES", 1.5e6).min(env("WORK", 5e8) / work as f64).min(env("PERN", 18000.0) * n as f64);
    let weights = weights(n, gap);
    let mut limit = f64::INFINITY;
    let seed = env("SEED", 1.0) as u64 * 100;
    let mut random = Random::new(seed + 77);
    let mut states: Vec<State> = Vec::new();
    let keep = [env("A", 8.0) as usize, env("B", 3.0) as usize, env("C", 1.0) as usize];
    let share = [env("PA", 0.25), env("PB", 0.4), env("PC", 0.35)];
    let hot = [env("TA", 1.5), env("TB", 1.0), env("TC", 0.7)];
    for start in 0..if n <= 800 { 8 } else { 1 } {
        let mut at = stress::place(&adjacency, 30, seed + start);
        level(&mut at, page.w >= page.h);
        fit(&mut at, boxes, page);
        if n > env("SEPN", 400.0) as usize {
            overlap::separate(&mut at, boxes, page, gap + 0.01);
        }
        let state = State::new(&at, boxes, edges, page, weights);
        limit = limit.min(state.goals.stress * env("LIMIT", 1.17));
        states.push(state);
    }
    for k in 0..3 {
        if share[k] == 0.0 {
            continue;
        }
        states.truncate(keep[k]);
        for state in &mut states {
            let schedule = Schedule { moves: (moves * share[k] / keep[k] as f64) as usize, hot: hot[k], stress: limit };
            anneal(state, schedule, &mut random);
        }
        states.sort_by(|a, b| a.cost().total_cmp(&b.cost()));
    }
    let state = states.remove(0);

    let mut at = state.places();
    if state.overlaps > 0 {
        overlap::separate(&mut at, boxes, page, gap);
    }
    at
}

fn weights(n: usize, gap: f64) -> Weights {
    Weights {
        crossing: 1.0,
        hit: env("HIT", 1.5) as f32,
        stress: (env("STRESS", 12.0) / n as f64).min(0.3) as f32,
        short: env("SHORT", 1.0) as f32,
        long: env("LONG", 0.1) as f32,
        narrow: env("NARROW", 0.4) as f32,
        visible: 24.0,
        margin: env("MARGIN", 2.0) as f32,
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
