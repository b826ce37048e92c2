//! The colours of every picture, on light and on dark.
//!
//! Kinds and categories differ by 20 or more (CIEDE2000) under protanopia, deuteranopia and tritanopia too; a test computes it.
//! A ninth category takes a neutral colour or a pattern.

use crate::kind::Kind;

/// A colour in sRGB with opacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 hides what lies behind.
    pub a: u8,
}

impl Colour {
    /// The opaque colour `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }

    /// The same colour with opacity `a` of 255.
    pub const fn with_alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }

    /// The colour a part `t` (0 to 1) of the way to `other`.
    pub fn mix(self, other: Self, t: f64) -> Self {
        let t = t.clamp(0.0, 1.0);
        let between = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Self {
            r: between(self.r, other.r),
            g: between(self.g, other.g),
            b: between(self.b, other.b),
            a: between(self.a, other.a),
        }
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2), of the opaque colour.
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2), of the opaque colours.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `#rrggbb`, as graph formats write it.
    pub fn to_hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// An sRGB byte as linear light, 0 to 1 (IEC 61966-2-1).
pub(super) fn linear(byte: u8) -> f64 {
    let v = f64::from(byte) / 255.0;
    if v <= 0.04045 { v / 12.92 } else { libm::pow((v + 0.055) / 1.055, 2.4) }
}

/// The colours of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindColours {
    /// Dots, bars and lines; 3:1 against the background.
    pub mark: Colour,
    /// A box with a label inside.
    pub fill: Colour,
    /// That box's border; 3:1 against the background.
    pub stroke: Colour,
    /// Words in the box or on the background; 4.5:1 against both.
    pub text: Colour,
}

/// The colours of one picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// The canvas.
    pub background: Colour,
    /// Titles and labels; 4.5:1 against the background.
    pub ink: Colour,
    /// Subtitles, notes, axis labels; 4.5:1 against the background.
    pub muted: Colour,
    /// Hairlines that only guide the eye.
    pub grid: Colour,
    /// Axes, brackets and outlines that say something; 3:1 against the background.
    pub rule: Colour,
    /// Colours for categories, best first; 3:1 against the background.
    pub categories: [Colour; 8],
    /// Of videos, artists, groups and themes.
    kinds: [KindColours; 4],
    ramp: [Colour; 5],
}

const fn kind(mark: u32, fill: u32, text: u32) -> KindColours {
    KindColours { mark: Colour::hex(mark), fill: Colour::hex(fill), stroke: Colour::hex(mark), text: Colour::hex(text) }
}

const fn hexes<const N: usize>(rgb: [u32; N]) -> [Colour; N] {
    let mut colours = [Colour::hex(0); N];
    let mut i = 0;
    while i < N {
        colours[i] = Colour::hex(rgb[i]);
        i += 1;
    }
    colours
}

impl Palette {
    /// Dark ink on paper.
    pub const fn light() -> Self {
        Self {
            background: Colour::hex(0xfcfbf8),
            ink: Colour::hex(0x1f2328),
            muted: Colour::hex(0x5d636d),
            grid: Colour::hex(0xe5e3dd),
            rule: Colour::hex(0x8a8d92),
            categories: hexes([0xcd7d1e, 0x684ab0, 0x4f9d88, 0x9b3f07, 0x9287ce, 0x116158, 0x231950, 0x3d180f]),
            kinds: [
                kind(0xc97b23, 0xfbecd6, 0x6b3e06),
                kind(0x548bbd, 0xe4eef7, 0x1f4a72),
                kind(0x25613b, 0xddebe1, 0x1b4a2c),
                kind(0x872a68, 0xf6e1ee, 0x6e1f54),
            ],
            ramp: hexes([0xf1e6ed, 0xdab5cd, 0xbd7fa8, 0x913b74, 0x4d1038]),
        }
    }

    /// Light ink on night.
    pub const fn dark() -> Self {
        Self {
            background: Colour::hex(0x17191e),
            ink: Colour::hex(0xeceae4),
            muted: Colour::hex(0xa8abb3),
            grid: Colour::hex(0x2d3138),
            rule: Colour::hex(0x7c8089),
            categories: hexes([0xe8a027, 0x7f65dc, 0x64ad9b, 0xbc4c18, 0xbaaeff, 0xbbfffb, 0xfefabf, 0x7a5e72]),
            kinds: [
                kind(0xeda54f, 0x41300f, 0xf8dcb0),
                kind(0x5a9ad3, 0x1a3148, 0xc3def4),
                kind(0xbae5cb, 0x20402f, 0xd0f0dc),
                kind(0xc64980, 0x481a33, 0xf7c3da),
            ],
            ramp: hexes([0x2b222a, 0x592b48, 0x8c3f6b, 0xc7699a, 0xf3bfd8]),
        }
    }

    /// The colours of a kind of thing.
    pub const fn kind(&self, kind: Kind) -> &KindColours {
        let at = match kind {
            Kind::Video => 0,
            Kind::Artist => 1,
            Kind::Group => 2,
            Kind::Theme => 3,
        };
        &self.kinds[at]
    }

    /// The colour of a family of themes by its rank, and of a theme without one: the same in every picture.
    pub const fn family(&self, rank: Option<usize>) -> Colour {
        // The first category is too like the colour of videos.
        const ORDER: [usize; 7] = [3, 1, 2, 4, 5, 6, 7];
        match rank {
            Some(rank) if rank < ORDER.len() => self.categories[ORDER[rank]],
            _ => self.rule,
        }
    }

    /// From little (0) to much (1), for heat maps; use [`Palette::text_on`] for numbers on it.
    pub fn ramp(&self, t: f64) -> Colour {
        let steps = (self.ramp.len() - 1) as f64;
        let t = t.clamp(0.0, 1.0) * steps;
        let i = (t as usize).min(self.ramp.len() - 2);
        self.ramp[i].mix(self.ramp[i + 1], t - i as f64)
    }

    /// A colour for words on `fill`: ink or background where they can be read, else black or white; always 4.5:1.
    pub fn text_on(&self, fill: Colour) -> Colour {
        let choices = [self.ink, self.background, Colour::hex(0), Colour::hex(0xff_ffff)];
        let readable = choices.into_iter().find(|colour| colour.contrast(fill) >= 4.5);
        // Against black or white every colour has a contrast of at least √21, which is 4.58.
        readable.unwrap_or(self.ink)
    }
}
