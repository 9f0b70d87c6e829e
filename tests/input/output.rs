//! Places that cannot be written to.

use std::fs;

use insta::assert_snapshot;

use crate::{refused_with, small};

#[test]
fn folder_that_is_a_file() {
    assert_snapshot!(refused_with(&small(), &["-o", "dayang.toml/out"]), @"
        error[output]: cannot write the pages: a part of its path is a file, not a folder
          ┌─ dayang.toml/out
          = hint: nothing was changed that could not be written whole

        1 error
        exit 1
        ");
}

#[test]
#[cfg(unix)]
fn folder_that_must_not_be_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let project = small();
    let folder = project.path("closed");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere.
    if fs::write(folder.join("probe"), "").is_ok() {
        return;
    }
    assert!(refused_with(&project, &["-o", "closed"]).contains("permission denied"));
}
