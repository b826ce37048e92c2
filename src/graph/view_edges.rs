//! The edges of a view, in order, in eight bytes each.

use std::ops::Range;

use super::story::Relation;

/// An edge of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewEdge {
    /// Position in the view's nodes.
    pub from: u32,
    /// Position in the view's nodes.
    pub to: u32,
    /// What joins them.
    pub relation: Relation,
    /// As in [`super::Edge::detail`].
    pub detail: u32,
}

/// Edges by (`from`, `to`, relation, detail), as compressed sparse rows: those that start at one node are a row, in which
/// `from` need not be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewEdges {
    /// Where each row begins; one more than there are nodes.
    starts: Vec<u32>,
    /// `to` in the upper half, then the relation, then the detail: numbers that order as the edges do.
    rows: Vec<u64>,
    /// A bit for each relation that some edge has.
    relations: u8,
}

/// So many bits are left for an edge's detail, which is a position in a list, or the length of one.
const DETAIL_BITS: u32 = 29;

fn packed(edge: ViewEdge) -> u64 {
    let detail = edge.detail.min((1 << DETAIL_BITS) - 1);
    u64::from(edge.to) << 32 | (edge.relation as u64) << DETAIL_BITS | u64::from(detail)
}

fn unpacked(from: u32, packed: u64) -> ViewEdge {
    let what = packed as u32;
    let relation = Relation::ALL[(what >> DETAIL_BITS) as usize];
    ViewEdge { from, to: (packed >> 32) as u32, relation, detail: what & ((1 << DETAIL_BITS) - 1) }
}

/// Edges that come in any order, of which it is known how many start at each node: each is set into its row at once, which
/// leaves short rows to be sorted, and most of those are.
pub(super) struct Rows {
    /// Where each row's next edge goes.
    next: Vec<u32>,
    rows: Vec<u64>,
}

impl Rows {
    /// Room for so many edges from each node.
    pub fn new(counts: &[u32]) -> Self {
        let mut total = 0;
        let begin = |count: &u32| {
            total += count;
            total - count
        };
        let next = counts.iter().map(begin).collect();
        Self { next, rows: vec![0; total as usize] }
    }

    /// Adds an edge.
    #[inline]
    pub fn add(&mut self, edge: ViewEdge) {
        let next = &mut self.next[edge.from as usize];
        self.rows[*next as usize] = packed(edge);
        *next += 1;
    }

    /// All of them, once they are there.
    pub fn finish(self) -> ViewEdges {
        // A full row ends where the next one begins.
        let mut starts = self.next;
        starts.insert(0, 0);
        let mut edges = ViewEdges { starts, rows: self.rows, relations: 0 };
        edges.finish();
        edges
    }
}

impl ViewEdges {
    /// Puts the rows in order, and notes the relations.
    fn finish(&mut self) {
        self.relations = self.rows.iter().fold(0, |relations, &edge| relations | 1 << (edge as u32 >> DETAIL_BITS));
        for ends in self.starts.windows(2) {
            let row = &mut self.rows[ends[0] as usize..ends[1] as usize];
            if !row.is_sorted() {
                row.sort_unstable();
            }
        }
    }

    /// How many edges there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether some edge has this relation.
    pub(super) fn have(&self, relation: Relation) -> bool {
        self.relations & 1 << relation as u8 != 0
    }

    /// Every edge, in order.
    pub fn iter(&self) -> impl Iterator<Item = ViewEdge> {
        self.starting_in(0..usize::MAX)
    }

    /// The edges that start at a node in `range`, in order.
    pub(super) fn starting_in(&self, range: Range<usize>) -> impl Iterator<Item = ViewEdge> {
        let rows = self.starts.len().saturating_sub(1);
        (range.start..range.end.min(rows)).flat_map(|from| {
            let row = self.starts[from] as usize..self.starts[from + 1] as usize;
            self.rows[row].iter().map(move |&edge| unpacked(from as u32, edge))
        })
    }
}

impl FromIterator<ViewEdge> for ViewEdges {
    /// The edges of an iterator in which `from` never falls.
    fn from_iter<I: IntoIterator<Item = ViewEdge>>(edges: I) -> Self {
        let (mut starts, mut rows) = (vec![0], Vec::new());
        for edge in edges {
            starts.resize(edge.from as usize + 1, rows.len() as u32);
            rows.push(packed(edge));
        }
        starts.push(rows.len() as u32);
        let mut edges = Self { starts, rows, relations: 0 };
        edges.finish();
        edges
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edge() -> impl Strategy<Value = ViewEdge> {
        let relation = (0..Relation::ALL.len()).prop_map(|at| Relation::ALL[at]);
        (0..9u32, any::<u32>(), relation, 0..1u32 << DETAIL_BITS).prop_map(|(from, to, relation, detail)| ViewEdge {
            from,
            to,
            relation,
            detail,
        })
    }

    proptest! {
        #[test]
        fn they_come_out_as_they_went_in_and_in_order(edges in prop::collection::vec(edge(), 0..50)) {
            let mut rows = Rows::new(&(0..9).map(|n| edges.iter().filter(|e| e.from == n).count() as u32).collect::<Vec<_>>());
            edges.iter().for_each(|&edge| rows.add(edge));
            let mut sorted = edges.clone();
            sorted.sort_unstable();
            prop_assert_eq!(rows.finish().iter().collect::<Vec<_>>(), sorted.clone());
            let mut by_start = edges;
            by_start.sort_by_key(|edge| edge.from);
            let collected: ViewEdges = by_start.into_iter().collect();
            prop_assert_eq!(collected.len(), sorted.len());
            prop_assert_eq!(collected.iter().collect::<Vec<_>>(), sorted.clone());
            let some: Vec<ViewEdge> = collected.starting_in(2..5).collect();
            sorted.retain(|edge| (2..5).contains(&edge.from));
            prop_assert_eq!(some, sorted);
        }
    }
}
