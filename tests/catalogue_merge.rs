//! What becomes of several catalogues that are given together.

use leitmotif::catalogue::{Catalogue, Input, Problems, Weight, load, to_file};
use serde_json::{Value, json};

fn read(files: &[Value]) -> Result<Catalogue, Problems> {
    let inputs: Vec<Input> = files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let mut file = file.clone();
            file["version"] = json!(1);
            Input::new(format!("{at}.json"), file.to_string().into_bytes())
        })
        .collect();
    load(&inputs)
}

fn merged(files: &[Value]) -> Catalogue {
    read(files).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The merged catalogue's videos, as a file would have them.
fn videos(files: &[Value]) -> Value {
    serde_json::to_value(to_file(&merged(files))).unwrap()["videos"].clone()
}

fn conflicts(files: &[Value]) -> Vec<String> {
    let problems = read(files).expect_err("the files are in conflict");
    problems.list.iter().map(|p| format!("{}: {}", p.code, p.message)).collect()
}

fn video(fields: Value) -> Value {
    let mut video = json!({"id": "v", "title": "V"});
    let Value::Object(fields) = fields else { panic!("fields are an object") };
    video.as_object_mut().unwrap().extend(fields);
    json!({"themes": [{"id": "love", "name": "Love"}, {"id": "revenge", "name": "Revenge"}],
           "sources": [{"id": "s", "title": "S"}, {"id": "t", "title": "T"}],
           "artists": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
           "videos": [video]})
}

fn with(mut file: Value, field: &str, value: Value) -> Value {
    file[field] = value;
    file
}

#[test]
fn lists_are_united_and_each_thing_is_there_once() {
    let one = video(json!({"aliases": ["x", "y"], "performers": ["artist:b"], "directors": ["D"]}));
    let other = video(json!({"aliases": ["y", "z"], "performers": ["artist:a", "artist:b"]}));
    let expected = json!([{"id": "v", "title": "V", "aliases": ["x", "y", "z"],
        "performers": ["artist:a", "artist:b"], "directors": ["D"]}]);
    assert_eq!(videos(&[one, other]), expected);
}

#[test]
fn what_one_file_leaves_out_the_other_gives() {
    let one = video(json!({"released": "2008"}));
    let other = video(json!({"url": "https://example.org/"}));
    let expected = json!([{"id": "v", "title": "V", "released": "2008", "url": "https://example.org/"}]);
    assert_eq!(videos(&[one, other]), expected);
}

#[test]
fn one_file_may_refer_to_what_another_has() {
    let videos = json!({"videos": [{"id": "v", "title": "V", "themes": ["love"]}]});
    let themes = json!({"themes": [{"id": "love", "name": "Love"}]});
    assert_eq!(merged(&[videos, themes]).videos[0].themes.len(), 1);
}

#[test]
fn a_statement_about_a_theme_completes_a_bare_one_in_either_order() {
    let bare = video(json!({"themes": ["love"]}));
    let full = video(json!({"themes": [{"theme": "love", "weight": "choice", "evidence": "He waits."}]}));
    for files in [[bare.clone(), full.clone()], [full, bare]] {
        let catalogue = merged(&files);
        let carried = &catalogue[catalogue.videos[0].themes];
        assert_eq!(carried.len(), 1);
        assert_eq!((carried[0].weight, catalogue.videos[0].evidence(&carried[0])), (Weight::Choice, Some("He waits.")));
    }
}

#[test]
fn a_weight_that_is_written_out_differs_from_another_one() {
    let major = video(json!({"themes": [{"theme": "love", "weight": "major"}]}));
    let minor = video(json!({"themes": [{"theme": "love", "weight": "minor"}]}));
    assert_eq!(
        conflicts(&[major, minor]),
        ["conflict: the video “v” has two values for “weight” in “themes”: 0.json says “major”, 1.json says “minor”"]
    );
}

#[test]
fn every_field_that_differs_is_told() {
    let one = video(json!({"released": "2008", "synopsis": "x", "age_restricted": true}));
    let other = video(json!({"released": "2009", "synopsis": "y", "age_restricted": false}));
    assert_eq!(
        conflicts(&[one, other]),
        [
            "conflict: the video “v” has two values for “age_restricted”: 0.json says true, 1.json says false",
            "conflict: the video “v” has two values for “released”: 0.json says “2008”, 1.json says “2009”",
            "conflict: the video “v” has two values for “synopsis”: 0.json says “x”, 1.json says “y”",
        ]
    );
}

#[test]
fn of_three_files_each_that_differs_from_the_first_is_told() {
    let year = |year: &str| video(json!({"released": year}));
    let told = conflicts(&[video(json!({})), year("2008"), year("2009"), year("2008"), year("2010")]);
    assert_eq!(told.len(), 2);
    assert!(told[0].ends_with("1.json says “2008”, 2.json says “2009”"), "{told:?}");
    assert!(told[1].ends_with("1.json says “2008”, 4.json says “2010”"), "{told:?}");
}

#[test]
fn facts_keep_the_default_source_of_their_own_file() {
    let one = with(video(json!({"released": "2008", "themes": ["love"], "runtimes": ["4:00"]})), "source", json!("s"));
    let other = with(video(json!({"url": "https://example.org/", "themes": ["revenge"]})), "source", json!("t"));
    let catalogue = merged(&[one, other]);
    let video = &catalogue.videos[0];
    let name = |source| catalogue.source_at(Option::unwrap(source)).id.to_string();
    assert_eq!(name(video.source_of("title")), "s");
    assert_eq!(name(video.source_of("released")), "s");
    assert_eq!(name(video.source_of("url")), "t");
    let themes: Vec<String> =
        catalogue[video.themes].iter().map(|carried| name(video.source_of_theme(carried))).collect();
    assert_eq!(themes, ["s", "t"]);
    assert_eq!(name(video.source_of_runtime(&catalogue[video.runtimes][0])), "s");
}

#[test]
fn a_file_without_a_default_source_gets_none_from_another() {
    let one = with(video(json!({"themes": ["love"]})), "source", json!("s"));
    let other = json!({"videos": [{"id": "w", "title": "W", "themes": ["love"]}]});
    let catalogue = merged(&[one, other]);
    let [v, w] = &catalogue.videos[..] else { panic!("two videos") };
    assert!(v.source_of_theme(&catalogue[v.themes][0]).is_some());
    assert_eq!(w.source_of_theme(&catalogue[w.themes][0]), None);
    assert_eq!(w.source_of("title"), None);
}

#[test]
fn a_vocabulary_of_themes_leaves_the_default_source_as_it_is() {
    let vocabulary = json!({"themes": [{"id": "love", "name": "Love"}]});
    let facts = with(video(json!({"themes": ["love"]})), "source", json!("s"));
    let catalogue = merged(&[vocabulary, facts]);
    assert!(catalogue.source.is_some());
    assert!(catalogue.videos[0].more.is_none());
}

#[test]
fn a_source_goes_with_its_evidence() {
    let bare = with(video(json!({"themes": ["love"]})), "source", json!("s"));
    let told = with(video(json!({"themes": [{"theme": "love", "evidence": "He waits."}]})), "source", json!("t"));
    let catalogue = merged(&[bare, told]);
    let video = &catalogue.videos[0];
    let source = video.source_of_theme(&catalogue[video.themes][0]).unwrap();
    assert_eq!(catalogue.source_at(source).id, "t");
}

#[test]
fn two_sources_of_one_length_are_two_statements() {
    let one = video(json!({"runtimes": ["4:00", {"length": "3:49", "measures": "song", "source": "s"}]}));
    let other = video(json!({"runtimes": ["4:00", {"length": "3:49", "measures": "song", "source": "t"}]}));
    let runtimes = merged(&[one, other]).videos[0].runtimes.len();
    assert_eq!(runtimes, 3);
}

#[test]
fn a_role_completes_an_appearance_without_one_and_another_role_is_another_appearance() {
    let cast = |cast: Value| video(json!({"cast": cast}));
    let files = [cast(json!([{"artist": "a"}])), cast(json!([{"artist": "a", "role": "the thief"}]))];
    assert_eq!(videos(&files)[0]["cast"], json!([{"artist": "a", "role": "the thief"}]));
    let files =
        [cast(json!([{"artist": "a", "role": "x"}])), cast(json!([{"artist": "a", "role": "y"}, {"artist": "b"}]))];
    assert_eq!(
        videos(&files)[0]["cast"],
        json!([{"artist": "a", "role": "x"}, {"artist": "a", "role": "y"}, {"artist": "b"}])
    );
}

#[test]
fn a_membership_is_completed_and_two_dates_for_one_are_in_conflict() {
    let artist = |member: Value| json!({"groups": [{"id": "g", "name": "G"}], "artists": [{"id": "a", "name": "A", "member_of": member}]});
    let files = [
        artist(json!(["g"])),
        artist(json!([{"group": "g", "from": "2006"}])),
        artist(json!([{"group": "g", "to": "2009"}])),
    ];
    let file = serde_json::to_value(to_file(&merged(&files))).unwrap();
    assert_eq!(file["artists"][0]["member_of"], json!([{"group": "g", "from": "2006", "to": "2009"}]));
    let files = [artist(json!([{"group": "g", "from": "2006"}])), artist(json!([{"group": "g", "from": "2007"}]))];
    assert_eq!(conflicts(&files).len(), 1);
}

#[test]
fn two_times_in_a_group_stay_two() {
    let artist = |member: Value| json!({"groups": [{"id": "g", "name": "G"}], "artists": [{"id": "a", "name": "A", "member_of": member}]});
    let twice = artist(json!([{"group": "g", "from": "2006", "to": "2008"}, {"group": "g", "from": "2012"}]));
    let catalogue = merged(&[twice.clone(), artist(json!([{"group": "g", "from": "2012"}])), twice]);
    assert_eq!(catalogue.artists[0].member_of.len(), 2);
}

#[test]
fn a_source_that_another_overrules_must_still_be_there() {
    let one = video(json!({"themes": ["love"], "sources": {"themes": "x"}}));
    let other = video(json!({"themes": [{"theme": "love", "evidence": "He waits.", "source": "s"}]}));
    assert_eq!(conflicts(&[other, one]), ["unknown-source: there is no source “x”"]);
}

#[test]
fn titles_are_joined_because_they_are_no_facts() {
    let title = |title: &str| json!({"title": title});
    assert_eq!(merged(&[title("One"), title("Two"), title("One")]).title, "One + Two");
}

#[test]
fn a_fault_in_one_file_does_not_hide_a_conflict_elsewhere() {
    let one = video(json!({"released": "2008"}));
    let mut other = video(json!({"released": "2009"}));
    other["groups"] = json!([{"id": "g"}]);
    let told = conflicts(&[one, other]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn the_built_in_catalogue_merged_with_itself_is_itself() {
    let twice = load(&[Input::builtin(), Input::builtin()]).unwrap();
    assert_eq!(twice, load(&[Input::builtin()]).unwrap());
}
