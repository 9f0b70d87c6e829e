//! Preflight (印前检查): reads the finished pages back and says what must not be printed.

mod body;
mod conservation;
mod differs;
mod fit;
mod jumps;
pub mod pdf;
pub mod press;
pub mod rules;

pub use self::fit::{FrameFit, SlotFit, amount, fill as filled, fits};

use std::collections::BTreeSet;

use typst_kit::fonts::FontStore;

use crate::compose::{Finished, Found, InkFault, ItemKind, Mark};
use crate::diag::{Finding, Severity};
use crate::fonts;
use crate::makeup::{Matter, Plan, in_mm};
use crate::project::Project;

/// Families that the pages are set in and that no file of fonts/ has.
pub fn outside(project: &Project, fonts: &FontStore, finished: &Finished) -> Vec<String> {
    let folder = project.root.join("fonts");
    let families: BTreeSet<&str> = (finished.items.iter())
        .filter_map(|item| match &item.kind {
            ItemKind::Text(run) => Some(run.family.as_str()),
            _ => None,
        })
        .collect();
    let own = |family: &str| {
        let mut faces = fonts.book().select_family(&family.to_lowercase());
        faces.any(|face| {
            let path = fonts.source(face).and_then(fonts::path);
            path.is_some_and(|path| path.starts_with(&folder))
        })
    };
    let outside = families.into_iter().filter(|family| !own(family));
    outside.map(String::from).collect()
}

/// What the finished pages show.
pub struct Checked {
    /// Each slot that holds an article, in the order of pages and slots.
    pub fits: Vec<SlotFit>,
    pub findings: Vec<Finding>,
}

/// Checks the pages against the plan they were made from.
pub fn check(plan: &Plan, finished: &Finished) -> Checked {
    let found = &finished.found;
    let fits = fit::fits(plan, found);
    let mut findings = fit::check(plan, &fits);
    findings.extend(jumps::check(plan, &fits));
    findings.extend(conservation::check(plan, found));
    findings.extend(booked(plan));
    findings.extend(complaints(plan, found));
    findings.extend(inks(plan, &finished.ink_faults));
    Checked { fits, findings }
}

/// What the layouts complain of, at the place that fills the slot.
fn complaints(plan: &Plan, found: &[Found]) -> Vec<Finding> {
    let mut findings = vec![];
    for entry in found {
        let (Mark::Complaint(slot, message, warning, rule), Some(page)) =
            (&entry.mark, plan.pages.get(entry.page))
        else {
            continue;
        };
        let severity = if *warning {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = format!("{message} (slot `{slot}` of page {})", page.number);
        let place = page.fills.get(slot).map_or(&page.place, |fill| &fill.place);
        findings.push(
            Finding::new(
                rules::find(rule).map_or("layout-limit", |rule| rule.id),
                severity,
                message,
            )
            .at(place.clone())
            .in_slot(page.number, slot)
            .related(page.layout.place(slot), "the slot"),
        );
    }
    findings
}

/// What a layout sets in the wrong ink.
fn inks(plan: &Plan, faults: &[InkFault]) -> Vec<Finding> {
    let mut findings = vec![];
    for fault in faults {
        let Some(page) = plan.pages.get(fault.page) else {
            continue;
        };
        let message = format!("{} (page {})", fault.message, page.number);
        findings.push(
            Finding::error("ink", message)
                .at(page.layout.place(""))
                .related(page.place.clone(), "the page"),
        );
    }
    findings
}

/// A place that is only booked must not be printed.
fn booked(plan: &Plan) -> Vec<Finding> {
    let mut findings = vec![];
    for page in &plan.pages {
        for (name, fill) in &page.fills {
            let (Matter::Ad { path: None, .. }, Some(slot)) =
                (&fill.matter, page.layout.slots.get(name))
            else {
                continue;
            };
            let size = in_mm(slot.size);
            let message = format!(
                "the advertisement for slot `{name}` of page {} has not come",
                page.number
            );
            findings.push(
                Finding::error("ad-missing", message)
                    .at(fill.place.clone())
                    .hint(format!(
                        "add its `file`, {size}; until then `--proof` shows the place"
                    )),
            );
        }
    }
    findings
}
