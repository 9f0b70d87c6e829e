//! A project in a temporary folder, and what reading it says.

use std::fs;
use std::path::Path;

use dayang::diag::{Finding, human, in_order, summary};
use dayang::manifest::{IssueManifest, Reading};
use dayang::project::Project;
use tempfile::TempDir;

/// A sound house file.
pub const HOUSE: &str = r#"
[paper]
name = "样报"
code = "yb"

[fonts]
song = ["Song"]
hei = ["Hei"]
kai = ["Kai"]
fang = ["Fang"]
"#;

/// A sound beginning of a manifest: seven lines, with a first page.
pub const HEAD: &str = "[issue]
date = 2022-04-11
number = 12345
[[page]]
number = 1
layout = \"broadsheet/front\"
";

/// A project with a sound house, two articles, a picture and an advertisement.
pub fn project() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    write(&dir, "dayang.toml", HOUSE);
    for file in [
        "articles/one.md",
        "articles/two.md",
        "pictures/lilac.jpg",
        "ads/bank.pdf",
    ] {
        write(&dir, &format!("issues/day/{file}"), "");
    }
    dir
}

pub fn write(dir: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = dir.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What is said about a manifest.
pub fn issue(text: impl AsRef<[u8]>) -> String {
    let dir = project();
    write(&dir, "issues/day/issue.toml", text);
    read(&dir, "issues/day")
}

/// What is said about a manifest that goes on after [`HEAD`].
pub fn after_head(text: &str) -> String {
    issue(format!("{HEAD}{text}"))
}

/// What is said about a house file.
pub fn house(text: impl AsRef<[u8]>) -> String {
    let dir = project();
    write(&dir, "dayang.toml", text);
    told(&dir, &Project::find(dir.path()).findings)
}

/// What is said about an issue of a project.
pub fn read(dir: &TempDir, argument: &str) -> String {
    let path = dir.path().join(argument);
    told(dir, &open(&path).findings)
}

pub fn open(path: &Path) -> Reading<IssueManifest> {
    let mut project = Project::find(path);
    match &project.value {
        None => Reading::failed(project.findings),
        Some(found) => {
            let mut issue = IssueManifest::read(found, path);
            project.findings.append(&mut issue.findings);
            Reading {
                findings: project.findings,
                ..issue
            }
        }
    }
}

/// The drawing, the summary and the exit code that follow from findings.
fn told(dir: &TempDir, findings: &[Finding]) -> String {
    let drawn = human::to_string(findings);
    let drawn = drawn.replace(&*dir.path().to_string_lossy(), "[project]");
    let code = match () {
        () if findings.iter().any(|finding| finding.unreadable) => 2,
        () if !findings.is_empty() => 1,
        () => 0,
    };
    let summary = summary(&in_order(findings)).unwrap_or_else(|| "no findings".into());
    format!("{drawn}{summary}, exit {code}")
}
