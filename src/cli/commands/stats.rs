//! `stats`: counts, components, the most central, how many runtimes are known.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::args::StatsArgs;
use crate::cli::error::CliError;
use crate::cli::{answer, files};
use crate::graph::StoryGraph;
use crate::query::{self, StatsParams};

/// Answers for the whole catalogue.
pub fn run(paths: &[PathBuf], args: &StatsArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = files::load(paths)?;
    let graph = StoryGraph::build(&catalogue);
    let found = query::stats(&graph, &StatsParams { top: args.rank.top() });
    answer::write(&found, &catalogue, args.rank.answer.format, out)
}
