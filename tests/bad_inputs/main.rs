//! A table of bad inputs over every kind of file that the program reads: what is said of each, with
//! which code the program ends, and that nothing is written.
//!
//! docs/bad-inputs.md is made from real runs and must be what they say:
//! `UPDATE_BAD_INPUTS=1 cargo test --test bad_inputs` writes it anew.

#[path = "../common/mod.rs"]
mod common;

mod copy;
mod house;
mod import;
mod layout;
mod manifest;
mod pdf;
mod pictures;
mod row;
mod usage;

use std::collections::BTreeSet;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{make, repository};
use row::{Row, Told};

/// The kinds of file, each with its rows.
fn sections() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("The house file, `dayang.toml`", house::rows()),
        ("Fonts", house::fonts()),
        ("The press's profile", house::profiles()),
        ("The manifest, `issue.toml`", manifest::rows()),
        ("Articles", copy::articles()),
        ("Front matter", copy::fronts()),
        ("Tables", copy::tables()),
        ("Layouts", layout::rows()),
        ("Pictures", pictures::rows()),
        ("Advertisements", pdf::adverts()),
        ("PDFs for preflight and comparison", pdf::preflighted()),
        ("Incoming copy", import::rows()),
        ("The command line, and where files go", usage::rows()),
    ]
}

const DOC: &str = "docs/bad-inputs.md";

#[test]
fn the_table_says_what_the_program_says() {
    let sections = sections();
    let rows: Vec<&Row> = sections.iter().flat_map(|(_, rows)| rows).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), rows.len(), "a name stands twice");
    assert!(rows.len() >= 80, "{} rows", rows.len());
    let told = run(&rows);
    let wrong: Vec<String> = rows
        .iter()
        .zip(&told)
        .flat_map(|(row, told)| row.wrong(told))
        .collect();
    let mut text = format!(
        "{HEAD}\n{} inputs, each of a small sound issue with one thing wrong.\n",
        rows.len()
    );
    let mut told = told.iter();
    for (title, rows) in &sections {
        text += &format!("\n## {title}\n");
        for row in rows {
            text += &row.document(told.next().unwrap());
        }
    }
    let path = repository().join(DOC);
    if std::env::var_os("UPDATE_BAD_INPUTS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        wrong.is_empty(),
        "{} rows are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let there = fs::read_to_string(&path).unwrap_or_default();
    let differing = there
        .lines()
        .zip(text.lines())
        .find(|(there, now)| there != now);
    assert!(
        there == text,
        "{DOC} is not what the program says: {differing:#?}"
    );
}

const HEAD: &str = "# Bad inputs (坏输入一览)

What the program says of bad input of every kind, the whole finding, and the code it ends with. In every case the project
was the same afterwards, byte for byte, and no output folder was made. This page is made from real runs by
`tests/bad_inputs`, which fails when a word of it is no longer true.
";

/// Runs the rows, two at a time: each starts the program.
fn run(rows: &[&Row]) -> Vec<Told> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Told)>> = Mutex::new(vec![]);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some((at, row)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    rows.get(at).map(|row| (at, row))
                } {
                    let told = row.run();
                    done.lock().unwrap().push((at, told));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, told)| told).collect()
}

#[test]
fn a_torn_cache_is_made_anew_and_says_nothing() {
    let project = row::small();
    project.write(
        "issues/day/p.png",
        make::bitmap::png(900, 600, |x, y| [x as u8, y as u8, 90]),
    );
    let manifest = project.read(row::ISSUE);
    project.write(
        row::ISSUE,
        format!("{manifest}\n[[page.picture]]\nslot = \"photo\"\nfile = \"p.png\"\n"),
    );
    let cache = project.path("cache");
    let build = || {
        let mut command = project.command(&["build", "issues/day"]);
        let output = command.env("DAYANG_CACHE", &cache).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            output.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::read(project.path("out/2022-04-11/YB-2022-04-11.pdf")).unwrap()
    };
    let sound = build();
    let entries = project.files("cache");
    assert!(!entries.is_empty());
    for harm in [&b""[..], b"not what was here", &[0; 4096]] {
        for entry in &entries {
            fs::write(project.path(&format!("cache/{entry}")), harm).unwrap();
        }
        assert!(build() == sound, "other bytes from a torn cache");
    }
    // A folder where a file should be, and a cache that cannot be written at all.
    for entry in &entries {
        fs::remove_file(project.path(&format!("cache/{entry}"))).unwrap();
        fs::create_dir(project.path(&format!("cache/{entry}"))).unwrap();
    }
    assert!(build() == sound);
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "a file").unwrap();
    assert!(build() == sound);
}
