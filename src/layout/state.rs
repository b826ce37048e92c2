//! A straight-line drawing in the middle of being improved: what crosses what, kept up to date move by move.

use super::adjacency::Adjacency;
use super::blocks::Bounds;
use super::fans::{Fans, direction};
use super::goals::Goals;
use super::kernels::{Boxes, HIDDEN, Segment, Segments, cross, hit, length};
use crate::geometry::{Point, Size};

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
    incident: Vec<Vec<usize>>,
    segments: Segments,
    fans: Fans,
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
            incident,
            segments: Segments::new(m),
            fans: Fans { directions: vec![(1.0, 0.0); m] },
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
        let ((x, y), (tx, ty)) = (self.place(a), self.place(b));
        let (dx, dy) = (tx - x, ty - y);
        let (ax, ay) = (dx.abs().max(1e-6), dy.abs().max(1e-6));
        let leave = |i: usize| {
            let (hw, hh) = self.boxes.half(i);
            (hw / ax).min(hh / ay).max(0.0)
        };
        let (t, u) = (leave(a), 1.0 - leave(b));
        if t >= u {
            return HIDDEN;
        }
        [x + t * dx, y + t * dy, x + u * dx, y + u * dy]
    }

    fn direction(&self, edge: usize) -> (f32, f32) {
        let (a, b) = self.edges[edge];
        let ((x, y), (tx, ty)) = (self.place(a), self.place(b));
        direction(tx - x, ty - y)
    }

    /// How near the touched edges are to other edges of their nodes; a pair of touched edges counts once.
    fn narrowness(&self) -> f32 {
        let mut sum = 0.0;
        for &e in &self.touched {
            let (a, b) = self.edges[e];
            for v in [a, b] {
                sum += self.fans.at(&self.edges, &self.incident[v], v, e, |f| !self.mark[f] || f < e);
            }
        }
        sum
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
        self.overlaps = (0..self.len()).map(|i| self.boxes.touching(i, self.weights.gap)).sum();
        self.rescale();
    }

    /// Sets the pixels a hop to what fits the drawing best by now.
    pub(super) fn rescale(&mut self) {
        self.goals.follow(&self.boxes);
        for e in 0..self.edges.len() {
            self.lengths[e] = self.length_cost(self.segments.get(e));
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
        self.undo.1.clear();
        for (&i, p) in set.iter().zip(to.iter_mut()) {
            let before = self.place(i);
            let bounds = self.boxes.set(i, *p);
            self.undo.1.push(bounds);
            *p = before;
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
            for k in (0..self.touched.len()).rev() {
                let e = self.touched[k];
                self.segments.put_back(e, self.before[k], self.undo.0[k]);
                self.mark[e] = false;
            }
            self.take_back(set, to);
            for &e in &self.touched {
                self.fans.directions[e] = self.direction(e);
            }
            return false;
        }
        self.overlaps += 2 * (overlaps_after - overlaps_before);
        self.commit(set, to);
        true
    }

    fn take_back(&mut self, set: &[usize], old: &[(f32, f32)]) {
        for (k, (&i, &p)) in set.iter().zip(old).enumerate().rev() {
            self.boxes.put_back(i, p, self.undo.1[k]);
            self.goals.moved(i, p);
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
        let mut crossings: i32 = self.touched.iter().map(|&e| self.crossings[self.segments.slot(e)]).sum();
        let mut hits: i32 = self.touched.iter().map(|&e| self.hits[self.segments.slot(e)]).sum();
        let lengths: f32 = self.touched.iter().map(|&e| self.lengths[e]).sum();
        hits += set.iter().map(|&i| self.through[self.boxes.slot(i)]).sum::<i32>();
        if set.len() > 1 {
            crossings -= among(&self.before);
            // An edge of the set through a box of the set was counted with both.
            for (&i, &(x, y)) in set.iter().zip(old) {
                let [_, _, hw, hh] = self.grown(i);
                for (&e, &s) in self.touched.iter().zip(&self.before) {
                    let (a, b) = self.edges[e];
                    hits -= if a != i && b != i && hit(s, [x, y, hw, hh]) { self.boxes.dear(i) } else { 0 };
                }
            }
        }
        let narrow = self.narrowness();
        self.undo.0.clear();
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            let bounds = self.segments.set(e, self.visible(e));
            self.undo.0.push(bounds);
            self.fans.directions[e] = self.direction(e);
        }
        let inner = if set.len() > 1 {
            let now: Vec<Segment> = self.touched.iter().map(|&e| self.segments.get(e)).collect();
            among(&now)
        } else {
            0
        };
        let w = self.weights;
        (crossings as f32 * w.crossing + hits as f32 * w.hit + lengths + narrow * w.narrow, inner)
    }

    /// Whether the touched edges and the moved boxes cost no more than `budget`.
    fn affordable(&mut self, set: &[usize], budget: f32, inner: i32) -> bool {
        let w = self.weights;
        let mut left = budget + inner as f32 * w.crossing;
        for &e in &self.touched {
            left -= self.length_cost(self.segments.get(e));
        }
        left -= self.narrowness() * w.narrow;
        self.after.clear();
        self.through_after.clear();
        for &e in &self.touched {
            if left < 0.0 {
                return false;
            }
            let s = self.segments.get(e);
            let faults = (self.segments.crossing(s), self.foreign_hits(e, s));
            left -= faults.0 as f32 * w.crossing + faults.1 as f32 * w.hit;
            self.after.push(faults);
        }
        for &i in set {
            if left < 0.0 {
                return false;
            }
            let place = self.grown(i);
            // The touched edges have been asked above; those of the box itself do not count.
            let (mut touched, mut own) = (0, 0);
            for &e in &self.touched {
                let through = i32::from(hit(self.segments.get(e), place));
                touched += through;
                own += if self.edges[e].0 == i || self.edges[e].1 == i { through } else { 0 };
            }
            let all = self.segments.hitting(place);
            let dear = self.boxes.dear(i);
            left -= ((all - touched) * dear) as f32 * w.hit;
            self.through_after.push((all - own) * dear);
        }
        left >= 0.0
    }

    /// Brings the counts up to date after a move; `old` holds the places before.
    fn commit(&mut self, set: &[usize], old: &[(f32, f32)]) {
        for k in 0..self.touched.len() {
            let (e, before) = (self.touched[k], self.before[k]);
            let (slot, now) = (self.segments.slot(e), self.segments.get(e));
            // What had no faults and has none has changed no one else's.
            if self.crossings[slot] != 0 {
                self.segments.count_crossing(&mut self.crossings, before, -1);
            }
            if self.after[k].0 != 0 {
                self.segments.count_crossing(&mut self.crossings, now, 1);
            }
            if self.hits[slot] != 0 {
                self.count_through(e, before, -1);
            }
            if self.after[k].1 != 0 {
                self.count_through(e, now, 1);
            }
        }
        for (k, (&i, &(x, y))) in set.iter().zip(old).enumerate() {
            let (now, dear) = (self.grown(i), self.boxes.dear(i));
            if self.through[self.boxes.slot(i)] != 0 {
                self.segments.count_hitting(&mut self.hits, [x, y, now[2], now[3]], -dear);
            }
            if self.through_after[k] != 0 {
                self.segments.count_hitting(&mut self.hits, now, dear);
            }
        }
        // The touched edges and moved boxes were updated against a mixture of old and new: their own counts are these.
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            let slot = self.segments.slot(e);
            (self.crossings[slot], self.hits[slot]) = self.after[k];
            self.lengths[e] = self.length_cost(self.segments.get(e));
            self.mark[e] = false;
        }
        for (&i, &through) in set.iter().zip(&self.through_after) {
            self.through[self.boxes.slot(i)] = through;
        }
    }
}

/// How many of the segments cross each other.
fn among(segments: &[Segment]) -> i32 {
    let crossed = |(k, &s): (usize, &Segment)| segments[..k].iter().map(|&t| i32::from(cross(s, t))).sum::<i32>();
    segments.iter().enumerate().map(crossed).sum()
}
