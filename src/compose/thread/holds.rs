//! What copy holds together, and how gladly it is let go before a line gets too loose.
//!
//! Copy has put U+2060 between the characters that print does not part (`copy::join`), two
//! of them where it holds but weakly.

use super::breaker::FAULT;

const JOINER: char = '\u{2060}';

/// What it costs to end a line at a place that is held together: less than too loose a
/// line, more than all else. Nothing if that may never be.
pub fn let_go(text: &str, at: usize) -> Option<f64> {
    let before = text.get(..at)?;
    let after = text.get(at..)?;
    // The line ends before what holds, which is then at the head of the next and goes.
    let left = before.chars().next_back().filter(|&c| c != JOINER)?;
    let right = after.chars().find(|&c| c != JOINER)?;
    let joiners = after.chars().take_while(|&c| c == JOINER).count();
    let linked = matches!(left, '～' | '~' | '—' | '–') && right.is_ascii_digit();
    let han = |c: char| ('\u{3007}'..='\u{9FFF}').contains(&c);
    match joiners {
        // 9℃～｜19℃, as the trade does it.
        _ if linked && !before.ends_with("——") => Some(FAULT * 0.3),
        2 => Some(FAULT * 0.2),
        // A number and its unit; the second half of a unit never opens a line.
        1 if left.is_ascii_digit() && han(right) => Some(FAULT * 0.6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weakest_goes_first() {
        let cost = |before: &str, after: &str| let_go(&format!("{before}{after}"), before.len());
        let soft = cost("8300万", "\u{2060}\u{2060}平");
        let link = cost("9℃~", "19℃");
        let unit = cost("12", "\u{2060}日");
        assert!(soft < link && link < unit && unit < Some(FAULT));
        for (before, after) in [
            ("甲", "\u{2060}—乙"),
            ("平", "\u{2060}方"),
            ("沈", "\u{2060}未"),
            ("12", "34"),
            ("甲——", "12"),
            ("12\u{2060}", "日"),
        ] {
            assert_eq!(cost(before, after), None, "{before}|{after}");
        }
    }
}
