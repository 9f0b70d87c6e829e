//! What the screen is shown: the pages of the last run that gave any, and what the last run said.
//!
//! One thread composes and puts it here; the server's threads read it and wait for more.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use typst_layout::Page;

use super::page;
use super::plates::{self, Density};
use super::proof::{Look, Proof};

/// Runs whose pages can still be asked for: a browser may be a little behind.
const RUNS: usize = 3;

/// A page that can be drawn. What has been drawn of it is kept.
pub struct Sheet {
    /// Its number (版次).
    pub number: u32,
    pub page: Page,
    pub proof: Arc<Proof>,
    pub ink_limit: f64,
    /// The screen, and the four plates.
    svgs: [OnceLock<Arc<str>>; 5],
    density: OnceLock<Result<Density, String>>,
}

impl Sheet {
    pub fn new(number: u32, page: Page, proof: Arc<Proof>, ink_limit: f64) -> Self {
        Self {
            number,
            page,
            proof,
            ink_limit,
            svgs: Default::default(),
            density: OnceLock::new(),
        }
    }

    /// The page, or one plate of it, as SVG.
    pub fn svg(&self, look: Look) -> Option<Arc<str>> {
        let at = match look {
            Look::Screen => 0,
            Look::Plate(plate) => plate + 1,
        };
        let made = || page::svg(&self.page, &self.proof, look).into();
        Some(self.svgs.get(at)?.get_or_init(made).clone())
    }

    /// Where there is too much ink.
    pub fn density(&self) -> &Result<Density, String> {
        self.density
            .get_or_init(|| plates::density(&self.page, &self.proof, self.ink_limit))
    }
}

/// What one run gave.
#[derive(Default)]
pub struct Run {
    /// Pages by the name of their look.
    pub sheets: HashMap<String, Arc<Sheet>>,
    /// Overlays by the name of their content.
    pub overlays: HashMap<String, Arc<str>>,
}

/// The news for the screen.
#[derive(Clone, Default)]
pub struct News {
    /// Rises with everything new.
    pub count: u64,
    /// As JSON.
    pub text: Arc<str>,
    /// Whether the program ends.
    pub over: bool,
}

#[derive(Default)]
struct Shown {
    runs: Vec<Run>,
    news: News,
}

/// Between the composing thread and the server's.
#[derive(Default)]
pub struct Desk {
    shown: Mutex<Shown>,
    changed: Condvar,
}

impl Desk {
    fn shown(&self) -> MutexGuard<'_, Shown> {
        // What is in it is whole at any time.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the screen something, with the pages of a run if there are any.
    pub fn tell(&self, text: String, run: Option<Run>) {
        let mut shown = self.shown();
        if let Some(run) = run {
            shown.runs.push(run);
            let old = shown.runs.len().saturating_sub(RUNS);
            shown.runs.drain(..old);
        }
        shown.news.count += 1;
        shown.news.text = text.into();
        self.changed.notify_all();
    }

    /// The program ends: whoever waits is woken.
    pub fn end(&self) {
        let mut shown = self.shown();
        shown.news.count += 1;
        shown.news.over = true;
        self.changed.notify_all();
    }

    /// The news, as soon as there is more than `known`, or what there is after a while.
    pub fn news(&self, known: u64, patience: Duration) -> News {
        let shown = self.shown();
        let (shown, _) = self
            .changed
            .wait_timeout_while(shown, patience, |shown| {
                shown.news.count <= known && !shown.news.over
            })
            .unwrap_or_else(PoisonError::into_inner);
        shown.news.clone()
    }

    /// A page by the name of its look.
    pub fn sheet(&self, name: &str) -> Option<Arc<Sheet>> {
        let shown = self.shown();
        let mut runs = shown.runs.iter().rev();
        runs.find_map(|run| run.sheets.get(name).cloned())
    }

    /// An overlay by the name of its content.
    pub fn overlay(&self, name: &str) -> Option<Arc<str>> {
        let shown = self.shown();
        let mut runs = shown.runs.iter().rev();
        runs.find_map(|run| run.overlays.get(name).cloned())
    }
}
