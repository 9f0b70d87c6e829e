//! Articles: each into its slot, or its parts into theirs.

use std::sync::Arc;

use super::page::Maker;
use super::run::{Target, run_of};
use super::{Matter, Run, Story};
use crate::diag::Finding;
use crate::layout::{Slot, SlotKind};
use crate::manifest::Article;

/// An article of more than so many times what its slot holds is refused before it is set.
const HOPELESS: usize = 8;

impl Maker<'_> {
    pub fn articles(&mut self, at: usize) {
        let manifest = self.manifest;
        for article in &manifest.issue.pages[at].articles {
            let targets = self.targets(at, article);
            let takes: &[_] = match targets.len() {
                // A brief is short and stays where it is.
                1 => &[SlotKind::Article, SlotKind::Briefs],
                _ => &[SlotKind::Article],
            };
            let mut found = !targets.is_empty();
            for target in &targets {
                found &= self.slot(target.page, target.slot, target.spot, takes);
            }
            let Some(read) = self.files.article(&article.file) else {
                continue;
            };
            let mut head = self.head(article.head(), &read.head);
            self.marks(&mut head, &article.file);
            if head.headline.is_none() && head.kicker.is_some() {
                self.findings.push(
                    Finding::error("headline", "the article has a kicker and no headline")
                        .at(self.manifest.place(&article.file)),
                );
            }
            let pictures = self.pictures_in(&read);
            let fit = self.fitting(article, &mut head);
            let own = targets.first().and_then(|target| {
                let layout = self.pages.get(target.page)?.layout?;
                layout.slots.get(target.slot)
            });
            let allowed = self.allowed(article, own);
            let mut story = Story {
                fit,
                allowed,
                head,
                article: Arc::new(read),
                pictures,
                run: Run::whole(),
            };
            let first = targets.first().map_or(at, |target| target.page);
            self.place_file(first, &article.file, story.short());
            if !found {
                continue;
            }
            self.hopeless(&targets, &story);
            let number = |page: usize| {
                manifest
                    .issue
                    .pages
                    .get(page)
                    .map_or(0, |page| *page.number)
            };
            for (part, target) in targets.iter().enumerate() {
                story.run = run_of(number, &targets, part);
                let matter = Matter::Story(Box::new(story.clone()));
                self.fill(target.page, target.slot, target.spot, &article.file, matter);
            }
            self.nameless_jump(article, &story, &targets);
        }
    }

    /// A continuation is found by its short headline.
    fn nameless_jump(&mut self, article: &Article, story: &Story, targets: &[Target]) {
        let jumps = targets.windows(2).any(|pair| pair[0].page != pair[1].page);
        if jumps && story.short().is_none() {
            let message = "the article runs on to another page and has no headline";
            self.findings.push(
                Finding::error("headline", message)
                    .at(self.manifest.place(&article.file))
                    .hint("add `headline`, or `short` for the head of the continuation"),
            );
        }
    }

    /// An article many times too long is not worth setting: composition would take its
    /// time over text that cannot be printed.
    fn hopeless(&mut self, targets: &[Target], story: &Story) {
        let slot = |target: &Target| {
            let layout = self.pages.get(target.page)?.layout?;
            layout.slots.get(target.slot).map(Slot::capacity)
        };
        let capacity: Option<usize> = targets.iter().map(slot).sum();
        let (Some(capacity), Some(first)) = (capacity, targets.first()) else {
            return;
        };
        let characters = story.article.characters();
        if characters > capacity.saturating_mul(HOPELESS) {
            let message = format!(
                "the article has {characters} characters; slot `{}` has room for {capacity} at most",
                first.spot.as_str()
            );
            self.findings.push(
                Finding::error("overset", message)
                    .at(self.manifest.place(first.spot))
                    .hint(format!("cut {} characters", characters - capacity)),
            );
        }
    }
}
