//! What is wrong with pictures and advertisements: told at the manifest's line.

use super::base::{ad, dark};
use super::{Edit, Row, edit, new};
use crate::common::make::bitmap::{heavy_jpeg, odd_jpeg};
use crate::common::make::broken::bomb;

fn picture(name: &'static str, file: &'static str, bytes: &[u8], rule: &'static str) -> Row {
    Row {
        name,
        edits: vec![edit("issue.toml", "photo.png", file), new(file, bytes)],
        told: vec![(rule, "issue.toml", "slot = \"photo\"")],
    }
}

fn advert(name: &'static str, content: &str, rule: &'static str) -> Row {
    Row {
        name,
        edits: vec![new("ad.pdf", ad(content))],
        told: vec![(rule, "issue.toml", "slot = \"strip\"")],
    }
}

pub fn rows() -> Vec<Row> {
    let over = "place(top + left, dx: 300pt, dy: 500pt, set-type(\"hei\", 40pt, weight: \"black\", \"压图\"))";
    vec![
        picture(
            "picture-format",
            "p.gif",
            b"GIF89a\x01\0\x01\0",
            "picture-format",
        ),
        picture(
            "picture-damaged",
            "p.jpg",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0",
            "picture-damaged",
        ),
        picture("picture-size", "p2.png", &bomb(), "picture-size"),
        picture(
            "picture-vector",
            "p.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"x.png\"/></svg>",
            "picture-vector",
        ),
        picture("picture-ink", "ink.jpg", &heavy_jpeg(), "picture-ink"),
        picture("picture-profile", "odd.jpg", &odd_jpeg(), "picture-profile"),
        Row {
            name: "picture-file",
            edits: vec![edit("back.md", "\n\n", "\n\n![图](none.png)\n\n")],
            told: vec![("picture-file", "back.md", "none.png")],
        },
        Row {
            name: "ink-over-picture",
            edits: vec![
                new("photo.png", dark()),
                Edit::Back(
                    "  picture(page, \"photo\")\n",
                    "  picture(page, \"photo\")\n  PLACE\n",
                ),
            ],
            told: vec![("ink-over-limit", "issue.toml", "slot = \"photo\"")],
        }
        .placing(over),
        advert("ad-refused", "", "ad-refused").with(new("ad.pdf", b"%PDF-1.6\n")),
        advert("ad-press", "1 0 0 rg 20 20 9 9 re f", "ad-press"),
        advert("ad-picture-ink", "q 100 0 0 50 20 20 cm /I Do Q", "pdf-ink"),
    ]
}

impl Row {
    fn placing(mut self, code: &'static str) -> Self {
        for edit in &mut self.edits {
            if let Edit::Back(_, to) = edit {
                *to = Box::leak(to.replace("PLACE", code).into_boxed_str());
            }
        }
        self
    }
}
