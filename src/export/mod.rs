//! Floor 5: one file a graph format; [`FORMATS`] lists them.
//!
//! A format writes a [`View`] to anything that takes bytes. It knows no paths and no clock: the same view gives the same
//! bytes. What is written of a node and of an edge stands in [`attributes`], once for all formats.

use std::io::{self, Write};

use crate::catalogue::Kind;
use crate::graph::{Relation, View, ViewKind};

pub mod attributes;
pub mod csv;
pub mod dot;
mod drawn;
pub mod gexf;
pub mod graphml;
pub mod gv;
pub mod json;
mod positions;
mod sink;
pub mod style;

pub use positions::{Placed, Positions, Route};

/// A function that writes a view: into `out`, in large pieces, with a drawing's positions where there is one.
///
/// # Errors
/// Whatever `out` gives; [`io::ErrorKind::InvalidInput`] where the format needs positions and there are none.
pub type Writer = fn(view: &View<'_, '_>, positions: Option<&Positions>, out: &mut dyn Write) -> io::Result<()>;

/// A graph file format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is and who reads it, in one line.
    pub description: &'static str,
    /// Whether it can only be written of a drawn view.
    pub needs_positions: bool,
    /// The files it consists of. Where there is but one stream, such as standard output, the last one goes there.
    pub files: &'static [FormatFile],
}

/// A file of a format.
pub struct FormatFile {
    /// Its name without the extension; none: the view's name.
    pub stem: Option<&'static str>,
    /// Its extension, without a dot.
    pub extension: &'static str,
    /// What writes it.
    pub write: Writer,
}

impl FormatFile {
    /// What the file is called when it holds the view `kind`.
    pub fn name(&self, kind: ViewKind) -> String {
        format!("{}.{}", self.stem.unwrap_or(kind.as_str()), self.extension)
    }
}

/// Every format, in the order of the help.
pub static FORMATS: &[Format] = &[
    Format {
        name: "dot",
        description: "Graphviz, for any of its engines: styled, clustered, with tooltips and links",
        needs_positions: false,
        files: &[FormatFile { stem: None, extension: "dot", write: dot::write }],
    },
    Format {
        name: "gv",
        description: "Graphviz with Leitmotif's own positions: neato -n2 -Tsvg redraws the diagram",
        needs_positions: true,
        files: &[FormatFile { stem: None, extension: "gv", write: gv::write }],
    },
    Format {
        name: "graphml",
        description: "GraphML: NetworkX, igraph, yEd, Cytoscape, Neo4j",
        needs_positions: false,
        files: &[FormatFile { stem: None, extension: "graphml", write: graphml::write }],
    },
    Format {
        name: "gexf",
        description: "GEXF 1.2: Gephi, sigma.js, NetworkX; with colours and weights",
        needs_positions: false,
        files: &[FormatFile { stem: None, extension: "gexf", write: gexf::write }],
    },
    Format {
        name: "json",
        description: "node-link JSON: nx.node_link_graph(data, edges=\"edges\")",
        needs_positions: false,
        files: &[FormatFile { stem: None, extension: "json", write: json::write }],
    },
    Format {
        name: "csv",
        description: "two tables, nodes.csv and edges.csv: neo4j-admin import, DuckDB, spreadsheets; one stream gets the edges",
        needs_positions: false,
        files: &[
            FormatFile { stem: Some("nodes"), extension: "csv", write: csv::write_nodes },
            FormatFile { stem: Some("edges"), extension: "csv", write: csv::write_edges },
        ],
    },
];

/// The format called `name`.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// Whether the edges of a view have a direction.
pub const fn is_directed(kind: ViewKind) -> bool {
    match kind {
        ViewKind::Relationships | ViewKind::SharedThemes => true,
        ViewKind::Videos => false,
    }
}

/// The kinds that a view's nodes can have, and with them the attributes that its files declare.
pub const fn kinds(kind: ViewKind) -> &'static [Kind] {
    match kind {
        ViewKind::Relationships => &Kind::ALL,
        ViewKind::SharedThemes => &[Kind::Theme, Kind::Video],
        ViewKind::Videos => &[Kind::Video],
    }
}

/// The relations that a view's edges can have.
pub const fn relations(kind: ViewKind) -> &'static [Relation] {
    match kind {
        ViewKind::Relationships => &Relation::OF_GRAPH,
        ViewKind::SharedThemes => &[Relation::Carries],
        ViewKind::Videos => &[Relation::SharesThemes],
    }
}
