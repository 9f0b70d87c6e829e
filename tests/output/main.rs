//! What is written: the same bytes from the same input, whole files or none, and a report.

#[path = "../common/mod.rs"]
mod common;

mod names;
mod report;
mod same;
mod whole;

use std::fs;

use common::Project;

const SAMPLE: &str = "2022-04-11";
const ISSUE: &str = "issues/2022-04-11";
const OUT: &str = "out/2022-04-11";
const PAGE: &str = "YB-2022-04-11-02.pdf";

/// Names and bytes of all files in a folder, hidden ones too.
type Files = Vec<(String, Vec<u8>)>;

fn files(project: &Project, folder: &str) -> Files {
    let names = project.files(folder);
    names
        .into_iter()
        .map(|name| {
            (
                name.clone(),
                fs::read(project.path(&format!("{folder}/{name}"))).unwrap(),
            )
        })
        .collect()
}

/// What a sound build of the sample writes.
fn sound() -> Files {
    built(&Project::sample(SAMPLE))
}

fn built(project: &Project) -> Files {
    project.build(ISSUE);
    files(project, OUT)
}

/// Insists that two builds are the same, without printing megabytes.
fn assert_same(a: &Files, b: &Files) {
    let names = |files: &Files| {
        files
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(a), names(b));
    for ((name, a), (_, b)) in a.iter().zip(b) {
        let at = a.iter().zip(b).position(|(a, b)| a != b);
        assert!(
            a == b,
            "{name} differs, lengths {} and {}, first at {at:?}",
            a.len(),
            b.len()
        );
    }
}
