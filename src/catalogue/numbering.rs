//! Numbers for ids while a list is being read, before the sorted position of any of them is known.

use std::collections::HashMap;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::entities::{Artist, Group, Source, Text, Theme};
use super::resolve::Unresolved;

/// An entry of a list that others refer to.
pub(super) trait Entry {
    /// What one entry is called.
    const WHAT: &'static str;
    /// The entry's id.
    fn id(&self) -> &Text;
}

macro_rules! entries {
    ($($type:ident: $what:literal),+) => {
        $(impl Entry for $type {
            const WHAT: &'static str = $what;
            fn id(&self) -> &Text {
                &self.id
            }
        })+
    };
}
entries!(Source: "source", Theme: "theme", Group: "group", Artist: "artist");

/// A list in the order of its file, and a number for every id that is in it or was referred to.
pub(super) struct Numbering<T> {
    entries: Vec<T>,
    /// The ids of `entries`, one after the other with [`END`] after each. Entries are large and ids are looked up ten
    /// times a video: here they lie close together.
    ids: Vec<u8>,
    table: HashTable<Slot>,
    hasher: DefaultHashBuilder,
    /// Ids that were referred to before their entry came. Their numbers begin at [`AWAITED`].
    awaited: Vec<Text>,
    awaited_at: HashMap<Text, u32>,
}

/// An id that has an entry.
struct Slot {
    /// Where it begins in `ids`.
    start: u32,
    /// The entry's place in `entries`, which is the id's number.
    number: u32,
}

/// No byte of a text in UTF-8.
const END: u8 = 0xff;

/// The first number of an id that was referred to before its entry came.
const AWAITED: u32 = 1 << 31;

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            ids: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            awaited: Vec::new(),
            awaited_at: HashMap::new(),
        }
    }
}

/// The id that begins at `start`.
fn id_at(ids: &[u8], start: u32) -> &[u8] {
    let id = &ids[start as usize..];
    &id[..id.iter().position(|&byte| byte == END).unwrap_or(id.len())]
}

fn is_at(ids: &[u8], start: u32, id: &[u8]) -> bool {
    let (start, end) = (start as usize, start as usize + id.len());
    ids.get(end) == Some(&END) && &ids[start..end] == id
}

impl<T: Entry> Numbering<T> {
    /// Adds an entry.
    ///
    /// # Errors
    /// An id that is there already, and more ids than can be numbered.
    pub fn push(&mut self, entry: T) -> Result<(), Unresolved> {
        let Self { entries, ids, table, hasher, .. } = self;
        let id = entry.id().as_bytes();
        let hash = hasher.hash_one(id);
        if table.find(hash, |slot| is_at(ids, slot.start, id)).is_some() {
            return Err(Unresolved::DuplicateId(entry.id().clone()));
        }
        let start = u32::try_from(ids.len()).map_err(|_| Unresolved::TooMany(T::WHAT))?;
        let number = u32::try_from(entries.len()).ok().filter(|number| *number < AWAITED);
        let number = number.ok_or(Unresolved::TooMany(T::WHAT))?;
        ids.extend_from_slice(id);
        ids.push(END);
        table.insert_unique(hash, Slot { start, number }, |slot| hasher.hash_one(id_at(ids, slot.start)));
        entries.push(entry);
        Ok(())
    }

    /// The number of an id that is referred to.
    pub fn number(&mut self, id: &str) -> u32 {
        let Self { ids, table, hasher, .. } = self;
        match table.find(hasher.hash_one(id.as_bytes()), |slot| is_at(ids, slot.start, id.as_bytes())) {
            Some(slot) => slot.number,
            None => self.awaited(id),
        }
    }

    /// Whether there is an entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn awaited(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.awaited_at.get(id) {
            return number;
        }
        let number = AWAITED + self.awaited.len() as u32;
        self.awaited.push(id.into());
        self.awaited_at.insert(id.into(), number);
        number
    }

    /// The entries sorted by id, and where each number's entry lies among them.
    ///
    /// # Errors
    /// An id that was referred to and has no entry.
    pub fn finish(mut self) -> Result<(Vec<T>, Positions), Unresolved> {
        let mut awaited = Vec::with_capacity(self.awaited.len());
        for id in std::mem::take(&mut self.awaited) {
            match self.number(&id) {
                AWAITED.. => return Err(Unresolved::UnknownReference { what: T::WHAT, id }),
                number => awaited.push(number),
            }
        }
        self.entries.shrink_to_fit();
        if self.entries.is_sorted_by(|a, b| a.id() < b.id()) {
            return Ok((self.entries, Positions { moved: None, awaited }));
        }
        let mut numbered: Vec<(u32, T)> = (0..).zip(self.entries).collect();
        numbered.sort_by(|(_, a), (_, b)| a.id().cmp(b.id()));
        let mut moved = vec![0; numbered.len()];
        for (at, (number, _)) in numbered.iter().enumerate() {
            moved[*number as usize] = at as u32;
        }
        let entries = numbered.into_iter().map(|(_, entry)| entry).collect();
        Ok((entries, Positions { moved: Some(moved), awaited }))
    }
}

/// Where each number's entry lies in the sorted list.
pub(super) struct Positions {
    /// Position by number; nothing where the file was sorted.
    moved: Option<Vec<u32>>,
    /// The number that an awaited id's entry got.
    awaited: Vec<u32>,
}

impl Positions {
    /// Whether every number is its entry's position.
    pub fn are_numbers(&self) -> bool {
        self.moved.is_none() && self.awaited.is_empty()
    }

    /// The position of the entry with `number`.
    pub fn of(&self, number: u32) -> u32 {
        let number = if number >= AWAITED { self.awaited[(number - AWAITED) as usize] } else { number };
        self.moved.as_ref().map_or(number, |moved| moved[number as usize])
    }
}
