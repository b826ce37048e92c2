//! A straight-line drawing in the middle of being improved: what crosses what, kept up to date move by move.

use super::adjacency::Adjacency;
use super::blocks::Bounds;
use super::fans::{Fans, direction};
use super::goals::Goals;
use super::kernels::{Boxes, HIDDEN, Segment, Segments, hit, length};
use crate::geometry::{Point, Size};

mod moves;

/// What a fault costs, one crossing being about 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// Two edges that cross.
    pub(super) crossing: f32,
    /// An edge through a box, or nearer to it than `margin`, for each time that it counts.
    pub(super) hit: f32,
    /// How often an edge through a box counts, and as many times more for each of the box's own edges.
    pub(super) dear: (f32, f32),
    /// One pair of nodes wholly off its distance.
    pub(super) stress: f32,
    /// An edge of which nothing can be seen; one that shows at least `visible` pixels costs nothing.
    pub(super) short: f32,
    /// An edge, for each hop (see [`Goals`]) of visible length.
    pub(super) long: f32,
    /// Two edges of a node in the same direction (see [`Fans`]).
    pub(super) narrow: f32,
    /// How much of an edge should be visible.
    pub(super) visible: f32,
    /// How near an edge may pass by a box.
    pub(super) margin: f32,
    /// The least distance between boxes.
    pub(super) gap: f32,
    /// An edge, for each pixel that it aims aside of the middles of its boxes.
    pub(super) aside: f32,
    /// How much nearer than that a bend of an edge may come to a box.
    pub(super) tight: f32,
}

impl Weights {
    /// How often an edge through a box of so many edges counts: the more it has, the likelier it is misread.
    fn dear(&self, degree: usize) -> i32 {
        (self.dear.0 + self.dear.1 * degree as f32) as i32
    }
}

/// The drawing and its faults.
pub(super) struct State {
    pub(super) weights: Weights,
    pub(super) adjacency: Adjacency,
    pub(super) goals: Goals,
    page: (f32, f32),
    boxes: Boxes,
    edges: Vec<(usize, usize)>,
    /// By edge: how far to the right of the middles of its two boxes it aims.
    ports: Vec<(f32, f32)>,
    incident: Vec<Vec<usize>>,
    segments: Segments,
    fans: Fans,
    /// By edge: how near it is to the other edges of its two nodes.
    narrow: Vec<f32>,
    /// By edge: its direction before the move at hand, where that touches it.
    turned: Vec<(f32, f32)>,
    /// By the slot of an edge: how many edges cross it, how many boxes it runs through.
    crossings: Vec<i32>,
    hits: Vec<i32>,
    /// By edge: what its length costs.
    lengths: Vec<f32>,
    /// By the slot of a box: how many edges run through it.
    through: Vec<i32>,
    /// How many pairs of boxes are too near each other, counted twice.
    overlaps: i32,
    /// The edges that the move at hand changes, and their segments before it.
    touched: Vec<usize>,
    before: Vec<Segment>,
    /// How to take the move back: the bounds of blocks of edges and of boxes before it.
    undo: (Vec<Bounds>, Vec<Bounds>),
    /// Their faults after it, and those of the moved boxes.
    after: Vec<(i32, i32)>,
    through_after: Vec<i32>,
    mark: Vec<bool>,
}

impl State {
    /// The drawing with boxes at `at`; every node must be reachable from every other. The places beyond `goals` are bends of
    /// edges, which `edges` runs through.
    pub(super) fn new(
        at: &[Point],
        sizes: &[Size],
        edges: &[(usize, usize)],
        page: Size,
        weights: Weights,
        goals: &Adjacency,
    ) -> Self {
        let n = at.len();
        let adjacency = Adjacency::new(n, edges);
        let edges: Vec<(usize, usize)> =
            (0..n).flat_map(|a| adjacency.of(a).iter().filter(move |&&b| b > a).map(move |&b| (a, b))).collect();
        let mut incident = vec![Vec::new(); n];
        for (k, &(a, b)) in edges.iter().enumerate() {
            incident[a].push(k);
            incident[b].push(k);
        }
        let half = |v: f64| (v / 2.0) as f32;
        let place = |i: usize| match sizes.get(i) {
            Some(size) => [at[i].x as f32, at[i].y as f32, half(size.w), half(size.h)],
            None => [at[i].x as f32, at[i].y as f32, -weights.tight, -weights.tight],
        };
        let dear: Vec<i32> =
            (0..n).map(|i| if i < sizes.len() { weights.dear(incident[i].len()) } else { 0 }).collect();
        let boxes = Boxes::new(&(0..n).map(place).collect::<Vec<_>>(), &dear);
        let m = edges.len();
        let mut state = Self {
            weights,
            goals: Goals::new(goals, n),
            adjacency,
            page: (page.w as f32, page.h as f32),
            boxes,
            edges,
            ports: vec![(0.0, 0.0); m],
            incident,
            segments: Segments::new(m),
            fans: Fans { directions: vec![(1.0, 0.0); m] },
            narrow: vec![0.0; m],
            turned: vec![(1.0, 0.0); m],
            crossings: Vec::new(),
            hits: Vec::new(),
            lengths: vec![0.0; m],
            through: Vec::new(),
            overlaps: 0,
            touched: Vec::new(),
            before: Vec::new(),
            undo: (Vec::new(), Vec::new()),
            after: Vec::new(),
            through_after: Vec::new(),
            mark: vec![false; m],
        };
        state.recount();
        state
    }

    /// The edge between two nodes.
    fn between(&self, a: usize, b: usize) -> Option<usize> {
        self.incident[a].iter().copied().find(|&e| self.edges[e] == (a.min(b), a.max(b)))
    }

    /// How far to the right of the middle of `a` the edge to `b` aims.
    pub(super) fn port(&self, a: usize, b: usize) -> f32 {
        self.between(a, b).map_or(0.0, |e| if self.edges[e].0 == a { self.ports[e].0 } else { self.ports[e].1 })
    }

    /// Sets what [`State::port`] tells; [`State::recount`] must follow.
    pub(super) fn set_port(&mut self, a: usize, b: usize, port: f32) {
        if let Some(e) = self.between(a, b) {
            let ports = &mut self.ports[e];
            *if self.edges[e].0 == a { &mut ports.0 } else { &mut ports.1 } = port;
        }
    }

    /// The edges of a node.
    pub(super) fn edges_of(&self, i: usize) -> &[usize] {
        &self.incident[i]
    }

    /// How far aside of the middle of box `i` edges may aim.
    pub(super) fn widest_port(&self, i: usize) -> f32 {
        let (w, h) = self.boxes.half(i);
        (0.85 * (w - h)).max(0.0)
    }

    pub(super) fn len(&self) -> usize {
        self.incident.len()
    }

    pub(super) fn place(&self, i: usize) -> (f32, f32) {
        self.boxes.place(i)
    }

    /// Every box's centre.
    pub(super) fn places(&self) -> Vec<Point> {
        (0..self.len()).map(|i| self.place(i)).map(|(x, y)| Point::new(f64::from(x), f64::from(y))).collect()
    }

    /// The part of an edge that its two boxes do not cover.
    fn visible(&self, edge: usize) -> Segment {
        let (a, b) = self.edges[edge];
        let ((x, y), (tx, ty)) = self.aims(edge);
        let (p, q) = self.ports[edge];
        let (dx, dy) = (tx - x, ty - y);
        let (ax, ay) = (dx.abs().max(1e-6), dy.abs().max(1e-6));
        let sign = if dx < 0.0 { -1.0 } else { 1.0 };
        let leave = |i: usize, aside: f32| {
            let (hw, hh) = self.boxes.half(i);
            ((hw - aside) / ax).min(hh / ay).max(0.0)
        };
        let (t, u) = (leave(a, p * sign), 1.0 - leave(b, -q * sign));
        if t >= u {
            return HIDDEN;
        }
        [x + t * dx, y + t * dy, x + u * dx, y + u * dy]
    }

    /// The points in its two boxes between which an edge runs.
    fn aims(&self, edge: usize) -> ((f32, f32), (f32, f32)) {
        let ((a, b), (p, q)) = (self.edges[edge], self.ports[edge]);
        let ((x, y), (tx, ty)) = (self.place(a), self.place(b));
        ((x + p, y), (tx + q, ty))
    }

    fn direction(&self, edge: usize) -> (f32, f32) {
        let ((x, y), (tx, ty)) = self.aims(edge);
        direction(tx - x, ty - y)
    }

    /// What an edge costs that shows as this segment.
    fn length_cost(&self, edge: usize, s: Segment) -> f32 {
        let w = &self.weights;
        let (p, q) = self.ports[edge];
        // A hidden segment's length is NaN, which max takes for nothing.
        let shown = length(s).max(0.0);
        w.short * (1.0 - shown / w.visible).max(0.0) + w.long * shown / self.goals.hop + w.aside * (p.abs() + q.abs())
    }

    fn grown(&self, i: usize) -> [f32; 4] {
        self.boxes.get(i, self.weights.margin)
    }

    /// How many boxes other than its own the segment of an edge runs through.
    fn foreign_hits(&self, edge: usize, s: Segment) -> i32 {
        let (a, b) = self.edges[edge];
        let counts = |i: usize| if hit(s, self.grown(i)) { self.boxes.dear(i) } else { 0 };
        let own = counts(a) + counts(b);
        self.boxes.hit_by(s, self.weights.margin) - own
    }

    /// Counts everything anew, sets the pixels a hop to what fits the drawing best, and groups what is near each other.
    pub(super) fn recount(&mut self) {
        self.boxes.arrange();
        self.segments.set_all(&(0..self.edges.len()).map(|e| self.visible(e)).collect::<Vec<_>>());
        self.crossings = vec![0; self.segments.slots()];
        self.hits = vec![0; self.segments.slots()];
        self.through = vec![0; self.boxes.slots()];
        for e in 0..self.edges.len() {
            let s = self.segments.get(e);
            let k = self.segments.slot(e);
            self.fans.directions[e] = self.direction(e);
            self.crossings[k] = self.segments.crossing(s);
            self.hits[k] = self.foreign_hits(e, s);
            self.count_through(e, s, 1);
        }
        for e in 0..self.edges.len() {
            let (a, b) = self.edges[e];
            let at = |v: usize| self.fans.at(&self.edges, &self.incident[v], v, e);
            self.narrow[e] = at(a) + at(b);
        }
        self.overlaps = (0..self.len()).map(|i| self.boxes.touching(i, self.weights.gap)).sum();
        self.rescale();
    }

    /// Sets the pixels a hop to what fits the drawing best by now.
    pub(super) fn rescale(&mut self) {
        self.goals.follow(&self.boxes);
        for e in 0..self.edges.len() {
            self.lengths[e] = self.length_cost(e, self.segments.get(e));
        }
    }

    /// Adds `one` to the count of every box that an edge runs through, its own two apart.
    fn count_through(&mut self, e: usize, s: Segment, one: i32) {
        let (a, b) = self.edges[e];
        let (a, b) = (self.boxes.slot(a), self.boxes.slot(b));
        let own = (self.through[a], self.through[b]);
        self.boxes.count_hit_by(&mut self.through, s, self.weights.margin, one);
        (self.through[a], self.through[b]) = own;
    }

    /// Crossings, and edges through (or too near to) boxes.
    pub(super) fn faults(&self) -> (i32, i32) {
        (self.crossings.iter().sum::<i32>() / 2, self.hits.iter().sum())
    }

    /// The faults of a node's box and edges.
    pub(super) fn faults_of(&self, i: usize) -> i32 {
        let of = |&e: &usize| self.crossings[self.segments.slot(e)] + self.hits[self.segments.slot(e)];
        self.through[self.boxes.slot(i)] + self.incident[i].iter().map(of).sum::<i32>()
    }

    /// What the drawing costs, overlaps apart; its stress as of the last [`State::rescale`].
    pub(super) fn cost(&self) -> f64 {
        let (crossings, hits) = self.faults();
        let w = self.weights;
        f64::from(crossings as f32 * w.crossing + hits as f32 * w.hit)
            + self.goals.stress * f64::from(w.stress)
            + self.lengths.iter().map(|&l| f64::from(l)).sum::<f64>()
    }

    /// Whether a box at `to` lies on the page.
    fn on_page(&self, i: usize, to: (f32, f32)) -> bool {
        let (w, h) = self.boxes.half(i);
        to.0 - w >= 0.0 && to.1 - h >= 0.0 && to.0 + w <= self.page.0 && to.1 + h <= self.page.1
    }

    /// Whether box `i` would lie on the page at `to`, clear of all others.
    pub(super) fn is_free(&self, i: usize, to: (f32, f32)) -> bool {
        self.on_page(i, to) && self.boxes.touching_at(i, to, self.weights.gap) == 0
    }
}
