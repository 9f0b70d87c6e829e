//! Copy: article files become clean paragraphs.
//!
//! [`read`] takes a file's bytes and gives an [`Article`]: decoded, its front matter and
//! paragraphs told apart, its spaces and points as print wants them, every change on
//! record. Article text is data: no character of it is lost or run as code.
//! [`join_runs`] then readies a paragraph's runs for composition.

mod around;
mod breaks;
mod cell;
mod clean;
mod decode;
#[cfg(test)]
mod effort;
mod front;
mod join;
mod lead;
mod lines;
mod markdown;
mod marks;
mod model;
mod numerals;
mod plain;
mod units;
mod witness;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub use breaks::{Piece, breaks};
pub use clean::clean_line;
pub use decode::{MAX_BYTES, decode, too_large, unprintable};
pub use join::{is_joiner, join, join_runs, plain};
pub use marks::marked;
pub use model::{Article, Block, BlockKind, Change, Role, Run};

use crate::diag::{Finding, Place, SourceText, has_errors};
use crate::manifest::{Head, Lines};
use cell::{Raw, RawKind};
use clean::{Setting, Trouble};
use lines::LineIndex;

/// How many findings of one kind are told of an article; a broken file gives one screen
/// of them, not a million.
const TOLD: usize = 20;

/// The longest credit line, in characters: two lines of a column.
const LONGEST_CREDIT: usize = 60;

/// What a file's name says of its form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Plain,
}

/// Reads an article. `shown` is its path for findings; the ending says what it is. On
/// success there may be warnings; on failure there is at least one error.
pub fn read(bytes: &[u8], shown: &Path) -> Result<(Article, Vec<Finding>), Vec<Finding>> {
    let form = form(shown)?;
    let text = decode::decode(bytes, shown)?;
    let source = SourceText::new(shown, text);
    let mut findings = decode::unprintable(&source);
    let split = match front::split(&source) {
        Ok(split) => split,
        Err(found) => {
            findings.extend(found);
            return Err(findings);
        }
    };
    let mut desk = Desk::new(&source, findings);
    let mut head = match split.toml {
        Some(range) => desk.front(range),
        None => Head::default(),
    };
    let blocks = match form {
        Form::Markdown => {
            let headed = head.headline.is_some();
            markdown::parse(&source, split.body, headed, &mut desk.findings)
        }
        Form::Plain => plain::parse(&source.text[split.body..], split.body),
    };
    let blocks = desk.blocks(blocks, &mut head);
    if blocks.is_empty() {
        let place = Place::File(shown.to_path_buf());
        desk.findings
            .push(Finding::error("copy-empty", "article has no text").at(place));
    }
    let (changes, findings) = desk.finish();
    if has_errors(&findings) {
        return Err(findings);
    }
    Ok((
        Article {
            source,
            head,
            blocks,
            changes,
        },
        findings,
    ))
}

fn form(shown: &Path) -> Result<Form, Vec<Finding>> {
    let ending = shown
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Ok(Form::Markdown),
        "txt" => Ok(Form::Plain),
        _ => {
            let message = "article is neither Markdown nor plain text";
            let finding = Finding::unreadable("copy-type", message)
                .at(Place::File(shown.to_path_buf()))
                .hint("name it `.md`, `.markdown` or `.txt`, by what it is");
            Err(vec![finding])
        }
    }
}

/// The desk that the blocks of one article go over.
struct Desk<'a> {
    source: &'a Arc<SourceText>,
    index: LineIndex,
    changes: Vec<Change>,
    findings: Vec<Finding>,
    troubles: Vec<Trouble>,
}

impl<'a> Desk<'a> {
    fn new(source: &'a Arc<SourceText>, findings: Vec<Finding>) -> Self {
        let index = LineIndex::new(&source.text);
        Self {
            source,
            index,
            changes: vec![],
            findings,
            troubles: vec![],
        }
    }

    fn front(&mut self, range: Range<usize>) -> Head {
        front::read(
            self.source,
            range,
            &self.index,
            &mut self.changes,
            &mut self.findings,
        )
    }

    /// Cleans the blocks. Those that are headline go to the head.
    fn blocks(&mut self, raw: Vec<Raw>, head: &mut Head) -> Vec<Block> {
        let mut blocks = vec![];
        let mut headline = vec![];
        for raw in raw {
            let line = self.index.line(raw.at);
            let cells = self.clean(&raw.kind, raw.cells);
            let kind = match raw.kind {
                RawKind::Headline => {
                    headline.push(clean::text(&cells));
                    continue;
                }
                RawKind::Picture { file } => BlockKind::Picture {
                    file,
                    caption: clean::text(&cells),
                },
                // Nothing was there but what cannot be seen.
                _ if cells.iter().all(|cell| cell.now.is_none()) => continue,
                RawKind::Paragraph => BlockKind::Paragraph(clean::runs(&cells)),
                RawKind::Crosshead => BlockKind::Crosshead(clean::runs(&cells)),
            };
            blocks.push(Block { kind, line });
        }
        if headline.len() > 1 {
            head.headline = Some(Lines::Many(headline));
        } else if let Some(line) = headline.pop() {
            head.headline = Some(Lines::One(line));
        }
        mark_credit(&mut blocks);
        lead::mark(&mut blocks);
        blocks
    }

    fn clean(&mut self, kind: &RawKind, mut cells: Vec<cell::Cell>) -> Vec<cell::Cell> {
        let setting = match kind {
            RawKind::Paragraph => Setting::Body,
            _ => Setting::Line,
        };
        self.troubles.extend(clean::clean(&mut cells, setting));
        let index = &self.index;
        clean::record(&cells, |at| index.line(at), &mut self.changes);
        cells
    }

    fn finish(mut self) -> (Vec<Change>, Vec<Finding>) {
        let more = self.troubles.len().saturating_sub(TOLD);
        for (n, trouble) in self.troubles.iter().take(TOLD).enumerate() {
            let at = trouble.at as usize;
            let place = Place::text(self.source, at..at + trouble.mark.len_utf8());
            let mut finding = trouble.finding(place);
            if more > 0 && n + 1 == TOLD {
                finding = finding.hint(format!("{more} more like this in the article"));
            }
            self.findings.push(finding);
        }
        if let Some(at) = self.source.text.find('\u{2060}') {
            let place = Place::text(self.source, at..at + '\u{2060}'.len_utf8());
            let message = "copy has word joiners (U+2060) of its own; they are kept";
            self.findings
                .push(Finding::new("copy-joiner", crate::diag::Severity::Note, message).at(place));
        }
        (self.changes, self.findings)
    }
}

/// A last paragraph that is wholly in brackets and names who wrote it is a credit.
fn mark_credit(blocks: &mut [Block]) {
    // Alone it would be the article's text.
    let [_, .., last] = blocks else { return };
    if let BlockKind::Paragraph(runs) = &mut last.kind
        && is_credit(runs)
    {
        last.kind = BlockKind::Credit(std::mem::take(runs));
    }
}

fn is_credit(runs: &[Run]) -> bool {
    const WORDS: [&str; 12] = [
        "记者",
        "通讯员",
        "实习生",
        "整理",
        "综合",
        "供稿",
        "来源",
        "编辑",
        "新华社",
        "作者",
        "撰稿",
        "摄",
    ];
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let inner = text
        .strip_prefix('（')
        .and_then(|text| text.strip_suffix('）'));
    inner.is_some_and(|inner| {
        inner.chars().count() <= LONGEST_CREDIT
            && !inner.contains(['。', '（', '）'])
            && (WORDS.iter().any(|word| inner.contains(word))
                || (inner.starts_with('据') && inner.ends_with('电')))
    })
}
