//! The manifest.

use crate::row::{ISSUE, Op, Row, add, edit, new, row};

pub fn rows() -> Vec<Row> {
    let head = "[issue]\ndate = 2022-04-11\nnumber = 1\n";
    let states = "issues/day/states.toml";
    vec![
        row(
            "states-word",
            "A page's state is misspelt.",
            1,
            "page-state",
            vec![new(states, "[[page]]\nnumber = 1\nstate = \"singed\"\n")],
        ),
        row(
            "states-syntax",
            "The states are cut short.",
            2,
            "toml-syntax",
            vec![new(states, "[[page]]\nnumber = \n")],
        ),
        row(
            "manifest-missing",
            "The issue has no manifest.",
            2,
            "issue-missing",
            vec![Op::Remove(ISSUE)],
        ),
        row(
            "issue-missing",
            "The issue's name is misspelt.",
            2,
            "issue-missing",
            vec![],
        )
        .with(&["build", "issues/dya"]),
        row(
            "manifest-folder",
            "A folder stands in its place.",
            2,
            "issue-missing",
            vec![Op::Folder(ISSUE)],
        ),
        row(
            "manifest-empty",
            "The manifest is empty.",
            2,
            "manifest-empty",
            vec![new(ISSUE, "\n# nothing\n")],
        ),
        row(
            "manifest-large",
            "The manifest is larger than any.",
            2,
            "manifest-too-large",
            vec![add(ISSUE, "#".repeat((1 << 20) + 1))],
        ),
        row(
            "manifest-bytes",
            "A byte of the manifest is broken.",
            2,
            "manifest-not-utf8",
            vec![new(ISSUE, b"[issue]\ndate = 2022-04-11 # \xff\n")],
        ),
        row(
            "manifest-syntax",
            "A bracket is missing.",
            2,
            "toml-syntax",
            vec![edit(ISSUE, "[[page]]", "[[page]")],
        ),
        row(
            "manifest-key",
            "A key is misspelt.",
            2,
            "unknown-key",
            vec![edit(ISSUE, "layout =", "layuot =")],
        ),
        row(
            "manifest-date",
            "The day is none.",
            2,
            "wrong-date",
            vec![edit(ISSUE, "2022-04-11", "2022-02-30")],
        ),
        row(
            "manifest-date-text",
            "The day stands in quotes.",
            2,
            "wrong-type",
            vec![edit(ISSUE, "2022-04-11", "\"2022-04-11\"")],
        ),
        row(
            "manifest-number",
            "The issue's number is nought.",
            2,
            "number-out-of-range",
            vec![edit(ISSUE, "number = 1", "number = 0")],
        ),
        row(
            "manifest-no-pages",
            "There are no pages.",
            1,
            "no-pages",
            vec![new(ISSUE, head)],
        ),
        row(
            "manifest-page-twice",
            "Two pages have one number.",
            1,
            "page-number-twice",
            vec![add(
                ISSUE,
                "\n[[page]]\nnumber = 1\nlayout = \"test/page\"\n",
            )],
        ),
        row(
            "manifest-layout",
            "The layout's name is misspelt.",
            1,
            "unknown-layout",
            vec![edit(ISSUE, "test/page", "test/pgae")],
        ),
        row(
            "manifest-layout-outside",
            "The layout's name leads out of layouts/.",
            1,
            "unknown-layout",
            vec![edit(ISSUE, "test/page", "../../etc/passwd")],
        ),
        row(
            "manifest-slot",
            "The slot's name is misspelt.",
            1,
            "unknown-slot",
            vec![edit(ISSUE, "slot = \"story\"", "slot = \"stroy\"")],
        ),
        row(
            "manifest-slot-kind",
            "An article stands in a slot for pictures.",
            1,
            "slot-kind",
            vec![
                add(
                    ISSUE,
                    "\n[[page.article]]\nslot = \"photo\"\nfile = \"b.md\"\n",
                ),
                new("issues/day/b.md", "河水清了。\n"),
            ],
        ),
        row(
            "manifest-slot-none",
            "An article names no slot.",
            1,
            "slot-missing",
            vec![edit(ISSUE, "slot = \"story\"\n", "")],
        ),
        row(
            "manifest-slot-page",
            "An article runs on to a page that is not there.",
            1,
            "unknown-page",
            vec![edit(
                ISSUE,
                "slot = \"story\"",
                "slots = [\"story\", \"4:jump\"]",
            )],
        ),
        row(
            "manifest-slot-empty",
            "A slot that must be filled is empty.",
            1,
            "empty-slot",
            vec![new(
                ISSUE,
                format!("{head}\n[[page]]\nnumber = 1\nlayout = \"test/page\"\n"),
            )],
        ),
        row(
            "manifest-file",
            "The article's name is misspelt.",
            2,
            "file-missing",
            vec![edit(ISSUE, "story.md", "stroy.md")],
        ),
        row(
            "manifest-file-outside",
            "An article's path leads out of the project.",
            2,
            "file-outside-project",
            vec![edit(ISSUE, "story.md", "../../../story.md")],
        ),
        row(
            "manifest-file-absolute",
            "An article's path is absolute.",
            2,
            "file-outside-project",
            vec![edit(ISSUE, "story.md", "/etc/passwd")],
        ),
        row(
            "manifest-file-backslash",
            "Folders are parted by backslashes.",
            2,
            "file-missing",
            vec![edit(ISSUE, "\"story.md\"", "'articles\\story.md'")],
        ),
        row(
            "manifest-exception",
            "An exception names a rule that is none.",
            1,
            "unknown-rule",
            vec![add(
                ISSUE,
                "\n[[page.except]]\nrule = \"rnut\"\nreason = \"…\"\n",
            )],
        ),
    ]
}
