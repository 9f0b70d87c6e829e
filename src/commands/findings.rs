//! The options that every command with findings has, and how findings are given out: for
//! people on standard error, in the other formats on standard output, alone.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, ValueEnum};

use crate::desk;
use crate::diag::json::{Fit, IssueEntry, Report};
use crate::diag::{Finding, Place, SourceText, github, human, json, sarif, terminal};
use crate::preflight::rules::{self, policy::Asked};

/// Options about findings.
#[derive(Debug, Clone, Default, Args)]
pub struct FindingArgs {
    /// How findings are given: drawn for people on standard error; `json` (docs/check.md),
    /// `github` annotations or `sarif` 2.1.0 on standard output, with nothing else there.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,

    /// Takes all `warnings`, or the findings of a rule, for errors.
    #[arg(long, value_name = "RULE")]
    pub deny: Vec<String>,

    /// Does not tell what a rule finds.
    #[arg(long, value_name = "RULE")]
    pub allow: Vec<String>,
}

/// A format of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Drawn with the source's lines.
    #[default]
    Human,
    /// Versioned JSON; `dayang schema report` prints its schema.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

impl FindingArgs {
    /// Whether people read it.
    pub fn for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// What is asked of the rules.
    pub fn asked(&self) -> Asked {
        Asked {
            deny: self.deny.clone(),
            allow: self.allow.clone(),
        }
    }

    /// Gives findings out.
    pub fn give(
        &self,
        command: &str,
        issues: Vec<IssueEntry>,
        findings: &[Finding],
        color: ColorChoice,
    ) -> io::Result<()> {
        let text = match self.format {
            Format::Human => return human::print(findings, color),
            Format::Json => Report::new(command, issues, findings).text()?,
            Format::Github => github::text(findings),
            Format::Sarif => {
                let log = sarif::log(findings, &|id| rules::help(id));
                serde_json::to_string_pretty(&log)? + "\n"
            }
        };
        terminal::out().write_all(text.as_bytes())
    }
}

/// An issue as the JSON report has it.
pub fn entry(issue: &Path, result: &desk::Result, files: &[PathBuf]) -> IssueEntry {
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let fit = |fit: &crate::preflight::SlotFit| Fit {
        page: fit.page,
        slot: fit.slot.clone(),
        article: fit.article.clone(),
        lines: fit.lines,
        capacity: fit.capacity,
        characters: fit.characters,
        over_lines: fit.over_lines,
        over_characters: fit.over_characters,
        spare_lines: fit.spare_lines,
        spare_characters: fit.spare_characters,
        changes: fit
            .changes
            .iter()
            .map(|change| change.text.clone())
            .collect(),
        ways: fit.ways.iter().map(way).collect(),
    };
    IssueEntry {
        issue: shown(issue),
        date: result.date.map(|date| date.to_string()),
        files: files.iter().map(|file| shown(file)).collect(),
        fit: result.fits.iter().map(fit).collect(),
        pages: vec![],
        delivered: None,
        states: vec![],
    }
}

/// A way out as the JSON report has it.
fn way(way: &crate::copyfit::Way) -> json::Way {
    let cutting = |part: &crate::copyfit::Cutting| json::Cutting {
        paragraph: part.paragraph,
        line: part.line,
        characters: part.characters,
        end: part.end.clone(),
    };
    json::Way {
        number: way.number,
        kind: way.kind.word(),
        text: way.text.clone(),
        spare_lines: way.spare_lines,
        edits: (way.edits.iter())
            .filter_map(|edit| serde_json::to_value(edit).ok())
            .collect(),
        cut: way.cut.as_ref().map(|cut| json::Cut {
            article: cut.article.clone(),
            characters: cut.characters,
            sentences: cut.sentences,
            paragraphs: cut.paragraphs.iter().map(cutting).collect(),
        }),
    }
}

/// Findings with their files relative to the working folder, where an editor or CI looks for
/// them; those of a project elsewhere stay relative to it.
pub fn from_here(findings: &[Finding], root: Option<&Path>) -> Vec<Finding> {
    let here = std::env::current_dir()
        .and_then(|here| here.canonicalize())
        .ok();
    let below = match (root, &here) {
        (Some(root), Some(here)) => match root.strip_prefix(here) {
            Ok(below) => below.to_path_buf(),
            Err(_) if here.starts_with(root) => up(here, root),
            Err(_) => return findings.to_vec(),
        },
        _ => return findings.to_vec(),
    };
    if below.as_os_str().is_empty() {
        return findings.to_vec();
    }
    let moved = |place: &Place| {
        let path = place.path();
        // What the user typed stands where it was typed.
        if path.is_absolute() || !root.is_some_and(|root| root.join(path).exists()) {
            return place.clone();
        }
        let path = below.join(path);
        match place {
            Place::Text(source, range) => {
                Place::text(&SourceText::new(path, source.text.clone()), range.clone())
            }
            Place::File(_) => Place::File(path),
        }
    };
    findings
        .iter()
        .map(|finding| Finding {
            place: finding.place.as_ref().map(moved),
            related: (finding.related.iter())
                .map(|(place, words)| (moved(place), words.clone()))
                .collect(),
            ..finding.clone()
        })
        .collect()
}

/// The way from a folder up to one above it.
fn up(here: &Path, root: &Path) -> PathBuf {
    let steps = here
        .strip_prefix(root)
        .map_or(0, |below| below.components().count());
    std::iter::repeat_n("..", steps).collect()
}
