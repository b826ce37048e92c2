//! What a diagram says in words of a node or an edge: tooltips, and lines of the alternative text.

use crate::catalogue::{Catalogue, Kind, Node};
use crate::graph::{Edge, View, ViewEdge};
use crate::query::{prose, sentences};

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
            let performers: Vec<&str> = catalogue[video.performers].iter().map(|&p| catalogue.label(p)).collect();
            let released = video.released.map(|date| date.to_string());
            let by: Vec<String> =
                [performers.join(", ")].into_iter().chain(released).filter(|s| !s.is_empty()).collect();
            if !by.is_empty() {
                say(by.join(", "));
            }
            if let Some(runtime) = catalogue.runtime(video) {
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
            let carriers = catalogue.videos.iter().filter(|video| catalogue.carries(video, node.index).is_some());
            let titles: Vec<&str> = carriers.map(|video| video.title.as_str()).collect();
            if !titles.is_empty() {
                say(format!("carried by {}", prose::list_some(&titles, 12)));
            }
        }
        Kind::Group => {
            let members =
                catalogue.artists.iter().filter(|a| catalogue[a.member_of].iter().any(|m| m.group == node.index));
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
    let (from, to) = view.ends(edge);
    let edge = Edge { relation: edge.relation, detail: edge.detail };
    sentences::of_edge(view.graph.catalogue(), from, edge, to).to_string()
}
