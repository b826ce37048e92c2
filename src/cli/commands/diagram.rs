//! `diagram`: one drawn relationship diagram.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Catalogue, Node};
use crate::cli::args::DiagramArgs;
use crate::cli::error::CliError;
use crate::cli::picture::PictureFormat;
use crate::cli::{files, names, picture};
use crate::diagram::{self, DIAGRAMS, DiagramError, DiagramKind};
use crate::graph::{Cut, StoryGraph, TooManyPairs, View};

/// Draws a diagram into a file; without a name, lists the diagrams.
pub fn run(paths: &[PathBuf], args: &DiagramArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let Some(name) = &args.name else {
        return names::write_rows(DIAGRAMS.iter().map(|kind| (kind.name, kind.description)), out);
    };
    let all = || names::list(DIAGRAMS.iter().map(|kind| kind.name));
    let kind = diagram::named(name).ok_or_else(|| {
        CliError::usage(format!("there is no diagram “{name}”"), format!("the diagrams are {}", all()))
    })?;
    let (path, format) = picture::output(&args.setting, kind.name)?;
    let setting = picture::setting(&args.setting)?;
    let fonts = picture::fonts(&args.setting)?;
    let catalogue = files::load(paths)?;
    let (subject, cut) = subject_and_cut(&catalogue, kind, args)?;
    let graph = StoryGraph::build(&catalogue);
    let view = View::try_of(&graph, kind.view, &cut).map_err(uncut)?;
    // Geometry is for programs, which read labels of any number.
    let draw = if format == PictureFormat::Json { diagram::draw_all } else { diagram::draw };
    if format == PictureFormat::Json {
        can_be_placed(&view)?;
    }
    let drawn = draw(kind, &view, subject, &setting, &fonts).map_err(undrawn)?;
    picture::write(&drawn, &fonts, path, format, args.setting.scale)
}

fn subject_and_cut(
    catalogue: &Catalogue,
    kind: &DiagramKind,
    args: &DiagramArgs,
) -> Result<(Option<Node>, Cut), CliError> {
    let mut wanted = args.cut.clone();
    if let Some(name) = &args.subject {
        if !kind.needs_subject {
            let message = format!("the diagram “{}” has no thing in its middle", kind.name);
            return Err(CliError::usage(message, format!("for the surroundings of one thing: diagram around {name}")));
        }
        wanted.around = Some(name.clone());
    }
    let cut = names::cut(catalogue, &wanted)?;
    Ok((cut.around.map(|(node, _)| node), cut))
}

/// So many things are placed in some ten seconds, and time grows faster than they do.
const MOST_PLACED: usize = 3_000;

/// Whether places for all things of `view` are found while somebody waits.
pub fn can_be_placed(view: &View) -> Result<(), CliError> {
    let things = view.nodes.len();
    if things <= MOST_PLACED {
        return Ok(());
    }
    let message = format!("{things} things are too many to be placed: for more than {MOST_PLACED} nobody waits");
    Err(CliError::failed(message, CUT))
}

/// What to do about a part of the graph that is too large.
pub const CUT: &str = "take a part of it: --around NAME, --theme THEME or --top N";

/// A view that is too large for what holds it.
pub fn uncut(error: TooManyPairs) -> CliError {
    CliError::failed(error.to_string(), CUT)
}

/// A diagram that could not be drawn.
pub fn undrawn(error: DiagramError) -> CliError {
    CliError::failed(error.to_string(), error.hint())
}
