//! Long strings on little room.

use super::clean::clean;
use super::font::{Fonts, Style};
use super::shape::Line;
use unicode_segmentation::UnicodeSegmentation;

/// Room for what floating point loses.
const SLACK: f64 = 1e-6;

/// A stretch of text that is not broken unless it is too wide alone.
struct Unit {
    start: usize,
    end: usize,
    /// With and without the spaces at its end.
    full: f64,
    trimmed: f64,
}

impl Fonts {
    /// Sets `text` in lines no wider than `max_width` logical pixels: between words, after hyphens and slashes, between
    /// ideographs; Hangul between words; within a word only where it alone is too wide. What does not fit in `max_lines`
    /// ends in "…". One letter stands alone on its line even where it is wider. An empty text has no lines.
    pub fn wrap(&self, text: &str, style: Style, max_width: f64, max_lines: usize) -> Vec<Line> {
        let text = clean(text);
        let text = text.trim();
        self.fill(text, &self.units(text, style), style, max_width, max_lines).0
    }

    /// As [`Fonts::wrap`], but with lines of about equal length, as titles want it.
    pub fn wrap_balanced(&self, text: &str, style: Style, max_width: f64, max_lines: usize) -> Vec<Line> {
        let text = clean(text);
        let text = text.trim();
        let units = self.units(text, style);
        let (mut best, whole) = self.fill(text, &units, style, max_width, max_lines);
        if best.len() < 2 || !whole {
            return best;
        }
        let (mut low, mut high) = (max_width / best.len() as f64 * 0.8, max_width);
        for _ in 0..7 {
            let middle = (low + high) / 2.0;
            // A word that had to be broken at a narrower width is worse than an uneven line.
            let (lines, whole) = self.fill(text, &units, style, middle, best.len());
            if whole && lines.len() == best.len() && units.iter().all(|unit| unit.trimmed <= middle) {
                (best, high) = (lines, middle);
            } else {
                low = middle;
            }
        }
        best
    }

    /// As [`Fonts::wrap_balanced`], but `None` where `max_lines` are not enough for all of the text, or a word had to be broken.
    pub fn wrap_whole(&self, text: &str, style: Style, max_width: f64, max_lines: usize) -> Option<Vec<Line>> {
        let text = clean(text);
        let text = text.trim();
        let units = self.units(text, style);
        let whole = units.iter().all(|unit| unit.trimmed <= max_width)
            && self.fill(text, &units, style, max_width, max_lines).1;
        whole.then(|| self.wrap_balanced(text, style, max_width, max_lines))
    }

    /// `text` in one line no wider than `max_width` logical pixels, ending in "…" where it was cut. Where not even that fits,
    /// the line is empty.
    pub fn ellipsize(&self, text: &str, style: Style, max_width: f64) -> Line {
        let text = clean(text);
        self.cut(text.trim_end(), style, max_width)
    }

    fn cut(&self, text: &str, style: Style, max_width: f64) -> Line {
        let head = self.head(text, style, max_width);
        if head.len() == text.len() && self.shaped(head, style).width * style.size <= max_width + SLACK {
            return self.clean_line(text.to_owned(), style);
        }
        let room = max_width - self.shaped("…", style).width * style.size;
        let mut end = self.fitting(head, style, room);
        loop {
            let kept = head[..end].trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '·' | '-' | '–' | '—')
            });
            let line = self.clean_line(format!("{kept}…"), style);
            if line.width <= max_width + SLACK {
                return line;
            }
            match kept.grapheme_indices(true).next_back() {
                Some((last, _)) => end = last,
                None => return self.clean_line(String::new(), style),
            }
        }
    }

    /// As much of the beginning of `text` as could possibly fit, so that a very long string costs no more than a long one.
    fn head<'a>(&self, text: &'a str, style: Style, max_width: f64) -> &'a str {
        let letters = (max_width / style.size.max(0.01) * 10.0).clamp(0.0, 1e6) as usize + 20;
        text.grapheme_indices(true).nth(letters).map_or(text, |(end, _)| &text[..end])
    }

    /// The number of bytes of whole clusters of `text` that end within `room`.
    fn fitting(&self, text: &str, style: Style, room: f64) -> usize {
        let shaped = self.shaped(text, style);
        let mut pens = shaped.clusters.iter().map(|&(at, x)| (at as usize, x)).collect::<Vec<_>>();
        pens.sort_by_key(|pen| pen.0);
        pens.push((text.len(), shaped.width));
        text.grapheme_indices(true)
            .map(|(start, cluster)| start + cluster.len())
            .take_while(|end| {
                let next = pens.partition_point(|pen| pen.0 < *end);
                pens.get(next).is_none_or(|pen| pen.1 * style.size <= room + SLACK)
            })
            .last()
            .unwrap_or(0)
    }

    fn units(&self, text: &str, style: Style) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut start = 0;
        let mut before = "";
        for (at, piece) in text.split_word_bound_indices() {
            if at > start && may_break(before, piece) {
                units.push(self.unit(text, start, at, style));
                start = at;
            }
            before = piece;
        }
        if start < text.len() {
            units.push(self.unit(text, start, text.len(), style));
        }
        units
    }

    fn unit(&self, text: &str, start: usize, end: usize, style: Style) -> Unit {
        let width = |part: &str| self.shaped(part, style).width * style.size;
        let whole = &text[start..end];
        let trimmed = whole.trim_end();
        let spaces = &whole[trimmed.len()..];
        let trimmed = width(trimmed);
        Unit { start, end, full: trimmed + width(spaces), trimmed }
    }

    /// The lines, and whether all of the text is on them.
    fn fill(&self, text: &str, units: &[Unit], style: Style, max_width: f64, max_lines: usize) -> (Vec<Line>, bool) {
        let mut lines: Vec<Line> = Vec::new();
        let mut at = 0;
        let mut next = 0;
        while at < text.len() {
            if lines.len() + 1 >= max_lines {
                if max_lines > 0 {
                    lines.push(self.cut(text[at..].trim(), style, max_width));
                }
                let whole = lines.last().is_some_and(|line| line.text == text[at..].trim());
                return (lines, whole);
            }
            while units.get(next).is_some_and(|unit| unit.end <= at) {
                next += 1;
            }
            let end = self.line_end(text, at, &units[next..], style, max_width);
            lines.push(self.clean_line(text[at..end].trim().to_owned(), style));
            at = end + text[end..].len() - text[end..].trim_start().len();
        }
        (lines, true)
    }

    /// Where the line that begins at `at` ends.
    fn line_end(&self, text: &str, at: usize, units: &[Unit], style: Style, max_width: f64) -> usize {
        let mut used = 0.0;
        let mut end = at;
        for (i, unit) in units.iter().enumerate() {
            // The first unit may be the rest of a broken word.
            let rest = i == 0 && unit.start < at;
            let trimmed = if rest { self.unit(text, at, unit.end, style).trimmed } else { unit.trimmed };
            if used + trimmed > max_width + SLACK {
                break;
            }
            used += if rest { trimmed + unit.full - unit.trimmed } else { unit.full };
            end = unit.end;
        }
        // Kerning across a space may have widened the whole by a hair.
        while end > at && self.shaped(text[at..end].trim(), style).width * style.size > max_width + SLACK {
            end = units.iter().map(|unit| unit.end).take_while(|e| *e < end).last().filter(|e| *e > at).unwrap_or(at);
        }
        if end > at {
            return end;
        }
        let head = self.head(&text[at..], style, max_width);
        let mut fits = self.fitting(head, style, max_width);
        // Without what follows, the last letter may be wider: kerning, and forms that depend on a neighbour.
        while fits > 0 && self.shaped(head[..fits].trim(), style).width * style.size > max_width + SLACK {
            fits = head[..fits].grapheme_indices(true).next_back().map_or(0, |(last, _)| last);
        }
        at + if fits > 0 { fits } else { head.graphemes(true).next().map_or(head.len(), str::len) }
    }
}

/// Whether a line may end between two neighbouring pieces (words, spaces, punctuation).
fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if first.is_whitespace() || matches!(last, '\u{A0}' | '\u{202F}') {
        return false;
    }
    if last.is_whitespace() {
        return true;
    }
    if matches!(last, '-' | '‐' | '–' | '—' | '/' | '…') {
        return first.is_alphanumeric();
    }
    let ideographic =
        |c: char| matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
    let closing = |c: char| "、。，．！？：；」』）〕】》〉’”)]}!?.,:;…ー・".contains(c);
    let opening = |c: char| "「『（〔【《〈‘“([{".contains(c);
    (ideographic(last) || ideographic(first)) && !closing(first) && !opening(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style::regular(16.0);

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    fn wrapped(text: &str, at: &str, max_lines: usize) -> Vec<String> {
        let fonts = Fonts::embedded();
        let lines = fonts.wrap(text, STYLE, fonts.width(at, STYLE) + 1.0, max_lines);
        texts(&lines).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three four", "three four", 9), ["one two", "three four"]);
        assert_eq!(wrapped("봄날의 하루가 간다", "봄날의 하루가", 9), ["봄날의 하루가", "간다"]);
    }

    #[test]
    fn lines_break_after_hyphens_and_slashes_and_not_before_commas() {
        assert_eq!(wrapped("story-driven videos", "story-dri", 9), ["story-", "driven", "videos"]);
        assert_eq!(wrapped("mirror/double", "mirror/dou", 9), ["mirror/", "double"]);
        assert_eq!(wrapped("aaa, bbb", "bbb", 9), ["aaa", ",", "bbb"], "only where a word and its comma are too wide");
        assert_eq!(wrapped("xx aaa, bbb", "xx aaa", 9), ["xx", "aaa,", "bbb"]);
    }

    #[test]
    fn a_word_that_is_too_wide_alone_is_broken_between_letters() {
        let lines = wrapped("하루하루하루", "하루하", 9);
        assert_eq!(lines, ["하루하", "루하루"]);
        assert_eq!(wrapped("mmmmmm ii", "mmmm", 9), ["mmmm", "mm ii"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(wrapped("to be mmmm mmmm", "mmmm", 2), ["to be", "mmm…"]);
        assert_eq!(wrapped("one two three", "one two three", 1), ["one two three"]);
        assert_eq!(wrapped("one, two three", "one, t", 1), ["one…"]);
        assert_eq!(wrapped("", "x", 3), Vec::<String>::new());
        assert_eq!(wrapped("word", "x", 0), Vec::<String>::new());
    }

    #[test]
    fn a_part_that_is_wider_without_what_follows_is_cut_shorter() {
        let fonts = Fonts::embedded();
        let more = fonts.wrap("𝕊k*b{c", STYLE, 40.591_317, 99);
        assert!(more.iter().all(|line| line.width <= 40.592), "{:?}", texts(&more));
        let lines = fonts.wrap("𐐀|* \u{301}Σﹶz가[gfȺ", STYLE, 88.028_538, 99);
        assert!(lines.iter().all(|line| line.width <= 88.03), "{:?}", texts(&lines));
    }

    #[test]
    fn an_emoji_is_never_cut_in_two() {
        let family = "👩\u{200D}👩\u{200D}👧";
        let lines = wrapped(&family.repeat(5), "mm", 99);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.replace(family, "").is_empty()), "{lines:?}");
    }

    #[test]
    fn where_not_even_an_ellipsis_has_room_the_line_is_empty() {
        let fonts = Fonts::embedded();
        for room in [0.0, -5.0, 1.0, f64::NAN] {
            assert_eq!(fonts.ellipsize("word", STYLE, room).text, "", "{room}");
        }
    }

    #[test]
    fn balanced_lines_are_as_many_and_more_even() {
        let fonts = Fonts::embedded();
        let text = "What the story-driven videos of an article have in common, and which";
        let width = fonts.width(text, STYLE) - 20.0;
        let (greedy, even) = (fonts.wrap(text, STYLE, width, 3), fonts.wrap_balanced(text, STYLE, width, 3));
        let spread = |lines: &[Line]| lines[0].width - lines[1].width;
        assert_eq!((greedy.len(), even.len()), (2, 2));
        assert!(spread(&greedy) > 300.0 && spread(&even).abs() < 100.0, "{:?}", texts(&even));
    }

    #[test]
    fn a_text_of_twenty_thousand_letters_is_cut_like_any_other() {
        let fonts = Fonts::embedded();
        for text in ["가".repeat(20_000), "word ".repeat(4_000), "i".repeat(20_000), "e\u{301}\u{302}".repeat(7_000)] {
            let lines = fonts.wrap(&text, STYLE, 300.0, 3);
            assert!(lines.len() == 3 && lines[2].text.ends_with('…') && lines.iter().all(|l| l.width <= 300.0));
            assert!(lines[0].width > 240.0);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "(\\PC|[a-z ,\\-가-힣]|\\p{Cc}|\u{301}){0,80}", width in 40.0..400.0_f64) {
            let fonts = Fonts::embedded();
            let lines = fonts.wrap(&text, STYLE, width, usize::MAX);
            for line in &lines {
                prop_assert!(line.width <= width + 0.001 || line.text.graphemes(true).count() == 1, "{:?}", line.text);
            }
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let joined: String = texts(&lines).concat();
            prop_assert_eq!(squeeze(&joined), squeeze(&clean(&text)));
            let cut = fonts.ellipsize(&text, STYLE, width);
            prop_assert!(cut.width <= width + 0.001);
        }
    }
}
