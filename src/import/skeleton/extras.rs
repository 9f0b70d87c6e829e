//! What stands beside articles: pictures, tables, advertisements and teasers get their slots.

use super::page::{Planned, belongs};
use super::{Extra, Wishes};
use crate::diag::Finding;
use crate::layout::{Slot, SlotKind};

/// Gives pictures, tables, advertisements and teasers their slots.
pub fn extras(pages: &mut [Planned], wishes: &Wishes, findings: &mut Vec<Finding>) {
    let mut left: Vec<usize> = (0..wishes.pictures.len()).collect();
    let mut tables: Vec<usize> = (0..wishes.tables.len()).collect();
    for round in 0..2 {
        for page in pages.iter_mut() {
            let own: Vec<usize> = page
                .articles
                .iter()
                .map(|(_, at)| *at)
                .chain(page.left.iter().copied())
                .collect();
            let meant = |extra: &Extra| {
                belongs(extra, page.number, &own, wishes) || (round == 1 && extra.page.is_none())
            };
            let wished: Vec<usize> = left
                .iter()
                .copied()
                .filter(|at| wishes.pictures.get(*at).is_some_and(meant))
                .collect();
            let sheets: Vec<usize> = tables
                .iter()
                .copied()
                .filter(|at| wishes.tables.get(*at).is_some_and(meant))
                .collect();
            let taken = page.take_pictures(wished, wishes);
            left.retain(|at| !taken.contains(at));
            let taken = page.take_tables(sheets);
            tables.retain(|at| !taken.contains(at));
        }
    }
    let told = left
        .iter()
        .filter_map(|at| wishes.pictures.get(*at))
        .chain(tables.iter().filter_map(|at| wishes.tables.get(*at)));
    for extra in told {
        let message = format!(
            "no slot is free for `{}`; it stands in a comment of the manifest",
            extra.file
        );
        findings.push(Finding::warning("import-left-over", message).at(extra.from.clone()));
    }
    let leads: Vec<(u32, usize)> = pages
        .iter()
        .filter_map(|page| Some((page.number, page.lead(wishes)?)))
        .collect();
    for page in pages.iter_mut() {
        page.ads = page
            .slots(SlotKind::Ad)
            .into_iter()
            .filter(|slot| !slot.optional)
            .map(|slot| slot.name)
            .collect();
        for slot in page.slots(SlotKind::Teasers) {
            // Teasers point at other pages; on an issue of one page, at the page itself.
            let mut targets: Vec<usize> = leads
                .iter()
                .filter(|(number, _)| *number != page.number)
                .map(|(_, at)| *at)
                .collect();
            if targets.is_empty() && !slot.optional {
                targets = page.articles.iter().map(|(_, at)| *at).take(1).collect();
            }
            targets.truncate(slot.most.unwrap_or(4));
            page.teasers
                .extend(targets.into_iter().map(|at| (slot.name.clone(), at)));
        }
        let slots: Vec<Slot> = page.layout.slots.values().cloned().collect();
        let empty = slots
            .into_iter()
            .filter(|slot| !slot.optional && !page.is_filled(&slot.name));
        page.empty = empty.map(|slot| (slot.name, slot.kind)).collect();
    }
}

impl Planned {
    /// The longest article of the page that has a headline.
    fn lead(&self, wishes: &Wishes) -> Option<usize> {
        let placed = self.articles.iter().map(|(_, at)| *at);
        let titled = placed.filter(|at| {
            wishes
                .pieces
                .get(*at)
                .is_some_and(|piece| !piece.headline.is_empty())
        });
        titled.max_by_key(|at| {
            wishes
                .pieces
                .get(*at)
                .map_or(0, |piece| piece.want.characters)
        })
    }

    fn take_pictures(&mut self, wished: Vec<usize>, wishes: &Wishes) -> Vec<usize> {
        let mut taken = vec![];
        let of = |at: usize| {
            wishes
                .pictures
                .get(at)
                .and_then(|picture| picture.of.clone())
        };
        let mut slots = self.slots(SlotKind::Picture);
        slots.sort_by(|a, b| {
            let size = |slot: &Slot| slot.size.0 * slot.size.1;
            (a.optional, b.inside.is_some(), size(b))
                .partial_cmp(&(b.optional, a.inside.is_some(), size(a)))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        for slot in slots {
            if self.is_filled(&slot.name) {
                continue;
            }
            let host = slot
                .inside
                .as_ref()
                .and_then(|host| self.articles.iter().find(|(name, _)| name == host));
            let host = host.and_then(|(_, at)| Some(wishes.pieces.get(*at)?.file.clone()));
            let free: Vec<usize> = wished
                .iter()
                .copied()
                .filter(|at| !taken.contains(at))
                .collect();
            // What stands in an article's text belongs to it, if it has a picture.
            let choice = match &host {
                Some(host) => free
                    .iter()
                    .copied()
                    .find(|at| of(*at).as_ref() == Some(host))
                    .or(free.first().copied().filter(|_| !slot.optional)),
                None => free.first().copied(),
            };
            if let Some(at) = choice {
                self.pictures.push((slot.name.clone(), at));
                taken.push(at);
            }
        }
        for slot in self.slots(SlotKind::Gallery) {
            let held = self
                .pictures
                .iter()
                .filter(|(name, _)| *name == slot.name)
                .count();
            let room = slot.most.unwrap_or(6).saturating_sub(held);
            let free: Vec<usize> = wished
                .iter()
                .copied()
                .filter(|at| !taken.contains(at))
                .take(room)
                .collect();
            self.pictures
                .extend(free.iter().map(|at| (slot.name.clone(), *at)));
            taken.extend(free);
        }
        taken
    }

    fn take_tables(&mut self, wished: Vec<usize>) -> Vec<usize> {
        let mut taken = vec![];
        for slot in self.slots(SlotKind::Table) {
            let free = wished.iter().copied().find(|at| !taken.contains(at));
            if let (false, Some(at)) = (self.is_filled(&slot.name), free) {
                self.tables.push((slot.name, at));
                taken.push(at);
            }
        }
        taken
    }
}
