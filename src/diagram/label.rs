//! Labels of one or several lines.

use crate::geometry::{Point, Size};
use crate::picture::{Anchor, Colour, Group, Text};
use crate::text::{Fonts, Line, Style};

/// A label, measured and ready to be put somewhere.
#[derive(Debug, Clone)]
pub(super) struct Label {
    lines: Vec<Line>,
    /// The distance from line to line.
    leading: f64,
}

impl Label {
    /// `text` in at most `lines` lines of about equal length, none wider than `width`.
    pub fn new(fonts: &Fonts, text: &str, style: Style, width: f64, lines: usize) -> Self {
        Self { lines: fonts.wrap_balanced(text, style, width, lines), leading: style.size * LEADING }
    }

    /// The room it takes.
    pub fn size(&self) -> Size {
        let width = self.lines.iter().map(|line| line.width).fold(0.0, f64::max);
        Size::new(width, self.leading * self.lines.len() as f64)
    }

    /// Whether nothing was cut off.
    pub fn is_whole(&self) -> bool {
        self.lines.last().is_none_or(|line| !line.text.ends_with('…'))
    }

    /// Puts it into `group`: `at.x` is the start, middle or end of its lines, `at.y` the middle of the whole.
    pub fn put(&self, group: &mut Group, at: Point, anchor: Anchor, colour: Colour) {
        let top = at.y - self.size().h / 2.0;
        for (n, line) in self.lines.iter().enumerate() {
            let middle = top + (n as f64 + 0.5) * self.leading;
            let baseline = Point::new(at.x, line.baseline_for_middle(middle));
            group.push(Text::anchored(line.clone(), baseline, anchor, colour));
        }
    }
}

/// From line to line, in ems.
pub(super) const LEADING: f64 = 1.2;
