//! What a string may bring onto paper.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// More marks than this on one letter say nothing in any language, and would climb out of the line.
const MARKS_ON_A_LETTER: usize = 4;

/// `text` as it is set: NFC; tabs and line ends as spaces; without control characters, bidi overrides and isolates, invisible
/// fillers and other zero-width characters, except the joiners and variation selectors within emoji and words; at most four
/// combining marks in a row.
pub fn clean(text: &str) -> String {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.to_owned();
    }
    let kept = text.chars().filter_map(harmless);
    let composed: String = match is_nfc_quick(kept.clone()) {
        IsNormalized::Yes => kept.collect(),
        _ => kept.nfc().collect(),
    };
    let mut marks = 0;
    composed
        .chars()
        .filter(|&c| {
            marks = if is_combining_mark(c) || joins(c) { marks + 1 } else { 0 };
            marks <= MARKS_ON_A_LETTER
        })
        .collect()
}

/// Characters that shape their neighbours and are themselves nothing: joiners and variation selectors.
pub(super) fn joins(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{034F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn harmless(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        // Soft hyphen, Arabic letter mark, Hangul fillers, Mongolian vowel separator.
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{180B}'..='\u{180F}' => None,
        // Zero-width space, directional marks, embeddings, overrides and isolates, invisible operators.
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        // Byte order mark, interlinear annotation, musical controls, tags, noncharacters.
        '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' if !joins(c) => {
            None
        }
        '\u{FDD0}'..='\u{FDEF}' => None,
        c if (c as u32) & 0xFFFE == 0xFFFE => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_hangul_and_accents_are_composed() {
        assert_eq!(clean("\u{1112}\u{1161}\u{1105}\u{116E}"), "하루");
        assert_eq!(clean("Beyonce\u{301}"), "Beyoncé");
    }

    #[test]
    fn control_characters_and_bidi_overrides_are_gone() {
        assert_eq!(clean("a\u{0}b\u{1b}[31mc\u{7f}\u{9b}"), "ab[31mc");
        assert_eq!(clean("\u{202E}evil\u{202C} \u{2066}x\u{2069}\u{200F}"), "evil x");
        assert_eq!(clean("one\r\ntwo\tthree"), "one  two three");
    }

    #[test]
    fn emoji_keep_what_joins_them() {
        let family = "👩\u{200D}👩\u{200D}👧";
        assert_eq!(clean(family), family);
    }

    #[test]
    fn a_tower_of_marks_is_cut_down() {
        let tower: String = std::iter::once('e').chain(std::iter::repeat_n('\u{35C}', 500)).collect();
        assert_eq!(clean(&tower).chars().count(), 1 + MARKS_ON_A_LETTER);
    }
}
