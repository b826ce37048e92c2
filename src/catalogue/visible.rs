//! Strings from strangers, made fit for a message: nothing in them can move a terminal's cursor, change
//! its colours or turn its direction of writing.

use std::borrow::Cow;

/// The most characters of a string that a message quotes.
const QUOTED: usize = 60;

/// Whether a terminal would act on `c`, or hide it, instead of showing it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The one character that is shown in place of `c`; most characters are shown as they are.
pub(super) fn shown(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// `text` with every control character and invisible mark replaced by one visible character (a tab by a
/// space), so that characters can still be counted.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| shown(c) == c) { text.into() } else { text.chars().map(shown).collect::<String>().into() }
}

/// `text` in quotation marks, made [`visible`], and cut where it is long.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("“{}…”", visible(&text[..end])),
        None => format!("“{}”", visible(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_not_obeyed() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}2J"), "a␛[31mb\u{fffd}2J");
    }

    #[test]
    fn marks_that_turn_the_direction_of_writing_are_shown() {
        assert_eq!(visible("\u{202e}txt\u{2066}\u{200f}"), "\u{fffd}txt\u{fffd}\u{fffd}");
    }

    #[test]
    fn words_of_any_script_and_joined_emoji_are_left_as_they_are() {
        assert!(matches!(visible("하루하루 — naïve 👨\u{200d}👩"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_string_is_quoted_in_part() {
        assert_eq!(quoted(&"x".repeat(20_000)), format!("“{}…”", "x".repeat(60)));
        assert_eq!(quoted(&"x".repeat(60)), format!("“{}”", "x".repeat(60)));
    }
}
