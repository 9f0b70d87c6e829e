//! `text-near-trim`: text so near the edge of the sheet that the knife may take it.

use super::{Case, Check, Composed, Rule};
use crate::compose::{Item, ItemKind};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "text-near-trim",
    Severity::Warning,
    "text stands too near the trim",
    Check::Pages(check),
);

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let least = *case.project.house.check.trim_distance * 72.0 / 25.4;
    let mut worst: Vec<(&Item, f64)> = vec![];
    for item in &composed.finished.items {
        let (ItemKind::Text(_), Some(page)) = (&item.kind, case.page(item)) else {
            continue;
        };
        let (sheet, area) = (page.layout.sheet, item.area);
        let distance = [
            area.left,
            area.top,
            sheet.width - area.right,
            sheet.height - area.bottom,
        ];
        let distance = distance.into_iter().fold(f64::MAX, f64::min);
        if distance >= least - 0.01 {
            continue;
        }
        // One finding for what belongs together: the run that is nearest.
        let kin = |other: &&mut (&Item, f64)| {
            other.0.page == item.page && key(case, other.0) == key(case, item)
        };
        match worst.iter_mut().find(kin) {
            Some(known) if known.1 <= distance => {}
            Some(known) => *known = (item, distance),
            None => worst.push((item, distance)),
        }
    }
    for (item, distance) in worst {
        let (Some(page), Some(place), ItemKind::Text(run)) =
            (case.page(item), case.place(item), &item.kind)
        else {
            continue;
        };
        let words: String = run.text.chars().take(8).collect();
        let message = format!(
            "“{words}” stands {:.1} mm from the trim of page {}",
            distance * 25.4 / 72.0,
            page.number
        );
        let mut finding = RULE
            .finding(message)
            .at(place)
            .related(page.layout.place(""), "the layout")
            .on(page.number)
            .hint(format!(
                "keep {} mm; trim_distance under [check] in dayang.toml is the limit",
                *case.project.house.check.trim_distance
            ));
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
}

/// The slot in which an item stands.
fn key(case: &Case, item: &Item) -> Option<String> {
    case.fill(item).map(|(slot, _)| slot.to_string())
}
