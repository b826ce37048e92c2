//! What plotters draws, as items of a picture.
//!
//! plotters counts in whole pixels, so it is given a canvas of [`UNITS`] times the size: nothing snaps visibly. Text is shaped
//! by [`Fonts`], never by plotters.

use std::convert::Infallible;

use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
    FontStyle, FontTransform,
};

use crate::geometry::{Point, Rect, Size};
use crate::picture::{Anchor, Colour, Group, Item, Path, Text};
use crate::text::{Fonts, Line, Style, Weight};

/// plotters' pixels to a logical pixel.
pub(super) const UNITS: f64 = 64.0;
/// The family of figures that are all equally wide.
pub(super) const TABULAR: &str = "tabular";
/// How far a hairline stays away from words, in ems.
const CLEARANCE: f64 = 0.3;

/// A drawing backend that keeps what it is told, in layers.
pub(super) struct Pen<'f> {
    fonts: &'f Fonts,
    size: Size,
    /// Whether straight lines are hairlines, which give way to words.
    pub hairlines: bool,
    back: Vec<Item>,
    grid: Vec<(Point, Point, Path)>,
    marks: Vec<Item>,
    texts: Vec<Text>,
    open: Vec<Group>,
}

impl<'f> Pen<'f> {
    /// An empty canvas of `size` logical pixels.
    pub fn new(fonts: &'f Fonts, size: Size) -> Self {
        let empty = Vec::new;
        Self {
            fonts,
            size,
            hairlines: false,
            back: empty(),
            grid: Vec::new(),
            marks: empty(),
            texts: Vec::new(),
            open: Vec::new(),
        }
    }

    /// What is drawn from now on belongs to `group`, until [`Pen::end`].
    pub fn begin(&mut self, group: Group) {
        self.open.push(group);
    }

    /// Ends what [`Pen::begin`] began.
    pub fn end(&mut self) {
        if let Some(group) = self.open.pop() {
            self.mark(group);
        }
    }

    /// Puts something behind everything else.
    pub fn behind(&mut self, item: impl Into<Item>) {
        self.back.push(item.into());
    }

    /// Puts a mark in front of other marks.
    pub fn mark(&mut self, item: impl Into<Item>) {
        match self.open.last_mut() {
            Some(group) => group.push(item),
            None => self.marks.push(item.into()),
        }
    }

    /// Puts words in front of everything.
    pub fn text(&mut self, text: Text) {
        self.texts.push(text);
    }

    /// A straight line that gives way to words.
    pub fn hairline(&mut self, from: Point, to: Point, path: Path) {
        self.grid.push((from, to, path));
    }

    /// Everything, from back to front.
    pub fn items(self) -> Vec<Item> {
        let mut items = self.back;
        for (from, to, path) in &self.grid {
            for (a, b) in pieces(*from, *to, &self.texts) {
                items.push(Path { stroke: path.stroke, ..Path::line(a, b) }.into());
            }
        }
        items.extend(self.marks);
        items.extend(self.texts.into_iter().map(Item::Text));
        items
    }

    fn point(at: BackendCoord) -> Point {
        Point::new(f64::from(at.0) / UNITS, f64::from(at.1) / UNITS)
    }

    fn line<S: BackendTextStyle>(&self, text: &str, style: &S) -> Line {
        self.fonts.line(text, text_style(style))
    }
}

/// What remains of an upright or level line where it keeps clear of words.
fn pieces(from: Point, to: Point, texts: &[Text]) -> Vec<(Point, Point)> {
    let upright = (from.x - to.x).abs() < (from.y - to.y).abs();
    let (along, across) = if upright { (from.y, from.x) } else { (from.x, from.y) };
    let end = if upright { to.y } else { to.x };
    let (start, end) = (along.min(end), along.max(end));
    let mut gaps: Vec<(f64, f64)> = Vec::new();
    for text in texts {
        let ink = text.ink();
        if ink.w <= 0.0 {
            continue;
        }
        let r = ink.grown(text.line.style.size * CLEARANCE);
        let (near, far, low, high) =
            if upright { (r.x, r.right(), r.y, r.bottom()) } else { (r.y, r.bottom(), r.x, r.right()) };
        if near < across && across < far {
            gaps.push((low, high));
        }
    }
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let point = |v: f64| if upright { Point::new(across, v) } else { Point::new(v, across) };
    let mut kept = Vec::new();
    let mut at = start;
    for (low, high) in gaps {
        if low > at {
            kept.push((point(at), point(low.min(end))));
        }
        at = at.max(high);
        if at >= end {
            return kept;
        }
    }
    kept.push((point(at), point(end)));
    kept
}

fn text_style<S: BackendTextStyle>(style: &S) -> Style {
    let weight = match style.style() {
        FontStyle::Bold => Weight::SemiBold,
        _ => Weight::Regular,
    };
    let tabular = matches!(style.family(), FontFamily::Name(TABULAR));
    Style { size: style.size() / UNITS, weight, tabular }
}

fn colour(c: BackendColor) -> Colour {
    let (r, g, b) = c.rgb;
    Colour { r, g, b, a: (c.alpha.clamp(0.0, 1.0) * 255.0).round() as u8 }
}

fn stroked<S: BackendStyle>(path: Path, style: &S) -> Path {
    path.stroke(colour(style.color()), f64::from(style.stroke_width()) / UNITS)
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.w * UNITS) as u32, (self.size.h * UNITS) as u32)
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        let at = Self::point(point);
        self.mark(Path::rect(Rect::new(at.x, at.y, 1.0, 1.0)).fill(colour(color)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        let points: Vec<Point> = path.into_iter().map(Self::point).collect();
        if style.color().alpha <= 0.0 || style.stroke_width() == 0 {
            return Ok(());
        }
        let line = stroked(Path::polyline(&points), style);
        match (self.hairlines, points.as_slice()) {
            (true, &[from, to]) if from.x == to.x || from.y == to.y => self.hairline(from, to, line),
            _ => self.mark(line),
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Outcome {
        let (a, b) = (Self::point(a), Self::point(b));
        let rect = Rect::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs());
        let path = Path::rect(rect);
        self.mark(if fill { path.fill(colour(style.color())) } else { stroked(path, style) });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        let path = Path::circle(Self::point(centre), f64::from(radius) / UNITS);
        self.mark(if fill { path.fill(colour(style.color())) } else { stroked(path, style) });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Outcome {
        let points: Vec<Point> = vert.into_iter().map(Self::point).collect();
        self.mark(Path::polygon(&points).fill(colour(style.color())));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Outcome {
        let (line, at) = (self.line(text, style), Self::point(at));
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        // How far below the anchor the baseline is.
        let below = match style.anchor().v_pos {
            VPos::Top => line.ascent,
            VPos::Center => line.baseline_for_middle(0.0),
            VPos::Bottom => -line.descent,
        };
        let ink = colour(style.color());
        let text = Text::anchored(line, Point::new(0.0, below), anchor, ink);
        let Point { x, y } = text.at;
        self.text(match style.transform() {
            FontTransform::None | FontTransform::Rotate180 => Text::new(text.line, Point::new(at.x + x, at.y + y), ink),
            FontTransform::Rotate90 | FontTransform::Rotate270 => {
                Text::upward(text.line, Point::new(at.x + y, at.y - x), ink)
            }
        });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let line = self.line(text, style);
        let (w, h) = ((line.width * UNITS).ceil() as u32, (line.height() * UNITS).ceil() as u32);
        Ok(match style.transform() {
            FontTransform::Rotate90 | FontTransform::Rotate270 => (h, w),
            FontTransform::None | FontTransform::Rotate180 => (w, h),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::coord::Shift;
    use plotters::drawing::DrawingArea;
    use plotters::element::Rectangle;
    use plotters::style::text_anchor::Pos;
    use plotters::style::{BLACK, Color, IntoFont, RED};

    fn items(draw: impl FnOnce(&DrawingArea<Pen, Shift>)) -> Vec<Item> {
        let fonts = Fonts::embedded();
        let pen = std::rc::Rc::new(std::cell::RefCell::new(Pen::new(&fonts, Size::new(100.0, 50.0))));
        draw(&DrawingArea::from(&pen));
        let items = std::mem::take(&mut pen.borrow_mut().marks);
        let texts = std::mem::take(&mut pen.borrow_mut().texts);
        items.into_iter().chain(texts.into_iter().map(Item::Text)).collect()
    }

    #[test]
    fn what_plotters_draws_keeps_fractions_of_a_pixel() {
        let items = items(|area| {
            let unit = UNITS as i32;
            let box_ = Rectangle::new([(unit / 4, unit / 2), (10 * unit, 20 * unit)], RED.filled());
            area.draw(&box_).unwrap();
        });
        let Item::Path(path) = &items[0] else { panic!("no path") };
        let bounds = crate::geometry::bounds(&path.segments);
        assert_eq!(bounds, Some(Rect::new(0.25, 0.5, 9.75, 19.5)));
        assert_eq!(path.fill, Some(Colour::hex(0xff0000)));
    }

    #[test]
    fn text_of_plotters_is_set_by_our_shaper_where_its_anchor_says() {
        let style = ("sans-serif", 16.0 * UNITS).into_font().color(&BLACK);
        let style = style.pos(Pos::new(HPos::Right, VPos::Center));
        let items = items(|area| {
            area.draw_text("하루하루", &style, (50 * UNITS as i32, 25 * UNITS as i32)).unwrap();
            let measured = area.estimate_text_size("하루하루", &style).unwrap();
            let line = Fonts::embedded().line("하루하루", Style::regular(16.0));
            assert_eq!(measured.0, (line.width * UNITS).ceil() as u32);
        });
        let Item::Text(text) = &items[0] else { panic!("no text") };
        // Text starts at the nearest quarter of a pixel, on the nearest half.
        assert_eq!(text.at.x, ((50.0 - text.line.width) * 4.0).round() / 4.0);
        assert_eq!(text.at.y, (text.line.baseline_for_middle(25.0) * 2.0).round() / 2.0);
    }

    #[test]
    fn a_hairline_gives_way_to_words() {
        let fonts = Fonts::embedded();
        let text = Text::new(fonts.line("word", Style::regular(10.0)), Point::new(40.0, 25.0), Colour::hex(0));
        let ink = text.ink();
        let kept = pieces(Point::new(0.0, 22.0), Point::new(100.0, 22.0), std::slice::from_ref(&text));
        assert_eq!(kept.len(), 2);
        assert!(kept[0].1.x < ink.x && kept[1].0.x > ink.right());
        assert_eq!(pieces(Point::new(0.0, 45.0), Point::new(100.0, 45.0), &[text]).len(), 1);
    }
}
