//! A project: the folder with `dayang.toml`, and which files belong to it.
//!
//! No path of a manifest leads out of the project, neither by `..` nor by a symbolic link.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::diag::{Finding, Place, SourceText, nearest};
use crate::manifest::{House, Reading, load_text, read_house};

/// The file that makes a folder a project.
pub const HOUSE_FILE: &str = "dayang.toml";

/// The manifest of an issue, in the issue's folder.
pub const ISSUE_FILE: &str = "issue.toml";

/// Where issues stand, unless they stand elsewhere.
const ISSUES: &str = "issues";

/// A newspaper's project.
#[derive(Debug)]
pub struct Project {
    /// Its folder, absolute and without symbolic links.
    pub root: PathBuf,
    pub house: House,
    /// The text of `dayang.toml`, for places.
    pub house_source: Arc<SourceText>,
}

/// Why a path of a manifest cannot be used.
#[derive(Debug, Error)]
pub enum Refused {
    #[error("it is empty")]
    Empty,
    #[error("it is absolute")]
    Absolute,
    #[error("it leads out of the project")]
    Outside,
    #[error("no such file")]
    Missing,
    #[error("it is a folder")]
    Folder,
    #[error("it is not a regular file")]
    Special,
    #[error("{0}")]
    Unreadable(String),
}

impl Project {
    /// Finds the project that a path belongs to, upward from the path, and reads its house
    /// file. A project may come with findings, if `dayang.toml` says something wrong.
    pub fn find(start: &Path) -> Reading<Self> {
        let path = match fs::canonicalize(start) {
            Ok(path) => path,
            Err(error) => return Reading::failed(cannot_open("issue-missing", start, &error)),
        };
        let root = path
            .ancestors()
            .find(|folder| folder.join(HOUSE_FILE).is_file());
        match root {
            Some(root) => Self::open(root),
            None => Reading::failed(vec![
                Finding::unreadable(
                    "project-missing",
                    format!("no `{HOUSE_FILE}` here or in any folder above"),
                )
                .at(Place::File(start.to_owned()))
                .hint(format!(
                    "`{HOUSE_FILE}` stands at a project's root, beside `issues`"
                )),
            ]),
        }
    }

    /// Opens the project in a folder, as [`Project::find`] does.
    pub fn open(root: &Path) -> Reading<Self> {
        let root = match fs::canonicalize(root) {
            Ok(root) => root,
            Err(error) => return Reading::failed(cannot_open("project-missing", root, &error)),
        };
        let house = fs::canonicalize(root.join(HOUSE_FILE));
        if house.is_ok_and(|house| !house.starts_with(&root)) {
            let message = format!("`{HOUSE_FILE}` is a link that leads out of the project");
            let finding = Finding::unreadable("project-missing", message)
                .at(Place::File(HOUSE_FILE.into()))
                .hint("put the file itself there");
            return Reading::failed(vec![finding]);
        }
        let house_source = match load_text(&root.join(HOUSE_FILE), Path::new(HOUSE_FILE)) {
            Ok(source) => source,
            Err(findings) => return Reading::failed(findings),
        };
        let Reading { value, findings } = read_house(&house_source);
        let value = value.map(|house| Self {
            root,
            house,
            house_source,
        });
        Reading { value, findings }
    }

    /// The manifest that an argument means, which may be the file or its folder. Absolute.
    pub fn issue_file(&self, argument: &Path) -> Result<PathBuf, Vec<Finding>> {
        let mut path = fs::canonicalize(argument)
            .map_err(|error| cannot_open("issue-missing", argument, &error))?;
        if path.is_dir() {
            path.push(ISSUE_FILE);
            if !path.is_file() {
                let message = format!("the folder has no `{ISSUE_FILE}`");
                let finding = Finding::unreadable("issue-missing", message)
                    .at(Place::File(argument.to_owned()))
                    .hint("name the folder of an issue, for instance `issues/2022-04-11`");
                return Err(vec![finding]);
            }
            path = fs::canonicalize(&path)
                .map_err(|error| cannot_open("issue-missing", argument, &error))?;
        }
        if !path.starts_with(&self.root) {
            let message = "the manifest is outside the project";
            let finding = Finding::unreadable("issue-outside-project", message);
            return Err(vec![finding.at(Place::File(argument.to_owned()))]);
        }
        Ok(path)
    }

    /// The file that a path of a manifest means, taken from the folder it is relative to.
    /// It exists, is a regular file, and lies in the project, links followed.
    pub fn resolve_inside(&self, base: &Path, relative: &str) -> Result<PathBuf, Refused> {
        if relative.is_empty() {
            return Err(Refused::Empty);
        }
        let path = self.join_inside(base, relative)?;
        let path = fs::canonicalize(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory if self.holds(&path) => Refused::Missing,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Refused::Outside,
            _ => Refused::Unreadable(reason(&error)),
        })?;
        if !path.starts_with(&self.root) {
            return Err(Refused::Outside);
        }
        let data = fs::metadata(&path).map_err(|error| Refused::Unreadable(reason(&error)))?;
        match () {
            () if data.is_dir() => Err(Refused::Folder),
            () if !data.is_file() => Err(Refused::Special),
            () => Ok(path),
        }
    }

    /// Joins without asking the disk. A path that climbs out is refused even if it would
    /// come back, for that depends on what the folders above are called.
    fn join_inside(&self, base: &Path, relative: &str) -> Result<PathBuf, Refused> {
        let mut path = base.to_owned();
        for part in Path::new(relative).components() {
            match part {
                Component::Prefix(_) | Component::RootDir => return Err(Refused::Absolute),
                Component::CurDir => {}
                Component::ParentDir => {
                    path.pop();
                    if !path.starts_with(&self.root) {
                        return Err(Refused::Outside);
                    }
                }
                Component::Normal(name) => path.push(name),
            }
        }
        Ok(path)
    }

    /// Whether a path lies in the project, links followed, or would if it existed: nobody shall
    /// learn by a link which files there are outside, nor write there.
    pub fn holds(&self, path: &Path) -> bool {
        let folder = path
            .ancestors()
            .find_map(|folder| fs::canonicalize(folder).ok());
        folder.is_some_and(|folder| folder.starts_with(&self.root))
    }

    /// A path as findings show it: relative to the project, with forward slashes.
    pub fn display(&self, path: &Path) -> PathBuf {
        let Ok(relative) = path.strip_prefix(&self.root) else {
            return path.to_owned();
        };
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        match parts.is_empty() {
            true => PathBuf::from("."),
            false => PathBuf::from(parts.join("/")),
        }
    }
}

/// The name in a missing path's folder that is nearest to what was written, as a path
/// relative to the same folder as the path.
pub fn nearest_file(base: &Path, relative: &str) -> Option<String> {
    let path = Path::new(relative);
    let given = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let names: Vec<String> = fs::read_dir(base.join(".").join(folder))
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let name = nearest(given, names.iter().map(String::as_str))?;
    Some(folder.join(name).to_string_lossy().replace('\\', "/"))
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It has more bytes than it may have.
    TooLarge,
    Io(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a regular file that has at most so many bytes. Its size is looked at first, so that no
/// disk image is read into memory, and again while it is read, for it may grow meanwhile.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    let data = fs::metadata(path)?;
    if data.is_dir() {
        return Err(Unread::Io(ErrorKind::IsADirectory.into()));
    }
    // A pipe would keep us waiting for ever.
    if !data.is_file() {
        return Err(Unread::Io(io::Error::other("not a regular file")));
    }
    if data.len() > limit {
        return Err(Unread::TooLarge);
    }
    let mut bytes = Vec::with_capacity(data.len() as usize);
    let file = fs::File::open(path)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(Unread::TooLarge),
        false => Ok(bytes),
    }
}

/// An error of the system in the manner of our messages: lowercase, without its number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        // Our own words.
        ErrorKind::Other if error.get_ref().is_some() => error.to_string(),
        ErrorKind::NotFound => "no such file".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        ErrorKind::IsADirectory => "it is a folder".into(),
        ErrorKind::AlreadyExists => "something else has this name already".into(),
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder".into(),
        ErrorKind::StorageFull => "the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        kind => kind.to_string(),
    }
}

fn cannot_open(rule: &'static str, path: &Path, error: &io::Error) -> Vec<Finding> {
    let message = match error.kind() {
        ErrorKind::NotFound => "no such file or folder".into(),
        _ => format!("cannot open it: {}", reason(error)),
    };
    let mut finding = Finding::unreadable(rule, message).at(Place::File(path.to_owned()));
    // In a hurry one names the day alone.
    let below = path.is_relative().then(|| Path::new(ISSUES).join(path));
    let near = match below.filter(|below| below.join(ISSUE_FILE).is_file()) {
        Some(below) => Some(below.to_string_lossy().replace('\\', "/")),
        None => path
            .to_str()
            .and_then(|path| nearest_file(Path::new(""), path)),
    };
    if let Some(near) = near {
        finding = finding.hint(format!("did you mean `{near}`?"));
    }
    vec![finding]
}
