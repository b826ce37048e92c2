//! The ids of all files, and what refers to them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::report::{At, Draft, Report};
use super::scan::{Scanner, Span};
use super::shape::TextKind;
use crate::catalogue::file::List;
use crate::catalogue::strings::{check_id, check_performer};
use crate::catalogue::suggest::Suggester;
use crate::catalogue::visible::quoted;

/// The most ids that a hint lists in full.
const FEW: usize = 8;

/// What a reader of all the files knows.
#[derive(Default)]
pub struct Known<'t> {
    /// Per list, each id and where it was last given.
    ids: [HashMap<Cow<'t, str>, At>; 5],
    /// What stands where an id should be but is none, so that references to it are no further fault.
    bad: [HashSet<Cow<'t, str>>; 5],
    /// Whether entries of the list may exist that could not be read.
    pub is_partial: [bool; 5],
    /// References to what was not known when they were read.
    pending: Vec<Pending>,
    /// The themes with something broader, as they are read.
    pub broader: Vec<Broader<'t>>,
    /// Per list, the entries without a fault of their own.
    pub sound: [Vec<At>; 5],
}

/// A reference that is looked up when everything is read.
struct Pending {
    at: At,
    kind: TextKind,
}

/// What a theme says is broader than itself.
pub struct Broader<'t> {
    pub theme: Cow<'t, str>,
    pub above: Vec<(Cow<'t, str>, At)>,
}

impl<'t> Known<'t> {
    /// Takes `id` into the list; gives the place where the same file has it already.
    pub fn define(&mut self, list: List, id: Cow<'t, str>, at: At) -> Option<At> {
        self.ids[list as usize].insert(id, at).filter(|last| last.file == at.file)
    }

    /// Remembers what stands where an id should be.
    pub fn define_badly(&mut self, list: List, text: Cow<'t, str>) {
        self.bad[list as usize].insert(text);
    }

    /// Whether any file has the id.
    pub fn has(&self, list: List, id: &str) -> bool {
        self.ids[list as usize].contains_key(id)
    }

    /// Takes a reference; one to what is not there (yet) is looked up again at the end.
    pub fn refer(&mut self, kind: TextKind, text: &str, at: At) {
        let is_known = target(kind, text).is_some_and(|(list, id)| self.has(list, id));
        if !is_known {
            self.pending.push(Pending { at, kind });
        }
    }

    /// Reports every reference to what no file has.
    pub fn report_references(&self, files: &[&'t str], suggester: &mut Suggester, report: &mut Report) {
        for pending in &self.pending {
            let At { file, span } = pending.at;
            let Ok(text) = Scanner::new(files[file], span.start).string() else { continue };
            if self.is_explained(pending.kind, &text.text) {
                continue;
            }
            report.add(pending.at, || self.unknown(pending.kind, &text.text, suggester));
        }
    }

    /// Whether a reference is right, or wrong only because of a fault that is reported elsewhere.
    fn is_explained(&self, kind: TextKind, text: &str) -> bool {
        match target(kind, text) {
            Some((list, id)) => {
                let at = list as usize;
                self.has(list, id) || self.is_partial[at] && check_id(id).is_ok() || self.bad[at].contains(id)
            }
            None => false,
        }
    }

    fn unknown(&self, kind: TextKind, text: &str, suggester: &mut Suggester) -> Draft {
        let Some((list, id)) = target(kind, text) else {
            let guess = [List::Groups, List::Artists].into_iter().find(|&list| self.has(list, text));
            let hint = guess.map(|list| format!("write “{}:{text}”", list.entry()));
            return Draft::new("bad-performer", check_performer(text).err().unwrap_or_default()).hint(hint);
        };
        let hint = self.hint(kind, list, id, suggester);
        match check_id(id) {
            Err(_) if kind == TextKind::Performer => {
                Draft::new("bad-performer", check_performer(text).err().unwrap_or_default()).hint(hint)
            }
            Err(message) => Draft::new("bad-id", message).hint(hint),
            Ok(()) => {
                let code = match list {
                    List::Sources => "unknown-source",
                    List::Themes => "unknown-theme",
                    List::Groups => "unknown-group",
                    List::Artists => "unknown-artist",
                    List::Videos => "unknown-video",
                };
                Draft::new(code, format!("there is no {} {}", list.entry(), quoted(id))).hint(hint)
            }
        }
    }

    fn hint(&self, kind: TextKind, list: List, id: &str, suggester: &mut Suggester) -> Option<String> {
        let prefix =
            |list: List| if kind == TextKind::Performer { format!("{}:", list.entry()) } else { String::new() };
        let ids = &self.ids[list as usize];
        if let Some(near) = suggester.nearest(id, ids.keys().map(|k| &**k)) {
            return Some(format!("did you mean “{}{near}”?", prefix(list)));
        }
        if let Some(other) = List::ALL.into_iter().find(|&other| self.has(other, id)) {
            return Some(if kind == TextKind::Performer && matches!(other, List::Groups | List::Artists) {
                format!("did you mean “{}{id}”?", prefix(other))
            } else {
                format!("“{id}” is the id of {} {}", article(other.entry()), other.entry())
            });
        }
        if ids.is_empty() {
            return Some(format!("no {} is given: add it to the list “{}”", list.entry(), list.as_str()));
        }
        let mut few: Vec<&str> = if ids.len() <= FEW { ids.keys().map(|k| &**k).collect() } else { return None };
        few.sort_unstable();
        Some(match few[..] {
            [only] => format!("the only {} is {}", list.entry(), quoted(only)),
            _ => {
                format!("the {} are {}", list.as_str(), few.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "))
            }
        })
    }
}

/// The list that a reference points into, and the id that it names there.
fn target(kind: TextKind, text: &str) -> Option<(List, &str)> {
    match kind {
        TextKind::Theme => Some((List::Themes, text)),
        TextKind::Group => Some((List::Groups, text)),
        TextKind::Artist => Some((List::Artists, text)),
        TextKind::Source => Some((List::Sources, text)),
        TextKind::Performer => match text.split_once(':')? {
            ("group", id) => Some((List::Groups, id)),
            ("artist", id) => Some((List::Artists, id)),
            _ => None,
        },
        TextKind::Free | TextKind::Id | TextKind::Date | TextKind::Length => None,
    }
}

/// The indefinite article before a word.
pub fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The place of a string in a file.
pub fn at(file: usize, span: Span) -> At {
    At { file, span }
}
