//! Counts and centrality.

use leitmotif::catalogue::Catalogue;
use leitmotif::graph::StoryGraph;
use leitmotif::query::{StatsAnswer, StatsParams, check, stats};
use serde_json::json;

use super::{catalogue, data, text};

fn of(catalogue: &Catalogue) -> StatsAnswer<'_> {
    stats(&StoryGraph::build(catalogue), &StatsParams::default())
}

fn scores(catalogue: &Catalogue) -> Vec<(String, f64)> {
    of(catalogue).central.iter().map(|central| (central.node.to_string(), central.score)).collect()
}

fn named(expected: &[(&str, f64)]) -> Vec<(String, f64)> {
    expected.iter().map(|(name, score)| (name.to_string(), *score)).collect()
}

#[test]
fn a_centre_ranks_above_its_leaves() {
    // c = 0.05 + 0.85 · 2l, l = 0.05 + 0.85 · c/2: c = 0.135 ÷ 0.2775.
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "videos": [{"id": "a", "title": "A", "themes": ["x"]}, {"id": "b", "title": "B", "themes": ["x"]}]
    }));
    assert_eq!(scores(&catalogue), named(&[("theme:x", 0.486486), ("video:a", 0.256757), ("video:b", 0.256757)]));
}

#[test]
fn two_edges_between_two_things_count_twice() {
    // The artist performs and plays: a = 0.05 + 0.85 · 2v/3, t = 0.05 + 0.85 · v/3, v = 0.05 + 0.85 (a + t).
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "artists": [{"id": "a", "name": "A"}],
        "videos": [{"id": "v", "title": "V", "performers": ["artist:a"], "cast": [{"artist": "a"}], "themes": ["x"]}]
    }));
    assert_eq!(scores(&catalogue), named(&[("video:v", 0.486486), ("artist:a", 0.325676), ("theme:x", 0.187838)]));
}

#[test]
fn what_a_thing_without_neighbours_holds_is_spread_evenly() {
    // d = 0.05 + 0.85 · d/3; the other two share the rest.
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "videos": [{"id": "a", "title": "A", "themes": ["x"]}, {"id": "b", "title": "B"}]
    }));
    assert_eq!(scores(&catalogue), named(&[("theme:x", 0.465116), ("video:a", 0.465116), ("video:b", 0.069767)]));
}

#[test]
fn a_broader_theme_joins_but_makes_nothing_central() {
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X", "broader": ["y"]}, {"id": "y", "name": "Y"}, {"id": "z", "name": "Z"}],
        "videos": [{"id": "a", "title": "A", "themes": ["x"]}]
    }));
    let answer = of(&catalogue);
    assert_eq!(answer.components, 2, "a, x and y hang together; z is alone");
    let score = |name: &str| scores(&catalogue).into_iter().find(|(n, _)| n == name).map(|(_, score)| score);
    assert_eq!(score("theme:y"), score("theme:z"));
}

#[test]
fn every_video_is_counted_once_among_the_runtimes() {
    let song = json!({"length": "3:00", "measures": "song"});
    let cut = json!({"length": "9:00", "measures": "other-cut"});
    let catalogue = catalogue(json!({"videos": [
        {"id": "both", "title": "V", "runtimes": [song, "4:00"]},
        {"id": "cut", "title": "V", "runtimes": [cut]},
        {"id": "cut-and-song", "title": "V", "runtimes": [cut, song]},
        {"id": "none", "title": "V"},
        {"id": "two", "title": "V", "runtimes": ["4:00", "5:00"]}
    ]}));
    assert_eq!(data(&of(&catalogue))["runtimes"], json!({"video": 2, "song": 1, "unknown": 2}));
}

#[test]
fn the_json_of_stats_is_as_the_contract_says() {
    let catalogue = catalogue(json!({
        "groups": [{"id": "g", "name": "G"}],
        "artists": [{"id": "a", "name": "A", "member_of": ["g"]}]
    }));
    let expected = concat!(
        r#"{"query":"stats","nodes":{"video":0,"artist":1,"group":1,"theme":0},"#,
        r#""edges":{"carries":0,"performs":0,"appears_in":0,"member_of":1,"broader":0},"components":1,"#,
        r#""central":[{"node":"artist:a","score":0.5},{"node":"group:g","score":0.5}],"#,
        r#""runtimes":{"video":0,"song":0,"unknown":0}}"#
    );
    assert_eq!(text(&of(&catalogue)), expected);
}

#[test]
fn only_so_many_of_the_most_central_are_named() {
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "videos": [{"id": "a", "title": "A", "themes": ["x"]}, {"id": "b", "title": "B", "themes": ["x"]}]
    }));
    for top in 0..5 {
        let answer = stats(&StoryGraph::build(&catalogue), &StatsParams { top: Some(top) });
        let names: Vec<_> = answer.central.iter().map(|central| central.node.to_string()).collect();
        assert_eq!(names, ["theme:x", "video:a", "video:b"][..top.min(3)]);
    }
}

#[test]
fn an_empty_catalogue_has_nothing_to_count() {
    let catalogue = catalogue(json!({}));
    let answer = of(&catalogue);
    assert_eq!((answer.components, answer.central.len(), answer.nodes.total(), answer.edges.total()), (0, 0, 0, 0));
}

#[test]
fn a_sound_catalogue_checks_without_problems() {
    let catalogue = catalogue(json!({"videos": [{"id": "v", "title": "V"}]}));
    let expected = concat!(
        r#"{"query":"check","problems":[],"nodes":{"video":1,"artist":0,"group":0,"theme":0},"#,
        r#""edges":{"carries":0,"performs":0,"appears_in":0,"member_of":0,"broader":0}}"#
    );
    assert_eq!(text(&check::<()>(Some(&catalogue), Vec::new())), expected);
}

#[test]
fn where_there_are_problems_nothing_is_counted() {
    assert_eq!(text(&check(None, vec!["no id"])), r#"{"query":"check","problems":["no id"]}"#);
}
