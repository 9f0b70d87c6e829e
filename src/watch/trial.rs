//! Ways out (出路) for the screen: looked for once the pages stand and nothing changes for a moment,
//! since they are found by trial. On a thread and with a session of its own, so that no edit waits for it;
//! given up as soon as a file changes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::desk::{Session, Wish};
use crate::preflight::SlotFit;

/// How long nothing changes before they are looked for: whoever types goes on sooner.
pub const QUIET: Duration = Duration::from_millis(1500);

/// Ways out in words, the likeliest first, by page and slot.
pub type Ways = BTreeMap<u32, BTreeMap<String, Vec<String>>>;

/// One search, or none.
#[derive(Default)]
pub struct Trial {
    running: Option<Running>,
}

struct Running {
    begun: Instant,
    given_up: Arc<AtomicBool>,
    thread: JoinHandle<Ways>,
}

impl Trial {
    /// Begins a search, unless one that was given up still has to end.
    pub fn begin(&mut self, session: Session, issue: PathBuf, wish: Wish) -> bool {
        if self.running.is_some() {
            return false;
        }
        let given_up = wish.given_up.clone();
        let search = move || {
            // It is of use once: what it has kept goes with it.
            let mut session = session;
            in_words(&session.run(&issue, &wish).fits)
        };
        let Ok(thread) = thread::Builder::new().name("ways".into()).spawn(search) else {
            return false;
        };
        self.running = Some(Running {
            begun: Instant::now(),
            given_up,
            thread,
        });
        true
    }

    /// Nobody wants any longer what is looked for.
    pub fn give_up(&self) {
        if let Some(running) = &self.running {
            running.given_up.store(true, Ordering::Relaxed);
        }
    }

    /// What was found, once, and how long it took; nothing as long as it is looked for.
    pub fn found(&mut self) -> Option<(Ways, Duration)> {
        let running = self
            .running
            .take_if(|running| running.thread.is_finished())?;
        let given_up = running.given_up.load(Ordering::Relaxed);
        // A search that went wrong has found nothing.
        let ways = running.thread.join().unwrap_or_default();
        (!given_up).then(|| (ways, running.begun.elapsed()))
    }
}

fn in_words(fits: &[SlotFit]) -> Ways {
    let mut ways = Ways::new();
    for fit in fits.iter().filter(|fit| !fit.ways.is_empty()) {
        let page = ways.entry(fit.page).or_default();
        let told = fit.ways.iter().map(|way| way.text.clone()).collect();
        page.insert(fit.slot.clone(), told);
    }
    ways
}
