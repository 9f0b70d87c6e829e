//! Copyfit on the desk: what is elastic gives way before the pages are set for good, and ways out are
//! found once they are. A build of an issue whose text fits pays for neither.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::files::DeskFiles;
use super::{Layouts, Ways, Wish};
use crate::compose::Finished;
use crate::copyfit::{self, Bench, Change, Composer, Limit, Opener, Settled};
use crate::makeup::Plan;
use crate::manifest::IssueManifest;
use crate::preflight::{self, SlotFit};
use crate::project::Project;

/// Trials of an issue, and seconds for them all: a build must come to its end.
const TRIALS: usize = 300;
const SECONDS: u64 = 60;

/// How the files of an issue are read for trials.
pub fn opener<'a>(project: &'a Project, manifest: &'a IssueManifest) -> Box<Opener<'a>> {
    Box::new(move |work| work(&mut DeskFiles::new(project, manifest)))
}

/// What trials work with.
pub fn bench<'a>(
    project: &'a Project,
    manifest: &'a IssueManifest,
    layouts: &'a Layouts,
    compose: &'a Composer<'a>,
    files: &'a Opener<'a>,
) -> Bench<'a> {
    Bench {
        project,
        manifest,
        layouts,
        compose,
        files,
        spare: project.house.check.spare_lines as usize,
        limit: Limit::new(TRIALS, SECONDS),
        shelf: Mutex::new(BTreeMap::new()),
    }
}

/// The plan in which what is elastic has given way, if it is another one.
pub fn settle(bench: &Bench, plan: &Plan, finished: &Finished) -> Option<Settled> {
    let fits = preflight::fits(plan, &finished.found);
    Some(copyfit::settle(bench, plan.clone(), fits)).filter(|settled| settled.changed)
}

/// Puts into the fits what gave way, and the ways out.
pub fn tell(
    bench: &Bench,
    plan: &Plan,
    finished: &Finished,
    mut changes: BTreeMap<(u32, String), Vec<Change>>,
    fits: &mut [SlotFit],
    wish: &Wish,
) {
    for fit in fits.iter_mut() {
        fit.changes = changes
            .remove(&(fit.page, fit.slot.clone()))
            .unwrap_or_default();
    }
    let short = wish.ways == Ways::Everywhere;
    if short || wish.ways == Ways::Over {
        copyfit::ways(bench, plan, finished, fits, short);
    }
}
