//! One thing in the middle; on its left people and kindred themes, on its right stories and what they tell of, in rows, each with what
//! is known of the relation.

use crate::catalogue::{Kind, Node, Weight};
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::{Relation, ViewEdge};
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::query::prose;
use crate::text::Style;

use super::label::Label;
use super::legend::Legend;
use super::part::Part;
use super::scene::{Link, LinkStyle, Scene};
use super::{DiagramError, around, relationships};

/// So many rows can be read.
const MOST_ROWS: usize = 60;
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
        let frame = frame(scene, &part, ARTICLE).unit(1.0);
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

    /// Whether it stands on the left.
    const fn is_left(self) -> bool {
        matches!(self, Self::Performers | Self::Groups | Self::Cast | Self::Members | Self::Broader | Self::Narrower)
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
    head: Option<Label>,
    name: Label,
    beside: Label,
    below: Label,
    left: bool,
}

struct Plan {
    middle: usize,
    name: Label,
    rows: Vec<Row>,
    legend: Legend,
    density: Density,
    unit: f64,
    /// The widths of the words on either side.
    widths: [f64; 2],
}

impl Plan {
    fn new(scene: &Scene, part: &Part, middle: usize, frame: &Frame, density: Density) -> Self {
        let (fonts, u) = (scene.fonts, frame.scale());
        let room = frame.room(fonts);
        let weak = Style::regular(density.small);
        let name = Style::semibold(density.label * 1.35);
        let name = Label::new(fonts, scene.label(scene.view.nodes[middle]), name, room.w * 0.18, 4);
        let spokes = rows_of(scene, part, middle);
        let two_sided =
            spokes.iter().any(|spoke| spoke.section.is_left()) && spokes.iter().any(|s| !s.section.is_left());
        let sides = if two_sided { 2.0 } else { 1.0 };
        let words = room.w - name.size().w - 2.0 * PAD * u - (DOT * u + CURVES * room.w) * sides - 1.0;
        let share = |left: bool| {
            words.max(1.0)
                * if !two_sided {
                    1.0
                } else if left {
                    0.36
                } else {
                    0.64
                }
        };
        let mut before = None;
        let row = |spoke: Spoke| {
            let left = two_sided && spoke.section.is_left();
            let width = share(left);
            let head = (before != Some(spoke.section)).then(|| Label::new(fonts, spoke.section.head(), weak, width, 1));
            before = Some(spoke.section);
            let it = scene.view.nodes[spoke.node];
            let strong = matches!(it.kind, Kind::Video | Kind::Group);
            let style = if strong { Style::semibold(density.label) } else { Style::regular(density.label) };
            let (beside, below) = evidence(scene, &scene.links[spoke.link], it);
            let name =
                Label::new(fonts, scene.label(it), style, if beside.is_empty() { width } else { width * 0.65 }, 2);
            let beside = Label::new(fonts, &beside, weak, (width - name.size().w - BESIDE * u).max(1.0), 1);
            let below = Label::new(fonts, &below, weak, width, density.lines);
            Row { spoke, head, name, beside, below, left }
        };
        let rows: Vec<Row> = spokes.into_iter().map(row).collect();
        let weights: Vec<Weight> = rows.iter().filter_map(|row| row.spoke.weight).collect();
        let legend = Legend::new(fonts, &scene.weights_legend(&weights, THICKEST * u), u, room.w);
        let mut plan = Self { middle, name, rows, legend, density, unit: u, widths: [0.0; 2] };
        plan.widths = [true, false].map(|left| {
            let words = plan.rows.iter().filter(|row| row.left == left).map(|row| {
                let head = row.head.as_ref().map_or(0.0, |head| head.size().w);
                plan.first_line(row).max(row.below.size().w).max(head)
            });
            words.fold(0.0, f64::max)
        });
        plan
    }

    /// The width of a row's name and what stands beside it.
    fn first_line(&self, row: &Row) -> f64 {
        let beside = row.beside.size().w;
        row.name.size().w + if beside > 0.0 { BESIDE * self.unit + beside } else { 0.0 }
    }

    fn row_height(&self, row: &Row) -> f64 {
        row.name.size().h.max(row.beside.size().h) + row.below.size().h
    }

    /// What stands above a row: the head of its section, or a gap.
    fn before(&self, row: &Row, first: bool) -> f64 {
        let head = row.head.as_ref().map_or(0.0, |head| head.size().h + 4.0 * self.unit);
        match (first, row.head.is_some()) {
            (true, _) => head,
            (false, true) => self.density.gap * 1.8 + head,
            (false, false) => self.density.gap,
        }
    }

    fn above(&self) -> f64 {
        if self.legend.height() > 0.0 { self.legend.height() + 16.0 * self.unit } else { 0.0 }
    }

    /// The upper edges of the rows of one side, without what stands above them, and the height of the whole.
    fn stack(&self, left: bool, spread: f64) -> (Vec<f64>, f64) {
        let (mut y, mut places) = (0.0, Vec::new());
        for row in self.rows.iter().filter(|row| row.left == left) {
            y += self.before(row, places.is_empty()) + if places.is_empty() { 0.0 } else { spread };
            places.push(y);
            y += self.row_height(row);
        }
        (places, y)
    }

    fn content_height(&self, spread: f64) -> f64 {
        let chip = self.name.size().h + PAD * self.unit;
        self.stack(true, spread).1.max(self.stack(false, spread).1).max(chip)
    }

    fn height(&self) -> f64 {
        self.above() + self.content_height(0.0)
    }

    fn paint(&self, scene: &Scene, frame: &Frame, most: Option<f64>) -> Picture {
        let u = self.unit;
        let longest = self.rows.iter().filter(|row| row.left).count().max(self.rows.iter().filter(|r| !r.left).count());
        let spare = most.map_or(0.0, |most| most - self.height());
        let spread = (spare / longest.saturating_sub(1).max(1) as f64).clamp(0.0, 18.0 * u);
        let content = self.content_height(spread);
        let (mut picture, room) = match most {
            Some(_) => frame.open_with_height(scene.fonts, &scene.palette, self.above() + content),
            None => frame.open_around(scene.fonts, &scene.palette, self.above() + content),
        };
        picture.push(self.legend.draw(Point::new(room.x, room.y), scene.palette.muted));
        let top = room.y + self.above();
        let centre = top + content / 2.0;
        let name = self.name.size();
        let side = |left: bool| if self.widths[usize::from(!left)] > 0.0 { DOT * u } else { 0.0 } + self.widths[usize::from(!left)];
        let (left, right) = (side(true), side(false));
        let chip = Size::new(name.w + 2.0 * PAD * u, name.h + PAD * u);
        // The curves share what is left; not so much that the rows stand apart.
        let sides = if left > 0.0 { 2.0 } else { 1.0 };
        let curves = ((room.w - left - right - chip.w) / sides).clamp(1.0, room.w * 0.24);
        let start = room.x + ((room.w - left - right - chip.w - curves * sides) / 2.0).max(0.0);
        let chip_x = if left > 0.0 { start + left + curves } else { start };
        let chip = Rect::new(chip_x, centre - chip.h / 2.0, chip.w, chip.h);
        let mut places = vec![Point::default(); self.rows.len()];
        for is_left in [true, false] {
            let (ys, height) = self.stack(is_left, spread);
            let x = if is_left { chip.x - curves } else { chip.right() + curves };
            let own = self.rows.iter().enumerate().filter(|(_, row)| row.left == is_left);
            for ((at, _), y) in own.zip(ys) {
                places[at] = Point::new(x, centre - height / 2.0 + y);
            }
        }
        self.links(scene, &mut picture, chip, &places);
        picture.push(self.subject(scene, chip));
        for (row, &at) in self.rows.iter().zip(&places) {
            if let Some(words) = &row.head {
                let mut head = Group::default().class("heads");
                let (x, anchor) = self.start(row, at);
                let middle = at.y - 4.0 * u - words.size().h / 2.0;
                words.put(&mut head, Point::new(x, middle), anchor, scene.palette.muted);
                picture.push(head);
            }
            picture.push(self.row(scene, row, at));
        }
        scene.describe(&mut picture, &self.facts(scene));
        picture
    }

    /// Where a row's words begin, or end if they stand on the left.
    fn start(&self, row: &Row, at: Point) -> (f64, Anchor) {
        let away = DOT * self.unit;
        if row.left { (at.x - away, Anchor::End) } else { (at.x + away, Anchor::Start) }
    }

    fn links(&self, scene: &Scene, picture: &mut Picture, chip: Rect, places: &[Point]) {
        let mut drawn = Vec::new();
        for left in [true, false] {
            let own: Vec<usize> = (0..self.rows.len()).filter(|&at| self.rows[at].left == left).collect();
            let count = own.len() as f64;
            let pitch = ((chip.h - 10.0 * self.unit) / count.max(1.0)).min(4.0 * self.unit);
            for (place, at) in own.into_iter().enumerate() {
                let x = if left { chip.x } else { chip.right() };
                let from = Point::new(x, chip.centre().y + (place as f64 - (count - 1.0) / 2.0) * pitch);
                drawn.push((
                    at,
                    from,
                    Point::new(places[at].x, places[at].y + self.first_height(&self.rows[at]) / 2.0),
                ));
            }
        }
        drawn.sort_by_key(|&(at, ..)| std::cmp::Reverse((self.rows[at].spoke.weight, at)));
        for (at, from, to) in drawn {
            let middle = (from.x + to.x) / 2.0;
            let path =
                vec![Segment::Move(from), Segment::Cubic(Point::new(middle, from.y), Point::new(middle, to.y), to)];
            let link = &scene.links[self.rows[at].spoke.link];
            picture.push(scene.link_group(link, path, self.style(scene, link, &self.rows[at])));
        }
    }

    fn first_height(&self, row: &Row) -> f64 {
        row.name.size().h.max(row.beside.size().h)
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
        let width = DOT * u + self.first_line(row).max(row.below.size().w) + 5.0 * u;
        let x = if row.left { at.x + 5.0 * u - width } else { at.x - 5.0 * u };
        let mut group = scene.node_group(it, Rect::new(x, at.y, width, self.row_height(row)));
        let colour = if it.kind == Kind::Theme { scene.family_colour(it) } else { scene.colours(it.kind).mark };
        let middle = at.y + self.first_height(row) / 2.0;
        group.push(Path::circle(Point::new(at.x, middle), 5.0 * u).fill(colour));
        let (start, anchor) = self.start(row, at);
        let away = (row.name.size().w + BESIDE * u) * if row.left { -1.0 } else { 1.0 };
        row.name.put(&mut group, Point::new(start, middle), anchor, scene.palette.ink);
        let mut lesser = Group::default().class("evidence");
        row.beside.put(&mut lesser, Point::new(start + away, middle), anchor, scene.palette.muted);
        let under = Point::new(start, at.y + self.first_height(row) + row.below.size().h / 2.0);
        row.below.put(&mut lesser, under, anchor, scene.palette.muted);
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
/// From a name to what stands beside it.
const BESIDE: f64 = 10.0;
/// The least width of the curves on one side, of the room's.
const CURVES: f64 = 0.1;

/// What is known of the relation: a few words beside the name, and a sentence below it. Spoilers are only named, as a picture cannot
/// hide them.
fn evidence(scene: &Scene, link: &Link, node: Node) -> (String, String) {
    let catalogue = scene.catalogue();
    let mut beside = String::new();
    if node.kind == Kind::Video {
        let year = catalogue.videos[node.at()].released.map(|date| date.year().to_string());
        let parts = [scene.performers(node)].into_iter().chain(year).filter(|part| !part.is_empty());
        beside = parts.collect::<Vec<String>>().join(", ");
    }
    for edge in &link.edges {
        let (from, to) = scene.view.ends(edge);
        let at = edge.detail as usize;
        let known = match edge.relation {
            Relation::Carries => {
                let video = &catalogue.videos[from.at()];
                let carried = catalogue[video.themes].get(at);
                match carried.filter(|carried| video.evidence(carried).is_some()) {
                    Some(carried) if carried.spoiler => {
                        let already = if beside.is_empty() { "" } else { " · " };
                        beside = format!("{beside}{already}its evidence is a spoiler");
                        continue;
                    }
                    carried => carried.and_then(|carried| video.evidence(carried)).map(ToOwned::to_owned),
                }
            }
            Relation::AppearsIn => {
                let role = catalogue.videos[to.at()].cast().get(at).and_then(|cast| cast.role.as_ref());
                role.map(|role| format!("as {role}"))
            }
            Relation::MemberOf => catalogue[catalogue.artists[from.at()].member_of].get(at).and_then(|membership| {
                let from = membership.from.map(|date| format!("from {date}"));
                let known: Vec<String> =
                    from.into_iter().chain(membership.to.map(|date| format!("until {date}"))).collect();
                (!known.is_empty()).then(|| known.join(" "))
            }),
            Relation::SharesThemes => Some(prose::count(at, "theme")),
            Relation::Performs | Relation::Broader => None,
        };
        if let Some(known) = known {
            return (beside, known);
        }
    }
    (beside, String::new())
}
