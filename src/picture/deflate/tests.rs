use super::huffman::{Code, fixed};
use super::tokens::{Counts, Token, distance_extra, distance_symbol, length_extra, length_symbol, log2};
use super::zlib;
use proptest::collection::vec;
use proptest::prelude::*;

fn unpacked(stream: &[u8]) -> Vec<u8> {
    fdeflate::decompress_to_vec(stream).expect("a zlib stream")
}

/// Rows as a picture has them: stretches of one colour, some of them long, and copies of what came before.
fn rows() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        (any::<u8>(), 1..2000_usize).prop_map(|(byte, length)| (byte, length, 0)),
        (0..4_u8, 1..20_usize).prop_map(|(byte, length)| (byte, length, 0)),
        (Just(0), 3..600_usize, 1..40_000_usize),
    ];
    vec(piece, 0..200).prop_map(|pieces| {
        let mut data: Vec<u8> = Vec::new();
        for (byte, length, back) in pieces {
            for _ in 0..length {
                let before = data.len().checked_sub(back).and_then(|i| data.get(i)).copied();
                data.push(before.unwrap_or(byte));
            }
        }
        data
    })
}

/// Bytes without any order.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

proptest! {
    #[test]
    fn what_was_packed_unpacks_to_the_same_bytes(data in rows(), row in 1..50_000_usize) {
        prop_assert_eq!(unpacked(&zlib(&data, row)), data);
    }

    #[test]
    fn any_bytes_unpack_to_themselves(data in vec(any::<u8>(), 0..3000), row in 1..100_usize) {
        prop_assert_eq!(unpacked(&zlib(&data, row)), data);
    }

    #[test]
    fn a_code_is_complete_and_as_short_as_its_limit(counts in vec(0..100_000_u32, 2..286)) {
        let code = Code::new(&counts, 15);
        prop_assert!(code.lengths.iter().all(|&length| length <= 15));
        let kraft: u32 = code.lengths.iter().filter(|&&length| length > 0).map(|&length| 1 << (15 - length)).sum();
        prop_assert_eq!(kraft, 1 << 15);
        prop_assert!(counts.iter().zip(&code.lengths).all(|(&count, &length)| count == 0 || length > 0));
    }
}

#[test]
fn counts_that_grow_like_fibonacci_stay_within_the_limit() {
    let mut counts = vec![1_u32, 1];
    while counts.len() < 19 {
        counts.push(counts[counts.len() - 1] + counts[counts.len() - 2]);
    }
    let code = Code::new(&counts, 7);
    assert_eq!(code.lengths.iter().max(), Some(&7));
    assert_eq!(code.lengths.iter().map(|&length| 1 << (7 - length)).sum::<u32>(), 1 << 7);
}

#[test]
fn the_fixed_codes_are_those_of_the_standard() {
    let (literals, distances) = fixed();
    assert_eq!([0, 144, 256, 280].map(|symbol| literals.lengths[symbol]), [8, 9, 7, 8]);
    assert!(distances.lengths.iter().all(|&length| length == 5));
}

#[test]
fn every_length_and_distance_is_its_symbol_and_what_follows() {
    let mut least = 3;
    for symbol in 0..28 {
        let end = least + (1 << length_extra(symbol));
        for length in least..end.min(258) {
            assert_eq!(length_symbol(length), (symbol as u8, length - least));
        }
        least = end;
    }
    assert_eq!(length_symbol(258), (28, 0));
    let mut least = 0;
    for symbol in 0..30 {
        let end = least + (1 << distance_extra(symbol));
        for distance in least..end {
            assert_eq!(distance_symbol(distance as u16), (symbol as u8, (distance - least) as u16));
        }
        least = end;
    }
    assert_eq!(least, 1 << 15);
}

#[test]
fn logarithms_are_exact_for_powers_and_rounded_down_between() {
    assert_eq!([0, 1, 2, 3, 1 << 31].map(log2), [0, 0, 256, 405, 31 * 256]);
}

#[test]
fn equal_symbols_carry_no_information() {
    let counts = Counts::of(&[Token { length: 258, distance: 0 }; 1000]);
    assert!(counts.entropy() < 256 * 20);
}

#[test]
fn a_plain_area_costs_next_to_nothing() {
    let stream = zlib(&[7; 5_000_000], 2401);
    assert!(stream.len() < 5_000_000 / 1000, "{}", stream.len());
    assert_eq!(unpacked(&stream), [7; 5_000_000]);
}

#[test]
fn rows_like_the_row_above_cost_little() {
    let data = noise(2000).repeat(50);
    let stream = zlib(&data, 2000);
    assert!(stream.len() < 2000 + 50 * 20, "{}", stream.len());
    assert_eq!(unpacked(&stream), data);
}

#[test]
fn rows_wider_than_the_window_unpack_to_themselves() {
    let data = noise(40_000).repeat(3);
    assert_eq!(unpacked(&zlib(&data, 40_000)), data);
}

#[test]
fn noise_grows_by_no_more_than_its_frame() {
    for length in [0, 1, 2, 7, 8, 9, 70_000, 300_000] {
        let data = noise(length);
        let stream = zlib(&data, 1000);
        assert!(stream.len() <= length + 11 + 5 * (length / 5000 + 1), "{length} became {}", stream.len());
        assert_eq!(unpacked(&stream), data);
    }
}
