//! A bar that says how far a run is: on a terminal, and nowhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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
        let style = "{bar:24} {pos}/{len} {elapsed} {msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("━━─"));
        }
        bar.tick();
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
        self.0.finish_and_clear();
    }
}
