//! Many issues in one run: side by side, each told in its turn, and none stopped by another.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::progress::Progress;
use crate::desk::Session;
use crate::diag::{Finding, Place};
use crate::project::Project;

/// What became of one issue.
pub struct Outcome<T> {
    /// The finding of a fault if the program failed on it.
    pub value: Result<T, Box<Finding>>,
    pub time: Duration,
}

/// Works on every issue, and tells of each in the order in which they were named, as soon as all
/// before it are done. What sessions stand on is shared. Each issue waits for a composition that
/// itself works side by side, so the workers are threads of their own: all of a shared pool's might
/// wait for each other.
pub fn each<T: Send>(
    issues: &[PathBuf],
    system_fonts: bool,
    work: impl Fn(&mut Session, &Path) -> T + Sync,
    mut tell: impl FnMut(&Path, Outcome<T>, &Progress) -> io::Result<()>,
) -> io::Result<()> {
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut first = Session::new();
    // Fonts are read once for all workers; an issue of another project reads its own.
    if issues.len() > 1
        && let Some(project) = issues.first().and_then(|issue| Project::find(issue).value)
    {
        first.warm(&project.root, system_fonts);
    }
    let next = AtomicUsize::new(0);
    let progress = Progress::new(issues.len());
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers.min(issues.len()) {
            let (first, next, work, progress) = (&first, &next, &work, &progress);
            let (mut session, send) = (first.beside(), send.clone());
            scope.spawn(move || {
                while let Some((at, issue)) = take(issues, next) {
                    let outcome = one(&mut session, first, issue, work);
                    progress.step(&issue.to_string_lossy());
                    // Nobody listens any more when the terminal is gone.
                    if send.send((at, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (at, outcome) in receive {
            waiting.insert(at, outcome);
            while let Some(outcome) = waiting.remove(&turn) {
                if let Some(issue) = issues.get(turn) {
                    tell(issue, outcome, &progress)?;
                }
                turn += 1;
            }
        }
        Ok(())
    })
}

fn take<'a>(issues: &'a [PathBuf], next: &AtomicUsize) -> Option<(usize, &'a Path)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    issues.get(at).map(|issue| (at, issue.as_path()))
}

/// One issue; a fault of the program ends it alone.
fn one<T>(
    session: &mut Session,
    first: &Session,
    issue: &Path,
    work: &impl Fn(&mut Session, &Path) -> T,
) -> Outcome<T> {
    let start = Instant::now();
    let value = catch_unwind(AssertUnwindSafe(|| work(session, issue))).map_err(|panic| {
        // What it left in the session is not to be trusted.
        *session = first.beside();
        let why = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_string())
            .or_else(|| panic.downcast_ref::<String>().cloned());
        let why = why.unwrap_or_else(|| "no reason given".into());
        Box::new(
            Finding::error("fault", format!("dayang failed on this issue: {why}"))
                .at(Place::File(issue.to_owned()))
                .hint("this is a fault of dayang; please report it with the issue"),
        )
    });
    Outcome {
        value,
        time: start.elapsed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_turn_and_none_stopped_by_another() {
        let issues: Vec<PathBuf> = (0..9).map(|at| format!("i{at}").into()).collect();
        let mut told = vec![];
        let work = |_: &mut Session, issue: &Path| {
            // Later ones are done first.
            let at: u64 = issue.to_string_lossy()[1..].parse().unwrap();
            thread::sleep(Duration::from_millis(20 - 2 * at));
            assert!(at != 4, "the fourth");
            at
        };
        each(&issues, false, work, |issue, outcome, _| {
            told.push((issue.to_owned(), outcome.value));
            Ok(())
        })
        .unwrap();
        assert_eq!(told.len(), 9);
        for (at, (issue, value)) in told.iter().enumerate() {
            assert_eq!(*issue, issues[at]);
            match value {
                Ok(value) => assert_eq!(*value, at as u64),
                Err(finding) => {
                    assert_eq!(at, 4);
                    assert!(finding.message.contains("the fourth"), "{finding:?}");
                }
            }
        }
    }
}
