//! Boxes pushed apart until none lies on another.

use crate::geometry::{Point, Size};

/// Whether two boxes come nearer than `gap`.
fn collide(a: Point, b: Point, sa: Size, sb: Size, gap: f64) -> bool {
    (a.x - b.x).abs() < (sa.w + sb.w) / 2.0 + gap && (a.y - b.y).abs() < (sa.h + sb.h) / 2.0 + gap
}

/// The share of boxes that collide with another.
pub(super) fn share(at: &[Point], boxes: &[Size], gap: f64) -> f64 {
    let mut hit = vec![false; at.len()];
    pairs(at, boxes, gap, |i, j| {
        hit[i] = true;
        hit[j] = true;
    });
    hit.iter().filter(|&&h| h).count() as f64 / at.len().max(1) as f64
}

/// Calls `f` for every colliding pair, by a sweep along x.
fn pairs(at: &[Point], boxes: &[Size], gap: f64, mut f: impl FnMut(usize, usize)) {
    let mut order: Vec<usize> = (0..at.len()).collect();
    let left = |i: usize| at[i].x - boxes[i].w / 2.0;
    order.sort_by(|&a, &b| left(a).total_cmp(&left(b)).then(a.cmp(&b)));
    let mut active: Vec<usize> = Vec::new();
    for &i in &order {
        active.retain(|&j| at[j].x + boxes[j].w / 2.0 + gap > left(i));
        for &j in &active {
            if collide(at[i], at[j], boxes[i], boxes[j], gap) {
                f(i.min(j), i.max(j));
            }
        }
        active.push(i);
    }
}

/// Pushes colliding boxes apart along the axis on which they overlap less, until none collide.
pub(super) fn separate(at: &mut [Point], boxes: &[Size], gap: f64) {
    for round in 0..400 {
        let mut found = Vec::new();
        pairs(at, boxes, gap, |i, j| found.push((i, j)));
        if found.is_empty() {
            return;
        }
        found.sort_unstable();
        // Full steps at first, then a little more than needed, so that chains of boxes come to rest.
        let more = if round < 50 { 0.5 } else { 0.55 };
        for (i, j) in found {
            let (dx, dy) = (at[j].x - at[i].x, at[j].y - at[i].y);
            let x = (boxes[i].w + boxes[j].w) / 2.0 + gap - dx.abs();
            let y = (boxes[i].h + boxes[j].h) / 2.0 + gap - dy.abs();
            if x <= 0.0 || y <= 0.0 {
                continue;
            }
            if x < y {
                let push = if dx < 0.0 { -x } else { x } * more;
                at[i].x -= push;
                at[j].x += push;
            } else {
                let push = if dy < 0.0 { -y } else { y } * more;
                at[i].y -= push;
                at[j].y += push;
            }
        }
    }
    drop_below(at, boxes, gap);
}

/// The last resort: boxes one after another from the top, each sunk below whatever it would touch.
fn drop_below(at: &mut [Point], boxes: &[Size], gap: f64) {
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|&a, &b| (at[a].y - boxes[a].h / 2.0).total_cmp(&(at[b].y - boxes[b].h / 2.0)).then(a.cmp(&b)));
    for (k, &i) in order.iter().enumerate() {
        loop {
            let below = order[..k]
                .iter()
                .filter(|&&j| collide(at[i], at[j], boxes[i], boxes[j], gap - 1e-6))
                .map(|&j| at[j].y + boxes[j].h / 2.0)
                .fold(f64::NEG_INFINITY, f64::max);
            if below == f64::NEG_INFINITY {
                break;
            }
            at[i].y = below + gap + boxes[i].h / 2.0;
        }
    }
}
