//! Labels in boxes, placed freely near what they are joined to: what `relationships` and `around` have in common.

use crate::catalogue::{Kind, Node};
use crate::geometry::{Point, Rect, Segment, Size};
use crate::graph::Relation;
use crate::layout::{self, MapOptions, Network, Placement};
use crate::picture::{ARTICLE, Anchor, Frame, Group, Path, Picture};
use crate::text::Style;

use super::DiagramError;
use super::label::Label;
use super::legend::{Legend, Sample};
use super::scene::{Link, LinkStyle, Scene};

/// A node's label and its box.
struct Chip {
    label: Label,
    size: Size,
}

/// Draws everything in the view as a map under this title and subtitle; `facts` go into the alternative text.
pub(super) fn draw(scene: &Scene, title: String, subtitle: String, facts: &str) -> Result<Picture, DiagramError> {
    let natural = scene.setting.size.is_none();
    let size = scene.setting.size.unwrap_or(Size::new(NATURAL_WIDTH, ARTICLE.h));
    let mut frame = scene.frame(size, title, subtitle);
    if natural {
        frame = frame.unit(1.0);
    }
    let room = frame.room(scene.fonts);
    let legend = Legend::new(scene.fonts, &legend(scene, frame.scale()), frame.scale(), room.w);
    let above = legend.height() + 14.0 * frame.scale();
    let fit = if natural { natural_fit(scene, room.w) } else { fixed_fit(scene, &frame, room.w, room.h - above)? };
    let height = above + fit.placement.size.h;
    let (mut picture, room) = if natural {
        frame.open_around(scene.fonts, &scene.palette, height)
    } else {
        frame.open_with_height(scene.fonts, &scene.palette, height)
    };
    picture.push(legend.draw(Point::new(room.x, room.y), scene.palette.muted));
    let spare = ((room.w - fit.placement.size.w) / 2.0).max(0.0);
    paint(scene, &mut picture, &fit, Point::new(room.x + spare, room.y + above));
    scene.describe(&mut picture, facts);
    Ok(picture)
}

/// The width of a map that may be as high as it wants: it fits a page of 1000 logical pixels with little loss.
const NATURAL_WIDTH: f64 = 1120.0;

/// A map that has been laid out.
struct Fit {
    chips: Vec<Chip>,
    placement: Placement,
    /// 1 where a label has 15 logical pixels.
    unit: f64,
}

fn chips(scene: &Scene, unit: f64, width: f64) -> Vec<Chip> {
    scene.view.nodes.iter().map(|&node| chip(scene, node, unit, width)).collect()
}

fn chip(scene: &Scene, node: Node, unit: f64, width: f64) -> Chip {
    let subject = scene.subject == Some(node);
    let (style, pad) = match node.kind {
        _ if subject => (Style::semibold(20.0), (12.0, 6.0)),
        Kind::Video => (Style::semibold(15.0), (8.0, 3.5)),
        Kind::Theme => (Style::regular(15.0), (8.0, 3.0)),
        Kind::Group => (Style::semibold(14.0), (7.0, 2.5)),
        Kind::Artist => (Style::regular(14.0), (4.0, 1.0)),
    };
    let most = (190.0 * unit).min(width * 0.45);
    let label = Label::new(scene.fonts, scene.label(node), style.at(style.size * unit), most, 3);
    let text = label.size();
    let size = Size::new((text.w + 2.0 * pad.0 * unit).ceil(), (text.h + 2.0 * pad.1 * unit).ceil());
    Chip { label, size }
}

fn network(scene: &Scene, chips: &[Chip]) -> Network {
    Network {
        boxes: chips.iter().map(|chip| chip.size).collect(),
        edges: scene.links.iter().map(|link| (link.from, link.to)).collect(),
    }
}

fn natural_fit(scene: &Scene, width: f64) -> Fit {
    let chips = chips(scene, 1.0, width);
    let network = network(scene, &chips);
    let placement = layout::map(&network, &MapOptions { page: Size::new(width, width * 1.4), gap: GAP });
    Fit { chips, placement, unit: 1.0 }
}

const GAP: f64 = 8.0;

fn fixed_fit(scene: &Scene, frame: &Frame, width: f64, height: f64) -> Result<Fit, DiagramError> {
    let size = scene.setting.size.unwrap_or(ARTICLE);
    let least = (size.w / 1200.0).max(0.5);
    let mut unit = frame.scale();
    loop {
        let chips = chips(scene, unit, width);
        let network = network(scene, &chips);
        let page = Size::new(width, height.max(1.0));
        let mut placement = layout::map(&network, &MapOptions { page, gap: GAP * unit });
        let scale = (width / placement.size.w.max(1.0)).min(height / placement.size.h.max(1.0));
        if scale >= 1.0 {
            spread(&mut placement, &network, scale.min(1.5));
            return Ok(Fit { chips, placement, unit });
        }
        if unit <= least {
            let (w, h) = (size.w as u32, size.h as u32);
            return Err(DiagramError::TooSmall { things: scene.view.nodes.len(), width: w, height: h });
        }
        unit = (unit * scale.max(0.8) * 0.99).max(least);
    }
}

/// Moves everything apart by `scale`, which is at least 1; the boxes keep their size.
fn spread(placement: &mut Placement, network: &Network, scale: f64) {
    for centre in &mut placement.centres {
        *centre = Point::new(centre.x * scale, centre.y * scale);
    }
    let whole = placement
        .centres
        .iter()
        .zip(&network.boxes)
        .map(|(&centre, &size)| Rect::centred(centre, size))
        .reduce(|a, b| a.union(&b))
        .unwrap_or_default();
    for centre in &mut placement.centres {
        *centre = Point::new(centre.x - whole.x, centre.y - whole.y);
    }
    placement.size = Size::new(whole.w, whole.h);
    for (line, &(a, b)) in placement.lines.iter_mut().zip(&network.edges) {
        if !line.is_empty() {
            let (p, q) = (placement.centres[a], placement.centres[b]);
            *line = vec![border(p, q, network.boxes[a]), border(q, p, network.boxes[b])];
        }
    }
}

/// Where the line from the centre `p` of a box towards `q` leaves the box.
fn border(p: Point, q: Point, size: Size) -> Point {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    let along = |d: f64, half: f64| if d == 0.0 { 1.0 } else { half / d.abs() };
    let t = along(dx, size.w / 2.0).min(along(dy, size.h / 2.0)).min(1.0);
    Point::new(p.x + t * dx, p.y + t * dy)
}

fn legend(scene: &Scene, unit: f64) -> Vec<(Sample, String)> {
    let mut entries = Vec::new();
    for (kind, word) in [(Kind::Video, "video"), (Kind::Theme, "theme"), (Kind::Group, "group"), (Kind::Artist, "artist")] {
        if scene.of_kind(kind).next().is_some() {
            let colours = scene.colours(kind);
            let edge = if kind == Kind::Artist { colours.fill } else { colours.stroke };
            entries.push((Sample::Box(colours.fill, edge), word.to_owned()));
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
        if scene.links.iter().any(|link| link.edges[0].relation == relation) {
            entries.push((Sample::Edge(relation_style(scene, relation, unit)), words.to_owned()));
        }
    }
    entries
}

fn relation_style(scene: &Scene, relation: Relation, unit: f64) -> LinkStyle {
    let tone = |kind: Kind, paler: f64| scene.colours(kind).mark.mix(scene.palette.background, paler);
    let (colour, width, dash) = match relation {
        Relation::Carries => (tone(Kind::Theme, 0.25), 1.5, None),
        Relation::Performs => (tone(Kind::Video, 0.0), 2.2, None),
        Relation::AppearsIn => (tone(Kind::Artist, 0.2), 1.2, Some((4.0, 3.0))),
        Relation::MemberOf => (tone(Kind::Artist, 0.35), 1.2, None),
        Relation::Broader => (tone(Kind::Theme, 0.4), 1.2, Some((1.5, 3.0))),
        Relation::SharesThemes => (tone(Kind::Theme, 0.25), 1.5, None),
    };
    LinkStyle { colour, width: width * unit, dash: dash.map(|(d, g)| (d * unit, g * unit)) }
}

fn style(scene: &Scene, link: &Link, unit: f64) -> LinkStyle {
    relation_style(scene, link.edges[0].relation, unit)
}

fn paint(scene: &Scene, picture: &mut Picture, fit: &Fit, origin: Point) {
    let at = |p: Point| Point::new(origin.x + p.x, origin.y + p.y);
    let prominence = |relation: Relation| match relation {
        Relation::Broader => 0,
        Relation::MemberOf => 1,
        Relation::AppearsIn => 2,
        Relation::Carries | Relation::SharesThemes => 3,
        Relation::Performs => 4,
    };
    let mut links: Vec<(usize, &Link)> = scene.links.iter().enumerate().collect();
    links.sort_by_key(|(n, link)| (prominence(link.edges[0].relation), *n));
    for (n, link) in links {
        let line = &fit.placement.lines[n];
        let (Some(&first), Some(&last)) = (line.first(), line.last()) else { continue };
        let path = vec![Segment::Move(at(first)), Segment::Line(at(last))];
        picture.push(scene.link_group(link, path, style(scene, link, fit.unit)));
    }
    for (n, chip) in fit.chips.iter().enumerate() {
        picture.push(node(scene, n, chip, Rect::centred(at(fit.placement.centres[n]), chip.size), fit.unit));
    }
}

fn node(scene: &Scene, n: usize, chip: &Chip, rect: Rect, unit: f64) -> Group {
    let it = scene.view.nodes[n];
    let colours = scene.colours(it.kind);
    let mut group = scene.node_group(it, rect);
    let shape = Path::rounded(rect, 5.0 * unit);
    let mut text = colours.text;
    if scene.subject == Some(it) {
        group = group.class("subject");
        group.push(shape.fill(colours.mark));
        text = scene.palette.text_on(colours.mark);
    } else if it.kind == Kind::Artist {
        group.push(shape.fill(colours.fill));
    } else {
        group.push(shape.fill(colours.fill).stroke(colours.stroke, 1.2 * unit));
    }
    chip.label.put(&mut group, rect.centre(), Anchor::Middle, text);
    group
}
