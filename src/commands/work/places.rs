//! The folders of one issue, and what is put into them: versions, files, a report; and the delivery.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::json;

use super::{Done, Found, Job, cannot_write, locked, waiting};
use crate::deliver::ledger::{Known, Ledger, Settled};
use crate::deliver::lock::{self, Lock, LockError};
use crate::deliver::send::{self, Order};
use crate::deliver::stage::Stage;
use crate::deliver::target::Target;
use crate::deliver::{Output, WORK};
use crate::desk;
use crate::diag::{Finding, Place, Severity};
use crate::project::reason;
use crate::states::{State, States};

/// The folders of an issue.
pub(super) struct Places<'a> {
    pub found: &'a Found,
    pub folder: &'a Path,
    pub target: Option<&'a Target>,
    pub states: &'a States,
}

impl Places<'_> {
    /// Gives pages their versions, writes them, and delivers them.
    pub fn write(&self, job: &Job, lock: &Lock, done: &mut Done) -> Result<(), Box<Finding>> {
        let delivers = self.target.cloned();
        let known = delivers.or_else(|| Target::of(&self.found.project, None));
        let known = known.filter(|_| !job.wish.proof);
        let delivery_lock = match (&self.target, &known) {
            (Some(_), Some(target)) => Some(self.lock(target)?),
            _ => None,
        };
        let key = send::key(&self.found.project, &self.found.manifest);
        let delivered = known
            .as_ref()
            .map(|target| Ledger::read(&target.work.join(Ledger::name(&key))));
        let work = self.folder.join(WORK);
        let mut ledger = Ledger::read(&work.join(Ledger::name(&key)));
        self.taken(&ledger)?;
        self.settle(job, &ledger, delivered.as_ref(), known.as_ref(), done);
        let fail = |err: io::Error| Box::new(cannot_write(self.folder, &err));
        let mut written = vec![];
        let mut stage = Stage::open(self.folder, &work, lock).map_err(fail)?;
        for output in done.result.outputs.iter().chain(&[report(job, done)]) {
            let new = stage.put(&output.name, &output.bytes).map_err(fail)?;
            written.push((self.folder.join(&output.name), new));
        }
        if !job.wish.proof {
            ledger.issue = self.issue();
            for settled in &done.settled {
                ledger.set(settled.page, settled.record.clone());
            }
            let name = Ledger::name(&key);
            stage.put_inside(name, &ledger.bytes()).map_err(fail)?;
        }
        stage.commit().map_err(fail)?;
        done.written = written;
        if let (Some(target), Some(lock)) = (self.target, delivery_lock) {
            self.deliver(job, target, &lock, done)?;
        }
        Ok(())
    }

    fn lock(&self, target: &Target) -> Result<Lock, Box<Finding>> {
        let folder = &target.folder;
        let lock = lock::take(&target.work, || {
            waiting("delivering", folder);
        });
        let mut findings = vec![];
        let lock = match lock {
            Err(LockError::Io(err)) => return Err(Box::new(undelivered(target, &err))),
            lock => locked(lock, folder, &mut findings),
        };
        lock.ok_or_else(|| {
            let busy = || Finding::error("output-busy", "another run is delivering there");
            Box::new(findings.pop().unwrap_or_else(busy))
        })
    }

    fn issue(&self) -> String {
        let shown = self.found.project.display(&self.found.manifest.dir);
        shown.to_string_lossy().into_owned()
    }

    /// Two issues of one date and edition would overwrite each other.
    fn taken(&self, ledger: &Ledger) -> Result<(), Box<Finding>> {
        let own = self.issue();
        let other = self.found.project.root.join(&ledger.issue);
        if ledger.issue.is_empty()
            || ledger.issue == own
            || !other.join(crate::project::ISSUE_FILE).is_file()
        {
            return Ok(());
        }
        let head = &self.found.manifest.issue.issue;
        let message = format!(
            "the pages of {} stand in the same folder already",
            ledger.issue
        );
        Err(Box::new(
            Finding::error("edition", message)
                .at(self.found.manifest.place(&head.date))
                .related(Place::File(self.folder.to_owned()), "the folder")
                .hint("issues of one date are told apart by an `edition` under `[issue]`"),
        ))
    }

    /// Gives every file its version and its name.
    fn settle(
        &self,
        job: &Job,
        ledger: &Ledger,
        delivered: Option<&Ledger>,
        target: Option<&Target>,
        done: &mut Done,
    ) {
        let mut folders = vec![self.folder];
        folders.extend(target.map(|target| target.folder.as_path()));
        let nothing = Ledger::default();
        let known = match job.wish.proof {
            // Proofs have versions of their own, by what the folder shows.
            true => Known {
                folders: &folders[..1],
                built: &nothing,
                delivered: None,
            },
            false => Known {
                folders: &folders,
                built: ledger,
                delivered,
            },
        };
        let settled = |output: &mut Output| known.settle(output);
        let settled: Vec<Settled> = done.result.outputs.iter_mut().map(settled).collect();
        if !job.wish.proof {
            done.settled = settled;
        }
    }

    fn deliver(
        &self,
        job: &Job,
        target: &Target,
        lock: &Lock,
        done: &mut Done,
    ) -> Result<(), Box<Finding>> {
        let Some(delivery) = &job.delivery else {
            return Ok(());
        };
        let numbers: Vec<u32> = done.result.sheets.iter().map(|sheet| sheet.page).collect();
        let mut missing = BTreeMap::new();
        let mut findings = vec![];
        let mut pages = vec![];
        for number in &numbers {
            if !delivery.pages.is_empty() && !delivery.pages.contains(number) {
                continue;
            }
            let output = (done.result.outputs.iter()).find(|one| one.page == Some(*number));
            let settled = done.settled.iter().find(|one| one.page == Some(*number));
            match (output, settled) {
                (Some(_), Some(_)) if self.unsigned(*number) => {
                    missing.insert(*number, "it is not signed".to_string());
                    findings.push(self.not_signed(*number));
                }
                (Some(output), Some(settled)) => pages.push((output, settled)),
                _ => drop(missing.insert(*number, self.why(*number, &done.result))),
            }
        }
        let order = Order {
            project: &self.found.project,
            manifest: &self.found.manifest,
            states: self.states,
            pages,
            numbers: &numbers,
            missing,
            again: delivery.again,
        };
        let mut sent =
            (order.send(target, lock)).map_err(|err| Box::new(undelivered(target, &err)))?;
        done.result.findings.extend(findings);
        done.result.findings.append(&mut sent.findings);
        done.sent = Some(sent);
        self.mark_delivered(target, done);
        Ok(())
    }

    /// Notes in the output folder what was delivered, so that a letter is not given twice even when
    /// the delivery folder cannot be seen. A note that cannot be written costs nothing else.
    fn mark_delivered(&self, target: &Target, done: &Done) {
        let key = send::key(&self.found.project, &self.found.manifest);
        let name = Ledger::name(&key);
        let delivered = Ledger::read(&target.work.join(&name));
        let path = self.folder.join(WORK).join(&name);
        let mut ledger = Ledger::read(&path);
        for settled in &done.settled {
            if let (Some(page), Some(record)) = (settled.page, delivered.get(settled.page))
                && record.content == settled.record.content
                && let Some(own) = ledger.pages.get_mut(&page)
            {
                own.plated = true;
            }
        }
        let _ = crate::states::write::replace(&path, &ledger.bytes());
    }

    /// Whether a page lacks the signature that the house wants.
    fn unsigned(&self, number: u32) -> bool {
        self.found.project.house.delivery.signed && self.states.of(number) != State::Signed
    }

    fn not_signed(&self, number: u32) -> Finding {
        let message = format!("page {number} is not signed, and not delivered");
        let finding = Finding::warning("unsigned-page", message)
            .on(number)
            .hint(format!("`dayang sign <ISSUE> --page {number} --by NAME`"));
        match send::place(&self.found.manifest, number) {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    /// Why a page was not made.
    fn why(&self, number: u32, result: &desk::Result) -> String {
        let own = |finding: &&Finding| {
            finding.severity == Severity::Error && finding.page == Some(number)
        };
        match result.findings.iter().find(own) {
            Some(finding) => format!("{}: {}", finding.rule, finding.message),
            None => "it shares an article with a page that has errors".into(),
        }
    }
}

fn undelivered(target: &Target, err: &io::Error) -> Finding {
    let why = reason(err);
    Finding::error("output", format!("cannot deliver the pages: {why}"))
        .at(Place::File(target.folder.clone()))
        .hint("nothing was changed that could not be written whole")
}

/// `report.json`, with the version of every page.
fn report(job: &Job, done: &Done) -> Output {
    let mut report = desk::report(&done.result);
    let plates: Vec<_> = (done.settled.iter())
        .filter_map(|settled| {
            let record = &settled.record;
            Some(json!({
                "page": settled.page?,
                "file": record.file,
                "version": record.version,
                "replaces": record.replaces,
                "sha256": record.sha256,
            }))
        })
        .collect();
    if !job.wish.proof {
        report["plates"] = plates.into();
    }
    let name = match job.wish.proof {
        true => "proof-report.json",
        false => "report.json",
    };
    Output::file(name, format!("{report}\n").into_bytes())
}
