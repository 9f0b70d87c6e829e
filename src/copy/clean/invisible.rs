//! What cannot be seen goes; full-width letters and digits become half-width.

use super::chars::{half_width, is_invisible, is_space};
use crate::copy::cell::{Cell, Kind};

pub fn clean(cells: &mut [Cell]) {
    for at in 0..cells.len() {
        let Some(c) = cells[at].now else { continue };
        if let Some(half) = half_width(c) {
            cells[at].put(half, Kind::HalfWidth);
        } else if is_space(c) {
            cells[at].put(' ', Kind::Space);
        } else if is_invisible(c) && !joins_signs(cells, at) {
            cells[at].drop(Kind::Invisible);
        }
    }
    decimal_points(cells);
}

/// A full-width point between two digits is their decimal point.
fn decimal_points(cells: &mut [Cell]) {
    let standing = cells.iter_mut().filter(|cell| cell.now.is_some());
    let mut digit = false;
    // The point that a digit has gone before.
    let mut point: Option<&mut Cell> = None;
    for cell in standing {
        let is_digit = cell.now.is_some_and(|c| c.is_ascii_digit());
        if is_digit && let Some(point) = point.take() {
            point.put('.', Kind::HalfWidth);
        }
        point = (digit && cell.now == Some('\u{FF0E}')).then_some(cell);
        digit = is_digit;
    }
}

/// A zero-width joiner between two signs that are no letters makes one sign of them.
fn joins_signs(cells: &[Cell], at: usize) -> bool {
    let is_sign = |cell: &Cell| {
        cell.now.is_some_and(
            |c| matches!(c, '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}'),
        )
    };
    cells[at].was == '\u{200D}'
        && at > 0
        && is_sign(&cells[at - 1])
        && cells.get(at + 1).is_some_and(is_sign)
}
