//! The inner loops of the search: one segment or one box against all, over flat arrays.
//!
//! Written without branches, so that the compiler makes vector code of them. A segment that cannot be seen is stored as
//! NaN, which no comparison finds true. Sums of floats run in eight lanes, so that the order of additions is fixed.

use super::blocks::{Blocks, Bounds, arrange, padded};

/// Line segments, one array a coordinate, in slots so that neighbours lie together.
#[derive(Debug, Clone, Default)]
pub(super) struct Segments {
    x1: Vec<f32>,
    y1: Vec<f32>,
    x2: Vec<f32>,
    y2: Vec<f32>,
    slots: Vec<usize>,
    blocks: Blocks,
}

/// One line segment: x, y of its start, x, y of its end.
pub(super) type Segment = [f32; 4];

/// Upright boxes by centre and half sizes, one array each, in slots so that neighbours lie together.
#[derive(Debug, Clone, Default)]
pub(super) struct Boxes {
    x: Vec<f32>,
    y: Vec<f32>,
    hw: Vec<f32>,
    hh: Vec<f32>,
    /// What an edge through the box counts.
    dear: Vec<i32>,
    slots: Vec<usize>,
    blocks: Blocks,
}

/// A segment that cannot be seen.
pub(super) const HIDDEN: Segment = [f32::NAN; 4];

/// How many floats are summed side by side; arrays of them are padded to a multiple of it.
pub(super) const LANES: usize = 8;

/// Whether two segments cross in a point inside both.
#[inline(always)]
pub(super) fn cross(s: Segment, t: Segment) -> bool {
    let (rx, ry) = (s[2] - s[0], s[3] - s[1]);
    let (qx, qy) = (t[2] - t[0], t[3] - t[1]);
    let (dx, dy) = (t[0] - s[0], t[1] - s[1]);
    let a = rx * dy - ry * dx;
    let b = rx * (t[3] - s[1]) - ry * (t[2] - s[0]);
    let c = qy * dx - qx * dy;
    let d = qx * (s[3] - t[1]) - qy * (s[2] - t[0]);
    (a * b < 0.0) & (c * d < 0.0)
}

/// Whether a segment runs through the inside of a box of half size `hw`, `hh` around `x`, `y` (separating axes).
#[inline(always)]
pub(super) fn hit(s: Segment, [x, y, hw, hh]: [f32; 4]) -> bool {
    let (rx, ry) = (s[2] - s[0], s[3] - s[1]);
    let (ax, ay) = (rx.abs(), ry.abs());
    let (dx, dy) = (x - (s[0] + s[2]) * 0.5, y - (s[1] + s[3]) * 0.5);
    (dx.abs() < hw + ax * 0.5) & (dy.abs() < hh + ay * 0.5) & ((rx * dy - ry * dx).abs() < hw * ay + hh * ax)
}

/// The length of a segment; NaN where it cannot be seen.
pub(super) fn length(s: Segment) -> f32 {
    let (dx, dy) = (s[2] - s[0], s[3] - s[1]);
    (dx * dx + dy * dy).sqrt()
}

/// The bounds of a segment.
fn around(s: Segment) -> Bounds {
    [s[0].min(s[2]), s[1].min(s[3]), s[0].max(s[2]), s[1].max(s[3])]
}

/// The bounds of a box.
fn edges([x, y, hw, hh]: [f32; 4]) -> Bounds {
    [x - hw, y - hh, x + hw, y + hh]
}

impl Segments {
    /// Hidden segments, as many as there are edges, in any slots.
    pub(super) fn new(n: usize) -> Self {
        let column = || vec![f32::NAN; padded(n)];
        let mut new = Self { x1: column(), y1: column(), x2: column(), y2: column(), ..Self::default() };
        new.slots = (0..n).collect();
        new
    }

    /// The slot of an edge: its place in the arrays of counts.
    pub(super) fn slot(&self, edge: usize) -> usize {
        self.slots[edge]
    }

    /// How many slots there are.
    pub(super) fn slots(&self) -> usize {
        self.x1.len()
    }

    pub(super) fn get(&self, edge: usize) -> Segment {
        let i = self.slots[edge];
        [self.x1[i], self.y1[i], self.x2[i], self.y2[i]]
    }

    /// Moves a segment; returns what [`Segments::put_back`] wants.
    pub(super) fn set(&mut self, edge: usize, s: Segment) -> Bounds {
        let i = self.slots[edge];
        [self.x1[i], self.y1[i], self.x2[i], self.y2[i]] = s;
        self.blocks.grow(i, around(s))
    }

    /// Takes moves back, the last first.
    pub(super) fn put_back(&mut self, edge: usize, s: Segment, before: Bounds) {
        let i = self.slots[edge];
        [self.x1[i], self.y1[i], self.x2[i], self.y2[i]] = s;
        self.blocks.shrink(i, before);
    }

    /// Sets all segments, and gives every edge the slot where its neighbours are.
    pub(super) fn set_all(&mut self, segments: &[Segment]) {
        let middle = |s: &Segment| if s[0].is_nan() { (0.0, 0.0) } else { ((s[0] + s[2]) * 0.5, (s[1] + s[3]) * 0.5) };
        self.slots = arrange(&segments.iter().map(middle).collect::<Vec<_>>());
        for (&i, &s) in self.slots.iter().zip(segments) {
            [self.x1[i], self.y1[i], self.x2[i], self.y2[i]] = s;
        }
        let all = (0..self.x1.len()).map(|i| around([self.x1[i], self.y1[i], self.x2[i], self.y2[i]]));
        self.blocks = Blocks::around(all);
    }

    #[inline(always)]
    fn near(
        &self,
        bounds: Bounds,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, impl Iterator<Item = Segment> + '_)> {
        self.blocks.meeting(bounds).map(|r| {
            let (a, b) = (
                self.x1[r.clone()].iter().zip(&self.y1[r.clone()]),
                self.x2[r.clone()].iter().zip(&self.y2[r.clone()]),
            );
            (r, a.zip(b).map(|((&x1, &y1), (&x2, &y2))| [x1, y1, x2, y2]))
        })
    }

    /// How many segments cross `s`.
    pub(super) fn crossing(&self, s: Segment) -> i32 {
        self.near(around(s)).map(|(_, block)| block.map(|t| i32::from(cross(s, t))).sum::<i32>()).sum()
    }

    /// How many segments run through a box.
    pub(super) fn hitting(&self, place: [f32; 4]) -> i32 {
        self.near(edges(place)).map(|(_, block)| block.map(|s| i32::from(hit(s, place))).sum::<i32>()).sum()
    }

    /// Adds `one` to the count of every segment that crosses `s`.
    pub(super) fn count_crossing(&self, counts: &mut [i32], s: Segment, one: i32) {
        for (range, block) in self.near(around(s)) {
            for (count, t) in counts[range].iter_mut().zip(block) {
                *count += if cross(s, t) { one } else { 0 };
            }
        }
    }

    /// Adds `one` to the count of every segment through the box.
    pub(super) fn count_hitting(&self, counts: &mut [i32], place: [f32; 4], one: i32) {
        for (range, block) in self.near(edges(place)) {
            for (count, s) in counts[range].iter_mut().zip(block) {
                *count += if hit(s, place) { one } else { 0 };
            }
        }
    }
}

impl Boxes {
    /// Boxes by centre and half sizes, and what an edge through each counts.
    pub(super) fn new(places: &[[f32; 4]], dear: &[i32]) -> Self {
        let mut new = Self { slots: (0..places.len()).collect(), ..Self::default() };
        new.set_all(places, dear);
        new
    }

    /// Gives every box the slot where its neighbours are.
    pub(super) fn arrange(&mut self) {
        let all: Vec<[f32; 4]> = (0..self.slots.len()).map(|i| self.get(i, 0.0)).collect();
        let dear: Vec<i32> = (0..self.slots.len()).map(|i| self.dear(i)).collect();
        self.set_all(&all, &dear);
    }

    fn set_all(&mut self, places: &[[f32; 4]], dear: &[i32]) {
        self.slots = arrange(&places.iter().map(|p| (p[0], p[1])).collect::<Vec<_>>());
        let n = padded(places.len());
        // What fills the last block is nowhere near.
        (self.x, self.y, self.hw, self.hh) = (vec![1e9; n], vec![1e9; n], vec![0.0; n], vec![0.0; n]);
        self.dear = vec![0; n];
        let mut bounds = vec![[f32::NAN; 4]; n];
        for ((&i, &p), &dear) in self.slots.iter().zip(places).zip(dear) {
            self.dear[i] = dear;
            [self.x[i], self.y[i], self.hw[i], self.hh[i]] = p;
            bounds[i] = edges(p);
        }
        self.blocks = Blocks::around(bounds.into_iter());
    }

    /// The slot of a box: its place in the arrays of counts.
    pub(super) fn slot(&self, i: usize) -> usize {
        self.slots[i]
    }

    /// What an edge through the box counts.
    pub(super) fn dear(&self, i: usize) -> i32 {
        self.dear[self.slots[i]]
    }

    /// How many slots there are.
    pub(super) fn slots(&self) -> usize {
        self.x.len()
    }

    /// The centre of a box.
    pub(super) fn place(&self, i: usize) -> (f32, f32) {
        (self.x[self.slots[i]], self.y[self.slots[i]])
    }

    /// Half the width and the height of a box.
    pub(super) fn half(&self, i: usize) -> (f32, f32) {
        (self.hw[self.slots[i]], self.hh[self.slots[i]])
    }

    /// Moves a box; returns what [`Boxes::put_back`] wants.
    pub(super) fn set(&mut self, i: usize, place: (f32, f32)) -> Bounds {
        let k = self.slots[i];
        (self.x[k], self.y[k]) = place;
        self.blocks.grow(k, edges(self.get(i, 0.0)))
    }

    /// Takes moves back, the last first.
    pub(super) fn put_back(&mut self, i: usize, place: (f32, f32), before: Bounds) {
        let k = self.slots[i];
        (self.x[k], self.y[k]) = place;
        self.blocks.shrink(k, before);
    }

    /// Centre and half sizes of a box grown by `margin`.
    pub(super) fn get(&self, i: usize, margin: f32) -> [f32; 4] {
        let k = self.slots[i];
        [self.x[k], self.y[k], self.hw[k] + margin, self.hh[k] + margin]
    }

    /// The blocks of boxes, each box grown by `margin`, that may meet the bounds.
    #[inline(always)]
    fn near(
        &self,
        [x0, y0, x1, y1]: Bounds,
        margin: f32,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, impl Iterator<Item = [f32; 4]> + '_)> {
        self.blocks.meeting([x0 - margin, y0 - margin, x1 + margin, y1 + margin]).map(move |r| {
            let (a, b) =
                (self.x[r.clone()].iter().zip(&self.y[r.clone()]), self.hw[r.clone()].iter().zip(&self.hh[r.clone()]));
            (r, a.zip(b).map(move |((&x, &y), (&hw, &hh))| [x, y, hw + margin, hh + margin]))
        })
    }

    /// What the boxes, each grown by `margin`, that the segment runs through count.
    pub(super) fn hit_by(&self, s: Segment, margin: f32) -> i32 {
        let blocks = self.near(around(s), margin);
        let of_block = |(dear, b): (&i32, [f32; 4])| if hit(s, b) { *dear } else { 0 };
        blocks.map(|(range, block)| self.dear[range].iter().zip(block).map(of_block).sum::<i32>()).sum()
    }

    /// Adds `one` to the count of every grown box that the segment runs through, as often as the box counts.
    pub(super) fn count_hit_by(&self, counts: &mut [i32], s: Segment, margin: f32, one: i32) {
        for (range, block) in self.near(around(s), margin) {
            for ((count, dear), b) in counts[range.clone()].iter_mut().zip(&self.dear[range]).zip(block) {
                *count += if hit(s, b) { one * dear } else { 0 };
            }
        }
    }

    /// How many other boxes come nearer to box `i` than `gap`.
    pub(super) fn touching(&self, i: usize, gap: f32) -> i32 {
        self.touching_at(i, self.place(i), gap)
    }

    /// How many other boxes would come nearer to box `i` than `gap` if it were at `x`, `y`.
    pub(super) fn touching_at(&self, i: usize, (cx, cy): (f32, f32), gap: f32) -> i32 {
        let [sx, sy, hw, hh] = self.get(i, 0.0);
        let (w, h) = (hw + gap, hh + gap);
        let near = |[x, y, hw, hh]: [f32; 4]| i32::from(((x - cx).abs() < hw + w) & ((y - cy).abs() < hh + h));
        let blocks = self.near(edges([cx, cy, w, h]), 0.0);
        blocks.map(|(_, block)| block.map(near).sum::<i32>()).sum::<i32>() - near([sx, sy, hw, hh])
    }
}

/// By how much the sum over all points of (distance × `inverse` × `scale` − 1)² changes when a node moves.
pub(super) fn stress_change(
    (xs, ys): (&[f32], &[f32]),
    inverse: &[f32],
    scale: f32,
    (fx, fy): (f32, f32),
    (tx, ty): (f32, f32),
) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let rows = xs.chunks_exact(LANES).zip(ys.chunks_exact(LANES)).zip(inverse.chunks_exact(LANES));
    for ((x, y), inv) in rows {
        for k in 0..LANES {
            let (ax, ay, bx, by) = (tx - x[k], ty - y[k], fx - x[k], fy - y[k]);
            let inv = inv[k] * scale;
            let new = (ax * ax + ay * ay).sqrt() * inv - 1.0;
            let old = (bx * bx + by * by).sqrt() * inv - 1.0;
            lanes[k] += new * new - old * old;
        }
    }
    lanes.iter().sum()
}

/// The sum over all points of distance × `inverse`, and of its square.
pub(super) fn pixels_a_hop((xs, ys): (&[f32], &[f32]), inverse: &[f32], (fx, fy): (f32, f32)) -> (f32, f32) {
    let (mut sum, mut squares) = ([0.0f32; LANES], [0.0f32; LANES]);
    let rows = xs.chunks_exact(LANES).zip(ys.chunks_exact(LANES)).zip(inverse.chunks_exact(LANES));
    for ((x, y), inv) in rows {
        for k in 0..LANES {
            let (dx, dy) = (fx - x[k], fy - y[k]);
            let r = (dx * dx + dy * dy).sqrt() * inv[k];
            sum[k] += r;
            squares[k] += r * r;
        }
    }
    (sum.iter().sum(), squares.iter().sum())
}
