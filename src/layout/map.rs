//! Everything placed freely, with straight edges.

use super::adjacency::Adjacency;
use super::{Network, Placement, is_drawn, overlap, pack, stress};
use crate::geometry::{Point, Rect, Size};

/// How a [`map`] should look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapOptions {
    /// The wanted width / height of the whole.
    pub aspect: f64,
    /// The least distance between two boxes, in logical pixels.
    pub gap: f64,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self { aspect: 0.72, gap: 8.0 }
    }
}

/// Places boxes near what they are joined to, with as few edges as possible crossing each other or running through a
/// box; straight edges.
pub fn map(network: &Network, options: &MapOptions) -> Placement {
    let adjacency = Adjacency::new(network.boxes.len(), &network.edges);
    let mut centres = vec![Point::default(); network.boxes.len()];
    let mut blocks = Vec::new();
    let components = adjacency.components();
    for component in &components {
        let boxes: Vec<Size> = component.iter().map(|&i| network.boxes[i]).collect();
        let local = local_edges(network, component);
        let mut at = stress::place(&Adjacency::new(boxes.len(), &local), 30, 1);
        let mut scale = 10.0;
        let scaled = |s: f64| at.iter().map(|p| Point::new(p.x * s, p.y * s)).collect::<Vec<_>>();
        while scale < 1e4 && overlap::share(&scaled(scale), &boxes, options.gap) > 0.35 {
            scale *= 1.1;
        }
        at = scaled(scale);
        overlap::separate(&mut at, &boxes, options.gap);
        blocks.push(settle(&mut at, &boxes));
        for (&i, p) in component.iter().zip(at) {
            centres[i] = p;
        }
    }
    let (places, size) = pack::shelves(&blocks, options.aspect, 3.0 * options.gap);
    for (component, place) in components.iter().zip(places) {
        for &i in component {
            centres[i].x += place.x;
            centres[i].y += place.y;
        }
    }
    let lines = straight_lines(network, &centres);
    Placement { centres, lines, curves: vec![Vec::new(); network.edges.len()], size }
}

/// The edges of one component, between places in its list of nodes.
fn local_edges(network: &Network, component: &[usize]) -> Vec<(usize, usize)> {
    let place = |v: usize| component.binary_search(&v).ok();
    network.edges.iter().filter_map(|&(a, b)| Some((place(a)?, place(b)?))).collect()
}

/// Moves the boxes so that the upper left corner of the whole is 0, 0; returns its size.
fn settle(at: &mut [Point], boxes: &[Size]) -> Size {
    let all = at.iter().zip(boxes).map(|(&p, &s)| Rect::centred(p, s)).reduce(|a, b| a.union(&b)).unwrap_or_default();
    for p in at {
        p.x -= all.x;
        p.y -= all.y;
    }
    Size::new(all.w, all.h)
}

/// Straight edges from border to border.
fn straight_lines(network: &Network, centres: &[Point]) -> Vec<Vec<Point>> {
    let line = |&(a, b): &(usize, usize)| {
        if !is_drawn(network, (a, b)) {
            return Vec::new();
        }
        let (p, q) = (centres[a], centres[b]);
        vec![border(p, q, network.boxes[a]), border(q, p, network.boxes[b])]
    };
    network.edges.iter().map(line).collect()
}

/// Where the line from the centre `p` of a box towards `q` leaves the box.
fn border(p: Point, q: Point, size: Size) -> Point {
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
