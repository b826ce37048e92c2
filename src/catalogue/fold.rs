//! Names without what people leave out when they type them: case, accents, spaces, punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in small letters without accents, spaces and punctuation; empty where nothing else is in it.
///
/// Compatible forms are one (NFKD: full-width letters, ligatures), and what stays is composed again (NFC), so that Hangul
/// is found however it is stored. Only the combining diacritical marks of Latin, Greek and Cyrillic are accents: marks
/// that make another letter, such as those of kana or of Indic scripts, stay.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// As [`folded`], in a string that has its room already.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        folded.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        folded.extend(fold(text));
    }
}

/// Whether `text`, folded, is `wanted`, which is folded already. Allocates nothing.
pub(super) fn folds_to(text: &str, wanted: &str) -> bool {
    if text.is_ascii() {
        let mut bytes = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
        return wanted.bytes().all(|b| bytes.next() == Some(b)) && bytes.next().is_none();
    }
    fold(text).eq(wanted.chars())
}

fn fold(text: &str) -> impl Iterator<Item = char> {
    text.nfkd()
        .filter(|&c| c.is_alphanumeric() || is_combining_mark(c))
        .filter(|&c| !is_accent(c))
        .flat_map(char::to_lowercase)
        .flat_map(|c| plain(c).chars().chain(plain(c).is_empty().then_some(c)))
        .nfc()
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// What people type for a letter that has no accent to take off; empty for any other.
fn plain(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_spaces_and_punctuation_do_not_count() {
        for (text, wanted) in [
            ("Haru Haru", "haruharu"),
            ("T.O.P", "top"),
            ("B.A.P.", "bap"),
            ("TVXQ!", "tvxq"),
            ("Beyoncé", "beyonce"),
            ("Ｂｉｇ　Ｂａｎｇ", "bigbang"),
            ("Mø", "mo"),
            ("STRAẞE", "strasse"),
            ("İstanbul", "istanbul"),
            ("ΛΌΓΟΣ", "λογοσ"),
            ("2NE1", "2ne1"),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
        }
    }

    #[test]
    fn hangul_is_the_same_composed_and_decomposed() {
        let decomposed: String = "하루하루".nfd().collect();
        assert_ne!(decomposed, "하루하루");
        assert_eq!(folded(&decomposed), folded("하루 하루"));
    }

    #[test]
    fn marks_that_make_another_letter_stay() {
        assert_ne!(folded("が"), folded("か"));
        assert_eq!(folded("が"), folded("か\u{3099}"));
    }

    #[test]
    fn punctuation_alone_folds_to_nothing() {
        assert_eq!(folded("?!… —"), "");
    }

    proptest! {
        #[test]
        fn comparing_in_place_is_comparing_the_folded_strings(a in "[a-cA-C .é하\u{301}]{0,5}", b in "[a-cA-C .é하\u{301}]{0,5}") {
            prop_assert_eq!(folds_to(&a, &folded(&b)), folded(&a) == folded(&b));
        }
    }
}
