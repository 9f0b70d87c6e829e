//! `underfilled-slot`: an article ends before its slot does.

use super::{Case, Check, Composed, Rule};
use crate::diag::{Finding, Severity};
use crate::preflight::amount;

pub const RULE: Rule = Rule::new(
    "underfilled-slot",
    Severity::Warning,
    "an article ends lines before its slot does",
    Check::Pages(check),
);

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let most = case.project.house.check.spare_lines as usize;
    for fit in composed.fits {
        if fit.spare_lines <= most || fit.over_lines > 0 {
            continue;
        }
        let page = case.plan.pages.iter().find(|page| page.number == fit.page);
        let Some((page, fill)) = page.and_then(|page| Some((page, page.fills.get(&fit.slot)?)))
        else {
            continue;
        };
        let message = format!(
            "article `{}` leaves {} of slot `{}` of page {} empty",
            fit.article,
            amount(fit.spare_lines, fit.spare_characters),
            fit.slot,
            fit.page
        );
        findings.push(
            RULE.finding(message)
                .at(fill.place.clone())
                .related(page.layout.place(&fit.slot), "the slot")
                .in_slot(fit.page, &fit.slot)
                .hint(format!(
                    "add some {} characters, a picture or a crosshead, or give the slot {} lines fewer",
                    fit.spare_characters, fit.spare_lines
                ))
                .hint("`dayang fit` tries what would fill it"),
        );
    }
}
