//! `placeholder-text`: words that stand for words to come (×××, TK, 待定) are still there.

use super::passage::{is_han, passages};
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "placeholder-text",
    Severity::Warning,
    "words that stand for words to come are left in",
    Check::Plan(check),
);

/// Found wherever they stand.
const ANYWHERE: [&str; 12] = [
    "×××",
    "XXX",
    "xxx",
    "＊＊＊",
    "○○○",
    "□□□",
    "■■■",
    "待定",
    "待补",
    "待核",
    "此处省略",
    "TODO",
];
/// Found as words of their own, whatever their case.
const WORDS: [&str; 4] = ["tk", "tktk", "lorem ipsum", "tbd"];

fn check(case: &Case, findings: &mut Vec<Finding>) {
    for passage in passages(case) {
        let Some(word) = placeholder(&passage.text) else {
            continue;
        };
        let message = format!("“{word}” is left in {} of `{}`", passage.what, passage.id);
        let finding = RULE.finding(message).hint(
            "put in what it stands for; if it is meant, except it in the manifest with the reason",
        );
        findings.push(passage.say(finding, word));
    }
}

/// The first placeholder of a text, as it is written there.
fn placeholder(text: &str) -> Option<&str> {
    let found = ANYWHERE.iter().filter_map(|word| {
        let at = text.find(word)?;
        // 情况待定性 is another word.
        let after = text.get(at + word.len()..)?.chars().next();
        let other = *word == "待定" && matches!(after, Some('性' | '位' | '点'));
        (!other).then(|| (at, at + word.len()))
    });
    let lower = text.to_ascii_lowercase();
    let words = WORDS.iter().filter_map(|word| {
        lower.match_indices(word).find_map(|(at, found)| {
            let end = at + found.len();
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let alone =
                !letter(lower[..at].chars().next_back()) && !letter(lower[end..].chars().next());
            // TK is what editors write; tk stands in addresses.
            let written = text.get(at..end)?;
            (alone && (written != "tk" || !text.chars().any(is_han))).then_some((at, end))
        })
    });
    let (start, end) = found.chain(words).min()?;
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn what_stands_for_words_to_come() {
        assert_eq!(placeholder("局长×××说"), Some("×××"));
        assert_eq!(placeholder("时间待定。"), Some("待定"));
        assert_eq!(placeholder("他说TK，"), Some("TK"));
        assert_eq!(placeholder("Lorem ipsum dolor"), Some("Lorem ipsum"));
        for sound in [
            "3×4×5米",
            "KTKA公司",
            "案情待定性",
            "www.tk域名",
            "一则消息",
        ] {
            assert_eq!(placeholder(sound), None, "{sound}");
        }
    }
}
