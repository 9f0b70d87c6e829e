//! What layouts do wrongly, and what does not fit them.

use super::{Edit, Row, edit, new};
use crate::makeup::{copy, story};

const TOML: &str = "issue.toml";
const LEAD: &str = "slots = [\"lead\"";
const INDEX: &str = "  teasers(page, \"index\"";
const STRIP: &str = "  advertisement(page, \"strip\")\n";

/// An article without a headline in the slot `more`, which has one line in each of two legs.
fn two_lines(name: &'static str, text: &str) -> Row {
    Row {
        name,
        edits: vec![
            edit(
                TOML,
                "[[page.ad]]",
                "[[page.article]]\nslot = \"more\"\nfile = \"more.md\"\n\n[[page.ad]]",
            ),
            new("more.md", text),
            Edit::Back("area: (2, 51, 2, 9)", "area: (2, 51, 2, 1)"),
        ],
        told: vec![(name, TOML, "slot = \"more\"")],
    }
}

/// Digits hold together: they fill the first line, and one character is left for the next.
fn runt() -> Row {
    let mut row = two_lines("runt", "12345678901234567绿。\n");
    row.edits.pop();
    row.told = vec![("runt", "more.md", "绿")];
    row
}

fn lead(name: &'static str, lengths: &[usize]) -> Row {
    Row {
        name,
        edits: vec![new("lead.md", story("柳溪两岸复绿", &copy(lengths)))],
        told: vec![(name, TOML, LEAD)],
    }
}

pub fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "layout",
            edits: vec![Edit::Front(INDEX, "  taesers(page, \"index\"")],
            told: vec![("layout", "root:layouts/rules/layout-front.typ", "taesers")],
        },
        Row {
            name: "layout-limit",
            edits: vec![Edit::Front(
                INDEX,
                "  complain(\"lead\", \"too much\")\n  teasers(page, \"index\"",
            )],
            told: vec![("layout-limit", TOML, LEAD)],
        },
        Row {
            name: "ink",
            edits: vec![Edit::Back(
                STRIP,
                "  advertisement(page, \"strip\")\n  place(top + left, dx: 60pt, dy: 745pt, text(fill: rgb(\"f00\"), \"红\"))\n",
            )],
            told: vec![("ink", "root:layouts/rules/ink-back.typ", "")],
        },
        Row {
            name: "mono",
            edits: vec![
                edit(TOML, "number = 2\n", "number = 2\nmono = true\n"),
                Edit::Back(
                    STRIP,
                    "  advertisement(page, \"strip\")\n  place(top + left, dx: 60pt, dy: 745pt, rect(width: 40pt, height: 9pt, stroke: none, fill: cmyk(50%, 0%, 0%, 0%)))\n",
                ),
            ],
            told: vec![("pdf-mono", TOML, "number = 2")],
        },
        Row {
            name: "slot-full",
            edits: vec![Edit::Front("most: 6", "most: 2")],
            told: vec![("slot-full", TOML, "# the third")],
        },
        runt(),
        lead("jump-empty", &[120; 2]),
        lead("jump-short", &[120; 7]),
        two_lines("widow", "柳溪昨日通水，两岸树木返青。\n"),
        two_lines("too-high", "柳溪昨日通水。\n\n## 两岸返青\n\n船行。\n"),
    ]
}
