//! The PNG painter: anti-aliased, 8 bits, in sRGB, with its title, alternative text and source inside.

use super::PaintError;
use super::deflate;
use super::item::{Item, Path, Picture, Text};
use super::palette::Colour;
use super::quantise;
use crate::geometry::{Point, Segment, Size};
use crate::text::{Fonts, clean};
use std::io::Write;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, StrokeDash, Transform};

/// Writes the picture as PNG, with `scale` (1 to 3) pixels for each logical pixel.
///
/// # Errors
///
/// If `out` cannot be written to, or the canvas has no sensible size.
pub fn write(picture: &Picture, fonts: &Fonts, scale: u8, out: &mut dyn Write) -> Result<(), PaintError> {
    let scale = scale.clamp(1, 3);
    let pixmap = rasterise(picture, fonts, f64::from(scale))?;
    encode(pixmap, picture, scale, out)
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

/// Paints the picture into memory.
pub(super) fn rasterise(picture: &Picture, fonts: &Fonts, scale: f64) -> Result<Pixmap, PaintError> {
    let (width, height) = pixels(picture.size, scale)?;
    let size = PaintError::Size { width: f64::from(width), height: f64::from(height) };
    let mut pixmap = Pixmap::new(width, height).ok_or(size)?;
    let Colour { r, g, b, .. } = picture.background;
    pixmap.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    let mut raster = Raster { fonts, pixmap, scale };
    raster.items(&picture.items);
    Ok(raster.pixmap)
}

struct Raster<'a> {
    fonts: &'a Fonts,
    pixmap: Pixmap,
    scale: f64,
}

impl Raster<'_> {
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
        if let Some(fill) = path.fill {
            self.pixmap.fill_path(&outline, &solid(fill), FillRule::Winding, Transform::identity(), None);
        }
        if let Some(stroke) = path.stroke {
            let (cap, join) =
                if stroke.round { (LineCap::Round, LineJoin::Round) } else { (LineCap::Butt, LineJoin::Miter) };
            let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![at(on), at(off)], 0.0));
            let line = tiny_skia::Stroke {
                width: at(stroke.width.min(1e4)),
                line_cap: cap,
                line_join: join,
                dash,
                ..Default::default()
            };
            self.pixmap.stroke_path(&outline, &solid(stroke.colour), &line, Transform::identity(), None);
        }
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
            self.pixmap.fill_path(&path, &solid(text.colour), FillRule::Winding, Transform::identity(), None);
        }
    }
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

fn encode(pixmap: Pixmap, picture: &Picture, scale: u8, out: &mut dyn Write) -> Result<(), PaintError> {
    let failed = |error: png::EncodingError| match error {
        png::EncodingError::IoError(error) => PaintError::Io(error),
        error => PaintError::Png(error.to_string()),
    };
    let mut info = png::Info::with_size(pixmap.width(), pixmap.height());
    info.bit_depth = png::BitDepth::Eight;
    let indexed = quantise::indexed(pixmap.data(), pixmap.width() as usize);
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
        let pixels: Vec<u8> = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        let mut writer = encoder.write_header().map_err(failed)?;
        writer.write_image_data(&pixels).map_err(failed)?;
        return writer.finish().map_err(failed);
    };
    let width = pixmap.width() as usize;
    drop(pixmap);
    encoder.set_palette(indexed.palette);
    let mut writer = encoder.write_header().map_err(failed)?;
    let packed = deflate::zlib(&scanlines(indexed.pixels, width), width + 1);
    writer.write_chunk(png::chunk::IDAT, &packed).map_err(failed)?;
    writer.finish().map_err(failed)
}

/// The rows with the type of their filter before each: none, for neighbouring numbers of a palette mean nothing.
fn scanlines(mut pixels: Vec<u8>, width: usize) -> Vec<u8> {
    let height = pixels.len() / width;
    pixels.resize(pixels.len() + height, 0);
    for row in (0..height).rev() {
        let start = row * (width + 1);
        pixels.copy_within(row * width..(row + 1) * width, start + 1);
        pixels[start] = 0;
    }
    pixels
}
