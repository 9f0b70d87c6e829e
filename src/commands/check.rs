//! `dayang check`: issues are composed and held against every rule, and nothing is written.

use std::fs;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use clap::{Args, ColorChoice};

use super::findings::{FindingArgs, entry, from_here};
use super::progress::Progress;
use super::{diff, exit_code};
use crate::copyfit;
use crate::desk::{self, Wish};
use crate::diag::Finding;
use crate::diff::Settings;
use crate::print;

/// Composes issues without writing them and checks them by every rule.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders of issues, or their `issue.toml`.
    #[arg(required = true, value_name = "ISSUE")]
    pub issues: Vec<PathBuf>,

    #[command(flatten)]
    pub findings: FindingArgs,

    /// Check this page only.
    #[arg(long, value_name = "N")]
    pub page: Option<u32>,

    /// Use the system's fonts beside those in fonts/.
    #[arg(long)]
    pub system_fonts: bool,

    /// Compare the pages with the PDF files of the same names in a folder, of an issue or with a
    /// folder for each issue's date in it.
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,

    /// Folder for pictures of the pages that differ.
    #[arg(short, long, value_name = "DIR", default_value = "out/diff")]
    pub output: PathBuf,

    #[command(flatten)]
    pub comparison: diff::ComparisonArgs,
}

/// Checks every issue, several at a time; all findings come in one run.
pub fn run(args: &CheckArgs, color: ColorChoice) -> io::Result<u8> {
    let wrong = args.findings.asked().check();
    if !wrong.is_empty() {
        args.findings.give("check", vec![], &wrong, color)?;
        return Ok(exit_code(&wrong));
    }
    let today = match print::today() {
        Ok(today) => today,
        Err(finding) => {
            let findings = [*finding];
            args.findings.give("check", vec![], &findings, color)?;
            return Ok(exit_code(&findings));
        }
    };
    let wish = Wish {
        page: args.page,
        system_fonts: args.system_fonts,
        check: Some(today),
        asked: args.findings.asked(),
        ways: true,
        ..Wish::default()
    };
    let checked = check_all(args, &wish);
    let mut findings = vec![];
    let mut issues = vec![];
    for (issue, (result, shown)) in args.issues.iter().zip(&checked) {
        issues.push(entry(issue, result, &[]));
        findings.extend(shown.iter().cloned());
    }
    args.findings.give("check", issues, &findings, color)?;
    if args.findings.for_people() {
        let mut out = io::stdout().lock();
        for (issue, (result, _)) in args.issues.iter().zip(&checked) {
            out.write_all(copyfit::table(&result.fits, false).as_bytes())?;
            let state = match result.outputs.is_empty() {
                true => "not fit to print",
                false => "fit to print",
            };
            writeln!(out, "{}: {state}", issue.display())?;
        }
    }
    Ok(exit_code(&findings))
}

/// An issue's result, and its findings with their files as seen from the working folder.
type Checked = (desk::Result, Vec<Finding>);

/// Takes the issues side by side. Each waits for a composition that itself works side by side,
/// so they have threads of their own: all of a shared pool's might wait for each other.
fn check_all(args: &CheckArgs, wish: &Wish) -> Vec<Checked> {
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Checked)>> = Mutex::new(vec![]);
    let progress = Progress::new(args.issues.len());
    thread::scope(|scope| {
        for _ in 0..workers.min(args.issues.len()) {
            scope.spawn(|| {
                while let Some((at, issue)) = take(&args.issues, &next) {
                    let checked = check(args, issue, wish);
                    progress.step(&issue.to_string_lossy());
                    done.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push((at, checked));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, checked)| checked).collect()
}

fn take<'a>(issues: &'a [PathBuf], next: &AtomicUsize) -> Option<(usize, &'a Path)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    issues.get(at).map(|issue| (at, issue.as_path()))
}

fn check(args: &CheckArgs, issue: &Path, wish: &Wish) -> Checked {
    let mut result = desk::run(issue, wish);
    let mut findings = from_here(&result.findings, result.root.as_deref());
    if let Some(folder) = &args.against {
        let mut more = against(args, folder, &result);
        wish.asked.apply(&mut more);
        if crate::diag::has_errors(&more) {
            result.outputs.clear();
        }
        findings.extend(more);
    }
    (result, findings)
}

/// Compares the pages of an issue with those in a folder.
fn against(args: &CheckArgs, folder: &Path, result: &desk::Result) -> Vec<Finding> {
    let Some(date) = result.date.map(|date| date.to_string()) else {
        return vec![];
    };
    let own = folder.join(&date);
    let folder = if own.is_dir() { own.as_path() } else { folder };
    let settings: Settings = args.comparison.settings();
    let mut findings = vec![];
    // The whole issue holds the same pages again.
    for (output, number) in result.outputs.iter().zip(&result.pages) {
        let path = folder.join(&output.name);
        let old = match fs::read(&path) {
            Ok(old) => old,
            Err(err) => {
                let why = crate::project::reason(&err);
                findings.push(
                    Finding::error(
                        "page-changed",
                        format!("there is no page to compare with: {why}"),
                    )
                    .at(crate::diag::Place::File(path)),
                );
                continue;
            }
        };
        let stem = output.name.trim_end_matches(".pdf");
        let pictures = args.output.join(&date);
        findings.extend(diff::findings(
            &path,
            &old,
            &output.bytes,
            settings,
            (&pictures, stem),
            Some(*number),
        ));
    }
    findings
}
