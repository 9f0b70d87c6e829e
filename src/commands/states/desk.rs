//! An issue on the table of who signs: its states, and its pages as they were built last.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::Common;
use crate::deliver::ledger::Ledger;
use crate::deliver::{WORK, content, look, names, send};
use crate::diag::Finding;
use crate::diag::json::{Now, StateEntry};
use crate::manifest::IssueManifest;
use crate::project::{Project, reason};
use crate::states::States;

/// An issue, its states and its pages as they were built.
pub(super) struct Desk {
    pub project: Project,
    pub manifest: IssueManifest,
    pub states: States,
    pub folder: PathBuf,
    pub ledger: Ledger,
}

/// A page as it was built.
pub(super) struct Built {
    pub bytes: Vec<u8>,
    pub hash: String,
    pub version: String,
}

impl Desk {
    pub fn open(args: &Common) -> Result<Self, Vec<Finding>> {
        let found = Project::find(&args.issue);
        let project = found.value.ok_or(found.findings)?;
        let read = IssueManifest::read(&project, &args.issue);
        let manifest = read.value.ok_or(read.findings)?;
        let states = States::read(&project, &manifest.dir);
        let states = states.value.ok_or(states.findings)?;
        let folder = (args.output.clone()).unwrap_or_else(|| manifest.output(&project));
        let key = send::key(&project, &manifest);
        let ledger = Ledger::read(&folder.join(WORK).join(Ledger::name(&key)));
        Ok(Self {
            project,
            manifest,
            states,
            folder,
            ledger,
        })
    }

    pub fn numbers(&self) -> Vec<u32> {
        let pages = self.manifest.issue.pages.iter();
        let mut numbers: Vec<u32> = pages.map(|page| *page.number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The file of a page in the output folder, and its version.
    fn file(&self, number: u32, mono: bool) -> Option<(PathBuf, String)> {
        if let Some(record) = self.ledger.pages.get(&number) {
            return Some((self.folder.join(&record.file), record.version.clone()));
        }
        // Without a ledger, by its name.
        let head = &self.manifest.issue.issue;
        let naming = names::Naming {
            code: &self.project.house.paper.code,
            date: head.date(),
            number: *head.number,
            edition: head.edition(),
            page: Some(number),
            mono,
        };
        let name = naming.fill(&self.project.house.delivery.page);
        let version = match name.contains(names::VERSION) {
            true => names::latest(&self.folder, &name)?,
            false => names::FIRST.into(),
        };
        let name = name.replace(names::VERSION, &version);
        Some((self.folder.join(name), version))
    }

    /// A page as it was built last; it must be one for the press.
    pub fn built(&self, number: u32) -> Result<Built, String> {
        let mut pages = self.manifest.issue.pages.iter();
        let mono = pages.any(|page| *page.number == number && page.mono);
        let unbuilt = || "it has not been built".to_string();
        let (path, version) = self.file(number, mono).ok_or_else(unbuilt)?;
        let shown = self.project.display(&path);
        let shown = shown.display();
        let bytes = fs::read(&path).map_err(|err| match err.kind() {
            io::ErrorKind::NotFound => unbuilt(),
            _ => format!("{shown}: {}", reason(&err)),
        })?;
        look::page(&bytes, mono).map_err(|why| format!("{shown}: {why}"))?;
        let hash = content::hash(&bytes).map_err(|err| err.to_string())?;
        Ok(Built {
            bytes,
            hash,
            version,
        })
    }

    pub fn entries(&self) -> Vec<StateEntry> {
        let entry = |number: u32| {
            let state = self.states.get(number);
            let built = self.built(number).ok();
            let hash = state.and_then(|state| state.hash.as_ref());
            StateEntry {
                page: number,
                state: self.states.of(number),
                by: state.and_then(|state| state.by.clone()),
                at: state.and_then(|state| state.at.clone()),
                version: state.and_then(|state| state.version.clone()),
                now: match (hash, built) {
                    (_, None) => Now::Unbuilt,
                    (None, Some(_)) => Now::Unknown,
                    (Some(hash), Some(built)) if *hash == built.hash => Now::Same,
                    (Some(_), Some(_)) => Now::Changed,
                },
            }
        };
        self.numbers().into_iter().map(entry).collect()
    }
}
