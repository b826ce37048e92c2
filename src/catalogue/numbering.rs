//! Numbers for ids while a list is being read, before the sorted position of any of them is known.

use std::collections::HashMap;

use super::entities::{Artist, Group, Source, Text, Theme};
use super::id_table::{Hashed, IdTable};
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
    /// Whether some entry's id is not above the one before it.
    is_unsorted: bool,
    /// The number of each entry's id, which is the entry's place in `entries`.
    ids: IdTable,
    /// Ids that were referred to before their entry came. Their numbers begin at [`AWAITED`].
    awaited: Vec<Text>,
    awaited_at: HashMap<Text, u32>,
}

/// The first number of an id that was referred to before its entry came.
const AWAITED: u32 = 1 << 31;

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            is_unsorted: false,
            ids: IdTable::default(),
            awaited: Vec::new(),
            awaited_at: HashMap::new(),
        }
    }
}

impl<T: Entry> Numbering<T> {
    /// Adds an entry.
    ///
    /// # Errors
    /// An id that is there already, and more ids than can be numbered.
    pub fn push(&mut self, entry: T) -> Result<(), Unresolved> {
        let id = self.ids.hashed(entry.id());
        if self.ids.find(id).is_some() {
            return Err(Unresolved::DuplicateId(entry.id().clone()));
        }
        match self.ids.add(id) {
            None | Some(AWAITED..) => Err(Unresolved::TooMany(T::WHAT)),
            Some(_) => {
                self.is_unsorted |= self.entries.last().is_some_and(|last| last.id() >= entry.id());
                self.entries.push(entry);
                Ok(())
            }
        }
    }

    /// The number of an id that is referred to.
    #[inline]
    pub fn number(&mut self, id: &str) -> u32 {
        match self.ids.find(self.ids.hashed(id)) {
            Some(number) => number,
            None => self.awaited(id),
        }
    }

    /// Prepares to ask for the number of an id together with others.
    #[inline]
    pub fn hashed<'t>(&self, id: &'t str) -> Hashed<'t> {
        self.ids.hashed(id)
    }

    /// The numbers of ids that are referred to.
    pub fn numbers(&mut self, ids: &[Hashed], mut take: impl FnMut(u32)) {
        let Self { ids: table, awaited, awaited_at, .. } = self;
        table.find_all(ids, |id, number| take(number.unwrap_or_else(|| await_entry(awaited, awaited_at, id.id()))));
    }

    /// Whether there is an entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn awaited(&mut self, id: &str) -> u32 {
        await_entry(&mut self.awaited, &mut self.awaited_at, id)
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
        if !self.is_unsorted {
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

/// The number of an id whose entry has not come yet.
fn await_entry(awaited: &mut Vec<Text>, awaited_at: &mut HashMap<Text, u32>, id: &str) -> u32 {
    if let Some(&number) = awaited_at.get(id) {
        return number;
    }
    let number = AWAITED + awaited.len() as u32;
    awaited.push(id.into());
    awaited_at.insert(id.into(), number);
    number
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
