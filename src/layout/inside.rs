//! Slots that stand inside the text of another (`inside: "lead"`), and slots that overlap
//! without saying so.

use std::collections::BTreeMap;

use super::dict::Reader;
use super::model::{Layout, Slot};
use super::shape;
use crate::diag::{Finding, Place, nearest};

impl Reader<'_> {
    /// Cuts legs around what stands inside, after all slots have been read.
    pub fn inside(&mut self, layout: &mut Layout) {
        let mut sound = true;
        for slot in layout.slots.values() {
            if let Some(host) = &slot.inside {
                sound &= self.host(&layout.slots, slot, host);
            }
        }
        if !sound {
            return;
        }
        let cut: Vec<_> = layout
            .slots
            .values()
            .map(|slot| (slot.name.clone(), layout.legs(slot, &|_| true)))
            .collect();
        for (name, legs) in cut {
            let bare = legs.is_empty();
            let Some(slot) = layout.slots.get_mut(&name) else {
                continue;
            };
            let held = !slot.whole.is_empty();
            slot.legs = legs;
            if bare && held {
                let message =
                    format!("what stands inside slot `{name}` leaves no room for its text");
                self.error(&["slots", &name], message);
            }
        }
    }

    /// Whether a slot can stand inside the one it names.
    fn host(&mut self, slots: &BTreeMap<String, Slot>, slot: &Slot, host: &str) -> bool {
        let name = slot.name.as_str();
        let path = ["slots", name, "inside"];
        let others = || {
            slots
                .values()
                .filter(|other| other.name != name && !other.whole.is_empty())
        };
        let Some(found) = slots.get(host) else {
            self.error(
                &path,
                format!("there is no slot `{host}` for `{name}` to stand in"),
            );
            let near = nearest(host, others().map(|slot| slot.name.as_str()));
            if let (Some(near), Some(finding)) = (near, self.findings.last_mut()) {
                finding.hints.push(format!("did you mean `{near}`?"));
            }
            return false;
        };
        if host == name {
            self.error(&path, format!("slot `{name}` stands inside itself"));
            return false;
        }
        if found.whole.is_empty() {
            let kind = found.kind.word();
            let message = format!(
                "slot `{host}` takes no text that could run around `{name}`: its kind is \"{kind}\""
            );
            self.error(&path, message);
            return false;
        }
        if !slot
            .areas
            .iter()
            .all(|area| shape::cover(&found.areas, area))
        {
            self.error(
                &path,
                format!("slot `{name}` does not lie within slot `{host}`"),
            );
            if let Some(finding) = self.findings.pop() {
                let place = Place::text(&self.text, found.range.clone());
                self.findings
                    .push(finding.related(place, "the slot around it"));
            }
            return false;
        }
        true
    }

    /// Two slots share no cell, unless one says that it stands inside the other.
    pub fn overlaps(&mut self, layout: &Layout) {
        let slots: Vec<_> = layout.slots.values().collect();
        for (at, slot) in slots.iter().enumerate() {
            for other in &slots[..at] {
                // A slot that cannot stand where it says has been reported for that.
                let lost = |slot: &Slot| {
                    let host = slot.inside.as_deref();
                    host.is_some_and(|host| host == slot.name || !layout.slots.contains_key(host))
                };
                let within = is_within(layout, slot, other) || is_within(layout, other, slot);
                let within = within || lost(slot) || lost(other);
                if within || !shape::overlap(&slot.areas, &other.areas) {
                    continue;
                }
                let message = format!("slots `{}` and `{}` overlap", other.name, slot.name);
                let place = Place::text(&self.text, slot.range.clone());
                let first = Place::text(&self.text, other.range.clone());
                let mut finding = Finding::error("layout", message)
                    .at(place)
                    .related(first, "the other one");
                // A picture in the middle of a text is most likely meant to stand there.
                if let Some((small, large)) = inner(slot, other) {
                    finding = finding.hint(format!(
                        "if the text of `{large}` shall run around `{small}`, give `{small}` \
                         `inside: \"{large}\"`"
                    ));
                }
                self.findings.push(finding);
            }
        }
    }
}

/// Whether a slot stands inside another, or inside one that does.
fn is_within(layout: &Layout, slot: &Slot, other: &Slot) -> bool {
    let mut at = slot;
    // No more steps than there are slots: two might name each other.
    for _ in 0..layout.slots.len() {
        match &at.inside {
            Some(host) if *host == other.name => return true,
            Some(host) => match layout.slots.get(host) {
                Some(next) => at = next,
                None => return false,
            },
            None => return false,
        }
    }
    false
}

/// Of two slots the one that lies within the other's text, and that other.
fn inner<'a>(a: &'a Slot, b: &'a Slot) -> Option<(&'a str, &'a str)> {
    let lies = |small: &Slot, large: &Slot| {
        let covered = |area| shape::cover(&large.areas, area);
        !large.whole.is_empty() && small.areas.iter().all(covered)
    };
    if lies(a, b) {
        Some((&a.name, &b.name))
    } else if lies(b, a) {
        Some((&b.name, &a.name))
    } else {
        None
    }
}
