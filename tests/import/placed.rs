//! The skeleton: which layout, which slot, and what is left over.

use serde_json::Value;

use crate::common::{Project, copy_folder, repository};
use crate::{told, with};

#[test]
fn articles_go_to_the_slots_that_hold_them_best() {
    let project = with("text");
    // Three articles of the sizes of the three slots, in another order.
    let text = |count: usize| {
        format!(
            "题目\n\n{}\n\n{}\n",
            "河".repeat(count / 2),
            "水".repeat(count / 2)
        )
    };
    project
        .write("in2/1.txt", text(500))
        .write("in2/2.txt", text(1800))
        .write("in2/3.txt", text(520));
    let run = project.run(&[
        "import",
        "in2",
        "--into",
        "issues/2026-11-21",
        "--layout",
        "roomy",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let manifest = project.read("issues/2026-11-21/issue.toml");
    let large = manifest.split("slot = \"a\"").nth(1).unwrap();
    assert!(
        large
            .split('\n')
            .nth(1)
            .unwrap()
            .starts_with("file = \"articles/2.md\""),
        "{manifest}"
    );
}

#[test]
fn what_has_no_slot_is_told_and_stands_in_a_comment() {
    let project = with("text");
    let page =
        |n: usize| format!("标题：题目{n}\n版次：1\n正文：\n第{n}篇，河水清了。\n岸也绿了。\n");
    for n in 0..5 {
        project.write(&format!("in2/{n}.txt"), page(n));
    }
    let run = project.run(&[
        "import",
        "in2",
        "--into",
        "issues/2026-11-21",
        "--layout",
        "roomy",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let left = told(&run).into_iter().filter(|(rule, message)| {
        rule == "import-left-over" && message.contains("page 1 has no slot for")
    });
    assert_eq!(left.count(), 2, "{}", run.stdout);
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert_eq!(
        manifest.matches("\n# [[page.article]]").count(),
        2,
        "{manifest}"
    );
    assert_eq!(
        manifest.matches("\n[[page.article]]").count(),
        3,
        "{manifest}"
    );
    // The manifest is sound, comments and all.
    assert_eq!(project.run(&["build", "issues/2026-11-21"]).code, 0);
}

/// What a skeleton of the house's own layouts may lack: that is for content to fill.
const FITS: [&str; 8] = [
    "overset",
    "empty-slot",
    "underfilled-slot",
    "unplaced-article",
    "unplaced-picture",
    "ad-missing",
    "headline",
    "page-order",
];

#[test]
fn a_skeleton_of_real_copy_compiles() {
    let project = Project::sample("2022-04-16");
    let from = repository().join("issues/2022-04-16");
    copy_folder(&from.join("articles"), &project.path("in"));
    copy_folder(&from.join("pictures"), &project.path("in"));
    let _ = std::fs::remove_file(project.path("in/CREDITS.md"));
    let run = project.run(&["import", "in", "--into", "issues/2022-04-18"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let manifest = project.read("issues/2022-04-18/issue.toml");
    // Two days after issue 12350, on its sheet.
    assert!(
        manifest.contains("number = 12352 # guessed: one a day since 2022-04-16, which is 12350"),
        "{manifest}"
    );
    assert!(
        manifest.contains("layout = \"tabloid/front\"") && !manifest.contains("broadsheet"),
        "{manifest}"
    );
    let run = project.run(&["check", "issues/2022-04-18", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let errors = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error");
    // Whether a slot sets a quote or a deck is known only once it is composed; the body always is.
    let is_part = |finding: &&Value| {
        let message = finding["message"].as_str().unwrap();
        finding["rule"] == "text-conservation" && !message.starts_with("the body of")
    };
    let others: Vec<_> = errors
        .filter(|finding| !is_part(finding) && !FITS.contains(&finding["rule"].as_str().unwrap()))
        .collect();
    assert!(others.is_empty(), "{others:#?}\n{manifest}");
}

#[test]
fn an_unknown_layout_is_named_with_the_nearest() {
    let project = with("text");
    let run = project.run(&[
        "import",
        "in",
        "--into",
        "issues/2026-11-21",
        "--layout",
        "broadsheet/inisde",
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean `broadsheet/inside`?"),
        "{}",
        run.stderr
    );
    assert!(project.files("issues").is_empty());
}
