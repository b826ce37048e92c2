//! What the charts draw.

use leitmotif::query::*;
use serde_json::{Value, json};

use super::{catalogue, data, themed, videos};

fn list(value: &Value, key: &str) -> Vec<String> {
    let items = value.as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item[key].as_str().unwrap_or_default().to_string()).collect()
}

#[test]
fn runtimes_rank_by_the_middle_of_what_was_stated() {
    // over 4:00 is 4:00 to 4:30, about 4:10 is 3:40 to 4:40, almost 4:30 is 4:00 to 4:30.
    let stated = |length: &str, precision: &str| json!([{"length": length, "precision": precision}]);
    let catalogue = catalogue(json!({"videos": [
        {"id": "about", "title": "V", "runtimes": stated("4:10", "about")},
        {"id": "almost", "title": "V", "runtimes": stated("4:30", "almost")},
        {"id": "exact", "title": "V", "runtimes": ["4:14"]},
        {"id": "over", "title": "V", "runtimes": stated("4:00", "over")}
    ]}));
    let answer = data(&runtimes(&catalogue, &RuntimesParams::default()));
    assert_eq!(list(&answer["videos"], "video"), ["video:almost", "video:over", "video:exact", "video:about"]);
}

#[test]
fn every_video_is_in_one_of_the_three_lists_of_runtimes() {
    let catalogue = catalogue(json!({"videos": [
        {"id": "a", "title": "V", "runtimes": [{"length": "3:00", "measures": "song"}, "4:00", "5:00"]},
        {"id": "b", "title": "V", "runtimes": [{"length": "3:00", "measures": "song"}]},
        {"id": "c", "title": "V", "runtimes": [{"length": "9:00", "measures": "other-cut"}]},
        {"id": "d", "title": "V"}
    ]}));
    let answer = data(&runtimes(&catalogue, &RuntimesParams::default()));
    assert_eq!(answer["counts"], json!({"video": 1, "song": 1, "unknown": 2}));
    assert_eq!(answer["videos"][0]["runtime"]["length"], json!("4:00"));
    assert_eq!(list(&answer["videos"][0]["others"], "length"), ["3:00", "5:00"]);
    assert_eq!(list(&answer["songs"], "video"), ["video:b"]);
    assert_eq!(list(&answer["unknown"], "video"), ["video:c", "video:d"]);
    assert_eq!(list(&answer["unknown"][0]["others"], "length"), ["9:00"]);
}

#[test]
fn themes_stand_under_the_broadest_above_them() {
    let broader: [(&str, &[&str]); 3] = [("doomed", &["romance"]), ("romance", &["love"]), ("family", &["love"])];
    let catalogue = themed(
        &broader,
        &[("a", &["doomed", "robots"]), ("b", &["doomed"]), ("c", &["family"]), ("d", &["love", "robots"])],
    );
    let answer = data(&theme_counts(&catalogue, &ThemeCountsParams::default()));
    assert_eq!(list(&answer["groups"], "theme"), ["theme:love", "theme:robots"]);
    assert_eq!(answer["groups"][0]["videos"], json!(4));
    assert_eq!(list(&answer["groups"][0]["themes"], "theme"), ["theme:doomed", "theme:family", "theme:love"]);
    assert_eq!(answer["total"], json!(4), "nobody carries romance by name");
}

#[test]
fn a_theme_under_two_broad_ones_stands_under_the_first_and_names_the_other() {
    let broader: [(&str, &[&str]); 1] = [("duel", &["crime", "war"])];
    let catalogue = themed(&broader, &[("a", &["duel"]), ("b", &["war"])]);
    let answer = data(&theme_counts(&catalogue, &ThemeCountsParams::default()));
    assert_eq!(list(&answer["groups"], "theme"), ["theme:war", "theme:crime"]);
    assert_eq!(answer["groups"][0]["videos"], json!(2), "a duel is war too");
    assert_eq!(answer["groups"][1]["themes"][0]["theme"], json!("theme:duel"));
    assert_eq!(answer["groups"][1]["themes"][0]["also_under"], json!(["theme:war"]));
}

#[test]
fn themes_are_counted_by_weight() {
    let weighed = |weight: &str| json!([{"theme": "x", "weight": weight}]);
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "videos": [
            {"id": "a", "title": "A", "themes": weighed("choice")},
            {"id": "b", "title": "B", "themes": ["x"]},
            {"id": "c", "title": "C", "themes": weighed("minor")},
            {"id": "d", "title": "D", "themes": weighed("minor")}
        ]
    }));
    let answer = data(&theme_counts(&catalogue, &ThemeCountsParams::default()));
    let expected = json!({"theme": "theme:x", "choice": 1, "major": 1, "minor": 2, "videos": 4});
    assert_eq!(answer["groups"][0]["themes"], json!([expected]));
}

#[test]
fn in_the_matrix_like_stands_beside_like() {
    // A chain: a–c share v and w, c–b share x and y, b–d share z.
    let catalogue = videos(&[("a", &["v", "w"]), ("b", &["x", "y", "z"]), ("c", &["v", "w", "x", "y"]), ("d", &["z"])]);
    let answer = data(&matrix(&catalogue, &MatrixParams::default()));
    assert_eq!(list(&answer["videos"], "video"), ["video:a", "video:c", "video:b", "video:d"]);
    assert_eq!(list(&answer["themes"], "theme"), ["theme:v", "theme:w", "theme:x", "theme:y", "theme:z"]);
    assert_eq!(answer["videos"][1]["cells"], json!(["major", "major", "major", "major", null]));
}

#[test]
fn the_matrix_says_what_each_video_has_alone() {
    let catalogue = videos(&[("a", &["x", "solo"]), ("b", &["x"])]);
    let answer = data(&matrix(&catalogue, &MatrixParams::default()));
    assert_eq!(list(&answer["themes"], "theme"), ["theme:x"]);
    assert_eq!(answer["videos"][0]["alone"], json!(["theme:solo"]));
    assert_eq!((&answer["total_videos"], &answer["total_themes"]), (&json!(2), &json!(1)));
}

#[test]
fn a_cut_matrix_keeps_the_videos_that_share_most() {
    let catalogue = videos(&[("a", &["x"]), ("b", &["x", "y"]), ("c", &["y", "x"]), ("d", &["solo", "alone", "own"])]);
    let answer = data(&matrix(&catalogue, &MatrixParams { videos: Some(2), themes: Some(1) }));
    assert_eq!(list(&answer["videos"], "video"), ["video:b", "video:c"]);
    assert_eq!(list(&answer["themes"], "theme"), ["theme:x"]);
}

#[test]
fn themes_go_together_as_often_as_videos_carry_both() {
    let catalogue = videos(&[("a", &["x", "y", "z"]), ("b", &["y", "z"]), ("c", &["x"])]);
    let answer = data(&cooccurrence(&catalogue, &CooccurrenceParams { top: Some(2), ..CooccurrenceParams::default() }));
    let expected = json!([
        {"themes": ["theme:y", "theme:z"], "videos": ["video:a", "video:b"], "count": 2},
        {"themes": ["theme:x", "theme:y"], "videos": ["video:a"], "count": 1}
    ]);
    assert_eq!(answer["pairs"], expected);
    assert_eq!(answer["total"], json!(3));
}

#[test]
fn only_the_commonest_themes_may_go_together() {
    let catalogue = videos(&[("a", &["x", "y", "z"]), ("b", &["y", "z"]), ("c", &["x", "z"])]);
    let answer = data(&cooccurrence(&catalogue, &CooccurrenceParams { themes: Some(2), top: None }));
    assert_eq!(
        answer["pairs"],
        json!([{"themes": ["theme:x", "theme:z"], "videos": ["video:a", "video:c"], "count": 2}])
    );
}

#[test]
fn the_timeline_keeps_undated_videos_apart() {
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}, {"id": "y", "name": "Y"}],
        "videos": [
            {"id": "a", "title": "A", "released": "2014-03-02", "themes": ["x"]},
            {"id": "b", "title": "B", "themes": ["x", "y"]},
            {"id": "c", "title": "C", "released": "2014", "themes": ["x", "y"]},
            {"id": "d", "title": "D", "released": "2007-08", "themes": ["x"]}
        ]
    }));
    let answer = data(&timeline(&catalogue, &TimelineParams::default()));
    assert_eq!(list(&answer["videos"], "video"), ["video:d", "video:c", "video:a"]);
    assert_eq!(answer["undated"], json!(["video:b"]));
    assert_eq!(answer["years"], json!([{"year": 2007, "videos": 1}, {"year": 2014, "videos": 2}]));
    let years = json!([{"year": 2007, "videos": 1}, {"year": 2014, "videos": 2}]);
    assert_eq!(
        answer["themes"],
        json!([{"theme": "theme:x", "videos": 3, "years": years}]),
        "one dated video carries y"
    );
}
