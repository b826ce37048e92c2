//! `export`: the graph for other programs.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use crate::cli::args::ExportArgs;
use crate::cli::commands::diagram::{can_be_placed, uncut, undrawn};
use crate::cli::error::{CliError, shown};
use crate::cli::progress::{Counted, Progress};
use crate::cli::{files, names};
use crate::diagram;
use crate::export::{self, FORMATS, FormatFile, Positions};
use crate::graph::{StoryGraph, View, ViewKind};
use crate::picture::Setting;
use crate::text::Fonts;

/// Writes a view in a format to a file, or to standard output.
pub fn run(paths: &[PathBuf], args: &ExportArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let formats = || names::list(FORMATS.iter().map(|format| format.name));
    let format = export::format(&args.format).ok_or_else(|| {
        CliError::usage(format!("there is no format “{}”", args.format), format!("the formats are {}", formats()))
    })?;
    let views = || names::list(ViewKind::ALL.iter().map(|kind| kind.as_str()));
    let kind = ViewKind::ALL.into_iter().find(|kind| kind.as_str() == args.view).ok_or_else(|| {
        CliError::usage(format!("there is no view “{}”", args.view), format!("the views are {}", views()))
    })?;
    let catalogue = files::load(paths)?;
    let graph = StoryGraph::build(&catalogue);
    let view = View::try_of(&graph, kind, &names::cut(&catalogue, &args.cut)?).map_err(uncut)?;
    let positions = if format.needs_positions { Some(drawn(&view)?) } else { None };
    let write = |file: &FormatFile, out: &mut dyn Write| {
        // Every format gives a node or an edge a line.
        let lines = (view.nodes.len() + view.edges.len()) as u64;
        let to_terminal = args.output.is_none() && io::stdout().is_terminal();
        let progress = if to_terminal { Progress::hidden() } else { Progress::things("writing", lines) };
        (file.write)(&view, positions.as_ref(), &mut Counted::new(out, &progress))
    };
    match (&args.output, format.files) {
        (Some(path), [file]) => files::write_whole(path, |out| write(file, out)),
        (Some(folder), several) => {
            let is_file = folder.extension().is_some() && !folder.is_dir();
            if is_file {
                let names = names::list(several.iter().map(|file| file.name(kind)));
                let message = format!("{} is one file, and {} is {}", shown(folder), args.format, names);
                return Err(CliError::usage(
                    message,
                    "name a folder, or leave -o out to get the edges on standard output",
                ));
            }
            std::fs::create_dir_all(folder).map_err(|error| CliError::file("make", folder, &error))?;
            several
                .iter()
                .try_for_each(|file| files::write_whole(&folder.join(file.name(kind)), |out| write(file, out)))
        }
        (None, several) => several.last().map_or(Ok(()), |file| write(file, out)).map_err(CliError::from),
    }
}

/// Where the diagram of the same name has everything.
fn drawn(view: &View) -> Result<Positions, CliError> {
    let Some(kind) = diagram::named(view.kind.as_str()) else {
        let message = format!("the view “{}” is not drawn, so there are no positions to pin", view.kind.as_str());
        return Err(CliError::usage(message, "export dot, or another view"));
    };
    can_be_placed(view)?;
    let picture = diagram::draw_all(kind, view, None, &Setting::default(), &Fonts::embedded()).map_err(undrawn)?;
    Ok(Positions::of(view, &diagram::Positions::of(&picture)))
}
