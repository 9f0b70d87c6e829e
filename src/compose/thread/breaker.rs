//! Breaks a paragraph into lines, looking at all of it.
//!
//! Typst finds good lines, but it stretches where it could squeeze, leaves a character alone
//! on a last line, and cannot be asked for one line fewer or more, which is what moves a
//! paragraph's last line away from a frame's head. Here squeezing comes before stretching
//! (CLREQ 3.1.6). The places where a line may break are Typst's own, and, before a line gets
//! looser than a reader bears, the weakest of those that copy holds together.

use typst::layout::Abs;

use super::cells::{CLOSING, Cell, OPENING};
use super::split::{count, counts};

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
/// The cost of one character alone on a last line (孤字).
const ALONE: f64 = 1e6;
/// Fewer lines are better, all else being equal.
const LINE: f64 = 0.05;
/// A paragraph's last line has at least so many characters, marks not counted.
const LEAST_LAST: usize = 2;

/// A way to break a paragraph.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The counted characters before each break.
    pub at: Vec<usize>,
    /// How bad the lines look; 0 for lines that are neither squeezed nor stretched.
    pub cost: f64,
}

/// The best way to break a paragraph, into exactly `lines` lines if so many are wanted.
pub fn broken(cells: &[Cell], width: Abs, indent: Abs, lines: Option<usize>) -> Option<Broken> {
    let (width, indent) = (width.to_pt(), indent.to_pt());
    // The places where a line may end, each with what that costs.
    let mut ends = vec![(0, 0.0)];
    ends.extend((cells.iter().zip(1..)).filter_map(|(cell, end)| Some((end, cell.breaks?))));
    if ends.last().is_none_or(|&(last, _)| last < cells.len()) {
        ends.push((cells.len(), 0.0));
    }
    // For each such place and each number of lines: the cost so far, and the place before.
    // Where any number will do, all stand in one layer.
    let layers = lines.unwrap_or(0) + 1;
    let after = |layer: usize| if lines.is_some() { layer + 1 } else { 0 };
    let mut table: Vec<Vec<Option<(f64, usize, usize)>>> = vec![vec![None; layers]; ends.len()];
    table[0][0] = Some((0.0, 0, 0));
    for to in 1..ends.len() {
        let last = to + 1 == ends.len();
        for from in (0..to).rev() {
            let room = if from == 0 { width - indent } else { width };
            let line = Line::of(&cells[ends[from].0..ends[to].0], from == 0);
            if line.width - line.shrink > room + 0.01 {
                break;
            }
            let Some(cost) = line.cost(room, last, from == 0) else {
                continue;
            };
            let cost = cost + LINE + if last { 0.0 } else { ends[to].1 };
            for layer in 0..layers {
                let (Some((before, ..)), true) = (table[from][layer], after(layer) < layers) else {
                    continue;
                };
                let total = before + cost;
                let entry = &mut table[to][after(layer)];
                if entry.is_none_or(|(best, ..)| total < best) {
                    *entry = Some((total, from, layer));
                }
            }
        }
    }
    let (mut to, mut layer) = (ends.len() - 1, layers - 1);
    let (cost, ..) = table[to][layer]?;
    let mut at = vec![];
    while to > 0 {
        let (_, from, before) = table[to][layer]?;
        if from > 0 {
            at.push(cells[..ends[from].0].iter().map(count_in).sum());
        }
        (to, layer) = (from, before);
    }
    at.reverse();
    Some(Broken { at, cost })
}

fn count_in(cell: &Cell) -> usize {
    count(&cell.text)
}

/// The measurements of a line.
struct Line {
    /// With the blank halves at both ends trimmed, pt.
    width: f64,
    /// What can still be squeezed out of it, pt.
    shrink: f64,
    /// Where space goes to fill it: the sizes of those characters together, pt.
    fills: f64,
    /// The space that goes elsewhere first: beside figures, and into squeezed marks, pt.
    relief: f64,
    /// What a mark at its end may take up of it, pt.
    end: f64,
    /// Han, letters and digits.
    letters: usize,
}

impl Line {
    fn of(cells: &[Cell], first: bool) -> Self {
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
            letters: texts.filter(|c| c.is_alphanumeric()).count(),
        }
    }

    /// How bad the line looks in some room; nothing if it cannot be set in it.
    fn cost(&self, room: f64, last: bool, whole: bool) -> Option<f64> {
        let alone = if last && !whole && self.letters < LEAST_LAST {
            ALONE
        } else {
            0.0
        };
        let slack = room - self.width;
        if slack < 0.0 {
            // Typst would rather make two lines of a squeezed last one.
            if last && !whole {
                return None;
            }
            let squeeze = -slack / self.shrink.max(0.001);
            return (squeeze <= 1.0001).then_some(0.5 * squeeze * squeeze + alone);
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
        }
        Some(cost + loose(rest / self.fills.max(1.0)))
    }
}

/// How bad a line looks that is stretched by so many ems between two characters.
fn loose(stretch: f64) -> f64 {
    let easy = (stretch / EASY).powi(2);
    match stretch {
        _ if stretch <= LOOSE => easy,
        // A loose line is worth some others that are not quite good.
        _ if stretch <= LOOSEST + 0.0005 => easy + 20.0,
        _ => easy + FAULT * (1.0 + 20.0 * (stretch - LOOSEST)),
    }
}
