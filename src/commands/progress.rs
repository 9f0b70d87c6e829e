//! A bar that says how far a run is: on a terminal, and nowhere else.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

const WIDTH: usize = 24;

/// Progress through a number of things.
pub struct Progress {
    shown: bool,
    total: usize,
    done: Mutex<usize>,
}

impl Progress {
    /// A bar, if standard error is a terminal and there is more than one thing to do.
    pub fn new(total: usize) -> Self {
        let progress = Self {
            shown: total > 1 && io::stderr().is_terminal(),
            total,
            done: Mutex::new(0),
        };
        progress.draw(0, "");
        progress
    }

    /// One thing is done.
    pub fn step(&self, name: &str) {
        let mut done = self
            .done
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *done += 1;
        self.draw(*done, name);
    }

    fn draw(&self, done: usize, name: &str) {
        if !self.shown {
            return;
        }
        let filled = WIDTH * done / self.total.max(1);
        let bar = "━".repeat(filled) + &"─".repeat(WIDTH - filled);
        // A terminal that does not take it is no reason to stop.
        let _ = write!(io::stderr(), "\r\x1b[K{bar} {done}/{} {name}", self.total);
        let _ = io::stderr().flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
