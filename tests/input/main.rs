//! Bad input: what is said of it, which code the program ends with, and that nothing is
//! written.

#[path = "../common/mod.rs"]
mod common;

mod article;
mod house;
mod layout;
mod manifest;
mod output;
mod overset;
mod picture;

use std::fs;

use common::{Project, text};

const ISSUE: &str = "issues/day/issue.toml";
const STORY: &str = "issues/day/story.md";
const LAYOUT: &str = "layouts/test/page.typ";

/// A small sound issue for a test to break.
fn small() -> Project {
    Project::fixture("small")
}

/// What is said of a broken issue. Insists that no file appeared or changed.
fn refused(project: &Project) -> String {
    refused_with(project, &[])
}

fn refused_with(project: &Project, more: &[&str]) -> String {
    let state = |project: &Project| -> Vec<_> {
        let files = project
            .files("")
            .into_iter()
            .filter(|file| !file.starts_with("fonts/"));
        files
            .map(|file| (fs::read(project.path(&file)).ok(), file))
            .collect()
    };
    let before = state(project);
    let run = project.run(&[&["build", "issues/day"], more].concat());
    assert!(
        state(project) == before,
        "the project is not as it was: {:?}",
        project.files("")
    );
    assert!(
        !project.path("out").exists(),
        "a folder was made for nothing"
    );
    assert!(
        run.stdout.contains("nothing written for issues/day"),
        "{}",
        run.stdout
    );
    format!("{}\nexit {}", run.stderr.trim_end(), run.code)
}

/// The small issue with something more on its page.
fn with(more: &str) -> Project {
    let project = small();
    let manifest = project.read(ISSUE);
    project.write(ISSUE, format!("{manifest}\n{more}"));
    project
}

/// Loops that end only after years, in a form that Typst does not see through.
const ENDLESS: &str = "#let spin() = {
  let a = 0
  while a < 9000 { a += 1; let b = 0; while b < 9000 { b += 1; let c = 0; while c < 9000 { c += 1 } } }
}
";

#[test]
fn the_small_issue_itself_is_sound() {
    let project = small();
    project.build("issues/day");
    assert!(
        text(&project.path("out/2022-04-11/YB-2022-04-11-01.pdf")).starts_with("一则消息本报讯")
    );
}
