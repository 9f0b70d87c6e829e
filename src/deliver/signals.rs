//! Signals while a set of files takes its place: to be ended then would leave old pages beside new
//! ones, so a wish to end waits for the few renames, and is done right after. At any other time a
//! signal does what it always does.

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex, OnceLock, PoisonError};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, low_level};

    struct Shield {
        /// Whether a signal does what it always does.
        open: Arc<AtomicBool>,
        /// A signal that came meanwhile.
        seen: Arc<AtomicUsize>,
        /// How many sets take their places.
        sets: Mutex<usize>,
    }

    /// `None` if the system lets nobody listen; nothing is worse for it than being killed.
    fn shield() -> Option<&'static Shield> {
        static SHIELD: OnceLock<Option<Shield>> = OnceLock::new();
        SHIELD
            .get_or_init(|| {
                let open = Arc::new(AtomicBool::new(true));
                let seen = Arc::new(AtomicUsize::new(0));
                for signal in [SIGTERM, SIGINT, SIGHUP] {
                    flag::register_conditional_default(signal, open.clone()).ok()?;
                    flag::register_usize(signal, seen.clone(), signal as usize).ok()?;
                }
                // A limit on the size of files shall be an error that can be told.
                flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).ok()?;
                Some(Shield {
                    open,
                    seen,
                    sets: Mutex::new(0),
                })
            })
            .as_ref()
    }

    /// Listens from now on.
    pub fn listen() {
        let _ = shield();
    }

    /// Runs something that a signal must not end half done.
    pub fn shielded<T>(work: impl FnOnce() -> T) -> T {
        let _guard = shield().map(Guard::new);
        work()
    }

    struct Guard(&'static Shield);

    impl Guard {
        fn new(shield: &'static Shield) -> Self {
            let mut sets = shield.sets.lock().unwrap_or_else(PoisonError::into_inner);
            *sets += 1;
            shield.open.store(false, Ordering::SeqCst);
            Self(shield)
        }
    }

    impl Drop for Guard {
        fn drop(&mut self) {
            let mut sets = self.0.sets.lock().unwrap_or_else(PoisonError::into_inner);
            *sets = sets.saturating_sub(1);
            if *sets > 0 {
                return;
            }
            self.0.open.store(true, Ordering::SeqCst);
            let seen = self.0.seen.swap(0, Ordering::SeqCst);
            if let Ok(signal) = i32::try_from(seen)
                && signal != 0
            {
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }
}

#[cfg(unix)]
pub use unix::{listen, shielded};

#[cfg(not(unix))]
pub fn listen() {}

#[cfg(not(unix))]
pub fn shielded<T>(work: impl FnOnce() -> T) -> T {
    work()
}
