//! A bar that says how far a run is: on a terminal, and nowhere else.

use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar that is on the terminal.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Progress through a number of things.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar, if standard error is a terminal and there is more than one thing to do.
    pub fn new(total: usize) -> Self {
        let bar = ProgressBar::hidden();
        bar.set_length(total as u64);
        if total > 1 {
            // It hides itself where there is no terminal.
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        // A line longer than the terminal would not be taken away whole.
        let style = "{bar:12} {pos}/{len} {elapsed} {wide_msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("━━─"));
        }
        bar.tick();
        *shown() = Some(bar.clone());
        Self(bar)
    }

    /// One thing is done.
    pub fn step(&self, name: &str) {
        self.0.set_message(name.to_string());
        self.0.inc(1);
    }

    /// Takes the bar away while something else is said.
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.0.suspend(say)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *shown() = None;
        self.0.finish_and_clear();
    }
}

/// Takes whatever bar there is away while something is said by who does not know of it.
pub fn aside<T>(say: impl FnOnce() -> T) -> T {
    let bar = shown().clone();
    match bar {
        Some(bar) => bar.suspend(say),
        None => say(),
    }
}

fn shown() -> MutexGuard<'static, Option<ProgressBar>> {
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner)
}
