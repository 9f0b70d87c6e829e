//! The files of an issue: of each page one that is known from before, or one that is made now;
//! and of these that of the whole issue.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::compose::{self, Before, Composed, Set};
use crate::diag::Finding;
use crate::makeup::PlannedPage;
use crate::preflight;
use crate::print::{self, Job, Settings, check::Violation, intent::Intent};
use crate::shelf::{Key, Parts, Shelf};
use crate::world::ProjectFiles;

/// Runs that a page stays for after the last that used it.
const RUNS: u64 = 3;

/// A page's file, and what the reader of press rules says of it.
pub struct Ready {
    pub bytes: Vec<u8>,
    pub violations: Vec<Violation>,
}

/// Files that were made in the last runs.
#[derive(Default)]
pub struct Files(HashMap<Key, (u64, Arc<Ready>)>);

impl Files {
    /// Begins a run: what none of the last used is forgotten.
    pub fn begin(&mut self, run: u64) {
        let oldest = run.saturating_sub(RUNS);
        self.0.retain(|_, (used, _)| *used >= oldest);
    }
}

/// What pages are printed by.
pub struct Printing<'a> {
    pub job: &'a Job<'a>,
    pub settings: &'a Settings,
    pub intent: &'a Intent,
    pub project: &'a ProjectFiles,
    pub seconds: u64,
}

/// A page that is to be a file, and where it was set.
struct Wanted<'a> {
    page: &'a PlannedPage,
    /// Its set among all, and its place in that.
    set: usize,
    own: usize,
    key: Key,
    lasting: bool,
}

impl Printing<'_> {
    /// The files of some pages, given as places in the plan with their pages.
    pub fn pages(
        &self,
        pages: &[(usize, &PlannedPage)],
        composed: &mut Composed,
        files: &mut Files,
        before: &mut Before,
    ) -> Result<Vec<Arc<Ready>>, Vec<Finding>> {
        let wanted: Vec<Wanted> = (pages.iter())
            .filter_map(|(at, page)| self.wanted(*at, page, composed))
            .collect();
        let known = |wanted: &Wanted| {
            let kept = files.0.get(&wanted.key).map(|(_, ready)| ready.clone());
            kept.or_else(|| read(before.shelf.filter(|_| wanted.lasting)?, &wanted.key))
        };
        let known: Vec<Option<Arc<Ready>>> = wanted.iter().map(known).collect();
        let missing = || {
            wanted
                .iter()
                .zip(&known)
                .filter(|(_, ready)| ready.is_none())
        };
        let sets: Vec<usize> = missing().map(|(wanted, _)| wanted.set).collect();
        self.with_frames(sets, composed, before)?;
        let sets: Vec<Arc<Set>> = composed.sets.iter().map(|(_, set)| set.clone()).collect();
        let ready: Result<Vec<Arc<Ready>>, Vec<Finding>> = (wanted.par_iter().zip(known))
            .map(|(wanted, known)| match known {
                Some(ready) => Ok(ready),
                None => self.make(wanted, &sets, before.shelf).map(Arc::new),
            })
            .collect();
        let ready = ready?;
        let run = before.memory.runs();
        for (wanted, ready) in wanted.iter().zip(&ready) {
            files.0.insert(wanted.key, (run, ready.clone()));
        }
        Ok(ready)
    }

    fn wanted<'a>(
        &self,
        at: usize,
        page: &'a PlannedPage,
        composed: &Composed,
    ) -> Option<Wanted<'a>> {
        let mut sets = composed.sets.iter().enumerate();
        let (set, own) = sets.find_map(|(set, (group, _))| {
            let own = group.pages.iter().position(|page| *page == at)?;
            Some((set, own))
        })?;
        let (group, found) = composed.sets.get(set)?;
        let mut parts = Parts::new("page");
        parts.add(found.id.as_bytes());
        parts.add(&(own as u64).to_le_bytes());
        self.job.add_to(&mut parts, self.settings, self.intent);
        Some(Wanted {
            page,
            set,
            own,
            key: parts.key(),
            lasting: group.lasting,
        })
    }

    /// Sets those anew that came without their frames.
    fn with_frames(
        &self,
        mut sets: Vec<usize>,
        composed: &mut Composed,
        before: &mut Before,
    ) -> Result<(), Vec<Finding>> {
        sets.dedup();
        sets.retain(|set| {
            let found = composed.sets.get(*set);
            found.is_some_and(|(_, set)| set.frames.is_none())
        });
        let groups: Vec<_> = (sets.iter())
            .filter_map(|set| composed.sets.get(*set))
            .map(|(group, _)| group.clone())
            .collect();
        if groups.is_empty() {
            return Ok(());
        }
        let made = compose::set_anew(&groups, self.project, self.seconds, before)?;
        for (at, set) in sets.into_iter().zip(made) {
            if let Some(place) = composed.sets.get_mut(at) {
                place.1 = set;
            }
        }
        Ok(())
    }

    fn make(
        &self,
        wanted: &Wanted,
        sets: &[Arc<Set>],
        shelf: Option<&Shelf>,
    ) -> Result<Ready, Vec<Finding>> {
        let frames = sets.get(wanted.set).and_then(|set| set.frames.as_ref());
        let found = frames.and_then(|(pages, info)| Some((pages.get(wanted.own)?, info)));
        let Some((page, info)) = found else {
            let number = wanted.page.number;
            let message = format!("page {number} was not set");
            return Err(vec![Finding::error("pdf", message)]);
        };
        let (job, settings, intent) = (self.job, self.settings, self.intent);
        let bytes = print::page(page, info, wanted.page.number, job, settings, intent)?;
        // A proof claims to be no press file and is not asked to be one.
        let violations = match job.proof {
            true => vec![],
            false => preflight::press::violations(&bytes, wanted.page.mono),
        };
        // One that is not fit for the press is not kept: it is mended first.
        if let Some(shelf) = shelf.filter(|_| wanted.lasting && violations.is_empty()) {
            shelf.write(&wanted.key, &bytes);
        }
        Ok(Ready { bytes, violations })
    }
}

fn read(shelf: &Shelf, key: &Key) -> Option<Arc<Ready>> {
    let bytes = shelf.read(key)?;
    let violations = vec![];
    Some(Arc::new(Ready { bytes, violations }))
}
