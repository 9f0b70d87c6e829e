//! Manifests that say something wrong.

use insta::assert_snapshot;

use crate::{ISSUE, STORY, refused, refused_with, small, with};

#[test]
fn empty() {
    let project = small();
    project.write(ISSUE, "");
    assert_snapshot!(refused(&project), @"
        error[manifest-empty]: the manifest is empty
          ┌─ issues/day/issue.toml
          = hint: an issue begins with `[issue]`, its `date` and its `number`; then `[[page]]` for each page

        1 error
        exit 2
        ");
}

#[test]
fn unknown_slot() {
    let project = small();
    project.replace(ISSUE, "\"story\"", "\"stroy\"");
    assert_snapshot!(refused(&project), @r#"
    error[unknown-slot]: layout `test/page` has no slot `stroy`
       ┌─ issues/day/issue.toml:11:8
       │
    11 │ slot = "stroy"
       │        ^^^^^^^
       │
       = hint: did you mean `story`?

    1 error
    exit 1
    "#);
}

#[test]
fn unknown_layout() {
    let project = small();
    project.replace(ISSUE, "test/page", "test/pgae");
    assert_snapshot!(refused(&project), @r#"
        error[unknown-layout]: there is no layout `test/pgae`
          ┌─ issues/day/issue.toml:8:10
          │
        8 │ layout = "test/pgae"
          │          ^^^^^^^^^^^
          │
          = hint: did you mean `test/page`?

        1 error
        exit 1
        "#);
}

#[test]
fn slot_of_another_kind() {
    let project = with("[[page.article]]\nslot = \"photo\"\nfile = \"story.md\"\n");
    assert_snapshot!(refused(&project), @r#"
        error[slot-kind]: slot `photo` takes a picture, not an article
           ┌─ issues/day/issue.toml:15:8
           │
        15 │ slot = "photo"
           │        ^^^^^^^
           │
           ┌─ layouts/test/page.typ:21:5
           │
        21 │     photo: (kind: "picture", area: (0, 26, 2, 8), optional: true),
           │     ----- the slot

        error[article-placed-twice]: article `story.md` is placed twice
           ┌─ issues/day/issue.toml:16:8
           │
        12 │ file = "story.md"
           │        ---------- first placed here
           ·
        16 │ file = "story.md"
           │        ^^^^^^^^^^
           │
           = hint: an article that runs on has one entry with `slots = ["…", "4:…"]`

        2 errors
        exit 1
        "#);
}

#[test]
fn slot_used_twice() {
    let project = with("[[page.article]]\nslot = \"story\"\nfile = \"story.md\"\n");
    assert_snapshot!(refused(&project), @r#"
        error[slot-used-twice]: slot `story` of page 1 is used twice
           ┌─ issues/day/issue.toml:15:8
           │
        11 │ slot = "story"
           │        ------- first used here
           ·
        15 │ slot = "story"
           │        ^^^^^^^

        error[article-placed-twice]: article `story.md` is placed twice
           ┌─ issues/day/issue.toml:16:8
           │
        12 │ file = "story.md"
           │        ---------- first placed here
           ·
        16 │ file = "story.md"
           │        ^^^^^^^^^^
           │
           = hint: an article that runs on has one entry with `slots = ["…", "4:…"]`

        2 errors
        exit 1
        "#);
}

#[test]
fn no_such_page() {
    assert_snapshot!(refused_with(&small(), &["--page", "99"]), @"
        error[page]: the issue has no page 99

        1 error
        exit 2
        ");
}

#[test]
fn several_mistakes_at_once() {
    let project = with("[[page.picture]]\nslot = \"foto\"\nfile = \"none.jpg\"\n");
    project.replace(ISSUE, "section", "sektion");
    project.write(STORY, "");
    assert_snapshot!(refused(&project), @r#"
    error[unknown-key]: unknown key `sektion` in `[[page]]`
      ┌─ issues/day/issue.toml:7:1
      │
    7 │ sektion = "要闻"
      │ ^^^^^^^
      │
      = hint: did you mean `section`?

    error[unknown-slot]: layout `test/page` has no slot `foto`
       ┌─ issues/day/issue.toml:15:8
       │
    15 │ slot = "foto"
       │        ^^^^^^
       │
       = hint: its slots of this kind are photo

    error[file-missing]: no such file: `none.jpg`
       ┌─ issues/day/issue.toml:16:8
       │
    16 │ file = "none.jpg"
       │        ^^^^^^^^^^
       │
       = hint: paths are relative to the manifest

    error[copy-empty]: article has no text
      ┌─ issues/day/story.md

    4 errors
    exit 2
    "#);
}
