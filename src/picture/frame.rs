//! What all charts and diagrams share: canvas, margins, title, subtitle and source line.

use super::item::{Picture, Text};
use super::palette::{Colour, Palette};
use crate::geometry::{Point, Rect, Size};
use crate::text::{Fonts, Line, Style};

/// For the column of an article.
pub const ARTICLE: Size = Size::new(1200.0, 675.0);
/// For feeds.
pub const SQUARE: Size = Size::new(1080.0, 1080.0);
/// For a phone's whole screen.
pub const STORY: Size = Size::new(1080.0, 1920.0);

/// Sizes by name.
const PRESETS: [(&str, Size); 3] = [("article", ARTICLE), ("square", SQUARE), ("story", STORY)];

/// Reads `article`, `square`, `story` or `WxH`, such as `1600x900`; each side 100 to 10,000 logical pixels.
///
/// # Errors
///
/// What would have been right, in words.
pub fn parse_size(text: &str) -> Result<Size, String> {
    if let Some((_, size)) = PRESETS.iter().find(|(name, _)| *name == text) {
        return Ok(*size);
    }
    let side = |part: &str| part.parse::<u32>().ok().filter(|v| (100..=10_000).contains(v)).map(f64::from);
    let sides = text.split_once(['x', 'X', '×']).and_then(|(w, h)| Some(Size::new(side(w)?, side(h)?)));
    sides.ok_or_else(|| "expected article, square, story, or WxH with sides of 100 to 10000 pixels".to_owned())
}

/// The frame of a picture before it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    title: String,
    subtitle: String,
    source: String,
    size: Size,
    unit: f64,
}

/// Lines of the head and foot in their places.
struct Set {
    lines: Vec<(Line, Point, Tone)>,
    room: Rect,
}

#[derive(Clone, Copy)]
enum Tone {
    Ink,
    Muted,
}

impl Frame {
    /// A frame with a title only.
    pub fn new(title: impl Into<String>, size: Size) -> Self {
        // Pictures for phones are shown smaller than they are made, so their letters are larger.
        let unit = ((size.w * size.h).max(0.0).sqrt() / 900.0)
            .clamp(size.w / 1200.0, (size.w / 1200.0 * 1.8).max(size.w / 1200.0))
            .max(0.5);
        Self { title: title.into(), subtitle: String::new(), source: String::new(), size, unit }
    }

    /// The same with a line below the title, which wraps once.
    pub fn subtitle(self, subtitle: impl Into<String>) -> Self {
        Self { subtitle: subtitle.into(), ..self }
    }

    /// The same with a line at the foot, which wraps once.
    pub fn source(self, source: impl Into<String>) -> Self {
        Self { source: source.into(), ..self }
    }

    /// The same with other letters: 1 is for a canvas 1200 wide. Long diagrams keep it at 1.
    pub fn unit(self, unit: f64) -> Self {
        Self { unit, ..self }
    }

    /// The size for labels; nothing should be smaller than [`Frame::small`].
    pub fn label(&self) -> f64 {
        16.0 * self.unit
    }

    /// The smallest size that can be read: 14 on a canvas 1200 wide.
    pub fn small(&self) -> f64 {
        14.0 * self.unit
    }

    /// How much larger everything is than on a canvas 1200 wide and 675 high.
    pub fn scale(&self) -> f64 {
        self.unit
    }

    /// The room for the content, which [`Frame::open`] will give.
    pub fn room(&self, fonts: &Fonts) -> Rect {
        self.set(fonts).room
    }

    /// The picture with title, subtitle and source on it, and the room that is left for the content.
    pub fn open(&self, fonts: &Fonts, palette: &Palette) -> (Picture, Rect) {
        self.open_with_height(fonts, palette, f64::INFINITY)
    }

    /// As [`Frame::open`]; but a content that needs no more than `height` makes the canvas lower, so that nothing is empty.
    pub fn open_with_height(&self, fonts: &Fonts, palette: &Palette, height: f64) -> (Picture, Rect) {
        let mut set = self.set(fonts);
        let saved = (set.room.h - height.max(1.0)).max(0.0).floor();
        self.picture(palette, &mut set, -saved)
    }

    /// As [`Frame::open`]; but the canvas becomes as high as a content of this `height` needs, lower or higher.
    pub fn open_around(&self, fonts: &Fonts, palette: &Palette, height: f64) -> (Picture, Rect) {
        let mut set = self.set(fonts);
        let more = (height.max(1.0) - set.room.h).ceil();
        self.picture(palette, &mut set, more)
    }

    fn picture(&self, palette: &Palette, set: &mut Set, more: f64) -> (Picture, Rect) {
        let room_bottom = set.room.bottom();
        set.room.h += more;
        let mut picture = Picture {
            size: Size::new(self.size.w, self.size.h + more),
            title: self.title.clone(),
            description: [&self.title, &self.subtitle].map(|s| s.trim()).join(". "),
            source: self.source.clone(),
            background: palette.background,
            items: Vec::new(),
        };
        for (line, at, tone) in set.lines.drain(..) {
            let colour: Colour = match tone {
                Tone::Ink => palette.ink,
                Tone::Muted => palette.muted,
            };
            let y = if at.y > room_bottom { at.y + more } else { at.y };
            picture.push(Text::new(line, Point::new(at.x, y), colour));
        }
        (picture, set.room)
    }

    fn set(&self, fonts: &Fonts) -> Set {
        let (u, Size { w, h }) = (self.unit, self.size);
        let margin = (40.0 * u).min(w * 0.06);
        let (top, bottom) = ((34.0 * u).min(h * 0.06), (26.0 * u).min(h * 0.06));
        let width = w - 2.0 * margin;
        let mut lines = Vec::new();
        let mut y = top;
        let mut put = |y: &mut f64, set: Vec<Line>, leading: f64, tone: Tone| {
            for line in set {
                let step = line.style.size * leading;
                // Half of the leading above, half below.
                let baseline = *y + (step - line.height()) / 2.0 + line.ascent;
                lines.push((line, Point::new(margin, baseline), tone));
                *y += step;
            }
        };
        put(&mut y, self.title(fonts, width), 1.2, Tone::Ink);
        let small_room = h * 0.12;
        let subtitle = few(fonts, &self.subtitle, Style::regular(17.0 * u), width, small_room, 1.35);
        if !subtitle.is_empty() {
            y += 6.0 * u;
            put(&mut y, subtitle, 1.35, Tone::Muted);
        }
        y += if y > top { (20.0 * u).min(h * 0.04) } else { 0.0 };
        let source = few(fonts, &self.source, Style::regular(14.0 * u), width, small_room, 1.35);
        let foot: f64 = source.iter().map(|line| line.style.size * 1.35).sum();
        let gap = if foot > 0.0 { (16.0 * u).min(h * 0.03) } else { 0.0 };
        let mut source_y = h - bottom - foot;
        put(&mut source_y, source, 1.35, Tone::Muted);
        let end = h - bottom - foot - gap;
        Set { lines, room: Rect::new(margin, y, width.max(1.0), (end - y).max(1.0)) }
    }

    /// The title: as large as it can be in few lines; at most about a quarter of the canvas; cut only at the smallest size.
    fn title(&self, fonts: &Fonts, width: f64) -> Vec<Line> {
        const STEPS: [(f64, usize); 6] = [(30.0, 1), (30.0, 2), (26.0, 2), (22.0, 3), (18.0, 3), (16.0, 4)];
        let most = self.size.h * 0.26;
        for (size, lines) in STEPS {
            let size = size * self.unit;
            if size * 1.2 * lines as f64 > most && lines > 1 {
                continue;
            }
            let style = Style::semibold(size);
            if let Some(set) = fonts.wrap_whole(&self.title, style, width, lines) {
                return set;
            }
        }
        few(fonts, &self.title, Style::semibold(16.0 * self.unit), width, most, 1.2)
    }
}

/// As many lines as have room, at most four for titles' sake, none that is too wide.
fn few(fonts: &Fonts, text: &str, style: Style, width: f64, room: f64, leading: f64) -> Vec<Line> {
    let lines = ((room / (style.size * leading)).floor() as usize).min(if leading < 1.3 { 4 } else { 2 });
    let mut set = fonts.wrap_balanced(text, style, width, lines);
    set.retain(|line| line.width <= width + 0.01);
    set
}
