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
        // Letters grow with the width. Pictures for phones are shown smaller than they are made, so theirs are larger; on a
        // strip that is more than four times as wide as high they have to be smaller.
        let least = size.w / 1200.0;
        let unit = ((size.w * size.h).max(0.0).sqrt() / 900.0).max(least).min(least * 1.8).min(size.h / 300.0).max(0.5);
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
    /// A few units are not worth another size than the one that was asked for.
    pub fn open_with_height(&self, fonts: &Fonts, palette: &Palette, height: f64) -> (Picture, Rect) {
        const FEW: f64 = 0.02;
        let mut set = self.set(fonts);
        let saved = (set.room.h - height.max(1.0)).max(0.0).floor();
        let saved = if saved > FEW * self.size.h { saved } else { 0.0 };
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

    /// Head and foot, which give way until half of the canvas is left for the content.
    fn set(&self, fonts: &Fonts) -> Set {
        let tries = [(0.26, &*self.subtitle), (0.2, &self.subtitle), (0.2, ""), (0.15, "")];
        let mut set = self.set_with(fonts, tries[0].0, tries[0].1);
        for (share, subtitle) in &tries[1..] {
            if set.room.h >= self.size.h * 0.5 {
                break;
            }
            set = self.set_with(fonts, *share, subtitle);
        }
        set
    }

    fn set_with(&self, fonts: &Fonts, title_share: f64, subtitle: &str) -> Set {
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
        put(&mut y, self.title(fonts, width, h * title_share), 1.2, Tone::Ink);
        let small_room = h * 0.12;
        let subtitle = few(fonts, subtitle, Style::regular(17.0 * u), width, small_room, 1.35);
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

    /// The title: as large as it can be in few lines; no higher than `most`; cut only at the smallest size.
    fn title(&self, fonts: &Fonts, width: f64, most: f64) -> Vec<Line> {
        const STEPS: [(f64, usize); 6] = [(30.0, 1), (30.0, 2), (26.0, 2), (22.0, 3), (18.0, 3), (16.0, 4)];
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

#[cfg(test)]
mod tests {
    use super::super::item::Item;
    use super::*;

    fn titles() -> Vec<String> {
        let units = [
            "a",
            "word ",
            "하",
            "하루 ",
            "\u{1112}\u{1161}",
            "💔",
            "👩\u{200D}👩\u{200D}👧",
            "W",
            "e\u{301}\u{302}\u{303}",
            "\u{202E}x",
            "supercalifragilistic",
        ];
        let lengths = [0, 1, 2, 30, 100, 300, 1000];
        units.into_iter().flat_map(|unit| lengths.map(|n| unit.chars().cycle().take(n).collect())).collect()
    }

    const SIZES: [Size; 8] = [
        ARTICLE,
        SQUARE,
        STORY,
        Size::new(100.0, 100.0),
        Size::new(300.0, 200.0),
        Size::new(2400.0, 600.0),
        Size::new(1200.0, 5000.0),
        Size::new(10_000.0, 100.0),
    ];

    fn inks(picture: &Picture) -> Vec<Rect> {
        let ink = |item: &Item| if let Item::Text(text) = item { Some(text.ink()) } else { None };
        picture.items.iter().filter_map(ink).filter(|ink| ink.w > 0.0).collect()
    }

    #[test]
    fn no_title_leaves_the_canvas_or_touches_the_content_or_takes_its_room() {
        let (fonts, palette) = (Fonts::embedded(), Palette::light());
        for size in SIZES {
            for title in titles() {
                let frame = Frame::new(&title, size).subtitle(&title).source(&title);
                let (picture, room) = frame.open(&fonts, &palette);
                let what = || format!("{size:?} {:.40}… of {}", title, title.chars().count());
                let texts = inks(&picture);
                for (i, ink) in texts.iter().enumerate() {
                    let inside = ink.x >= 0.0 && ink.y >= 0.0 && ink.right() <= size.w && ink.bottom() <= size.h;
                    assert!(inside && !ink.overlaps(&room), "{}: {ink:?} {room:?}", what());
                    assert!(texts[..i].iter().all(|other| !other.overlaps(ink)), "{}", what());
                }
                assert!(room.x >= 0.0 && room.right() <= size.w && room.bottom() <= size.h, "{}", what());
                assert!(room.h >= size.h * 0.4 && room.w >= size.w * 0.85, "{}: {room:?}", what());
            }
        }
    }

    #[test]
    fn a_title_of_three_hundred_letters_is_whole_on_every_preset() {
        let (fonts, palette) = (Fonts::embedded(), Palette::light());
        let title = "What the videos share, and what only one of them tells ".repeat(6)[..300].to_owned();
        for size in [ARTICLE, SQUARE, STORY] {
            let (picture, _) = Frame::new(&title, size).open(&fonts, &palette);
            let words: usize = picture
                .items
                .iter()
                .map(|item| if let Item::Text(t) = item { t.line.text.split(' ').count() } else { 0 })
                .sum();
            assert_eq!(words, title.split_whitespace().count(), "{size:?}");
        }
    }

    #[test]
    fn no_letter_is_smaller_than_fourteen_pixels_at_a_width_of_1200() {
        let (fonts, palette) = (Fonts::embedded(), Palette::light());
        for size in [ARTICLE, SQUARE, STORY, Size::new(2400.0, 800.0)] {
            let frame = Frame::new("title ".repeat(200), size).subtitle("subtitle").source("source");
            let least = 14.0 * size.w / 1200.0 - 1e-9;
            assert!(frame.small() >= least);
            for item in frame.open(&fonts, &palette).0.items {
                assert!(matches!(item, Item::Text(text) if text.line.style.size >= least), "{size:?}");
            }
        }
    }

    #[test]
    fn a_low_content_makes_a_low_canvas_and_the_source_moves_along() {
        let (fonts, palette) = (Fonts::embedded(), Palette::light());
        let frame = Frame::new("Title", ARTICLE).source("Source");
        let (whole, room) = frame.open(&fonts, &palette);
        let (low, low_room) = frame.open_with_height(&fonts, &palette, 100.0);
        assert!((100.0..=101.0).contains(&low_room.h));
        assert_eq!(whole.size.h - low.size.h, room.h - low_room.h);
        let (from, to) = (inks(&whole)[1], inks(&low)[1]);
        assert!((from.y - to.y - (room.h - low_room.h)).abs() < 1e-9);
        let (high, high_room) = frame.open_around(&fonts, &palette, 2000.0);
        assert!(high_room.h >= 2000.0 && high.size.h > 2000.0);
    }

    #[test]
    fn sizes_are_read_by_name_or_by_number() {
        assert_eq!(parse_size("square"), Ok(SQUARE));
        assert_eq!(parse_size("1600x900"), Ok(Size::new(1600.0, 900.0)));
        for wrong in ["", "x", "1600", "0x0", "99x500", "1e3x500", "-5x500", "20000x500", "articl"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }
}
