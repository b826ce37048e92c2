//! `path`: the shortest connection between two things.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Keep, Kind};
use crate::cli::args::PathArgs;
use crate::cli::error::CliError;
use crate::cli::{answer, files, names};
use crate::graph::StoryGraph;
use crate::query::{self, PathParams};

/// Answers for two things of any kind.
pub fn run(paths: &[PathBuf], args: &PathArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let keep = if args.no_themes { Keep::PEOPLE } else { Keep { runtimes: false, ..Keep::EVERYTHING } };
    let catalogue = files::load_keeping(paths, keep)?;
    let from = names::find(&catalogue, &args.from, &Kind::ALL)?;
    let to = names::find(&catalogue, &args.to, &Kind::ALL)?;
    let graph = StoryGraph::build(&catalogue);
    let found = query::path(&graph, &PathParams { from, to, no_themes: args.no_themes });
    answer::write(&found, &catalogue, args.answer.format, out)
}
