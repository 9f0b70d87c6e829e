//! `dayang build`: issues become PDF files, whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::exit_code;
use super::findings::{FindingArgs, entry, from_here};
use crate::copyfit;
use crate::deliver::{self, Output};
use crate::desk::{self, Wish};
use crate::diag::{Finding, Place, human};
use crate::project::reason;

/// Sets issues and writes a PDF for each page, the whole issue as one, and report.json.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folders of issues, or their `issue.toml`.
    #[arg(required = true, value_name = "ISSUE")]
    pub issues: Vec<PathBuf>,

    /// Folder for the files, with several issues a folder each in it by date; without it,
    /// `out/<date>/` in the project.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// Set this page only.
    #[arg(long, value_name = "N")]
    pub page: Option<u32>,

    /// Write the pages even if text is overset or a glyph is missing, each marked across
    /// the page as a proof that must not be printed.
    #[arg(long)]
    pub proof: bool,

    /// Use the system's fonts beside those in fonts/; the issue may then look different
    /// elsewhere.
    #[arg(long)]
    pub system_fonts: bool,

    #[command(flatten)]
    pub findings: FindingArgs,

    /// Show what cleaning changed in the copy, and the fit of every leg.
    #[arg(short, long)]
    pub verbose: bool,
}

/// Builds every issue; one broken issue does not stop the others.
pub fn run(args: &BuildArgs, color: ColorChoice) -> io::Result<u8> {
    let mut findings = args.findings.asked().check();
    if !findings.is_empty() {
        args.findings.give("build", vec![], &findings, color)?;
        return Ok(exit_code(&findings));
    }
    let mut entries = vec![];
    for issue in &args.issues {
        let (result, written) = build(args, issue);
        if args.findings.for_people() {
            human::print(&result.findings, color)?;
            say(args, issue, &result, &written)?;
            findings.extend(result.findings);
        } else {
            entries.push(entry(issue, &result, &written));
            findings.extend(from_here(&result.findings, result.root.as_deref()));
        }
    }
    if !args.findings.for_people() {
        args.findings.give("build", entries, &findings, color)?;
    }
    Ok(exit_code(&findings))
}

fn build(args: &BuildArgs, issue: &Path) -> (desk::Result, Vec<PathBuf>) {
    let wish = Wish {
        proof: args.proof,
        page: args.page,
        system_fonts: args.system_fonts,
        check: None,
        asked: args.findings.asked(),
        ways: true,
        ..Wish::default()
    };
    let mut result = desk::run(issue, &wish);
    let mut written = vec![];
    if !result.outputs.is_empty() {
        let folder = folder(args, &result);
        match write(&folder, &mut result, args.proof) {
            Ok(paths) => written = paths,
            Err(err) => result.findings.push(cannot_write(folder, &err)),
        }
    }
    (result, written)
}

/// What became of an issue, for people.
fn say(
    args: &BuildArgs,
    issue: &Path,
    result: &desk::Result,
    written: &[PathBuf],
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if args.verbose {
        show_changes(&mut out, result)?;
    }
    out.write_all(copyfit::table(&result.fits, args.verbose).as_bytes())?;
    for path in written {
        writeln!(out, "wrote {}", path.display())?;
    }
    if written.is_empty() {
        writeln!(out, "nothing written for {}", issue.display())?;
    }
    Ok(())
}

/// Where the files go, shown as the user would type it.
fn folder(args: &BuildArgs, result: &desk::Result) -> PathBuf {
    let own = || {
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        match here
            .ok()
            .and_then(|here| result.folder.strip_prefix(here).ok())
        {
            Some(near) => near.to_owned(),
            None => result.folder.clone(),
        }
    };
    match (&args.output, result.folder.file_name()) {
        // The report of one issue must not take the place of another's.
        (Some(folder), Some(date)) if args.issues.len() > 1 => folder.join(date),
        (Some(folder), _) => folder.clone(),
        (None, _) => own(),
    }
}

fn write(folder: &Path, result: &mut desk::Result, proof: bool) -> io::Result<Vec<PathBuf>> {
    deliver::settle(folder, &mut result.outputs)?;
    let mut report = desk::report(result).to_string();
    report.push('\n');
    result.outputs.push(Output {
        name: if proof {
            "proof-report.json"
        } else {
            "report.json"
        }
        .into(),
        bytes: report.into_bytes(),
    });
    deliver::deliver(folder, &result.outputs)
}

fn cannot_write(folder: PathBuf, err: &io::Error) -> Finding {
    let why = match err.kind() {
        io::ErrorKind::Other => err.to_string(),
        _ => reason(err),
    };
    Finding::error("output", format!("cannot write the pages: {why}"))
        .at(Place::File(folder))
        .hint("nothing was changed that could not be written whole")
}

fn show_changes(out: &mut impl Write, result: &desk::Result) -> io::Result<()> {
    for copy in &result.copy {
        for change in &copy.changes {
            let (article, line) = (&copy.article, change.line);
            writeln!(
                out,
                "{article}:{line}: {}: “{}” → “{}”",
                change.kind, change.before, change.after
            )?;
        }
    }
    Ok(())
}
