//! Indents and spaces beside full-width marks go; of the others one is kept, as an
//! editor parts names and the halves of a headline by single spaces.

use super::Setting;
use super::chars::{is_closer, is_dash, is_han, is_opener, is_point, is_wide};
use super::view::View;
use crate::copy::cell::Kind;
use crate::copy::units;

pub fn clean(view: &mut View, setting: Setting) {
    let mut start = 0;
    while start < view.len() {
        if !is_blank(view.chars[start]) {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < view.len() && is_blank(view.chars[end]) {
            end += 1;
        }
        run(view, start, end, setting);
        start = end;
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n')
}

/// Sets a run of spaces and line ends, from `start` to `end`.
fn run(view: &mut View, start: usize, end: usize, setting: Setting) {
    let wraps = view.chars[start..end].contains(&'\n');
    let keep = if start == 0 || end == view.len() {
        false
    } else {
        let (left, right) = (view.chars[start - 1], view.chars[end]);
        !goes(left, right, setting) && !(wraps && (is_wide(left) || is_wide(right)))
    };
    let mut rest = start;
    if keep {
        let kind = if wraps { Kind::LineBreak } else { Kind::Space };
        view.put(start, ' ', kind);
        rest += 1;
    }
    for at in rest..end {
        let kind = match view.was(at) {
            '\n' => Kind::LineBreak,
            _ if start == 0 => Kind::Indent,
            _ => Kind::Space,
        };
        view.drop(at, kind);
    }
}

/// Whether no space stands between two characters.
fn goes(left: char, right: char, setting: Setting) -> bool {
    // rock ’n’ roll: between Latin, ’ may be an apostrophe.
    if right == '’' && left.is_ascii_alphanumeric() {
        return false;
    }
    if is_point(left) || is_point(right) || is_opener(left) || is_closer(right) {
        return true;
    }
    if is_dash(left) || is_dash(right) {
        return is_wide(left) || is_wide(right) || (is_dash(left) && is_dash(right));
    }
    if !is_closer(left) && !is_opener(right) {
        return false;
    }
    // Beside “ and ” in Latin, the space is Latin's own.
    setting == Setting::Body && (is_wide(left) || is_wide(right))
}

/// Takes out the spaces that some put around letters and numbers between han: the
/// setting makes that gap. A space on one side only may be an editor's, and stays.
pub fn close_up(view: &mut View) {
    for at in 1..view.len() {
        if view.chars[at] != ' ' {
            continue;
        }
        let (before, after) = (view.before(at), view.get(at + 1));
        if before.is_ascii_digit() && units::starts_with_unit(&view.chars[at + 1..]) {
            view.drop(at, Kind::Space);
            let start = word_start(view, at);
            if view.before(start) == ' ' && start >= 2 && is_han(view.before(start - 1)) {
                view.drop(start - 1, Kind::Space);
            }
        } else if before.is_ascii_alphanumeric() && is_han(after) {
            let start = word_start(view, at);
            let latin = view.chars[start..at].iter().any(char::is_ascii_alphabetic);
            let parted = view.before(start) == ' ' && start >= 2;
            if latin && parted && is_han(view.before(start - 1)) {
                view.drop(start - 1, Kind::Space);
                view.drop(at, Kind::Space);
            }
        }
    }
}

/// Where the word of ASCII begins that ends at a place.
fn word_start(view: &View, end: usize) -> usize {
    let word = view.chars[..end]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_graphic());
    end - word.count()
}
