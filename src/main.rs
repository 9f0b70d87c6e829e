//! The `dayang` program: parses its arguments, runs a subcommand, and ends with its code.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = dayang::cli::Arguments::parse();
    ExitCode::from(dayang::cli::run(&arguments))
}
