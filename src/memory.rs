//! The program's memory, counted, so that a layout without bounds ends with an error.
//!
//! The allocator counts what is held. Past the limit, threads that ask for more are held where they
//! are: they may have locks, and nothing else stops a thread that runs a layout. Whoever waits for
//! them is told, says so, and ends the program; if it cannot, a guard ends it some seconds later.
//!
//! This is the only file with `unsafe` in it: an allocator cannot be written without. It adds a
//! number before each request and hands the request on to the system's allocator as it is. Where
//! that is glibc's, it is told to give large pieces back as soon as they are free.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::{Finding, terminal};

/// The system's allocator, counting.
pub struct Counted;

/// Megabytes that the program may hold when nobody says otherwise.
pub const USUAL: u64 = 4096;
/// A thread tells of what it took and gave when it comes to this many bytes.
const STEP: isize = 256 << 10;
/// How often who waits looks whether the memory is spent.
const LOOK: Duration = Duration::from_millis(20);
/// How long the program has to end by itself once it is.
const GRACE: Duration = Duration::from_secs(5);

/// Bytes that are held, as far as threads have told.
static HELD: AtomicIsize = AtomicIsize::new(0);
/// Bytes that may be held; it never goes down, for what one issue leaves may be another's burden.
static LIMIT: AtomicIsize = AtomicIsize::new(0);
/// Bytes that the issues at work may hold together.
static SHARED: AtomicIsize = AtomicIsize::new(0);
static SPENT: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Bytes that this thread has taken and not told of.
    static UNTOLD: Cell<isize> = const { Cell::new(0) };
    /// Whether this thread is never held: it has to say what happened.
    static FREE: Cell<bool> = const { Cell::new(false) };
}

// SAFETY: every request goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size() as isize);
        // SAFETY: as above.
        given(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        take(layout.size() as isize);
        // SAFETY: as above.
        given(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        take((size as isize).wrapping_sub(layout.size() as isize));
        // SAFETY: as above.
        given(unsafe { System.realloc(old, layout, size) })
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        let untold = UNTOLD.get().wrapping_sub(layout.size() as isize);
        UNTOLD.set(untold);
        if untold < -STEP {
            tell(untold);
        }
        // SAFETY: as above.
        unsafe { System.dealloc(old, layout) }
    }
}

fn take(bytes: isize) {
    let untold = UNTOLD.get().wrapping_add(bytes);
    UNTOLD.set(untold);
    if untold > STEP {
        tell(untold);
    }
    if SPENT.load(Ordering::Relaxed) {
        hold();
    }
}

#[cold]
fn tell(untold: isize) {
    UNTOLD.set(0);
    let held = HELD
        .fetch_add(untold, Ordering::Relaxed)
        .wrapping_add(untold);
    if held > limit() {
        SPENT.store(true, Ordering::Relaxed);
    }
}

/// A system that has no more is told of like a limit.
fn given(memory: *mut u8) -> *mut u8 {
    if memory.is_null() {
        SPENT.store(true, Ordering::Relaxed);
        hold();
    }
    memory
}

/// Keeps a thread where it is until the program ends.
#[cold]
fn hold() {
    while !FREE.get() {
        thread::sleep(Duration::from_secs(1));
    }
}

fn limit() -> isize {
    match LIMIT.load(Ordering::Relaxed) {
        0 => (USUAL << 20) as isize,
        limit => limit,
    }
}

/// Megabytes that are held.
pub fn held() -> u64 {
    (HELD.load(Ordering::Relaxed).max(0) >> 20) as u64
}

/// Whether the limit was reached: whatever is set from now on may never be done.
pub fn spent() -> bool {
    SPENT.load(Ordering::Relaxed)
}

/// An issue's share of the limit, for as long as it is at work: issues that are set side by side
/// may hold what each alone might.
pub struct Share(isize);

impl Share {
    pub fn of(megabytes: u64) -> Self {
        let bytes = isize::try_from(megabytes << 20).unwrap_or(isize::MAX / 2);
        let together = SHARED
            .fetch_add(bytes, Ordering::Relaxed)
            .saturating_add(bytes);
        LIMIT.fetch_max(together, Ordering::Relaxed);
        Self(bytes)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        SHARED.fetch_sub(self.0, Ordering::Relaxed);
    }
}

/// The finding for a program that holds more than it may.
pub fn finding() -> Finding {
    let message = format!("composition took more than {} MB of memory", limit() >> 20);
    Finding::error("memory-limit", message)
        .hint("a layout may build something without bounds: look for a large `range`, or a text that grows")
        .hint("the limit is compose_megabytes under [limits] in dayang.toml")
}

/// Waits for what a thread sends, until a moment, or until the memory is spent. Whoever has waited
/// in vain for want of memory is free to say so.
pub fn wait<T>(receive: &Receiver<T>, end: Instant) -> Result<T, RecvTimeoutError> {
    let was_free = FREE.replace(true);
    let got = loop {
        let left = end.saturating_duration_since(Instant::now());
        match receive.recv_timeout(left.min(LOOK)) {
            Err(RecvTimeoutError::Timeout) if !left.is_zero() && !spent() => {}
            got => break got,
        }
    };
    FREE.set(was_free || spent());
    got
}

/// Sets this thread free, which has to say what happens, and a guard over the others.
pub fn guard() {
    FREE.set(true);
    large_apart();
    let look = || {
        FREE.set(true);
        while !spent() {
            thread::sleep(LOOK * 5);
        }
        // The error is told by whoever waited, unless it is in want of what a held thread has.
        thread::sleep(GRACE);
        terminal::say(format_args!("error: {}", finding().message));
        std::process::exit(1);
    };
    let name = thread::Builder::new().name("memory".into());
    // Without a guard the program is none the worse.
    let _ = name.spawn(look);
}

/// Pieces from this size on are taken from the system by themselves, and go back to it when they
/// are free. glibc raises its own bound to the size of the first font that is let go, and from then on
/// keeps whatever was as large in the heap of the thread that had it.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn large_apart() {
    const LARGE: libc::c_int = 1 << 20;
    // SAFETY: it sets a number of the allocator's.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn large_apart() {}

/// Gives back what threads have freed and nobody uses, before work begins that other threads do.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn give_back() {
    // SAFETY: it takes a number, and frees what is free.
    unsafe { libc::malloc_trim(0) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
