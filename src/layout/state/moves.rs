//! Moves: what they change, whether that is worth it, and how it is taken back.

use super::super::fans::near;
use super::super::kernels::{Segment, cross, hit};
use super::State;

impl State {
    /// Moves the boxes of `set` (all different) to `to` where that raises the cost by no more than `allowed` and
    /// brings no new overlap; says whether it did. `to` is used up.
    pub(in crate::layout) fn attempt(&mut self, set: &[usize], to: &mut [(f32, f32)], allowed: f32) -> bool {
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
                self.fans.directions[e] = self.turned[e];
            }
            return false;
        }
        self.overlaps += 2 * (overlaps_after - overlaps_before);
        self.commit(set, to);
        true
    }

    /// Lets an edge aim elsewhere where that raises the cost by no more than `allowed`; says whether it did.
    pub(in crate::layout) fn attempt_port(&mut self, edge: usize, node: usize, port: f32, allowed: f32) -> bool {
        self.touched.clear();
        self.before.clear();
        self.touched.push(edge);
        self.before.push(self.segments.get(edge));
        self.mark[edge] = true;
        let old = self.ports[edge];
        let slot = self.segments.slot(edge);
        let w = self.weights;
        let faults = self.crossings[slot] as f32 * w.crossing + self.hits[slot] as f32 * w.hit + self.lengths[edge];
        let ports = &mut self.ports[edge];
        *if self.edges[edge].0 == node { &mut ports.0 } else { &mut ports.1 } = port;
        let bounds = self.segments.set(edge, self.visible(edge));
        self.turned[edge] = self.fans.directions[edge];
        self.fans.directions[edge] = self.direction(edge);
        if !self.affordable(&[], allowed + faults, 0) {
            self.segments.put_back(edge, self.before[0], bounds);
            self.mark[edge] = false;
            self.ports[edge] = old;
            self.fans.directions[edge] = self.turned[edge];
            return false;
        }
        self.commit(&[], &[]);
        true
    }

    fn touching(&self, set: &[usize]) -> i32 {
        set.iter().map(|&i| self.boxes.touching(i, self.weights.gap)).sum()
    }

    /// By how much nearer the touched edges are to other edges of their nodes than before; a pair of touched edges
    /// counts once.
    fn narrowing(&self) -> f32 {
        let mut sum = 0.0;
        for &e in &self.touched {
            let (a, b) = self.edges[e];
            for v in [a, b] {
                for &f in self.incident[v].iter().filter(|&&f| f != e && (!self.mark[f] || f < e)) {
                    sum += self.narrower(v, e, f);
                }
            }
        }
        sum
    }

    /// By how much nearer two edges of a node are than before.
    fn narrower(&self, v: usize, e: usize, f: usize) -> f32 {
        let sign = if (self.edges[e].0 == v) == (self.edges[f].0 == v) { 1.0 } else { -1.0 };
        let before = |g: usize| if self.mark[g] { self.turned[g] } else { self.fans.directions[g] };
        near(self.fans.directions[e], self.fans.directions[f], sign) - near(before(e), before(f), sign)
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
        self.undo.0.clear();
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            let bounds = self.segments.set(e, self.visible(e));
            self.undo.0.push(bounds);
            self.turned[e] = self.fans.directions[e];
            self.fans.directions[e] = self.direction(e);
        }
        let inner = if set.len() > 1 {
            let now: Vec<Segment> = self.touched.iter().map(|&e| self.segments.get(e)).collect();
            among(&now)
        } else {
            0
        };
        let w = self.weights;
        (crossings as f32 * w.crossing + hits as f32 * w.hit + lengths, inner)
    }

    /// Whether the touched edges and the moved boxes cost no more than `budget`.
    fn affordable(&mut self, set: &[usize], budget: f32, inner: i32) -> bool {
        let w = self.weights;
        let mut left = budget + inner as f32 * w.crossing;
        for &e in &self.touched {
            left -= self.length_cost(e, self.segments.get(e));
        }
        // The most that edges could be farther from each other now.
        let spare = self.touched.iter().map(|&e| self.narrow[e]).sum::<f32>() * w.narrow;
        left += spare;
        self.after.clear();
        self.through_after.clear();
        for &e in &self.touched {
            if left < 0.0 {
                return false;
            }
            let crossings = self.segments.crossing(self.segments.get(e));
            left -= crossings as f32 * w.crossing;
            self.after.push((crossings, 0));
        }
        for (k, &e) in self.touched.iter().enumerate() {
            if left < 0.0 {
                return false;
            }
            let hits = self.foreign_hits(e, self.segments.get(e));
            left -= hits as f32 * w.hit;
            self.after[k].1 = hits;
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
        left >= 0.0 && left - spare - self.narrowing() * w.narrow >= 0.0
    }

    /// Brings up to date how near edges are to each other.
    fn commit_narrow(&mut self) {
        for k in 0..self.touched.len() {
            let e = self.touched[k];
            let (a, b) = self.edges[e];
            for v in [a, b] {
                for j in 0..self.incident[v].len() {
                    let f = self.incident[v][j];
                    if f != e && (!self.mark[f] || f < e) {
                        let by = self.narrower(v, e, f);
                        self.narrow[e] += by;
                        self.narrow[f] += by;
                    }
                }
            }
        }
    }

    /// Brings the counts up to date after a move; `old` holds the places before.
    fn commit(&mut self, set: &[usize], old: &[(f32, f32)]) {
        self.commit_narrow();
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
            self.lengths[e] = self.length_cost(e, self.segments.get(e));
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
