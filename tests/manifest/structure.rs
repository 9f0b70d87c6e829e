//! What is TOML, but no manifest: keys and tables.

use insta::assert_snapshot;

use crate::support::{after_head, issue};

#[test]
fn a_key_mistyped() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
flie = "articles/one.md"
"#), @r#"
    error[unknown-key]: unknown key `flie` in `[[page.article]]`
      ┌─ issues/day/issue.toml:9:1
      │
    9 │ flie = "articles/one.md"
      │ ^^^^
      │
      = hint: did you mean `file`?

    1 error, exit 2
    "#);
}

#[test]
fn a_key_mistyped_has_its_value_checked() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
flie = "articles/none.md"
"#), @r#"
    error[unknown-key]: unknown key `flie` in `[[page.article]]`
      ┌─ issues/day/issue.toml:9:1
      │
    9 │ flie = "articles/none.md"
      │ ^^^^
      │
      = hint: did you mean `file`?

    error[file-missing]: no such file: `articles/none.md`
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ flie = "articles/none.md"
      │        ^^^^^^^^^^^^^^^^^^
      │
      = hint: did you mean `articles/one.md`?

    2 errors, exit 2
    "#);
}

#[test]
fn a_key_unknown() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-04-11
number = 1
weather = "晴"
[[page]]
number = 1
layout = "x"
"#), @r#"
    error[unknown-key]: unknown key `weather` in `[issue]`
      ┌─ issues/day/issue.toml:4:1
      │
    4 │ weather = "晴"
      │ ^^^^^^^
      │
      = hint: expected one of `date`, `edition`, `elastic`, `number`

    1 error, exit 2
    "#);
}

#[test]
fn a_key_unknown_among_many() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles/one.md"
weather = 1
"#), @r"
    error[unknown-key]: unknown key `weather` in `[[page.article]]`
       ┌─ issues/day/issue.toml:10:1
       │
    10 │ weather = 1
       │ ^^^^^^^
       │
       = hint: expected one of `byline`, `deck`, `elastic`, `file`, `fit`, `headline`, `kicker`, `note`, `optional`, `quote`, `short`, `slot`, `slots`, `standfirst`

    1 error, exit 2
    ");
}

#[test]
fn a_key_missing() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
[[page]]
number = 2
"#), @r"
    error[missing-key]: `[[page.article]]` lacks the key `file`
      ┌─ issues/day/issue.toml:7:1
      │
    7 │ [[page.article]]
      │ ^^^^^^^^^^^^^^^^
      │
      = hint: `file`: The article's file, relative to the manifest: Markdown (`.md`) or plain text (`.txt`)

    error[missing-key]: `[[page]]` lacks the key `layout`
      ┌─ issues/day/issue.toml:9:1
      │
    9 │ [[page]]
      │ ^^^^^^^^
      │
      = hint: `layout`: Layout module below `layouts/`, without `.typ`, for instance `broadsheet/inside` (版式)

    2 errors, exit 2
    ");
}

#[test]
fn the_issue_missing() {
    assert_snapshot!(issue(r#"[[page]]
number = 1
layout = "x"
"#), @r"
    error[missing-key]: the file lacks the table `[issue]`
      ┌─ issues/day/issue.toml
      = hint: `issue`: The issue as a whole

    1 error, exit 2
    ");
}

#[test]
fn single_brackets_where_double_belong() {
    assert_snapshot!(after_head(r#"[page.article]
slot = "a"
file = "articles/none.md"
"#), @r#"
    error[wrong-type]: `article`: expected a list of tables, found a table
      ┌─ issues/day/issue.toml:7:1
      │
    7 │ [page.article]
      │ ^^^^^^^^^^^^^^
      │
      = hint: put the header in double brackets: `[[page.article]]`

    error[file-missing]: no such file: `articles/none.md`
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = "articles/none.md"
      │        ^^^^^^^^^^^^^^^^^^
      │
      = hint: did you mean `articles/one.md`?

    2 errors, exit 2
    "#);
}

#[test]
fn double_brackets_where_single_belong() {
    assert_snapshot!(issue(r#"[[issue]]
date = 2022-04-11
number = 1
[[page]]
number = 1
layout = "x"
"#), @r"
    error[wrong-type]: `issue`: expected a table, found a list
      ┌─ issues/day/issue.toml:1:1
      │
    1 │ [[issue]]
      │ ^^^^^^^^^
      │
      = hint: there is only one: put the header in single brackets, `[issue]`

    1 error, exit 2
    ");
}
