//! Files that a manifest names.

use insta::assert_snapshot;

use crate::support::{HEAD, after_head, project, read, write};

#[test]
fn missing_with_one_like_it() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles/oen.md"
"#), @r#"
    error[file-missing]: no such file: `articles/oen.md`
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "articles/oen.md"
      │        ^^^^^^^^^^^^^^^^^
      │
      = hint: did you mean `articles/one.md`?

    1 error, exit 2
    "#);
}

#[test]
fn missing_with_none_like_it() {
    assert_snapshot!(after_head(r#"[[page.picture]]
slot = "a"
file = "pictures/紫荆花.jpg"
[[page.ad]]
slot = "b"
file = "adverts\\bank.pdf"
"#), @r#"
    error[file-missing]: no such file: `pictures/紫荆花.jpg`
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "pictures/紫荆花.jpg"
      │        ^^^^^^^^^^^^^^^^^^^^^
      │
      = hint: paths are relative to the manifest

    error[file-missing]: no such file: `adverts\bank.pdf`
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = "adverts\\bank.pdf"
       │        ^^^^^^^^^^^^^^^^^^^
       │
       = hint: separate folders by `/`

    2 errors, exit 2
    "#);
}

#[test]
fn outside() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "../../../secret"
[[page.article]]
slot = "b"
file = "/etc/passwd"
"#), @r#"
    error[file-outside-project]: cannot use `../../../secret`: it leads out of the project
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "../../../secret"
      │        ^^^^^^^^^^^^^^^^^
      │
      = hint: copy the file into the issue's folder and name it from there

    error[file-outside-project]: cannot use `/etc/passwd`: it is absolute
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = "/etc/passwd"
       │        ^^^^^^^^^^^^^
       │
       = hint: copy the file into the issue's folder and name it from there

    2 errors, exit 2
    "#);
}

#[test]
fn a_folder() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles"
"#), @r#"
    error[file-unreadable]: cannot use `articles`: it is a folder
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "articles"
      │        ^^^^^^^^^^

    1 error, exit 2
    "#);
}

#[test]
fn an_article_twice() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles/one.md"
[[page.article]]
slot = "b"
file = "articles/../articles/one.md"
"#), @r#"
    error[article-placed-twice]: article `articles/../articles/one.md` is placed twice
       ┌─ issues/day/issue.toml:12:8
       │
     9 │ file = "articles/one.md"
       │        ----------------- first placed here
       ·
    12 │ file = "articles/../articles/one.md"
       │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       │
       = hint: an article that runs on has one entry with `slots = ["…", "4:…"]`

    1 error, exit 1
    "#);
}

#[test]
fn a_path_that_climbs_out_and_comes_back() {
    let dir = project();
    let name = dir.path().canonicalize().unwrap();
    let name = name.file_name().unwrap().to_string_lossy();
    let file = format!("../../../{name}/issues/day/articles/one.md");
    let text = format!("{HEAD}[[page.article]]\nslot = \"a\"\nfile = \"{file}\"\n");
    write(&dir, "issues/day/issue.toml", text);
    assert!(read(&dir, "issues/day").contains("it leads out of the project"));
}

#[cfg(unix)]
#[test]
fn links_that_lead_out() {
    let dir = project();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.md"), "").unwrap();
    let link = |to: &std::path::Path, name| {
        std::os::unix::fs::symlink(to, dir.path().join("issues/day").join(name)).unwrap();
    };
    link(&outside.path().join("secret.md"), "file.md");
    link(outside.path(), "folder");
    link(&dir.path().join("issues/day/articles/one.md"), "inside.md");
    let mut text = HEAD.to_owned();
    for (slot, file) in ["file.md", "folder/secret.md", "folder/none.md", "inside.md"]
        .iter()
        .enumerate()
    {
        text += &format!("[[page.article]]\nslot = \"{slot}\"\nfile = \"{file}\"\n");
    }
    write(&dir, "issues/day/issue.toml", text);
    assert_snapshot!(read(&dir, "issues/day"), @r#"
    error[file-outside-project]: cannot use `file.md`: it leads out of the project
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "file.md"
      │        ^^^^^^^^^
      │
      = hint: copy the file into the issue's folder and name it from there

    error[file-outside-project]: cannot use `folder/secret.md`: it leads out of the project
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = "folder/secret.md"
       │        ^^^^^^^^^^^^^^^^^^
       │
       = hint: copy the file into the issue's folder and name it from there

    error[file-outside-project]: cannot use `folder/none.md`: it leads out of the project
       ┌─ issues/day/issue.toml:15:8
       │
    15 │ file = "folder/none.md"
       │        ^^^^^^^^^^^^^^^^
       │
       = hint: copy the file into the issue's folder and name it from there

    3 errors, exit 2
    "#);
}
