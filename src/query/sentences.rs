//! What the graph says, in sentences that can be quoted. Names come from the catalogue; everything between
//! them is here, so that `path`, `shared` and `show` speak alike.

use std::fmt;

use super::prose;
use crate::catalogue::{
    Basis, Carried, Catalogue, Membership, Node, Precision, Role, Runtime, SourceIndex, Video, Weight,
};
use crate::graph::{Edge, Hierarchy, Relation};

/// A sentence and what it rests on; shown as `Lies turns on revenge: He comes back. (on screen; K-Pop Life)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// What is said, with its full stop.
    pub words: String,
    /// Basis and source, where they are known.
    pub rests_on: String,
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)?;
        if self.rests_on.is_empty() { Ok(()) } else { write!(f, " ({})", self.rests_on) }
    }
}

/// What the edge between `from` and `to` says, in whichever direction it is walked.
pub fn of_edge(catalogue: &Catalogue, from: Node, edge: Edge, to: Node) -> Sentence {
    let at = edge.detail as usize;
    match edge.relation {
        Relation::AppearsIn => appears_in(catalogue, &catalogue.videos[to.at()], &catalogue.videos[to.at()].cast()[at]),
        Relation::Carries => {
            carries(catalogue, &catalogue.videos[from.at()], &catalogue[catalogue.videos[from.at()].themes][at])
        }
        Relation::MemberOf => member_of(catalogue, from, &catalogue[catalogue.artists[from.at()].member_of][at]),
        Relation::Performs => performs(catalogue, from, &catalogue.videos[to.at()]),
        Relation::Broader => {
            plain(format!("{} is broader than {}.", catalogue.label(to), prose::inside(catalogue.label(from))))
        }
        Relation::SharesThemes => {
            let themes = prose::count(at, "theme");
            plain(format!("{} and {} share {themes}.", catalogue.label(from), catalogue.label(to)))
        }
    }
}

fn plain(words: String) -> Sentence {
    Sentence { words, rests_on: String::new() }
}

/// “G-Dragon plays the man who takes the fall in Lies.”
fn appears_in(catalogue: &Catalogue, video: &Video, role: &Role) -> Sentence {
    let artist = &catalogue.artists[role.artist as usize].name;
    let words = match &role.role {
        Some(part) => format!("{artist} plays {part} in {}.", video.title),
        None => format!("{artist} appears in {}.", video.title),
    };
    Sentence { words, rests_on: rests_on(catalogue, None, video.source_of_role(role)) }
}

/// “Lies turns on self-sacrifice: He is caught by the police in her place.”
fn carries(catalogue: &Catalogue, video: &Video, carried: &Carried) -> Sentence {
    let verb = if carried.weight == Weight::Minor { "touches on" } else { "turns on" };
    let theme = prose::inside(&catalogue.themes[carried.theme as usize].name);
    let words = match video.evidence(carried) {
        Some(why) if carried.spoiler => format!("{} {verb} {theme}. Spoiler: {}", video.title, closed(why)),
        Some(why) => format!("{} {verb} {theme}: {}", video.title, closed(why)),
        None => format!("{} {verb} {theme}.", video.title),
    };
    Sentence { words, rests_on: rests_on(catalogue, Some(carried.basis), video.source_of_theme(carried)) }
}

/// “T.O.P was a member of Bigbang until 2023-06-01.”
fn member_of(catalogue: &Catalogue, artist: Node, membership: &Membership) -> Sentence {
    let (artist, group) = (catalogue.label(artist), &catalogue.groups[membership.group as usize].name);
    let words = match (membership.from, membership.to) {
        (None, None) => format!("{artist} is a member of {group}."),
        (Some(from), None) => format!("{artist} has been a member of {group} since {from}."),
        (None, Some(to)) => format!("{artist} was a member of {group} until {to}."),
        (Some(from), Some(to)) => format!("{artist} was a member of {group} from {from} to {to}."),
    };
    Sentence { words, rests_on: rests_on(catalogue, None, membership.source) }
}

/// “Lies is a video by Bigbang.”
fn performs(catalogue: &Catalogue, performer: Node, video: &Video) -> Sentence {
    let words = format!("{} is a video by {}.", video.title, catalogue.label(performer));
    Sentence { words, rests_on: rests_on(catalogue, None, video.source_of("performers")) }
}

/// “Lies and One More Day both turn on domestic violence: Lies: …; One More Day: ….”
///
/// A video that carries only something narrower says by what it comes there; spoilers are marked.
pub fn shared_theme(catalogue: &Catalogue, hierarchy: &Hierarchy, videos: &[u32], theme: u32) -> String {
    let below = hierarchy.descendants([theme]);
    let mut weights = Vec::new();
    let mut reasons = Vec::new();
    for video in videos.iter().map(|&video| &catalogue.videos[video as usize]) {
        let meant = |carried: &&Carried| carried.theme == theme || below.binary_search(&carried.theme).is_ok();
        let Some(carried) =
            catalogue[video.themes].iter().filter(meant).min_by_key(|c| (c.theme != theme, c.weight, c.theme))
        else {
            continue;
        };
        weights.push(carried.weight);
        reasons.push(reason(catalogue, video, carried, theme));
    }
    let verb = match weights.iter().filter(|&&weight| weight == Weight::Minor).count() {
        0 => "turn on",
        minor if minor == weights.len() => "touch on",
        _ => "deal with",
    };
    let titles: Vec<&str> = videos.iter().map(|&video| catalogue.videos[video as usize].title.as_str()).collect();
    let all = if videos.len() == 2 { "both" } else { "all" };
    let theme = prose::inside(&catalogue.themes[theme as usize].name);
    format!("{} {all} {verb} {theme}: {}.", prose::list(&titles), reasons.join("; "))
}

/// “Lies (spoiler): He is caught by the police in her place (on screen; K-Pop Life)”.
fn reason(catalogue: &Catalogue, video: &Video, carried: &Carried, theme: u32) -> String {
    let mut words = video.title.to_string();
    if carried.theme != theme {
        words += &format!(", by its {}", prose::inside(&catalogue.themes[carried.theme as usize].name));
    }
    words += match (video.evidence(carried), carried.spoiler) {
        (Some(_), true) => " (spoiler): ",
        _ => ": ",
    };
    words += video.evidence(carried).map_or("no evidence is given", |why| why.trim_end().trim_end_matches(['.', '。']));
    let rests_on = rests_on(catalogue, Some(carried.basis), video.source_of_theme(carried));
    format!("{words} ({rests_on})")
}

/// Basis and source in a few words: “on screen; K-Pop Life”. Empty where neither is known.
pub fn rests_on(catalogue: &Catalogue, basis: Option<Basis>, source: Option<SourceIndex>) -> String {
    let basis = basis.map(basis_words);
    let source = source.map(|source| source_words(catalogue, source));
    basis.into_iter().chain(source).collect::<Vec<_>>().join("; ")
}

/// What a claim rests on, in words.
pub fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Official => "official",
        Basis::OnScreen => "on screen",
        Basis::Interpretation => "an interpretation",
    }
}

/// Who published the source, or what it is called.
pub fn source_words(catalogue: &Catalogue, source: SourceIndex) -> &str {
    let source = catalogue.source_at(source);
    source.publisher.as_ref().unwrap_or(&source.title)
}

/// A sentence with an end.
fn closed(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    let ends = ['.', '!', '?', '…', '。', '！', '？', '”', '"', '’'];
    if sentence.ends_with(ends) { sentence.to_string() } else { format!("{sentence}.") }
}

/// A stated length in words: `4:46`, `almost 8:00`.
pub fn length(runtime: &Runtime) -> String {
    match runtime.precision {
        Precision::Exact => runtime.length.to_string(),
        precision => format!("{precision} {}", runtime.length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(closed("He dies"), "He dies.");
        for sentence in ["He dies.", "Does he die?", "“He dies.”"] {
            assert_eq!(closed(sentence), sentence);
        }
    }
}
