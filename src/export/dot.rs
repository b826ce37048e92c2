//! DOT, for every Graphviz engine: clusters and colours by kind, lines by relation and weight, evidence in tooltips.
//!
//! Every id and every text is quoted. Nodes and edges stand at the top level with all that is theirs, and the clusters
//! repeat only ids, so that readers which skip subgraphs lose nothing. The tables of attributes are not written: this
//! is the file for drawing.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::attributes::{EdgeFacts, Edges};
use super::sink::{Names, Sink};
use super::style;
use super::{Positions, is_directed, relations};
use crate::catalogue::{Catalogue, Kind, Node, Precision};
use crate::graph::{Relation, View, ViewEdge};
use crate::picture::Colour;
use crate::text::escape;

/// Typefaces that some machine has; Graphviz takes the first that it finds.
const FONT: &str = "fontname=\"Helvetica,Arial,sans-serif\"";

/// Writes `view` as DOT; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write(view: &View<'_, '_>, _: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    open(view, &mut sink);
    sink.raw("graph [").raw(FONT).raw(", fontsize=20, labelloc=t, label=\"");
    sink.raw(&escape::dot_label(&view.graph.catalogue().title)).raw("\"];\n");
    sink.raw("graph [rankdir=LR, ranksep=1.4, nodesep=0.1, overlap=false, sep=\"+6\", outputorder=edgesfirst];\n");
    defaults(&mut sink);
    let names = names(view);
    for &kind in super::kinds(view.kind) {
        nodes(view, kind, &names, &mut sink)?;
    }
    clusters(view, &names, &mut sink)?;
    let known = Edges::of(view);
    for &relation in relations(view.kind) {
        edges(view, relation, view.edges_of(relation), &known, &names, &mut sink)?;
    }
    sink.raw("}\n");
    sink.finish()
}

/// The names of nodes. Graphviz's fdp overruns a buffer of 1,000 bytes where two ids and a cluster's name are longer.
pub(super) fn names(view: &View<'_, '_>) -> Names {
    Names::up_to(256, view)
}

/// The first line.
pub(super) fn open(view: &View<'_, '_>, sink: &mut Sink<'_>) {
    let graph = if is_directed(view.kind) { "digraph" } else { "graph" };
    sink.raw(graph).raw(" \"").raw(view.kind.as_str()).raw("\" {\n");
}

/// What all nodes and all edges have in common.
pub(super) fn defaults(sink: &mut Sink<'_>) {
    sink.raw("node [")
        .raw(FONT)
        .raw(", fontsize=11, height=0.3, margin=\"0.1,0.04\"];\nedge [")
        .raw(FONT)
        .raw(", fontsize=9, arrowsize=0.5, fontcolor=")
        .colour(style::PALETTE.muted);
    sink.raw("];\n");
}

/// How the nodes of a kind look, for those that follow.
pub(super) fn node_defaults(kind: Kind, sink: &mut Sink<'_>) {
    let look = style::of_kind(kind);
    let style = if look.shape == "box" { "rounded,filled" } else { "filled" };
    sink.raw("\nnode [class=\"").raw(kind.as_str()).raw("\", shape=").raw(look.shape).raw(", style=\"").raw(style);
    sink.raw("\", fillcolor=")
        .colour(look.fill)
        .raw(", color=")
        .colour(look.line)
        .raw(", fontcolor=")
        .colour(look.text);
    sink.raw("];\n");
}

/// How the edges of a relation look, for those that follow.
pub(super) fn edge_defaults(relation: Relation, sink: &mut Sink<'_>) {
    let look = style::of_relation(relation);
    sink.raw("\nedge [class=\"").raw(relation.as_str()).raw("\", tooltip=\"").raw(in_words(relation));
    sink.raw("\", style=")
        .raw(look.style)
        .raw(", color=")
        .colour(look.line)
        .raw(", penwidth=")
        .decimal(style::usual_width(relation));
    sink.raw("];\n");
}

/// A relation as one says it.
const fn in_words(relation: Relation) -> &'static str {
    match relation {
        Relation::AppearsIn => "appears in",
        Relation::Broader => "is a kind of",
        Relation::Carries => "carries",
        Relation::MemberOf => "is a member of",
        Relation::Performs => "performs",
        Relation::SharesThemes => "shares themes with",
    }
}

fn nodes(view: &View<'_, '_>, kind: Kind, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let catalogue = view.graph.catalogue();
    let mut first = true;
    for (at, &node) in view.nodes.iter().enumerate().filter(|(_, node)| node.kind == kind) {
        if std::mem::take(&mut first) {
            node_defaults(kind, sink);
        }
        sink.raw("\"").name(names, at as u32).raw("\" [label=\"");
        sink.raw(&escape::dot_label(catalogue.label(node))).raw("\"");
        links(catalogue, node, sink);
        sink.raw("];\n").item()?;
    }
    Ok(())
}

/// A node's tooltip and address, where it has any.
pub(super) fn links(catalogue: &Catalogue, node: Node, sink: &mut Sink<'_>) {
    let url = url(catalogue, node);
    let tooltip = tooltip(catalogue, node);
    if let Some(tooltip) = tooltip.as_deref().or(url.as_ref().map(|_| catalogue.label(node))) {
        sink.raw(", tooltip=\"").raw(&escape::dot_tooltip(tooltip)).raw("\"");
    }
    if let Some(url) = url {
        sink.raw(", URL=\"").raw(&url).raw("\"");
    }
}

fn url(catalogue: &Catalogue, node: Node) -> Option<Cow<'_, str>> {
    match node.kind {
        Kind::Video => escape::dot_url(catalogue.videos[node.at()].url()?),
        Kind::Artist | Kind::Group | Kind::Theme => None,
    }
}

/// What is known of a node beside its label.
fn tooltip(catalogue: &Catalogue, node: Node) -> Option<String> {
    let (label, aliases) = (catalogue.label(node), catalogue.aliases(node));
    if aliases.is_empty() && matches!(node.kind, Kind::Artist | Kind::Group) {
        return None;
    }
    let mut text = String::with_capacity(label.len() + 32);
    text.push_str(label);
    for alias in aliases {
        text.push_str(" / ");
        text.push_str(alias);
    }
    match node.kind {
        Kind::Artist | Kind::Group => {}
        Kind::Theme => {
            if let Some(definition) = &catalogue.themes[node.at()].definition {
                text.push('\n');
                text.push_str(definition);
            }
        }
        Kind::Video => {
            let video = &catalogue.videos[node.at()];
            if let Some(released) = video.released {
                text.push_str(", ");
                text.push_str(released.written(&mut [0; 10]));
            }
            if let Some(runtime) = catalogue.runtime(video) {
                text.push_str(", ");
                if runtime.precision != Precision::Exact {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "{} ", runtime.precision);
                }
                text.push_str(runtime.length.written(&mut [0; 16]));
            }
            if let Some(synopsis) = video.synopsis() {
                text.push('\n');
                text.push_str(synopsis);
            }
        }
    }
    (text.len() > label.len()).then_some(text)
}

/// One cluster a kind, where there is more than one kind.
fn clusters(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let present = |kind| view.nodes.iter().any(|node| node.kind == kind);
    let kinds: Vec<Kind> = super::kinds(view.kind).iter().copied().filter(|&kind| present(kind)).collect();
    if kinds.len() < 2 {
        return Ok(());
    }
    for kind in kinds {
        let line = style::of_kind(kind).line;
        sink.raw("\nsubgraph \"cluster_").raw(kind.as_str()).raw("\" {\nlabel=\"").raw(heading(kind));
        sink.raw("\"; tooltip=\"").raw(heading(kind)).raw("\"; fontsize=13; fontcolor=").colour(line);
        sink.raw("; style=rounded; color=").colour(style::of_kind(kind).fill).raw(";\n");
        for (at, _) in view.nodes.iter().enumerate().filter(|(_, node)| node.kind == kind) {
            sink.raw("\"").name(names, at as u32).raw("\";\n").item()?;
        }
        sink.raw("}\n");
    }
    Ok(())
}

const fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Artist => "Artists",
        Kind::Group => "Groups",
        Kind::Theme => "Themes",
        Kind::Video => "Videos",
    }
}

fn edges(
    view: &View<'_, '_>,
    relation: Relation,
    edges: impl Iterator<Item = ViewEdge>,
    known: &Edges<'_, '_, '_>,
    names: &Names,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let joint = if is_directed(view.kind) { "\" -> \"" } else { "\" -- \"" };
    let mut first = true;
    let plain = has_nothing_of_its_own(relation);
    let ahead = |edge: &_| if plain { 0 } else { known.ahead(edge) };
    names.for_each_edge(edges, ahead, |edge| {
        if std::mem::take(&mut first) {
            edge_defaults(relation, sink);
        }
        sink.raw("\"").name(names, edge.from).raw(joint).name(names, edge.to).raw("\"");
        let mut list = List::default();
        edge_attributes(known, edge, &mut list, sink);
        list.close(sink);
        sink.raw(";\n").item()
    })
}

/// The brackets and commas of a list of attributes, none where there is nothing in it.
#[derive(Default)]
pub(super) struct List {
    open: bool,
}

impl List {
    pub fn name(&mut self, name: &str, sink: &mut Sink<'_>) {
        sink.raw(if std::mem::replace(&mut self.open, true) { ", " } else { " [" }).raw(name).raw("=");
    }

    pub fn close(&self, sink: &mut Sink<'_>) {
        if self.open {
            sink.raw("]");
        }
    }
}

/// Whether there is no more to say of an edge of this relation than the relation does.
const fn has_nothing_of_its_own(relation: Relation) -> bool {
    matches!(relation, Relation::Broader | Relation::Performs)
}

/// What an edge has beside the looks of its relation.
pub(super) fn edge_attributes(known: &Edges<'_, '_, '_>, edge: &ViewEdge, list: &mut List, sink: &mut Sink<'_>) {
    if has_nothing_of_its_own(edge.relation) {
        return;
    }
    let facts = known.facts(edge);
    if let Some(strength) = facts.strength() {
        let width = style::width(strength);
        if width != style::usual_width(edge.relation) {
            list.name("penwidth", sink);
            sink.decimal(width);
        }
        if strength > 1 {
            list.name("weight", sink);
            sink.int(u64::from(strength));
        }
    }
    if let Some(count) = facts.count {
        list.name("label", sink);
        sink.raw("\"").int(u64::from(count)).raw("\"");
    }
    if let Some(tooltip) = edge_tooltip(&facts) {
        list.name("tooltip", sink);
        sink.raw("\"").raw(&escape::dot_tooltip(&tooltip)).raw("\"");
    }
}

/// What there is to say of an edge beside its relation.
fn edge_tooltip(facts: &EdgeFacts<'_>) -> Option<String> {
    let catalogue = facts.catalogue;
    // Of most edges there is nothing to say, and their labels are not looked for.
    let from = || catalogue.label(facts.from);
    let to = || catalogue.label(facts.to);
    let mut text = match facts.relation {
        Relation::Broader | Relation::Performs => return None,
        Relation::AppearsIn => {
            let role = facts.role?.role.as_deref()?;
            format!("{} in {}: {role}", from(), to())
        }
        Relation::Carries => {
            let (carried, evidence) = (facts.carried?, facts.evidence?);
            let spoiler = if carried.spoiler { " (spoiler)" } else { "" };
            format!("{}, {} ({}){spoiler}: {evidence}", from(), to(), carried.weight)
        }
        Relation::MemberOf => match (facts.membership?.from, facts.membership?.to) {
            (None, None) => return None,
            (Some(begin), None) => format!("{} in {} since {begin}", from(), to()),
            (None, Some(end)) => format!("{} in {} until {end}", from(), to()),
            (Some(begin), Some(end)) => format!("{} in {}, {begin} to {end}", from(), to()),
        },
        Relation::SharesThemes => {
            let mut text = format!("{}, {}: ", from(), to());
            for (at, theme) in facts.shared_themes().enumerate() {
                text.push_str(if at == 0 { "" } else { "; " });
                text.push_str(catalogue.label(theme));
            }
            text
        }
    };
    if let Some(source) = facts.source.and_then(|at| catalogue.sources.get(at.at())) {
        let _ = write!(text, "\n({})", source.title);
    }
    Some(text)
}

impl Sink<'_> {
    /// Writes a colour in quotes, as Graphviz reads it.
    pub(super) fn colour(&mut self, colour: Colour) -> &mut Self {
        self.raw("\"").raw(&colour.to_hex()).raw("\"")
    }
}
