//! A font that is replaced while somebody watches an issue.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use dayang::desk::{Result, Session, Wish};

use super::common::Project;
use super::{ISSUE, SAMPLE};

fn run(session: &mut Session, project: &Project) -> Result {
    session.run(&project.path(ISSUE), &Wish::default())
}

fn files(result: &Result) -> Vec<(&str, &[u8])> {
    let files = result.outputs.iter();
    files
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect()
}

#[track_caller]
fn as_anew(session: &mut Session, project: &Project, what: &str) {
    let (again, anew) = (run(session, project), run(&mut Session::new(), project));
    let rules = |result: &Result| {
        result
            .findings
            .iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&again), rules(&anew), "{what}");
    assert!(
        files(&again) == files(&anew),
        "{what}: the session gives other pages than a new one"
    );
}

/// The file of the body's type, and its bytes.
fn body(project: &Project) -> (PathBuf, Vec<u8>) {
    let names = project.files("fonts");
    let name = names
        .iter()
        .find(|name| name.contains("Serif") && name.contains("Regular"));
    let path = project.path("fonts").join(name.expect("the body's font"));
    let bytes = fs::read(&path).unwrap();
    (path, bytes)
}

/// Replaces a file in one step, as a package manager does, or in place, as a copy does.
fn replace(path: &PathBuf, bytes: &[u8]) {
    let beside = path.with_extension("new");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn a_font_replaced_between_runs() {
    let project = Project::sample(SAMPLE);
    let (path, bytes) = body(&project);
    let mut session = Session::new();
    let first = run(&mut session, &project);
    assert!(!first.outputs.is_empty(), "{:#?}", first.findings);
    replace(&path, &bytes[..bytes.len() / 2]);
    let cut = run(&mut session, &project);
    assert!(cut.outputs.is_empty());
    as_anew(&mut session, &project, "cut");
    replace(&path, b"no font");
    assert!(
        run(&mut session, &project)
            .findings
            .iter()
            .any(|finding| finding.rule == "font-broken")
    );
    fs::remove_file(&path).unwrap();
    as_anew(&mut session, &project, "taken away");
    replace(&path, &bytes);
    let back = run(&mut session, &project);
    assert!(
        files(&back) == files(&first),
        "the font is back, and the pages are not"
    );
}

/// It may be gone, torn or back at any moment of a run. Whatever that run says, none after it suffers.
#[test]
fn a_font_replaced_during_runs() {
    let project = Project::sample(SAMPLE);
    let (path, bytes) = body(&project);
    let first = run(&mut Session::new(), &project);
    let mut session = Session::new();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for at in 0_usize.. {
                let part = [bytes.len(), bytes.len() / 3, 0, bytes.len()][at % 4];
                replace(&path, &bytes[..part]);
                if done.load(Ordering::Relaxed) {
                    return;
                }
                thread::sleep(Duration::from_millis(40));
            }
        });
        for _ in 0..4 {
            // Pages or none; never a fault.
            let result = run(&mut session, &project);
            assert!(
                !result.findings.is_empty()
                    || files(&result) == files(&first)
                    || result.outputs.is_empty()
            );
        }
        done.store(true, Ordering::Relaxed);
    });
    replace(&path, &bytes);
    let back = run(&mut session, &project);
    assert!(
        files(&back) == files(&first),
        "the font is back, and the pages are not"
    );
}
