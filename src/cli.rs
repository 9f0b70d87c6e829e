//! The command line: what can be asked for, and what is done with faults.

use std::io;
use std::panic;

use clap::{ColorChoice, Parser, Subcommand};

use crate::commands::exit_code;
use crate::commands::{build, check, deliver, diff, exit, fonts, preflight, schema, states, watch};
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
    Deliver(deliver::DeliverArgs),
    States(states::StatesArgs),
    Proofed(states::ProofedArgs),
    Sign(states::SignArgs),
    Release(states::ReleaseArgs),
    Check(check::CheckArgs),
    Preflight(preflight::PreflightArgs),
    Diff(diff::DiffArgs),
    Fonts(fonts::FontsArgs),
    Schema(schema::SchemaArgs),
    Watch(watch::WatchArgs),
}

/// Runs the subcommand and gives its exit code.
pub fn run(arguments: &Arguments) -> u8 {
    let done = panic::catch_unwind(|| match &arguments.command {
        Command::Build(args) => build::run(args, arguments.color),
        Command::Deliver(args) => deliver::run(args, arguments.color),
        Command::States(args) => states::show(args, arguments.color),
        Command::Proofed(args) => states::proofed(args, arguments.color),
        Command::Sign(args) => states::sign(args, arguments.color),
        Command::Release(args) => states::release(args, arguments.color),
        Command::Check(args) => check::run(args, arguments.color),
        Command::Preflight(args) => preflight::run(args, arguments.color),
        Command::Diff(args) => diff::run(args, arguments.color),
        Command::Fonts(args) => fonts::run(args, arguments.color),
        Command::Watch(args) => watch::run(args, arguments.color),
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
