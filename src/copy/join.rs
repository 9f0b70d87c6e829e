//! Joiners, put into clean text so that composition does not break it where print
//! forbids: U+2060 holds two characters together, U+200B lets them part.
//!
//! They are no text: [`plain`] takes them out again, and what is left is the clean text
//! to the character. Numbers stay with their units, dashes with what is before them. A
//! piece held together is at most eight ems wide, so that it fits a narrow column. Two
//! U+2060 hold weakly and three hold a name: composition may let go of the one before a
//! line gets too loose, and of the other before it falls apart.

mod loosen;

use self::loosen::loosen;
use super::around;
use super::clean::{is_closer, is_han, is_opener};
use super::numerals;
use super::units;
use super::{Role, Run};

/// Forbids a line break (U+2060).
pub(super) const JOINER: char = '\u{2060}';
/// Allows a line break (U+200B).
pub(super) const BREAK: char = '\u{200B}';

/// The longest Chinese name, in characters.
const LONGEST_NAME: usize = 4;

/// What stands before a name and is none.
const TITLES: [&str; 3] = ["记者", "通讯员", "实习生"];

/// Whether a character is bold, and its role.
type Style = (bool, Role);

/// How strongly a character is held to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    None,
    /// Between the order of a number and its unit, 8300万 and 平方米; inside a number
    /// written in han, 十二日.
    Soft,
    /// Inside a number, inside a unit, between the two.
    Firm,
    /// Inside a name.
    Name,
    /// What must not open a line.
    Hard,
    /// What the editor joined.
    Own,
}

/// Whether a character is a joiner and not text.
pub fn is_joiner(c: char) -> bool {
    matches!(c, JOINER | BREAK)
}

/// Text without joiners.
pub fn plain(text: &str) -> String {
    text.chars().filter(|&c| !is_joiner(c)).collect()
}

/// A line with joiners.
pub fn join(text: &str) -> String {
    let run = Run {
        text: text.to_owned(),
        ..Run::default()
    };
    join_runs(&[run]).into_iter().map(|run| run.text).collect()
}

/// A paragraph's runs with joiners. Rules hold across the runs' borders, and a mark at a
/// border may change its style ([`around`]).
pub fn join_runs(runs: &[Run]) -> Vec<Run> {
    let mut chars: Vec<char> = vec![];
    let mut styles: Vec<Style> = vec![];
    let mut holds: Vec<Hold> = vec![];
    let mut joiners = 0;
    for run in runs {
        for c in run.text.chars() {
            if is_joiner(c) {
                joiners += usize::from(c == JOINER);
                continue;
            }
            // Several joiners are not the editor's, but a hold of ours.
            holds.push(if joiners == 1 && !chars.is_empty() {
                Hold::Own
            } else {
                Hold::None
            });
            chars.push(c);
            styles.push((run.strong, run.role));
            joiners = 0;
        }
    }
    around::settle(&chars, &mut styles);
    for (at, hold) in holds.iter_mut().enumerate().skip(1) {
        *hold = (*hold).max(hold_at(&chars, at));
    }
    hold_numbers(&chars, &mut holds);
    numerals::hold(&chars, |at| holds[at] = holds[at].max(Hold::Soft));
    hold_names(&chars, &styles, &mut holds);
    loosen(&chars, &mut holds);
    write(&chars, &styles, &holds)
}

/// Holds the names in a report's lead, each of which stands between spaces or marks.
fn hold_names(chars: &[char], styles: &[Style], holds: &mut [Hold]) {
    let is_name =
        |at: usize| matches!(styles[at].1, Role::Lead | Role::Reporter) && is_han(chars[at]);
    let mut start = 0;
    for at in 0..=chars.len() {
        if at < chars.len() && is_name(at) {
            continue;
        }
        let word: String = chars[start.min(at)..at].iter().collect();
        if at - start <= LONGEST_NAME && !TITLES.contains(&word.as_str()) {
            for hold in holds.iter_mut().take(at).skip(start + 1) {
                *hold = (*hold).max(Hold::Name);
            }
        }
        start = at + 1;
    }
}

/// What holds a character to the one before it, as far as the two tell.
fn hold_at(chars: &[char], at: usize) -> Hold {
    let (before, here) = (chars[at - 1], chars[at]);
    match here {
        '—' if before == '—' => Hold::None,
        '—' | '·' | '～' | '／' => Hold::Hard,
        _ if is_digit(here) && before == '第' => Hold::Firm,
        // A股, T恤: one letter that is no word.
        _ if is_han(here) && before.is_ascii_uppercase() => {
            let word = at >= 2 && chars[at - 2].is_ascii_alphanumeric();
            if word { Hold::None } else { Hold::Firm }
        }
        // 2：30, 9℃～19℃, 2025—2026.
        _ if is_digit(here) && is_link(before) => {
            let linked = at >= 2 && (is_digit(chars[at - 2]) || is_sign(chars[at - 2]));
            if linked { Hold::Firm } else { Hold::None }
        }
        _ => Hold::None,
    }
}

/// A digit of either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_full_width_digit(c)
}

fn is_full_width_digit(c: char) -> bool {
    matches!(c, '\u{FF10}'..='\u{FF19}')
}

/// What links two numbers.
fn is_link(c: char) -> bool {
    matches!(
        c,
        '：' | '～' | '~' | '—' | '–' | '-' | '／' | '/' | '．' | '·'
    )
}

/// Signs that stand with a number as a digit does.
fn is_sign(c: char) -> bool {
    matches!(c, '℃' | '%' | '％' | '‰' | '°')
}

/// Holds numbers to their units, and the digits of full-width numbers together.
fn hold_numbers(chars: &[char], holds: &mut [Hold]) {
    for at in 1..chars.len() {
        if !is_digit(chars[at - 1]) {
            continue;
        }
        if is_digit(chars[at]) {
            if is_full_width_digit(chars[at]) || is_full_width_digit(chars[at - 1]) {
                holds[at] = holds[at].max(Hold::Firm);
            }
            continue;
        }
        let mut from = at;
        let mut hold = Hold::Firm;
        loop {
            let length = units::unit(&chars[from..]);
            for place in &mut holds[from..from + length] {
                *place = (*place).max(hold);
                hold = Hold::Firm;
            }
            from += length;
            // Two orders and a unit are as long as such a number gets: 3万多公里.
            let ordered = length > 0 && units::is_order(chars[from - 1]);
            if !ordered || from - at > 3 {
                break;
            }
            hold = Hold::Soft;
        }
    }
}

/// Whether two characters hold together without our help.
fn holds_anyway(before: char, here: char) -> bool {
    (before.is_ascii_graphic() && here.is_ascii_graphic())
        || (is_digit(before) && is_sign(here))
        || is_closer(here)
        || is_opener(before)
}

/// Writes runs of one style with what holds and what parts their characters.
fn write(chars: &[char], styles: &[Style], holds: &[Hold]) -> Vec<Run> {
    let mut written: Vec<Run> = vec![];
    for (at, (&c, &(strong, role))) in chars.iter().zip(styles).enumerate() {
        // At a border the mark goes with what is before it, away from the sign that it
        // holds: a joiner beside a bracket would stop its squeeze.
        if let Some(last) = written.last_mut() {
            last.text.push_str(mark_at(chars, holds, at));
        }
        match written.last_mut() {
            Some(last) if (last.strong, last.role) == (strong, role) => last.text.push(c),
            _ => written.push(Run {
                text: c.into(),
                strong,
                role,
            }),
        }
    }
    written
}

/// What stands before a character to hold or to part it.
fn mark_at(chars: &[char], holds: &[Hold], at: usize) -> &'static str {
    let Some(&before) = at.checked_sub(1).and_then(|at| chars.get(at)) else {
        return "";
    };
    let here = chars[at];
    match holds[at] {
        Hold::Own => "\u{2060}",
        Hold::None if parts(chars, at, before, here) => "\u{200B}",
        Hold::None => "",
        _ if holds_anyway(before, here) => "",
        Hold::Soft => "\u{2060}\u{2060}",
        Hold::Name => "\u{2060}\u{2060}\u{2060}",
        Hold::Firm | Hold::Hard => "\u{2060}",
    }
}

/// Whether a line may break beside a single quotation mark: before ‘ and after ’. Typst
/// takes both for apostrophes.
fn parts(chars: &[char], at: usize, before: char, here: char) -> bool {
    let closes = before == '’' && !is_apostrophe(chars, at - 1);
    (here == '‘' && before != ' ' && !is_opener(before))
        || (closes && here != ' ' && !keeps_off_line_start(here))
}

fn is_apostrophe(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    let after = chars.get(at + 1);
    before.is_some_and(char::is_ascii_alphanumeric)
        && after.is_some_and(char::is_ascii_alphanumeric)
}

/// What must not open a line (GB/T 15834).
pub(super) fn keeps_off_line_start(c: char) -> bool {
    is_closer(c)
        || matches!(
            c,
            '。' | '，' | '、' | '；' | '：' | '？' | '！' | '…' | '—' | '·' | '～' | '／'
        )
        || matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | ')')
}

#[cfg(test)]
mod tests;
