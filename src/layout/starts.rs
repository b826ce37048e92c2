//! Starts for a search: only what lies on cycles is placed first, for only that must cross.
//!
//! What is left when nodes with one neighbour are taken away again and again (the 2-core; Seidman, "Network Structure and
//! Minimum Degree", 1983) is often a quarter of all, so a move is cheap there, and no tree hangs on a node that wants to go
//! elsewhere. The trees then go where their roots went.

use super::adjacency::Adjacency;
use super::component::{BEHIND, Component, Drawing, weights};
use super::random::Random;
use super::search::{Schedule, anneal};
use crate::geometry::{Point, Size};

/// How many drawings of the core are searched, with how many moves each, how hot, and how many of them are returned.
const STARTS: u64 = 16;
const MOVES: usize = 20_000;
const HOT: f64 = 1.5;
const KEPT: usize = 4;
/// A core of fewer nodes is not worth it.
const LEAST: usize = 6;

/// Drawings whose core has few faults, the best first. None where the core is about everything, or next to nothing.
pub(super) fn place(whole: &Component, gap: f64, random: &mut Random) -> Option<Vec<Drawing>> {
    let core = whole.adjacency.core();
    if core.len() < LEAST || core.len() * 4 > whole.boxes.len() * 3 {
        return None;
    }
    let within = |v: usize| core.binary_search(&v).ok();
    let boxes: Vec<Size> = core.iter().map(|&v| whole.boxes[v]).collect();
    let edges: Vec<(usize, usize)> = whole.edges.iter().filter_map(|&(a, b)| Some((within(a)?, within(b)?))).collect();
    let adjacency = Adjacency::new(core.len(), &edges);
    let own =
        Component { boxes: &boxes, edges: &edges, adjacency, page: whole.page, weights: weights(core.len(), gap) };
    let mut found: Vec<(Drawing, Drawing)> = Vec::new();
    for start in 0..STARTS {
        let all = whole.start(start, gap);
        let mut drawing = own.straight(core.iter().map(|&v| all.at[v]).collect());
        let mut state = own.state(&drawing, BEHIND);
        anneal(&mut state, Schedule { moves: MOVES, hot: HOT, stress: f64::INFINITY }, random);
        drawing.take(&state, &edges);
        found.push((drawing, all));
    }
    found.sort_by(|a, b| a.0.cost.total_cmp(&b.0.cost));
    found.truncate(KEPT);
    let roots = roots(whole, &core);
    Some(found.into_iter().map(|(drawing, all)| follow(whole, &core, &roots, &drawing.at, all)).collect())
}

/// The whole drawing with the core where it is now, and everything else moved as its root was, but still on the page.
fn follow(whole: &Component, core: &[usize], roots: &[usize], places: &[Point], mut all: Drawing) -> Drawing {
    let before = all.at.clone();
    for (&v, &p) in core.iter().zip(places) {
        all.at[v] = p;
    }
    for (v, &root) in roots.iter().enumerate().filter(|&(v, &root)| v != root) {
        let (was, is, size, page) = (before[root], all.at[root], whole.boxes[v], whole.page);
        let within = |at: f64, size: f64, page: f64| at.min(page - size / 2.0).max(size / 2.0);
        all.at[v] = Point::new(
            within(before[v].x + is.x - was.x, size.w, page.w),
            within(before[v].y + is.y - was.y, size.h, page.h),
        );
    }
    all
}

/// By node: the node of the core that its tree hangs on; itself for those of the core.
fn roots(whole: &Component, core: &[usize]) -> Vec<usize> {
    let mut roots: Vec<usize> = (0..whole.boxes.len()).collect();
    let mut known = vec![false; whole.boxes.len()];
    let mut queue = core.to_vec();
    for &v in core {
        known[v] = true;
    }
    let mut next = 0;
    while next < queue.len() {
        let v = queue[next];
        next += 1;
        for &w in whole.adjacency.of(v) {
            if !known[w] {
                known[w] = true;
                roots[w] = roots[v];
                queue.push(w);
            }
        }
    }
    roots
}
