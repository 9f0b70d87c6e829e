//! Dashes and ellipses of two cells: `--` becomes ——, `...` and a single … become ……

use super::view::{Side, View};
use crate::copy::cell::Kind;

/// A longer row of hyphens is a rule or a table, not a dash.
const LONGEST_DASH: usize = 4;

pub fn clean(view: &mut View) {
    let mut start = 0;
    while start < view.len() {
        let c = view.chars[start];
        let mut end = start + 1;
        while end < view.len() && view.chars[end] == c {
            end += 1;
        }
        if !view.protected[start] {
            run(view, c, start, end);
        }
        start = end;
    }
}

/// Sets a run of one character, from `start` to `end`.
fn run(view: &mut View, c: char, start: usize, end: usize) {
    let length = end - start;
    let (left, right) = (view.left[start], view.right[end - 1]);
    match c {
        '…' if length % 2 == 1 && between_chinese(view, left, right) => {
            view.put_twice(end - 1, '…', Kind::Ellipsis);
        }
        '。' if length >= 3 => two(view, '…', start, end, Kind::Ellipsis),
        '.' if length >= 3 && between_chinese(view, left, right) => {
            two(view, '…', start, end, Kind::Ellipsis);
        }
        '-' if (2..=LONGEST_DASH).contains(&length)
            && (left.is_chinese() || right.is_chinese()) =>
        {
            two(view, '—', start, end, Kind::Dash);
        }
        '\u{FF0D}' | '\u{2500}' | '\u{2015}' if (2..=LONGEST_DASH).contains(&length) => {
            two(view, '—', start, end, Kind::Dash);
        }
        _ => {}
    }
}

/// In a Chinese block, and not between letters or digits.
fn between_chinese(view: &View, left: Side, right: Side) -> bool {
    view.chinese && !(left.is_alphanumeric() && right.is_alphanumeric())
}

/// Puts a character twice in the place of a run.
fn two(view: &mut View, c: char, start: usize, end: usize, kind: Kind) {
    view.put(start, c, kind);
    view.put(start + 1, c, kind);
    for at in start + 2..end {
        view.drop(at, kind);
    }
}
