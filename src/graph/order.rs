//! Where a catalogue's nodes lie when they are numbered through: by kind, then by id.

use crate::catalogue::{Catalogue, Kind, Node};

/// Where each kind's nodes begin, in the order of [`Kind::ALL`], and where the last ones end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Order([u32; 5]);

impl Order {
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut begins = [0; 5];
        for kind in Kind::ALL {
            begins[kind as usize + 1] = begins[kind as usize] + catalogue.count(kind) as u32;
        }
        Self(begins)
    }

    /// How many nodes there are.
    pub fn count(&self) -> usize {
        self.0[4] as usize
    }

    /// The number of `node`.
    pub fn number(&self, node: Node) -> u32 {
        self.0[node.kind as usize] + node.index
    }

    /// The node at `number`, which is below [`Order::count`].
    pub fn node(&self, number: u32) -> Node {
        let kind = Kind::ALL.into_iter().rev().find(|&kind| self.0[kind as usize] <= number).unwrap_or(Kind::Artist);
        Node { kind, index: number - self.0[kind as usize] }
    }
}
