//! `bleed-missing`: a picture or a ground runs to the trim and not beyond it.

use super::{Case, Check, Composed, Rule};
use crate::compose::ItemKind;
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "bleed-missing",
    Severity::Error,
    "a picture or ground touches the trim without bleed",
    Check::Pages(check),
);

/// What ends this near the trim is meant to reach it, pt.
pub const NEAR: f64 = 1.0;
/// The least bleed where the house asks for none, pt (3 mm).
pub const LEAST: f64 = 3.0 * 72.0 / 25.4;

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let asked = *case.project.house.print.bleed * 72.0 / 25.4;
    let needed = if asked > 0.0 { asked } else { LEAST };
    for item in &composed.finished.items {
        let paints = match &item.kind {
            ItemKind::Picture => true,
            ItemKind::Shape { fill, .. } => {
                // White touches nothing.
                fill.is_some_and(|inks| inks.is_none_or(|inks| inks.iter().any(|ink| *ink > 0.0)))
            }
            ItemKind::Text(_) => false,
        };
        let Some(page) = case.page(item).filter(|_| paints) else {
            continue;
        };
        let (sheet, area) = (page.layout.sheet, item.area);
        let sides = [
            ("left", area.left),
            ("top", area.top),
            ("right", sheet.width - area.right),
            ("foot", sheet.height - area.bottom),
        ];
        // Beyond the trim by less than the bleed, or by enough where nothing is kept of it.
        let short = |rest: f64| rest < NEAR && (asked == 0.0 || rest > -needed + 0.1);
        let named: Vec<&str> = sides
            .iter()
            .filter(|(_, rest)| short(*rest))
            .map(|(name, _)| *name)
            .collect();
        let (false, Some(place)) = (named.is_empty(), case.place(item)) else {
            continue;
        };
        let what = match item.kind {
            ItemKind::Picture => "a picture",
            _ => "a ground",
        };
        let message = format!(
            "{what} runs to the trim at the {} of page {} without bleed",
            named.join(" and "),
            page.number
        );
        let hint = match asked {
            0.0 => "set `bleed` under [print] in dayang.toml, and let it run on by as much".into(),
            _ => format!("let it run {:.1} mm beyond the trim", needed * 25.4 / 72.0),
        };
        let mut finding = RULE
            .finding(message)
            .at(place)
            .related(page.layout.place(""), "the layout")
            .on(page.number)
            .hint(hint)
            .hint("or keep it off the trim");
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
}
