//! Reading `states.toml`: every mistake at its line, all in one run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{PageState, STATES_FILE, State, States};
use crate::diag::{Finding, Place, SourceText, brief, nearest};
use crate::manifest::{Reading, Spot, load_text, read_file};
use crate::project::Project;

/// `states.toml`: what each page of an issue is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "states")]
pub struct StatesFile {
    /// A page of which something is to be said; all others are open.
    #[serde(default, rename = "page")]
    pages: Vec<Entry>,
}

/// The state of one page (版面状态).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Page number (版次), from 1.
    #[schemars(range(min = 1))]
    number: Spot<u32>,
    /// `open` (在编), `proofed` (校毕) or `signed` (签发).
    #[schemars(length(min = 1))]
    state: Spot<String>,
    /// Who set it so.
    #[serde(default)]
    #[schemars(length(min = 1))]
    by: Option<Spot<String>>,
    /// When, for instance `2022-04-16T01:12:00+08:00`.
    #[serde(default)]
    #[schemars(length(min = 1))]
    at: Option<Spot<String>>,
    /// What the page held then, as `dayang sign` writes it: 64 hexadecimal digits.
    #[serde(default)]
    #[schemars(length(min = 1))]
    hash: Option<Spot<String>>,
    /// The version it had then.
    #[serde(default)]
    #[schemars(length(min = 1))]
    version: Option<Spot<String>>,
    /// Why a signed page was released.
    #[serde(default)]
    #[schemars(length(min = 1))]
    reason: Option<Spot<String>>,
}

impl States {
    /// Reads the states of the issue in a folder; without a file all its pages are open. There is
    /// a value only if nothing is wrong: a page that someone signed must not pass for open because
    /// of a slip in another line.
    pub fn read(project: &Project, issue: &Path) -> Reading<Self> {
        let path = issue.join(STATES_FILE);
        // A link that leads nowhere is told as what cannot be read.
        if std::fs::symlink_metadata(&path).is_err() {
            return Reading {
                value: Some(Self::default()),
                findings: vec![],
            };
        }
        if !project.holds(&path) {
            let message = format!("`{STATES_FILE}` leads out of the project by a link");
            let finding = Finding::unreadable("file-unreadable", message)
                .at(Place::File(project.display(&path)));
            return Reading::failed(vec![finding]);
        }
        match load_text(&path, &project.display(&path)) {
            Ok(source) => Self::parse(&source),
            Err(findings) => Reading::failed(findings),
        }
    }

    /// Reads the text of a `states.toml`.
    pub fn parse(source: &Arc<SourceText>) -> Reading<Self> {
        let Reading {
            value,
            mut findings,
        } = read_file::<StatesFile>(source);
        let mut check = Check {
            source,
            seen: BTreeMap::new(),
            findings: &mut findings,
        };
        let entries = value.into_iter().flat_map(|file| file.pages);
        let pages: Vec<PageState> = entries.filter_map(|entry| check.entry(entry)).collect();
        let value = findings.is_empty().then(|| Self {
            pages,
            source: Some(source.clone()),
        });
        Reading { value, findings }
    }
}

/// What a state says beyond its structure.
struct Check<'a> {
    source: &'a Arc<SourceText>,
    seen: BTreeMap<u32, Place>,
    findings: &'a mut Vec<Finding>,
}

impl Check<'_> {
    fn place<T>(&self, spot: &Spot<T>) -> Place {
        Place::text(self.source, spot.range())
    }

    fn say(&mut self, message: String, place: Place) -> Option<&mut Finding> {
        self.findings
            .push(Finding::error("page-state", message).at(place));
        self.findings.last_mut()
    }

    fn entry(&mut self, entry: Entry) -> Option<PageState> {
        let number = *entry.number;
        if entry.number.is_placed() {
            let place = self.place(&entry.number);
            match self.seen.get(&number).cloned() {
                Some(first) => {
                    let message = format!("the state of page {number} is given twice");
                    if let Some(finding) = self.say(message, place) {
                        finding.related.push((first, "first given here".into()));
                    }
                }
                None => drop(self.seen.insert(number, place)),
            }
        }
        let state = self.state(&entry.state);
        if let Some(hash) = entry.hash.as_ref().filter(|hash| hash.is_placed()) {
            self.hash(hash);
        }
        if let Some(at) = entry.at.as_ref().filter(|at| at.is_placed()) {
            self.time(at);
        }
        let state = state?;
        if state == State::Signed {
            for (key, there) in [
                ("by", entry.by.is_some()),
                ("at", entry.at.is_some()),
                ("hash", entry.hash.is_some()),
            ] {
                if !there {
                    let message = format!("page {number} is signed, but `{key}` is missing");
                    let place = self.place(&entry.state);
                    if let Some(finding) = self.say(message, place) {
                        let hint = "`dayang sign` writes who signed, when, and what";
                        finding.hints.push(hint.into());
                    }
                }
            }
        }
        let text = |spot: Option<Spot<String>>| spot.map(Spot::into_inner);
        Some(PageState {
            number,
            state,
            place: self.place(&entry.number),
            by: text(entry.by),
            at: text(entry.at),
            hash: text(entry.hash),
            version: text(entry.version),
            reason: text(entry.reason),
        })
    }

    fn state(&mut self, word: &Spot<String>) -> Option<State> {
        let state = State::parse(word);
        if state.is_none() && word.is_placed() {
            let message = format!("a page is not `{}`", brief(word));
            let place = self.place(word);
            let near = nearest(word, State::ALL.map(State::word));
            if let Some(finding) = self.say(message, place) {
                finding
                    .hints
                    .extend(near.map(|near| format!("did you mean `{near}`?")));
                let hint = "expected one of `open`, `proofed`, `signed`";
                finding.hints.push(hint.into());
            }
        }
        state
    }

    fn hash(&mut self, hash: &Spot<String>) {
        let digit = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        if hash.len() == 64 && hash.bytes().all(digit) {
            return;
        }
        let message = format!("`{}` is no hash of a page", brief(hash));
        let place = self.place(hash);
        if let Some(finding) = self.say(message, place) {
            let hint = "64 hexadecimal digits; `dayang sign` writes it";
            finding.hints.push(hint.into());
        }
    }

    /// A moment as RFC 3339 has it.
    fn time(&mut self, at: &Spot<String>) {
        let moment: Result<toml::value::Datetime, _> = at.parse();
        if moment.is_ok_and(|moment| moment.date.is_some() && moment.time.is_some()) {
            return;
        }
        let message = format!("`{}` is no date with a time", brief(at));
        let place = self.place(at);
        if let Some(finding) = self.say(message, place) {
            let hint = "for instance `2022-04-16T01:12:00+08:00`";
            finding.hints.push(hint.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading<States> {
        States::parse(&SourceText::new("states.toml", text))
    }

    fn told(text: &str) -> Vec<(String, usize)> {
        let reading = read(text);
        assert!(reading.value.is_none(), "{text}");
        let line = |finding: &Finding| {
            let place = finding.place.as_ref().and_then(Place::line_column);
            place.map_or(0, |(line, _)| line)
        };
        (reading.findings.iter())
            .map(|finding| (finding.message.clone(), line(finding)))
            .collect()
    }

    #[test]
    fn a_sound_file() {
        let hash = "0123456789abcdef".repeat(4);
        let states = read(&format!(
            "[[page]]\nnumber = 3\nstate = \"signed\"\nby = \"林一白\"\n\
             at = \"2022-04-16T01:12:00+08:00\"\nhash = \"{hash}\"\n\n\
             [[page]]\nnumber = 1\nstate = \"proofed\"\n"
        ));
        assert!(states.findings.is_empty(), "{:?}", states.findings);
        let states = states.value.unwrap();
        assert_eq!(states.of(3), State::Signed);
        assert_eq!(states.of(1), State::Proofed);
        assert_eq!(states.of(2), State::Open);
        assert!(read("").value.is_some());
    }

    #[test]
    fn every_mistake_at_its_line() {
        let told = told(
            "[[page]]\nnumber = 1\nstate = \"singed\"\n\n[[page]]\nnumber = 1\nstate = \"signed\"\n\
             by = \"林一白\"\nhash = \"12\"\nat = \"gestern\"\nwho = 3\n",
        );
        let lines: Vec<usize> = told.iter().map(|(_, line)| *line).collect();
        assert_eq!(lines, [11, 3, 6, 9, 10], "{told:?}");
        assert!(read("[[page]]\nstate = \"open\"\n").value.is_none());
        assert!(
            read("[[page]]\nnumber = \"1\"\nstate = \"open\"\n")
                .value
                .is_none()
        );
    }
}
