//! No chart lets words leave the canvas or touch what they do not belong to, whatever the catalogue, the canvas and the titles.

use leitmotif::catalogue::{self, Catalogue};
use leitmotif::chart::{self, CHARTS};
use leitmotif::geometry::{Rect, Segment, Size, bounds, flatten};
use leitmotif::picture::{self, ARTICLE, Item, Picture, Role, SQUARE, STORY, Setting, Text};
use leitmotif::text::Fonts;
use serde_json::{Value, json};

/// The title of the video or theme at a number.
type Title = fn(usize) -> String;

/// Titles of 1 to 300 characters.
const TITLES: &[(&str, Title)] = &[
    ("short", |n| format!("Run {n}")),
    ("one letter", |n| char::from(b'A' + (n % 26) as u8).to_string()),
    ("words", |n| {
        format!("{n} {}", "a title that runs on well past any sensible measure ".repeat(6)).chars().take(300).collect()
    }),
    ("one word", |n| format!("{n}{}", "Donaudampfschifffahrt".repeat(20)).chars().take(300).collect()),
    ("hangul", |n| format!("하루하루 {n} {}", "봄날의 이야기 ".repeat(8)).chars().take(60).collect()),
    ("decomposed", |n| format!("{n} {}", "\u{1112}\u{1161}\u{1105}\u{116E}\u{1107}\u{1169}\u{11B7} ".repeat(20))),
    ("emoji", |n| format!("👩\u{200D}👩\u{200D}👧 {n} 🎬🎵 “Fire” \u{202E}gnirps")),
];

const SIZES: [Size; 5] = [ARTICLE, SQUARE, STORY, Size::new(500.0, 400.0), Size::new(2000.0, 700.0)];

/// How many videos a catalogue has.
const VIDEOS: [usize; 5] = [0, 1, 2, 11, 50];

fn runtimes(n: usize) -> Value {
    match n % 9 {
        0 => json!([{"length": "4:46"}]),
        1 => json!([{"length": "8:00", "precision": "almost", "stated": "almost eight minutes"}]),
        2 => json!([{"length": "4:00", "precision": "about", "stated": "four minutes"},
                    {"length": "5:00", "precision": "about", "stated": "5 min"},
                    {"length": "3:49", "measures": "song"}]),
        3 => json!([{"length": "3:31", "measures": "song"},
                    {"length": "5:30", "precision": "about", "measures": "other-cut", "stated": "five and a half minutes"}]),
        4 => json!([format!("{}:{:02}", 3 + n % 6, n % 60)]),
        5 => json!([{"length": "7:00", "precision": "over"}]),
        _ => json!([]),
    }
}

fn catalogue(videos: usize, title: Title) -> Catalogue {
    read(&written(videos, title))
}

/// Videos of which neither length nor release is stated.
fn bare_catalogue(videos: usize, title: Title) -> Catalogue {
    let mut written = written(videos, title);
    for video in written["videos"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        video.retain(|key, _| key != "runtimes" && key != "released");
    }
    read(&written)
}

fn read(written: &Value) -> Catalogue {
    let bytes = serde_json::to_vec(written).unwrap();
    catalogue::load(&[catalogue::Input::new("test.json", bytes)])
        .unwrap_or_else(|p| panic!("{}", catalogue::render(&p, false)))
}

fn written(videos: usize, title: Title) -> Value {
    let themes = (videos * 2).clamp(4, 60.max(videos / 3));
    let theme = |n: usize| {
        let broader = if n >= 6 && !n.is_multiple_of(3) { json!([format!("t{}", n % 4)]) } else { json!([]) };
        json!({"id": format!("t{n}"), "name": title(n), "broader": broader})
    };
    let video = |n: usize| {
        let mut carried: Vec<usize> = (0..3 + n % 4).map(|k| (n * n + k * (k + 3) + n / 2) % themes).collect();
        carried.sort_unstable();
        carried.dedup();
        let weights = ["choice", "major", "minor"];
        let carried: Vec<Value> =
            carried.iter().map(|t| json!({"theme": format!("t{t}"), "weight": weights[(t + n) % 3]})).collect();
        let mut video = json!({
            "id": format!("v{n}"), "title": title(n), "performers": ["group:g"],
            "runtimes": runtimes(n), "themes": carried,
        });
        if n % 10 != 7 {
            video["released"] = format!("{}-{:02}", 2007 + (n * 7) % 15, 1 + n % 12).into();
        }
        video
    };
    json!({
        "version": 1, "title": "Test", "source": "s",
        "sources": [{"id": "s", "title": title(3), "publisher": title(4)}, {"id": "r", "title": "Other"}],
        "themes": (0..themes).map(theme).collect::<Vec<_>>(),
        "groups": [{"id": "g", "name": title(5)}],
        "artists": [],
        "videos": (0..videos).map(video).collect::<Vec<_>>(),
    })
}

/// What is on a picture, told apart by what words may do with it.
#[derive(Default)]
struct Found<'a> {
    texts: Vec<(&'a Text, Rect)>,
    /// Marks and opaque shapes: words lie wholly within or wholly without.
    solid: Vec<Rect>,
    /// Lines: words stay away.
    lines: Vec<Vec<(f64, f64)>>,
}

impl<'a> Found<'a> {
    fn of(picture: &'a Picture) -> Self {
        let mut found = Self::default();
        found.collect(&picture.items);
        found
    }

    fn collect(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Text(text) if text.line.ink.w > 0.0 => self.texts.push((text, text.ink())),
                Item::Text(_) => {}
                Item::Group(group) => {
                    if let Role::Mark(rect) = group.role {
                        self.solid.push(rect);
                    }
                    self.collect(&group.items);
                }
                Item::Path(path) => {
                    if path.fill.is_some_and(|fill| fill.a == 255) {
                        self.solid.extend(bounds(&path.segments));
                    }
                    if path.stroke.is_some() {
                        let closed = path.segments.iter().any(|s| matches!(s, Segment::Close));
                        for line in flatten(&path.segments) {
                            let mut line: Vec<(f64, f64)> = line.iter().map(|p| (p.x, p.y)).collect();
                            if closed && let Some(&first) = line.first() {
                                line.push(first);
                            }
                            self.lines.push(line);
                        }
                    }
                }
            }
        }
    }
}

/// Whether a straight line enters a box (Liang and Barsky 1984).
fn enters(a: (f64, f64), b: (f64, f64), r: Rect) -> bool {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, a.0 - r.x), (dx, r.right() - a.0), (-dy, a.1 - r.y), (dy, r.bottom() - a.1)] {
        if p == 0.0 {
            if q <= 0.0 {
                return false;
            }
        } else if p < 0.0 {
            from = from.max(q / p);
        } else {
            to = to.min(q / p);
        }
    }
    from < to
}

fn faults(picture: &Picture) -> Vec<String> {
    // Rounding of coordinates, and serifs that kerning lets lean over.
    const SLACK: f64 = 0.75;
    let found = Found::of(picture);
    let mut faults = Vec::new();
    let canvas = Rect::new(0.0, 0.0, picture.size.w, picture.size.h);
    let inside = |inner: &Rect, outer: &Rect| {
        inner.x >= outer.x - SLACK
            && inner.y >= outer.y - SLACK
            && inner.right() <= outer.right() + SLACK
            && inner.bottom() <= outer.bottom() + SLACK
    };
    for (n, (text, ink)) in found.texts.iter().enumerate() {
        let words: String = text.line.text.chars().take(30).collect();
        if !inside(ink, &canvas) {
            faults.push(format!("“{words}” leaves the canvas: {ink:?} of {canvas:?}"));
        }
        let core = ink.grown(-SLACK);
        for (other, box_) in &found.texts[n + 1..] {
            if core.overlaps(box_) {
                let other: String = other.line.text.chars().take(30).collect();
                faults.push(format!("“{words}” touches “{other}”: {ink:?} {box_:?}"));
            }
        }
        for solid in &found.solid {
            if core.overlaps(solid) && !inside(ink, solid) {
                faults.push(format!("“{words}” touches a mark: {ink:?} {solid:?}"));
            }
        }
        for line in &found.lines {
            if line.windows(2).any(|w| enters(w[0], w[1], core)) {
                faults.push(format!("“{words}” is crossed by a line: {ink:?} {line:?}"));
            }
        }
    }
    for solid in &found.solid {
        if !inside(solid, &canvas) {
            faults.push(format!("a mark leaves the canvas: {solid:?} of {canvas:?}"));
        }
    }
    faults
}

fn draw(kind: &chart::ChartKind, catalogue: &Catalogue, fonts: &Fonts, setting: &Setting) -> Picture {
    let input = chart::Input { catalogue, fonts, setting };
    (kind.draw)(&input).unwrap_or_else(|error| panic!("{}: {error}", kind.name))
}

#[test]
fn words_stay_on_the_canvas_and_touch_nothing_they_do_not_belong_to() {
    let fonts = Fonts::embedded();
    let mut faulty = Vec::new();
    let makers: [fn(usize, Title) -> Catalogue; 2] = [catalogue, bare_catalogue];
    for (&(titles, title), make) in TITLES.iter().flat_map(|titles| makers.map(|make| (titles, make))) {
        for videos in VIDEOS {
            let catalogue = make(videos, title);
            for size in SIZES {
                for kind in CHARTS {
                    let setting = Setting { size: Some(size), ..Setting::default() };
                    let picture = draw(kind, &catalogue, &fonts, &setting);
                    let faults = faults(&picture);
                    if let Some(first) = faults.first() {
                        let (w, h) = (size.w, size.h);
                        faulty.push(format!(
                            "{} {w}×{h} {videos} videos, {titles}: {} faults: {first}",
                            kind.name,
                            faults.len()
                        ));
                    }
                }
            }
        }
    }
    assert!(faulty.is_empty(), "{} pictures\n{}", faulty.len(), faulty.join("\n"));
}

#[test]
fn a_thousand_videos_are_cut_to_what_can_be_read_and_the_rest_is_counted() {
    let fonts = Fonts::embedded();
    let catalogue = catalogue(1000, TITLES[0].1);
    for kind in CHARTS {
        for size in SIZES {
            let setting = Setting { size: Some(size), ..Setting::default() };
            let picture = draw(kind, &catalogue, &fonts, &setting);
            assert_eq!(faults(&picture), Vec::<String>::new(), "{}", kind.name);
            let says = |text: &Text| text.line.text.contains(" more") || text.line.text.contains(" are named");
            assert!(Found::of(&picture).texts.iter().any(|(text, _)| says(text)), "{} at {size:?}", kind.name);
        }
    }
}

#[test]
fn light_and_dark_differ_in_colour_only() {
    let fonts = Fonts::embedded();
    let catalogue = catalogue(11, TITLES[0].1);
    for kind in CHARTS {
        for size in [ARTICLE, SQUARE, STORY] {
            let geometry = |dark| {
                let setting = Setting { size: Some(size), dark, ..Setting::default() };
                let mut json = Vec::new();
                picture::geometry::write(&draw(kind, &catalogue, &fonts, &setting), &mut json).unwrap();
                json
            };
            assert_eq!(geometry(false), geometry(true), "{}", kind.name);
        }
    }
}

#[test]
fn words_of_ones_own_are_set_however_long() {
    let fonts = Fonts::embedded();
    let catalogue = catalogue(11, TITLES[0].1);
    for &(_, title) in TITLES {
        for kind in CHARTS {
            for size in [ARTICLE, SQUARE, STORY] {
                let setting = Setting {
                    title: Some(title(1)),
                    subtitle: Some(title(2)),
                    source: Some(title(3)),
                    size: Some(size),
                    dark: true,
                };
                let picture = draw(kind, &catalogue, &fonts, &setting);
                assert_eq!(faults(&picture), Vec::<String>::new(), "{}", kind.name);
            }
        }
    }
}

#[test]
fn no_letters_are_smaller_than_fourteen_pixels_on_a_canvas_1200_wide() {
    let fonts = Fonts::embedded();
    for videos in VIDEOS {
        let catalogue = catalogue(videos, TITLES[0].1);
        for kind in CHARTS {
            let picture = draw(kind, &catalogue, &fonts, &Setting::default());
            for (text, _) in Found::of(&picture).texts {
                assert!(text.line.style.size >= 14.0, "{}: “{}”", kind.name, text.line.text);
            }
        }
    }
}

/// No band of more than a fifth of the canvas is empty, and words and marks reach over most of its width; a chart with
/// little to show makes its canvas lower instead.
#[test]
fn nothing_leaves_a_large_part_of_the_canvas_empty() {
    let fonts = Fonts::embedded();
    for (videos, bare) in [1, 2, 11, 50].into_iter().flat_map(|videos| [(videos, false), (videos, true)]) {
        let make = if bare { bare_catalogue } else { catalogue };
        let catalogue = make(videos, TITLES[0].1);
        for kind in CHARTS {
            for size in [ARTICLE, SQUARE, STORY] {
                let setting = Setting { size: Some(size), ..Setting::default() };
                let picture = draw(kind, &catalogue, &fonts, &setting);
                let found = Found::of(&picture);
                let mut boxes: Vec<Rect> = found.texts.iter().map(|t| t.1).chain(found.solid.iter().copied()).collect();
                boxes.sort_by(|a, b| a.y.total_cmp(&b.y));
                let (mut reached, mut gap) = (0.0_f64, 0.0_f64);
                for b in &boxes {
                    gap = gap.max(b.y - reached);
                    reached = reached.max(b.bottom());
                }
                gap = gap.max(picture.size.h - reached);
                let what = format!("{} with {videos} videos at {size:?} → {:?}", kind.name, picture.size);
                assert!(gap < (picture.size.h * 0.2).max(60.0), "{what}: {gap} px are empty");
                let all = boxes.iter().copied().reduce(|a, b| a.union(&b)).unwrap();
                // Where nothing but names is known, they may be fewer than the width holds, on a canvas that is lower.
                let names_alone = bare && picture.size.h < size.h * 0.75;
                assert!(videos < 11 || names_alone || all.w > size.w * 0.7, "{what}: {} px wide", all.w);
                assert!(picture.size.h <= size.h, "{what}");
            }
        }
    }
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    let fonts = Fonts::embedded();
    for videos in VIDEOS {
        let catalogue = catalogue(videos, TITLES[0].1);
        for kind in CHARTS {
            let picture = draw(kind, &catalogue, &fonts, &Setting::default());
            assert!(picture.description.ends_with('.'), "{}: {}", kind.name, picture.description);
            assert!(!picture.title.is_empty());
            assert!(videos == 0 || picture.source.starts_with("Source"), "{}: {}", kind.name, picture.source);
        }
    }
}
