//! DOT with every position pinned, so that `neato -n2 -Tsvg` redraws Leitmotif's own picture.
//!
//! A logical pixel is a point, and a point is the 72nd part of an inch; Graphviz counts upwards.

use std::io::{self, Write};

use super::attributes::Edges;
use super::dot::{self, List};
use super::sink::{Names, Sink};
use super::style;
use super::{Placed, Positions, Route, kinds, relations};
use crate::catalogue::Kind;
use crate::geometry::Point;
use crate::graph::{Relation, View, ViewEdge};
use crate::text::escape;

const POINTS_PER_INCH: f64 = 72.0;

/// Writes `view` where `positions` has it; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives, and [`io::ErrorKind::InvalidInput`] where there are no positions.
pub fn write(view: &View<'_, '_>, positions: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let missing = || io::Error::new(io::ErrorKind::InvalidInput, "only a drawn view has positions to write");
    let positions = positions.ok_or_else(missing)?;
    let mut sink = Sink::new(out);
    dot::open(view, &mut sink);
    sink.raw("// neato -n2 -Tsvg\ngraph [inputscale=72, pad=0.3, outputorder=edgesfirst, bgcolor=");
    sink.colour(style::PALETTE.background).raw("];\n");
    dot::defaults(&mut sink);
    let names = dot::names(view);
    for &kind in kinds(view.kind) {
        nodes(view, positions, kind, &names, &mut sink)?;
    }
    for &relation in relations(view.kind) {
        edges(view, positions, relation, &names, &mut sink)?;
    }
    sink.raw("}\n");
    sink.finish()
}

fn placed(positions: &Positions, at: u32) -> Option<&Placed> {
    positions.nodes.get(at as usize)?.as_ref()
}

fn nodes(view: &View<'_, '_>, positions: &Positions, kind: Kind, names: &Names, sink: &mut Sink<'_>) -> io::Result<()> {
    // Where something is that is not drawn matters to nobody, but Graphviz wants to know.
    let somewhere = positions.nodes.iter().flatten().next().map_or_else(Point::default, |placed| placed.centre);
    let catalogue = view.graph.catalogue();
    let mut first = true;
    for (at, &node) in view.nodes.iter().enumerate().filter(|(_, node)| node.kind == kind) {
        if std::mem::take(&mut first) {
            dot::node_defaults(kind, sink);
            // A diagram's boxes are boxes.
            sink.raw("node [shape=box, style=\"rounded,filled\", fixedsize=shape];\n");
        }
        sink.raw("\"").name(names, at as u32).raw("\" [label=\"");
        let placed = placed(positions, at as u32);
        let lines = placed.map_or(&[][..], |placed| &placed.lines);
        if lines.is_empty() {
            sink.raw(&escape::dot_label(catalogue.label(node)));
        }
        for (number, line) in lines.iter().enumerate() {
            sink.raw(if number == 0 { "" } else { "\\n" }).raw(&escape::dot_label(line));
        }
        sink.raw("\", pos=\"");
        point(placed.map_or(somewhere, |placed| placed.centre), sink).raw("!\"");
        match placed {
            None => {
                sink.raw(", style=invis");
            }
            Some(placed) => {
                sink.raw(", width=").inches(placed.size.w).raw(", height=").inches(placed.size.h);
                if placed.font_size > 0.0 {
                    sink.raw(", fontsize=").decimal(placed.font_size);
                }
                dot::links(catalogue, node, sink);
            }
        }
        sink.raw("];\n").item()?;
    }
    Ok(())
}

fn edges(
    view: &View<'_, '_>,
    positions: &Positions,
    relation: Relation,
    names: &Names,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let joint = if super::is_directed(view.kind) { "\" -> \"" } else { "\" -- \"" };
    let known = Edges::of(view);
    let mut first = true;
    for (at, edge) in view.edges.iter().enumerate().filter(|(_, edge)| edge.relation == relation) {
        if std::mem::take(&mut first) {
            dot::edge_defaults(relation, sink);
            if !positions.arrows {
                sink.raw("edge [dir=none];\n");
            }
        }
        sink.raw("\"").name(names, edge.from).raw(joint).name(names, edge.to).raw("\"");
        let mut list = List::default();
        let curves = curves(positions, at, &edge);
        if curves.is_empty() {
            list.name("style", sink);
            sink.raw("invis");
        } else {
            list.name("pos", sink);
            spline(&curves, positions.arrows, sink);
            dot::edge_attributes(&known, &edge, &mut list, sink);
        }
        list.close(sink);
        sink.raw(";\n").item()?;
    }
    Ok(())
}

/// The line of an edge as cubic Bézier curves; none where it is not drawn.
fn curves(positions: &Positions, at: usize, edge: &ViewEdge) -> Vec<Point> {
    let (Some(from), Some(to)) = (placed(positions, edge.from), placed(positions, edge.to)) else { return Vec::new() };
    match positions.edges.get(at) {
        Some(route) => route.as_ref().map_or_else(Vec::new, Route::curves),
        None => Route::Polyline(vec![from.centre, to.centre]).curves(),
    }
}

/// A line as Graphviz has it: where an arrow ends, then the curves.
fn spline(curves: &[Point], arrow: bool, sink: &mut Sink<'_>) {
    sink.raw("\"");
    if let (true, Some(&end)) = (arrow, curves.last()) {
        sink.raw("e,");
        point(end, sink).raw(" ");
    }
    for (at, &control) in curves.iter().enumerate() {
        sink.raw(if at == 0 { "" } else { " " });
        point(control, sink);
    }
    sink.raw("\"");
}

fn point<'s, 'w>(at: Point, sink: &'s mut Sink<'w>) -> &'s mut Sink<'w> {
    sink.decimal(at.x).raw(",").decimal(-at.y)
}

impl Sink<'_> {
    /// Writes a length in inches, to the thousandth of a pixel or so.
    fn inches(&mut self, pixels: f64) -> &mut Self {
        self.raw(&format!("{:.5}", if pixels.is_finite() { pixels / POINTS_PER_INCH } else { 0.0 }))
    }
}
