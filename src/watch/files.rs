//! Whether anything an issue is made of is other than it was (文件变动): by name, size and time of
//! every file, looked at several times a second.
//!
//! Looking is surer than being told: a file that an editor puts in another's place, a new file, a
//! folder on another machine are all seen, and some hundred files cost well below a millisecond.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::makeup::{Matter, Plan};
use crate::project::Project;

/// More files than any project has; a link in a circle ends here.
const MOST: usize = 50_000;
const DEEPEST: usize = 12;
const STEP: Duration = Duration::from_millis(20);

/// What is looked at: folders with all that is in them, and single files.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Watched {
    pub folders: BTreeSet<PathBuf>,
    pub files: BTreeSet<PathBuf>,
}

impl Watched {
    /// Everything that the pages of an issue are made of, as far as a plan of them is known.
    pub fn of(project: &Project, folder: PathBuf, plan: Option<&Plan>) -> Self {
        let root = &project.root;
        let mut watched = Self::default();
        watched
            .folders
            .extend([folder, root.join("layouts"), root.join("fonts")]);
        watched.files.insert(root.join("dayang.toml"));
        for spot in [&project.house.print.profile, &project.house.paper.masthead] {
            let paths = spot.iter().map(|path| root.join(&***path));
            watched.files.extend(paths);
        }
        let mut file = |path: &str| {
            watched.files.insert(root.join(path));
        };
        let pages = plan.iter().flat_map(|plan| &plan.pages);
        for fill in pages.flat_map(|page| page.fills.values()) {
            match &fill.matter {
                Matter::Story(story) => {
                    file(&story.article.source.path.to_string_lossy());
                    story.pictures.values().for_each(|path| file(path));
                }
                Matter::Picture { path, .. }
                | Matter::Ad {
                    path: Some(path), ..
                } => file(path),
                _ => {}
            }
        }
        watched
    }

    /// Whether a file that was not looked at before has changed since a time.
    pub fn has_newer(&self, before: &Self, since: SystemTime) -> bool {
        // The clock of files goes in steps.
        let since = since.checked_sub(STEP).unwrap_or(since);
        let known = |file: &Path| {
            before.files.contains(file)
                || file.ancestors().any(|above| before.folders.contains(above))
        };
        (self.files.iter())
            .filter(|file| !known(file))
            .any(|file| changed(file).is_some_and(|time| time >= since))
    }

    /// Stands for the state of all files: two that are equal are of the same files.
    pub fn state(&self) -> u64 {
        let mut state = DefaultHasher::new();
        let mut left = MOST;
        for folder in &self.folders {
            walk(folder, DEEPEST, &mut left, &mut state);
        }
        for file in &self.files {
            note(file, &mut state);
        }
        state.finish()
    }
}

fn walk(folder: &Path, deep: usize, left: &mut usize, state: &mut DefaultHasher) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let (name, path) = (entry.file_name(), entry.path());
        if is_scratch(&name.to_string_lossy()) {
            continue;
        }
        // A folder behind a link is looked at too.
        match path.is_dir() {
            true if deep > 0 => walk(&path, deep - 1, left, state),
            true => {}
            false => note(&path, state),
        }
    }
}

/// What editors leave beside a file while it is written.
fn is_scratch(name: &str) -> bool {
    let ends = |ending: &&str| name.ends_with(*ending);
    name.starts_with('.')
        || name.starts_with('#')
        || ["~", ".swp", ".tmp", ".bak"].iter().any(ends)
        || name == "4913"
}

/// When a file was written, or put where it is.
fn changed(path: &Path) -> Option<SystemTime> {
    let data = fs::metadata(path).ok()?;
    let written = data.modified().ok()?;
    #[cfg(unix)]
    let written = {
        use std::os::unix::fs::MetadataExt;
        let seconds = u64::try_from(data.ctime()).unwrap_or_default();
        let nanos = u64::try_from(data.ctime_nsec()).unwrap_or_default();
        let put = Duration::from_secs(seconds) + Duration::from_nanos(nanos);
        written.max(SystemTime::UNIX_EPOCH + put)
    };
    Some(written)
}

fn note(path: &Path, state: &mut DefaultHasher) {
    path.hash(state);
    let Ok(data) = fs::metadata(path) else {
        return;
    };
    data.len().hash(state);
    data.modified().ok().hash(state);
    #[cfg(unix)]
    std::os::unix::fs::MetadataExt::ino(&data).hash(state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_seen_and_scratch_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("a")).unwrap();
        fs::write(at("a/one.md"), "1").unwrap();
        let watched = Watched {
            folders: [at("a")].into(),
            files: [at("house.toml")].into(),
        };
        let mut last = watched.state();
        let mut changed = || std::mem::replace(&mut last, watched.state()) != watched.state();
        assert!(!changed());
        fs::write(at("a/one.md"), "12").unwrap();
        assert!(changed(), "written");
        fs::write(at("new"), "34").unwrap();
        fs::rename(at("new"), at("a/one.md")).unwrap();
        assert!(changed(), "put in its place");
        fs::create_dir(at("a/b")).unwrap();
        fs::write(at("a/b/two.md"), "").unwrap();
        assert!(changed(), "new in a new folder");
        fs::write(at("house.toml"), "").unwrap();
        assert!(changed(), "a single file");
        fs::remove_file(at("a/one.md")).unwrap();
        assert!(changed(), "gone");
        for scratch in ["a/.one.md.swp", "a/one.md~", "a/4913"] {
            fs::write(at(scratch), "x").unwrap();
        }
        assert!(!changed(), "scratch");
    }

    #[test]
    fn a_file_that_is_new_to_us_and_changed_meanwhile_is_known_by_its_time() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("a")).unwrap();
        fs::write(at("a/one.md"), "1").unwrap();
        fs::write(at("far.md"), "1").unwrap();
        let before = Watched {
            folders: [at("a")].into(),
            ..Watched::default()
        };
        let now = |file: &str| Watched {
            files: [at(file)].into(),
            ..before.clone()
        };
        let (past, future) = (
            SystemTime::UNIX_EPOCH,
            SystemTime::now() + Duration::from_secs(60),
        );
        assert!(now("far.md").has_newer(&before, past));
        assert!(!now("far.md").has_newer(&before, future));
        assert!(
            !now("a/one.md").has_newer(&before, past),
            "its folder is looked at"
        );
        assert!(!now("none.md").has_newer(&before, past));
    }
}
