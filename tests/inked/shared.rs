//! Builds at once that share one cache, which others delete and tear.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::common::Project;
use super::fixtures::photograph;
use super::{page, with};

/// The page built without any cache, as it must always come out.
fn fresh() -> Vec<u8> {
    let project = with("photo.jpg", &photograph(), "");
    build(&project, Path::new(""));
    fs::read(page(&project)).unwrap()
}

fn build(project: &Project, cache: &Path) {
    let mut command = project.command(&["build", "issues/day"]);
    let output = command.env("DAYANG_CACHE", cache).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
}

fn entries(cache: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn builds_at_once_with_one_cache() {
    let folder = tempfile::TempDir::new().unwrap();
    let cache = folder.path().join("cache");
    let fresh = fresh();
    for deleted in [false, true] {
        let projects: Vec<Project> = (0..3)
            .map(|_| with("photo.jpg", &photograph(), ""))
            .collect();
        let running = projects.iter().map(|project| {
            let mut command = project.command(&["build", "issues/day"]);
            command.env("DAYANG_CACHE", &cache);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()
        });
        let mut running: Vec<_> = running.map(Result::unwrap).collect();
        // While they run, somebody makes room on the disk.
        while deleted
            && running
                .iter_mut()
                .any(|run| run.try_wait().unwrap().is_none())
        {
            let _ = fs::remove_dir_all(&cache);
            std::thread::sleep(std::time::Duration::from_millis(3));
        }
        for (run, project) in running.into_iter().zip(&projects) {
            let output = run.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{said}");
            assert!(fs::read(page(project)).unwrap() == fresh, "other bytes");
        }
        if !deleted {
            // One picture, what is known of pages and fonts, and nothing half written.
            let entries = entries(&cache);
            let of = |ending| {
                entries
                    .iter()
                    .filter(|path| path.extension() == Some(ending))
                    .count()
            };
            let (pictures, shelved) = (of("picture".as_ref()), of("shelf".as_ref()));
            assert!(pictures == 1 && shelved > 0, "{entries:?}");
            assert_eq!(pictures + shelved, entries.len(), "{entries:?}");
        }
    }
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "picture")
}

fn picture(cache: &Path) -> PathBuf {
    let found = entries(cache).into_iter().find(|path| is_picture(path));
    found.unwrap()
}

#[test]
fn a_torn_entry_is_made_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let cache = folder.path();
    let fresh = fresh();
    let project = with("photo.jpg", &photograph(), "");
    build(&project, cache);
    let whole = fs::read(picture(cache)).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        bytes
    };
    let torn = [
        vec![],
        whole[..whole.len() / 2].to_vec(),
        flipped(20),
        flipped(whole.len() - 9),
    ];
    for bytes in torn {
        fs::write(picture(cache), &bytes).unwrap();
        // A page that is kept has no need of its picture.
        for kept in entries(cache).iter().filter(|path| !is_picture(path)) {
            fs::remove_file(kept).unwrap();
        }
        fs::remove_dir_all(project.path("out")).unwrap();
        build(&project, cache);
        assert!(fs::read(page(&project)).unwrap() == fresh, "other bytes");
        assert!(fs::read(picture(cache)).unwrap() == whole, "not mended");
    }
}
