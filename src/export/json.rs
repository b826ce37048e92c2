//! Node-link JSON, as NetworkX 3.4 and later reads it: `nx.node_link_graph(data, edges="edges")`.
//!
//! `source`, `target` and `key` are the format's own words: the ends of an edge, and its number among the edges between
//! the same two nodes. Where a fact was read is therefore called `fact_source` in an edge.

use std::io::{self, Write};

use super::attributes::{self, EdgeFacts, Edges, Value};
use super::sink::{Names, Sink, Tails};
use super::{Positions, is_directed};
use crate::graph::View;
use crate::text::escape;

/// Writes `view` as node-link JSON, a node or an edge a line; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write(view: &View<'_, '_>, _: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    let directed = if is_directed(view.kind) { "true" } else { "false" };
    sink.raw("{\"directed\":").raw(directed).raw(",\"multigraph\":true,\"graph\":{\"name\":\"");
    sink.raw(&escape::json(&view.graph.catalogue().title)).raw("\",\"view\":\"").raw(view.kind.as_str()).raw("\"}");
    let names = Names::of(view);
    sink.raw(",\n\"nodes\":[");
    nodes(view, &names, &mut sink)?;
    sink.raw("],\n\"edges\":[");
    edges(view, &names, &mut sink)?;
    sink.raw("]}\n");
    sink.finish()
}

fn nodes(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let catalogue = view.graph.catalogue();
    let by_kind = attributes::by_kind(view.kind);
    for (at, &node) in view.nodes.iter().enumerate() {
        sink.raw(if at == 0 { "\n{\"id\":\"" } else { ",\n{\"id\":\"" }).name(names, at as u32).raw("\"");
        for attribute in &by_kind[node.kind as usize] {
            if let Some(value) = (attribute.value)(catalogue, node) {
                field(sink, attribute.name, &value);
            }
        }
        sink.raw("}").item()?;
    }
    Ok(())
}

fn edges(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let by_relation = attributes::by_relation(view.kind);
    let tail = |sink: &mut Sink<'_>, facts: &EdgeFacts<'_>| {
        for attribute in &by_relation[facts.relation as usize] {
            if let Some(value) = (attribute.value)(facts) {
                field(sink, attribute.json_name(), &value);
            }
        }
        sink.raw("}");
    };
    let (known, mut tails) = (Edges::of(view), Tails::new());
    let (mut ends, mut key) = ((u32::MAX, u32::MAX), 0);
    let mut first = true;
    let ahead = |edge: &_| known.ahead(edge);
    names.for_each_edge(view.edges.iter(), ahead, |edge| {
        // Edges are sorted by their ends, so that those between the same two follow one another.
        key = if ends == (edge.from, edge.to) { key + 1 } else { 0 };
        ends = (edge.from, edge.to);
        sink.raw(if first { "\n{\"source\":\"" } else { ",\n{\"source\":\"" }).name(names, edge.from);
        sink.raw("\",\"target\":\"").name(names, edge.to).raw("\",\"key\":").int(key);
        first = false;
        tails.write(sink, &known.facts(edge), tail);
        sink.item()
    })
}

fn field(sink: &mut Sink<'_>, name: &str, value: &Value<'_>) {
    let quote = match value {
        Value::Int(_) | Value::Bool(_) => "",
        Value::Word(_) | Value::Text(_) | Value::Date(_) => "\"",
    };
    sink.raw(",\"").raw(name).raw("\":").raw(quote).value(value, escape::json).raw(quote);
}
