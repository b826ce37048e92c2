//! Things grouped by where they are, so that what is far away is passed over a block at a time.
//!
//! The order is that of sort-tile-recursive packing (Leutenegger, Lopez & Edgington, "STR: A Simple and Efficient
//! Algorithm for R-Tree Packing", 1997).

/// How many things are in a block; arrays are padded to a multiple of it.
pub(super) const BLOCK: usize = 16;

/// Left, upper, right, lower edge.
pub(super) type Bounds = [f32; 4];

/// What no bounds meet.
const NOWHERE: Bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];

/// The bounds of every block.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks {
    bounds: Vec<Bounds>,
}

/// `n` rounded up to whole blocks.
pub(super) fn padded(n: usize) -> usize {
    n.div_ceil(BLOCK) * BLOCK
}

/// The slot of every thing, so that things near each other share a block.
pub(super) fn arrange(places: &[(f32, f32)]) -> Vec<usize> {
    let blocks = places.len().div_ceil(BLOCK).max(1);
    let mut strips = 1;
    while strips * strips < blocks {
        strips += 1;
    }
    let strip = blocks.div_ceil(strips) * BLOCK;
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].0.total_cmp(&places[b].0).then(a.cmp(&b)));
    for part in order.chunks_mut(strip) {
        part.sort_by(|&a, &b| places[a].1.total_cmp(&places[b].1).then(a.cmp(&b)));
    }
    let mut slots = vec![0; places.len()];
    for (slot, thing) in order.into_iter().enumerate() {
        slots[thing] = slot;
    }
    slots
}

impl Blocks {
    /// Bounds around things in the order of their slots; those that are not anywhere (NaN) are left out.
    pub(super) fn around(things: impl Iterator<Item = Bounds>) -> Self {
        let mut blocks = Self::default();
        for (slot, thing) in things.enumerate() {
            if slot % BLOCK == 0 {
                blocks.bounds.push(NOWHERE);
            }
            blocks.grow(slot, thing);
        }
        blocks
    }

    /// The thing in `slot` is now here, too; returns the bounds before.
    pub(super) fn grow(&mut self, slot: usize, thing: Bounds) -> Bounds {
        let b = &mut self.bounds[slot / BLOCK];
        let before = *b;
        // The comparisons of min and max pass NaN over.
        *b = [b[0].min(thing[0]), b[1].min(thing[1]), b[2].max(thing[2]), b[3].max(thing[3])];
        before
    }

    /// Takes a [`Blocks::grow`] back; the last first.
    pub(super) fn shrink(&mut self, slot: usize, before: Bounds) {
        self.bounds[slot / BLOCK] = before;
    }

    /// The blocks that meet the bounds, as ranges of slots.
    #[inline(always)]
    pub(super) fn meeting(&self, bounds: Bounds) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let meets =
            move |b: &Bounds| (b[0] <= bounds[2]) & (b[2] >= bounds[0]) & (b[1] <= bounds[3]) & (b[3] >= bounds[1]);
        let some = self.bounds.iter().enumerate().filter(move |(_, b)| meets(b));
        some.map(|(k, _)| k * BLOCK..(k + 1) * BLOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_gets_a_slot_of_its_own() {
        let places: Vec<(f32, f32)> = (0..100).map(|i| ((i * 37 % 100) as f32, (i * 61 % 100) as f32)).collect();
        let mut slots = arrange(&places);
        slots.sort_unstable();
        assert_eq!(slots, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_block_is_met_where_one_of_its_things_is_and_hidden_things_are_nowhere() {
        let thing = |i: usize| if i < BLOCK { [0.0, 0.0, 1.0, 1.0] } else { [f32::NAN; 4] };
        let mut blocks = Blocks::around((0..2 * BLOCK).map(thing));
        assert_eq!(blocks.meeting([0.5, 0.5, 9.0, 9.0]).collect::<Vec<_>>(), std::slice::from_ref(&(0..BLOCK)));
        blocks.grow(BLOCK, [8.0, 8.0, 9.0, 9.0]);
        assert_eq!(blocks.meeting([8.5, 8.5, 9.0, 9.0]).collect::<Vec<_>>(), std::slice::from_ref(&(BLOCK..2 * BLOCK)));
    }
}
