//! Delivery: files that appear whole or not at all, with a version that is never used twice.
//!
//! | file | promise |
//! |---|---|
//! | `names` | file names from the patterns of the house |
//! | `content` | a hash of what a finished page prints |
//! | `ledger` | which version of each page is known, and which may be on a plate |
//! | `stage` | a set of files takes its place, each whole, or none does |
//! | `lock`, `signals` | one run at a time in a folder; a signal waits until a set is in place |
//! | `look` | what a finished file says of itself; who is refused |
//! | `target` | the folder that is delivered to |
//! | `send` | pages to the hot folder, the checksums after them, the ticket last |
//! | `ticket` | the JSON that tells the plate-setter what came and what it replaces |

pub mod content;
pub mod ledger;
pub mod lock;
pub mod look;
pub mod names;
pub mod send;
mod signals;
pub mod stage;
pub mod target;
pub mod ticket;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use self::names::Naming;

/// The folder in an output or hot folder that holds what is not for its reader: ledgers, the lock,
/// files on their way. It may be deleted at any time when no run is under way.
pub const WORK: &str = ".dayang";

/// A finished file and where it is to stand.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its name in the output folder.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The page it is (版次); nothing for the whole issue and for reports.
    pub page: Option<u32>,
    /// Whether it is booked in black alone (黑白版).
    pub mono: bool,
}

impl Output {
    /// A file that is no page.
    pub fn file(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            bytes,
            page: None,
            mono: false,
        }
    }
}

/// Writes files of no version, each whole: every one is first written beside its place under a
/// temporary name and flushed, and only when all are there do they take their names. A file
/// whose bytes are already there is left as it is.
pub fn deliver(folder: &Path, outputs: &[Output]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut staged = vec![];
    for output in outputs {
        let path = folder.join(&output.name);
        if same(&path, &output.bytes) {
            staged.push((None, path));
            continue;
        }
        let mut file = NamedTempFile::with_prefix_in(".dayang-", folder)?;
        file.write_all(&output.bytes)?;
        file.as_file().sync_all()?;
        open_to_readers(file.as_file())?;
        staged.push((Some(file), path));
    }
    let mut paths = vec![];
    for (file, path) in staged {
        if let Some(file) = file {
            file.persist(&path).map_err(|err| err.error)?;
        }
        paths.push(path);
    }
    Ok(paths)
}

/// Whether a file holds just these bytes. The length is asked first: most files that differ do so
/// in that.
pub(crate) fn same(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Temporary files are for their owner alone; a finished page is for the plate-setter too.
#[cfg(unix)]
pub(crate) fn open_to_readers(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(crate) fn open_to_readers(_: &File) -> io::Result<()> {
    Ok(())
}

/// Flushes a folder's names to the disk, where the system can do that.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some shares cannot; the names are there all the same.
        Err(err)
            if matches!(
                err.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) => {}
        other => other?,
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
