//! Groups set side by side, on as many threads as there are cores, for at most some seconds.
//!
//! A layout is code: a limit ends one that does not come to an end. Its thread cannot be stopped
//! and is left behind; it is counted, so that a program that lives on can say so. Each thread has a
//! pool of its own, for what is left behind must not hold a worker that others wait for.

use std::any::Any;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::group::Group;
use super::set::Set;
use super::too_long;
use crate::diag::Finding;

/// Room for deep layouts.
const STACK: usize = 64 << 20;

/// Threads that work on although nobody waits for them any more.
static LEFT_BEHIND: AtomicUsize = AtomicUsize::new(0);

/// How many compositions were given up and have not come to their end since.
pub fn left_behind() -> usize {
    LEFT_BEHIND.load(Ordering::Relaxed)
}

type Done = std::result::Result<Result<Set, Vec<Finding>>, Box<dyn Any + Send>>;

/// What the threads of one composition share.
struct Work {
    groups: Vec<Arc<Group>>,
    next: AtomicUsize,
    state: Mutex<State>,
}

struct State {
    /// Threads that have not come to their end.
    running: usize,
    given_up: bool,
}

impl Work {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sets groups; the results are in the order of the groups.
pub fn compile(groups: Vec<Arc<Group>>, seconds: u64) -> Vec<Result<Set, Vec<Finding>>> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let count = groups.len();
    let workers = cores.min(count);
    // Only pages of one group are set side by side within it.
    let widest = groups.iter().map(|group| group.pages.len()).max();
    let threads = widest.unwrap_or(1).clamp(1, cores);
    let work = Arc::new(Work {
        groups,
        next: AtomicUsize::new(0),
        state: Mutex::new(State {
            running: workers,
            given_up: false,
        }),
    });
    let (send, receive) = mpsc::channel();
    for _ in 0..workers {
        let (work, send) = (work.clone(), send.clone());
        let begun = thread::Builder::new()
            .name("compose".into())
            .spawn(move || run(&work, threads, &send));
        if begun.is_err() {
            break;
        }
    }
    drop(send);
    let end = Instant::now() + Duration::from_secs(seconds.max(1));
    let mut done: Vec<Option<Result<Set, Vec<Finding>>>> = (0..count).map(|_| None).collect();
    for _ in 0..count {
        let left = end.saturating_duration_since(Instant::now());
        let Ok((at, result)) = receive.recv_timeout(left) else {
            give_up(&work);
            break;
        };
        match result {
            Ok(result) => {
                if let Some(place) = done.get_mut(at) {
                    *place = Some(result);
                }
            }
            // A fault of the program is told as one.
            Err(fault) => {
                give_up(&work);
                resume_unwind(fault);
            }
        }
    }
    let late = || Err(vec![too_long(seconds)]);
    done.into_iter()
        .map(|done| done.unwrap_or_else(late))
        .collect()
}

fn give_up(work: &Work) {
    let mut state = work.state();
    state.given_up = true;
    LEFT_BEHIND.fetch_add(state.running, Ordering::Relaxed);
}

fn run(work: &Work, threads: usize, send: &mpsc::Sender<(usize, Done)>) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .build();
    while !work.state().given_up {
        let at = work.next.fetch_add(1, Ordering::Relaxed);
        let (Some(group), Ok(pool)) = (work.groups.get(at), &pool) else {
            break;
        };
        let done = catch_unwind(AssertUnwindSafe(|| pool.install(|| group.compile())));
        // Nobody listens any more when the time is over.
        if send.send((at, done)).is_err() {
            break;
        }
    }
    let mut state = work.state();
    state.running -= 1;
    if state.given_up {
        LEFT_BEHIND.fetch_sub(1, Ordering::Relaxed);
    }
}
