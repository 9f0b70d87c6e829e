//! The fonts an issue is set in: those of `fonts/`, and the system's only when asked for,
//! so that an issue sets the same everywhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use typst::text::{FontBook, FontInfo};
use typst_kit::fonts::{FontPath, FontSource, FontStore, scan, system};

use crate::diag::{Finding, Place, nearest};
use crate::project::Project;

/// Endings of the font files that are read.
const ENDINGS: [&str; 4] = ["otf", "ttf", "otc", "ttc"];

/// Loads the project's fonts, in the order of their paths, then the system's if asked.
pub fn load(root: &Path, with_system: bool) -> Arc<FontStore> {
    let mut store = FontStore::new();
    let mut own: Vec<(FontPath, FontInfo)> = scan(&root.join("fonts")).collect();
    // The order of a folder is not the same on every machine; the choice of a face must be.
    own.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
    store.extend(own);
    if with_system {
        store.extend(system());
    }
    Arc::new(store)
}

/// What the font files of a project are, as far as their folder tells without reading them: two
/// states that are equal are of the same fonts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State(Vec<(PathBuf, u64, Option<SystemTime>)>);

impl State {
    pub fn of(root: &Path) -> Self {
        let mut files = vec![];
        collect(&root.join("fonts"), &mut files);
        files.sort();
        let known = |path: PathBuf| {
            let data = std::fs::metadata(&path).ok();
            let size = data.as_ref().map_or(0, |data| data.len());
            (path, size, data.and_then(|data| data.modified().ok()))
        };
        Self(files.into_iter().map(known).collect())
    }
}

/// The file a face comes from, if it is a file.
pub fn path(source: &dyn FontSource) -> Option<&Path> {
    let source: &dyn std::any::Any = source;
    source
        .downcast_ref::<FontPath>()
        .map(|file| file.path.as_path())
}

/// Names every family of a role that no loaded font has, at its line of `dayang.toml`, and
/// every file of `fonts/` that cannot be used: type would fall to another face in silence.
pub fn check(project: &Project, store: &FontStore) -> Vec<Finding> {
    let mut findings = broken(project, store);
    let book: &FontBook = store.book();
    let known: Vec<&str> = book.families().map(|(name, _)| name).collect();
    for (role, families) in &project.house.fonts {
        for family in families {
            if book.contains_family(&family.to_lowercase()) {
                continue;
            }
            let message =
                format!("role `{role}` names the font \"{family}\", which is not in fonts/");
            let hint = match nearest(family, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("fonts/ has {}", known.join(", ")),
            };
            let place = family_place(project, family);
            findings.push(Finding::error("font-missing", message).at(place).hint(hint));
        }
    }
    findings
}

/// Where the house names a family: the first time it stands in quotes.
fn family_place(project: &Project, family: &str) -> Place {
    let source = &project.house_source;
    let quoted = format!("\"{family}\"");
    let start = source.text.find(&quoted);
    Place::text(
        source,
        start.map_or(0..0, |start| start..start + quoted.len()),
    )
}

/// Files that bear a font's ending and hold no face that can be loaded.
fn broken(project: &Project, store: &FontStore) -> Vec<Finding> {
    let folder = project.root.join("fonts");
    let mut sound = BTreeSet::new();
    for index in 0.. {
        let Some(source) = store.source(index) else {
            break;
        };
        // The system's fonts are many, and not ours to judge.
        let own = path(source).filter(|path| path.starts_with(&folder));
        // Loading is what composition would do; it is kept for it.
        if let (Some(path), Some(_)) = (own, own.and_then(|_| store.font(index))) {
            sound.insert(path.to_owned());
        }
    }
    let mut files = vec![];
    collect(&folder, &mut files);
    files.sort();
    files
        .into_iter()
        .filter(|file| !sound.contains(file))
        .map(|file| {
            let shown = project.display(&file);
            Finding::unreadable("font-broken", "the font file cannot be used: it is broken")
                .at(Place::File(shown))
                .hint("put a sound copy in its place, or take it away")
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if ENDINGS.iter().any(|font| ending.eq_ignore_ascii_case(font)) {
            files.push(path);
        }
    }
}
