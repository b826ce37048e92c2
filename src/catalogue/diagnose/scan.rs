//! A JSON text, piece by piece, with the place of each piece. `serde_json` reads valid files; this scanner
//! reads the others, because it knows where everything is and goes on after what does not fit.

use std::borrow::Cow;

/// How many lists and objects may lie inside each other, as in `serde_json`. A catalogue needs six.
pub const DEEPEST: usize = 127;

/// Bytes of the text, from `start` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub len: usize,
}

impl Span {
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, len: end - start }
    }
    pub const fn end(self) -> usize {
        self.start + self.len
    }
}

/// What keeps the text from being JSON; nothing after it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syntax {
    pub code: &'static str,
    pub at: Span,
    pub message: String,
    /// What is to be seen at `at`.
    pub label: &'static str,
    pub hint: Option<String>,
    /// What was opened and never closed.
    pub opened: Option<Span>,
}

/// What a value is, as its first character tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    Object,
    List,
    String,
    Number,
    Bool,
    Null,
}

impl JsonType {
    /// In words, with an article.
    pub const fn words(self) -> &'static str {
        match self {
            JsonType::Object => "an object",
            JsonType::List => "a list",
            JsonType::String => "a string",
            JsonType::Number => "a number",
            JsonType::Bool => "true or false",
            JsonType::Null => "null",
        }
    }
}

/// A string of the text: what it says, and where it stands with its quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Str<'t> {
    pub text: Cow<'t, str>,
    pub span: Span,
}

/// An object or a list that is being read.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    pub at: usize,
    is_first: bool,
}

/// Reads a text from its beginning to its end.
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Where the last piece ended.
    last: usize,
    /// Where each list and object begins that is not closed yet.
    open: Vec<usize>,
}

type Scanned<T> = Result<T, Syntax>;

impl<'t> Scanner<'t> {
    /// Begins at `at`, a byte position between two characters.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, last: at, open: Vec::new() }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    /// The text of a span that lies within it.
    pub fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end()).unwrap_or_default()
    }

    /// Goes back to `at`, on the same level.
    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// What the next value is; it is not read yet.
    pub fn json_type(&mut self) -> Scanned<JsonType> {
        self.space();
        match self.peek() {
            Some(b'{') => Ok(JsonType::Object),
            Some(b'[') => Ok(JsonType::List),
            Some(b'"') => Ok(JsonType::String),
            Some(b'-' | b'0'..=b'9') => Ok(JsonType::Number),
            Some(b't' | b'f') => Ok(JsonType::Bool),
            Some(b'n') => Ok(JsonType::Null),
            _ => Err(self.unexpected("a value")),
        }
    }

    /// Goes into the object or list that the next value is.
    pub fn open(&mut self) -> Scanned<Open> {
        let at = self.at;
        self.at += 1;
        self.open.push(at);
        if self.open.len() > DEEPEST {
            let message = format!("lists and objects lie more than {DEEPEST} deep in each other");
            let mut syntax = self.syntax(Span::new(at, at + 1), message);
            syntax.code = "too-deep";
            syntax.hint = Some("a catalogue is six deep at most".to_string());
            return Err(syntax);
        }
        Ok(Open { at, is_first: true })
    }

    /// Goes to the next item of a list; false at its end, which is then read.
    pub fn next_item(&mut self, open: &mut Open) -> Scanned<bool> {
        self.next(open, b']')
    }

    /// Reads the next key of an object, up to its value; nothing at the object's end, which is then read.
    pub fn next_key(&mut self, open: &mut Open) -> Scanned<Option<Str<'t>>> {
        if !self.next(open, b'}')? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            let mut syntax = self.unexpected("a field's name in quotation marks");
            if self.peek().is_some_and(|b| b.is_ascii_alphabetic()) {
                syntax.hint = Some("JSON writes names as \"name\"".into());
            }
            return Err(syntax);
        }
        let key = self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("a colon"));
        }
        self.at += 1;
        Ok(Some(key))
    }

    fn next(&mut self, open: &mut Open, close: u8) -> Scanned<bool> {
        self.space();
        if self.peek() == Some(close) {
            self.at += 1;
            self.last = self.at;
            self.open.pop();
            return Ok(false);
        }
        if open.is_first {
            open.is_first = false;
            return Ok(true);
        }
        if self.peek() != Some(b',') {
            return Err(self.no_comma(close));
        }
        let comma = self.at;
        self.at += 1;
        self.space();
        if self.peek() == Some(close) {
            let message = format!("a comma before {}", char::from(close));
            let mut syntax = self.syntax(Span::new(comma, comma + 1), message);
            syntax.hint = Some("take the comma out: nothing follows it".into());
            return Err(syntax);
        }
        Ok(true)
    }

    /// Reads the string that the next value is.
    pub fn string(&mut self) -> Scanned<Str<'t>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        let mut escaped = false;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 2;
                }
                Some(0..=0x1f) => return Err(self.bad_string(start, at)),
                Some(_) => at += 1,
                None => return Err(self.ends_in_string(start)),
            }
        }
        self.at = at + 1;
        self.last = self.at;
        let span = Span::new(start, self.at);
        let inside = &self.text[start + 1..at];
        let text = if escaped { self.unescape(inside, start + 1)?.into() } else { inside.into() };
        Ok(Str { text, span })
    }

    fn unescape(&self, inside: &str, offset: usize) -> Scanned<String> {
        let mut out = String::with_capacity(inside.len());
        let mut rest = inside;
        while let Some(slash) = rest.find('\\') {
            out.push_str(&rest[..slash]);
            let here = offset + inside.len() - rest.len() + slash;
            let (c, len) = escape(&rest[slash..]).ok_or_else(|| {
                let wrong: String =
                    rest[slash..].chars().take(if rest[slash..].starts_with("\\u") { 6 } else { 2 }).collect();
                let mut syntax =
                    self.syntax(Span::new(here, here + wrong.len()), "this escape means nothing in JSON".into());
                syntax.hint = Some("write \\\\ for a backslash".into());
                syntax
            })?;
            out.push(c);
            rest = &rest[slash + len..];
        }
        out.push_str(rest);
        Ok(out)
    }

    fn bad_string(&self, start: usize, at: usize) -> Syntax {
        let is_line = matches!(self.text.as_bytes()[at], b'\n' | b'\r');
        if is_line {
            let mut syntax = self.syntax(Span::new(start, at), "a string that does not end on its line".into());
            syntax.hint = Some("end it with a quotation mark; write \\n for a new line inside a string".into());
            syntax
        } else {
            let byte = self.text.as_bytes()[at];
            let mut syntax = self.syntax(Span::new(at, at + 1), "a control character inside a string".into());
            syntax.hint =
                Some(if byte == b'\t' { "write \\t for a tab".into() } else { format!("write \\u{byte:04x} for it") });
            syntax
        }
    }

    fn ends_in_string(&self, start: usize) -> Syntax {
        let mut syntax = self.end("the file ends inside a string".into());
        syntax.opened = Some(Span::new(start, start + 1));
        syntax
    }

    /// Reads the number that the next value is.
    pub fn number(&mut self) -> Scanned<Span> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let digits = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut end = start + usize::from(bytes[start] == b'-');
        let whole = digits(end);
        let mut is_good = whole > end && (bytes[end] != b'0' || whole == end + 1);
        end = whole;
        if bytes.get(end) == Some(&b'.') {
            let after = digits(end + 1);
            is_good &= after > end + 1;
            end = after;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let after = digits(end + 1 + sign);
            is_good &= after > end + 1 + sign;
            end = after;
        }
        if !is_good {
            let span = Span::new(start, end.max(start + 1));
            return Err(self.syntax(span, "this is no number of JSON".into()));
        }
        self.at = end;
        self.last = end;
        Ok(Span::new(start, end))
    }

    fn literal(&mut self) -> Scanned<Span> {
        let rest = &self.text[self.at..];
        match ["true", "false", "null"].iter().find(|word| rest.starts_with(**word)) {
            Some(word) => {
                let start = self.at;
                self.at += word.len();
                self.last = self.at;
                Ok(Span::new(start, self.at))
            }
            None => Err(self.unexpected("a value")),
        }
    }

    /// Reads the next value whatever it is. The place of a list or an object is its bracket.
    pub fn skip(&mut self) -> Scanned<Span> {
        let mut open: Vec<(Open, bool)> = Vec::new();
        let mut whole = None;
        loop {
            let span = match self.json_type()? {
                JsonType::String => self.string()?.span,
                JsonType::Number => self.number()?,
                JsonType::Bool | JsonType::Null => self.literal()?,
                kind @ (JsonType::Object | JsonType::List) => {
                    let opened = self.open()?;
                    open.push((opened, kind == JsonType::List));
                    Span::new(opened.at, opened.at + 1)
                }
            };
            let whole = *whole.get_or_insert(span);
            loop {
                let Some((opened, is_list)) = open.last_mut() else { return Ok(whole) };
                let goes_on = if *is_list { self.next_item(opened)? } else { self.next_key(opened)?.is_some() };
                if goes_on {
                    break;
                }
                open.pop();
            }
        }
    }

    /// Makes sure that nothing but white space follows.
    pub fn finish(&mut self) -> Scanned<()> {
        self.space();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.syntax(self.character(), "there is more after the end of the catalogue".into())),
        }
    }

    /// The character that comes next.
    fn character(&self) -> Span {
        let len = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Span { start: self.at, len }
    }

    fn unexpected(&self, wanted: &str) -> Syntax {
        if self.peek().is_none() {
            let Some(&opened) = self.open.last() else {
                return self.end(format!("the file ends where {wanted} should be"));
            };
            let is_list = self.text.as_bytes()[opened] == b'[';
            let mut syntax = self.end(format!("the file ends inside {}", if is_list { "a list" } else { "an object" }));
            syntax.opened = Some(Span::new(opened, opened + 1));
            return syntax;
        }
        let mut syntax = self.syntax(self.character(), format!("{wanted} should be here"));
        syntax.hint = match self.text[self.at..].chars().next() {
            Some('\'' | '“' | '”' | '„') => Some("JSON's quotation mark is \"".into()),
            Some('/' | '#') => Some("JSON has no comments".into()),
            Some('T' | 'F' | 'N') => Some("JSON writes true, false and null in small letters".into()),
            _ => None,
        };
        syntax
    }

    /// Something else than a comma or `close` follows an item.
    fn no_comma(&self, close: u8) -> Syntax {
        match self.peek() {
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.syntax(Span::new(self.last, self.last), "a comma is missing here".into())
            }
            _ => self.unexpected(&format!("a comma or {}", char::from(close))),
        }
    }

    /// A fault at the end of the text, shown after its last visible character.
    fn end(&self, message: String) -> Syntax {
        let end = self.text.trim_end_matches([' ', '\n', '\r', '\t']).len();
        let mut syntax = self.syntax(Span::new(end, end), message);
        syntax.code = "truncated";
        syntax.hint = Some("the file may have been cut off".into());
        syntax
    }

    fn syntax(&self, at: Span, message: String) -> Syntax {
        Syntax { code: "syntax", at, message, label: "", hint: None, opened: None }
    }
}

/// What the escape at the beginning of `text` stands for, and how long it is.
fn escape(text: &str) -> Option<(char, usize)> {
    let simple = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((simple, 2))
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let digits = text.as_bytes().get(from..from + 6).filter(|d| d.starts_with(b"\\u"))?;
        digits[2..].iter().try_fold(0, |value, &digit| Some(value * 16 + char::from(digit).to_digit(16)?))
    };
    let first = unit(0)?;
    match first {
        0xd800..=0xdbff => {
            let second = unit(6).filter(|low| (0xdc00..=0xdfff).contains(low))?;
            Some((char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?, 12))
        }
        _ => Some((char::from_u32(first)?, 6)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Scanned<()> {
        let mut scanner = Scanner::new(text, 0);
        scanner.skip()?;
        scanner.finish()
    }

    #[test]
    fn what_json_allows_is_read() {
        for text in ["{}", "[]", " [1, -0.5e+3, 0, \"\\u00e9\\ud83d\\ude00\\n\", true, false, null, {\"a\": [{}]}]\r\n"]
        {
            assert_eq!(read(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_json_forbids_is_refused_where_it_stands() {
        let wrong = [
            ("[1,]", 2),
            ("[1 2]", 2),
            ("{\"a\" 1}", 5),
            ("{a: 1}", 1),
            ("[01]", 1),
            ("[1.]", 1),
            ("[-]", 1),
            ("[tru]", 1),
            ("[\"\\x\"]", 2),
            ("[\"\\ud800\"]", 2),
            ("[\"a\tb\"]", 3),
            ("[1] 2", 4),
            ("[", 1),
            ("[\"a", 3),
            ("", 0),
        ];
        for (text, at) in wrong {
            assert_eq!(read(text).map_err(|s| s.at.start), Err(at), "{text}");
        }
    }

    #[test]
    fn nesting_ends_with_an_error_before_the_stack_does() {
        assert_eq!(read(&"[".repeat(1_000_000)).map_err(|s| (s.code, s.at.start)), Err(("too-deep", DEEPEST)));
        assert_eq!(read(&("[".repeat(DEEPEST) + &"]".repeat(DEEPEST))), Ok(()));
    }

    proptest! {
        #[test]
        fn the_scanner_and_serde_json_agree_on_what_json_is(text in r#"[\[\]{}:,"\\au0-9eE.+\- \n]{0,12}"#) {
            prop_assert_eq!(read(&text).is_ok(), serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok());
        }

        #[test]
        fn the_scanner_and_serde_json_read_the_same_strings(inside in r#"([a-z"가]|\\["\\/bfnrt]|\\u[0-9a-fD-E]{4}|\\ud83d\\ude0[0-9]){0,6}"#) {
            let text = format!("\"{inside}\"");
            let mut scanner = Scanner::new(&text, 0);
            let mine = scanner.string().and_then(|s| scanner.finish().map(|()| s.text.into_owned())).ok();
            prop_assert_eq!(mine, serde_json::from_str::<String>(&text).ok());
        }
    }
}
