//! Straight quotation marks are paired, in the order they stand.

use super::Trouble;
use super::chars::is_han;
use super::view::View;
use crate::copy::cell::Kind;

/// A quotation mark that has opened.
#[derive(Clone, Copy)]
struct Opened {
    at: usize,
    /// How many han stood before it.
    han: usize,
}

pub fn clean(view: &mut View, troubles: &mut Vec<Trouble>) {
    pairs(view, '"', ('“', '”'), troubles);
    apostrophes(view);
    pairs(view, '\'', ('‘', '’'), troubles);
}

fn pairs(
    view: &mut View,
    straight: char,
    (opener, closer): (char, char),
    troubles: &mut Vec<Trouble>,
) {
    let mut open: Vec<Opened> = vec![];
    let mut han = 0;
    let mut alone = vec![];
    for at in 0..view.len() {
        let c = view.chars[at];
        han += usize::from(is_han(c));
        if view.protected[at] || is_apostrophe(view, at) {
            continue;
        }
        if c == '\'' && open.is_empty() && is_prime(view, at) {
            continue;
        }
        if c == opener || (c == straight && open.is_empty()) {
            open.push(Opened { at, han });
        } else if c == straight || c == closer {
            match open.pop() {
                Some(opened) if c == straight && is_code(view, opened, han) => {}
                Some(opened) => {
                    view.put(opened.at, opener, Kind::Quote);
                    view.put(at, closer, Kind::Quote);
                }
                None => alone.push(at),
            }
        }
    }
    alone.extend(open.iter().map(|opened| opened.at));
    for at in alone {
        // Of a quotation that runs over several paragraphs, each opens and only the
        // last one closes.
        let runs_on = view.chars[at] == opener && view.first == at;
        if !runs_on && !is_prime(view, at) {
            troubles.push(Trouble {
                mark: view.chars[at],
                at: view.source(at),
            });
        }
    }
}

/// `'` inside an English word becomes its apostrophe.
fn apostrophes(view: &mut View) {
    for at in 0..view.len() {
        if view.chars[at] == '\'' && !view.protected[at] && is_apostrophe(view, at) {
            view.put(at, '’', Kind::Quote);
        }
    }
}

fn is_apostrophe(view: &View, at: usize) -> bool {
    matches!(view.chars[at], '\'' | '’')
        && view.before(at).is_ascii_alphanumeric()
        && view.get(at + 1).is_ascii_alphabetic()
}

/// `read("x")`, `a="x"`: straight marks after a sign of programming, about no han.
fn is_code(view: &View, opened: Opened, han: usize) -> bool {
    let at = opened.at;
    let signed = match view.before(at) {
        '=' | '[' | '{' => true,
        '(' | '（' => view.before(at - 1).is_ascii_alphanumeric(),
        _ => false,
    };
    signed && han == opened.han && matches!(view.chars[at], '"' | '\'')
}

/// Feet, inches and the possessive: 5', 3", boys'.
fn is_prime(view: &View, at: usize) -> bool {
    let before = view.before(at);
    match view.chars[at] {
        '"' => before.is_ascii_digit(),
        '\'' => before.is_ascii_alphanumeric(),
        _ => false,
    }
}
