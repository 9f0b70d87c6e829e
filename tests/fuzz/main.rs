//! Fuzzing that anyone can run on a stable compiler: inputs of every kind that comes from outside,
//! changed at random with a sense of their structure. A panic on any thread, more than
//! [`worker::SECONDS`] of work on one input or more than [`worker::MEGABYTES`] of memory is a
//! failure; its input is cut down, kept below `target/`, and told with the command that runs it again.
//!
//! Each target runs for `DAYANG_FUZZ_SECONDS` (2 unless told) from `DAYANG_FUZZ_SEED` (1), in a process
//! of its own. Inputs that were once found stand in `corpus/` and are all run first.

mod bytes;
#[allow(dead_code)]
#[path = "../picture/fixtures.rs"]
mod fixtures;
#[allow(dead_code)]
#[path = "../common/make/mod.rs"]
mod make;
mod parent;
mod pdfs;
#[path = "../common/random.rs"]
mod random;
mod targets;
mod words;
mod worker;

use parent::fuzz;

#[test]
fn manifests() {
    fuzz("manifest");
}

#[test]
fn front_matter() {
    fuzz("front");
}

#[test]
fn copy() {
    fuzz("copy");
}

#[test]
fn layouts() {
    fuzz("layout");
}

#[test]
fn pictures() {
    fuzz("picture");
}

#[test]
fn advertisements() {
    fuzz("advert");
}

#[test]
fn preflight() {
    fuzz("preflight");
}

#[test]
fn imports() {
    fuzz("import");
}

#[test]
fn tables() {
    fuzz("table");
}

/// The process that runs a target: see [`worker`].
#[test]
#[ignore = "the other tests start it, each in a process of its own"]
fn worker() {
    worker::main();
}

/// A harness that finds nothing proves nothing: a target made to fail in each way is caught.
#[test]
fn the_harness_sees_what_it_should() {
    for (target, kind) in [
        ("broken-panic", "panic"),
        ("broken-thread", "panic"),
        ("broken-hang", "slow"),
        ("broken-memory", "memory"),
        ("broken-stack", "died"),
    ] {
        let found = parent::run(target, 20, None).expect_err(target);
        assert_eq!(found.kind, kind, "{target}: {}", found.message);
        assert!(found.input.contains(&b'!'), "{target}: {:?}", found.input);
    }
    let found = parent::run("broken-panic", 20, None).unwrap_err();
    assert_eq!(found.input, b"!", "it is not cut down");
}
