//! Round brackets, decided as a pair by what they hold and what stands around them.

use super::Trouble;
use super::chars::is_han;
use super::view::{Side, View};
use crate::copy::cell::Kind;

/// How long the number of a list's item is at most, in characters.
const LONGEST_NUMBER: usize = 3;

pub fn clean(view: &mut View, troubles: &mut Vec<Trouble>) {
    // How many han stand before each place, to know at once whether a pair holds any.
    let mut han = Vec::with_capacity(view.len() + 1);
    let mut count = 0usize;
    han.push(count);
    for &c in &view.chars {
        count += usize::from(is_han(c));
        han.push(count);
    }
    let mut open = vec![];
    for at in 0..view.len() {
        match view.chars[at] {
            _ if view.protected[at] => {}
            '(' | '（' => open.push(at),
            ')' | '）' => match open.pop() {
                Some(start) => pair(view, start, at, han[at] > han[start]),
                None => single(view, at, troubles),
            },
            _ => {}
        }
    }
    for at in open {
        single(view, at, troubles);
    }
}

fn pair(view: &mut View, start: usize, end: usize, holds_han: bool) {
    let (left, right) = (view.left[start], view.right[end]);
    let full = view.chars[start] == '（' || view.chars[end] == '）';
    // f(x), C(7): what follows a Latin letter belongs to it.
    let by_place =
        left != Side::Of(super::chars::Class::Latin) && (left.is_chinese() || right.is_chinese());
    if full || holds_han || by_place {
        widen(view, start);
        widen(view, end);
    }
}

/// A bracket without a partner is set by what stands beside it.
fn single(view: &mut View, at: usize, troubles: &mut Vec<Trouble>) {
    if view.left[at].is_chinese() || view.right[at].is_chinese() {
        widen(view, at);
    }
    if !is_list_mark(view, at) {
        troubles.push(Trouble {
            mark: view.chars[at],
            at: view.source(at),
        });
    }
}

/// `1)`, `a)` and `一)` at the start of a block.
fn is_list_mark(view: &View, at: usize) -> bool {
    let closes = matches!(view.chars[at], ')' | '）');
    let number = view.chars[view.first..].iter().take(LONGEST_NUMBER + 1);
    let length = number
        .take_while(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(**c))
        .count();
    closes && (1..=LONGEST_NUMBER).contains(&length) && at == view.first + length
}

fn widen(view: &mut View, at: usize) {
    match view.chars[at] {
        '(' => view.put(at, '（', Kind::Bracket),
        ')' => view.put(at, '）', Kind::Bracket),
        _ => {}
    }
}
