//! `dayang watch`: an issue's pages on the screen, set anew whenever anything of it changes.

use std::io;
use std::path::PathBuf;

use clap::{Args, ColorChoice};

use crate::preflight::rules::policy::Asked;
use crate::watch::{self, Options};

/// Shows an issue's pages in a browser on this machine, and sets them anew as soon as its
/// manifest, an article, a layout, a picture or a font changes.
///
/// The address is printed once; nothing is opened. Ctrl-C ends it. Keys and overlays: press ? on
/// the page, or see docs/watch.md.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Folder of the issue, or its `issue.toml`.
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,

    /// The port on 127.0.0.1; without it, any that is free.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,

    /// Use the system's fonts beside those in fonts/.
    #[arg(long)]
    pub system_fonts: bool,

    /// Takes all `warnings`, or the findings of a rule, for errors.
    #[arg(long, value_name = "RULE")]
    pub deny: Vec<String>,

    /// Does not tell what a rule finds.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
}

/// Watches until it is told to stop.
pub fn run(args: &WatchArgs, color: ColorChoice) -> io::Result<u8> {
    let options = Options {
        issue: args.issue.clone(),
        port: args.port,
        system_fonts: args.system_fonts,
        asked: Asked {
            deny: args.deny.clone(),
            allow: args.allow.clone(),
        },
    };
    watch::watch(&options, color)
}
