//! `dayang build`: issues become PDF files, whole or not at all.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ColorChoice};

use super::findings::{FindingArgs, entry, from_here};
use super::summary::Summary;
use super::work::{self, Delivery, Done, Job};
use super::{batch, deliver, exit_code};
use crate::copyfit;
use crate::deliver::ledger::Settled;
use crate::desk::{self, Session, Ways, Wish};
use crate::diag::json::{IssueEntry, PageEntry};
use crate::diag::{Finding, Place, human, terminal};

/// Sets issues and writes a PDF for each page, the whole issue as one, and report.json.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Folders of issues, or their `issue.toml`; several are set side by side.
    #[arg(required = true, value_name = "ISSUE")]
    pub issues: Vec<PathBuf>,

    /// Folder for the files, with several issues a folder each in it by date and edition; without
    /// it, `out/<date>/` in the project.
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
    let press = Press {
        command: "build",
        issues: &args.issues,
        output: args.output.as_deref(),
        wish: Wish {
            proof: args.proof,
            page: args.page,
            system_fonts: args.system_fonts,
            asked: args.findings.asked(),
            ways: Ways::Over,
            ..Wish::default()
        },
        findings: &args.findings,
        verbose: args.verbose,
        delivery: None,
    };
    press.run(color)
}

/// A run of `build` or `deliver`.
pub(super) struct Press<'a> {
    pub command: &'static str,
    pub issues: &'a [PathBuf],
    pub output: Option<&'a Path>,
    pub wish: Wish,
    pub findings: &'a FindingArgs,
    pub verbose: bool,
    pub delivery: Option<Delivery<'a>>,
}

impl Press<'_> {
    /// Takes every issue to its folder, several at a time, and tells of each in its turn.
    pub fn run(self, color: ColorChoice) -> io::Result<u8> {
        let start = Instant::now();
        let mut findings = self.findings.asked().check();
        let job = Job {
            wish: self.wish.clone(),
            output: self.output,
            several: self.issues.len() > 1,
            delivery: self.delivery.clone(),
        };
        findings.extend(twice(&job, self.issues));
        if !findings.is_empty() {
            self.findings.give(self.command, vec![], &findings, color)?;
            return Ok(exit_code(&findings));
        }
        let mut entries = vec![];
        let mut summary = Summary::default();
        let work = |session: &mut Session, issue: &Path| {
            let mut done = work::run(session, &job, issue);
            // Thousands of issues in memory are too many.
            for output in &mut done.result.outputs {
                output.bytes = vec![];
            }
            done
        };
        batch::each(
            self.issues,
            self.wish.system_fonts,
            work,
            |issue, outcome, bar| {
                let done = outcome.value.unwrap_or_else(|finding| {
                    let mut done = Done::default();
                    done.result.findings.push(*finding);
                    done
                });
                let result = &done.result;
                if self.findings.for_people() {
                    bar.aside(|| -> io::Result<()> {
                        human::print(&result.findings, color)?;
                        self.say(issue, &done)
                    })?;
                    let pages = done.settled.iter().filter(|one| one.page.is_some()).count();
                    summary.add(issue, pages, &result.findings, outcome.time);
                    findings.extend(done.result.findings);
                } else {
                    entries.push(pages_entry(issue, &done));
                    findings.extend(from_here(&result.findings, result.root.as_deref()));
                }
                Ok(())
            },
        )?;
        if self.findings.for_people() {
            summary.print(&mut terminal::out(), start.elapsed())?;
        } else {
            self.findings
                .give(self.command, entries, &findings, color)?;
        }
        Ok(exit_code(&findings))
    }

    /// What became of an issue, for people.
    fn say(&self, issue: &Path, done: &Done) -> io::Result<()> {
        let mut out = terminal::out();
        if self.verbose {
            show_changes(&mut out, &done.result)?;
        }
        if self.delivery.is_none() || self.verbose {
            out.write_all(copyfit::table(&done.result.fits, self.verbose).as_bytes())?;
            for (path, new) in &done.written {
                let word = if *new { "wrote" } else { "unchanged" };
                writeln!(out, "{word} {}", path.display())?;
            }
        }
        if done.written.is_empty() {
            writeln!(out, "nothing written for {}", issue.display())?;
        }
        match &done.sent {
            // What was not written is on no plate.
            None if done.written.is_empty() => Ok(()),
            None => show_plates(&mut out, done),
            Some(sent) => deliver::show(&mut out, done, sent),
        }
    }
}

/// The pages whose plates are to be made again.
fn show_plates(out: &mut impl Write, done: &Done) -> io::Result<()> {
    for settled in done.settled.iter().filter(|settled| settled.again) {
        if let (Some(page), Some(old)) = (settled.page, &settled.record.replaces) {
            let version = &settled.record.version;
            writeln!(
                out,
                "page {page}: to be plated again, version {version} for {old}"
            )?;
        }
    }
    Ok(())
}

/// An issue as the JSON report has it, with its pages.
fn pages_entry(issue: &Path, done: &Done) -> IssueEntry {
    let files: Vec<PathBuf> = done.written.iter().map(|(path, _)| path.clone()).collect();
    let page = |settled: &Settled| {
        Some(PageEntry {
            page: settled.page?,
            file: settled.record.file.clone(),
            version: settled.record.version.clone(),
            replaces: settled.record.replaces.clone(),
            plate_again: settled.again,
        })
    };
    let delivered = done.sent.as_ref().map(deliver::entry);
    IssueEntry {
        pages: done.settled.iter().filter_map(page).collect(),
        delivered,
        ..entry(issue, &done.result, &files)
    }
}

/// Issues whose files would overwrite each other's in one run.
fn twice(job: &Job, issues: &[PathBuf]) -> Vec<Finding> {
    let mut seen: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let mut findings = vec![];
    if issues.len() < 2 {
        return findings;
    }
    for issue in issues {
        let Some(folder) = work::folder_of(job, issue) else {
            continue;
        };
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Some(first) = seen
            .get(&folder)
            .filter(|first| whole(first) != whole(issue))
        {
            let message = format!("its files would overwrite those of {}", first.display());
            findings.push(
                Finding::unreadable("edition", message)
                    .at(Place::File(issue.clone()))
                    .hint("issues of one date are told apart by an `edition` under `[issue]`"),
            );
        }
        seen.insert(folder, issue);
    }
    findings
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
