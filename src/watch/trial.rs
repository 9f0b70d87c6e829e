//! Ways out (出路) for the screen: looked for once the pages stand and nothing changes for a moment,
//! since they are found by trial. Another process does it, `dayang fit`: an edit ends it at once and
//! never waits for it, and the room that trials take is given back.

use std::collections::BTreeMap;
use std::env;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::Options;

/// How long nothing changes before they are looked for: whoever types goes on sooner.
pub const QUIET: Duration = Duration::from_millis(1500);

/// Ways out in words, the likeliest first, by page and slot.
pub type Ways = BTreeMap<u32, BTreeMap<String, Vec<String>>>;

/// One search, or none.
#[derive(Default)]
pub struct Trial {
    running: Option<Running>,
}

struct Running {
    begun: Instant,
    child: Child,
    /// Reads what it says.
    report: JoinHandle<Vec<u8>>,
}

impl Trial {
    /// Begins a search; whether it could.
    pub fn begin(&mut self, options: &Options) -> bool {
        self.give_up();
        self.running = start(options);
        self.running.is_some()
    }

    /// Nobody wants any longer what is looked for.
    pub fn give_up(&mut self) {
        if let Some(mut running) = self.running.take() {
            // One that has ended already cannot be ended.
            let _ = running.child.kill();
            let _ = running.child.wait();
        }
    }

    /// What was found, once, and how long it took; nothing as long as it is looked for.
    pub fn found(&mut self) -> Option<(Ways, Duration)> {
        let done = |running: &mut Running| running.report.is_finished();
        let mut running = self.running.take_if(done)?;
        let _ = running.child.wait();
        // A search that went wrong has found nothing.
        let report = running.report.join().unwrap_or_default();
        Some((read(&report), running.begun.elapsed()))
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        self.give_up();
    }
}

fn start(options: &Options) -> Option<Running> {
    let mut command = Command::new(env::current_exe().ok()?);
    command.args(["fit", "--format", "json"]);
    if options.system_fonts {
        command.arg("--system-fonts");
    }
    for (flag, rules) in [
        ("--deny", &options.asked.deny),
        ("--allow", &options.asked.allow),
    ] {
        command.args(rules.iter().map(|rule| format!("{flag}={rule}")));
    }
    command.arg("--").arg(&options.issue);
    // Many threads work for a short time: an arena each would be most of what it takes.
    command.env("MALLOC_ARENA_MAX", "2");
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).spawn().ok()?;
    let mut out = child.stdout.take()?;
    let report = thread::spawn(move || {
        let mut report = vec![];
        // What is cut short is no report, and found so.
        let _ = out.read_to_end(&mut report);
        report
    });
    Some(Running {
        begun: Instant::now(),
        child,
        report,
    })
}

/// As much of the report of `dayang fit` as is shown.
#[derive(Deserialize)]
struct Report {
    issues: Vec<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    fit: Vec<Fit>,
}

#[derive(Deserialize)]
struct Fit {
    page: u32,
    slot: String,
    #[serde(default)]
    ways: Vec<Way>,
}

#[derive(Deserialize)]
struct Way {
    text: String,
}

fn read(report: &[u8]) -> Ways {
    let mut ways = Ways::new();
    let issues = serde_json::from_slice(report).map_or(vec![], |report: Report| report.issues);
    for fit in issues.into_iter().flat_map(|issue| issue.fit) {
        if !fit.ways.is_empty() {
            let told = fit.ways.into_iter().map(|way| way.text).collect();
            ways.entry(fit.page).or_default().insert(fit.slot, told);
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_and_half_of_one_is_none() {
        let report = br#"{"version": 1, "issues": [{"issue": "a", "fit": [
            {"page": 3, "slot": "lead", "ways": [{"number": 1, "text": "cut 4"}, {"text": "swap"}]},
            {"page": 3, "slot": "foot"}, {"page": 4, "slot": "foot", "ways": []}]}]}"#;
        let lead = BTreeMap::from([("lead".into(), vec!["cut 4".into(), "swap".into()])]);
        assert_eq!(read(report), Ways::from([(3, lead)]));
        assert_eq!(read(&report[..100]), Ways::new());
        assert_eq!(read(b""), Ways::new());
    }
}
