//! Front matter: the headline group in TOML between `+++` lines at a file's top.
//!
//! Its form is checked as a manifest's is; its text is cleaned as the body's is, but
//! keeps the single spaces by which an editor parts a headline.

use std::ops::Range;
use std::sync::Arc;

use super::Change;
use super::cell::cells;
use super::clean::{self, Setting};
use super::lines::LineIndex;
use crate::diag::{Finding, Place, SourceText};
use crate::manifest::{Head, Lines, read_head};

const FENCE: &str = "+++";

/// Where the front matter's TOML stands, and where the body begins.
pub(super) struct Split {
    pub toml: Option<Range<usize>>,
    pub body: usize,
}

/// Finds the front matter, if the text opens with a `+++` line.
pub(super) fn split(source: &Arc<SourceText>) -> Result<Split, Vec<Finding>> {
    let text = &source.text;
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        return Ok(Split {
            toml: None,
            body: 0,
        });
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Ok(Split {
                toml: Some(start..at),
                body: at + line.len(),
            });
        }
        at += line.len();
    }
    let finding = Finding::unreadable("copy-front-matter", "front matter has no end")
        .at(Place::text(source, 0..FENCE.len()))
        .hint("close it with a line of `+++`");
    Err(vec![finding])
}

/// Reads and cleans the headline group in the front matter.
pub(super) fn read(
    source: &Arc<SourceText>,
    range: Range<usize>,
    index: &LineIndex,
    changes: &mut Vec<Change>,
    findings: &mut Vec<Finding>,
) -> Head {
    let (mut head, found) = read_head(source, range.clone());
    findings.extend(found);
    let mut washer = Washer {
        source,
        range,
        index,
        changes,
        findings,
    };
    washer.line("kicker", head.kicker.as_mut());
    washer.lines("headline", head.headline.as_mut());
    washer.lines("deck", head.deck.as_mut());
    washer.line("standfirst", head.standfirst.as_mut());
    washer.line("byline", head.byline.as_mut());
    washer.line("note", head.note.as_mut());
    washer.line("short", head.short.as_mut());
    washer.line("quote", head.quote.as_mut());
    head
}

/// Cleans the fields and writes down what it did.
struct Washer<'a> {
    source: &'a Arc<SourceText>,
    range: Range<usize>,
    index: &'a LineIndex,
    changes: &'a mut Vec<Change>,
    findings: &'a mut Vec<Finding>,
}

impl Washer<'_> {
    fn lines(&mut self, key: &str, lines: Option<&mut Lines>) {
        match lines {
            None => {}
            Some(Lines::One(line)) => self.line(key, Some(line)),
            Some(Lines::Many(lines)) => {
                lines.iter_mut().for_each(|line| self.line(key, Some(line)));
            }
        }
    }

    fn line(&mut self, key: &str, text: Option<&mut String>) {
        let Some(text) = text else { return };
        let mut cells = cells(text, 0);
        let troubles = clean::clean(&mut cells, Setting::Line);
        let place = self.place(key);
        let line = self.index.line(place.start);
        clean::record(&cells, |_| line, self.changes);
        for trouble in troubles {
            let place = Place::text(self.source, place.clone());
            self.findings.push(trouble.finding(place));
        }
        *text = clean::text(&cells);
    }

    /// The line that sets a key. The TOML reader gives no places inside a value, and
    /// the escapes in a string would shift them.
    fn place(&self, key: &str) -> Range<usize> {
        let mut at = self.range.start;
        for line in self.source.text[self.range.clone()].split_inclusive('\n') {
            if line
                .trim_start()
                .trim_start_matches(['"', '\''])
                .starts_with(key)
            {
                return at..at + line.trim_end().len();
            }
            at += line.len();
        }
        self.range.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Head, Vec<String>) {
        let source = SourceText::new("a.md", text);
        let index = LineIndex::new(text);
        let mut findings = vec![];
        let head = match split(&source) {
            Ok(Split {
                toml: Some(range), ..
            }) => read(&source, range, &index, &mut vec![], &mut findings),
            Ok(_) => Head::default(),
            Err(found) => {
                findings.extend(found);
                Head::default()
            }
        };
        let shown = findings.iter().map(|f| {
            let (line, column) = f
                .place
                .as_ref()
                .and_then(Place::line_column)
                .unwrap_or_default();
            format!("{line}:{column} {} | {}", f.message, f.hints.join(" | "))
        });
        (head, shown.collect())
    }

    #[test]
    fn lines_are_cleaned() {
        let (head, findings) = parse(
            "+++ \nheadline = [\"  以快制快\u{3000}坚决阻断\", \"\"]\nkicker = \"甲,乙\"\n+++\n",
        );
        assert_eq!(findings, [""; 0]);
        assert_eq!(head.kicker.as_deref(), Some("甲\u{FF0C}乙"));
        let expected = Lines::Many(vec!["以快制快 坚决阻断".into(), String::new()]);
        assert_eq!(head.headline, Some(expected));
    }

    #[test]
    fn mistakes_are_reported_at_their_place() {
        let (_, findings) = parse("+++\nbyline = \"a\"\nheadlin = \"b\"\n+++\n");
        assert!(
            findings[0].starts_with("3:1 unknown key `headlin`"),
            "{findings:?}"
        );
        let (_, findings) = parse("+++\nkicker = \"a\"\n");
        assert_eq!(
            findings,
            ["1:1 front matter has no end | close it with a line of `+++`"]
        );
        let (_, findings) = parse("+++\nbyline = \"a\"\ndeck = [\"b\", \"他说\\\"c\"]\n+++\n");
        assert_eq!(findings.len(), 1);
        assert!(
            findings[0].starts_with("3:1 quotation mark"),
            "{findings:?}"
        );
    }

    #[test]
    fn text_without_front_matter_is_all_body() {
        let source = SourceText::new("a.txt", "甲\n+++\n");
        assert!(split(&source).is_ok_and(|s| s.toml.is_none() && s.body == 0));
    }
}
