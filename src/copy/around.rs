//! Style around the marks: marks that meet are of one style, and no dot stands at a mark.
//!
//! Typst squeezes marks that meet only if they stand in one run of text, so where a bold
//! run ends in ” before a comma, its quotation marks are set as the text around it.

use super::Role;
use super::clean::{is_closer, is_han, is_opener};

/// The style of what is in no way marked.
const PLAIN: (bool, Role) = (false, Role::Text);

/// Changes the styles of marks, one for each character.
pub(super) fn settle(chars: &[char], styles: &mut [(bool, Role)]) {
    for (&c, style) in chars.iter().zip(styles.iter_mut()) {
        if style.1 == Role::Dots && !is_han(c) {
            style.1 = Role::Text;
        }
    }
    let given = styles.to_vec();
    let mut start = 0;
    while start < chars.len() {
        let marks = chars[start..].iter().take_while(|&&c| is_mark(c)).count();
        let stretch = start..start + marks;
        if let Some(&first) = styles.get(start)
            && styles[stretch.clone()].iter().any(|style| *style != first)
        {
            styles[stretch].fill(PLAIN);
        }
        start += marks.max(1);
    }
    pair(chars, &given, styles);
}

/// Of the quotation marks or brackets at the two ends of a run, both change or none.
fn pair(chars: &[char], given: &[(bool, Role)], styles: &mut [(bool, Role)]) {
    let mut start = 0;
    for run in given.chunk_by(|a, b| a == b) {
        let end = start + run.len();
        let (first, last) = (start, end - 1);
        if is_opener(chars[first])
            && is_closer(chars[last])
            && (styles[first] != given[first]) != (styles[last] != given[last])
        {
            styles[first] = PLAIN;
            styles[last] = PLAIN;
        }
        start = end;
    }
}

fn is_mark(c: char) -> bool {
    is_opener(c)
        || is_closer(c)
        || matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_meet_are_of_one_style() {
        // Bold is what stands between [ and ].
        for (text, expected) in [
            ("坚持[“外防”]策略", "坚持[“外防”]策略"),
            ("坚持[“外防”]，策略", "坚持“[外防]”，策略"),
            ("（[“外防”]）策略", "（“[外防]”）策略"),
            ("他[说：]“好”", "他[说]：“好”"),
            ("[天气]：今天", "[天气]：今天"),
        ] {
            let mut chars = vec![];
            let mut styles = vec![];
            let mut bold = false;
            for c in text.chars() {
                match c {
                    '[' => bold = true,
                    ']' => bold = false,
                    c => {
                        chars.push(c);
                        styles.push((bold, Role::Text));
                    }
                }
            }
            settle(&chars, &mut styles);
            let mut shown = String::new();
            let mut bold = false;
            for (c, (strong, _)) in chars.iter().zip(styles.iter().chain([&PLAIN])) {
                if *strong != bold {
                    shown.push(if *strong { '[' } else { ']' });
                    bold = *strong;
                }
                shown.push(*c);
            }
            if bold {
                shown.push(']');
            }
            assert_eq!(shown, expected);
        }
    }
}
