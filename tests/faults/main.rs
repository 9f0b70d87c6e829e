//! Faults of the machine: a full or locked disk, a torn cache, a wrong clock, a run that is ended or
//! that meets another, a font that is replaced under the program's hands. The pages are the right
//! ones or the ones that were there, whole, and the next run mends what is left.

#[path = "../common/mod.rs"]
mod common;

mod cache;
mod disk;
mod ends;
mod fonts;
mod terminal;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::Project;

const SAMPLE: &str = "2022-04-11";
const ISSUE: &str = "issues/2022-04-11";
const OUT: &str = "out/2022-04-11";

/// The pages, by name. Beside them stand a report, which also tells what was there before, and work
/// of the program's own.
type Pages = Vec<(String, Vec<u8>)>;

fn pages(folder: &Path) -> Pages {
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![];
    };
    let mut found: Pages = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_string();
            (name, fs::read(&path).unwrap())
        })
        .collect();
    found.sort();
    found
}

/// The program with a cache of its own.
fn program(project: &Project, cache: &Path) -> Command {
    let mut command = project.command(&["build", ISSUE]);
    command.env("DAYANG_CACHE", cache);
    command
}

#[track_caller]
fn built(project: &Project, cache: &Path) -> Pages {
    let output = program(project, cache).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    pages(&project.path(OUT))
}

#[track_caller]
fn assert_same(found: &Pages, expected: &Pages, what: &str) {
    let names = |pages: &Pages| pages.iter().map(|page| page.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{what}");
    for ((name, found), (_, expected)) in found.iter().zip(expected) {
        assert!(found == expected, "{what}: {name} is not the same");
    }
}

/// What a script says that runs with folders of its own, in a namespace where it may mount; nothing
/// where the system does not let it.
fn in_a_namespace(script: &str, project: &Project, cache: &Path) -> Option<(i32, String)> {
    let mut command = match cfg!(target_os = "linux") {
        true => Command::new("unshare"),
        false => return untested("there are no namespaces here"),
    };
    let may = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "none", "/tmp"])
        .output();
    if !may.is_ok_and(|may| may.status.success()) {
        return untested("`unshare -rm` may not mount here");
    }
    command
        .args(["-rm", "sh", "-ec", script])
        .env("PROGRAM", env!("CARGO_BIN_EXE_dayang"))
        .env("DAYANG_CACHE", cache)
        .env_remove("SOURCE_DATE_EPOCH")
        .current_dir(project.path(""));
    let output = command.output().unwrap();
    let both = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&both).into_owned();
    Some((output.status.code().unwrap_or(-1), said))
}

fn untested<T>(why: &str) -> Option<T> {
    eprintln!("NOT TESTED: {why}");
    None
}
