//! The `dayang` program: parses its arguments, runs a subcommand, and ends with its code.

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static MEMORY: dayang::memory::Counted = dayang::memory::Counted;

fn main() -> ExitCode {
    let arguments = dayang::cli::Arguments::parse();
    ExitCode::from(dayang::cli::run(&arguments))
}
