//! The paper of a chart: its frame, its layers, and the plots on it.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Rectangle};
use plotters::style::{Color, RGBAColor, ShapeStyle, TRANSPARENT};

use super::backend::{Pen, UNITS};
use super::{ChartError, Input};
use crate::geometry::{Point, Rect};
use crate::picture::{ARTICLE, Anchor, Colour, Frame, Group, Palette, Path, Picture, Role, Text};
use crate::text::{Fonts, Line, Style};

/// A chart in the making.
pub(super) struct Sheet<'f> {
    /// What text is set with.
    pub fonts: &'f Fonts,
    /// What it is coloured with.
    pub palette: Palette,
    /// How much larger everything is than on a canvas 1200 wide and 675 high.
    pub unit: f64,
    /// All the room that the content may take; it may be less high.
    pub room: Rect,
    frame: Frame,
    pen: Rc<RefCell<Pen<'f>>>,
}

impl<'f> Sheet<'f> {
    /// Paper with these words at head and foot, unless the setting has others.
    pub fn new(input: &Input<'f>, title: String, subtitle: String, source: String) -> Self {
        let setting = input.setting;
        let size = setting.size.unwrap_or(ARTICLE);
        let frame = Frame::new(setting.title_or(title), size)
            .subtitle(setting.subtitle_or(subtitle))
            .source(setting.source_or(source));
        let fonts = input.fonts;
        let room = frame.room(fonts);
        Self {
            fonts,
            palette: setting.palette(),
            unit: frame.scale(),
            room,
            frame,
            pen: Rc::new(RefCell::new(Pen::new(fonts, size))),
        }
    }

    /// The style of labels.
    pub fn label(&self) -> Style {
        Style::regular(self.frame.label())
    }

    /// The style of labels that matter most.
    pub fn strong(&self) -> Style {
        Style::semibold(self.frame.label())
    }

    /// The smallest style that can be read.
    pub fn small(&self) -> Style {
        Style::regular(self.frame.small())
    }

    /// Sets one line, its baseline at `at`.
    pub fn text(&self, line: Line, at: Point, anchor: Anchor, colour: Colour) {
        self.pen.borrow_mut().text(Text::anchored(line, at, anchor, colour));
    }

    /// Sets one line with the middle of its capitals at `at.y`.
    pub fn label_at(&self, line: Line, at: Point, anchor: Anchor, colour: Colour) {
        let baseline = line.baseline_for_middle(at.y);
        self.text(line, Point::new(at.x, baseline), anchor, colour);
    }

    /// Sets one line that reads upwards from `at`, with the middle of its capitals at `at.x`.
    pub fn upward(&self, line: Line, at: Point, colour: Colour) {
        let x = line.baseline_for_middle(at.x);
        self.pen.borrow_mut().text(Text::upward(line, Point::new(x, at.y), colour));
    }

    /// Sets lines one below the other, the first one's capitals with their middle at `at.y`; gives back the height.
    pub fn lines_at(&self, lines: Vec<Line>, at: Point, anchor: Anchor, colour: Colour, leading: f64) -> f64 {
        let mut y = at.y;
        for line in lines {
            let step = line.style.size * leading;
            self.label_at(line, Point::new(at.x, y), anchor, colour);
            y += step;
        }
        y - at.y
    }

    /// A tinted area behind everything.
    pub fn band(&self, rect: Rect, colour: Colour) {
        self.pen.borrow_mut().behind(Path::rect(rect).fill(colour));
    }

    /// A thin line that gives way to words.
    pub fn hairline(&self, from: Point, to: Point, colour: Colour, width: f64) {
        self.pen.borrow_mut().hairline(from, to, Path::line(from, to).stroke(colour, width));
    }

    /// A shape in front of what was drawn before.
    pub fn shape(&self, path: Path) {
        self.pen.borrow_mut().mark(path);
    }

    /// Draws something that stands for data and takes `rect`.
    pub fn mark<T>(&self, rect: Rect, name: &Named, draw: impl FnOnce() -> T) -> T {
        let group = Group::new(Role::Mark(rect)).id(name.id.clone()).class(name.class).tooltip(name.tooltip.clone());
        self.pen.borrow_mut().begin(group);
        let result = draw();
        self.pen.borrow_mut().end();
        result
    }

    /// A coordinate system over `rect`.
    pub fn plot(&self, rect: Rect, x: Axis, y: Axis) -> Result<Plot<'f>, ChartError> {
        let units = |v: f64| (v * UNITS).round() as i32;
        let root = DrawingArea::from(&self.pen);
        let area = root.shrink((units(rect.x), units(rect.y)), (units(rect.w), units(rect.h)));
        let chart = ChartBuilder::on(&area).build_cartesian_2d(x, y)?;
        Ok(Plot { pen: Rc::clone(&self.pen), chart })
    }

    /// The finished picture, with a content that ends at `bottom`.
    pub fn finish(self, bottom: f64, description: String) -> Result<Picture, ChartError> {
        let height = bottom - self.room.y;
        let (mut picture, _) = self.frame.open_with_height(self.fonts, &self.palette, height);
        picture.description = description;
        let pen = Rc::try_unwrap(self.pen).map_err(|_| ChartError::Plot("a plot is still open".to_owned()))?;
        picture.items.extend(pen.into_inner().items());
        Ok(picture)
    }
}

/// What a mark is called where a picture can be pointed at.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// Unique within the picture, or empty.
    pub id: String,
    /// Its class.
    pub class: &'static str,
    /// What is shown beside the pointer.
    pub tooltip: String,
}

impl Named {
    /// A name without an id.
    pub fn new(class: &'static str, tooltip: impl Into<String>) -> Self {
        Self { id: String::new(), class, tooltip: tooltip.into() }
    }
}

/// One axis: from, to, and where its grid lines are.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    range: Range<f64>,
    ticks: Vec<f64>,
}

impl Axis {
    /// An axis without grid lines; `from` may lie above `to`.
    pub fn new(from: f64, to: f64) -> Self {
        Self { range: from..to, ticks: Vec::new() }
    }

    /// The same with grid lines.
    pub fn ticks(self, ticks: Vec<f64>) -> Self {
        Self { ticks, ..self }
    }
}

/// plotters' own axes choose ticks by logarithms, which differ in their last bit between machines; these are given.
impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        let extent = self.range.end - self.range.start;
        let part = if extent == 0.0 { 0.0 } else { (value - self.range.start) / extent };
        (f64::from(low) + (f64::from(high) - f64::from(low)) * part).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks.clone() }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

impl ValueFormatter<f64> for Axis {
    fn format(value: &f64) -> String {
        value.to_string()
    }
}

/// plotters' coordinate system on a sheet. Lengths in pixels are logical ones.
pub(super) struct Plot<'f> {
    pen: Rc<RefCell<Pen<'f>>>,
    chart: ChartContext<'static, Pen<'f>, Cartesian2d<Axis, Axis>>,
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paint {
    /// The colour inside.
    pub fill: Option<Colour>,
    /// The colour and width of its outline, which is drawn inside the shape.
    pub line: Option<(Colour, f64)>,
}

impl Paint {
    /// A solid shape.
    pub fn solid(colour: Colour) -> Self {
        Self { fill: Some(colour), line: None }
    }

    /// An outlined shape, filled with another colour.
    pub fn outlined(fill: Colour, line: Colour, width: f64) -> Self {
        Self { fill: Some(fill), line: Some((line, width)) }
    }
}

fn rgba(c: Colour) -> RGBAColor {
    RGBAColor(c.r, c.g, c.b, f64::from(c.a) / 255.0)
}

fn filled(colour: Colour) -> ShapeStyle {
    rgba(colour).filled()
}

fn stroke(colour: Colour, width: f64) -> ShapeStyle {
    rgba(colour).stroke_width((width * UNITS).round().max(1.0) as u32)
}

impl Plot<'_> {
    /// Where a value is on the canvas.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.chart.backend_coord(&(x, y));
        Point::new(f64::from(x) / UNITS, f64::from(y) / UNITS)
    }

    /// The grid lines of both axes.
    pub fn grid(&mut self, colour: Colour, width: f64) -> Result<(), ChartError> {
        self.pen.borrow_mut().hairlines = true;
        let drawn = self
            .chart
            .configure_mesh()
            .disable_axes()
            .light_line_style(TRANSPARENT)
            .bold_line_style(stroke(colour, width))
            .x_labels(1)
            .y_labels(1)
            .draw();
        self.pen.borrow_mut().hairlines = false;
        Ok(drawn?)
    }

    /// A box between two values on either axis.
    pub fn bar(&mut self, x: (f64, f64), y: (f64, f64), paint: Paint) -> Result<(), ChartError> {
        if let Some(fill) = paint.fill {
            self.chart.draw_series([Rectangle::new([(x.0, y.0), (x.1, y.1)], filled(fill))])?;
        }
        if let Some((colour, width)) = paint.line {
            let (a, b) = (self.at(x.0, y.0), self.at(x.1, y.1));
            let outline = Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs());
            let inside = outline.grown(-(width / 2.0).min(outline.w / 2.0).min(outline.h / 2.0));
            self.pen.borrow_mut().mark(Path::rect(inside).stroke(colour, width));
        }
        Ok(())
    }

    /// A dot of `radius` logical pixels.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64, paint: Paint) -> Result<(), ChartError> {
        let units = |v: f64| (v * UNITS).round().max(1.0) as i32;
        if let Some(fill) = paint.fill {
            self.chart.draw_series([Circle::new((x, y), units(radius), filled(fill))])?;
        }
        if let Some((colour, width)) = paint.line {
            let inside = (radius - width / 2.0).max(width / 2.0);
            self.chart.draw_series([Circle::new((x, y), units(inside), stroke(colour, width))])?;
        }
        Ok(())
    }

    /// A line through values.
    pub fn line(&mut self, points: &[(f64, f64)], colour: Colour, width: f64) -> Result<(), ChartError> {
        self.chart.draw_series([PathElement::new(points.to_vec(), stroke(colour, width))])?;
        Ok(())
    }
}
