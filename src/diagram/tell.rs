//! What a diagram says in words of a node or an edge: tooltips, and lines of the alternative text.

use crate::catalogue::{Carried, Catalogue, Kind, Node, Weight};
use crate::graph::{Relation, View, ViewEdge};
use crate::query::prose;

/// How much a theme means to a story, in words.
pub(super) const fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Choice => "what the story is about",
        Weight::Major => "a main strand",
        Weight::Minor => "at the edge",
    }
}

/// All that a tooltip says of a node.
pub(super) fn node(catalogue: &Catalogue, node: Node) -> String {
    let mut told = catalogue.label(node).to_owned();
    let mut say = |sentence: String| {
        told.push('\n');
        told.push_str(&sentence);
    };
    let aliases: Vec<&str> = catalogue.aliases(node).iter().map(|alias| alias.as_str()).collect();
    if !aliases.is_empty() {
        say(format!("also {}", aliases.join(", ")));
    }
    match node.kind {
        Kind::Video => {
            let video = &catalogue.videos[node.at()];
            let performers: Vec<&str> = video.performers.iter().map(|&p| catalogue.label(p)).collect();
            let released = video.released.map(|date| date.to_string());
            let by: Vec<String> =
                [performers.join(", ")].into_iter().chain(released).filter(|s| !s.is_empty()).collect();
            if !by.is_empty() {
                say(by.join(", "));
            }
            if let Some(runtime) = video.runtime() {
                let stated = runtime.stated.as_ref().map_or_else(|| runtime.length.to_string(), ToString::to_string);
                say(format!("runtime {stated}"));
            }
            say(prose::count(video.themes.len(), "theme"));
        }
        Kind::Theme => {
            let theme = &catalogue.themes[node.at()];
            if let Some(definition) = &theme.definition {
                say(definition.to_string());
            }
            let carriers = catalogue.videos.iter().filter(|video| video.carries(node.index).is_some());
            let titles: Vec<&str> = carriers.map(|video| video.title.as_str()).collect();
            if !titles.is_empty() {
                say(format!("carried by {}", prose::list_some(&titles, 12)));
            }
        }
        Kind::Group => {
            let members = catalogue.artists.iter().filter(|a| a.member_of.iter().any(|m| m.group == node.index));
            let names: Vec<&str> = members.map(|artist| artist.name.as_str()).collect();
            if !names.is_empty() {
                say(format!("members: {}", prose::list_some(&names, 15)));
            }
        }
        Kind::Artist => {}
    }
    told
}

/// All that a tooltip says of an edge, with its evidence; what gives the ending away is marked.
pub(super) fn edge(view: &View, edge: &ViewEdge) -> String {
    let catalogue = view.graph.catalogue();
    let (from, to) = view.ends(edge);
    let (a, b) = (catalogue.label(from), catalogue.label(to));
    let at = edge.detail as usize;
    match edge.relation {
        Relation::Carries => match catalogue.videos[from.at()].themes.get(at) {
            Some(carried) => carries(catalogue, from, carried),
            None => format!("{a} carries {b}"),
        },
        Relation::AppearsIn => {
            let role = catalogue.videos[to.at()].cast.get(at).and_then(|cast| cast.role.as_ref());
            role.map_or_else(|| format!("{a} appears in {b}"), |role| format!("{a} appears in {b} as {role}"))
        }
        Relation::MemberOf => {
            let membership = catalogue.artists[from.at()].member_of.get(at);
            let from = membership.and_then(|m| m.from).map(|date| format!(" from {date}")).unwrap_or_default();
            let to = membership.and_then(|m| m.to).map(|date| format!(" until {date}")).unwrap_or_default();
            format!("{a} {} a member of {b}{from}{to}", if to.is_empty() { "is" } else { "was" })
        }
        Relation::Performs => format!("{a} performs {b}"),
        Relation::Broader => format!("{a} is a kind of {b}"),
        Relation::SharesThemes => format!("{a} and {b} share {}", prose::count(at, "theme")),
    }
}

fn carries(catalogue: &Catalogue, video: Node, carried: &Carried) -> String {
    let entry = &catalogue.videos[video.at()];
    let theme = catalogue.label(Node::theme(carried.theme));
    let mut told = format!("{} carries {theme} ({})", entry.title, weight(carried.weight));
    if let Some(evidence) = carried.evidence() {
        told.push('\n');
        if carried.spoiler {
            told.push_str("Spoiler: ");
        }
        told.push_str(evidence);
    }
    if let Some(source) = entry.source_of_theme(carried).or(catalogue.source) {
        let source = catalogue.source_at(source);
        told.push_str("\nSource: ");
        told.push_str(source.publisher.as_ref().unwrap_or(&source.title));
    }
    told
}
