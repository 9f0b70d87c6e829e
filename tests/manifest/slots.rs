//! Slots and references to them.

use insta::assert_snapshot;

use crate::support::after_head;

#[test]
fn sound() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = ["lead", "2:jump"]
file = "articles/one.md"
[[page.picture]]
slot = "photo"
file = "pictures/lilac.jpg"
[[page]]
number = 2
layout = "x"
[[page.ad]]
slot = "lead"
file = "ads/bank.pdf"
"#), @"no findings, exit 0");
}

#[test]
fn neither_slot_nor_slots() {
    assert_snapshot!(after_head(r#"[[page.article]]
file = "articles/one.md"
"#), @r#"
    error[slot-missing]: the article has neither `slot` nor `slots`
      ┌─ issues/day/issue.toml:8:8
      │
    8 │ file = "articles/one.md"
      │        ^^^^^^^^^^^^^^^^^
      │
      = hint: add `slot = "…"`, a slot of the page's layout

    1 error, exit 1
    "#);
}

#[test]
fn both_slot_and_slots() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
slots = ["b"]
file = "articles/one.md"
"#), @r#"
    error[slot-and-slots]: the article has both `slot` and `slots`
      ┌─ issues/day/issue.toml:9:9
      │
    8 │ slot = "a"
      │        --- one slot is named here
    9 │ slots = ["b"]
      │         ^^^^^
      │
      = hint: keep `slots` alone and name all slots in it, in reading order

    1 error, exit 1
    "#);
}

#[test]
fn malformed_references() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
file = "articles/one.md"
"#), @r#"
    error[slot-reference]: `x:lead` is not a slot reference: what stands before the colon is not a page number
      ┌─ issues/day/issue.toml:8:10
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │          ^^^^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `4:` is not a slot reference: it names no slot
      ┌─ issues/day/issue.toml:8:20
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                    ^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `1:a:b` is not a slot reference: it has more than one colon
      ┌─ issues/day/issue.toml:8:26
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                          ^^^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `0:a` is not a slot reference: pages are numbered from 1
      ┌─ issues/day/issue.toml:8:35
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                   ^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `+1:a` is not a slot reference: what stands before the colon is not a page number
      ┌─ issues/day/issue.toml:8:42
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                          ^^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `99999999999:a` is not a slot reference: the page number is too large
      ┌─ issues/day/issue.toml:8:50
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                                  ^^^^^^^^^^^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `:a` is not a slot reference: what stands before the colon is not a page number
      ┌─ issues/day/issue.toml:8:67
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                                                   ^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `a b` is not a slot reference: a slot's name has no spaces
      ┌─ issues/day/issue.toml:8:73
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                                                         ^^^^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    error[slot-reference]: `` is not a slot reference: it names no slot
      ┌─ issues/day/issue.toml:8:80
      │
    8 │ slots = ["x:lead", "4:", "1:a:b", "0:a", "+1:a", "99999999999:a", ":a", "a b", ""]
      │                                                                                ^^
      │
      = hint: write `lead` for a slot of this page, `4:lead` for one of page 4

    9 errors, exit 1
    "#);
}

#[test]
fn a_page_that_is_not_there() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = ["lead", "4:jump-1"]
file = "articles/one.md"
"#), @r#"
    error[unknown-page]: the issue has no page 4
      ┌─ issues/day/issue.toml:8:18
      │
    8 │ slots = ["lead", "4:jump-1"]
      │                  ^^^^^^^^^^
      │
      = hint: it has page 1

    1 error, exit 1
    "#);
}

#[test]
fn a_page_in_a_single_slot() {
    assert_snapshot!(after_head(r#"[[page.picture]]
slot = "4:photo"
file = "pictures/lilac.jpg"
"#), @r#"
    error[slot-reference]: `slot` cannot name page 4
      ┌─ issues/day/issue.toml:8:8
      │
    8 │ slot = "4:photo"
      │        ^^^^^^^^^
      │
      = hint: give it under page 4 as `slot = "photo"`
      = hint: an article that runs over several pages has `slots = ["…", "4:…"]`

    1 error, exit 1
    "#);
}

#[test]
fn a_slot_twice_across_kinds() {
    assert_snapshot!(after_head(r#"[[page.article]]
slot = "a"
file = "articles/one.md"
[[page.ad]]
slot = "a"
file = "ads/bank.pdf"
[[page.picture]]
slot = "a"
file = "pictures/lilac.jpg"
"#), @r#"
    error[slot-used-twice]: slot `a` of page 1 is used twice
       ┌─ issues/day/issue.toml:11:8
       │
     8 │ slot = "a"
       │        --- first used here
       ·
    11 │ slot = "a"
       │        ^^^

    error[slot-used-twice]: slot `a` of page 1 is used twice
       ┌─ issues/day/issue.toml:14:8
       │
     8 │ slot = "a"
       │        --- first used here
       ·
    14 │ slot = "a"
       │        ^^^

    2 errors, exit 1
    "#);
}

#[test]
fn a_slot_twice_across_pages() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = ["lead", "2:jump"]
file = "articles/one.md"
[[page]]
number = 2
layout = "x"
[[page.article]]
slot = "jump"
file = "articles/two.md"
"#), @r#"
    error[slot-used-twice]: slot `jump` of page 2 is used twice
       ┌─ issues/day/issue.toml:14:8
       │
     8 │ slots = ["lead", "2:jump"]
       │                  -------- first used here
       ·
    14 │ slot = "jump"
       │        ^^^^^^

    1 error, exit 1
    "#);
}

#[test]
fn a_slot_twice_in_one_article() {
    assert_snapshot!(after_head(r#"[[page.article]]
slots = ["lead", "1:lead"]
file = "articles/one.md"
"#), @r#"
    error[slot-used-twice]: slot `lead` of page 1 is used twice
      ┌─ issues/day/issue.toml:8:18
      │
    8 │ slots = ["lead", "1:lead"]
      │          ------  ^^^^^^^^
      │          │        
      │          first used here

    1 error, exit 1
    "#);
}
