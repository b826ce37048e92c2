//! `schema`, `completions` and `man`: what the program says about itself.

use std::io::Write;

use clap::CommandFactory;

use crate::catalogue;
use crate::cli::args::Cli;
use crate::cli::error::CliError;

/// Prints the JSON Schema of the catalogue.
pub fn schema(out: &mut dyn Write) -> Result<(), CliError> {
    Ok(out.write_all(catalogue::schema().as_bytes())?)
}

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<(), CliError> {
    // The generator panics when it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "leitmotif", &mut script);
    Ok(out.write_all(&script)?)
}

/// Prints the manual page.
pub fn man(out: &mut dyn Write) -> Result<(), CliError> {
    Ok(clap_mangen::Man::new(Cli::command()).render(out)?)
}
