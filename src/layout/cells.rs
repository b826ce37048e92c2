//! A grid over the plane, to find what lies near a line.

use crate::geometry::{Point, Rect, Size};

/// Numbers of things by the cells that they touch.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    origin: Point,
    cell: Size,
    columns: usize,
    rows: usize,
    things: Vec<Vec<u32>>,
}

/// The grid is never finer than this, however large the plane.
const MOST: f64 = 512.0;

impl Cells {
    /// An empty grid of cells of about this size; what lies outside `whole` counts to the cells at its border.
    pub(super) fn new(whole: Rect, cell: Size) -> Self {
        let cell = Size::new(cell.w.max(whole.w / MOST).max(1.0), cell.h.max(whole.h / MOST).max(1.0));
        let count = |length: f64, cell: f64| (length / cell).ceil().clamp(1.0, MOST) as usize;
        let (columns, rows) = (count(whole.w, cell.w), count(whole.h, cell.h));
        Self { origin: Point::new(whole.x, whole.y), cell, columns, rows, things: vec![Vec::new(); columns * rows] }
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.origin.x) / self.cell.w).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.y) / self.cell.h).max(0.0) as usize).min(self.rows - 1)
    }

    /// Calls `f` with every cell that the line from `p` to `q`, `wide` on both sides, may touch, until it says to stop; returns
    /// whether it did.
    fn along(&self, p: Point, q: Point, wide: f64, mut f: impl FnMut(usize) -> bool) -> bool {
        let (top, bottom) = if p.y <= q.y { (p, q) } else { (q, p) };
        let (first, last) = (self.row(top.y - wide), self.row(bottom.y + wide));
        let slope = if bottom.y - top.y > 1e-9 { (bottom.x - top.x) / (bottom.y - top.y) } else { 0.0 };
        for row in first..=last {
            // The part of the line within the row; rows at the border reach as far as anything does.
            let y = self.origin.y + row as f64 * self.cell.h;
            let high = if row == 0 { top.y } else { (y - wide).max(top.y) };
            let low = if row + 1 == self.rows { bottom.y } else { (y + self.cell.h + wide).min(bottom.y) };
            let (a, b) = match slope == 0.0 {
                true => (top.x, bottom.x),
                false => (top.x + (high - top.y) * slope, top.x + (low - top.y) * slope),
            };
            for column in self.column(a.min(b) - wide)..=self.column(a.max(b) + wide) {
                if f(row * self.columns + column) {
                    return true;
                }
            }
        }
        false
    }

    /// Calls `f` with everything in the cells that the line may touch, some things more than once.
    pub(super) fn near(&self, p: Point, q: Point, wide: f64, mut f: impl FnMut(u32)) {
        self.along(p, q, wide, |cell| {
            self.things[cell].iter().for_each(|&thing| f(thing));
            false
        });
    }

    /// Whether `f` says so of anything in the cells that the line may touch.
    pub(super) fn any(&self, p: Point, q: Point, wide: f64, f: impl Fn(u32) -> bool) -> bool {
        self.along(p, q, wide, |cell| self.things[cell].iter().any(|&thing| f(thing)))
    }

    /// Puts a box into the grid.
    pub(super) fn put_box(&mut self, thing: u32, r: &Rect) {
        for row in self.row(r.y)..=self.row(r.bottom()) {
            for column in self.column(r.x)..=self.column(r.right()) {
                self.things[row * self.columns + column].push(thing);
            }
        }
    }

    /// Puts a line into the grid.
    pub(super) fn put_line(&mut self, thing: u32, p: Point, q: Point) {
        for cell in self.under(p, q) {
            self.things[cell].push(thing);
        }
    }

    /// The cells that the line touches.
    fn under(&self, p: Point, q: Point) -> Vec<usize> {
        let mut cells = Vec::new();
        self.along(p, q, 0.0, |cell| {
            cells.push(cell);
            false
        });
        cells
    }

    /// Takes a line out again.
    pub(super) fn remove_line(&mut self, thing: u32, p: Point, q: Point) {
        for cell in self.under(p, q) {
            self.things[cell].retain(|&other| other != thing);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_the_boxes_it_runs_through_and_not_those_far_away() {
        let mut cells = Cells::new(Rect::new(0.0, 0.0, 1000.0, 1000.0), Size::new(50.0, 20.0));
        let boxes = [Rect::new(480.0, 490.0, 40.0, 20.0), Rect::new(900.0, 10.0, 40.0, 20.0)];
        for (i, r) in boxes.iter().enumerate() {
            cells.put_box(i as u32, r);
        }
        for (p, q) in
            [((0.0, 0.0), (1000.0, 1000.0)), ((500.0, 1000.0), (500.0, 0.0)), ((2000.0, 500.0), (-9.0, 500.0))]
        {
            let mut met = Vec::new();
            cells.near(Point::new(p.0, p.1), Point::new(q.0, q.1), 0.0, |i| met.push(i));
            met.dedup();
            assert_eq!(met, [0], "{p:?} {q:?}");
        }
    }
}
