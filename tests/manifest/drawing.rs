//! How findings are drawn.

use dayang::diag::human::{draw, to_string};
use dayang::diag::{Finding, Place, SourceText, in_order, summary};
use insta::assert_snapshot;

use codespan_reporting::term::termcolor::Ansi;

fn found(text: &str, what: &str) -> Finding {
    let source = SourceText::new("articles/a.md", text);
    let at = text.find(what).unwrap();
    Finding::error("rule", "message").at(Place::text(&source, at..at + what.len()))
}

#[test]
fn carets_line_up_below_full_width_text() {
    assert_snapshot!(to_string(&[found("四月的校园，“紫荆”花开。", "花开")]), @r"
    error[rule]: message
      ┌─ articles/a.md:1:11
      │
    1 │ 四月的校园，“紫荆”花开。
      │                   ^^^^
    ");
}

#[test]
fn a_long_line_is_cut_but_its_column_is_not() {
    let text = format!(
        "first\n{}这里{}\nlast",
        "字".repeat(3_000_000),
        "后".repeat(300_000)
    );
    assert_snapshot!(to_string(&[found(&text, "这里")]), @r"
    error[rule]: message
      ┌─ articles/a.md:2:3000001
      │
    2 │ …字字字字字字字字字字字字字字字这里后后后后后后后后后后后后后后后后后后后后后后后后后后后后后后后后后…
      │                                ^^^^
    ");
}

#[test]
fn a_long_place_is_cut() {
    let text = format!("a = \"{}\"", "x".repeat(5000));
    assert_snapshot!(to_string(&[found(&text, &text[4..])]), @r#"
    error[rule]: message
      ┌─ articles/a.md:1:5
      │
    1 │ a = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#);
}

#[test]
fn a_line_is_drawn_whole_up_to_a_hundred_columns() {
    let drawn = |text: &str| to_string(&[found(text, "a")]);
    assert!(!drawn(&format!("a{}", "-".repeat(99))).contains('…'));
    assert!(drawn(&format!("a{}", "-".repeat(100))).contains('…'));
    assert!(!drawn(&format!("ab{}", "字".repeat(49))).contains('…'));
    assert!(drawn(&format!("ab{}", "字".repeat(50))).contains('…'));
}

#[test]
fn two_places_far_apart_in_a_long_line() {
    let text = format!("one{}two", "-".repeat(5000));
    let source = SourceText::new("a.md", text.as_str());
    let finding = Finding::warning("rule", "message")
        .at(Place::text(&source, 5003..5006))
        .related(Place::text(&source, 0..3), "first used here");
    assert_snapshot!(to_string(&[finding]), @r"
    warning[rule]: message
      ┌─ a.md:1:5004
      │
    1 │ …------------------------------two
      │ -                              ^^^
      │ │                               
      │ first used here
    ");
}

#[test]
fn places_in_several_files() {
    let manifest = SourceText::new("issue.toml", "slot = \"a\"\n");
    let finding = found("# 标题\n正文\n", "正文")
        .related(Place::text(&manifest, 7..10), "the slot")
        .related(Place::File("pictures/a.jpg".into()), "the picture")
        .hint("cut some text");
    assert_snapshot!(to_string(&[finding]), @r#"
    error[rule]: message
      ┌─ articles/a.md:2:1
      │
    2 │ 正文
      │ ^^^^
      │
      ┌─ issue.toml:1:8
      │
    1 │ slot = "a"
      │        --- the slot
      │
      = hint: cut some text
      = see pictures/a.jpg: the picture
    "#);
}

#[test]
fn several_lines() {
    assert_snapshot!(to_string(&[found("a\r\nb\r\nc\r\nd", "b\r\nc\r\n")]), @r"
    error[rule]: message
      ┌─ articles/a.md:2:1
      │  
    2 │ ╭ b
    3 │ │ c
      │ ╰─^
    ");
    let text = "line\n".repeat(100_000);
    assert_snapshot!(to_string(&[found(&text, &text)]), @r"
    error[rule]: message
      ┌─ articles/a.md:1:1
      │
    1 │ line
      │ ^^^^
    ");
}

#[test]
fn a_whole_file_and_no_place() {
    let file = Finding::error("rule", "not a picture").at(Place::File("a.jpg".into()));
    let source = SourceText::new("issue.toml", "slot = \"a\"\n");
    let file = file
        .hint("export it again")
        .related(Place::text(&source, 7..10), "placed here");
    let nowhere = Finding::new("rule", dayang::diag::Severity::Note, "nothing to do").hint("rest");
    assert_snapshot!(to_string(&[file, nowhere]), @r"
    note[rule]: nothing to do
     = hint: rest

    error[rule]: not a picture
      ┌─ a.jpg
      = hint: export it again
      = see issue.toml:1:8: placed here
    ");
}

#[test]
fn places_that_are_not_there() {
    let source = SourceText::new("a.md", "字");
    for range in [0..99, 50..99, 1..2, 3..3, usize::MAX - 1..usize::MAX] {
        let finding = Finding::error("rule", "message").at(Place::text(&source, range));
        assert!(to_string(&[finding]).contains("a.md:1:"));
    }
    let empty = SourceText::new("a.md", "");
    let finding = Finding::error("rule", "message").at(Place::text(&empty, 0..0));
    assert_snapshot!(to_string(&[finding]), @r"
    error[rule]: message
      ┌─ a.md:1:1
      │
    1 │ 
      │ ^
    ");
}

#[test]
fn in_order_and_each_once() {
    let source = SourceText::new("b.md", "one two");
    let at =
        |range, message: &str| Finding::warning("rule", message).at(Place::text(&source, range));
    let first = Finding::error("rule", "whole").at(Place::File("a.md".into()));
    let findings = [
        at(4..7, "two"),
        at(0..3, "one"),
        first,
        at(4..7, "two"),
        at(4..7, "other"),
    ];
    let ordered = in_order(&findings);
    let messages: Vec<_> = ordered
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, ["whole", "one", "other", "two"]);
    assert_eq!(summary(&ordered).as_deref(), Some("1 error, 3 warnings"));
    assert_eq!(summary(&[]), None);
}

#[test]
fn colour_only_if_asked() {
    let mut dest = Ansi::new(vec![]);
    draw(&mut dest, &[found("a b", "b")]).unwrap();
    assert!(
        String::from_utf8(dest.into_inner())
            .unwrap()
            .contains("\u{1b}[31m^")
    );
    assert!(!to_string(&[found("a b", "b")]).contains('\u{1b}'));
}
