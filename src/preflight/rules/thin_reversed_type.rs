//! `thin-reversed-type`: white type so small or so light that ink closes it.

use super::hairline::mm;
use super::{Case, Check, Composed, Rule};
use crate::compose::ItemKind;
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "thin-reversed-type",
    Severity::Warning,
    "reversed type is too small or too light to stay open",
    Check::Pages(check),
);

/// White type is of this size at least, pt.
const SMALLEST: f64 = 8.0;
/// Below this it is of a face with strong strokes.
const STRONG: f64 = 10.0;

/// Whether white type would close, and why.
pub fn broken(size: f64, weight: Option<u16>, inks: [f64; 4]) -> Option<String> {
    if inks.iter().any(|ink| *ink > 0.1) {
        return None;
    }
    let light = weight.is_some_and(|weight| weight < 600);
    match size {
        _ if size < SMALLEST - 0.01 => Some(format!("white type of {size:.1} pt")),
        _ if size < STRONG - 0.01 && light => {
            Some(format!("white type of {size:.1} pt in a light face"))
        }
        _ => None,
    }
}

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    for item in &composed.finished.items {
        let ItemKind::Text(run) = &item.kind else {
            continue;
        };
        let broken = run
            .ink
            .and_then(|inks| broken(run.size, Some(run.weight), inks));
        let (Some(why), Some(page), Some(place)) = (broken, case.page(item), case.place(item))
        else {
            continue;
        };
        let words: String = run.text.chars().take(8).collect();
        let mut finding = RULE
            .finding(format!("{why} on page {}: “{words}”", page.number))
            .at(place)
            .related(page.layout.place(""), "the layout that sets it")
            .on(page.number)
            .hint(format!("{STRONG} pt is enough, or {SMALLEST} pt bold"))
            .hint(format!(
                "it is {} from the left and {} from the top",
                mm(item.area.left),
                mm(item.area.top)
            ));
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
}
