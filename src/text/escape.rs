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

/// What stands in place of a character, if not itself; `rest` is what follows it.
type Rule = fn(c: char, rest: &str) -> Option<Cow<'static, str>>;

/// Replaces each character for which `rule` says so. A string none of whose bytes `may_need` it is not looked at twice.
fn replaced(text: &str, may_need: fn(u8) -> bool, rule: Rule) -> Cow<'_, str> {
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
    let needs = |b| matches!(b, b'<' | b'>' | b'&') || (may_be_control(b) && b != b'\n' && b != b'\t');
    replaced(text, needs, |c, _| match c {
        '\n' | '\t' => None,
        c => xml_character(c),
    })
}

/// A value between the double quotes of an XML attribute (XML 1.0). Line ends and tabs are references, as a parser would
/// turn them into spaces.
pub fn xml_attribute(text: &str) -> Cow<'_, str> {
    let needs = |b| matches!(b, b'<' | b'>' | b'&' | b'"') || may_be_control(b);
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
