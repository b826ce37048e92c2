//! All that is known of one thing.

use leitmotif::catalogue::Catalogue;
use leitmotif::graph::StoryGraph;
use leitmotif::query::{Answer, ShowParams, show};
use serde_json::{Value, json};

use super::{catalogue, data, node};

fn shown(catalogue: &Catalogue, name: &str) -> Value {
    data(&show(&StoryGraph::build(catalogue), &ShowParams { node: node(catalogue, name) }))
}

fn rows(catalogue: &Catalogue, name: &str) -> Vec<[String; 3]> {
    let graph = StoryGraph::build(catalogue);
    let table = show(&graph, &ShowParams { node: node(catalogue, name) }).table(catalogue);
    table.rows.into_iter().map(|row| row.try_into().expect("three cells a row")).collect()
}

fn small() -> Catalogue {
    catalogue(json!({
        "source": "life",
        "sources": [
            {"id": "life", "title": "Videos with storylines", "publisher": "K-Pop Life"},
            {"id": "wiki", "title": "Lies (song)", "publisher": "Wikipedia", "url": "https://example.org/lies", "accessed": "2024"},
            {"id": "unused", "title": "Unused"}
        ],
        "themes": [
            {"id": "love", "name": "Love"},
            {"id": "doomed-love", "name": "Doomed love", "broader": ["love"], "definition": "A love that cannot last."},
            {"id": "grief", "name": "Grief"}
        ],
        "groups": [{"id": "bigbang", "name": "Bigbang", "aliases": ["빅뱅"]}],
        "artists": [
            {"id": "g-dragon", "name": "G-Dragon", "aliases": ["GD"], "member_of": ["bigbang"]},
            {"id": "t-o-p", "name": "T.O.P", "member_of": [{"group": "bigbang", "to": "2023", "source": "wiki"}]}
        ],
        "videos": [
            {"id": "haru-haru", "title": "Haru Haru", "performers": ["group:bigbang"], "themes": ["doomed-love"]},
            {"id": "lies", "title": "Lies", "performers": ["group:bigbang"], "released": "2007-08-16", "age_restricted": true,
             "directors": ["Cha Euntaek"], "sources": {"released": "wiki"},
             "cast": [{"artist": "g-dragon", "role": "the man who takes the fall"}],
             "runtimes": [{"length": "3:49", "measures": "song", "source": "wiki"}],
             "themes": [{"theme": "grief", "weight": "minor"}, {"theme": "doomed-love", "weight": "choice", "evidence": "He cannot reach her."}]}
        ]
    }))
}

#[test]
fn each_fact_of_a_video_has_its_source() {
    let expected = json!([
        {"fact": "released", "value": "2007-08-16", "source": "wiki"},
        {"fact": "directors", "value": "Cha Euntaek", "source": "life"},
        {"fact": "age_restricted", "value": "yes", "source": "life"}
    ]);
    assert_eq!(shown(&small(), "video:lies")["facts"], expected);
}

#[test]
fn a_songs_length_leaves_the_runtime_unknown() {
    let catalogue = small();
    let runtimes = &shown(&catalogue, "video:lies")["runtimes"];
    assert_eq!(runtimes["known"], json!(false));
    let statement =
        json!({"length": "3:49", "precision": "exact", "seconds": [229, 229], "measures": "song", "source": "wiki"});
    assert_eq!(runtimes["statements"], json!([statement]));
    let told: Vec<_> =
        rows(&catalogue, "video:lies").into_iter().filter(|row| row[1] == "unknown" || row[1] == "3:49").collect();
    assert_eq!(told[0], ["Runtime", "unknown", ""]);
    assert_eq!(told[1], ["The song's length", "3:49", "Wikipedia"]);
}

#[test]
fn what_the_story_is_about_comes_before_what_it_touches_on() {
    let links = shown(&small(), "video:lies")["links"].clone();
    let carried: Vec<_> = links.as_array().into_iter().flatten().filter(|link| link["relation"] == "carries").collect();
    assert_eq!(carried[0]["to"], json!("theme:doomed-love"));
    assert_eq!(carried[0]["evidence"], json!("He cannot reach her."));
    assert_eq!(carried[1]["to"], json!("theme:grief"));
}

#[test]
fn only_the_sources_of_what_is_shown_are_named() {
    let sources = shown(&small(), "video:lies")["sources"].clone();
    let ids: Vec<_> = sources.as_array().into_iter().flatten().map(|source| source["id"].clone()).collect();
    assert_eq!(ids, [json!("life"), json!("wiki")]);
    assert_eq!(sources[1]["url"], json!("https://example.org/lies"));
}

#[test]
fn an_artist_has_groups_roles_themes_and_the_groups_other_videos() {
    let answer = shown(&small(), "artist:g-dragon");
    let relations: Vec<_> =
        answer["links"].as_array().into_iter().flatten().map(|l| (&l["relation"], &l["to"])).collect();
    assert_eq!(
        relations,
        [(&json!("appears_in"), &json!("video:lies")), (&json!("member_of"), &json!("group:bigbang"))]
    );
    assert_eq!(answer["related"], json!([{"video": "video:haru-haru", "through": ["group:bigbang"]}]));
    let themes = json!([
        {"theme": "theme:doomed-love", "name": "Doomed love", "videos": 1},
        {"theme": "theme:grief", "name": "Grief", "videos": 1}
    ]);
    assert_eq!(answer["themes"], themes);
}

#[test]
fn a_group_has_its_members_with_their_time() {
    let answer = shown(&small(), "group:bigbang");
    let links = answer["links"].as_array().cloned().unwrap_or_default();
    let members: Vec<_> = links.iter().filter(|link| link["relation"] == "member_of").collect();
    assert_eq!(members[0]["from"], json!("artist:g-dragon"));
    assert_eq!(members[0].get("until"), None);
    assert_eq!((&members[1]["from"], &members[1]["until"]), (&json!("artist:t-o-p"), &json!("2023")));
    assert_eq!(members[1]["source"], json!("wiki"));
    assert_eq!(answer["themes"][0], json!({"theme": "theme:doomed-love", "name": "Doomed love", "videos": 2}));
}

#[test]
fn a_theme_has_its_definition_its_videos_and_its_place() {
    let catalogue = small();
    let answer = shown(&catalogue, "theme:doomed-love");
    assert_eq!(answer["facts"], json!([{"fact": "definition", "value": "A love that cannot last."}]));
    let kinds: Vec<_> =
        rows(&catalogue, "theme:doomed-love").into_iter().map(|[what, which, _]| (what, which)).collect();
    assert!(kinds.contains(&("Broader theme".to_string(), "Love".to_string())), "{kinds:?}");
    let above: Vec<_> = rows(&catalogue, "theme:love").into_iter().map(|[what, which, _]| (what, which)).collect();
    assert_eq!(above, [("Narrower theme".to_string(), "Doomed love".to_string())]);
}

#[test]
fn a_row_says_what_a_theme_means_to_the_video_and_warns_of_a_spoiler() {
    let carried = json!({"theme": "x", "weight": "choice", "evidence": "He dies.", "spoiler": true});
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "Grief"}],
        "videos": [{"id": "v", "title": "V", "themes": [carried]}]
    }));
    let told = rows(&catalogue, "video:v");
    assert_eq!(told[1], ["Theme", "Grief (choice). Spoiler: He dies.", "on screen"]);
    assert_eq!(rows(&catalogue, "theme:x")[0], ["Video", "V (choice). Spoiler: He dies.", "on screen"]);
}

#[test]
fn a_member_is_shown_with_the_time_in_the_group() {
    let told = rows(&small(), "group:bigbang");
    assert!(told.contains(&["Member", "T.O.P, until 2023", "Wikipedia"].map(String::from)), "{told:?}");
}

#[test]
fn a_group_without_videos_has_those_of_its_members() {
    let catalogue = catalogue(json!({
        "themes": [{"id": "x", "name": "X"}],
        "groups": [{"id": "kara", "name": "KARA"}],
        "artists": [{"id": "youngji", "name": "Youngji", "member_of": ["kara"]}],
        "videos": [{"id": "v", "title": "V", "cast": [{"artist": "youngji"}], "themes": ["x"]}]
    }));
    let answer = shown(&catalogue, "group:kara");
    assert_eq!(answer["related"], json!([{"video": "video:v", "through": ["artist:youngji"]}]));
    assert_eq!(answer["themes"], json!([{"theme": "theme:x", "name": "X", "videos": 1}]));
    let told = rows(&catalogue, "group:kara");
    assert!(told.contains(&["Video with Youngji", "V", ""].map(String::from)), "{told:?}");
}
