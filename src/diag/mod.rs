//! Findings: what is wrong, how bad it is, where it stands and what would mend it.
//!
//! Every part reports through this one type, so that a person, CI and an editor
//! see the same thing. Messages are lowercase, without a full stop.

mod cutout;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod terminal;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How bad a finding is. Errors stop the press; warnings and notes do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something the desk may want to know.
    Note,
    /// Something that should be looked at before printing.
    Warning,
    /// Something that must not be printed.
    Error,
}

impl Severity {
    /// The word for it in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A text file a finding can point into.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SourceText {
    /// The path as shown to the user, relative to the project's root.
    pub path: PathBuf,
    /// The whole text, decoded.
    pub text: String,
}

impl SourceText {
    /// Wraps a decoded text for sharing among findings.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            path: path.into(),
            text: text.into(),
        })
    }

    /// Line and column of a byte offset, both counted from 1; the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// Where a finding stands: a byte range of a text, or a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A range of bytes in a text.
    Text(Arc<SourceText>, Range<usize>),
    /// A file without readable text, by its path relative to the project's root.
    File(PathBuf),
}

impl Place {
    /// A range of a text.
    pub fn text(source: &Arc<SourceText>, range: Range<usize>) -> Self {
        Self::Text(source.clone(), range)
    }

    /// The path of the file, relative to the project's root.
    pub fn path(&self) -> &Path {
        match self {
            Self::Text(source, _) => &source.path,
            Self::File(path) => path,
        }
    }

    /// Line and column of its beginning and of its end, which is not part of it.
    pub fn region(&self) -> Option<((usize, usize), (usize, usize))> {
        match self {
            Self::Text(source, range) => Some((
                source.line_column(range.start),
                source.line_column(range.end),
            )),
            Self::File(_) => None,
        }
    }

    /// Line and column, counted from 1, if the place is in a text.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        match self {
            Self::Text(source, range) => Some(source.line_column(range.start)),
            Self::File(_) => None,
        }
    }
}

/// One thing that is wrong or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The rule's id, in kebab-case.
    pub rule: &'static str,
    pub severity: Severity,
    /// Lowercase, no full stop, and saying what was expected.
    pub message: String,
    pub place: Option<Place>,
    /// What would mend it, a line each.
    pub hints: Vec<String>,
    /// Other places that belong to it, each with a few words.
    pub related: Vec<(Place, String)>,
    /// The page it is on: a page number of an issue, or a page of a PDF counted from 1.
    pub page: Option<u32>,
    /// The slot of that page.
    pub slot: Option<String>,
    /// Whether the input could not be read at all: exit code 2 instead of 1.
    pub unreadable: bool,
}

/// What a report says of a rule beside its findings.
#[derive(Debug, Clone)]
pub struct RuleHelp {
    pub severity: Severity,
    /// One line.
    pub line: &'static str,
    /// Why, an example and what mends it, in Markdown.
    pub help: String,
}

impl Finding {
    /// A finding of the given severity without a place.
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            place: None,
            hints: vec![],
            related: vec![],
            page: None,
            slot: None,
            unreadable: false,
        }
    }

    /// An error: the page must not be printed like this.
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message)
    }

    /// An error for input that could not be read at all (exit code 2).
    pub fn unreadable(rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            unreadable: true,
            ..Self::error(rule, message)
        }
    }

    /// Sets the place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says which page it is on.
    pub fn on(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// Says which slot of a page it is about.
    pub fn in_slot(mut self, page: u32, slot: impl Into<String>) -> Self {
        self.page = Some(page);
        self.slot = Some(slot.into());
        self
    }

    /// Adds a line that says what would mend it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds another place that belongs to it.
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// Whether any finding is an error.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

/// The findings in the order in which they are shown: by file, then by position, each
/// once. What stands in no file comes first.
pub fn in_order(findings: &[Finding]) -> Vec<&Finding> {
    let key = |finding: &Finding| {
        let (path, start, end) = match &finding.place {
            None => (None, 0, 0),
            Some(Place::File(path)) => (Some(path.clone()), 0, 0),
            Some(Place::Text(source, range)) => (Some(source.path.clone()), range.start, range.end),
        };
        let severity = std::cmp::Reverse(finding.severity);
        (
            path,
            start,
            end,
            severity,
            finding.rule,
            finding.message.clone(),
        )
    };
    let mut ordered: Vec<_> = findings
        .iter()
        .map(|finding| (key(finding), finding))
        .collect();
    ordered.sort_by(|(one, _), (other, _)| one.cmp(other));
    ordered.dedup_by(|(_, one), (_, other)| one == other);
    ordered.into_iter().map(|(_, finding)| finding).collect()
}

/// A line such as `3 errors, 1 warning`, or `None` if there is nothing to count.
pub fn summary(findings: &[&Finding]) -> Option<String> {
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ];
    let counts: Vec<_> = kinds
        .into_iter()
        .filter_map(|(severity, name)| {
            match findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
            {
                0 => None,
                1 => Some(format!("1 {name}")),
                count => Some(format!("{count} {name}s")),
            }
        })
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// The nearest of some names to a mistyped one, if one is near enough to be meant.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a name of this length; comparing costs the product of the lengths.
    if given.len() > 200 {
        return None;
    }
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|(distance, name)| {
            *distance <= 1.max(given.chars().count().max(name.chars().count()) / 3)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// What a user wrote, short enough for a message.
pub fn brief(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(60) {
        None => text.into(),
        Some((end, _)) => format!("{}…", &text[..end]).into(),
    }
}
