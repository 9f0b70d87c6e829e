//! What came is written into an issue's folder: whole files, and only where nothing stands, or
//! what stands is no longer wanted. Of a story that is there in other words, it is told how
//! they differ, and whether somebody has worked on it since.

mod differ;
mod names;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use self::names::{Names, photo, slug};
use super::article;
use super::{Sheet, Story};
use crate::diag::{Finding, Place};
use crate::project::{Unread, read_limited, reason};

/// What may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// Articles that nobody has touched since they came.
    Untouched,
    /// Everything.
    All,
}

/// A file that is to stand in the folder.
#[derive(Debug)]
pub struct Outgoing {
    /// Relative to the folder, with slashes.
    pub name: String,
    pub bytes: Vec<u8>,
    pub from: Place,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    New,
    Same,
    /// The source is as it was; what was done to the file here stays.
    Kept,
    /// It is there and other; it stays as it is.
    Differs,
    Replaced,
}

/// Files of these kinds are larger than any that is there for a reason.
const LARGEST: u64 = 512 << 20;

/// The names that articles in the folder have by the ids they came with.
pub fn known(folder: &Path) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder.join("articles")) else {
        return names;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !is_file || !name.ends_with(".md") {
            continue;
        }
        let Ok(bytes) = read_limited(&entry.path(), crate::copy::MAX_BYTES as u64) else {
            continue;
        };
        if let Ok(text) = String::from_utf8(bytes)
            && let Some(id) = article::origin(&text).id
        {
            names.insert(id, name);
        }
    }
    names
}

/// Of versions of one story the latest; the others are told.
pub fn latest(stories: Vec<Story>, findings: &mut Vec<Finding>) -> Vec<Story> {
    let mut kept: Vec<Story> = vec![];
    let mut places = BTreeMap::new();
    for story in stories {
        let same = story.id.as_ref().and_then(|id| places.get(id)).copied();
        let Some(there) = same.and_then(|at: usize| kept.get_mut(at)) else {
            places.extend(story.id.clone().map(|id| (id, kept.len())));
            kept.push(story);
            continue;
        };
        let number = |story: &Story| {
            story
                .version
                .as_ref()
                .and_then(|version| version.trim().parse::<u64>().ok())
        };
        let newer = (number(&story), &story.version) >= (number(there), &there.version);
        let (older, newer) = match newer {
            true => (std::mem::replace(there, story), &*there),
            false => (story, &*there),
        };
        let version = |story: &Story| {
            story
                .version
                .clone()
                .unwrap_or_else(|| "without a number".into())
        };
        let message = format!(
            "an older version ({}) of the same story; version {} is taken",
            version(&older),
            version(newer)
        );
        findings.push(
            super::lost(&older.from, message)
                .related(newer.from.clone(), "the version that is taken"),
        );
    }
    kept
}

/// A table in CSV.
pub fn csv(sheet: &Sheet) -> String {
    let wide = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for row in &sheet.rows {
        let cells: Vec<String> = (0..wide)
            .map(|at| {
                let cell = row.get(at).map_or("", |cell| cell.trim());
                match cell.contains([',', '"', '\n', '\t']) {
                    true => format!("\"{}\"", cell.replace('"', "\"\"")),
                    false => cell.to_string(),
                }
            })
            .collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

/// What becomes of each file. What differs is an error of rule `import-differs` unless it may be
/// written over.
pub fn settle(
    folder: &Path,
    shown: &Path,
    files: &[Outgoing],
    over: Over,
    findings: &mut Vec<Finding>,
) -> Vec<State> {
    let state = |file: &Outgoing| {
        let path = folder.join(&file.name);
        let place = Place::File(shown.join(&file.name));
        let there = match read_limited(&path, LARGEST) {
            Ok(bytes) => bytes,
            Err(Unread::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                return (State::New, None);
            }
            Err(unread) => {
                let why = match unread {
                    Unread::Io(error) => reason(&error),
                    Unread::TooLarge => "it is too large".into(),
                };
                let message = format!("what stands here cannot be read: {why}");
                return (
                    State::Differs,
                    Some(Finding::unreadable("cannot-write", message).at(place)),
                );
            }
        };
        differ::compare(file, &there, &place, over)
    };
    files
        .iter()
        .map(|file| {
            let (state, finding) = state(file);
            findings.extend(finding);
            state
        })
        .collect()
}

/// Writes the files that are new or replace others. All are staged beside their places before the
/// first takes its name, and the manifest takes its name last.
pub fn write(
    folder: &Path,
    files: &[Outgoing],
    states: &[State],
) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut made = Made::default();
    let mut staged = vec![];
    for (file, state) in files.iter().zip(states) {
        if !matches!(state, State::New | State::Replaced) {
            continue;
        }
        let path = folder.join(&file.name);
        let stage = || -> io::Result<NamedTempFile> {
            let parent = path.parent().unwrap_or(folder);
            let mut staged = NamedTempFile::with_prefix_in(".dayang-", parent)?;
            staged.write_all(&file.bytes)?;
            staged.as_file().sync_all()?;
            open_to_readers(staged.as_file())?;
            Ok(staged)
        };
        made.folders(path.parent().unwrap_or(folder))
            .map_err(|error| (path.clone(), error))?;
        match stage() {
            Ok(temporary) => staged.push((temporary, path, *state)),
            Err(error) => return Err((path, error)),
        }
    }
    let mut paths = vec![];
    for (temporary, path, state) in staged {
        let done = match state {
            // Somebody may have put a file there meanwhile.
            State::New => temporary
                .persist_noclobber(&path)
                .map(drop)
                .map_err(|error| error.error),
            _ => temporary
                .persist(&path)
                .map(drop)
                .map_err(|error| error.error),
        };
        match done {
            Ok(()) => {
                made.keep();
                paths.push(path);
            }
            Err(error) => return Err((path, error)),
        }
    }
    made.keep();
    Ok(paths)
}

/// Folders that were made; taken away again if nothing was written into them.
#[derive(Default)]
struct Made(Vec<PathBuf>);

impl Made {
    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|folder| !folder.exists())
            .map(Path::to_path_buf)
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.0.push(folder);
        }
        Ok(())
    }

    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One that somebody else uses by now is not empty and stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Temporary files are for their owner alone; articles are for the whole desk.
#[cfg(unix)]
fn open_to_readers(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &fs::File) -> io::Result<()> {
    Ok(())
}
