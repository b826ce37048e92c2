//! The numbers of ids: a hash table for many short strings that are looked up far more often than they are added.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::entities::Text;
use super::long_ids::LongIds;

/// Ids in the order in which they were added; an id's number is its place in that order.
///
/// In a catalogue of a million videos nearly every look-up waits for memory. So a short id lies itself in the slot that its
/// hash leads to, found by linear probing. And [`IdTable::find_all`] looks many up side by side.
#[derive(Default)]
pub(super) struct IdTable {
    /// At most four fifths full; a power of two, or none.
    slots: Vec<Slot>,
    /// How many slots are taken.
    taken: usize,
    long: LongIds,
    count: u32,
    hasher: RandomState,
}

/// An id of at most [`SHORT`] bytes, and its number.
#[derive(Clone, Copy)]
struct Slot {
    key: Key,
    /// [`FREE`] where there is no id.
    number: u32,
}

/// How many bytes an id may have to lie in a slot.
const SHORT: usize = 12;

/// The number of no id.
const FREE: u32 = u32::MAX;

const FREE_SLOT: Slot = Slot { key: Key { head: 0, tail: 0 }, number: FREE };

/// No byte of a text in UTF-8.
const PADDING: u8 = 0xff;

/// The bytes of a short id, and [`PADDING`] behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    /// The first eight.
    head: u64,
    /// The last four.
    tail: u32,
}

impl Key {
    /// The key of an id, if it is short.
    #[inline]
    fn of(id: &str) -> Option<Self> {
        let bytes = id.as_bytes();
        let padding = |bytes: usize| u64::MAX << (8 * bytes);
        let last_four = || bytes.last_chunk().map(|last| u64::from(u32::from_le_bytes(*last)));
        if let Some(first) = bytes.first_chunk()
            && bytes.len() <= SHORT
        {
            // The last four overlap with the first eight; what is known of them already is shifted out.
            let tail = (last_four()? >> (8 * (SHORT - bytes.len()))) | padding(bytes.len() - 8);
            return Some(Self { head: u64::from_le_bytes(*first), tail: tail as u32 });
        }
        let head = match bytes {
            [a, b, c, d, ..] if bytes.len() < 8 => {
                let first = u64::from(u32::from_le_bytes([*a, *b, *c, *d]));
                first | last_four()? >> (8 * (8 - bytes.len())) << 32
            }
            _ if bytes.len() < 4 => bytes.iter().rev().fold(0, |head, &byte| head << 8 | u64::from(byte)),
            _ => return None,
        };
        Some(Self { head: head | padding(bytes.len()), tail: u32::MAX })
    }
}

/// An id and its hash.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashed<'t> {
    id: &'t str,
    /// Nothing where the id is long.
    key: Option<Key>,
    hash: u64,
}

impl Hashed<'_> {
    /// The id by itself, if it is short.
    #[inline]
    pub fn short(self) -> Option<ShortId> {
        self.key.map(|key| ShortId { key, hash: self.hash })
    }
}

/// A short id and its hash, without its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShortId {
    key: Key,
    hash: u64,
}

impl ShortId {
    /// The id's text.
    pub fn text(self) -> Text {
        let bytes = u128::from(self.key.head) | u128::from(self.key.tail) << 64 | u128::MAX << (8 * SHORT);
        let bytes = bytes.to_le_bytes();
        let length = bytes.iter().position(|&byte| byte == PADDING).unwrap_or(SHORT);
        String::from_utf8_lossy(&bytes[..length]).into()
    }
}

impl IdTable {
    /// Prepares to look up `id`.
    #[inline]
    pub fn hashed<'t>(&self, id: &'t str) -> Hashed<'t> {
        let key = Key::of(id);
        let hash = match key {
            Some(key) => self.hasher.hash_one(key),
            None => self.hasher.hash_one(id.as_bytes()),
        };
        Hashed { id, key, hash }
    }

    /// The number of an id that was added.
    #[inline]
    pub fn find(&self, id: Hashed) -> Option<u32> {
        match id.key {
            Some(key) => self.find_from(*self.slots.get(self.place(id.hash))?, key, id.hash),
            None => self.long.find(id.id, id.hash),
        }
    }

    /// The numbers of short ids, one after the other, each with what comes along with it.
    ///
    /// The slots of several ids are fetched before any is looked at, so that the processor waits for memory once and not
    /// once each.
    pub fn find_all<T: Copy>(&self, ids: &[(ShortId, T)], mut found: impl FnMut(ShortId, T, Option<u32>)) {
        const SIDE_BY_SIDE: usize = 32;
        if self.slots.is_empty() {
            return ids.iter().for_each(|(id, along)| found(*id, *along, None));
        }
        for ids in ids.chunks(SIDE_BY_SIDE) {
            std::hint::black_box(ids.iter().fold(0, |read, (id, _)| read ^ self.slots[self.place(id.hash)].number));
            for (id, along) in ids {
                let slot = self.slots[self.place(id.hash)];
                found(*id, *along, self.find_from(slot, id.key, id.hash));
            }
        }
    }

    /// Adds an id that is not there. Nothing where there are too many.
    pub fn add(&mut self, id: Hashed) -> Option<u32> {
        let number = self.count;
        match id.key {
            Some(key) => {
                if 5 * (self.taken + 1) > 4 * self.slots.len() {
                    self.grow();
                }
                self.enter(Slot { key, number }, id.hash);
                self.taken += 1;
            }
            None => self.long.add(id.id, id.hash, number, &self.hasher)?,
        }
        self.count = number.checked_add(1).filter(|count| *count != FREE)?;
        Some(number)
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    /// Looks for an id from the slot that its hash leads to, which is `first`.
    #[inline]
    fn find_from(&self, first: Slot, key: Key, hash: u64) -> Option<u32> {
        let (mut slot, mut place) = (first, self.place(hash));
        while slot.number != FREE {
            if slot.key == key {
                return Some(slot.number);
            }
            place = (place + 1) & (self.slots.len() - 1);
            slot = self.slots[place];
        }
        None
    }

    fn enter(&mut self, slot: Slot, hash: u64) {
        let mut place = self.place(hash);
        while self.slots[place].number != FREE {
            place = (place + 1) & (self.slots.len() - 1);
        }
        self.slots[place] = slot;
    }

    /// Doubles the slots, and enters every id anew.
    fn grow(&mut self) {
        let slots = vec![FREE_SLOT; (2 * self.slots.len()).max(16)];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot.number != FREE {
                self.enter(slot, self.hasher.hash_one(slot.key));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_are_numbered_in_the_order_in_which_they_come(ids in prop::collection::vec("[ab]{1,5}|[ab\\x00é]{0,16}", 0..200)) {
            let mut table = IdTable::default();
            let mut numbers = HashMap::new();
            for id in &ids {
                let hashed = table.hashed(id);
                let known = numbers.get(id).copied();
                prop_assert_eq!(table.find(hashed), known);
                if known.is_none() {
                    prop_assert_eq!(table.add(hashed), Some(numbers.len() as u32));
                    numbers.insert(id, numbers.len() as u32);
                }
            }
        }

        #[test]
        fn side_by_side_the_same_is_found(
            known in prop::collection::hash_set("[ab]{0,5}|[ab\\x00é]{6,16}", 0..60),
            asked in prop::collection::vec("[ab]{0,5}|[ab\\x00é]{6,16}", 0..60),
        ) {
            let mut table = IdTable::default();
            for id in &known {
                table.add(table.hashed(id));
            }
            let short = |id: &String| Some((table.hashed(id).short()?, ()));
            let asked: Vec<_> = asked.iter().filter_map(short).collect();
            let mut found = Vec::new();
            table.find_all(&asked, |id, (), number| found.push((id.text(), number)));
            let expected: Vec<_> = asked.iter().map(|(id, ())| (id.text(), table.find(table.hashed(&id.text())))).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_short_id_keeps_its_text(id in "\\PC{0,12}|[a\\x00]{0,12}") {
            let table = IdTable::default();
            let short = table.hashed(&id).short();
            prop_assert_eq!(short.map(|short| short.text().to_string()), (id.len() <= 12).then_some(id));
        }
    }
}
