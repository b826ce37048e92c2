//! Artists, groups, videos and themes in four columns.

use crate::catalogue::{Kind, Weight};
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::Relation;
use crate::layout::{self, Align, ColumnsOptions, Network, Placement};
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::query::prose;
use crate::text::Style;

use super::DiagramError;
use super::label::{LEADING, Label};
use super::legend::{Legend, Sample};
use super::scene::{Link, LinkStyle, Scene};

/// The columns from left to right.
const COLUMNS: [Kind; 4] = [Kind::Artist, Kind::Group, Kind::Video, Kind::Theme];

pub(super) fn draw(scene: &Scene) -> Result<Picture, DiagramError> {
    let size = scene.setting.size.unwrap_or(ARTICLE);
    let Some(fixed) = scene.setting.size else {
        let content = Content::of(scene);
        let frame = frame(scene, &content, size).unit(1.0);
        let plan = Plan::new(scene, &content, &frame, 15.0);
        let placement = plan.place(frame.room(scene.fonts).w, None);
        let height = plan.above() + placement.size.h;
        return Ok(paint(scene, &content, &frame, &plan, &placement, height, false));
    };
    let least = 14.0 * (fixed.w / 1200.0).max(0.5);
    let mut content = Content::of(scene);
    loop {
        let frame = frame(scene, &content, size);
        let room = frame.room(scene.fonts);
        for label in [frame.label(), frame.small().max(least), least] {
            let plan = Plan::new(scene, &content, &frame, label);
            let placement = plan.place(room.w, None);
            let height = plan.above() + placement.size.h;
            if height <= room.h && placement.size.w <= room.w + 1.0 {
                let airy = plan.above() + placement.size.h * 1.6;
                let height = room.h.min(airy);
                let placement = plan.place(room.w, Some(height - plan.above()));
                return Ok(paint(scene, &content, &frame, &plan, &placement, height, true));
            }
        }
        content = match content.fewer(scene) {
            Some(fewer) => fewer,
            None => {
                let (width, height) = (size.w as u32, size.h as u32);
                return Err(DiagramError::TooSmall { things: scene.view.nodes.len(), width, height });
            }
        };
    }
}

/// What is drawn: positions in the view's nodes, and in the scene's links.
#[derive(Debug, Clone)]
struct Content {
    nodes: Vec<usize>,
    links: Vec<usize>,
    /// By column: how many there would be.
    of: [usize; 4],
}

impl Content {
    /// Everything that has an edge between two columns, and every video.
    fn of(scene: &Scene) -> Self {
        let mut content = Self { nodes: (0..scene.view.nodes.len()).collect(), links: Vec::new(), of: [0; 4] };
        content.settle(scene);
        content.of = content.counts(scene);
        content
    }

    /// Keeps the links whose ends are both there, and the nodes that have a link; videos stay anyway.
    fn settle(&mut self, scene: &Scene) {
        let mut there = vec![false; scene.view.nodes.len()];
        for &node in &self.nodes {
            there[node] = true;
        }
        let drawn = |link: &Link| {
            there[link.from]
                && there[link.to]
                && matches!(
                    link.edges[0].relation,
                    Relation::MemberOf | Relation::Performs | Relation::AppearsIn | Relation::Carries
                )
        };
        self.links = (0..scene.links.len()).filter(|&at| drawn(&scene.links[at])).collect();
        let mut linked = vec![false; scene.view.nodes.len()];
        for &at in &self.links {
            linked[scene.links[at].from] = true;
            linked[scene.links[at].to] = true;
        }
        self.nodes.retain(|&node| linked[node] || scene.view.nodes[node].kind == Kind::Video);
    }

    fn counts(&self, scene: &Scene) -> [usize; 4] {
        COLUMNS.map(|kind| self.nodes.iter().filter(|&&node| scene.view.nodes[node].kind == kind).count())
    }

    /// The same with a tenth of its longest column left out: those with the fewest links; `None` where nothing can go.
    fn fewer(mut self, scene: &Scene) -> Option<Self> {
        let counts = self.counts(scene);
        let longest = (0..COLUMNS.len()).max_by_key(|&column| (counts[column], COLUMNS.len() - column))?;
        if counts[longest] <= 1 {
            return None;
        }
        let mut degree = vec![0usize; scene.view.nodes.len()];
        for &at in &self.links {
            degree[scene.links[at].from] += 1;
            degree[scene.links[at].to] += 1;
        }
        let of_kind = |node: usize| scene.view.nodes[node].kind == COLUMNS[longest];
        let mut column: Vec<usize> = self.nodes.iter().copied().filter(|&node| of_kind(node)).collect();
        column.sort_by_key(|&node| (usize::MAX - degree[node], node));
        column.truncate((counts[longest] * 9 / 10).min(counts[longest] - 1));
        self.nodes.retain(|&node| !of_kind(node) || column.contains(&node));
        self.settle(scene);
        Some(self)
    }
}

fn frame(scene: &Scene, content: &Content, size: Size) -> Frame {
    scene.frame(size, title(scene, content), subtitle(scene, content))
}

fn title(scene: &Scene, content: &Content) -> String {
    let [artists, groups, videos, themes] = content.of;
    let people = match (artists, groups) {
        (0, 0) => String::new(),
        (0, groups) => prose::things(groups, "group"),
        (artists, _) => prose::things(artists, "artist"),
    };
    let _ = scene;
    prose::capital(&match (people.is_empty(), videos, themes) {
        (true, 0, 0) => "nothing to draw".to_owned(),
        (true, _, 0) => prose::things(videos, "video"),
        (true, ..) => format!("{} and the {} they carry", prose::things(videos, "video"), prose::things(themes, "theme")),
        (false, 0, _) => people,
        (false, _, 0) => format!("{} in {}", people, prose::things(videos, "video")),
        (false, ..) => {
            format!("{} tell {} in {}", people, prose::things(themes, "theme"), prose::things(videos, "video"))
        }
    })
}

fn subtitle(scene: &Scene, content: &Content) -> String {
    let now = content.counts(scene);
    let mut parts = Vec::new();
    for ((kind, &of), now) in COLUMNS.iter().zip(&content.of).zip(now) {
        if of > now {
            parts.push(format!("{} of {}", prose::figures(now), prose::count(of, kind.as_str())));
        } else if of > 0 {
            parts.push(prose::count(of, kind.as_str()));
        }
    }
    let mut said = parts.join(", ");
    if now != content.of {
        said += ": as many as there is room for, those with the most links";
    }
    said
}

/// A node's label and the place it takes.
struct Entry {
    node: usize,
    label: Label,
    below: Label,
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
    label: f64,
}

impl Plan {
    fn new(scene: &Scene, content: &Content, frame: &Frame, label: f64) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let small = frame.small().min(label);
        let column = |kind: Kind| COLUMNS.iter().position(|&k| k == kind).unwrap_or(0);
        let entry = |&node: &usize| {
            let it = scene.view.nodes[node];
            let style = match it.kind {
                Kind::Video => Style::semibold(label),
                Kind::Group => Style::semibold(small),
                Kind::Artist => Style::regular(small),
                Kind::Theme => Style::regular(label),
            };
            let width = room.w * if it.kind == Kind::Video { 0.2 } else { 0.165 };
            let words = Label::new(fonts, scene.label(it), style, width, 2);
            let text = words.size();
            let size = match it.kind {
                Kind::Artist => Size::new(text.w + 12.0 * u, text.h),
                Kind::Theme => Size::new(text.w + 18.0 * u, text.h),
                _ => Size::new(text.w + 16.0 * u, text.h + 6.0 * u),
            };
            Entry { node, label: words, below: Label::empty(), size }
        };
        let entries: Vec<Entry> = content.nodes.iter().map(entry).collect();
        let mut place = vec![0; scene.view.nodes.len()];
        for (at, entry) in entries.iter().enumerate() {
            place[entry.node] = at;
        }
        let ends = |&at: &usize| (place[scene.links[at].from], place[scene.links[at].to]);
        let network = Network {
            boxes: entries.iter().map(|entry| entry.size).collect(),
            edges: content.links.iter().map(ends).collect(),
        };
        let head = |kind: Kind| Label::new(fonts, &prose::capital(kind.plural()), Style::regular(frame.small()), room.w * 0.2, 1);
        Self {
            column_of: entries.iter().map(|entry| column(scene.view.nodes[entry.node].kind)).collect(),
            entries,
            network,
            heads: COLUMNS.map(head),
            legend: Legend::new(fonts, &legend(scene, content, u), u, room.w),
            unit: u,
            small: frame.small(),
            label,
        }
    }

    fn place(&self, width: f64, height: Option<f64>) -> Placement {
        let options = ColumnsOptions {
            column_gap: 70.0 * self.unit,
            row_gap: 3.0 * self.unit,
            lane: 5.0 * self.unit,
            width: Some(width),
            height,
            align: vec![Align::Right, Align::Middle, Align::Middle, Align::Left],
        };
        layout::columns(&self.network, &self.column_of, &options)
    }

    fn above(&self) -> f64 {
        self.legend.height() + 8.0 * self.unit + self.small * LEADING + 8.0 * self.unit
    }
}

fn legend(scene: &Scene, content: &Content, unit: f64) -> Vec<(Sample, String)> {
    let words = [
        (Relation::MemberOf, "member of"),
        (Relation::Performs, "performs"),
        (Relation::AppearsIn, "plays a part in"),
    ];
    let used = |relation: Relation| content.links.iter().any(|&at| scene.links[at].edges[0].relation == relation);
    let mut entries: Vec<(Sample, String)> = words
        .into_iter()
        .filter(|&(relation, _)| used(relation))
        .map(|(relation, words)| (Sample::Edge(people_style(scene, relation, unit)), words.to_owned()))
        .collect();
    let families: Vec<usize> = {
        let themes = content.nodes.iter().map(|&node| scene.view.nodes[node]).filter(|node| node.kind == Kind::Theme);
        let mut ranks: Vec<usize> = themes.filter_map(|theme| scene.families.rank(theme.index)).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    };
    for rank in families {
        let head = scene.families.head(rank).map_or("", |head| scene.catalogue().themes[head as usize].name.as_str());
        entries.push((Sample::Dot(scene.palette.family(Some(rank))), head.to_owned()));
    }
    entries
}

fn people_style(scene: &Scene, relation: Relation, unit: f64) -> LinkStyle {
    let paler = |kind: Kind, t: f64| scene.colours(kind).mark.mix(scene.palette.background, t);
    let (colour, width, dash) = match relation {
        Relation::Performs => (paler(Kind::Video, 0.0), 2.0, None),
        Relation::AppearsIn => (paler(Kind::Artist, 0.1), 1.2, Some((4.0 * unit, 3.0 * unit))),
        _ => (paler(Kind::Group, 0.35), 1.2, None),
    };
    LinkStyle { colour, width: width * unit, dash }
}

fn style(scene: &Scene, link: &Link, unit: f64) -> LinkStyle {
    let edge = &link.edges[0];
    if edge.relation != Relation::Carries {
        return people_style(scene, edge.relation, unit);
    }
    let (from, to) = scene.view.ends(edge);
    let carried = scene.catalogue().videos[from.at()].themes.get(edge.detail as usize);
    let (width, paler) = match carried.map_or(Weight::Major, |carried| carried.weight) {
        Weight::Choice => (2.8, 0.0),
        Weight::Major => (1.8, 0.12),
        Weight::Minor => (1.1, 0.25),
    };
    LinkStyle { colour: scene.family_colour(to).mix(scene.palette.background, paler), width: width * unit, dash: None }
}

fn paint(
    scene: &Scene,
    content: &Content,
    frame: &Frame,
    plan: &Plan,
    placement: &Placement,
    height: f64,
    fixed: bool,
) -> Picture {
    let (mut picture, room) = match fixed {
        true => frame.open_with_height(scene.fonts, &scene.palette, height),
        false => frame.open_around(scene.fonts, &scene.palette, height),
    };
    let at = |p: Point| Point::new(room.x + p.x, room.y + plan.above() + p.y);
    picture.push(plan.legend.draw(Point::new(room.x, room.y), scene.palette.muted));
    picture.push(heads(scene, plan, placement, room));
    let mut links: Vec<(usize, &usize)> = content.links.iter().enumerate().collect();
    links.sort_by_key(|&(n, &link)| (scene.links[link].edges[0].relation != Relation::AppearsIn, n));
    for (n, &link) in links {
        let mut path = Vec::new();
        for &[p, q, r, s] in &placement.curves[n] {
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
    scene.describe(&mut picture, "");
    picture
}

fn heads(scene: &Scene, plan: &Plan, placement: &Placement, room: Rect) -> Group {
    let mut group = Group::default().class("heads");
    let y = room.y + plan.legend.height() + 8.0 * plan.unit + plan.small * LEADING / 2.0;
    for (column, head) in plan.heads.iter().enumerate() {
        let boxes = plan.entries.iter().zip(&placement.centres).zip(&plan.column_of);
        let whole = boxes
            .filter(|(_, of)| **of == column)
            .map(|((entry, &centre), _)| Rect::centred(centre, entry.size))
            .reduce(|a, b| a.union(&b));
        let Some(whole) = whole else { continue };
        let (x, anchor) = match column {
            0 => ((whole.right() - 12.0 * plan.unit).max(head.size().w), Anchor::End),
            3 => ((whole.x + 18.0 * plan.unit).min(room.w - head.size().w), Anchor::Start),
            _ => (whole.centre().x, Anchor::Middle),
        };
        head.put(&mut group, Point::new(room.x + x, y), anchor, scene.palette.muted);
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
            let end = Point::new(rect.right() - 12.0 * u, middle.y);
            entry.label.put(&mut group, end, Anchor::End, scene.palette.ink);
        }
        Kind::Theme => {
            let dot = Point::new(rect.x + 5.0 * u, middle.y);
            group.push(Path::circle(dot, 5.0 * u).fill(scene.family_colour(it)));
            entry.label.put(&mut group, Point::new(rect.x + 18.0 * u, middle.y), Anchor::Start, scene.palette.ink);
        }
        Kind::Group | Kind::Video => {
            group.push(Path::rounded(rect, 5.0 * u).fill(colours.fill).stroke(colours.stroke, u));
            entry.label.put(&mut group, middle, Anchor::Middle, colours.text);
        }
    }
    let _ = (&entry.below, plan.label);
    group
}
