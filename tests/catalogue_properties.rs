//! What holds for every valid catalogue.

use leitmotif::catalogue::file::CatalogueFile;
use leitmotif::catalogue::{Catalogue, Input, load, to_file};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value, json};

fn read(text: &str) -> Catalogue {
    load(&[Input::new("test", text.as_bytes())]).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

fn written(catalogue: &Catalogue) -> String {
    serde_json::to_string(&to_file(catalogue)).unwrap()
}

/// Any text, and hostile ones more often.
fn text() -> impl Strategy<Value = String> {
    let hostile = select(vec![
        "",
        " ",
        "\"",
        "\\",
        "\u{0}\u{1b}[31m",
        "\u{202e}txt",
        "</title><script>",
        "]]>",
        "=1+1",
        "하루하루",
        "👩\u{200d}👧",
        "\u{feff}",
    ]);
    prop_oneof![any::<String>(), hostile.prop_map(str::to_owned), "[a-z ]{1,12}".prop_map(|s| s)]
}

fn date() -> impl Strategy<Value = &'static str> {
    select(vec!["2014", "2014-03", "2014-03-02", "2000-02-29", "0001", "9999-12-31"])
}

/// The ids of one list: so many of them.
fn ids(prefix: &'static str, most: usize) -> impl Strategy<Value = Vec<String>> {
    (0..=most).prop_map(move |count| (0..count).map(|i| format!("{prefix}{i}")).collect())
}

/// One of `ids` by chance, if there are any.
fn pick(ids: &[String], index: &Index) -> Option<String> {
    (!ids.is_empty()).then(|| ids[index.index(ids.len())].clone())
}

fn put(object: &mut Map<String, Value>, field: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(field.into(), value.into());
    }
}

/// The numbers and words that everything about one entry is drawn from.
#[derive(Debug, Clone)]
struct Draw {
    texts: Vec<Option<String>>,
    dates: Vec<Option<&'static str>>,
    picks: Vec<Index>,
    flags: Vec<bool>,
    themes: Vec<usize>,
}

fn draw() -> impl Strategy<Value = Draw> {
    (
        prop::collection::vec(prop::option::of(text()), 8),
        prop::collection::vec(prop::option::of(date()), 3),
        prop::collection::vec(any::<Index>(), 12),
        prop::collection::vec(any::<bool>(), 12),
        subsequence((0..6).collect::<Vec<_>>(), 0..=6),
    )
        .prop_map(|(texts, dates, picks, flags, themes)| Draw { texts, dates, picks, flags, themes })
}

struct Lists {
    sources: Vec<String>,
    themes: Vec<String>,
    groups: Vec<String>,
    artists: Vec<String>,
}

impl Draw {
    fn text(&self, at: usize) -> String {
        self.texts[at].clone().unwrap_or_default()
    }

    fn source(&self, lists: &Lists, at: usize) -> Option<String> {
        pick(&lists.sources, &self.picks[at]).filter(|_| self.flags[at])
    }

    fn theme(&self, number: usize, lists: &Lists) -> Value {
        let mut theme = Map::new();
        put(&mut theme, "id", Some(lists.themes[number].clone()));
        put(&mut theme, "name", Some(self.text(0)));
        put(&mut theme, "definition", self.texts[1].clone());
        put(&mut theme, "aliases", self.texts[2].clone().map(|alias| vec![alias]));
        // Only themes before it are broader, so there is no cycle.
        put(&mut theme, "broader", (number > 0).then(|| vec![lists.themes[self.picks[0].index(number)].clone()]));
        theme.into()
    }

    fn artist(&self, id: &str, lists: &Lists) -> Value {
        let mut artist = Map::new();
        put(&mut artist, "id", Some(id));
        put(&mut artist, "name", Some(self.text(0)));
        if let Some(group) = pick(&lists.groups, &self.picks[0]) {
            let mut full = Map::new();
            put(&mut full, "group", Some(group.clone()));
            put(&mut full, "from", self.dates[0]);
            put(&mut full, "to", self.dates[1]);
            put(&mut full, "source", self.source(lists, 1));
            put(&mut artist, "member_of", Some(vec![if self.flags[0] { group.into() } else { Value::from(full) }]));
        }
        artist.into()
    }

    fn video(&self, number: usize, lists: &Lists) -> Value {
        let mut video = Map::new();
        put(&mut video, "id", Some(format!("v{number}")));
        put(&mut video, "title", Some(self.text(0)));
        put(&mut video, "aliases", self.texts[1].clone().map(|alias| vec![alias.clone(), alias]));
        put(&mut video, "release", self.texts[2].clone());
        put(&mut video, "url", self.texts[3].clone());
        put(&mut video, "synopsis", self.texts[4].clone());
        put(&mut video, "directors", self.texts[5].clone().map(|name| vec![name]));
        put(&mut video, "released", self.dates[2]);
        put(&mut video, "age_restricted", self.flags[2].then_some(self.flags[3]));
        let performers = [
            pick(&lists.groups, &self.picks[2]).map(|g| format!("group:{g}")),
            pick(&lists.artists, &self.picks[3]).map(|a| format!("artist:{a}")),
        ];
        put(&mut video, "performers", Some(performers.into_iter().flatten().collect::<Vec<_>>()));
        let mut sources = Map::new();
        for (at, field) in ["released", "themes", "cast", "runtimes", "title"].into_iter().enumerate() {
            put(&mut sources, field, self.source(lists, 4 + at));
        }
        put(&mut video, "sources", Some(sources));
        put(&mut video, "runtimes", Some(self.runtimes(lists)));
        put(&mut video, "cast", Some(self.cast(lists)));
        put(&mut video, "themes", Some(self.carried(lists)));
        video.into()
    }

    fn runtimes(&self, lists: &Lists) -> Vec<Value> {
        let mut full = Map::new();
        put(&mut full, "length", Some(["0:01", "4:46", "1:02:03"][self.picks[4].index(3)]));
        put(
            &mut full,
            "precision",
            self.flags[4].then_some(["exact", "about", "almost", "over"][self.picks[5].index(4)]),
        );
        put(&mut full, "measures", self.flags[5].then_some(["video", "song", "other-cut"][self.picks[6].index(3)]));
        put(&mut full, "stated", self.texts[6].clone());
        put(&mut full, "source", self.source(lists, 9));
        let short = json!("3:33");
        vec![
            vec![],
            vec![full.clone().into()],
            vec![short.clone(), full.clone().into()],
            vec![full.into(), short.clone(), short],
        ]
        .swap_remove(self.picks[7].index(4))
    }

    fn cast(&self, lists: &Lists) -> Vec<Value> {
        let mut cast = Vec::new();
        for at in 0..2 {
            let mut role = Map::new();
            put(&mut role, "artist", pick(&lists.artists, &self.picks[8 + at]));
            put(&mut role, "role", self.texts[6 + at].clone());
            put(&mut role, "source", self.source(lists, 10 + at));
            cast.extend(role.contains_key("artist").then_some(Value::from(role)));
        }
        cast
    }

    fn carried(&self, lists: &Lists) -> Vec<Value> {
        let themes = self.themes.iter().filter_map(|&number| lists.themes.get(number));
        let carried = themes.enumerate().map(|(at, theme)| {
            if self.flags[at] {
                return json!(theme);
            }
            let mut full = Map::new();
            put(&mut full, "theme", Some(theme.clone()));
            put(
                &mut full,
                "weight",
                self.flags[at + 1].then_some(["choice", "major", "minor"][self.picks[at].index(3)]),
            );
            put(
                &mut full,
                "basis",
                self.flags[at + 2].then_some(["official", "on-screen", "interpretation"][self.picks[at + 1].index(3)]),
            );
            put(&mut full, "evidence", self.texts[at].clone());
            put(&mut full, "source", self.source(lists, at + 3));
            put(&mut full, "spoiler", self.flags[at + 4].then_some(self.flags[at + 5]));
            full.into()
        });
        carried.collect()
    }
}

/// A valid catalogue file.
fn catalogue() -> impl Strategy<Value = Value> {
    let lists = (ids("s", 3), ids("t", 6), ids("g", 3), ids("a", 4));
    (lists, 0..4usize, prop::collection::vec(draw(), 14), prop::option::of(text()), any::<Index>()).prop_map(
        |((sources, themes, groups, artists), videos, draws, title, default)| {
            let lists = Lists { sources, themes, groups, artists };
            let mut draws = draws.iter();
            let mut next = || draws.next().expect("six themes, four artists and four videos at most");
            let mut file = Map::new();
            put(&mut file, "version", Some(1));
            put(&mut file, "title", title);
            put(&mut file, "source", pick(&lists.sources, &default));
            let named =
                |ids: &[String], field: &str| ids.iter().map(|id| json!({"id": id, field: id})).collect::<Vec<_>>();
            put(&mut file, "sources", Some(named(&lists.sources, "title")));
            put(&mut file, "groups", Some(named(&lists.groups, "name")));
            let themes: Vec<Value> = (0..lists.themes.len()).map(|number| next().theme(number, &lists)).collect();
            put(&mut file, "themes", Some(themes));
            let artists: Vec<Value> = lists.artists.iter().map(|id| next().artist(id, &lists)).collect();
            put(&mut file, "artists", Some(artists));
            let videos: Vec<Value> = (0..videos).map(|number| next().video(number, &lists)).collect();
            put(&mut file, "videos", Some(videos));
            file.into()
        },
    )
}

proptest! {
    #[test]
    fn a_catalogue_that_is_written_is_read_as_the_same(file in catalogue()) {
        let first = read(&file.to_string());
        prop_assert_eq!(&read(&written(&first)), &first);
    }

    #[test]
    fn a_file_that_is_written_is_read_as_the_same(file in catalogue()) {
        let first: CatalogueFile = serde_json::from_value(file).unwrap();
        let second: CatalogueFile = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
        prop_assert_eq!(second, first);
    }

    #[test]
    fn a_catalogue_merged_with_itself_is_itself(file in catalogue(), times in 2..4usize) {
        let text = file.to_string();
        let inputs: Vec<Input> = (0..times).map(|_| Input::new("test", text.as_bytes())).collect();
        let merged = load(&inputs);
        prop_assert_eq!(merged.map_err(|problems| problems.to_string()), Ok(read(&text)));
    }

    #[test]
    fn the_order_of_the_lists_does_not_matter(file in catalogue()) {
        let mut turned = file.clone();
        let reverse = |list: &mut Value| list.as_array_mut().unwrap().reverse();
        for list in ["sources", "themes", "groups", "artists", "videos"] {
            reverse(&mut turned[list]);
        }
        for video in turned["videos"].as_array_mut().unwrap() {
            for list in ["performers", "cast", "themes"] {
                reverse(&mut video[list]);
            }
        }
        prop_assert_eq!(read(&turned.to_string()), read(&file.to_string()));
    }

    #[test]
    fn halves_of_a_catalogue_merge_into_the_whole(file in catalogue(), split in any::<Index>()) {
        let mut vocabulary = file.clone();
        let mut facts = file.clone();
        for list in ["sources", "themes", "groups", "artists"] {
            facts[list] = json!([]);
        }
        vocabulary["videos"] = json!([]);
        let mut more = facts.clone();
        let videos = file["videos"].as_array().unwrap();
        let split = split.index(videos.len() + 1);
        facts["videos"] = videos[..split].into();
        more["videos"] = videos[split..].into();
        let texts = [vocabulary.to_string(), facts.to_string(), more.to_string()];
        let inputs: Vec<Input> = texts.iter().map(|text| Input::new("test", text.as_bytes())).collect();
        let merged = load(&inputs);
        prop_assert_eq!(merged.map_err(|problems| problems.to_string()), Ok(read(&file.to_string())));
    }
}
