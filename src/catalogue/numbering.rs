//! Numbers for ids while a list is being read, before the sorted position of any of them is known.

use std::collections::HashMap;

use super::entities::{Artist, Group, Source, Text, Theme};
use super::id_table::{IdTable, ShortId};
use super::lists::room;
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
///
/// Nearly every look-up in a large list waits for memory and does nothing else meanwhile; many side by side wait together
/// ([`IdTable::find_all`]). So entries are entered into the table, and references looked up, some dozen at a time.
pub(super) struct Numbering<T> {
    entries: Vec<T>,
    /// Whether some entry's id is not above the one before it.
    is_unsorted: bool,
    /// The number of each entry's id, which is the entry's place in `entries`.
    ids: IdTable,
    /// How many entries are in `ids`.
    entered: usize,
    /// What is wrong with an entry.
    fault: Option<Unresolved>,
    /// References that wait for their number: which id, and the place in the lists of entries that refers to it.
    asked: Vec<(ShortId, u32)>,
    /// Ids that were referred to before their entry came. Their numbers begin at [`AWAITED`].
    awaited: Vec<Text>,
    awaited_at: HashMap<Text, u32>,
}

/// In place of a number that is still to be looked up.
pub(super) const LATER: u32 = u32::MAX;

/// The first number of an id that was referred to before its entry came.
const AWAITED: u32 = 1 << 31;

/// So many at a time.
const FULL: usize = 64;

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self {
            entries: room(),
            is_unsorted: false,
            ids: IdTable::default(),
            entered: 0,
            fault: None,
            asked: Vec::new(),
            awaited: Vec::new(),
            awaited_at: HashMap::new(),
        }
    }
}

impl<T: Entry> Numbering<T> {
    /// Adds an entry.
    pub fn push(&mut self, entry: T) {
        self.is_unsorted |= self.entries.last().is_some_and(|last| last.id() >= entry.id());
        self.entries.push(entry);
        if self.entries.len() - self.entered >= FULL {
            self.enter();
        }
    }

    /// Enters the ids of the last entries into the table.
    fn enter(&mut self) {
        let ids = self.entries[self.entered..].iter().map(|entry| self.ids.hashed(entry.id()));
        let short: Vec<_> = ids.clone().filter_map(|id| Some((id.short()?, ()))).collect();
        let mut duplicate = None;
        self.ids.find_all(&short, |id, (), number| {
            if number.is_some() {
                duplicate = Some(id.text());
            }
        });
        self.fault = duplicate.map(Unresolved::DuplicateId).or(self.fault.take());
        for entry in &self.entries[self.entered..] {
            let id = self.ids.hashed(entry.id());
            // In a list whose ids rise none is there twice.
            if self.is_unsorted && self.ids.find(id).is_some() {
                self.fault = Some(Unresolved::DuplicateId(entry.id().clone()));
            } else if !matches!(self.ids.add(id), Some(..AWAITED)) {
                self.fault = Some(Unresolved::TooMany(T::WHAT));
            }
        }
        self.entered = self.entries.len();
    }

    /// The number of an id that is referred to.
    #[inline]
    pub fn number(&mut self, id: &str) -> u32 {
        if self.entered < self.entries.len() {
            self.enter();
        }
        match self.ids.find(self.ids.hashed(id)) {
            Some(number) => number,
            None => await_entry(&mut self.awaited, &mut self.awaited_at, id),
        }
    }

    /// Asks for the number of an id that is referred to at a place in the lists of entries; [`LATER`] where
    /// [`Numbering::answer`] will give it.
    #[inline]
    pub fn ask(&mut self, id: &str, at: u32) -> u32 {
        match self.ids.hashed(id).short() {
            Some(short) => {
                self.asked.push((short, at));
                LATER
            }
            None => self.number(id),
        }
    }

    /// How many references wait for an answer.
    pub fn asked(&self) -> usize {
        self.asked.len()
    }

    /// Whether it is time to answer.
    pub fn is_full(&self) -> bool {
        self.asked.len() >= FULL
    }

    /// Forgets all references that wait but the first so many.
    pub fn forget(&mut self, from: usize) {
        self.asked.truncate(from);
    }

    /// Gives every place that waits its number.
    pub fn answer(&mut self, mut take: impl FnMut(u32, u32)) {
        if self.entered < self.entries.len() {
            self.enter();
        }
        let Self { ids, asked, awaited, awaited_at, .. } = self;
        ids.find_all(asked, |id, at, number| {
            take(at, number.unwrap_or_else(|| await_entry(awaited, awaited_at, &id.text())));
        });
        asked.clear();
    }

    /// The entries, in the order of their file.
    pub fn entries(&mut self) -> &mut [T] {
        &mut self.entries
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries sorted by id, and where each number's entry lies among them.
    ///
    /// # Errors
    /// An id that was referred to and has no entry, or that has two; more entries than can be numbered.
    pub fn finish(mut self) -> Result<(Vec<T>, Positions), Unresolved> {
        self.enter();
        if let Some(fault) = self.fault {
            return Err(fault);
        }
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
