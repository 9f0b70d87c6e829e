//! `ink-over-limit`: a ground or heavy type has more ink than the paper takes, over 15 mm² or
//! more. Pictures are kept within the limit when they are made ready.

use super::{Case, Check, Composed, Rule};
use crate::compose::{Box2, Item, ItemKind};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "ink-over-limit",
    Severity::Error,
    "more ink than the paper takes over 15 mm²",
    Check::Pages(check),
);

/// The area over which ink is judged, in pt² (15 mm²).
pub const AREA: f64 = 15.0 * (72.0 / 25.4) * (72.0 / 25.4);

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let limit = *case.project.house.print.ink_limit;
    for item in &composed.finished.items {
        let (inks, area, what) = match &item.kind {
            ItemKind::Shape { fill, stroke } => {
                let stroke = stroke.and_then(|stroke| {
                    let long = item.area.width().max(item.area.height());
                    Some((stroke.ink?, stroke.width * long))
                });
                let fill = fill
                    .flatten()
                    .map(|inks| (inks, item.area.width() * item.area.height()));
                match fill
                    .into_iter()
                    .chain(stroke)
                    .find(|(inks, _)| over(*inks, limit))
                {
                    Some((inks, area)) => (inks, area, "a ground or rule"),
                    None => continue,
                }
            }
            // A han character's strokes cover some third of its square.
            ItemKind::Text(run) => match run.ink {
                Some(inks) => (inks, run.size * run.size / 3.0, "type"),
                None => continue,
            },
            ItemKind::Picture => continue,
        };
        if !over(inks, limit) || area < AREA {
            continue;
        }
        let (Some(page), Some(place)) = (case.page(item), case.place(item)) else {
            continue;
        };
        let message = format!(
            "{what} on page {} has {:.0} % of ink, and the paper takes {limit:.0} %",
            page.number,
            total(inks)
        );
        let mut finding = RULE
            .finding(message)
            .at(place)
            .related(page.layout.place(""), "the layout that draws it")
            .on(page.number)
            .hint("take some cyan, magenta and yellow out and let black do their work");
        finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
        findings.push(finding);
    }
    overprinted(case, composed, limit, findings);
}

fn total(inks: [f64; 4]) -> f64 {
    inks.iter().sum::<f64>() * 100.0
}

fn over(inks: [f64; 4], limit: f64) -> bool {
    total(inks) > limit + 0.5
}

/// Black type prints over what is under it, so both add up: heavy headlines on grounds.
fn overprinted(case: &Case, composed: &Composed, limit: f64, findings: &mut Vec<Finding>) {
    let items = &composed.finished.items;
    for (at, item) in items.iter().enumerate() {
        let ItemKind::Text(run) = &item.kind else {
            continue;
        };
        let black = run
            .ink
            .is_some_and(|ink| ink[3] > 0.99 && ink[..3].iter().all(|ink| *ink < 0.01));
        if !black || run.size * run.size / 3.0 < AREA {
            continue;
        }
        let Some(inks) = ground(&items[..at], item) else {
            continue;
        };
        // Black of the ground counts once.
        let sum = (inks[0] + inks[1] + inks[2] + 1.0) * 100.0;
        let (Some(page), Some(place)) = (case.page(item), case.place(item)) else {
            continue;
        };
        if sum > limit + 0.5 {
            let message = format!(
                "black type of {:.0} pt over a ground of page {} comes to {sum:.0} % of ink, and the paper takes {limit:.0} %",
                run.size, page.number
            );
            let mut finding = RULE
                .finding(message)
                .at(place)
                .related(page.layout.place(""), "the layout that draws it")
                .on(page.number)
                .hint("make the ground lighter, or reverse the type out of it");
            finding.slot = case.fill(item).map(|(slot, _)| slot.to_string());
            findings.push(finding);
        }
    }
}

/// The inks of the ground on which an item stands: the last that was painted around it.
fn ground(before: &[Item], item: &Item) -> Option<[f64; 4]> {
    let under = |ground: &Box2| ground.cut(&item.area) == item.area;
    let last = before
        .iter()
        .rev()
        .filter(|other| other.page == item.page && under(&other.area))
        .find_map(|other| match &other.kind {
            ItemKind::Shape {
                fill: Some(inks), ..
            } => Some(*inks),
            ItemKind::Picture => Some(None),
            _ => None,
        });
    last.flatten()
}
