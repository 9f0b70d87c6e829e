//! A set of files that takes its place: each whole, and all of them once the first has moved.
//!
//! Files are written into `stage/` of the work folder, on the same file system, and flushed. When all
//! are there, a journal says what is to move where; then they move, in the order in which they were
//! put. A run that is killed before the journal changed nothing; one that is killed after it is
//! finished by the next run in the folder, before it does anything else. A full disk is met before
//! the journal, and everything stays as it was.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::lock::Lock;
use super::{open_to_readers, same, signals, sync_folder};

const JOURNAL: &str = "journal.json";

/// Files on their way into a folder.
#[derive(Debug)]
pub struct Stage<'a> {
    folder: &'a Path,
    /// Where files wait; on the same file system as the folder.
    work: PathBuf,
    moves: Vec<Move>,
    /// Every file, moved or there already.
    paths: Vec<PathBuf>,
}

/// One file's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    /// Its name in the stage.
    from: String,
    /// Its path below the folder, or the work folder.
    to: PathBuf,
    /// Whether it is for the work folder.
    #[serde(default)]
    inside: bool,
}

impl<'a> Stage<'a> {
    /// A stage for a folder whose work folder is locked. What a killed run left is finished or
    /// cleared away.
    pub fn open(folder: &'a Path, work: &Path, _lock: &Lock) -> io::Result<Self> {
        signals::listen();
        let stage = Self {
            folder,
            work: work.to_owned(),
            moves: vec![],
            paths: vec![],
        };
        fs::create_dir_all(stage.stage())?;
        one_file_system(folder, &stage.work)?;
        stage.recover()?;
        Ok(stage)
    }

    fn stage(&self) -> PathBuf {
        self.work.join("stage")
    }

    fn journal(&self) -> PathBuf {
        self.work.join(JOURNAL)
    }

    /// Finishes what a killed run had begun, and clears away what it had not.
    fn recover(&self) -> io::Result<()> {
        match fs::read(self.journal()) {
            Ok(bytes) => {
                // It was renamed into its place whole; what is no journal is not ours to follow.
                let moves: Vec<Move> = serde_json::from_slice(&bytes).unwrap_or_default();
                signals::shielded(|| self.perform(&moves))?;
            }
            Err(err) if err.kind() == io::ErrorKind::NotFound => {}
            Err(err) => return Err(err),
        }
        self.clear()
    }

    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.stage())?.flatten() {
            fs::remove_file(entry.path())?;
        }
        Ok(())
    }

    /// Puts a file on the stage, to stand at a path below the folder. One whose bytes are there
    /// already stays as it is; says whether it is new.
    pub fn put(&mut self, to: impl Into<PathBuf>, bytes: &[u8]) -> io::Result<bool> {
        let to = to.into();
        let path = self.folder.join(&to);
        if same(&path, bytes) {
            self.paths.push(path);
            return Ok(false);
        }
        self.put_again(to, bytes)?;
        Ok(true)
    }

    /// The same, even if it is there already: whoever watches the folder sees it come.
    pub fn put_again(&mut self, to: impl Into<PathBuf>, bytes: &[u8]) -> io::Result<()> {
        let to = to.into();
        let path = self.folder.join(&to);
        self.move_later(&path, to, false, bytes)?;
        self.paths.push(path);
        Ok(())
    }

    /// Puts a file that is to stand in the work folder.
    pub fn put_inside(&mut self, to: impl Into<PathBuf>, bytes: &[u8]) -> io::Result<()> {
        let to = to.into();
        let path = self.work.join(&to);
        match same(&path, bytes) {
            true => Ok(()),
            false => self.move_later(&path, to, true, bytes),
        }
    }

    fn move_later(
        &mut self,
        path: &Path,
        to: PathBuf,
        inside: bool,
        bytes: &[u8],
    ) -> io::Result<()> {
        // It could be told only once other files had moved.
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // No ending, so that nobody takes it for a page.
        let from = self.moves.len().to_string();
        write(&self.stage().join(&from), bytes)?;
        self.moves.push(Move { from, to, inside });
        Ok(())
    }

    /// How many files are to move.
    pub fn waiting(&self) -> usize {
        self.moves.len()
    }

    /// Moves every file to its place, in the order in which they were put, and gives their paths.
    pub fn commit(self) -> io::Result<Vec<PathBuf>> {
        if self.moves.is_empty() {
            return Ok(self.paths.clone());
        }
        sync_folder(&self.stage())?;
        let journal = self.stage().join(JOURNAL);
        write(&journal, &serde_json::to_vec(&self.moves)?)?;
        signals::shielded(|| {
            fs::rename(&journal, self.journal())?;
            sync_folder(&self.work)?;
            self.perform(&self.moves)
        })?;
        Ok(self.paths.clone())
    }

    /// What a journal says. Files that are no longer on the stage have moved already.
    fn perform(&self, moves: &[Move]) -> io::Result<()> {
        for Move { from, to, inside } in moves {
            // A journal is a file that anyone may write: it leads nowhere else.
            let plain = |path: &Path| {
                let mut parts = path.components();
                parts.all(|part| matches!(part, std::path::Component::Normal(_)))
            };
            if !plain(Path::new(from)) || !plain(to) {
                continue;
            }
            let target = match inside {
                true => self.work.join(to),
                false => self.folder.join(to),
            };
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            match fs::rename(self.stage().join(from), target) {
                Ok(()) => {}
                Err(err) if err.kind() == io::ErrorKind::NotFound => {}
                Err(err) => return Err(err),
            }
        }
        sync_folder(self.folder)?;
        fs::remove_file(self.journal())?;
        sync_folder(&self.work)
    }
}

/// A stage that is given up leaves nothing behind.
impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // With a journal the files are the next run's to move.
        if !self.journal().exists() {
            let _ = self.clear();
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    open_to_readers(&file)?;
    file.sync_all()
}

/// Files move in one step only within a file system.
#[cfg(unix)]
fn one_file_system(folder: &Path, work: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    match fs::metadata(folder)?.dev() == fs::metadata(work)?.dev() {
        true => Ok(()),
        false => Err(io::Error::other(
            "the stage is on another file system than the folder, so that files would not appear whole",
        )),
    }
}

#[cfg(not(unix))]
fn one_file_system(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::{WORK, lock};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = (fs::read_dir(folder).unwrap())
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_moves_before_all_is_there_and_all_moves_then() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let lock = lock::take(&at.join(WORK), || {}).unwrap();
        fs::write(at.join("old"), "same").unwrap();
        let mut stage = Stage::open(at, &at.join(WORK), &lock).unwrap();
        assert!(stage.put("b", b"1").unwrap());
        assert!(!stage.put("old", b"same").unwrap());
        stage.put_inside("x.json", b"{}").unwrap();
        assert_eq!(names(at), [".dayang", "old"]);
        assert_eq!(stage.commit().unwrap().len(), 2);
        assert_eq!(names(at), [".dayang", "b", "old"]);
        assert_eq!(names(&at.join(WORK)), ["lock", "stage", "x.json"]);
        // Given up: nothing is left.
        let mut stage = Stage::open(at, &at.join(WORK), &lock).unwrap();
        stage.put("c", b"1").unwrap();
        drop(stage);
        assert_eq!(names(&at.join(".dayang/stage")), [""; 0]);
    }

    #[test]
    fn a_run_that_was_killed_is_finished_or_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let lock = lock::take(&at.join(WORK), || {}).unwrap();
        let stage = at.join(".dayang/stage");
        fs::create_dir_all(&stage).unwrap();
        // Before the journal.
        fs::write(stage.join("0"), "half").unwrap();
        drop(Stage::open(at, &at.join(WORK), &lock).unwrap());
        assert_eq!(names(&stage), [""; 0]);
        assert_eq!(names(at), [".dayang"]);
        // After it, with the first moved; and nothing of a journal leads out of the folder.
        fs::write(at.join("a"), "A").unwrap();
        fs::write(stage.join("1"), "B").unwrap();
        fs::write(stage.join("2"), "C").unwrap();
        let moves = r#"[{"from":"0","to":"a"},{"from":"1","to":"b"},{"from":"2","to":"../c"}]"#;
        fs::write(at.join(".dayang/journal.json"), moves).unwrap();
        drop(Stage::open(at, &at.join(WORK), &lock).unwrap());
        assert_eq!(names(at), [".dayang", "a", "b"]);
        assert_eq!(names(&at.join(".dayang")), ["lock", "stage"]);
        assert!(!at.parent().unwrap().join("c").exists());
    }
}
