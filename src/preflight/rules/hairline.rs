//! `hairline`: a line thinner than a press can hold.

use super::{Case, Check, Composed, Rule};
use crate::compose::ItemKind;
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "hairline",
    Severity::Error,
    "a line is thinner than 0.25 pt",
    Check::Pages(check),
);

/// The thinnest line that holds on newsprint, pt.
pub const THINNEST: f64 = 0.25;

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    for item in &composed.finished.items {
        let ItemKind::Shape { fill, stroke } = &item.kind else {
            continue;
        };
        let drawn = stroke.map(|stroke| stroke.width);
        // A filled sliver is a line too.
        let sliver = item.area.width().min(item.area.height());
        let sliver = (fill.is_some() && stroke.is_none()).then_some(sliver);
        let Some(width) = drawn.or(sliver).filter(|width| *width < THINNEST - 0.001) else {
            continue;
        };
        let (Some(page), Some(place)) = (case.page(item), case.place(item)) else {
            continue;
        };
        let (x, y) = item.area.middle();
        let message = format!("a line of {width:.2} pt on page {}", page.number);
        let mut finding = RULE
            .finding(message)
            .at(place)
            .related(page.layout.place(""), "the layout that draws it")
            .on(page.number)
            .hint(format!("{THINNEST} pt is the least"))
            .hint(format!(
                "it is {} from the left and {} from the top",
                mm(x),
                mm(y)
            ));
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
}

/// A length for people.
pub fn mm(pt: f64) -> String {
    format!("{:.1} mm", pt * 25.4 / 72.0)
}
