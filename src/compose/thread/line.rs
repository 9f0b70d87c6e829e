//! A line that may be made of some cells: how much of it can be squeezed, where the space
//! goes that it lacks, and how bad it looks.

use super::cells::{CLOSING, Cell, OPENING};

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
        let end = cells
            .iter()
            .rposition(|cell| !cell.blank)
            .map_or(0, |at| at + 1);
        let cells = &cells[..end];
        let last = cells.len().saturating_sub(1);
        let (mut width, mut shrink, mut fills) = (0.0, 0.0, 0.0);
        let (mut relief, mut wider, mut borders) = (0.0, 0.0, 0.0);
        let mut letters = 0;
        for (at, cell) in cells.iter().enumerate() {
            let (squeeze, own) = (cell.left + cell.right, cell.fills.unwrap_or_default());
            width += cell.advance;
            shrink += squeeze;
            fills += own;
            relief += cell.border + cell.back;
            borders += cell.border;
            letters += cell.letters;
            if squeeze > 0.0 && 0 < at && at < last {
                wider += WIDER * own;
            }
        }
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
        Self {
            width,
            shrink,
            fills,
            relief,
            end,
            wider,
            letters,
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
