//! Few colours for a PNG: an indexed image is half as large and takes half as long to pack, and the fewer shades its soft edges
//! have, the smaller it is.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An image of at most 256 colours.
pub(super) struct Indexed {
    /// Red, green and blue of each colour.
    pub palette: Vec<u8>,
    /// One byte a pixel.
    pub pixels: Vec<u8>,
}

/// How far a channel may be moved (of 255) on the soft edge of a letter or line, where such a step cannot be seen.
const MOST: i32 = 30;

/// As many equal pixels in a row, with an equal one above, are a flat area, whose colour stays as it is: there, every step could
/// be seen. The soft edge of a level line is as long, but one pixel high.
const FLAT: usize = 12;

/// A colour of an image.
struct Seen {
    colour: u32,
    pixels: usize,
    flat: bool,
}

/// The image of opaque RGBA bytes, `width` pixels a row, with at most 256 colours: unchanged if it has no more, or with rare colours of
/// edges moved to a frequent neighbour; `None` where some would have to be moved too far.
pub(super) fn indexed(rgba: &[u8], width: usize) -> Option<Indexed> {
    let mut colours: Vec<Seen> = Vec::new();
    let mut places: HashMap<u32, usize, BuildHasherDefault<Spread>> = HashMap::default();
    runs(rgba, |colour, start, length| {
        let place = *places.entry(colour).or_insert_with(|| {
            colours.push(Seen { colour, pixels: 0, flat: false });
            colours.len() - 1
        });
        let seen = &mut colours[place];
        seen.pixels += length;
        if length >= FLAT && !seen.flat {
            let above = (start + length / 2).checked_sub(width).map(|i| i * 4);
            seen.flat = above.and_then(|i| rgba.get(i..i + 4)).is_some_and(|p| pixel(p) == colour);
        }
    });
    let mut order: Vec<usize> = (0..colours.len()).collect();
    order.sort_unstable_by_key(|&i| {
        let Seen { colour, pixels, flat } = colours[i];
        (!flat, std::cmp::Reverse(pixels), colour)
    });
    let ranked: Vec<[i32; 3]> = order.iter().map(|&i| channels(colours[i].colour)).collect();
    let flat = colours.iter().filter(|seen| seen.flat).count();
    let far = if ranked.len() > 256 { MOST } else { 0 };
    let (leaders, follows) = cluster(&ranked, flat, far)?;
    let mut index = vec![0_u8; colours.len()];
    for (&place, &leader) in order.iter().zip(&follows) {
        index[place] = leader;
    }
    let mut pixels = Vec::with_capacity(rgba.len() / 4);
    runs(rgba, |colour, _, length| {
        let leader = places.get(&colour).map_or(0, |&place| index[place]);
        pixels.resize(pixels.len() + length, leader);
    });
    Some(Indexed { palette: leaders.iter().flatten().map(|&v| v as u8).collect(), pixels })
}

/// The colours that stay, and for each colour the one it is drawn as: the nearest that is no further than `far` in any channel.
/// The first `flat` colours all stay.
fn cluster(ranked: &[[i32; 3]], flat: usize, far: i32) -> Option<(Vec<[i32; 3]>, Vec<u8>)> {
    let distance = |a: &[i32; 3], b: &[i32; 3]| (0..3).map(|i| (a[i] - b[i]).abs()).max().unwrap_or(0);
    let mut leaders: Vec<[i32; 3]> = Vec::with_capacity(256);
    for (rank, colour) in ranked.iter().enumerate() {
        if rank < flat || leaders.iter().all(|leader| distance(leader, colour) > far) {
            if leaders.len() == 256 {
                return None;
            }
            leaders.push(*colour);
        }
    }
    let nearest = |colour| leaders.iter().enumerate().min_by_key(|&(i, leader)| (distance(leader, colour), i));
    let follows = ranked.iter().map(|colour| nearest(colour).map_or(0, |(i, _)| i as u8)).collect();
    Some((leaders, follows))
}

fn channels(colour: u32) -> [i32; 3] {
    let [r, g, b, _] = colour.to_le_bytes();
    [i32::from(r), i32::from(g), i32::from(b)]
}

fn pixel(rgba: &[u8]) -> u32 {
    rgba.try_into().map_or(0, u32::from_le_bytes)
}

/// Calls `f` for each stretch of equal pixels, with their colour, the number of the first and how many they are.
fn runs(rgba: &[u8], mut f: impl FnMut(u32, usize, usize)) {
    let mut pixels = rgba.chunks_exact(4).map(pixel);
    let Some(mut current) = pixels.next() else { return };
    let mut start = 0;
    for (before, pixel) in pixels.enumerate() {
        if pixel != current {
            f(current, start, before + 1 - start);
            (current, start) = (pixel, before + 1);
        }
    }
    f(current, start, rgba.len() / 4 - start);
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
        let indexed = indexed(&image, 50).expect("256 colours");
        assert_eq!(restored(&indexed), image);
    }

    #[test]
    fn flat_areas_keep_their_colours_and_no_other_colour_moves_far() {
        // Four flat areas, two of them nearly alike, and 600 colours of edges between them that occur once.
        let flat = [[250, 250, 248], [250, 249, 247], [200, 120, 30], [20, 30, 40]];
        let edge = |i: u16| {
            let t = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * f64::from(i) / 600.0) as u8;
            [t(250, 20), t(250, 30), t(248, 40).wrapping_add((i % 3) as u8)]
        };
        let image = image(flat.into_iter().flat_map(|c| [c; 100]).chain((0..600).map(edge)));
        let restored = restored(&indexed(&image, 50).expect("near colours"));
        assert_eq!(restored[..1600], image[..1600]);
        assert!(restored[1600..] != image[1600..], "over 256 colours cannot all stay");
        assert!(restored.iter().zip(&image).all(|(a, b)| i32::from(a.abs_diff(*b)) <= MOST));
    }

    #[test]
    fn an_image_of_too_many_far_colours_is_left_alone() {
        let far = (0..8 * 8 * 8).map(|i: u16| [(i % 8) as u8 * 36, (i / 8 % 8) as u8 * 36, (i / 64) as u8 * 36]);
        assert!(indexed(&image(far), 32).is_none());
    }
}
