//! One file, from its first character to its last, held against the shape that it should have.

use std::borrow::Cow;

use super::known::{Broader, Known, article, at};
use super::report::{At, Draft, Report};
use super::scan::{JsonType, Scanner, Span, Str, Syntax};
use super::shape::{Field, ObjectShape, Shape, TextKind};
use super::words::{fits, form_hint, near_id, one_of, type_hint, what};
use crate::catalogue::file::List;
use crate::catalogue::strings::check_id;
use crate::catalogue::suggest::Suggester;
use crate::catalogue::values::{Date, Length};
use crate::catalogue::visible::quoted;

/// Walks through a file.
pub struct Walker<'a, 't> {
    pub scanner: Scanner<'t>,
    pub file: usize,
    pub known: &'a mut Known<'t>,
    pub suggester: &'a mut Suggester,
    pub report: &'a mut Report,
    /// The list of the file that is being read.
    pub list: Option<List>,
    /// Its entry that is being read.
    pub entry: Option<Entry<'t>>,
}

/// An entry of one of the file's lists.
#[derive(Default)]
pub struct Entry<'t> {
    id: Option<Str<'t>>,
    /// Whether something that is no id stands in its place.
    has_bad_id: bool,
    /// The themes that it names: what a video carries, what is broader than a theme.
    themes: Vec<(Cow<'t, str>, Span)>,
}

/// What a value is in, for the messages.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    pub field: &'s str,
    /// Whether it is one of the items of the field's list.
    pub is_item: bool,
}

/// What an object has had so far of one field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    No,
    /// Under a name that is near the right one.
    Nearly,
    /// Its key is there.
    At(Span),
}

impl<'t> Walker<'_, 't> {
    /// Walks through the whole file.
    pub fn walk(&mut self, shape: &ObjectShape) -> Result<(), Syntax> {
        let found = self.scanner.json_type()?;
        if found != JsonType::Object {
            let span = Span { start: self.scanner.at(), len: 1 };
            self.known.is_partial = [true; 5];
            self.add(span, || {
                let hint = match found {
                    JsonType::List => "write {\"version\": 1, \"videos\": […]} around the list",
                    _ => "the shortest catalogue is {\"version\": 1}",
                };
                Draft::new("wrong-type", format!("a catalogue is an object, not {}", found.words()))
                    .hint(hint.to_string())
            });
            return Ok(());
        }
        self.object(shape)?;
        self.scanner.finish()
    }

    fn add(&mut self, span: Span, draft: impl FnOnce() -> Draft) {
        self.report.add(at(self.file, span), draft);
    }

    fn here(&self, span: Span) -> At {
        at(self.file, span)
    }

    fn value(&mut self, shape: &Shape, subject: Subject) -> Result<(), Syntax> {
        let found = self.scanner.json_type()?;
        match (shape, found) {
            (Shape::Object(object) | Shape::Either(_, object), JsonType::Object) => self.object_or_entry(object),
            (Shape::Either(short, _), JsonType::String) => self.value(short, subject),
            (Shape::List(item), JsonType::List) => {
                let mut open = self.scanner.open()?;
                while self.scanner.next_item(&mut open)? {
                    self.value(item, Subject { is_item: true, ..subject })?;
                }
                Ok(())
            }
            (Shape::Text(kind), JsonType::String) => {
                let string = self.scanner.string()?;
                self.text(*kind, string);
                Ok(())
            }
            (Shape::Word(words), JsonType::String) => {
                let string = self.scanner.string()?;
                if !words.iter().any(|word| *word == string.text) {
                    self.unknown_word(words, &string, subject);
                }
                Ok(())
            }
            (Shape::Bool, JsonType::Bool) => self.scanner.skip().map(|_| ()),
            (Shape::Version, JsonType::Number) => self.version(),
            _ => self.wrong_type(shape, found, subject),
        }
    }

    fn version(&mut self) -> Result<(), Syntax> {
        let span = self.scanner.number()?;
        let number = self.scanner.slice(span);
        if number != "1" {
            self.add(span, || {
                let number = number.get(..20).map_or(number.into(), |begin| format!("{begin}…"));
                let message = format!("this is a catalogue of version {number}, and this program reads version 1");
                let is_later = number.bytes().all(|b| b.is_ascii_digit()) && number != "0";
                Draft::new("wrong-version", message).hint(is_later.then(|| "a later Leitmotif may read it".to_string()))
            });
        }
        Ok(())
    }

    fn text(&mut self, kind: TextKind, string: Str<'t>) {
        let wrong = match kind {
            TextKind::Free => None,
            TextKind::Id => check_id(&string.text).err().map(|message| ("bad-id", message)),
            TextKind::Date => string.text.parse::<Date>().err().map(|message| ("bad-date", message)),
            TextKind::Length => string.text.parse::<Length>().err().map(|message| ("bad-length", message)),
            TextKind::Theme | TextKind::Group | TextKind::Artist | TextKind::Source | TextKind::Performer => {
                self.known.refer(kind, &string.text, at(self.file, string.span));
                None
            }
        };
        let is_wrong = wrong.is_some();
        if let Some((code, message)) = wrong {
            self.add(string.span, || Draft::new(code, message).hint(form_hint(kind, &string.text)));
        }
        let (list, Some(entry)) = (self.list, self.entry.as_mut()) else { return };
        match kind {
            TextKind::Id if is_wrong => {
                entry.has_bad_id = true;
                if let Some(list) = list {
                    self.known.define_badly(list, near_id(&string.text).into());
                    self.known.define_badly(list, string.text);
                }
            }
            TextKind::Id => entry.id = Some(string),
            TextKind::Theme if check_id(&string.text).is_ok() => entry.themes.push((string.text, string.span)),
            _ => {}
        }
    }

    fn unknown_word(&mut self, words: &[String], string: &Str, subject: Subject) {
        let near = self.suggester.nearest(&string.text, words.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("did you mean “{near}”?"),
            None => format!("write {}", one_of(words)),
        };
        self.report.add(at(self.file, string.span), || {
            Draft::new("unknown-word", format!("“{}” cannot be {}", subject.field, quoted(&string.text))).hint(hint)
        });
    }

    fn wrong_type(&mut self, shape: &Shape, found: JsonType, subject: Subject) -> Result<(), Syntax> {
        let start = self.scanner.at();
        if let (Some(list), None) = (self.list, &self.entry) {
            // An entry, or the list itself, that cannot be read.
            if !subject.is_item {
                self.known.is_partial[list as usize] = true;
            } else if found == JsonType::String {
                let string = self.scanner.string()?;
                self.known.define_badly(list, string.text);
                self.scanner.back_to(start);
            } else {
                self.known.is_partial[list as usize] = true;
            }
        }
        let span = self.scanner.skip()?;
        let written = self.scanner.slice(span);
        self.add(span, || {
            let each = if subject.is_item { "each item of " } else { "" };
            let found_words = if found == JsonType::Bool { written } else { found.words() };
            let message = format!("{each}“{}” must be {}, not {found_words}", subject.field, shape.words());
            Draft::new("wrong-type", message).hint(type_hint(shape, found, written, subject))
        });
        Ok(())
    }

    fn object_or_entry(&mut self, shape: &ObjectShape) -> Result<(), Syntax> {
        let (Some(list), None) = (self.list, &self.entry) else { return self.object(shape) };
        let (start, problems) = (self.scanner.at(), self.report.total());
        self.entry = Some(Entry::default());
        self.object(shape)?;
        if let Some(entry) = self.entry.take() {
            self.close(list, entry);
        }
        if self.report.total() == problems {
            let span = Span::new(start, self.scanner.at());
            self.known.sound[list as usize].push(at(self.file, span));
        }
        Ok(())
    }

    /// Takes what an entry says into what is known.
    fn close(&mut self, list: List, mut entry: Entry<'t>) {
        if list == List::Videos {
            let name = entry.id.as_ref().map(|id| format!("the video {}", quoted(&id.text)));
            self.report_themes_twice(name.as_deref().unwrap_or("this video"), &mut entry.themes);
        }
        let Some(id) = entry.id else {
            self.known.is_partial[list as usize] |= !entry.has_bad_id;
            return;
        };
        if list == List::Themes {
            let above = entry.themes.into_iter().map(|(theme, span)| (theme, at(self.file, span))).collect();
            self.known.broader.push(Broader { theme: id.text.clone(), above });
        }
        let place = self.here(id.span);
        if let Some(first) = self.known.define(list, id.text.clone(), place) {
            self.report.add(place, || {
                Draft::new("duplicate-id", format!("two {} have the id {}", list.as_str(), quoted(&id.text)))
                    .label("again here")
                    .also(first, "first here")
                    .hint("make one entry of the two, or give one another id".to_string())
            });
        }
    }

    fn report_themes_twice(&mut self, video: &str, themes: &mut [(Cow<'t, str>, Span)]) {
        themes.sort_by(|a, b| (&a.0, a.1.start).cmp(&(&b.0, b.1.start)));
        for same in themes.chunk_by(|a, b| a.0 == b.0) {
            for (theme, again) in &same[1..] {
                let first = self.here(same[0].1);
                self.report.add(at(self.file, *again), || {
                    let message = format!("{video} carries the theme {} twice", quoted(theme));
                    Draft::new("duplicate-theme", message).label("again here").also(first, "first here")
                });
            }
        }
    }

    fn object(&mut self, shape: &ObjectShape) -> Result<(), Syntax> {
        let mut open = self.scanner.open()?;
        let mut seen = vec![Seen::No; shape.fields.len()];
        while let Some(key) = self.scanner.next_key(&mut open)? {
            match shape.fields.iter().position(|field| field.name == key.text) {
                None => self.unknown_field(shape, &key, &mut seen)?,
                Some(field) => {
                    let is_list = self.enter(&shape.fields[field]);
                    if let Seen::At(first) = seen[field] {
                        let first = self.here(first);
                        self.add(key.span, || {
                            Draft::new("duplicate-key", format!("“{}” is given twice in one object", key.text))
                                .label("again here")
                                .also(first, "first here")
                                .hint("keep one of the two".to_string())
                        });
                        if !is_list {
                            self.scanner.skip()?;
                            continue;
                        }
                    }
                    seen[field] = Seen::At(key.span);
                    self.field(&shape.fields[field], is_list)?;
                }
            }
        }
        self.report_missing(shape, open.at, &seen);
        Ok(())
    }

    /// Notes which list the field of a catalogue is, if it is one.
    fn enter(&mut self, field: &Field) -> bool {
        if self.list.is_none() {
            self.list = List::ALL.into_iter().find(|list| list.as_str() == field.name);
            return self.list.is_some();
        }
        false
    }

    /// Walks through a field's value.
    fn field(&mut self, field: &Field, is_list: bool) -> Result<(), Syntax> {
        self.value(&field.shape, Subject { field: &field.name, is_item: false })?;
        if is_list {
            self.list = None;
        }
        Ok(())
    }

    fn unknown_field(&mut self, shape: &ObjectShape, key: &Str, seen: &mut [Seen]) -> Result<(), Syntax> {
        let names = || shape.fields.iter().map(|field| field.name.as_str());
        let near = self.suggester.nearest(&key.text, names()).or(match &*key.text {
            "name" => names().find(|name| *name == "title"),
            "title" => names().find(|name| *name == "name"),
            _ => None,
        });
        self.report.add(at(self.file, key.span), || {
            let what = what(shape);
            let message = format!("{} {what} has no field {}", article(what), quoted(&key.text));
            let hint = match near {
                Some(near) => format!("did you mean “{near}”?"),
                None => {
                    format!("its fields are {}", names().filter(|n| *n != "$schema").collect::<Vec<_>>().join(", "))
                }
            };
            Draft::new("unknown-field", message).hint(hint)
        });
        // What was meant is read as that, so that a slip in one name is one problem and not many.
        let meant = near.and_then(|near| shape.fields.iter().position(|field| field.name == near));
        let list = List::ALL.into_iter().find(|list| Some(list.as_str()) == near);
        let meant = meant.filter(|&field| seen[field] == Seen::No);
        if let Some(field) = meant {
            seen[field] = Seen::Nearly;
        }
        match meant {
            Some(field) if fits(&shape.fields[field].shape, self.scanner.json_type()?) => {
                let is_list = self.enter(&shape.fields[field]);
                self.field(&shape.fields[field], is_list)
            }
            _ => {
                if let (Some(list), None) = (list, self.list) {
                    self.known.is_partial[list as usize] = true;
                }
                self.scanner.skip().map(|_| ())
            }
        }
    }

    fn report_missing(&mut self, shape: &ObjectShape, open: usize, seen: &[Seen]) {
        for (field, _) in shape.fields.iter().zip(seen).filter(|(field, seen)| field.is_required && **seen == Seen::No)
        {
            let id = self.entry.as_ref().filter(|_| self.list.is_some_and(|l| l.entry() == shape.what));
            let id = id.and_then(|entry| entry.id.as_ref());
            let span = id.map_or(Span { start: open, len: 1 }, |id| id.span);
            let name = id.map(|id| format!(" {}", quoted(&id.text))).unwrap_or_default();
            self.report.add(at(self.file, span), || {
                let what = what(shape);
                let the = if name.is_empty() && what != "catalogue" { "this" } else { "the" };
                let draft = Draft::new("missing-field", format!("{the} {what}{name} has no “{}”", field.name));
                draft.hint((field.shape == Shape::Version).then(|| "begin with {\"version\": 1, …".to_string()))
            });
        }
    }
}
