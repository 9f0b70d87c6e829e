//! Half-width points between Chinese characters become full-width.

use super::chars::{is_bracket, is_closer};
use super::view::{Side, View};
use crate::copy::cell::Kind;

pub fn clean(view: &mut View) {
    if !view.chinese {
        return;
    }
    for at in 0..view.len() {
        if view.protected[at] {
            continue;
        }
        let full = match view.chars[at] {
            '.' if is_full_stop(view, at) => '。',
            ',' if is_chinese(view, at) => '，',
            ':' if is_chinese(view, at) => '：',
            ';' if is_chinese(view, at) => '；',
            '?' if is_chinese(view, at) => '？',
            '!' if is_chinese(view, at) => '！',
            _ => continue,
        };
        view.put(at, full, Kind::Punctuation);
    }
}

/// Whether a point stands beside a Chinese character and not between two digits or
/// letters (1,234; 2:30), looking through other points, and through brackets and
/// quotation marks that are passed on the way out.
fn is_chinese(view: &View, at: usize) -> bool {
    let (left, right) = (view.left[at], view.right[at]);
    left.is_chinese()
        || right.is_chinese()
        || beside_bracket(view, at)
        // 去过WTO? at the end of a Chinese paragraph.
        || (left.is_alphanumeric() && right == Side::Edge)
}

/// Whether `.` ends a Chinese sentence. After a letter or a digit it is kept: it may
/// belong to an abbreviation or to a number in a list.
fn is_full_stop(view: &View, at: usize) -> bool {
    let (before, after) = (text_before(view, at), view.get(at + 1));
    let stop = |c| matches!(c, '.' | '。');
    let single = !before.is_some_and(stop)
        && !text_after(view, at).is_some_and(stop)
        && !matches!(after, '/' | '\\');
    let closes = before.is_some_and(|c| is_bracket(c) && is_closer(c));
    single && !after.is_ascii_alphanumeric() && (view.left[at].is_chinese() || closes)
}

/// Whether a full-width bracket stands on either side.
fn beside_bracket(view: &View, at: usize) -> bool {
    let beside = [text_before(view, at), text_after(view, at)];
    beside.into_iter().flatten().any(is_bracket)
}

/// The character before a place, but for spaces: beside a bracket they will go.
fn text_before(view: &View, at: usize) -> Option<char> {
    view.chars[..at].iter().rev().copied().find(is_text)
}

/// The character after a place, but for spaces.
fn text_after(view: &View, at: usize) -> Option<char> {
    view.chars[at + 1..].iter().copied().find(is_text)
}

fn is_text(c: &char) -> bool {
    !matches!(c, ' ' | '\n')
}
