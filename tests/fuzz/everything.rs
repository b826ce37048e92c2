//! Bytes through the whole house: read, asked every question, exported, drawn, painted. Shared with the test that replays
//! what fuzzing found (`tests/hostile_files.rs`).

use std::sync::LazyLock;

use leitmotif::catalogue::{self, Catalogue, Input, Kind, Node};
use leitmotif::chart::{self, CHARTS};
use leitmotif::diagram::{self, DIAGRAMS, MOST_THINGS};
use leitmotif::export::{self, FORMATS, Placed};
use leitmotif::geometry::{Point, Size};
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};
use leitmotif::picture::{self, PaintError, Picture, Setting};
use leitmotif::query::{self, Answer};
use leitmotif::text::{Fonts, escape};

/// Diagrams are searched for so many things at most: with more, and the counters of a fuzzer, honest work takes seconds.
const MOST_DRAWN: usize = 9;
/// So many things of each kind are asked about.
const MOST_ASKED: usize = 3;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// Takes `bytes` for one catalogue, or for several with a byte 0xFF between them (which no UTF-8 has), and does everything
/// with it that the program can do; what is slow, maps and pixels, only if `is_thorough`.
///
/// # Panics
/// Where the program would, and where what it writes is broken.
pub fn everything(bytes: &[u8], is_thorough: bool) {
    let inputs: Vec<Input> = bytes.split(|&byte| byte == 0xff).take(3).map(|part| Input::new("file", part)).collect();
    match catalogue::load(&inputs) {
        Ok(catalogue) => with_catalogue(&catalogue, is_thorough),
        Err(problems) => {
            assert!(problems.total > 0 && !problems.list.is_empty(), "a failure without a problem");
            let told = catalogue::render(&problems, false);
            assert!(told.starts_with("error: "), "{told}");
            assert_harmless(&told);
            serde_json::to_vec(&query::check(None, problems.list)).expect("problems are JSON");
        }
    }
}

fn with_catalogue(catalogue: &Catalogue, is_thorough: bool) {
    let written = serde_json::to_vec(&catalogue::to_file(catalogue)).expect("a catalogue is JSON");
    let again = catalogue::load(&[Input::new("written", written)]).expect("what was written can be read");
    assert!(&again == catalogue, "writing and reading a catalogue changes it");
    let graph = StoryGraph::build(catalogue);
    ask(catalogue, &graph);
    let setting = Setting { dark: catalogue.videos.len() % 2 == 1, ..Setting::default() };
    for kind in CHARTS {
        if let Ok(picture) = (kind.draw)(&chart::Input { catalogue, fonts: &FONTS, setting: &setting }) {
            paint(&picture, is_thorough);
        }
    }
    for kind in ViewKind::ALL {
        let view = View::of(&graph, kind, &Cut::default());
        export(&view);
        draw(&view, &setting, is_thorough);
    }
    if let Some(node) = nodes(catalogue, Kind::Video).next() {
        let cut = Cut { around: Some((node, 1)), top: Some(2), ..Cut::default() };
        export(&View::of(&graph, ViewKind::Relationships, &cut));
    }
}

/// The first things of a kind.
fn nodes(catalogue: &Catalogue, kind: Kind) -> impl Iterator<Item = Node> + use<> {
    let count = match kind {
        Kind::Artist => catalogue.artists.len(),
        Kind::Group => catalogue.groups.len(),
        Kind::Theme => catalogue.themes.len(),
        Kind::Video => catalogue.videos.len(),
    };
    (0..count.min(MOST_ASKED) as u32).map(move |index| Node { kind, index })
}

fn ask(catalogue: &Catalogue, graph: &StoryGraph) {
    let answered = |answer: &dyn Told| answer.tell(catalogue);
    answered(&query::check::<()>(Some(catalogue), Vec::new()));
    answered(&query::stats(graph, &query::StatsParams { top: None }));
    for broader in [false, true] {
        answered(&query::shared(catalogue, &query::SharedParams { broader, ..Default::default() }));
        answered(&query::shared_by_theme(catalogue, &query::SharedByThemeParams { broader, top: Some(5) }));
        for video in nodes(catalogue, Kind::Video) {
            answered(&query::similar(catalogue, &query::SimilarParams { video, broader, top: None }));
            let with = query::SharedParams { with: Some(video), broader, ..Default::default() };
            answered(&query::shared(catalogue, &with));
        }
        let videos = nodes(catalogue, Kind::Video).collect();
        answered(&query::shared_among(catalogue, &query::SharedAmongParams { videos, broader }));
    }
    let all: Vec<Node> = Kind::ALL.into_iter().flat_map(|kind| nodes(catalogue, kind)).collect();
    for &node in &all {
        answered(&query::show(graph, &query::ShowParams { node }));
        for no_themes in [false, true] {
            answered(&query::path(graph, &query::PathParams { from: all[0], to: node, no_themes }));
        }
    }
    for kind in Kind::ALL {
        answered(&query::list(catalogue, &query::ListParams::all(kind)));
    }
    for name in catalogue.videos.iter().take(MOST_ASKED).map(|video| video.title.as_str()) {
        let found = catalogue::find(catalogue, name, &Kind::ALL);
        found.map_or_else(|error| assert_harmless(&error.to_string()), |_| ());
    }
}

/// An answer of whatever kind.
trait Told {
    fn tell(&self, catalogue: &Catalogue);
}

impl<A: Answer> Told for A {
    fn tell(&self, catalogue: &Catalogue) {
        serde_json::to_vec(self).expect("an answer is JSON");
        let table = self.table(catalogue);
        let texts = table.title.iter().chain(&table.notes).chain(table.rows.iter().flatten());
        for text in texts {
            assert_harmless(&escape::terminal(text));
        }
    }
}

/// No control character may reach a terminal but the line feed.
fn assert_harmless(text: &str) {
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
}

fn export(view: &View) {
    let placed = |at: usize| Placed {
        centre: Point::new(80.0 + 160.0 * (at % 4) as f64, 20.0 + 60.0 * (at / 4) as f64),
        size: Size::new(120.0, 24.0),
        ..Placed::default()
    };
    let nodes = (0..view.nodes.len()).map(|at| Some(placed(at))).collect();
    let positions = export::Positions { nodes, ..export::Positions::default() };
    for file in FORMATS.iter().flat_map(|format| format.files) {
        let mut bytes = Vec::new();
        (file.write)(view, Some(&positions), &mut bytes).expect("memory takes all");
        match file.extension {
            "json" => drop(serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON")),
            "graphml" | "gexf" => assert_xml(&bytes),
            _ => assert!(std::str::from_utf8(&bytes).is_ok(), "{} is not UTF-8", file.extension),
        }
    }
}

fn draw(view: &View, setting: &Setting, is_thorough: bool) {
    if view.nodes.len() > MOST_DRAWN && view.nodes.len() <= MOST_THINGS {
        return;
    }
    for kind in DIAGRAMS.iter().filter(|kind| kind.view == view.kind) {
        let is_map = matches!(kind.name, "relationships" | "around");
        if is_map && !is_thorough {
            continue;
        }
        let subject = view.nodes.first().copied().filter(|_| kind.needs_subject);
        if let Ok(picture) = diagram::draw(kind, view, subject, setting, &FONTS) {
            paint(&picture, is_thorough);
            if !kind.needs_subject && kind.name == view.kind.as_str() {
                let positions = export::Positions::of(view, &diagram::Positions::of(&picture));
                let gv = export::format("gv").expect("gv is a format");
                (gv.files[0].write)(view, Some(&positions), &mut Vec::new()).expect("memory takes all");
            }
        }
    }
}

fn paint(picture: &Picture, is_thorough: bool) {
    let (mut svg, mut json) = (Vec::new(), Vec::new());
    if painted(picture::svg::write(picture, &FONTS, &mut svg)) {
        assert_xml(&svg);
    }
    if painted(picture::geometry::write(picture, &mut json)) {
        serde_json::from_slice::<serde_json::Value>(&json).expect("JSON");
    }
    if is_thorough {
        painted(picture::png::write(picture, &FONTS, 1, &mut Vec::new()));
    }
}

/// A picture may be refused for its size, and for nothing else.
fn painted(result: Result<(), PaintError>) -> bool {
    match result {
        Ok(()) => true,
        Err(PaintError::Size { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

/// Well-formed, with no script in it and no address but of the web.
fn assert_xml(bytes: &[u8]) {
    use quick_xml::events::Event;
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => {
                depth += 1;
                assert_tag(&tag);
            }
            Event::Empty(tag) => assert_tag(&tag),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

fn assert_tag(tag: &quick_xml::events::BytesStart) {
    assert!(!tag.local_name().as_ref().eq_ignore_ascii_case("script"), "a script");
    for attribute in tag.attributes() {
        let attribute = attribute.expect("a well-formed attribute");
        let name = attribute.key.local_name();
        assert!(!name.as_ref().starts_with("on"), "an event handler: {name:?}");
        if name.as_ref() == "href" {
            let at = &attribute.value;
            assert!(at.starts_with("#") || at.starts_with("http://") || at.starts_with("https://"), "{at:?}");
        }
    }
}
