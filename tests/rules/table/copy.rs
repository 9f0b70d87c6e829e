//! What is wrong with articles and tables.

use super::base::TABLE;
use super::{Row, edit, new};

/// An article's file in place of a brief.
fn brief(name: &'static str, bytes: &[u8], rule: &'static str, line: &'static str) -> Row {
    Row {
        name,
        edits: vec![new("b1.md", bytes)],
        told: vec![(rule, "b1.md", line)],
    }
}

/// A table with other words in it.
fn table(
    name: &'static str,
    from: &'static str,
    to: &str,
    rule: &'static str,
    line: &'static str,
) -> Row {
    assert!(TABLE.contains(from), "{from}");
    Row {
        name,
        edits: vec![edit("weather.toml", from, to)],
        told: vec![(rule, "weather.toml", line)],
    }
}

/// A table in a file of its own.
fn file(
    name: &'static str,
    file: &'static str,
    bytes: &[u8],
    rule: &'static str,
    line: &'static str,
) -> Row {
    Row {
        name,
        edits: vec![edit("issue.toml", "weather.toml", file), new(file, bytes)],
        told: vec![(rule, file, line)],
    }
}

pub fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "copy-type",
            edits: vec![edit("issue.toml", "b1.md", "b1.doc"), new("b1.doc", "短讯")],
            told: vec![("copy-type", "b1.doc", "")],
        },
        brief("copy-size", &vec![b'a'; (8 << 20) + 1], "copy-size", ""),
        brief(
            "copy-encoding",
            b"\xe4\xb8\x80\n\n\xff\xff\xfe\xff\n",
            "copy-encoding",
            "",
        ),
        brief(
            "copy-front",
            "+++\nheadline = \"短\"\n\n正文。\n".as_bytes(),
            "copy-front-matter",
            "+++",
        ),
        brief(
            "copy-control",
            "# 短讯\n\n正\u{7}文在此。\n".as_bytes(),
            "copy-control",
            "文在此",
        ),
        brief(
            "copy-lost",
            "# 短讯\n\n正\u{fffd}文在此。\n".as_bytes(),
            "copy-lost-character",
            "文在此",
        ),
        brief("copy-empty", "# 短讯\n".as_bytes(), "copy-empty", ""),
        brief(
            "copy-markdown",
            "# 短讯\n\n> 引文一段在此。\n".as_bytes(),
            "copy-markdown",
            "> 引文",
        ),
        brief(
            "copy-headline",
            "+++\nheadline = \"短讯\"\n+++\n\n# 又一题\n\n正文一段在此。\n".as_bytes(),
            "copy-headline",
            "# 又一题",
        ),
        brief(
            "copy-joiner",
            "# 短讯\n\n正文一\u{2060}段在此。\n".as_bytes(),
            "copy-joiner",
            "段在此",
        ),
        brief(
            "headline-mark",
            "# 短{讯\n\n正文一段在此。\n".as_bytes(),
            "headline-mark",
            "",
        )
        .at_manifest("b1.md"),
        table(
            "table-column",
            "{ title = \"天气\" }",
            "{ title = \"天气\", align = \"middle\" }",
            "table-column",
            "middle",
        ),
        table(
            "table-row",
            "\"小雨\", \"9.0\"",
            "\"小雨\"",
            "table-row",
            "小雨",
        ),
        table(
            "table-cell",
            "\"9.0\"",
            &format!("\"{}\"", "9".repeat(201)),
            "table-cell",
            "小雨",
        ),
        table(
            "table-empty",
            "  [\"澜江城区\", \"多云\", \"12.5\"],\n  [\"柳溪\", \"小雨\", \"9.0\"],\n  [\"文津\", \"阴\", \"-1.5\"],\n",
            "",
            "table-empty",
            "",
        ),
        file("table-type", "w.xls", b"PK", "table-type", ""),
        file(
            "table-size",
            "w.csv",
            &vec![b'1'; (1 << 20) + 1],
            "table-size",
            "",
        ),
        file(
            "table-csv",
            "w.csv",
            "地点,气温\n\"柳溪,9.0\n".as_bytes(),
            "table-csv",
            "柳溪",
        ),
        Row {
            name: "unreadable",
            edits: vec![super::Edit::Folder("photo.png")],
            told: vec![("file-unreadable", "issue.toml", "photo.png")],
        },
    ]
}

impl Row {
    /// The same, told at a line of the manifest.
    fn at_manifest(mut self, words: &'static str) -> Self {
        for told in &mut self.told {
            (told.1, told.2) = ("issue.toml", words);
        }
        self
    }
}
