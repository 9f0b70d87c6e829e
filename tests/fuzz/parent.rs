//! Starts a target in a process of its own and judges how it ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::worker::{MEMORY, PANIC, SLOW};

/// What was found.
#[derive(Debug)]
pub struct Found {
    pub kind: &'static str,
    pub message: String,
    pub input: Vec<u8>,
}

/// The corpus of a target: inputs that are worth running always.
pub fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target);
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![];
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs a target for as long as the environment says. What is found fails the test.
pub fn fuzz(target: &str) {
    let told = |name: &str, other| {
        let told = std::env::var(name).ok();
        told.map_or(other, |n| n.parse().expect("a whole number"))
    };
    if let Ok(file) = std::env::var("DAYANG_FUZZ_REPLAY") {
        return judge(target, run(target, 0, Some(Path::new(&file))));
    }
    judge(target, run(target, told("DAYANG_FUZZ_SECONDS", 2), None));
}

fn judge(target: &str, ended: Result<String, Found>) {
    match ended {
        Ok(report) => println!("{target}: {report}"),
        Err(found) => {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-found");
            fs::create_dir_all(&folder).unwrap();
            let name = blake3::hash(&found.input).to_hex();
            let path = folder.join(format!("{target}-{}-{}", found.kind, &name[..12]));
            fs::write(&path, &found.input).unwrap();
            panic!(
                "{target}: {}: {}\nthe input is {} ({} bytes); run it again with\n  \
                 DAYANG_FUZZ_REPLAY={} cargo test --test fuzz -- --nocapture NAME_OF_THIS_TEST",
                found.kind,
                found.message,
                path.display(),
                found.input.len(),
                path.display(),
            );
        }
    }
}

/// One run of a target, or of one input.
pub fn run(target: &str, seconds: u64, replay: Option<&Path>) -> Result<String, Found> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--ignored", "--exact", "worker", "--nocapture"])
        .env("DAYANG_FUZZ_TARGET", target)
        .env("DAYANG_FUZZ_FOLDER", folder.path())
        .env("DAYANG_FUZZ_SECONDS", seconds.to_string())
        .env_remove("DAYANG_FUZZ_REPLAY");
    if target.starts_with("broken") {
        command.env("DAYANG_FUZZ_WORK", "5");
    }
    if let Some(file) = replay {
        command.env("DAYANG_FUZZ_REPLAY", file);
    }
    let output = command.output().unwrap();
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap_or_default();
    let report = String::from_utf8_lossy(&read("report")).into_owned();
    let kind = match output.status.code() {
        Some(0) => {
            // What took longest is worth a look.
            let slowest = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-slowest");
            fs::create_dir_all(&slowest).unwrap();
            fs::write(slowest.join(target), read("slowest")).unwrap();
            return Ok(report);
        }
        Some(PANIC) => "panic",
        Some(SLOW) => "slow",
        Some(MEMORY) => "memory",
        _ => "died",
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let message = match kind {
        "died" => format!("{}: {said}", output.status),
        _ => report,
    };
    let input = read("input");
    Err(Found {
        kind,
        message,
        input,
    })
}
