//! The artists of several videos, looked up at once.

use super::entities::{Artist, Video};
use super::id_table::Hashed;
use super::numbering::Numbering;

/// References from videos to artists whose numbers are still to be looked up. A look-up waits for memory and does
/// nothing else meanwhile; many side by side wait together ([`super::id_table::IdTable::find_all`]).
#[derive(Default)]
pub(super) struct Batch {
    /// The ids, one after the other.
    ids: String,
    asked: Vec<Asked>,
}

/// A reference that waits for its number.
struct Asked {
    hash: u64,
    /// Where its id ends in `ids`.
    end: usize,
    /// Which video it is in, and where among its performers.
    video: usize,
    performer: usize,
}

impl Batch {
    /// So many references are worth a look-up.
    const FULL: usize = 64;

    /// Asks for the number of a performer's id.
    pub fn ask(&mut self, id: Hashed, video: usize, performer: usize) {
        self.ids.push_str(id.id());
        self.asked.push(Asked { hash: id.hash(), end: self.ids.len(), video, performer });
    }

    /// How many references wait.
    pub fn len(&self) -> usize {
        self.asked.len()
    }

    /// Whether it is time to look them up.
    pub fn is_full(&self) -> bool {
        self.asked.len() >= Self::FULL
    }

    /// Forgets all references but the first so many.
    pub fn truncate(&mut self, count: usize) {
        self.asked.truncate(count);
        self.ids.truncate(self.asked.last().map_or(0, |asked| asked.end));
    }

    /// Whether a reference in the video waits.
    pub fn has(&self, video: usize) -> bool {
        self.asked.last().is_some_and(|asked| asked.video == video)
    }

    /// Gives every reference its number; then the performers of the videos that it gives are complete, and to be sorted.
    pub fn look_up<'v>(&mut self, artists: &mut Numbering<Artist>, videos: &'v mut [Video]) -> &'v mut [Video] {
        let mut start = 0;
        let id =
            |asked: &Asked| Hashed::new(&self.ids[std::mem::replace(&mut start, asked.end)..asked.end], asked.hash);
        let ids: Vec<Hashed> = self.asked.iter().map(id).collect();
        let mut asked = self.asked.iter();
        artists.numbers(&ids, |number| {
            if let Some(asked) = asked.next() {
                videos[asked.video].performers[asked.performer].index = number;
            }
        });
        let first = self.asked.first().map_or(videos.len(), |asked| asked.video);
        self.truncate(0);
        &mut videos[first..]
    }
}
