//! The folder of a new issue: pages, layouts and furniture of an issue before it, or pages of
//! given layouts; no article, picture or advertisement. Every slot is named in a comment, ready to
//! be filled.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::DocumentMut;

use super::manifest::{copied, listed};
use super::place::{cannot_write, inside, nearest_issue, readable};
use crate::diag::{Finding, Place};
use crate::layout::Bench;
use crate::manifest::{Date, IssueManifest};
use crate::project::{ISSUE_FILE, Project};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct IssueWish {
    /// The day, as it was typed.
    pub date: String,
    /// The folder or manifest of the issue before.
    pub from: Option<String>,
    /// Layouts, a page each; none for those of the issue before.
    pub layouts: Vec<String>,
    /// The issue's number, where it is not the one after the last.
    pub number: Option<u32>,
}

/// A folder that was made.
#[derive(Debug)]
pub struct Begun {
    pub folder: PathBuf,
    pub date: Date,
    pub number: u32,
    pub pages: usize,
    /// The issue whose pages it has, relative to the project.
    pub from: Option<PathBuf>,
}

/// An issue that is there already.
struct Known {
    date: Date,
    number: u32,
    folder: PathBuf,
}

/// Makes the folder, whole or not at all.
pub fn begin(bench: &Bench, wish: &IssueWish) -> Result<Begun, Vec<Finding>> {
    let project = &bench.project;
    let date = date(&wish.date)?;
    let folder = project.root.join("issues").join(date.to_string());
    if fs::symlink_metadata(&folder).is_ok() {
        let shown = project.display(&folder);
        let message = format!("there is an issue of {date}; it is not written over");
        let finding = Finding::unreadable("new-issue", message).at(Place::File(shown));
        return Err(vec![
            finding.hint("take another day, or move the folder away first"),
        ]);
    }
    inside(project, &folder)?;
    let known = known(project);
    let last = (known.iter())
        .filter(|issue| issue.date < date)
        .max_by_key(|issue| issue.date);
    let (text, number, pages, from) = if wish.layouts.is_empty() {
        let source = source(project, wish, last, &known, date)?;
        let number = number(wish, Some((source.date(), source.number())), date)?;
        let (text, pages) = copied(bench, &source.0, date, number)?;
        (text, number, pages, Some(project.display(&source.0.dir)))
    } else {
        let number = number(wish, last.map(|issue| (issue.date, issue.number)), date)?;
        let text = listed(bench, &wish.layouts, date, number)?;
        (text, number, wish.layouts.len(), None)
    };
    write(project, &folder, &text)?;
    Ok(Begun {
        folder,
        date,
        number,
        pages,
        from,
    })
}

fn date(text: &str) -> Result<Date, Vec<Finding>> {
    let read = text.parse::<toml::value::Datetime>().ok();
    let date = read.and_then(|read| Date::try_from(read).ok());
    match date.filter(|date| (1900..=2200).contains(&date.year)) {
        Some(date) => Ok(date),
        None => {
            let message = format!("`{}` is no day of the calendar", crate::diag::brief(text));
            let hint = "expected a day as in `2022-04-11`, of the years 1900 to 2200";
            Err(vec![Finding::unreadable("new-issue", message).hint(hint)])
        }
    }
}

/// Dates and numbers of all issues, as far as they can be read.
fn known(project: &Project) -> Vec<Known> {
    let Ok(entries) = fs::read_dir(project.root.join("issues")) else {
        return vec![];
    };
    let read = |folder: PathBuf| {
        let bytes =
            crate::project::read_limited(&folder.join(ISSUE_FILE), crate::manifest::SIZE_LIMIT);
        let text = String::from_utf8(bytes.ok()?).ok()?;
        let document: DocumentMut = text.trim_start_matches('\u{feff}').parse().ok()?;
        let head = document.get("issue")?;
        let day = head.get("date")?.as_datetime()?.to_string();
        Some(Known {
            date: date(&day).ok()?,
            number: u32::try_from(head.get("number")?.as_integer()?).ok()?,
            folder,
        })
    };
    entries
        .flatten()
        .filter_map(|entry| read(entry.path()))
        .collect()
}

/// The issue whose pages are taken: the one that is named, else the last before the day.
fn source(
    project: &Project,
    wish: &IssueWish,
    last: Option<&Known>,
    known: &[Known],
    date: Date,
) -> Result<Source, Vec<Finding>> {
    let argument = match (&wish.from, last) {
        (Some(from), _) => {
            // A bare day is meant as an issue of the project.
            let own = project.root.join("issues").join(from);
            match Path::new(from).exists() || !own.is_dir() {
                true => PathBuf::from(from),
                false => own,
            }
        }
        (None, Some(last)) => last.folder.clone(),
        (None, None) => {
            let message = format!("there is no issue before {date} to take pages from");
            let finding = Finding::unreadable("issue-missing", message);
            return Err(vec![finding.hint(
                "name one with `--from FOLDER`, or layouts with `--layouts broadsheet/front,broadsheet/inside`",
            )]);
        }
    };
    let read = IssueManifest::read(project, &argument);
    // What is wrong in it would be wrong again. Files that are gone since do not matter.
    let Some(manifest) = read.value.filter(|manifest| manifest.sound) else {
        let mut findings = read.findings;
        let days: Vec<String> = known.iter().map(|issue| issue.date.to_string()).collect();
        let given = argument
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if let (Some(hint), [finding]) = (nearest_issue(&days, &given), findings.as_mut_slice())
            && finding.hints.is_empty()
        {
            finding.hints.push(hint);
        }
        return Err(findings);
    };
    Ok(Source(manifest))
}

struct Source(IssueManifest);

impl Source {
    fn date(&self) -> Date {
        self.0.issue.issue.date()
    }

    fn number(&self) -> u32 {
        *self.0.issue.issue.number
    }
}

/// The number after that of the issue before, which must be of a day before.
fn number(wish: &IssueWish, before: Option<(Date, u32)>, date: Date) -> Result<u32, Vec<Finding>> {
    let wrong = |message: String| {
        let finding = Finding::unreadable("new-issue", message);
        Err(vec![finding.hint("say the number with `--number N`")])
    };
    match (wish.number, before) {
        (Some(0), _) => wrong("an issue's number is 1 or more".into()),
        (Some(number), _) => Ok(number),
        (None, None) => Ok(1),
        (None, Some((day, _))) if day >= date => wrong(format!(
            "the issue of {day} is not before {date}, so that its number does not say which comes next"
        )),
        (None, Some((day, number))) => match number.checked_add(1) {
            Some(number) => Ok(number),
            None => wrong(format!("the issue of {day} has the last number there is")),
        },
    }
}

/// Makes the folder beside its place and moves it there whole.
fn write(project: &Project, folder: &Path, text: &str) -> Result<(), Vec<Finding>> {
    let make = || -> io::Result<()> {
        let issues = folder.parent().unwrap_or(&project.root);
        fs::create_dir_all(issues)?;
        let staged = tempfile::Builder::new()
            .prefix(".dayang-")
            .tempdir_in(issues)?;
        fs::write(staged.path().join(ISSUE_FILE), text)?;
        for name in ["articles", "pictures", "ads"] {
            fs::create_dir(staged.path().join(name))?;
        }
        readable(staged.path(), 0o755)?;
        // A folder that came meanwhile and has something in it refuses to be replaced.
        fs::rename(staged.path(), folder)?;
        // It is there no more to be taken away.
        let _ = staged.keep();
        Ok(())
    };
    make().map_err(|error| vec![cannot_write(project, folder, &error)])
}
