//! Layouts: they are code, and may be wrong in any way.

use crate::row::{HOUSE, LAYOUT, Op, Row, edit, new, row};

/// Loops that end only after years, in a form that Typst does not see through.
const ENDLESS: &str = "#let spin() = {
  let a = 0
  while a < 9000 { a += 1; let b = 0; while b < 9000 { b += 1; let c = 0; while c < 9000 { c += 1 } } }
}
";

pub fn rows() -> Vec<Row> {
    let render = "story(page, \"story\")";
    vec![
        row(
            "layout-empty",
            "The layout is empty.",
            1,
            "layout",
            vec![new(LAYOUT, "")],
        ),
        row(
            "layout-bytes",
            "The layout is not UTF-8.",
            1,
            "layout",
            vec![new(LAYOUT, b"#let layout = (\xff)")],
        ),
        row(
            "layout-syntax",
            "A bracket is not closed.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                "#let render(page) = newspaper(page, {",
                "#let render(page) = newspaper(page, {{",
            )],
        ),
        row(
            "layout-name",
            "A function is misspelt.",
            1,
            "layout",
            vec![edit(LAYOUT, render, "stroy(page, \"story\")")],
        ),
        row(
            "layout-slot",
            "A slot is misspelt where the page is set.",
            1,
            "layout",
            vec![edit(LAYOUT, render, "story(page, \"stroy\")")],
        ),
        row(
            "layout-slot-of-none",
            "A picture is set from a slot of no such name.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                "picture(page, \"photo\")",
                "picture(page, \"banner-left\")",
            )],
        ),
        row(
            "layout-kind",
            "A slot is of a kind that there is not.",
            1,
            "layout",
            vec![edit(LAYOUT, "kind: \"picture\"", "kind: \"pictrue\"")],
        ),
        row(
            "layout-key",
            "A slot has a key that nobody knows.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                "area: (0, 26, 2, 8)",
                "area: (0, 26, 2, 8), hieght: 3",
            )],
        ),
        row(
            "layout-outside",
            "A slot leaves the grid.",
            1,
            "layout",
            vec![edit(LAYOUT, "(0, 0, 3, 20)", "(0, 0, 4, 20)")],
        ),
        row(
            "layout-overlap",
            "Two slots overlap.",
            1,
            "layout",
            vec![edit(LAYOUT, "(0, 21, 3, 4)", "(0, 19, 3, 4)")],
        ),
        row(
            "layout-grid",
            "The type area is wider than the sheet.",
            1,
            "layout",
            vec![edit(LAYOUT, "width: 400pt", "width: 300pt")],
        ),
        row(
            "layout-endless",
            "The layout never comes to an end.",
            1,
            "time-limit",
            vec![
                edit(
                    LAYOUT,
                    "#let render(page) = newspaper(page, {",
                    format!("{ENDLESS}#let render(page) = newspaper(page, {{\n  spin()"),
                ),
                edit(HOUSE, "compose_seconds = 60", "compose_seconds = 2"),
            ],
        ),
        row(
            "layout-forgets",
            "The layout does not set an article.",
            1,
            "text-conservation",
            vec![edit(LAYOUT, render, "")],
        ),
        row(
            "layout-twice",
            "The layout sets an article twice.",
            1,
            "text-conservation",
            vec![edit(
                LAYOUT,
                render,
                "story(page, \"story\"); story(page, \"story\")",
            )],
        ),
        row(
            "layout-package",
            "The layout imports a package.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                "#let layout",
                "#import \"@preview/cetz:0.4.2\"\n#let layout",
            )],
        ),
        row(
            "layout-reads",
            "The layout reads a file outside the project.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                "#let layout",
                "#let secret = read(\"../../../../../etc/passwd\")\n#let layout",
            )],
        ),
        row(
            "layout-link",
            "The layout is a link that leads out of the project.",
            1,
            "unknown-layout",
            vec![Op::Link(LAYOUT, "/etc/passwd")],
        ),
        row(
            "layout-role",
            "The layout asks for type of a role that there is not.",
            1,
            "layout",
            vec![edit(
                LAYOUT,
                render,
                "story(page, \"story\"); set-type(\"lishu\", 12pt, \"字\")",
            )],
        ),
    ]
}
