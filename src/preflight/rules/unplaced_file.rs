//! `unplaced-article`, `unplaced-picture`: a file lies in the folder and stands on no page.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Case, Check, Rule};
use crate::diag::{Finding, Place, Severity};
use crate::makeup::Matter;

pub const ARTICLE: Rule = Rule::new(
    "unplaced-article",
    Severity::Warning,
    "an article lies in the issue's folder and is not placed",
    Check::Plan(articles),
);
pub const PICTURE: Rule = Rule::new(
    "unplaced-picture",
    Severity::Warning,
    "a picture lies in the issue's folder and is not placed",
    Check::Plan(pictures),
);

const ARTICLES: [&str; 3] = ["md", "markdown", "txt"];
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "tif", "tiff", "webp", "svg"];
/// Folders deeper than this are no issue's.
const DEPTH: usize = 8;

fn articles(case: &Case, findings: &mut Vec<Finding>) {
    unplaced(case, &ARTICLES, &ARTICLE, "article", findings);
}

fn pictures(case: &Case, findings: &mut Vec<Finding>) {
    unplaced(case, &PICTURES, &PICTURE, "picture", findings);
}

fn unplaced(case: &Case, endings: &[&str], rule: &Rule, kind: &str, findings: &mut Vec<Finding>) {
    // What a mended manifest has lost may have been where it places them.
    if !case.manifest.sound {
        return;
    }
    let placed = placed(case);
    let mut files = vec![];
    collect(&case.manifest.dir, 0, &mut files);
    files.sort();
    for file in files {
        let ending = file.extension().and_then(|ending| ending.to_str());
        let known = ending.is_some_and(|ending| {
            endings
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        });
        if !known || placed.contains(&file) || is_about(&file) {
            continue;
        }
        let shown = case.project.display(&file);
        let name = file.strip_prefix(&case.manifest.dir).unwrap_or(&shown);
        let message = format!("the {kind} `{}` stands on no page", name.display());
        findings.push(
            rule.finding(message)
                .at(Place::File(shown))
                .related(
                    Place::text(&case.manifest.source, 0..0),
                    "the manifest does not name it",
                )
                .hint("place it, or move it out of the issue's folder"),
        );
    }
}

/// Notes about the files beside them, as README.md and CREDITS.md are, and licences, in a folder
/// of capital letters.
fn is_about(file: &Path) -> bool {
    let named = |path: &Path| is_capital(path.file_stem());
    named(file) || file.parent().is_some_and(named)
}

fn is_capital(name: Option<&OsStr>) -> bool {
    name.and_then(OsStr::to_str)
        .is_some_and(|stem| stem.len() > 2 && stem.bytes().all(|c| c.is_ascii_uppercase()))
}

/// Every file that the manifest or an article names, as it lies on the disk.
fn placed(case: &Case) -> BTreeSet<PathBuf> {
    let mut placed = BTreeSet::new();
    let root = &case.project.root;
    let mut add = |path: PathBuf| {
        placed.extend(fs::canonicalize(path));
    };
    // Every string of the manifest that is a file's: whatever kind of thing it is for.
    if let Ok(table) = case.manifest.source.text.parse::<toml::Table>() {
        names(&toml::Value::Table(table), &mut |name| {
            add(case.manifest.dir.join(name));
        });
    }
    for page in &case.plan.pages {
        for fill in page.fills.values() {
            match &fill.matter {
                Matter::Story(story) => {
                    story
                        .pictures
                        .values()
                        .for_each(|path| add(root.join(path)));
                }
                Matter::Picture { path, .. } => add(root.join(path)),
                _ => {}
            }
        }
    }
    placed
}

/// The values of all keys `file`.
fn names(value: &toml::Value, say: &mut dyn FnMut(&str)) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                match value {
                    toml::Value::String(name) if key == "file" => say(name),
                    other => names(other, say),
                }
            }
        }
        toml::Value::Array(list) => list.iter().for_each(|value| names(value, say)),
        _ => {}
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        match (kind.is_dir(), kind.is_file()) {
            _ if hidden => {}
            (true, _) if depth < DEPTH => collect(&entry.path(), depth + 1, files),
            (_, true) => files.push(entry.path()),
            _ => {}
        }
    }
}
