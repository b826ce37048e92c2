//! Two CSV tables (RFC 4180) under headers that `neo4j-admin database import` takes as they are.
//!
//! What is not known is an empty cell. A cell that a spreadsheet would run as a formula begins with an apostrophe, see
//! [`escape::csv_cell`].

use std::io::{self, Write};

use ::csv::{Terminator, Writer, WriterBuilder};

use super::Positions;
use super::attributes::{self, Edges, Type, Value};
use super::sink::Names;
use crate::graph::View;
use crate::text::escape;

/// Writes the nodes of `view`; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write_nodes(view: &View<'_, '_>, _: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let catalogue = view.graph.catalogue();
    let attributes: Vec<_> = attributes::of_nodes(view.kind).collect();
    let names = Names::of(view);
    let mut table = Table::new(out);
    table.text("id:ID")?;
    for attribute in &attributes {
        table.heading(if attribute.name == "kind" { ":LABEL" } else { attribute.name }, attribute.of_type)?;
    }
    table.end_row()?;
    for (at, &node) in view.nodes.iter().enumerate() {
        table.bytes(names.get(at as u32))?;
        for attribute in &attributes {
            let known = attribute.kinds.contains(&node.kind).then(|| (attribute.value)(catalogue, node));
            table.cell(known.flatten())?;
        }
        table.end_row()?;
    }
    table.finish()
}

/// Writes the edges of `view`; see [`super::Writer`].
///
/// # Errors
/// Whatever `out` gives.
pub fn write_edges(view: &View<'_, '_>, _: Option<&Positions>, out: &mut dyn Write) -> io::Result<()> {
    let attributes: Vec<_> = attributes::of_edges(view.kind).collect();
    let names = Names::of(view);
    let mut table = Table::new(out);
    table.text(":START_ID")?;
    table.text(":END_ID")?;
    for attribute in &attributes {
        table.heading(if attribute.name == "relation" { ":TYPE" } else { attribute.name }, attribute.of_type)?;
    }
    table.end_row()?;
    let known = Edges::of(view);
    let ahead = |edge: &_| known.ahead(edge);
    names.for_each_edge(view.edges.iter(), ahead, |edge| {
        let facts = known.facts(edge);
        table.bytes(names.get(edge.from))?;
        table.bytes(names.get(edge.to))?;
        for attribute in &attributes {
            let known = attribute.relations.contains(&edge.relation).then(|| (attribute.value)(&facts));
            table.cell(known.flatten())?;
        }
        table.end_row()
    })?;
    table.finish()
}

struct Table<'w> {
    writer: Writer<&'w mut dyn Write>,
}

impl<'w> Table<'w> {
    fn new(out: &'w mut dyn Write) -> Self {
        let mut builder = WriterBuilder::new();
        Self { writer: builder.terminator(Terminator::CRLF).buffer_capacity(1 << 16).from_writer(out) }
    }

    fn heading(&mut self, name: &str, of_type: Type) -> io::Result<()> {
        match of_type {
            Type::String => self.text(name),
            Type::Int => self.text(&format!("{name}:int")),
            Type::Bool => self.text(&format!("{name}:boolean")),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.bytes(text.as_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_field(bytes).map_err(io_error)
    }

    fn cell(&mut self, value: Option<Value<'_>>) -> io::Result<()> {
        match value {
            None => self.text(""),
            Some(Value::Word(word)) => self.text(word),
            Some(Value::Text(text)) => self.text(&escape::csv_cell(&text)),
            Some(Value::Int(number)) => self.text(&number.to_string()),
            Some(Value::Bool(yes)) => self.text(if yes { "true" } else { "false" }),
            Some(Value::Date(date)) => self.text(&date.to_string()),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error that the writer below gave, so that a closed pipe stays one.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
