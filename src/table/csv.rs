//! A table in CSV, as spreadsheets save it: a line of titles, then the rows. Cells are parted
//! by commas or tabs; one in quotes may hold either, a line's end, and `""` for a quote.

use std::ops::Range;
use std::sync::Arc;

use super::{Cell, Raw};
use crate::diag::{Finding, Place, SourceText};

/// Reads the file; blank lines are passed over.
pub fn read(source: &Arc<SourceText>, findings: &mut Vec<Finding>) -> Option<Raw> {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default();
    let mark = if first.contains('\t') && !first.contains(',') {
        '\t'
    } else {
        ','
    };
    if !first.contains(mark) && first.contains('，') {
        let message = "the cells are parted by full-width commas";
        findings.push(
            Finding::error("table-csv", message)
                .at(Place::text(source, 0..first.len()))
                .hint("part them by `,` (U+002C) or by tabs"),
        );
        return None;
    }
    let mut reader = Reader {
        source,
        mark,
        at: 0,
        findings,
    };
    let mut rows = vec![];
    while reader.at < text.len() {
        let start = reader.at;
        let cells = reader.row();
        let end = start + text[start..reader.at].trim_end_matches('\n').len();
        if cells.len() > 1 || cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            rows.push((Place::text(source, start..end), cells));
        }
    }
    if rows.is_empty() {
        let place = Place::File(source.path.clone());
        findings.push(Finding::error("table-empty", "the table is empty").at(place));
        return None;
    }
    let (_, titles) = rows.remove(0);
    Some(Raw {
        title: None,
        note: None,
        source: None,
        columns: titles
            .into_iter()
            .map(|title| (title, None, None))
            .collect(),
        rows,
    })
}

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    mark: char,
    /// How far the text has been read.
    at: usize,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source.text[self.at..]
    }

    /// One row, up to its line's end or the text's.
    fn row(&mut self) -> Vec<Cell> {
        let mut cells = vec![];
        loop {
            cells.push(self.cell());
            let next = self.rest().chars().next();
            self.at += next.map_or(0, char::len_utf8);
            if next != Some(self.mark) {
                return cells;
            }
        }
    }

    fn cell(&mut self) -> Cell {
        let start = self.at;
        if self.rest().starts_with('"') {
            return self.quoted();
        }
        let end = self.rest().find([self.mark, '\n']);
        self.at += end.unwrap_or(self.rest().len());
        self.cut(start..self.at, self.source.text[start..self.at].to_string())
    }

    fn quoted(&mut self) -> Cell {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(end) = self.rest().find('"') else {
                let place = Place::text(self.source, start..start + 1);
                self.findings.push(
                    Finding::error("table-csv", "a quote that is opened here is never closed")
                        .at(place)
                        .hint("a quote within a cell is written twice: `\"\"`"),
                );
                text.push_str(self.rest());
                self.at = self.source.text.len();
                break;
            };
            text.push_str(&self.rest()[..end]);
            self.at += end + 1;
            if !self.rest().starts_with('"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let end = self
            .rest()
            .find([self.mark, '\n'])
            .unwrap_or(self.rest().len());
        if !self.rest()[..end].trim().is_empty() {
            let place = Place::text(self.source, self.at..self.at + end);
            self.findings.push(
                Finding::error("table-csv", "text after a cell's closing quote")
                    .at(place)
                    .hint("a quote within a cell is written twice: `\"\"`"),
            );
        }
        self.at += end;
        self.cut(start..self.at, text)
    }

    fn cut(&self, range: Range<usize>, text: String) -> Cell {
        Cell {
            text,
            place: Place::text(self.source, range),
        }
    }
}
