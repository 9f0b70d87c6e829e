//! Which version of each page is known, and which may be on a plate.
//!
//! A folder keeps a ledger for each issue in it. An output folder's says what was built; a delivery
//! folder's, what was delivered. A version is given to other content only while nobody can have
//! plated it: where pages are delivered, until it was delivered; where nobody delivers, a file
//! that was built counts as plated. Without a ledger, what the folder shows is taken for plated.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::names::{self, VERSION};
use super::{Output, content, ticket};

/// Goes up when a field changes its meaning; a ledger of another form is none.
const FORM: u32 = 1;

/// The versions of an issue's files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    form: u32,
    /// The issue's folder, relative to its project.
    pub issue: String,
    /// How often something was delivered.
    #[serde(default)]
    pub deliveries: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    pub pages: BTreeMap<u32, Record>,
    /// What the last ticket said of each page that was delivered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent: BTreeMap<u32, ticket::Page>,
    /// The whole issue as one file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Record>,
}

/// One file as it was last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub version: String,
    pub file: String,
    /// Of the file's bytes.
    pub sha256: String,
    /// Of what it prints.
    pub content: String,
    /// Whether it may be on a plate.
    pub plated: bool,
    /// The version that it takes the place of on the press.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

impl Ledger {
    /// A ledger's name in its work folder; `key` names the issue.
    pub fn name(key: &str) -> String {
        format!("{key}.ledger.json")
    }

    /// Reads a ledger. One that is not there, torn or of another form is as good as none.
    pub fn read(path: &Path) -> Self {
        let read = || -> Option<Self> {
            let ledger: Self = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
            let sound = |record: &Record| names::is_version(&record.version);
            let sound = ledger.pages.values().chain(&ledger.whole).all(sound);
            (ledger.form == FORM && sound).then_some(ledger)
        };
        read().unwrap_or_default()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let ledger = Self {
            form: FORM,
            ..self.clone()
        };
        // Strings and numbers: nothing in it can fail.
        let mut text = serde_json::to_string_pretty(&ledger).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// What is on record of a page, or of the whole issue.
    pub fn get(&self, page: Option<u32>) -> Option<&Record> {
        match page {
            Some(page) => self.pages.get(&page),
            None => self.whole.as_ref(),
        }
    }

    /// Puts a file on record.
    pub fn set(&mut self, page: Option<u32>, record: Record) {
        match page {
            Some(page) => drop(self.pages.insert(page, record)),
            None => self.whole = Some(record),
        }
    }
}

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub page: Option<u32>,
    pub record: Record,
    /// Whether a plate must be made again: what may be on the press prints something else.
    pub again: bool,
}

/// What is known when versions are given.
pub struct Known<'a> {
    /// Where earlier files may stand: the output folder, and the one that is delivered to.
    pub folders: &'a [&'a Path],
    pub built: &'a Ledger,
    /// What was delivered; nothing if the house delivers nowhere.
    pub delivered: Option<&'a Ledger>,
}

impl Known<'_> {
    /// Gives a file its version, and its name.
    pub fn settle(&self, output: &mut Output) -> Settled {
        let content =
            content::hash(&output.bytes).unwrap_or_else(|_| content::sha256(&output.bytes));
        let latest = self.latest(output);
        let same = latest.as_ref().is_some_and(|last| last.content == content);
        let (version, replaces, plated) = match latest {
            None => (names::FIRST.to_string(), None, false),
            Some(last) if same => (last.version, last.replaces, last.plated),
            Some(last) if last.plated => (names::next(&last.version), Some(last.version), false),
            Some(last) => (last.version, last.replaces, false),
        };
        output.name = output.name.replace(VERSION, &version);
        let again = replaces.is_some() && !plated;
        let record = Record {
            version,
            file: output.name.clone(),
            sha256: content::sha256(&output.bytes),
            content,
            plated: plated || self.delivered.is_none(),
            replaces,
        };
        Settled {
            page: output.page,
            record,
            again,
        }
    }

    /// The latest that is known of a file.
    fn latest(&self, output: &Output) -> Option<Record> {
        let built = self.built.get(output.page).cloned();
        let sent = self.delivered.and_then(|ledger| ledger.get(output.page));
        let known = built.iter().chain(sent).map(|record| &*record.version);
        let known = known.max_by_key(|version| names::rank(version));
        let shown = (self.folders.iter()).filter_map(|folder| shown(folder, output, known));
        // Of one version, what was delivered counts before what was built since.
        let all = shown.chain(built.clone()).chain(sent.cloned());
        all.max_by(|a, b| names::rank(&a.version).cmp(&names::rank(&b.version)))
    }
}

/// What a folder itself shows, where that says more than the ledgers.
fn shown(folder: &Path, output: &Output, known: Option<&str>) -> Option<Record> {
    let (version, name) = match output.name.contains(VERSION) {
        true => {
            let version = names::latest(folder, &output.name)?;
            let name = output.name.replace(VERSION, &version);
            (version, name)
        }
        false => (names::FIRST.to_string(), output.name.clone()),
    };
    if known.is_some_and(|known| names::rank(known) >= names::rank(&version)) {
        return None;
    }
    let bytes = fs::read(folder.join(&name)).ok()?;
    Some(Record {
        version,
        file: name,
        sha256: content::sha256(&bytes),
        content: content::hash(&bytes).unwrap_or_else(|_| content::sha256(&bytes)),
        plated: true,
        replaces: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: &str) -> Output {
        Output {
            name: "p3-{version}.pdf".into(),
            bytes: bytes.into(),
            page: Some(3),
            mono: false,
        }
    }

    /// Builds a page, and says what became of it.
    fn build(folder: &Path, built: &mut Ledger, sent: Option<&Ledger>, bytes: &str) -> Settled {
        let mut output = page(bytes);
        let known = Known {
            folders: &[folder],
            built,
            delivered: sent,
        };
        let settled = known.settle(&mut output);
        fs::write(folder.join(&output.name), bytes).unwrap();
        built.set(Some(3), settled.record.clone());
        settled
    }

    #[test]
    fn where_nobody_delivers_every_built_page_may_be_plated() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let mut built = Ledger::default();
        let told = |settled: Settled| (settled.record.version, settled.again);
        assert_eq!(told(build(at, &mut built, None, "1")), ("A".into(), false));
        assert_eq!(told(build(at, &mut built, None, "1")), ("A".into(), false));
        assert_eq!(told(build(at, &mut built, None, "2")), ("B".into(), true));
        assert_eq!(told(build(at, &mut built, None, "2")), ("B".into(), false));
        // Back to the first: its plate is gone, so it is a new version.
        assert_eq!(told(build(at, &mut built, None, "1")), ("C".into(), true));
        // The ledger is deleted: letters go on from what the folder shows.
        let mut built = Ledger::default();
        assert_eq!(told(build(at, &mut built, None, "1")), ("C".into(), false));
        let mut built = Ledger::default();
        assert_eq!(told(build(at, &mut built, None, "3")), ("D".into(), true));
    }

    #[test]
    fn where_pages_are_delivered_a_version_is_free_until_then() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let (mut built, mut sent) = (Ledger::default(), Ledger::default());
        for bytes in ["1", "2", "3"] {
            let settled = build(at, &mut built, Some(&sent), bytes);
            assert_eq!((&*settled.record.version, settled.again), ("A", false));
        }
        let mut record = built.pages[&3].clone();
        record.plated = true;
        sent.set(Some(3), record);
        for (bytes, version, again) in [("3", "A", false), ("4", "B", true), ("5", "B", true)] {
            let settled = build(at, &mut built, Some(&sent), bytes);
            assert_eq!((&*settled.record.version, settled.again), (version, again));
            assert_eq!(settled.record.replaces.is_some(), again);
        }
    }

    #[test]
    fn a_broken_ledger_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        let mut ledger = Ledger::default();
        assert_eq!(Ledger::read(&path), ledger);
        ledger.issue = "issues/x".into();
        fs::write(&path, ledger.bytes()).unwrap();
        assert_eq!(Ledger::read(&path).issue, "issues/x");
        fs::write(&path, &ledger.bytes()[..20]).unwrap();
        assert_eq!(Ledger::read(&path), Ledger::default());
    }
}
