//! A thing by the name that a person types.

use thiserror::Error;

use super::entities::{Catalogue, Kind, Node};
use super::fold::{fold_into, folded, folds_to};
use super::suggest::Bare;
use super::visible::quoted;

/// The most things that an unknown name suggests.
const SUGGESTED: usize = 3;
/// The most things that the hint to an ambiguous name lists.
const LISTED: usize = 10;

/// Why a name does not lead to one thing. `Display` is the message; [`NotFound::hint`] says what may help.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotFound {
    /// Several things are called so.
    #[error("{text} names {} things", candidates.len())]
    Ambiguous {
        /// What was typed, in quotation marks.
        text: String,
        /// What it may mean, in node order.
        candidates: Vec<Node>,
        /// The first candidates' names, for the hint.
        names: Vec<String>,
    },
    /// Something is called so, but it is of another kind than those asked for.
    #[error("{text} is {found}; {wanted} is asked for")]
    OtherKind {
        /// What was typed, in quotation marks.
        text: String,
        /// What it means: the first of them.
        node: Node,
        /// That in words.
        found: String,
        /// The kinds asked for, in words.
        wanted: String,
    },
    /// Nothing is called so.
    #[error("there is no {wanted} called {text}")]
    Unknown {
        /// What was typed, in quotation marks.
        text: String,
        /// The kinds asked for, in words.
        wanted: String,
        /// The nearest things, at most three.
        suggestions: Vec<Node>,
        /// Their names, for the hint.
        names: Vec<String>,
    },
}

impl NotFound {
    /// What may help, if anything.
    pub fn hint(&self) -> Option<String> {
        match self {
            NotFound::Ambiguous { names, candidates, .. } => {
                let rest = candidates.len() - names.len();
                let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                Some(format!("say which: {}{rest}", names.join(", ")))
            }
            NotFound::OtherKind { .. } => None,
            NotFound::Unknown { names, .. } if names.is_empty() => None,
            NotFound::Unknown { names, .. } => Some(format!("did you mean {}?", or(names))),
        }
    }
}

/// How well a name fits, the best first. What was typed letter by letter goes before what is only like it, and what
/// a thing is called by itself before what others call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Id,
    Name,
    Alias,
    FoldedName,
    FoldedAlias,
}

/// Finds the one thing of `kinds` that `text` names: `kind:id`, an id, a name or an alias, whatever its case,
/// accents, spacing or punctuation. With a kind before it (`video:Haru Haru`) only things of that kind are meant.
///
/// The best fit counts: an id, then a name, then an alias as it is written; then an id or name, then an alias that
/// differ only in what does not count. Takes one pass over the names.
///
/// # Errors
/// Where several things, none, or only one of another kind is called so.
pub fn find(catalogue: &Catalogue, text: &str, kinds: &[Kind]) -> Result<Node, NotFound> {
    let (asked, name) = match text.split_once(':') {
        Some((prefix, rest)) => match Kind::ALL.into_iter().find(|kind| kind.as_str() == prefix.trim()) {
            Some(kind) => (vec![kind], rest.trim()),
            None => (Kind::ALL.to_vec(), text.trim()),
        },
        None => (Kind::ALL.to_vec(), text.trim()),
    };
    let is_wanted = |node: &Node| kinds.contains(&node.kind);
    let (wanted, others): (Vec<Kind>, Vec<Kind>) = asked.iter().partition(|kind| kinds.contains(kind));
    let mut found = best(catalogue, name, &wanted);
    if found.is_empty() && asked.len() < Kind::ALL.len() {
        // A name may begin with the word for a kind and a colon.
        found = best(catalogue, text.trim(), kinds);
    }
    match found[..] {
        [one] => return Ok(one),
        [] => {}
        _ => {
            let names = found.iter().take(LISTED).map(|node| catalogue.name(*node).to_string()).collect();
            return Err(NotFound::Ambiguous { text: quoted(text), candidates: found, names });
        }
    }
    if let Some(&node) = best(catalogue, name, &others).first().filter(|node| !is_wanted(node)) {
        let found = described(catalogue, node);
        return Err(NotFound::OtherKind { text: quoted(text), node, found, wanted: with_article(kinds) });
    }
    let suggestions = nearest(catalogue, name, if wanted.is_empty() { kinds } else { &wanted });
    let names = suggestions.iter().map(|node| catalogue.name(*node).to_string()).collect();
    Err(NotFound::Unknown { text: quoted(text), wanted: words(kinds), suggestions, names })
}

/// The nodes that fit the name best, in node order.
fn best(catalogue: &Catalogue, name: &str, kinds: &[Kind]) -> Vec<Node> {
    let ids: Vec<Node> = kinds.iter().filter_map(|&kind| by_id(catalogue, kind, name)).collect();
    if !ids.is_empty() {
        return in_order(ids);
    }
    let wanted = folded(name);
    let mut best: Option<Fit> = None;
    let mut nodes = Vec::new();
    for node in kinds.iter().flat_map(|&kind| catalogue.nodes(kind)) {
        let Some(fit) = fit(catalogue, node, name, &wanted) else { continue };
        if best.is_none_or(|best| fit < best) {
            best = Some(fit);
            nodes.clear();
        }
        if best == Some(fit) {
            nodes.push(node);
        }
    }
    in_order(nodes)
}

fn in_order(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

fn by_id(catalogue: &Catalogue, kind: Kind, id: &str) -> Option<Node> {
    let found = match kind {
        Kind::Artist => catalogue.artists.binary_search_by(|a| (*a.id).cmp(id)),
        Kind::Group => catalogue.groups.binary_search_by(|g| (*g.id).cmp(id)),
        Kind::Theme => catalogue.themes.binary_search_by(|t| (*t.id).cmp(id)),
        Kind::Video => catalogue.videos.binary_search_by(|v| (*v.id).cmp(id)),
    };
    found.ok().map(|index| Node { kind, index: index as u32 })
}

/// How well a node fits, if it does. `wanted` is `name`, folded.
fn fit(catalogue: &Catalogue, node: Node, name: &str, wanted: &str) -> Option<Fit> {
    let (id, label, aliases) = (catalogue.id(node), catalogue.label(node), catalogue.aliases(node));
    let is_folded = |text: &str| !wanted.is_empty() && folds_to(text, wanted);
    if id == name {
        Some(Fit::Id)
    } else if label == name {
        Some(Fit::Name)
    } else if aliases.iter().any(|alias| alias == name) {
        Some(Fit::Alias)
    } else if is_folded(id) || is_folded(label) {
        Some(Fit::FoldedName)
    } else if aliases.iter().any(|alias| is_folded(alias)) {
        Some(Fit::FoldedAlias)
    } else {
        None
    }
}

/// The things whose names are nearest to `name`: by the letters to change, then those that have it in their name;
/// ties in node order.
fn nearest(catalogue: &Catalogue, name: &str, kinds: &[Kind]) -> Vec<Node> {
    const WITHIN: usize = usize::MAX;
    let typed = folded(name);
    let bare = Bare::new(&typed);
    let may_be_within = typed.chars().nth(1).is_some();
    let mut buffer = String::new();
    let mut near: Vec<(usize, Node)> = Vec::new();
    for node in kinds.iter().flat_map(|&kind| catalogue.nodes(kind)) {
        let names = [catalogue.id(node), catalogue.label(node)];
        let names = names.into_iter().chain(catalogue.aliases(node).iter().map(|alias| alias.as_str()));
        let distance = names.filter_map(|name| {
            fold_into(name, &mut buffer);
            bare.distance_to(&buffer).or_else(|| (may_be_within && buffer.contains(&*typed)).then_some(WITHIN))
        });
        if let Some(distance) = distance.min() {
            let this = (distance, node);
            let at = near.partition_point(|other| *other < this);
            if at < SUGGESTED {
                near.insert(at, this);
                near.truncate(SUGGESTED);
            }
        }
    }
    near.into_iter().map(|(_, node)| node).collect()
}

/// “the artist G-Dragon”.
fn described(catalogue: &Catalogue, node: Node) -> String {
    format!("the {} {}", node.kind, quoted(catalogue.label(node)))
}

/// The kinds in words: “video”, “artist or group”; “thing” for all of them.
fn words(kinds: &[Kind]) -> String {
    if Kind::ALL.iter().all(|kind| kinds.contains(kind)) {
        return "thing".into();
    }
    or(&kinds.iter().map(|kind| kind.as_str().to_owned()).collect::<Vec<_>>())
}

fn with_article(kinds: &[Kind]) -> String {
    let words = words(kinds);
    format!("{} {words}", if words.starts_with('a') { "an" } else { "a" })
}

/// “a”, “a or b”, “a, b or c”.
fn or(words: &[String]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::catalogue::{Input, load};

    fn catalogue() -> Catalogue {
        let text = r#"{"version": 1,
            "themes": [{"id": "revenge", "name": "Revenge", "aliases": ["retribution"]}],
            "groups": [{"id": "bigbang", "name": "Bigbang", "aliases": ["BIGBANG", "빅뱅"]}],
            "artists": [
                {"id": "g-dragon", "name": "G-Dragon", "aliases": ["GD", "지드래곤"]},
                {"id": "t-o-p", "name": "T.O.P", "aliases": ["TOP", "탑"]},
                {"id": "jun", "name": "Jun"}, {"id": "jun-2", "name": "JUN"}, {"id": "jun-3", "name": "Moon Jun"}
            ],
            "videos": [
                {"id": "haru-haru", "title": "Haru Haru", "aliases": ["하루하루"]},
                {"id": "lies", "title": "Lies", "aliases": ["거짓말"]},
                {"id": "top", "title": "The top"},
                {"id": "bang", "title": "!!!"},
                {"id": "re-venge", "title": "Re: Venge"},
                {"id": "revenge", "title": "Revenge"},
                {"id": "theme-song", "title": "theme: song"}
            ]}"#;
        load(&[Input::new("test", text.as_bytes())]).unwrap()
    }

    fn found(text: &str, kinds: &[Kind]) -> Result<String, NotFound> {
        let catalogue = catalogue();
        find(&catalogue, text, kinds).map(|node| catalogue.name(node).to_string())
    }

    fn names(text: &str, kinds: &[Kind]) -> String {
        found(text, kinds).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_thing_is_found_by_id_name_or_alias_in_either_script() {
        for text in [
            "haru-haru",
            "haru haru",
            "HARU HARU!",
            "Haruharu",
            "하루하루",
            "하루 하루",
            "video:haru-haru",
            "video: Haru Haru",
        ] {
            assert_eq!(names(text, &Kind::ALL), "video:haru-haru", "{text}");
        }
        for text in ["GD", "gd", "g dragon", "지드래곤", "artist:GD"] {
            assert_eq!(names(text, &Kind::ALL), "artist:g-dragon", "{text}");
        }
    }

    #[test]
    fn decomposed_hangul_is_found() {
        assert_eq!(names(&"하루하루".nfd().collect::<String>(), &Kind::ALL), "video:haru-haru");
    }

    #[test]
    fn a_name_of_punctuation_is_found_as_it_is_written() {
        assert_eq!(names("!!!", &Kind::ALL), "video:bang");
        assert!(matches!(found("???", &Kind::ALL), Err(NotFound::Unknown { .. })));
    }

    #[test]
    fn an_id_goes_before_a_name_and_what_is_written_so_before_what_is_like_it() {
        assert_eq!(names("top", &Kind::ALL), "video:top");
        assert_eq!(names("TOP", &Kind::ALL), "artist:t-o-p");
        assert_eq!(names("jun", &[Kind::Artist]), "artist:jun");
        assert_eq!(names("JUN", &[Kind::Artist]), "artist:jun-2");
    }

    #[test]
    fn only_the_kinds_asked_for_are_meant() {
        assert_eq!(names("revenge", &[Kind::Theme]), "theme:revenge");
        assert_eq!(names("theme:revenge", &Kind::ALL), "theme:revenge");
    }

    #[test]
    fn a_name_with_a_colon_is_a_name() {
        assert_eq!(names("theme: song", &[Kind::Video]), "video:theme-song");
        assert_eq!(names("Re: Venge", &[Kind::Video]), "video:re-venge");
    }

    #[test]
    fn a_name_of_several_things_lists_them() {
        let error = found("revenge", &Kind::ALL).unwrap_err();
        assert_eq!(error.to_string(), "“revenge” names 2 things");
        assert_eq!(error.hint().as_deref(), Some("say which: theme:revenge, video:revenge"));
        let error = found("J.U.N.", &[Kind::Artist]).unwrap_err();
        assert_eq!(error.hint().as_deref(), Some("say which: artist:jun, artist:jun-2"));
    }

    #[test]
    fn a_name_of_another_kind_says_what_it_is() {
        let error = found("GD", &[Kind::Video]).unwrap_err();
        assert_eq!(error.to_string(), "“GD” is the artist “G-Dragon”; a video is asked for");
        let error = found("artist:jun", &[Kind::Video]).unwrap_err();
        assert_eq!(error.to_string(), "“artist:jun” is the artist “Jun”; a video is asked for");
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest() {
        let error = found("haru harru", &[Kind::Video]).unwrap_err();
        assert_eq!(error.to_string(), "there is no video called “haru harru”");
        assert_eq!(error.hint().as_deref(), Some("did you mean video:haru-haru?"));
        let error = found("dragon", &Kind::ALL).unwrap_err();
        assert_eq!(error.hint().as_deref(), Some("did you mean artist:g-dragon?"));
        assert_eq!(found("zzzzzz", &Kind::ALL).unwrap_err().hint(), None);
    }

    #[test]
    fn what_was_typed_reaches_no_terminal_unseen() {
        let error = found("\u{1b}[2Jx", &Kind::ALL).unwrap_err();
        assert_eq!(error.to_string(), "there is no thing called “␛[2Jx”");
    }
}
