//! What is painted is what was measured, and every file is one that its readers accept.

use leitmotif::geometry::{Point, Rect, Segment, Size};
use leitmotif::picture::{self, Group, Palette, Path, Picture, Role, Text};
use leitmotif::text::{Fonts, Line, Style};

/// A font with one letter, a triangle for 夢, and a blank glyph for 歌 such as bitmap fonts have.
const TRIANGLE: &[u8] = include_bytes!("pictures/triangle.ttf");

const NASTY: [&str; 8] = [
    "plain",
    "<script>alert('1')</script> & \"quotes\" ]]>",
    "nul \0 bell \u{7} escape \u{1b}[31m delete \u{7f} c1 \u{9b}",
    "\u{202E}override\u{202C} \u{2066}isolate\u{2069} \u{200B}\u{FEFF}\u{FFFE}\u{FFFF}",
    "하루하루 \u{1112}\u{1161}\u{1105}\u{116E} 夢 👩\u{200D}👩\u{200D}👧",
    "line\r\nends\ttabs\u{2028}",
    "--> <!-- <![CDATA[ &amp; &#x0; %00",
    "",
];

fn blank(w: f64, h: f64) -> Picture {
    Picture {
        size: Size::new(w, h),
        title: String::new(),
        description: String::new(),
        source: String::new(),
        background: Palette::light().background,
        items: Vec::new(),
    }
}

fn svg(picture: &Picture, fonts: &Fonts) -> String {
    let mut out = Vec::new();
    picture::svg::write(picture, fonts, &mut out).expect("a picture of sensible size");
    String::from_utf8(out).expect("UTF-8")
}

fn png(picture: &Picture, fonts: &Fonts, scale: u8) -> Vec<u8> {
    let mut out = Vec::new();
    picture::png::write(picture, fonts, scale, &mut out).expect("a picture of sensible size");
    out
}

fn reader(png: &[u8]) -> png::Reader<std::io::Cursor<&[u8]>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    decoder.read_info().expect("a PNG")
}

/// The box around all pixels that differ from the first, in pixels.
fn inked(png: &[u8]) -> Option<Rect> {
    let mut reader = reader(png);
    let mut data = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut data).expect("pixels");
    let width = info.width as usize;
    let paper = data[..3].to_vec();
    let dark = |p: &[u8]| p.iter().zip(&paper).any(|(a, b)| a.abs_diff(*b) > 12);
    let places = data.chunks_exact(3).enumerate().filter(|(_, p)| dark(p)).map(|(i, _)| (i % width, i / width));
    places.map(|(x, y)| Rect::new(x as f64, y as f64, 1.0, 1.0)).reduce(|a, b| a.union(&b))
}

/// Where the ink of a line lies when it is painted with its baseline beginning at (60.3, 80.6).
fn painted(line: Line, fonts: &Fonts) -> (Option<Rect>, Rect) {
    let palette = Palette::light();
    let mut picture = blank(900.0, 160.0);
    let text = Text::new(line, Point::new(60.3, 80.6), palette.ink);
    let ink = text.ink();
    picture.push(text);
    (inked(&png(&picture, fonts, 1)), ink)
}

#[test]
fn what_is_painted_is_within_a_pixel_of_what_was_measured() {
    let fonts = Fonts::with_files(&[TRIANGLE.to_vec()]).expect("a font");
    for text in
        ["AVATAR, To.", "Typography jgq", "봄날 뷁 하루하루", "Ǻ Ệ ç ÅÐ Ł", "夢 in 夢", "💔 box", "0123456789 m:ss"]
    {
        for style in [Style::regular(14.0), Style::semibold(33.7), Style::regular(20.0).with_tabular_figures()] {
            let (drawn, measured) = painted(fonts.line(text, style), &fonts);
            let drawn = drawn.expect("ink");
            let near = |a: f64, b: f64| (a - b).abs() <= 1.0;
            let edges = near(drawn.x, measured.x) && near(drawn.right(), measured.right());
            assert!(
                edges && near(drawn.y, measured.y) && near(drawn.bottom(), measured.bottom()),
                "{text} at {}: drawn {drawn:?}, measured {measured:?}",
                style.size
            );
        }
    }
}

#[test]
fn a_character_that_no_font_has_is_inked() {
    let fonts = Fonts::embedded();
    for text in ["夢", "💔", "\u{0E01}", "\u{10FFFD}", "ਸ"] {
        let (drawn, _) = painted(fonts.line(text, Style::regular(16.0)), &fonts);
        let drawn = drawn.unwrap_or_else(|| panic!("{text} is blank"));
        assert!(drawn.w >= 6.0 && drawn.h >= 9.0 && drawn.w <= 16.0, "{text}: {drawn:?}");
    }
}

#[test]
fn a_glyph_without_an_outline_is_a_box_too_and_counts_as_not_covered() {
    let fonts = Fonts::with_files(&[TRIANGLE.to_vec()]).expect("a font");
    assert_eq!(fonts.uncovered("夢 歌"), ['歌']);
    let (drawn, _) = painted(fonts.line("歌", Style::regular(16.0)), &fonts);
    assert!(drawn.is_some());
}

#[test]
fn an_svg_is_well_formed_and_says_its_strings_whatever_they_are() {
    let fonts = Fonts::embedded();
    let palette = Palette::light();
    for text in NASTY {
        let mut picture = blank(300.0, 200.0);
        (picture.title, picture.description, picture.source) = (text.into(), text.into(), text.into());
        let rect = Rect::new(10.0, 10.0, 80.0, 24.0);
        let mut node = Group::new(Role::Node { id: text.into(), rect }).class(text).tooltip(text).link(text);
        node.push(Text::new(fonts.line(text, Style::regular(16.0)), Point::new(10.0, 30.0), palette.ink));
        picture.push(node);
        picture.push(Group::new(Role::Edge { from: text.into(), to: text.into(), points: Vec::new() }));
        let svg = svg(&picture, &fonts);
        assert!(!svg.contains("<script") && !svg.chars().any(|c| c.is_control() && c != '\n'), "{svg}");
        let mut reader = quick_xml::Reader::from_str(&svg);
        reader.config_mut().check_comments = true;
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                    for attribute in tag.attributes() {
                        attribute.unwrap_or_else(|error| panic!("{text:?}: {error}\n{svg}"));
                    }
                }
                Ok(_) => {}
                Err(error) => panic!("{text:?}: {error}\n{svg}"),
            }
        }
    }
}

#[test]
fn an_svg_leads_to_web_pages_only() {
    let fonts = Fonts::embedded();
    let link = |url: &str| {
        let mut picture = blank(100.0, 100.0);
        picture.push(Group::new(Role::None).link(url));
        svg(&picture, &fonts).contains("<a ")
    };
    assert!(link("https://example.org/?a=1&b=2") && link("http://example.org") && link("HTTPS://EXAMPLE.ORG"));
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:// example.org",
        " vbscript:x",
        "ftp://x",
        "é",
        "",
    ] {
        assert!(!link(url), "{url}");
    }
}

#[test]
fn an_svg_names_itself_and_its_nodes_for_readers_and_scripts() {
    let fonts = Fonts::embedded();
    let mut picture = blank(100.0, 100.0);
    (picture.title, picture.description) = ("A & B".into(), "What it shows".into());
    picture
        .push(Group::new(Role::Node { id: "video:x".into(), rect: Rect::default() }).class("node video").tooltip("X"));
    let svg = svg(&picture, &fonts);
    assert!(svg.starts_with("<svg ") && svg.contains(" role=\"img\"") && svg.contains(" viewBox=\"0 0 100 100\""));
    assert!(svg.contains(">A &amp; B</title>") && svg.contains(">What it shows</desc>"));
    assert!(svg.contains("<g id=\"video:x\" class=\"node video\"><title>X</title>"));
    let named = svg.split("aria-labelledby=\"").nth(1).and_then(|s| s.split('"').next()).expect("names");
    for id in named.split(' ') {
        assert_eq!(svg.matches(&format!("id=\"{id}\"")).count(), 1);
    }
}

#[test]
fn a_letter_is_outlined_once_however_often_it_is_used() {
    let fonts = Fonts::embedded();
    let mut picture = blank(400.0, 100.0);
    for i in 0..20 {
        let line = fonts.line("하하하", Style::regular(14.0));
        picture.push(Text::new(line, Point::new(5.0, f64::from(i)), Palette::light().ink));
    }
    let svg = svg(&picture, &fonts);
    let defs = svg.split("</defs>").next().expect("definitions");
    assert_eq!((defs.matches("<path id=").count(), svg.matches("<use ").count()), (1, 60));
    assert!(!svg.contains("font-family"));
}

#[test]
fn a_png_says_its_resolution_colour_space_title_description_and_source() {
    let fonts = Fonts::embedded();
    let mut picture = blank(120.0, 50.0);
    (picture.title, picture.description) = ("제목 “title”".into(), "What\0 it shows".into());
    picture.source = "A magazine".into();
    let scaled = [1, 2, 3].map(|scale| png(&picture, &fonts, scale));
    for ((scale, dots), png) in [(1, 2835), (2, 5669), (3, 8504)].into_iter().zip(&scaled) {
        let reader = reader(png);
        let info = reader.info();
        assert_eq!((info.width, info.height, info.bit_depth), (120 * scale, 50 * scale, png::BitDepth::Eight));
        let dims = info.pixel_dims.expect("pHYs");
        assert_eq!((dims.xppu, dims.yppu, dims.unit), (dots, dots, png::Unit::Meter));
        assert!(info.srgb.is_some());
        let texts: Vec<(String, String)> =
            info.utf8_text.iter().map(|t| (t.keyword.clone(), t.get_text().expect("UTF-8"))).collect();
        let expected = [("Title", "제목 “title”"), ("Description", "What it shows"), ("Source", "A magazine")];
        assert_eq!(texts, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }
}

#[test]
fn flat_colours_of_a_png_are_exactly_those_of_the_palette() {
    let fonts = Fonts::embedded();
    let palette = Palette::light();
    let mut picture = blank(200.0, 40.0);
    for (i, colour) in palette.categories.into_iter().enumerate() {
        picture.push(Path::rect(Rect::new(i as f64 * 25.0, 10.0, 25.0, 20.0)).fill(colour));
    }
    let png = png(&picture, &fonts, 1);
    let mut reader = reader(&png);
    let mut data = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut data).expect("pixels");
    for (i, colour) in palette.categories.into_iter().enumerate() {
        let at = (20 * 200 + i * 25 + 12) * 3;
        assert_eq!(data[at..at + 3], [colour.r, colour.g, colour.b]);
    }
}

#[test]
fn painting_twice_gives_the_same_bytes() {
    let paint = || {
        let fonts = Fonts::embedded();
        let mut picture = blank(300.0, 100.0);
        for (i, text) in NASTY.into_iter().enumerate() {
            let line = fonts.line(text, Style::regular(12.0 + i as f64));
            picture.push(Text::new(line, Point::new(4.0, 12.0 * i as f64), Palette::light().ink));
        }
        let mut json = Vec::new();
        picture::geometry::write(&picture, &mut json).expect("a picture of sensible size");
        (svg(&picture, &fonts), png(&picture, &fonts, 2), json)
    };
    assert!(paint() == paint());
}

#[test]
fn the_geometry_tells_texts_marks_nodes_and_edges() {
    let fonts = Fonts::embedded();
    let mut picture = blank(320.0, 200.5);
    let palette = Palette::light();
    let rect = Rect::new(10.0, 20.0, 100.0, 30.004);
    let mut node = Group::new(Role::Node { id: "video:a".into(), rect });
    let line = fonts.line("H", Style::regular(100.0));
    let ink = line.ink;
    node.push(Text::new(line, Point::new(10.0, 150.0), palette.ink));
    picture.push(node);
    picture.push(Group::new(Role::Mark(Rect::new(1.0, 2.0, 3.456, 0.5))));
    let points = vec![Point::new(0.0, -0.001), Point::new(5.0, 6.789)];
    picture.push(Group::new(Role::Edge { from: "video:a".into(), to: "theme:x".into(), points }));
    let mut json = Vec::new();
    picture::geometry::write(&picture, &mut json).expect("a picture of sensible size");
    let found: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(found["size"], serde_json::json!([320, 200.5]));
    assert_eq!(found["marks"], serde_json::json!([{"x": 1, "y": 2, "w": 3.46, "h": 0.5}]));
    assert_eq!(found["nodes"], serde_json::json!([{"id": "video:a", "x": 60, "y": 35, "w": 100, "h": 30}]));
    assert_eq!(found["edges"], serde_json::json!([["video:a", "theme:x", [[0, 0], [5, 6.79]]]]));
    let text = &found["texts"][0];
    assert_eq!(text["text"], "H");
    let near = |key: &str, expected: f64| (text[key].as_f64().expect("a number") - expected).abs() < 0.006;
    assert!(near("x", 10.0 + ink.x) && near("y", 150.0 + ink.y) && near("w", ink.w) && near("h", ink.h), "{text}");
}

#[test]
fn a_canvas_without_a_sensible_size_is_refused_by_every_painter() {
    let fonts = Fonts::embedded();
    for (w, h) in [(0.0, 10.0), (10.0, -1.0), (f64::NAN, 10.0), (f64::INFINITY, 10.0), (1e9, 1e9)] {
        let picture = blank(w, h);
        assert!(picture::png::write(&picture, &fonts, 2, &mut Vec::new()).is_err());
        assert!(picture::svg::write(&picture, &fonts, &mut Vec::new()).is_err());
        assert!(picture::geometry::write(&picture, &mut Vec::new()).is_err());
    }
}

#[test]
fn coordinates_far_outside_or_not_numbers_do_no_harm() {
    let fonts = Fonts::embedded();
    for v in [f64::NAN, f64::INFINITY, -1e300, 1e12, 1e-300] {
        let mut picture = blank(50.0, 50.0);
        let segments = vec![
            Segment::Line(Point::new(v, 1.0)),
            Segment::Cubic(Point::new(1.0, v), Point::new(v, v), Point::new(9.0, 9.0)),
            Segment::Close,
        ];
        let palette = Palette::dark();
        picture.push(Path::new(segments).fill(palette.ink).stroke(palette.ink, v).dashed(v, v).round());
        picture.push(Text::new(fonts.line("x", Style::regular(v)), Point::new(v, 5.0), palette.ink));
        png(&picture, &fonts, 1);
        let svg = svg(&picture, &fonts);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let mut json = Vec::new();
        picture::geometry::write(&picture, &mut json).expect("a picture of sensible size");
    }
}
