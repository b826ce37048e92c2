//! The `leitmotif` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    leitmotif::cli::main()
}
