//! Wrong use of the program, and places where nothing can be written.

use crate::row::{Op, Row, new, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("usage-nothing", "No issue is named.", 2, "", vec![]).with(&["build"]),
        row("usage-command", "The command is misspelt.", 2, "", vec![])
            .with(&["biuld", "issues/day"]),
        row("usage-option", "An option is misspelt.", 2, "", vec![]).with(&[
            "build",
            "issues/day",
            "--porof",
        ]),
        row("usage-format", "There is no such format.", 2, "", vec![]).with(&[
            "check",
            "issues/day",
            "--format",
            "xml",
        ]),
        row(
            "usage-page",
            "The issue has no such page.",
            2,
            "page",
            vec![],
        )
        .with(&["build", "issues/day", "--page", "9"]),
        row(
            "usage-deny",
            "A rule is denied that is none.",
            2,
            "unknown-rule",
            vec![],
        )
        .with(&["build", "issues/day", "--deny", "overste"]),
        row(
            "usage-epoch",
            "SOURCE_DATE_EPOCH is no number.",
            2,
            "source-date-epoch",
            vec![],
        )
        .when("SOURCE_DATE_EPOCH", "tomorrow"),
        row(
            "output-file",
            "A file stands where the output folder should be.",
            1,
            "output",
            vec![new("pages", "a file")],
        )
        .with(&["build", "issues/day", "-o", "pages"]),
        row(
            "output-folder",
            "A folder has the name of a page.",
            1,
            "output",
            vec![Op::Folder("pages/YB-2022-04-11-01.pdf")],
        )
        .with(&["build", "issues/day", "-o", "pages"]),
        row(
            "schema-output",
            "The schema's folder is a file.",
            2,
            "cannot-write",
            vec![new("schemas", "a file")],
        )
        .with(&["schema", "-o", "schemas"]),
        row(
            "issue-outside",
            "The issue lies in no project.",
            2,
            "project-missing",
            vec![],
        )
        .with(&["build", "/"]),
    ]
}
