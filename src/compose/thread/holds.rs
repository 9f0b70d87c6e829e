//! What copy holds together, and how gladly it is let go before a line gets too loose.
//!
//! Copy has put U+2060 between the characters that print does not part (`copy::join`), two
//! of them where it holds but weakly, three in a name.

use super::line::FAULT;

const JOINER: char = '\u{2060}';

/// Measure words (量词) of things.
const MEASURES: &str = "幅只隻張张棵本篇册冊套根颗枚部艘盏把匹株支首";

/// What it costs to end a line at a place that is held together: more than what is not,
/// and, but for units and names, less than too loose a line. Nothing if that may never be.
pub fn let_go(text: &str, at: usize) -> Option<f64> {
    // A font may give the joiners glyphs of their own, or make one of them and the
    // character before.
    let before = text.get(..at)?.trim_end_matches(JOINER);
    let held = text.get(before.len()..)?;
    let after = held.trim_start_matches(JOINER);
    let joiners = (held.len() - after.len()) / JOINER.len_utf8();
    let left = before.chars().next_back()?;
    let right = after.chars().next()?;
    let linked = matches!(left, '～' | '~' | '—' | '–') && right.is_ascii_digit();
    let han = |c: char| ('\u{3007}'..='\u{9FFF}').contains(&c);
    match joiners {
        // 9℃～｜19℃ is held as a number and its unit are.
        _ if linked && !before.ends_with("——") => Some(FAULT * 5.0),
        2 => Some(FAULT * 0.2),
        // A name is let go only where the line would fall apart.
        3 => Some(FAULT * 8.0),
        // 410｜幅: what counts things is no unit, and goes before a line gets too loose.
        1 if left.is_ascii_digit() && MEASURES.contains(right) => Some(FAULT * 0.6),
        // A number and its unit; the second half of a unit never opens a line.
        1 if left.is_ascii_digit() && han(right) => Some(FAULT * 5.0),
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
        let measure = cost("12", "\u{2060}只");
        assert!(soft < measure && measure < Some(FAULT));
        assert_eq!(cost("8300万\u{2060}\u{2060}", "平"), soft);
        assert!(soft < Some(FAULT) && Some(FAULT) < link && link == unit);
        for (before, after) in [
            ("甲", "\u{2060}—乙"),
            ("平", "\u{2060}方"),
            ("12", "34"),
            ("甲——", "12"),
        ] {
            assert_eq!(cost(before, after), None, "{before}|{after}");
        }
    }
}
