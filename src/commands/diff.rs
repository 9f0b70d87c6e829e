//! `dayang diff`: two PDFs compared page by page.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::exit_code;
use super::findings::FindingArgs;
use crate::deliver::{Output, deliver};
use crate::diag::{Finding, Place, brief, terminal};
use crate::diff::{self, Kind, MAX_BYTES, PageDiff, Settings};
use crate::project::reason;

/// Compares two PDFs: pages that differ, where, and in which words. Exits with 1 if any does.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The PDF as it was.
    pub old: PathBuf,

    /// The PDF as it is.
    pub new: PathBuf,

    /// Folder for pictures of the pages that differ.
    #[arg(short, long, value_name = "DIR", default_value = "out/diff")]
    pub output: PathBuf,

    #[command(flatten)]
    pub comparison: ComparisonArgs,

    #[command(flatten)]
    pub findings: FindingArgs,
}

/// How pages are compared.
#[derive(Debug, Clone, Args)]
pub struct ComparisonArgs {
    /// By how much a pixel may differ, of 255, and still be the same.
    #[arg(long, value_name = "N", default_value_t = 24)]
    pub tolerance: u8,

    /// Pixels an inch at which pages are compared.
    #[arg(long, value_name = "PPI", default_value_t = 100, value_parser = clap::value_parser!(u16).range(20..=600))]
    pub ppi: u16,
}

impl ComparisonArgs {
    pub fn settings(&self) -> Settings {
        Settings {
            ppi: f32::from(self.ppi),
            tolerance: self.tolerance,
        }
    }
}

/// Compares and says what differs.
pub fn run(args: &DiffArgs, color: ColorChoice) -> io::Result<u8> {
    let mut findings = args.findings.asked().check();
    if findings.is_empty() {
        match (read(&args.old), read(&args.new)) {
            (Ok(old), Ok(new)) => {
                let stem = args.new.file_stem().unwrap_or_default().to_string_lossy();
                let pictures = (args.output.as_path(), &*stem);
                let settings = args.comparison.settings();
                findings = self::findings(&args.new, &old, &new, settings, pictures, None);
                // What cannot be compared may be the old file.
                for finding in &mut findings {
                    if finding.unreadable && finding.message.starts_with("the old file") {
                        finding.place = Some(Place::File(args.old.clone()));
                    }
                }
                args.findings.asked().apply(&mut findings);
            }
            (old, new) => {
                let wrong = [old.err(), new.err()].into_iter().flatten();
                findings.extend(wrong.map(|finding| *finding));
            }
        }
    }
    args.findings.give("diff", vec![], &findings, color)?;
    if args.findings.for_people() && findings.is_empty() {
        writeln!(terminal::out(), "no page differs")?;
    }
    Ok(exit_code(&findings))
}

fn read(path: &Path) -> Result<Vec<u8>, Box<Finding>> {
    let wrong = |why: String| {
        let message = format!("cannot read the PDF: {why}");
        Box::new(Finding::unreadable("pdf-unreadable", message).at(Place::File(path.into())))
    };
    let size = fs::metadata(path).map_err(|err| wrong(reason(&err)))?.len();
    if size > MAX_BYTES {
        return Err(wrong(format!("it is larger than {} MB", MAX_BYTES >> 20)));
    }
    fs::read(path).map_err(|err| wrong(reason(&err)))
}

/// What differs, a finding a page; pictures go to a folder, named by the stem and the page.
/// `number` is the page's own, of a file of one page.
pub fn findings(
    shown: &Path,
    old: &[u8],
    new: &[u8],
    settings: Settings,
    (folder, stem): (&Path, &str),
    number: Option<u32>,
) -> Vec<Finding> {
    let place = Place::File(shown.to_path_buf());
    let pages = match diff::compare(old, new, settings) {
        Ok(pages) => pages,
        Err(why) => return vec![Finding::unreadable("pdf-unreadable", why).at(place)],
    };
    let mut findings = vec![];
    for page in pages {
        let name = match number {
            Some(_) => format!("{stem}.png"),
            None => format!("{stem}-{}.png", page.page),
        };
        let picture = Output::file(name, page.picture.clone());
        let mut finding = finding(&page, number).at(place.clone());
        match deliver(folder, std::slice::from_ref(&picture)) {
            Ok(paths) => {
                let paths = paths.into_iter();
                finding
                    .hints
                    .extend(paths.map(|path| format!("before and after: {}", path.display())));
            }
            Err(err) => findings.push(
                Finding::unreadable(
                    "cannot-write",
                    format!("cannot write the picture: {}", reason(&err)),
                )
                .at(Place::File(folder.join(&picture.name))),
            ),
        }
        findings.push(finding);
    }
    findings
}

/// Words that went or came, if there are any.
fn marked(sign: char, words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!("[{sign}{}{sign}]", brief(words)),
    }
}

/// So many areas and changes of words are told of a page.
const TOLD: usize = 8;

fn finding(page: &PageDiff, number: Option<u32>) -> Finding {
    let what = match page.kind {
        Kind::Changed => "differs",
        Kind::Added => "is new",
        Kind::Removed => "is gone",
    };
    let places = match page.regions.len() {
        0 => " in words that do not show".into(),
        1 => " in one place".into(),
        count => format!(" in {count} places"),
    };
    let number = number.unwrap_or(u32::try_from(page.page).unwrap_or(u32::MAX));
    let message = format!("page {number} {what}{places}");
    let mut finding = Finding::error("page-changed", message).on(number);
    for region in page.regions.iter().take(TOLD) {
        finding.hints.push(format!(
            "{:.0} × {:.0} mm, {:.0} mm from the left and {:.0} mm from the top",
            region.width, region.height, region.left, region.top
        ));
    }
    for change in page.changes.iter().take(TOLD) {
        finding.hints.push(format!(
            "…{}{}{}{}…",
            change.lead,
            marked('−', &change.before),
            marked('+', &change.after),
            change.tail
        ));
    }
    for (count, what) in [
        (page.regions.len(), "places"),
        (page.changes.len(), "changes of words"),
    ] {
        if count > TOLD {
            finding
                .hints
                .push(format!("and {} more {what}", count - TOLD));
        }
    }
    finding
}
