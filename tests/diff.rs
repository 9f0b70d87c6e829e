//! Page comparison: which pages differ, where, and in which words.

mod common;

use std::fs;

use common::Project;
use serde_json::Value;

fn project() -> Project {
    let project = Project::fixture("small").with_all_rules();
    project.build("issues/day");
    fs::rename(project.path("out/2022-04-11"), project.path("old")).unwrap();
    project
}

const PAGE: &str = "YB-2022-04-11-01.pdf";

#[test]
fn the_same_pages_do_not_differ() {
    let project = project();
    // Another time in the file is no other page.
    let output = project
        .command(&["build", "issues/day"])
        .env("SOURCE_DATE_EPOCH", "951827696")
        .output()
        .unwrap();
    assert!(output.status.success());
    let (old, new) = (format!("old/{PAGE}"), format!("out/2022-04-11/{PAGE}"));
    assert_ne!(
        fs::read(project.path(&old)).unwrap(),
        fs::read(project.path(&new)).unwrap()
    );
    let run = project.run(&["diff", &old, &new]);
    assert_eq!(
        (run.code, &*run.stdout),
        (0, "no page differs\n"),
        "{}",
        run.stderr
    );
    assert!(project.files("out/diff").is_empty());
    let run = project.run(&["check", "issues/day", "--against", "old"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn changed_words_are_told_with_a_picture_of_where() {
    let project = project();
    project.replace("issues/day/story.md", "低温天气", "寒冷天气");
    let run = project.run(&[
        "check",
        "issues/day",
        "--against",
        "old",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let one = findings
        .iter()
        .find(|one| one["rule"] == "page-changed")
        .unwrap();
    assert_eq!(one["page"], 1);
    let hints = one["hints"].to_string();
    assert!(hints.contains("[−低温−][+寒冷+]天气"), "{hints}");
    assert!(hints.contains("mm from the left"), "{hints}");
    assert_eq!(
        project.files("out/diff"),
        ["2022-04-11/YB-2022-04-11-01.png"]
    );
    // The frame stands around the words: there is its colour, and not elsewhere.
    let bytes = fs::read(project.path("out/diff/2022-04-11/YB-2022-04-11-01.png")).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let framed: Vec<(u32, u32)> = (picture.enumerate_pixels())
        .filter(|(_, _, pixel)| pixel.0 == [220, 0, 90])
        .map(|(x, y, _)| (x % (picture.width() / 2), y))
        .collect();
    assert!(!framed.is_empty());
    // Within the first column, below the headline.
    assert!(
        framed
            .iter()
            .all(|(x, y)| (50..250).contains(x) && (100..350).contains(y)),
        "{:?}",
        framed.first()
    );
    // Nothing is written as an issue.
    assert!(
        project
            .files("out")
            .iter()
            .all(|file| file.starts_with("diff/"))
    );
}

#[test]
fn a_rule_that_moved_is_seen_without_words() {
    let project = project();
    project.replace("layouts/test/page.typ", "  advertisement(page, \"strip\")\n", "  advertisement(page, \"strip\")\n  place(top + left, dx: 100pt, dy: 540pt, line(length: 80pt, stroke: 2pt + black))\n");
    project.build("issues/day");
    let run = project.run(&[
        "diff",
        &format!("old/{PAGE}"),
        &format!("out/2022-04-11/{PAGE}"),
        "-o",
        "seen",
    ]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("error[page-changed]: page 1 differs in one place"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("[−"), "{}", run.stderr);
    assert_eq!(project.files("seen"), ["YB-2022-04-11-01-1.png"]);
    // Allowed, it is not told.
    let run = project.run(&[
        "diff",
        &format!("old/{PAGE}"),
        &format!("out/2022-04-11/{PAGE}"),
        "--allow",
        "page-changed",
    ]);
    assert_eq!(run.code, 0);
}

#[test]
fn what_is_no_pdf_is_refused() {
    let project = project();
    project.write("no.pdf", "%PDF-1.6 not at all");
    let run = project.run(&["diff", "no.pdf", &format!("old/{PAGE}")]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("the old file cannot be read as a PDF"),
        "{}",
        run.stderr
    );
    assert_eq!(project.run(&["diff", "none.pdf", "no.pdf"]).code, 2);
    let run = project.run(&["check", "issues/day", "--against", "layouts"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("there is no page to compare with"),
        "{}",
        run.stderr
    );
}
