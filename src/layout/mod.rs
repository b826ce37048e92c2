//! Floor 3: positions for boxes and edges; one file a layout. Knows no fonts and no colours.
//!
//! A [`Network`] is boxes (their sizes alone) and edges between them; a layout answers with a [`Placement`].
//!
//! - [`map`] places everything freely, with edges that are straight or bend round boxes;
//! - [`columns`] places every box in a column that the caller chose, with S-curves between columns.
//!
//! Both are deterministic: the same network and options give the same placement, bit for bit, on every machine.
//! Budgets are counts of steps, and only `+ - * /`, `sqrt` and comparisons are used on floats. Ties are broken by
//! index, so a caller who sorts boxes by id gets ties broken by id.

mod adjacency;
mod behind;
mod blocks;
mod cells;
mod columns;
mod component;
mod detour;
mod fans;
mod goals;
mod kernels;
mod map;
mod order;
mod overlap;
mod pack;
mod random;
mod search;
mod starts;
mod state;
mod stress;

pub use columns::{Align, ColumnsOptions, columns};
pub use map::{MapOptions, go_round, map};

use crate::geometry::{Point, Rect, Size};

/// What is to be laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// The size of every box, in logical pixels.
    pub boxes: Vec<Size>,
    /// Pairs of indices into `boxes`. Parallel edges are allowed; self-loops and indices out of range are drawn as
    /// nothing (an empty line).
    pub edges: Vec<(usize, usize)>,
}

/// Where everything went. Boxes never overlap, and everything lies within `0..size.w`, `0..size.h`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placement {
    /// The centre of every box.
    pub centres: Vec<Point>,
    /// Where an edge bends, from its first box to its second; empty for a straight edge, and in [`columns`].
    pub ways: Vec<Vec<Point>>,
    /// How far to the right of the middles of its two boxes an edge aims; empty where all aim at the middles, and in
    /// [`columns`].
    pub ports: Vec<(f64, f64)>,
    /// One polyline an edge, from the border of its first box to the border of its second. Curves are flattened, fine
    /// enough to be drawn as they are. Empty for an edge that cannot be seen (a self-loop).
    pub lines: Vec<Vec<Point>>,
    /// The same edges as cubic Bézier segments: start, two handles, end; each segment starts where the last one ended.
    /// Empty lists where edges are straight.
    pub curves: Vec<Vec<[Point; 4]>>,
    /// The extent of the drawing.
    pub size: Size,
}

/// Whether an edge joins two different boxes that exist.
fn is_drawn(network: &Network, edge: (usize, usize)) -> bool {
    edge.0 != edge.1 && edge.0 < network.boxes.len() && edge.1 < network.boxes.len()
}

/// The point so far to the right.
fn aim(p: Point, port: f64) -> Point {
    Point::new(p.x + port, p.y)
}

/// Where the line from `p`, inside of a box, towards `q` leaves the box.
fn leave(rect: Rect, p: Point, q: Point) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    let room = |d: f64, before: f64, after: f64| if d < 0.0 { before / -d } else { after / d };
    let mut t = 1.0f64;
    if dx != 0.0 {
        t = t.min(room(dx, p.x - rect.x, rect.right() - p.x));
    }
    if dy != 0.0 {
        t = t.min(room(dy, p.y - rect.y, rect.bottom() - p.y));
    }
    let t = t.max(0.0);
    Point::new(p.x + t * dx, p.y + t * dy)
}

/// Where the line from the centre `p` of a box towards `q` leaves the box.
pub fn border(p: Point, q: Point, size: Size) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    let mut t = 1.0f64;
    if dx != 0.0 {
        t = t.min(size.w / 2.0 / dx.abs());
    }
    if dy != 0.0 {
        t = t.min(size.h / 2.0 / dy.abs());
    }
    Point::new(p.x + t * dx, p.y + t * dy)
}
