//! What `dayang show --format json` writes; `dayang schema layouts` prints its schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::entry::LayoutEntry;
use crate::diag::Finding;
use crate::diag::json::{self, Entry, Report, Summary, Tool};

/// Layouts with their slots, and what is wrong with those that cannot be read.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShowReport {
    /// The version of this form: 1.
    pub version: u32,
    /// The program that wrote it.
    pub tool: Tool,
    /// How many findings there are of each severity.
    pub summary: Summary,
    /// In the order they were named.
    pub layouts: Vec<LayoutEntry>,
    /// The files that were written.
    pub files: Vec<String>,
    pub findings: Vec<Entry>,
}

impl ShowReport {
    pub fn new(layouts: Vec<LayoutEntry>, files: Vec<String>, findings: &[Finding]) -> Self {
        let report = Report::new("show", vec![], findings);
        Self {
            version: json::VERSION,
            tool: report.tool,
            summary: report.summary,
            layouts,
            files,
            findings: report.findings,
        }
    }

    /// As text, with an end of line.
    pub fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
