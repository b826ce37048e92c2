//! How far apart nodes should be: the goals that hold a drawing together while it is searched.

use super::adjacency::{Adjacency, UNREACHED};
use super::kernels::{Boxes, LANES, pixels_a_hop, stress_change};

/// Wanted distances from every node to some anchors: to all nodes where they are few, else to pivots spread over the
/// graph, each standing for the nodes around it.
pub(super) struct Goals {
    /// Pixels a hop: what fits the drawing best when it was last followed.
    pub(super) hop: f32,
    /// The sum over all pairs of (distance / wanted − 1)² at that time; an estimate where only pivots are anchors.
    pub(super) stress: f64,
    anchors: Vec<usize>,
    /// By node: its place among the anchors.
    anchor_of: Vec<Option<usize>>,
    x: Vec<f32>,
    y: Vec<f32>,
    /// 1 / hops from node to anchor, one padded row a node; 0 for itself and for padding.
    inverse: Vec<f32>,
    /// How many pairs that is.
    pairs: f64,
    /// How many nodes an anchor stands for.
    share: f32,
}

/// Above so many nodes only [`PIVOTS`] of them are anchors.
const ALL_PAIRS: usize = 800;
const PIVOTS: usize = 96;

impl Goals {
    /// The goals of the nodes of `adjacency`, the first of `n`; the others have none.
    pub(super) fn new(adjacency: &Adjacency, n: usize) -> Self {
        let pivots = if adjacency.len() <= ALL_PAIRS {
            (0..adjacency.len()).map(|v| (v, adjacency.distances(v))).collect()
        } else {
            adjacency.pivots(PIVOTS)
        };
        let stride = pivots.len().div_ceil(LANES) * LANES;
        let mut inverse = vec![0.0; n * stride];
        let mut anchor_of = vec![None; n];
        let mut pairs = 0.0;
        for (k, (anchor, distances)) in pivots.iter().enumerate() {
            anchor_of[*anchor] = Some(k);
            for (v, &d) in distances.iter().enumerate().filter(|&(_, &d)| d != UNREACHED && d > 0) {
                inverse[v * stride + k] = 1.0 / d as f32;
                pairs += 1.0;
            }
        }
        Self {
            hop: 1.0,
            stress: 0.0,
            share: adjacency.len() as f32 / pivots.len().max(1) as f32,
            anchors: pivots.into_iter().map(|(v, _)| v).collect(),
            anchor_of,
            x: vec![0.0; stride],
            y: vec![0.0; stride],
            inverse,
            pairs,
        }
    }

    fn row(&self, node: usize) -> &[f32] {
        &self.inverse[node * self.x.len()..(node + 1) * self.x.len()]
    }

    /// Takes the anchors' places from the drawing, and the pixels a hop that fit it best.
    pub(super) fn follow(&mut self, boxes: &Boxes) {
        for (k, &v) in self.anchors.iter().enumerate() {
            (self.x[k], self.y[k]) = boxes.place(v);
        }
        let (mut sum, mut squares) = (0.0f64, 0.0f64);
        for v in 0..self.anchor_of.len() {
            let (s, q) = pixels_a_hop((&self.x, &self.y), self.row(v), boxes.place(v));
            sum += f64::from(s);
            squares += f64::from(q);
        }
        // The stress is least where its derivative by 1 / hop is 0.
        let hop = if sum > 0.0 { (squares / sum).max(1.0) } else { 1.0 };
        self.hop = hop as f32;
        let all = squares / (hop * hop) - 2.0 * sum / hop + self.pairs;
        self.stress = all.max(0.0) * f64::from(self.share) / 2.0;
    }

    /// A node went to `to`.
    pub(super) fn moved(&mut self, node: usize, to: (f32, f32)) {
        if let Some(k) = self.anchor_of[node] {
            (self.x[k], self.y[k]) = to;
        }
    }

    /// By how much the stress changes when one node moves.
    pub(super) fn change(&self, node: usize, from: (f32, f32), to: (f32, f32)) -> f32 {
        self.share * stress_change((&self.x, &self.y), self.row(node), 1.0 / self.hop, from, to)
    }
}
