//! Who fills which slot, as far as a manifest tells without its layouts.

use std::collections::HashMap;

use super::check::{Check, Numbers};
use super::model::Page;
use super::{SlotRef, Spot};
use crate::diag::{Finding, brief};

/// What fills a slot.
#[derive(Clone, Copy)]
struct User<'a> {
    slot: &'a Spot<String>,
    kind: &'static str,
    /// Whether nothing can share a slot with it, whatever the slot's kind.
    alone: bool,
}

impl<'a> Check<'a> {
    /// Walks all slots in the order of the file, noting who fills which. Some slots take
    /// several things of a kind; which, only their layouts know, and make-up asks them.
    pub fn slots(&mut self, numbers: &Numbers) {
        let mut filled = HashMap::new();
        for (index, page) in self.manifest.issue.pages.iter().enumerate() {
            for article in &page.articles {
                self.slot_or_slots(article);
                // What runs through several slots shares none of them.
                let alone = article.slots().count() > 1;
                for slot in article.slots().filter(|slot| slot.is_placed()) {
                    let only_here = article.slots.is_none();
                    if let Some(at) = self.target(slot, index, only_here, numbers) {
                        let user = User {
                            slot,
                            kind: "article",
                            alone,
                        };
                        self.fill(&mut filled, at, user);
                    }
                }
            }
            let user = |slot, kind, alone| User { slot, kind, alone };
            let pictures = page
                .pictures
                .iter()
                .map(|picture| user(&picture.slot, "picture", false));
            let ads = page.ads.iter().map(|ad| user(&ad.slot, "ad", true));
            let tables = page
                .tables
                .iter()
                .map(|table| user(&table.slot, "table", false));
            let teasers = page
                .teasers
                .iter()
                .map(|teaser| user(&teaser.slot, "teaser", false));
            for user in pictures.chain(ads).chain(tables).chain(teasers) {
                if user.slot.is_placed()
                    && let Some(at) = self.target(user.slot, index, true, numbers)
                {
                    self.fill(&mut filled, at, user);
                }
            }
        }
    }

    fn slot_or_slots(&mut self, article: &super::Article) {
        let finding = match (&article.slot, &article.slots) {
            (None, None) if article.file.is_placed() => {
                Finding::error("slot-missing", "the article has neither `slot` nor `slots`")
                    .at(self.place(&article.file))
                    .hint("add `slot = \"…\"`, a slot of the page's layout")
            }
            (Some(slot), Some(slots)) if slot.is_placed() && slots.is_placed() => {
                Finding::error("slot-and-slots", "the article has both `slot` and `slots`")
                    .at(self.place(slots))
                    .related(self.place(slot), "one slot is named here")
                    .hint("keep `slots` alone and name all slots in it, in reading order")
            }
            _ => return,
        };
        self.findings.push(finding);
    }

    /// The page's index and the name of the slot that is meant, if that is clear.
    fn target(
        &mut self,
        slot: &'a Spot<String>,
        own: usize,
        only_here: bool,
        numbers: &Numbers,
    ) -> Option<(usize, &'a str)> {
        let reference = match SlotRef::parse(slot) {
            Ok(reference) => reference,
            Err(reason) => {
                let message = format!("`{}` is not a slot reference: {reason}", brief(slot));
                self.findings.push(
                    Finding::error("slot-reference", message)
                        .at(self.place(slot))
                        .hint("write `lead` for a slot of this page, `4:lead` for one of page 4"),
                );
                return None;
            }
        };
        let Some(number) = reference.page else {
            return Some((own, reference.slot));
        };
        if only_here {
            let name = reference.slot;
            self.findings.push(
                Finding::error(
                    "slot-reference",
                    format!("`slot` cannot name page {number}"),
                )
                .at(self.place(slot))
                .hint(format!(
                    "give it under page {number} as `slot = \"{name}\"`"
                ))
                .hint("an article that runs over several pages has `slots = [\"…\", \"4:…\"]`"),
            );
            return None;
        }
        let index = numbers.by_number.get(&number);
        if index.is_none() && numbers.known {
            let mut known: Vec<_> = numbers.by_number.keys().collect();
            known.sort();
            let list: Vec<_> = known
                .iter()
                .take(16)
                .map(|number| number.to_string())
                .collect();
            self.findings.push(
                Finding::error("unknown-page", format!("the issue has no page {number}"))
                    .at(self.place(slot))
                    .hint(format!("it has page {}", list.join(", "))),
            );
        }
        index.map(|index| (*index, reference.slot))
    }

    fn fill(
        &mut self,
        filled: &mut HashMap<(usize, &'a str), User<'a>>,
        at: (usize, &'a str),
        user: User<'a>,
    ) {
        let first = *filled.entry(at).or_insert(user);
        let same = std::ptr::eq(first.slot, user.slot);
        if !same && (first.kind != user.kind || first.alone || user.alone) {
            let page = name_of(&self.manifest.issue.pages[at.0]);
            let message = format!("slot `{}` of {page} is used twice", brief(at.1));
            let finding = Finding::error("slot-used-twice", message)
                .at(self.place(user.slot))
                .related(self.place(first.slot), "first used here");
            self.findings.push(finding);
        }
    }
}

fn name_of(page: &Page) -> String {
    match page.number.is_placed() {
        true => format!("page {}", page.number),
        false => "this page".into(),
    }
}
