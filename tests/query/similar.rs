//! The most like one.

use leitmotif::catalogue::Catalogue;
use leitmotif::query::{SimilarParams, similar};

use super::{node, text, themed, videos};

fn like(catalogue: &Catalogue, name: &str, broader: bool) -> Vec<(String, f64)> {
    let answer = similar(catalogue, &SimilarParams { video: node(catalogue, name), broader, top: None });
    answer.results.iter().map(|result| (result.video.id.to_string(), result.score)).collect()
}

#[test]
fn a_rare_theme_counts_more_than_a_common_one() {
    // Of eight videos four carry "common" (idf ln 2) and two "rare" (idf ln 4 = 2 ln 2).
    let catalogue = videos(&[
        ("q", &["common", "rare"]),
        ("a", &["common"]),
        ("b", &["rare"]),
        ("c", &["common"]),
        ("d", &["common"]),
        ("e", &[]),
        ("f", &[]),
        ("g", &[]),
    ]);
    let third = 0.333333;
    let expected = [("b", 0.666667), ("a", third), ("c", third), ("d", third)].map(|(id, s)| (id.to_string(), s));
    assert_eq!(like(&catalogue, "video:q", false), expected);
}

#[test]
fn what_is_not_shared_counts_against() {
    // idf: x ln(3/2) shared; y and z each ln 3 on one side only.
    let catalogue = videos(&[("a", &["x", "y"]), ("b", &["x", "z"]), ("c", &[])]);
    let expected = 1.5f64.ln() / (1.5f64.ln() + 2.0 * 3f64.ln());
    let found = like(&catalogue, "video:a", false);
    assert_eq!(found.len(), 1);
    assert!((found[0].1 - expected).abs() < 0.000_000_6, "{found:?} is not {expected}");
}

#[test]
fn the_same_themes_make_a_score_of_one() {
    let catalogue = videos(&[("a", &["x", "y", "z"]), ("b", &["x", "y", "z"]), ("c", &["z"])]);
    assert_eq!(like(&catalogue, "video:a", false)[0], ("b".to_string(), 1.0));
}

#[test]
fn a_theme_that_every_video_carries_says_nothing() {
    let catalogue = videos(&[("a", &["x"]), ("b", &["x"])]);
    assert_eq!(like(&catalogue, "video:a", false), [("b".to_string(), 0.0)]);
}

#[test]
fn a_broader_theme_makes_videos_alike_only_when_asked() {
    let broader: [(&str, &[&str]); 2] = [("doomed", &["love"]), ("triangle", &["love"])];
    let catalogue = themed(&broader, &[("a", &["doomed"]), ("b", &["triangle"]), ("c", &[]), ("d", &[])]);
    assert_eq!(like(&catalogue, "video:a", false), []);
    // love is carried by two of four (ln 2), doomed and triangle by one each (ln 4 = 2 ln 2): 1 ÷ (1 + 2 + 2).
    assert_eq!(like(&catalogue, "video:a", true), [("b".to_string(), 0.2)]);
}

#[test]
fn the_json_of_similar_is_as_the_contract_says() {
    let catalogue = videos(&[("a", &["x", "y"]), ("b", &["x"]), ("c", &["y"]), ("d", &[])]);
    let answer =
        similar(&catalogue, &SimilarParams { video: node(&catalogue, "video:a"), broader: false, top: Some(1) });
    // x and y are carried by two of four: the same idf, one of two shared.
    let expected =
        r#"{"query":"similar","video":"video:a","results":[{"video":"video:b","score":0.5,"themes":["theme:x"]}]}"#;
    assert_eq!(text(&answer), expected);
}
