//! Watch (看样): an issue's pages on a screen of this machine, set anew whenever anything they are
//! made of changes.
//!
//! One thread composes ([`composer`]) and puts what came of it on the [`desk`]; the threads of the
//! [`server`] show it. Nothing outside the program's own page and the composed pages is served.

mod align;
mod changes;
mod composer;
mod desk;
mod drawing;
mod events;
mod files;
mod guard;
mod head;
mod http;
mod news;
mod overlay;
mod page;
mod place;
mod plates;
mod proof;
mod server;
mod sources;
mod trial;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::ColorChoice;
use signal_hook::consts::{SIGINT, SIGTERM};

use self::changes::Changes;
use self::composer::Composer;
use self::desk::Desk;
use self::guard::Guard;
use self::server::House;
use crate::commands::{exit, exit_code};
use crate::diag::{Finding, human};
use crate::preflight::rules::policy::Asked;
use crate::project::{Project, reason};

/// How often files are looked at.
const LOOK: Duration = Duration::from_millis(80);
/// A file is whole when it has stayed as it is for so long, or has been waited for long enough.
const SETTLED: Duration = Duration::from_millis(25);
const PATIENCE: Duration = Duration::from_millis(600);

/// What is watched, and how.
#[derive(Debug, Clone)]
pub struct Options {
    pub issue: PathBuf,
    /// 0 takes any port that is free.
    pub port: u16,
    pub system_fonts: bool,
    pub asked: Asked,
}

impl Options {
    /// The folder of the issue.
    fn folder(&self) -> PathBuf {
        let issue = self.issue.canonicalize().unwrap_or_default();
        match issue.is_file() {
            true => issue.parent().map(PathBuf::from).unwrap_or_default(),
            false => issue,
        }
    }
}

/// Watches until a signal ends it. Gives the exit code.
pub fn watch(options: &Options, color: ColorChoice) -> io::Result<u8> {
    let mut findings = options.asked.check();
    // Without a project there is nothing to watch for; anything else may yet be mended.
    let project = Project::find(&options.issue);
    if project.value.is_none() {
        findings.extend(project.findings);
    }
    if !findings.is_empty() {
        human::print(&findings, color)?;
        return Ok(exit_code(&findings));
    }
    let (listener, port) = match http::open(options.port) {
        Ok(open) => open,
        Err(error) => {
            let why = match error.kind() {
                io::ErrorKind::AddrInUse => "it is in use".into(),
                _ => reason(&error),
            };
            let message = format!("cannot listen on port {} of 127.0.0.1: {why}", options.port);
            let finding = Finding::unreadable("watch-port", message)
                .hint("give another with --port, or none to take any that is free");
            human::print(&[finding], color)?;
            return Ok(exit::UNREADABLE);
        }
    };
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, stop.clone())?;
        signal_hook::flag::register(signal, stop.clone())?;
    }
    let desk = Arc::new(Desk::default());
    let house = Arc::new(House {
        guard: Guard::new(port),
        desk: desk.clone(),
        changes: Changes::new(options.folder()),
        listening: Arc::default(),
    });
    let serving = http::serve(listener, port, {
        let house = house.clone();
        move |request, stream| server::answer(request, stream, &house)
    });
    {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", house.guard.address())?;
        writeln!(out, "watching {} (Ctrl-C ends it)", options.issue.display())?;
        out.flush()?;
    }
    let mut composer = Composer::new(options.clone(), house.clone());
    let ended = compose(&mut composer, &stop, color);
    desk.end();
    serving.end();
    ended?;
    Ok(exit::DONE)
}

/// Composes, and again after every change, until it is time to stop.
fn compose(composer: &mut Composer, stop: &AtomicBool, color: ColorChoice) -> io::Result<()> {
    while !stop.load(Ordering::SeqCst) {
        // What changes from here on is seen afterwards, and composed again.
        let (watched, state, begun) = (composer.watched(), composer.state(), SystemTime::now());
        composer.run(color)?;
        // The run may have found more to look at. It is looked at first, and what was known after it: an
        // edit in between is found in what was known, and one before in the time of what is new.
        let now = composer.state();
        let late = composer.watched().has_newer(&watched, begun);
        let known = match watched.state() == state && !late {
            true => now,
            false => !now,
        };
        wait(composer, known, stop)?;
    }
    Ok(())
}

/// Waits until a file is other than it was, and whole. Meanwhile there is time for ways out.
fn wait(composer: &mut Composer, known: u64, stop: &AtomicBool) -> io::Result<()> {
    let since = Instant::now();
    while !stop.load(Ordering::SeqCst) {
        let mut state = composer.state();
        if state != known {
            composer.disturbed();
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE {
                thread::sleep(SETTLED);
                if std::mem::replace(&mut state, composer.state()) == state {
                    break;
                }
            }
            return Ok(());
        }
        composer.rests(since.elapsed())?;
        thread::sleep(LOOK);
    }
    composer.disturbed();
    Ok(())
}
