//! What comes from outside stays where it is put: no article, picture or advertisement makes the
//! program read outside the project, write outside its folders, reach a network or run anything;
//! no link leads out; and layouts, which are code, end in time and within their memory.

#[path = "../common/mod.rs"]
mod common;

mod layouts;
mod links;
mod material;
mod seen;

use common::Project;

/// A sheet with a place for everything that a manifest can name.
const LAYOUT: &str = r#"
#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 400pt, height: 600pt),
  grid: (
    columns: 3, characters: 11, lines: 40, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 40pt, top: 60pt,
  ),
  slots: (
    story: (kind: "article", area: (0, 0, 3, 20), optional: true),
    photo: (kind: "picture", area: (0, 21, 3, 8), optional: true),
    tables: (kind: "table", area: (0, 30, 3, 6), optional: true),
    strip: (kind: "ad", area: (0, 37, 3, 3), optional: true),
  ),
)
#let render(page) = newspaper(page, {
  story(page, "story")
  picture(page, "photo")
  tables(page, "tables")
  advertisement(page, "strip")
})
"#;

const HEAD: &str =
    "[issue]\ndate = 2026-11-22\nnumber = 7\n\n[[page]]\nnumber = 1\nlayout = \"test/all\"\n\n";
const STORY: &str = "[[page.article]]\nslot = \"story\"\nfile = \"a.md\"\n";
const COPY: &str = "# 标题\n\n正文一段，共有几个字。\n";

/// An issue of one page in `issues/day`, with entries of its manifest.
fn issue(entries: &str) -> Project {
    let project = Project::house();
    project
        .write("layouts/test/all.typ", LAYOUT)
        .write("issues/day/issue.toml", format!("{HEAD}{entries}"))
        .write("issues/day/a.md", COPY);
    project
}
