//! Markdown becomes paragraphs, crossheads and pictures.
//!
//! Five things are markup: blank lines between paragraphs, headings (`## …`), bold
//! (`**…**`), emphasis dots (`*…*` about Chinese) and a picture on a line of its own
//! (`![caption](file)`); `\` before a sign makes it plain. All else stands as text, every character of it, and a warning
//! says so ([`super::witness`]). The blocks are read here and not by a CommonMark
//! parser because CommonMark takes four spaces for code where Chinese copy means an
//! indent, and does not see bold before a full-width quotation mark.

use std::ops::Range;
use std::sync::Arc;

use super::cell::{Cell, Kind, Raw, RawKind, cells};
use super::clean::is_han;
use super::plain::{extend, is_blank, lines};
use super::witness::{self, Witness};
use crate::diag::{Finding, Place, SourceText};

/// The blocks of the source's text from `start`. With `headed`, the front matter has a
/// headline; without, `# …` at the top is one.
pub(super) fn parse(
    source: &Arc<SourceText>,
    start: usize,
    headed: bool,
    findings: &mut Vec<Finding>,
) -> Vec<Raw> {
    let text = &source.text[start..];
    let Witness {
        literal,
        findings: seen,
    } = witness::look(source, start);
    findings.extend(seen);
    let mut reader = Reader {
        source,
        literal,
        headed,
        blocks: vec![],
        open: false,
        findings,
    };
    for (at, line) in lines(text, start) {
        reader.line(at, line);
    }
    let Reader {
        mut blocks,
        literal,
        findings,
        ..
    } = reader;
    for block in &mut blocks {
        let alone = inline(&mut block.cells, &literal);
        if let Some(at) = alone {
            findings.push(
                Finding::warning("copy-markdown", "`**` has no partner in its paragraph")
                    .at(Place::text(source, at..at + 2))
                    .hint("it stands as text; write `\\*\\*` if it is meant to"),
            );
        }
    }
    blocks
}

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    /// Ranges in which nothing is markup.
    literal: Vec<Range<usize>>,
    headed: bool,
    blocks: Vec<Raw>,
    /// Whether the next line may go on with the last block.
    open: bool,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn line(&mut self, at: usize, line: &str) {
        if is_blank(line) {
            self.open = false;
        } else if is_literal(&self.literal, at) {
            self.push(RawKind::Paragraph, at, cells(line, at), false);
        } else if let Some((level, content)) = heading(line) {
            let kind = self.heading(level, at);
            self.push(
                kind,
                at,
                cells(&line[content.clone()], at + content.start),
                false,
            );
        } else if let Some(picture) = picture(line) {
            let caption = cells(&line[picture.caption.clone()], at + picture.caption.start);
            self.push(RawKind::Picture { file: picture.file }, at, caption, false);
        } else if let Some(block) = self.blocks.last_mut()
            && self.open
            && !stands_alone(line)
        {
            extend(&mut block.cells, at, line);
        } else {
            self.push(RawKind::Paragraph, at, cells(line, at), !is_rule(line));
        }
    }

    fn push(&mut self, kind: RawKind, at: usize, cells: Vec<Cell>, open: bool) {
        self.blocks.push(Raw { kind, cells, at });
        self.open = open;
    }

    /// What a heading of some level is, by where it stands.
    fn heading(&mut self, level: usize, at: usize) -> RawKind {
        let top = self
            .blocks
            .iter()
            .all(|block| block.kind == RawKind::Headline);
        if level > 1 || !top {
            return RawKind::Crosshead;
        }
        if self.headed {
            self.findings.push(
                Finding::warning(
                    "copy-headline",
                    "the front matter has the headline already; this heading is set as a crosshead",
                )
                .at(Place::text(self.source, at..at + 1))
                .hint("delete one of the two"),
            );
            return RawKind::Crosshead;
        }
        RawKind::Headline
    }
}

/// The level and the text of a heading.
fn heading(line: &str) -> Option<(usize, Range<usize>)> {
    let hashes = line.len() - line.trim_start_matches(' ').len();
    let level = line[hashes..].len() - line[hashes..].trim_start_matches('#').len();
    let rest = &line[hashes + level..];
    if hashes > 3 || !(1..=6).contains(&level) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let open = rest.trim_end();
    // A row of # that closes the heading.
    let closed = open.trim_end_matches('#');
    let text = if closed.ends_with(char::is_whitespace) {
        closed.trim()
    } else {
        open.trim()
    };
    if text.is_empty() {
        return None;
    }
    let start = line.len() - rest.trim_start().len();
    Some((level, start..start + text.len()))
}

struct Picture {
    caption: Range<usize>,
    file: String,
}

/// A picture that is alone on its line.
fn picture(line: &str) -> Option<Picture> {
    let trimmed = line.trim();
    let inner = trimmed.strip_prefix("![")?.strip_suffix(')')?;
    // The file's name comes last: a caption may bear brackets of its own.
    let (caption, file) = inner.rsplit_once("](")?;
    let file = file.trim();
    let file = file
        .strip_prefix('<')
        .and_then(|f| f.strip_suffix('>'))
        .unwrap_or(file);
    if file.is_empty() || file.contains(['"', '<', '>']) {
        return None;
    }
    let start = line.len() - line.trim_start().len() + 2;
    Some(Picture {
        caption: start..start + caption.len(),
        file: file.to_owned(),
    })
}

/// Whether what stands at a range is a picture alone on its line.
pub(super) fn is_lone_picture(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '\t', '\u{3000}']);
    let after = text[range.end..].trim_start_matches([' ', '\t', '\u{3000}']);
    (before.is_empty() || before.ends_with('\n'))
        && (after.is_empty() || after.starts_with('\n'))
        && picture(&text[range.clone()]).is_some()
}

/// Whether a line begins a paragraph though no blank line stands before it: indents,
/// items of a list, rows of a table, quotations, rules and fences.
fn stands_alone(line: &str) -> bool {
    let text = line.trim();
    let mark = text.split(' ').next().unwrap_or_default();
    let numbered = mark.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
    });
    line.starts_with('\u{3000}')
        || numbered
        || matches!(mark, "-" | "*" | "+")
        || text.starts_with(['|', '>'])
        || text.starts_with("```")
        || text.starts_with("~~~")
        || is_rule(line)
}

fn is_rule(line: &str) -> bool {
    line.trim()
        .chars()
        .all(|c| matches!(c, '-' | '=' | '*' | '_' | ' '))
}

fn is_literal(literal: &[Range<usize>], at: usize) -> bool {
    let next = literal.partition_point(|range| range.end <= at);
    literal.get(next).is_some_and(|range| range.contains(&at))
}

/// Takes the escapes and the marks of bold and of emphasis out of a block. Gives the place
/// of a mark of bold that has no partner; a single `*` may well be meant as such.
fn inline(cells: &mut [Cell], literal: &[Range<usize>]) -> Option<usize> {
    let mut open: Option<usize> = None;
    let mut dots: Option<usize> = None;
    let mut at = 0;
    while at < cells.len() {
        let c = cells[at].was;
        if !matches!(c, '\\' | '*') || is_literal(literal, cells[at].at as usize) {
            at += 1;
        } else if c == '\\' {
            if cells
                .get(at + 1)
                .is_some_and(|next| next.was.is_ascii_punctuation())
            {
                cells[at].drop(Kind::Escape);
            }
            at += 2;
        } else {
            let length = cells[at..].iter().take_while(|cell| cell.was == c).count();
            match length {
                1 => dots = dotted(cells, dots, at),
                2 => open = bold(cells, open, at),
                _ => {}
            }
            at += length;
        }
    }
    open.map(|at| cells[at].at as usize)
}

/// Takes `**` at a place as the beginning of bold, as its end, or as text.
fn bold(cells: &mut [Cell], open: Option<usize>, at: usize) -> Option<usize> {
    let is_text = |cell: Option<&Cell>| cell.is_some_and(|cell| !cell.was.is_whitespace());
    match open {
        None if is_text(cells.get(at + 2)) => Some(at),
        Some(start) if is_text(cells.get(at.wrapping_sub(1))) => {
            for cell in &mut cells[start + 2..at] {
                cell.strong = true;
            }
            for mark in [start, start + 1, at, at + 1] {
                cells[mark].now = None;
            }
            None
        }
        open => open,
    }
}

/// Takes `*` at a place as the beginning of emphasis dots, as their end, or as text. Dots
/// stand only under Chinese, so that 5*3*2, a footnote's star and *Latin* stay text.
fn dotted(cells: &mut [Cell], open: Option<usize>, at: usize) -> Option<usize> {
    let is = |at: usize, holds: fn(char) -> bool| cells.get(at).is_some_and(|c| holds(c.was));
    // Beside another star, which then was escaped, it is text too.
    if is(at.wrapping_sub(1), |c| c == '*') || is(at + 1, |c| c == '*') {
        return open;
    }
    let opens = is(at + 1, |c| !c.is_whitespace());
    let Some(start) = open else {
        return opens.then_some(at);
    };
    let within = start + 1..at;
    let closes = is(at.wrapping_sub(1), |c| !c.is_whitespace())
        && cells[within.clone()].iter().any(|cell| is_han(cell.was));
    if !closes {
        return opens.then_some(at);
    }
    for cell in &mut cells[within] {
        cell.dotted = true;
    }
    for mark in [start, at] {
        cells[mark].now = None;
    }
    None
}

#[cfg(test)]
mod tests;
