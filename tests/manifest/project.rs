//! Finding the project and the issue.

use dayang::manifest::IssueManifest;
use dayang::project::Project;
use insta::assert_snapshot;

use crate::support::{HEAD, open, project, read, write};

#[test]
fn the_folder_or_the_manifest() {
    let dir = project();
    write(&dir, "issues/day/issue.toml", HEAD);
    for argument in ["issues/day", "issues/day/issue.toml", "issues/day/../day"] {
        let manifest = open(&dir.path().join(argument)).value.unwrap();
        assert_eq!(
            manifest.dir,
            dir.path().canonicalize().unwrap().join("issues/day")
        );
        assert_eq!(
            manifest.source.path,
            std::path::Path::new("issues/day/issue.toml")
        );
        assert_eq!(manifest.issue.issue.date().to_string(), "2022-04-11");
    }
}

#[test]
fn an_issue_that_is_not_there() {
    let dir = project();
    assert_snapshot!(read(&dir, "issues/dya"), @r"
    error[issue-missing]: no such file or folder
      ┌─ [project]/issues/dya
      = hint: did you mean `[project]/issues/day`?

    1 error, exit 2
    ");
}

#[test]
fn a_folder_without_a_manifest() {
    assert_snapshot!(read(&project(), "issues/day"), @r"
    error[issue-missing]: the folder has no `issue.toml`
      ┌─ [project]/issues/day
      = hint: name the folder of an issue, for instance `issues/2022-04-11`

    1 error, exit 2
    ");
}

#[test]
fn no_project() {
    let dir = tempfile::tempdir().unwrap();
    assert_snapshot!(read(&dir, "."), @r"
    error[project-missing]: no `dayang.toml` here or in any folder above
      ┌─ [project]/.
      = hint: `dayang.toml` stands at a project's root, beside `issues`

    1 error, exit 2
    ");
}

#[test]
fn meaning_is_wrong_but_the_manifest_is_there() {
    let dir = project();
    write(
        &dir,
        "issues/day/issue.toml",
        format!("{HEAD}[[page]]\nnumber = 1\nlayout = \"x\"\n"),
    );
    let reading = open(&dir.path().join("issues/day"));
    assert!(reading.value.is_some() && !reading.findings.is_empty());
}

#[test]
fn structure_is_wrong_and_the_manifest_says_so() {
    let dir = project();
    write(&dir, "issues/day/issue.toml", format!("{HEAD}colour = 1\n"));
    let manifest = open(&dir.path().join("issues/day")).value.unwrap();
    assert!(!manifest.sound);
}

#[test]
fn an_issue_of_another_project() {
    let (dir, other) = (project(), project());
    write(&other, "issues/day/issue.toml", HEAD);
    let project = Project::find(dir.path()).value.unwrap();
    let reading = IssueManifest::read(&project, &other.path().join("issues/day"));
    assert_eq!(reading.findings[0].rule, "issue-outside-project");
}
