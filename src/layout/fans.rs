//! Edges of one node that leave it in almost the same direction: a reader takes them for one.

/// Two edges of a node that part by this cosine or more (12 degrees) are too near each other.
const NARROW: f32 = 0.978;

/// The directions of all edges, as unit vectors from their first node to their second.
#[derive(Debug, Clone, Default)]
pub(super) struct Fans {
    pub(super) directions: Vec<(f32, f32)>,
}

/// How near two directions are: 0 from 12 degrees on, 1 where they are the same.
fn near((ax, ay): (f32, f32), (bx, by): (f32, f32)) -> f32 {
    ((ax * bx + ay * by - NARROW) / (1.0 - NARROW)).max(0.0)
}

/// The unit vector along `dx`, `dy`.
pub(super) fn direction(dx: f32, dy: f32) -> (f32, f32) {
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    (dx / length, dy / length)
}

impl Fans {
    /// The direction in which `edge` leaves `node`.
    fn leaving(&self, edges: &[(usize, usize)], edge: usize, node: usize) -> (f32, f32) {
        let (x, y) = self.directions[edge];
        if edges[edge].0 == node { (x, y) } else { (-x, -y) }
    }

    /// How near `edge` is, at `node`, to the edges of `fan` that `counts` takes.
    pub(super) fn at(
        &self,
        edges: &[(usize, usize)],
        fan: &[usize],
        node: usize,
        edge: usize,
        counts: impl Fn(usize) -> bool,
    ) -> f32 {
        let own = self.leaving(edges, edge, node);
        fan.iter().filter(|&&e| e != edge && counts(e)).map(|&e| near(own, self.leaving(edges, e, node))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_of_one_direction_are_wholly_near_and_those_at_right_angles_not_at_all() {
        assert!((near(direction(3.0, 4.0), direction(6.0, 8.0)) - 1.0).abs() < 1e-4);
        assert_eq!(near(direction(1.0, 0.0), direction(0.0, 1.0)), 0.0);
        assert_eq!(near(direction(1.0, 0.0), direction(-1.0, 0.0)), 0.0);
    }
}
