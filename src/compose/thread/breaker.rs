//! Breaks a paragraph into lines, looking at all of it.
//!
//! Typst finds good lines, but it stretches where it could squeeze, leaves a character alone
//! on a last line, and cannot be asked for one line fewer or more, which is what moves a
//! paragraph's last line away from a frame's head. Here squeezing comes before stretching
//! (CLREQ 3.1.6). The places where a line may break are Typst's own, and, before a line gets
//! looser than a reader bears, the weakest of those that copy holds together.

use typst::layout::Abs;

use super::cells::Cell;
use super::line::{Growing, Line, TIGHTEST};
use super::split::count;

/// The share of a line's squeeze up to which Typst surely goes.
const TYPST_SQUEEZES: f64 = 0.95;
/// Fewer lines are better, all else being equal.
const LINE: f64 = 0.05;

/// A way to break a paragraph.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The counted characters before each break.
    pub at: Vec<usize>,
    /// How bad the lines look; 0 for lines that are neither squeezed nor stretched.
    pub cost: f64,
    /// How much wider than the measure Typst has to set the lines, pt, because some are
    /// squeezed more than it does: [`spread`](super::spread) makes them as wide as they are.
    pub surplus: f64,
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
    for from in 0..ends.len() - 1 {
        if table[from].iter().all(Option::is_none) {
            continue;
        }
        let room = if from == 0 { width - indent } else { width };
        let mut line = Growing::new(from == 0);
        for to in from + 1..ends.len() {
            for cell in &cells[ends[to - 1].0..ends[to].0] {
                line.push(cell);
            }
            let line = line.line();
            if line.width - line.shrink > room * (1.0 + TIGHTEST) + 0.01 {
                break;
            }
            let last = to + 1 == ends.len();
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
                // Of ways that are as good, the one with the shorter last line.
                if entry.is_none_or(|(best, ..)| total <= best) {
                    *entry = Some((total, from, layer));
                }
            }
        }
    }
    let (mut to, mut layer) = (ends.len() - 1, layers - 1);
    let (cost, ..) = table[to][layer]?;
    let mut at = vec![];
    let mut surplus: f64 = 0.0;
    while to > 0 {
        let (_, from, before) = table[to][layer]?;
        let line = Line::of(&cells[ends[from].0..ends[to].0], from == 0);
        let room = if from == 0 { width - indent } else { width };
        if to + 1 < ends.len() {
            surplus = surplus.max(line.width - room - TYPST_SQUEEZES * line.shrink);
        }
        if from > 0 {
            at.push(cells[..ends[from].0].iter().map(count_in).sum());
        }
        (to, layer) = (from, before);
    }
    at.reverse();
    Some(Broken { at, cost, surplus })
}

fn count_in(cell: &Cell) -> usize {
    count(&cell.text)
}
