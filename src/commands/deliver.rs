//! `dayang deliver`: pages are set, checked, and brought to the plate-setter, each whole and with
//! the version that tells it from what is on the press.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ColorChoice};

use super::build::Press;
use super::findings::FindingArgs;
use super::work::{Delivery, Done};
use crate::deliver::send::Sent;
use crate::deliver::ticket::{Action, Page};
use crate::desk::Wish;
use crate::diag::json::Delivered;

/// Sets issues and brings their pages to the plate-setter: the pages, a list of checksums, and a
/// ticket last. A page that is there already is not sent again; a page with an error, or a proof,
/// is never sent.
#[derive(Debug, Args)]
pub struct DeliverArgs {
    /// Folders of issues, or their `issue.toml`.
    #[arg(required = true, value_name = "ISSUE")]
    pub issues: Vec<PathBuf>,

    /// The folder to deliver to, which must be there; without it, `folder` under `[delivery]` in
    /// dayang.toml.
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,

    /// Deliver these pages only.
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub page: Vec<u32>,

    /// Deliver pages again that are there already, for instance when a plate was spoilt (补版).
    #[arg(long)]
    pub again: bool,

    /// Folder for the files as `build` writes them.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Use the system's fonts beside those in fonts/.
    #[arg(long)]
    pub system_fonts: bool,

    #[command(flatten)]
    pub findings: FindingArgs,

    /// Show what cleaning changed, the fit of every leg, and the files of the output folder.
    #[arg(short, long)]
    pub verbose: bool,
}

/// Delivers every issue; one broken issue does not stop the others.
pub fn run(args: &DeliverArgs, color: ColorChoice) -> io::Result<u8> {
    let press = Press {
        command: "deliver",
        issues: &args.issues,
        output: args.output.as_deref(),
        wish: Wish {
            system_fonts: args.system_fonts,
            asked: args.findings.asked(),
            ..Wish::default()
        },
        findings: &args.findings,
        verbose: args.verbose,
        delivery: Some(Delivery {
            to: args.to.as_deref(),
            pages: &args.page,
            again: args.again,
        }),
    };
    press.run(color)
}

/// What went, for people.
pub fn show(out: &mut impl Write, done: &Done, sent: &Sent) -> io::Result<()> {
    for page in &sent.pages {
        writeln!(out, "page {}: {}", page.page, told(page))?;
    }
    for number in &sent.kept {
        let own = done.settled.iter().find(|one| one.page == Some(*number));
        let version = own.map_or("A", |one| one.record.version.as_str());
        writeln!(out, "page {number}: version {version} is there already")?;
    }
    for held in &sent.held {
        writeln!(out, "page {}: not delivered: {}", held.page, held.why)?;
    }
    match sent.files.last() {
        Some(ticket) => writeln!(out, "ticket {}", ticket.display()),
        None => writeln!(out, "nothing to deliver"),
    }
}

fn told(page: &Page) -> String {
    let version = &page.version;
    match (&page.replaces, page.action) {
        (Some(old), _) => format!(
            "delivered, to be plated again, version {version} for {}: {}",
            old.version, page.file
        ),
        (None, Action::PlateAgain) => {
            format!(
                "delivered, to be plated again, version {version}: {}",
                page.file
            )
        }
        (None, _) => format!("delivered, version {version}: {}", page.file),
    }
}

/// What went, for programs.
pub fn entry(sent: &Sent) -> Delivered {
    let shown = |path: &PathBuf| path.to_string_lossy().replace('\\', "/");
    Delivered {
        ticket: sent.files.last().map(shown),
        pages: sent.pages.clone(),
        kept: sent.kept.clone(),
        held: sent.held.clone(),
    }
}
