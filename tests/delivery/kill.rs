//! Runs that are killed at any moment: the folder holds whole files of before or of after, and the
//! next run finishes what was begun.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use dayang::deliver::WORK;
use dayang::deliver::lock;
use dayang::deliver::stage::Stage;

use crate::{ISSUE, change, checksums, contents, deliver, holds, paper, press};

const FOLDER: &str = "DAYANG_TEST_STAGE";
const FILES: usize = 12;

/// Numbers that are spread, and the same in every run.
struct Spread(u64);

impl Spread {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % below
    }
}

fn kill(child: &mut Child, signal: &str) {
    let id = child.id().to_string();
    let done = Command::new("kill").args([signal, &id]).status().unwrap();
    // It may be done already.
    let _ = done;
    child.wait().unwrap();
}

/// Not a test by itself: a process that puts one set of files after another, until it is killed.
#[test]
#[ignore = "run by the test that kills it"]
fn puts_sets_for_ever() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let folder = Path::new(&folder);
    for round in 0u32.. {
        let work = folder.join(WORK);
        let lock = lock::take(&work, || {}).unwrap();
        let mut stage = Stage::open(folder, &work, &lock).unwrap();
        let round = format!("{}-{round}", std::process::id());
        for file in 0..FILES {
            let bytes = format!("{round}\n").repeat(500 * (file + 1));
            stage
                .put(format!("page-{file:02}"), bytes.as_bytes())
                .unwrap();
        }
        stage.commit().unwrap();
    }
}

/// The round of every file, each of which must be whole.
fn rounds(folder: &Path) -> BTreeMap<String, String> {
    let whole = |(name, bytes): (String, Vec<u8>)| {
        let number: usize = name.strip_prefix("page-").unwrap().parse().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let round = text.lines().next().unwrap().to_string();
        assert_eq!(
            text,
            format!("{round}\n").repeat(500 * (number + 1)),
            "{name}"
        );
        (name, round)
    };
    contents(folder).into_iter().map(whole).collect()
}

fn is_one_set(rounds: &BTreeMap<String, String>) -> bool {
    let first = rounds.values().next();
    rounds.len() == FILES && rounds.values().all(|round| Some(round) == first)
}

#[test]
fn a_set_that_is_killed_is_whole_or_is_made_whole() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = folder.path();
    let mut spread = Spread(7);
    let mut mixed = 0;
    for round in 0..120 {
        let signal = ["-KILL", "-TERM", "-INT"][round % 3];
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["kill::puts_sets_for_ever", "--exact", "--ignored"])
            .env(FOLDER, folder)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Until it is at work, and then some.
        let start = Instant::now();
        let own = child.id().to_string();
        while start.elapsed() < Duration::from_secs(20)
            && !fs::read_to_string(folder.join("page-00")).is_ok_and(|text| text.starts_with(&own))
        {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(spread.next(30_000)));
        kill(&mut child, signal);
        let there = rounds(folder);
        if signal != "-KILL" {
            // A wish to end waits until the set is in place.
            assert!(is_one_set(&there), "{signal}: {there:?}");
        }
        mixed += usize::from(!is_one_set(&there));
        // The next run finishes what was begun, and leaves nothing of the rest.
        let work = folder.join(WORK);
        let lock = lock::take(&work, || {}).unwrap();
        drop(Stage::open(folder, &work, &lock).unwrap());
        let there = rounds(folder);
        assert!(is_one_set(&there), "{there:?}");
        let left: Vec<_> = fs::read_dir(work.join("stage")).unwrap().collect();
        assert!(left.is_empty() && !work.join("journal.json").exists());
    }
    eprintln!("{mixed} of 120 sets were cut by a kill and finished by the next run");
}

/// The whole program: old pages stand in the folder, new ones are on their way.
#[test]
fn a_delivery_that_is_killed_leaves_whole_pages() {
    const ROUNDS: u64 = 24;
    for versions in [true, false] {
        let project = paper(versions);
        let start = Instant::now();
        deliver(&project, &[], 0);
        change(&project, 2);
        change(&project, 3);
        deliver(&project, &[], 0);
        let once = (start.elapsed() / 2).as_micros() as u64;
        let mut known = contents(&project.path("press"));
        let mut whole: Vec<Vec<u8>> = known.values().cloned().collect();
        let mut spread = Spread(11);
        let mut cut = 0;
        for round in 0..ROUNDS / 2 {
            change(&project, if round % 2 == 0 { 2 } else { 3 });
            let mut child = project
                .command(&["deliver", ISSUE])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            thread::sleep(Duration::from_micros(once / 3 + spread.next(once)));
            kill(&mut child, if round % 2 == 0 { "-KILL" } else { "-TERM" });
            let there = contents(&project.path("press"));
            deliver(&project, &[], 0);
            let after = contents(&project.path("press"));
            whole.extend(after.values().cloned());
            cut += usize::from(there != after);
            for (name, bytes) in &there {
                assert!(whole.contains(bytes), "{name} is not whole");
                assert!(after.contains_key(name), "{name} was left behind");
            }
            // Whatever a ticket names that is there is there whole, ticket by ticket; with letters in
            // the names, all of it.
            if versions {
                let tickets = there.keys().filter(|name| name.ends_with(".json"));
                for name in tickets {
                    let ticket = serde_json::from_slice(&there[name]).unwrap();
                    holds(&project, &ticket);
                }
                for list in there.keys().filter(|name| name.ends_with(".sha256")) {
                    checksums(&project.path("press"), list);
                }
            }
            known = after;
        }
        assert!(cut > 0, "no delivery was cut");
        assert!(press(&project).iter().all(|name| !name.starts_with('.')));
        assert!(!known.is_empty());
    }
}
