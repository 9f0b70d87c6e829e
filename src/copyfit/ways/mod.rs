//! Ways out for a slot that is over or badly under: each kind is searched for the least that fits, and
//! told only if it was composed and does. In the order in which a night editor would take them.

mod head;
mod material;
mod place;
mod text;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::Value;

use super::model::{Cut, Edit, Kind, Way};
use super::trial::{Bench, Seen};
use crate::compose::Finished;
use crate::layout::SlotKind;
use crate::makeup::{FILLER, Fill, Matter, Plan, PlannedPage, Story};
use crate::preflight::SlotFit;

/// Lines that a slot may have left before it is told how to fill it.
const UNDER: usize = 3;
/// How often a search goes on after its first guess did not fit.
const GUESSES: usize = 4;
/// What no picture loses of its height, in hundredths.
const MOST_CROPPED: usize = 35;
/// Articles that are tried in another's place.
const SWAPS: usize = 4;
/// Free slots that are tried.
const FREE: usize = 3;

/// Whether ways out are looked for: text is over, or more is spare than passes for none.
pub fn wants_ways(fit: &SlotFit, spare: usize) -> bool {
    let badly = fit.over_lines > 0 || fit.spare_lines > UNDER.max(spare);
    badly && !fit.slot.ends_with(FILLER)
}

/// Finds the ways out of every slot that is over, and with `short` of those badly under, into `fits`.
pub fn ways(bench: &Bench, plan: &Plan, finished: &Finished, fits: &mut [SlotFit], short: bool) {
    let wanted = |fit: &SlotFit| wants_ways(fit, bench.spare) && (short || fit.over_lines > 0);
    let found: Vec<Vec<Way>> = (fits.iter())
        .map(|fit| match wanted(fit) {
            true => search(bench, plan, finished, fit),
            false => vec![],
        })
        .collect();
    for (fit, ways) in fits.iter_mut().zip(found) {
        fit.ways = ways;
    }
}

fn search(bench: &Bench, plan: &Plan, finished: &Finished, fit: &SlotFit) -> Vec<Way> {
    let Some((page, fill)) = crate::preflight::filled(plan, fit) else {
        return vec![];
    };
    let Matter::Story(story) = &fill.matter else {
        return vec![];
    };
    // Before a jump, nothing can be over or under; and what is over several times has another trouble.
    if fit.part < fit.parts || fit.over_lines > fit.lines * 3 {
        return vec![];
    }
    let Some(before) = bench.attempt(&[], None, &[fit.page]) else {
        return vec![];
    };
    let first = first_page(story, fit.page);
    let seeker = Seeker {
        bench,
        plan,
        finished,
        page,
        fill,
        story,
        fit,
        first,
        before,
    };
    // Far too much text is cut, or goes elsewhere: no air and no picture's edge would do.
    let far = fit.over_lines * 2 > fit.lines;
    let one = |at: usize| match at {
        0 | 2 | 4 | 5 | 6 | 8 if far => vec![],
        0 => seeker.space(),
        1 => seeker.drop(),
        2 => seeker.crop(),
        3 => seeker.filler(),
        4 => seeker.headline_size(),
        5 => seeker.headline_lines(),
        6 => seeker.tighten(),
        7 => seeker.cuts(),
        8 => seeker.swap(),
        _ => seeker.run_on(),
    };
    let mut ways = side_by_side(10, &one);
    ways.sort_by_key(|way| way.kind);
    for (at, way) in ways.iter_mut().enumerate() {
        way.number = at + 1;
    }
    ways
}

/// Runs searches side by side and gives what they found, in their order. Each waits for compositions
/// that use the shared pool themselves, so they have threads of their own.
fn side_by_side(count: usize, one: &(dyn Fn(usize) -> Vec<Way> + Sync)) -> Vec<Way> {
    let workers = thread::available_parallelism()
        .map_or(1, NonZeroUsize::get)
        .min(4);
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, Vec<Way>)>> = Mutex::new(vec![]);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        break;
                    }
                    let ways = one(at);
                    found
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push((at, ways));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, ways)| ways).collect()
}

/// The page on which an article begins, whose manifest entry it is.
fn first_page(story: &Story, page: u32) -> u32 {
    // Of an article that runs on, only the one before is known here; `entry` looks for the rest.
    story.run.from.as_ref().map_or(page, |stop| stop.page)
}

struct Seeker<'a, 'b> {
    bench: &'a Bench<'b>,
    plan: &'a Plan,
    finished: &'a Finished,
    page: &'a PlannedPage,
    fill: &'a Fill,
    story: &'a Story,
    fit: &'a SlotFit,
    first: u32,
    before: Seen,
}

impl Seeker<'_, '_> {
    fn over(&self) -> bool {
        self.fit.over_lines > 0
    }

    /// Whether the slot's headline group stands here.
    fn headed(&self) -> bool {
        let briefs = self
            .page
            .layout
            .slots
            .get(&self.fit.slot)
            .map(|slot| slot.kind)
            == Some(SlotKind::Briefs);
        self.story.run.is_first() && !briefs
    }

    /// The page whose manifest entry the article is.
    fn home(&self, file: &str) -> u32 {
        let pages = &self.bench.manifest.issue.pages;
        let home = pages.iter().find(|page| {
            page.articles
                .iter()
                .any(|article| article.file.as_str() == file)
        });
        home.map_or(self.first, |page| *page.number)
    }

    fn set(&self, key: &str, value: Value) -> Edit {
        let file = self.fill.id.clone();
        Edit::Set {
            page: self.home(&file),
            entry: "article",
            file,
            key: key.into(),
            value,
        }
    }

    fn set_picture(&self, file: &str, key: &str, value: Value) -> Edit {
        Edit::Set {
            page: self.fit.page,
            entry: "picture",
            file: file.into(),
            key: key.into(),
            value,
        }
    }

    /// Tries a change: the lines that are spare then, if the slot fits and nothing else is worse.
    fn fits(&self, edits: &[Edit], cut: Option<&Cut>) -> Option<usize> {
        let seen = self.bench.attempt(edits, cut, &[self.fit.page])?;
        self.judged(&seen, &self.before)
    }

    fn judged(&self, seen: &Seen, before: &Seen) -> Option<usize> {
        self.judged_but(seen, before, &[])
    }

    /// The same, where some other slots are judged by themselves.
    fn judged_but(&self, seen: &Seen, before: &Seen, but: &[(u32, &str)]) -> Option<usize> {
        let own = (self.fit.page, self.fit.slot.as_str());
        let fit = seen.fit(own.0, own.1)?;
        let full = match self.over() {
            true => fit.over_lines == 0,
            false => fit.over_lines == 0 && fit.spare_lines <= self.bench.spare,
        };
        let but: Vec<(u32, &str)> = but.iter().copied().chain([own]).collect();
        let others = seen.others_fit(before, &but, self.bench.spare.max(2));
        (full && others && seen.sound(before)).then_some(fit.spare_lines)
    }

    fn way(&self, kind: Kind, text: String, spare: usize, edits: Vec<Edit>) -> Way {
        Way {
            number: 0,
            kind,
            text,
            spare_lines: spare,
            edits,
            cut: None,
        }
    }

    fn entry(&self) -> Option<&crate::manifest::Article> {
        let pages = &self.bench.manifest.issue.pages;
        let mut all = pages.iter().flat_map(|page| &page.articles);
        all.find(|article| article.file.as_str() == self.fill.id)
    }
}
