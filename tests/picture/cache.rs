//! The cache gives what would be made anew, or nothing.

use std::path::{Path, PathBuf};

use dayang::diag::Finding;
use dayang::picture::{Prepared, Press, Wanted, prepare};
use jpeg_encoder::ColorType;

use super::fixtures::*;

/// A picture with something to tell: few pixels and much ink.
fn source() -> Vec<u8> {
    jpeg(&rows(|x, _| [255, 255, x as u8, 128]), ColorType::Cmyk)
}

fn wanted() -> Wanted {
    let Wanted { width, height, .. } = whole(WIDTH, HEIGHT);
    Wanted {
        width: width * 1.6,
        height: height * 1.6,
        ..whole(1, 1)
    }
}

fn cached(folder: &Path) -> (Prepared, Vec<Finding>) {
    prepare(
        &source(),
        Path::new("a.jpg"),
        &wanted(),
        &PRESS,
        Some(folder),
    )
    .unwrap()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn a_hit_gives_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("not/yet/there");
    let fresh = made(&source(), &wanted());
    assert_eq!(rules(&fresh.1), ["picture-resolution", "picture-ink"]);
    assert_eq!(cached(&cache), fresh);
    let [entry] = &entries(&cache)[..] else {
        panic!("{:?}", entries(&cache))
    };
    let before = std::fs::read(entry).unwrap();
    assert_eq!(cached(&cache), fresh);
    assert_eq!(std::fs::read(entry).unwrap(), before);
    // That the entry is used at all: one made by hand, whole by its own hash, is taken.
    let mut other = before.clone();
    *other.last_mut().unwrap() ^= 1;
    let mut hash = blake3::Hasher::new();
    hash.update(entry.file_name().unwrap().as_encoded_bytes());
    hash.update(&other[48..]);
    other.splice(16..48, *hash.finalize().as_bytes());
    std::fs::write(entry, &other).unwrap();
    let found = cached(&cache);
    assert_ne!(found.0.bytes, fresh.0.bytes);
    assert_eq!(found.1, fresh.1);
}

#[test]
fn a_torn_or_foreign_entry_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = cached(folder.path());
    let entry = entries(folder.path()).remove(0);
    let whole = std::fs::read(&entry).unwrap();
    let mut bad: Vec<Vec<u8>> = (0..whole.len())
        .step_by(97)
        .map(|end| whole[..end].to_vec())
        .collect();
    bad.extend((0..whole.len()).step_by(89).map(|at| {
        let mut torn = whole.clone();
        torn[at] ^= 0x10;
        torn
    }));
    bad.push([&whole[..], b"more"].concat());
    bad.push(b"another program's file".to_vec());
    for torn in bad {
        std::fs::write(&entry, &torn).unwrap();
        assert_eq!(cached(folder.path()), fresh);
        assert_eq!(std::fs::read(&entry).unwrap(), whole);
    }
    // Another picture's entry under this one's name.
    let other = Wanted {
        gray: true,
        ..wanted()
    };
    prepare(
        &source(),
        Path::new("a.jpg"),
        &other,
        &PRESS,
        Some(folder.path()),
    )
    .unwrap();
    let all = entries(folder.path());
    let other = all.iter().find(|path| **path != entry).unwrap();
    std::fs::copy(other, &entry).unwrap();
    assert_eq!(cached(folder.path()), fresh);
}

#[test]
fn all_that_matters_is_in_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let with = |source: &[u8], wanted: Wanted, press: &Press| {
        prepare(
            source,
            Path::new("a.jpg"),
            &wanted,
            press,
            Some(folder.path()),
        )
        .unwrap();
        entries(folder.path()).len()
    };
    let one = wanted();
    let (source, other) = (source(), photograph());
    let press = Press::new(PROFILE.clone(), 220.0).unwrap();
    let mut profile = PROFILE.to_vec();
    profile[40] ^= 1;
    let profile = Press::new(profile.into(), INK_LIMIT).unwrap();
    let counts = [
        with(&source, one, &PRESS),
        with(
            &source,
            Wanted {
                width: one.width + 0.01,
                ..one
            },
            &PRESS,
        ),
        with(
            &source,
            Wanted {
                height: one.height + 0.01,
                ..one
            },
            &PRESS,
        ),
        with(&source, Wanted { ppi: 100.0, ..one }, &PRESS),
        with(
            &source,
            Wanted {
                focus: (0.5, 0.4),
                ..one
            },
            &PRESS,
        ),
        with(
            &source,
            Wanted {
                focus: (0.4, 0.5),
                ..one
            },
            &PRESS,
        ),
        with(&source, Wanted { gray: true, ..one }, &PRESS),
        with(
            &source,
            Wanted {
                fit: dayang::picture::Fit::Contain,
                ..one
            },
            &PRESS,
        ),
        with(&source, one, &press),
        with(&source, one, &profile),
        with(&other, one, &PRESS),
    ];
    assert_eq!(counts, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(with(&source, one, &PRESS), 11);
}

#[test]
fn many_at_once_while_it_is_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let fresh = made(&source(), &wanted());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..60).for_each(|_| assert_eq!(cached(&cache), fresh)));
        }
        scope.spawn(|| {
            for _ in 0..60 {
                let _ = std::fs::remove_dir_all(&cache);
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        });
    });
    // No temporary file is left in a folder that was not deleted.
    let _ = std::fs::remove_dir_all(&cache);
    cached(&cache);
    assert_eq!(entries(&cache).len(), 1);
}

#[test]
fn a_cache_that_cannot_be_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert_eq!(cached(&file.join("cache")), made(&source(), &wanted()));
}
