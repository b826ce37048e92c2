//! Who is joined to whom, in flat arrays.

/// The neighbours of every node, one slice a node (compressed sparse rows). Parallel edges are kept once.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    start: Vec<usize>,
    other: Vec<usize>,
}

/// The distance of what cannot be reached.
pub(super) const UNREACHED: u32 = u32::MAX;

impl Adjacency {
    /// The neighbours of `n` nodes; edges that leave `0..n` and self-loops are ignored.
    pub(super) fn new(n: usize, edges: &[(usize, usize)]) -> Self {
        let mut pairs: Vec<(usize, usize)> =
            edges.iter().filter(|&&(a, b)| a != b && a < n && b < n).flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut start = vec![0; n + 1];
        for &(a, _) in &pairs {
            start[a + 1] += 1;
        }
        for i in 0..n {
            start[i + 1] += start[i];
        }
        Self { start, other: pairs.into_iter().map(|(_, b)| b).collect() }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// The neighbours of a node, rising.
    pub(super) fn of(&self, node: usize) -> &[usize] {
        &self.other[self.start[node]..self.start[node + 1]]
    }

    /// Hops from `from` to every node ([`UNREACHED`] where there is no way).
    pub(super) fn distances(&self, from: usize) -> Vec<u32> {
        let mut distance = vec![UNREACHED; self.len()];
        let mut queue = vec![from];
        distance[from] = 0;
        let mut next = 0;
        while next < queue.len() {
            let v = queue[next];
            next += 1;
            for &w in self.of(v) {
                if distance[w] == UNREACHED {
                    distance[w] = distance[v] + 1;
                    queue.push(w);
                }
            }
        }
        distance
    }

    /// Up to `count` nodes spread over the graph, with their distances: each the farthest from all before it.
    pub(super) fn pivots(&self, count: usize) -> Vec<(usize, Vec<u32>)> {
        let mut nearest = vec![UNREACHED; self.len()];
        let mut pivots = Vec::new();
        let mut next = 0;
        while pivots.len() < count.min(self.len()) {
            let distance = self.distances(next);
            for (near, &d) in nearest.iter_mut().zip(&distance) {
                *near = d.min(*near);
            }
            pivots.push((next, distance));
            next = (0..self.len()).max_by_key(|&v| (nearest[v], self.len() - v)).unwrap_or(0);
        }
        pivots
    }

    /// The nodes left when those with at most one neighbour are taken away again and again (the 2-core), rising.
    pub(super) fn core(&self) -> Vec<usize> {
        let mut degree: Vec<usize> = (0..self.len()).map(|v| self.of(v).len()).collect();
        let mut gone: Vec<usize> = (0..self.len()).filter(|&v| degree[v] <= 1).collect();
        let mut next = 0;
        while next < gone.len() {
            for &w in self.of(gone[next]) {
                degree[w] = degree[w].saturating_sub(1);
                if degree[w] == 1 {
                    gone.push(w);
                }
            }
            next += 1;
        }
        gone.sort_unstable();
        (0..self.len()).filter(|v| gone.binary_search(v).is_err()).collect()
    }

    /// The connected components, each rising, ordered by their first node.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.len()];
        let mut components = Vec::new();
        for first in 0..self.len() {
            if seen[first] {
                continue;
            }
            seen[first] = true;
            let mut component = vec![first];
            let mut next = 0;
            while next < component.len() {
                let v = component[next];
                next += 1;
                for &w in self.of(v) {
                    if !seen[w] {
                        seen[w] = true;
                        component.push(w);
                    }
                }
            }
            component.sort_unstable();
            components.push(component);
        }
        components
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_and_distances_of_a_path_and_a_lone_node() {
        let adjacency = Adjacency::new(4, &[(0, 2), (2, 3), (3, 2), (1, 1), (0, 9)]);
        assert_eq!(adjacency.of(2), [0, 3]);
        assert_eq!(adjacency.components(), [vec![0, 2, 3], vec![1]]);
        assert_eq!(adjacency.distances(0), [0, UNREACHED, 1, 2]);
    }
}
