//! Legs of text (一栏文字): the rectangles of a slot are divided into legs, and legs are cut
//! around what stands among them: a picture inside the text, a headline, a pull quote.

use serde::Serialize;

use super::model::{Area, Grid, Leg};

/// A leg beside something is dropped where fewer characters than these stand on a line.
pub const FEWEST_CHARACTERS: usize = 5;

/// A piece that a cut leaves of a leg is dropped where it has fewer lines than these.
const FEWEST_LINES: usize = 2;

/// Lengths that differ by less are the same, pt.
const SAME: f64 = 0.05;

/// A rectangle that text keeps clear of: pt and lines from a slot's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hole {
    pub x: f64,
    pub width: f64,
    pub line: usize,
    pub lines: usize,
}

impl Hole {
    /// What an area of the grid covers of a slot that it lies in.
    pub fn new(grid: &Grid, slot: &Area, area: &Area) -> Self {
        Self {
            x: grid.x(area.column) - grid.x(slot.column),
            width: grid.width(area.columns),
            line: area.line.saturating_sub(slot.line),
            lines: area.lines,
        }
    }
}

/// The air that a hole keeps around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Air {
    /// Blank lines above.
    pub above: usize,
    /// Blank lines below.
    pub below: usize,
    /// Distance at its sides, pt.
    pub side: f64,
    /// Size of the body type, pt: a measure is so many times this.
    pub body: f64,
}

impl Air {
    /// A blank line above and below, a gutter at the sides.
    pub fn usual(grid: &Grid) -> Self {
        Self {
            above: 1,
            below: 1,
            side: grid.gutter,
            body: grid.body,
        }
    }
}

/// Divides a width into legs of whole characters; where it does not divide, the gaps grow
/// (破栏). Gives the characters of a leg, and the legs' left edges.
pub fn divide(width: f64, legs: usize, gutter: f64, body: f64) -> (usize, Vec<f64>) {
    let gaps = legs.saturating_sub(1) as f64;
    let characters = ((width - gaps * gutter) / legs.max(1) as f64 / body + 1e-6).floor();
    let leg = characters.max(0.0) * body;
    let gap = match legs {
        0 | 1 => 0.0,
        _ => (width - leg * legs as f64) / gaps,
    };
    let edges = (0..legs).map(|at| at as f64 * (leg + gap)).collect();
    (characters.max(0.0) as usize, edges)
}

/// The legs of one rectangle, measured from the corner of the slot's own.
pub fn of_area(grid: &Grid, slot: &Area, area: &Area, legs: usize) -> Vec<Leg> {
    let (characters, edges) = divide(grid.width(area.columns), legs, grid.gutter, grid.body);
    let left = grid.x(area.column) - grid.x(slot.column);
    (edges.into_iter())
        .map(|edge| Leg {
            x: left + edge,
            width: characters as f64 * grid.body,
            characters,
            line: area.line - slot.line,
            lines: area.lines,
        })
        .collect()
}

/// Joins legs that stand one right below the other at one measure: text runs down them
/// without a break, at the place of the one that comes first.
pub fn joined(legs: Vec<Leg>) -> Vec<Leg> {
    let mut out: Vec<Leg> = vec![];
    for leg in legs {
        let same =
            |other: &Leg| (other.x - leg.x).abs() < SAME && (other.width - leg.width).abs() < SAME;
        let end = leg.line + leg.lines;
        // It may join a leg above and one below at once.
        let above = out
            .iter()
            .position(|o| same(o) && o.line + o.lines == leg.line);
        let below = out.iter().position(|o| same(o) && o.line == end);
        match (above, below) {
            (Some(above), Some(below)) => {
                let more = out[below].lines;
                out[above].lines += leg.lines + more;
                if below < above {
                    out.swap(above, below);
                }
                out.remove(above.max(below));
            }
            (Some(at), None) => out[at].lines += leg.lines,
            (None, Some(at)) => {
                out[at].line = leg.line;
                out[at].lines += leg.lines;
            }
            (None, None) => out.push(leg),
        }
    }
    out
}

/// What a hole leaves of one leg, from top to bottom; nothing if it does not touch it.
struct Rest {
    above: Option<Leg>,
    beside: Vec<Leg>,
    below: Option<Leg>,
}

/// Cuts legs around a hole. Text runs down a leg past the hole: above it, beside it at a
/// narrower measure, below it. Where the hole bars every leg from side to side, all that is
/// above is read before anything below.
pub fn cut(legs: &[Leg], hole: &Hole, air: &Air) -> Vec<Leg> {
    let rests: Vec<(Leg, Option<Rest>)> = legs
        .iter()
        .map(|leg| (*leg, rest(leg, hole, air)))
        .collect();
    let (from, _) = reach(hole, air);
    let barred = barred(&rests, hole, air);
    let mut parts = vec![];
    for (leg, rest) in rests {
        match rest {
            None => parts.push(leg),
            Some(rest) => {
                let kept = rest.above.into_iter().chain(rest.beside).chain(rest.below);
                parts.extend(kept);
            }
        }
    }
    if barred {
        let (mut above, below): (Vec<Leg>, Vec<Leg>) =
            parts.into_iter().partition(|leg| leg.line < from);
        above.extend(below);
        return above;
    }
    parts
}

/// The lines that a hole takes with its air: from, and up to.
fn reach(hole: &Hole, air: &Air) -> (usize, usize) {
    let end = hole.line.saturating_add(hole.lines);
    (
        hole.line.saturating_sub(air.above),
        end.saturating_add(air.below),
    )
}

/// Whether no text stands at the hole's sides.
fn barred(rests: &[(Leg, Option<Rest>)], hole: &Hole, air: &Air) -> bool {
    let (from, to) = reach(hole, air);
    let cut = rests.iter().any(|(_, rest)| rest.is_some());
    cut && rests.iter().all(|(leg, rest)| match rest {
        Some(rest) => rest.beside.is_empty(),
        None => leg.line >= to || leg.line + leg.lines <= from,
    })
}

fn rest(leg: &Leg, hole: &Hole, air: &Air) -> Option<Rest> {
    let (from, to) = reach(hole, air);
    let (left, right) = (hole.x - air.side, hole.x + hole.width + air.side);
    let (end, edge) = (leg.line + leg.lines, leg.x + leg.width);
    let clear = leg.line >= to || end <= from || edge <= left + SAME || leg.x >= right - SAME;
    if clear {
        return None;
    }
    let part = |x: f64, characters: usize, line: usize, end: usize| Leg {
        x,
        width: characters as f64 * air.body,
        characters,
        line,
        lines: end.saturating_sub(line),
    };
    let over = |leg: &Leg| leg.lines >= FEWEST_LINES;
    let above = part(leg.x, leg.characters, leg.line, from.min(end));
    let below = part(leg.x, leg.characters, to.max(leg.line), end);
    let (top, bottom) = (from.max(leg.line), to.min(end));
    let room = |width: f64| (width / air.body + 1e-6).floor().max(0.0) as usize;
    // Text at the left keeps the leg's left edge, text at the right its right one.
    let before = part(leg.x, room(left - leg.x), top, bottom);
    let characters = room(edge - right);
    let after = part(edge - characters as f64 * air.body, characters, top, bottom);
    let wide = |leg: &Leg| leg.characters >= FEWEST_CHARACTERS && over(leg);
    Some(Rest {
        above: Some(above).filter(over),
        beside: [before, after].into_iter().filter(wide).collect(),
        below: Some(below).filter(over),
    })
}

#[cfg(test)]
mod tests;
