//! GEXF 1.2 ("1.2draft"), as Gephi, sigma.js and NetworkX read it.
//!
//! The format has words of its own for a node's label and an edge's weight. The weight must be a number, and NetworkX
//! takes no attribute of that name that is none, so the weight that a video gives a theme is called `theme_weight` here.

use std::io::{self, Write};

use super::attributes::{self, EdgeFacts, Edges, Type};
use super::sink::{Names, Sink, Tails};
use super::{Positions, is_directed, style};
use crate::catalogue::Kind;
use crate::geometry::Point;
use crate::graph::View;
use crate::picture::Colour;
use crate::text::escape;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<meta>
<creator>Leitmotif</creator>
<description>"#;

/// Writes `view` as GEXF, in colours, and in the places of `positions` where there are any; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write(view: &View<'_, '_>, positions: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let mut sink = Sink::new(out);
    sink.raw(HEAD).raw(&escape::xml_text(&view.graph.catalogue().title)).raw("</description>\n</meta>\n");
    let direction = if is_directed(view.kind) { "directed" } else { "undirected" };
    sink.raw("<graph mode=\"static\" defaultedgetype=\"").raw(direction).raw("\">\n");
    sink.raw("<attributes class=\"node\" mode=\"static\">\n");
    for attribute in attributes::of_nodes(view.kind).filter(|a| a.name != "label") {
        declare(&mut sink, attribute.name, attribute.of_type);
    }
    sink.raw("</attributes>\n<attributes class=\"edge\" mode=\"static\">\n");
    for attribute in attributes::of_edges(view.kind) {
        declare(&mut sink, attribute.gexf_name(), attribute.of_type);
    }
    sink.raw("</attributes>\n<nodes>\n");
    let names = Names::of(view);
    nodes(view, positions, &names, &mut sink)?;
    sink.raw("</nodes>\n<edges>\n");
    edges(view, &names, &mut sink)?;
    sink.raw("</edges>\n</graph>\n</gexf>\n");
    sink.finish()
}

fn declare(sink: &mut Sink<'_>, name: &str, of_type: Type) {
    let word = match of_type {
        Type::String => "string",
        Type::Int => "integer",
        Type::Bool => "boolean",
    };
    sink.raw("<attribute id=\"").raw(name).raw("\" title=\"").raw(name).raw("\" type=\"").raw(word).raw("\"/>\n");
}

fn nodes(view: &View<'_, '_>, positions: Option<&Positions>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let catalogue = view.graph.catalogue();
    let by_kind = attributes::by_kind(view.kind);
    let colours = Kind::ALL.map(|kind| colour(style::of_kind(kind).line));
    let degrees = degrees(view);
    let mut spiral = sunflower();
    for (at, &node) in view.nodes.iter().enumerate() {
        sink.raw("<node id=\"").name(names, at as u32);
        sink.raw("\" label=\"").raw(&escape::xml_attribute(catalogue.label(node))).raw("\"><attvalues>");
        for attribute in by_kind[node.kind as usize].iter().filter(|a| a.name != "label") {
            if let Some(value) = (attribute.value)(catalogue, node) {
                sink.raw("<attvalue for=\"").raw(attribute.name).raw("\" value=\"");
                sink.value(&value, escape::xml_attribute).raw("\"/>");
            }
        }
        sink.raw("</attvalues>").raw(&colours[node.kind as usize]);
        let centre = match positions.and_then(|p| p.nodes.get(at)?.as_ref()) {
            Some(placed) => placed.centre,
            None => spiral.next().unwrap_or_default(),
        };
        // Upwards is more, as in Gephi.
        sink.raw("<viz:position x=\"").decimal(centre.x).raw("\" y=\"").decimal(-centre.y).raw("\" z=\"0\"/>");
        sink.raw("<viz:size value=\"").int(size(degrees[at])).raw("\"/></node>\n").item()?;
    }
    Ok(())
}

fn edges(view: &View<'_, '_>, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    let by_relation = attributes::by_relation(view.kind);
    let tail = |sink: &mut Sink<'_>, facts: &EdgeFacts<'_>| {
        if let Some(strength) = facts.strength() {
            sink.raw("\" weight=\"").int(u64::from(strength));
        }
        sink.raw("\"><attvalues>");
        for attribute in &by_relation[facts.relation as usize] {
            if let Some(value) = (attribute.value)(facts) {
                sink.raw("<attvalue for=\"").raw(attribute.gexf_name()).raw("\" value=\"");
                sink.value(&value, escape::xml_attribute).raw("\"/>");
            }
        }
        sink.raw("</attvalues>").raw(&colour(style::of_relation(facts.relation).line)).raw("</edge>\n");
    };
    let (known, mut tails) = (Edges::of(view), Tails::new());
    let mut number = 0;
    let ahead = |edge: &_| known.ahead(edge);
    names.for_each_edge(view.edges.iter(), ahead, |edge| {
        sink.raw("<edge id=\"").int(number).raw("\" source=\"").name(names, edge.from);
        sink.raw("\" target=\"").name(names, edge.to);
        number += 1;
        tails.write(sink, &known.facts(edge), tail);
        sink.item()
    })
}

fn colour(Colour { r, g, b, .. }: Colour) -> String {
    format!("<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>")
}

fn degrees(view: &View<'_, '_>) -> Vec<u32> {
    let mut degrees = vec![0u32; view.nodes.len()];
    for edge in view.edges.iter() {
        for end in [edge.from, edge.to] {
            degrees[end as usize] = degrees[end as usize].saturating_add(1);
        }
    }
    degrees
}

/// How large a dot is: its area grows with the number of edges.
fn size(degree: u32) -> u64 {
    8 + 4 * u64::from(degree).isqrt()
}

/// Places for nodes that nobody has drawn, as programs that only draw (sigma.js) ask for some: the seeds of a sunflower
/// (Vogel 1979), about 20 apart, in whole numbers.
fn sunflower() -> impl Iterator<Item = Point> {
    // Cosine and sine of the golden angle, π (3 − √5).
    const TURN: (f64, f64) = (-0.737_368_878_078_320, 0.675_490_294_261_524);
    let turned = |(x, y): (f64, f64)| (x * TURN.0 - y * TURN.1, x * TURN.1 + y * TURN.0);
    let directions = std::iter::successors(Some((1.0, 0.0)), move |&direction| Some(turned(direction)));
    directions.enumerate().map(|(number, (x, y))| {
        let radius = 12.0 * (number as f64).sqrt();
        Point::new((radius * x).round(), (radius * y).round())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_are_not_drawn_lie_apart_on_a_disc() {
        let points: Vec<Point> = sunflower().take(500).collect();
        for (at, a) in points.iter().enumerate() {
            assert!(a.x.hypot(a.y) <= 12.0 * (at as f64).sqrt() + 1.0);
            for b in &points[at + 1..] {
                assert!((a.x - b.x).hypot(a.y - b.y) > 10.0, "{a:?} {b:?}");
            }
        }
    }
}
