//! The command line as people and scripts use it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn leitmotif(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leitmotif")).args(args).output().expect("the program starts")
}

fn with_input(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_leitmotif"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("it reads").write_all(input.as_bytes()).expect("it reads all");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn stdout(args: &[&str]) -> String {
    let output = leitmotif(args);
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

fn json(args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    serde_json::from_str(&stdout(&args)).expect("JSON")
}

/// The top-level keys in the order in which they are written.
fn keys(args: &[&str]) -> Vec<String> {
    let args = [args, &["--format", "json"]].concat();
    let written = stdout(&args);
    let Value::Object(object) = serde_json::from_str(&written).expect("JSON") else { panic!("an object") };
    let mut keys: Vec<String> = object.keys().cloned().collect();
    keys.sort_by_key(|key| written.find(&format!("\"{key}\":")));
    keys
}

fn shared_themes(a: &str, b: &str) -> Vec<String> {
    let answer = json(&["shared", a, b]);
    let themes = answer["themes"].as_array().expect("themes");
    themes.iter().map(|t| t.as_str().expect("a name").to_owned()).collect()
}

const LINKED: &str = r#"{"version": 1,
  "themes": [{"id": "x", "name": "X"}, {"id": "lone", "name": "Lone"}],
  "groups": [{"id": "g", "name": "G"}],
  "artists": [{"id": "a", "name": "A", "member_of": ["g"]}, {"id": "b", "name": "B"}],
  "videos": [{"id": "v", "title": "V", "performers": ["group:g"], "themes": ["x"]},
             {"id": "w", "title": "W", "performers": ["artist:b"], "themes": ["x"]}]}"#;

#[test]
fn thank_u_and_one_shot_share_revenge_and_betrayal() {
    let themes = shared_themes("Thank U", "One Shot");
    assert!(themes.contains(&"theme:revenge".into()) && themes.contains(&"theme:betrayal".into()), "{themes:?}");
}

#[test]
fn lies_and_one_more_day_share_domestic_violence() {
    assert!(shared_themes("Lies", "One More Day").contains(&"theme:domestic-violence".into()));
}

#[test]
fn one_more_day_and_error_share_forbidden_love() {
    assert!(shared_themes("One More Day", "Error").contains(&"theme:forbidden-love".into()));
}

#[test]
fn error_and_come_back_home_share_science_fiction() {
    assert!(shared_themes("Error", "Come Back Home").contains(&"theme:science-fiction".into()));
}

#[test]
fn a_name_is_found_by_alias_script_spacing_and_full_name() {
    for (typed, node) in [
        ("GD", "artist:g-dragon"),
        ("하루하루", "video:haru-haru"),
        ("haruharu", "video:haru-haru"),
        ("video:haru-haru", "video:haru-haru"),
        ("bap", "group:b-a-p"),
        ("tvxq!", "group:tvxq"),
        ("forbidden LOVE", "theme:forbidden-love"),
    ] {
        assert_eq!(json(&["show", typed])["node"], node, "{typed}");
    }
}

#[test]
fn an_unknown_name_fails_and_suggests_the_nearest() {
    let output = leitmotif(&["show", "Haru Hari"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.lines().any(|line| line.starts_with("hint: ") && line.contains("haru-haru")), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn wrong_usage_exits_with_2() {
    for args in [&["shared", "--no-such-flag"][..], &["nonsense"], &[], &["list", "videos", "--released", "soon"]] {
        let output = leitmotif(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output.stderr));
    }
}

#[test]
fn help_succeeds_and_names_every_command() {
    let help = stdout(&["--help"]);
    for command in [
        "build",
        "shared",
        "similar",
        "path",
        "show",
        "list",
        "stats",
        "chart",
        "diagram",
        "export",
        "check",
        "schema",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not in\n{help}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_leitmotif"))
        .args(["show", "error"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_broken_catalogue_fails_with_its_place_and_a_hint() {
    let output = with_input(&["-c", "-", "check"], "{\"version\": 1,\n \"vidoes\": []}");
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.contains("standard input:2:2"), "{said}");
    assert!(said.lines().any(|line| line.starts_with("hint: ") && line.contains("videos")), "{said}");
}

#[test]
fn check_gives_the_problems_of_a_broken_catalogue_as_json() {
    let output = with_input(&["-c", "-", "check", "--format", "json"], r#"{"version": 2, "vidoes": []}"#);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["query"], "check");
    assert_eq!(answer["problems"].as_array().map(Vec::len), Some(2), "{answer}");
    assert_eq!(answer["problems"][0]["line"], 1);
}

#[test]
fn no_escape_sequence_is_written_where_there_is_no_terminal() {
    for args in [&["shared"][..], &["--help"], &["show", "nobody"]] {
        let output = leitmotif(args);
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "{args:?}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for args in [&["shared"][..], &["stats"], &["show", "error"], &["schema"], &["man"]] {
        assert_eq!(leitmotif(args).stdout, leitmotif(args).stdout, "{args:?}");
    }
}

#[test]
fn each_answer_has_the_keys_of_the_contract_in_order() {
    assert_eq!(keys(&["check"]), ["query", "problems", "nodes", "edges"]);
    assert_eq!(keys(&["shared"])[..3], ["query", "total", "pairs"]);
    assert_eq!(keys(&["shared", "--by-theme"]), ["query", "total", "themes"]);
    assert_eq!(keys(&["similar", "error"]), ["query", "video", "results"]);
    assert_eq!(keys(&["path", "GD", "CL"]), ["query", "from", "to", "length", "steps"]);
    assert_eq!(keys(&["list", "themes"]), ["query", "total", "themes"]);
    assert_eq!(keys(&["stats"]), ["query", "nodes", "edges", "components", "central", "runtimes"]);
}

#[test]
fn a_path_of_membership_performance_and_theme_is_told_step_by_step() {
    let output = with_input(&["-c", "-", "path", "a", "b", "--format", "json"], LINKED);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["length"], 5);
    let relations: Vec<&str> =
        answer["steps"].as_array().expect("steps").iter().filter_map(|s| s["relation"].as_str()).collect();
    assert_eq!(relations, ["member_of", "performs", "carries", "carries", "performs"]);
}

#[test]
fn without_themes_there_is_no_path_and_the_length_is_minus_one() {
    let output = with_input(&["-c", "-", "path", "a", "b", "--no-themes", "--format", "json"], LINKED);
    assert_eq!(output.status.code(), Some(0));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&answer["length"], &answer["steps"]), (&Value::from(-1), &Value::Array(Vec::new())));
}

#[test]
fn similarity_of_two_videos_with_one_theme_each_is_not_a_number_out_of_range() {
    // Both carry the only used theme: its idf is ln(2/2) = 0, so the score is 0/0; it is given as 0.
    let output = with_input(&["-c", "-", "similar", "v", "--format", "json"], LINKED);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let score = &answer["results"][0]["score"];
    assert!(score.is_null() || score.as_f64().is_some_and(|s| (0.0..=1.0).contains(&s)), "{answer}");
}

#[test]
fn the_catalogue_names_no_runtime_that_nobody_stated() {
    let stats = json(&["stats"]);
    let runtimes = &stats["runtimes"];
    // Thank U, One More Day, Lies, One Shot; four more have only their song's length; Error and Love Story have none.
    assert_eq!((&runtimes["video"], &runtimes["song"], &runtimes["unknown"]), (&4.into(), &4.into(), &2.into()));
}

#[test]
fn at_least_eighteen_themes_are_carried_by_two_or_more_videos() {
    let answer = json(&["shared", "--by-theme", "--top", "0"]);
    assert!(answer["total"].as_u64() >= Some(18), "{}", answer["total"]);
}

#[test]
fn every_carried_theme_of_the_built_in_catalogue_has_evidence_and_every_fact_a_source() {
    let catalogue: Value = serde_json::from_str(include_str!("../data/storylines.json")).expect("JSON");
    assert!(catalogue["source"].is_string());
    for video in catalogue["videos"].as_array().expect("videos") {
        for carried in video["themes"].as_array().expect("themes") {
            assert!(carried["evidence"].as_str().is_some_and(|e| e.len() > 20), "{} {carried}", video["id"]);
        }
    }
}

#[test]
fn a_question_that_keeps_only_some_facts_is_answered_as_if_every_fact_were_kept() {
    // Several catalogues are always kept whole; merged with itself, one is itself.
    for catalogue in ["data/storylines.json", "tests/fixtures/every-field.json"] {
        let video = json(&["list", "videos", "--catalogue", catalogue])["videos"][0]["video"].clone();
        let video = video.as_str().expect("a name");
        for question in [
            vec!["shared"],
            vec!["shared", "--broader"],
            vec!["shared", "--by-theme"],
            vec!["shared", video],
            vec!["shared", video, "One Shot", "--count"],
            vec!["similar", video],
            vec!["path", "g-dragon", video],
            vec!["path", "g-dragon", video, "--no-themes"],
            vec!["path", "g-dragon", "group:2ne1", "--no-themes"],
            vec!["path", "g-dragon", "doomed-love"],
            vec!["list", "themes"],
            vec!["list", "themes", "--released", "2012.."],
            vec!["list", "themes", "--unknown-runtime"],
            vec!["list", "themes", "--runtime", "4:00.."],
            vec!["list", "themes", "--group", "bigbang"],
            vec!["list", "themes", "--artist", "g-dragon"],
        ] {
            for format in ["json", "table"] {
                let once = [&question[..], &["--format", format, "--catalogue", catalogue]].concat();
                let twice = [&once[..], &["--catalogue", catalogue]].concat();
                assert_eq!(leitmotif(&once).stdout, leitmotif(&twice).stdout, "{once:?}");
            }
        }
    }
}
