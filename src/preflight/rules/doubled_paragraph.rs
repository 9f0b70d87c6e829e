//! `doubled-paragraph`: a paragraph stands twice in the issue.

use std::collections::HashMap;

use super::passage::passages;
use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "doubled-paragraph",
    Severity::Error,
    "a paragraph stands twice in the issue",
    Check::Plan(check),
);

/// Shorter ones are formulas: （完）, or a list's items.
const SHORTEST: usize = 16;

fn check(case: &Case, findings: &mut Vec<Finding>) {
    let passages = passages(case);
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, passage) in passages.iter().enumerate().filter(|(_, one)| one.body) {
        let words: String = passage
            .text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        if words.chars().count() < SHORTEST {
            continue;
        }
        let before = *first.entry(words).or_insert(at);
        if let Some(before) = passages.get(before).filter(|_| before != at) {
            let begins: String = passage.text.chars().take(12).collect();
            let message = format!(
                "{} of `{}` is {} of `{}` again: “{begins}…”",
                passage.what, passage.id, before.what, before.id
            );
            findings.push(
                RULE.finding(message)
                    .at(passage.start())
                    .in_slot(passage.page, passage.slot)
                    .related(before.start(), "it stands here first")
                    .hint("take one of them out"),
            );
        }
    }
}
