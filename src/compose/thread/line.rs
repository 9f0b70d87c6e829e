//! A line that may be made of some cells: how much of it can be squeezed, where the space
//! goes that it lacks, and how bad it looks.

use super::cells::{CLOSING, Cell, OPENING};
use super::split::counts;

/// A stretch that a reader does not see yet, in ems between two characters; twice as much
/// costs four times as much.
const EASY: f64 = 0.04;
/// From here on a line is loose: half a character on a line of eleven.
const LOOSE: f64 = 0.05;
/// No line should be stretched more.
pub const LOOSEST: f64 = 0.09;
/// From here on, in ems between two characters, a mark at a line's end keeps its whole cell.
pub const END_FROM: f64 = 0.03;
/// What it costs to fill a line beside its figures and in its marks alone.
const EASED: f64 = 0.5;
/// What a way of breaking costs from which on it has a fault: too loose a line, or a
/// character alone.
pub const FAULT: f64 = 2000.0;
/// Up to this cost a paragraph may be set anew for another's sake.
pub const WELL: f64 = FAULT * 0.4;
/// What marks may take up beyond their cells, in ems, before a line gets loose.
pub const WIDER: f64 = 0.25;
/// A line whose characters stand closer by so many ems, at most, is better than one that is
/// too loose.
pub const TIGHTEST: f64 = 0.05;
const TIGHT: f64 = FAULT * 0.5;
/// The cost of one character alone on a last line (孤字).
const ALONE: f64 = 1e6;
/// A paragraph's last line has at least so many characters, marks not counted.
const LEAST_LAST: usize = 2;

/// The measurements of a line.
pub struct Line {
    /// With the blank halves at both ends trimmed, pt.
    pub width: f64,
    /// What can still be squeezed out of it, pt.
    pub shrink: f64,
    /// Where space goes to fill it: the sizes of those characters together, pt.
    fills: f64,
    /// The space that goes elsewhere first: beside figures, and into squeezed marks, pt.
    relief: f64,
    /// What a mark at its end may take up of it, pt.
    end: f64,
    /// What the marks in it may take up beyond their cells, pt.
    wider: f64,
    /// Han, letters and digits.
    letters: usize,
}

impl Line {
    pub fn of(cells: &[Cell], first: bool) -> Self {
        let blank = |cell: &Cell| cell.text.chars().all(|c| !counts(c));
        let end = cells
            .iter()
            .rposition(|cell| !blank(cell))
            .map_or(0, |at| at + 1);
        let cells = &cells[..end];
        let mut width: f64 = cells.iter().map(|cell| cell.advance).sum();
        let mut shrink: f64 = cells.iter().map(|cell| cell.left + cell.right).sum();
        let mut fills: f64 = cells.iter().filter_map(|cell| cell.fills).sum();
        let mut relief: f64 = cells.iter().map(|cell| cell.border + cell.back).sum();
        let widening = |cell: &Cell| match cell.left + cell.right > 0.0 {
            true => WIDER * cell.fills.unwrap_or_default(),
            false => 0.0,
        };
        let inner = cells.get(1..cells.len().saturating_sub(1));
        let wider: f64 = inner.unwrap_or_default().iter().map(widening).sum();
        let mut end = 0.0;
        if let Some(cell) = cells.last() {
            relief -= cell.border + cell.back;
            if cell.text.starts_with(CLOSING) {
                end = cell.right + cell.back;
            }
            let trimmed = if cell.left > 0.0 { 0.0 } else { cell.right };
            width -= trimmed;
            shrink -= trimmed;
            fills -= cell.fills.unwrap_or_default();
        }
        // Beside figures as much again, before the line gets loose.
        let borders: f64 = cells.iter().map(|cell| cell.border).sum();
        let wider = wider + borders - cells.last().map_or(0.0, |cell| cell.border);
        if let [cell, _, ..] = cells
            && cell.text.starts_with(OPENING)
        {
            relief -= cell.back;
        }
        // After an indent Typst does not trim an opening mark.
        if let Some(cell) = cells.first()
            && !first
            && cell.right == 0.0
        {
            width -= cell.left;
            shrink -= cell.left;
        }
        let texts = cells.iter().flat_map(|cell| cell.text.chars());
        Self {
            width,
            shrink,
            fills,
            relief,
            end,
            wider,
            letters: texts.filter(|c| c.is_alphanumeric()).count(),
        }
    }

    /// How bad the line looks in some room; nothing if it cannot be set in it.
    pub fn cost(&self, room: f64, last: bool, whole: bool) -> Option<f64> {
        let alone = if last && !whole && self.letters < LEAST_LAST {
            ALONE
        } else {
            0.0
        };
        let slack = room - self.width;
        if slack < -1e-6 {
            // Typst would rather make two lines of a squeezed last one.
            if last && !whole {
                return None;
            }
            let squeeze = -slack / self.shrink.max(0.001);
            if squeeze <= 1.0001 {
                return Some(0.5 * squeeze * squeeze + alone);
            }
            let tight = (-slack - self.shrink) / self.fills.max(1.0);
            return (!last && tight <= TIGHTEST).then_some(TIGHT * (1.0 + tight));
        }
        if last {
            return Some(alone);
        }
        let eased = slack.min(self.relief);
        let mut rest = slack - eased;
        let mut cost = EASED * eased / self.relief.max(0.001);
        if rest > END_FROM * self.fills {
            let taken = rest.min(self.end);
            rest -= taken;
            cost += 4.0 * EASED * taken / self.end.max(0.001);
            let taken = (rest - END_FROM * self.fills).clamp(0.0, self.wider);
            rest -= taken;
            cost += 4.0 * EASED * taken / self.wider.max(0.001);
        }
        Some(cost + loose(rest / self.fills.max(1.0)))
    }
}

/// How bad a line looks that is stretched by so many ems between two characters.
pub fn loose(stretch: f64) -> f64 {
    let easy = (stretch / EASY).powi(2);
    match stretch {
        _ if stretch <= LOOSE => easy,
        // A loose line is worth some others that are not quite good.
        _ if stretch <= LOOSEST + 0.00001 => easy + 20.0,
        _ => easy + FAULT * (1.0 + 20.0 * (stretch - LOOSEST)),
    }
}
