//! Pictures on finished pages, by the real program and on Ghostscript's plates: drawings in inks,
//! every kind of bitmap, crops, and files that mean harm.

#[path = "../common/mod.rs"]
mod common;
#[allow(dead_code)]
#[path = "../picture/fixtures.rs"]
mod fixtures;

mod booked;
mod crops;
mod drawings;
mod hostile;
mod kinds;
mod layouts;
mod masthead;
mod material;
mod places;
mod shared;
mod spots;

use std::path::PathBuf;

use common::make::pdf::one as pdf_of;
use common::{Project, make};

/// A sheet of 400 × 600 pt with a picture of 315 × 166.5 pt at 40, 296.25 pt.
const LAYOUT: &str = r#"
#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 400pt, height: 600pt),
  grid: (
    columns: 3, characters: 11, lines: 40, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 40pt, top: 60pt,
  ),
  slots: (
    story: (kind: "article", area: (0, 0, 3, 20)),
    photo: (kind: "picture", area: (0, 21, 3, 15), optional: true),
    strip: (kind: "ad", area: (0, 37, 3, 3), optional: true),
  ),
)
#let render(page) = newspaper(page, {
  story(page, "story")
  picture(page, "photo")
  advertisement(page, "strip")
})
"#;

/// Where the picture stands.
const AT: (usize, usize) = (40, 296);

const ISSUE: &str = r#"[issue]
date = 2022-04-11
number = 1

[[page]]
number = 1
layout = "test/inked"

[[page.article]]
slot = "story"
file = "story.md"

"#;

/// An issue with a picture, and whatever more the manifest says of it.
fn with(file: &str, bytes: &[u8], more: &str) -> Project {
    let project = Project::house();
    let picture = format!("[[page.picture]]\nslot = \"photo\"\nfile = \"{file}\"\n{more}");
    project
        .write("layouts/test/inked.typ", LAYOUT)
        .write("issues/day/issue.toml", format!("{ISSUE}{picture}"))
        .write("issues/day/story.md", "# 标题\n\n正文一段，共有几个字。\n")
        .write(&format!("issues/day/{file}"), bytes);
    project
}

fn page(project: &Project) -> PathBuf {
    project.path("out/2022-04-11/YB-2022-04-11-01.pdf")
}

/// The page built.
fn built(project: &Project) -> PathBuf {
    project.build("issues/day");
    page(project)
}

/// The page with an advertisement in its place, and no picture.
fn booked(file: &str, bytes: &[u8]) -> Project {
    let project = Project::house();
    let ad = format!("[[page.ad]]\nslot = \"strip\"\nfile = \"{file}\"\n");
    project
        .write("layouts/test/inked.typ", LAYOUT)
        .write("issues/day/issue.toml", format!("{ISSUE}{ad}"))
        .write("issues/day/story.md", "# 标题\n\n正文一段，共有几个字。\n")
        .write(&format!("issues/day/{file}"), bytes);
    project
}
