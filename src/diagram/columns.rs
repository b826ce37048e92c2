//! Artists, groups, videos and themes in four columns.

use crate::catalogue::Kind;
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::Relation;
use crate::layout::{self, Align, ColumnsOptions, Network, Placement};
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::query::prose;
use crate::text::Style;

use super::DiagramError;
use super::label::{LEADING, Label};
use super::legend::{Legend, Sample};
use super::part::Part;
use super::scene::{Link, LinkStyle, Scene};

/// The columns from left to right.
const COLUMNS: [Kind; 4] = [Kind::Artist, Kind::Group, Kind::Video, Kind::Theme];

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    let mut part = Part::of(scene, |link| {
        matches!(
            link.edges[0].relation,
            Relation::MemberOf | Relation::Performs | Relation::AppearsIn | Relation::Carries
        )
    })
    .linked(scene)
    .settled(scene);
    let Some(size) = scene.setting.size else {
        let frame = frame(scene, &part, ARTICLE).unit(1.0);
        let plan = Plan::new(scene, &part, &frame, frame.small());
        let placement = plan.place(frame.room(scene.fonts).w, None);
        return Ok(paint(scene, &part, &frame, &plan, &placement));
    };
    let least = 14.0 * (size.w / 1200.0).max(0.5);
    loop {
        let frame = frame(scene, &part, size);
        let room = frame.room(scene.fonts);
        let most = frame.label();
        let steps = (0..6).map(|step| most + (least.min(most) - most) * f64::from(step) / 5.0);
        for label in steps {
            let plan = Plan::new(scene, &part, &frame, label);
            let least = plan.least();
            let spare = room.h - plan.above() - least.h;
            if spare >= 0.0 && least.w <= room.w {
                let height = least.h + spare.min(least.h * 0.8);
                return Ok(paint(scene, &part, &frame, &plan, &plan.place(room.w, Some(height))));
            }
        }
        part = fewer(scene, &part).ok_or(DiagramError::TooSmall {
            things: scene.view.nodes.len(),
            width: size.w as u32,
            height: size.h as u32,
        })?;
    }
}

/// The part with its longest column a tenth shorter; `None` where nothing can go.
fn fewer(scene: &Scene, part: &Part) -> Option<Part> {
    let counts = part.counts(scene);
    let longest = COLUMNS.into_iter().rev().max_by_key(|&kind| counts[kind as usize])?;
    let now = counts[longest as usize];
    if now <= 1 {
        return None;
    }
    let fewer = part.with_most(scene, longest, (now * 9 / 10).min(now - 1));
    // A video that lost its links stays only where it has to.
    Some(fewer.linked(scene))
}

fn frame(scene: &Scene, part: &Part, size: Size) -> Frame {
    scene.frame(size, title(part), part.coverage(scene, COLUMNS, ""))
}

fn title(part: &Part) -> String {
    let [artists, groups, videos, themes] = COLUMNS.map(|kind| part.all(kind));
    let mut parts = Vec::new();
    match (artists, groups) {
        (0, 0) => {}
        (0, groups) => parts.push(prose::things(groups, "group")),
        (artists, _) => parts.push(prose::things(artists, "artist")),
    }
    if videos > 0 {
        parts.push(prose::things(videos, "video"));
    }
    prose::capital(&match (parts.is_empty(), themes) {
        (true, 0) => "nothing to draw".to_owned(),
        (false, 0) => prose::list(&parts),
        (_, themes) => format!("{} and the {} they tell of", parts.join(", "), prose::things(themes, "theme")),
    })
}

/// A node's label and the place it takes.
struct Entry {
    node: usize,
    label: Label,
    size: Size,
}

struct Plan {
    entries: Vec<Entry>,
    network: Network,
    column_of: Vec<usize>,
    heads: [Label; 4],
    legend: Legend,
    unit: f64,
    small: f64,
    /// The least distance between columns.
    column_gap: f64,
}

impl Plan {
    fn new(scene: &Scene, part: &Part, frame: &Frame, label: f64) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let column = |kind: Kind| COLUMNS.iter().position(|&k| k == kind).unwrap_or(0);
        let mut entries: Vec<Entry> =
            part.nodes.iter().map(|&node| entry(scene, node, label, frame.small().min(label), u, room.w)).collect();
        // Boxes of one column are equally wide, so that edges begin and end on one line.
        for kind in [Kind::Group, Kind::Video] {
            let of_kind = |entry: &&mut Entry| scene.view.nodes[entry.node].kind == kind;
            let widest = entries.iter_mut().filter(of_kind).map(|entry| entry.size.w).fold(0.0, f64::max);
            entries.iter_mut().filter(of_kind).for_each(|entry| entry.size.w = widest);
        }
        let mut place = vec![0; scene.view.nodes.len()];
        for (at, entry) in entries.iter().enumerate() {
            place[entry.node] = at;
        }
        let ends = |&at: &usize| (place[scene.links[at].from], place[scene.links[at].to]);
        let network = Network {
            boxes: entries.iter().map(|entry| entry.size).collect(),
            edges: part.links.iter().map(ends).collect(),
        };
        let head = |kind: Kind| {
            Label::new(fonts, &prose::capital(kind.plural()), Style::regular(frame.small()), room.w * 0.2, 1)
        };
        Self {
            column_of: entries.iter().map(|entry| column(scene.view.nodes[entry.node].kind)).collect(),
            entries,
            network,
            heads: COLUMNS.map(head),
            legend: Legend::new(fonts, &legend(scene, part, u), u, room.w),
            unit: u,
            small: frame.small(),
            column_gap: room.w * COLUMN_GAP,
        }
    }

    fn row_gap(&self) -> f64 {
        3.0 * self.unit
    }

    fn lane(&self) -> f64 {
        5.0 * self.unit
    }

    fn place(&self, width: f64, height: Option<f64>) -> Placement {
        let options = ColumnsOptions {
            column_gap: self.column_gap,
            row_gap: self.row_gap(),
            lane: self.lane(),
            width: Some(width),
            height,
            align: vec![Align::Right, Align::Middle, Align::Middle, Align::Left],
            behind: self.behind(width, height),
        };
        layout::columns(&self.network, &self.column_of, &options)
    }

    /// How many edges there is room for that reach their theme from behind.
    fn behind(&self, width: f64, height: Option<f64>) -> usize {
        let lane = self.lane() + self.row_gap();
        let theme = COLUMNS.len() - 1;
        let own = self.entries.iter().zip(&self.column_of).filter(|(_, of)| **of == theme);
        let themes = own.map(|(entry, _)| entry.size.h + self.row_gap()).sum::<f64>();
        let across = (width - self.least().w) / self.lane() - 1.0;
        let down = height.map_or(f64::INFINITY, |height| (height - themes) / lane);
        across.min(down).clamp(0.0, MOST_BEHIND) as usize
    }

    /// What stands above the columns.
    fn above(&self) -> f64 {
        self.legend.height() + 8.0 * self.unit + self.small * LEADING + 8.0 * self.unit
    }

    /// The room that the columns take, closely set; lanes of edges that pass through a column are part of it.
    fn least(&self) -> Size {
        let mut least = Size::new(-self.column_gap, 0.0);
        for column in 0..COLUMNS.len() {
            let own: Vec<Size> = self
                .entries
                .iter()
                .zip(&self.column_of)
                .filter(|(_, of)| **of == column)
                .map(|(e, _)| e.size)
                .collect();
            if own.is_empty() {
                continue;
            }
            let passes = |&&(a, b): &&(usize, usize)| {
                let (a, b) = (self.column_of[a], self.column_of[b]);
                a.min(b) < column && column < a.max(b)
            };
            let lanes = self.network.edges.iter().filter(passes).count();
            let heights = own.iter().map(|size| size.h).sum::<f64>() + lanes as f64 * self.lane();
            least.h = least.h.max(heights + (own.len() + lanes - 1) as f64 * self.row_gap());
            least.w += own.iter().map(|size| size.w).fold(0.0, f64::max) + self.column_gap;
        }
        least
    }
}

fn entry(scene: &Scene, node: usize, label: f64, small: f64, unit: f64, room: f64) -> Entry {
    let it = scene.view.nodes[node];
    let (style, share) = match it.kind {
        Kind::Video => (Style::semibold(label), 0.29),
        Kind::Group => (Style::semibold(small), 0.23),
        Kind::Artist => (Style::regular(small), 0.23),
        Kind::Theme => (Style::regular(label), 0.25),
    };
    let words = room * (1.0 - 3.0 * COLUMN_GAP) - (AFTER_NAME + BEFORE_THEME + AFTER_THEME + 4.0 * PAD) * unit - 1.0;
    let label = Label::new(scene.fonts, scene.label(it), style, (words * share).max(1.0), 2);
    let text = label.size();
    let size = match it.kind {
        Kind::Artist => Size::new(text.w + AFTER_NAME * unit, text.h),
        Kind::Theme => Size::new(text.w + (BEFORE_THEME + AFTER_THEME) * unit, text.h),
        Kind::Group | Kind::Video => Size::new(text.w + 2.0 * PAD * unit, text.h + 6.0 * unit),
    };
    Entry { node, label, size }
}

/// The least distance between columns, of the room's width.
const COLUMN_GAP: f64 = 0.1;
/// Beside the words in a box.
const PAD: f64 = 9.0;
/// From the end of an artist's name to the end of its dot.
const AFTER_NAME: f64 = 13.0;
/// From the start of a theme's dot to its name.
const BEFORE_THEME: f64 = 18.0;
/// From the end of a theme's name to an edge that comes from behind.
const AFTER_THEME: f64 = 6.0;
/// So many edges reach their theme from behind, at most: more of them would be a web of their own.
const MOST_BEHIND: f64 = 12.0;

fn legend(scene: &Scene, part: &Part, unit: f64) -> Vec<(Sample, String)> {
    let words =
        [(Relation::MemberOf, "member of"), (Relation::Performs, "performs"), (Relation::AppearsIn, "plays a part in")];
    let used = |relation: Relation| part.links.iter().any(|&at| scene.links[at].edges[0].relation == relation);
    let mut entries: Vec<(Sample, String)> = words
        .into_iter()
        .filter(|&(relation, _)| used(relation))
        .map(|(relation, words)| (Sample::Edge(people_style(scene, relation, unit)), words.to_owned()))
        .collect();
    let themes = part.nodes.iter().map(|&node| scene.view.nodes[node]).filter(|node| node.kind == Kind::Theme);
    let mut ranks: Vec<usize> = themes.filter_map(|theme| scene.families.rank(theme.index)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    for rank in ranks.into_iter().take(7) {
        let head = scene.families.head(rank).map_or("", |head| scene.catalogue().themes[head as usize].name.as_str());
        entries.push((Sample::Dot(scene.palette.family(Some(rank))), head.to_owned()));
    }
    entries
}

fn people_style(scene: &Scene, relation: Relation, unit: f64) -> LinkStyle {
    let paler = |kind: Kind, t: f64| scene.colours(kind).mark.mix(scene.palette.background, t);
    let (colour, width, dash) = match relation {
        Relation::Performs => (paler(Kind::Video, 0.0), 2.2, None),
        Relation::AppearsIn => (paler(Kind::Artist, 0.1), 1.2, Some((7.0 * unit, 4.0 * unit))),
        _ => (paler(Kind::Group, 0.35), 1.2, None),
    };
    LinkStyle { colour, width: width * unit, dash }
}

fn style(scene: &Scene, link: &Link, unit: f64) -> LinkStyle {
    let edge = &link.edges[0];
    if edge.relation != Relation::Carries {
        return people_style(scene, edge.relation, unit);
    }
    let (_, theme) = scene.view.ends(edge);
    scene.carries_style(scene.weight(link).unwrap_or_default(), scene.family_colour(theme), 2.8 * unit)
}

fn paint(scene: &Scene, part: &Part, frame: &Frame, plan: &Plan, placement: &Placement) -> Picture {
    let height = plan.above() + placement.size.h;
    let (mut picture, room) = match scene.setting.size {
        Some(_) => frame.open_with_height(scene.fonts, &scene.palette, height),
        None => frame.open_around(scene.fonts, &scene.palette, height),
    };
    let left = room.x + ((room.w - placement.size.w) / 2.0).max(0.0);
    let origin = Point::new(left, room.y + plan.above());
    let at = |p: Point| Point::new(origin.x + p.x, origin.y + p.y);
    picture.push(plan.legend.draw(Point::new(room.x, room.y), scene.palette.muted));
    picture.push(heads(scene, plan, placement, room, left));
    let curves = fanned(plan, placement);
    let mut order: Vec<(usize, usize)> = part.links.iter().copied().enumerate().collect();
    order.sort_by_key(|&(n, link)| (scene.links[link].edges[0].relation != Relation::AppearsIn, n));
    for (n, link) in order {
        let mut path = Vec::new();
        for &[p, q, r, s] in &curves[n] {
            if path.is_empty() {
                path.push(Segment::Move(at(p)));
            }
            path.push(Segment::Cubic(at(q), at(r), at(s)));
        }
        if !path.is_empty() {
            let link = &scene.links[link];
            picture.push(scene.link_group(link, path, style(scene, link, plan.unit)));
        }
    }
    for (entry, &centre) in plan.entries.iter().zip(&placement.centres) {
        picture.push(node(scene, plan, entry, Rect::centred(at(centre), entry.size)));
    }
    scene.describe(&mut picture, &facts(scene, part));
    picture
}

/// The curves with their ends at a box one below the other, in the order in which they go.
fn fanned(plan: &Plan, placement: &Placement) -> Vec<Vec<[Point; 4]>> {
    let mut curves = placement.curves.clone();
    // By box and side: curve, whether it is its first end, and how far up or down it goes.
    let mut ends: Vec<[Vec<(usize, bool, f64)>; 2]> = plan.entries.iter().map(|_| [Vec::new(), Vec::new()]).collect();
    for (n, (curve, &(a, b))) in curves.iter().zip(&plan.network.edges).enumerate() {
        let turn = |points: &mut dyn Iterator<Item = Point>, y: f64| {
            points.map(|p| p.y).find(|v| (v - y).abs() > 0.5).unwrap_or(y)
        };
        let (Some(first), Some(last)) = (curve.first(), curve.last()) else { continue };
        let onward = turn(&mut curve.iter().map(|c| c[3]), first[0].y);
        let back = turn(&mut curve.iter().rev().map(|c| c[0]), last[3].y);
        ends[a][usize::from(first[0].x > placement.centres[a].x)].push((n, true, onward));
        ends[b][usize::from(last[3].x > placement.centres[b].x)].push((n, false, back));
    }
    for ((entry, &column), sides) in plan.entries.iter().zip(&plan.column_of).zip(ends) {
        // At a dot they meet.
        if matches!(COLUMNS[column], Kind::Artist | Kind::Theme) {
            continue;
        }
        for mut side in sides {
            side.sort_by(|p, q| p.2.total_cmp(&q.2).then(p.0.cmp(&q.0)));
            let count = side.len() as f64;
            let pitch = ((entry.size.h - 8.0 * plan.unit) / count.max(1.0)).clamp(0.0, 2.6 * plan.unit);
            for (place, &(n, first, _)) in side.iter().enumerate() {
                let dy = (place as f64 - (count - 1.0) / 2.0) * pitch;
                shift(&mut curves[n], first, dy);
            }
        }
    }
    curves
}

/// Moves one end of a curve by `dy`, with the level run that leads to it.
fn shift(curve: &mut [[Point; 4]], first: bool, dy: f64) {
    let last = curve.len().saturating_sub(1);
    let Some(y) = (if first { curve.first().map(|c| c[0].y) } else { curve.last().map(|c| c[3].y) }) else { return };
    let mut at = if first { 0 } else { last };
    loop {
        let segment = &mut curve[at];
        let level = segment.iter().all(|p| p.y == y);
        let near = if first { [0, 1] } else { [3, 2] };
        for point in if level { vec![0, 1, 2, 3] } else { near.to_vec() } {
            segment[point].y += dy;
        }
        let end = if first { at == last } else { at == 0 };
        if !level || end {
            return;
        }
        at = if first { at + 1 } else { at - 1 };
    }
}

fn heads(scene: &Scene, plan: &Plan, placement: &Placement, room: Rect, left: f64) -> Group {
    let mut group = Group::default().class("heads");
    let y = room.y + plan.legend.height() + 8.0 * plan.unit + plan.small * LEADING / 2.0;
    for (column, head) in plan.heads.iter().enumerate() {
        let boxes = plan.entries.iter().zip(&placement.centres).zip(&plan.column_of);
        let whole = boxes
            .filter(|(_, of)| **of == column)
            .map(|((entry, &centre), _)| Rect::centred(centre, entry.size))
            .reduce(|a, b| a.union(&b));
        let Some(whole) = whole else { continue };
        let (x, anchor) = match COLUMNS[column] {
            Kind::Artist => (left + whole.right() - AFTER_NAME * plan.unit, Anchor::End),
            Kind::Theme => (left + whole.x + BEFORE_THEME * plan.unit, Anchor::Start),
            _ => (left + whole.centre().x, Anchor::Middle),
        };
        let w = head.size().w;
        let (low, high) = match anchor {
            Anchor::Start => (room.x, room.right() - w),
            Anchor::Middle => (room.x + w / 2.0, room.right() - w / 2.0),
            Anchor::End => (room.x + w, room.right()),
        };
        head.put(&mut group, Point::new(x.min(high).max(low), y), anchor, scene.palette.muted);
    }
    group
}

fn node(scene: &Scene, plan: &Plan, entry: &Entry, rect: Rect) -> Group {
    let it = scene.view.nodes[entry.node];
    let u = plan.unit;
    let mut group = scene.node_group(it, rect);
    let colours = scene.colours(it.kind);
    let middle = rect.centre();
    match it.kind {
        Kind::Artist => {
            group.push(Path::circle(Point::new(rect.right() - 3.0 * u, middle.y), 3.0 * u).fill(colours.mark));
            let end = Point::new(rect.right() - AFTER_NAME * u, middle.y);
            entry.label.put(&mut group, end, Anchor::End, scene.palette.ink);
        }
        Kind::Theme => {
            group.push(Path::circle(Point::new(rect.x + 5.0 * u, middle.y), 5.0 * u).fill(scene.family_colour(it)));
            let start = Point::new(rect.x + BEFORE_THEME * u, middle.y);
            entry.label.put(&mut group, start, Anchor::Start, scene.palette.ink);
        }
        Kind::Group | Kind::Video => {
            let (fill, edge, text) = scene.box_style(it.kind);
            group.push(Path::rounded(rect, 4.0 * u).fill(fill).stroke(edge.unwrap_or(fill), 1.2 * u));
            entry.label.put(&mut group, middle, Anchor::Middle, text);
        }
    }
    group
}

/// Each video with its performers, as long as there is room for it in an alternative text.
fn facts(scene: &Scene, part: &Part) -> String {
    let videos = part.nodes.iter().map(|&node| scene.view.nodes[node]).filter(|node| node.kind == Kind::Video);
    let told: Vec<String> =
        videos.map(|video| format!("{} by {}", scene.label(video), scene.performers(video))).collect();
    if told.is_empty() { String::new() } else { format!("{}.", prose::list_some(&told, 15)) }
}
