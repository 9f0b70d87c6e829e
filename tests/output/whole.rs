//! Whole files or none, and what was there stays.

use std::fs;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::common::{Project, tool};
use crate::{ISSUE, OUT, PAGE, SAMPLE, assert_same, built, files, sound};

#[test]
fn a_build_that_is_killed_leaves_only_whole_files() {
    const TRIES: u32 = 20;
    let project = Project::sample(SAMPLE);
    let start = Instant::now();
    let whole = built(&project);
    let once = start.elapsed();
    let mut killed = 0;
    for attempt in 0..TRIES {
        // Every other time an older page stands where the new one will.
        let old = b"an older page".as_slice();
        fs::remove_dir_all(project.path("out")).unwrap();
        if attempt % 2 == 1 {
            project.write(&format!("{OUT}/{PAGE}"), old);
        }
        fs::create_dir_all(project.path(OUT)).unwrap();
        let mut child = project
            .command(&["build", ISSUE])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the second half of a build, in which files are written.
        thread::sleep(once / 2 + once / 2 * attempt / TRIES);
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        for (name, bytes) in files(&project, OUT) {
            // It tells which version took the place of the older page.
            if name == "report.json" {
                serde_json::from_slice::<Value>(&bytes).unwrap();
                continue;
            }
            let expected = whole.iter().find(|(known, _)| *known == name);
            match expected {
                Some((_, expected)) => {
                    assert!(bytes == *expected || bytes == old, "{name} is not whole")
                }
                None => assert!(name.starts_with(".dayang-"), "{name} was left behind"),
            }
            if name.ends_with(".pdf") && bytes != old {
                tool(
                    "qpdf",
                    &["--check", project.path(OUT).join(&name).to_str().unwrap()],
                );
            }
        }
    }
    assert!(killed > 0, "every build was done before it could be killed");
    // What was left behind does not disturb the next build.
    let next = built(&project);
    assert_same(
        &next
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .collect(),
        &whole
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .collect(),
    );
}

#[test]
fn a_failed_build_leaves_the_last_sound_one_as_it_is() {
    let project = Project::sample(SAMPLE);
    let before = built(&project);
    project.write(&format!("{ISSUE}/articles/weather.md"), "");
    assert_ne!(project.run(&["build", ISSUE]).code, 0);
    assert_same(&files(&project, OUT), &before);
}

#[test]
fn a_broken_issue_does_not_stop_another() {
    let project = Project::sample(SAMPLE);
    project.write("issues/broken/issue.toml", "");
    let run = project.run(&["build", "issues/broken", ISSUE]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_same(&files(&project, OUT), &sound());
}
