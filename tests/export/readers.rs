//! Graph files through the programs that they are for, held against what Python works out of the catalogue by itself.
//!
//! Where a program is missing its test says so and passes, but fails if the environment variable `CI` is set.
//! `LEITMOTIF_PYTHON` names the Python that has NetworkX (and, if it likes, DuckDB).

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use leitmotif::catalogue::{Catalogue, Input, load};
use leitmotif::export::FORMATS;
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};

use super::{TINY, catalogue, edits, in_rows, lying_at};

/// So many catalogues are made by chance for each check.
const BY_CHANCE: usize = 8;

fn python() -> Command {
    Command::new(env::var_os("LEITMOTIF_PYTHON").unwrap_or_else(|| "python3".into()))
}

/// Whether a program is there; a missing one is a failure where `CI` is set.
fn is_there(what: &str, mut command: Command) -> bool {
    let there = command.output().is_ok_and(|output| output.status.success());
    assert!(there || env::var_os("CI").is_none(), "{what} is missing");
    if !there {
        println!("skipped: {what} is missing");
    }
    there
}

/// Writes every format of every view: `VIEW.EXTENSION`, and the CSV tables, which have one name for all, into `VIEW/`.
fn write_all(catalogue: &Catalogue, folder: &Path) {
    let graph = StoryGraph::build(catalogue);
    for kind in ViewKind::ALL {
        let view = View::of(&graph, kind, &Cut::default());
        let positions = in_rows(&view);
        fs::create_dir_all(folder.join(kind.as_str())).expect("a folder");
        for file in FORMATS.iter().flat_map(|format| format.files) {
            let name =
                if file.stem.is_some() { format!("{}/{}", kind.as_str(), file.name(kind)) } else { file.name(kind) };
            let mut out = fs::File::create(folder.join(name)).expect("a file");
            (file.write)(&view, Some(&positions), &mut out).expect("it is written");
        }
    }
}

/// Has `check`, a script in tests/readers, read what is written of the catalogue `json`.
fn checked(check: &str, json: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("catalogue.json");
    fs::write(&at, json).expect("a file");
    write_all(&catalogue(json), folder.path());
    let mut command = python();
    let output = command.arg(lying_at("readers").join(check)).arg(&at).arg(folder.path()).output().expect("it runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{check}:\n{}{}", said(&output.stdout), said(&output.stderr));
    print!("{}", said(&output.stdout));
}

fn of_each_catalogue(check: &str) {
    let nasty = fs::read_to_string(lying_at("fixtures/nasty.json")).expect("the nasty catalogue");
    let built_in = fs::read_to_string(lying_at("../data/storylines.json")).expect("the built-in catalogue");
    for json in [TINY, &built_in, &nasty, r#"{"version": 1}"#] {
        checked(check, json);
    }
    made_by_chance().iter().for_each(|json| checked(check, json));
}

/// Valid catalogues, edited from small ones by chance; the same in every run.
fn made_by_chance() -> Vec<String> {
    let mut state = 0x0dd5_u64;
    let mut byte = || {
        // A linear congruential generator (Knuth, MMIX); its upper bits are good enough to choose edits by.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let mut made = Vec::new();
    while made.len() < BY_CHANCE {
        // The first byte chooses one catalogue, not two; the second, many edits.
        let bytes: Vec<u8> = [byte() % 224, 12 + byte() % 12].into_iter().chain((0..160).map(|_| byte())).collect();
        let json = edits::edited(&bytes);
        if load(&[Input::new("made by chance", &json[..])]).is_ok() {
            made.extend(String::from_utf8(json));
        }
    }
    made
}

#[test]
fn networkx_reads_the_same_nodes_edges_and_attributes() {
    let mut command = python();
    command.args(["-c", "import networkx"]);
    if is_there("NetworkX", command) {
        of_each_catalogue("networkx_check.py");
    }
}

#[test]
fn whichever_other_readers_are_there_read_the_same_nodes_edges_and_attributes() {
    let mut command = python();
    command.args(["-c", "import json"]);
    if is_there("Python", command) {
        of_each_catalogue("others_check.py");
    }
}

#[test]
fn csv_readers_read_the_same_nodes_edges_and_attributes() {
    let mut command = python();
    command.args(["-c", "import csv"]);
    if is_there("Python", command) {
        of_each_catalogue("csv_check.py");
    }
}

#[test]
fn graphviz_reads_the_same_nodes_and_edges_and_every_engine_draws_them_in_silence() {
    let mut command = Command::new("dot");
    command.arg("-V");
    let mut with = python();
    with.args(["-c", "import json"]);
    if is_there("Graphviz", command) && is_there("Python", with) {
        of_each_catalogue("graphviz_check.py");
    }
}
