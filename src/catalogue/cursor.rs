//! Walks through plain JSON at the speed of memory. What is not plain is declined, and left to a full reader.

/// A key that an object may have, and the field that it is the key of.
pub(super) struct Key<F> {
    name: &'static str,
    field: F,
    /// The name in quotation marks, as a number, and which bits of a number count.
    quoted: u128,
    mask: u128,
}

impl<F> Key<F> {
    /// The key `name`, which has at most 14 bytes.
    pub const fn new(name: &'static str, field: F) -> Self {
        assert!(name.len() + 2 <= size_of::<u128>());
        let quote = b'"' as u128;
        let mut quoted = quote;
        let mut at = 1;
        while at <= name.len() {
            quoted |= (name.as_bytes()[at - 1] as u128) << (8 * at);
            at += 1;
        }
        quoted |= quote << (8 * at);
        Self { name, field, quoted, mask: u128::MAX >> (8 * (size_of::<u128>() - at - 1)) }
    }
}

/// Which key came first in the last object, and which after each key. Most objects of a list have the same keys in the same
/// order, so that a key need only be compared with the one that is expected.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct KeyOrder([u8; 16]);

/// A place in a text; each method reads on from there, and gives nothing where it declines.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// At the beginning of `text`.
    #[inline]
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes were read.
    #[inline]
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is no white space.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Reads `byte`, if it is next.
    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Reads a string without escapes.
    #[inline]
    pub fn string(&mut self) -> Option<&'t str> {
        self.take(b'"')?;
        let start = self.at;
        let end = start + plain_length(&self.text.as_bytes()[start..])?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Option<bool> {
        self.peek()?;
        let (value, length) = match &self.text.as_bytes()[self.at..] {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return None,
        };
        self.at += length;
        Some(value)
    }

    /// Reads a list, each item by `item`.
    #[inline]
    pub fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        if self.peek()? == b']' {
            return self.take(b']');
        }
        loop {
            item(self)?;
            match self.peek()? {
                b',' => self.at += 1,
                _ => return self.take(b']'),
            }
        }
    }

    /// Reads an object that may have up to 15 `keys`, each value by `read`.
    #[inline]
    pub fn fields<F: Copy>(
        &mut self,
        keys: &[Key<F>],
        order: &mut KeyOrder,
        mut read: impl FnMut(&mut Self, F) -> Option<()>,
    ) -> Option<()> {
        self.take(b'{')?;
        let mut before = 0;
        loop {
            let expected = &mut order.0[before];
            let at = self.key(keys, usize::from(*expected))?;
            *expected = at as u8;
            before = at + 1;
            self.take(b':')?;
            read(self, keys[at].field)?;
            match self.peek()? {
                b',' => self.at += 1,
                _ => return self.take(b'}'),
            }
        }
    }

    /// Reads one of `keys` and says which; first it is compared with the one at `expected`.
    #[inline]
    fn key<F>(&mut self, keys: &[Key<F>], expected: usize) -> Option<usize> {
        self.peek()?;
        let key = &keys[expected];
        if let Some(&next) = self.text.as_bytes()[self.at..].first_chunk()
            && u128::from_le_bytes(next) & key.mask == key.quoted
        {
            self.at += key.name.len() + 2;
            return Some(expected);
        }
        let name = self.string()?;
        keys.iter().position(|key| key.name == name)
    }

    /// Reads an object; `field` is given each key and reads its value.
    #[inline]
    pub fn object(&mut self, mut field: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        loop {
            let key = self.string()?;
            self.take(b':')?;
            field(self, key)?;
            match self.peek()? {
                b',' => self.at += 1,
                _ => return self.take(b'}'),
            }
        }
    }
}

/// How many bytes stand before the closing quotation mark; nothing if an escape, a control character or the text's end
/// comes first.
///
/// Eight bytes at a time, by the test for a zero byte in a word: its lowest hit is always a true one (H. S. Warren,
/// Hacker's Delight, 2nd ed. 2013, section 6–1).
#[inline]
fn plain_length(bytes: &[u8]) -> Option<usize> {
    const LOW: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let is_below = |word: u64, bound: u64| word.wrapping_sub(LOW * bound) & !word & HIGH;
    // With their second bit flipped, the control characters and the quotation mark are what lies below 0x21.
    let is_special = |word: u64| is_below(word ^ (LOW * 0x02), 0x21) | is_below(word ^ (LOW * u64::from(b'\\')), 1);
    let mut at = 0;
    while let Some(word) = bytes[at..].first_chunk() {
        let special = is_special(u64::from_le_bytes(*word));
        if special != 0 {
            at += special.trailing_zeros() as usize / 8;
            return (bytes[at] == b'"').then_some(at);
        }
        at += 8;
    }
    at += bytes[at..].iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
    (bytes[at] == b'"').then_some(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_string_without_escapes_is_read_as_it_is(text in "[^\"\\\\\\x00-\\x1f]{0,40}", after in "\\PC{0,12}") {
            let json = format!("\"{text}\"{after}");
            let mut cursor = Cursor::new(&json);
            prop_assert_eq!(cursor.string(), Some(text.as_str()));
            prop_assert_eq!(cursor.at(), text.len() + 2);
        }

        #[test]
        fn a_string_with_an_escape_or_a_control_character_is_declined(
            before in "[^\"\\\\\\x00-\\x1f]{0,40}",
            special in "[\\\\\\x00-\\x1f]",
            after in "\\PC{0,40}",
        ) {
            let json = format!("\"{before}{special}{after}\"");
            prop_assert_eq!(Cursor::new(&json).string(), None);
        }
    }

    #[test]
    fn a_field_is_found_by_its_key_whichever_came_before() {
        static KEYS: [Key<char>; 3] = [Key::new("a", 'a'), Key::new("ab", 'b'), Key::new("fourteen_bytes", 'c')];
        let mut order = KeyOrder::default();
        let mut fields = |text: &str| {
            let mut fields = String::new();
            Cursor::new(text).fields(&KEYS, &mut order, |cursor, field| {
                fields.push(field);
                cursor.string().map(|_| ())
            })?;
            Some(fields)
        };
        let all = [
            (r#"{"a":"","ab":"","fourteen_bytes":""}"#, Some("abc")),
            (r#"{"a":"", "ab" : "", "fourteen_bytes":""}  and so on"#, Some("abc")),
            (r#"{ "fourteen_bytes":"", "a":""}"#, Some("ca")),
            (r#"{"ab":"","ab":"","a":""}"#, Some("bba")),
            (r#"{"ab":"","abc":""}"#, None),
            (r#"{"a":"","":""}"#, None),
            (r#"{"a":"""#, None),
            ("{}", None),
        ];
        for (text, expected) in all.iter().chain(all.iter().rev()) {
            assert_eq!(fields(text).as_deref(), *expected, "{text}");
        }
    }

    #[test]
    fn an_open_string_is_declined() {
        assert_eq!(Cursor::new("\"no end").string(), None);
        assert_eq!(Cursor::new("\"").string(), None);
    }

    #[test]
    fn a_list_has_a_comma_between_items_and_none_after_the_last() {
        let items = |text: &str| {
            let mut items = 0;
            Cursor::new(text).list(|cursor| cursor.string().map(|_| items += 1)).map(|()| items)
        };
        assert_eq!(items("[]"), Some(0));
        assert_eq!(items(" [ \"a\" ,\n\"b\" ] "), Some(2));
        for broken in ["[\"a\",]", "[\"a\" \"b\"]", "[,]", "[\"a\"", "[\"a\"}"] {
            assert_eq!(items(broken), None, "{broken}");
        }
    }
}
