//! Picture groups (组图): how several pictures share one slot. Every cell stands on the
//! grid's lines, with a gap between neighbours; `arrangement` says how, or their number.

use serde::Serialize;
use typst::foundations::{Dict, Value};

use super::dict::{Reader, RemoveValue};
use super::model::{Grid, Slot, SlotKind};
use crate::diag::nearest;

/// Things beyond which a slot is a mistake, not a newspaper.
const MOST_THINGS: i64 = 100;

/// How the pictures of a group stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Side by side.
    Row,
    /// One below the other.
    Column,
    /// In rows of equal cells, the last row's as wide as it needs.
    Grid,
    /// The first large at the left, the others one below the other at its right.
    Left,
    /// The first large over the whole width, the others in a row below it.
    Top,
}

impl Arrangement {
    const WORDS: [(&'static str, Self); 5] = [
        ("row", Self::Row),
        ("column", Self::Column),
        ("grid", Self::Grid),
        ("left", Self::Left),
        ("top", Self::Top),
    ];

    /// What suits so many pictures in a place of these proportions.
    fn usual(count: usize, width: f64, height: f64) -> Self {
        match count {
            2 if width >= height => Self::Row,
            0..=2 => Self::Column,
            3 | 4 if width >= 1.2 * height => Self::Left,
            3..=5 => Self::Top,
            _ => Self::Grid,
        }
    }
}

/// Where one picture of a group stands in its slot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    /// Left edge relative to the slot's, pt.
    pub x: f64,
    /// First line below the slot's top.
    pub line: usize,
    /// Its width, pt.
    pub width: f64,
    /// Its height in lines.
    pub lines: usize,
}

impl Cell {
    /// Its height in pt; the blank below its last line belongs to the line after it.
    pub fn height(&self, grid: &Grid) -> f64 {
        self.lines as f64 * grid.pitch - (grid.pitch - grid.body)
    }
}

/// A part of a slot that is still to be divided.
#[derive(Clone, Copy)]
struct Room {
    x: f64,
    line: usize,
    width: f64,
    lines: usize,
}

impl Slot {
    /// Where each of so many pictures stands, the most important first.
    pub fn cells(&self, grid: &Grid, count: usize) -> Vec<Cell> {
        let room = Room {
            x: 0.0,
            line: 0,
            width: self.size.0,
            lines: self.area.lines,
        };
        let arrangement = self
            .arrangement
            .unwrap_or_else(|| Arrangement::usual(count, self.size.0, self.size.1));
        let gap = grid.gutter.min(self.size.0 / 8.0);
        match (arrangement, count.saturating_sub(1)) {
            (_, 0) => row(room, count, gap),
            (Arrangement::Row, _) => row(room, count, gap),
            (Arrangement::Column, _) => column(room, count),
            (Arrangement::Grid, _) => rows(room, count, gap),
            (Arrangement::Left, small) => {
                // The more small ones there are, the narrower they may be.
                let share = if small <= 2 { 0.34 } else { 0.27 };
                let narrow = (room.width - gap) * share;
                let large = room.width - gap - narrow;
                let side = Room {
                    x: large + gap,
                    width: narrow,
                    ..room
                };
                let first = Room {
                    width: large,
                    ..room
                };
                row(first, 1, gap)
                    .into_iter()
                    .chain(column(side, small))
                    .collect()
            }
            (Arrangement::Top, small) => {
                let low = (room.lines / 3).max(1);
                let high = room.lines.saturating_sub(low + 1).max(1);
                let below = Room {
                    line: high + 1,
                    lines: room.lines.saturating_sub(high + 1).max(1),
                    ..room
                };
                let first = Room {
                    lines: high,
                    ..room
                };
                row(first, 1, gap)
                    .into_iter()
                    .chain(row(below, small, gap))
                    .collect()
            }
        }
    }
}

fn row(room: Room, count: usize, gap: f64) -> Vec<Cell> {
    let width = (room.width - gap * count.saturating_sub(1) as f64) / count.max(1) as f64;
    let cell = |at: usize| Cell {
        x: room.x + at as f64 * (width + gap),
        line: room.line,
        width,
        lines: room.lines,
    };
    (0..count).map(cell).collect()
}

/// One below the other with a blank line between; what does not divide goes to the first.
fn column(room: Room, count: usize) -> Vec<Cell> {
    let free = room.lines.saturating_sub(count.saturating_sub(1));
    let (each, rest) = (free / count.max(1), free % count.max(1));
    let mut line = room.line;
    (0..count)
        .map(|at| {
            let lines = (each + usize::from(at < rest)).max(1);
            let cell = Cell {
                x: room.x,
                line,
                width: room.width,
                lines,
            };
            line += lines + 1;
            cell
        })
        .collect()
}

/// Rows as nearly square as their number allows, the fuller ones below.
fn rows(room: Room, count: usize, gap: f64) -> Vec<Cell> {
    let across = (count as f64).sqrt().ceil().max(1.0) as usize;
    let down = count.div_ceil(across);
    let mut left = count;
    (column(room, down).into_iter().enumerate())
        .flat_map(|(at, strip)| {
            let here = left / (down - at);
            left -= here;
            let room = Room {
                x: strip.x,
                line: strip.line,
                width: strip.width,
                lines: strip.lines,
            };
            row(room, here, gap)
        })
        .collect()
}

impl Reader<'_> {
    /// What a slot that takes several things says of them.
    pub fn several(
        &mut self,
        dict: &mut Dict,
        name: &str,
        kind: Option<SlotKind>,
    ) -> (Option<usize>, Option<Arrangement>) {
        let most = dict.contains("most").then(|| {
            let path = ["slots", name, "most"];
            if kind.is_some_and(|kind| !kind.several()) {
                self.error(
                    &path,
                    "`most` is for a slot that takes several things".into(),
                );
            }
            self.whole(dict, &path, 1, MOST_THINGS)
        });
        let path = ["slots", name, "arrangement"];
        let arrangement = match dict.remove_value("arrangement") {
            None => None,
            Some(_) if kind.is_some_and(|kind| kind != SlotKind::Gallery) => {
                self.error(
                    &path,
                    "`arrangement` is for a slot of kind \"gallery\"".into(),
                );
                None
            }
            Some(Value::Str(word)) => self.arrangement(&path, &word),
            Some(_) => {
                self.error(&path, "`arrangement` is not a string".into());
                None
            }
        };
        (most.flatten(), arrangement)
    }

    fn arrangement(&mut self, path: &[&str], word: &str) -> Option<Arrangement> {
        let found = Arrangement::WORDS.iter().find(|(name, _)| *name == word);
        if found.is_none() {
            let words = Arrangement::WORDS.map(|(name, _)| name);
            self.error(path, format!("unknown arrangement \"{word}\""));
            let hint = match nearest(word, words) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!(
                    "expected one of {}",
                    words.map(|word| format!("\"{word}\"")).join(", ")
                ),
            };
            if let Some(finding) = self.findings.last_mut() {
                finding.hints.push(hint);
            }
        }
        found.map(|(_, arrangement)| *arrangement)
    }
}
