//! Jumps (转版): the slots that an article runs through, and whether the trade would let it.

use super::page::Maker;
use crate::diag::{Finding, brief};
use crate::manifest::{Article, SlotRef, Spot};

/// The most slots an article may run through: each needs a round of layout to know where
/// the one before it ended, and composition has five.
const MOST_PARTS: usize = 4;

/// Which part of an article fills a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// From 0.
    pub part: usize,
    pub parts: usize,
    /// Where the part before stands; nothing for the first.
    pub from: Option<Stop>,
    /// Where the next part stands; nothing for the last.
    pub to: Option<Stop>,
}

/// Another part of the same article.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub page: u32,
    pub slot: String,
}

impl Run {
    /// An article in one slot.
    pub fn whole() -> Self {
        Self {
            part: 0,
            parts: 1,
            from: None,
            to: None,
        }
    }

    /// Whether this is the part with the headline group.
    pub fn is_first(&self) -> bool {
        self.part == 0
    }
}

/// One slot that an article names: the page's place in the plan, and the slot.
#[derive(Clone, Copy)]
pub struct Target<'m> {
    pub page: usize,
    pub slot: &'m str,
    pub spot: &'m Spot<String>,
}

impl<'m> Maker<'m> {
    /// The slots of an article, as far as the issue has their pages. What is wrong with a
    /// reference has been reported with the manifest.
    pub fn targets(&mut self, own: usize, article: &'m Article) -> Vec<Target<'m>> {
        let pages = &self.manifest.issue.pages;
        let resolve = |spot: &'m Spot<String>| {
            let reference = SlotRef::parse(spot).ok()?;
            let page = match reference.page {
                None => own,
                Some(number) => pages.iter().position(|page| *page.number == number)?,
            };
            Some(Target {
                page,
                slot: reference.slot,
                spot,
            })
        };
        let targets: Vec<_> = article.slots().filter_map(resolve).collect();
        self.jumps(article, &targets);
        targets
    }

    /// One jump an article is enough for a reader; the rest can be set, or cannot.
    fn jumps(&mut self, article: &Article, targets: &[Target]) {
        let Some(spot) = &article.slots else { return };
        let turns = targets
            .windows(2)
            .filter(|pair| pair[0].page != pair[1].page);
        let jumps = turns.count();
        if targets.len() > MOST_PARTS {
            let message = format!(
                "`{}` runs through {} slots; at most {MOST_PARTS} can be set",
                brief(&article.file),
                targets.len()
            );
            self.findings
                .push(Finding::error("jump", message).at(self.manifest.place(spot)));
        } else if jumps > 1 {
            let message = format!("`{}` jumps {jumps} times", brief(&article.file));
            self.findings.push(
                Finding::warning("jump", message)
                    .at(self.manifest.place(spot))
                    .hint("one jump an article is what readers follow"),
            );
        }
    }
}

/// The run of one of several targets.
pub fn run_of(number: impl Fn(usize) -> u32, targets: &[Target], part: usize) -> Run {
    let stop = |at: Option<usize>| {
        let target = targets.get(at?)?;
        Some(Stop {
            page: number(target.page),
            slot: target.slot.into(),
        })
    };
    Run {
        part,
        parts: targets.len(),
        from: stop(part.checked_sub(1)),
        to: stop(Some(part + 1)),
    }
}
