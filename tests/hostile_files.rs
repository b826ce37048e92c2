//! Catalogues from strangers: whatever is in the place of one, the program answers clearly and at a bounded length.

mod support;

#[path = "fuzz/edits.rs"]
mod edits;
#[path = "fuzz/everything.rs"]
mod everything;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use support::{assert_code, assert_error, leitmotif, leitmotif_within_a_gigabyte, lying_at, path, program, text};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for what the test makes")
}

fn file(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file of ours");
    path
}

fn check(catalogue: &Path) -> std::process::Output {
    leitmotif_within_a_gigabyte(&["-c", path(catalogue), "check"])
}

/// Nothing that a terminal acts on, but line feeds.
#[track_caller]
fn assert_harmless(bytes: &[u8], what: &str) {
    let is_harmful = |c: &char| {
        c.is_control() && !matches!(c, '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found = text(bytes).chars().find(is_harmful);
    assert_eq!(found, None, "{what}");
}

#[test]
fn a_folder_is_no_catalogue() {
    let folder = folder();
    assert_error(&check(folder.path()), &["cannot read", path(folder.path()), "that is a folder; name a file in it"]);
}

#[test]
fn a_missing_file_is_told_with_its_path() {
    let missing = folder().path().join("missing.json");
    assert_error(&check(&missing), &["cannot read", path(&missing), "No such file", "is the name right"]);
}

#[test]
fn a_file_in_place_of_a_folder_is_told() {
    let folder = folder();
    let inside = file(&folder, "file", "{}").join("catalogue.json");
    assert_error(&check(&inside), &["cannot read", "a part of that path is a file"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let secret = file(&folder, "secret.json", "{\"version\": 1}");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("ours");
    let Some(mut command) = support::as_ordinary_user(folder.path()) else { return };
    let output = command.args(["-c", path(&secret), "check"]).output().expect("it starts");
    assert_error(&output, &["cannot read", "Permission denied", "you may not"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read_to_its_end() {
    let folder = folder();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
    assert!(made.success());
    let place = pipe.clone();
    let writer = std::thread::spawn(move || {
        fs::write(place, r#"{"version": 1, "videos": [{"id": "v", "title": "V"}]}"#).expect("somebody reads");
    });
    let output = leitmotif(&["-c", path(&pipe), "list", "videos", "--format", "json"]);
    writer.join().expect("it wrote all");
    assert_code(&output, 0);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["videos"][0]["video"], "video:v", "{answer}");
}

#[test]
fn standard_input_that_is_given_twice_is_wrong_usage() {
    let output = leitmotif(&["-c", "-", "-c", "-", "check"]);
    assert_code(&output, 2);
    assert!(text(&output.stderr).contains("only once"));
}

#[test]
fn an_empty_standard_input_is_an_empty_file() {
    assert_error(&leitmotif(&["-c", "-", "check"]), &["the file is empty", "standard input:1:1"]);
}

#[test]
fn a_picture_is_no_catalogue() {
    let output = check(&lying_at("../output/charts/themes.png"));
    let said = assert_error(&output, &["error: "]);
    assert_harmless(said.as_bytes(), "a PNG");
    assert!(said.len() < 2000, "{} bytes", said.len());
}

#[test]
fn every_byte_alone_is_told_to_be_no_catalogue() {
    let folder = folder();
    for byte in 0..=255_u8 {
        let output = check(&file(&folder, "byte.json", [byte]));
        assert_code(&output, 1);
        assert_harmless(&output.stderr, &format!("{byte:#x}"));
    }
}

#[test]
fn a_string_of_50_megabytes_is_read() {
    let folder = folder();
    let long = "x".repeat(50_000_000);
    let catalogue =
        file(&folder, "long.json", format!(r#"{{"version": 1, "videos": [{{"id": "v", "title": "{long}"}}]}}"#));
    let output = check(&catalogue);
    assert_code(&output, 0);
    assert!(output.stdout.len() < 2000);
}

#[test]
fn a_string_of_50_megabytes_that_is_wrong_is_told_in_part() {
    let folder = folder();
    let long = "x ".repeat(25_000_000);
    for (name, json) in [
        ("as an id", format!(r#"{{"version": 1, "videos": [{{"id": "{long}", "title": "V"}}]}}"#)),
        ("as a field", format!(r#"{{"version": 1, "{long}": 1}}"#)),
        ("as a theme", format!(r#"{{"version": 1, "videos": [{{"id": "v", "title": "V", "themes": ["{long}"]}}]}}"#)),
        ("before the fault", format!(r#"{{"version": 1, "title": "{long}", "vidoes": []}}"#)),
        ("never closed", format!(r#"{{"version": 1, "title": "{long}"#)),
    ] {
        let output = check(&file(&folder, "long.json", json));
        let said = assert_error(&output, &["long.json:1:"]);
        assert!(said.len() < 2000, "{name}: {} bytes", said.len());
    }
}

#[test]
fn of_100_000_problems_100_are_told_and_all_are_counted() {
    let folder = folder();
    let video = |at: usize| format!(r#"{{"id": "v{at}", "title": "V", "themes": ["t{at}"]}}"#);
    let videos: Vec<String> = (0..100_000).map(video).collect();
    let catalogue = file(&folder, "many.json", format!("{{\"version\": 1, \"videos\": [\n{}\n]}}", videos.join(",\n")));
    let said = assert_error(&check(&catalogue), &["there is no theme “t0”", "… and 99900 more problems"]);
    assert_eq!(said.lines().filter(|line| line.starts_with("error: ")).count(), 100);
    assert!(!said.contains("“t100”"));
    let output = leitmotif_within_a_gigabyte(&["-c", path(&catalogue), "check", "--format", "json"]);
    assert_code(&output, 1);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["problems"].as_array().map(Vec::len), Some(100));
}

#[test]
fn nesting_of_any_depth_is_told_and_does_not_run_out_of_stack() {
    let folder = folder();
    for depth in [10_000, 5_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let json = format!("{{\"version\": 1, \"videos\": {}1{}}}", open.repeat(depth), close.repeat(depth));
            let output = check(&file(&folder, "deep.json", json));
            let said = assert_error(&output, &["deep.json:1:"]);
            assert!(said.len() < 20_000, "{} bytes", said.len());
        }
    }
}

#[test]
fn a_path_with_escape_sequences_does_not_reach_the_terminal() {
    let folder = folder();
    let name = "a\u{1b}[31m\nerror: b\u{9b}2J\u{202e}.json";
    let missing = folder.path().join(name);
    let broken = file(&folder, &format!("broken{name}"), "{");
    for args in [
        &["-c", path(&missing), "check"][..],
        &["-c", path(&broken), "check"],
        &["-c", path(&broken), "list", "videos"],
        &["chart", "themes", "-o", path(&missing.join("x.png"))],
        &["export", "dot", "-o", path(&missing.join("x"))],
        &["export", "csv", "-o", path(&folder.path().join("a\u{1b}.csv"))],
        &["build", "-o", path(&broken)],
        &["build", "--check", "-o", path(&missing)],
        &["show", "\u{1b}[31m"],
        &["list", "\u{1b}[31m"],
        &["chart", "\u{1b}[31m", "-o", "x.png"],
        &["diagram", "around", "\u{1b}[31m", "-o", "x.png"],
        &["list", "videos", "--released", "\u{1b}[31m"],
        &["\u{1b}[31m"],
        &["--\u{1b}[31m"],
    ] {
        let output = leitmotif(args);
        assert!(!output.status.success(), "{args:?}");
        assert_harmless(&output.stderr, &format!("{args:?}"));
        assert_harmless(&output.stdout, &format!("{args:?}"));
        let errors = text(&output.stderr).lines().filter(|line| line.starts_with("error: ")).count();
        assert_eq!(errors, 1, "{args:?}: a line was forged:\n{}", text(&output.stderr));
    }
}

#[test]
fn no_answer_about_the_nasty_catalogue_sends_an_escape_sequence() {
    let nasty = lying_at("fixtures/nasty.json");
    let mut questions: Vec<Vec<String>> = ["check", "shared", "shared --by-theme", "stats", "shared --broader"]
        .map(|question| question.split(' ').map(str::to_owned).collect())
        .to_vec();
    let json: Value = serde_json::from_slice(&fs::read(&nasty).expect("there")).expect("JSON");
    for (list, kind) in [("videos", "video"), ("artists", "artist"), ("groups", "group"), ("themes", "theme")] {
        questions.push(vec!["list".into(), list.into()]);
        for entry in json[list].as_array().expect("a list") {
            let node = format!("{kind}:{}", entry["id"].as_str().expect("an id"));
            questions.push(vec!["show".into(), node.clone()]);
            questions.push(vec!["path".into(), "video:long".into(), node.clone()]);
            if kind == "video" {
                questions.push(vec!["similar".into(), node]);
            }
        }
    }
    for question in &questions {
        for format in ["table", "json", "csv", "markdown"] {
            let output = program().args(["-c", path(&nasty)]).args(question).args(["--format", format]).output();
            let output = output.expect("it starts");
            assert_code(&output, 0);
            // A CSV's lines end with CR LF where its writer says so, and a quoted cell keeps its tabs and returns.
            let shown = if format == "csv" {
                text(&output.stdout).replace(['\r', '\t'], "")
            } else {
                text(&output.stdout).into()
            };
            let shown = if format == "csv" { without_directions(&shown) } else { shown };
            assert_harmless(shown.as_bytes(), &format!("{question:?} --format {format}"));
            assert_harmless(&output.stderr, &format!("{question:?} --format {format}"));
        }
    }
}

/// CSV goes to programs, and keeps the marks of the direction of writing.
fn without_directions(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
}

#[test]
fn no_export_of_the_nasty_catalogue_sends_an_escape_sequence() {
    let nasty = lying_at("fixtures/nasty.json");
    for format in ["dot", "gv", "graphml", "gexf", "json", "csv"] {
        let output = leitmotif(&["-c", path(&nasty), "export", format]);
        assert_code(&output, 0);
        let is_harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        assert_eq!(text(&output.stdout).chars().find(|&c| is_harmful(c)), None, "{format}");
    }
}

#[test]
fn a_closed_pipe_is_no_error_whatever_is_asked() {
    for args in COMMANDS {
        let mut child = program().args(*args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_code(&output, 0);
        assert_eq!(text(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn a_reader_that_leaves_in_the_middle_is_no_error() {
    let nasty = lying_at("fixtures/nasty.json");
    let mut command = program();
    command.args(["-c", path(&nasty), "export", "graphml"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut out = child.stdout.take().expect("piped");
    std::io::Read::read_exact(&mut out, &mut [0; 10]).expect("it begins");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_code(&output, 0);
    assert_eq!(text(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error_whatever_is_asked() {
    for args in COMMANDS {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let output = program().args(*args).stdout(full).output().expect("it starts");
        assert_code(&output, 1);
        let said = text(&output.stderr);
        assert_eq!(said, "error: cannot write to standard output: No space left on device\n", "{args:?}");
    }
}

/// Something of every command that writes to standard output.
const COMMANDS: &[&[&str]] = &[
    &["list", "videos"],
    &["shared"],
    &["shared", "--by-theme", "--format", "csv"],
    &["similar", "error", "--format", "json"],
    &["path", "GD", "CL", "--format", "markdown"],
    &["show", "error"],
    &["stats"],
    &["check"],
    &["chart"],
    &["diagram"],
    &["export", "dot"],
    &["export", "csv"],
    &["schema"],
    &["completions", "bash"],
    &["man"],
    &["--help"],
    &["--version"],
    &["shared", "--help"],
];

#[test]
fn a_closed_standard_error_changes_nothing() {
    let mut child =
        program().args(["show", "nobody"]).stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}

#[test]
fn a_catalogue_that_arrives_in_pieces_is_read_whole() {
    let mut child =
        program().args(["-c", "-", "check"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    for byte in br#"{"version": 1, "title": "\ud83d\ude00 slow"}"# {
        stdin.write_all(&[*byte]).expect("it reads");
        stdin.flush().expect("it reads");
    }
    drop(stdin);
    assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(0));
}

#[test]
fn what_fuzzing_found_and_the_nasty_catalogue_go_through_everything() {
    let found = fs::read_dir(lying_at("fixtures/found")).into_iter().flatten().flatten().map(|entry| entry.path());
    let others = ["fixtures/nasty.json", "fixtures/every-field.json", "../data/storylines.json"].map(lying_at);
    for path in found.chain(others) {
        println!("{}", path.display());
        everything::everything(&fs::read(path).expect("there"), true);
    }
}

/// A little of what `tests/fuzz/run` does for hours.
#[test]
fn valid_catalogues_edited_by_chance_go_through_everything() {
    let mut state = 0x1eaf_u64;
    for run in 0..300 {
        let length = 8 + run % 120;
        let bytes: Vec<u8> = (0..length)
            .map(|_| {
                // A linear congruential generator (Knuth, MMIX); its upper bits are good enough to choose edits by.
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        everything::everything(&edits::edited(&bytes), run % 50 == 0);
    }
}
