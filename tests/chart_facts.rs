//! Charts say what the catalogue says, and nothing more.

use leitmotif::catalogue::{self, Catalogue};
use leitmotif::chart::{self, CHARTS};
use leitmotif::geometry::{Rect, bounds};
use leitmotif::picture::{Colour, Item, Palette, Picture, Role, STORY, Setting};
use leitmotif::text::Fonts;
use serde_json::{Value, json};

fn catalogue(videos: &Value, themes: &Value) -> Catalogue {
    let whole = json!({
        "version": 1, "title": "Test", "source": "s",
        "sources": [{"id": "s", "title": "First source"}, {"id": "r", "title": "Second source"}],
        "themes": themes, "groups": [], "artists": [], "videos": videos,
    });
    let bytes = serde_json::to_vec(&whole).unwrap();
    catalogue::load(&[catalogue::Input::new("test.json", bytes)])
        .unwrap_or_else(|p| panic!("{}", catalogue::render(&p, false)))
}

fn draw(name: &str, catalogue: &Catalogue, setting: &Setting) -> Picture {
    let kind = CHARTS.iter().find(|kind| kind.name == name).unwrap();
    (kind.draw)(&chart::Input { catalogue, fonts: &Fonts::embedded(), setting }).unwrap()
}

/// A mark: what is shown beside the pointer, its box, and whether something in it is filled in another colour than the paper.
struct Mark {
    tooltip: String,
    rect: Rect,
    fills: Vec<Colour>,
}

fn marks(picture: &Picture) -> Vec<Mark> {
    let group = |item: &Item| match item {
        Item::Group(group) => match group.role {
            Role::Mark(rect) => {
                let fill = |item: &Item| if let Item::Path(path) = item { path.fill } else { None };
                let fills = group.items.iter().filter_map(fill).collect();
                Some(Mark { tooltip: group.tooltip.clone(), rect, fills })
            }
            _ => None,
        },
        _ => None,
    };
    picture.items.iter().filter_map(group).collect()
}

fn texts(picture: &Picture) -> Vec<(String, Rect, Colour)> {
    let text = |item: &Item| match item {
        Item::Text(text) => Some((text.line.text.clone(), text.ink(), text.colour)),
        _ => None,
    };
    picture.items.iter().filter_map(text).collect()
}

fn says(picture: &Picture, words: &str) -> bool {
    texts(picture).iter().any(|(text, ..)| text.contains(words))
}

fn lengths() -> Catalogue {
    let video = |id: &str, runtimes: Value| json!({"id": id, "title": id, "performers": [], "runtimes": runtimes});
    let videos = json!([
        video("almost", json!([{"length": "8:00", "precision": "almost", "stated": "almost eight"}])),
        video("eight", json!(["8:00"])),
        video("about", json!([{"length": "4:00", "precision": "about"}])),
        video("low", json!(["3:30"])),
        video("high", json!(["4:30"])),
        video(
            "over",
            json!([{"length": "4:30", "precision": "over"},
                             {"length": "6:00", "precision": "about", "stated": "six or so", "source": "r"}])
        ),
        video("sung", json!([{"length": "3:49", "measures": "song"}])),
        video(
            "cut",
            json!([{"length": "5:30", "measures": "other-cut", "precision": "about", "stated": "five and a half"}])
        ),
        video("nothing", json!([])),
    ]);
    catalogue(&videos, &json!([]))
}

fn mark<'a>(marks: &'a [Mark], tooltip: &str) -> &'a Mark {
    let found: Vec<&Mark> = marks.iter().filter(|m| m.tooltip.starts_with(tooltip)).collect();
    assert_eq!(found.len(), 1, "{tooltip}");
    found[0]
}

#[test]
fn an_approximate_bar_ends_where_its_rule_ends() {
    let marks = marks(&draw("runtimes", &lengths(), &Setting::default()));
    let end = |name: &str| mark(&marks, name).rect.right();
    assert!((end("almost:") - end("eight:")).abs() < 0.05, "almost eight ends at eight");
    assert!((end("about:") - end("high:")).abs() < 0.05, "about four ends at 4:30");
    assert!(end("over: over") > end("high:"), "over 4:30 ends after it");
}

#[test]
fn a_song_is_a_hollow_mark_that_says_so_and_no_bar() {
    let picture = draw("runtimes", &lengths(), &Setting::default());
    let marks = marks(&picture);
    let song = mark(&marks, "sung: song");
    assert!(song.rect.w < 20.0 && song.fills.iter().all(|fill| *fill == picture.background));
    assert!(says(&picture, "song"));
    let eight = mark(&marks, "eight:").rect;
    let (at, second) = (song.rect.centre().x, eight.w / 480.0);
    // 3:49 are 229 seconds; the song's mark has its middle there.
    assert!((at - eight.x - 229.0 * second).abs() < song.rect.w, "{at}");
}

#[test]
fn videos_without_a_runtime_are_counted_and_named_with_what_else_is_stated() {
    let picture = draw("runtimes", &lengths(), &Setting::default());
    for words in ["Runtime not known (3 of 9)", "sung", "cut", "nothing", "another cut", "no length stated"] {
        assert!(says(&picture, words), "{words}");
    }
}

#[test]
fn sources_that_disagree_are_both_drawn_and_both_named() {
    let picture = draw("runtimes", &lengths(), &Setting::default());
    for words in ["over 4:30", "First source", "“six or so”", "Second source"] {
        assert!(says(&picture, words), "{words}");
    }
    let marks = marks(&picture);
    let (first, second) = (mark(&marks, "over: over 4:30").rect, mark(&marks, "over: “six or so”").rect);
    assert!(second.h < first.h && second.y > first.y && second.right() > first.right());
}

#[test]
fn no_title_says_that_a_video_is_longest_where_another_may_be_longer() {
    let picture = draw("runtimes", &lengths(), &Setting::default());
    assert_eq!(picture.title, "eight runs longest of the six videos whose runtime is known", "almost eight is less");
    let videos = json!([
        {"id": "a", "title": "A", "performers": [], "runtimes": [{"length": "7:00", "precision": "about"}]},
        {"id": "b", "title": "B", "performers": [], "runtimes": ["6:30"]},
        {"id": "c", "title": "C", "performers": []},
    ]);
    let picture = draw("runtimes", &catalogue(&videos, &json!([])), &Setting::default());
    assert_eq!(picture.title, "The runtimes of two of three videos are known");
    let videos = json!([
        {"id": "a", "title": "A", "performers": [], "runtimes": [{"length": "7:00", "precision": "about"}]},
        {"id": "b", "title": "B", "performers": [], "runtimes": ["6:29"]},
        {"id": "c", "title": "C", "performers": []},
    ]);
    let picture = draw("runtimes", &catalogue(&videos, &json!([])), &Setting::default());
    assert_eq!(picture.title, "A runs longest of the two videos whose runtime is known");
    let videos = json!([
        {"id": "a", "title": "A", "performers": [], "runtimes": [{"length": "7:00", "precision": "about"}]},
        {"id": "b", "title": "B", "performers": [], "runtimes": ["6:29", {"length": "7:00", "precision": "about"}]},
    ]);
    let picture = draw("runtimes", &catalogue(&videos, &json!([])), &Setting::default());
    assert_eq!(picture.title, "How long the two videos run", "a second statement counts too");
}

fn stories() -> Catalogue {
    let theme = |id: &str, broader: Value| json!({"id": id, "name": id, "broader": broader});
    let themes = json!([
        theme("love", json!([])),
        theme("doomed", json!(["love"])),
        theme("masks", json!([])),
        theme("fire", json!([])),
        theme("alone", json!([])),
    ]);
    let carries = |theme: &str, weight: &str| json!({"theme": theme, "weight": weight});
    let video = |id: &str, released: Value, runtime: &str, carried: Value| {
        let mut video = json!({"id": id, "title": id, "performers": [], "themes": carried, "runtimes": [runtime]});
        if let Value::String(date) = released {
            video["released"] = date.into();
        }
        video
    };
    let videos = json!([
        video("one", json!("2008-03"), "3:00", json!([carries("doomed", "choice"), carries("masks", "minor")])),
        video(
            "two",
            json!("2010"),
            "4:00",
            json!([carries("doomed", "major"), carries("masks", "major"), carries("fire", "major")])
        ),
        video(
            "three",
            json!("2010-12"),
            "5:00",
            json!([carries("masks", "choice"), carries("fire", "minor"), carries("alone", "major")])
        ),
        video("four", Value::Null, "6:00", json!([carries("doomed", "minor")])),
    ]);
    catalogue(&videos, &themes)
}

#[test]
fn the_matrix_has_a_dot_for_every_shared_theme_of_a_video_larger_where_it_weighs_more() {
    let picture = draw("matrix", &stories(), &Setting::default());
    let marks = marks(&picture);
    // doomed 3, masks 3, fire 2; “alone” is carried by one video only.
    assert_eq!(marks.len(), 8);
    let size = |tooltip: &str| mark(&marks, tooltip).rect.w;
    let (choice, major, minor) = (size("one: doomed"), size("two: doomed"), size("four: doomed"));
    assert!(choice > major && major > minor && minor > 4.0, "{choice} {major} {minor}");
    let (word, row) = (|w: &str| texts(&picture).iter().find(|t| t.0 == w).unwrap().1, "three");
    assert!((word("alone").centre().y - word(row).centre().y).abs() < 6.0, "told beside its row");
}

#[test]
fn the_matrix_counts_at_its_foot_as_many_videos_as_there_are_dots_above() {
    let picture = draw("matrix", &stories(), &Setting::default());
    let marks = marks(&picture);
    let foot = texts(&picture).iter().find(|t| t.0 == "Videos").unwrap().1.centre().y;
    let counts: Vec<(f64, usize)> = texts(&picture)
        .iter()
        .filter(|t| (t.1.centre().y - foot).abs() < 4.0)
        .filter_map(|t| Some((t.1.centre().x, t.0.parse().ok()?)))
        .collect();
    assert_eq!(counts.len(), 3);
    for (x, count) in counts {
        assert_eq!(marks.iter().filter(|m| (m.rect.centre().x - x).abs() < 2.0).count(), count);
    }
}

#[test]
fn a_theme_has_as_many_squares_as_videos() {
    let picture = draw("themes", &stories(), &Setting::default());
    let marks = marks(&picture);
    assert_eq!(mark(&marks, "doomed: 3 videos").fills.len(), 3);
    assert_eq!(mark(&marks, "alone: 1 video").fills.len(), 1);
    assert!(mark(&marks, "doomed").rect.w > mark(&marks, "fire").rect.w);
}

#[test]
fn pairs_of_themes_are_darker_where_more_videos_carry_both() {
    let picture = draw("co-occurrence", &stories(), &Setting::default());
    let marks = marks(&picture);
    let twice = mark(&marks, "doomed + masks: 2 videos");
    let once = mark(&marks, "doomed + fire: 1 video");
    assert!(twice.fills[0].luminance() < once.fills[0].luminance());
    assert_eq!(marks.len(), 3);
}

#[test]
fn a_video_without_a_runtime_is_not_among_the_points() {
    let picture = draw("runtime-vs-themes", &lengths(), &Setting::default());
    let marks = marks(&picture);
    let known = marks.iter().filter(|m| !m.tooltip.contains("not known"));
    let unknown = || marks.iter().filter(|m| m.tooltip.contains("not known"));
    assert_eq!(unknown().count(), 3);
    let edge = unknown().map(|m| m.rect.x).fold(f64::INFINITY, f64::min);
    assert!(known.map(|m| m.rect.right()).all(|right| right < edge));
    for name in ["sung", "cut", "nothing", "almost", "over"] {
        assert_eq!(texts(&picture).iter().filter(|t| t.0 == name).count(), 1, "{name}");
    }
}

#[test]
fn a_timeline_marks_every_dated_video_of_a_theme_and_names_the_undated() {
    let picture = draw("timeline", &stories(), &Setting::default());
    let marks = marks(&picture);
    let dots = |name: &str| marks.iter().filter(|m| m.tooltip.starts_with(name)).count();
    // “doomed” is carried by three videos, one of them without a date.
    assert_eq!([dots("doomed"), dots("masks"), dots("fire"), dots("alone")], [2, 3, 2, 0]);
    assert!(says(&picture, "Release date not known (1 of 4): four"));
    let x = |word: &str| texts(&picture).iter().find(|t| t.0 == word).unwrap().1.centre().x;
    assert!(x("2008") < x("2010") && x("one") < x("two") && x("two") < x("three"));
}

#[test]
fn words_can_be_read_on_what_they_stand_on() {
    for catalogue in [stories(), lengths(), catalogue::load(&[catalogue::Input::builtin()]).unwrap_or_default()] {
        for (dark, palette) in [(false, Palette::light()), (true, Palette::dark())] {
            for kind in CHARTS {
                let setting = Setting { dark, size: Some(STORY), ..Setting::default() };
                let picture = draw(kind.name, &catalogue, &setting);
                let marks = marks(&picture);
                for (text, ink, colour) in texts(&picture) {
                    let under = marks.iter().rfind(|m| m.rect.overlaps(&ink));
                    let paper = under.and_then(|m| m.fills.last().copied()).unwrap_or(picture.background);
                    assert!(colour.contrast(paper) >= 4.5, "{} {dark}: “{text}” on {paper:?}", kind.name);
                }
                // Bands behind rows and columns are tints of the grid's colour over the paper.
                let tinted = picture.background.mix(palette.grid, 0.6);
                assert!(palette.ink.contrast(tinted) >= 4.5 && palette.muted.contrast(tinted) >= 4.5);
            }
        }
    }
}

#[test]
fn marks_stand_out_from_the_paper() {
    for dark in [false, true] {
        for kind in CHARTS.iter().filter(|kind| kind.name != "co-occurrence") {
            let picture = draw(kind.name, &stories(), &Setting { dark, ..Setting::default() });
            for item in &picture.items {
                let Item::Group(group) = item else { continue };
                let Role::Mark(rect) = group.role else { continue };
                let stands = |item: &Item| match item {
                    Item::Path(path) => path
                        .fill
                        .into_iter()
                        .chain(path.stroke.map(|s| s.colour))
                        .any(|c| c.a == 255 && c.contrast(picture.background) >= 3.0),
                    _ => false,
                };
                assert!(group.items.iter().any(stands), "{}: {}", kind.name, group.tooltip);
                let whole =
                    group.items.iter().filter_map(|i| if let Item::Path(p) = i { bounds(&p.segments) } else { None });
                let whole = whole.reduce(|a, b| a.union(&b)).unwrap();
                assert!((rect.union(&whole).w - rect.w).abs() < 1.0 && (rect.union(&whole).h - rect.h).abs() < 1.0);
            }
        }
    }
}

#[test]
fn the_same_catalogue_gives_the_same_picture() {
    for kind in CHARTS {
        assert_eq!(draw(kind.name, &stories(), &Setting::default()), draw(kind.name, &stories(), &Setting::default()));
    }
}

#[test]
fn what_a_person_says_stands_in_place_of_what_the_data_say() {
    let setting = Setting {
        title: Some("Own title".to_owned()),
        subtitle: Some(String::new()),
        source: Some("Own source".to_owned()),
        ..Setting::default()
    };
    for kind in CHARTS {
        let picture = draw(kind.name, &stories(), &setting);
        assert!(picture.title == "Own title" && says(&picture, "Own title") && says(&picture, "Own source"));
        assert!(!says(&picture, "First source"), "{}", kind.name);
    }
}
