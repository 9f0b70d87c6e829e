//! One issue's way from the desk to its folder, and on to where it is delivered: what `build` and
//! `deliver` share. From the first look at the manifest to the last file nobody else writes there.

mod places;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use self::places::Places;
use super::progress;
use crate::deliver::WORK;
use crate::deliver::ledger::Settled;
use crate::deliver::lock::{self, Lock, LockError};
use crate::deliver::send::Sent;
use crate::deliver::target::Target;
use crate::desk::{self, Session, Wish};
use crate::diag::{Finding, Place, Severity, has_errors, terminal};
use crate::manifest::IssueManifest;
use crate::project::{Project, reason};
use crate::states::{States, guard};

/// What is to be done with an issue.
pub struct Job<'a> {
    pub wish: Wish,
    /// The folder for its files; without it, `out/` of the project.
    pub output: Option<&'a Path>,
    /// Whether it is one of several, each in a folder of its own.
    pub several: bool,
    pub delivery: Option<Delivery<'a>>,
}

/// How it is delivered.
#[derive(Clone)]
pub struct Delivery<'a> {
    /// The folder, if not the house's.
    pub to: Option<&'a Path>,
    /// These pages only.
    pub pages: &'a [u32],
    /// Pages that are there already, too.
    pub again: bool,
}

/// What became of it.
#[derive(Default)]
pub struct Done {
    pub result: desk::Result,
    /// The files of the output folder, and whether each was written anew.
    pub written: Vec<(PathBuf, bool)>,
    /// The pages, each with its version.
    pub settled: Vec<Settled>,
    pub sent: Option<Sent>,
}

/// An issue in its project.
struct Found {
    project: Project,
    manifest: IssueManifest,
}

/// Finds an issue without saying what is wrong with it: the desk does.
fn find(issue: &Path) -> Option<Found> {
    let project = Project::find(issue).value?;
    let manifest = IssueManifest::read(&project, issue).value?;
    Some(Found { project, manifest })
}

/// Takes an issue as far as it goes.
pub fn run(session: &mut Session, job: &Job, issue: &Path) -> Done {
    let mut done = Done::default();
    let Some(found) = find(issue) else {
        done.result = session.run(issue, &job.wish);
        return done;
    };
    let target = match target(job, &found, issue) {
        Ok(target) => target,
        Err(finding) => {
            done.result.findings.push(*finding);
            done.result.root = Some(found.project.root);
            return done;
        }
    };
    let folder = job.folder(&found);
    // A folder that somebody names may be anywhere; the project's own is in the project.
    if job.output.is_none()
        && !found
            .project
            .holds(&found.manifest.output(&found.project).join(WORK))
    {
        let message = "the output folder leads out of the project by a link";
        let finding = Finding::unreadable("output", message)
            .at(Place::File(folder))
            .hint("take the link away, or name the folder with `-o DIR`");
        done.result.findings.push(finding);
        return done;
    }
    let take = || lock::take(&folder.join(WORK), || waiting("writing", &folder));
    // A folder that is not there yet is not made for a build that may fail.
    let early = folder.is_dir().then(take);
    if let Some(Err(busy @ LockError::Busy(_))) = early {
        locked(Err(busy), &folder, &mut done.result.findings);
        return done;
    }
    done.result = desk(session, job, issue);
    let states = guarded(&found, job, &mut done.result);
    if done.result.outputs.is_empty() {
        return done;
    }
    let lock = early.unwrap_or_else(take);
    if let Some(lock) = locked(lock, &folder, &mut done.result.findings) {
        let place = Places {
            found: &found,
            folder: &folder,
            target: target.as_ref(),
            states: &states,
        };
        if let Err(finding) = place.write(job, &lock, &mut done) {
            done.result.findings.push(*finding);
        }
    }
    done
}

/// Where pages are delivered to, if they are.
fn target(job: &Job, found: &Found, issue: &Path) -> Result<Option<Target>, Box<Finding>> {
    let Some(delivery) = &job.delivery else {
        return Ok(None);
    };
    let pages = || found.manifest.issue.pages.iter().map(|page| *page.number);
    let known = |number: &&u32| pages().any(|page| page == **number);
    if let Some(number) = delivery.pages.iter().find(|number| !known(number)) {
        let list: Vec<String> = pages().map(|page| page.to_string()).collect();
        let finding = Finding::unreadable("page", format!("the issue has no page {number}"))
            .at(Place::File(issue.to_owned()))
            .hint(format!("it has {}", list.join(", ")));
        return Err(Box::new(finding));
    }
    let Some(target) = Target::of(&found.project, delivery.to) else {
        let finding = Finding::unreadable("delivery-folder", "there is no folder to deliver to")
            .at(Place::File(issue.to_owned()))
            .hint("set `folder` under `[delivery]` in dayang.toml, or name one with `--to DIR`");
        return Err(Box::new(finding));
    };
    // A share that is not mounted shall not become a folder that nobody watches.
    if !target.folder.is_dir() {
        let (why, hint) = match target.folder.exists() {
            true => (
                "what pages are delivered to is no folder",
                "name a folder, or move the file out of its place; nothing was delivered",
            ),
            false => (
                "the folder that pages are delivered to is not there",
                "mount the share, or make the folder; nothing was delivered",
            ),
        };
        let finding = Finding::unreadable("delivery-folder", why)
            .at(Place::File(target.folder))
            .hint(hint);
        return Err(Box::new(finding));
    }
    Ok(Some(target))
}

/// Sets the issue. For a delivery, the pages that are sound if not all are.
fn desk(session: &mut Session, job: &Job, issue: &Path) -> desk::Result {
    let mut result = session.run(issue, &job.wish);
    if job.delivery.is_none() {
        return result;
    }
    let mut wish = job.wish.clone();
    let mut wrong = wrong_pages(&result.findings);
    while let Some(pages) = wrong.take().filter(|pages| !pages.is_subset(&wish.without)) {
        wish.without.extend(pages);
        let next = session.run(issue, &wish);
        wrong = wrong_pages(&next.findings);
        result.outputs = next.outputs;
        result.pages = next.pages;
        // What else is found without some pages is found with them too, or is not true.
        let errors = (next.findings.into_iter())
            .filter(|finding| finding.severity == Severity::Error)
            .filter(|finding| !result.findings.contains(finding));
        result.findings.extend(errors.collect::<Vec<_>>());
    }
    result
}

/// The pages that have errors; nothing if there are none, or if one is not of a page alone.
fn wrong_pages(findings: &[Finding]) -> Option<BTreeSet<u32>> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let pages: BTreeSet<u32> = errors.map(|error| error.page).collect::<Option<_>>()?;
    (!pages.is_empty()).then_some(pages)
}

/// Holds the pages against what was signed, and takes out what must not be written.
fn guarded(found: &Found, job: &Job, result: &mut desk::Result) -> States {
    if job.wish.proof {
        return States::default();
    }
    let states = States::read(&found.project, &found.manifest.dir);
    let broken = states.value.is_none();
    result.findings.extend(states.findings);
    let states = states.value.unwrap_or_default();
    let findings = guard::check(&states, &result.outputs, &found.manifest);
    let changed: BTreeSet<u32> = findings.iter().filter_map(|finding| finding.page).collect();
    let all = findings.iter().any(|finding| finding.page.is_none());
    result.findings.extend(findings);
    if broken || all || (has_errors(&result.findings) && job.delivery.is_none()) {
        result.outputs.clear();
    }
    if !changed.is_empty() {
        // With a page missing it is not the whole issue.
        result
            .outputs
            .retain(|output| output.page.is_some_and(|page| !changed.contains(&page)));
    }
    states
}

/// Says why nothing happens. Who cannot be told waits all the same.
fn waiting(what: &str, folder: &Path) {
    let shown = folder.display();
    progress::aside(|| terminal::say(format_args!("waiting: another run is {what} to {shown}")));
}

/// The lock, or why there is none.
fn locked(
    lock: Result<Lock, LockError>,
    folder: &Path,
    findings: &mut Vec<Finding>,
) -> Option<Lock> {
    match lock {
        Ok(lock) => Some(lock),
        Err(LockError::Io(err)) => {
            findings.push(cannot_write(folder, &err));
            None
        }
        Err(err @ LockError::Busy(_)) => {
            let finding = Finding::error("output-busy", err.to_string())
                .at(Place::File(folder.to_owned()))
                .hint("wait until it is done; nothing was changed");
            findings.push(finding);
            None
        }
    }
}

fn cannot_write(folder: &Path, err: &io::Error) -> Finding {
    let why = reason(err);
    Finding::error("output", format!("cannot write the pages: {why}"))
        .at(Place::File(folder.to_owned()))
        .hint("nothing was changed that could not be written whole")
}

impl Job<'_> {
    /// Where the files go, shown as the user would type it.
    fn folder(&self, found: &Found) -> PathBuf {
        let own = found.manifest.output(&found.project);
        match (self.output, own.file_name()) {
            // The report of one issue must not take the place of another's.
            (Some(folder), Some(key)) if self.several => folder.join(key),
            (Some(folder), _) => folder.to_owned(),
            (None, _) => {
                let here = std::env::current_dir().and_then(|here| here.canonicalize());
                let near = here.ok().and_then(|here| own.strip_prefix(here).ok());
                near.map(Path::to_owned).unwrap_or(own.clone())
            }
        }
    }
}

/// The folder where an issue's files would go, for who asks before anything is set.
pub fn folder_of(job: &Job, issue: &Path) -> Option<PathBuf> {
    Some(job.folder(&find(issue)?))
}
