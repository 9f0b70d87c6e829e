//! What is no TOML.

use insta::assert_snapshot;

use crate::support::{HEAD, after_head, issue};

#[test]
fn a_string_without_quotes() {
    assert_snapshot!(after_head(r#"section = 要闻
"#), @r#"
    error[toml-syntax]: a string must stand in quotes
      ┌─ issues/day/issue.toml:7:11
      │
    7 │ section = 要闻
      │           ^^^^
      │
      = hint: write `"要闻"`

    1 error, exit 2
    "#);
}

#[test]
fn several_syntax_errors_and_one_of_structure_and_one_of_meaning() {
    assert_snapshot!(after_head(r#"section = 要闻
editors = ["a" "b"]
colour = 1
[[page.article]]
slot = "a"
file = 
[[page.article]]
slot = "b"
file = "articles/none.md"
"#), @r#"
    error[toml-syntax]: a string must stand in quotes
      ┌─ issues/day/issue.toml:7:11
      │
    7 │ section = 要闻
      │           ^^^^
      │
      = hint: write `"要闻"`

    error[toml-syntax]: missing comma between array elements, expected `,`
      ┌─ issues/day/issue.toml:8:16
      │
    8 │ editors = ["a" "b"]
      │                ^

    error[unknown-key]: unknown key `colour` in `[[page]]`
      ┌─ issues/day/issue.toml:9:1
      │
    9 │ colour = 1
      │ ^^^^^^
      │
      = hint: expected one of `ad`, `article`, `editors`, `except`, `layout`, `mono`, `number`, `picture`, `section`, `table`, `teaser`

    error[toml-syntax]: the value is missing
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = 
       │        ^

    error[file-missing]: no such file: `articles/none.md`
       ┌─ issues/day/issue.toml:15:8
       │
    15 │ file = "articles/none.md"
       │        ^^^^^^^^^^^^^^^^^^
       │
       = hint: did you mean `articles/one.md`?

    5 errors, exit 2
    "#);
}

#[test]
fn a_broken_header_says_nothing_about_its_keys() {
    assert_snapshot!(after_head(r#"[[page.article]
slot = "a"
file = "x"
"#), @r"
    error[toml-syntax]: unclosed array table, expected `]`
      ┌─ issues/day/issue.toml:7:16
      │
    7 │ [[page.article]
      │                ^

    1 error, exit 2
    ");
}

#[test]
fn an_open_list_says_nothing_about_what_follows() {
    assert_snapshot!(after_head(r#"editors = ["a",
[[page.article]]
slot = "a"
"#), @r#"
    error[toml-syntax]: a string must stand in quotes
      ┌─ issues/day/issue.toml:8:3
      │
    8 │ [[page.article]]
      │   ^^^^^^^^^^^^

    error[toml-syntax]: missing comma between array elements, expected `,`
      ┌─ issues/day/issue.toml:9:1
      │
    9 │ slot = "a"
      │ ^

    2 errors, exit 2
    "#);
}

#[test]
fn a_key_twice_over_several_lines() {
    assert_snapshot!(after_head(r#"section = "一"
section = """
colour = 1
"""
"#), @r#"
    error[toml-syntax]: duplicate key `section`
      ┌─ issues/day/issue.toml:8:1
      │
    8 │ section = """
      │ ^^^^^^^

    1 error, exit 2
    "#);
}

#[test]
fn full_width_signs() {
    assert_snapshot!(after_head(r#"section = “要闻”
"#), @r#"
    error[toml-syntax]: a string must stand in quotes
      ┌─ issues/day/issue.toml:7:11
      │
    7 │ section = “要闻”
      │           ^^^^^^
      │
      = hint: `“` is full-width; TOML's own signs are half-width: " = [ ] , { } #

    1 error, exit 2
    "#);
}

#[test]
fn a_key_twice() {
    assert_snapshot!(after_head(r#"number = 2
"#), @r"
    error[toml-syntax]: duplicate key `number`
      ┌─ issues/day/issue.toml:7:1
      │
    7 │ number = 2
      │ ^^^^^^

    1 error, exit 2
    ");
}

#[test]
fn a_date_that_does_not_exist() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-02-30
number = 1
[[page]]
number = 1
layout = "x"
"#), @r"
    error[wrong-date]: invalid date, expected day between 01 and 28
      ┌─ issues/day/issue.toml:2:8
      │
    2 │ date = 2022-02-30
      │        ^^^^^^^^^^
      │
      = hint: write the date as year-month-day: `2022-04-11`

    1 error, exit 2
    ");
}

#[test]
fn an_empty_manifest() {
    assert_snapshot!(issue(r#"# nothing yet
"#), @r"
    error[manifest-empty]: the manifest is empty
      ┌─ issues/day/issue.toml
      = hint: an issue begins with `[issue]`, its `date` and its `number`; then `[[page]]` for each page

    1 error, exit 2
    ");
}

#[test]
fn not_utf8() {
    assert_snapshot!(issue(b"[issue]\ndate = 2022-04-11\nnumber = 1 # \xb0\xe6\n"), @r"
    error[manifest-not-utf8]: not UTF-8: byte 0xb0 at offset 39, on line 3
      ┌─ issues/day/issue.toml:3:14
      │
    3 │ number = 1 # ��
      │              ^
      │
      = hint: save the file as UTF-8

    1 error, exit 2
    ");
}

#[test]
fn utf_16() {
    assert_snapshot!(issue(b"\xff\xfe[\0i\0"), @r"
    error[manifest-not-utf8]: the file is UTF-16, not UTF-8
      ┌─ issues/day/issue.toml
      = hint: save the file as UTF-8

    1 error, exit 2
    ");
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    assert_snapshot!(issue(format!("\u{feff}{HEAD}")), @"no findings, exit 0");
    assert!(issue("\u{feff}x = 1").contains("issue.toml:1:1\n"));
}

#[test]
fn too_large() {
    assert_snapshot!(issue(" ".repeat((1 << 20) + 1)), @r"
    error[manifest-too-large]: the file is larger than 1024 KB
      ┌─ issues/day/issue.toml
      = hint: a manifest names articles and pictures; they stand in files of their own

    1 error, exit 2
    ");
}
