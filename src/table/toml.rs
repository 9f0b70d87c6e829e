//! A table in TOML: title, columns and rows.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Align, Cell, Raw};
use crate::diag::{Finding, Place, SourceText};
use crate::manifest::{Spot, read_file};

/// The widest column that may be asked for, in characters.
const WIDEST: f64 = 100.0;

/// A table's file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TableFile {
    /// Over the table (表题).
    #[serde(default)]
    title: Option<String>,
    /// A note below the table (表注).
    #[serde(default)]
    note: Option<String>,
    /// Who the numbers come from (资料来源).
    #[serde(default)]
    source: Option<String>,
    /// The columns (栏), from the left.
    #[schemars(length(min = 1))]
    columns: Spot<Vec<ColumnHead>>,
    /// The rows (行): a list of cells each, in quotes.
    #[schemars(length(min = 1))]
    rows: Spot<Vec<Spot<Vec<Spot<String>>>>>,
}

/// One column.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ColumnHead {
    /// Its title in the table's head (栏目); it may be empty.
    title: Spot<String>,
    /// `"left"`, `"center"`, `"right"` or `"decimal"` (小数点对齐); without it, numbers stand on
    /// their decimal points and words flush left.
    #[serde(default)]
    align: Option<Spot<String>>,
    /// Its width in characters of the table's type; without it, as wide as it needs.
    #[serde(default)]
    width: Option<Spot<f64>>,
}

/// Reads the file as far as it is sound.
pub fn read(source: &Arc<SourceText>, findings: &mut Vec<Finding>) -> Option<Raw> {
    let reading = read_file::<TableFile>(source);
    findings.extend(reading.findings);
    let file = reading.value?;
    let at = |range: std::ops::Range<usize>| Place::text(source, range);
    let cell = |spot: Spot<String>| Cell {
        place: at(spot.range()),
        text: spot.into_inner(),
    };
    let mut columns = vec![];
    for head in file.columns.into_inner() {
        let align = head
            .align
            .and_then(|align| self::align(source, &align, findings));
        let width = head.width.filter(Spot::is_placed).and_then(|width| {
            let sound = *width > 0.0 && *width <= WIDEST;
            if !sound {
                let message = format!("a width is characters, more than 0 and at most {WIDEST}");
                findings.push(Finding::error("table-column", message).at(at(width.range())));
            }
            sound.then_some(*width)
        });
        columns.push((cell(head.title), align, width));
    }
    let rows = (file.rows.into_inner().into_iter())
        .map(|row| {
            let place = at(row.range());
            (place, row.into_inner().into_iter().map(cell).collect())
        })
        .collect();
    Some(Raw {
        title: file.title,
        note: file.note,
        source: file.source,
        columns,
        rows,
    })
}

fn align(
    source: &Arc<SourceText>,
    word: &Spot<String>,
    findings: &mut Vec<Finding>,
) -> Option<Align> {
    const WORDS: [(&str, Align); 4] = [
        ("left", Align::Left),
        ("center", Align::Center),
        ("right", Align::Right),
        ("decimal", Align::Decimal),
    ];
    let found = WORDS.iter().find(|(name, _)| *name == word.as_str());
    if found.is_none() && word.is_placed() {
        let message = format!("`align` is \"{}\"", crate::diag::brief(word));
        let near = crate::diag::nearest(word, WORDS.map(|(name, _)| name));
        findings.push(
            Finding::error("table-column", message)
                .at(Place::text(source, word.range()))
                .hint(match near {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => "expected \"left\", \"center\", \"right\" or \"decimal\"".into(),
                }),
        );
    }
    found.map(|(_, align)| *align)
}
