//! What is elastic gives way (弹性): space round heads and at crossheads, heights of pictures, optional
//! parts and pictures, fillers. One thing after the other, each composed, and kept if the page fits
//! better; never more than layout and manifest allow.

mod filler;
mod give;

use std::collections::BTreeMap;

use super::model::Change;
use super::trial::{Bench, Seen};
use crate::layout::Layout;
use crate::makeup::{Fill, Matter, Plan, PlannedPage, Story};
use crate::preflight::SlotFit;

/// A plan in which what is elastic has given way.
pub struct Settled {
    pub plan: Plan,
    /// Whether it is another plan than before.
    pub changed: bool,
    /// What gave way, by page and slot.
    pub changes: BTreeMap<(u32, String), Vec<Change>>,
}

/// How often one thing may give before the next one has its turn.
const TURNS: usize = 3;

/// Lets give way what may, on all pages. `fits` is how they were before.
pub fn settle(bench: &Bench, plan: Plan, fits: Vec<SlotFit>) -> Settled {
    let pages: Vec<u32> = plan.pages.iter().map(|page| page.number).collect();
    settle_pages(bench, plan, &pages, fits)
}

/// The same on some pages alone.
pub fn settle_pages(bench: &Bench, plan: Plan, pages: &[u32], fits: Vec<SlotFit>) -> Settled {
    let mut settled = Settled {
        plan,
        changed: false,
        changes: BTreeMap::new(),
    };
    if !bench.manifest.issue.issue.elastic {
        return settled;
    }
    for page in pages {
        let wanting: Vec<&SlotFit> = (fits.iter())
            .filter(|fit| fit.page == *page && (fit.over_lines > 0 || fit.spare_lines > 0))
            .filter(|fit| gives(&settled.plan, fit))
            .collect();
        if wanting.is_empty() {
            continue;
        }
        let Some(mut seen) = bench.look(&settled.plan, *page, &[]) else {
            continue;
        };
        // What is over first: it may take what another slot would only be filled with.
        let mut slots: Vec<(bool, String)> = wanting
            .iter()
            .map(|fit| (fit.over_lines == 0, fit.slot.clone()))
            .collect();
        slots.sort();
        for (_, slot) in slots {
            Turn {
                bench,
                page: *page,
                slot: &slot,
            }
            .take(&mut settled, &mut seen);
        }
    }
    settled
}

/// Whether a slot has anything that gives way.
fn gives(plan: &Plan, fit: &SlotFit) -> bool {
    let Some(page) = page(plan, fit.page) else {
        return false;
    };
    // Before a jump, what is left over is no gap.
    if fit.part < fit.parts {
        return false;
    }
    let own = page.fills.get(&fit.slot).and_then(story);
    let own = own.is_some_and(|story| {
        !story.allowed.elastic.is_stiff() || !story.allowed.optional.is_empty()
    });
    own || pictures(page, &fit.slot).next().is_some()
}

fn page(plan: &Plan, number: u32) -> Option<&PlannedPage> {
    plan.pages.iter().find(|page| page.number == number)
}

fn story(fill: &Fill) -> Option<&Story> {
    match &fill.matter {
        Matter::Story(story) => Some(story),
        _ => None,
    }
}

/// The pictures whose lines a slot may have, that are elastic or optional.
fn pictures<'a>(
    page: &'a PlannedPage,
    slot: &'a str,
) -> impl Iterator<Item = (&'a str, bool, Option<(usize, usize)>)> {
    page.fills.iter().filter_map(move |(name, fill)| {
        let Matter::Picture { give, .. } = &fill.matter else {
            return None;
        };
        let gives = give.optional || give.height.is_some();
        let takes = || {
            page.layout
                .takers_of(name, give.edge)
                .iter()
                .any(|taker| taker == slot)
        };
        (gives && takes()).then_some((name.as_str(), give.optional, give.height))
    })
}

/// One slot's turn.
struct Turn<'a, 'b> {
    bench: &'a Bench<'b>,
    page: u32,
    slot: &'a str,
}

/// A plan with something changed.
struct Step {
    plan: Plan,
    kind: &'static str,
    /// Lines of text that each line of what gives is worth; 0 where lines are not counted.
    each: i32,
    /// What was done, given the lines that the text lost by it (or gained, below 0).
    text: Box<dyn Fn(i32) -> String>,
}

impl Step {
    /// One that is told as it is.
    fn told(plan: Plan, kind: &'static str, text: String) -> Self {
        let text = Box::new(move |_| text.clone());
        Self {
            plan,
            kind,
            each: 0,
            text,
        }
    }
}

/// What may give, and by how much, if it does.
type Give<'a> = &'a dyn Fn(&Plan, &SlotFit) -> Option<Step>;

impl Turn<'_, '_> {
    /// Everything in its order: what costs least first.
    fn take(&self, settled: &mut Settled, seen: &mut Seen) {
        let order: [Give; 6] = [
            &|plan, fit| self.space(plan, fit),
            &|plan, fit| self.crossheads(plan, fit),
            &|plan, fit| self.text_pictures(plan, fit),
            &|plan, fit| self.picture(plan, fit),
            &|plan, fit| self.part(plan, fit),
            &|plan, fit| self.drop_picture(plan, fit),
        ];
        for give in order {
            for _ in 0..TURNS {
                let Some(fit) = self.unfit(seen) else { return };
                let Some(step) = give(&settled.plan, fit) else {
                    break;
                };
                if !self.keep(settled, seen, step) {
                    break;
                }
            }
        }
        self.fillers(settled, seen);
    }

    fn unfit<'s>(&self, seen: &'s Seen) -> Option<&'s SlotFit> {
        seen.fit(self.page, self.slot)
            .filter(|fit| fit.over_lines > 0 || fit.spare_lines > 0)
    }

    /// Keeps a step if the page fits better by it.
    fn keep(&self, settled: &mut Settled, seen: &mut Seen, step: Step) -> bool {
        let Some(after) = self.bench.look(&step.plan, self.page, &[]) else {
            return false;
        };
        if !after.sound(seen) || after.badness() >= seen.badness() {
            return false;
        }
        // A picture does not go for a line or two: most of its room must be needed.
        if step.kind == "dropped-picture" {
            let now = after.fit(self.page, self.slot);
            let (Some(now), Some(then)) = (now, seen.fit(self.page, self.slot)) else {
                return false;
            };
            if now.spare_lines * 4 > now.lines.saturating_sub(then.lines) {
                return false;
            }
        }
        // A template may have given less than it was asked for: what it did is told.
        let left = |seen: &Seen| {
            let fit = seen.fit(self.page, self.slot)?;
            Some(fit.over_lines as i32 - fit.spare_lines as i32)
        };
        let moved = left(&after)
            .zip(left(seen))
            .map_or(0, |(now, then)| now - then);
        *seen = after;
        settled.plan = step.plan;
        settled.changed = true;
        let changes = settled
            .changes
            .entry((self.page, self.slot.to_owned()))
            .or_default();
        let mut lines = moved / step.each.max(1);
        if step.each > 0 {
            // One thing that gives twice is told once.
            if let Some(at) = changes.iter().position(|old| old.kind == step.kind) {
                lines += changes.remove(at).lines;
            }
            if lines == 0 {
                return true;
            }
        }
        changes.push(Change {
            kind: step.kind,
            text: (step.text)(lines),
            lines,
        });
        true
    }

    /// The plan with the slot's article changed.
    fn with(&self, plan: &Plan, change: impl Fn(&mut Story)) -> Plan {
        let mut plan = plan.clone();
        if let Some(page) = plan.pages.iter_mut().find(|page| page.number == self.page) {
            for fill in page.fills.of_mut(self.slot) {
                if let Matter::Story(story) = &mut fill.matter {
                    change(story);
                }
            }
        }
        plan
    }

    fn story<'p>(&self, plan: &'p Plan) -> Option<&'p Story> {
        page(plan, self.page)?.fills.get(self.slot).and_then(story)
    }
}

/// Legs that begin right below the headline group.
pub fn under_head(fit: &SlotFit) -> usize {
    let first = fit.legs.iter().map(|leg| leg.line).min();
    fit.legs
        .iter()
        .filter(|leg| Some(leg.line) == first)
        .count()
}

/// Legs of a slot that gain a line with each that a picture loses.
pub fn legs_beside(layout: &Layout, picture: &str, slot: &str) -> usize {
    let (Some(picture), Some(host)) = (layout.slots.get(picture), layout.slots.get(slot)) else {
        return 1;
    };
    let grid = &layout.grid;
    let left = grid.x(picture.area.column) - grid.x(host.area.column);
    let right = left + grid.width(picture.area.columns);
    let across = host
        .whole
        .iter()
        .filter(|leg| leg.x < right - 1.0 && leg.x + leg.width > left + 1.0);
    // Legs one below the other gain a line once.
    let mut edges: Vec<i64> = across.map(|leg| (leg.x * 10.0) as i64).collect();
    edges.sort_unstable();
    edges.dedup();
    edges.len().max(1)
}

/// A number of lines in words.
pub fn of_lines(count: usize) -> String {
    format!("{count} line{}", if count == 1 { "" } else { "s" })
}
