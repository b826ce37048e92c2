//! Heights that give way, and labels of several tones.

use super::sheet::Sheet;
use crate::geometry::Point;
use crate::picture::Colour;
use crate::text::{Line, Style};

/// A height between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flex {
    /// What it needs.
    pub min: f64,
    /// What it can use.
    pub max: f64,
}

impl Flex {
    /// A height that does not give way.
    pub const fn fixed(height: f64) -> Self {
        Self { min: height, max: height }
    }

    /// A height of `min` to `max`.
    pub const fn new(min: f64, max: f64) -> Self {
        Self { min, max }
    }
}

/// The least height of all.
pub(super) fn least(heights: &[Flex]) -> f64 {
    heights.iter().map(|h| h.min).sum()
}

/// The heights that fill `room`, each the same part of its way from least to most; never more than the most.
pub(super) fn share(heights: &[Flex], room: f64) -> Vec<f64> {
    let (min, max) = (least(heights), heights.iter().map(|h| h.max).sum::<f64>());
    let part = if max > min { ((room - min) / (max - min)).clamp(0.0, 1.0) } else { 0.0 };
    heights.iter().map(|h| h.min + (h.max - h.min) * part).collect()
}

/// Words of several tones in one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    parts: Vec<(Line, Colour)>,
    /// How wide it is.
    pub width: f64,
}

impl Run {
    /// Adds words after a space.
    pub fn add(&mut self, sheet: &Sheet, text: &str, style: Style, colour: Colour) {
        let line = sheet.fonts.line(text, style);
        if line.width > 0.0 {
            self.width += line.width + if self.parts.is_empty() { 0.0 } else { style.size * SPACE };
            self.parts.push((line, colour));
        }
    }

    /// Adds words after a space, as far as they fit into `width` in all.
    pub fn add_within(&mut self, sheet: &Sheet, text: &str, style: Style, colour: Colour, width: f64) {
        let space = if self.parts.is_empty() { 0.0 } else { style.size * SPACE };
        let line = sheet.fonts.ellipsize(text, style, width - self.width - space);
        if line.width > 0.0 && line.text != "…" {
            self.width += line.width + space;
            self.parts.push((line, colour));
        }
    }

    /// Sets it with the middle of its capitals at `at.y`, from `at.x` on.
    pub fn set(self, sheet: &Sheet, at: Point) {
        // One baseline for all sizes.
        let Some(first) = self.parts.first() else { return };
        let baseline = first.0.baseline_for_middle(at.y);
        let mut x = at.x;
        for (n, (line, colour)) in self.parts.into_iter().enumerate() {
            x += if n == 0 { 0.0 } else { line.style.size * SPACE };
            let width = line.width;
            sheet.text(line, Point::new(x, baseline), crate::picture::Anchor::Start, colour);
            x += width;
        }
    }
}

/// The space between two parts, in ems.
const SPACE: f64 = 0.45;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_share_what_room_there_is_and_no_more() {
        let heights = [Flex::fixed(10.0), Flex::new(10.0, 30.0), Flex::new(20.0, 40.0)];
        assert_eq!(least(&heights), 40.0);
        assert_eq!(share(&heights, 60.0), [10.0, 20.0, 30.0]);
        assert_eq!(share(&heights, 500.0), [10.0, 30.0, 40.0]);
        assert_eq!(share(&heights, 5.0), [10.0, 10.0, 20.0]);
    }
}
