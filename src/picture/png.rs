//! The PNG painter: anti-aliased, 8 bits, in sRGB, with its title, alternative text and source inside.

use super::PaintError;
use super::deflate;
use super::item::{Item, Path, Picture, Text};
use super::palette::Colour;
use super::quantise::Runs;
use crate::geometry::{Point, Segment, Size};
use crate::text::{Fonts, clean};
use std::io::Write;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, PathSegment, Pixmap, Stroke, StrokeDash, Transform};

/// So many pixels are painted at a time, a band across the canvas: more take longer to reach than to paint.
const BAND: u32 = 1 << 20;

/// Writes the picture as PNG, with `scale` (1 to 3) pixels for each logical pixel.
///
/// # Errors
///
/// If `out` cannot be written to, or the canvas has no sensible size.
pub fn write(picture: &Picture, fonts: &Fonts, scale: u8, out: &mut dyn Write) -> Result<(), PaintError> {
    let scale = scale.clamp(1, 3);
    let (width, height) = pixels(picture.size, f64::from(scale))?;
    let runs = rasterise(picture, fonts, scale, (width, height), BAND)?;
    encode(&runs, (width, height), picture, scale, out)
}

/// The pixels of a canvas, if it can be painted.
pub(super) fn pixels(size: Size, scale: f64) -> Result<(u32, u32), PaintError> {
    let (width, height) = ((size.w * scale).round(), (size.h * scale).round());
    let fits = |v: f64| (1.0..=20_000.0 * scale).contains(&v);
    if fits(width) && fits(height) && width * height <= 1e8 {
        Ok((width as u32, height as u32))
    } else {
        Err(PaintError::Size { width, height })
    }
}

/// Paints the picture, `band` pixels at a time.
fn rasterise(
    picture: &Picture,
    fonts: &Fonts,
    scale: u8,
    (width, height): (u32, u32),
    band: u32,
) -> Result<Runs, PaintError> {
    let mut outlines = Outlines { fonts, scale: f64::from(scale), shapes: Vec::new() };
    outlines.items(&picture.items);
    let rows = (band / width).clamp(1, height);
    let size = PaintError::Size { width: f64::from(width), height: f64::from(height) };
    let mut band = Pixmap::new(width, rows).ok_or(size)?;
    let mut runs = Runs::new(width as usize);
    let Colour { r, g, b, .. } = picture.background;
    for top in (0..height).step_by(rows as usize) {
        band.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
        for shape in &outlines.shapes {
            shape.paint(&mut band, top as f32);
        }
        let here = rows.min(height - top) as usize;
        runs.add(&band.data()[..here * width as usize * 4]);
    }
    Ok(runs)
}

/// What is painted with one colour, in pixels.
struct Shape {
    path: tiny_skia::Path,
    colour: Colour,
    /// The line, where it is too thin to be an area.
    hairline: Option<Stroke>,
}

impl Shape {
    fn area(path: &tiny_skia::Path, colour: Colour) -> Option<Self> {
        Some(Self { path: flattened(path)?, colour, hairline: None })
    }

    /// Paints what lies in a band that begins at `top`.
    fn paint(&self, band: &mut Pixmap, top: f32) {
        let bounds = self.path.bounds();
        if bounds.bottom() < top - 2.0 || bounds.top() > top + band.height() as f32 + 2.0 {
            return;
        }
        let (paint, place) = (solid(self.colour), Transform::from_translate(0.0, -top));
        match &self.hairline {
            Some(line) => band.stroke_path(&self.path, &paint, line, place, None),
            None => band.fill_path(&self.path, &paint, FillRule::Winding, place, None),
        }
    }
}

/// Makes shapes of a picture's items.
struct Outlines<'a> {
    fonts: &'a Fonts,
    scale: f64,
    shapes: Vec<Shape>,
}

impl Outlines<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path),
                Item::Text(text) => self.text(text),
                Item::Group(group) => self.items(&group.items),
            }
        }
    }

    fn path(&mut self, path: &Path) {
        let mut outline = PathBuilder::with_capacity(path.segments.len(), path.segments.len() * 3);
        let at = |v: f64| (v * self.scale) as f32;
        trace(&path.segments, |p| (at(p.x), at(p.y)), &mut outline);
        let Some(outline) = outline.finish().filter(within_reach) else { return };
        let line = path.stroke.and_then(|stroke| {
            let (cap, join) =
                if stroke.round { (LineCap::Round, LineJoin::Round) } else { (LineCap::Butt, LineJoin::Miter) };
            let width = at(stroke.width.min(1e4));
            let line = Stroke { width, line_cap: cap, line_join: join, ..Stroke::default() };
            let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![at(on), at(off)], 0.0));
            let drawn = match &dash {
                Some(dash) => outline.dash(dash, 1.0)?,
                None => outline.clone(),
            };
            match width <= 1.0 {
                true => Some(Shape { path: flattened(&drawn)?, colour: stroke.colour, hairline: Some(line) }),
                false => Some(Shape::area(&drawn.stroke(&line, 1.0)?, stroke.colour)?),
            }
        });
        if let Some(colour) = path.fill {
            self.shapes.extend(Shape::area(&outline, colour));
        }
        self.shapes.extend(line);
    }

    fn text(&mut self, text: &Text) {
        let mut path = PathBuilder::new();
        for glyph in &text.line.glyphs {
            let outline = self.fonts.outline(glyph.face, glyph.id);
            let em = text.line.style.size / self.fonts.units_per_em(glyph.face);
            let place = |p: Point| {
                let (x, y) = (glyph.x + p.x * em, glyph.y + p.y * em);
                let (x, y) = if text.upward { (y, -x) } else { (x, y) };
                (((text.at.x + x) * self.scale) as f32, ((text.at.y + y) * self.scale) as f32)
            };
            trace(&outline.segments, place, &mut path);
        }
        if let Some(path) = path.finish().filter(within_reach) {
            self.shapes.extend(Shape::area(&path, text.colour));
        }
    }
}

/// The path with short lines for its curves: those are cut by a band's borders as they are, where a cut curve would be drawn anew.
fn flattened(path: &tiny_skia::Path) -> Option<tiny_skia::Path> {
    /// How far a line may be from its curve, in pixels.
    const TOLERANCE: f32 = 0.03;
    let mut lines = PathBuilder::with_capacity(path.len() * 3, path.len() * 3);
    // Both derivatives of second order bound the distance of a chord: it is at most 1/8 of them, by the square of the steps.
    let bend = |a: tiny_skia::Point, b: tiny_skia::Point, c: tiny_skia::Point| {
        let (x, y) = (a.x - 2.0 * b.x + c.x, a.y - 2.0 * b.y + c.y);
        (x * x + y * y).sqrt()
    };
    let steps = |bend: f32| (bend / TOLERANCE).sqrt().ceil().clamp(1.0, 1000.0) as u32;
    let mut here = tiny_skia::Point::zero();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(p) => lines.move_to(p.x, p.y),
            PathSegment::LineTo(p) => lines.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => {
                let count = steps(bend(here, a, p) / 4.0);
                for k in 1..=count {
                    let t = k as f32 / count as f32;
                    let at = |o: f32, a: f32, p: f32| (1.0 - t) * (1.0 - t) * o + 2.0 * (1.0 - t) * t * a + t * t * p;
                    lines.line_to(at(here.x, a.x, p.x), at(here.y, a.y, p.y));
                }
            }
            PathSegment::CubicTo(a, b, p) => {
                let count = steps(bend(here, a, b).max(bend(a, b, p)) * 0.75);
                for k in 1..=count {
                    let (t, u) = (k as f32 / count as f32, 1.0 - k as f32 / count as f32);
                    let at = |o: f32, a: f32, b: f32, p: f32| {
                        u * u * u * o + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * p
                    };
                    lines.line_to(at(here.x, a.x, b.x, p.x), at(here.y, a.y, b.y, p.y));
                }
            }
            PathSegment::Close => lines.close(),
        }
        if let PathSegment::MoveTo(p)
        | PathSegment::LineTo(p)
        | PathSegment::QuadTo(_, p)
        | PathSegment::CubicTo(_, _, p) = segment
        {
            here = p;
        }
    }
    lines.finish()
}

fn solid(colour: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.r, colour.g, colour.b, colour.a);
    paint
}

/// The rasteriser counts in fixed point, so what reaches a million pixels out of the canvas is not painted.
fn within_reach(path: &tiny_skia::Path) -> bool {
    let bounds = path.bounds();
    [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].iter().all(|v| v.abs() < 1e6)
}

/// Adds the steps to a path, with every point where `place` puts it.
fn trace(segments: &[Segment], place: impl Fn(Point) -> (f32, f32), path: &mut PathBuilder) {
    for segment in segments {
        match *segment {
            Segment::Move(p) => {
                let (x, y) = place(p);
                path.move_to(x, y);
            }
            Segment::Line(p) => {
                let (x, y) = place(p);
                path.line_to(x, y);
            }
            Segment::Quad(a, p) => {
                let ((ax, ay), (x, y)) = (place(a), place(p));
                path.quad_to(ax, ay, x, y);
            }
            Segment::Cubic(a, b, p) => {
                let ((ax, ay), (bx, by), (x, y)) = (place(a), place(b), place(p));
                path.cubic_to(ax, ay, bx, by, x, y);
            }
            Segment::Close => path.close(),
        }
    }
}

fn encode(
    runs: &Runs,
    (width, height): (u32, u32),
    picture: &Picture,
    scale: u8,
    out: &mut dyn Write,
) -> Result<(), PaintError> {
    let failed = |error: png::EncodingError| match error {
        png::EncodingError::IoError(error) => PaintError::Io(error),
        error => PaintError::Png(error.to_string()),
    };
    let mut info = png::Info::with_size(width, height);
    info.bit_depth = png::BitDepth::Eight;
    let indexed = runs.indexed();
    info.color_type = if indexed.is_some() { png::ColorType::Indexed } else { png::ColorType::Rgb };
    // Dots a metre: 72 to the inch for each pixel of a logical pixel.
    let dots = (72.0 * f64::from(scale) / 0.0254).round() as u32;
    info.pixel_dims = Some(png::PixelDimensions { xppu: dots, yppu: dots, unit: png::Unit::Meter });
    let mut encoder = png::Encoder::with_info(out, info).map_err(failed)?;
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    for (key, value) in [("Title", &picture.title), ("Description", &picture.description), ("Source", &picture.source)]
    {
        if !value.is_empty() {
            encoder.add_itxt_chunk(key.to_owned(), clean(value)).map_err(failed)?;
        }
    }
    let Some(indexed) = indexed else {
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&runs.rgb()).map_err(failed)?;
        return writer.finish().map_err(failed);
    };
    encoder.set_palette(indexed.palette);
    let mut writer = encoder.write_header().map_err(failed)?;
    let packed = deflate::zlib(&indexed.scanlines, width as usize + 1);
    writer.write_chunk(png::chunk::IDAT, &packed).map_err(failed)?;
    writer.finish().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Palette, Text};
    use crate::text::Style;

    #[test]
    fn bands_leave_no_seam() {
        let (fonts, palette) = (Fonts::embedded(), Palette::light());
        let mut picture = Picture {
            size: Size::new(400.0, 300.0),
            title: String::new(),
            description: String::new(),
            source: String::new(),
            background: palette.background,
            items: Vec::new(),
        };
        for i in 0..12_u8 {
            let (y, end) = (f64::from(i) * 24.0 + 10.0, 290.0 - f64::from(i) * 24.0);
            let curve = vec![
                Segment::Move(Point::new(10.0, y)),
                Segment::Cubic(Point::new(200.0, y), Point::new(200.0, end), Point::new(390.0, end)),
            ];
            let path = Path::new(curve).stroke(palette.categories[usize::from(i) % 8], 0.4 + f64::from(i) * 0.3);
            picture.push(if i % 3 == 0 { path.dashed(7.0, 4.0) } else { path });
            let line = fonts.line("Typography 하루", Style::regular(16.0));
            picture.push(Text::new(line, Point::new(120.0, y), palette.ink));
            picture.push(Path::circle(Point::new(60.0, y), 9.0).fill(palette.categories[3]));
        }
        let painted = |band| rasterise(&picture, &fonts, 2, (800, 600), band).expect("a canvas").rgb();
        let (whole, bands) = (painted(800 * 600), painted(800 * 37));
        // Where a border cuts a line, its end is rounded anew.
        let apart = whole.iter().zip(&bands).filter(|(a, b)| a.abs_diff(**b) > 24).count();
        assert!(apart * 10_000 < whole.len(), "{apart} of {} bytes differ", whole.len());
    }
}
