//! Runs that are ended at any moment, and runs that meet.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::common::Project;
use super::{OUT, SAMPLE, assert_same, built, pages, program};

/// More tries on a quiet machine: `DAYANG_FAULT_TRIES`.
fn tries() -> u32 {
    let told = std::env::var("DAYANG_FAULT_TRIES").ok();
    told.map_or(8, |tries| tries.parse().expect("a whole number"))
}

/// SIGTERM and SIGKILL at moments spread over a whole run, with a cache that begins empty: every page
/// is the old one or the new one, whole, and the next run gives what an undisturbed one gives.
#[test]
fn a_run_that_is_ended_leaves_whole_pages_and_a_sound_cache() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let began = Instant::now();
    let sound = built(&project, cache.path());
    let once = began.elapsed();
    let old = b"an older page".to_vec();
    let mut ended = 0;
    for at in 0..tries() {
        let cache = TempDir::new().unwrap();
        fs::remove_dir_all(project.path("out")).unwrap();
        fs::create_dir_all(project.path(OUT)).unwrap();
        let name = &sound[at as usize % sound.len()].0;
        fs::write(project.path(OUT).join(name), &old).unwrap();
        let mut child = program(&project, cache.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(once * (at + 1) / tries());
        let signal = if at % 2 == 0 { "-TERM" } else { "-KILL" };
        let _ = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .output();
        ended += usize::from(!child.wait().unwrap().success());
        for (name, bytes) in pages(&project.path(OUT)) {
            let whole = sound.iter().find(|page| page.0 == name);
            let whole = whole.unwrap_or_else(|| panic!("{name} was left behind"));
            assert!(
                bytes == whole.1 || bytes == old,
                "{name} is not whole after {signal}"
            );
        }
        if let Ok(report) = fs::read(project.path(OUT).join("report.json")) {
            serde_json::from_slice::<serde_json::Value>(&report).expect("the report is whole");
        }
        assert_same(&built(&project, cache.path()), &sound, "after an end");
    }
    assert!(ended > 0, "no run was ended");
}

/// Two runs of one issue at once, and a third that is of another page of it: none tears a file.
#[test]
fn runs_of_one_issue_at_once() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let sound = built(&project, cache.path());
    let cache = TempDir::new().unwrap();
    for _ in 0..2 {
        fs::remove_dir_all(project.path("out")).unwrap();
        let run = || {
            let mut command = program(&project, cache.path());
            command
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let runs = [run(), run(), run()];
        for run in runs {
            let output = run.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{said}");
        }
        assert_same(&pages(&project.path(OUT)), &sound, "runs at once");
    }
    // The pages are whole at every moment at which somebody looks.
    fs::remove_dir_all(project.path("out")).unwrap();
    let mut run = program(&project, cache.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while run.try_wait().unwrap().is_none() {
        for (name, bytes) in pages(&project.path(OUT)) {
            let whole = sound.iter().find(|page| page.0 == name);
            assert!(
                whole.is_some_and(|page| page.1 == bytes),
                "{name} is not whole"
            );
        }
        thread::sleep(Duration::from_millis(5));
    }
}
