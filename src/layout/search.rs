//! Local search over the places of boxes: simulated annealing (Davidson & Harel, "Drawing Graphs Nicely Using Simulated
//! Annealing", 1996) on what a reader minds, visible crossings and edges through boxes, held together by stress.

use super::random::Random;
use super::state::State;

/// How long and how hot a search is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Schedule {
    /// How many moves are tried.
    pub(super) moves: usize,
    /// The temperature at the start: how much dearer a drawing may become in one move, on average.
    pub(super) hot: f64,
    /// The stress that the drawing should not exceed: its weight is raised until it does not.
    pub(super) stress: f64,
}

const EPOCHS: usize = 200;
const COLD: f64 = 0.02;
/// The share of moves that let an edge aim elsewhere.
const PORTS: f64 = 0.2;

/// Moves boxes of the drawing until the schedule is done.
pub(super) fn anneal(state: &mut State, schedule: Schedule, random: &mut Random) {
    if state.len() < 2 {
        return;
    }
    let (mut set, mut to) = (Vec::new(), Vec::new());
    let least = state.weights.stress;
    for epoch in 0..EPOCHS {
        let done = epoch as f64 / (EPOCHS - 1) as f64;
        let left = 1.0 - done;
        let temperature = COLD + (schedule.hot - COLD).max(0.0) * left * left * left;
        for _ in 0..schedule.moves.div_ceil(EPOCHS) {
            let allowed = -temperature * libm::log(1.0 - random.unit());
            if random.unit() < PORTS {
                aim_elsewhere(state, random, allowed as f32);
                continue;
            }
            propose(state, random, done, &mut set, &mut to);
            state.attempt(&set, &mut to, allowed as f32);
        }
        if epoch % 5 == 4 {
            state.recount();
        } else {
            state.rescale();
        }
        if done > 0.4 {
            let w = state.weights.stress;
            state.weights.stress =
                if state.goals.stress > schedule.stress { (w * 1.08).min(15.0 * least) } else { (w / 1.08).max(least) };
        }
    }
    state.weights.stress = least;
}

/// The kinds of moves, and how often each is tried of 18 times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Step,
    ToNeighbours,
    AroundNeighbour,
    Exchange,
    WithLeaves,
}

const KINDS: [Kind; 18] = {
    use Kind::{AroundNeighbour as A, Exchange as E, Step as S, ToNeighbours as N, WithLeaves as L};
    [S, S, S, S, S, S, S, S, N, N, N, A, A, A, E, E, L, L]
};

/// Pixels; the search chooses among them, and makes them smaller as it cools.
const STEPS: [f64; 6] = [4.0, 10.0, 25.0, 60.0, 140.0, 320.0];

/// How often a free place is looked for before a move is tried in vain.
const TRIES: i32 = 3;

/// Lets an edge of some node aim beside the middle of its box, or at it again.
fn aim_elsewhere(state: &mut State, random: &mut Random, allowed: f32) {
    let v = pick(state, random);
    let edges = state.edges_of(v);
    let widest = f64::from(state.widest_port(v));
    if edges.is_empty() || widest <= 0.0 {
        return;
    }
    let edge = edges[random.below(edges.len())];
    let port = if random.below(4) == 0 { 0.0 } else { random.signed() * widest };
    state.attempt_port(edge, v, port as f32, allowed);
}

/// A node; one without faults is passed over once, so that most moves go where something is to be gained.
fn pick(state: &State, random: &mut Random) -> usize {
    let v = random.below(state.len());
    if state.faults_of(v) == 0 { random.below(state.len()) } else { v }
}

/// Thinks of a move: the boxes to move, and where to.
fn propose(state: &State, random: &mut Random, done: f64, set: &mut Vec<usize>, to: &mut Vec<(f32, f32)>) {
    let n = state.len();
    let v = pick(state, random);
    let neighbours = state.adjacency.of(v);
    let (x, y) = state.place(v);
    let kind = KINDS[random.below(KINDS.len())];
    set.clear();
    to.clear();
    set.push(v);
    if kind == Kind::Exchange {
        let w = random.below(n);
        if w != v {
            set.push(w);
            to.push(state.place(w));
            to.push((x, y));
            return;
        }
    }
    let step = STEPS[random.below(STEPS.len())] * (1.0 - 0.8 * done);
    if kind == Kind::WithLeaves {
        let (dx, dy) = disc(random);
        let beside = |(x, y): (f32, f32)| (x + (dx * step) as f32, y + (dy * step) as f32);
        to.push(beside((x, y)));
        for &w in neighbours.iter().filter(|&&w| state.adjacency.of(w).len() == 1) {
            set.push(w);
            to.push(beside(state.place(w)));
        }
        return;
    }
    let from = if kind == Kind::ToNeighbours { middle(state, neighbours) } else { (x, y) };
    for tries in 1..=TRIES {
        let (dx, dy) = disc(random);
        let place = if kind == Kind::AroundNeighbour {
            let (wx, wy) = state.place(neighbours[random.below(neighbours.len())]);
            let s = f64::from(state.goals.hop) * (0.4 + random.unit()) / (dx * dx + dy * dy).sqrt();
            (wx + (dx * s) as f32, wy + (dy * s) as f32)
        } else {
            let step = step * (1.0 + 0.3 * f64::from(tries));
            (from.0 + (dx * step) as f32, from.1 + (dy * step) as f32)
        };
        to.clear();
        to.push(place);
        if state.is_free(v, place) {
            return;
        }
    }
}

/// The mean of some nodes' places.
fn middle(state: &State, nodes: &[usize]) -> (f32, f32) {
    let (mut x, mut y) = (0.0, 0.0);
    for &w in nodes {
        let (wx, wy) = state.place(w);
        x += wx;
        y += wy;
    }
    (x / nodes.len() as f32, y / nodes.len() as f32)
}

/// A point in the unit disc, not its middle.
fn disc(random: &mut Random) -> (f64, f64) {
    loop {
        let (x, y) = (random.signed(), random.signed());
        let r = x * x + y * y;
        if r <= 1.0 && r > 1e-6 {
            return (x, y);
        }
    }
}
