//! The colours of every picture, on light and on dark.

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

/// The kinds of things in a catalogue's graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A music video.
    Video,
    /// A person.
    Artist,
    /// A group of artists.
    Group,
    /// A theme.
    Theme,
}

impl Kind {
    /// All kinds, in the order in which legends name them.
    pub const ALL: [Self; 4] = [Self::Video, Self::Artist, Self::Group, Self::Theme];
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
            categories: hexes([0x2f6f9f, 0xc8741a, 0x3a3a6e, 0x8a9a3a, 0xa03c5a, 0x5aa0a0, 0x6e4a2a, 0x9a7ab8]),
            kinds: [
                kind(0xc8741a, 0xfbead2, 0x6d3c06),
                kind(0x3f7fb5, 0xe1edf7, 0x1d4a70),
                kind(0x1f4f3a, 0xdcebe2, 0x173c2c),
                kind(0xa0356b, 0xf7e0ea, 0x75204b),
            ],
            ramp: hexes([0xf1e9ee, 0xdcb8cc, 0xc283a7, 0xa0457a, 0x5e1d45]),
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
            categories: hexes([0x6fb1e0, 0xe8a04a, 0x8f8fd0, 0xc6d070, 0xe0708f, 0x7fd0cc, 0xb08458, 0xd0b4ec]),
            kinds: [
                kind(0xe8a04a, 0x43300f, 0xf8d9a8),
                kind(0x5f9fd8, 0x18304a, 0xbfdcf5),
                kind(0xb5e0c6, 0x1c3a2c, 0xcdeeda),
                kind(0xd0588f, 0x471a31, 0xf6c0d8),
            ],
            ramp: hexes([0x2a2229, 0x5a2c47, 0x8c3f6b, 0xc7699a, 0xf3bfd8]),
        }
    }

    /// The colours of a kind of thing.
    pub const fn kind(&self, kind: Kind) -> &KindColours {
        &self.kinds[kind as usize]
    }

    /// The colour of a family of themes by its rank, and of a theme without one: the same in every picture.
    pub const fn family(&self, rank: Option<usize>) -> Colour {
        const BEST_APART: [usize; 7] = [4, 0, 3, 5, 7, 2, 6];
        match rank {
            Some(rank) if rank < BEST_APART.len() => self.categories[BEST_APART[rank]],
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

    /// Ink or background, whichever can be read better on `fill`.
    pub fn text_on(&self, fill: Colour) -> Colour {
        if self.ink.contrast(fill) >= self.background.contrast(fill) { self.ink } else { self.background }
    }
}
