//! The PNG painter: anti-aliased, 8 bits, in sRGB, with its title, alternative text and source inside.

use super::PaintError;
use super::item::{Item, Path, Picture, Text};
use super::palette::Colour;
use crate::geometry::{Segment, Size};
use crate::text::{Fonts, clean};
use std::collections::HashMap;
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
    encode(&pixmap, picture, scale, out)
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
    let mut raster = Raster { fonts, pixmap, scale: scale as f32, glyphs: HashMap::new() };
    raster.items(&picture.items);
    Ok(raster.pixmap)
}

struct Raster<'a> {
    fonts: &'a Fonts,
    pixmap: Pixmap,
    scale: f32,
    glyphs: HashMap<(u16, u32), Option<tiny_skia::Path>>,
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
        let Some(outline) = build(&path.segments) else { return };
        let transform = Transform::from_scale(self.scale, self.scale);
        if let Some(fill) = path.fill {
            self.pixmap.fill_path(&outline, &solid(fill), FillRule::Winding, transform, None);
        }
        if let Some(stroke) = path.stroke {
            let (cap, join) =
                if stroke.round { (LineCap::Round, LineJoin::Round) } else { (LineCap::Butt, LineJoin::Miter) };
            let dash = stroke.dash.and_then(|(on, off)| StrokeDash::new(vec![on as f32, off as f32], 0.0));
            let line = tiny_skia::Stroke {
                width: stroke.width as f32,
                line_cap: cap,
                line_join: join,
                dash,
                ..Default::default()
            };
            self.pixmap.stroke_path(&outline, &solid(stroke.colour), &line, transform, None);
        }
    }

    fn text(&mut self, text: &Text) {
        let paint = solid(text.colour);
        for glyph in &text.line.glyphs {
            let fonts = self.fonts;
            let outline = self
                .glyphs
                .entry((glyph.face, glyph.id))
                .or_insert_with(|| build(&fonts.outline(glyph.face, glyph.id).segments));
            let Some(outline) = outline else { continue };
            let em = (text.line.style.size / fonts.units_per_em(glyph.face)) as f32 * self.scale;
            let (dx, dy) = if text.upward { (glyph.y, -glyph.x) } else { (glyph.x, glyph.y) };
            let (x, y) = ((text.at.x + dx) as f32 * self.scale, (text.at.y + dy) as f32 * self.scale);
            let place = if text.upward {
                Transform::from_row(0.0, -em, em, 0.0, x, y)
            } else {
                Transform::from_row(em, 0.0, 0.0, em, x, y)
            };
            self.pixmap.fill_path(outline, &paint, FillRule::Winding, place, None);
        }
    }
}

fn solid(colour: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.r, colour.g, colour.b, colour.a);
    paint
}

fn build(segments: &[Segment]) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::with_capacity(segments.len(), segments.len() * 2);
    for segment in segments {
        match *segment {
            Segment::Move(p) => path.move_to(p.x as f32, p.y as f32),
            Segment::Line(p) => path.line_to(p.x as f32, p.y as f32),
            Segment::Quad(a, p) => path.quad_to(a.x as f32, a.y as f32, p.x as f32, p.y as f32),
            Segment::Cubic(a, b, p) => {
                path.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, p.x as f32, p.y as f32);
            }
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

fn encode(pixmap: &Pixmap, picture: &Picture, scale: u8, out: &mut dyn Write) -> Result<(), PaintError> {
    let failed = |error: png::EncodingError| match error {
        png::EncodingError::IoError(error) => PaintError::Io(error),
        error => PaintError::Png(error.to_string()),
    };
    let mut info = png::Info::with_size(pixmap.width(), pixmap.height());
    info.bit_depth = png::BitDepth::Eight;
    info.color_type = png::ColorType::Rgb;
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
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(failed)?;
    let data: Vec<u8> = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    writer.write_image_data(&data).map_err(failed)?;
    writer.finish().map_err(failed)
}
