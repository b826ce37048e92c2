//! Labels in boxes, placed freely near what they are joined to: what `relationships` and `around` have in common.

use crate::catalogue::{Kind, Node};
use crate::geometry::{Point, Rect, Segment, Size, distance};
use crate::graph::Relation;
use crate::layout::{self, MapOptions, Network, Placement};
use crate::picture::{Anchor, Group, Path, Picture};
use crate::text::Style;

use super::label::Label;
use super::legend::{Legend, Sample};
use super::part::Part;
use super::scene::{Link, Scene};
use super::{DiagramError, MOST_THINGS};

/// The words of a map: the title of all that is in the view, the rest of the part that is drawn.
pub(super) struct Words {
    pub title: fn(&Scene, &Part) -> String,
    pub subtitle: fn(&Scene, &Part) -> String,
    pub facts: fn(&Scene, &Part) -> String,
}

/// The widest content where the canvas may be as wide and high as it wants: fits a page of 1000 with little loss.
const WIDEST: f64 = 1040.0;
/// The same where a page is too small: the margins and some pixels for boxes that found no place added, labels keep 14
/// pixels in a picture that is shown 1200 wide.
const WIDEST_OF_ALL: f64 = 1110.0;
/// The narrowest, for a title's sake.
const NARROWEST: f64 = 640.0;
/// The height up to which a map is set loosely.
const PAGE_HEIGHT: f64 = 1300.0;
/// The least distance between two boxes.
const GAP: f64 = 8.0;
/// How far edges that are led round a box stay away from it.
const CLEAR: f64 = 6.4;
/// How far from a box an edge ends that goes on behind it.
const BREAK: f64 = 8.0;
/// More things than this are set smaller.
const MANY: usize = 120;
/// The share of the area that boxes take where there is room enough.
const LOOSE: f64 = 0.2;
/// The same where room is short.
const DENSE: f64 = 0.25;

/// Draws the view as a map.
pub(super) fn draw(scene: &Scene, words: &Words) -> Result<Picture, DiagramError> {
    let part = Part::of(scene, |_| true);
    match scene.setting.size {
        None => Ok(natural(scene, words, &part)),
        Some(size) => fixed(scene, words, part, size),
    }
}

/// A canvas as large as the content wants.
fn natural(scene: &Scene, words: &Words, part: &Part) -> Picture {
    let chips = chips(scene, part, 1.0, WIDEST);
    let need = area(&chips, GAP);
    // Small maps lie, large ones stand.
    let width =
        (need / LOOSE * 1.35).sqrt().clamp(NARROWEST, WIDEST).max((need / DENSE * 0.6).sqrt().min(WIDEST_OF_ALL));
    let widest = chips.iter().map(|chip| chip.size.w).fold(0.0, f64::max);
    // What no one can read on paper is only measured, or pinned: a square has the fewest crossings.
    let width = if chips.len() > MOST_THINGS { (need / DENSE).sqrt() } else { width };
    let page = Size::new(width, (need / LOOSE / width).min(PAGE_HEIGHT.max(need / DENSE / width)).max(widest * 0.4));
    let fit = Fit::new(scene, part, chips, page, 1.0);
    let canvas = Size::new(fit.placement.size.w.max(NARROWEST).ceil() + 80.0, 675.0);
    let frame = scene.frame(canvas, (words.title)(scene, part), (words.subtitle)(scene, part)).unit(1.0);
    let legend = Legend::new(scene.fonts, &legend(scene, part, 1.0), 1.0, canvas.w - 80.0);
    let above = above(&legend, 1.0);
    let (mut picture, room) = frame.open_around(scene.fonts, &scene.palette, above + fit.placement.size.h);
    picture.push(legend.draw(Point::new(room.x, room.y), scene.palette.muted));
    fit.paint(scene, part, &mut picture, Rect::new(room.x, room.y + above, room.w, room.h - above));
    scene.describe(&mut picture, &(words.facts)(scene, part));
    picture
}

fn above(legend: &Legend, unit: f64) -> f64 {
    legend.height() + 16.0 * unit
}

/// A canvas of this size, or lower; where there is no room for everything, the least is left out.
fn fixed(scene: &Scene, words: &Words, mut part: Part, size: Size) -> Result<Picture, DiagramError> {
    let least = (size.w / 1200.0).max(0.5);
    let mut dense = DENSE;
    let title = (words.title)(scene, &part);
    loop {
        let frame = scene.frame(size, title.clone(), (words.subtitle)(scene, &part));
        let room = frame.room(scene.fonts);
        let u = frame.scale();
        let small = (14.5 * least / 14.0).max(u * 0.85);
        let legend = Legend::new(scene.fonts, &legend(scene, &part, small), small, room.w);
        let above = above(&legend, u);
        let page = Size::new(room.w, room.h - above);
        let needed = area(&chips(scene, &part, 1.0, room.w), GAP).max(1.0);
        let largest = |share: f64| (page.w * page.h.max(0.0) * share / needed).sqrt();
        if largest(dense) >= least || part.nodes.len() <= 1 {
            let unit = largest(LOOSE.min(dense)).min(u * 1.3).max(least);
            let mut fit = Fit::new(scene, &part, chips(scene, &part, unit, room.w), page, unit);
            let taken = fit.placement.size;
            if taken.w <= page.w + 0.5 && taken.h <= page.h + 0.5 {
                fit.spread(page);
                let height = above + fit.placement.size.h;
                let (mut picture, room) = frame.open_with_height(scene.fonts, &scene.palette, height);
                picture.push(legend.draw(Point::new(room.x, room.y), scene.palette.muted));
                fit.paint(scene, &part, &mut picture, Rect::new(room.x, room.y + above, room.w, room.h - above));
                scene.describe(&mut picture, &(words.facts)(scene, &part));
                return Ok(picture);
            }
            dense *= 0.92;
            if unit > least && dense > 0.2 {
                continue;
            }
        }
        part = fewer(scene, &part).ok_or(DiagramError::TooSmall {
            things: scene.view.nodes.len(),
            width: size.w as u32,
            height: size.h as u32,
        })?;
    }
}

/// The part without what says least: artists with one link, then all; themes that one video alone carries; groups; then a tenth of
/// the videos and themes. `None` where nothing can go.
fn fewer(scene: &Scene, part: &Part) -> Option<Part> {
    let degree = part.degrees(scene);
    let carriers = part.carriers(scene);
    let kind = |node: usize| scene.view.nodes[node].kind;
    let stays = |node: usize| scene.subject == Some(scene.view.nodes[node]);
    let steps: [&dyn Fn(usize) -> bool; 4] = [
        &|node| kind(node) != Kind::Artist || degree[node] > 1,
        &|node| kind(node) != Kind::Artist,
        &|node| kind(node) != Kind::Theme || carriers[node] > 1,
        &|node| kind(node) != Kind::Group,
    ];
    for keep in steps {
        let fewer = part.keeping(scene, |node| stays(node) || keep(node)).linked(scene);
        if fewer.nodes.len() < part.nodes.len() {
            return Some(fewer);
        }
    }
    let tenth = |kind: Kind, part: &Part| {
        let now = part.counts(scene)[kind as usize];
        part.with_most(scene, kind, (now * 9 / 10).min(now.saturating_sub(1)).max(1))
    };
    let fewer = tenth(Kind::Theme, &tenth(Kind::Video, part)).linked(scene);
    (fewer.nodes.len() < part.nodes.len()).then_some(fewer)
}

/// A node's label and its box.
struct Chip {
    label: Label,
    size: Size,
}

fn chips(scene: &Scene, part: &Part, unit: f64, width: f64) -> Vec<Chip> {
    part.nodes.iter().map(|&node| chip(scene, scene.view.nodes[node], unit, width)).collect()
}

fn chip(scene: &Scene, node: Node, unit: f64, width: f64) -> Chip {
    let subject = scene.subject == Some(node);
    // Where there are many things their room is dear.
    let tight = scene.view.nodes.len() > MANY;
    let (size, pad) = match (node.kind, tight) {
        _ if subject => (22.0, (14.0, 7.0)),
        (Kind::Video, false) => (16.0, (9.0, 4.0)),
        (Kind::Video, true) => (15.0, (7.0, 3.0)),
        (Kind::Theme, false) => (15.0, (8.0, 2.5)),
        (Kind::Theme, true) => (14.0, (7.0, 2.0)),
        (Kind::Group, _) => (14.0, (7.0, 2.5)),
        (Kind::Artist, _) => (14.0, (4.0, 1.0)),
    };
    let style = match node.kind {
        Kind::Video | Kind::Group => Style::semibold(size),
        _ if subject => Style::semibold(size),
        Kind::Theme | Kind::Artist => Style::regular(size),
    };
    let most = (190.0 * unit).min(width * 0.45);
    let label = Label::new(scene.fonts, scene.label(node), style.at(style.size * unit), most, 3);
    let text = label.size();
    let size = Size::new((text.w + 2.0 * pad.0 * unit).ceil(), (text.h + 2.0 * pad.1 * unit).ceil());
    Chip { label, size }
}

/// The area of all boxes with the gaps around them.
fn area(chips: &[Chip], gap: f64) -> f64 {
    chips.iter().map(|chip| (chip.size.w + gap) * (chip.size.h + gap)).sum()
}

/// A map that has been laid out.
struct Fit {
    chips: Vec<Chip>,
    network: Network,
    placement: Placement,
    /// 1 where a theme's label has 15 logical pixels.
    unit: f64,
}

impl Fit {
    fn new(scene: &Scene, part: &Part, chips: Vec<Chip>, page: Size, unit: f64) -> Self {
        let mut place = vec![0; scene.view.nodes.len()];
        for (at, &node) in part.nodes.iter().enumerate() {
            place[node] = at;
        }
        let ends = |&at: &usize| (place[scene.links[at].from], place[scene.links[at].to]);
        let network = Network {
            boxes: chips.iter().map(|chip| chip.size).collect(),
            edges: part.links.iter().map(ends).collect(),
        };
        let placement = layout::map(&network, &MapOptions { page, gap: GAP * unit });
        Self { chips, network, placement, unit }
    }

    /// Moves everything apart to fill the page, by up to a half more; the boxes keep their size.
    fn spread(&mut self, page: Size) {
        let size = self.placement.size;
        let (sx, sy) = (scale(size.w, page.w), scale(size.h, page.h));
        for place in self.places() {
            *place = Point::new(place.x * sx, place.y * sy);
        }
        self.settle();
    }

    /// Moves the upper left corner of everything to 0, 0 and draws the edges anew.
    fn settle(&mut self) {
        let boxes = self.placement.centres.iter().zip(&self.network.boxes);
        let whole = boxes.map(|(&centre, &size)| Rect::centred(centre, size)).reduce(|a, b| a.union(&b));
        let whole = whole.unwrap_or_default();
        for place in self.places() {
            *place = Point::new(place.x - whole.x, place.y - whole.y);
        }
        self.placement.size = Size::new(whole.w, whole.h);
        layout::go_round(&self.network, &mut self.placement, CLEAR * self.unit);
    }

    /// The middles of boxes and the bends of edges.
    fn places(&mut self) -> impl Iterator<Item = &mut Point> {
        self.placement.centres.iter_mut().chain(self.placement.ways.iter_mut().flatten())
    }

    /// The pieces of a straight edge that are not behind boxes, from its first end on: each stops well before the box that
    /// it goes on behind, so that it is not taken for one of the box's own.
    fn pieces(&self, n: usize) -> Vec<(Point, Point)> {
        let (a, b) = self.network.edges[n];
        let line = &self.placement.lines[n];
        let (Some(&p), Some(&q)) = (line.first(), line.last()) else { return Vec::new() };
        let boxes = self.placement.centres.iter().zip(&self.network.boxes).enumerate();
        let foreign = boxes.filter(|&(i, _)| i != a && i != b).map(|(_, (&centre, &size))| Rect::centred(centre, size));
        let mut hidden: Vec<(f64, f64)> = foreign.filter_map(|rect| within(p, q, rect)).collect();
        hidden.sort_by(|s, t| s.0.total_cmp(&t.0));
        let length = distance(p, q).max(1e-9);
        let shy = BREAK * self.unit / length;
        hidden.dedup_by(|next, before| {
            let meets = next.0 <= before.1 + 2.5 * shy;
            before.1 = if meets { before.1.max(next.1) } else { before.1 };
            meets
        });
        let along = |t: f64| Point::new(p.x + t * (q.x - p.x), p.y + t * (q.y - p.y));
        let mut pieces = Vec::new();
        let mut from = 0.0;
        for k in 0..=hidden.len() {
            let (to, next) = hidden.get(k).copied().unwrap_or((1.0, 1.0));
            let shy = shy.min(0.4 * (to - from));
            let start = if k == 0 { from } else { from + shy };
            let end = if k == hidden.len() { to } else { to - shy };
            if end > start {
                pieces.push((along(start), along(end)));
            }
            from = next;
        }
        pieces
    }

    /// Everything in the middle of `room`.
    fn paint(&self, scene: &Scene, part: &Part, picture: &mut Picture, room: Rect) {
        let spare = Point::new(
            ((room.w - self.placement.size.w) / 2.0).max(0.0),
            ((room.h - self.placement.size.h) / 2.0).max(0.0),
        );
        let at = |p: Point| Point::new(room.x + spare.x + p.x, room.y + spare.y + p.y);
        let mut links: Vec<(usize, &Link)> = part.links.iter().map(|&at| &scene.links[at]).enumerate().collect();
        links.sort_by_key(|(n, link)| (prominence(link.edges[0].relation), *n));
        for (n, link) in links {
            let line = &self.placement.lines[n];
            let Some(&first) = line.first() else { continue };
            let mut path = vec![Segment::Move(at(first))];
            path.extend(self.placement.curves[n].iter().map(|&[_, q, r, s]| Segment::Cubic(at(q), at(r), at(s))));
            let style = scene.relation_style(link.edges[0].relation, self.unit);
            let pieces = if path.len() == 1 { self.pieces(n) } else { Vec::new() };
            for (k, &(from, to)) in pieces.iter().enumerate() {
                path.extend((k > 0).then(|| Segment::Move(at(from))));
                path.push(Segment::Line(at(to)));
            }
            let mut group = scene.link_group(link, path, style);
            for pair in pieces.windows(2) {
                let ((_, stop), (go, _)) = (pair[0], pair[1]);
                for (end, beyond) in [(stop, go), (go, stop)] {
                    group.push(
                        Path::new(portal(at(end), at(beyond), self.unit)).stroke(style.colour, style.width).round(),
                    );
                }
            }
            picture.push(group);
        }
        for ((chip, &node), &centre) in self.chips.iter().zip(&part.nodes).zip(&self.placement.centres) {
            picture.push(paint_chip(scene, node, chip, Rect::centred(at(centre), chip.size), self.unit));
        }
    }
}

/// Where the line from `p` to `q` runs through a box, as shares of its length.
fn within(p: Point, q: Point, rect: Rect) -> Option<(f64, f64)> {
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (from, d, low, high) in [(p.x, q.x - p.x, rect.x, rect.right()), (p.y, q.y - p.y, rect.y, rect.bottom())] {
        if d == 0.0 && (from <= low || from >= high) {
            return None;
        } else if d != 0.0 {
            let (s, t) = ((low - from) / d, (high - from) / d);
            (enter, leave) = (enter.max(s.min(t)), leave.min(s.max(t)));
        }
    }
    (enter < leave).then_some((enter, leave))
}

/// The mouth of a tunnel at `end`, as on maps: an arc across the line, open towards `beyond`.
fn portal(end: Point, beyond: Point, unit: f64) -> Vec<Segment> {
    let (dx, dy) = (beyond.x - end.x, beyond.y - end.y);
    let length = distance(end, beyond).max(1e-9);
    let (ux, uy) = (dx / length * unit, dy / length * unit);
    let to = |along: f64, across: f64| Point::new(end.x + along * ux - across * uy, end.y + along * uy + across * ux);
    vec![Segment::Move(to(2.5, -5.0)), Segment::Cubic(to(-0.5, -2.5), to(-0.5, 2.5), to(2.5, 5.0))]
}

/// How much larger a side may be.
fn scale(now: f64, room: f64) -> f64 {
    (room / now.max(1.0)).clamp(1.0, 1.5)
}

/// What is drawn later is in front.
const fn prominence(relation: Relation) -> u8 {
    match relation {
        Relation::Broader => 0,
        Relation::MemberOf => 1,
        Relation::AppearsIn => 2,
        Relation::Carries | Relation::SharesThemes => 3,
        Relation::Performs => 4,
    }
}

fn legend(scene: &Scene, part: &Part, unit: f64) -> Vec<(Sample, String)> {
    let mut entries = Vec::new();
    for kind in [Kind::Video, Kind::Theme, Kind::Group, Kind::Artist] {
        if part.counts(scene)[kind as usize] > 0 {
            let (fill, edge, _) = scene.box_style(kind);
            entries.push((Sample::Box(fill, edge.unwrap_or(fill)), kind.as_str().to_owned()));
        }
    }
    let relations = [
        (Relation::Carries, "carries"),
        (Relation::Performs, "performs"),
        (Relation::AppearsIn, "plays a part in"),
        (Relation::MemberOf, "member of"),
        (Relation::Broader, "is a kind of"),
        (Relation::SharesThemes, "shares themes with"),
    ];
    for (relation, words) in relations {
        if part.links.iter().any(|&at| scene.links[at].edges[0].relation == relation) {
            entries.push((Sample::Edge(scene.relation_style(relation, unit)), words.to_owned()));
        }
    }
    entries
}

fn paint_chip(scene: &Scene, node: usize, chip: &Chip, rect: Rect, unit: f64) -> Group {
    let it = scene.view.nodes[node];
    let mut group = scene.node_group(it, rect);
    let shape = Path::rounded(rect, if it.kind == Kind::Theme { rect.h / 2.0 } else { 4.0 * unit });
    let (fill, edge, mut text) = scene.box_style(it.kind);
    if scene.subject == Some(it) {
        group = group.class("subject");
        let fill = scene.colours(it.kind).mark;
        text = scene.palette.text_on(fill);
        group.push(shape.fill(fill));
    } else if let Some(edge) = edge {
        group.push(shape.fill(fill).stroke(edge, 1.2 * unit));
    } else {
        group.push(shape.fill(fill));
    }
    chip.label.put(&mut group, rect.centre(), Anchor::Middle, text);
    group
}
