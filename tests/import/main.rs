//! Import: what each form of copy becomes, that no word of it is lost on the way to the page, and
//! what is refused.

#[path = "../common/mod.rs"]
mod common;

mod again;
mod folder;
mod forms;
mod hostile;
mod placed;
mod word;

use std::path::Path;

use common::{Project, Run, copy_folder, repository};
use serde_json::Value;

/// A layout with more room and slots than the samples need, so that all of them can be set.
const ROOMY: &str = r#"#import "/layouts/lib/page.typ": *

#let layout = (
  sheet: (width: 700pt, height: 900pt),
  grid: (columns: 6, characters: 11, lines: 70, body: 9pt, pitch: 11.25pt, gutter: 9pt, ascent: 7.92pt, left: 20pt, top: 40pt),
  slots: (
    a: (kind: "article", area: (0, 0, 6, 30), optional: true),
    b: (kind: "article", area: (0, 31, 3, 20), optional: true),
    c: (kind: "article", area: (3, 31, 3, 20), optional: true),
    photo: (kind: "picture", area: (0, 52, 2, 12), optional: true),
    photo-2: (kind: "picture", area: (2, 52, 2, 12), optional: true),
    table: (kind: "table", area: (4, 52, 2, 12), optional: true),
  ),
)

#let render(page) = newspaper(page, {
  for name in ("a", "b", "c") { story(page, name, style: (headline: 12pt, above: 2pt, below: 4pt, between: 2pt)) }
  picture(page, "photo")
  picture(page, "photo-2")
  tables(page, "table")
})
"#;

/// A project with the sources of a folder in `in/`.
fn with(sources: &str) -> Project {
    let project = Project::house();
    project.write("layouts/roomy.typ", ROOMY);
    let from = repository().join("tests/import/sources").join(sources);
    copy_folder(&from, &project.path("in"));
    project
}

/// The findings of a run in JSON: rule and message.
fn told(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|_| panic!("{}\n{}", run.stdout, run.stderr));
    let findings = report["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    findings
        .iter()
        .map(|finding| (text(&finding["rule"]), text(&finding["message"])))
        .collect()
}

/// Imports a source into an issue and insists that it succeeds.
fn import(project: &Project, source: &str, into: &str) -> Vec<(String, String)> {
    let run = project.run(&[
        "import", source, "--into", into, "--layout", "roomy", "--format", "json",
    ]);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    told(&run)
}

/// The body of an article that was written, as the copy desk reads it: a line a block.
fn body(project: &Project, file: &str) -> String {
    let bytes = std::fs::read(project.path(file)).unwrap();
    let (article, _) = dayang::copy::read(&bytes, Path::new(file)).unwrap();
    article.plain_text()
}

/// The headline group of an article that was written.
fn head(project: &Project, file: &str) -> dayang::manifest::Head {
    let bytes = std::fs::read(project.path(file)).unwrap();
    dayang::copy::read(&bytes, Path::new(file)).unwrap().0.head
}
