//! `show`: all that is known of one thing.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::Kind;
use crate::cli::args::ShowArgs;
use crate::cli::error::CliError;
use crate::cli::{answer, files, names};
use crate::graph::StoryGraph;
use crate::query::{self, ShowParams};

/// Answers for one thing of any kind.
pub fn run(paths: &[PathBuf], args: &ShowArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = files::load(paths)?;
    let node = names::find(&catalogue, &args.name, &Kind::ALL)?;
    let graph = StoryGraph::build(&catalogue);
    answer::write(&query::show(&graph, &ShowParams { node }), &catalogue, args.answer.format, out)
}
