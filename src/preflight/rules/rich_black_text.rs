//! `rich-black-text`: small type in two inks or more, which the press's smallest shift blurs.

use super::hairline::mm;
use super::{Case, Check, Composed, Rule};
use crate::compose::ItemKind;
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "rich-black-text",
    Severity::Error,
    "small type is set in two inks or more",
    Check::Pages(check),
);

/// Type below this is of one ink, pt; what passes for black below the other.
const COLOURED: f64 = 10.0;
const BLACK: f64 = 12.0;

/// Whether type of a size may not have these inks, and why.
pub fn broken(size: f64, inks: [f64; 4]) -> Option<String> {
    let count = inks.iter().filter(|ink| **ink > 0.005).count();
    let black = inks[3] > 0.5 || inks.iter().sum::<f64>() > 2.4;
    let least = if black { BLACK } else { COLOURED };
    (count >= 2 && size < least - 0.01).then(|| {
        let [c, m, y, k] = inks.map(|ink| (ink * 100.0).round());
        let kind = if black { "black type" } else { "type" };
        format!("{kind} of {size:.1} pt is set in {count} inks (C{c} M{m} Y{y} K{k})")
    })
}

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    for item in &composed.finished.items {
        let ItemKind::Text(run) = &item.kind else {
            continue;
        };
        let Some(why) = run.ink.and_then(|inks| broken(run.size, inks)) else {
            continue;
        };
        let (Some(page), Some(place)) = (case.page(item), case.place(item)) else {
            continue;
        };
        let words: String = run.text.chars().take(8).collect();
        let mut finding = RULE
            .finding(format!("{why} on page {}: “{words}”", page.number))
            .at(place)
            .related(page.layout.place(""), "the layout that sets it")
            .on(page.number)
            .hint("set small type in black ink alone, cmyk(0%, 0%, 0%, 100%)")
            .hint(format!(
                "it is {} from the left and {} from the top",
                mm(item.area.left),
                mm(item.area.top)
            ));
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
}
