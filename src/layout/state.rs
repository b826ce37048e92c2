//! A straight-line drawing in the middle of being improved: what crosses what, kept up to date move by move.

use super::adjacency::Adjacency;
use super::goals::Goals;
use super::kernels::{Boxes, HIDDEN, Segment, Segments, cross, hit, length, padded};
use crate::geometry::{Point, Size};

/// What a fault costs, one crossing being about 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// Two edges that cross.
    pub(super) crossing: f32,
    /// An edge through a box, or nearer to it than `margin`.
    pub(super) hit: f32,
    /// One pair of nodes wholly off its distance.
    pub(super) stress: f32,
    /// An edge of which nothing can be seen; one that shows at least `visible` pixels costs nothing.
    pub(super) short: f32,
    /// An edge, for each hop (see [`Goals`]) of visible length.
    pub(super) long: f32,
    /// How much of an edge should be visible.
    pub(super) visible: f32,
    /// How near an edge may pass by a box.
    pub(super) margin: f32,
    /// The least distance between boxes.
    pub(super) gap: f32,
}

/// The drawing and its faults.
pub(super) struct State {
    pub(super) weights: Weights,
    pub(super) adjacency: Adjacency,
    pub(super) goals: Goals,
    page: (f32, f32),
    boxes: Boxes,
    edges: Vec<(usize, usize)>,
    incident: Vec<Vec<usize>>,
    segments: Segments,
    /// By edge: how many edges cross it, how many boxes it runs through, what its length costs.
    crossings: Vec<i32>,
    hits: Vec<i32>,
    lengths: Vec<f32>,
    /// By box: how many edges run through it.
    through: Vec<i32>,
    /// How many pairs of boxes are too near each other, counted twice.
    overlaps: i32,
    /// The edges that the move at hand changes, and their segments before it.
    touched: Vec<usize>,
    before: Vec<Segment>,
    mark: Vec<bool>,
}

impl State {
    /// The drawing with boxes at `at`; every node must be reachable from every other.
    pub(super) fn new(at: &[Point], sizes: &[Size], edges: &[(usize, usize)], page: Size, weights: Weights) -> Self {
        let n = at.len();
        let adjacency = Adjacency::new(n, edges);
        let edges: Vec<(usize, usize)> =
            (0..n).flat_map(|a| adjacency.of(a).iter().filter(move |&&b| b > a).map(move |&b| (a, b))).collect();
        let mut incident = vec![Vec::new(); n];
        for (k, &(a, b)) in edges.iter().enumerate() {
            incident[a].push(k);
            incident[b].push(k);
        }
        let column = |f: &dyn Fn(usize) -> f64, pad: f32| {
            (0..padded(n)).map(|i| if i < n { f(i) as f32 } else { pad }).collect::<Vec<f32>>()
        };
        let boxes = Boxes {
            x: column(&|i| at[i].x, 1e9),
            y: column(&|i| at[i].y, 1e9),
            hw: column(&|i| sizes[i].w / 2.0, 0.0),
            hh: column(&|i| sizes[i].h / 2.0, 0.0),
        };
        let m = edges.len();
        let mut state = Self {
            weights,
            goals: Goals::new(&adjacency),
            adjacency,
            page: (page.w as f32, page.h as f32),
            boxes,
            edges,
            incident,
            segments: Segments::new(m),
            crossings: vec![0; padded(m)],
            hits: vec![0; padded(m)],
            lengths: vec![0.0; m],
            through: vec![0; padded(n)],
            overlaps: 0,
            touched: Vec::new(),
            before: Vec::new(),
            mark: vec![false; m],
        };
        state.recount();
        state
    }

    pub(super) fn len(&self) -> usize {
        self.incident.len()
    }

    pub(super) fn place(&self, i: usize) -> (f32, f32) {
        (self.boxes.x[i], self.boxes.y[i])
    }

    /// Every box's centre.
    pub(super) fn places(&self) -> Vec<Point> {
        (0..self.len()).map(|i| Point::new(f64::from(self.boxes.x[i]), f64::from(self.boxes.y[i]))).collect()
    }

    /// The part of an edge that its two boxes do not cover.
    fn visible(&self, edge: usize) -> Segment {
        let (a, b) = self.edges[edge];
        let (dx, dy) = (self.boxes.x[b] - self.boxes.x[a], self.boxes.y[b] - self.boxes.y[a]);
        let (ax, ay) = (dx.abs().max(1e-6), dy.abs().max(1e-6));
        let leave = |i: usize| (self.boxes.hw[i] / ax).min(self.boxes.hh[i] / ay);
        let (t, u) = (leave(a), 1.0 - leave(b));
        if t >= u {
            return HIDDEN;
        }
        let (x, y) = self.place(a);
        [x + t * dx, y + t * dy, x + u * dx, y + u * dy]
    }

    /// What an edge costs that shows as this segment.
    fn length_cost(&self, s: Segment) -> f32 {
        let w = &self.weights;
        // A hidden segment's length is NaN, which max takes for nothing.
        let shown = length(s).max(0.0);
        w.short * (1.0 - shown / w.visible).max(0.0) + w.long * shown / self.goals.hop
    }

    fn grown(&self, i: usize) -> [f32; 4] {
        self.boxes.get(i, self.weights.margin)
    }

    /// How many boxes other than its own the segment of an edge runs through.
    fn foreign_hits(&self, edge: usize, s: Segment) -> i32 {
        let (a, b) = self.edges[edge];
        let own = i32::from(hit(s, self.grown(a))) + i32::from(hit(s, self.grown(b)));
        self.boxes.hit_by(s, self.weights.margin) - own
    }

    /// Counts everything anew, and sets the pixels a hop to what fits the drawing best.
    pub(super) fn recount(&mut self) {
        self.goals.follow(&self.boxes);
        for e in 0..self.edges.len() {
            self.segments.set(e, self.visible(e));
        }
        self.through.fill(0);
        for e in 0..self.edges.len() {
            let s = self.segments.get(e);
            self.crossings[e] = self.segments.crossing(s);
            self.hits[e] = self.foreign_hits(e, s);
            self.lengths[e] = self.length_cost(s);
            self.count_through(e, HIDDEN, s);
        }
        self.overlaps = (0..self.len()).map(|i| self.boxes.touching(i, self.weights.gap)).sum();
    }

    /// Sets the pixels a hop to what fits the drawing best by now.
    pub(super) fn rescale(&mut self) {
        self.goals.follow(&self.boxes);
        for e in 0..self.edges.len() {
            self.lengths[e] = self.length_cost(self.segments.get(e));
        }
    }

    /// Brings the counts of boxes up to date with an edge that changed.
    fn count_through(&mut self, e: usize, before: Segment, now: Segment) {
        let (a, b) = self.edges[e];
        let own = (self.through[a], self.through[b]);
        self.boxes.update_hit_by(&mut self.through, before, now, self.weights.margin);
        (self.through[a], self.through[b]) = own;
    }

    /// Crossings, and edges through (or too near to) boxes.
    pub(super) fn faults(&self) -> (i32, i32) {
        (self.crossings.iter().sum::<i32>() / 2, self.hits.iter().sum())
    }

    /// The faults of a node's box and edges.
    pub(super) fn faults_of(&self, i: usize) -> i32 {
        self.through[i] + self.incident[i].iter().map(|&e| self.crossings[e] + self.hits[e]).sum::<i32>()
    }

    /// What the drawing costs, overlaps apart.
    pub(super) fn cost(&self) -> f64 {
        let (crossings, hits) = self.faults();
        let w = self.weights;
        f64::from(crossings as f32 * w.crossing + hits as f32 * w.hit)
            + self.goals.stress(&self.boxes) * f64::from(w.stress)
            + self.lengths.iter().map(|&l| f64::from(l)).sum::<f64>()
    }

    pub(super) fn goals_stress(&self) -> f64 {
        self.goals.stress(&self.boxes)
    }

    /// Whether a box at `to` lies on the page.
    fn on_page(&self, i: usize, to: (f32, f32)) -> bool {
        let (w, h) = (self.boxes.hw[i], self.boxes.hh[i]);
        to.0 - w >= 0.0 && to.1 - h >= 0.0 && to.0 + w <= self.page.0 && to.1 + h <= self.page.1
    }

    fn touching(&self, set: &[usize]) -> i32 {
        set.iter().map(|&i| self.boxes.touching(i, self.weights.gap)).sum()
    }

    /// Moves the boxes of `set` (all different) to `to` where that raises the cost by no more than `allowed` and
    /// brings no new overlap; says whether it did. `to` is used up.
    pub(super) fn attempt(&mut self, set: &[usize], to: &mut [(f32, f32)], allowed: f32) -> bool {
        if !set.iter().zip(to.iter()).all(|(&i, &p)| self.on_page(i, p)) {
            return false;
        }
        let overlaps_before = if self.overlaps > 0 { self.touching(set) } else { 0 };
        // From here on `to` holds the places before.
        for (&i, p) in set.iter().zip(to.iter_mut()) {
            self.exchange(i, p);
        }
        let overlaps_after = self.touching(set);
        if overlaps_after > overlaps_before {
            self.take_back(set, to);
            return false;
        }
        let stress = self.stress_change(set, to);
        let (faults, inner) = self.touch(set, to);
        let budget = allowed + faults - stress * self.weights.stress;
        if !self.affordable(set, budget, inner) {
            self.take_back(set, to);
            for (&e, &s) in self.touched.iter().zip(&self.before) {
                self.segments.set(e, s);
                self.mark[e] = false;
            }
            return false;
        }
        self.overlaps += 2 * (overlaps_after - overlaps_before);
        self.commit(set, to);
        true
    }

    fn exchange(&mut self, i: usize, p: &mut (f32, f32)) {
        let before = self.place(i);
        (self.boxes.x[i], self.boxes.y[i]) = *p;
        *p = before;
    }

    fn take_back(&mut self, set: &[usize], to: &mut [(f32, f32)]) {
        for (&i, p) in set.iter().zip(to) {
            self.exchange(i, p);
            self.goals.moved(i, self.place(i));
        }
    }

    /// The change of stress since the boxes of `set` left their `old` places: as if they had gone one by one.
    fn stress_change(&mut self, set: &[usize], old: &[(f32, f32)]) -> f32 {
        let mut change = 0.0;
        for (&i, &p) in set.iter().zip(old) {
            let now = self.place(i);
            change += self.goals.change(i, p, now);
            self.goals.moved(i, now);
        }
        change
    }

    /// Lists the edges of `set` with their old segments, and sets the new ones. Returns what they and the boxes cost
    /// before, and how many crossings among themselves [`State::affordable`] will count twice.
    fn touch(&mut self, set: &[usize], old: &[(f32, f32)]) -> (f32, i32) {
        self.touched.clear();
        self.before.clear();
        for &i in set {
            for &e in &self.incident[i] {
                if !self.mark[e] {
                    self.mark[e] = true;
                    self.touched.push(e);
                    self.before.push(self.segments.get(e));
                }
            }
        }
        let mut crossings: i32 = self.touched.iter().map(|&e| self.crossings[e]).sum();
        let mut hits: i32 = self.touched.iter().map(|&e| self.hits[e]).sum();
        let lengths: f32 = self.touched.iter().map(|&e| self.lengths[e]).sum();
        hits += set.iter().map(|&i| self.through[i]).sum::<i32>();
        if set.len() > 1 {
            crossings -= among(&self.before);
            // An edge of the set through a box of the set was counted with both.
            for (&i, &(x, y)) in set.iter().zip(old) {
                let [_, _, hw, hh] = self.grown(i);
                for (&e, &s) in self.touched.iter().zip(&self.before) {
                    let (a, b) = self.edges[e];
                    hits -= i32::from(a != i && b != i && hit(s, [x, y, hw, hh]));
                }
            }
        }
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            self.segments.set(e, self.visible(e));
        }
        let inner = if set.len() > 1 {
            let now: Vec<Segment> = self.touched.iter().map(|&e| self.segments.get(e)).collect();
            among(&now)
        } else {
            0
        };
        (crossings as f32 * self.weights.crossing + hits as f32 * self.weights.hit + lengths, inner)
    }

    /// Whether the touched edges and the moved boxes cost no more than `budget`.
    fn affordable(&self, set: &[usize], budget: f32, inner: i32) -> bool {
        let w = self.weights;
        let mut left = budget + inner as f32 * w.crossing;
        for &e in &self.touched {
            left -= self.length_cost(self.segments.get(e));
        }
        if left < 0.0 {
            return false;
        }
        for &e in &self.touched {
            let s = self.segments.get(e);
            left -= self.segments.crossing(s) as f32 * w.crossing + self.foreign_hits(e, s) as f32 * w.hit;
            if left < 0.0 {
                return false;
            }
        }
        for &i in set {
            let place = self.grown(i);
            let own: i32 = self.touched.iter().map(|&e| i32::from(hit(self.segments.get(e), place))).sum();
            left -= (self.segments.hitting(place) - own) as f32 * w.hit;
        }
        left >= 0.0
    }

    /// Brings the counts up to date after a move; `old` holds the places before.
    fn commit(&mut self, set: &[usize], old: &[(f32, f32)]) {
        for k in 0..self.touched.len() {
            let (e, before) = (self.touched[k], self.before[k]);
            let now = self.segments.get(e);
            self.segments.update_crossing(&mut self.crossings, before, now);
            self.count_through(e, before, now);
        }
        for (&i, &(x, y)) in set.iter().zip(old) {
            let now = self.grown(i);
            self.segments.update_hitting(&mut self.hits, [x, y, now[2], now[3]], now);
        }
        // The touched edges and moved boxes themselves were updated against a mixture of old and new: count them anew.
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            let s = self.segments.get(e);
            self.crossings[e] = self.segments.crossing(s);
            self.hits[e] = self.foreign_hits(e, s);
            self.lengths[e] = self.length_cost(s);
            self.mark[e] = false;
        }
        for &i in set {
            let place = self.grown(i);
            let own: i32 = self.incident[i].iter().map(|&e| i32::from(hit(self.segments.get(e), place))).sum();
            self.through[i] = self.segments.hitting(place) - own;
        }
    }
}

/// How many of the segments cross each other.
fn among(segments: &[Segment]) -> i32 {
    let crossed = |(k, &s): (usize, &Segment)| segments[..k].iter().map(|&t| i32::from(cross(s, t))).sum::<i32>();
    segments.iter().enumerate().map(crossed).sum()
}
