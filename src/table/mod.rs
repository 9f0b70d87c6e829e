//! Tables (表格): weather, prices, lottery numbers, a schedule, from TOML or CSV.
//!
//! [`read`] takes a file's bytes and gives a [`Table`] of clean cells, every row as long as
//! the head; or every mistake in the file, each at its line. Cells are data, as article
//! text is: they are cleaned and never run as code.

mod csv;
mod toml;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::copy;
use crate::diag::{Finding, Place, SourceText, brief, has_errors};

/// The largest file that is read: a table of this many bytes stands on no page.
pub const MAX_BYTES: usize = 1 << 20;
/// More of either are a mistake, not a newspaper's table.
const MOST_COLUMNS: usize = 32;
const MOST_ROWS: usize = 500;
/// Characters of the longest cell.
const LONGEST_CELL: usize = 200;
/// How many rows of wrong length are told of one by one.
const TOLD: usize = 20;

/// A table, cleaned.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub title: Option<String>,
    /// Below the table, at the left.
    pub note: Option<String>,
    /// Who the numbers come from, below the table at the right.
    pub source: Option<String>,
    pub columns: Vec<Column>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Empty where it has none.
    pub title: String,
    pub align: Align,
    /// In characters of the table's type; without it, as wide as it needs.
    pub width: Option<f64>,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Flush left (左齐).
    Left,
    /// In the middle (居中).
    Center,
    /// Flush right (右齐).
    Right,
    /// Numbers with their decimal points below each other (小数点对齐).
    Decimal,
}

/// A cell with its place, as a form of file gives it.
struct Cell {
    text: String,
    place: Place,
}

/// A table as its file has it, before it is cleaned and proved.
struct Raw {
    title: Option<String>,
    note: Option<String>,
    source: Option<String>,
    columns: Vec<(Cell, Option<Align>, Option<f64>)>,
    /// Each with its place as a whole.
    rows: Vec<(Place, Vec<Cell>)>,
}

/// Reads a table. `shown` is its path for findings; the ending says what it is. On success
/// there may be warnings; on failure there is at least one error.
pub fn read(bytes: &[u8], shown: &Path) -> Result<(Table, Vec<Finding>), Vec<Finding>> {
    if bytes.len() > MAX_BYTES {
        return Err(vec![too_large(bytes.len() as u64, shown)]);
    }
    let form = form(shown)?;
    let source = SourceText::new(shown, decode(bytes, shown)?);
    let mut findings = copy::unprintable(&source);
    let raw = match form {
        Form::Toml => toml::read(&source, &mut findings),
        Form::Csv => csv::read(&source, &mut findings),
    };
    let table = raw.map(|raw| prove(raw, &source, &mut findings));
    match table {
        Some(table) if !has_errors(&findings) => Ok((table, findings)),
        _ => Err(findings),
    }
}

/// The refusal of a file of too many bytes.
pub fn too_large(bytes: u64, shown: &Path) -> Finding {
    let message = format!("the table is {bytes} bytes; at most {MAX_BYTES} are read");
    Finding::unreadable("table-size", message)
        .at(Place::File(shown.to_path_buf()))
        .hint("is this the right file?")
}

enum Form {
    Toml,
    Csv,
}

fn form(shown: &Path) -> Result<Form, Vec<Finding>> {
    let ending = shown.extension().and_then(|ending| ending.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "toml" => Ok(Form::Toml),
        "csv" => Ok(Form::Csv),
        _ => Err(vec![
            Finding::unreadable("table-type", "the table is neither TOML nor CSV")
                .at(Place::File(shown.to_path_buf()))
                .hint("name it `.toml` or `.csv`, by what it is; a spreadsheet is saved as CSV"),
        ]),
    }
}

/// Spreadsheets save CSV as GB 18030 or UTF-16 as often as in UTF-8.
fn decode(bytes: &[u8], shown: &Path) -> Result<String, Vec<Finding>> {
    copy::decode(bytes, shown).map_err(|findings| {
        let told = findings.into_iter().map(|mut finding| {
            finding.rule = "table-encoding";
            finding.hints = vec!["save the table as UTF-8 or GB 18030".into()];
            finding
        });
        told.collect()
    })
}

/// Cleans the cells and makes sure that every row has a cell for every column.
fn prove(raw: Raw, source: &Arc<SourceText>, findings: &mut Vec<Finding>) -> Table {
    let line = |text: Option<String>| {
        text.map(|text| copy::clean_line(&text).0)
            .filter(|text| !text.is_empty())
    };
    let whole = || Place::File(source.path.clone());
    let wide = raw.columns.len();
    for (count, most, what) in [
        (wide, MOST_COLUMNS, "columns"),
        (raw.rows.len(), MOST_ROWS, "rows"),
    ] {
        if count == 0 {
            let message = format!("the table has no {what}");
            findings.push(Finding::error("table-empty", message).at(whole()));
        } else if count > most {
            let message = format!("the table has {count} {what}; at most {most} can be set");
            findings.push(Finding::error("table-size", message).at(whole()));
        }
    }
    wrong_rows(&raw.rows, wide, findings);
    let mut cell = |cell: Cell| {
        let text = copy::clean_line(&cell.text).0;
        let long = text.chars().count();
        if long > LONGEST_CELL {
            let message = format!("a cell of {long} characters; at most {LONGEST_CELL} can be set");
            findings.push(
                Finding::error("table-cell", message)
                    .at(cell.place)
                    .hint("a text of this length belongs into an article"),
            );
        }
        text
    };
    let heads: Vec<_> = (raw.columns.into_iter())
        .map(|(title, align, width)| (cell(title), align, width))
        .collect();
    let rows: Vec<Vec<String>> = (raw.rows.into_iter())
        .map(|(_, cells)| cells.into_iter().map(&mut cell).collect())
        .collect();
    let columns = (heads.into_iter().enumerate())
        .map(|(at, (title, align, width))| Column {
            title,
            align: align.unwrap_or_else(|| usual(rows.iter().filter_map(|row| row.get(at)))),
            width,
        })
        .collect();
    Table {
        title: line(raw.title),
        note: line(raw.note),
        source: line(raw.source),
        columns,
        rows,
    }
}

fn wrong_rows(rows: &[(Place, Vec<Cell>)], wide: usize, findings: &mut Vec<Finding>) {
    let wrong = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.1.len() != wide);
    let count = wrong.clone().count();
    for (at, (place, row)) in wrong.take(TOLD) {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        let cells = row.len();
        let message = format!(
            "row {} has {cells} cell{}; the table has {wide} column{}",
            at + 1,
            s(cells),
            s(wide)
        );
        let mut finding = Finding::error("table-row", message).at(place.clone());
        finding = match row.get(wide) {
            Some(cell) => finding.hint(format!(
                "what is too much begins with “{}”",
                brief(&cell.text)
            )),
            None => finding.hint("an empty cell is written \"\""),
        };
        findings.push(finding);
    }
    if count > TOLD {
        let message = format!("{} more rows are of a wrong length", count - TOLD);
        findings.extend(
            rows.first()
                .map(|row| Finding::error("table-row", message).at(row.0.clone())),
        );
    }
}

/// A column of numbers stands on its decimal points, any other flush left.
fn usual<'a>(cells: impl Iterator<Item = &'a String>) -> Align {
    let mut numbers = 0;
    for cell in cells {
        match cell.as_str() {
            "" | "—" | "-" | "－" | "——" => {}
            cell if is_number(cell) => numbers += 1,
            _ => return Align::Left,
        }
    }
    if numbers > 0 {
        Align::Decimal
    } else {
        Align::Left
    }
}

/// `1,234.50`, `-0.3`, `+2.1%`.
fn is_number(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['+', '-', '−', '－']);
    let cell = cell.trim_end_matches(['%', '％', '‰', '℃']);
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    whole
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit())
        && whole
            .split(',')
            .all(|group| !group.is_empty() && digits(group))
        && !part.is_empty()
        && digits(part)
}
