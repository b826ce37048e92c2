//! Who is next to whom, as two arrays of numbers: for questions that walk over everything and ask no edge what it says.

use super::edges::for_each_edge;
use super::order::Order;
use super::story::Relation;
use crate::catalogue::{Catalogue, Node};

/// Every node's neighbours over some relations, in either direction, one list after another (compressed sparse rows);
/// two edges between the same two nodes count twice. Nodes are numbered as in [`super::StoryGraph`].
#[derive(Debug, Clone)]
pub struct Neighbours {
    order: Order,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Neighbours {
    /// The neighbours over those relations that `counts` says yes to.
    pub fn of(catalogue: &Catalogue, counts: impl Fn(Relation) -> bool) -> Self {
        let order = Order::of(catalogue);
        // Each list's beginning, two places further on, so that it is one place on when the list has been filled.
        let mut starts = vec![0u32; order.count() + 2];
        for_each_edge(catalogue, |from, edge, to| {
            if counts(edge.relation) {
                starts[order.number(from) as usize + 2] += 1;
                starts[order.number(to) as usize + 2] += 1;
            }
        });
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ends = vec![0; starts.last().map_or(0, |&end| end as usize)];
        for_each_edge(catalogue, |from, edge, to| {
            if counts(edge.relation) {
                let (from, to) = (order.number(from), order.number(to));
                for (here, there) in [(from, to), (to, from)] {
                    let place = &mut starts[here as usize + 1];
                    ends[*place as usize] = there;
                    *place += 1;
                }
            }
        });
        starts.pop();
        Self { order, starts, ends }
    }

    /// How many nodes there are.
    pub fn count(&self) -> usize {
        self.order.count()
    }

    /// The number of `node`.
    pub fn number(&self, node: Node) -> u32 {
        self.order.number(node)
    }

    /// The node at `number`, which is below [`Neighbours::count`].
    pub fn node(&self, number: u32) -> Node {
        self.order.node(number)
    }

    /// Who is next to the node at `number`, in no order that means anything.
    pub fn at(&self, number: u32) -> &[u32] {
        &self.ends[self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize]
    }
}

/// How many parts of a catalogue have nothing between them, over every relation (disjoint sets, Tarjan 1975).
pub fn components(catalogue: &Catalogue) -> usize {
    let order = Order::of(catalogue);
    let mut sets = petgraph::unionfind::UnionFind::<u32>::new(order.count());
    let mut parts = order.count();
    for_each_edge(catalogue, |from, _, to| {
        parts -= usize::from(sets.union(order.number(from), order.number(to)));
    });
    parts
}
