//! The `leitmotif` program.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    leitmotif::cli::main()
}
