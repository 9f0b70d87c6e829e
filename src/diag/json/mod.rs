//! Findings as JSON: plain structs of its own, so that the form stays while the inside
//! moves. docs/check.md describes it; `dayang schema report` prints its schema.

mod fit;
mod issue;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Finding, Place, Severity, in_order};
pub use fit::{Cut, Cutting, Fit, Way};
pub use issue::{Delivered, IssueEntry, Now, PageEntry, StateEntry};

/// The version of the form. It rises when a field goes or changes its meaning; new fields
/// may come without.
pub const VERSION: u32 = 1;

/// What a run of `build`, `check`, `preflight` or `diff` found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of this form: 1.
    pub version: u32,
    /// The program that wrote it.
    pub tool: Tool,
    /// The subcommand that ran.
    pub command: String,
    /// How many findings there are of each severity.
    pub summary: Summary,
    /// The issues that were looked at, in the order they were named.
    pub issues: Vec<IssueEntry>,
    /// All findings of all issues and files, by file and position, each once.
    pub findings: Vec<Entry>,
}

/// The program.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

/// Counts of findings.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}
/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The rule's id; docs/rules.md has a section for each.
    pub rule: &'static str,
    pub severity: Level,
    /// What is wrong: lowercase, without a full stop.
    pub message: String,
    /// Where it stands; nothing if it stands in no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
    /// The page of the issue or of the PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The slot of that page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// What would mend it, a line each.
    pub hints: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Whether input could not be read at all: exit code 2 instead of 1.
    pub unreadable: bool,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Warning,
    Note,
}

/// A place: a file, and a range of its text if it is text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Spot {
    /// Relative to the working folder if it lies below it.
    pub file: String,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// In characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<usize>,
    /// The column after the last character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<usize>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Related {
    pub place: Spot,
    pub message: String,
}

impl Report {
    /// The report of a run.
    pub fn new(command: &str, issues: Vec<IssueEntry>, findings: &[Finding]) -> Self {
        let findings = in_order(findings);
        let count = |severity| {
            let of = |finding: &&&Finding| finding.severity == severity;
            findings.iter().filter(of).count()
        };
        Self {
            version: VERSION,
            tool: Tool {
                name: "dayang",
                version: env!("CARGO_PKG_VERSION"),
            },
            command: command.into(),
            summary: Summary {
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                notes: count(Severity::Note),
            },
            issues,
            findings: findings.into_iter().map(Entry::new).collect(),
        }
    }

    /// As text, with an end of line.
    pub fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Entry {
    fn new(finding: &Finding) -> Self {
        let related = |(place, message): &(Place, String)| Related {
            place: Spot::new(place),
            message: message.clone(),
        };
        Self {
            rule: finding.rule,
            severity: match finding.severity {
                Severity::Error => Level::Error,
                Severity::Warning => Level::Warning,
                Severity::Note => Level::Note,
            },
            message: finding.message.clone(),
            place: finding.place.as_ref().map(Spot::new),
            page: finding.page,
            slot: finding.slot.clone(),
            hints: finding.hints.clone(),
            related: finding.related.iter().map(related).collect(),
            unreadable: finding.unreadable,
        }
    }
}

impl Spot {
    fn new(place: &Place) -> Self {
        let region = place.region();
        Self {
            file: place.path().to_string_lossy().replace('\\', "/"),
            line: region.map(|((line, _), _)| line),
            column: region.map(|((_, column), _)| column),
            end_line: region.map(|(_, (line, _))| line),
            end_column: region.map(|(_, (_, column))| column),
        }
    }
}
