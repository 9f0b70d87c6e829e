//! `dayang check`: issues are composed and held against every rule, and nothing is written.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ColorChoice};

use super::findings::{FindingArgs, entry, from_here};
use super::summary::Summary;
use super::{batch, diff, exit_code};
use crate::copyfit;
use crate::desk::{self, Session, Ways, Wish};
use crate::diag::{Finding, terminal};
use crate::diff::Settings;
use crate::manifest::IssueManifest;
use crate::print;
use crate::project::Project;
use crate::states::{States, guard};

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
        ways: Ways::Everywhere,
        ..Wish::default()
    };
    let start = Instant::now();
    let (mut findings, mut issues, mut states) = (vec![], vec![], vec![]);
    let mut summary = Summary::default();
    let work = |session: &mut Session, issue: &Path| {
        let (mut result, shown) = check(args, session, issue, &wish);
        let fit = !result.outputs.is_empty();
        result.outputs.clear();
        (result, shown, fit)
    };
    batch::each(
        &args.issues,
        args.system_fonts,
        work,
        |issue, outcome, _| {
            let (result, shown, fit) = outcome.value.unwrap_or_else(|finding| {
                let result = desk::Result::default();
                (result, vec![*finding], false)
            });
            summary.add(issue, result.sheets.len(), &shown, outcome.time);
            issues.push(entry(issue, &result, &[]));
            findings.extend(shown);
            let table = copyfit::table(&result.fits, false);
            states.push((issue.to_owned(), table, fit));
            Ok(())
        },
    )?;
    args.findings.give("check", issues, &findings, color)?;
    if args.findings.for_people() {
        let mut out = terminal::out();
        for (issue, table, fit) in &states {
            out.write_all(table.as_bytes())?;
            let state = if *fit {
                "fit to print"
            } else {
                "not fit to print"
            };
            writeln!(out, "{}: {state}", issue.display())?;
        }
        summary.print(&mut out, start.elapsed())?;
    }
    Ok(exit_code(&findings))
}

/// An issue's result, and its findings with their files as seen from the working folder.
type Checked = (desk::Result, Vec<Finding>);

fn check(args: &CheckArgs, session: &mut Session, issue: &Path, wish: &Wish) -> Checked {
    let mut result = session.run(issue, wish);
    let held = held(issue, &result);
    if crate::diag::has_errors(&held) {
        result.outputs.clear();
    }
    result.findings.extend(held);
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

/// What the states of the pages forbid.
fn held(issue: &Path, result: &desk::Result) -> Vec<Finding> {
    let Some(project) = Project::find(issue).value else {
        return vec![];
    };
    let Some(manifest) = IssueManifest::read(&project, issue).value else {
        return vec![];
    };
    let states = States::read(&project, &manifest.dir);
    let mut findings = states.findings;
    if let Some(states) = states.value {
        findings.extend(guard::check(&states, &result.outputs, &manifest));
    }
    findings
}

/// Compares the pages of an issue with those in a folder.
fn against(args: &CheckArgs, folder: &Path, result: &desk::Result) -> Vec<Finding> {
    let Some(date) = result.folder.file_name() else {
        return vec![];
    };
    let own = folder.join(date);
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
        let pictures = args.output.join(date);
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
