//! What a picture is made of.

use super::palette::Colour;
use crate::geometry::{Point, Rect, Segment, Size};
use crate::text::Line;

/// A picture with everything in its place, in logical pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The canvas.
    pub size: Size,
    /// What the picture is called.
    pub title: String,
    /// What it shows, in words: the alternative text.
    pub description: String,
    /// Where its facts come from.
    pub source: String,
    /// The canvas's colour.
    pub background: Colour,
    /// What is drawn, from back to front.
    pub items: Vec<Item>,
}

/// One thing on a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// An outline, filled or stroked or both.
    Path(Path),
    /// A line of text.
    Text(Text),
    /// Several things that belong together.
    Group(Group),
}

/// An outline, filled (nonzero rule) and then stroked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    /// Its steps, beginning with a [`Segment::Move`].
    pub segments: Vec<Segment>,
    /// The colour inside.
    pub fill: Option<Colour>,
    /// The line.
    pub stroke: Option<Stroke>,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in logical pixels.
    pub width: f64,
    /// Lengths of dash and gap in logical pixels; `None` for an unbroken line.
    pub dash: Option<(f64, f64)>,
    /// Whether ends and corners are round, or cut square and mitred.
    pub round: bool,
}

/// A line of text on its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The glyphs.
    pub line: Line,
    /// Where its baseline begins.
    pub at: Point,
    /// Its colour.
    pub colour: Colour,
    /// Whether it reads upwards: turned a quarter to the left about `at`.
    pub upward: bool,
}

/// Which point of a line of text is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// What a group stands for. The geometry JSON tells it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Role {
    /// Nothing of its own.
    #[default]
    None,
    /// A mark that stands for data: the box around it.
    Mark(Rect),
    /// A node of a node-link diagram.
    Node {
        /// Its name, such as `video:haru-haru`.
        id: String,
        /// The box around it.
        rect: Rect,
    },
    /// An edge of a node-link diagram.
    Edge {
        /// The node it leaves.
        from: String,
        /// The node it reaches.
        to: String,
        /// Its line as drawn; see [`crate::geometry::flatten`].
        points: Vec<Point>,
    },
}

/// Things that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// What it stands for.
    pub role: Role,
    /// Its id in an SVG; unique within the picture. [`Role::Node`] gives its own where this is empty.
    pub id: String,
    /// Classes, separated by spaces.
    pub class: String,
    /// What is shown when the pointer rests on it.
    pub tooltip: String,
    /// Where a click leads; anything but `http://` and `https://` is left out.
    pub link: String,
    /// What it is made of, from back to front.
    pub items: Vec<Item>,
}

impl Picture {
    /// Puts an item in front of all others.
    pub fn push(&mut self, item: impl Into<Item>) {
        self.items.push(item.into());
    }
}

impl Path {
    /// A path of these steps, yet without colours.
    pub fn new(segments: Vec<Segment>) -> Self {
        Self { segments, fill: None, stroke: None }
    }

    /// A straight line.
    pub fn line(from: Point, to: Point) -> Self {
        Self::new(vec![Segment::Move(from), Segment::Line(to)])
    }

    /// A line through all points; none for fewer than two.
    pub fn polyline(points: &[Point]) -> Self {
        let step = |(i, &p)| if i == 0 { Segment::Move(p) } else { Segment::Line(p) };
        Self::new(points.iter().enumerate().map(step).collect())
    }

    /// A closed shape.
    pub fn polygon(points: &[Point]) -> Self {
        let mut path = Self::polyline(points);
        path.segments.push(Segment::Close);
        path
    }

    /// A box.
    pub fn rect(r: Rect) -> Self {
        let corner = Point::new;
        Self::polygon(&[
            corner(r.x, r.y),
            corner(r.right(), r.y),
            corner(r.right(), r.bottom()),
            corner(r.x, r.bottom()),
        ])
    }

    /// A box with round corners of `radius`, or less where the box is too small for it.
    pub fn rounded(r: Rect, radius: f64) -> Self {
        let c = radius.min(r.w / 2.0).min(r.h / 2.0);
        if c <= 0.0 {
            return Self::rect(r);
        }
        // How far the control points of a quarter circle lie from its corner.
        let k = c * (1.0 - ARC);
        let (l, t, rt, b) = (r.x, r.y, r.right(), r.bottom());
        let p = Point::new;
        Self::new(vec![
            Segment::Move(p(l + c, t)),
            Segment::Line(p(rt - c, t)),
            Segment::Cubic(p(rt - k, t), p(rt, t + k), p(rt, t + c)),
            Segment::Line(p(rt, b - c)),
            Segment::Cubic(p(rt, b - k), p(rt - k, b), p(rt - c, b)),
            Segment::Line(p(l + c, b)),
            Segment::Cubic(p(l + k, b), p(l, b - k), p(l, b - c)),
            Segment::Line(p(l, t + c)),
            Segment::Cubic(p(l, t + k), p(l + k, t), p(l + c, t)),
            Segment::Close,
        ])
    }

    /// A circle.
    pub fn circle(centre: Point, radius: f64) -> Self {
        let (r, k) = (radius, radius * ARC);
        let p = |x: f64, y: f64| Point::new(centre.x + x, centre.y + y);
        Self::new(vec![
            Segment::Move(p(r, 0.0)),
            Segment::Cubic(p(r, k), p(k, r), p(0.0, r)),
            Segment::Cubic(p(-k, r), p(-r, k), p(-r, 0.0)),
            Segment::Cubic(p(-r, -k), p(-k, -r), p(0.0, -r)),
            Segment::Cubic(p(k, -r), p(r, -k), p(r, 0.0)),
            Segment::Close,
        ])
    }

    /// The same, filled.
    pub fn fill(self, colour: Colour) -> Self {
        Self { fill: Some(colour), ..self }
    }

    /// The same with an unbroken line of `width` logical pixels.
    pub fn stroke(self, colour: Colour, width: f64) -> Self {
        Self { stroke: Some(Stroke { colour, width, dash: None, round: false }), ..self }
    }

    /// The same with its line dashed.
    pub fn dashed(mut self, dash: f64, gap: f64) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = Some((dash, gap));
        }
        self
    }

    /// The same with round ends and corners.
    pub fn round(mut self) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.round = true;
        }
        self
    }
}

/// The length of the control arm of a quarter circle of radius 1.
const ARC: f64 = 0.552_284_749_830_793_4;

/// Letters start at quarters of a logical pixel along their line, nearer to where they should than anyone can see: so at 2x the same
/// letters have the same few pixels, and pack well.
const ALONG: f64 = 0.25;
/// Lines of text lie on halves of a logical pixel, so that at 2x all are equally sharp.
const ACROSS: f64 = 0.5;

/// The multiple of `step` nearest to a coordinate.
fn near(v: f64, step: f64) -> f64 {
    (v / step).round() * step
}

/// The line with its letters where they may start.
fn even(mut line: Line) -> Line {
    for glyph in &mut line.glyphs {
        (glyph.x, glyph.y) = (near(glyph.x, ALONG), near(glyph.y, ACROSS));
    }
    line
}

impl Text {
    /// A line whose baseline begins `at` this point.
    pub fn new(line: Line, at: Point, colour: Colour) -> Self {
        Self { at: Point::new(near(at.x, ALONG), near(at.y, ACROSS)), line: even(line), colour, upward: false }
    }

    /// A line that reads upwards from this point, its baseline on the right.
    pub fn upward(line: Line, at: Point, colour: Colour) -> Self {
        Self { at: Point::new(near(at.x, ACROSS), near(at.y, ALONG)), line: even(line), colour, upward: true }
    }

    /// A line whose baseline begins, has its middle, or ends at this point.
    pub fn anchored(line: Line, at: Point, anchor: Anchor, colour: Colour) -> Self {
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => line.width / 2.0,
            Anchor::End => line.width,
        };
        Self::new(line, Point::new(at.x - back, at.y), colour)
    }

    /// The box around its ink.
    pub fn ink(&self) -> Rect {
        self.placed(self.line.ink)
    }

    /// The box that the line takes: its advance, ascent and descent.
    pub fn area(&self) -> Rect {
        self.placed(Rect::new(0.0, -self.line.ascent, self.line.width, self.line.height()))
    }

    /// A box seen from the start of the baseline, as it lies on the picture.
    fn placed(&self, r: Rect) -> Rect {
        if self.upward {
            Rect::new(self.at.x + r.y, self.at.y - r.right(), r.h, r.w)
        } else {
            Rect::new(self.at.x + r.x, self.at.y + r.y, r.w, r.h)
        }
    }
}

impl Group {
    /// An empty group.
    pub fn new(role: Role) -> Self {
        Self { role, ..Self::default() }
    }

    /// The same with an id.
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: id.into(), ..self }
    }

    /// The same with a class more.
    pub fn class(mut self, class: &str) -> Self {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(class);
        self
    }

    /// The same with a tooltip.
    pub fn tooltip(self, tooltip: impl Into<String>) -> Self {
        Self { tooltip: tooltip.into(), ..self }
    }

    /// The same with a link.
    pub fn link(self, url: impl Into<String>) -> Self {
        Self { link: url.into(), ..self }
    }

    /// Puts an item in front of the others.
    pub fn push(&mut self, item: impl Into<Item>) {
        self.items.push(item.into());
    }
}

impl From<Path> for Item {
    fn from(path: Path) -> Self {
        Self::Path(path)
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Group> for Item {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}
