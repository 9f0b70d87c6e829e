//! `name-variants`: a name is set two ways in one article: two names that differ in one
//! character, both where names of writers stand.

use std::collections::BTreeMap;

use super::passage::{is_han, passages};
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "name-variants",
    Severity::Note,
    "a name may be set two ways in one article",
    Check::Plan(check),
);

/// After these a name stands, or several with spaces between.
const BEFORE: [&str; 12] = [
    "全媒体记者",
    "实习记者",
    "本报记者",
    "记者",
    "通讯员",
    "实习生",
    "特约记者",
    "摄影",
    "供图",
    "文/",
    "图/",
    "整理",
];
/// A name ends before these, where no space parts it.
const AFTER: [&str; 12] = [
    "报道", "摄影", "报", "摄", "整理", "供图", "综合", "文", "图", "从", "在", "对",
];

fn check(case: &Case, findings: &mut Vec<Finding>) {
    let passages = passages(case);
    // By article, each name with the passage it stands in first.
    let mut names: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        let known = names.entry(passage.id).or_default();
        for name in named(&passage.text, passage.what == "the byline") {
            if !known.iter().any(|(other, _)| *other == name) {
                known.push((name, at));
            }
        }
    }
    for known in names.values() {
        for (at, (name, passage)) in known.iter().enumerate() {
            let alike = known[..at].iter().find(|(other, _)| one_apart(other, name));
            let (Some((other, first)), Some(passage)) = (alike, passages.get(*passage)) else {
                continue;
            };
            let message = format!("`{}` has the names {other} and {name}", passage.id);
            let mut finding = RULE
                .finding(message)
                .hint("if both are one person, set the name one way");
            if let Some(first) = passages.get(*first) {
                finding = finding.related(first.place(other), "the other name");
            }
            findings.push(passage.say(finding, name));
        }
    }
}

/// The names of writers in a text.
fn named(text: &str, byline: bool) -> Vec<String> {
    let mut names = vec![];
    for before in BEFORE {
        for (at, found) in text.match_indices(before) {
            let rest = &text[at + found.len()..];
            list(rest, &mut names);
        }
    }
    if byline {
        list(text, &mut names);
    }
    names
}

/// Names at the head of a text, parted by spaces or points.
fn list(text: &str, names: &mut Vec<String>) {
    let end = text
        .find(|c: char| !is_han(c) && !matches!(c, ' ' | '、' | '\u{3000}'))
        .unwrap_or(text.len());
    for word in text[..end].split([' ', '、', '\u{3000}']) {
        let mut word = word;
        for before in BEFORE {
            word = word.strip_prefix(before).unwrap_or(word);
        }
        for after in AFTER {
            word = word.strip_suffix(after).unwrap_or(word);
        }
        match word.chars().count() {
            // Of two characters, brothers' names are one apart.
            3 | 4 if names.iter().any(|known| known == word) => {}
            3 | 4 => names.push(word.to_string()),
            0 | 2 => {}
            _ => break,
        }
    }
}

/// Whether two names of one surname and one length differ in a single character.
fn one_apart(a: &str, b: &str) -> bool {
    let same_length = a.chars().count() == b.chars().count();
    let surname = a.chars().next() == b.chars().next();
    let apart = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    same_length && surname && apart == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_writers() {
        let of = |text| named(text, false);
        assert_eq!(
            of("本报讯（记者 张秀丽 通讯员 李大明）为"),
            ["张秀丽", "李大明"]
        );
        assert_eq!(of("记者从市气象局获悉"), [""; 0]);
        assert!(one_apart("张秀丽", "张秀利"));
        assert!(!one_apart("张秀丽", "李秀丽") && !one_apart("张秀丽", "张秀"));
    }
}
