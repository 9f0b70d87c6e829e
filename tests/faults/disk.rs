//! A disk that is full, or may not be written to.

use std::fs;

use tempfile::TempDir;

use super::common::Project;
use super::{ISSUE, OUT, SAMPLE, assert_same, built, in_a_namespace, pages};

/// On a disk too small for the pages nothing changes: the pages that were there stay, no part of a
/// new one is left, and the error says why.
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let script = format!(
        "mkdir -p {OUT}; mount -t tmpfs -o size=256k none {OUT}; echo older > {OUT}/YB-2022-04-11-02.pdf\n\
         $PROGRAM build {ISSUE} || echo code $?\nfind {OUT} -type f | sort; cat {OUT}/YB-2022-04-11-02.pdf; df -k {OUT} | tail -1"
    );
    let Some((_, said)) = in_a_namespace(&script, &project, cache.path()) else {
        return;
    };
    assert!(said.contains("code 1") || said.contains("code 2"), "{said}");
    assert!(
        said.contains("error[output]: cannot write the pages: the disk is full"),
        "{said}"
    );
    // What was not written is not on any plate.
    assert!(!said.contains("plated again"), "{said}");
    assert!(said.contains("\nolder\n"), "{said}");
    let files = said.lines().filter(|line| line.starts_with(OUT));
    let files: Vec<&str> = files
        .filter(|line| !line.contains("/.dayang/lock"))
        .collect();
    assert_eq!(files, [format!("{OUT}/YB-2022-04-11-02.pdf")], "{said}");
}

/// A cache on a full disk costs time and nothing else.
#[test]
fn a_full_cache_changes_nothing() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let sound = built(&project, cache.path());
    fs::remove_dir_all(project.path("out")).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=64k none $DAYANG_CACHE\n$PROGRAM build {ISSUE} || echo code $?"
    );
    let Some((_, said)) = in_a_namespace(&script, &project, cache.path()) else {
        return;
    };
    assert!(!said.contains("code"), "{said}");
    assert_same(&pages(&project.path(OUT)), &sound, "a full cache");
}

#[test]
fn a_folder_that_may_only_be_read() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let sound = built(&project, cache.path());
    let manifest = format!("{ISSUE}/issue.toml");
    project.replace(&manifest, "number = 12345", "number = 12346");
    let script = format!(
        "mount --bind {OUT} {OUT}; mount -o remount,ro,bind {OUT}\n$PROGRAM build {ISSUE} || echo code $?"
    );
    let Some((_, said)) = in_a_namespace(&script, &project, cache.path()) else {
        return;
    };
    assert!(said.contains("code 1") || said.contains("code 2"), "{said}");
    assert!(
        said.contains("error[output]: cannot write the pages"),
        "{said}"
    );
    assert_same(
        &pages(&project.path(OUT)),
        &sound,
        "a folder that may only be read",
    );
    // So may the cache.
    fs::remove_dir_all(project.path("out")).unwrap();
    project.replace(&manifest, "number = 12346", "number = 12345");
    let script =
        format!("mount -t tmpfs -o ro none $DAYANG_CACHE\n$PROGRAM build {ISSUE} || echo code $?");
    let (_, said) = in_a_namespace(&script, &project, cache.path()).unwrap();
    assert!(!said.contains("code"), "{said}");
    assert_same(
        &pages(&project.path(OUT)),
        &sound,
        "a cache that may only be read",
    );
}
