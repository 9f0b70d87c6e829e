//! Lines of text: where they may break, their width, their indents, their last ones.

use crate::common::story::{Line, Story};
use crate::{horizontal, papers};

/// Marks that never open a line, and marks that never close one.
const NEVER_FIRST: &str = "。，、；：？！）》」』】〉〕”’…—·～／/％%℃),.;:?!]}";
const NEVER_LAST: &str = "（《「『【〈〔“‘([{";
/// What a number is never parted from.
const UNITS: &str = "年月日时分秒点号期届次个名位条件项家所座台辆元角万亿千百十米吨克升度级倍版层天周岁公平小%‰℃％—～~-";

/// Slots whose paragraphs have an indent of their own: layout, slot, characters.
const OWN_INDENT: [(&str, &str, f64); 1] = [("broadsheet/classified", "notices", 0.0)];

/// Characters that paragraphs are indented by.
fn indent(story: &Story) -> f64 {
    let own =
        |(layout, slot, _): &&(&str, &str, f64)| *layout == story.layout && *slot == story.slot;
    OWN_INDENT.iter().find(own).map_or(2.0, |own| own.2)
}

#[test]
fn no_line_breaks_where_it_must_not() {
    let (mut pairs, mut parted) = (0, vec![]);
    for story in horizontal(&papers()) {
        for line in &story.lines {
            assert!(
                !NEVER_FIRST.contains(line.row.first()),
                "{} begins with a closing mark: {line:?}",
                story.name()
            );
            assert!(
                !NEVER_LAST.contains(line.row.last()),
                "{} ends with an opening mark: {line:?}",
                story.name()
            );
        }
        for (line, next) in story.continued() {
            pairs += 1;
            let (a, b) = (&line.row, &next.row);
            if splits(a.last(), b.first()) {
                parted.push(format!("{}: {} | {}", story.name(), a.text, b.text));
            }
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
    assert!(pairs > 150, "only {pairs} lines go on");
}

/// Whether two characters that must stay together are parted.
fn splits(last: char, first: char) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match (last, first) {
        _ if digit(last) => digit(first) || first.is_ascii_alphabetic() || UNITS.contains(first),
        ('第' | '-' | '—' | '～' | '~' | '.' | '：' | ':', _) if digit(first) => last != '：',
        _ if last.is_ascii_alphabetic() => first.is_ascii_alphanumeric() || first == '股',
        _ => (last == '—' && first == '—') || (last == '…' && first == '…'),
    }
}

#[test]
fn no_last_line_of_one_character() {
    for story in horizontal(&papers()) {
        for line in story.body().filter(|line| line.ends && !line.begins) {
            // A mark does not make two of it.
            let letters = line.row.text.chars().filter(|c| c.is_alphanumeric());
            assert!(letters.count() > 1, "{}: {line:?}", story.name());
        }
    }
}

#[test]
fn lines_are_as_wide_as_their_leg_and_no_wider() {
    for story in horizontal(&papers()) {
        let edges = |line: &Line| (story.legs[line.leg].x, story.legs[line.leg].right());
        for line in &story.lines {
            let ((left, right), (from, to)) = (story.ink(line), edges(line));
            assert!(
                left > from - 0.05 && right < to + 0.05,
                "{}: out of {from}–{to}: {line:?}",
                story.name()
            );
        }
        for (line, next) in story.continued() {
            let (right, left) = (story.ink(line).1, story.ink(next).0);
            // A mark may keep its whole cell, so that its line is not loose.
            let right = right.max(line.row.right.min(edges(line).1));
            assert!(
                right > edges(line).1 - 0.6,
                "{}: not justified to {}: {line:?}",
                story.name(),
                edges(line).1
            );
            assert!(
                (left - edges(next).0).abs() < 0.05,
                "{}: does not begin at {}: {next:?}",
                story.name(),
                edges(next).0
            );
        }
        for line in story.body().filter(|line| line.begins) {
            // Before an opening mark the indent may count from its square, from its ink or, where
            // the mark is squeezed, from between.
            let own = indent(&story) * story.grid.body;
            let indents = [line.row.left, story.ink(line).0].map(|left| left - edges(line).0);
            assert!(
                indents[0] < own + 0.05 && indents[1] > own - 0.05,
                "{}: indented by {indents:?}, not {own}: {line:?}",
                story.name()
            );
        }
    }
}
