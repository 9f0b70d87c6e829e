//! Where a headline's line may break, and how well (断行).
//!
//! A line falls into pieces that stay whole; each says what a break after it is worth. Where
//! the editor has marked breaks, there are no others. Otherwise none comes inside a number with
//! its unit, a Latin word, or what the editor joined, and one inside brackets only for want
//! of a better.

use serde::Serialize;

use super::clean::{is_closer, is_opener};
use super::join::{BREAK, JOINER, is_joiner, join, keeps_off_line_start};

/// A piece of a line that stays whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its text, without joiners.
    pub text: String,
    /// What a break after it is worth.
    pub after: After,
}

/// What a break is worth, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum After {
    /// The editor marked it.
    Mark,
    /// At a space that the editor put.
    Space,
    /// After a point or a closing bracket.
    Point,
    /// Between two characters.
    Plain,
    /// Inside brackets or quotation marks.
    Inside,
    /// The line ends.
    End,
}

/// The pieces of a line, given with the editor's joiners.
pub fn breaks(line: &str) -> Vec<Piece> {
    let own = holds(line, JOINER);
    let marks = holds(line, BREAK);
    let held = holds(&join(line), JOINER);
    let chars: Vec<char> = line.chars().filter(|&c| !is_joiner(c)).collect();
    let marked = marks.contains(&true);
    let flag = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or_default();
    let mut pieces: Vec<Piece> = vec![];
    let mut text = String::new();
    let mut depth = 0usize;
    for (at, &c) in chars.iter().enumerate() {
        if let Some(&before) = at.checked_sub(1).and_then(|at| chars.get(at)) {
            let after = if flag(&marks, at) {
                Some(After::Mark)
            } else if marked || flag(&own, at) || flag(&held, at) {
                None
            } else {
                between(before, c, depth > 0)
            };
            if let Some(after) = after {
                let text = std::mem::take(&mut text);
                pieces.push(Piece { text, after });
            }
        }
        if is_opener(c) {
            depth += 1;
        } else if is_closer(c) {
            depth = depth.saturating_sub(1);
        }
        text.push(c);
    }
    if !text.is_empty() {
        let after = After::End;
        pieces.push(Piece { text, after });
    }
    pieces
}

/// For each character that is text, whether a joiner stands before it.
fn holds(line: &str, joiner: char) -> Vec<bool> {
    let mut flags = vec![];
    let mut seen = false;
    for c in line.chars() {
        if is_joiner(c) {
            seen |= c == joiner;
        } else {
            flags.push(std::mem::take(&mut seen));
        }
    }
    flags
}

/// What a break between two characters is worth, if there may be one.
fn between(before: char, here: char, inside: bool) -> Option<After> {
    if here == ' ' || keeps_off_line_start(here) || is_opener(before) {
        return None;
    }
    if !is_wide(before) && !is_wide(here) && before != ' ' {
        return None;
    }
    Some(match before {
        _ if inside => After::Inside,
        ' ' => After::Space,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' => After::Point,
        _ if is_closer(before) => After::Point,
        _ => After::Plain,
    })
}

/// Whether a character is as wide as a han character: it makes no Latin word.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::marked;

    fn shown(line: &str) -> String {
        let sign = |after| match after {
            After::Mark => "|",
            After::Space => "_",
            After::Point => ",",
            After::Plain => ".",
            After::Inside => "-",
            After::End => "",
        };
        let line = marked(line).unwrap_or_default();
        let pieces = breaks(&line);
        pieces
            .iter()
            .map(|piece| format!("{}{}", piece.text, sign(piece.after)))
            .collect()
    }

    #[test]
    fn pieces_stay_whole() {
        assert_eq!(shown("投资8300万元建成"), "投.资.8300万元.建.成");
        assert_eq!(shown("新车C919 首飞"), "新.车.C919 _首.飞");
        assert_eq!(shown("读《山河》有感"), "读.《山-河》,有.感");
        assert_eq!(shown("不怕，冲！"), "不.怕，,冲！");
        assert_eq!(shown("{柳溪镇}复明"), "柳溪镇.复.明");
    }

    #[test]
    fn marks_stand_alone() {
        assert_eq!(shown("甲乙|丙丁，戊己 庚"), "甲乙|丙丁，戊己 庚");
    }
}
