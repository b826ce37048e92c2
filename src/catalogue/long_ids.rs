//! The numbers of ids that are too long to lie in a slot of an [`super::id_table::IdTable`].

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

/// Ids and their numbers. All that a look-up needs lies in two places: a slot, found by linear probing, and the id's record.
#[derive(Default)]
pub(super) struct LongIds {
    /// A record for each id: its number in four bytes, the id, and [`END`].
    records: Vec<u8>,
    /// At most half full; a power of two, or none.
    slots: Vec<Slot>,
    taken: usize,
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

impl LongIds {
    /// The number of an id that was added.
    pub fn find(&self, id: &str, hash: u64) -> Option<u32> {
        let mut place = self.place(hash);
        let mut slot = *self.slots.get(place)?;
        while slot.start != FREE {
            if slot.tag == tag(hash)
                && let Some(number) = self.number_at(slot.start, id)
            {
                return Some(number);
            }
            place = (place + 1) & (self.slots.len() - 1);
            slot = self.slots[place];
        }
        None
    }

    /// Adds an id that is not there. Nothing where there are too many.
    pub fn add(&mut self, id: &str, hash: u64, number: u32, hasher: &RandomState) -> Option<()> {
        if 2 * (self.taken + 1) > self.slots.len() {
            self.grow(hasher);
        }
        let start = u32::try_from(self.records.len()).ok().filter(|start| *start != FREE)?;
        self.records.extend_from_slice(&number.to_le_bytes());
        self.records.extend_from_slice(id.as_bytes());
        self.records.push(END);
        self.enter(hash, start);
        self.taken += 1;
        Some(())
    }

    fn place(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    /// The number in the record at `start`, if it is that of `id`.
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
    fn grow(&mut self, hasher: &RandomState) {
        let slots = (2 * self.slots.len()).max(16);
        self.slots = vec![Slot { tag: 0, start: FREE }; slots];
        let mut start = 0;
        while start < self.records.len() {
            let id = &self.records[start + 4..];
            let length = id.iter().position(|&byte| byte == END).unwrap_or(id.len());
            let hash = hasher.hash_one(&id[..length]);
            self.enter(hash, start as u32);
            start += 4 + length + 1;
        }
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
