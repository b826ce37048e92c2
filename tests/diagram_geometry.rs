//! What no diagram may do, whatever is in the catalogue: boxes over boxes, text on text, text off the canvas, lines through words.

use leitmotif::catalogue::{self, Catalogue, Input, Node};
use leitmotif::diagram::{self, DIAGRAMS, DiagramError, DiagramKind};
use leitmotif::geometry::Size;
use leitmotif::graph::{Cut, StoryGraph, View};
use leitmotif::picture::{self, Setting};
use leitmotif::text::Fonts;
use serde_json::{Value, json};

/// Names of one to three hundred characters, in the scripts that people use.
const KINDS: [&str; 7] = ["short", "plain", "long", "unbroken", "hangul", "decomposed hangul", "emoji"];

fn name(kind: &str, what: &str, n: usize) -> String {
    match kind {
        "short" => char::from(b'A' + (n % 26) as u8).to_string(),
        "plain" => format!("{what} {n}"),
        "long" => format!("The {what} number {n} whose name goes on and on ").repeat(8).chars().take(300).collect(),
        "unbroken" => format!("{what}{n}").repeat(60).chars().take(300).collect(),
        "hangul" => format!("하루하루 불타오르네 {n}").repeat(1 + n % 9),
        // The jamo of 하루, one by one.
        "decomposed hangul" => format!("\u{1112}\u{1161}\u{1105}\u{116e} {n}").repeat(1 + n % 5),
        _ => format!("{n} 🎬👩\u{200d}🎤🏳️\u{200d}🌈").repeat(1 + n % 4),
    }
}

/// A catalogue of `videos` videos; each carries three themes, of which some come back, and is performed by a group.
fn catalogue(kind: &str, videos: usize) -> Catalogue {
    let (groups, artists, themes) = (videos.div_ceil(2), videos, videos + 3);
    let list = |count: usize, what: &str, more: &dyn Fn(usize) -> Value| -> Vec<Value> {
        let mut made = Vec::new();
        for n in 0..count {
            let mut entry = json!({"id": format!("{what}{n}"), "name": name(kind, what, n)});
            if let (Some(entry), Value::Object(more)) = (entry.as_object_mut(), more(n)) {
                entry.extend(more);
            }
            made.push(entry);
        }
        made
    };
    let nothing = |_: usize| json!({});
    let weights = ["choice", "major", "minor"];
    let mut films = Vec::new();
    for n in 0..videos {
        let carried: Vec<Value> = [n % themes, (n * 3 + 1) % themes, (n / 2 + 2) % themes]
            .iter()
            .enumerate()
            .filter(|(at, theme)| (0..*at).all(|before| [n % themes, (n * 3 + 1) % themes][before] != **theme))
            .map(|(at, theme)| json!({"theme": format!("theme{theme}"), "weight": weights[at], "evidence": name(kind, "why", n)}))
            .collect();
        films.push(json!({
            "id": format!("video{n}"), "title": name(kind, "video", n),
            "performers": [format!("group:group{}", n / 2)],
            "cast": [{"artist": format!("artist{}", (n * 5 + 2) % artists), "role": name(kind, "part", n)}],
            "themes": carried,
        }));
    }
    let whole = json!({
        "version": 1, "title": name(kind, "catalogue", 0), "source": "one",
        "sources": [{"id": "one", "title": name(kind, "source", 1)}],
        "themes": list(if videos == 0 { 0 } else { themes }, "theme", &|n| if n % 4 == 1 { json!({"broader": ["theme0"]}) } else { json!({}) }),
        "groups": list(groups, "group", &nothing),
        "artists": list(artists, "artist", &|n| json!({"member_of": [format!("group{}", n / 2)]})),
        "videos": films,
    });
    let bytes = serde_json::to_vec(&whole).unwrap();
    catalogue::load(&[Input::new("test", bytes)]).map_err(|problems| catalogue::render(&problems, false)).unwrap()
}

fn drawn(
    kind: &DiagramKind,
    catalogue: &Catalogue,
    depth: u32,
    setting: &Setting,
    fonts: &Fonts,
) -> Result<Value, DiagramError> {
    let graph = StoryGraph::build(catalogue);
    let subject = kind.needs_subject.then_some(Node::video(0));
    let cut = Cut { around: subject.map(|subject| (subject, depth)), ..Cut::default() };
    let view = View::of(&graph, kind.view, &cut);
    let picture = diagram::draw(kind, &view, subject, setting, fonts)?;
    let mut bytes = Vec::new();
    picture::geometry::write(&picture, &mut bytes).unwrap();
    Ok(serde_json::from_slice(&bytes).unwrap())
}

#[derive(Debug, Clone, Copy)]
struct Box {
    x: f64,
    y: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn corner(v: &Value) -> Self {
        let of = |key: &str| v[key].as_f64().unwrap();
        Self { x: of("x"), y: of("y"), right: of("x") + of("w"), bottom: of("y") + of("h") }
    }

    fn centred(v: &Value) -> Self {
        let of = |key: &str| v[key].as_f64().unwrap();
        let (w, h) = (of("w") / 2.0, of("h") / 2.0);
        Self { x: of("x") - w, y: of("y") - h, right: of("x") + w, bottom: of("y") + h }
    }

    fn shrunk(self, by: f64) -> Self {
        Self { x: self.x + by, y: self.y + by, right: self.right - by, bottom: self.bottom - by }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right && other.x < self.right && self.y < other.bottom && other.y < self.bottom
    }

    fn within(&self, other: &Self) -> bool {
        self.x >= other.x && self.y >= other.y && self.right <= other.right && self.bottom <= other.bottom
    }

    fn around(self, other: &Self) -> Self {
        Self {
            x: self.x.min(other.x),
            y: self.y.min(other.y),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether the piece of a line from `p` to `q` goes through.
    fn is_hit(&self, p: [f64; 2], q: [f64; 2]) -> bool {
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (from, to, low, high) in [(p[0], q[0], self.x, self.right), (p[1], q[1], self.y, self.bottom)] {
            let d = to - from;
            if d == 0.0 {
                if from <= low || from >= high {
                    return false;
                }
            } else {
                let (a, b) = ((low - from) / d, (high - from) / d);
                enter = enter.max(a.min(b));
                leave = leave.min(a.max(b));
            }
        }
        enter < leave
    }
}

/// Everything that is wrong with a diagram, in words.
fn faults(geometry: &Value, free_lines: bool) -> Vec<String> {
    let mut found = Vec::new();
    let size = [geometry["size"][0].as_f64().unwrap(), geometry["size"][1].as_f64().unwrap()];
    let canvas = Box { x: 0.0, y: 0.0, right: size[0], bottom: size[1] };
    let none = Vec::new();
    let list = |key: &str| geometry[key].as_array().unwrap_or(&none);
    let texts: Vec<(Box, &str)> =
        list("texts").iter().map(|text| (Box::corner(text), text["text"].as_str().unwrap())).collect();
    let nodes: Vec<(Box, &str)> =
        list("nodes").iter().map(|node| (Box::centred(node), node["id"].as_str().unwrap())).collect();
    for (at, (text, words)) in texts.iter().enumerate() {
        if !text.within(&canvas.shrunk(2.0)) {
            found.push(format!("“{words}” is not on the canvas: {text:?}"));
        }
        for (other, more) in &texts[at + 1..] {
            if text.shrunk(0.05).overlaps(other) {
                found.push(format!("“{words}” lies on “{more}”"));
            }
        }
    }
    for (at, (node, id)) in nodes.iter().enumerate() {
        if !node.within(&canvas) {
            found.push(format!("{id} is not on the canvas: {node:?}"));
        }
        for (other, more) in &nodes[at + 1..] {
            if node.shrunk(0.02).overlaps(other) {
                found.push(format!("{id} lies on {more}"));
            }
        }
        for (text, words) in &texts {
            if text.overlaps(node) && !text.shrunk(0.5).within(node) {
                found.push(format!("“{words}” sticks out of {id}"));
            }
        }
    }
    for edge in list("edges") {
        let line: Vec<[f64; 2]> = edge[2]
            .as_array()
            .unwrap()
            .iter()
            .map(|point| [point[0].as_f64().unwrap(), point[1].as_f64().unwrap()])
            .collect();
        for (text, words) in &texts {
            // On a map lines may pass under a label's box, which hides them.
            let hidden = free_lines && nodes.iter().any(|(node, _)| text.overlaps(node));
            if !hidden && line.windows(2).any(|pair| text.is_hit(pair[0], pair[1])) {
                found.push(format!("{} – {} runs through “{words}”", edge[0], edge[1]));
            }
        }
    }
    found
}

const SIZES: [Option<Size>; 5] =
    [None, Some(picture::ARTICLE), Some(picture::SQUARE), Some(picture::STORY), Some(Size::new(500.0, 400.0))];

fn hold(kinds: &[&DiagramKind], depth: u32, counts: &[usize], names: &[&str]) {
    let fonts = Fonts::embedded();
    for kind in kinds {
        let free_lines = !matches!(kind.name, "columns" | "shared-themes") && depth != 1;
        for &videos in counts {
            if kind.needs_subject && videos == 0 {
                continue;
            }
            for words in names {
                let catalogue = catalogue(words, videos);
                for (at, size) in SIZES.into_iter().enumerate() {
                    let title = (at % 2 == 1).then(|| name(words, "title", at));
                    let setting = Setting { size, dark: at % 2 == 0, title, ..Setting::default() };
                    let told = format!("{} of {videos} videos, {words} names, {size:?}", kind.name);
                    match drawn(kind, &catalogue, depth, &setting, &fonts) {
                        Ok(geometry) => assert_eq!(faults(&geometry, free_lines), Vec::<String>::new(), "{told}"),
                        Err(DiagramError::TooSmall { .. }) => {
                            assert_eq!(size, SIZES[4], "{told}: a preset has room");
                        }
                        Err(other) => panic!("{told}: {other}"),
                    }
                }
            }
        }
    }
}

fn kinds(names: &[&str]) -> Vec<&'static DiagramKind> {
    DIAGRAMS.iter().filter(|kind| names.contains(&kind.name)).collect()
}

#[test]
fn no_text_meets_text_or_line_where_videos_and_themes_stand_in_columns() {
    hold(&kinds(&["shared-themes"]), 0, &[0, 1, 2, 11, 50], &KINDS);
    hold(&kinds(&["columns"]), 0, &[0, 1, 2], &KINDS);
    hold(&kinds(&["columns"]), 0, &[11], &["short", "long", "decomposed hangul"]);
    hold(&kinds(&["columns"]), 0, &[50], &["plain"]);
}

#[test]
fn neighbours_stand_in_rows_with_their_evidence_and_nothing_meets() {
    hold(&kinds(&["around"]), 1, &[1, 11, 50], &KINDS);
}

#[test]
fn no_boxes_meet_on_a_map() {
    hold(&kinds(&["relationships", "around"]), 2, &[0, 1, 2], &KINDS);
    hold(&kinds(&["relationships"]), 0, &[11], &["long"]);
}

#[test]
fn a_map_fills_three_quarters_of_its_canvas_and_its_labels_can_be_read_at_1200_pixels() {
    let (fonts, kind) = (Fonts::embedded(), diagram::named("relationships").unwrap());
    let presets = [None, Some(picture::ARTICLE), Some(picture::SQUARE), Some(picture::STORY)];
    for (videos, sizes) in [(11, &presets[..]), (50, &presets[..1])] {
        let catalogue = catalogue("plain", videos);
        for &size in sizes {
            let setting = Setting { size, ..Setting::default() };
            let geometry = drawn(kind, &catalogue, 2, &setting, &fonts).unwrap();
            let [width, height] = [0, 1].map(|at| geometry["size"][at].as_f64().unwrap());
            let list = |key: &str| geometry[key].as_array().unwrap().iter();
            let all = list("nodes").map(Box::centred).chain(list("texts").map(Box::corner));
            let all = all.reduce(|a, b| a.around(&b)).unwrap();
            let share = (all.right - all.x) * (all.bottom - all.y) / (width * height);
            assert!(share >= 0.75, "{videos} videos, {size:?}: {share}");
            // The smallest labels have 14 pixels on a canvas that grows with its content.
            assert!(width <= 1200.0, "{videos} videos: {width} wide");
        }
    }
}

#[test]
fn over_two_hundred_and_fifty_things_are_refused_with_the_count_and_a_way_out() {
    let catalogue = catalogue("plain", 80);
    let things = catalogue.videos.len() + catalogue.themes.len() + catalogue.groups.len() + catalogue.artists.len();
    let refused =
        drawn(kinds(&["relationships"])[0], &catalogue, 1, &Setting::default(), &Fonts::embedded()).unwrap_err();
    assert_eq!(refused, DiagramError::TooMany { things, most: 250 });
    assert!(refused.to_string().contains(&things.to_string()), "{refused}");
    for way in ["--around", "--theme", "--top"] {
        assert!(refused.hint().contains(way), "{}", refused.hint());
    }
}

#[test]
fn a_diagram_is_the_same_every_time() {
    let catalogue = catalogue("plain", 4);
    for kind in DIAGRAMS {
        let fonts = Fonts::embedded();
        let once = drawn(kind, &catalogue, 1, &Setting::default(), &fonts).unwrap();
        let again = drawn(kind, &catalogue, 1, &Setting::default(), &Fonts::embedded()).unwrap();
        assert_eq!(once, again, "{}", kind.name);
    }
}
