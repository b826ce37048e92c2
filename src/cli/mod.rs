//! Floor 6: what a person types and reads.
//!
//! [`args`] says what can be typed, `commands` holds one thin file a command, `answer` writes what a query
//! answered, `files` reads catalogues and writes files, `progress` shows how far long work is, `error` says how a command fails.

mod answer;
pub mod args;
mod commands;
mod error;
mod files;
mod names;
mod parallel;
mod picture;
mod progress;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use error::CliError;

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no error, so whether help reached its reader does not matter.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(&cli, &mut out).and_then(|()| out.flush().map_err(CliError::from));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = out.flush();
            let _ = io::stderr().lock().write_all(error.report(io::stderr().is_terminal()).as_bytes());
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(cli: &Cli, out: &mut dyn Write) -> Result<(), CliError> {
    let paths = &cli.catalogues[..];
    match &cli.command {
        Command::Build(args) => commands::build::run(paths, args, out),
        Command::Shared(args) => commands::shared::run(paths, args, out),
        Command::Similar(args) => commands::similar::run(paths, args, out),
        Command::Path(args) => commands::path::run(paths, args, out),
        Command::Show(args) => commands::show::run(paths, args, out),
        Command::List(args) => commands::list::run(paths, args, out),
        Command::Stats(args) => commands::stats::run(paths, args, out),
        Command::Chart(args) => commands::chart::run(paths, args, out),
        Command::Diagram(args) => commands::diagram::run(paths, args, out),
        Command::Export(args) => commands::export::run(paths, args, out),
        Command::Check(args) => commands::check::run(paths, args, out),
        Command::Schema => commands::about::schema(out),
        Command::Completions { shell } => commands::about::completions(*shell, out),
        Command::Man => commands::about::man(out),
    }
}
