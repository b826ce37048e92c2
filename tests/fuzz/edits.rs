//! A catalogue that is valid, edited as the bytes say: most edits leave something that can be read, so that fuzzing reaches
//! what lies behind the reader.

use serde_json::{Map, Value, json};

/// The catalogues to begin with: one with every field, and the two below.
const EVERY_FIELD: &str = include_str!("../fixtures/every-field.json");

const SMALL: &str = r#"{"version": 1, "title": "T",
  "themes": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y", "broader": ["x"]}],
  "groups": [{"id": "g", "name": "G"}], "artists": [{"id": "a", "name": "A", "member_of": ["g"]}],
  "videos": [
    {"id": "v", "title": "V", "performers": ["group:g"], "released": "2014-03-02", "runtimes": ["4:46"], "themes": ["x", "y"]},
    {"id": "w", "title": "W", "performers": ["artist:a"], "released": "2012", "runtimes": [{"length": "1:02:03", "precision": "about"}],
     "cast": [{"artist": "a", "role": "r"}], "themes": [{"theme": "y", "weight": "choice"}]},
    {"id": "u", "title": "U", "runtimes": [{"length": "3:00", "measures": "song"}], "themes": ["x"]}]}"#;

/// Strings from the worst corners, and words that the format knows.
const STRINGS: [&str; 40] = [
    "",
    " ",
    "\"",
    "\\",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}txt",
    "</title><script>",
    "]]>",
    "&#0;",
    "=1+1",
    "하루하루",
    "ㅎㅏㄹㅜ",
    "👩\u{200d}👧",
    "\u{feff}",
    "\u{fffe}",
    "e\u{301}\u{301}\u{301}",
    "javascript:alert(1)",
    "https://e.org/?a=1&b=2",
    "\n\r\t",
    "0001",
    "9999-12-31",
    "2014",
    "0:01",
    "99999:59",
    "999999999:59:59",
    "4:00",
    "exact",
    "almost",
    "over",
    "about",
    "song",
    "other-cut",
    "choice",
    "minor",
    "official",
    "group:g",
    "artist:a",
    "x",
    "y",
];

/// Reads numbers from the bytes, 0 where there are no more.
struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn below(&mut self, most: usize) -> usize {
        let number = self.next() * 256 + self.next();
        if most == 0 { 0 } else { number % most }
    }

    /// A string: a hostile one, one of the bytes themselves, or a long one.
    fn text(&mut self) -> String {
        match self.next() % 8 {
            0 => {
                let length = self.next().min(self.0.len());
                let (text, rest) = self.0.split_at(length);
                self.0 = rest;
                String::from_utf8_lossy(text).into_owned()
            }
            1 => STRINGS[self.below(STRINGS.len())].repeat(self.below(3000)),
            2 => format!("{}{}", STRINGS[self.below(STRINGS.len())], STRINGS[self.below(STRINGS.len())]),
            _ => STRINGS[self.below(STRINGS.len())].to_owned(),
        }
    }

    fn value(&mut self) -> Value {
        match self.next() % 8 {
            0 => Value::Null,
            1 => json!(self.next().is_multiple_of(2)),
            2 => json!(self.below(70_000)),
            3 => json!([self.text()]),
            4 => json!({}),
            _ => json!(self.text()),
        }
    }
}

/// The catalogue that `bytes` describe, as JSON; sometimes two, with a byte 0xFF between them.
pub fn edited(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = Bytes(bytes);
    let first = bytes.next();
    let mut written = one(first, &mut bytes);
    if first >= 224 {
        written.push(0xff);
        written.extend(one(first, &mut bytes));
    }
    written
}

fn one(which: usize, bytes: &mut Bytes) -> Vec<u8> {
    let text = if which.is_multiple_of(2) { EVERY_FIELD } else { SMALL };
    let mut catalogue: Value = serde_json::from_str(text).unwrap_or_default();
    for _ in 0..bytes.next() % 32 {
        if bytes.0.is_empty() {
            break;
        }
        edit(&mut catalogue, bytes);
    }
    serde_json::to_vec(&catalogue).unwrap_or_default()
}

/// One change somewhere in the tree.
fn edit(catalogue: &mut Value, bytes: &mut Bytes) {
    match bytes.next() % 10 {
        // More of a kind: an entry again, under another id.
        0..=2 => {
            let list = ["themes", "groups", "artists", "videos", "sources"][bytes.below(5)];
            let Some(Value::Array(entries)) = catalogue.get_mut(list) else { return };
            for _ in 0..=bytes.next() % 12 {
                let Some(mut entry) = entries.get(bytes.below(entries.len().max(1))).cloned() else { return };
                entry["id"] = json!(format!("n{}", entries.len()));
                entries.push(entry);
            }
        }
        // A string in place of a string.
        3..=6 => {
            let text = bytes.text();
            let mut strings = Vec::new();
            collect(catalogue, &mut strings);
            let at = bytes.below(strings.len());
            if let Some(place) = strings.into_iter().nth(at) {
                *place = Value::String(text);
            }
        }
        // A known id put into one of the lists of references.
        7 => {
            let at = bytes.below(64);
            let fields = ["themes", "broader", "performers", "member_of", "cast", "runtimes"];
            let field = fields[bytes.below(fields.len())];
            let value = match field {
                "performers" => json!("group:n1"),
                "cast" => json!({"artist": format!("n{at}"), "role": bytes.text()}),
                "runtimes" => json!({"length": bytes.text(), "precision": "almost", "stated": bytes.text()}),
                _ => json!(format!("n{at}")),
            };
            let list = if matches!(field, "broader") {
                "themes"
            } else if field == "member_of" {
                "artists"
            } else {
                "videos"
            };
            let Some(Value::Array(entries)) = catalogue.get_mut(list) else { return };
            let at = bytes.below(entries.len());
            if let Some(Value::Array(values)) = entries.get_mut(at).and_then(|entry| entry.get_mut(field)) {
                values.push(value);
            }
        }
        // Anything in place of anything.
        8 => {
            let value = bytes.value();
            let mut objects = Vec::new();
            objects_of(catalogue, &mut objects);
            let at = bytes.below(objects.len());
            if let Some(object) = objects.into_iter().nth(at) {
                let key = object.keys().nth(bytes.below(object.len())).cloned();
                object.insert(key.unwrap_or_default(), value);
            }
        }
        // A field taken away.
        _ => {
            let mut objects = Vec::new();
            objects_of(catalogue, &mut objects);
            let at = bytes.below(objects.len());
            if let Some(object) = objects.into_iter().nth(at) {
                let key = object.keys().nth(bytes.below(object.len())).cloned();
                object.remove(&key.unwrap_or_default());
            }
        }
    }
}

/// Every string in the tree.
fn collect<'v>(value: &'v mut Value, strings: &mut Vec<&'v mut Value>) {
    match value {
        Value::String(_) => strings.push(value),
        Value::Array(values) => values.iter_mut().for_each(|value| collect(value, strings)),
        Value::Object(fields) => fields.values_mut().for_each(|value| collect(value, strings)),
        _ => {}
    }
}

/// Objects from the leaves up; one that holds others is not among them, since only one can be changed at a time.
fn objects_of<'v>(value: &'v mut Value, objects: &mut Vec<&'v mut Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| objects_of(value, objects)),
        Value::Object(fields) => {
            if fields.values().any(has_object) {
                fields.values_mut().for_each(|value| objects_of(value, objects));
            } else {
                objects.push(fields);
            }
        }
        _ => {}
    }
}

fn has_object(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(has_object),
        Value::Object(_) => true,
        _ => false,
    }
}
