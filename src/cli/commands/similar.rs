//! `similar`: the videos most like one video.

use std::io::Write;
use std::path::PathBuf;

use crate::catalogue::{Keep, Kind};
use crate::cli::args::SimilarArgs;
use crate::cli::error::CliError;
use crate::cli::{answer, files, names};
use crate::query::{self, SimilarParams};

/// Answers for one video.
pub fn run(paths: &[PathBuf], args: &SimilarArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let catalogue = files::load_keeping(paths, Keep::THEMES)?;
    let video = names::find(&catalogue, &args.video, &[Kind::Video])?;
    let found = query::similar(&catalogue, &SimilarParams { video, broader: args.broader, top: args.rank.top() });
    answer::write(&found, &catalogue, args.rank.answer.format, out)
}
