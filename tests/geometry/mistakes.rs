//! What is said of slots that cannot be: each mistake at its line, with what mends it.

use insta::assert_snapshot;

use super::project;

/// What is said of a layout with these slots.
fn said(slots: &str) -> String {
    let project = project(slots, "story(page, \"story\")", "", 100);
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1, "{}\n{}", run.stdout, run.stderr);
    run.stderr
}

const STORY: &str = "story: (kind: \"article\", area: (0, 0, 4, 24))";

#[test]
fn print_all() {
    for slots in [
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 8, 1, 10)))",
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 11, 1, 10)))",
        "story: (kind: \"article\", area: ((2, 0, 1, 20), (0, 0, 2, 10)))",
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 10, 1, 60)))",
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 10, 1)))",
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 10, 1, 5)), legs: (2, 2, 1))",
        "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 10, 1, 5)), legs: (2, 3))",
        "story: (kind: \"article\", area: (0.5, 0, 2, 10))",
        "story: (kind: \"article\", area: (0, 0, 2, 10), legs: \"two\")",
        "story: (kind: \"article\", area: (0, 0, 2, 10)), photo: (kind: \"picture\", area: ((2, 0, 1, 5), (3, 0, 1, 8)))",
    ] {
        println!("{slots}\n{}", said(slots));
    }
    for photo in [
        "area: (1, 4, 2, 8)",
        "area: (1, 4, 2, 8), inside: \"stroy\"",
        "area: (1, 4, 2, 8), inside: \"photo\"",
        "area: (3.5, 4, 2, 8), inside: \"story\"",
        "area: (0, 0, 4, 24), inside: \"story\"",
        "area: (1, 4, 2, 8), inside: 3",
    ] {
        let slots = format!("{STORY},\n    photo: (kind: \"picture\", {photo})");
        println!("{slots}\n{}", said(&slots));
    }
    let slots = format!(
        "{STORY},\n    strip: (kind: \"ad\", area: (0, 30, 4, 9)),\n    photo: (kind: \"picture\", area: (1, 32, 2, 4), inside: \"strip\")"
    );
    println!("{slots}\n{}", said(&slots));
}
