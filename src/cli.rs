//! The command line: what can be asked for, and what is done with faults.

use std::io;
use std::panic;

use clap::{ColorChoice, Parser, Subcommand};

use crate::commands::exit_code;
use crate::commands::{
    build, check, deliver, diff, exit, fit, fonts, import, new, preflight, schema, show, states,
    watch,
};
use crate::diag::{human, terminal};
use crate::memory;

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
    Fit(fit::FitArgs),
    Preflight(preflight::PreflightArgs),
    Diff(diff::DiffArgs),
    Show(show::ShowArgs),
    New(new::NewArgs),
    Fonts(fonts::FontsArgs),
    Import(import::ImportArgs),
    Schema(schema::SchemaArgs),
    Watch(watch::WatchArgs),
}

const FAULT: &str = "error: this is a fault of dayang; please report it with the issue";

/// Runs the subcommand and gives its exit code.
pub fn run(arguments: &Arguments) -> u8 {
    memory::guard();
    // A panic on a thread that nobody waits for would else end the program by a signal.
    let pool = rayon::ThreadPoolBuilder::new().panic_handler(|_| {
        terminal::say(FAULT);
        std::process::exit(exit::FAULT.into());
    });
    // There is one already when the library is used by another program.
    let _ = pool.build_global();
    let done = panic::catch_unwind(|| match &arguments.command {
        Command::Build(args) => build::run(args, arguments.color),
        Command::Deliver(args) => deliver::run(args, arguments.color),
        Command::States(args) => states::show(args, arguments.color),
        Command::Proofed(args) => states::proofed(args, arguments.color),
        Command::Sign(args) => states::sign(args, arguments.color),
        Command::Release(args) => states::release(args, arguments.color),
        Command::Check(args) => check::run(args, arguments.color),
        Command::Fit(args) => fit::run(args, arguments.color),
        Command::Preflight(args) => preflight::run(args, arguments.color),
        Command::Diff(args) => diff::run(args, arguments.color),
        Command::Show(args) => show::run(args, arguments.color),
        Command::New(args) => new::run(args, arguments.color),
        Command::Fonts(args) => fonts::run(args, arguments.color),
        Command::Watch(args) => watch::run(args, arguments.color),
        Command::Import(args) => import::run(args, arguments.color),
        Command::Schema(args) => match schema::run(args) {
            Ok(()) => Ok(exit::DONE),
            Err(findings) => {
                human::print(&findings, arguments.color).map(|()| exit_code(&findings))
            }
        },
    });
    let code = match done {
        Ok(Ok(code)) => code,
        // Whoever read our output has gone; there is nobody to tell.
        Ok(Err(err)) if err.kind() == io::ErrorKind::BrokenPipe => exit::DONE,
        Ok(Err(err)) => {
            terminal::say(format_args!("error: {err}"));
            exit::FAULT
        }
        Err(_) => {
            terminal::say(FAULT);
            exit::FAULT
        }
    };
    let Some(lost) = terminal::lost() else {
        return code;
    };
    let lost = [lost];
    let _ = human::print(&lost, arguments.color);
    code.max(exit_code(&lost))
}
