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

/// What a delivery pattern is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The paper's code.
    pub code: &'a str,
    pub date: Date,
    /// Issue number.
    pub number: u32,
    /// Page number, for the file of a page; two digits at least.
    pub page: Option<u32>,
    /// Whether it is printed in black alone (K) or in four colours (C).
    pub mono: bool,
}

impl Naming<'_> {
    /// Fills in a pattern, all but the version, which depends on what is there.
    pub fn fill(&self, pattern: &str) -> String {
        let mut name = pattern
            .replace("{code}", self.code)
            .replace("{date}", &self.date.to_string())
            .replace("{number}", &self.number.to_string())
            .replace("{color}", if self.mono { "K" } else { "C" });
        if let Some(page) = self.page {
            name = name.replace("{page}", &format!("{page:02}"));
        }
        name
    }
}

/// Gives each file that bears a version its letter: A if it is new, the letter that is there
/// if its bytes are the same, else the next, so that a replacement page never takes the
/// name of a page that may have been plated.
pub fn settle(folder: &Path, outputs: &mut [Output]) -> io::Result<()> {
    for output in outputs
        .iter_mut()
        .filter(|output| output.name.contains(VERSION))
    {
        let named = |letter: u8| {
            output
                .name
                .replace(VERSION, &char::from(letter).to_string())
        };
        let last = (b'A'..=b'Z')
            .rev()
            .find(|&letter| folder.join(named(letter)).exists());
        let letter = match last {
            None => b'A',
            Some(last) if same(&folder.join(named(last)), &output.bytes) => last,
            Some(b'Z') => {
                return Err(io::Error::other("there are 26 versions already, A to Z"));
            }
            Some(last) => last + 1,
        };
        output.name = named(letter);
    }
    Ok(())
}

/// What stands for the version in a pattern.
const VERSION: &str = "{version}";

fn same(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|there| there == bytes)
}

/// Writes all files or none that was not there: every file is first written beside its
/// place under a temporary name and flushed to the disk, and only when all are there do
/// they take their names. A file whose bytes are already there is left as it is.
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
