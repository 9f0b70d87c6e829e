//! Whether slots and what the manifest puts there agree: slots that are unknown, of
//! another kind, used twice, too full or empty.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::{Maker, Use};
use crate::diag::{Finding, Place, brief, nearest};
use crate::layout::{Layout, Slot, SlotKind};
use crate::manifest::Spot;

impl Maker<'_> {
    /// Whether the layout of a page has the slot and it takes one of these kinds of thing,
    /// the first of which is the usual one.
    pub fn slot(&mut self, at: usize, name: &str, spot: &Spot<String>, takes: &[SlotKind]) -> bool {
        let Some(desk) = self.pages.get_mut(at) else {
            return false;
        };
        let place = self.manifest.place(spot);
        let first = desk.named.get(name).cloned();
        if spot.is_placed() {
            let used = Use {
                place: place.clone(),
                kinds: takes.len(),
                kind: takes.first().copied(),
            };
            desk.named.entry(name.into()).or_insert(used);
        }
        let Some(layout) = desk.layout else {
            // What kind of slot it would be is not known.
            return spot.is_placed();
        };
        if !spot.is_placed() {
            return false;
        }
        let Some(slot) = layout.slots.get(name) else {
            self.unknown_slot(at, layout, name, spot, takes);
            return false;
        };
        if let (Some(first), false) = (first, slot.kind.several()) {
            // What could share no slot of any kind has been reported with the manifest.
            if first.kinds > 1 && takes.len() > 1 && first.kind == takes.first().copied() {
                let message = format!("slot `{}` of {} is used twice", brief(name), self.page(at));
                self.findings.push(
                    Finding::error("slot-used-twice", message)
                        .at(place)
                        .related(first.place, "first used here"),
                );
            }
        } else if !takes.contains(&slot.kind) {
            let message = format!(
                "slot `{}` takes {}, not {}",
                slot.name,
                slot.kind.phrase(),
                takes.first().map_or("this", |kind| kind.phrase()),
            );
            self.findings.push(
                Finding::error("slot-kind", message)
                    .at(place)
                    .related(layout.place(&slot.name), "the slot"),
            );
        }
        takes.contains(&slot.kind)
    }

    fn unknown_slot(
        &mut self,
        at: usize,
        layout: &Layout,
        name: &str,
        spot: &Spot<String>,
        takes: &[SlotKind],
    ) {
        let of_kind = |slot: &&Slot| takes.contains(&slot.kind);
        let names: Vec<&str> = layout
            .slots
            .values()
            .filter(of_kind)
            .map(|slot| slot.name.as_str())
            .collect();
        let message = format!("layout `{}` has no slot `{}`", layout.name, brief(name));
        let place = self.manifest.place(spot);
        let near = nearest(name, names.iter().copied());
        if let (Some(near), Some(desk)) = (near, self.pages.get_mut(at)) {
            let used = Use {
                place: place.clone(),
                kinds: 0,
                kind: None,
            };
            desk.named.entry(near.into()).or_insert(used);
        }
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => {
                let what = takes.first().map_or("this", |kind| kind.phrase());
                format!("it has no slots for {what}")
            }
            None => format!("its slots of this kind are {}", names.join(", ")),
        };
        self.findings
            .push(Finding::error("unknown-slot", message).at(place).hint(hint));
    }

    /// What can be said once everything has found its place.
    pub fn check(&mut self) {
        let manifest = self.manifest;
        for (at, page) in manifest.issue.pages.iter().enumerate() {
            let Some(layout) = self.pages[at].layout else {
                continue;
            };
            self.too_many(at, layout);
            self.twice(at);
            // What a mended manifest has lost may have been meant for any slot.
            if manifest.sound {
                let place = manifest.place(&page.number);
                self.empty_slots(at, layout, *page.number, &place);
            }
        }
    }

    /// A slot that nothing fills would leave a hole in the page.
    fn empty_slots(&mut self, at: usize, layout: &Layout, number: u32, place: &Place) {
        for slot in layout.slots.values() {
            if !slot.optional && !self.pages[at].named.contains_key(&slot.name) {
                let message = format!("slot `{}` of page {number} is empty", slot.name);
                let hint = format!(
                    "add a `[[page.{}]]` with slot = \"{}\"",
                    slot.kind.entry(),
                    slot.name
                );
                self.findings.push(
                    Finding::error("empty-slot", message)
                        .at(place.clone())
                        .related(layout.place(&slot.name), "the slot")
                        .hint(hint),
                );
            }
        }
    }

    /// A slot for several things has a limit where its layout sets one.
    fn too_many(&mut self, at: usize, layout: &Arc<Layout>) {
        for slot in layout.slots.values() {
            let Some(most) = slot.most else { continue };
            let desk = &self.pages[at];
            let count = desk.fills.of(&slot.name).count();
            if let Some(extra) = desk.fills.of(&slot.name).nth(most) {
                let message = format!(
                    "slot `{}` of {} takes at most {most}, not {count}",
                    slot.name,
                    self.page(at)
                );
                self.findings.push(
                    Finding::error("slot-full", message)
                        .at(extra.place.clone())
                        .related(layout.place(&slot.name), "the slot"),
                );
            }
        }
    }

    /// A picture or table placed twice on a page is a slip, and could not be told apart.
    fn twice(&mut self, at: usize) {
        let mut seen = BTreeSet::new();
        let mut findings = vec![];
        for fill in self.pages[at].fills.values() {
            let what = match &fill.matter {
                super::Matter::Picture { .. } => "picture",
                super::Matter::Table(_) => "table",
                _ => continue,
            };
            if !seen.insert(&fill.id) {
                let message = format!(
                    "{what} `{}` stands twice on {}",
                    brief(&fill.id),
                    self.page(at)
                );
                findings.push(Finding::error("placed-twice", message).at(fill.place.clone()));
            }
        }
        self.findings.extend(findings);
    }

    /// A page's name in a message.
    pub fn page(&self, at: usize) -> String {
        match self.manifest.issue.pages.get(at) {
            Some(page) if page.number.is_placed() => format!("page {}", page.number),
            _ => "this page".into(),
        }
    }
}
