//! Where new files go: below the project, links followed, and never in the place of another.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diag::{Finding, Place, nearest};
use crate::layout::{is_plain, module_path};
use crate::project::{Project, reason};

/// The path of a new layout, if its name may be used and is free.
pub fn free_name(project: &Project, name: &str) -> Result<PathBuf, Vec<Finding>> {
    let refused = |message: String, hint: &str| {
        Err(vec![Finding::unreadable("new-layout", message).hint(hint)])
    };
    if name.ends_with(".typ") || name.starts_with("layouts/") {
        let plain = name.trim_end_matches(".typ").trim_start_matches("layouts/");
        return refused(
            format!("`{name}` is a path; expected a name as manifests use it"),
            &format!("did you mean `{plain}`?"),
        );
    }
    if !is_plain(name) {
        return refused(
            format!("`{name}` cannot be the name of a layout"),
            "a name is letters, digits, `-`, `_` and `.`, in folders parted by `/`: `broadsheet/city`",
        );
    }
    if name == "lib" || name.starts_with("lib/") {
        return refused(
            "layouts/lib is the page library, and no layout is looked for in it".into(),
            "put it in another folder, for instance `broadsheet/city`",
        );
    }
    let path = project.root.join(module_path(name));
    if fs::symlink_metadata(&path).is_ok() {
        return refused(
            format!("there is a layout `{name}`; it is not written over"),
            "take another name, or take the file away first",
        );
    }
    inside(project, &path).map(|()| path)
}

/// Whether what a path leads to, as far as it exists, lies in the project.
pub fn inside(project: &Project, path: &Path) -> Result<(), Vec<Finding>> {
    let there = path
        .ancestors()
        .find_map(|folder| fs::canonicalize(folder).ok());
    match there {
        Some(there) if there.starts_with(&project.root) => Ok(()),
        _ => {
            let message = "the folder is a link that leads out of the project";
            let place = Place::File(project.display(path));
            Err(vec![Finding::unreadable("cannot-write", message).at(place)])
        }
    }
}

/// Writes a layout: whole, or not at all, and not in the place of one that came meanwhile.
pub fn write_layout(project: &Project, path: &Path, text: &str) -> Result<(), Vec<Finding>> {
    let write = || -> io::Result<()> {
        let folder = path.parent().unwrap_or(&project.root);
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::with_prefix_in(".dayang-", folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        readable(file.path(), 0o644)?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| vec![cannot_write(project, path, &error)])
}

pub fn cannot_write(project: &Project, path: &Path, error: &io::Error) -> Finding {
    let why = match error.kind() {
        io::ErrorKind::AlreadyExists => "it is there already".into(),
        _ => reason(error),
    };
    let finding = Finding::unreadable("cannot-write", format!("cannot write it: {why}"));
    finding.at(Place::File(project.display(path)))
}

/// Temporary files are for their owner alone; what a desk shares is not.
#[cfg(unix)]
pub fn readable(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub fn readable(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// The nearest folder of an issue to a name that is none.
pub fn nearest_issue(names: &[String], given: &str) -> Option<String> {
    nearest(given, names.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
}
