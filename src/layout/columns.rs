//! Every box in the column that the caller chose, with S-curves between columns.
//!
//! A layered drawing (Sugiyama, Tagawa & Toda, "Methods for Visual Understanding of Hierarchical System Structures",
//! 1981). An edge that skips a column passes through it in a lane of its own between the boxes, so that no edge runs
//! through a box.

use super::behind::{self, Bracket};
use super::order::{self, Layers};
use super::{Network, Placement, is_drawn};
use crate::geometry::{Point, Size};

/// Where boxes stand in a column wider than they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    #[default]
    Middle,
    /// At the right edge.
    Right,
}

/// How [`columns`] should look.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnsOptions {
    /// The least distance between two columns.
    pub column_gap: f64,
    /// The least distance between two boxes of a column.
    pub row_gap: f64,
    /// The height of a lane in which an edge passes through a column.
    pub lane: f64,
    /// The wanted width of the whole: the distances between columns grow to reach it.
    pub width: Option<f64>,
    /// The wanted height of the whole: the distances between boxes grow to reach it.
    pub height: Option<f64>,
    /// Where boxes stand in their column, by column; [`Align::Middle`] for columns beyond the list.
    pub align: Vec<Align>,
    /// So many edges at most pass through the last column and reach their box from behind, where that saves many crossings.
    pub behind: usize,
}

impl Default for ColumnsOptions {
    fn default() -> Self {
        Self { column_gap: 140.0, row_gap: 8.0, lane: 8.0, width: None, height: None, align: Vec::new(), behind: 0 }
    }
}

impl ColumnsOptions {
    /// The room that so many edges take behind the last column.
    pub fn room_behind(&self, edges: usize) -> f64 {
        if edges == 0 { 0.0 } else { self.lane * (1.0 + edges as f64) }
    }
}

/// One place in a column: a box, or the lane of an edge that passes through.
struct Slot {
    column: usize,
    /// Its place in the column's list of slots, before ordering.
    index: usize,
    height: f64,
    width: f64,
}

/// Where each edge goes: the slots it visits from its lower column to its higher.
struct Route {
    slots: Vec<usize>,
    /// Whether the edge itself runs from the higher column to the lower.
    reversed: bool,
    /// The box it reaches from behind, if it does, and how many lanes behind the last column.
    behind: Option<(usize, usize)>,
}

/// Places box `i` in column `column_of[i]` (counted from the left; numbers without a box are skipped; boxes beyond the
/// list go to column 0), ordered so that few edges cross.
pub fn columns(network: &Network, column_of: &[usize], options: &ColumnsOptions) -> Placement {
    let column = compact(network, column_of);
    let count = column.iter().max().map_or(0, |&c| c + 1);
    let mut layers = Layers { sizes: vec![0; count], links: vec![Vec::new(); count.saturating_sub(1)] };
    let mut slots = Vec::new();
    for (size, &c) in network.boxes.iter().zip(&column) {
        slots.push(Slot { column: c, index: layers.sizes[c], height: size.h, width: size.w });
        layers.sizes[c] += 1;
    }
    let mut routes = routes(network, &column, options, &mut slots, &mut layers);
    let (order, brackets) = order::order(&mut layers, options.behind);
    let lanes_behind = lead_behind(&mut routes, &mut slots, &order, &brackets, options);
    let room_behind = options.room_behind(lanes_behind);
    let place: Vec<Vec<usize>> = order.iter().map(|o| order::inverse(o)).collect();
    let y = rows(&slots, &order, options);
    let (left, right) = verticals(&slots, count, options, room_behind);
    let align = |c: usize| options.align.get(c).copied().unwrap_or_default();
    let at = |s: usize| {
        let slot = &slots[s];
        let x = match align(slot.column) {
            Align::Left => left[slot.column] + slot.width / 2.0,
            Align::Middle => (left[slot.column] + right[slot.column]) / 2.0,
            Align::Right => right[slot.column] - slot.width / 2.0,
        };
        Point::new(x, y[slot.column][place[slot.column][slot.index]])
    };
    let centres: Vec<Point> = (0..network.boxes.len()).map(at).collect();
    let mut size = Size::new(right.last().copied().unwrap_or(0.0), height(&slots, &y, &place));
    let mut curves: Vec<Vec<[Point; 4]>> = Vec::with_capacity(routes.len());
    for (route, &(a, b)) in routes.iter().zip(&network.edges) {
        let mut curve = match route.slots.len() {
            0 => Vec::new(),
            1 => loop_beside(&slots, at(a), at(b), a, b, right[slots[a].column]),
            _ => through(&slots, &route.slots, at, &left, &right),
        };
        if let (Some((target, depth)), Some(&[.., from])) = (route.behind, curve.last()) {
            let to = Point::new(at(target).x + slots[target].width / 2.0, at(target).y);
            let turn = right[slots[target].column] + options.room_behind(depth + 1);
            curve.extend(bracket(from, to, turn, options.lane));
        }
        for p in curve.iter().flatten() {
            size.w = size.w.max(p.x);
        }
        if route.reversed {
            curve = curve.into_iter().rev().map(|[p, q, r, s]| [s, r, q, p]).collect();
        }
        curves.push(curve);
    }
    let lines = curves.iter().map(|c| flatten(c)).collect();
    Placement { centres, ways: vec![Vec::new(); routes.len()], ports: Vec::new(), lines, curves, size }
}

/// The columns renumbered so that none is empty.
fn compact(network: &Network, column_of: &[usize]) -> Vec<usize> {
    let wanted: Vec<usize> = (0..network.boxes.len()).map(|i| column_of.get(i).copied().unwrap_or(0)).collect();
    let mut used = wanted.clone();
    used.sort_unstable();
    used.dedup();
    wanted.iter().map(|c| used.partition_point(|u| u < c)).collect()
}

fn routes(
    network: &Network,
    column: &[usize],
    options: &ColumnsOptions,
    slots: &mut Vec<Slot>,
    layers: &mut Layers,
) -> Vec<Route> {
    let mut routes = Vec::with_capacity(network.edges.len());
    for &(a, b) in &network.edges {
        if !is_drawn(network, (a, b)) {
            routes.push(Route { slots: Vec::new(), reversed: false, behind: None });
            continue;
        }
        let reversed = column[a] > column[b];
        let (low, high) = if reversed { (b, a) } else { (a, b) };
        let mut visited = vec![low];
        for c in column[low] + 1..column[high] {
            visited.push(slots.len());
            slots.push(Slot { column: c, index: layers.sizes[c], height: options.lane, width: 0.0 });
            layers.sizes[c] += 1;
        }
        if column[low] < column[high] {
            visited.push(high);
        }
        for pair in visited.windows(2) {
            layers.links[slots[pair[0]].column].push((slots[pair[0]].index, slots[pair[1]].index));
        }
        routes.push(Route { slots: visited, reversed, behind: None });
    }
    routes
}

/// Takes the edges with brackets through their lanes in the last column; returns how many lanes there are behind it.
fn lead_behind(
    routes: &mut [Route],
    slots: &mut Vec<Slot>,
    order: &[Vec<usize>],
    brackets: &[Bracket],
    options: &ColumnsOptions,
) -> usize {
    let (Some(last), Some(column)) = (order.len().checked_sub(1), order.last()) else { return 0 };
    let ends_there =
        |route: &&mut Route| route.slots.len() > 1 && route.slots.last().is_some_and(|&s| slots[s].column == last);
    let mut to_last: Vec<&mut Route> = routes.iter_mut().filter(ends_there).collect();
    let depths = behind::depths(brackets, column);
    for (bracket, &depth) in brackets.iter().zip(&depths) {
        let route = &mut to_last[bracket.link];
        if let Some(end) = route.slots.last_mut() {
            route.behind = Some((*end, depth));
            *end = slots.len();
            slots.push(Slot { column: last, index: bracket.lane, height: options.lane, width: 0.0 });
        }
    }
    depths.into_iter().max().map_or(0, |deepest| deepest + 1)
}

/// The y of every slot, by column and place: each column spread evenly over the height of the tallest.
fn rows(slots: &[Slot], order: &[Vec<usize>], options: &ColumnsOptions) -> Vec<Vec<f64>> {
    let mut heights: Vec<Vec<f64>> = order.iter().map(|o| vec![0.0; o.len()]).collect();
    for slot in slots {
        heights[slot.column][slot.index] = slot.height;
    }
    let natural = |o: &Vec<usize>, h: &Vec<f64>| {
        o.iter().map(|&v| h[v]).sum::<f64>() + options.row_gap * o.len().saturating_sub(1) as f64
    };
    let tallest = order.iter().zip(&heights).map(|(o, h)| natural(o, h)).fold(options.height.unwrap_or(0.0), f64::max);
    let column = |(o, h): (&Vec<usize>, &Vec<f64>)| {
        let gap = options.row_gap + (tallest - natural(o, h)) / o.len().max(1) as f64;
        let mut y = (gap - options.row_gap) / 2.0;
        o.iter()
            .map(|&v| {
                let centre = y + h[v] / 2.0;
                y += h[v] + gap;
                centre
            })
            .collect()
    };
    order.iter().zip(&heights).map(column).collect()
}

/// The left and right edge of every column.
fn verticals(slots: &[Slot], count: usize, options: &ColumnsOptions, room_behind: f64) -> (Vec<f64>, Vec<f64>) {
    let mut width = vec![0.0f64; count];
    for slot in slots {
        width[slot.column] = width[slot.column].max(slot.width);
    }
    let spare = options.width.unwrap_or(0.0) - room_behind - width.iter().sum::<f64>();
    let gap = options.column_gap.max(spare / count.saturating_sub(1).max(1) as f64);
    let (mut left, mut right, mut x) = (Vec::new(), Vec::new(), 0.0);
    for w in width {
        left.push(x);
        right.push(x + w);
        x += w + gap;
    }
    (left, right)
}

fn height(slots: &[Slot], y: &[Vec<f64>], place: &[Vec<usize>]) -> f64 {
    slots.iter().map(|s| y[s.column][place[s.column][s.index]] + s.height / 2.0).fold(0.0, f64::max)
}

/// An edge from column to column: level through the columns, S-curves between them.
fn through(
    slots: &[Slot],
    visited: &[usize],
    at: impl Fn(usize) -> Point,
    left: &[f64],
    right: &[f64],
) -> Vec<[Point; 4]> {
    let mut curve = Vec::new();
    let first = visited[0];
    let mut here = Point::new(at(first).x + slots[first].width / 2.0, at(first).y);
    let mut go = |to: Point, level: bool| {
        if level && to.x > here.x + 1e-6 {
            let third = (to.x - here.x) / 3.0;
            curve.push([here, Point::new(here.x + third, here.y), Point::new(to.x - third, to.y), to]);
        } else if !level {
            let middle = (here.x + to.x) / 2.0;
            curve.push([here, Point::new(middle, here.y), Point::new(middle, to.y), to]);
        } else {
            return;
        }
        here = to;
    };
    for pair in visited.windows(2) {
        let (a, b) = (at(pair[0]), at(pair[1]));
        go(Point::new(right[slots[pair[0]].column], a.y), true);
        go(Point::new(left[slots[pair[1]].column], b.y), false);
        go(Point::new(b.x - slots[pair[1]].width / 2.0, b.y), true);
    }
    curve
}

/// An edge between two boxes of one column: out to the right of the column and back.
fn loop_beside(slots: &[Slot], a: Point, b: Point, i: usize, j: usize, right: f64) -> Vec<[Point; 4]> {
    let bulge = 16.0 + ((b.y - a.y).abs() / 8.0).min(40.0);
    let (p, q) = (Point::new(a.x + slots[i].width / 2.0, a.y), Point::new(b.x + slots[j].width / 2.0, b.y));
    let (r, s) = (Point::new(right, a.y), Point::new(right, b.y));
    let level = |p: Point, q: Point| {
        let third = (q.x - p.x) / 3.0;
        [p, Point::new(p.x + third, p.y), Point::new(q.x - third, q.y), q]
    };
    let mut curve = Vec::new();
    if r.x > p.x + 1e-6 {
        curve.push(level(p, r));
    }
    curve.push([r, Point::new(right + bulge, a.y), Point::new(right + bulge, b.y), s]);
    if s.x > q.x + 1e-6 {
        curve.push(level(s, q));
    }
    curve
}

/// A way behind the last column: out to `turn`, up or down, and back, with corners of a radius.
fn bracket(from: Point, to: Point, turn: f64, radius: f64) -> [[Point; 4]; 5] {
    let down = (to.y - from.y).signum();
    let radius = radius.min((to.y - from.y).abs() / 2.0);
    // The handles of a quarter of a circle.
    let handle = radius * 0.5523;
    let (first, second) = (Point::new(turn, from.y + down * radius), Point::new(turn, to.y - down * radius));
    let (out, back) = (Point::new(turn - radius, from.y), Point::new(turn - radius, to.y));
    [
        straight(from, out),
        [out, Point::new(out.x + handle, out.y), Point::new(turn, first.y - down * handle), first],
        straight(first, second),
        [second, Point::new(turn, second.y + down * handle), Point::new(back.x + handle, back.y), back],
        straight(back, to),
    ]
}

fn straight(p: Point, q: Point) -> [Point; 4] {
    let part = |t: f64| Point::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t);
    [p, part(1.0 / 3.0), part(2.0 / 3.0), q]
}

/// Points on the curves, close enough that the polyline looks smooth.
fn flatten(curve: &[[Point; 4]]) -> Vec<Point> {
    const STEPS: usize = 32;
    let mut line = Vec::new();
    for &[p, q, r, s] in curve {
        if line.is_empty() {
            line.push(p);
        }
        if p.y == q.y && q.y == r.y && r.y == s.y {
            line.push(s);
            continue;
        }
        for k in 1..=STEPS {
            let t = k as f64 / STEPS as f64;
            let u = 1.0 - t;
            let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
            line.push(Point::new(a * p.x + b * q.x + c * r.x + d * s.x, a * p.y + b * q.y + c * r.y + d * s.y));
        }
    }
    line
}
