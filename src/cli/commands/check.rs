//! `check`: reads the catalogue and reports every problem at once.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use crate::catalogue::{self, Catalogue};
use crate::cli::args::{AnswerArgs, AnswerFormat};
use crate::cli::error::CliError;
use crate::cli::{answer, files};
use crate::query;

/// Answers with counts, or with every problem; then the exit code is 1.
pub fn run(paths: &[PathBuf], args: &AnswerArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let inputs = files::read_inputs(paths)?;
    // As in `files::load`: the catalogue is never freed.
    let loaded = catalogue::load(&inputs).map(ManuallyDrop::new);
    drop(inputs);
    match loaded {
        Ok(catalogue) => {
            let found = query::check::<()>(Some(&catalogue), Vec::new());
            answer::write(&found, &catalogue, args.format, out)
        }
        Err(problems) if args.format == AnswerFormat::Json => {
            let found = query::check(None, problems.list);
            answer::write(&found, &Catalogue::default(), args.format, out)?;
            Err(CliError::No)
        }
        Err(problems) => Err(CliError::Problems(problems)),
    }
}
