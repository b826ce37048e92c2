//! Floor 6: what a person types and reads.
//!
//! [`args`] says what can be typed, `commands` holds one thin file a command, `answer` writes what a query
//! answered, `files` reads catalogues and writes files, `progress` shows how far long work is, `error` says how a command
//! fails. `folder` is what `build` writes into and `manifest` what it says of itself; `part` is a file on its way, and
//! `interrupt` takes such away on Ctrl-C.

mod answer;
pub mod args;
mod commands;
mod error;
mod files;
mod folder;
mod interrupt;
mod manifest;
mod names;
mod parallel;
mod part;
mod picture;
mod progress;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use error::CliError;

use crate::catalogue::visible;

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return not_understood(&error),
    };
    interrupt::watch();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(&cli, &mut out).and_then(|()| out.flush().map_err(CliError::from));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = out.flush();
            failed(&error)
        }
    }
}

/// Says why on standard error; if that is closed, the exit code says it alone.
fn failed(error: &CliError) -> ExitCode {
    let _ = io::stderr().lock().write_all(error.report(io::stderr().is_terminal()).as_bytes());
    ExitCode::from(error.exit_code())
}

/// Help, the version, or what is wrong with the arguments.
fn not_understood(error: &clap::Error) -> ExitCode {
    // The message quotes the arguments: parsed again without what a terminal would act on, they bring it up harmless.
    let arguments = std::env::args_os().map(|argument| visible(&argument.to_string_lossy()).into_owned());
    let harmless = Cli::try_parse_from(arguments).err();
    match harmless.as_ref().unwrap_or(error).print() {
        Err(unwritten) if error.exit_code() == 0 => failed(&CliError::Output(unwritten)),
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)),
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
