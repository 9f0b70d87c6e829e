//! The folder: which it is, and that it stands in a project.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diag::{Finding, Place};
use crate::import::{Gathered, placed};
use crate::manifest::Date;
use crate::project::Project;

/// The folder.
pub struct Target {
    pub project: Project,
    /// Absolute.
    pub folder: PathBuf,
    /// As the user would name it.
    pub shown: PathBuf,
    pub date: Date,
}

impl Target {
    /// Finds the project and the folder; neither may lie outside the other.
    pub fn find(
        asked: Option<&Path>,
        gathered: &Gathered,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut dates: Vec<Date> = gathered
            .stories
            .iter()
            .filter_map(|story| story.date)
            .collect();
        dates.sort();
        dates.dedup();
        let shown = match (asked, dates.as_slice()) {
            (Some(asked), _) => asked.to_path_buf(),
            (None, [date]) => Path::new("issues").join(date.to_string()),
            (None, dates) => {
                let message = match dates {
                    [] => "no source says which day it is for".to_string(),
                    dates => format!(
                        "the sources are for several days: {}",
                        dates
                            .iter()
                            .map(Date::to_string)
                            .collect::<Vec<_>>()
                            .join(", ")
                    ),
                };
                findings.push(
                    Finding::unreadable("import-into", message)
                        .hint("name the issue's folder: `--into issues/2026-11-21`"),
                );
                return None;
            }
        };
        let place = Place::File(shown.clone());
        let named = shown
            .file_name()
            .and_then(|name| placed::date(&name.to_string_lossy()));
        let Some(date) = named.or(match dates.as_slice() {
            [date] => Some(*date),
            _ => None,
        }) else {
            findings.push(
                Finding::unreadable(
                    "import-into",
                    "neither the folder's name nor a source says which day it is for",
                )
                .at(place)
                .hint("name the folder by the day, for instance `--into issues/2026-11-21`"),
            );
            return None;
        };
        let fail = |message: &str| Finding::unreadable("import-into", message).at(place.clone());
        // The folder may not be there; the nearest one above it is.
        let there = shown
            .ancestors()
            .map(|path| {
                if path.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    path
                }
            })
            .find(|path| path.exists());
        let found = Project::find(there.unwrap_or(Path::new(".")));
        findings.extend(found.findings);
        let project = found.value?;
        let base = there.unwrap_or(Path::new("."));
        let rest = shown.strip_prefix(base).unwrap_or(&shown);
        let plain = rest
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let Some(folder) = fs::canonicalize(base)
            .ok()
            .filter(|base| plain && base.is_dir())
            .map(|base| base.join(rest))
        else {
            findings.push(fail(
                "the folder cannot be made: a part of its path is no folder",
            ));
            return None;
        };
        if !folder.starts_with(&project.root) || folder == project.root {
            findings.push(
                fail("an issue's folder stands below the project's")
                    .hint("for instance `--into issues/2026-11-21`"),
            );
            return None;
        }
        if folder.exists() && !folder.is_dir() {
            findings.push(fail("it is a file, not a folder"));
            return None;
        }
        for part in ["articles", "pictures", "tables"] {
            let real = fs::canonicalize(folder.join(part));
            if real.is_ok_and(|real| !real.starts_with(&folder) || !real.is_dir()) {
                findings.push(fail(&format!("`{part}` in it is no folder of its own")));
                return None;
            }
        }
        Some(Self {
            project,
            folder,
            shown,
            date,
        })
    }
}
