//! Few colours for a PNG: an indexed image is half as large and takes half as long to pack.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An image of at most 256 colours.
pub(super) struct Indexed {
    /// Red, green and blue of each colour.
    pub palette: Vec<u8>,
    /// One byte a pixel.
    pub pixels: Vec<u8>,
}

/// How far a channel may be moved (of 255). Only the soft edges of letters and lines are: flat areas are more frequent, and the
/// most frequent colours stay as they are. A step of this size on an edge pixel cannot be seen.
const MOST: i32 = 20;

/// The image of opaque RGBA bytes with at most 256 colours: unchanged if it has no more, or with rare colours moved to a
/// frequent neighbour; `None` where some would have to be moved too far.
pub(super) fn indexed(rgba: &[u8]) -> Option<Indexed> {
    let mut colours: Vec<(u32, u32)> = Vec::new();
    let mut places: HashMap<u32, usize, BuildHasherDefault<Spread>> = HashMap::default();
    runs(rgba, |colour, length| {
        let place = *places.entry(colour).or_insert_with(|| {
            colours.push((colour, 0));
            colours.len() - 1
        });
        colours[place].1 += length;
    });
    let mut order: Vec<usize> = (0..colours.len()).collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(colours[i].1), colours[i].0));
    let ranked: Vec<[i32; 3]> = order.iter().map(|&i| channels(colours[i].0)).collect();
    let (leaders, follows) = (0..=MOST).step_by(2).find_map(|far| cluster(&ranked, far))?;
    let mut index = vec![0_u8; colours.len()];
    for (&place, &leader) in order.iter().zip(&follows) {
        index[place] = leader;
    }
    let mut pixels = Vec::with_capacity(rgba.len() / 4);
    runs(rgba, |colour, length| {
        let leader = places.get(&colour).map_or(0, |&place| index[place]);
        pixels.resize(pixels.len() + length as usize, leader);
    });
    Some(Indexed { palette: leaders.iter().flatten().map(|&v| v as u8).collect(), pixels })
}

/// The colours that stay, and for each colour the one it is drawn as: the nearest that is no further than `far` in any channel.
fn cluster(ranked: &[[i32; 3]], far: i32) -> Option<(Vec<[i32; 3]>, Vec<u8>)> {
    if far == 0 && ranked.len() > 256 {
        return None;
    }
    let mut leaders: Vec<[i32; 3]> = Vec::with_capacity(256);
    let mut follows = Vec::with_capacity(ranked.len());
    for colour in ranked {
        let distance = |leader: &[i32; 3]| (0..3).map(|i| (leader[i] - colour[i]).abs()).max().unwrap_or(0);
        let nearest = leaders.iter().map(distance).enumerate().min_by_key(|&(i, d)| (d, i));
        match nearest {
            Some((leader, d)) if d <= far => follows.push(leader as u8),
            _ if leaders.len() == 256 => return None,
            _ => {
                follows.push(leaders.len() as u8);
                leaders.push(*colour);
            }
        }
    }
    Some((leaders, follows))
}

fn channels(colour: u32) -> [i32; 3] {
    let [r, g, b, _] = colour.to_le_bytes();
    [i32::from(r), i32::from(g), i32::from(b)]
}

/// Calls `f` for each stretch of equal pixels.
fn runs(rgba: &[u8], mut f: impl FnMut(u32, u32)) {
    let mut pixels = rgba.chunks_exact(4).map(|p| u32::from_le_bytes([p[0], p[1], p[2], p[3]]));
    let Some(mut current) = pixels.next() else { return };
    let mut length = 1;
    for pixel in pixels {
        if pixel == current {
            length += 1;
        } else {
            f(current, length);
            (current, length) = (pixel, 1);
        }
    }
    f(current, length);
}

/// A fast hash for colours. The map is only asked, never walked, so its order does not matter.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }
    fn write_u32(&mut self, v: u32) {
        self.0 = (self.0 ^ u64::from(v)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(colours: impl Iterator<Item = [u8; 3]>) -> Vec<u8> {
        colours.flat_map(|[r, g, b]| [r, g, b, 255]).collect()
    }

    fn restored(indexed: &Indexed) -> Vec<u8> {
        image(indexed.pixels.iter().map(|&i| {
            let at = usize::from(i) * 3;
            [indexed.palette[at], indexed.palette[at + 1], indexed.palette[at + 2]]
        }))
    }

    #[test]
    fn an_image_of_256_colours_is_unchanged() {
        let image = image((0..=255).flat_map(|v| [[v, v / 2, 255 - v]; 3]));
        let indexed = indexed(&image).expect("256 colours");
        assert_eq!(restored(&indexed), image);
    }

    #[test]
    fn the_most_frequent_colours_stay_and_no_other_moves_far() {
        // Three flat areas, and 600 colours of edges between them that occur once.
        let flat = [[250, 250, 248], [200, 120, 30], [20, 30, 40]];
        let edge = |i: u16| {
            let t = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * f64::from(i) / 600.0) as u8;
            [t(250, 20), t(250, 30), t(248, 40).wrapping_add((i % 3) as u8)]
        };
        let image = image(flat.into_iter().flat_map(|c| [c; 100]).chain((0..600).map(edge)));
        let restored = restored(&indexed(&image).expect("near colours"));
        assert_eq!(restored[..1200], image[..1200]);
        assert!(restored.iter().zip(&image).all(|(a, b)| i32::from(a.abs_diff(*b)) <= MOST));
    }

    #[test]
    fn an_image_of_too_many_far_colours_is_left_alone() {
        let far = (0..8 * 8 * 8).map(|i: u16| [(i % 8) as u8 * 36, (i / 8 % 8) as u8 * 36, (i / 64) as u8 * 36]);
        assert!(indexed(&image(far)).is_none());
    }
}
