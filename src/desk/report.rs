//! `report.json`: what became of an issue, for programs.

use serde::Serialize;
use serde_json::{Value, json};

use super::Result;
use crate::copy::Change;
use crate::diag::Finding;
use crate::layout::{Grid, Sheet};
use crate::makeup::{Matter, Plan};

/// The version of the report's form; it rises when a field changes its meaning.
const VERSION: u32 = 1;

/// What cleaning changed in one article.
pub struct CopyReport {
    /// The article's file as the manifest names it.
    pub article: String,
    pub changes: Vec<Change>,
}

/// What a page is made on. Lengths are in pt.
#[derive(Serialize)]
pub struct PageReport {
    pub page: u32,
    /// The layout as the manifest names it.
    pub layout: String,
    pub sheet: Sheet,
    pub grid: Grid,
}

/// The sheet and the grid of every page.
pub fn pages(plan: &Plan) -> Vec<PageReport> {
    (plan.pages.iter())
        .map(|page| PageReport {
            page: page.number,
            layout: page.layout.name.clone(),
            sheet: page.layout.sheet,
            grid: page.layout.grid,
        })
        .collect()
}

/// Gathers what cleaning changed.
pub fn copy(plan: &Plan) -> Vec<CopyReport> {
    let mut reports = vec![];
    for page in &plan.pages {
        for fill in page.fills.values() {
            if let Matter::Story(story) = &fill.matter
                && story.run.is_first()
            {
                let changes = story.article.changes.clone();
                reports.push(CopyReport {
                    article: fill.id.clone(),
                    changes,
                });
            }
        }
    }
    reports.sort_by(|a, b| a.article.cmp(&b.article));
    reports
}

#[derive(Serialize)]
struct FindingReport<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    hints: &'a [String],
}

impl<'a> FindingReport<'a> {
    fn new(finding: &'a Finding) -> Self {
        let place = finding.place.as_ref();
        let at = place.and_then(|place| place.line_column());
        Self {
            rule: finding.rule,
            severity: finding.severity.word(),
            message: &finding.message,
            file: place.map(|place| place.path().to_string_lossy().into_owned()),
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
            hints: &finding.hints,
        }
    }
}

/// The report as JSON. Files are named, not dated, so that the same input gives the same
/// bytes.
pub fn report(result: &Result) -> Value {
    let findings: Vec<_> = result.findings.iter().map(FindingReport::new).collect();
    let files: Vec<_> = result.outputs.iter().map(|output| &output.name).collect();
    let copy: Vec<Value> = result
        .copy
        .iter()
        .map(|copy| json!({ "article": copy.article, "changes": changes(&copy.changes) }))
        .collect();
    json!({
        "version": VERSION,
        "date": result.date.map(|date| date.to_string()),
        "files": files,
        "pages": result.sheets,
        "fit": result.fits,
        "findings": findings,
        "copy": copy,
    })
}

fn changes(changes: &[Change]) -> Vec<Value> {
    changes
        .iter()
        .map(|change| {
            json!({
                "kind": change.kind,
                "line": change.line,
                "before": change.before,
                "after": change.after,
            })
        })
        .collect()
}
