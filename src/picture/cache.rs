//! Pictures made once are kept, by content.
//!
//! An entry's name is a hash of all that the result depends on, so that it is never out of date.
//! It begins with a hash of itself: one that is torn, cut or foreign is made again. Entries appear
//! whole, under a temporary name first, so two runs at once do no harm, and the folder may be
//! deleted at any moment. A cache that cannot be written costs time and nothing else. It keeps
//! itself within [`MOST_BYTES`]: what was not used for longest goes first.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::colour::Press;
use super::report::Made;
use super::{Fit, Wanted};
use crate::shelf;

/// Goes up whenever the same input would give other bytes or findings.
const VERSION: u32 = 1;

const MAGIC: &[u8; 16] = b"dayang picture\n\0";

/// A year of a weekly's pictures; past it the oldest go, down to three quarters of it.
const MOST_BYTES: u64 = 2 << 30;

/// Takes away what is old, and the oldest of what is too much. Files that are not ours stay.
pub fn clean(folder: &Path) {
    clean_to(folder, MOST_BYTES);
}

fn clean_to(folder: &Path, most: u64) {
    shelf::clean(folder, "picture", ".picture-", most);
}

/// One place in the cache.
pub struct Entry {
    path: PathBuf,
}

impl Entry {
    pub fn new(folder: &Path, source: &[u8], wanted: &Wanted, press: &Press) -> Self {
        // Every field, or a new one would be forgotten here.
        let Wanted {
            width,
            height,
            fit,
            focus,
            gray,
            ppi,
        } = *wanted;
        let mut key = blake3::Hasher::new();
        key.update(MAGIC);
        key.update(&VERSION.to_le_bytes());
        key.update(blake3::hash(source).as_bytes());
        key.update(press.id().as_bytes());
        for number in [width, height, focus.0, focus.1, ppi, press.ink_limit()] {
            key.update(&number.to_bits().to_le_bytes());
        }
        key.update(&[u8::from(gray), u8::from(fit == Fit::Cover)]);
        let key = key.finalize().to_hex();
        Self {
            path: folder.join(format!("{key}.picture")),
        }
    }

    /// What the cache holds, if it is whole.
    pub fn read(&self) -> Option<(Made, Vec<u8>)> {
        let mut file = fs::read(&self.path).ok()?;
        let rest = file.strip_prefix(MAGIC)?;
        let (hash, rest) = rest.split_at_checked(blake3::OUT_LEN)?;
        if self.hash(rest).as_bytes() != hash {
            return None;
        }
        let (length, rest) = rest.split_at_checked(4)?;
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let (head, bytes) = rest.split_at_checked(length)?;
        let made = serde_json::from_slice(head).ok()?;
        let start = file.len() - bytes.len();
        file.drain(..start);
        // What is used stays longest.
        let used = fs::File::options().append(true).open(&self.path);
        let _ = used.and_then(|entry| entry.set_modified(SystemTime::now()));
        Some((made, file))
    }

    /// Keeps a result.
    pub fn write(&self, made: &Made, bytes: &[u8]) {
        // A full disk, a folder deleted under our hands: the picture is made again next time.
        let _ = self.try_write(made, bytes);
    }

    fn try_write(&self, made: &Made, bytes: &[u8]) -> std::io::Result<()> {
        let head = serde_json::to_vec(made)?;
        let length = u32::try_from(head.len()).map_err(std::io::Error::other)?;
        let rest = [&length.to_le_bytes()[..], &head, bytes].concat();
        let folder = self.path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(".picture-")
            .tempfile_in(folder)?;
        file.write_all(MAGIC)?;
        file.write_all(self.hash(&rest).as_bytes())?;
        file.write_all(&rest)?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// The name counts too: an entry that was renamed is another picture's.
    fn hash(&self, rest: &[u8]) -> blake3::Hash {
        let mut hash = blake3::Hasher::new();
        hash.update(self.path.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(rest);
        hash.finalize()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn aged(folder: &Path, name: &str, size: usize, days: u64) {
        let path = folder.join(name);
        fs::write(&path, vec![0; size]).unwrap();
        let time = SystemTime::now() - Duration::from_secs(days * 24 * 3600);
        let file = fs::File::options().append(true).open(path).unwrap();
        file.set_modified(time).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_oldest_go_and_strangers_stay() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        aged(at, "a.picture", 10, 61);
        aged(at, "b.picture", 40, 3);
        aged(at, "c.picture", 40, 2);
        aged(at, "d.picture", 40, 1);
        aged(at, ".picture-old", 5, 2);
        aged(at, ".picture-new", 5, 0);
        aged(at, "letter.txt", 500, 900);
        clean_to(at, 1000);
        let all = [
            ".picture-new",
            "b.picture",
            "c.picture",
            "d.picture",
            "letter.txt",
        ];
        assert_eq!(names(at), all);
        clean_to(at, 120);
        assert_eq!(
            names(at),
            [".picture-new", "c.picture", "d.picture", "letter.txt"]
        );
        clean(&at.join("not there"));
    }
}
