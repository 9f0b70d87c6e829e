//! The process that runs one target: makes inputs, runs them, and watches over time and memory.
//!
//! It says what it found in its folder: `input` is the input that is being run, `report` what was
//! seen. It ends with a code of its own when something is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::random::Random;
use super::targets::{self, Target};

/// Seconds of work that one input may take. It is work, not time, that counts: the machine may be
/// busy.
pub const SECONDS: u64 = 10;
/// Memory that the whole process may take.
pub const MEGABYTES: u64 = 1024;

/// Codes that the process ends with.
pub const PANIC: i32 = 71;
pub const SLOW: i32 = 72;
pub const MEMORY: i32 = 73;

/// The first panic on any thread, also on those whose end nobody waits for.
static PANICKED: Mutex<Option<String>> = Mutex::new(None);
/// Work done when the input that runs began, in milliseconds, and whether one runs.
static BEGAN: AtomicU64 = AtomicU64::new(0);
static RUNS: AtomicBool = AtomicBool::new(false);
static MOST: AtomicU64 = AtomicU64::new(SECONDS * 1000);
static MINIMISING: AtomicBool = AtomicBool::new(false);

pub fn main() {
    let told = |name: &str| std::env::var(name).ok();
    let Some(name) = told("DAYANG_FUZZ_TARGET") else {
        return;
    };
    let number = |name: &str, other| told(name).and_then(|n| n.parse().ok()).unwrap_or(other);
    let folder = PathBuf::from(told("DAYANG_FUZZ_FOLDER").unwrap());
    let seed = number("DAYANG_FUZZ_SEED", 1);
    let seconds = number("DAYANG_FUZZ_SECONDS", 2);
    MOST.store(number("DAYANG_FUZZ_WORK", SECONDS) * 1000, Ordering::SeqCst);
    let replay = told("DAYANG_FUZZ_REPLAY").map(|path| fs::read(path).unwrap());
    panic::set_hook(Box::new(|info| {
        let said = info.to_string();
        eprintln!("{said}\n{}", std::backtrace::Backtrace::force_capture());
        PANICKED.lock().unwrap().get_or_insert(said);
    }));
    std::thread::spawn({
        let folder = folder.clone();
        move || watch(&folder)
    });
    let run = move || match replay {
        Some(input) => drop(Loop::new(&name, folder, seed).run(input)),
        None => Loop::new(&name, folder, seed).go(Duration::from_secs(seconds)),
    };
    // As much stack as the program's main thread has.
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(run);
    thread.unwrap().join().unwrap();
}

/// Ends the process when an input takes too much.
fn watch(folder: &std::path::Path) {
    loop {
        std::thread::sleep(Duration::from_millis(20));
        let (now, began) = (worked(), BEGAN.load(Ordering::SeqCst));
        if MINIMISING.load(Ordering::SeqCst) {
            continue;
        }
        let peak = memory("VmHWM:");
        if peak > MEGABYTES {
            end(folder, MEMORY, &format!("{peak} MB of memory"));
        }
        if RUNS.load(Ordering::SeqCst) && now.saturating_sub(began) > MOST.load(Ordering::SeqCst) {
            end(
                folder,
                SLOW,
                &format!("{} ms of work on one input", now - began),
            );
        }
    }
}

fn end(folder: &std::path::Path, code: i32, message: &str) -> ! {
    let _ = fs::write(folder.join("report"), message);
    std::process::exit(code);
}

/// Work of all threads so far, in milliseconds; without a system that tells, the time.
fn worked() -> u64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = match stat.rsplit_once(')') {
        Some((_, rest)) => rest.split_whitespace().collect(),
        None => vec![],
    };
    // The system's ticks are a hundredth of a second.
    match (fields.get(11), fields.get(12)) {
        (Some(user), Some(system)) => {
            10 * (user.parse::<u64>().unwrap_or(0) + system.parse::<u64>().unwrap_or(0))
        }
        _ => START.elapsed().as_millis() as u64,
    }
}

/// Megabytes by a line of the process's status; 0 where there is none.
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    let kilobytes = found.and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

struct Loop {
    target: Box<dyn Target>,
    folder: PathBuf,
    random: Random,
    pool: Vec<Vec<u8>>,
    seen: BTreeSet<String>,
    runs: u64,
    slowest: (Duration, Vec<u8>),
}

impl Loop {
    fn new(name: &str, folder: PathBuf, seed: u64) -> Self {
        let target = targets::named(name);
        let pool = target.seeds();
        Self {
            target,
            folder,
            random: Random::new(seed),
            pool,
            seen: BTreeSet::new(),
            runs: 0,
            slowest: (Duration::ZERO, vec![]),
        }
    }

    /// Runs all seeds, then what is made of them until the time is over. What answers in a way not
    /// heard before becomes a seed.
    fn go(mut self, time: Duration) {
        let start = Instant::now();
        for at in 0..self.pool.len() {
            let input = self.pool[at].clone();
            let answer = self.run(input);
            self.seen.insert(answer);
        }
        while start.elapsed() < time {
            // What was found last is the least known.
            let newest = self.pool.len().saturating_sub(20);
            let at = match self.random.one_in(3) {
                true => newest + self.random.below(self.pool.len() - newest),
                false => self.random.below(self.pool.len()),
            };
            let seed = self.pool[at].clone();
            let input = self.target.change(&mut self.random, seed, &self.pool);
            let answer = self.run(input.clone());
            if input.len() < 64 << 10 && self.pool.len() < 5000 && self.seen.insert(answer) {
                self.pool.push(input);
            }
        }
        let _ = fs::write(self.folder.join("slowest"), &self.slowest.1);
        let report = format!(
            "{} runs, {} kinds of answer, slowest {} ms ({} bytes), {} MB at most",
            self.runs,
            self.seen.len(),
            self.slowest.0.as_millis(),
            self.slowest.1.len(),
            memory("VmHWM:"),
        );
        fs::write(self.folder.join("report"), report).unwrap();
    }

    fn run(&mut self, input: Vec<u8>) -> String {
        fs::write(self.folder.join("input"), &input).unwrap();
        let began = Instant::now();
        BEGAN.store(worked(), Ordering::SeqCst);
        RUNS.store(true, Ordering::SeqCst);
        let answer = attempt(&*self.target, &input);
        RUNS.store(false, Ordering::SeqCst);
        self.runs += 1;
        let took = began.elapsed();
        if took > self.slowest.0 {
            self.slowest = (took, input.clone());
        }
        match answer {
            Ok(answer) => answer,
            Err(said) => {
                MINIMISING.store(true, Ordering::SeqCst);
                let input = cut_down(&*self.target, input);
                let _ = fs::write(self.folder.join("input"), &input);
                end(&self.folder, PANIC, &said);
            }
        }
    }
}

/// Runs an input; the error is what a panic said.
fn attempt(target: &dyn Target, input: &[u8]) -> Result<String, String> {
    let answer = panic::catch_unwind(AssertUnwindSafe(|| target.run(input)));
    let said = PANICKED.lock().unwrap().take();
    match (answer, said) {
        (_, Some(said)) => Err(said),
        (Err(payload), None) => Err(format!("{:?}", (*payload).type_id())),
        (Ok(answer), None) => Ok(answer),
    }
}

/// Takes away whatever the panic does not need, for at most some seconds.
fn cut_down(target: &dyn Target, mut input: Vec<u8>) -> Vec<u8> {
    let start = Instant::now();
    let mut size = input.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < input.len() {
            if start.elapsed() > Duration::from_secs(20) {
                return input;
            }
            let mut less = input.clone();
            less.drain(at..(at + size).min(input.len()));
            match attempt(target, &less) {
                Err(_) => input = less,
                Ok(_) => at += size,
            }
        }
        size /= 2;
    }
    input
}
