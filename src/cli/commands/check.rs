//! `check`: reads the catalogue and reports every problem at once.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use crate::catalogue::{self, Problem};
use crate::cli::args::{AnswerArgs, AnswerFormat};
use crate::cli::error::CliError;
use crate::cli::{answer, files};
use crate::query;

/// What a program is told of a catalogue that cannot be read.
#[derive(Serialize)]
#[serde(tag = "query", rename = "check")]
struct Broken<'a> {
    problems: &'a [Problem],
    total: usize,
}

/// Answers with counts, or with every problem; then the exit code is 1.
pub fn run(paths: &[PathBuf], args: &AnswerArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let inputs = files::read_inputs(paths)?;
    match catalogue::load(&inputs) {
        Ok(catalogue) => answer::write(&query::check(&catalogue), &catalogue, args.format, out),
        Err(problems) if args.format == AnswerFormat::Json => {
            let told = Broken { problems: &problems.list, total: problems.total };
            serde_json::to_writer(&mut *out, &told).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
            Err(CliError::No)
        }
        Err(problems) => Err(CliError::Problems(problems)),
    }
}
