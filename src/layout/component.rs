//! One connected component placed on a page of its own.

use super::random::Random;
use super::search::{Schedule, anneal};
use super::state::{State, Weights};
use super::{adjacency::Adjacency, detour, overlap, starts, stress};
use crate::geometry::{Point, Size};

/// Up to how many nodes a search has several starts; above it one long search does better.
const SEVERAL: usize = 120;
/// Above so many nodes boxes are moved off one another before the search, not by it.
const MANY: usize = 400;
/// How much more stress than the least one found a drawing may have.
const STRAIN: f64 = 1.16;
/// How far from boxes edges should bend, in gaps.
pub(super) const CLEAR: f64 = 0.8;

/// One round of a search: how many drawings take part, their share of all moves, how hot it starts, and what an edge
/// behind a box costs.
struct Round {
    drawings: usize,
    share: f64,
    hot: f64,
    dear: Dear,
}

/// A connected component as it was settled.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The middle of every box.
    pub(super) at: Vec<Point>,
    /// By edge: where it bends.
    pub(super) ways: Vec<Vec<Point>>,
    /// By edge: how far to the right of the middles of its boxes it aims.
    pub(super) ports: Vec<(f64, f64)>,
}

/// What all drawings of a component have in common.
pub(super) struct Component<'c> {
    pub(super) boxes: &'c [Size],
    pub(super) edges: &'c [(usize, usize)],
    pub(super) adjacency: Adjacency,
    pub(super) page: Size,
    pub(super) weights: Weights,
}

/// A drawing: the boxes' places, where edges bend and aim, and what it costs.
pub(super) struct Drawing {
    pub(super) at: Vec<Point>,
    ways: Vec<Vec<Point>>,
    ports: Vec<(f64, f64)>,
    pub(super) cost: f64,
}

/// Places the boxes on a page of about this size, and finds where edges bend: drawings of little stress from several
/// starts, searched for fewer faults in rounds after each of which only the best go on; first with straight edges, then with
/// such as go round boxes, whose bends are moved along with the boxes.
pub(super) fn settle(boxes: &[Size], edges: &[(usize, usize)], page: Size, gap: f64) -> Settled {
    let n = boxes.len();
    // Coordinates are single floats while they are searched: a hair more than the gap, so that rounding is harmless.
    let wide = gap + 0.05;
    let own = Component { boxes, edges, adjacency: Adjacency::new(n, edges), page, weights: weights(n, wide) };
    let mut drawings: Vec<Drawing> = (0..if n <= MANY { 8 } else { 1 }).map(|start| own.start(start, wide)).collect();
    let stress = |d: &Drawing| own.state(d, BEHIND).goals.stress;
    let limit = drawings.iter().map(stress).fold(f64::INFINITY, f64::min) * STRAIN;
    let mut random = Random::new(n as u64);
    if n <= SEVERAL
        && let Some(better) = starts::place(&own, wide, &mut random)
    {
        drawings = better;
    }
    let moves = moves(n, edges.len());
    let (straight, bent) = rounds(n, behind(n, edges.len()));
    for (rounds, is_bent) in [(straight, false), (bent, true)] {
        for Round { drawings: most, share, hot, dear } in rounds {
            drawings.truncate(most);
            let moves = (moves * share / drawings.len() as f64) as usize;
            for drawing in &mut drawings {
                if is_bent {
                    overlap::separate(&mut drawing.at, boxes, page, gap);
                    let Drawing { at, ways, ports, .. } = drawing;
                    *ways = detour::lead(boxes, edges, at, ways, ports, CLEAR * gap, dear);
                }
                let mut state = own.state(drawing, dear);
                anneal(&mut state, Schedule { moves, hot, stress: limit }, &mut random);
                drawing.take(&state, edges);
            }
            drawings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        }
    }
    let Some(mut best) = drawings.into_iter().next() else { return Settled::default() };
    // Nothing is left to do here, unless the search could not free all boxes.
    overlap::separate(&mut best.at, boxes, page, gap);
    Settled { at: best.at, ways: best.ways, ports: best.ports }
}

impl Component<'_> {
    /// A drawing of little stress.
    pub(super) fn start(&self, seed: u64, gap: f64) -> Drawing {
        let mut at = stress::place(&self.adjacency, 30, seed);
        level(&mut at, self.page.w >= self.page.h);
        fit(&mut at, self.boxes, self.page);
        if at.len() > MANY {
            overlap::separate(&mut at, self.boxes, self.page, gap + 0.05);
        }
        self.straight(at)
    }

    /// The drawing with boxes at these places and straight edges.
    pub(super) fn straight(&self, at: Vec<Point>) -> Drawing {
        let m = self.edges.len();
        Drawing { at, ways: vec![Vec::new(); m], ports: vec![(0.0, 0.0); m], cost: 0.0 }
    }

    /// A drawing ready to be searched, bends being places like those of boxes.
    pub(super) fn state(&self, drawing: &Drawing, dear: Dear) -> State {
        let mut at = drawing.at.clone();
        let mut pieces = Vec::new();
        for (&(a, b), way) in self.edges.iter().zip(&drawing.ways) {
            let mut before = a;
            for &bend in way {
                pieces.push((before, at.len()));
                before = at.len();
                at.push(bend);
            }
            pieces.push((before, b));
        }
        let mut state =
            State::new(&at, self.boxes, &pieces, self.page, Weights { dear, ..self.weights }, &self.adjacency);
        let mut bend = drawing.at.len();
        for ((&(a, b), way), port) in self.edges.iter().zip(&drawing.ways).zip(&drawing.ports) {
            let (second, last) = if way.is_empty() { (b, a) } else { (bend, bend + way.len() - 1) };
            state.set_port(a, second, port.0 as f32);
            state.set_port(b, last, port.1 as f32);
            bend += way.len();
        }
        state.recount();
        state
    }
}

impl Drawing {
    /// Takes over what a search has found.
    pub(super) fn take(&mut self, state: &State, edges: &[(usize, usize)]) {
        let mut bend = self.at.len();
        for ((port, &(a, b)), way) in self.ports.iter_mut().zip(edges).zip(&self.ways) {
            let (second, last) = if way.is_empty() { (b, a) } else { (bend, bend + way.len() - 1) };
            *port = (f64::from(state.port(a, second)), f64::from(state.port(b, last)));
            bend += way.len();
        }
        let places = state.places();
        let (at, bends) = places.split_at(self.at.len());
        self.at.copy_from_slice(at);
        for (bend, &place) in self.ways.iter_mut().flatten().zip(bends) {
            *bend = place;
        }
        self.cost = state.cost();
    }
}

/// What an edge behind a box costs, in fifths of a crossing, and more for each edge of the box: those are what it may be
/// taken for.
pub(super) type Dear = (f32, f32);

/// What an edge behind a box costs while edges are straight.
pub(super) const BEHIND: Dear = (6.0, 0.3);
/// The same where edges may bend: those that still run behind boxes have no good way round.
const BEHIND_BENT: Dear = (6.5, 0.3);
/// The same at last where things have so many edges each that one passing behind is lost among the box's own.
const BEHIND_CROWDED: Dear = (14.0, 0.7);
/// So many edges a thing are few, and so many are many.
const CROWDED: (f32, f32) = (1.42, 1.52);

/// What an edge behind a box costs at last, among so many boxes and edges.
pub(super) fn behind(n: usize, m: usize) -> Dear {
    // Where there are many, crossings are what there is too much of.
    let crowd = if n > SEVERAL { 0.0 } else { (m as f32 / n.max(1) as f32 - CROWDED.0) / (CROWDED.1 - CROWDED.0) };
    let crowd = crowd.clamp(0.0, 1.0);
    let mix = |few: f32, many: f32| few + (many - few) * crowd;
    (mix(BEHIND_BENT.0, BEHIND_CROWDED.0), mix(BEHIND_BENT.1, BEHIND_CROWDED.1))
}

/// How many moves are tried in all.
fn moves(n: usize, m: usize) -> f64 {
    let work = (n + m) as f64;
    let all: f64 = if n <= SEVERAL {
        0.94e6
    } else if n <= MANY {
        6e8 / work
    } else {
        3e9 / work
    };
    all.min(18_000.0 * n as f64)
}

/// The rounds with straight edges, and those with bent ones.
fn rounds(n: usize, last: Dear) -> (Vec<Round>, Vec<Round>) {
    let straight = |drawings, share, hot| Round { drawings, share, hot, dear: BEHIND };
    let bent = |drawings, share, hot, dear| Round { drawings, share, hot, dear };
    // Larger drawings have more faults to lose at every node, and take more heat.
    let hot = (n as f64 / 50.0).min(20.0);
    if n <= SEVERAL {
        (
            vec![straight(8, 0.25, 1.5), straight(3, 0.25, 1.0)],
            vec![bent(3, 0.4, 0.5, BEHIND_BENT), bent(1, 0.2, 0.5, last), bent(1, 0.15, 0.5, last)],
        )
    } else if n <= MANY {
        (vec![straight(1, 0.6, hot)], vec![bent(1, 0.2, 1.0, BEHIND_BENT), bent(1, 0.15, 1.0, last)])
    } else {
        (vec![straight(1, 1.4, hot)], Vec::new())
    }
}

pub(super) fn weights(n: usize, gap: f64) -> Weights {
    Weights {
        crossing: 1.0,
        hit: 0.2,
        dear: BEHIND,
        // There are n² pairs for some n faults.
        stress: (5.0 / n as f64).min(0.1) as f32,
        short: 1.0,
        long: 0.1,
        narrow: 0.4,
        visible: 24.0,
        margin: 2.0,
        gap: gap as f32,
        aside: 0.002,
        tight: 1.5,
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
