//! GraphML, as NetworkX, igraph, yEd and Cytoscape read it.
//!
//! Keys are declared with the types that all of them know; what is not known has no `<data>`.

use std::io::{self, Write};

use super::attributes::{self, EdgeFacts, Edges, Type};
use super::sink::{Names, Sink, Tails};
use super::{Positions, is_directed};
use crate::graph::View;
use crate::text::escape;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// Writes `view` as GraphML; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write(view: &View<'_, '_>, _: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    sink.raw(HEAD);
    for attribute in attributes::of_nodes(view.kind) {
        key(&mut sink, "node", "node_", attribute.name, attribute.of_type);
    }
    for attribute in attributes::of_edges(view.kind) {
        key(&mut sink, "edge", "", attribute.name, attribute.of_type);
    }
    let direction = if is_directed(view.kind) { "directed" } else { "undirected" };
    sink.raw("<graph id=\"").raw(view.kind.as_str()).raw("\" edgedefault=\"").raw(direction).raw("\">\n");
    let names = Names::of(view);
    nodes(view, &names, &mut sink)?;
    edges(view, &names, &mut sink)?;
    sink.raw("</graph>\n</graphml>\n");
    sink.finish()
}

/// Declares an attribute. Keys of nodes and of edges share one space of ids, hence the prefix; edges are many, so theirs
/// have none.
fn key(sink: &mut Sink<'_>, of: &str, prefix: &str, name: &str, of_type: Type) {
    let word = match of_type {
        Type::String => "string",
        Type::Int => "int",
        Type::Bool => "boolean",
    };
    sink.raw("<key id=\"").raw(prefix).raw(name).raw("\" for=\"").raw(of).raw("\" attr.name=\"").raw(name);
    sink.raw("\" attr.type=\"").raw(word).raw("\"/>\n");
}

fn nodes(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let catalogue = view.graph.catalogue();
    let by_kind = attributes::by_kind(view.kind);
    for (at, &node) in view.nodes.iter().enumerate() {
        sink.raw("<node id=\"").name(names, at as u32).raw("\">");
        for attribute in &by_kind[node.kind as usize] {
            if let Some(value) = (attribute.value)(catalogue, node) {
                sink.raw("<data key=\"node_").raw(attribute.name).raw("\">");
                sink.value(&value, escape::xml_text).raw("</data>");
            }
        }
        sink.raw("</node>\n").item()?;
    }
    Ok(())
}

fn edges(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let by_relation = attributes::by_relation(view.kind);
    let tail = |sink: &mut Sink<'_>, facts: &EdgeFacts<'_>| {
        sink.raw("\">");
        for attribute in &by_relation[facts.relation as usize] {
            if let Some(value) = (attribute.value)(facts) {
                sink.raw("<data key=\"").raw(attribute.name).raw("\">");
                sink.value(&value, escape::xml_text).raw("</data>");
            }
        }
        sink.raw("</edge>\n");
    };
    let (known, mut tails) = (Edges::of(view), Tails::new());
    let ahead = |edge: &_| known.ahead(edge);
    names.for_each_edge(view.edges.iter(), ahead, |edge| {
        sink.raw("<edge source=\"").name(names, edge.from).raw("\" target=\"").name(names, edge.to);
        tails.write(sink, &known.facts(edge), tail);
        sink.item()
    })
}
