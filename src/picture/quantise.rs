//! Few colours for a PNG: an indexed image is half as large and takes half as long to pack, and the fewer shades its soft edges
//! have, the smaller it is.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An image of at most 256 colours.
pub(super) struct Indexed {
    /// Red, green and blue of each colour.
    pub palette: Vec<u8>,
    /// One byte a pixel, and before each row the type of its filter: none, for neighbouring numbers of a palette mean nothing.
    pub scanlines: Vec<u8>,
}

/// How far a channel may be moved (of 255) on the soft edge of a letter or line: at least, where an image has few stretches and is small
/// anyway, and at most, where such a step cannot be seen among so many lines.
const FAR: (i32, i32) = (8, 30);
/// One step farther for each of so many stretches.
const STRETCHES: usize = 6_000;

/// As many equal pixels in a row, with an equal one above, are a flat area, whose colour stays as it is: there, every step could
/// be seen. The soft edge of a level line is as long, but one pixel high.
const FLAT: usize = 12;

/// A colour of an image.
#[derive(Clone, Copy)]
struct Seen {
    colour: u32,
    pixels: usize,
    flat: bool,
}

/// An opaque image as stretches of equal pixels, row after row.
pub(super) struct Runs {
    width: usize,
    /// Places in the list of colours, and how many pixels long.
    list: Vec<(u32, u32)>,
    colours: Vec<Seen>,
    places: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    /// The last row that was added.
    above: Vec<u8>,
}

impl Runs {
    /// An image without rows yet.
    pub fn new(width: usize) -> Self {
        Self { width, list: Vec::new(), colours: Vec::new(), places: HashMap::default(), above: Vec::new() }
    }

    /// Adds whole rows of opaque RGBA bytes.
    pub fn add(&mut self, rgba: &[u8]) {
        let Self { width, list, colours, places, above } = self;
        runs(rgba, |colour, start, length| {
            let place = *places.entry(colour).or_insert_with(|| {
                colours.push(Seen { colour, pixels: 0, flat: false });
                colours.len() as u32 - 1
            });
            list.push((place, length as u32));
            let seen = &mut colours[place as usize];
            seen.pixels += length;
            if length >= FLAT && !seen.flat {
                let middle = start + length / 2;
                let over = match middle.checked_sub(*width) {
                    Some(i) => rgba.get(i * 4..i * 4 + 4),
                    None => above.get(middle * 4..middle * 4 + 4),
                };
                seen.flat = over.is_some_and(|p| pixel(p) == colour);
            }
        });
        above.clear();
        above.extend_from_slice(&rgba[rgba.len().saturating_sub(*width * 4)..]);
    }

    /// The image with at most 256 colours: unchanged if it has no more, or with rare colours of edges moved to a frequent neighbour;
    /// `None` where some would have to be moved too far.
    pub fn indexed(&self) -> Option<Indexed> {
        let mut order: Vec<usize> = (0..self.colours.len()).collect();
        order.sort_unstable_by_key(|&i| {
            let Seen { colour, pixels, flat } = self.colours[i];
            (!flat, std::cmp::Reverse(pixels), colour)
        });
        let ranked: Vec<[i32; 3]> = order.iter().map(|&i| channels(self.colours[i].colour)).collect();
        let flat = self.colours.iter().filter(|seen| seen.flat).count();
        let far = (self.list.len() / STRETCHES).clamp(FAR.0 as usize, FAR.1 as usize) as i32;
        let mut tried = (far..=FAR.1).step_by(2).chain([FAR.1]);
        let (leaders, follows) = match ranked.len() > 256 {
            true => tried.find_map(|far| cluster(&ranked, flat, far))?,
            false => cluster(&ranked, flat, 0)?,
        };
        let mut index = vec![0_u8; self.colours.len()];
        for (&place, &leader) in order.iter().zip(&follows) {
            index[place] = leader;
        }
        let pixels: usize = self.colours.iter().map(|seen| seen.pixels).sum();
        let mut scanlines = Vec::with_capacity(pixels + pixels / self.width.max(1));
        let mut left = 0;
        for &(place, length) in &self.list {
            let mut length = length as usize;
            while length > 0 {
                if left == 0 {
                    scanlines.push(0);
                    left = self.width;
                }
                let here = length.min(left);
                scanlines.resize(scanlines.len() + here, index[place as usize]);
                (length, left) = (length - here, left - here);
            }
        }
        Some(Indexed { palette: leaders.iter().flatten().map(|&v| v as u8).collect(), scanlines })
    }

    /// Red, green and blue of every pixel.
    pub fn rgb(&self) -> Vec<u8> {
        let rgb = |&(place, length): &(u32, u32)| {
            let [r, g, b, _] = self.colours[place as usize].colour.to_le_bytes();
            std::iter::repeat_n([r, g, b], length as usize)
        };
        self.list.iter().flat_map(rgb).flatten().collect()
    }
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

    fn runs_of(image: &[u8], width: usize) -> Runs {
        let mut runs = Runs::new(width);
        runs.add(image);
        runs
    }

    fn restored(indexed: &Indexed, width: usize) -> Vec<u8> {
        let pixels = indexed.scanlines.chunks(width + 1).flat_map(|row| &row[1..]);
        image(pixels.map(|&i| {
            let at = usize::from(i) * 3;
            [indexed.palette[at], indexed.palette[at + 1], indexed.palette[at + 2]]
        }))
    }

    #[test]
    fn an_image_of_256_colours_is_unchanged() {
        let image = image((0..=255).flat_map(|v| [[v, v / 2, 255 - v]; 3]));
        let indexed = runs_of(&image, 48).indexed().expect("256 colours");
        assert_eq!(restored(&indexed, 48), image);
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
        let restored = restored(&runs_of(&image, 50).indexed().expect("near colours"), 50);
        assert_eq!(restored[..1600], image[..1600]);
        assert!(restored[1600..] != image[1600..], "over 256 colours cannot all stay");
        assert!(restored.iter().zip(&image).all(|(a, b)| i32::from(a.abs_diff(*b)) <= FAR.1));
    }

    #[test]
    fn an_image_of_too_many_far_colours_is_left_alone() {
        let far = (0..8 * 8 * 8).map(|i: u16| [(i % 8) as u8 * 36, (i / 8 % 8) as u8 * 36, (i / 64) as u8 * 36]);
        let runs = runs_of(&image(far), 32);
        assert!(runs.indexed().is_none());
    }
}
