//! The two painters paint the same picture.

use leitmotif::geometry::{Point, Rect};
use leitmotif::picture::{self, Frame, Group, Kind, Palette, Path, Picture, Role, Text};
use leitmotif::text::{Fonts, Style};
use std::io::Write;
use std::process::{Command, Stdio};

/// A picture with everything in it: letters of both scripts, kerning, boxes for what no font has, dashes, curves, opacity.
fn everything(fonts: &Fonts, palette: &Palette, title: &str) -> Picture {
    let frame = Frame::new(title, picture::ARTICLE)
        .subtitle("Subtitle with units and coverage: 5 of 11 video runtimes known (m:ss) — 뮤직비디오 열한 편")
        .source("Source: the catalogue, read 2024-05-01. “Quoted”, ‘single’ … and × − ≈ ≤ ≥");
    let (mut picture, room) = frame.open(fonts, palette);
    let mut y = room.y;
    for (i, kind) in Kind::ALL.into_iter().enumerate() {
        let colours = palette.kind(kind);
        let r = Rect::new(room.x + i as f64 * 150.0, y, 130.0, 34.0);
        let mut node = Group::new(Role::Node { id: format!("video:{i}"), rect: r })
            .class("node")
            .tooltip("a <tooltip> & \"more\"");
        node.push(Path::rounded(r, 7.0).fill(colours.fill).stroke(colours.stroke, 1.25));
        let line = fonts.line(&format!("{kind:?} 하루"), Style::regular(16.0));
        let at = Point::new(r.centre().x - line.width / 2.0, line.baseline_for_middle(r.centre().y));
        node.push(Text::new(line, at, colours.text));
        picture.push(node);
        picture.push(Path::circle(Point::new(r.x + 16.0, y + 60.0), 10.0).fill(colours.mark));
        picture.push(Path::rounded(Rect::new(r.x + 36.0, y + 52.0, 90.0, 16.0), 3.0).fill(colours.mark));
    }
    for (i, colour) in palette.categories.into_iter().enumerate() {
        picture.push(Path::circle(Point::new(room.x + 640.0 + i as f64 * 44.0, y + 17.0), 15.0).fill(colour));
    }
    for i in 0..12 {
        let fill = palette.ramp(f64::from(i) / 11.0);
        let r = Rect::new(room.x + 640.0 + f64::from(i) * 34.0, y + 44.0, 34.0, 30.0);
        picture.push(Path::rect(r).fill(fill));
        let line = fonts.line(&i.to_string(), Style::regular(14.0).with_tabular_figures());
        let at = Point::new(r.centre().x - line.width / 2.0, line.baseline_for_middle(r.centre().y));
        picture.push(Text::new(line, at, palette.text_on(fill)));
    }
    y += 110.0;
    for (i, (text, size)) in [
        ("AVATAR To. Wa “Typography” fi fl 0123456789 11:11", 24.0),
        ("봄날 · 하루하루 · 에잇 — 꿈결 뷁 똠방각하 (한글)", 24.0),
        ("Emoji 💔 👩\u{200D}👩\u{200D}👧 🇰🇷 are boxes; 夢 is one; Ünïcødé Łódź ñ ǅ Tiếng Việt", 18.0),
        ("The smallest text is fourteen pixels high and must be easy to read on any screen.", 14.0),
    ]
    .into_iter()
    .enumerate()
    {
        let colour = if i == 3 { palette.muted } else { palette.ink };
        let line = fonts.line(text, Style::regular(size));
        let semibold = fonts.line(text, Style::semibold(size));
        y += size * 1.4;
        picture.push(Text::new(line, Point::new(room.x, y), colour));
        y += size * 1.4;
        picture.push(Text::new(semibold, Point::new(room.x, y), colour));
    }
    for i in 0..9 {
        let (x, top) = (room.x + 760.0, room.y + 130.0 + f64::from(i) * 30.0);
        let to = Point::new(x + 320.0, room.y + 130.0 + f64::from(8 - i) * 30.0);
        let curve = vec![
            leitmotif::geometry::Segment::Move(Point::new(x, top)),
            leitmotif::geometry::Segment::Cubic(Point::new(x + 160.0, top), Point::new(x + 160.0, to.y), to),
        ];
        let colour = palette.categories[i as usize % 8].with_alpha(190);
        let path = Path::new(curve).stroke(colour, 1.0 + f64::from(i) * 0.4);
        picture.push(if i % 3 == 0 { path.dashed(7.0, 5.0) } else { path.round() });
    }
    picture.push(
        Path::line(Point::new(room.x, room.bottom()), Point::new(room.right(), room.bottom()))
            .stroke(palette.grid, 1.0),
    );
    picture.push(
        Path::line(Point::new(room.x, room.bottom() - 6.0), Point::new(room.right(), room.bottom() - 6.0))
            .stroke(palette.rule, 1.0),
    );
    picture
}

fn svg(picture: &Picture, fonts: &Fonts) -> Vec<u8> {
    let mut out = Vec::new();
    picture::svg::write(picture, fonts, &mut out).expect("a picture of sensible size");
    out
}

fn png(picture: &Picture, fonts: &Fonts, scale: u8) -> Vec<u8> {
    let mut out = Vec::new();
    picture::png::write(picture, fonts, scale, &mut out).expect("a picture of sensible size");
    out
}

/// What `rsvg-convert` makes of an SVG, as PNG.
fn rsvg(svg: &[u8], zoom: u8) -> Vec<u8> {
    let mut child = Command::new("rsvg-convert")
        .args(["--zoom", &zoom.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rsvg-convert is needed: install librsvg2-bin");
    let mut stdin = child.stdin.take().expect("piped");
    let svg = svg.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&svg));
    let output = child.wait_with_output().expect("it ends");
    feeder.join().expect("no panic").expect("it reads all");
    assert!(output.status.success());
    output.stdout
}

/// Red, green, blue of every pixel.
fn pixels(png: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut data = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut data).expect("pixels");
    assert_eq!(info.color_type, png::ColorType::Rgba);
    (info.width, info.height, data.chunks_exact(4).map(|p| [p[0], p[1], p[2]]).collect())
}

#[test]
fn rsvg_convert_paints_the_same_pixels_from_the_svg_as_the_png_has() {
    let fonts = Fonts::embedded();
    for palette in [Palette::light(), Palette::dark()] {
        let picture = everything(&fonts, &palette, "Both painters paint one picture, 하루하루");
        let (w, h, ours) = pixels(&png(&picture, &fonts, 2));
        let (rw, rh, theirs) = pixels(&rsvg(&svg(&picture, &fonts), 2));
        assert_eq!((w, h), (rw, rh));
        let difference = |(a, b): (&[u8; 3], &[u8; 3])| (0..3).map(|i| a[i].abs_diff(b[i])).max().unwrap_or(0);
        let (mut sum, mut far) = (0.0, 0);
        for d in ours.iter().zip(&theirs).map(difference) {
            sum += f64::from(d);
            far += u32::from(d > 64);
        }
        let (mean, far) = (sum / ours.len() as f64, f64::from(far) / ours.len() as f64);
        // Anti-aliasing differs at edges; a glyph or line that is elsewhere differs far more.
        println!("mean difference {mean:.3} of 255, far {far:.5}");
        assert!(mean < 0.5, "mean difference {mean:.3} of 255");
        assert!(far < 0.001, "{far:.5} of the pixels differ by more than 64");
    }
}

/// Not a test: writes the picture to a folder, to be looked at. `LOOK=folder cargo test --test svg_and_png look -- --ignored`
#[test]
#[ignore = "writes pictures to look at"]
fn look() {
    let folder = std::path::PathBuf::from(std::env::var_os("LOOK").expect("LOOK names a folder"));
    let fonts = Fonts::embedded();
    let long = "한국어와 English가 섞인 아주 긴 제목 that says only what the data supports, ".repeat(4);
    for (name, palette) in [("light", Palette::light()), ("dark", Palette::dark())] {
        for (which, title) in [("short", "Both painters paint one picture, 하루하루"), ("long", &long)] {
            let picture = everything(&fonts, &palette, title);
            std::fs::write(folder.join(format!("{name}-{which}.png")), png(&picture, &fonts, 2)).expect("a folder");
            let svg = svg(&picture, &fonts);
            std::fs::write(folder.join(format!("{name}-{which}.rsvg.png")), rsvg(&svg, 2)).expect("a folder");
            std::fs::write(folder.join(format!("{name}-{which}.svg")), svg).expect("a folder");
        }
    }
}
