//! How long each part of the program takes by itself, on catalogues that are made here: `cargo bench`.
//!
//! A part's name can be given: `cargo bench -- shared`. The whole program against its peers is another matter, and
//! timed by `tests/bench/run`.

#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::io;
use std::sync::LazyLock;

use divan::{Bencher, counter::ItemsCount};
use leitmotif::catalogue::{Catalogue, Input, Kind, Node, load};
use leitmotif::chart;
use leitmotif::export;
use leitmotif::geometry::Size;
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};
use leitmotif::layout::{ColumnsOptions, MapOptions, Network, columns, map};
use leitmotif::picture::{Setting, png};
use leitmotif::query::{self, ListParams, PathParams, SharedParams, SimilarParams, StatsParams};
use leitmotif::text::Fonts;

fn main() {
    divan::main();
}

/// How many videos a large catalogue has.
const VIDEOS: usize = 10_000;

static LARGE: LazyLock<String> = LazyLock::new(|| written(VIDEOS));
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| read(LARGE.as_bytes()));
static GRAPH: LazyLock<StoryGraph<'static>> = LazyLock::new(|| StoryGraph::build(&CATALOGUE));

/// Pseudorandom numbers (splitmix64, Steele, Lea & Flood 2014), always the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Below `limit`, small numbers far more often: the product of two.
    fn skewed(&mut self, limit: usize) -> usize {
        self.below(limit) * self.below(limit) / limit.max(1)
    }
}

/// The text of a catalogue: half as many artists as videos, a sixth as many groups, a tenth as many themes.
fn written(videos: usize) -> String {
    let (themes, groups, artists) = (videos / 10, videos / 6, videos / 2);
    let mut random = Random(42);
    let mut text = String::from(r#"{"version":1,"title":"Made","sources":[],"themes":["#);
    let rows = |text: &mut String, count: usize, row: &mut dyn FnMut(&mut String, usize)| {
        for at in 0..count {
            text.push_str(if at == 0 { "" } else { ",\n" });
            row(text, at);
        }
    };
    // Writing to a string cannot fail.
    rows(&mut text, themes, &mut |text, at| {
        let _ = write!(text, r#"{{"id":"t{at:05}","name":"Theme {at}"}}"#);
    });
    text.push_str(r#"],"groups":["#);
    rows(&mut text, groups, &mut |text, at| {
        let _ = write!(text, r#"{{"id":"g{at:05}","name":"Group {at}"}}"#);
    });
    text.push_str(r#"],"artists":["#);
    rows(&mut text, artists, &mut |text, at| {
        let group = random.below(groups);
        let _ = write!(text, r#"{{"id":"a{at:05}","name":"Artist {at}","member_of":["g{group:05}"]}}"#);
    });
    text.push_str(r#"],"videos":["#);
    rows(&mut text, videos, &mut |text, at| {
        let mut carried: Vec<usize> = (0..3 + random.below(5)).map(|_| random.skewed(themes)).collect();
        carried.sort_unstable();
        carried.dedup();
        let (year, seconds) = (1995 + random.below(30), random.below(60));
        let artist = random.below(artists);
        let _ = write!(text, r#"{{"id":"v{at:05}","title":"Video {at}","released":"{year}","#);
        let _ = write!(text, r#""runtimes":["4:{seconds:02}"],"performers":["artist:a{artist:05}"],"themes":["#);
        rows(text, carried.len(), &mut |text, at| {
            let _ = write!(text, r#""t{:05}""#, carried[at]);
        });
        text.push_str("]}");
    });
    text.push_str("]}");
    text
}

fn read(text: &[u8]) -> Catalogue {
    match load(&[Input::new("made", text)]) {
        Ok(catalogue) => catalogue,
        Err(problems) => panic!("{problems}"),
    }
}

#[divan::bench]
fn read_10k(bencher: Bencher) {
    bencher.counter(divan::counter::BytesCount::of_str(LARGE.as_str())).bench(|| read(LARGE.as_bytes()));
}

#[divan::bench]
fn graph_10k(bencher: Bencher) {
    let catalogue = &*CATALOGUE;
    bencher.bench(|| StoryGraph::build(catalogue).petgraph().edge_count());
}

#[divan::bench]
fn list_themes_10k(bencher: Bencher) {
    let params = ListParams { top: Some(50), ..ListParams::all(Kind::Theme) };
    let catalogue = &*CATALOGUE;
    bencher.bench(|| query::list(catalogue, &params));
}

#[divan::bench]
fn shared_top_100_10k(bencher: Bencher) {
    let params = SharedParams { top: Some(100), ..SharedParams::default() };
    let catalogue = &*CATALOGUE;
    bencher.bench(|| query::shared(catalogue, &params));
}

#[divan::bench]
fn similar_10k(bencher: Bencher) {
    let video = Node::video(VIDEOS as u32 / 2);
    let params = SimilarParams { video, broader: false, top: Some(20) };
    let catalogue = &*CATALOGUE;
    bencher.bench(|| query::similar(catalogue, &params));
}

#[divan::bench]
fn path_10k(bencher: Bencher) {
    let last = Node::artist(CATALOGUE.count(Kind::Artist) as u32 - 1);
    let params = PathParams { from: Node::artist(0), to: last, no_themes: true };
    let graph = &*GRAPH;
    bencher.bench(|| query::path(graph, &params));
}

#[divan::bench]
fn stats_10k(bencher: Bencher) {
    let params = StatsParams { top: Some(10) };
    let graph = &*GRAPH;
    bencher.bench(|| query::stats(graph, &params));
}

#[divan::bench]
fn view_10k(bencher: Bencher) {
    let graph = &*GRAPH;
    bencher.bench(|| View::of(graph, ViewKind::Relationships, &Cut::default()));
}

#[divan::bench(args = ["dot", "graphml", "gexf", "json"])]
fn export_10k(bencher: Bencher, format: &str) {
    let view = View::of(&GRAPH, ViewKind::Relationships, &Cut::default());
    let Some(file) = export::format(format).and_then(|format| format.files.first()) else { return };
    let edges = ItemsCount::new(view.edges.len());
    bencher.counter(edges).bench(|| (file.write)(&view, None, &mut io::sink()));
}

/// The graph of everything in a story-sized catalogue, with boxes of the size of labels, and the column of each.
fn network() -> (Network, Vec<usize>) {
    let catalogue = read(written(40).as_bytes());
    let graph = StoryGraph::build(&catalogue);
    let view = View::of(&graph, ViewKind::Relationships, &Cut::default());
    let boxes = view.nodes.iter().map(|&node| Size::new(16.0 + 7.0 * catalogue.label(node).len() as f64, 22.0));
    let edges = view.edges.iter().map(|edge| (edge.from as usize, edge.to as usize));
    let column = view.nodes.iter().map(|node| match node.kind {
        Kind::Artist => 0,
        Kind::Group => 1,
        Kind::Video => 2,
        Kind::Theme => 3,
    });
    (Network { boxes: boxes.collect(), edges: edges.collect() }, column.collect())
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn layout_map(bencher: Bencher) {
    let (network, _) = network();
    bencher.bench(|| map(&network, &MapOptions::default()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn layout_columns(bencher: Bencher) {
    let (network, column) = network();
    bencher.bench(|| columns(&network, &column, &ColumnsOptions::default()));
}

#[divan::bench(args = ["runtimes", "themes", "matrix", "co-occurrence", "runtime-vs-themes", "timeline"], sample_count = 10)]
fn chart_to_png(bencher: Bencher, name: &str) {
    let catalogue = match load(&[Input::builtin()]) {
        Ok(catalogue) => catalogue,
        Err(problems) => panic!("{problems}"),
    };
    let (fonts, setting) = (Fonts::embedded(), Setting::default());
    let Some(kind) = chart::CHARTS.iter().find(|kind| kind.name == name) else { return };
    bencher.bench(|| {
        let input = chart::Input { catalogue: &catalogue, fonts: &fonts, setting: &setting };
        let picture = (kind.draw)(&input).map_err(|error| error.to_string())?;
        png::write(&picture, &fonts, 2, &mut io::sink()).map_err(|error| error.to_string())
    });
}
