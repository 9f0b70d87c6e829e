//! Articles, front matter and tables.

use crate::row::{ISSUE, LAYOUT, Op, Row, STORY, add, edit, new, row};

pub fn articles() -> Vec<Row> {
    vec![
        row(
            "article-kind",
            "The article is a Word document.",
            2,
            "copy-type",
            vec![
                edit(ISSUE, "story.md", "story.docx"),
                new("issues/day/story.docx", "PK"),
            ],
        ),
        row(
            "article-empty",
            "The article is empty.",
            1,
            "copy-empty",
            vec![new(STORY, "")],
        ),
        row(
            "article-folder",
            "A folder stands in its place.",
            2,
            "file-unreadable",
            vec![Op::Folder(STORY)],
        ),
        row(
            "article-bytes",
            "Its bytes are of no encoding.",
            2,
            "copy-encoding",
            vec![new(STORY, b"\xe6\x98\xa5\n\xff\xff\x80 \x81")],
        ),
        row(
            "article-damaged",
            "A byte of UTF-8 is missing.",
            2,
            "copy-encoding",
            vec![new(STORY, &"太原阵地，全力守好".as_bytes()[1..])],
        ),
        row(
            "article-large",
            "The article has nine megabytes.",
            2,
            "copy-size",
            vec![new(STORY, vec![b'a'; 9 << 20])],
        ),
        row(
            "article-control",
            "A control character stands in the text.",
            1,
            "copy-control",
            vec![add(STORY, "\n春\u{7}天。\n")],
        ),
        row(
            "article-lost",
            "A character was lost before the copy came.",
            1,
            "copy-lost-character",
            vec![add(STORY, "\n春\u{FFFD}天。\n")],
        ),
        row(
            "article-link",
            "A link leads out of the project.",
            2,
            "file-outside-project",
            vec![Op::Link(STORY, "/etc/passwd")],
        ),
        row(
            "article-picture",
            "A picture in the text is not there.",
            2,
            "picture-file",
            vec![add(STORY, "\n![图](none.png)\n")],
        ),
        row(
            "article-over",
            "The text is longer than its slot.",
            1,
            "overset",
            vec![add(
                STORY,
                format!("\n{}\n", "春天来了，河水清了，岸也绿了。".repeat(120)),
            )],
        ),
        row(
            "article-glyph",
            "No font has a character.",
            1,
            "missing-glyph",
            vec![add(STORY, "\n春\u{E123}天。\n")],
        ),
    ]
}

pub fn fronts() -> Vec<Row> {
    let front = |text: &str| edit(STORY, "headline = \"一则消息\"", text);
    vec![
        row(
            "front-open",
            "The front matter has no end.",
            2,
            "copy-front-matter",
            vec![new(STORY, "+++\nheadline = \"一则消息\"\n\n本报讯\n")],
        ),
        row(
            "front-syntax",
            "A quote is not closed.",
            2,
            "toml-syntax",
            vec![front("headline = \"一则消息")],
        ),
        row(
            "front-key",
            "A key is misspelt.",
            2,
            "unknown-key",
            vec![front("headlin = \"一则消息\"")],
        ),
        row(
            "front-type",
            "A headline is a number.",
            2,
            "wrong-type",
            vec![front("headline = 12")],
        ),
        row(
            "front-mark",
            "A mark in the headline is not closed.",
            1,
            "headline-mark",
            vec![front("headline = \"一则{消息\"")],
        ),
        row(
            "front-kicker",
            "A kicker stands over no headline.",
            1,
            "headline",
            vec![front("kicker = \"一则消息\"")],
        ),
    ]
}

/// A slot for tables on the page, and a table in it.
fn table(
    name: &'static str,
    what: &'static str,
    code: i32,
    rule: &'static str,
    file: &'static str,
    bytes: impl AsRef<[u8]>,
) -> Row {
    let path: &'static str = Box::leak(format!("issues/day/{file}").into_boxed_str());
    row(
        name,
        what,
        code,
        rule,
        vec![
            edit(
                LAYOUT,
                "    strip:",
                "    table: (kind: \"table\", area: (2, 26, 1, 8)),\n    strip:",
            ),
            edit(
                LAYOUT,
                "  advertisement(",
                "  tables(page, \"table\")\n  advertisement(",
            ),
            add(
                ISSUE,
                format!("\n[[page.table]]\nslot = \"table\"\nfile = \"{file}\"\n"),
            ),
            new(path, bytes),
        ],
    )
}

pub fn tables() -> Vec<Row> {
    vec![
        table(
            "table-kind",
            "The table is a spreadsheet.",
            2,
            "table-type",
            "t.xlsx",
            "PK",
        ),
        table(
            "table-empty",
            "The table is empty.",
            1,
            "table-empty",
            "t.csv",
            "",
        ),
        table(
            "table-row",
            "A row is short of a cell.",
            1,
            "table-row",
            "t.csv",
            "地点,天气\n柳溪,小雨\n文津\n",
        ),
        table(
            "table-commas",
            "The cells are parted by full-width commas.",
            1,
            "table-csv",
            "t.csv",
            "地点，天气\n柳溪，小雨\n",
        ),
        table(
            "table-quote",
            "A quote is not closed.",
            1,
            "table-csv",
            "t.csv",
            "地点,天气\n\"柳溪,小雨\n",
        ),
        table(
            "table-bytes",
            "Its bytes are of no encoding.",
            2,
            "table-encoding",
            "t.csv",
            b"a,b\n\xff\xff\x80 \x81,c\n",
        ),
        table(
            "table-large",
            "The table has two megabytes.",
            2,
            "table-size",
            "t.csv",
            "a,b\n".repeat(1 << 19),
        ),
        table(
            "table-key",
            "A key of a table in TOML is misspelt.",
            2,
            "unknown-key",
            "t.toml",
            "colums = [{ title = \"地点\" }]\nrows = [[\"柳溪\"]]\n",
        ),
        table(
            "table-syntax",
            "A table in TOML has no end of a list.",
            2,
            "toml-syntax",
            "t.toml",
            "columns = [{ title = \"地点\" }]\nrows = [[\"柳溪\"]\n",
        ),
    ]
}
