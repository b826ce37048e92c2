//! Graph files: what is in them, letter by letter and as the programs read them that they are for.

#[path = "../fuzz/edits.rs"]
mod edits;
mod formats;
mod properties;
mod readers;

use std::path::PathBuf;

use leitmotif::catalogue::{Catalogue, file::CatalogueFile, resolve};
use leitmotif::export::{FORMATS, Placed, Positions};
use leitmotif::geometry::{Point, Size};
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};

fn catalogue(json: &str) -> Catalogue {
    let file: CatalogueFile = serde_json::from_str(json).expect("a catalogue");
    resolve(file).expect("a catalogue without faults")
}

/// The text of the file `name` (`relationships.dot`, `edges.csv`) for a view that is not cut.
fn written(catalogue: &Catalogue, kind: ViewKind, name: &str) -> String {
    let graph = StoryGraph::build(catalogue);
    let view = View::of(&graph, kind, &Cut::default());
    let positions = in_rows(&view);
    let file = FORMATS.iter().flat_map(|format| format.files).find(|file| file.name(kind) == name);
    let mut bytes = Vec::new();
    (file.expect("a file of that name").write)(&view, Some(&positions), &mut bytes).expect("a vector takes all");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Every node in a box of 120 × 24 pixels, four in a row; every edge straight.
fn in_rows(view: &View<'_, '_>) -> Positions {
    let placed = |at: usize| Placed {
        centre: Point::new(80.0 + 160.0 * (at % 4) as f64, 20.0 + 60.0 * (at / 4) as f64),
        size: Size::new(120.0, 24.0),
        ..Placed::default()
    };
    Positions { nodes: (0..view.nodes.len()).map(|at| Some(placed(at))).collect(), ..Positions::default() }
}

/// A file that lies with the tests.
fn lying_at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// One of each: an artist in a group, whose video carries two themes, one above the other.
const TINY: &str = r#"{
  "version": 1, "title": "Tiny \"one\"", "source": "page", "sources": [{"id": "page", "title": "A page"}],
  "themes": [
    {"id": "love", "name": "Love & co", "aliases": ["amor", "사랑"]},
    {"id": "loss", "name": "Loss", "broader": ["love"], "definition": "Someone\nis gone."}
  ],
  "groups": [{"id": "duo", "name": "Duo"}],
  "artists": [{"id": "ann", "name": "Ann \\ B", "member_of": [{"group": "duo", "from": "2001"}]}],
  "videos": [
    {"id": "song", "title": "=Song", "performers": ["group:duo"], "released": "2001-05", "url": "https://e.org/?a=1&b=2",
     "runtimes": [{"length": "1:05", "precision": "almost", "stated": "a minute"}], "age_restricted": false,
     "cast": [{"artist": "ann", "role": "she"}],
     "themes": [{"theme": "loss", "weight": "choice", "evidence": "She <leaves>.", "spoiler": true}, "love"]},
    {"id": "other", "title": "Other", "themes": [{"theme": "love", "weight": "minor", "basis": "official"}, "loss"]}
  ]
}"#;
