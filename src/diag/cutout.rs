//! Cut-outs: the lines of a text that a drawing needs, fit for a terminal.
//!
//! A line of any length is cut to what surrounds the place, while line and column stay
//! those of the file. No control character gets through: a manifest or an article cannot
//! move the cursor or turn the text about.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use codespan_reporting::files::{Error, Files};

use super::SourceText;

/// Lines of at most this many columns are drawn whole; longer ones are cut to as many.
const COLUMNS: usize = 100;

/// Columns of a cut line that stand before the place.
const BEFORE: usize = 30;

/// A range of more lines than this is drawn as its first line.
const MOST_LINES: usize = 8;

const CUT: char = '…';

/// Where the lines of a text begin, found once for all findings in it.
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub fn new(text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    /// The line of an offset, from 0.
    fn line(&self, offset: usize) -> usize {
        self.0
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// A line's bytes, without what ends it.
    fn range(&self, line: usize, text: &str) -> Range<usize> {
        let start = self.0.get(line).copied().unwrap_or(text.len());
        let end = self.0.get(line + 1).map_or(text.len(), |next| next - 1);
        let cut = text[start..end].trim_end_matches('\r').len();
        start..start + cut
    }
}

/// Some lines of a text.
pub(super) struct CutOut {
    name: String,
    text: String,
    lines: Vec<Line>,
}

struct Line {
    /// The line in the file, from 0.
    index: usize,
    /// Its bytes in the cut-out, with the end of line.
    range: Range<usize>,
    /// How many characters were cut off before it.
    cut: usize,
}

impl CutOut {
    /// Cuts out what is needed to draw some ranges, of which the first matters most. Also
    /// gives the ranges in the cut-out.
    pub fn new(
        source: &SourceText,
        starts: &LineStarts,
        ranges: &[Range<usize>],
    ) -> (Self, Vec<Range<usize>>) {
        let text = &source.text;
        let ranges: Vec<_> = ranges
            .iter()
            .map(|range| tame(text, starts, range))
            .collect();
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        for range in &ranges {
            wanted.extend(starts.line(range.start)..=starts.line(range.end));
        }
        // A single line between two drawn ones is drawn too.
        let between = wanted.iter().map(|line| line + 1);
        wanted.extend(
            between
                .filter(|line| wanted.contains(&(line + 1)))
                .collect::<Vec<_>>(),
        );

        let name = printable(&source.path.to_string_lossy()).into_owned();
        let mut cutout = Self {
            name,
            text: String::new(),
            lines: vec![],
        };
        let mut placed: Vec<_> = ranges.iter().map(|_| 0..0).collect();
        for index in wanted {
            let line = starts.range(index, text);
            let window = window(text, &line, &ranges);
            let start = cutout.text.len();
            for (range, placed) in ranges.iter().zip(&mut placed) {
                if starts.line(range.start) == index {
                    placed.start = start + shifted(text, &line, &window, range.start);
                }
                if starts.line(range.end) == index {
                    placed.end = start + shifted(text, &line, &window, range.end);
                }
            }
            cutout.push(text, index, &line, &window);
        }
        (cutout, placed)
    }

    fn push(&mut self, text: &str, index: usize, line: &Range<usize>, window: &Range<usize>) {
        let start = self.text.len();
        let cut = text[line.start..window.start].chars().count();
        if cut > 0 {
            self.text.push(CUT);
        }
        self.text.extend(text[window.clone()].chars().map(safe));
        if window.end < line.end {
            self.text.push(CUT);
        }
        self.text.push('\n');
        self.lines.push(Line {
            index,
            range: start..self.text.len(),
            cut,
        });
    }

    fn find(&self, index: usize) -> Result<&Line, Error> {
        let at = self.lines.binary_search_by_key(&index, |line| line.index);
        let line = at.ok().and_then(|at| self.lines.get(at));
        line.ok_or(Error::LineTooLarge {
            given: index,
            max: self.lines.len(),
        })
    }
}

/// A range that lies in the text, between characters, and ends before the end of its last
/// line. It may span a few lines at most.
fn tame(text: &str, starts: &LineStarts, range: &Range<usize>) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let into_line = |at: usize| at.min(starts.range(starts.line(at), text).end);
    let start = into_line(floor(range.start));
    let mut end = floor(range.end).max(start);
    end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
    let first = starts.line(start);
    if starts.line(end) - first >= MOST_LINES {
        end = starts.range(first, text).end;
    }
    start..into_line(end).max(start)
}

/// The part of a line that is drawn: all, or what surrounds the place in it.
fn window(text: &str, line: &Range<usize>, ranges: &[Range<usize>]) -> Range<usize> {
    let content = &text[line.clone()];
    // No character has more than four bytes, so a longer line need not be measured.
    if content.len() <= 4 * COLUMNS && columns(content) <= COLUMNS {
        return line.clone();
    }
    let inside = |at: &usize| (line.start..=line.end).contains(at);
    let starts = ranges.iter().map(|range| range.start).find(inside);
    let ends = ranges.iter().map(|range| range.end).find(inside);
    let focus = starts.or(ends).unwrap_or(line.start);
    let start = focus - reach(text[line.start..focus].chars().rev(), BEFORE);
    let end = start + reach(text[start..line.end].chars(), COLUMNS);
    start..end.max(focus)
}

/// The bytes of as many characters as go into some columns.
fn reach(chars: impl Iterator<Item = char>, most: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += width(*c);
            used <= most
        })
        .map(char::len_utf8)
        .sum()
}

/// Where an offset of the line stands in the drawn line.
fn shifted(text: &str, line: &Range<usize>, window: &Range<usize>, at: usize) -> usize {
    if at < window.start {
        return 0;
    }
    let before = if window.start > line.start {
        CUT.len_utf8()
    } else {
        0
    };
    let after = if at > window.end { CUT.len_utf8() } else { 0 };
    let drawn = text[window.start..at.min(window.end)]
        .chars()
        .map(|c| safe(c).len_utf8());
    before + drawn.sum::<usize>() + after
}

fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Near enough for cutting: what is not ASCII may be full-width.
fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The character itself, or a sign that it cannot be shown.
fn safe(c: char) -> char {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if (c.is_control() && c != '\t') || turns || c == '\u{2028}' || c == '\u{2029}' {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

/// A text that can be shown on a terminal as it is.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    match text.chars().all(|c| safe(c) == c) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.chars().map(safe).collect()),
    }
}

/// The cut-outs of one finding, by their position in the list.
pub(super) struct CutOuts(pub Vec<CutOut>);

impl CutOuts {
    fn get(&self, id: usize) -> Result<&CutOut, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for CutOuts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'a self, id: usize, at: usize) -> Result<usize, Error> {
        let cutout = self.get(id)?;
        let next = cutout.lines.partition_point(|line| line.range.start <= at);
        let line = next.checked_sub(1).and_then(|line| cutout.lines.get(line));
        let error = Error::IndexTooLarge {
            given: at,
            max: cutout.text.len(),
        };
        line.map(|line| line.index).ok_or(error)
    }

    /// The column in the file, not in the cut-out.
    fn column_number(&'a self, id: usize, line: usize, at: usize) -> Result<usize, Error> {
        let cutout = self.get(id)?;
        let line = cutout.find(line)?;
        let before = cutout
            .text
            .get(line.range.start..at)
            .unwrap_or_default()
            .chars()
            .count();
        let sign = usize::from(line.cut > 0);
        Ok(1 + line.cut + before.saturating_sub(sign))
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        Ok(self.get(id)?.find(line)?.range.clone())
    }
}
