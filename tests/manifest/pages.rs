//! Pages and their numbers.

use insta::assert_snapshot;

use crate::support::{after_head, issue};

#[test]
fn sound() {
    assert_snapshot!(after_head(r#""#), @"no findings, exit 0");
}

#[test]
fn no_pages() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-04-11
number = 12345
"#), @r"
    error[no-pages]: the issue has no pages
      ┌─ issues/day/issue.toml:3:10
      │
    3 │ number = 12345
      │          ^^^^^
      │
      = hint: add a `[[page]]` with its `number` and `layout`

    1 error, exit 1
    ");
}

#[test]
fn a_page_number_twice() {
    assert_snapshot!(after_head(r#"[[page]]
number = 2
layout = "x"
[[page]]
number = 1
layout = "x"
"#), @r"
    error[page-number-twice]: page number 1 is used twice
       ┌─ issues/day/issue.toml:11:10
       │
     5 │ number = 1
       │          - first used here
       ·
    11 │ number = 1
       │          ^

    1 error, exit 1
    ");
}
