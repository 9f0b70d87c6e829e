//! `page-order`: the manifest's pages do not stand in order, or one between them is missing.

use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "page-order",
    Severity::Warning,
    "pages are out of order, or one between them is missing",
    Check::Plan(check),
);

fn check(case: &Case, findings: &mut Vec<Finding>) {
    let pages: Vec<_> = (case.manifest.issue.pages.iter())
        .map(|page| &page.number)
        .filter(|number| number.is_placed())
        .collect();
    for pair in pages.windows(2) {
        let [before, after] = pair else { continue };
        if ***after < ***before {
            let message = format!("page {after} stands after page {before}");
            findings.push(
                RULE.finding(message)
                    .at(case.manifest.place(after))
                    .related(case.manifest.place(before), "the page before it")
                    .on(***after)
                    .hint("put the pages in the order of their numbers"),
            );
        }
    }
    let mut sorted = pages;
    sorted.sort_by_key(|number| ***number);
    for pair in sorted.windows(2) {
        let [before, after] = pair else { continue };
        let (low, high) = (***before, ***after);
        if high > low.saturating_add(1) {
            let missing = match high - low {
                2 => format!("page {}", low + 1),
                _ => format!("pages {} to {}", low + 1, high - 1),
            };
            let are = if high - low == 2 { "is" } else { "are" };
            let message = format!("{missing} {are} missing before page {high}");
            findings.push(
                RULE.finding(message)
                    .at(case.manifest.place(after))
                    .on(high)
                    .hint("add the missing `[[page]]`, or mend the number"),
            );
        }
    }
}
