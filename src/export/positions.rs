//! Where a diagram has put a view's nodes and edges: what `.gv` pins and GEXF places.

use crate::geometry::{Point, Size};

/// A drawn view: one entry a node and one an edge, in the view's order. Logical pixels, y downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Positions {
    /// Where each node is; none: it is not drawn, and neither are its edges.
    pub nodes: Vec<Option<Placed>>,
    /// How each edge runs; none: it is not drawn. Where the whole list is empty, all run straight from centre to centre.
    pub edges: Vec<Option<Route>>,
    /// Whether edges end in an arrow.
    pub arrows: bool,
}

/// A node in its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    /// The middle of its box.
    pub centre: Point,
    /// Its box.
    pub size: Size,
    /// Its label as it is set, line by line; empty: the node's own label on one line.
    pub lines: Vec<String>,
    /// How tall its letters are; 0: the format's own default.
    pub font_size: f64,
}

/// The line of an edge.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// Straight from point to point.
    Polyline(Vec<Point>),
    /// Cubic Bézier curves: a start, then three points for each curve.
    Curves(Vec<Point>),
}

impl Route {
    /// The line as cubic Bézier curves: 3n + 1 points, or none if there is nothing to draw.
    pub fn curves(&self) -> Vec<Point> {
        match self {
            Route::Curves(points) if points.len() < 4 => Vec::new(),
            Route::Curves(points) => points[..points.len() - (points.len() - 1) % 3].to_vec(),
            Route::Polyline(points) => {
                let mut curves: Vec<Point> = points.first().copied().into_iter().collect();
                for pair in points.windows(2) {
                    let (a, b) = (pair[0], pair[1]);
                    let at = |part: f64| Point::new(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
                    curves.extend([at(1.0 / 3.0), at(2.0 / 3.0), b]);
                }
                if curves.len() < 4 { Vec::new() } else { curves }
            }
        }
    }
}
