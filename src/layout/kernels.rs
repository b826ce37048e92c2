//! The inner loops of the search: one segment or one box against all, over flat arrays.
//!
//! Written without branches, so that the compiler makes vector code of them. A segment that cannot be seen is stored as
//! NaN, which no comparison finds true. Sums of floats run in eight lanes, so that the order of additions is fixed.

/// Line segments, one array a coordinate.
#[derive(Debug, Clone, Default)]
pub(super) struct Segments {
    x1: Vec<f32>,
    y1: Vec<f32>,
    x2: Vec<f32>,
    y2: Vec<f32>,
}

/// One line segment: x, y of its start, x, y of its end.
pub(super) type Segment = [f32; 4];

/// Upright boxes by centre and half sizes, one array each.
#[derive(Debug, Clone, Default)]
pub(super) struct Boxes {
    pub(super) x: Vec<f32>,
    pub(super) y: Vec<f32>,
    pub(super) hw: Vec<f32>,
    pub(super) hh: Vec<f32>,
}

/// A segment that cannot be seen.
pub(super) const HIDDEN: Segment = [f32::NAN; 4];

/// How many floats are handled together; arrays are padded to a multiple of it.
pub(super) const LANES: usize = 8;

/// `n` rounded up to whole lanes.
pub(super) fn padded(n: usize) -> usize {
    n.div_ceil(LANES) * LANES
}

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

impl Segments {
    /// `n` hidden segments.
    pub(super) fn new(n: usize) -> Self {
        let column = || vec![f32::NAN; padded(n)];
        Self { x1: column(), y1: column(), x2: column(), y2: column() }
    }

    pub(super) fn get(&self, i: usize) -> Segment {
        [self.x1[i], self.y1[i], self.x2[i], self.y2[i]]
    }

    pub(super) fn set(&mut self, i: usize, s: Segment) {
        [self.x1[i], self.y1[i], self.x2[i], self.y2[i]] = s;
    }

    #[inline(always)]
    fn iter(&self) -> impl Iterator<Item = Segment> + '_ {
        let (a, b) = (self.x1.iter().zip(&self.y1), self.x2.iter().zip(&self.y2));
        a.zip(b).map(|((&x1, &y1), (&x2, &y2))| [x1, y1, x2, y2])
    }

    /// How many segments cross `s`.
    pub(super) fn crossing(&self, s: Segment) -> i32 {
        self.iter().map(|t| i32::from(cross(s, t))).sum()
    }

    /// How many segments run through a box.
    pub(super) fn hitting(&self, place: [f32; 4]) -> i32 {
        self.iter().map(|s| i32::from(hit(s, place))).sum()
    }

    /// Adds to the count of every segment that crosses `now`, takes from that of every one that crosses `before`.
    pub(super) fn update_crossing(&self, counts: &mut [i32], before: Segment, now: Segment) {
        for (count, s) in counts.iter_mut().zip(self.iter()) {
            *count += i32::from(cross(now, s)) - i32::from(cross(before, s));
        }
    }

    /// Adds to the count of every segment through the box `now`, takes from that of every one through `before`.
    pub(super) fn update_hitting(&self, counts: &mut [i32], before: [f32; 4], now: [f32; 4]) {
        for (count, s) in counts.iter_mut().zip(self.iter()) {
            *count += i32::from(hit(s, now)) - i32::from(hit(s, before));
        }
    }
}

impl Boxes {
    #[inline(always)]
    fn iter(&self, margin: f32) -> impl Iterator<Item = [f32; 4]> + '_ {
        let (a, b) = (self.x.iter().zip(&self.y), self.hw.iter().zip(&self.hh));
        a.zip(b).map(move |((&x, &y), (&hw, &hh))| [x, y, hw + margin, hh + margin])
    }

    /// Centre and half sizes of a box grown by `margin`.
    pub(super) fn get(&self, i: usize, margin: f32) -> [f32; 4] {
        [self.x[i], self.y[i], self.hw[i] + margin, self.hh[i] + margin]
    }

    /// How many boxes, each grown by `margin`, the segment runs through.
    pub(super) fn hit_by(&self, s: Segment, margin: f32) -> i32 {
        self.iter(margin).map(|b| i32::from(hit(s, b))).sum()
    }

    /// Adds to the count of every grown box that `now` runs through, takes from that of every one that `before` did.
    pub(super) fn update_hit_by(&self, counts: &mut [i32], before: Segment, now: Segment, margin: f32) {
        for (count, b) in counts.iter_mut().zip(self.iter(margin)) {
            *count += i32::from(hit(now, b)) - i32::from(hit(before, b));
        }
    }

    /// How many other boxes come nearer to box `i` than `gap`.
    pub(super) fn touching(&self, i: usize, gap: f32) -> i32 {
        let [cx, cy, w, h] = self.get(i, gap);
        let near = |[x, y, hw, hh]: [f32; 4]| ((x - cx).abs() < hw + w) & ((y - cy).abs() < hh + h);
        self.iter(0.0).map(|b| i32::from(near(b))).sum::<i32>() - 1
    }
}

/// By how much the sum over all points of (distance × `inverse` − 1)² changes when a node moves. Points, `inverse` and
/// lanes are as many.
pub(super) fn stress_change(
    (xs, ys): (&[f32], &[f32]),
    inverse: &[f32],
    (fx, fy): (f32, f32),
    (tx, ty): (f32, f32),
) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let rows = xs.chunks_exact(LANES).zip(ys.chunks_exact(LANES)).zip(inverse.chunks_exact(LANES));
    for ((x, y), inv) in rows {
        for k in 0..LANES {
            let (ax, ay, bx, by) = (tx - x[k], ty - y[k], fx - x[k], fy - y[k]);
            let new = (ax * ax + ay * ay).sqrt() * inv[k] - 1.0;
            let old = (bx * bx + by * by).sqrt() * inv[k] - 1.0;
            lanes[k] += new * new - old * old;
        }
    }
    lanes.iter().sum()
}
