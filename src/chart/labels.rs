//! Names beside points, so that none touches a mark or another name.

use crate::geometry::{Point, Rect};

/// A point that wants its name beside it.
pub(super) struct Wish {
    /// The box of the point's mark.
    pub mark: Rect,
    /// The size of its name.
    pub width: f64,
    /// The size of its name.
    pub height: f64,
}

/// Where a name goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Its box.
    pub rect: Rect,
    /// Whether it lies so far off that a line must lead to it.
    pub leader: bool,
}

/// How often all names are tried again.
const SWEEPS: usize = 12;
/// What touching costs; more than any place may.
const TOUCH: f64 = 1000.0;

/// A place that a name may take.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    place: Placed,
    /// The line that leads to it.
    leader: Option<(Point, Point)>,
    cost: f64,
}

impl Candidate {
    /// Whether the two cannot stand together.
    fn touches(&self, other: &Self, gap: f64) -> bool {
        let crosses =
            |a: &Self, b: &Self| a.leader.is_some_and(|(from, to)| enters(from, to, &b.place.rect.grown(gap * 0.4)));
        self.place.rect.grown(gap * 0.5).overlaps(&other.place.rect) || crosses(self, other) || crosses(other, self)
    }
}

/// A place for each name within `area`, clear of `marks`; `None` for names that find no clear place. Every name takes in turn
/// the place that costs least while the others stay; after a few rounds those that still touch something go, the ones with the most
/// conflicts first. (Greedy local search over discrete candidates, after Christensen, Marks & Shieber 1995.)
pub(super) fn place(wishes: &[Wish], marks: &[Rect], area: Rect, gap: f64) -> Vec<Option<Placed>> {
    let candidates: Vec<Vec<Candidate>> = wishes.iter().map(|w| candidates(w, marks, area, gap)).collect();
    let mut chosen: Vec<Option<Candidate>> = candidates.iter().map(|c| best(c, &[], gap)).collect();
    let others = |chosen: &[Option<Candidate>], except: usize| -> Vec<Candidate> {
        chosen.iter().enumerate().filter(|(n, _)| *n != except).filter_map(|(_, c)| *c).collect()
    };
    for _ in 0..SWEEPS {
        let mut moved = false;
        for n in 0..wishes.len() {
            let better = best(&candidates[n], &others(&chosen, n), gap);
            moved |= better.map(|c| c.place) != chosen[n].map(|c| c.place);
            chosen[n] = better;
        }
        if !moved {
            break;
        }
    }
    loop {
        let conflicts =
            |n: usize| chosen[n].map_or(0, |c| others(&chosen, n).iter().filter(|other| c.touches(other, gap)).count());
        match (0..wishes.len()).map(|n| (conflicts(n), n)).max() {
            Some((worst, n)) if worst > 0 => chosen[n] = None,
            _ => break,
        }
    }
    chosen.into_iter().map(|c| c.map(|c| c.place)).collect()
}

fn best(candidates: &[Candidate], others: &[Candidate], gap: f64) -> Option<Candidate> {
    let mut best: Option<(f64, Candidate)> = None;
    for candidate in candidates {
        let touching = others.iter().filter(|other| candidate.touches(other, gap)).count();
        let cost = candidate.cost + TOUCH * touching as f64;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, *candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Places around the mark that lie within the area and touch no mark, with what they cost.
fn candidates(wish: &Wish, marks: &[Rect], area: Rect, gap: f64) -> Vec<Candidate> {
    let (m, w, h) = (wish.mark, wish.width, wish.height);
    let centre = m.centre();
    let mut found = Vec::new();
    let mut add = |x: f64, y: f64, cost: f64, far: bool| {
        let rect = Rect::new(x, y, w, h);
        let inside = x >= area.x && y >= area.y && rect.right() <= area.right() && rect.bottom() <= area.bottom();
        let clear = rect.grown(gap * 0.5);
        let leader = far.then(|| leader(m, rect));
        let crossed = |mark: &Rect| *mark != m && leader.is_some_and(|(from, to)| enters(from, to, mark));
        if inside && !marks.iter().any(|mark| mark.overlaps(&clear) || crossed(mark)) {
            found.push(Candidate { place: Placed { rect, leader: far }, leader, cost });
        }
    };
    let (right, left) = (m.right() + gap, m.x - gap - w);
    let (above, below, level) = (m.y - gap - h, m.bottom() + gap, centre.y - h / 2.0);
    for (x, y, cost) in [
        (right, level, 0.0),
        (left, level, 1.0),
        (centre.x - w / 2.0, above, 2.0),
        (centre.x - w / 2.0, below, 2.5),
        (right, above, 3.0),
        (right, below, 3.2),
        (left, above, 3.4),
        (left, below, 3.6),
        (m.x, above, 2.2),
        (m.x, below, 2.7),
        (m.right() - w, above, 2.3),
        (m.right() - w, below, 2.8),
    ] {
        add(x, y, cost, false);
    }
    for ring in 1..=6 {
        let far = f64::from(ring) * h * 1.1;
        for (dx, dy) in
            [(1.0, -0.6), (1.0, 0.6), (-1.0, -0.6), (-1.0, 0.6), (0.0, -1.0), (0.0, 1.0), (0.5, -1.0), (0.5, 1.0)]
        {
            let x = match dx {
                dx if dx > 0.0 => right + dx * far * 0.6,
                dx if dx < 0.0 => left + dx * far * 0.6,
                _ => centre.x - w / 2.0,
            };
            let y = if dy < 0.0 { above + dy * far } else { below + dy * far };
            add(x, y, 8.0 + 2.0 * f64::from(ring), true);
        }
    }
    found
}

/// Whether a straight line enters a box (Liang & Barsky 1984).
fn enters(a: Point, b: Point, r: &Rect) -> bool {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, a.x - r.x), (dx, r.right() - a.x), (-dy, a.y - r.y), (dy, r.bottom() - a.y)] {
        if p == 0.0 {
            if q <= 0.0 {
                return false;
            }
        } else if p < 0.0 {
            from = from.max(q / p);
        } else {
            to = to.min(q / p);
        }
    }
    from < to
}

/// Where a line from the mark to the name begins and ends.
pub(super) fn leader(mark: Rect, name: Rect) -> (Point, Point) {
    let nearest = |r: Rect, p: Point| Point::new(p.x.clamp(r.x, r.right()), p.y.clamp(r.y, r.bottom()));
    let from = nearest(mark, name.centre());
    (from, nearest(name, from))
}

/// Places as near as can be to where things want to be, at least `space` apart, in the same order, from `low` to `high` as far as
/// they fit (isotonic regression by pooling adjacent violators; Barlow et al. 1972).
pub(super) fn spread(wanted: &[f64], space: f64, low: f64, high: f64) -> Vec<f64> {
    // Taken off its rank, each place only has to be no smaller than the one before.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (n, &y) in wanted.iter().enumerate() {
        let mut pool = (y - n as f64 * space, 1usize);
        while let Some(&(mean, count)) = pools.last()
            && mean > pool.0
        {
            pools.pop();
            let sum = mean * count as f64 + pool.0 * pool.1 as f64;
            pool = (sum / (count + pool.1) as f64, count + pool.1);
        }
        pools.push(pool);
    }
    let top = high - (wanted.len().max(1) - 1) as f64 * space;
    let flat = pools.iter().flat_map(|&(mean, count)| std::iter::repeat_n(mean.min(top).max(low), count));
    flat.enumerate().map(|(n, y)| y + n as f64 * space).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(x: f64, y: f64) -> Rect {
        Rect::new(x - 5.0, y - 5.0, 10.0, 10.0)
    }

    #[test]
    fn names_touch_neither_each_other_nor_marks() {
        let marks: Vec<Rect> =
            (0..8).map(|n| dot(100.0 + 13.0 * f64::from(n % 4), 100.0 + 14.0 * f64::from(n / 4))).collect();
        let wishes: Vec<Wish> = marks.iter().map(|&mark| Wish { mark, width: 60.0, height: 12.0 }).collect();
        let placed = place(&wishes, &marks, Rect::new(0.0, 0.0, 400.0, 300.0), 4.0);
        let boxes: Vec<Rect> = placed.iter().flatten().map(|p| p.rect).collect();
        assert!(boxes.len() >= 6);
        for (n, a) in boxes.iter().enumerate() {
            assert!(marks.iter().all(|m| !m.overlaps(a)));
            assert!(boxes[n + 1..].iter().all(|b| !b.overlaps(a)));
        }
    }

    #[test]
    fn a_lone_name_stands_right_of_its_point() {
        let wish = Wish { mark: dot(50.0, 50.0), width: 40.0, height: 10.0 };
        let placed = place(&[wish], &[dot(50.0, 50.0)], Rect::new(0.0, 0.0, 200.0, 100.0), 4.0);
        assert_eq!(placed, [Some(Placed { rect: Rect::new(59.0, 45.0, 40.0, 10.0), leader: false })]);
    }

    #[test]
    fn things_that_want_one_place_stand_around_it() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0), [40.0, 50.0, 60.0]);
        assert_eq!(spread(&[0.0, 0.0, 90.0], 10.0, 0.0, 100.0), [0.0, 10.0, 90.0]);
        assert_eq!(spread(&[98.0, 99.0], 10.0, 0.0, 100.0), [90.0, 100.0]);
    }
}
