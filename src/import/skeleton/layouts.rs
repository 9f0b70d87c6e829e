//! Which layouts come into question: those of the house's latest issues before all others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use typst_kit::fonts::FontStore;

use crate::compose::{self, Stage};
use crate::diag::{Finding, nearest};
use crate::layout::{self, Layout};
use crate::manifest::{Date, SIZE_LIMIT};
use crate::project::{ISSUE_FILE, Project, read_limited};

/// Issues that are looked at, the latest first.
const LOOKED_AT: usize = 60;

/// The layouts that may be proposed; there is at least one.
pub struct Layouts {
    pub first: Arc<Layout>,
    pub others: Vec<Arc<Layout>>,
}

/// What the latest issue before a day was like.
#[derive(Debug, Default)]
pub struct Known {
    date: Option<Date>,
    number: Option<u32>,
    /// The layouts of its pages.
    pages: BTreeMap<u32, String>,
}

impl Known {
    pub fn read(root: &Path, before: Date) -> Self {
        let Ok(entries) = fs::read_dir(root.join("issues")) else {
            return Self::default();
        };
        let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        folders.sort();
        let issues = folders
            .iter()
            .rev()
            .take(LOOKED_AT)
            .filter_map(|folder| Self::issue(folder));
        let earlier = issues.filter(|known| known.date.is_some_and(|date| date < before));
        earlier.max_by_key(|known| known.date).unwrap_or_default()
    }

    fn issue(folder: &Path) -> Option<Self> {
        let bytes = read_limited(&folder.join(ISSUE_FILE), SIZE_LIMIT).ok()?;
        let table: toml::Table = std::str::from_utf8(&bytes).ok()?.parse().ok()?;
        let head = table.get("issue")?.as_table()?;
        let pages = table.get("page").and_then(|pages| pages.as_array());
        let pages = pages.into_iter().flatten().filter_map(|page| {
            let number = page.get("number")?.as_integer()?.try_into().ok()?;
            Some((number, page.get("layout")?.as_str()?.to_string()))
        });
        Some(Self {
            date: (*head.get("date")?.as_datetime()?).try_into().ok(),
            number: head
                .get("number")
                .and_then(|number| number.as_integer()?.try_into().ok()),
            pages: pages.collect(),
        })
    }

    /// The number of a later issue, and why it is likely.
    pub fn number(&self, date: Date) -> (u32, String) {
        let (Some(last), Some(number)) = (self.date, self.number) else {
            return (1, "no earlier issue is there".into());
        };
        let days = u32::try_from(date.days() - last.days()).unwrap_or(1);
        let (next, how) = match days {
            1..=14 => (number.saturating_add(days), "one a day since"),
            _ => (number.saturating_add(1), "the next after"),
        };
        (next, format!("{how} {last}, which is {number}"))
    }

    /// The layout of the same page in the latest issue.
    pub fn page(&self, number: u32) -> Option<&str> {
        self.pages.get(&number).map(String::as_str)
    }

    /// Whether the latest issue has the layout.
    pub fn has(&self, name: &str) -> bool {
        self.pages.values().any(|own| own == name)
    }
}

/// Reads the layouts that may be proposed: the one that is asked for, else all that have the
/// sheet of the latest issue.
pub fn load(
    project: &Project,
    known: &Known,
    asked: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<Layouts> {
    let names = layout::names(&project.root);
    let wanted: Vec<&str> = match asked {
        Some(name) if !names.iter().any(|own| own == name) => {
            let message = format!("there is no layout `{}`", crate::diag::brief(name));
            let mut finding = Finding::unreadable("unknown-layout", message);
            finding = match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None => finding.hint(format!("there are {}", names.join(", "))),
            };
            findings.push(finding);
            return None;
        }
        Some(name) => vec![name],
        None => names.iter().map(String::as_str).collect(),
    };
    let mut read = read(project, &wanted, findings)?;
    let usual: BTreeSet<&String> = known.pages.values().collect();
    let sheet = read
        .iter()
        .find(|(name, _)| usual.contains(name))
        .map(|(_, layout)| layout.sheet);
    if let (None, Some(sheet)) = (asked, sheet) {
        read.retain(|_, layout| layout.sheet == sheet);
    }
    let mut read = read.into_values();
    let Some(first) = read.next() else {
        let message = "the project has no layout that articles could be placed by";
        findings.push(Finding::unreadable("import-source", message).hint(
            "layouts are modules below layouts/, for instance layouts/broadsheet/inside.typ",
        ));
        return None;
    };
    Some(Layouts {
        first,
        others: read.collect(),
    })
}

/// Reads layouts without fonts: nothing is set.
fn read(
    project: &Project,
    names: &[&str],
    findings: &mut Vec<Finding>,
) -> Option<BTreeMap<String, Arc<Layout>>> {
    let stage = Stage {
        library: compose::library(),
        fonts: Arc::new(FontStore::new()),
        content: None,
    };
    let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
    let read = layout::read_each(project, &stage, &names)
        .map_err(|found| findings.extend(found))
        .ok()?;
    let mut layouts = BTreeMap::new();
    for (name, read) in read {
        match read {
            Ok(layout) => drop(layouts.insert(name, Arc::new(layout))),
            Err(found) => findings.push(broken(&name, found.len())),
        }
    }
    Some(layouts)
}

fn broken(name: &str, count: usize) -> Finding {
    let s = if count == 1 { "" } else { "s" };
    let message = format!("layout `{name}` cannot be proposed: it has {count} error{s}");
    Finding::warning("import-lost", message)
        .hint("`dayang check` of an issue that uses it shows them")
}
