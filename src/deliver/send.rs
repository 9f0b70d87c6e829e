//! Pages to the delivery folder: the pages first, then the list of checksums, the ticket last.
//!
//! Each file is looked at before it goes; what is no press file does not. A page that is there with
//! the same content is not sent again, even if its file was taken away by whoever watches the
//! folder. Names that bear a version leave the page that they replace where it is: the ticket says
//! which is which.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::ledger::{Ledger, Settled};
use super::lock::Lock;
use super::stage::Stage;
use super::target::Target;
use super::ticket::{Action, Color, FORM, Missing, Page, Paper, Replaced, Same, Signed, Ticket};
use super::{Output, look, names};
use crate::diag::{Finding, Place};
use crate::manifest::IssueManifest;
use crate::project::Project;
use crate::states::{State, States};

/// What is to be delivered.
pub struct Order<'a> {
    pub project: &'a Project,
    pub manifest: &'a IssueManifest,
    pub states: &'a States,
    /// The pages, each with what it was found to be.
    pub pages: Vec<(&'a Output, &'a Settled)>,
    /// All pages of the issue.
    pub numbers: &'a [u32],
    /// Why pages are not among them.
    pub missing: BTreeMap<u32, String>,
    /// Pages go even if they are there already: a plate was spoilt.
    pub again: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Sent {
    pub findings: Vec<Finding>,
    /// The pages that went, in order.
    pub pages: Vec<Page>,
    /// The pages that were there already.
    pub kept: Vec<u32>,
    /// The pages that did not go, each with why.
    pub held: Vec<Missing>,
    /// Every file that was written, the ticket last.
    pub files: Vec<PathBuf>,
}

/// The name of an issue among all that a folder may hold.
pub fn key(project: &Project, manifest: &IssueManifest) -> String {
    let head = &manifest.issue.issue;
    let key = names::key(head.date(), head.edition());
    format!("{}-{key}", project.house.paper.code.as_str())
}

impl Order<'_> {
    /// Delivers. The work folder is locked.
    pub fn send(&self, target: &Target, lock: &Lock) -> io::Result<Sent> {
        fs::create_dir_all(&target.folder)?;
        let mut stage = Stage::open(&target.folder, &target.work, lock)?;
        let key = key(self.project, self.manifest);
        let path = target.work.join(Ledger::name(&key));
        let mut ledger = Ledger::read(&path);
        let mut sent = Sent::default();
        let mut missing = self.missing.clone();
        for (output, settled) in &self.pages {
            let Some(number) = output.page else { continue };
            match self.page(output, settled, &ledger, target) {
                Err(why) => {
                    sent.findings.push(self.refused(number, &why));
                    missing.insert(number, why);
                }
                Ok(None) => sent.kept.push(number),
                Ok(Some(page)) => {
                    stage.put_again(&page.file, &output.bytes)?;
                    sent.pages.push(page);
                }
            }
        }
        sent.held = (missing.into_iter())
            .map(|(page, why)| Missing { page, why })
            .collect();
        if sent.pages.is_empty() {
            return Ok(sent);
        }
        ledger.issue = self.issue();
        ledger.edition = self.manifest.issue.issue.edition().map(String::from);
        ledger.deliveries = ledger.deliveries.saturating_add(1);
        for page in ledger.sent.values_mut() {
            page.action = Action::Keep;
        }
        for (_, settled) in &self.pages {
            let own = sent
                .pages
                .iter()
                .find(|page| Some(page.page) == settled.page);
            if let Some(page) = own {
                let mut record = settled.record.clone();
                record.plated = true;
                ledger.set(settled.page, record);
                ledger.sent.insert(page.page, page.clone());
            }
        }
        self.share(&mut ledger, &key, target);
        let checksums = self.checksums(&ledger, target, &sent);
        let ticket = self.ticket(&ledger, &sent);
        stage.put_again(&ticket.checksums, checksums.as_bytes())?;
        stage.put_again(
            self.ticket_name(ledger.deliveries),
            ticket.text()?.as_bytes(),
        )?;
        stage.put_inside(Ledger::name(&key), &ledger.bytes())?;
        sent.pages = (ledger.sent.values())
            .filter(|page| page.action != Action::Keep)
            .cloned()
            .collect();
        sent.files = stage.commit()?;
        Ok(sent)
    }

    /// What the ticket says of a page that goes; nothing of one that is there. An error says why it
    /// must not go.
    fn page(
        &self,
        output: &Output,
        settled: &Settled,
        ledger: &Ledger,
        target: &Target,
    ) -> Result<Option<Page>, String> {
        let sheet = look::page(&output.bytes, output.mono)?;
        let last = ledger.get(output.page);
        let same = last.is_some_and(|last| last.content == settled.record.content);
        if same && !self.again && last.is_some_and(|last| target.has(last)) {
            return Ok(None);
        }
        let number = output.page.unwrap_or_default();
        let old = last.filter(|_| !same).map(|last| Replaced {
            version: last.version.clone(),
            file: last.file.clone(),
        });
        let state = self.states.get(number);
        let signed = state.filter(|page| page.state == State::Signed);
        Ok(Some(Page {
            page: number,
            action: match last {
                None if settled.record.replaces.is_none() => Action::Plate,
                _ => Action::PlateAgain,
            },
            file: output.name.clone(),
            version: settled.record.version.clone(),
            replaces: old,
            width: sheet.width,
            height: sheet.height,
            bleed: sheet.bleed,
            color: if output.mono { Color::K } else { Color::C },
            plates: sheet.plates,
            condition: sheet.condition,
            bytes: output.bytes.len() as u64,
            sha256: settled.record.sha256.clone(),
            signed: signed.map(|page| Signed {
                by: page.by.clone().unwrap_or_default(),
                at: page.at.clone().unwrap_or_default(),
            }),
            same_as: vec![],
        }))
    }

    fn refused(&self, number: u32, why: &str) -> Finding {
        let message = format!("page {number} is not delivered: {why}");
        let finding = Finding::error("delivery-refused", message).on(number);
        match place(self.manifest, number) {
            Some(place) => finding.at(place),
            None => finding,
        }
    }

    fn issue(&self) -> String {
        let shown = self.project.display(&self.manifest.dir);
        shown.to_string_lossy().into_owned()
    }

    /// Notes which pages of other editions of this date are the very same.
    fn share(&self, ledger: &mut Ledger, key: &str, target: &Target) {
        let date = self.manifest.issue.issue.date();
        let code = self.project.house.paper.code.as_str();
        let begin = format!("{code}-{}", names::key(date, None));
        let own = Ledger::name(key);
        let mut others: Vec<(String, Ledger)> = (fs::read_dir(&target.work).into_iter().flatten())
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.starts_with(&begin) && name.ends_with(&Ledger::name("")))
            .filter(|name| *name != own)
            .map(|name| (name.clone(), Ledger::read(&target.work.join(name))))
            .collect();
        others.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (number, page) in &mut ledger.sent {
            let Some(record) = ledger.pages.get(number) else {
                continue;
            };
            page.same_as.clear();
            for (_, other) in &others {
                let same = other
                    .pages
                    .iter()
                    .filter(|(_, known)| known.content == record.content);
                page.same_as.extend(same.map(|(number, known)| Same {
                    edition: other.edition.clone(),
                    page: *number,
                    file: known.file.clone(),
                }));
            }
        }
    }

    fn ticket_name(&self, delivery: u32) -> String {
        let house = &self.project.house;
        let head = &self.manifest.issue.issue;
        let naming = names::Naming {
            code: &house.paper.code,
            date: head.date(),
            number: *head.number,
            edition: head.edition(),
            page: None,
            mono: false,
        };
        let name = naming.fill(&house.delivery.ticket);
        name.replace("{delivery}", &delivery.to_string())
    }

    fn ticket(&self, ledger: &Ledger, sent: &Sent) -> Ticket {
        let house = &self.project.house;
        let head = &self.manifest.issue.issue;
        let there = |number: &u32| ledger.sent.contains_key(number);
        let missing: Vec<Missing> = (self.numbers.iter())
            .filter(|number| !there(number))
            .map(|number| Missing {
                page: *number,
                why: match sent.held.iter().find(|held| held.page == *number) {
                    Some(held) => held.why.clone(),
                    None => "it was not asked for".into(),
                },
            })
            .collect();
        let pages = self
            .numbers
            .iter()
            .filter_map(|number| ledger.sent.get(number));
        let name = self.ticket_name(ledger.deliveries);
        Ticket {
            version: FORM,
            paper: Paper {
                name: house.paper.name.clone(),
                code: house.paper.code.to_string(),
            },
            date: head.date().to_string(),
            number: *head.number,
            edition: head.edition().map(String::from),
            delivery: ledger.deliveries,
            complete: missing.is_empty(),
            pages: pages.cloned().collect(),
            missing,
            held: (sent.held.iter())
                .filter(|held| there(&held.page))
                .cloned()
                .collect(),
            checksums: format!("{}.sha256", name.strip_suffix(".json").unwrap_or(&name)),
        }
    }

    /// The pages that stand in the folder after this delivery, as `sha256sum -c` reads them.
    fn checksums(&self, ledger: &Ledger, target: &Target, sent: &Sent) -> String {
        let goes = |number: u32| sent.pages.iter().any(|page| page.page == number);
        (ledger.sent.values())
            .filter(|page| goes(page.page) || target.folder.join(&page.file).is_file())
            .map(|page| format!("{}  {}\n", page.sha256, page.file))
            .collect()
    }
}

/// Where the manifest names a page.
pub fn place(manifest: &IssueManifest, number: u32) -> Option<Place> {
    let page = manifest.issue.pages.iter();
    let page = page.map(|page| &page.number).find(|one| ***one == number)?;
    page.is_placed().then(|| manifest.place(page))
}
