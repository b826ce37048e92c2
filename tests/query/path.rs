//! The shortest connection.

use std::collections::BTreeSet;

use leitmotif::catalogue::{Catalogue, Kind, Node};
use leitmotif::graph::{Relation, StoryGraph};
use leitmotif::query::{Answer, PathAnswer, PathParams, path};
use serde_json::json;

use super::{Random, catalogue, node, text};

fn between<'a>(catalogue: &'a Catalogue, from: &str, to: &str, no_themes: bool) -> PathAnswer<'a> {
    let graph = StoryGraph::build(catalogue);
    path(&graph, &PathParams { from: node(catalogue, from), to: node(catalogue, to), no_themes })
}

fn stations(answer: &PathAnswer) -> Vec<String> {
    answer.steps.iter().map(|step| step.to.to_string()).collect()
}

/// Two groups, a guest, and a theme that joins their videos.
fn story() -> Catalogue {
    catalogue(json!({
        "source": "life",
        "sources": [{"id": "life", "title": "Videos with storylines", "publisher": "K-Pop Life"}, {"id": "wiki", "title": "Lies"}],
        "themes": [{"id": "self-sacrifice", "name": "Self-sacrifice", "broader": ["love"]}, {"id": "love", "name": "Love"}],
        "groups": [{"id": "bigbang", "name": "Bigbang"}, {"id": "vixx", "name": "VIXX"}],
        "artists": [
            {"id": "g-dragon", "name": "G-Dragon", "member_of": ["bigbang"]},
            {"id": "hongbin", "name": "Hongbin", "member_of": [{"group": "vixx", "from": "2012-05-24", "to": "2020", "source": "wiki"}]}
        ],
        "videos": [
            {"id": "lies", "title": "Lies", "performers": ["group:bigbang"], "sources": {"cast": "wiki"},
             "cast": [{"artist": "g-dragon", "role": "the man who takes the fall"}],
             "themes": [{"theme": "self-sacrifice", "weight": "choice", "evidence": "He is caught by the police in her place.", "spoiler": true}]},
            {"id": "error", "title": "Error", "performers": ["group:vixx", "artist:hongbin"],
             "cast": [{"artist": "hongbin"}, {"artist": "hongbin", "role": "the scientist"}],
             "themes": [{"theme": "self-sacrifice", "weight": "minor", "basis": "interpretation", "evidence": "He gives up being human"}]}
        ]
    }))
}

#[test]
fn each_step_says_what_it_rests_on() {
    let catalogue = story();
    let answer = between(&catalogue, "artist:g-dragon", "group:vixx", false);
    let told: Vec<&str> = answer.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "G-Dragon plays the man who takes the fall in Lies. (Lies)",
            "Lies turns on self-sacrifice. Spoiler: He is caught by the police in her place. (on screen; K-Pop Life)",
            "Error touches on self-sacrifice: He gives up being human. (an interpretation; K-Pop Life)",
            "Error is a video by VIXX. (K-Pop Life)",
        ]
    );
}

#[test]
fn a_step_against_an_edge_keeps_the_way_of_the_walk() {
    let catalogue = story();
    let answer = between(&catalogue, "group:vixx", "artist:hongbin", false);
    let expected = r#"{"query":"path","from":"group:vixx","to":"artist:hongbin","length":1,"steps":[{"from":"group:vixx","relation":"member_of","to":"artist:hongbin","text":"Hongbin was a member of VIXX from 2012-05-24 to 2020. (Lies)"}]}"#;
    assert_eq!(text(&answer), expected);
}

#[test]
fn of_a_role_and_a_credit_the_role_is_told() {
    let catalogue = story();
    let answer = between(&catalogue, "artist:hongbin", "video:error", false);
    assert_eq!(answer.steps[0].relation, "appears_in");
    assert_eq!(answer.steps[0].words, "Hongbin plays the scientist in Error.");
}

#[test]
fn without_themes_there_may_be_no_way() {
    let catalogue = story();
    let answer = between(&catalogue, "artist:g-dragon", "group:vixx", true);
    let expected = r#"{"query":"path","from":"artist:g-dragon","to":"group:vixx","length":-1,"steps":[]}"#;
    assert_eq!(text(&answer), expected);
    assert_eq!(answer.table(&catalogue).title.as_deref(), Some("Nothing connects G-Dragon and VIXX."));
}

#[test]
fn from_a_thing_to_itself_it_is_no_step() {
    let catalogue = story();
    let answer = between(&catalogue, "video:lies", "video:lies", false);
    assert_eq!((answer.length, answer.steps.len()), (0, 0));
}

#[test]
fn a_broader_theme_is_no_way() {
    let catalogue = story();
    assert_eq!(between(&catalogue, "video:lies", "theme:love", false).length, -1);
}

/// Videos and the artists in them.
fn casts(casts: &[(&str, &[&str])]) -> Catalogue {
    let artists: BTreeSet<&str> = casts.iter().flat_map(|(_, artists)| artists.iter().copied()).collect();
    let artists: Vec<_> = artists.iter().map(|id| json!({"id": id, "name": id})).collect();
    let cast = |ids: &[&str]| ids.iter().map(|id| json!({"artist": id})).collect::<Vec<_>>();
    let videos: Vec<_> = casts.iter().map(|(id, ids)| json!({"id": id, "title": id, "cast": cast(ids)})).collect();
    catalogue(json!({"artists": artists, "videos": videos}))
}

#[test]
fn among_equals_the_first_node_that_differs_decides() {
    // s–a–z–t and s–b–y–t: a comes before b, though y comes before z.
    let catalogue = casts(&[("a", &["s", "z"]), ("b", &["s", "y"]), ("t1", &["z", "t"]), ("t0", &["y", "t"])]);
    let answer = between(&catalogue, "artist:s", "artist:t", false);
    assert_eq!(stations(&answer), ["video:a", "artist:z", "video:t1", "artist:t"]);
}

#[test]
fn ids_are_ordered_byte_by_byte() {
    let catalogue = casts(&[("v10", &["s", "t"]), ("v9", &["s", "t"]), ("v1.0", &["s", "t"])]);
    assert_eq!(stations(&between(&catalogue, "artist:s", "artist:t", false)), ["video:v1.0", "artist:t"]);
}

/// Every neighbour of a node over the relations that a path may take.
fn neighbours(graph: &StoryGraph, node: Node, no_themes: bool) -> BTreeSet<Node> {
    let walkable = |relation: Relation| relation != Relation::Broader && !(no_themes && relation == Relation::Carries);
    let edges = graph.petgraph().raw_edges().iter().filter(|edge| walkable(edge.weight.relation));
    let ends = edges.map(|edge| (graph.node(edge.source()), graph.node(edge.target())));
    ends.filter_map(|(a, b)| if a == node { Some(b) } else { (b == node).then_some(a) }).collect()
}

/// The first shortest way by trying every way of growing length, in order of names.
fn first_way(graph: &StoryGraph, from: Node, to: Node, no_themes: bool) -> Option<Vec<Node>> {
    let mut ways = vec![vec![from]];
    for _ in 0..8 {
        if let Some(way) = ways.iter().filter(|way| way.last() == Some(&to)).min() {
            return Some(way.clone());
        }
        let longer = |way: &Vec<Node>| {
            let next = neighbours(graph, *way.last().unwrap_or(&from), no_themes);
            next.into_iter().filter(|n| !way.contains(n)).map(|n| [way.clone(), vec![n]].concat()).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    None
}

#[test]
fn the_way_is_the_one_that_trying_all_ways_finds() {
    let mut random = Random(7);
    let mut found = 0;
    for round in 0..40 {
        let groups: Vec<_> = (0..2).map(|at| json!({"id": format!("g{at}"), "name": "G"})).collect();
        let artist = |random: &mut Random, at| {
            let member_of = if random.below(3) == 0 { vec![format!("g{}", random.below(2))] } else { vec![] };
            json!({"id": format!("a{at}"), "name": "A", "member_of": member_of})
        };
        let artists: Vec<_> = (0..4).map(|at| artist(&mut random, at)).collect();
        let video = |random: &mut Random, at| {
            let group: BTreeSet<_> = (0..random.below(2)).map(|_| format!("group:g{}", random.below(2))).collect();
            let cast: BTreeSet<_> = (0..random.below(3)).map(|_| format!("a{}", random.below(4))).collect();
            let themes: BTreeSet<_> = (0..random.below(2)).map(|_| format!("t{}", random.below(3))).collect();
            let cast: Vec<_> = cast.iter().map(|artist| json!({"artist": artist})).collect();
            json!({"id": format!("v{at}"), "title": "V", "performers": group, "cast": cast, "themes": themes})
        };
        let videos: Vec<_> = (0..5).map(|at| video(&mut random, at)).collect();
        let themes: Vec<_> = (0..3).map(|at| json!({"id": format!("t{at}"), "name": "T"})).collect();
        let catalogue = catalogue(json!({"groups": groups, "artists": artists, "videos": videos, "themes": themes}));
        let graph = StoryGraph::build(&catalogue);
        let all: Vec<Node> = Kind::ALL.into_iter().flat_map(|kind| catalogue.nodes(kind)).collect();
        for &from in &all {
            let to = all[random.below(all.len())];
            let no_themes = round % 2 == 0;
            let answer = path(&graph, &PathParams { from, to, no_themes });
            let expected = first_way(&graph, from, to, no_themes);
            assert_eq!(answer.length, expected.as_ref().map_or(-1, |way| way.len() as i64 - 1));
            let walked: Vec<_> = answer.steps.iter().map(|step| step.to).collect();
            let named = expected.iter().flatten().skip(1).map(|&node| catalogue.name(node)).collect::<Vec<_>>();
            assert_eq!(walked, named);
            found += usize::from(answer.length > 2);
        }
    }
    assert!(found > 20, "only {found} ways were long enough to go wrong");
}
