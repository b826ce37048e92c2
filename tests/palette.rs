//! The colours can be told apart and read, by everybody. All is computed from the palette itself.

use leitmotif::picture::{Colour, Kind, Palette};

fn palettes() -> [(&'static str, Palette); 2] {
    [("light", Palette::light()), ("dark", Palette::dark())]
}

type Vector = [f64; 3];
type Matrix = [Vector; 3];

fn times(m: &Matrix, v: Vector) -> Vector {
    m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

fn linear(colour: Colour) -> Vector {
    [colour.r, colour.g, colour.b].map(|byte| {
        let v = f64::from(byte) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

/// Linear sRGB as it is seen: with all three kinds of cones, or without one of them. Machado, Oliveira & Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.0.
const VISIONS: [(&str, Matrix); 4] = [
    ("full colour vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// CIE L*a*b* under D65.
fn lab(linear: Vector) -> Vector {
    const XYZ: Matrix =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let xyz = times(&XYZ, linear.map(|v| v.clamp(0.0, 1.0)));
    let f = |v: f64| if v > 216.0 / 24389.0 { v.cbrt() } else { (24389.0 / 27.0 * v + 16.0) / 116.0 };
    let [x, y, z] = [f(xyz[0] / 0.95047), f(xyz[1]), f(xyz[2] / 1.08883)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The colour difference CIEDE2000, as in Sharma, Wu & Dalal, "The CIEDE2000 Color-Difference Formula", 2005.
fn ciede2000([l1, a1, b1]: Vector, [l2, a2, b2]: Vector) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let dh = match h2 - h1 {
        _ if grey => 0.0,
        d if d > 180.0 => d - 360.0,
        d if d < -180.0 => d + 360.0,
        d => d,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let big_dh = 2.0 * (c1 * c2).sqrt() * (dh.to_radians() / 2.0).sin();
    let (lm, cm) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let hm = match h1 + h2 {
        s if grey => s,
        s if (h1 - h2).abs() <= 180.0 => s / 2.0,
        s if s < 360.0 => (s + 360.0) / 2.0,
        s => (s - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t =
        1.0 - 0.17 * cos(hm - 30.0) + 0.24 * cos(2.0 * hm) + 0.32 * cos(3.0 * hm + 6.0) - 0.20 * cos(4.0 * hm - 63.0);
    let sl = 1.0 + 0.015 * (lm - 50.0).powi(2) / (20.0 + (lm - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * cm, 1.0 + 0.015 * cm * t);
    let turn = 60.0 * (-((hm - 275.0) / 25.0).powi(2)).exp();
    let rt = -2.0 * seventh(cm) * turn.to_radians().sin();
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (big_dh / sh).powi(2) + rt * (dc / sc) * (big_dh / sh)).sqrt()
}

/// Every two of the colours differ by 20 or more, whoever looks.
fn apart(name: &str, colours: &[Colour]) {
    for (vision, matrix) in &VISIONS {
        let seen: Vec<Vector> = colours.iter().map(|c| lab(times(matrix, linear(*c)))).collect();
        for i in 0..seen.len() {
            for j in 0..i {
                let d = ciede2000(seen[i], seen[j]);
                let (a, b) = (colours[i].to_hex(), colours[j].to_hex());
                assert!(d >= 20.0, "{name}: {a} and {b} differ by only {d:.1} with {vision}");
            }
        }
    }
}

#[test]
fn the_colour_difference_is_that_of_the_published_test_pairs() {
    // Table 1 of Sharma, Wu & Dalal 2005.
    for (a, b, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [56.0, -27.0, -3.0], 31.9030),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        assert!((ciede2000(a, b) - expected).abs() < 5e-5, "{a:?} {b:?}");
    }
}

#[test]
fn the_contrast_of_black_on_white_is_21_and_of_a_known_grey_4_54() {
    let white = Colour::hex(0xffffff);
    assert!((Colour::hex(0).contrast(white) - 21.0).abs() < 1e-9);
    assert!((Colour::hex(0x767676).contrast(white) - 4.54).abs() < 0.005);
}

#[test]
fn the_four_kinds_are_told_apart_under_every_colour_vision() {
    for (name, palette) in palettes() {
        apart(name, &Kind::ALL.map(|kind| palette.kind(kind).mark));
        apart(name, &Kind::ALL.map(|kind| palette.kind(kind).stroke));
    }
}

#[test]
fn the_categories_are_told_apart_under_every_colour_vision() {
    for (name, palette) in palettes() {
        apart(name, &palette.categories);
    }
}

#[test]
fn marks_have_a_contrast_of_3_against_the_background() {
    for (name, palette) in palettes() {
        let kinds = Kind::ALL.into_iter().flat_map(|kind| [palette.kind(kind).mark, palette.kind(kind).stroke]);
        for mark in kinds.chain(palette.categories).chain([palette.rule, palette.ramp(1.0)]) {
            let contrast = mark.contrast(palette.background);
            assert!(contrast >= 3.0, "{name}: {} has {contrast:.2}", mark.to_hex());
        }
    }
}

#[test]
fn text_has_a_contrast_of_4_5_against_what_is_behind_it() {
    for (name, palette) in palettes() {
        let mut pairs = vec![(palette.ink, palette.background), (palette.muted, palette.background)];
        for kind in Kind::ALL {
            let colours = palette.kind(kind);
            pairs.extend([(colours.text, colours.fill), (colours.text, palette.background)]);
            pairs.extend([(palette.ink, colours.fill), (palette.text_on(colours.mark), colours.mark)]);
        }
        pairs.extend(palette.categories.map(|c| (palette.text_on(c), c)));
        pairs.extend((0..=100).map(|i| palette.ramp(f64::from(i) / 100.0)).map(|c| (palette.text_on(c), c)));
        for (text, behind) in pairs {
            let contrast = text.contrast(behind);
            assert!(contrast >= 4.5, "{name}: {} on {} has {contrast:.2}", text.to_hex(), behind.to_hex());
        }
    }
}

#[test]
fn the_ramp_goes_one_way_from_the_background() {
    for (name, palette) in palettes() {
        let contrasts: Vec<f64> =
            (0..=50).map(|i| palette.ramp(f64::from(i) / 50.0).contrast(palette.background)).collect();
        assert!(contrasts.is_sorted_by(|a, b| a < b), "{name}: {contrasts:.2?}");
        assert!(contrasts[0] > 1.05, "{name}: the least is seen as well");
    }
}
