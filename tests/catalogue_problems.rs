//! One cause is one problem, all problems are counted, and nothing in a file makes the program stumble.

use leitmotif::catalogue::{Input, Problems, load, render};
use serde_json::Value;

fn problems(text: &str) -> Problems {
    load(&[Input::new("c.json", text.as_bytes())]).expect_err("the catalogue has problems")
}

fn codes(text: &str) -> Vec<&'static str> {
    problems(text).list.iter().map(|problem| problem.code).collect()
}

#[test]
fn references_to_an_entry_with_a_bad_id_are_no_further_problem() {
    let text = r#"{"version": 1, "themes": [{"id": "Love!", "name": "Love"}],
        "videos": [{"id": "v", "title": "V", "themes": ["Love!"]}, {"id": "w", "title": "W", "themes": ["love"]}]}"#;
    assert_eq!(codes(text), ["bad-id"]);
}

#[test]
fn references_into_a_list_under_a_misspelt_name_are_no_further_problem() {
    let text = r#"{"version": 1, "theme": [{"id": "love", "name": "Love"}],
        "videos": [{"id": "v", "title": "V", "themes": ["love"]}]}"#;
    assert_eq!(codes(text), ["unknown-field"]);
    assert_eq!(codes(&text.replace("[{\"id\": \"love\", \"name\": \"Love\"}]", "7")), ["unknown-field"]);
}

#[test]
fn references_that_what_is_unread_may_explain_are_left_out() {
    let text = r#"{"version": 1, "videos": [{"id": "v", "title": "V", "themes": ["love"], "runtimes": ["4:60"]},
        {"id": "w" "title": "W"}], "themes": [{"id": "love", "name": "Love"}]}"#;
    assert_eq!(codes(text), ["bad-length", "syntax"]);
}

#[test]
fn references_across_files_wait_for_every_file() {
    let broken = Input::new("a.json", b"{".as_slice());
    let refers = Input::new(
        "b.json",
        br#"{"version": 1, "videos": [{"id": "v", "title": "V", "themes": ["love"]}]}"#.as_slice(),
    );
    let problems = load(&[broken, refers]).unwrap_err();
    assert_eq!(problems.list.iter().map(|p| p.code).collect::<Vec<_>>(), ["truncated"]);
}

#[test]
fn a_misspelt_field_is_not_also_missing() {
    assert_eq!(codes(r#"{"version": 1, "videos": [{"id": "v", "titel": "V"}]}"#), ["unknown-field"]);
    assert_eq!(codes(r#"{"version": 1, "videos": [{"id": "v", "titel": 7}]}"#), ["unknown-field"]);
    assert_eq!(codes(r#"{"version": 1, "videos": [{"id": "v", "name": "V"}]}"#), ["unknown-field"]);
}

#[test]
fn each_reference_to_what_is_not_there_is_told_in_its_place() {
    let text = r#"{"version": 1, "videos": [{"id": "v", "title": "V", "themes": ["a"]}, {"id": "w", "title": "W", "themes": ["a"]}]}"#;
    let problems = problems(text);
    let columns: Vec<usize> = problems.list.iter().map(|p| p.places[0].column).collect();
    let expected: Vec<usize> = text.match_indices("\"a\"").map(|(at, _)| at + 1).collect();
    assert_eq!(columns, expected);
}

#[test]
fn problems_come_in_the_order_of_the_file() {
    let text = r#"{"version": 1,
        "videos": [{"id": "v", "title": "V", "themes": ["x"], "runtimes": ["4:60"]}],
        "themes": [{"id": "a", "name": "A", "broader": ["a"]}, {"id": "a", "name": "B"}, {"id": "b"}]}"#;
    assert_eq!(codes(text), ["unknown-theme", "bad-length", "cycle", "duplicate-id", "missing-field"]);
}

#[test]
fn a_hundred_problems_are_told_and_the_rest_counted() {
    let one = r#"{"id": "X", "title": "X", "themes": ["x", "x"]},"#;
    let text = format!(r#"{{"version": 1, "videos": [{}{{"id": "v", "title": "V"}}]}}"#, one.repeat(50_000));
    let problems = problems(&text);
    assert_eq!((problems.total, problems.list.len()), (200_000, 100));
    // Each entry: a bad id, two references to what is not there, and one theme carried twice.
    assert!(render(&problems, false).ends_with("\n… and 199900 more problems\n"));
}

#[test]
fn a_cycle_of_many_themes_is_one_problem() {
    let count = 100_000;
    let theme = |i: usize| format!(r#"{{"id": "t{i}", "name": "T", "broader": ["t{}"]}}"#, (i + 1) % count);
    let themes: Vec<String> = (0..count).map(theme).collect();
    let problems = problems(&format!(r#"{{"version": 1, "themes": [{}]}}"#, themes.join(",")));
    assert_eq!(problems.total, 1);
    assert!(problems.list[0].message.contains("… 99989 more …"), "{}", problems.list[0].message);
}

#[test]
fn every_cycle_is_told() {
    let text = r#"{"version": 1, "themes": [
        {"id": "a", "name": "A", "broader": ["b"]}, {"id": "b", "name": "B", "broader": ["a", "c"]},
        {"id": "c", "name": "C", "broader": ["d"]}, {"id": "d", "name": "D", "broader": ["c", "d"]}]}"#;
    assert_eq!(codes(text), ["cycle", "cycle", "cycle"]);
}

#[test]
fn a_huge_string_is_shown_in_part() {
    let text = format!(r#"{{"version": 1, "videos": [{{"id": "{}", "title": "V"}}]}}"#, "Ä".repeat(5_000_000));
    let told = render(&problems(&text), false);
    assert!(told.len() < 2_000, "{} bytes", told.len());
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let text =
        "{\"version\": 1, \"\u{7f}\u{9b}31m\u{202e}\": 1, \"\\u001b[2J\": \"\u{9d}\", \"source\": \"\u{85}\u{2028}\"}";
    for color in [false, true] {
        let told = render(&problems(text), color);
        let hidden =
            |c: &char| (c.is_control() && !matches!(c, '\n' | '\u{1b}')) || matches!(c, '\u{202e}' | '\u{2028}');
        assert_eq!(told.chars().find(hidden), None, "{told:?}");
        // The escapes that are left set a style of ours: digits and semicolons, then m.
        for escape in told.split('\u{1b}').skip(1) {
            let end = escape.find(|c: char| !c.is_ascii_digit() && !matches!(c, '[' | ';')).unwrap();
            assert!(color && escape[end..].starts_with('m'), "{escape:?}");
        }
    }
}

#[test]
fn a_caret_stands_under_the_fault_after_wide_letters() {
    let told = render(&problems("{\"version\": 1, \"title\": \"하루하루\", \"titel\": 1}"), false);
    let lines: Vec<&str> = told.lines().collect();
    let line = lines.iter().position(|l| l.contains("titel\": 1")).unwrap();
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(text);
    let before = lines[line].split("\"titel").next().unwrap();
    assert_eq!(width(before), lines[line + 1].find('^').unwrap());
}

#[test]
fn problems_are_data_with_every_place() {
    let problems = problems(
        "{\"version\": 1,\n \"themes\": [{\"id\": \"a\", \"name\": \"A\"},\n  {\"id\": \"a\", \"name\": \"B\"}]}",
    );
    let data = serde_json::to_value(&problems.list).unwrap();
    let expected = serde_json::json!([{
        "code": "duplicate-id", "message": "two themes have the id “a”",
        "file": "c.json", "line": 3, "column": 10, "length": 3,
        "text": "  {\"id\": \"a\", \"name\": \"B\"}]}", "label": "again here",
        "hint": "make one entry of the two, or give one another id",
        "also": [{"file": "c.json", "line": 2, "column": 20, "length": 3,
            "text": " \"themes\": [{\"id\": \"a\", \"name\": \"A\"},", "label": "first here"}]
    }]);
    assert_eq!(data, expected);
}

#[test]
fn the_same_file_always_gives_the_same_problems() {
    let themes: Vec<String> = (0..500).map(|i| format!(r#"{{"id": "theme-{i}", "name": "T"}}"#)).collect();
    let text = format!(
        r#"{{"version": 1, "themes": [{}], "videos": [{{"id": "v", "title": "V", "themes": ["theme-x", "them-1", "thene-77"]}}]}}"#,
        themes.join(",")
    );
    let first = render(&problems(&text), false);
    for _ in 0..5 {
        assert_eq!(render(&problems(&text), false), first);
    }
    let _: Value = serde_json::to_value(&problems(&text).list).unwrap();
}
