//! Values that their keys cannot have.

use insta::assert_snapshot;

use crate::support::{after_head, issue};

#[test]
fn a_number_in_quotes() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-04-11
number = "1"
[[page]]
number = 1
layout = "x"
"#), @r#"
    error[wrong-type]: `number`: expected a whole number, found a string
      ┌─ issues/day/issue.toml:3:10
      │
    3 │ number = "1"
      │          ^^^
      │
      = hint: write it without quotes: `1`

    1 error, exit 2
    "#);
}

#[test]
fn a_date_in_quotes() {
    assert_snapshot!(issue(r#"[issue]
date = "2022-04-11"
number = 1
[[page]]
number = 1
layout = "x"
"#), @r#"
    error[wrong-type]: `date`: expected a date, found a string
      ┌─ issues/day/issue.toml:2:8
      │
    2 │ date = "2022-04-11"
      │        ^^^^^^^^^^^^
      │
      = hint: write it without quotes: `2022-04-11`

    1 error, exit 2
    "#);
}

#[test]
fn a_date_with_a_time() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-04-11T06:00:00
number = 1
[[page]]
number = 1
layout = "x"
"#), @r"
    error[wrong-date]: `date`: expected a date without a time
      ┌─ issues/day/issue.toml:2:8
      │
    2 │ date = 2022-04-11T06:00:00
      │        ^^^^^^^^^^^^^^^^^^^
      │
      = hint: write `date = 2022-04-11`

    1 error, exit 2
    ");
}

#[test]
fn a_time_for_a_date() {
    assert_snapshot!(issue(r#"[issue]
date = 06:00:00
number = 1
[[page]]
number = 1
layout = "x"
"#), @r"
    error[wrong-date]: `date`: expected a date without a time
      ┌─ issues/day/issue.toml:2:8
      │
    2 │ date = 06:00:00
      │        ^^^^^^^^
      │
      = hint: write `date = 2022-04-11`

    1 error, exit 2
    ");
}

#[test]
fn a_date_out_of_range() {
    assert_snapshot!(issue(r#"[issue]
date = 0202-04-11
number = 1
[[page]]
number = 1
layout = "x"
"#), @r"
    error[date-out-of-range]: the year 202 is not one of 1900 to 2200
      ┌─ issues/day/issue.toml:2:8
      │
    2 │ date = 0202-04-11
      │        ^^^^^^^^^^

    1 error, exit 1
    ");
}

#[test]
fn numbers_out_of_range() {
    assert_snapshot!(issue(r#"[issue]
date = 2022-04-11
number = -5
[[page]]
number = 0
layout = "x"
[[page]]
number = 99999999999999999999999999999999999999999999
layout = "x"
[[page]]
number = 1.5
layout = "x"
"#), @r"
    error[number-out-of-range]: `number`: expected 1 or more
      ┌─ issues/day/issue.toml:3:10
      │
    3 │ number = -5
      │          ^^

    error[number-out-of-range]: `number`: expected 1 or more
      ┌─ issues/day/issue.toml:5:10
      │
    5 │ number = 0
      │          ^

    error[number-out-of-range]: `number`: expected 4294967295 or less
      ┌─ issues/day/issue.toml:8:10
      │
    8 │ number = 99999999999999999999999999999999999999999999
      │          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[wrong-type]: `number`: expected a whole number, found a number with a fraction
       ┌─ issues/day/issue.toml:11:10
       │
    11 │ number = 1.5
       │          ^^^

    4 errors, exit 2
    ");
}

#[test]
fn a_string_for_a_list() {
    assert_snapshot!(after_head(r#"editors = "责编 甲"
"#), @r#"
    error[wrong-type]: `editors`: expected a list of strings, found a string
      ┌─ issues/day/issue.toml:7:11
      │
    7 │ editors = "责编 甲"
      │           ^^^^^^^^^
      │
      = hint: put it in brackets: `["责编 甲"]`

    1 error, exit 2
    "#);
}

#[test]
fn a_number_in_a_list_of_strings() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles/one.md"
headline = ["一", 2]
kicker = true
deck = 3
"#), @r#"
    error[wrong-type]: `headline`: expected a string, found a whole number
       ┌─ issues/day/issue.toml:10:18
       │
    10 │ headline = ["一", 2]
       │                   ^
       │
       = hint: put it in quotes: `"2"`

    error[wrong-type]: `kicker`: expected a string, found `true`
       ┌─ issues/day/issue.toml:11:10
       │
    11 │ kicker = true
       │          ^^^^

    error[wrong-type]: `deck`: expected a string or a list of strings, found a whole number
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ deck = 3
       │        ^
       │
       = hint: put it in quotes: `"3"`

    3 errors, exit 2
    "#);
}

#[test]
fn values_empty() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = []
file = ""
[[page.ad]]
slot = " "
file = "ads/bank.pdf"
"#), @r#"
    error[empty-value]: `slots` is empty
      ┌─ issues/day/issue.toml:8:9
      │
    8 │ slots = []
      │         ^^

    error[empty-value]: `file` is empty
      ┌─ issues/day/issue.toml:9:8
      │
    9 │ file = ""
      │        ^^

    error[empty-value]: `slot` is empty
       ┌─ issues/day/issue.toml:11:8
       │
    11 │ slot = " "
       │        ^^^

    3 errors, exit 2
    "#);
}
