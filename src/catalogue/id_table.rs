//! The numbers of ids: a hash table for many short strings that are looked up far more often than they are added.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

/// Ids in the order in which they were added; an id's number is its place in that order.
///
/// In a catalogue of a million videos nearly every look-up waits for memory. So all that one needs lies in two places:
/// a slot, found by linear probing, and the id's record. And [`IdTable::find_all`] looks many up side by side.
#[derive(Default)]
pub(super) struct IdTable {
    /// A record for each id: its number in four bytes, the id, and [`END`].
    records: Vec<u8>,
    /// At most half full; a power of two, or none.
    slots: Vec<Slot>,
    count: u32,
    hasher: RandomState,
}

/// Where an id may be.
#[derive(Clone, Copy)]
struct Slot {
    /// The upper half of the id's hash.
    tag: u32,
    /// Where its record begins; [`FREE`] where there is none.
    start: u32,
}

/// No byte of a text in UTF-8.
const END: u8 = 0xff;

/// No record begins here.
const FREE: u32 = u32::MAX;

/// An id and its hash.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hashed<'t> {
    id: &'t str,
    hash: u64,
}

impl<'t> Hashed<'t> {
    /// An id with the hash that [`IdTable::hashed`] gave it.
    pub fn new(id: &'t str, hash: u64) -> Self {
        Self { id, hash }
    }

    /// The id.
    pub fn id(self) -> &'t str {
        self.id
    }

    /// Its hash.
    pub fn hash(self) -> u64 {
        self.hash
    }
}

impl IdTable {
    /// Prepares to look up `id`.
    #[inline]
    pub fn hashed<'t>(&self, id: &'t str) -> Hashed<'t> {
        Hashed { id, hash: self.hasher.hash_one(id.as_bytes()) }
    }

    /// The number of an id that was added.
    #[inline]
    pub fn find(&self, id: Hashed) -> Option<u32> {
        let first = self.slots.get(self.place(id.hash))?;
        self.find_from(*first, id)
    }

    /// The numbers of ids, one after the other.
    ///
    /// The slots of several ids are fetched before any is looked at, and then their records, so that the processor waits
    /// for memory once and not once each.
    pub fn find_all<'t>(&self, ids: &[Hashed<'t>], mut found: impl FnMut(Hashed<'t>, Option<u32>)) {
        const SIDE_BY_SIDE: usize = 32;
        if self.slots.is_empty() {
            return ids.iter().for_each(|id| found(*id, None));
        }
        for ids in ids.chunks(SIDE_BY_SIDE) {
            let mut slots = [Slot { tag: 0, start: FREE }; SIDE_BY_SIDE];
            for (slot, id) in slots.iter_mut().zip(ids) {
                *slot = self.slots[self.place(id.hash)];
            }
            let mut heads = [END; SIDE_BY_SIDE];
            for (head, slot) in heads.iter_mut().zip(slots) {
                *head = self.records.get((slot.start as usize).saturating_add(4)).copied().unwrap_or(END);
            }
            for ((id, slot), head) in ids.iter().zip(slots).zip(heads) {
                // The head decides nothing that the slot does not; a fetch that nothing looks at would be left out.
                let is_none = slot.start == FREE && head == END;
                found(*id, if is_none { None } else { self.find_from(slot, *id) });
            }
        }
    }

    /// Adds an id that is not there. Nothing where there are too many.
    pub fn add(&mut self, id: Hashed) -> Option<u32> {
        if 2 * (self.count as usize + 1) > self.slots.len() {
            self.grow();
        }
        let (number, start) = (self.count, u32::try_from(self.records.len()).ok().filter(|start| *start != FREE)?);
        self.records.extend_from_slice(&number.to_le_bytes());
        self.records.extend_from_slice(id.id.as_bytes());
        self.records.push(END);
        self.enter(id.hash, start);
        self.count = number.checked_add(1)?;
        Some(number)
    }

    #[inline]
    fn place(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    /// Looks for `id` from the slot that its hash leads to, which is `first`.
    #[inline]
    fn find_from(&self, first: Slot, id: Hashed) -> Option<u32> {
        let (mut slot, mut place) = (first, self.place(id.hash));
        while slot.start != FREE {
            if slot.tag == tag(id.hash)
                && let Some(number) = self.number_at(slot.start, id.id)
            {
                return Some(number);
            }
            place = (place + 1) & (self.slots.len() - 1);
            slot = self.slots[place];
        }
        None
    }

    /// The number in the record at `start`, if it is that of `id`.
    #[inline]
    fn number_at(&self, start: u32, id: &str) -> Option<u32> {
        let (number, rest) = self.records[start as usize..].split_first_chunk::<4>()?;
        let is_same = rest.get(id.len()) == Some(&END) && &rest[..id.len()] == id.as_bytes();
        is_same.then(|| u32::from_le_bytes(*number))
    }

    fn enter(&mut self, hash: u64, start: u32) {
        let mut place = self.place(hash);
        while self.slots[place].start != FREE {
            place = (place + 1) & (self.slots.len() - 1);
        }
        self.slots[place] = Slot { tag: tag(hash), start };
    }

    /// Doubles the slots, and enters every record anew.
    fn grow(&mut self) {
        let slots = (2 * self.slots.len()).max(16);
        self.slots = vec![Slot { tag: 0, start: FREE }; slots];
        let mut start = 0;
        while start < self.records.len() {
            let id = &self.records[start + 4..];
            let length = id.iter().position(|&byte| byte == END).unwrap_or(id.len());
            let hash = self.hasher.hash_one(&id[..length]);
            self.enter(hash, start as u32);
            start += 4 + length + 1;
        }
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_are_numbered_in_the_order_in_which_they_come(ids in prop::collection::vec("[ab]{1,6}", 0..200)) {
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
            known in prop::collection::hash_set("[ab]{0,6}", 0..60),
            asked in prop::collection::vec("[ab]{0,6}", 0..30),
        ) {
            let mut table = IdTable::default();
            for id in &known {
                table.add(table.hashed(id));
            }
            let asked: Vec<Hashed> = asked.iter().map(|id| table.hashed(id)).collect();
            let mut found = Vec::new();
            table.find_all(&asked, |id, number| found.push((id.id, number)));
            let expected: Vec<_> = asked.iter().map(|id| (id.id, table.find(*id))).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
