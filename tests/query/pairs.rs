//! What videos share: pairs, by theme, and among several.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use leitmotif::catalogue::{Catalogue, Node};
use leitmotif::graph::Overlap;
use leitmotif::query::*;
use serde_json::json;

use super::{Random, catalogue, data, node, text, themed, videos};

fn pairs(catalogue: &Catalogue, broader: bool) -> Vec<String> {
    let answer = shared(catalogue, &SharedParams { broader, ..SharedParams::default() });
    answer.pairs.iter().map(|p| format!("{} {} {}", p.videos[0].id, p.videos[1].id, p.count)).collect()
}

#[test]
fn the_pairs_come_by_count_and_then_by_ids() {
    let catalogue = videos(&[("d", &["x", "y"]), ("c", &["z"]), ("b", &["x", "y"]), ("a", &["x", "z"]), ("e", &[])]);
    assert_eq!(pairs(&catalogue, false), ["b d 2", "a b 1", "a c 1", "a d 1"]);
}

#[test]
fn the_json_of_pairs_is_as_the_contract_says() {
    let catalogue = videos(&[("b", &["x", "y"]), ("a", &["y", "x"]), ("c", &["y"])]);
    let answer = shared(&catalogue, &SharedParams { top: Some(1), ..SharedParams::default() });
    let expected = r#"{"query":"shared","total":3,"pairs":[{"videos":["video:a","video:b"],"themes":["theme:x","theme:y"],"count":2}]}"#;
    assert_eq!(text(&answer), expected);
}

#[test]
fn a_pair_with_one_video_keeps_the_smaller_id_first() {
    let catalogue = videos(&[("a", &["x"]), ("b", &["x", "y"]), ("c", &["y", "x"]), ("d", &["z"])]);
    let params = SharedParams { with: Some(node(&catalogue, "video:b")), ..SharedParams::default() };
    let answer = shared(&catalogue, &params);
    let found: Vec<_> = answer.pairs.iter().map(|p| (p.videos[0].id, p.videos[1].id, p.count)).collect();
    assert_eq!(found, [("b", "c", 2), ("a", "b", 1)]);
    assert_eq!(answer.total, Some(2));
}

/// A catalogue of so many videos, of which the first three share one theme.
fn many(count: usize) -> Catalogue {
    let video =
        |at: usize| json!({"id": format!("v{at:05}"), "title": "V", "themes": if at < 3 { vec!["x"] } else { vec![] }});
    catalogue(json!({"themes": [{"id": "x", "name": "X"}], "videos": (0..count).map(video).collect::<Vec<_>>()}))
}

#[test]
fn up_to_ten_thousand_videos_the_pairs_are_counted() {
    let answer = data(&shared(&many(10_000), &SharedParams { top: Some(1), ..SharedParams::default() }));
    assert_eq!(answer["total"], json!(3));
}

#[test]
fn beyond_ten_thousand_videos_the_pairs_are_counted_only_when_asked() {
    let catalogue = many(10_001);
    let params = SharedParams { top: Some(1), ..SharedParams::default() };
    let answer = data(&shared(&catalogue, &params));
    assert_eq!(answer["total"], json!(null));
    assert_eq!(answer["pairs"][0]["videos"], json!(["video:v00000", "video:v00001"]));
    let counted = data(&shared(&catalogue, &SharedParams { count_all: true, ..params }));
    assert_eq!(counted["total"], json!(3));
    assert_eq!(counted["pairs"], answer["pairs"]);
}

const LOVE: [(&str, &[&str]); 3] = [("doomed-love", &["love"]), ("love-triangle", &["love"]), ("love", &["feeling"])];

#[test]
fn two_narrow_themes_meet_in_the_nearest_broader_one() {
    let catalogue = themed(&LOVE, &[("a", &["doomed-love"]), ("b", &["love-triangle"])]);
    assert_eq!(pairs(&catalogue, false), [""; 0]);
    let answer = shared(&catalogue, &SharedParams { broader: true, ..SharedParams::default() });
    assert_eq!(data(&answer)["pairs"][0]["themes"], json!(["theme:love"]));
}

#[test]
fn a_broader_theme_does_not_count_where_a_narrower_one_is_shared() {
    let catalogue = themed(&LOVE, &[("a", &["doomed-love"]), ("b", &["doomed-love", "love-triangle"])]);
    assert_eq!(pairs(&catalogue, true), ["a b 1"]);
}

#[test]
fn a_broader_theme_counts_where_both_name_it() {
    let catalogue = themed(&LOVE, &[("a", &["doomed-love", "love"]), ("b", &["doomed-love", "love"])]);
    assert_eq!(pairs(&catalogue, false), ["a b 2"]);
    assert_eq!(pairs(&catalogue, true), ["a b 2"]);
}

/// Videos and themes drawn at random, themes in a hierarchy without cycles.
fn random_catalogue(random: &mut Random) -> Catalogue {
    let theme = |at: usize| format!("t{at:02}");
    let themes: Vec<_> = (0..12)
        .map(|at| {
            let above: BTreeSet<String> =
                (0..random.below(3)).filter(|_| at > 0).map(|_| theme(random.below(at.max(1)))).collect();
            json!({"id": theme(at), "name": theme(at), "broader": above})
        })
        .collect();
    let videos: Vec<_> = (0..2 + random.below(14))
        .map(|at| {
            let carried: BTreeSet<String> = (0..random.below(7)).map(|_| theme(random.below(12))).collect();
            json!({"id": format!("v{at:02}"), "title": "V", "themes": carried})
        })
        .collect();
    catalogue(json!({"themes": themes, "videos": videos}))
}

/// A theme and everything above it, by walking up.
fn upwards(catalogue: &Catalogue, theme: u32) -> BTreeSet<u32> {
    let above = &catalogue.themes[theme as usize].broader;
    above.iter().flat_map(|&above| upwards(catalogue, above)).chain([theme]).collect()
}

/// What two videos share, straight from the definition.
fn shared_by_definition(catalogue: &Catalogue, a: usize, b: usize, broader: bool) -> Vec<u32> {
    let named = |v: usize| catalogue[catalogue.videos[v].themes].iter().map(|c| c.theme).collect::<BTreeSet<u32>>();
    let all = |v: usize| named(v).into_iter().flat_map(|t| upwards(catalogue, t)).collect::<BTreeSet<u32>>();
    let both_name: BTreeSet<u32> = named(a).intersection(&named(b)).copied().collect();
    if !broader {
        return both_name.into_iter().collect();
    }
    let common: BTreeSet<u32> = all(a).intersection(&all(b)).copied().collect();
    let implied = |theme: u32| common.iter().any(|&other| other != theme && upwards(catalogue, other).contains(&theme));
    common.iter().copied().filter(|&theme| both_name.contains(&theme) || !implied(theme)).collect()
}

#[test]
fn the_pairs_are_those_that_a_look_at_every_pair_finds() {
    let mut random = Random(1);
    for _ in 0..60 {
        let catalogue = random_catalogue(&mut random);
        for broader in [false, true] {
            let mut expected = Vec::new();
            for b in 0..catalogue.videos.len() {
                for a in 0..b {
                    let themes = shared_by_definition(&catalogue, a, b, broader);
                    if !themes.is_empty() {
                        expected.push((themes.len(), a, b, themes));
                    }
                }
            }
            expected.sort_by_key(|(count, a, b, _)| (std::cmp::Reverse(*count), *a, *b));
            for top in [None, Some(0), Some(1), Some(3), Some(10)] {
                let answer = shared(&catalogue, &SharedParams { broader, top, ..SharedParams::default() });
                assert_eq!(answer.total, Some(expected.len()));
                let cut = &expected[..expected.len().min(top.unwrap_or(usize::MAX))];
                let found: Vec<_> = answer.pairs.iter().map(|p| (p.count, p.videos, p.themes.clone())).collect();
                let name = |v: &usize| catalogue.name(Node::video(*v as u32));
                let themes = |t: &Vec<u32>| t.iter().map(|&t| catalogue.name(Node::theme(t))).collect::<Vec<_>>();
                let named: Vec<_> = cut.iter().map(|(c, a, b, t)| (*c, [name(a), name(b)], themes(t))).collect();
                assert_eq!(found, named, "broader {broader}, top {top:?}");
            }
        }
    }
}

#[test]
fn by_theme_only_what_two_videos_carry_is_listed() {
    let catalogue = videos(&[("a", &["x", "y"]), ("b", &["y", "z"]), ("c", &["y", "z"])]);
    let answer = shared_by_theme(&catalogue, &SharedByThemeParams::default());
    let expected = r#"{"query":"shared-by-theme","total":2,"themes":[{"theme":"theme:y","videos":["video:a","video:b","video:c"],"count":3},{"theme":"theme:z","videos":["video:b","video:c"],"count":2}]}"#;
    assert_eq!(text(&answer), expected);
}

#[test]
fn by_broader_theme_a_video_counts_once_however_many_narrower_ones_it_carries() {
    let catalogue = themed(&LOVE, &[("a", &["doomed-love", "love-triangle"]), ("b", &["love-triangle"])]);
    let answer = shared_by_theme(&catalogue, &SharedByThemeParams { broader: true, top: None });
    let counts: Vec<_> = answer.themes.iter().map(|t| (t.theme.id, t.count)).collect();
    assert_eq!(counts, [("feeling", 2), ("love", 2), ("love-triangle", 2)]);
}

/// Three videos with evidence of every sort.
fn told() -> Catalogue {
    catalogue(json!({
        "source": "life",
        "sources": [
            {"id": "life", "title": "Videos with storylines", "publisher": "K-Pop Life"},
            {"id": "wiki", "title": "One More Day"}
        ],
        "themes": [
            {"id": "abuse", "name": "Abuse"},
            {"id": "domestic-violence", "name": "Domestic violence", "broader": ["abuse"]},
            {"id": "killing", "name": "Killing"}
        ],
        "videos": [
            {"id": "lies", "title": "Lies", "themes": [
                {"theme": "domestic-violence", "evidence": "Her boyfriend beats her."},
                {"theme": "killing", "weight": "minor", "evidence": "She strikes back, and he dies.", "spoiler": true}
            ]},
            {"id": "one-more-day", "title": "One More Day", "themes": [
                {"theme": "domestic-violence", "weight": "choice", "basis": "interpretation", "source": "wiki", "evidence": "The husband raises his hand"},
                {"theme": "killing", "basis": "official", "evidence": "Who held the knife?"}
            ]},
            {"id": "need", "title": "I Need U", "themes": [{"theme": "abuse"}]}
        ]
    }))
}

fn among<'a>(catalogue: &'a Catalogue, names: &[&str], broader: bool) -> SharedAmongAnswer<'a> {
    let videos = names.iter().map(|name| node(catalogue, name)).collect();
    shared_among(catalogue, &SharedAmongParams { videos, broader })
}

#[test]
fn what_two_videos_share_is_told_with_the_evidence_of_each() {
    let catalogue = told();
    let answer = among(&catalogue, &["video:lies", "video:one-more-day"], false);
    assert_eq!(
        answer.sentences[0],
        "Lies and One More Day both turn on domestic violence: Lies: Her boyfriend beats her (on screen; K-Pop Life); \
         One More Day: The husband raises his hand (an interpretation; One More Day)."
    );
}

#[test]
fn a_spoiler_is_marked_before_it_is_told() {
    let catalogue = told();
    let answer = among(&catalogue, &["video:one-more-day", "video:lies"], false);
    assert_eq!(
        answer.sentences[1],
        "One More Day and Lies both deal with killing: One More Day: Who held the knife? (official; K-Pop Life); \
         Lies (spoiler): She strikes back, and he dies (on screen; K-Pop Life)."
    );
}

#[test]
fn a_video_comes_to_a_broader_theme_by_its_narrower_one() {
    let catalogue = told();
    let answer = among(&catalogue, &["video:lies", "video:need"], true);
    assert_eq!(
        answer.sentences,
        ["Lies and I Need U both turn on abuse: Lies, by its domestic violence: Her boyfriend beats her (on screen; \
          K-Pop Life); I Need U: no evidence is given (on screen; K-Pop Life)."]
    );
}

#[test]
fn what_several_share_is_what_every_one_carries() {
    let catalogue = videos(&[("a", &["x", "y", "z"]), ("b", &["y", "z"]), ("c", &["z", "x"])]);
    let answer = data(&among(&catalogue, &["video:c", "video:a", "video:b", "video:a"], false));
    assert_eq!(answer["videos"], json!(["video:c", "video:a", "video:b"]));
    assert_eq!(answer["themes"], json!(["theme:z"]));
    assert_eq!(answer["count"], json!(1));
    assert_eq!(answer["sentences"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_best_pairs_of_videos_with_many_themes_are_found() {
    let mut random = Random(3);
    for _ in 0..5 {
        let theme = |at: usize| format!("t{at:03}");
        let video = |random: &mut Random, at: usize| {
            let themes: BTreeSet<String> = (0..20 + random.below(60)).map(|_| theme(random.below(200))).collect();
            json!({"id": format!("v{at:02}"), "title": "V", "themes": themes})
        };
        let videos: Vec<_> = (0..30).map(|at| video(&mut random, at)).collect();
        let themes: Vec<_> = (0..200).map(|at| json!({"id": theme(at), "name": "T"})).collect();
        let catalogue = catalogue(json!({"themes": themes, "videos": videos}));
        let all = shared(&catalogue, &SharedParams::default());
        for top in [1, 2, 7, 50, 400] {
            let cut = shared(&catalogue, &SharedParams { top: Some(top), ..SharedParams::default() });
            assert_eq!(cut.pairs, all.pairs[..top]);
        }
    }
}

#[test]
fn partners_are_counted_across_blocks_of_videos() {
    let mut random = Random(5);
    // Themes a and b are common, the others rare.
    let video = |random: &mut Random, at: usize| {
        let mut themes = BTreeSet::new();
        for (common, one_of) in [("a", 9), ("b", 300)] {
            if random.below(one_of) == 0 {
                themes.insert(common.to_string());
            }
        }
        if random.below(2) == 0 {
            themes.insert(format!("r{}", random.below(3000)));
        }
        json!({"id": format!("v{at:05}"), "title": "V", "themes": themes})
    };
    let videos: Vec<_> = (0..34_000).map(|at| video(&mut random, at)).collect();
    let ids = (0..3000).map(|at| format!("r{at}")).chain(["a", "b"].map(String::from));
    let themes: Vec<_> = ids.map(|id| json!({"id": id, "name": "T"})).collect();
    let catalogue = catalogue(json!({"themes": themes, "videos": videos}));
    let overlap = Overlap::of(&catalogue, false);
    let mut expected = vec![0; 34_000];
    overlap.for_each_pair(|a, b, _| {
        expected[a as usize] += 1;
        expected[b as usize] += 1;
    });
    assert!(overlap.partner_counts() == expected);
}

/// A catalogue of `count` videos that carry up to six of 30 themes, low numbers far more often.
fn skewed(count: usize) -> Catalogue {
    let mut random = Random(11);
    let themes: Vec<_> = (0..30).map(|at| json!({"id": format!("t{at:02}"), "name": "T"})).collect();
    let mut video = |at: usize| {
        let carried: BTreeSet<_> =
            (0..random.below(7)).map(|_| format!("t{:02}", random.below(30) * random.below(30) / 30)).collect();
        json!({"id": format!("v{at:03}"), "title": "V", "themes": carried})
    };
    let videos: Vec<_> = (0..count).map(&mut video).collect();
    catalogue(json!({"themes": themes, "videos": videos}))
}

#[test]
fn pairs_that_come_one_by_one_are_all_pairs_by_count_and_then_by_ids() {
    let catalogue = skewed(150);
    let carried = |at: usize| {
        catalogue[catalogue.videos[at].themes].iter().map(|carried| carried.theme).collect::<BTreeSet<u32>>()
    };
    let mut expected = Vec::new();
    for a in 0..150 {
        for b in a + 1..150 {
            let count = carried(a).intersection(&carried(b)).count();
            if count > 0 {
                expected.push((std::cmp::Reverse(count), format!("v{a:03}"), format!("v{b:03}")));
            }
        }
    }
    expected.sort();
    for top in [None, Some(0), Some(1), Some(77), Some(expected.len() + 1)] {
        let mut found = Vec::new();
        every_shared_pair(&catalogue, &SharedParams { top, ..SharedParams::default() }).for_each(|pair| {
            found.push((std::cmp::Reverse(pair.count), pair.videos[0].id.to_owned(), pair.videos[1].id.to_owned()));
            ControlFlow::Continue(())
        });
        assert_eq!(found, expected[..top.unwrap_or(usize::MAX).min(expected.len())]);
    }
}

#[test]
fn pairs_that_come_one_by_one_have_the_json_of_pairs_that_are_held() {
    for broader in [false, true] {
        let catalogue = themed(
            &[("a", &[]), ("b", &["a"]), ("c", &["b"]), ("d", &["b"])],
            &[("v", &["c", "d"]), ("w", &["d"]), ("x", &["a", "d"]), ("y", &["c"]), ("z", &[])],
        );
        let params = SharedParams { broader, ..SharedParams::default() };
        let streamed = serde_json::to_string(&every_shared_pair(&catalogue, &params)).ok();
        assert_eq!(streamed, Some(text(&shared(&catalogue, &params))));
    }
}

#[test]
fn the_largest_numbers_of_partners_are_found_without_the_rest() {
    let catalogue = skewed(400);
    let overlap = Overlap::of(&catalogue, false);
    let all = overlap.partner_counts();
    let mut sorted = all.clone();
    sorted.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
    for top in [0, 1, 7, 50, 399, 400, 500] {
        let found = overlap.largest_partner_counts(top);
        let Some(&least) = sorted.get(..top.min(400)).and_then(<[u32]>::last) else { continue };
        for (found, &all) in found.iter().zip(&all).filter(|(_, all)| **all >= least) {
            assert_eq!(*found, all);
        }
    }
}
