//! `unpaired-mark`: a bracket or quotation mark without its partner, in kinds and places
//! that cleaning does not pair: titles' marks, and the lines of the headline group.

use super::passage::passages;
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "unpaired-mark",
    Severity::Warning,
    "a bracket or quotation mark has no partner",
    Check::Plan(check),
);

/// Pairs that are looked for in every passage.
const PAIRS: [(char, char); 7] = [
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('［', '］'),
];
/// Pairs that cleaning reports in paragraphs, and nobody in headline groups and captions.
const OUTSIDE: [(char, char); 3] = [('（', '）'), ('“', '”'), ('‘', '’')];

fn check(case: &Case, findings: &mut Vec<Finding>) {
    let passages = passages(case);
    for (at, passage) in passages.iter().enumerate() {
        let mut text = passage.text.clone();
        let mut pairs = PAIRS.to_vec();
        if passage.what.starts_with("the ") {
            pairs.extend(OUTSIDE);
            // A quotation may run over the lines of a headline.
            let same = |other: &&super::passage::Passage| {
                other.id == passage.id && other.what == passage.what
            };
            if passages[..at].iter().any(|other| same(&other)) {
                continue;
            }
            text = passages[at..]
                .iter()
                .filter(same)
                .map(|other| other.text.as_str())
                .collect();
        }
        for mark in unpaired(&text, &pairs) {
            let message = format!(
                "`{mark}` has no partner in {} of `{}`",
                passage.what, passage.id
            );
            let finding = RULE
                .finding(message)
                .hint("add the other mark, or take this one out");
            findings.push(passage.say(finding, &mark.to_string()));
        }
    }
}

/// The marks without partners, in the order they stand.
fn unpaired(text: &str, pairs: &[(char, char)]) -> Vec<char> {
    let mut open: Vec<(usize, char)> = vec![];
    let mut alone = vec![];
    for (at, c) in text.char_indices() {
        if pairs.iter().any(|(opens, _)| *opens == c) {
            open.push((at, c));
        } else if let Some((opens, _)) = pairs.iter().find(|(_, closes)| *closes == c) {
            match open.iter().rposition(|(_, open)| open == opens) {
                Some(partner) => alone.extend(open.split_off(partner).into_iter().skip(1)),
                // An apostrophe stands alone.
                None if c == '’' => {}
                None => alone.push((at, c)),
            }
        }
    }
    alone.extend(open);
    alone.sort_unstable();
    alone.into_iter().map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners() {
        let pairs: Vec<_> = PAIRS.iter().chain(&OUTSIDE).copied().collect();
        let of = |text: &str| unpaired(text, &pairs).into_iter().collect::<String>();
        assert_eq!(of("《人民日报》“好”（完）"), "");
        assert_eq!(of("《人民日报"), "《");
        assert_eq!(of("人民日报》说“好"), "》“");
        assert_eq!(of("《“甲》乙”"), "“”");
        assert_eq!(of("I’m"), "");
    }
}
