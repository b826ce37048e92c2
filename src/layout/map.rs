//! Everything placed freely, with straight edges.

use super::adjacency::Adjacency;
use super::component::{CLEAR, Settled};
use super::{Network, Placement, aim, component, detour, is_drawn, leave, pack};
use crate::geometry::{Point, Rect, Size};

/// How a [`map`] should look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapOptions {
    /// The page that the whole should fit, in logical pixels. Few boxes take less of it, too many take more; the
    /// proportions are kept in mind either way.
    pub page: Size,
    /// The least distance between two boxes.
    pub gap: f64,
}

impl Default for MapOptions {
    /// A printed page, upright.
    fn default() -> Self {
        Self { page: Size::new(1000.0, 1400.0), gap: 8.0 }
    }
}

/// The share of the page that boxes and the gaps around them take where there is room enough.
const LOOSE: f64 = 0.2;
/// The same where that lets all fit the page.
const DENSE: f64 = 0.26;
/// The same where nothing lets all fit the page.
const BEYOND: f64 = 0.18;
/// A component with so large a share of all boxes gets the page's width, and the others go below it.
const MAIN: f64 = 0.6;
/// Where there are more boxes, edges are not led round them: no one can follow an edge there.
const MOST_LED: usize = 400;

/// Places boxes near what they are joined to, with as few edges as possible crossing each other or running through a
/// box; straight edges. Connected components are drawn one by one and packed; boxes without edges stand in rows.
pub fn map(network: &Network, options: &MapOptions) -> Placement {
    let boxes: Vec<Size> = network.boxes.iter().map(|b| sane(*b)).collect();
    let adjacency = Adjacency::new(boxes.len(), &network.edges);
    let gap = options.gap.clamp(0.0, 1e4);
    let need = |nodes: &[usize]| nodes.iter().map(|&i| (boxes[i].w + gap) * (boxes[i].h + gap)).sum::<f64>();
    let total = need(&(0..boxes.len()).collect::<Vec<_>>());
    let page = page_for(total, sane(options.page));
    let (single, mut joined): (Vec<_>, Vec<_>) = adjacency.components().into_iter().partition(|c| c.len() == 1);
    let single = single.concat();
    joined.sort_by_key(|c| std::cmp::Reverse(c.len()));

    let m = network.edges.len();
    let mut all =
        Settled { at: vec![Point::default(); boxes.len()], ways: vec![Vec::new(); m], ports: vec![(0.0, 0.0); m] };
    let has_main = joined.first().is_some_and(|c| need(c) >= MAIN * total);
    let main = if has_main { joined.remove(0) } else { Vec::new() };
    let mut blocks: Vec<(Vec<usize>, Size)> = Vec::new();
    for nodes in joined {
        let side = (need(&nodes) / LOOSE).sqrt();
        let size = draw(network, &boxes, &nodes, Size::new(side * 1.1, side / 1.1), gap, &mut all);
        blocks.push((nodes, size));
    }
    if !single.is_empty() {
        let width = if has_main { page.w } else { (need(&single) * 4.0).sqrt() };
        let size = pack::rows(&single, &boxes, width, 2.0 * gap, &mut all.at);
        blocks.push((single, size));
    }
    let sizes: Vec<Size> = blocks.iter().map(|b| b.1).collect();
    let between = 4.0 * gap;
    let (places, mut size) = if has_main {
        pack::shelves(&sizes, page.w, between)
    } else {
        pack::shelves_of_aspect(&sizes, page.w / page.h, between)
    };
    let mut below = 0.0;
    if has_main {
        let rest = if blocks.is_empty() { 0.0 } else { size.h + between };
        let least = need(&main) / 0.4 / page.w;
        let drawn = draw(network, &boxes, &main, Size::new(page.w, (page.h - rest).max(least)), gap, &mut all);
        below = if blocks.is_empty() { 0.0 } else { drawn.h + between };
        size = Size::new(size.w.max(drawn.w), below + size.h);
        if blocks.is_empty() {
            size.h = drawn.h;
        }
    }
    for ((nodes, _), place) in blocks.iter().zip(places) {
        for &i in nodes {
            all.at[i].x += place.x;
            all.at[i].y += place.y + below;
        }
        for (way, _) in all.ways.iter_mut().zip(&network.edges).filter(|(_, edge)| nodes.binary_search(&edge.0).is_ok())
        {
            for p in way {
                *p = Point::new(p.x + place.x, p.y + place.y + below);
            }
        }
    }
    let Settled { at: centres, ways, ports } = all;
    let mut placement = Placement { centres, ways, ports, lines: Vec::new(), curves: Vec::new(), size };
    go_round(network, &mut placement, CLEAR * gap);
    placement
}

/// The size with nothing in it that no drawing can have.
fn sane(size: Size) -> Size {
    let side = |v: f64| if v.is_finite() { v.clamp(1.0, 1e5) } else { 1.0 };
    Size::new(side(size.w), side(size.h))
}

/// The page for boxes that need this area, in the proportions of the one wanted.
fn page_for(need: f64, wanted: Size) -> Size {
    let all = wanted.w * wanted.h;
    let area = if need / LOOSE <= all {
        need / LOOSE
    } else if need / DENSE <= all {
        all
    } else {
        need / BEYOND
    };
    let scale = (area / all).sqrt();
    Size::new(wanted.w * scale, wanted.h * scale)
}

/// Draws one component on a page of its own, moved to 0, 0; returns its size.
fn draw(network: &Network, boxes: &[Size], nodes: &[usize], page: Size, gap: f64, all: &mut Settled) -> Size {
    let own: Vec<Size> = nodes.iter().map(|&i| boxes[i]).collect();
    let place = |v: usize| nodes.binary_search(&v).ok();
    let (mut edges, mut edge_of) = (Vec::new(), Vec::new());
    for (e, &(a, b)) in network.edges.iter().enumerate() {
        if let (true, Some(a), Some(b)) = (is_drawn(network, (a, b)), place(a), place(b)) {
            edges.push((a, b));
            edge_of.push(e);
        }
    }
    let widest = own.iter().fold(0.0, |w: f64, b| w.max(b.w));
    let highest = own.iter().fold(0.0, |h: f64, b| h.max(b.h));
    let page = Size::new(page.w.max(widest * 1.2), page.h.max(highest * 3.0 + 6.0 * gap));
    let settled = component::settle(&own, &edges, page, gap);
    let places = settled.at;
    let whole =
        places.iter().zip(&own).map(|(&p, &s)| Rect::centred(p, s)).reduce(|a, b| a.union(&b)).unwrap_or_default();
    let moved = |p: Point| Point::new(p.x - whole.x, p.y - whole.y);
    for (&i, p) in nodes.iter().zip(places) {
        all.at[i] = moved(p);
    }
    for ((e, way), port) in edge_of.into_iter().zip(settled.ways).zip(settled.ports) {
        all.ports[e] = port;
        all.ways[e] = way.into_iter().map(moved).collect();
    }
    Size::new(whole.w, whole.h)
}

/// Draws the edges anew, after boxes and ways were moved: edges that would run behind boxes are led round them, `clear`
/// away from them where there is room for that, and corners are rounded. An edge that has no way runs behind the box.
pub fn go_round(network: &Network, placement: &mut Placement, clear: f64) {
    let boxes: Vec<Size> = network.boxes.iter().map(|b| sane(*b)).collect();
    let Placement { centres, ways, ports, .. } = placement;
    if boxes.len() <= MOST_LED {
        *ways = detour::lead(
            &boxes,
            &network.edges,
            centres,
            ways,
            ports,
            clear,
            component::behind(boxes.len(), network.edges.len()),
        );
    }
    placement.curves = detour::round(&boxes, &network.edges, centres, ways, ports, clear);
    let line = |e: usize| {
        let ((a, b), curve) = (network.edges[e], &placement.curves[e]);
        if !is_drawn(network, (a, b)) {
            return Vec::new();
        } else if !curve.is_empty() {
            return detour::flatten(curve);
        }
        let port = ports.get(e).copied().unwrap_or_default();
        let (p, q) = (aim(centres[a], port.0), aim(centres[b], port.1));
        vec![leave(Rect::centred(centres[a], boxes[a]), p, q), leave(Rect::centred(centres[b], boxes[b]), q, p)]
    };
    placement.lines = (0..network.edges.len()).map(line).collect();
}
