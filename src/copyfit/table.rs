//! The fit of an issue as a table for people, a page after the other, aligned where characters are twice
//! as wide as others; a hundred columns at most.

use std::collections::BTreeSet;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::preflight::SlotFit;

/// Columns of the table.
const WIDTH: usize = 100;
/// What an article's name may take of them.
const NAME: usize = 30;

/// The table. With `legs`, how each leg is filled as well.
pub fn table(fits: &[SlotFit], legs: bool) -> String {
    let mut out = String::new();
    let pages: BTreeSet<u32> = fits.iter().map(|fit| fit.page).collect();
    for page in pages {
        let rows: Vec<(&SlotFit, [String; 6])> = fits
            .iter()
            .filter(|fit| fit.page == page)
            .map(|fit| (fit, row(fit)))
            .collect();
        let heads = ["slot", "article", "lines", "capacity", "length", "fit"].map(String::from);
        let mut widths = heads.clone().map(|head| head.width());
        for (_, row) in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        out.push_str(&format!("page {page}\n"));
        out.push_str(&line(&heads, &widths));
        for (fit, row) in rows {
            out.push_str(&line(&row, &widths));
            for note in notes(fit, legs) {
                out.push_str(&wrapped(&note));
            }
        }
        out.push('\n');
    }
    out
}

fn row(fit: &SlotFit) -> [String; 6] {
    let state = match (fit.over_lines, fit.spare_lines) {
        (0, _) if fit.part < fit.parts => "runs on".to_string(),
        (0, 0) => "full".to_string(),
        (0, lines) => format!("{} spare ({})", lines_of(lines), fit.spare_characters),
        (lines, _) => format!("{} OVER ({})", lines_of(lines), fit.over_characters),
    };
    let part = match (fit.part, fit.parts) {
        (Some(part), Some(parts)) => format!(" {part}/{parts}"),
        _ => String::new(),
    };
    [
        fit.slot.clone(),
        format!("{}{part}", clipped(&fit.article, NAME - part.len())),
        fit.lines.to_string(),
        fit.capacity.to_string(),
        fit.characters.to_string(),
        state,
    ]
}

fn lines_of(count: usize) -> String {
    super::settle::of_lines(count)
}

/// One row: names at the left, numbers at the right.
fn line(cells: &[String; 6], widths: &[usize; 6]) -> String {
    let mut out = String::from(" ");
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let blank = " ".repeat(width.saturating_sub(cell.width()));
        let cell = if (2..5).contains(&at) {
            format!("{blank}{cell}")
        } else {
            format!("{cell}{blank}")
        };
        out.push_str(&format!(" {cell} "));
    }
    format!("{}\n", out.trim_end())
}

/// What belongs to a row: legs, what gave way, ways out.
fn notes(fit: &SlotFit, legs: bool) -> Vec<String> {
    let mut notes = vec![];
    if legs {
        for (at, leg) in fit.legs.iter().enumerate() {
            notes.push(format!(
                "leg {}: {} of {} lines",
                at + 1,
                leg.filled,
                leg.lines
            ));
        }
    }
    notes.extend(
        fit.changes
            .iter()
            .map(|change| format!("~ {}", change.text)),
    );
    for way in &fit.ways {
        notes.push(format!("{}. {}", way.number, way.text));
    }
    if fit.over_lines > 0 && fit.ways.is_empty() {
        notes.push(format!(
            "over from “{}…”; no way out was found that fits",
            fit.over_text
        ));
    }
    notes
}

/// A note, indented, on as many lines as it needs.
fn wrapped(note: &str) -> String {
    let mut out = String::new();
    let (first, next) = ("      ", "         ");
    let mut line = String::from(first);
    let mut wide = first.len();
    let mut break_at: Option<usize> = None;
    for c in note.chars() {
        let more = c.width().unwrap_or(0);
        if wide + more > WIDTH {
            // At the last space, or right here in Chinese text.
            let rest = match break_at.take() {
                Some(at) => line.split_off(at).trim_start().to_string(),
                None => String::new(),
            };
            out.push_str(line.trim_end());
            out.push('\n');
            line = format!("{next}{rest}");
            wide = line.width();
        }
        if c == ' ' && !line.trim().is_empty() {
            break_at = Some(line.len());
        } else if more == 2 {
            break_at = None;
        }
        line.push(c);
        wide += more;
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

/// A name without its middle if it is too wide.
fn clipped(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.into();
    }
    let mut end = String::new();
    for c in name.chars().rev() {
        if end.width() + c.width().unwrap_or(0) >= width {
            break;
        }
        end.insert(0, c);
    }
    format!("…{end}")
}
