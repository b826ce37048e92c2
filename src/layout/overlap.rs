//! Boxes moved off one another, each to the nearest place that is free.
//!
//! Pushing boxes apart pair by pair needs the drawing scaled up first, or it scatters dense regions; taking the nearest
//! free place keeps a drawing compact, and the search that follows mends what it disturbed.

use crate::geometry::{Point, Rect, Size};
use std::collections::BTreeMap;

/// Boxes by the cells of a coarse grid, to find those near a place.
struct Occupied {
    cell: Size,
    cells: BTreeMap<(i64, i64), Vec<Rect>>,
}

impl Occupied {
    fn range(&self, r: &Rect) -> [i64; 4] {
        let (w, h) = (self.cell.w, self.cell.h);
        [r.x / w, r.y / h, r.right() / w, r.bottom() / h].map(|v| v.floor() as i64)
    }

    fn is_free(&self, r: &Rect) -> bool {
        let [x0, y0, x1, y1] = self.range(r);
        let mut near = (y0..=y1).flat_map(|y| (x0..=x1).filter_map(move |x| self.cells.get(&(y, x))));
        !near.any(|rects| rects.iter().any(|o| o.overlaps(r)))
    }

    fn put(&mut self, r: Rect) {
        let [x0, y0, x1, y1] = self.range(&r);
        for y in y0..=y1 {
            for x in x0..=x1 {
                self.cells.entry((y, x)).or_default().push(r);
            }
        }
    }
}

/// Moves boxes until none is nearer than `gap` to another: those nearest the middle of the drawing stay, each of the
/// others goes to the nearest free place, on the page while there is one.
pub(super) fn separate(at: &mut [Point], boxes: &[Size], page: Size, gap: f64) {
    let n = at.len();
    let mean = |f: &dyn Fn(usize) -> f64| (0..n).map(f).sum::<f64>() / n.max(1) as f64;
    let middle = Point::new(mean(&|i| at[i].x), mean(&|i| at[i].y));
    let away = |p: Point| (p.x - middle.x) * (p.x - middle.x) + (p.y - middle.y) * (p.y - middle.y);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| away(at[a]).total_cmp(&away(at[b])).then(a.cmp(&b)));
    // Cells of about a box, so that few boxes share one; a few huge boxes fill many cells, which is bounded.
    let cell = Size::new(mean(&|i| boxes[i].w).max(8.0), mean(&|i| boxes[i].h).max(8.0));
    let mut occupied = Occupied { cell, cells: BTreeMap::new() };
    for i in order {
        let taken = |p: Point| Rect::centred(p, Size::new(boxes[i].w + gap, boxes[i].h + gap));
        let inside = |r: &Rect| r.x >= -gap && r.y >= -gap && r.right() <= page.w + gap && r.bottom() <= page.h + gap;
        let free = |p: Point, anywhere: bool| {
            let r = taken(p);
            (anywhere || inside(&r)) && occupied.is_free(&r)
        };
        let start = at[i];
        let stride = Point::new(boxes[i].w.min(cell.w) / 3.0 + gap, boxes[i].h / 3.0 + gap);
        at[i] = nearest(start, stride, page, free);
        occupied.put(taken(at[i]));
    }
}

/// The nearest of the places around `start` that is free: on the page, or else anywhere.
fn nearest(start: Point, stride: Point, page: Size, free: impl Fn(Point, bool) -> bool) -> Point {
    if free(start, true) {
        return start;
    }
    let rings = 2 + (page.w / stride.x).max(page.h / stride.y) as i64;
    let mut best: Option<(f64, Point)> = None;
    for ring in 1.. {
        let anywhere = ring > rings;
        // No place on this ring or a later one is nearer than this.
        let least = (ring as f64 - 1.0) * stride.x.min(stride.y);
        if best.is_some_and(|(d, _)| d <= least * least) {
            break;
        }
        let mut try_at = |i: i64, j: i64| {
            let (dx, dy) = (i as f64 * stride.x, j as f64 * stride.y);
            let (distance, p) = (dx * dx + dy * dy, Point::new(start.x + dx, start.y + dy));
            if best.is_none_or(|(d, _)| distance < d) && free(p, anywhere) {
                best = Some((distance, p));
            }
        };
        for k in -ring..=ring {
            try_at(k, -ring);
            try_at(k, ring);
        }
        for k in 1 - ring..ring {
            try_at(-ring, k);
            try_at(ring, k);
        }
    }
    best.map_or(start, |(_, p)| p)
}
