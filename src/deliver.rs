//! Delivery: files that appear whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::manifest::Date;

/// A finished file and where it is to stand.
pub struct Output {
    /// Its name in the output folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Fills in a delivery pattern; `page` has two digits at least.
pub fn file_name(pattern: &str, code: &str, date: Date, number: u32, page: Option<u32>) -> String {
    let mut name = pattern
        .replace("{code}", code)
        .replace("{date}", &date.to_string())
        .replace("{number}", &number.to_string());
    if let Some(page) = page {
        name = name.replace("{page}", &format!("{page:02}"));
    }
    name
}

/// Writes all files or none that was not there: every file is first written beside its
/// place under a temporary name and flushed to the disk, and only when all are there do
/// they take their names. A file whose bytes are already there is left as it is.
pub fn deliver(folder: &Path, outputs: &[Output]) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut staged = vec![];
    for output in outputs {
        let path = folder.join(&output.name);
        if fs::read(&path).is_ok_and(|there| there == output.bytes) {
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

/// Temporary files are for their owner alone; a finished page is for the plate-setter too.
#[cfg(unix)]
fn open_to_readers(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &fs::File) -> io::Result<()> {
    Ok(())
}
