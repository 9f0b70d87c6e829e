//! Ways out by another place: a slot whose article fits here, or one that is free.

use std::collections::BTreeSet;

use serde_json::json;

use super::{FREE, SWAPS, Seeker, UNDER};
use crate::compose::Mark;
use crate::copyfit::model::{Edit, Kind, Way};
use crate::layout::SlotKind;
use crate::makeup::{Fill, Matter, PlannedPage};

impl Seeker<'_, '_> {
    /// Another article with which this one changes places, and both fit.
    pub(super) fn swap(&self) -> Vec<Way> {
        if self.story.run.parts > 1 || !self.headed() {
            return vec![];
        }
        let mut found: Vec<(bool, usize, &PlannedPage, &str, &Fill)> = vec![];
        for page in &self.plan.pages {
            for (slot, fill) in &page.fills {
                let Matter::Story(story) = &fill.matter else {
                    continue;
                };
                let kind = page.layout.slots.get(slot).map(|slot| slot.kind);
                if fill.id == self.fill.id || story.run.parts > 1 || kind != Some(SlotKind::Article)
                {
                    continue;
                }
                let Some(other) = self.capacity(page, slot) else {
                    continue;
                };
                let (own, theirs) = (self.story.article.characters(), story.article.characters());
                // As much over, or as much under, as an estimate may be wrong.
                let near =
                    |text: usize, room: usize| text * 100 <= room * 106 && text * 100 >= room * 70;
                if near(own, other) && near(theirs, self.fit.capacity) {
                    found.push((
                        page.number != self.fit.page,
                        other.abs_diff(own),
                        page,
                        slot,
                        fill,
                    ));
                }
            }
        }
        found.sort_by_key(|(far, off, page, slot, _)| (*far, *off, page.number, slot.to_string()));
        let mut found = found.into_iter().take(SWAPS);
        let way = found.find_map(|(far, _, page, slot, fill)| self.swapped(far, page, slot, fill));
        way.into_iter().collect()
    }

    /// Characters that fill another slot, its headline taken off.
    fn capacity(&self, page: &PlannedPage, slot: &str) -> Option<usize> {
        let pieces = self
            .finished
            .found
            .iter()
            .filter_map(|found| match &found.mark {
                Mark::Piece(info)
                    if info.slot == slot
                        && self.plan.pages.get(found.page)?.number == page.number =>
                {
                    Some(info.lines * info.measure)
                }
                _ => None,
            });
        Some(pieces.sum()).filter(|sum| *sum > 0)
    }

    fn swapped(&self, far: bool, page: &PlannedPage, slot: &str, fill: &Fill) -> Option<Way> {
        let edits = match far {
            true => vec![Edit::Swap {
                first: (self.fit.page, self.fill.id.clone()),
                second: (page.number, fill.id.clone()),
            }],
            false => {
                let other = |key: &str, value| Edit::Set {
                    page: page.number,
                    entry: "article",
                    file: fill.id.clone(),
                    key: key.into(),
                    value,
                };
                vec![
                    self.set("slot", json!(slot)),
                    other("slot", json!(self.fit.slot)),
                ]
            }
        };
        let pages = [self.fit.page, page.number];
        let before = match far {
            true => self.bench.attempt(&[], None, &pages)?,
            false => self.bench.attempt(&[], None, &pages[..1])?,
        };
        let seen = self
            .bench
            .attempt(&edits, None, if far { &pages } else { &pages[..1] })?;
        let spare = self.judged_but(&seen, &before, &[(page.number, slot)])?;
        let there = seen.fit(page.number, slot)?;
        let most = self.bench.spare.max(UNDER);
        if there.over_lines > 0 || there.spare_lines > most || spare > most {
            return None;
        }
        let on = if far {
            format!(" of page {}", page.number)
        } else {
            String::new()
        };
        let text = format!("change places with `{}` in slot `{slot}`{on}", fill.id);
        Some(self.way(Kind::Swap, text, spare, edits))
    }

    /// A free slot, on this page or another, that takes the rest.
    pub(super) fn run_on(&self) -> Vec<Way> {
        if !self.over() || self.story.run.parts > 3 || !self.headed() && self.story.run.parts == 1 {
            return vec![];
        }
        let own: Vec<String> = match self.entry() {
            Some(article) => article.slots().map(|slot| slot.to_string()).collect(),
            None => return vec![],
        };
        let home = self.home(&self.fill.id);
        let mut free = vec![];
        for page in &self.bench.manifest.issue.pages {
            let Some(layout) = self.bench.layouts.get(page.layout.as_str()) else {
                continue;
            };
            let taken = self.taken(*page.number);
            for slot in layout
                .slots
                .values()
                .filter(|slot| slot.kind == SlotKind::Article)
            {
                if !taken.contains(slot.name.as_str()) {
                    free.push((*page.number, slot.name.clone()));
                }
            }
        }
        // What is near first.
        free.sort_by_key(|(page, slot)| (page.abs_diff(home), *page, slot.clone()));
        let mut free = free.into_iter().take(FREE);
        let way = free.find_map(|(page, slot)| {
            let mut slots = own.clone();
            slots.push(if page == home {
                slot.clone()
            } else {
                format!("{page}:{slot}")
            });
            let edits = vec![self.set("slots", json!(slots))];
            let before = self.bench.attempt(&[], None, &[self.fit.page, page])?;
            let seen = self.bench.attempt(&edits, None, &[self.fit.page, page])?;
            let there = seen.fit(page, &slot).filter(|fit| fit.over_lines == 0)?;
            // A few lines in a large slot are no way out.
            let filled: usize = there.legs.iter().map(|leg| leg.filled).sum();
            if filled * 3 < there.lines {
                return None;
            }
            self.judged_but(&seen, &before, &[(page, &slot)])?;
            let text = format!("run on to slot `{slot}` of page {page}");
            Some(self.way(Kind::RunOn, text, there.spare_lines, edits))
        });
        way.into_iter().collect()
    }

    /// Slots of a page that something of the manifest stands in.
    fn taken(&self, number: u32) -> BTreeSet<String> {
        let mut taken = BTreeSet::new();
        for page in &self.bench.manifest.issue.pages {
            for slot in page.articles.iter().flat_map(|article| article.slots()) {
                if let Ok(reference) = crate::manifest::SlotRef::parse(slot)
                    && reference.page.unwrap_or(*page.number) == number
                {
                    taken.insert(reference.slot.to_owned());
                }
            }
        }
        taken
    }
}
