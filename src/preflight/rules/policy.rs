//! How severely findings are taken: the house's settings, the manifest's exceptions, and what
//! the command line allows and denies.

use std::collections::BTreeMap;

use super::{Rule, all, find};
use crate::diag::{Finding, Place, Severity, brief, nearest};
use crate::manifest::{Except, IssueManifest, Level};
use crate::project::Project;

/// What the command line asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// `warnings`, or ids of rules whose findings are errors.
    pub deny: Vec<String>,
    /// Ids of rules whose findings are not told.
    pub allow: Vec<String>,
}

impl Asked {
    /// Gives findings the severity that is asked for, where no house has a say.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        let policy = Policy {
            levels: BTreeMap::new(),
            asked: self.clone(),
        };
        policy.apply(findings, &mut Excepts::default());
    }

    /// What is wrong with what is asked for.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = vec![];
        for (option, ids) in [("--deny", &self.deny), ("--allow", &self.allow)] {
            for id in ids {
                match find(id) {
                    None if option == "--deny" && id == "warnings" => {}
                    None => {
                        let message = format!("{option}: there is no rule `{}`", brief(id));
                        findings.push(unknown(Finding::unreadable("unknown-rule", message), id));
                    }
                    Some(rule) if rule.fixed && option == "--allow" => {
                        let message = format!("{option}: the rule `{id}` cannot be turned off");
                        findings.push(Finding::unreadable("fixed-rule", message));
                    }
                    Some(_) => {}
                }
            }
        }
        findings
    }
}

/// Names the nearest rule.
fn unknown(finding: Finding, id: &str) -> Finding {
    match nearest(id, all().map(|rule| rule.id)) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("docs/rules.md lists the rules"),
    }
}

/// The severities of a house, with what is wrong in its `[rules]`.
pub struct Policy {
    levels: BTreeMap<&'static str, Level>,
    asked: Asked,
}

impl Policy {
    /// Reads `[rules]` of the house.
    pub fn new(project: &Project, asked: &Asked) -> (Self, Vec<Finding>) {
        let mut levels = BTreeMap::new();
        let mut findings = vec![];
        for (id, word) in &project.house.rules {
            let place = Place::text(&project.house_source, word.range());
            let level = Level::parse(word);
            match (find(id), level) {
                (None, _) => {
                    let message = format!("there is no rule `{}`", brief(id));
                    let finding = Finding::error("unknown-rule", message).at(place);
                    findings.push(unknown(finding, id));
                }
                // An empty word has been reported with the house.
                (_, None) if word.is_empty() => {}
                (_, None) => {
                    let message = format!("a rule is not set to `{}`", brief(word));
                    let words = Level::WORDS.map(|word| format!("`\"{word}\"`")).join(", ");
                    findings.push(
                        Finding::error("rule-level", message)
                            .at(place)
                            .hint(format!("expected one of {words}")),
                    );
                }
                (Some(rule), Some(level)) if rule.fixed && level != Level::Error => {
                    let message = format!("the rule `{}` is always an error", rule.id);
                    findings.push(Finding::error("fixed-rule", message).at(place));
                }
                (Some(rule), Some(level)) => {
                    levels.insert(rule.id, level);
                }
            }
        }
        let asked = asked.clone();
        (Self { levels, asked }, findings)
    }

    /// Gives every finding the severity that house, manifest and command line ask for. Doing
    /// it again changes nothing.
    pub fn apply(&self, findings: &mut Vec<Finding>, excepts: &mut Excepts) {
        findings.retain_mut(|finding| {
            excepts.locate(finding);
            // What cannot be read cannot be printed, whatever anyone says.
            let free = !finding.unreadable && find(finding.rule).is_none_or(|rule| !rule.fixed);
            if free {
                match self.levels.get(finding.rule) {
                    Some(Level::Off) => return false,
                    Some(Level::Note) => finding.severity = Severity::Note,
                    Some(Level::Warning) => finding.severity = Severity::Warning,
                    Some(Level::Error) => finding.severity = Severity::Error,
                    None => {}
                }
            }
            let denied = |id: &String| id == finding.rule;
            let warnings = self.asked.deny.iter().any(|id| id == "warnings");
            if self.asked.deny.iter().any(denied)
                || (warnings && finding.severity == Severity::Warning)
            {
                finding.severity = Severity::Error;
            }
            if free && let Some(reason) = excepts.take(finding) {
                finding.severity = Severity::Note;
                let hint = format!("excepted in the manifest: {reason}");
                if !finding.hints.contains(&hint) {
                    finding.hints.push(hint);
                }
            }
            !(free && self.asked.allow.iter().any(|id| id == finding.rule))
        });
    }
}

/// The exceptions of a manifest, and whether each was of use.
#[derive(Default)]
pub struct Excepts {
    list: Vec<Exception>,
    /// Where things stand in the manifest: ranges, each with its page and slot.
    spots: Vec<(std::ops::Range<usize>, u32, Option<String>)>,
    /// Files with the page and the slot in which they stand.
    files: Vec<(std::path::PathBuf, u32, Option<String>)>,
    source: Option<std::path::PathBuf>,
}

struct Exception {
    page: u32,
    except: Except,
    place: Place,
    used: bool,
}

impl Excepts {
    /// Reads the exceptions of a manifest.
    pub fn new(project: &Project, manifest: &IssueManifest) -> Self {
        let mut read = Self {
            source: Some(manifest.source.path.clone()),
            ..Self::default()
        };
        for page in &manifest.issue.pages {
            let number = *page.number;
            for except in &page.excepts {
                read.list.push(Exception {
                    page: number,
                    except: except.clone(),
                    place: manifest.place(&except.rule),
                    used: false,
                });
            }
            read.spots.push((page.number.range(), number, None));
            read.spots.push((page.layout.range(), number, None));
            let mut item = |slot: Option<&crate::manifest::Spot<String>>,
                            file: Option<&crate::manifest::Spot<String>>,
                            more: Option<std::ops::Range<usize>>| {
                let name = slot.map(|slot| slot.to_string());
                let ranges = [
                    slot.map(|slot| slot.range()),
                    file.map(|file| file.range()),
                    more,
                ];
                for range in ranges.into_iter().flatten() {
                    read.spots.push((range, number, name.clone()));
                }
                let path = file
                    .and_then(|file| project.resolve_inside(&manifest.dir, file).ok())
                    .map(|path| project.display(&path));
                read.files.extend(path.map(|path| (path, number, name)));
            };
            for article in &page.articles {
                for (at, slot) in article.slots().enumerate() {
                    item(Some(slot), (at == 0).then_some(&article.file), None);
                }
            }
            for picture in &page.pictures {
                item(Some(&picture.slot), Some(&picture.file), None);
            }
            for ad in &page.ads {
                let size = ad.size.as_ref().map(|size| size.range());
                item(Some(&ad.slot), ad.file.as_ref(), size);
            }
        }
        read
    }

    /// Says which page and slot a finding is about, if that is seen from its place.
    fn locate(&self, finding: &mut Finding) {
        if finding.page.is_some() {
            return;
        }
        let seen = match &finding.place {
            Some(Place::Text(source, range)) if Some(&source.path) == self.source.as_ref() => self
                .spots
                .iter()
                .find(|(spot, ..)| {
                    !spot.is_empty() && spot.start <= range.start && range.start < spot.end
                })
                .map(|(_, page, slot)| (*page, slot.clone())),
            Some(place) => self
                .files
                .iter()
                .find(|(path, ..)| path == place.path())
                .map(|(_, page, slot)| (*page, slot.clone())),
            None => None,
        };
        if let Some((page, slot)) = seen {
            finding.page = Some(page);
            finding.slot = finding.slot.take().or(slot);
        }
    }

    /// The reason of the exception that a finding falls under.
    fn take(&mut self, finding: &Finding) -> Option<String> {
        let one = self.list.iter_mut().find(|one| {
            *one.except.rule == finding.rule
                && Some(one.page) == finding.page
                && one
                    .except
                    .slot
                    .as_ref()
                    .is_none_or(|slot| Some(slot.as_str()) == finding.slot.as_deref())
        })?;
        one.used = true;
        Some(one.except.reason.to_string())
    }

    /// What is wrong with the exceptions themselves: rules that are not there or cannot be
    /// excepted.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = vec![];
        for one in &self.list {
            let id = &*one.except.rule;
            match find(id) {
                None if id.is_empty() => {}
                None => {
                    let message = format!("there is no rule `{}`", brief(id));
                    let finding = Finding::error("unknown-rule", message).at(one.place.clone());
                    findings.push(unknown(finding, id).on(one.page));
                }
                Some(Rule { fixed: true, .. }) => {
                    let message = format!("the rule `{id}` has no exceptions");
                    let finding = Finding::error("fixed-rule", message).at(one.place.clone());
                    findings.push(finding.on(one.page));
                }
                Some(_) => {}
            }
        }
        findings
    }

    /// Exceptions that no finding needed. Only a run that went to the end can tell.
    pub fn unused(&self) -> Vec<Finding> {
        let idle = |one: &&Exception| !one.used && find(&one.except.rule).is_some_and(|r| !r.fixed);
        let finding = |one: &Exception| {
            let message = format!(
                "nothing breaks the rule `{}` here",
                one.except.rule.as_str()
            );
            Finding::warning("unused-exception", message)
                .at(one.place.clone())
                .on(one.page)
                .hint("take the exception out, or a later mistake will hide behind it")
        };
        self.list.iter().filter(idle).map(finding).collect()
    }
}
