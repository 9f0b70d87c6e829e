//! Reading a manifest or a house file, so that one run reports every mistake.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use toml::de::DeTable;

use super::spot::Spot;
use super::{Head, House, Issue, check, house, structure, syntax};
use crate::diag::{Finding, Place, SourceText};
use crate::project::{Project, Unread, read_limited};

/// A manifest of this many bytes is no manifest; a page takes about a thousand.
pub const SIZE_LIMIT: u64 = 1 << 20;

/// What reading gave: the value unless its text or structure is unsound, and whatever was
/// found. A value may come with errors about what it says.
#[derive(Debug)]
pub struct Reading<T> {
    pub value: Option<T>,
    pub findings: Vec<Finding>,
}

impl<T> Reading<T> {
    /// Nothing could be read.
    pub fn failed(findings: Vec<Finding>) -> Self {
        Self {
            value: None,
            findings,
        }
    }
}

/// An issue manifest with the place it was read from.
#[derive(Debug)]
pub struct IssueManifest {
    /// The text, for places.
    pub source: Arc<SourceText>,
    /// The folder of the manifest, absolute; its files are relative to this.
    pub dir: PathBuf,
    pub issue: Issue,
    /// Whether it is as it was written. In one that is not, values were mended or left out,
    /// and errors say so; the rest is there so that its mistakes come in the same run.
    pub sound: bool,
}

impl IssueManifest {
    /// Reads and checks `issue.toml`, given itself or its folder. Slots and layouts that
    /// do not exist are left to make-up.
    pub fn read(project: &Project, path: &Path) -> Reading<Self> {
        let path = match project.issue_file(path) {
            Ok(path) => path,
            Err(findings) => return Reading::failed(findings),
        };
        let source = match load_text(&path, &project.display(&path)) {
            Ok(source) => source,
            Err(findings) => return Reading::failed(findings),
        };
        let mut salvage = salvage::<Issue>(&source, 0..source.text.len());
        if salvage.empty {
            let finding = Finding::unreadable("manifest-empty", "the manifest is empty")
                .at(Place::File(source.path.clone()))
                .hint("an issue begins with `[issue]`, its `date` and its `number`; then `[[page]]` for each page");
            return Reading::failed(vec![finding]);
        }
        let dir = path.parent().unwrap_or(&project.root).to_owned();
        let sound = salvage.sound;
        let manifest = salvage.value.take().map(|issue| Self {
            source,
            dir,
            issue,
            sound,
        });
        if let Some(manifest) = &manifest {
            check::check(
                project,
                manifest,
                salvage.findings.is_empty(),
                &mut salvage.findings,
            );
        }
        Reading {
            value: manifest,
            findings: salvage.findings,
        }
    }

    /// The folder in the project that its files go to: by the date, and the edition.
    pub fn output(&self, project: &Project) -> PathBuf {
        let head = &self.issue.issue;
        let key = crate::deliver::names::key(head.date(), head.edition());
        project.root.join("out").join(key)
    }

    /// Where a value of this manifest stands.
    pub fn place<T>(&self, spot: &Spot<T>) -> Place {
        Place::text(&self.source, spot.range())
    }
}

/// Reads and checks `dayang.toml`.
pub fn read_house(source: &Arc<SourceText>) -> Reading<House> {
    let mut salvage = salvage::<House>(source, 0..source.text.len());
    if salvage.empty {
        let finding = Finding::unreadable("manifest-empty", "the house file is empty")
            .at(Place::File(source.path.clone()))
            .hint("a house begins with `[paper]`, its `name` and its `code`; then `[fonts]`");
        return Reading::failed(vec![finding]);
    }
    if let Some(house) = &salvage.value {
        house::check(source, house, &mut salvage.findings);
    }
    Reading {
        value: salvage.value.filter(|_| salvage.sound),
        findings: salvage.findings,
    }
}

/// Reads the headline group from a front matter in TOML, a range of an article's source.
/// What is sound of it is given even if something is not.
pub fn read_head(source: &Arc<SourceText>, range: Range<usize>) -> (Head, Vec<Finding>) {
    let salvage = salvage::<Head>(source, range);
    (salvage.value.unwrap_or_default(), salvage.findings)
}

/// Reads another file in TOML whose form is a type, a table for instance.
pub fn read_file<T: DeserializeOwned + JsonSchema>(source: &Arc<SourceText>) -> Reading<T> {
    let salvage = salvage::<T>(source, 0..source.text.len());
    Reading {
        value: salvage.value,
        findings: salvage.findings,
    }
}

/// What could be saved of a text.
struct Salvage<T> {
    /// The value, mended where it had to be.
    value: Option<T>,
    findings: Vec<Finding>,
    /// Whether nothing had to be mended.
    sound: bool,
    /// Whether there is no key at all.
    empty: bool,
}

/// Syntax, then structure, then types. What the first two find is mended for the sake of
/// the checks that follow.
fn salvage<T: DeserializeOwned + JsonSchema>(
    source: &Arc<SourceText>,
    range: Range<usize>,
) -> Salvage<T> {
    let base = range.start;
    let parsed = syntax::parse(source, range);
    let mut findings = parsed.findings;
    let partial = !findings.is_empty();
    let Some(text) = parsed.text else {
        return Salvage {
            value: None,
            findings,
            sound: false,
            empty: false,
        };
    };
    let (mut table, _) = DeTable::parse_recoverable(&text);
    let empty = table.get_ref().is_empty() && !partial;
    let schema = schema_for!(T).to_value();
    findings.extend(structure::check(source, base, &mut table, &schema, partial));
    let sound = findings.is_empty();
    let value = match T::deserialize(toml::de::Deserializer::from(table)) {
        Ok(value) => Some(value),
        Err(error) => {
            // The schema let pass what the reader does not take. Say so rather than fall.
            let at = error.span().unwrap_or(0..0);
            let place = Place::text(source, base + at.start..base + at.end);
            findings.push(Finding::unreadable("wrong-type", error.message()).at(place));
            None
        }
    };
    Salvage {
        value,
        findings,
        sound,
        empty,
    }
}

/// Loads a manifest's text: a file of reasonable size in UTF-8, its byte order mark
/// taken off. `shown` is the path as the user knows it.
pub fn load_text(path: &Path, shown: &Path) -> Result<Arc<SourceText>, Vec<Finding>> {
    let fail = |rule, message: String, hint: &str| {
        let finding = Finding::unreadable(rule, message).at(Place::File(shown.to_owned()));
        vec![if hint.is_empty() {
            finding
        } else {
            finding.hint(hint)
        }]
    };
    let bytes = match read_limited(path, SIZE_LIMIT) {
        Ok(bytes) => bytes,
        Err(Unread::TooLarge) => {
            let message = format!("the file is larger than {} KB", SIZE_LIMIT / 1024);
            let hint = "a manifest names articles and pictures; they stand in files of their own";
            return Err(fail("manifest-too-large", message, hint));
        }
        Err(Unread::Io(error)) => {
            let reason = crate::project::reason(&error);
            let message = match reason.as_str() {
                "not a regular file" => reason,
                reason => format!("cannot read the file: {reason}"),
            };
            return Err(fail("manifest-unreadable", message, ""));
        }
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = "the file is UTF-16, not UTF-8".into();
        return Err(fail("manifest-not-utf8", message, "save the file as UTF-8"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(shown, text.trim_start_matches('\u{feff}'))),
        Err(error) => Err(vec![not_utf8(&error, shown)]),
    }
}

/// Points at the first byte that is not UTF-8, in the text as far as it can be shown.
fn not_utf8(error: &std::string::FromUtf8Error, shown: &Path) -> Finding {
    let offset = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
    let text = String::from_utf8_lossy(error.as_bytes());
    let source = SourceText::new(shown, text);
    let (line, _) = source.line_column(offset);
    let message = format!("not UTF-8: byte {byte:#04x} at offset {offset}, on line {line}");
    // The byte shows as a replacement character, which takes three.
    Finding::unreadable("manifest-not-utf8", message)
        .at(Place::text(&source, offset..offset + '\u{fffd}'.len_utf8()))
        .hint("save the file as UTF-8")
}
