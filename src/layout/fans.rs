//! Edges of one node that leave it in almost the same direction: a reader takes them for one.

/// Two edges of a node that part by this cosine or more (12 degrees) are too near each other.
const NARROW: f32 = 0.978;

/// The directions of all edges, as unit vectors from their first node to their second.
#[derive(Debug, Clone, Default)]
pub(super) struct Fans {
    pub(super) directions: Vec<(f32, f32)>,
}

/// How near the first direction is to the second, or (`sign` -1) to what is opposite of it: 0 from 12 degrees on, 1 where
/// they are the same.
#[inline(always)]
pub(super) fn near((ax, ay): (f32, f32), (bx, by): (f32, f32), sign: f32) -> f32 {
    (((ax * bx + ay * by) * sign - NARROW) / (1.0 - NARROW)).max(0.0)
}

/// The unit vector along `dx`, `dy`.
pub(super) fn direction(dx: f32, dy: f32) -> (f32, f32) {
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    (dx / length, dy / length)
}

impl Fans {
    /// How near `edge` is, at `node`, to the other edges of the `fan`.
    pub(super) fn at(&self, edges: &[(usize, usize)], fan: &[usize], node: usize, edge: usize) -> f32 {
        let sign = |f: usize| if (edges[edge].0 == node) == (edges[f].0 == node) { 1.0 } else { -1.0 };
        let others = fan.iter().filter(|&&f| f != edge);
        others.map(|&f| near(self.directions[edge], self.directions[f], sign(f))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_of_one_direction_are_wholly_near_and_those_at_right_angles_not_at_all() {
        assert!((near(direction(3.0, 4.0), direction(6.0, 8.0), 1.0) - 1.0).abs() < 1e-4);
        assert_eq!(near(direction(1.0, 0.0), direction(0.0, 1.0), 1.0), 0.0);
        assert_eq!(near(direction(1.0, 0.0), direction(-1.0, 0.0), 1.0), 0.0);
        assert_eq!(near(direction(1.0, 0.0), direction(-1.0, 0.0), -1.0), 1.0);
    }
}
