//! Trials: pages made up and composed with something changed, in memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::apply;
use super::cut;
use super::model::{Cut, Edit};
use super::settle::{Settled, settle_pages};
use crate::compose::{Finished, ItemKind, Mark};
use crate::copy;
use crate::diag::{Finding, Place, Severity, SourceText};
use crate::layout::Layout;
use crate::makeup::{self, Files, Plan};
use crate::manifest::{IssueManifest, Spot};
use crate::preflight::{self, SlotFit};
use crate::project::Project;
use crate::table::Table;

/// Composes a plan, if that can be done.
pub type Composer<'a> = dyn Fn(&Plan) -> Option<Finished> + Sync + 'a;

/// Hands out the files of an issue, for makers of plans that work side by side.
pub type Opener<'a> = dyn Fn(&mut dyn FnMut(&mut dyn Files)) + Sync + 'a;

/// What trials work with.
pub struct Bench<'a> {
    pub project: &'a Project,
    pub manifest: &'a IssueManifest,
    pub layouts: &'a BTreeMap<String, Arc<Layout>>,
    pub compose: &'a Composer<'a>,
    pub files: &'a Opener<'a>,
    /// Spare lines that are no gap.
    pub spare: usize,
    pub limit: Limit,
    /// Articles that have been read, by their files.
    pub shelf: Mutex<BTreeMap<String, Option<copy::Article>>>,
}

/// How far a search goes. The number of trials is what ends it, so that it gives the same each time; the
/// clock is there for pages that take uncommonly long.
pub struct Limit {
    tried: AtomicUsize,
    most: usize,
    until: Instant,
}

impl Limit {
    pub fn new(most: usize, seconds: u64) -> Self {
        Self {
            tried: AtomicUsize::new(0),
            most,
            until: Instant::now() + Duration::from_secs(seconds),
        }
    }

    /// Whether one more may be tried.
    pub fn one_more(&self) -> bool {
        self.tried.fetch_add(1, Ordering::Relaxed) < self.most && Instant::now() < self.until
    }
}

/// Pages as they were composed, and what is wrong with them.
pub struct Seen {
    pub fits: Vec<SlotFit>,
    /// Errors by their rules, overset text aside.
    errors: BTreeMap<&'static str, usize>,
    /// Text on rules and pictures.
    clashes: usize,
}

impl Seen {
    pub fn of(plan: &Plan, finished: &Finished, more: &[Finding]) -> Self {
        let checked = preflight::check(plan, finished);
        let mut errors = BTreeMap::new();
        for finding in checked.findings.iter().chain(more) {
            if finding.severity == Severity::Error && finding.rule != "overset" {
                *errors.entry(finding.rule).or_default() += 1;
            }
        }
        Self {
            fits: checked.fits,
            errors,
            clashes: clashes(finished),
        }
    }

    /// Whether nothing is worse than before but for the fit.
    pub fn sound(&self, before: &Self) -> bool {
        let known = |rule: &&'static str| before.errors.get(*rule).copied().unwrap_or(0);
        self.clashes <= before.clashes
            && self
                .errors
                .iter()
                .all(|(rule, count)| *count <= known(rule))
    }

    pub fn fit(&self, page: u32, slot: &str) -> Option<&SlotFit> {
        self.fits
            .iter()
            .find(|fit| fit.page == page && fit.slot == slot)
    }

    /// How far the pages are from fitting: what is over weighs more than any gap, and a line that a
    /// leg leaves blank before text goes on in the next one is a gap too.
    pub fn badness(&self) -> usize {
        let feet = |fit: &SlotFit| {
            let last = fit.legs.iter().rposition(|leg| leg.filled > 0).unwrap_or(0);
            let before = fit.legs.iter().take(last);
            before
                .map(|leg| leg.lines - leg.filled.min(leg.lines))
                .sum::<usize>()
        };
        (self.fits.iter())
            .map(|fit| fit.over_lines * 1000 + fit.spare_lines + feet(fit))
            .sum()
    }

    /// Whether no slot but some is over that was not, and none has become a gap.
    pub fn others_fit(&self, before: &Self, but: &[(u32, &str)], spare: usize) -> bool {
        self.fits.iter().all(|fit| {
            let old = before.fit(fit.page, &fit.slot);
            let (over, empty) = old.map_or((0, 0), |old| (old.over_lines, old.spare_lines));
            but.contains(&(fit.page, fit.slot.as_str()))
                || (fit.over_lines <= over && fit.spare_lines <= empty.max(spare + 1))
        })
    }
}

/// Pieces of text that stand on a rule, or on a picture in a slot: a layout draws some where it alone
/// knows that there is a blank line.
fn clashes(finished: &Finished) -> usize {
    let pieces = finished.found.iter().filter_map(|found| match &found.mark {
        Mark::Piece(info) => Some((found.page, found.at, info)),
        _ => None,
    });
    let things: Vec<_> = (finished.items.iter())
        .filter(|item| item.mark.is_none())
        .filter(|item| match &item.kind {
            ItemKind::Shape { .. } => item.area.bottom - item.area.top < 6.0,
            ItemKind::Picture(_) => true,
            ItemKind::Text(_) => false,
        })
        .collect();
    let mut count = 0;
    for (page, (x, y), info) in pieces {
        let pitch = info.pitch.to_pt();
        // The blank below the last line is not the text's.
        let foot = y + info.filled as f64 * pitch - 3.0;
        let right = x + info.size.x.to_pt();
        count += things
            .iter()
            .filter(|item| {
                let area = &item.area;
                item.page == page
                    && !info.vertical
                    && area.right.min(right) - area.left.max(x) > 12.0
                    && area.bottom.min(foot) > area.top.max(y + 1.0)
            })
            .count();
    }
    count
}

impl Bench<'_> {
    /// Composes a page of a plan with those that it cannot be set without.
    pub fn look(&self, plan: &Plan, page: u32, more: &[Finding]) -> Option<Seen> {
        self.look_at(plan, &[page], more)
    }

    /// The same for several pages at once.
    pub fn look_at(&self, plan: &Plan, pages: &[u32], more: &[Finding]) -> Option<Seen> {
        let plan = plan.only(pages);
        let finished = (self.compose)(&plan)?;
        Some(Seen::of(&plan, &finished, more))
    }

    /// Tries a change of the manifest, or a cut, on some pages. Nothing if the limit is reached, or if they
    /// cannot be composed.
    pub fn attempt(&self, edits: &[Edit], cut: Option<&Cut>, pages: &[u32]) -> Option<Seen> {
        if !self.limit.one_more() {
            return None;
        }
        let text = apply::edited(&self.manifest.source.text, edits).ok()?;
        let source = SourceText::new(&self.manifest.source.path, text);
        let read = IssueManifest::of(self.project, source, self.manifest.dir.clone());
        let manifest = read.value?;
        let mut made = None;
        (self.files)(&mut |files| {
            let mut files = Shelf {
                files,
                shelf: &self.shelf,
            };
            made = Some(makeup::plan(&manifest, self.layouts, &mut files));
        });
        let (mut plan, mut findings) = made?;
        findings.extend(read.findings);
        if let Some(cut) = cut {
            cut::cut(&mut plan, cut);
        }
        // What is elastic gives way in a trial as it would in a build.
        let before = self.look_at(&plan, pages, &findings)?;
        let Settled { plan, changed, .. } = settle_pages(self, plan, pages, before.fits.clone());
        if !changed {
            return Some(before);
        }
        self.look_at(&plan, pages, &findings)
    }
}

impl Plan {
    /// Some pages, and those that their articles come from or go on to.
    pub fn only(&self, pages: &[u32]) -> Self {
        let mut whole = self.clone();
        let mut kept: Vec<u32> = vec![];
        for page in pages {
            let mut one = self.clone();
            one.retain(*page);
            kept.extend(one.pages.iter().map(|page| page.number));
        }
        whole.pages.retain(|page| kept.contains(&page.number));
        whole
    }
}

/// Files with the articles that were read before.
struct Shelf<'a> {
    files: &'a mut dyn Files,
    shelf: &'a Mutex<BTreeMap<String, Option<copy::Article>>>,
}

impl Files for Shelf<'_> {
    fn article(&mut self, file: &Spot<String>) -> Option<copy::Article> {
        let known = self
            .shelf
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(file.as_str())
            .cloned();
        if let Some(known) = known {
            return known;
        }
        let read = self.files.article(file);
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.insert(file.to_string(), read.clone());
        read
    }

    fn path(&mut self, file: &Spot<String>) -> Option<String> {
        self.files.path(file)
    }

    fn picture(&mut self, article: &copy::Article, file: &str, line: usize) -> Option<String> {
        self.files.picture(article, file, line)
    }

    fn table(&mut self, file: &Spot<String>) -> Option<Table> {
        self.files.table(file)
    }

    fn house_fillers(&mut self) -> Vec<(String, Place, copy::Article)> {
        self.files.house_fillers()
    }

    fn clean(&mut self, line: &str) -> String {
        self.files.clean(line)
    }
}
