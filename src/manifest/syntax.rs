//! TOML as text: every syntax error in one run, and what is sound of the rest.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, Error};

use crate::diag::{Finding, Place, SourceText, brief};

/// Errors beyond this many help nobody.
const MOST_ERRORS: usize = 50;

/// Signs that a Chinese input method types in place of TOML's own.
const FULL_WIDTH: &[char] = &[
    '“', '”', '‘', '’', '＂', '＇', '＝', '［', '］', '【', '】', '，', '：', '｛', '｝', '＃',
];

/// What could be read of a text.
pub(super) struct Parsed {
    /// The text as it was parsed: bytes stand where they stand in the file, but lines
    /// that could not be read are blank. `None` if nothing of it can be trusted.
    pub text: Option<String>,
    /// The syntax errors, one a line.
    pub findings: Vec<Finding>,
}

/// Parses a range of a source, a whole file or a front matter.
pub(super) fn parse(source: &Arc<SourceText>, range: Range<usize>) -> Parsed {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let (_, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Parsed {
            text: Some(text.to_owned()),
            findings: vec![],
        };
    }
    let mut errors: Vec<_> = errors
        .iter()
        .map(|error| Located::new(error, text))
        .collect();
    errors.sort_by_key(|error| (error.line.start, error.range.start));
    errors.dedup_by_key(|error| error.line.start);

    let mut findings: Vec<_> = errors
        .iter()
        .take(MOST_ERRORS)
        .map(|error| error.finding(source, range.start, text))
        .collect();
    if let Some(error) = errors.get(MOST_ERRORS) {
        let message = format!(
            "and {} more lines that are no TOML",
            errors.len() - MOST_ERRORS
        );
        let at = range.start + error.range.start..range.start + error.range.end;
        findings.push(Finding::unreadable("toml-syntax", message).at(Place::text(source, at)));
    }
    Parsed {
        text: without(text, &errors),
        findings,
    }
}

/// The text with the lines that bear an error blank, if that leaves sound TOML. A broken
/// header would give its keys to another table, and an open array or string swallows
/// lines that are not to blame: then nothing can be said about the rest.
fn without(text: &str, errors: &[Located]) -> Option<String> {
    let mut rest = String::with_capacity(text.len());
    let mut kept = 0;
    for error in errors {
        let line = text.get(error.line.clone())?;
        if line.trim_start().starts_with('[') {
            return None;
        }
        rest.push_str(text.get(kept..error.line.start)?);
        rest.extend(std::iter::repeat_n(' ', line.len()));
        kept = error.line.end;
    }
    rest.push_str(text.get(kept..)?);
    DeTable::parse(&rest).is_ok().then_some(rest)
}

/// An error with the line that it is on.
struct Located {
    message: String,
    range: Range<usize>,
    line: Range<usize>,
}

impl Located {
    fn new(error: &Error, text: &str) -> Self {
        let range = error.span().unwrap_or(0..0);
        let start = floor(text, range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Self {
            message: error.message().to_owned(),
            range: start..floor(text, range.end).max(start),
            line: line_start..line_end,
        }
    }

    fn finding(&self, source: &Arc<SourceText>, base: usize, text: &str) -> Finding {
        let at = Place::text(source, base + self.range.start..base + self.range.end);
        // The parser knows the calendar, so an impossible date is an error of syntax to it.
        let rule = match self.message.starts_with("invalid date") {
            true => "wrong-date",
            false => "toml-syntax",
        };
        let culprit = text.get(self.range.clone()).unwrap_or_default();
        let line = text.get(self.line.clone()).unwrap_or_default();
        let full_width = line.chars().find(|c| FULL_WIDTH.contains(c));
        let unquoted = self.message.starts_with("string values must be quoted");
        let message = match self.message.as_str() {
            "recursion limit" => "tables are nested too deeply".to_owned(),
            "duplicate key" => format!("duplicate key `{}`", brief(culprit)),
            _ if unquoted && culprit.is_empty() => "the value is missing".to_owned(),
            _ if unquoted => "a string must stand in quotes".to_owned(),
            message => message.to_owned(),
        };
        let mut finding = Finding::unreadable(rule, message).at(at);
        if let Some(sign) = full_width {
            finding = finding.hint(format!(
                "`{sign}` is full-width; TOML's own signs are half-width: \" = [ ] , {{ }} #"
            ));
        } else if unquoted && !culprit.is_empty() && !line.trim_start().starts_with('[') {
            finding = finding.hint(format!("write `\"{}\"`", brief(culprit)));
        }
        if rule == "wrong-date" {
            finding = finding.hint("write the date as year-month-day: `2022-04-11`");
        }
        finding
    }
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
