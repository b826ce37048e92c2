//! Points, sizes and boxes, in logical pixels; x grows to the right, y downwards.

/// A place on the plane.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the upper edge.
    pub y: f64,
}

/// A width and a height, neither negative.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// An upright box, given by its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl Size {
    /// The size `w` × `h`.
    pub const fn new(w: f64, h: f64) -> Self {
        Self { w, h }
    }
}

impl Rect {
    /// The box whose upper left corner is `x`, `y`.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// The box of `size` around `centre`.
    pub fn centred(centre: Point, size: Size) -> Self {
        Self::new(centre.x - size.w / 2.0, centre.y - size.h / 2.0, size.w, size.h)
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The centre.
    pub fn centre(&self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Whether the two boxes share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The box grown by `margin` on every side.
    pub fn grown(&self, margin: f64) -> Self {
        Self::new(self.x - margin, self.y - margin, self.w + 2.0 * margin, self.h + 2.0 * margin)
    }

    /// The smallest box around both.
    pub fn union(&self, other: &Rect) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }
}

/// One step of an outline. A path is a list of them that begins with [`Segment::Move`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a new subpath here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A quadratic Bézier curve: control point, end.
    Quad(Point, Point),
    /// A cubic Bézier curve: two control points, end.
    Cubic(Point, Point, Point),
    /// A straight line back to where the subpath began.
    Close,
}

impl Segment {
    /// Where the segment ends; `None` for [`Segment::Close`].
    pub fn end(&self) -> Option<Point> {
        match *self {
            Self::Move(p) | Self::Line(p) | Self::Quad(_, p) | Self::Cubic(_, _, p) => Some(p),
            Self::Close => None,
        }
    }

    /// The segment with every point of it put through `f`.
    pub fn map(self, f: impl Fn(Point) -> Point) -> Self {
        match self {
            Self::Move(p) => Self::Move(f(p)),
            Self::Line(p) => Self::Line(f(p)),
            Self::Quad(a, p) => Self::Quad(f(a), f(p)),
            Self::Cubic(a, b, p) => Self::Cubic(f(a), f(b), f(p)),
            Self::Close => Self::Close,
        }
    }
}

/// The smallest upright box around a path (its line, without a stroke's width); `None` for an empty path.
pub fn bounds(segments: &[Segment]) -> Option<Rect> {
    let mut found: Option<(Point, Point)> = None;
    let mut add = |p: Point| {
        let (lo, hi) = found.get_or_insert((p, p));
        *lo = Point::new(lo.x.min(p.x), lo.y.min(p.y));
        *hi = Point::new(hi.x.max(p.x), hi.y.max(p.y));
    };
    let mut from = Point::default();
    for segment in segments {
        match *segment {
            Segment::Move(p) | Segment::Line(p) => add(p),
            Segment::Quad(a, p) => {
                // The same curve as a cubic.
                let third = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
                let b = Point::new(third(from.x, a.x), third(from.y, a.y));
                let c = Point::new(third(p.x, a.x), third(p.y, a.y));
                cubic_extremes(from, b, c, p, &mut add);
            }
            Segment::Cubic(a, b, p) => cubic_extremes(from, a, b, p, &mut add),
            Segment::Close => {}
        }
        from = segment.end().unwrap_or(from);
    }
    found.map(|(lo, hi)| Rect::new(lo.x, lo.y, hi.x - lo.x, hi.y - lo.y))
}

/// How far two points are apart.
pub fn distance(p: Point, q: Point) -> f64 {
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    (dx * dx + dy * dy).sqrt()
}

/// From `p` this share of the way to `q`.
pub fn towards(p: Point, q: Point, t: f64) -> Point {
    Point::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t)
}

/// The point of a cubic Bézier curve at `t` in 0..=1.
pub fn cubic_at(p: [Point; 4], t: f64) -> Point {
    let u = 1.0 - t;
    let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
    Point::new(a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y)
}

fn cubic_extremes(p0: Point, p1: Point, p2: Point, p3: Point, add: &mut impl FnMut(Point)) {
    add(p0);
    add(p3);
    let inside = |lo: f64, hi: f64, v: f64| v >= lo.min(hi) && v <= lo.max(hi);
    let hull =
        inside(p0.x, p3.x, p1.x) && inside(p0.x, p3.x, p2.x) && inside(p0.y, p3.y, p1.y) && inside(p0.y, p3.y, p2.y);
    if hull {
        return;
    }
    for v in [[p0.x, p1.x, p2.x, p3.x], [p0.y, p1.y, p2.y, p3.y]] {
        // The derivative is a·t² + b·t + c, up to a factor of three.
        let (a, b, c) = (v[3] - 3.0 * v[2] + 3.0 * v[1] - v[0], 2.0 * (v[2] - 2.0 * v[1] + v[0]), v[1] - v[0]);
        let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
        let candidates =
            if a.abs() < 1e-12 { [-c / b, -c / b] } else { [(-b + root) / (2.0 * a), (-b - root) / (2.0 * a)] };
        for t in candidates {
            if t > 0.0 && t < 1.0 {
                add(cubic_at([p0, p1, p2, p3], t));
            }
        }
    }
}

/// A path as polylines, one for each subpath: curves are cut into straight pieces about three units long or shorter.
pub fn flatten(segments: &[Segment]) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let mut from = Point::default();
    let mut start = Point::default();
    for segment in segments {
        if let Segment::Move(p) = *segment {
            lines.push(vec![p]);
            (from, start) = (p, p);
            continue;
        }
        if lines.is_empty() {
            lines.push(vec![from]);
        }
        let Some(line) = lines.last_mut() else { break };
        match *segment {
            Segment::Move(_) => {}
            Segment::Line(p) => line.push(p),
            Segment::Quad(a, p) => {
                let third = |end: f64, control: f64| end + (control - end) * 2.0 / 3.0;
                let b = Point::new(third(from.x, a.x), third(from.y, a.y));
                let c = Point::new(third(p.x, a.x), third(p.y, a.y));
                cut([from, b, c, p], line);
            }
            Segment::Cubic(a, b, p) => cut([from, a, b, p], line),
            Segment::Close => {
                line.push(start);
                from = start;
            }
        }
        from = segment.end().unwrap_or(from);
    }
    lines
}

fn cut(curve: [Point; 4], line: &mut Vec<Point>) {
    let length = |a: Point, b: Point| ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt();
    let hull = length(curve[0], curve[1]) + length(curve[1], curve[2]) + length(curve[2], curve[3]);
    let steps = (hull / 3.0).ceil().clamp(1.0, 64.0) as usize;
    line.extend((1..=steps).map(|i| if i == steps { curve[3] } else { cubic_at(curve, i as f64 / steps as f64) }));
}
