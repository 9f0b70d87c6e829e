//! `dayang preflight`: any PDF by the rules of the press, an advertiser's for instance.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::exit_code;
use super::findings::FindingArgs;
use crate::diag::{Finding, Place, terminal};
use crate::makeup::{in_mm, same_size};
use crate::preflight::pdf::{self, Preflight};
use crate::preflight::rules::policy::{Excepts, Policy};
use crate::project::{Project, reason};

/// Checks PDF files by the rules of the press that apply to any.
#[derive(Debug, Args)]
pub struct PreflightArgs {
    /// PDF files.
    #[arg(required = true, value_name = "PDF")]
    pub files: Vec<PathBuf>,

    #[command(flatten)]
    pub findings: FindingArgs,

    /// The size that each page must have, trimmed: width and height in mm, `350x120`.
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<(f64, f64)>,

    /// How many pages each file must have.
    #[arg(long, value_name = "N")]
    pub pages: Option<usize>,
}

fn size(text: &str) -> Result<(f64, f64), String> {
    let sides = text.split_once(['x', 'X', '×']);
    let side = |side: &str| {
        side.trim()
            .parse::<f64>()
            .ok()
            .filter(|side| (1.0..=5000.0).contains(side))
    };
    sides
        .and_then(|(width, height)| Some((side(width)?, side(height)?)))
        .ok_or_else(|| "expected width and height in mm, for instance `350x120`".into())
}

/// Checks every file.
pub fn run(args: &PreflightArgs, color: ColorChoice) -> io::Result<u8> {
    let asked = args.findings.asked();
    let mut findings = asked.check();
    let mut lines = vec![];
    if findings.is_empty() {
        for file in &args.files {
            let mut checked = check(args, file);
            settle(args, file, &mut checked.findings);
            lines.push(line(file, &checked));
            findings.extend(checked.findings);
        }
    }
    args.findings.give("preflight", vec![], &findings, color)?;
    if args.findings.for_people() {
        let mut out = terminal::out();
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(exit_code(&findings))
}

/// Severities of the house that the file lies in, if it lies in one.
fn settle(args: &PreflightArgs, file: &Path, findings: &mut Vec<Finding>) {
    let asked = args.findings.asked();
    match Project::find(file).value {
        Some(project) => {
            let (policy, wrong) = Policy::new(&project, &asked);
            policy.apply(findings, &mut Excepts::default());
            findings.extend(wrong);
        }
        None => asked.apply(findings),
    }
}

fn check(args: &PreflightArgs, file: &Path) -> Preflight {
    let failed = |why: String| Preflight {
        findings: vec![
            Finding::unreadable("pdf-unreadable", format!("cannot read the PDF: {why}"))
                .at(Place::File(file.into())),
        ],
        pages: vec![],
        x4: false,
    };
    let length = match fs::metadata(file) {
        Ok(data) if data.is_dir() => return failed("it is a folder".into()),
        Ok(data) => data.len(),
        Err(err) => return failed(reason(&err)),
    };
    if length > pdf::MAX_BYTES {
        return failed(format!("it is larger than {} MB", pdf::MAX_BYTES >> 20));
    }
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(err) => return failed(reason(&err)),
    };
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if !head.windows(5).any(|word| word == b"%PDF-") {
        return failed("it is not a PDF".into());
    }
    let mut checked = pdf::check(bytes, file);
    let readable = !checked.findings.iter().any(|finding| finding.unreadable);
    if readable {
        checked.findings.extend(wanted(args, file, &checked.pages));
    }
    checked
}

/// The pages and sizes that are asked for.
fn wanted(args: &PreflightArgs, file: &Path, pages: &[(f64, f64)]) -> Vec<Finding> {
    let mut findings = vec![];
    let place = || Place::File(file.into());
    if let Some(count) = args.pages.filter(|count| *count != pages.len()) {
        let message = format!("the PDF has {} pages, {count} expected", pages.len());
        findings.push(Finding::error("pdf-pages", message).at(place()));
    }
    let wanted = args
        .size
        .map(|(width, height)| (width * 72.0 / 25.4, height * 72.0 / 25.4));
    for (at, size) in pages.iter().enumerate() {
        if let Some(wanted) = wanted.filter(|wanted| !same_size(*wanted, *size)) {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let message = format!(
                "page {number} is {}, {} expected",
                in_mm(*size),
                in_mm(wanted)
            );
            findings.push(Finding::error("pdf-size", message).at(place()).on(number));
        }
    }
    findings
}

fn line(file: &Path, checked: &Preflight) -> String {
    // A name may hold anything, a line's end too.
    let name = file.to_string_lossy().replace(char::is_control, "\u{fffd}");
    let pages = match checked.pages.as_slice() {
        [] => return format!("{name}: not looked into"),
        [size] => format!("1 page of {}", in_mm(*size)),
        [size, ..] => format!(
            "{} pages, the first of {}",
            checked.pages.len(),
            in_mm(*size)
        ),
    };
    let state = if checked.x4 {
        "PDF/X-4 by our checks"
    } else {
        "not PDF/X-4"
    };
    format!("{name}: {pages}, {state}")
}
