//! The SVG painter. Letters are outlines shared through `<defs>`, so it looks the same where our fonts are missing.

use super::PaintError;
use super::item::{Group, Item, Path, Picture, Role, Stroke, Text};
use super::palette::Colour;
use super::png;
use crate::geometry::{Point, Segment};
use crate::text::{Fonts, clean};
use quick_xml::escape::escape;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

/// Writes the picture as one SVG element.
///
/// # Errors
///
/// If `out` cannot be written to, or the canvas has no sensible size.
pub fn write(picture: &Picture, fonts: &Fonts, out: &mut dyn Write) -> Result<(), PaintError> {
    png::pixels(picture.size, 1.0)?;
    let mut svg = Svg { fonts, body: String::new() };
    svg.head(picture);
    svg.glyphs(picture);
    let (w, h) = (number(picture.size.w), number(picture.size.h));
    let _ = write!(svg.body, "<path{} d=\"M0 0h{w}v{h}H0z\"/>", paint("fill", picture.background));
    svg.items(&picture.items);
    svg.body.push_str("</svg>\n");
    out.write_all(svg.body.as_bytes())?;
    Ok(())
}

struct Svg<'a> {
    fonts: &'a Fonts,
    body: String,
}

impl Svg<'_> {
    fn head(&mut self, picture: &Picture) {
        let (w, h) = (number(picture.size.w), number(picture.size.h));
        // Two pictures on one page must not share these ids.
        let hash = picture.title.bytes().chain(picture.description.bytes());
        let hash = hash.fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
        let (title, description) = (plain(&picture.title), plain(&picture.description));
        let _ = write!(
            self.body,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"t{hash:08x} d{hash:08x}\">\n\
             <title id=\"t{hash:08x}\">{title}</title>\n<desc id=\"d{hash:08x}\">{description}</desc>\n"
        );
        if !picture.source.is_empty() {
            let source = plain(&picture.source);
            let _ = writeln!(
                self.body,
                "<metadata><source xmlns=\"http://purl.org/dc/elements/1.1/\">{source}</source></metadata>"
            );
        }
    }

    /// The outlines of all glyphs that are drawn, each once.
    fn glyphs(&mut self, picture: &Picture) {
        let mut used = BTreeSet::new();
        collect_glyphs(&picture.items, &mut used);
        self.body.push_str("<defs>\n");
        for (face, id) in used {
            let outline = self.fonts.outline(face, id);
            if outline.segments.is_empty() {
                continue;
            }
            let name = self.fonts.glyph_name(face, id);
            let _ = write!(self.body, "<path id=\"{name}\" d=\"");
            path_data(&outline.segments, 0, &mut self.body);
            self.body.push_str("\"/>\n");
        }
        self.body.push_str("</defs>\n");
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path),
                Item::Text(text) => self.text(text),
                Item::Group(group) => self.group(group),
            }
        }
    }

    fn path(&mut self, path: &Path) {
        if path.segments.is_empty() || (path.fill.is_none() && path.stroke.is_none()) {
            return;
        }
        self.body.push_str("<path");
        match path.fill {
            Some(fill) => self.body.push_str(&paint("fill", fill)),
            None => self.body.push_str(" fill=\"none\""),
        }
        if let Some(line) = path.stroke {
            stroke(line, &mut self.body);
        }
        self.body.push_str(" d=\"");
        path_data(&path.segments, 2, &mut self.body);
        self.body.push_str("\"/>\n");
    }

    fn text(&mut self, text: &Text) {
        let Some(first) = text.line.glyphs.first() else { return };
        let (x, y) = (number(text.at.x), number(text.at.y));
        let label = plain(&text.line.text);
        let fill = paint("fill", text.colour);
        let mut em = self.fonts.units_per_em(first.face);
        let turn = if text.upward { "rotate(-90)" } else { "" };
        let _ = write!(self.body, "<g aria-label=\"{label}\"{fill} transform=\"translate({x} {y}){turn}");
        let _ = write!(self.body, "scale({})\">", significant(text.line.style.size / em));
        for glyph in &text.line.glyphs {
            if self.fonts.outline(glyph.face, glyph.id).segments.is_empty() {
                continue;
            }
            let own = self.fonts.units_per_em(glyph.face);
            if own != em {
                let _ = write!(self.body, "</g><g{fill} transform=\"translate({x} {y}){turn}");
                let _ = write!(self.body, "scale({})\">", significant(text.line.style.size / own));
                em = own;
            }
            let units = em / text.line.style.size;
            let name = self.fonts.glyph_name(glyph.face, glyph.id);
            let _ = write!(self.body, "<use xlink:href=\"#{name}\"");
            for (axis, value) in [("x", glyph.x * units), ("y", glyph.y * units)] {
                let value = fixed(value, 0);
                if value != "0" {
                    let _ = write!(self.body, " {axis}=\"{value}\"");
                }
            }
            self.body.push_str("/>");
        }
        self.body.push_str("</g>\n");
    }

    fn group(&mut self, group: &Group) {
        let id = match &group.role {
            Role::Node { id, .. } if group.id.is_empty() => id,
            _ => &group.id,
        };
        let link = web_link(&group.link);
        if let Some(url) = &link {
            let _ = write!(self.body, "<a xlink:href=\"{url}\">");
        }
        self.body.push_str("<g");
        for (name, value) in [("id", id), ("class", &group.class)] {
            if !value.is_empty() {
                let _ = write!(self.body, " {name}=\"{}\"", plain(value));
            }
        }
        if let Role::Edge { from, to, .. } = &group.role {
            let _ = write!(self.body, " data-from=\"{}\" data-to=\"{}\"", plain(from), plain(to));
        }
        self.body.push('>');
        if !group.tooltip.is_empty() {
            let _ = write!(self.body, "<title>{}</title>", plain(&group.tooltip));
        }
        self.body.push('\n');
        self.items(&group.items);
        self.body.push_str("</g>");
        if link.is_some() {
            self.body.push_str("</a>");
        }
        self.body.push('\n');
    }
}

fn collect_glyphs(items: &[Item], used: &mut BTreeSet<(u16, u32)>) {
    for item in items {
        match item {
            Item::Path(_) => {}
            Item::Text(text) => used.extend(text.line.glyphs.iter().map(|glyph| (glyph.face, glyph.id))),
            Item::Group(group) => collect_glyphs(&group.items, used),
        }
    }
}

/// Any string as XML text or attribute value.
fn plain(text: &str) -> String {
    escape(clean(text)).into_owned()
}

/// The escaped address, if it is one that a reader may be sent to.
fn web_link(url: &str) -> Option<String> {
    let url = url.trim();
    let lower = url.get(..8).or(url.get(..7))?.to_ascii_lowercase();
    let safe = url.chars().all(|c| !c.is_whitespace() && !c.is_control());
    ((lower.starts_with("http://") || lower.starts_with("https://")) && safe).then(|| plain(url))
}

fn paint(name: &str, colour: Colour) -> String {
    let Colour { r, g, b, a } = colour;
    let short = [r, g, b].iter().all(|v| v >> 4 == v & 15);
    let hex = if short { format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15) } else { format!("#{r:02x}{g:02x}{b:02x}") };
    match a {
        255 => format!(" {name}=\"{hex}\""),
        a => format!(" {name}=\"{hex}\" {name}-opacity=\"{}\"", fixed(f64::from(a) / 255.0, 3)),
    }
}

fn stroke(line: Stroke, out: &mut String) {
    out.push_str(&paint("stroke", line.colour));
    if line.width != 1.0 {
        let _ = write!(out, " stroke-width=\"{}\"", number(line.width));
    }
    if let Some((dash, gap)) = line.dash {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(dash), number(gap));
    }
    if line.round {
        out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
}

/// Logical pixels: two decimals, without trailing zeros.
fn number(v: f64) -> String {
    fixed(v, 2)
}

fn fixed(v: f64, decimals: usize) -> String {
    let mut text = format!("{:.decimals$}", if v.is_finite() { v.clamp(-1e9, 1e9) } else { 0.0 });
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    match text.as_str() {
        "-0" => "0".to_owned(),
        _ => text,
    }
}

/// Eight decimals are enough for a scale, which glyph coordinates of some thousands are multiplied with.
fn significant(v: f64) -> String {
    fixed(v, 8)
}

/// Path data in relative steps. Every point is first rounded, so that errors do not add up.
fn path_data(segments: &[Segment], decimals: usize, out: &mut String) {
    let factor = if decimals == 0 { 1.0 } else { 100.0 };
    // What lies further out than ten million units is drawn there; what is no number, at 0.
    let whole = |v: f64| ((v * factor).round() as i64).clamp(-1_000_000_000, 1_000_000_000);
    let round = |p: Point| (whole(p.x), whole(p.y));
    let mut data = PathData { out, decimals, command: ' ', at: (0, 0) };
    let mut start = (0, 0);
    for segment in segments {
        match *segment {
            Segment::Move(p) => {
                data.step('M', &[round(p)], true);
                start = round(p);
            }
            Segment::Line(p) => {
                let to = round(p);
                let (dx, dy) = (to.0 - data.at.0, to.1 - data.at.1);
                match (dx, dy) {
                    (0, 0) => {}
                    (_, 0) => data.along('h', dx),
                    (0, _) => data.along('v', dy),
                    _ => data.step('l', &[to], false),
                }
                data.at = to;
            }
            Segment::Quad(a, p) => data.step('q', &[round(a), round(p)], false),
            Segment::Cubic(a, b, p) => data.step('c', &[round(a), round(b), round(p)], false),
            Segment::Close => {
                data.out.push('z');
                data.command = 'z';
                data.at = start;
            }
        }
    }
}

struct PathData<'a> {
    out: &'a mut String,
    decimals: usize,
    command: char,
    at: (i64, i64),
}

impl PathData<'_> {
    fn step(&mut self, command: char, points: &[(i64, i64)], absolute: bool) {
        self.command(command);
        let from = if absolute { (0, 0) } else { self.at };
        for (i, p) in points.iter().enumerate() {
            self.value(p.0 - from.0, i > 0 || command == ' ');
            self.value(p.1 - from.1, true);
        }
        self.at = points.last().copied().unwrap_or(self.at);
    }

    fn along(&mut self, command: char, distance: i64) {
        self.command(command);
        self.value(distance, false);
    }

    fn command(&mut self, command: char) {
        // A repeated command letter may be left out, but then a separator is needed, which takes as much room.
        self.out.push(command);
        self.command = command;
    }

    fn value(&mut self, v: i64, separate: bool) {
        let before = self.out.len();
        if self.decimals == 0 {
            let _ = write!(self.out, "{v}");
        } else {
            let (sign, v) = (if v < 0 { "-" } else { "" }, v.abs());
            let (whole, part) = (v / 100, v % 100);
            match part {
                0 => write!(self.out, "{sign}{whole}"),
                p if p % 10 == 0 => write!(self.out, "{sign}{whole}.{}", p / 10),
                p => write!(self.out, "{sign}{whole}.{p:02}"),
            }
            .unwrap_or_default();
        }
        if separate && !self.out[before..].starts_with('-') {
            self.out.insert(before, ' ');
        }
    }
}
