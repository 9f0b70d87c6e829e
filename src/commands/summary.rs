//! The table at the end of a run of several issues: what each came to, and how long it took.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::diag::{Finding, Severity, in_order};

/// One issue's line.
struct Row {
    issue: String,
    pages: usize,
    errors: usize,
    warnings: usize,
    time: Duration,
}

/// The lines of a run.
#[derive(Default)]
pub struct Summary(Vec<Row>);

impl Summary {
    pub fn add(&mut self, issue: &Path, pages: usize, findings: &[Finding], time: Duration) {
        let findings = in_order(findings);
        let count = |severity| {
            let of = |finding: &&&Finding| finding.severity == severity;
            findings.iter().filter(of).count()
        };
        self.0.push(Row {
            issue: issue.display().to_string(),
            pages,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            time,
        });
    }

    /// Prints the table if there is more than one issue; `whole` is how long the run took.
    pub fn print(&self, out: &mut impl Write, whole: Duration) -> io::Result<()> {
        if self.0.len() < 2 {
            return Ok(());
        }
        let width = |text: &str| text.chars().count();
        let widest = self.0.iter().map(|row| width(&row.issue)).max();
        let issue = widest.unwrap_or(0).max("issue".len());
        writeln!(
            out,
            "\n{:issue$}  pages  errors  warnings  seconds",
            "issue"
        )?;
        for row in &self.0 {
            let Row {
                issue: name,
                pages,
                errors,
                warnings,
                time,
            } = row;
            let seconds = time.as_secs_f64();
            writeln!(
                out,
                "{name:issue$}  {pages:5}  {errors:6}  {warnings:8}  {seconds:7.1}"
            )?;
        }
        let pages: usize = self.0.iter().map(|row| row.pages).sum();
        let wrong = self.0.iter().filter(|row| row.errors > 0).count();
        writeln!(
            out,
            "{} issues, {pages} pages, {} in {:.1} seconds",
            self.0.len(),
            match wrong {
                0 => "none with errors".to_string(),
                wrong => format!("{wrong} with errors"),
            },
            whole.as_secs_f64()
        )
    }
}
