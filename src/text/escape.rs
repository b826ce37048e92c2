//! Strings in files: what each syntax needs so that a reader gets them back, and nothing else.
//!
//! Every function borrows a string that is harmless as it is. A character that a syntax cannot hold, or that would steer
//! a terminal, becomes U+FFFD (�), one for one, so that it stays visible that something was there.
//!
//! | syntax | line end | control characters (C0, DEL, C1), noncharacters | otherwise |
//! |---|---|---|---|
//! | DOT label | `\n` | U+FFFD; a tab stays | `"` `\` `&` escaped; any length |
//! | DOT tooltip | `\n` | U+FFFD; a tab stays | as a label, but `\` becomes U+2216 (∖), see [`dot_tooltip`] |
//! | XML text, attribute | stays, as a reference where a parser would change it | U+FFFD; DEL and C1 as references | `<` `>` `&` `"` escaped |
//! | JSON | `\n` | as `\u001b` | `<`, bidi overrides as `\u202e`: nothing is lost |
//! | CSV cell | stays | U+FFFD; a tab stays | an apostrophe before what would run as a formula |
//! | Markdown cell | a space | U+FFFD | a backslash before what Markdown reads |
//! | terminal | a space | U+FFFD | bidi overrides as U+FFFD |

use std::borrow::Cow;
use std::fmt::Write as _;

const REPLACEMENT: &str = "\u{FFFD}";

/// The longest run of bytes in a quoted DOT string without a line continuation. Graphviz gives up at 16,384.
const DOT_RUN: usize = 8_192;

/// Puts in place of each character what `rule` says, if it says anything, of the character and what follows it. A string
/// none of whose bytes `may_need` that is not looked at twice.
fn replaced(
    text: &str,
    may_need: impl Fn(u8) -> bool,
    rule: impl Fn(char, &str) -> Option<Cow<'static, str>>,
) -> Cow<'_, str> {
    if !text.bytes().any(may_need) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        if let Some(instead) = rule(c, &text[next..]) {
            out.reserve(text.len() - kept + instead.len());
            out.push_str(&text[kept..at]);
            out.push_str(&instead);
            kept = next;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Whether a byte is, or begins, a control character or a noncharacter.
const fn may_be_control(byte: u8) -> bool {
    byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte >= 0xEF
}

/// U+FFFE, U+FFFF and their like in the other planes: XML cannot hold the first two, and nobody can use any.
const fn is_noncharacter(c: char) -> bool {
    (c as u32) & 0xFFFE == 0xFFFE
}

/// Whether `c` turns the direction of what follows, so that a text can look like another one: the embeddings, overrides
/// and isolates of the Unicode bidirectional algorithm.
pub const fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether `url` is one that a link may lead to: `http:` or `https:`.
pub fn is_web_url(url: &str) -> bool {
    let starts = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// A label between the quotes of a DOT string, which Graphviz draws literally: escape sequences such as `\N` and
/// entities such as `&lt;` stay what they look like. A long one is carried over lines by backslashes, which Graphviz
/// takes out again.
pub fn dot_label(text: &str) -> Cow<'_, str> {
    carried_over(replaced(text, needs_dot, |c, rest| match c {
        '\\' => Some("\\\\".into()),
        c => dot_character(c, rest),
    }))
}

/// A tooltip between the quotes of a DOT string. Graphviz 2.43 expands the escape sequences of a tooltip twice, so that
/// no number of backslashes is right for every version: each becomes U+2216 (∖).
pub fn dot_tooltip(text: &str) -> Cow<'_, str> {
    carried_over(replaced(text, needs_dot, |c, rest| match c {
        '\\' => Some("\u{2216}".into()),
        c => dot_character(c, rest),
    }))
}

/// A web address between the quotes of a DOT string, or nothing if it is of a scheme that a link must not have (see
/// [`is_web_url`]). What has no place in an address is percent-encoded, `&` is `&amp;`, or Graphviz writes invalid SVG.
pub fn dot_url(url: &str) -> Option<Cow<'_, str>> {
    let outside = |b| b <= b' ' || b >= 0x7F || matches!(b, b'"' | b'\'' | b'\\' | b'&' | b'<' | b'>' | b'`');
    let encoded = |url| {
        replaced(url, outside, |c, _| match c {
            '&' => Some("&amp;".into()),
            '"' | '\'' | '\\' | '<' | '>' | '`' | '\0'..=' ' | '\x7F'.. => {
                let mut percent = String::new();
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(percent, "%{byte:02X}");
                }
                Some(percent.into())
            }
            _ => None,
        })
    };
    is_web_url(url).then(|| carried_over(encoded(url)))
}

const fn needs_dot(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | b'&') || may_be_control(byte)
}

fn dot_character(c: char, rest: &str) -> Option<Cow<'static, str>> {
    match c {
        '"' => Some("\\\"".into()),
        '&' => Some("&amp;".into()),
        '\n' => Some("\\n".into()),
        '\r' if rest.starts_with('\n') => Some("".into()),
        '\r' => Some("\\n".into()),
        '\t' => None,
        c if c.is_control() || is_noncharacter(c) => Some(REPLACEMENT.into()),
        _ => None,
    }
}

/// Breaks a long DOT string by a backslash and a line end, never within a character or an escape sequence.
fn carried_over(escaped: Cow<'_, str>) -> Cow<'_, str> {
    if escaped.len() <= DOT_RUN {
        return escaped;
    }
    let mut out = String::with_capacity(escaped.len() + escaped.len() / DOT_RUN * 2 + 2);
    let mut run = 0;
    let mut after_backslash = false;
    for c in escaped.chars() {
        if run + c.len_utf8() > DOT_RUN && !after_backslash {
            out.push_str("\\\n");
            run = 0;
        }
        out.push(c);
        run += c.len_utf8();
        after_backslash = c == '\\' && !after_backslash;
    }
    Cow::Owned(out)
}

/// Text between XML tags (XML 1.0). `]]>` cannot occur, as `>` is escaped.
pub fn xml_text(text: &str) -> Cow<'_, str> {
    let needs = |b| matches!(b, b'<' | b'>' | b'&' | 0xE2) || (may_be_control(b) && b != b'\n' && b != b'\t');
    replaced(text, needs, |c, _| match c {
        '\n' | '\t' => None,
        c => xml_character(c),
    })
}

/// A value between the double quotes of an XML attribute (XML 1.0). Line ends and tabs are references, as a parser would
/// turn them into spaces.
pub fn xml_attribute(text: &str) -> Cow<'_, str> {
    let needs = |b| matches!(b, b'<' | b'>' | b'&' | b'"' | 0xE2) || may_be_control(b);
    replaced(text, needs, |c, _| match c {
        '"' => Some("&quot;".into()),
        '\n' => Some("&#10;".into()),
        '\t' => Some("&#9;".into()),
        c => xml_character(c),
    })
}

fn xml_character(c: char) -> Option<Cow<'static, str>> {
    match c {
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        '&' => Some("&amp;".into()),
        '\r' => Some("&#13;".into()),
        // Some parsers follow XML 1.1, to which this is the end of a line.
        '\u{2028}' => Some("&#8232;".into()),
        '\0'..'\x20' => Some(REPLACEMENT.into()),
        '\x7F'..='\u{9F}' => Some(format!("&#{};", c as u32).into()),
        c if is_noncharacter(c) => Some(REPLACEMENT.into()),
        _ => None,
    }
}

/// Text between the quotes of a JSON string. Nothing is lost: what a terminal or a page around the JSON could take for
/// its own is written as `\u` and four digits.
pub fn json(text: &str) -> Cow<'_, str> {
    let needs = |b| matches!(b, b'"' | b'\\' | b'<' | 0xE2) || may_be_control(b);
    replaced(text, needs, |c, rest| match c {
        '"' => Some("\\\"".into()),
        '\\' => Some("\\\\".into()),
        '\n' => Some("\\n".into()),
        '\r' => Some("\\r".into()),
        '\t' => Some("\\t".into()),
        '<' if rest.starts_with(['/', '!', 's', 'S']) => Some("\\u003c".into()),
        '\u{FEFF}' | '\u{2028}' | '\u{2029}' => Some(format!("\\u{:04x}", c as u32).into()),
        c if c.is_control() || is_bidi_override(c) => Some(format!("\\u{:04x}", c as u32).into()),
        _ => None,
    })
}

/// A cell of a CSV file, before it is quoted. A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return as a formula: such a cell gets an apostrophe before it, which spreadsheets hide.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let needs = |b| may_be_control(b) && !matches!(b, b'\n' | b'\r' | b'\t');
    let clean = replaced(text, needs, |c, _| match c {
        '\n' | '\r' | '\t' => None,
        c if c.is_control() || is_noncharacter(c) => Some(REPLACEMENT.into()),
        _ => None,
    });
    match clean.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{clean}")),
        _ => clean,
    }
}

/// A cell of a Markdown table, shown literally: no markup, no HTML, no link, one line.
pub fn markdown_cell(text: &str) -> Cow<'_, str> {
    let needs = |b: u8| b.is_ascii_punctuation() || b == 0xE2 || may_be_control(b);
    replaced(text, needs, |c, rest| match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => Some(format!("\\{c}").into()),
        // Bare addresses would become links.
        ':' if rest.starts_with("//") => Some("\\:".into()),
        'w' | 'W' if rest.get(..3).is_some_and(|r| r.eq_ignore_ascii_case("ww.")) => Some("&#119;".into()),
        '@' => Some("\\@".into()),
        c => one_line(c, rest),
    })
}

/// Text on a terminal, on one line: no escape sequence, no control character and no bidi override reaches it.
pub fn terminal(text: &str) -> Cow<'_, str> {
    let needs = |b| b == 0xE2 || may_be_control(b);
    replaced(text, needs, one_line)
}

fn one_line(c: char, rest: &str) -> Option<Cow<'static, str>> {
    match c {
        '\r' if rest.starts_with('\n') => Some("".into()),
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(" ".into()),
        c if c.is_control() || is_bidi_override(c) || is_noncharacter(c) => Some(REPLACEMENT.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CONTROLS: &str = "\0\u{1b}\u{7f}\u{9b}\u{fffe}";

    #[test]
    fn a_harmless_string_is_borrowed() {
        let plain = "G-Dragon, 하루하루 (2008): «Déjà vu» 👩\u{200d}👧";
        for escape in [dot_label, dot_tooltip, xml_text, xml_attribute, json, csv_cell, terminal] {
            assert!(matches!(escape(plain), Cow::Borrowed(same) if same == plain));
        }
        assert!(matches!(markdown_cell("Haru Haru, 2008"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_dot_label_is_drawn_as_it_is_written() {
        assert_eq!(dot_label(r#"a "b" \N &lt; \"#), r#"a \"b\" \\N &amp;lt; \\"#);
        assert_eq!(dot_label("one\ntwo\r\nthree\rfour\tfive"), "one\\ntwo\\nthree\\nfour\tfive");
        assert_eq!(dot_label(CONTROLS), "�����");
    }

    #[test]
    fn a_dot_tooltip_has_no_backslash_but_of_our_own() {
        assert_eq!(dot_tooltip("\\N \"x\"\n\\"), "∖N \\\"x\\\"\\n∖");
    }

    #[test]
    fn a_long_dot_string_is_carried_over_between_characters_and_escapes() {
        let long = "\\\"한".repeat(8_000);
        let label = dot_label(&long);
        let mut back = String::new();
        for run in label.split("\\\n") {
            assert!(run.len() <= DOT_RUN + 4, "{}", run.len());
            let mut chars = run.chars();
            while let Some(c) = chars.next() {
                back.push(if c == '\\' { chars.next().expect("an escape is whole") } else { c });
            }
        }
        assert_eq!(back, long);
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for url in
            ["javascript:alert(1)", "data:text/html,x", " https://e.org", "//e.org", "", "httpx://e.org", "ファ://"]
        {
            assert_eq!(dot_url(url), None, "{url}");
        }
        assert_eq!(dot_url("HTTPS://e.org/a%20b").as_deref(), Some("HTTPS://e.org/a%20b"));
        assert_eq!(
            dot_url("http://e.org/?a=1&b=\"\\N <하>\n").as_deref(),
            Some("http://e.org/?a=1&amp;b=%22%5CN%20%3C%ED%95%98%3E%0A")
        );
    }

    #[test]
    fn xml_keeps_what_it_can_hold() {
        assert_eq!(xml_text("<a> & ]]> \"'\n\t\r"), "&lt;a&gt; &amp; ]]&gt; \"'\n\t&#13;");
        assert_eq!(xml_attribute("<a> & ]]> \"'\n\t\r"), "&lt;a&gt; &amp; ]]&gt; &quot;'&#10;&#9;&#13;");
        assert_eq!(xml_text(CONTROLS), "��&#127;&#155;�");
        assert_eq!(xml_attribute("a\u{2028}b\u{85}c"), "a&#8232;b&#133;c");
    }

    #[test]
    fn json_steers_neither_a_terminal_nor_a_page() {
        assert_eq!(json("\u{1b}[31m\u{9b}\u{202e}"), "\\u001b[31m\\u009b\\u202e");
        assert_eq!(json("</script><!-- a < b <script>"), "\\u003c/script>\\u003c!-- a < b \\u003cscript>");
    }

    #[test]
    fn a_csv_cell_is_no_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(csv_cell(formula), format!("'{formula}"));
        }
        assert_eq!(csv_cell("a=1, -2"), "a=1, -2");
        assert_eq!(csv_cell("two\nlines\0"), "two\nlines�");
    }

    #[test]
    fn a_markdown_cell_is_one_line_of_plain_text() {
        assert_eq!(markdown_cell("a|b *c* <i>d</i>\n`e`"), "a\\|b \\*c\\* \\<i\\>d\\</i\\> \\`e\\`");
        assert_eq!(
            markdown_cell("[x](javascript:y) https://e.org www.e.org"),
            "\\[x\\](javascript:y) https\\://e.org &#119;ww.e.org"
        );
    }

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(terminal("\u{1b}[2J\u{202e}x\u{2066}\r\ny\tz"), "�[2J�x� y z");
        assert_eq!(terminal(CONTROLS), "�����");
    }

    /// What a reader of XML 1.0 cannot be given.
    fn in_xml(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                '\t' | '\n' | '\r' => c,
                '\0'..'\x20' => '\u{FFFD}',
                c if is_noncharacter(c) => '\u{FFFD}',
                c => c,
            })
            .collect()
    }

    proptest! {
        #[test]
        fn any_string_comes_back_from_json(text in ".*|[\\x00-\u{ff}<>/!\\\\\"]*") {
            let quoted = format!("\"{}\"", json(&text));
            prop_assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
        }

        #[test]
        fn any_string_comes_back_from_xml(text in ".*|[\\x00-\u{ff}<>&\"]*") {
            let text_back = quick_xml::escape::unescape(&xml_text(&text)).unwrap().into_owned();
            prop_assert_eq!(text_back, in_xml(&text));
            let value_back = quick_xml::escape::unescape(&xml_attribute(&text)).unwrap().into_owned();
            prop_assert_eq!(value_back, in_xml(&text));
        }

        #[test]
        fn no_string_steers_a_terminal(text in ".*|[\\x00-\u{ff}\u{2028}-\u{202e}]*") {
            let shown = terminal(&text);
            prop_assert!(!shown.chars().any(|c| c.is_control() || is_bidi_override(c)));
        }
    }
}
