//! `half-width-punctuation`: a point or bracket beside Chinese is left half-width.

use super::passage::{is_han, passages};
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "half-width-punctuation",
    Severity::Warning,
    "a point or bracket beside Chinese is left half-width",
    Check::Plan(check),
);

fn check(case: &Case, findings: &mut Vec<Finding>) {
    for passage in passages(case) {
        let Some((mark, around)) = left(&passage.text) else {
            continue;
        };
        let message = format!(
            "`{mark}` is half-width in {} of `{}`: “{around}”",
            passage.what, passage.id
        );
        let finding = RULE
            .finding(message)
            .hint("write it full-width, or part it from the Chinese if it belongs to Latin");
        findings.push(passage.say(finding, &around));
    }
}

/// The first such mark with its neighbours, which stand so in the copy too.
fn left(text: &str) -> Option<(char, String)> {
    let chars: Vec<char> = text.chars().collect();
    let han = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| is_han(c));
    let at = (0..chars.len()).find(|&at| {
        let c = chars[at];
        let (before, after) = (han(at.checked_sub(1)), han(Some(at + 1)));
        match c {
            ',' | ';' | '?' | '!' | '"' | '(' | ')' | '[' | ']' => before || after,
            // 3:2, a.pdf and v1.2 are Latin; only between or after Chinese is it ours.
            '.' | ':' => before,
            '\'' => before && after,
            _ => false,
        }
    })?;
    let around = chars.get(at.saturating_sub(1)..(at + 2).min(chars.len()))?;
    Some((chars[at], around.iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn beside_chinese_alone() {
        assert_eq!(left("他说[停]"), Some(('[', "说[停".into())));
        for sound in ["1,234.5元", "2:30开会", "他说，", "f(x)是", "iPhone (2022)"] {
            let found = left(sound);
            assert!(found.is_none() || sound == "f(x)是", "{sound} {found:?}");
        }
    }
}
