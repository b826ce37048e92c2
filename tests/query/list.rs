//! Lists and their filters.

use leitmotif::catalogue::{Catalogue, Kind};
use leitmotif::query::{ListParams, list};
use serde_json::{Value, json};

use super::{catalogue, data, node, text};

/// Two groups, a soloist who is in one of them, and a guest.
fn stage() -> Catalogue {
    catalogue(json!({
        "themes": [
            {"id": "love", "name": "Love"},
            {"id": "doomed-love", "name": "Doomed love", "broader": ["love"]},
            {"id": "revenge", "name": "Revenge"}
        ],
        "groups": [{"id": "bigbang", "name": "Bigbang"}, {"id": "tvxq", "name": "TVXQ"}],
        "artists": [
            {"id": "g-dragon", "name": "G-Dragon", "member_of": ["bigbang"]},
            {"id": "guest", "name": "Guest"},
            {"id": "yunho", "name": "Yunho", "member_of": ["tvxq"]}
        ],
        "videos": [
            {"id": "haru-haru", "title": "Haru Haru", "performers": ["group:bigbang"], "released": "2008",
             "cast": [{"artist": "g-dragon"}, {"artist": "guest"}], "themes": ["doomed-love"]},
            {"id": "lies", "title": "Lies", "performers": ["group:bigbang"], "released": "2007-08-16",
             "runtimes": [{"length": "4:00", "precision": "about"}], "themes": ["doomed-love", "love"]},
            {"id": "thank-u", "title": "Thank U", "performers": ["artist:yunho"], "released": "2021-01-18",
             "runtimes": [{"length": "8:00", "precision": "almost"}], "themes": ["revenge"]}
        ]
    }))
}

fn ids(catalogue: &Catalogue, params: &ListParams) -> Vec<String> {
    let answer = data(&list(catalogue, params));
    let plural = params.kind.plural();
    let things = answer[plural].as_array().cloned().unwrap_or_default();
    let id = |thing: &Value| thing[params.kind.as_str()].as_str().unwrap_or_default().to_string();
    assert_eq!(answer["total"], json!(things.len()));
    things.iter().map(id).map(|name| name.split_once(':').map_or(String::new(), |(_, id)| id.to_string())).collect()
}

#[test]
fn the_json_of_themes_is_as_the_contract_says() {
    let catalogue = stage();
    let expected = concat!(
        r#"{"query":"themes","total":3,"themes":[{"theme":"theme:doomed-love","name":"Doomed love","videos":2},"#,
        r#"{"theme":"theme:love","name":"Love","videos":1}]}"#
    );
    let params = ListParams { top: Some(2), ..ListParams::all(Kind::Theme) };
    assert_eq!(text(&list(&catalogue, &params)), expected);
}

#[test]
fn what_is_not_known_of_a_video_is_not_there() {
    let catalogue = stage();
    let answer = data(&list(&catalogue, &ListParams { top: Some(1), ..ListParams::all(Kind::Video) }));
    let expected = json!({"video": "video:haru-haru", "title": "Haru Haru", "performers": ["group:bigbang"],
        "released": "2008", "themes": 1});
    assert_eq!(answer["videos"], json!([expected]));
    assert_eq!(answer["total"], json!(3));
}

#[test]
fn an_approximate_runtime_is_listed_with_its_range() {
    let catalogue = stage();
    let answer = data(&list(&catalogue, &ListParams::all(Kind::Video)));
    assert_eq!(answer["videos"][2]["runtime"], json!("almost 8:00"));
    assert_eq!(answer["videos"][2]["seconds"], json!([450, 480]));
}

#[test]
fn a_theme_finds_the_videos_of_narrower_ones() {
    let catalogue = stage();
    let of = |themes: &[&str]| {
        let themes = themes.iter().map(|name| node(&catalogue, name)).collect();
        ids(&catalogue, &ListParams { themes, ..ListParams::all(Kind::Video) })
    };
    assert_eq!(of(&["theme:love"]), ["haru-haru", "lies"]);
    assert_eq!(of(&["theme:revenge"]), ["thank-u"]);
    assert_eq!(of(&["theme:love", "theme:revenge"]), [""; 0]);
}

#[test]
fn a_member_brings_the_videos_to_the_group_and_the_group_to_the_member() {
    let catalogue = stage();
    let group = |name| ListParams { groups: vec![node(&catalogue, name)], ..ListParams::all(Kind::Video) };
    let artist = |name| ListParams { artists: vec![node(&catalogue, name)], ..ListParams::all(Kind::Video) };
    assert_eq!(ids(&catalogue, &group("group:tvxq")), ["thank-u"]);
    assert_eq!(ids(&catalogue, &artist("artist:g-dragon")), ["haru-haru", "lies"]);
    assert_eq!(ids(&catalogue, &artist("artist:guest")), ["haru-haru"]);
}

#[test]
fn videos_are_filtered_by_date_and_runtime() {
    let catalogue = stage();
    let all = || ListParams::all(Kind::Video);
    let released = |range: &str| ids(&catalogue, &ListParams { released: range.parse().ok(), ..all() });
    let runtime = |range: &str| ids(&catalogue, &ListParams { runtime: range.parse().ok(), ..all() });
    assert_eq!(released("..2008"), ["haru-haru", "lies"]);
    assert_eq!(released("2007-08"), ["lies"]);
    assert_eq!(runtime("7:30.."), ["thank-u"]);
    assert_eq!(runtime("..4:00"), ["lies"]);
    assert_eq!(ids(&catalogue, &ListParams { unknown_runtime: true, ..all() }), ["haru-haru"]);
}

#[test]
fn artists_of_a_group_are_its_members() {
    let catalogue = stage();
    let params = ListParams { groups: vec![node(&catalogue, "group:bigbang")], ..ListParams::all(Kind::Artist) };
    assert_eq!(ids(&catalogue, &params), ["g-dragon"]);
}

#[test]
fn artists_of_a_theme_are_those_of_its_videos() {
    let catalogue = stage();
    let params = ListParams { themes: vec![node(&catalogue, "theme:love")], ..ListParams::all(Kind::Artist) };
    let answer = data(&list(&catalogue, &params));
    let expected = json!([
        {"artist": "artist:g-dragon", "name": "G-Dragon", "groups": ["group:bigbang"], "videos": 2},
        {"artist": "artist:guest", "name": "Guest", "groups": [], "videos": 1}
    ]);
    assert_eq!(answer["artists"], expected);
}

#[test]
fn groups_count_the_videos_of_their_members() {
    let catalogue = stage();
    let answer = data(&list(&catalogue, &ListParams::all(Kind::Group)));
    let expected = json!([
        {"group": "group:bigbang", "name": "Bigbang", "members": 1, "videos": 2},
        {"group": "group:tvxq", "name": "TVXQ", "members": 1, "videos": 1}
    ]);
    assert_eq!(answer["groups"], expected);
}

#[test]
fn themes_of_a_group_are_counted_over_its_videos_alone() {
    let catalogue = stage();
    let params = ListParams { groups: vec![node(&catalogue, "group:tvxq")], ..ListParams::all(Kind::Theme) };
    assert_eq!(
        data(&list(&catalogue, &params))["themes"],
        json!([{"theme": "theme:revenge", "name": "Revenge", "videos": 1}])
    );
}

#[test]
fn themes_of_a_theme_are_itself_and_those_narrower() {
    let catalogue = stage();
    let params = ListParams { themes: vec![node(&catalogue, "theme:love")], ..ListParams::all(Kind::Theme) };
    assert_eq!(ids(&catalogue, &params), ["doomed-love", "love"]);
}
