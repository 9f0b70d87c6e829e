//! The house file.

use insta::assert_snapshot;

use crate::support::{HOUSE, house};

#[test]
fn sound() {
    assert_snapshot!(house(HOUSE), @"no findings, exit 0");
}

#[test]
fn empty() {
    assert_snapshot!(house(""), @r"
    error[manifest-empty]: the house file is empty
      ┌─ dayang.toml
      = hint: a house begins with `[paper]`, its `name` and its `code`; then `[fonts]`

    1 error, exit 2
    ");
}

#[test]
fn no_paper() {
    assert_snapshot!(house(HOUSE.replace(r#"[paper]
name = "样报"
code = "yb"
"#, r#""#)), @r"
    error[missing-key]: the file lacks the table `[paper]`
      ┌─ dayang.toml
      = hint: `paper`: The newspaper

    1 error, exit 2
    ");
}

#[test]
fn a_code_unfit_for_files() {
    assert_snapshot!(house(HOUSE.replace(r#""yb""#, r#""样 报""#)), @r#"
    error[paper-code]: the paper's code `样 报` is not fit for file names
      ┌─ dayang.toml:4:8
      │
    4 │ code = "样 报"
      │        ^^^^^^^
      │
      = hint: use the letters A to Z, digits and hyphens, for instance `bjrb`

    1 error, exit 1
    "#);
}

#[test]
fn roles() {
    assert_snapshot!(house(HOUSE.replace(r#"kai = ["Kai"]
fang = ["Fang"]"#, r#"kia = ["Kai"]
ming = ["Ming"]"#)), @r#"
    error[missing-key]: `[fonts]` lacks the key `fang`
      ┌─ dayang.toml:6:1
      │
    6 │ [fonts]
      │ ^^^^^^^
      │
      = hint: `fang`: Fangsong, for decks and bylines (仿宋)

    error[unknown-key]: unknown key `kia` in `[fonts]`
      ┌─ dayang.toml:9:1
      │
    9 │ kia = ["Kai"]
      │ ^^^
      │
      = hint: did you mean `kai`?
      = hint: expected one of `fang`, `hei`, `kai`, `song`

    error[unknown-key]: unknown key `ming` in `[fonts]`
       ┌─ dayang.toml:10:1
       │
    10 │ ming = ["Ming"]
       │ ^^^^
       │
       = hint: expected one of `fang`, `hei`, `kai`, `song`

    3 errors, exit 2
    "#);
}

#[test]
fn a_role_without_families() {
    assert_snapshot!(house(HOUSE.replace(r#"["Kai"]"#, r#"[]"#)), @r"
    error[empty-value]: `kai` is empty
      ┌─ dayang.toml:9:7
      │
    9 │ kai = []
      │       ^^

    1 error, exit 2
    ");
}

#[test]
fn a_family_that_is_no_string() {
    assert_snapshot!(house(HOUSE.replace(r#"["Kai"]"#, r#""Kai""#)), @r#"
    error[wrong-type]: `kai`: expected a list of strings, found a string
      ┌─ dayang.toml:9:7
      │
    9 │ kai = "Kai"
      │       ^^^^^
      │
      = hint: put it in brackets: `["Kai"]`

    1 error, exit 2
    "#);
}

#[test]
fn an_unknown_placeholder() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
page = "{coed}-{page}.pdf"
"#)), @r#"
    error[delivery-pattern]: unknown placeholder `{coed}`
       ┌─ dayang.toml:12:8
       │
    12 │ page = "{coed}-{page}.pdf"
       │        ^^^^^^^^^^^^^^^^^^^
       │
       = hint: did you mean `{code}`?
       = hint: a pattern can hold `{code}`, `{date}`, `{page}`, `{number}`, `{color}`, `{version}`, `{edition}`

    1 error, exit 1
    "#);
}

#[test]
fn pages_without_a_number() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
page = "{code}.pdf"
"#)), @r#"
    error[delivery-pattern]: pages would overwrite each other without `{page}`
       ┌─ dayang.toml:12:8
       │
    12 │ page = "{code}.pdf"
       │        ^^^^^^^^^^^^
       │
       = hint: for instance `{code}-{date}-{page}.pdf`

    1 error, exit 1
    "#);
}

#[test]
fn a_number_for_the_whole_issue() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
issue = "{code}-{page}.pdf"
"#)), @r#"
    error[delivery-pattern]: the whole issue has no `{page}`
       ┌─ dayang.toml:12:9
       │
    12 │ issue = "{code}-{page}.pdf"
       │         ^^^^^^^^^^^^^^^^^^^

    1 error, exit 1
    "#);
}

#[test]
fn folders() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
page = "a/{page}.pdf"
issue = "b\\c.pdf"
"#)), @r#"
    error[delivery-pattern]: a delivery pattern names a file, not a folder
       ┌─ dayang.toml:12:8
       │
    12 │ page = "a/{page}.pdf"
       │        ^^^^^^^^^^^^^^
       │
       = hint: pages are written to `out/<date>/`; the pattern names files in it

    error[delivery-pattern]: a delivery pattern names a file, not a folder
       ┌─ dayang.toml:13:9
       │
    13 │ issue = "b\\c.pdf"
       │         ^^^^^^^^^^
       │
       = hint: pages are written to `out/<date>/`; the pattern names files in it

    2 errors, exit 1
    "#);
}

#[test]
fn braces() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
page = "{page}-{.pdf"
issue = "}.pdf"
"#)), @r#"
    error[delivery-pattern]: a brace is left open or alone
       ┌─ dayang.toml:12:8
       │
    12 │ page = "{page}-{.pdf"
       │        ^^^^^^^^^^^^^^
       │
       = hint: a pattern can hold `{code}`, `{date}`, `{page}`, `{number}`, `{color}`, `{version}`, `{edition}`

    error[delivery-pattern]: a brace is left open or alone
       ┌─ dayang.toml:13:9
       │
    13 │ issue = "}.pdf"
       │         ^^^^^^^
       │
       = hint: a pattern can hold `{code}`, `{date}`, `{page}`, `{number}`, `{color}`, `{version}`, `{edition}`

    2 errors, exit 1
    "#);
}

#[test]
fn names_no_system_bears() {
    assert_snapshot!(house(format!("{HOUSE}{}", r#"[delivery]
page = "{page}?.pdf"
issue = ".{date}"
"#)), @r#"
    error[delivery-pattern]: `?` cannot stand in a file's name
       ┌─ dayang.toml:12:8
       │
    12 │ page = "{page}?.pdf"
       │        ^^^^^^^^^^^^^

    error[delivery-pattern]: a file's name begins with no dot and has no space at its ends
       ┌─ dayang.toml:13:9
       │
    13 │ issue = ".{date}"
       │         ^^^^^^^^^

    2 errors, exit 1
    "#);
}

#[test]
fn limits() {
    assert_snapshot!(house(format!("{HOUSE}[limits]\ncompose_seconds = 0\n")), @r"
    error[number-out-of-range]: `compose_seconds`: expected 1 or more
       ┌─ dayang.toml:12:19
       │
    12 │ compose_seconds = 0
       │                   ^

    1 error, exit 2
    ");
}
