//! The words of an issue, passage by passage, each with the file it was written in.

use std::sync::Arc;

use serde_json::Value;

use super::Case;
use crate::copy::BlockKind;
use crate::diag::{Finding, Place, SourceText};
use crate::makeup::Matter;

/// A paragraph, a line of a headline group, a caption.
pub struct Passage<'a> {
    pub page: u32,
    pub slot: &'a str,
    /// The article's or picture's file as the manifest names it.
    pub id: &'a str,
    /// What it is, in words: `paragraph 3`, `the headline`.
    pub what: String,
    /// Clean, as it is printed.
    pub text: String,
    /// Whether it is a paragraph of running text.
    pub body: bool,
    /// Where it may have been written: texts, each with the byte to look from.
    sources: Vec<(Arc<SourceText>, usize)>,
    fallback: Place,
}

impl Passage<'_> {
    /// The place of some words of it, in the file they were written in.
    pub fn place(&self, words: &str) -> Place {
        for (source, from) in &self.sources {
            let rest = source.text.get(*from..).unwrap_or_default();
            if let Some(at) = rest.find(words).filter(|_| !words.is_empty()) {
                let start = from + at;
                return Place::text(source, start..start + words.len());
            }
        }
        self.fallback.clone()
    }

    /// Where it begins.
    pub fn start(&self) -> Place {
        self.fallback.clone()
    }

    /// Puts a finding at some words of it.
    pub fn say(&self, finding: Finding, words: &str) -> Finding {
        finding.at(self.place(words)).in_slot(self.page, self.slot)
    }
}

/// All passages of an issue, in the order of pages and slots; each article once.
pub fn passages<'a>(case: &Case<'a>) -> Vec<Passage<'a>> {
    let mut passages = vec![];
    let mut seen = std::collections::BTreeSet::new();
    for page in &case.plan.pages {
        for (slot, fill) in &page.fills {
            let manifest = match &fill.place {
                Place::Text(source, range) => vec![(source.clone(), range.start)],
                Place::File(_) => vec![],
            };
            let mut push = |what: String, text: String, body, sources, fallback| {
                passages.push(Passage {
                    page: page.number,
                    slot,
                    id: &fill.id,
                    what,
                    text,
                    body,
                    sources,
                    fallback,
                });
            };
            match &fill.matter {
                Matter::Story(story) => {
                    // An article that runs through several slots is read once.
                    if !seen.insert(&fill.id) {
                        continue;
                    }
                    let source = &story.article.source;
                    let head = serde_json::to_value(&story.head).unwrap_or(Value::Null);
                    for (role, line) in head_lines(&head) {
                        // Where the manifest has not these words, the article's front matter has.
                        let places: Vec<_> = manifest
                            .iter()
                            .cloned()
                            .chain([(source.clone(), 0)])
                            .collect();
                        let place = first(&places, &line).unwrap_or_else(|| fill.place.clone());
                        push(format!("the {role}"), line, false, places, place);
                    }
                    let line = story.article.lines();
                    for (at, block) in story.article.blocks.iter().enumerate() {
                        let place = line(block.line);
                        let from = match &place {
                            Place::Text(_, range) => range.start,
                            Place::File(_) => 0,
                        };
                        let body = matches!(block.kind, BlockKind::Paragraph(_));
                        let what = match &block.kind {
                            BlockKind::Crosshead(_) => "a crosshead".into(),
                            BlockKind::Picture { .. } => "a caption".into(),
                            _ => format!("paragraph {}", at + 1),
                        };
                        let sources = vec![(source.clone(), from)];
                        push(what, block.plain_text(), body, sources, place);
                    }
                }
                Matter::Picture {
                    caption, credit, ..
                } => {
                    for (role, text) in [("caption", caption), ("credit", credit)] {
                        if let Some(text) = text {
                            let place =
                                first(&manifest, text).unwrap_or_else(|| fill.place.clone());
                            push(
                                format!("the {role}"),
                                text.clone(),
                                false,
                                manifest.clone(),
                                place,
                            );
                        }
                    }
                }
                _ => {}
            }
        }
    }
    passages
}

/// The first line that has some words, from where they begin.
fn first(sources: &[(Arc<SourceText>, usize)], words: &str) -> Option<Place> {
    let (source, start) = sources.iter().find_map(|(source, from)| {
        let at = source.text.get(*from..)?.find(words)?;
        Some((source, from + at))
    })?;
    Some(Place::text(source, start..start + words.len()))
}

/// The lines of a headline group with their roles.
fn head_lines(head: &Value) -> Vec<(&str, String)> {
    let mut lines = vec![];
    for (role, value) in head.as_object().into_iter().flatten() {
        match value {
            Value::String(line) => lines.push((role.as_str(), line.clone())),
            Value::Array(list) => lines.extend(
                list.iter()
                    .filter_map(Value::as_str)
                    .map(|line| (role.as_str(), line.to_string())),
            ),
            _ => {}
        }
    }
    lines
}

/// Whether a character is Chinese script.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
