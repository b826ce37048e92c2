//! One thing on the left, everything that is joined to it in rows on the right, each with what is known of the relation.

use crate::catalogue::{Kind, Node, Weight};
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::{Relation, ViewEdge};
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::query::prose;
use crate::text::Style;

use super::label::{LEADING, Label};
use super::legend::Legend;
use super::part::Part;
use super::scene::{Link, LinkStyle, Scene};
use super::{DiagramError, around, relationships};

/// So many rows can be read.
const MOST_ROWS: usize = 60;
/// The width of a canvas that may be as large as the content wants.
const NATURAL_WIDTH: f64 = 1000.0;
/// The thickest line.
const THICKEST: f64 = 3.3;

/// Whether the part is no more than the thing in the middle and its neighbours, few enough for rows.
pub(super) fn suits(scene: &Scene, part: &Part) -> bool {
    let Some(middle) = part.nodes.iter().copied().find(|&node| Some(scene.view.nodes[node]) == scene.subject) else {
        return false;
    };
    let spokes = spokes(scene, part, middle).len();
    spokes + 1 == part.nodes.len() && (1..=MOST_ROWS).contains(&spokes)
}

fn spokes(scene: &Scene, part: &Part, middle: usize) -> Vec<usize> {
    let touches = |link: &Link| link.from == middle || link.to == middle;
    part.links.iter().copied().filter(|&at| touches(&scene.links[at])).collect()
}

pub(super) fn draw(scene: &Scene, part: &Part) -> Result<Picture, DiagramError> {
    let middle = part.nodes.iter().copied().find(|&node| Some(scene.view.nodes[node]) == scene.subject);
    let middle = middle.ok_or(DiagramError::NoSubject)?;
    let mut part = part.clone();
    part.links = spokes(scene, &part, middle);
    let Some(size) = scene.setting.size else {
        let frame = frame(scene, &part, Size::new(NATURAL_WIDTH, ARTICLE.h)).unit(1.0);
        let plan = Plan::new(scene, &part, middle, &frame, Density { label: 16.0, small: 14.0, lines: 2, gap: 9.0 });
        return Ok(plan.paint(scene, &frame, None));
    };
    let least = 14.0 * (size.w / 1200.0).max(0.5);
    loop {
        let frame = frame(scene, &part, size);
        let room = frame.room(scene.fonts).h;
        let u = frame.scale();
        let (label, small) = (frame.label(), frame.small());
        let roomy = Density { label, small, lines: 3, gap: 10.0 * u };
        let close =
            Density { label: (label + least) / 2.0, small: small.min((small + least) / 2.0), lines: 2, gap: 6.0 * u };
        let tight = |lines, gap| Density { label: least.min(label), small: least.min(small), lines, gap };
        for density in [roomy, Density { lines: 2, ..roomy }, close, tight(2, 4.0), tight(1, 4.0), tight(0, 3.0)] {
            let plan = Plan::new(scene, &part, middle, &frame, density);
            if plan.height() <= room {
                return Ok(plan.paint(scene, &frame, Some(room)));
            }
        }
        // The last row says least.
        let rows = rows_of(scene, &part, middle);
        let last = rows.last().filter(|_| rows.len() > 1).map(|row| row.node);
        let Some(last) = last else {
            let (width, height) = (size.w as u32, size.h as u32);
            return Err(DiagramError::TooSmall { things: scene.view.nodes.len(), width, height });
        };
        part = part.keeping(scene, |node| node != last);
    }
}

fn frame(scene: &Scene, part: &Part, size: Size) -> Frame {
    scene.frame(size, around::title(scene, part), relationships::coverage(scene, part))
}

/// What is joined to the middle.
struct Spoke {
    node: usize,
    link: usize,
    section: Section,
    weight: Option<Weight>,
}

/// What the rows are sorted into, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Performers,
    Groups,
    Cast,
    Performed,
    PlayedIn,
    Members,
    Themes,
    Carriers,
    Broader,
    Narrower,
    Alike,
}

impl Section {
    const fn head(self) -> &'static str {
        match self {
            Self::Performers => "performed by",
            Self::Groups => "member of",
            Self::Cast => "in it play",
            Self::Performed => "performs",
            Self::PlayedIn => "plays in",
            Self::Members => "members",
            Self::Themes => "carries",
            Self::Carriers => "carried by",
            Self::Broader => "is a kind of",
            Self::Narrower => "in narrower senses",
            Self::Alike => "shares themes with",
        }
    }

    fn of(edge: &ViewEdge, middle: usize) -> Self {
        let leaves = edge.from as usize == middle;
        match (edge.relation, leaves) {
            (Relation::Performs, true) => Self::Performed,
            (Relation::Performs, false) => Self::Performers,
            (Relation::AppearsIn, true) => Self::PlayedIn,
            (Relation::AppearsIn, false) => Self::Cast,
            (Relation::MemberOf, true) => Self::Groups,
            (Relation::MemberOf, false) => Self::Members,
            (Relation::Carries, true) => Self::Themes,
            (Relation::Carries, false) => Self::Carriers,
            (Relation::Broader, true) => Self::Broader,
            (Relation::Broader, false) => Self::Narrower,
            (Relation::SharesThemes, _) => Self::Alike,
        }
    }
}

fn rows_of(scene: &Scene, part: &Part, middle: usize) -> Vec<Spoke> {
    let mut spokes: Vec<Spoke> = spokes(scene, part, middle)
        .into_iter()
        .map(|at| {
            let link = &scene.links[at];
            let node = if link.from == middle { link.to } else { link.from };
            Spoke { node, link: at, section: Section::of(&link.edges[0], middle), weight: scene.weight(link) }
        })
        .collect();
    let released = |node: usize| {
        let it = scene.view.nodes[node];
        (it.kind == Kind::Video).then(|| scene.catalogue().videos[it.at()].released)
    };
    spokes.sort_by_key(|spoke| (spoke.section, spoke.weight, released(spoke.node), spoke.node));
    spokes
}

/// How closely everything is set.
#[derive(Debug, Clone, Copy)]
struct Density {
    label: f64,
    small: f64,
    /// How many lines evidence may take; 0: it is left out.
    lines: usize,
    gap: f64,
}

struct Row {
    spoke: Spoke,
    name: Label,
    beside: Label,
    below: Label,
}

struct Plan {
    middle: usize,
    name: Label,
    rows: Vec<Row>,
    legend: Legend,
    density: Density,
    unit: f64,
}

impl Plan {
    fn new(scene: &Scene, part: &Part, middle: usize, frame: &Frame, density: Density) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let weak = Style::regular(density.small);
        let name = Style::semibold(density.label * 1.35);
        let name = Label::new(fonts, scene.label(scene.view.nodes[middle]), name, room.w * 0.2, 4);
        let width = room.w - name.size().w - (2.0 * PAD + DOT) * u - CURVES * room.w - 1.0;
        let row = |spoke: Spoke| {
            let it = scene.view.nodes[spoke.node];
            let strong = matches!(it.kind, Kind::Video | Kind::Group);
            let style = if strong { Style::semibold(density.label) } else { Style::regular(density.label) };
            let name = Label::new(fonts, scene.label(it), style, width * 0.6, 2);
            let beside = Label::new(fonts, &beside(scene, it), weak, (width - name.size().w - 10.0 * u).max(1.0), 1);
            let below = Label::new(fonts, &evidence(scene, &scene.links[spoke.link]), weak, width, density.lines);
            Row { spoke, name, beside, below }
        };
        let rows: Vec<Row> = rows_of(scene, part, middle).into_iter().map(row).collect();
        let weights: Vec<Weight> = rows.iter().filter_map(|row| row.spoke.weight).collect();
        let legend = Legend::new(fonts, &scene.weights_legend(&weights, THICKEST * u), u, room.w);
        Self { middle, name, rows, legend, density, unit: u }
    }

    fn row_height(&self, row: &Row) -> f64 {
        row.name.size().h.max(row.beside.size().h) + row.below.size().h
    }

    /// What stands above a row: the head of its section, or a gap.
    fn before(&self, at: usize) -> f64 {
        let first = at == 0 || self.rows[at - 1].spoke.section != self.rows[at].spoke.section;
        let head = self.density.small * LEADING + 4.0 * self.unit;
        match (at, first) {
            (0, _) => head,
            (_, true) => self.density.gap * 1.8 + head,
            (_, false) => self.density.gap,
        }
    }

    fn above(&self) -> f64 {
        if self.legend.height() > 0.0 { self.legend.height() + 8.0 * self.unit } else { 0.0 }
    }

    fn height(&self) -> f64 {
        let rows: f64 = (0..self.rows.len()).map(|at| self.before(at) + self.row_height(&self.rows[at])).sum();
        self.above() + rows.max(self.name.size().h + 2.0 * PAD * self.unit)
    }

    fn paint(&self, scene: &Scene, frame: &Frame, most: Option<f64>) -> Picture {
        let u = self.unit;
        let least = self.height();
        let height = most.map_or(least, |most| most.min(least + 20.0 * u * self.rows.len() as f64));
        let (mut picture, room) = match most {
            Some(_) => frame.open_with_height(scene.fonts, &scene.palette, height),
            None => frame.open_around(scene.fonts, &scene.palette, height),
        };
        picture.push(self.legend.draw(Point::new(room.x, room.y), scene.palette.muted));
        let top = room.y + self.above();
        let spread = (height - least) / self.rows.len().max(1) as f64;
        let name = self.name.size();
        let chip = Size::new(name.w + 2.0 * PAD * u, name.h + PAD * u);
        let chip = Rect::centred(Point::new(room.x + chip.w / 2.0, top + (height - self.above()) / 2.0), chip);
        let x = chip.right() + CURVES * room.w;
        let (mut y, mut places) = (top, Vec::new());
        for (at, row) in self.rows.iter().enumerate() {
            y += self.before(at) + spread / 2.0;
            places.push(y);
            y += self.row_height(row) + spread / 2.0;
        }
        self.links(scene, &mut picture, chip, x, &places);
        picture.push(self.subject(scene, chip));
        for (at, (row, &y)) in self.rows.iter().zip(&places).enumerate() {
            if at == 0 || self.rows[at - 1].spoke.section != row.spoke.section {
                let mut head = Group::default().class("heads");
                let words =
                    Label::new(scene.fonts, row.spoke.section.head(), Style::regular(self.density.small), room.w, 1);
                let middle = y - 4.0 * u - words.size().h / 2.0;
                words.put(&mut head, Point::new(x + DOT * u, middle), Anchor::Start, scene.palette.muted);
                picture.push(head);
            }
            picture.push(self.row(scene, row, Point::new(x, y)));
        }
        scene.describe(&mut picture, &self.facts(scene));
        picture
    }

    fn links(&self, scene: &Scene, picture: &mut Picture, chip: Rect, x: f64, places: &[f64]) {
        let u = self.unit;
        let count = self.rows.len() as f64;
        let pitch = ((chip.h - 10.0 * u) / count.max(1.0)).min(4.0 * u);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse((self.rows[at].spoke.weight, at)));
        for at in order {
            let row = &self.rows[at];
            let from = Point::new(chip.right(), chip.centre().y + (at as f64 - (count - 1.0) / 2.0) * pitch);
            let to = Point::new(x, places[at] + row.name.size().h / 2.0);
            let middle = (from.x + to.x) / 2.0;
            let path =
                vec![Segment::Move(from), Segment::Cubic(Point::new(middle, from.y), Point::new(middle, to.y), to)];
            let link = &scene.links[row.spoke.link];
            picture.push(scene.link_group(link, path, self.style(scene, link, row)));
        }
    }

    fn style(&self, scene: &Scene, link: &Link, row: &Row) -> LinkStyle {
        match row.spoke.weight {
            Some(weight) => {
                let theme = if scene.view.nodes[link.to].kind == Kind::Theme { link.to } else { link.from };
                let colour = scene.family_colour(scene.view.nodes[theme]);
                scene.carries_style(weight, colour, THICKEST * self.unit)
            }
            None => scene.relation_style(link.edges[0].relation, self.unit),
        }
    }

    fn subject(&self, scene: &Scene, chip: Rect) -> Group {
        let it = scene.view.nodes[self.middle];
        let mut group = scene.node_group(it, chip).class("subject");
        let fill = scene.colours(it.kind).mark;
        group.push(Path::rounded(chip, 6.0 * self.unit).fill(fill));
        self.name.put(&mut group, chip.centre(), Anchor::Middle, scene.palette.text_on(fill));
        group
    }

    fn row(&self, scene: &Scene, row: &Row, at: Point) -> Group {
        let it = scene.view.nodes[row.spoke.node];
        let u = self.unit;
        let (name, beside, below) = (row.name.size(), row.beside.size(), row.below.size());
        let gap = if beside.w > 0.0 { 10.0 * u } else { 0.0 };
        let width = DOT * u + (name.w + gap + beside.w).max(below.w);
        let mut group = scene.node_group(it, Rect::new(at.x - 5.0 * u, at.y, width + 5.0 * u, self.row_height(row)));
        let colour = if it.kind == Kind::Theme { scene.family_colour(it) } else { scene.colours(it.kind).mark };
        let middle = at.y + name.h.max(beside.h) / 2.0;
        group.push(Path::circle(Point::new(at.x, middle), 5.0 * u).fill(colour));
        let start = at.x + DOT * u;
        row.name.put(&mut group, Point::new(start, middle), Anchor::Start, scene.palette.ink);
        let mut lesser = Group::default().class("evidence");
        row.beside.put(&mut lesser, Point::new(start + name.w + gap, middle), Anchor::Start, scene.palette.muted);
        let under = Point::new(start, at.y + name.h.max(beside.h) + below.h / 2.0);
        row.below.put(&mut lesser, under, Anchor::Start, scene.palette.muted);
        group.push(lesser);
        group
    }

    fn facts(&self, scene: &Scene) -> String {
        let mut told: Vec<String> = Vec::new();
        let mut at = 0;
        while let Some(row) = self.rows.get(at) {
            let section = row.spoke.section;
            let same = self.rows[at..].iter().take_while(|row| row.spoke.section == section);
            let names: Vec<&str> = same.map(|row| scene.label(scene.view.nodes[row.spoke.node])).collect();
            told.push(format!("{}: {}.", prose::capital(section.head()), prose::list_some(&names, 12)));
            at += names.len();
        }
        told.join(" ")
    }
}

/// Beside the words in the box of the thing in the middle.
const PAD: f64 = 14.0;
/// From the middle of a row's dot to its words.
const DOT: f64 = 15.0;
/// The width of the curves, of the room's.
const CURVES: f64 = 0.16;

/// Whose video it is and when it came out.
fn beside(scene: &Scene, node: Node) -> String {
    if node.kind != Kind::Video {
        return String::new();
    }
    let year = scene.catalogue().videos[node.at()].released.map(|date| date.year.to_string());
    let parts: Vec<String> = [scene.performers(node)].into_iter().chain(year).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// What is known of the relation; no spoilers, as a picture cannot hide them.
fn evidence(scene: &Scene, link: &Link) -> String {
    let catalogue = scene.catalogue();
    for edge in &link.edges {
        let (from, to) = scene.view.ends(edge);
        let at = edge.detail as usize;
        match edge.relation {
            Relation::Carries => {
                if let Some(carried) = catalogue.videos[from.at()].themes.get(at)
                    && let Some(sentence) = carried.evidence()
                {
                    return if carried.spoiler {
                        "(what shows it gives the ending away)".to_owned()
                    } else {
                        sentence.to_owned()
                    };
                }
            }
            Relation::AppearsIn => {
                if let Some(role) = catalogue.videos[to.at()].cast.get(at).and_then(|role| role.role.as_ref()) {
                    return format!("as {role}");
                }
            }
            Relation::MemberOf => {
                if let Some(membership) = catalogue.artists[from.at()].member_of.get(at) {
                    let from = membership.from.map(|date| format!("from {date}"));
                    let to = membership.to.map(|date| format!("until {date}"));
                    let known: Vec<String> = from.into_iter().chain(to).collect();
                    if !known.is_empty() {
                        return known.join(" ");
                    }
                }
            }
            Relation::SharesThemes => return prose::count(at, "theme"),
            Relation::Performs | Relation::Broader => {}
        }
    }
    String::new()
}
