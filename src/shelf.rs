//! The shelf: results kept on disk from run to run, by what they depend on.
//!
//! An entry's key is a hash of all that the result depends on, so that it is never out of date; it
//! begins with a hash of itself, so that one that is torn, cut, renamed or foreign is no entry at
//! all. Entries appear whole, under a temporary name first, so two runs at once do no harm. The
//! folder may be deleted at any moment, and one that cannot be written costs time and nothing else.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// What a result depends on, as a hash.
pub type Key = blake3::Hash;

const MAGIC: &[u8; 16] = b"dayang shelf 1\n\0";
const ENDING: &str = "shelf";
const TEMPORARY: &str = ".shelf-";

/// Some months of a daily's pages; past it the oldest go, down to three quarters of it.
const MOST_BYTES: u64 = 1 << 30;
/// An entry that nobody asked for so long is of a page that is printed and gone.
const LONGEST: Duration = Duration::from_secs(60 * 24 * 3600);
/// A temporary file of this age was left behind by a run that was ended.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3600);
/// An entry is marked as used at most this often.
const USED: Duration = Duration::from_secs(3600);

/// A folder for results that may be shared and deleted at any time.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    written: AtomicBool,
}

impl Shelf {
    /// The user's own, unless there is to be none.
    pub fn user() -> Option<Self> {
        folder().map(Self::new)
    }

    pub fn new(folder: PathBuf) -> Self {
        let written = AtomicBool::new(false);
        Self { folder, written }
    }

    /// What was kept under a key, if it is whole.
    pub fn read(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut file = fs::read(&path).ok()?;
        let rest = file.strip_prefix(MAGIC)?;
        let (hash, rest) = rest.split_at_checked(blake3::OUT_LEN)?;
        if sum(key, rest).as_bytes() != hash {
            return None;
        }
        file.drain(..MAGIC.len() + blake3::OUT_LEN);
        mark_used(&path);
        Some(file)
    }

    /// Keeps a result. A full disk, a folder deleted under our hands: it is made again next time.
    pub fn write(&self, key: &Key, bytes: &[u8]) {
        let _ = self.try_write(key, bytes);
        self.written.store(true, Ordering::Relaxed);
    }

    fn try_write(&self, key: &Key, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .tempfile_in(&self.folder)?;
        file.write_all(MAGIC)?;
        file.write_all(sum(key, bytes).as_bytes())?;
        file.write_all(bytes)?;
        file.persist(self.path(key))?;
        Ok(())
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{}.{ENDING}", key.to_hex()))
    }

    /// Takes away what is old, and the oldest of what is too much, if anything was added.
    pub fn clean(&self) {
        if self.written.swap(false, Ordering::Relaxed) {
            clean(&self.folder, ENDING, TEMPORARY, MOST_BYTES);
        }
    }
}

/// The folder for what may be deleted at any time: `DAYANG_CACHE`, or one in the user's own
/// cache. With `DAYANG_CACHE` empty there is none.
pub fn folder() -> Option<PathBuf> {
    match std::env::var_os("DAYANG_CACHE") {
        Some(folder) if folder.is_empty() => None,
        Some(folder) => Some(folder.into()),
        None => Some(dirs::cache_dir()?.join("dayang")),
    }
}

/// The key counts too: an entry that was renamed is another's.
fn sum(key: &Key, bytes: &[u8]) -> blake3::Hash {
    let mut hash = blake3::Hasher::new();
    hash.update(key.as_bytes());
    hash.update(bytes);
    hash.finalize()
}

/// What is used stays longest.
fn mark_used(path: &Path) {
    let now = SystemTime::now();
    let Ok(file) = fs::File::options().append(true).open(path) else {
        return;
    };
    let used = file.metadata().and_then(|data| data.modified());
    if used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > USED)) {
        let _ = file.set_modified(now);
    }
}

/// Takes away entries that are old, and the oldest of what is too much. Files that bear neither
/// the ending nor the temporary name stay.
pub fn clean(folder: &Path, ending: &str, temporary: &str, most: u64) {
    let now = SystemTime::now();
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut kept = vec![];
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = Path::new(&name);
        let longest = match () {
            () if name.to_string_lossy().starts_with(temporary) => LEFT_BEHIND,
            () if name.extension().is_some_and(|found| found == ending) => LONGEST,
            () => continue,
        };
        let Ok(data) = entry.metadata() else { continue };
        let used = data.modified().unwrap_or(now);
        // A run beside this one may have taken it away already.
        match now.duration_since(used).is_ok_and(|age| age > longest) {
            true => drop(fs::remove_file(entry.path())),
            false => kept.push((used, data.len(), entry.path())),
        }
    }
    let mut total: u64 = kept.iter().map(|(_, size, _)| size).sum();
    if total <= most {
        return;
    }
    kept.sort();
    for (_, size, path) in kept {
        if total <= most / 4 * 3 {
            return;
        }
        let _ = fs::remove_file(path);
        total = total.saturating_sub(size);
    }
}

/// What a key is made of: each part with its length, so that no two rows of parts are one.
pub struct Parts(blake3::Hasher);

impl Parts {
    /// A key for results of a kind that this very program makes.
    pub fn new(kind: &str) -> Self {
        let mut parts = Self(blake3::Hasher::new());
        parts.add(kind.as_bytes());
        parts.add(program());
        parts
    }

    pub fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    pub fn key(&self) -> Key {
        self.0.finalize()
    }
}

/// The program itself: another version, or one built anew, may make something else.
fn program() -> &'static [u8] {
    static PROGRAM: OnceLock<Vec<u8>> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let file = std::env::current_exe().and_then(fs::metadata).ok();
        let built = file.map(|data| (data.len(), data.modified().ok()));
        format!("{} {built:?}", env!("CARGO_PKG_VERSION")).into_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_whole_is_an_entry() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(folder.path().join("new"));
        let key = |name: &str| {
            let mut parts = Parts::new("test");
            parts.add(name.as_bytes());
            parts.key()
        };
        assert_eq!(shelf.read(&key("a")), None);
        shelf.write(&key("a"), b"what was made");
        assert_eq!(shelf.read(&key("a")).unwrap(), b"what was made");
        let path = shelf.path(&key("a"));
        let whole = fs::read(&path).unwrap();
        // Renamed, cut at any place, a bit turned over: no entry.
        fs::copy(&path, shelf.path(&key("b"))).unwrap();
        assert_eq!(shelf.read(&key("b")), None);
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(shelf.read(&key("a")), None);
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 4;
            fs::write(&path, other).unwrap();
            assert_eq!(shelf.read(&key("a")), None);
        }
        shelf.write(&key("a"), b"what was made");
        assert!(shelf.read(&key("a")).is_some());
        shelf.clean();
        assert!(shelf.read(&key("a")).is_some());
    }

    #[test]
    fn parts_do_not_run_together() {
        let key = |parts: &[&str]| {
            let mut all = Parts::new("test");
            parts.iter().for_each(|part| all.add(part.as_bytes()));
            all.key()
        };
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
        assert_eq!(key(&["a", "b"]), key(&["a", "b"]));
    }
}
