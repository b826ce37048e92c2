//! The lists that entries have, such as the themes of a video, one after another in one allocation for all entries.
//!
//! A box for each list would cost a quarter more memory at a million videos, and an eighth more time.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use super::entities::{Carried, Catalogue, Membership, Node, Runtime};

/// Where an entry's list lies: `catalogue[video.themes]` is the list.
pub struct ListOf<T> {
    start: u32,
    length: u32,
    item: PhantomData<fn() -> T>,
}

impl<T> ListOf<T> {
    fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        Some(Self { start, length: end - start, item: PhantomData })
    }

    /// How many items it has.
    pub const fn len(self) -> usize {
        self.length as usize
    }

    /// Whether it has none.
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }
}

// Derived, these would ask the same of the items.
impl<T> Clone for ListOf<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ListOf<T> {}

impl<T> Default for ListOf<T> {
    fn default() -> Self {
        Self { start: 0, length: 0, item: PhantomData }
    }
}

impl<T> PartialEq for ListOf<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.length) == (other.start, other.length)
    }
}

impl<T> fmt::Debug for ListOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.start, self.length)
    }
}

/// Room for a long list. An allocation of this size lies by itself and grows without being moved; what is not used of it
/// costs nothing.
pub(super) fn room<T>() -> Vec<T> {
    Vec::with_capacity((256 << 10) / size_of::<T>())
}

/// Lists of items, one after another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// Whether some items belong to no list any more.
    has_gaps: bool,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: room(), has_gaps: false }
    }
}

impl<T> Lists<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Where the next item will lie; nothing where there are too many.
    #[inline]
    pub fn next(&self) -> Option<u32> {
        u32::try_from(self.items.len()).ok()
    }

    /// Adds an item.
    #[inline]
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Makes a list of the items from `start` to the last; nothing where there are too many.
    #[inline]
    pub fn list_from(&self, start: usize) -> Option<ListOf<T>> {
        ListOf::new(start, self.items.len())
    }

    /// Drops all items but the first so many.
    pub fn truncate(&mut self, length: usize) {
        self.items.truncate(length);
    }

    /// The item at a place.
    #[inline]
    pub fn item_mut(&mut self, at: u32) -> &mut T {
        &mut self.items[at as usize]
    }

    #[inline]
    fn get(&self, list: ListOf<T>) -> &[T] {
        &self.items[list.start as usize..][..list.len()]
    }

    /// The items of a list.
    #[inline]
    pub fn get_mut(&mut self, list: ListOf<T>) -> &mut [T] {
        &mut self.items[list.start as usize..][..list.len()]
    }

    /// Keeps one of what is there twice in a sorted list. In most lists nothing is.
    pub fn keep_one_of_each(&mut self, list: &mut ListOf<T>)
    where
        T: PartialEq,
    {
        let items = self.get_mut(*list);
        if items.windows(2).all(|pair| pair[0] != pair[1]) {
            return;
        }
        let mut kept = 1;
        for at in 1..items.len() {
            if items[at] != items[kept - 1] {
                items.swap(at, kept);
                kept += 1;
            }
        }
        list.length = kept as u32;
        self.has_gaps = true;
    }

    /// Puts the lists in the order in which they are given, without gaps; `is_moved` says whether that is another order than
    /// the one in which they were made.
    pub fn pack<'l>(&mut self, is_moved: bool, lists: impl Iterator<Item = &'l mut ListOf<T>>)
    where
        T: Clone + 'l,
    {
        if !is_moved && !self.has_gaps {
            return;
        }
        let mut items = Vec::with_capacity(self.items.len());
        for list in lists {
            let start = items.len() as u32;
            items.extend_from_slice(self.get(*list));
            list.start = start;
        }
        *self = Self { items, has_gaps: false };
    }
}

/// The lists of all entries of a catalogue, each in the order of its entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct EntryLists {
    /// Of artists.
    pub memberships: Lists<Membership>,
    /// Of videos.
    pub performers: Lists<Node>,
    /// Of videos.
    pub themes: Lists<Carried>,
    /// Of videos.
    pub runtimes: Lists<Runtime>,
}

macro_rules! index {
    ($($item:ty: $lists:ident),+) => {
        $(impl Index<ListOf<$item>> for Catalogue {
            type Output = [$item];
            #[inline]
            fn index(&self, list: ListOf<$item>) -> &[$item] {
                self.lists.$lists.get(list)
            }
        })+
    };
}
index!(Membership: memberships, Node: performers, Carried: themes, Runtime: runtimes);

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists of the letters in each word.
    fn lists(words: &[&str]) -> (Lists<char>, Vec<ListOf<char>>) {
        let mut lists = Lists::default();
        let mut list = |word: &&str| {
            let start = lists.len();
            word.chars().for_each(|letter| lists.push(letter));
            lists.list_from(start).unwrap()
        };
        let each = words.iter().map(&mut list).collect();
        (lists, each)
    }

    #[test]
    fn what_is_there_twice_is_kept_once() {
        let (mut lists, mut each) = lists(&["aabccc", "", "dd"]);
        each.iter_mut().for_each(|list| lists.keep_one_of_each(list));
        let words: Vec<String> = each.iter().map(|&list| lists.get(list).iter().collect()).collect();
        assert_eq!(words, ["abc", "", "d"]);
    }

    #[test]
    fn packed_lists_are_as_if_made_in_their_order() {
        let (mut moved, mut each) = lists(&["xx", "b", "", "a"]);
        moved.keep_one_of_each(&mut each[0]);
        each.sort_by_key(|&list| moved.get(list).to_vec());
        moved.pack(true, each.iter_mut());
        assert_eq!((moved, each), lists(&["", "a", "b", "x"]));
    }
}
