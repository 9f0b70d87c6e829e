//! The command line: what can be asked for, and what is done with faults.

use std::io;
use std::panic;

use clap::{ColorChoice, Parser, Subcommand};

use crate::commands::exit_code;
use crate::commands::{build, check, diff, exit, fit, fonts, preflight, schema};
use crate::diag::human;

/// Sets a print newspaper: an issue manifest, Chinese copy and Typst layouts become pages
/// for the press.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done; 1 findings at error level; 2 wrong use or \
unreadable input; 3 a fault of the program."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Check(check::CheckArgs),
    Fit(fit::FitArgs),
    Preflight(preflight::PreflightArgs),
    Diff(diff::DiffArgs),
    Fonts(fonts::FontsArgs),
    Schema(schema::SchemaArgs),
}

/// Runs the subcommand and gives its exit code.
pub fn run(arguments: &Arguments) -> u8 {
    let done = panic::catch_unwind(|| match &arguments.command {
        Command::Build(args) => build::run(args, arguments.color),
        Command::Check(args) => check::run(args, arguments.color),
        Command::Fit(args) => fit::run(args, arguments.color),
        Command::Preflight(args) => preflight::run(args, arguments.color),
        Command::Diff(args) => diff::run(args, arguments.color),
        Command::Fonts(args) => fonts::run(args, arguments.color),
        Command::Schema(args) => match schema::run(args) {
            Ok(()) => Ok(exit::DONE),
            Err(findings) => {
                human::print(&findings, arguments.color).map(|()| exit_code(&findings))
            }
        },
    });
    match done {
        Ok(Ok(code)) => code,
        // Whoever read our output has gone; there is nobody to tell.
        Ok(Err(err)) if err.kind() == io::ErrorKind::BrokenPipe => exit::DONE,
        Ok(Err(err)) => {
            eprintln!("error: {err}");
            exit::FAULT
        }
        Err(_) => {
            eprintln!("error: this is a fault of dayang; please report it with the issue");
            exit::FAULT
        }
    }
}
