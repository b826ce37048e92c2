//! How far apart nodes should be: the goals that hold a drawing together while it is searched.

use super::adjacency::{Adjacency, UNREACHED};
use super::kernels::{Boxes, padded, stress_change};

/// Wanted distances from every node to some anchors: to all nodes where they are few, else to pivots spread over the
/// graph, each standing for the nodes around it.
pub(super) struct Goals {
    /// Pixels a hop.
    pub(super) hop: f32,
    anchors: Vec<usize>,
    /// By node: its place among the anchors.
    anchor_of: Vec<Option<usize>>,
    x: Vec<f32>,
    y: Vec<f32>,
    /// Hops from node to anchor, one padded row a node; 0 for itself and for padding.
    hops: Vec<f32>,
    /// 1 / (hops × pixels a hop), likewise.
    inverse: Vec<f32>,
    /// How many nodes an anchor stands for.
    share: f32,
}

/// Above so many nodes only [`PIVOTS`] of them are anchors.
const ALL_PAIRS: usize = 800;
const PIVOTS: usize = 96;

impl Goals {
    pub(super) fn new(adjacency: &Adjacency) -> Self {
        let n = adjacency.len();
        let pivots = if n <= ALL_PAIRS {
            (0..n).map(|v| (v, adjacency.distances(v))).collect()
        } else {
            adjacency.pivots(PIVOTS)
        };
        let stride = padded(pivots.len());
        let mut hops = vec![0.0; n * stride];
        let mut anchor_of = vec![None; n];
        for (k, (anchor, distances)) in pivots.iter().enumerate() {
            anchor_of[*anchor] = Some(k);
            for (v, &d) in distances.iter().enumerate().filter(|&(_, &d)| d != UNREACHED) {
                hops[v * stride + k] = d as f32;
            }
        }
        Self {
            hop: 1.0,
            share: n as f32 / pivots.len().max(1) as f32,
            anchors: pivots.into_iter().map(|(v, _)| v).collect(),
            anchor_of,
            x: vec![0.0; stride],
            y: vec![0.0; stride],
            inverse: vec![0.0; hops.len()],
            hops,
        }
    }

    fn row(&self, node: usize) -> std::ops::Range<usize> {
        node * self.x.len()..(node + 1) * self.x.len()
    }

    /// Takes the anchors' places from the drawing, and sets the pixels a hop to what fits it best.
    pub(super) fn follow(&mut self, boxes: &Boxes) {
        for (k, &v) in self.anchors.iter().enumerate() {
            (self.x[k], self.y[k]) = (boxes.x[v], boxes.y[v]);
        }
        let (mut sum, mut squares) = (0.0f64, 0.0f64);
        for v in 0..self.anchor_of.len() {
            let row = self.row(v);
            for ((&d, &x), &y) in self.hops[row].iter().zip(&self.x).zip(&self.y).filter(|((d, _), _)| **d > 0.0) {
                let (dx, dy) = (boxes.x[v] - x, boxes.y[v] - y);
                let r = f64::from((dx * dx + dy * dy).sqrt() / d);
                sum += r;
                squares += r * r;
            }
        }
        self.hop = if sum > 0.0 { (squares / sum).max(1.0) as f32 } else { 1.0 };
        for (inv, &d) in self.inverse.iter_mut().zip(&self.hops) {
            *inv = if d > 0.0 { 1.0 / (d * self.hop) } else { 0.0 };
        }
    }

    /// A node went to `to`.
    pub(super) fn moved(&mut self, node: usize, to: (f32, f32)) {
        if let Some(k) = self.anchor_of[node] {
            (self.x[k], self.y[k]) = to;
        }
    }

    /// By how much the stress changes when one node moves.
    pub(super) fn change(&self, node: usize, from: (f32, f32), to: (f32, f32)) -> f32 {
        self.share * stress_change((&self.x, &self.y), &self.inverse[self.row(node)], from, to)
    }

    /// The sum over all pairs of (distance / wanted − 1)²; an estimate where only pivots are anchors.
    pub(super) fn stress(&self, boxes: &Boxes) -> f64 {
        let mut sum = 0.0;
        for v in 0..self.anchor_of.len() {
            for ((&inv, &x), &y) in self.inverse[self.row(v)].iter().zip(&self.x).zip(&self.y) {
                let (dx, dy) = (boxes.x[v] - x, boxes.y[v] - y);
                let off = f64::from((dx * dx + dy * dy).sqrt() * inv - 1.0);
                sum += if inv > 0.0 { off * off } else { 0.0 };
            }
        }
        sum * f64::from(self.share) / 2.0
    }
}
