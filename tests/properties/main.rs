//! What holds whatever the copy and whatever the frames. Cases are drawn at random from a seed that
//! is fixed, `DAYANG_PROPERTY_CASES` of them for each property that sets pages (24 unless told).
//!
//! That a page set from what was kept is the page set anew is tested with the keeping, in
//! `tests/incremental.rs`.

#[path = "../common/mod.rs"]
mod common;

mod cleaning;
mod order;
mod pages;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A runner of so many cases, the same at each run.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        // A page takes its time to set.
        max_shrink_iters: 200,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(config, rng)
}

fn cases() -> u32 {
    let told = std::env::var("DAYANG_PROPERTY_CASES").ok();
    told.map_or(24, |cases| cases.parse().expect("a whole number"))
}
