//! A cache that is torn, foreign or of another version, and clocks that are wrong.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::common::Project;
use super::{ISSUE, SAMPLE, assert_same, built};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// Whatever is done to every file of the cache, the pages are the same.
#[test]
fn a_torn_cache_gives_the_same_pages() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let sound = built(&project, cache.path());
    let kept = files(cache.path());
    assert!(kept.len() > 3, "{kept:?}");
    type Harm = fn(usize, Vec<u8>) -> Vec<u8>;
    let harms: [(&str, Harm); 6] = [
        ("empty", |_, _| vec![]),
        ("cut", |at, mut bytes| {
            bytes.truncate(bytes.len() * (at % 7 + 1) / 8);
            bytes
        }),
        ("one bit", |at, mut bytes| {
            let place = bytes.len() * (at * 37 % 101) / 101;
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << (at % 8);
            }
            bytes
        }),
        // Every entry begins with the name of its form, in which its version stands.
        ("another version", |_, mut bytes| {
            if let Some(byte) = bytes.get_mut(14) {
                *byte = byte.wrapping_add(1);
            }
            bytes
        }),
        ("longer", |_, mut bytes| {
            bytes.extend([0; 4096]);
            bytes
        }),
        ("foreign", |at, _| {
            format!("foreign {at}").repeat(500).into_bytes()
        }),
    ];
    for (what, harm) in harms {
        for (at, path) in files(cache.path()).iter().enumerate() {
            let bytes = fs::read(path).unwrap();
            fs::write(path, harm(at, bytes)).unwrap();
        }
        // The output is made anew too, so that nothing is taken from there.
        fs::remove_dir_all(project.path("out")).unwrap();
        assert_same(&built(&project, cache.path()), &sound, what);
    }
    // Entries under each other's names.
    let names = files(cache.path());
    let bytes: Vec<Vec<u8>> = names.iter().map(|path| fs::read(path).unwrap()).collect();
    for (at, path) in names.iter().enumerate() {
        fs::write(path, &bytes[(at + 1) % bytes.len()]).unwrap();
    }
    fs::remove_dir_all(project.path("out")).unwrap();
    assert_same(&built(&project, cache.path()), &sound, "other names");
    // Folders where entries should be.
    for path in files(cache.path()) {
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
    }
    fs::remove_dir_all(project.path("out")).unwrap();
    assert_same(&built(&project, cache.path()), &sound, "folders");
}

fn set_times(folder: &Path, time: SystemTime) {
    for path in files(folder) {
        // The fonts are shared by links with the repository's.
        if path.components().any(|part| part.as_os_str() == "fonts") {
            continue;
        }
        let file = File::options().append(true).open(path).unwrap();
        file.set_modified(time).unwrap();
    }
}

/// A clock that is set back, or was ahead: what counts is content, never a time.
#[test]
fn clocks_do_not_matter() {
    let (project, cache) = (Project::sample(SAMPLE), TempDir::new().unwrap());
    let sound = built(&project, cache.path());
    let year = Duration::from_secs(365 * 86_400);
    for time in [SystemTime::UNIX_EPOCH + year, SystemTime::now() + 80 * year] {
        set_times(&project.path(""), time);
        set_times(cache.path(), time);
        assert_same(&built(&project, cache.path()), &sound, "other times");
        // A change that leaves size and time as they were is seen.
        let article = project.path(ISSUE).join("articles");
        let article = files(&article)
            .into_iter()
            .find(|path| fs::read_to_string(path).is_ok_and(|text| text.contains('的')));
        let article = article.unwrap();
        let before = fs::read_to_string(&article).unwrap();
        fs::write(&article, before.replacen('的', "地", 1)).unwrap();
        File::options()
            .append(true)
            .open(&article)
            .unwrap()
            .set_modified(time)
            .unwrap();
        let other = built(&project, cache.path());
        assert!(
            other != sound,
            "a change of the same size and time is not seen"
        );
        fs::write(&article, before).unwrap();
        File::options()
            .append(true)
            .open(&article)
            .unwrap()
            .set_modified(time)
            .unwrap();
        assert_same(&built(&project, cache.path()), &sound, "and back");
    }
}
