//! `name-variants`: a name is set two ways in one article: two names of three characters or more
//! that differ in one. Of two characters, brothers' names do.

use std::collections::BTreeMap;

use super::passage::passages;
use super::persons::named;
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "name-variants",
    Severity::Note,
    "a name may be set two ways in one article",
    Check::Plan(check),
);

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
    fn one_character_apart() {
        assert!(one_apart("张秀丽", "张秀利"));
        assert!(!one_apart("张秀丽", "李秀丽") && !one_apart("张秀丽", "张秀"));
    }
}
