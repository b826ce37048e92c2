//! Views of the graph and their cuts.

use leitmotif::catalogue::Catalogue;
use leitmotif::graph::{Cut, StoryGraph, View, ViewKind};
use serde_json::json;

use super::{catalogue, node, videos};

/// The view's nodes, and its edges as `from relation to detail`.
fn seen(catalogue: &Catalogue, kind: ViewKind, cut: &Cut) -> (Vec<String>, Vec<String>) {
    let graph = StoryGraph::build(catalogue);
    let view = View::of(&graph, kind, cut);
    let nodes = view.nodes.iter().map(|&node| catalogue.name(node).to_string()).collect();
    let edge = |(from, to): (_, _), relation, detail| {
        format!("{} {relation} {} {detail}", catalogue.name(from), catalogue.name(to))
    };
    let edges = view.edges.iter().map(|e| edge(view.ends(&e), e.relation, e.detail)).collect();
    (nodes, edges)
}

fn nodes(catalogue: &Catalogue, kind: ViewKind, cut: &Cut) -> Vec<String> {
    seen(catalogue, kind, cut).0
}

/// The names with spaces between.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

fn around(catalogue: &Catalogue, name: &str, depth: u32) -> Cut {
    Cut { around: Some((node(catalogue, name), depth)), ..Cut::default() }
}

/// Two groups with a video each that share a theme under a broader one; a third video stands alone.
fn world() -> Catalogue {
    catalogue(json!({
        "themes": [
            {"id": "love", "name": "Love", "broader": ["feeling"]},
            {"id": "doomed", "name": "Doomed", "broader": ["love"]},
            {"id": "feeling", "name": "Feeling"},
            {"id": "robots", "name": "Robots"}
        ],
        "groups": [{"id": "g", "name": "G"}, {"id": "h", "name": "H"}],
        "artists": [{"id": "a", "name": "A", "member_of": ["g"]}, {"id": "b", "name": "B", "member_of": ["h"]}, {"id": "c", "name": "C"}],
        "videos": [
            {"id": "one", "title": "One", "performers": ["group:g"], "cast": [{"artist": "a", "role": "x"}, {"artist": "a", "role": "y"}], "themes": ["doomed"]},
            {"id": "two", "title": "Two", "performers": ["artist:b"], "themes": ["doomed", "robots"]},
            {"id": "three", "title": "Three", "cast": [{"artist": "c"}]}
        ]
    }))
}

#[test]
fn everything_has_every_node_and_edge_once_and_in_order() {
    let (nodes, edges) = seen(&world(), ViewKind::Relationships, &Cut::default());
    assert_eq!(
        nodes,
        words(
            "artist:a artist:b artist:c group:g group:h theme:doomed theme:feeling theme:love theme:robots video:one video:three video:two"
        )
    );
    assert_eq!(
        edges,
        [
            "artist:a member_of group:g 0",
            "artist:a appears_in video:one 0",
            "artist:a appears_in video:one 1",
            "artist:b member_of group:h 0",
            "artist:b performs video:two 0",
            "artist:c appears_in video:three 0",
            "group:g performs video:one 0",
            "theme:doomed broader theme:love 0",
            "theme:love broader theme:feeling 0",
            "video:one carries theme:doomed 0",
            "video:two carries theme:doomed 0",
            "video:two carries theme:robots 1",
        ]
    );
}

#[test]
fn a_theme_that_one_video_carries_is_not_shared() {
    let (nodes, edges) = seen(&world(), ViewKind::SharedThemes, &Cut::default());
    assert_eq!(nodes, words("theme:doomed video:one video:three video:two"));
    assert_eq!(edges, ["video:one carries theme:doomed 0", "video:two carries theme:doomed 0"]);
}

#[test]
fn videos_are_joined_once_by_the_number_of_themes_they_share() {
    let catalogue = videos(&[("c", &["x", "y"]), ("b", &["y", "x", "z"]), ("a", &["z"]), ("d", &["w"])]);
    let (nodes, edges) = seen(&catalogue, ViewKind::Videos, &Cut::default());
    assert_eq!(nodes, words("video:a video:b video:c video:d"));
    assert_eq!(edges, ["video:a shares_themes video:b 1", "video:b shares_themes video:c 2"]);
}

#[test]
fn a_theme_keeps_its_videos_with_all_that_belongs_to_them() {
    let catalogue = world();
    let of = |theme: &str| Cut { themes: vec![node(&catalogue, theme)], ..Cut::default() };
    let robots = words("artist:b group:h theme:doomed theme:feeling theme:love theme:robots video:two");
    assert_eq!(nodes(&catalogue, ViewKind::Relationships, &of("theme:robots")), robots);
    let feeling = nodes(&catalogue, ViewKind::Relationships, &of("theme:feeling"));
    assert!(feeling.contains(&"video:one".to_string()), "doomed is narrower than feeling");
    assert!(!feeling.contains(&"video:three".to_string()));
}

#[test]
fn a_cut_asks_anew_which_themes_are_shared() {
    let catalogue = world();
    let cut = Cut { themes: vec![node(&catalogue, "theme:robots")], ..Cut::default() };
    assert_eq!(nodes(&catalogue, ViewKind::SharedThemes, &cut), ["video:two"]);
}

#[test]
fn a_group_keeps_what_its_members_do() {
    let catalogue = world();
    let cut = Cut { groups: vec![node(&catalogue, "group:h")], ..Cut::default() };
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &cut), ["video:two"]);
}

#[test]
fn an_artist_keeps_what_he_or_the_group_does() {
    let catalogue = world();
    let cut = Cut { artists: vec![node(&catalogue, "artist:a")], ..Cut::default() };
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &cut), ["video:one"]);
}

#[test]
fn two_filters_keep_what_passes_both() {
    let catalogue = world();
    let cut = Cut {
        themes: vec![node(&catalogue, "theme:doomed")],
        groups: vec![node(&catalogue, "group:g")],
        ..Cut::default()
    };
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &cut), ["video:one"]);
}

#[test]
fn around_a_node_lies_what_so_many_steps_reach() {
    let catalogue = world();
    let view = |depth| nodes(&catalogue, ViewKind::Relationships, &around(&catalogue, "video:one", depth));
    assert_eq!(view(0), ["video:one"]);
    assert_eq!(view(1), words("artist:a group:g theme:doomed video:one"));
    assert_eq!(view(2), words("artist:a group:g theme:doomed theme:love video:one video:two"));
}

#[test]
fn around_a_node_steps_are_the_views_own() {
    let catalogue = videos(&[("a", &["x"]), ("b", &["x", "y"]), ("c", &["y", "z"]), ("d", &["z"])]);
    let cut = |depth| around(&catalogue, "video:a", depth);
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &cut(2)), words("video:a video:b video:c"));
    assert_eq!(nodes(&catalogue, ViewKind::SharedThemes, &cut(2)), words("theme:x video:a video:b"));
}

#[test]
fn around_what_is_not_in_the_view_there_is_nothing() {
    let catalogue = world();
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &around(&catalogue, "artist:a", 3)), [""; 0]);
    assert_eq!(nodes(&catalogue, ViewKind::SharedThemes, &around(&catalogue, "theme:robots", 3)), [""; 0]);
}

#[test]
fn the_top_videos_are_those_with_most_edges_and_then_by_id() {
    let catalogue = videos(&[("d", &["x", "y", "z"]), ("c", &["x", "y"]), ("b", &["x", "w"]), ("a", &["z", "v"])]);
    let top = |top| Cut { top: Some(top), ..Cut::default() };
    // Neighbours: d 3, c 2, b 2, a 1.
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &top(2)), words("video:b video:d"));
    // Shared themes: d 3, c 2, b 1, a 1; of those d and c share x and y.
    assert_eq!(nodes(&catalogue, ViewKind::SharedThemes, &top(2)), words("theme:x theme:y video:c video:d"));
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &top(0)), [""; 0]);
}

#[test]
fn the_node_in_the_middle_is_always_among_the_top() {
    let catalogue = videos(&[("a", &["x", "y"]), ("b", &["x", "y"]), ("z", &["x"])]);
    let cut = Cut { top: Some(1), ..around(&catalogue, "video:z", 1) };
    assert_eq!(nodes(&catalogue, ViewKind::Videos, &cut), ["video:z"]);
}

#[test]
fn a_view_of_more_pairs_than_it_holds_is_refused_and_one_of_fewer_is_not() {
    // n videos that share one theme make n (n − 1) ÷ 2 pairs: 4,472 make 9,997,156 and 4,473 make 10,001,628.
    for (count, fits) in [(4_472, true), (4_473, false)] {
        let videos: Vec<_> =
            (0..count).map(|at| json!({"id": format!("v{at}"), "title": "V", "themes": ["x"]})).collect();
        let catalogue = catalogue(json!({"themes": [{"id": "x", "name": "X"}], "videos": videos}));
        let graph = StoryGraph::build(&catalogue);
        assert_eq!(View::try_of(&graph, ViewKind::Videos, &Cut::default()).is_ok(), fits);
    }
}
