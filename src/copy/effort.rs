//! For tests: that work grows with a text's length and no faster, however busy the machine is.

use std::time::{Duration, Instant};

/// Lengths that are compared: work that grows as their square would be sixteen times as much.
const SHORT: usize = 40_000;
const LONG: usize = 4 * SHORT;

/// Insists that a text of a unit over and over takes work in proportion to its length.
#[track_caller]
pub fn grows_with_length(unit: &str, work: impl Fn(&str)) {
    let of = |count: usize| {
        let text = unit.repeat(count);
        let before = done();
        work(&text);
        done() - before
    };
    let (short, long) = (of(SHORT), of(LONG));
    // What is too little to measure is added.
    let most = short * 12 + Duration::from_millis(200);
    assert!(
        long < most,
        "{unit:?}: {short:?} of work, and {long:?} for four times as much"
    );
}

/// What this thread has worked so far; without a system that tells, the time.
fn done() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
