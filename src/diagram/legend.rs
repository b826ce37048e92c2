//! The small legend inside a diagram: samples with a few words, set in lines like text.

use crate::geometry::{Point, Rect};
use crate::picture::{Anchor, Colour, Group, Path, Text};
use crate::text::{Fonts, Line, Style};

use super::scene::LinkStyle;

/// What stands before the words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    /// A dot.
    Dot(Colour),
    /// A box, as labels stand in.
    Box(Colour, Colour),
    /// A piece of an edge.
    Edge(LinkStyle),
}

/// A legend, measured.
pub(super) struct Legend {
    entries: Vec<(Sample, Line, f64, usize)>,
    unit: f64,
    lines: usize,
    width: f64,
}

impl Legend {
    /// `entries` in lines no wider than `width`; `unit` is 1 on a canvas 1200 wide.
    pub fn new(fonts: &Fonts, entries: &[(Sample, String)], unit: f64, width: f64) -> Self {
        let style = Style::regular(14.0 * unit);
        let mut legend = Self { entries: Vec::new(), unit, lines: 0, width: 0.0 };
        let mut x = 0.0;
        for (sample, words) in entries {
            let line = fonts.ellipsize(words, style, (width - legend.before(*sample)).max(0.0));
            let wide = legend.before(*sample) + line.width;
            if x > 0.0 && x + wide > width {
                x = 0.0;
                legend.lines += 1;
            }
            legend.entries.push((*sample, line, x, legend.lines));
            legend.width = legend.width.max(x + wide);
            x += wide + 22.0 * unit;
        }
        legend.lines += usize::from(!entries.is_empty());
        legend
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        self.lines as f64 * self.step()
    }

    /// How wide it is.
    pub fn width(&self) -> f64 {
        self.width
    }

    fn step(&self) -> f64 {
        22.0 * self.unit
    }

    fn before(&self, sample: Sample) -> f64 {
        self.unit
            * match sample {
                Sample::Dot(_) => 17.0,
                Sample::Box(..) => 28.0,
                Sample::Edge(_) => 38.0,
            }
    }

    /// Its drawing, with its upper left corner here.
    pub fn draw(&self, at: Point, words: Colour) -> Group {
        let mut group = Group::default().class("legend");
        let u = self.unit;
        for (sample, line, x, row) in &self.entries {
            let left = at.x + x;
            let middle = at.y + (*row as f64 + 0.5) * self.step();
            match *sample {
                Sample::Dot(colour) => {
                    group.push(Path::circle(Point::new(left + 5.0 * u, middle), 5.0 * u).fill(colour));
                }
                Sample::Box(fill, edge) => {
                    let r = Rect::new(left, middle - 6.0 * u, 20.0 * u, 12.0 * u);
                    group.push(Path::rounded(r, 4.0 * u).fill(fill).stroke(edge, u));
                }
                Sample::Edge(style) => {
                    let mut piece = Path::line(Point::new(left + 1.0, middle), Point::new(left + 29.0 * u, middle))
                        .stroke(style.colour, style.width)
                        .round();
                    if let Some((dash, gap)) = style.dash {
                        piece = piece.dashed(dash, gap);
                    }
                    group.push(piece);
                }
            }
            let baseline = Point::new(left + self.before(*sample), line.baseline_for_middle(middle));
            group.push(Text::anchored(line.clone(), baseline, Anchor::Start, words));
        }
        group
    }
}
