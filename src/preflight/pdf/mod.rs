//! Any PDF by the rules of the press (印前检查), an advertiser's for instance: what it is made
//! of, and what it paints. Nothing that a file holds makes this panic or hang.

mod inks;
mod judge;
mod painter;
mod run;
mod state;

use std::path::Path;

use lopdf::{Document, LoadOptions};
use rayon::prelude::*;

use self::judge::Judge;
use self::painter::Painter;
use super::press;
use crate::compose::limited;
use crate::diag::{Finding, Place, Severity};
use crate::makeup::{Fill, Matter, Plan, PlannedPage};
use crate::print::check::look::{Look, dict_of};
use crate::print::check::{Violation, check as violations};

/// The largest file that is looked at, in bytes.
pub const MAX_BYTES: u64 = 1 << 30;
/// A file that takes longer is made to.
const SECONDS: u64 = 60;
/// No stream of a page unpacks to more.
const LIMIT: usize = 64 << 20;

/// What is known of a file, and what is wrong with it.
pub struct Preflight {
    pub findings: Vec<Finding>,
    /// Trimmed width and height of each page, pt.
    pub pages: Vec<(f64, f64)>,
    /// Whether it is PDF/X-4 by our checks.
    pub x4: bool,
}

/// Checks a file that came from outside. `shown` is its path for findings.
pub fn check(bytes: Vec<u8>, shown: &Path) -> Preflight {
    let failed = |message: &str| Preflight {
        findings: vec![Finding::unreadable("pdf-unreadable", message)],
        pages: vec![],
        x4: false,
    };
    let done = limited(SECONDS, move || read(&bytes));
    let mut preflight = done.unwrap_or_else(|| {
        failed("the PDF cannot be read: it is broken, or made to take for ever")
    });
    for finding in &mut preflight.findings {
        finding.place = Some(Place::File(shown.to_path_buf()));
    }
    preflight
}

/// What the advertisements of a plan paint that a press should not, at the manifest's lines.
/// Whether they can be placed at all is looked into where they are made ready.
pub fn adverts(root: &Path, plan: &Plan) -> Vec<Finding> {
    let mut placed = vec![];
    for page in &plan.pages {
        for (slot, fill) in &page.fills {
            if let Matter::Ad {
                path: Some(path), ..
            } = &fill.matter
                && Path::new(path)
                    .extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
            {
                placed.push((page, slot, fill, path));
            }
        }
    }
    let of = |(page, slot, fill, path): &(&PlannedPage, &String, &Fill, &String)| {
        let mut findings = paints(&root.join(path));
        // It is cut at its trim, and stands within the page.
        findings.retain(|finding| !matches!(finding.rule, "pdf-bleed" | "pdf-near-trim"));
        let placed = |finding: Finding| {
            let message = finding.message.trim_start_matches("page 1: ");
            let message = format!("{message} (`{path}`)");
            Finding { message, ..finding }
                .at(fill.place.clone())
                .in_slot(page.number, slot.as_str())
        };
        findings.into_iter().map(placed).collect::<Vec<_>>()
    };
    placed.par_iter().flat_map_iter(of).collect()
}

/// What a file paints that a press should not.
fn paints(path: &Path) -> Vec<Finding> {
    let length = std::fs::metadata(path).map_or(u64::MAX, |data| data.len());
    let Some(bytes) = (length <= MAX_BYTES)
        .then(|| std::fs::read(path).ok())
        .flatten()
    else {
        return vec![];
    };
    let done = limited(SECONDS, move || match load(&bytes) {
        Ok(document) => painted(&document).0,
        Err(_) => vec![],
    });
    done.unwrap_or_default()
}

fn load(bytes: &[u8]) -> lopdf::Result<Document> {
    Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(LIMIT))
}

fn read(bytes: &[u8]) -> Preflight {
    let broken = violations(bytes);
    let mut findings = gathered(broken.iter().map(foreign));
    let mut pages = vec![];
    let encrypted = broken.iter().any(|violation| violation.rule == "encrypted");
    if let (Ok(document), false) = (load(bytes), encrypted) {
        let (more, sizes) = painted(&document);
        findings.extend(more);
        pages = sizes;
    }
    Preflight {
        findings,
        pages,
        x4: broken.is_empty(),
    }
}

/// What a file says of itself.
const OF_ITSELF: [&str; 7] = [
    "pdf-version",
    "pdf-id",
    "pdf-boxes",
    "pdf-blending",
    "pdf-intent",
    "pdf-metadata",
    "pdf-annotation",
];

/// A file that is no PDF/X lacks a dozen words of it: they are told together.
fn gathered(all: impl Iterator<Item = Finding>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = vec![];
    for finding in all {
        let kin = |other: &&mut Finding| other.rule == finding.rule && other.page == finding.page;
        match findings.iter_mut().find(kin) {
            Some(first) if OF_ITSELF.contains(&finding.rule) => {
                first.hints.push(format!("also: {}", finding.message));
            }
            _ => findings.push(finding),
        }
    }
    findings
}

/// What a file says of itself stops no advertisement: the page it is placed on says it anew.
fn foreign(violation: &Violation) -> Finding {
    let mut finding = press::finding(violation);
    if OF_ITSELF.contains(&finding.rule) {
        finding.severity = Severity::Warning;
    }
    finding.unreadable = matches!(finding.rule, "pdf-unreadable" | "pdf-encrypted");
    let page = finding
        .message
        .strip_prefix("page ")
        .and_then(|rest| rest.split_once(':'))
        .and_then(|(page, _)| page.parse().ok());
    finding.page = page;
    finding
}

/// What the pages paint, and their sizes.
fn painted(document: &Document) -> (Vec<Finding>, Vec<(f64, f64)>) {
    let look = Look::new(document);
    let mut findings = vec![];
    let mut sizes = vec![];
    for (number, page) in look.pages().take(1000) {
        let area = |key| {
            let sides = look.inherited(page, key)?.as_array().ok()?;
            let side = |at: usize| look.number(sides.get(at)?);
            let [a, b, c, d] = [side(0)?, side(1)?, side(2)?, side(3)?];
            Some([a.min(c), b.min(d), a.max(c), b.max(d)])
        };
        let trim = ["TrimBox", "CropBox", "MediaBox"]
            .into_iter()
            .find_map(area);
        let Some(trim) = trim else { continue };
        sizes.push((trim[2] - trim[0], trim[3] - trim[1]));
        let mut judge = Judge::new(number, trim);
        let resources = look.inherited(page, "Resources").and_then(dict_of);
        let mut painter = Painter::new(&look, &mut judge);
        painter.page(page, resources);
        findings.extend(judge.findings());
    }
    (findings, sizes)
}
