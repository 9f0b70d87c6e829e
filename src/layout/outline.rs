//! The edges of a slot's shape: the line around it for borders, and those of its inner corners
//! for rules between it and what stands there.

use serde::Serialize;

use super::model::{Area, Grid};
use super::shape::{SAME, around};

/// A point on the sheet, pt from a slot's upper left corner.
pub type Point = (f64, f64);

/// The lines along a slot's edges, for borders and rules.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Edges {
    /// Closed, clockwise, along the edges of its text.
    pub outline: Vec<Vec<Point>>,
    /// The edges towards neighbours that stand in its corners: in the middle of the gutter,
    /// and of the blank line, between both.
    pub inner: Vec<Vec<Point>>,
}

/// A corner of the outline, in columns and lines, and the way on from it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    column: f64,
    line: usize,
    way: Way,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

/// The edges of a shape.
pub fn edges(grid: &Grid, areas: &[Area]) -> Edges {
    let Some(all) = around(areas) else {
        return Edges::default();
    };
    let mut edges = Edges::default();
    for ring in rings(areas) {
        let corner = |at: usize| {
            let (step, before) = (ring[at], ring[(at + ring.len() - 1) % ring.len()]);
            (step, before)
        };
        let place = |x: f64, y: f64| (x - grid.x(all.column), y - grid.y(all.line));
        let outline = (0..ring.len()).map(|at| {
            let (step, before) = corner(at);
            // Of the two edges at a corner one is upright; it ends at a column's right edge
            // where the shape lies at its left.
            let right = [step.way, before.way].contains(&Way::Down);
            let x = grid.x(step.column) - if right { grid.gutter } else { 0.0 };
            place(x, grid.y(step.line))
        });
        edges.outline.push(outline.collect());

        let outer = |step: &Step| match step.way {
            Way::Right => step.line == all.line,
            Way::Left => step.line == all.bottom(),
            Way::Down => (step.column - all.right()).abs() < SAME,
            Way::Up => (step.column - all.column).abs() < SAME,
        };
        // Begin behind an outer edge, so that no run of inner ones is broken in two.
        let Some(begin) = ring.iter().position(outer) else {
            continue;
        };
        let mut run: Vec<Point> = vec![];
        for offset in 1..=ring.len() {
            let (step, before) = corner((begin + offset) % ring.len());
            if !outer(&before) || !outer(&step) {
                let (x, y) = between(grid, &all, &step, &before);
                run.push(place(x, y));
            }
            if outer(&step) && !run.is_empty() {
                edges.inner.push(std::mem::take(&mut run));
            }
        }
    }
    edges
}

/// A corner of an inner edge: in the middle of the gutter and of the blank line; at the ends
/// where the text ends.
fn between(grid: &Grid, all: &Area, step: &Step, before: &Step) -> Point {
    let x = if (step.column - all.column).abs() < SAME {
        grid.x(step.column)
    } else if (step.column - all.right()).abs() < SAME {
        grid.x(step.column) - grid.gutter
    } else {
        grid.x(step.column) - grid.gutter / 2.0
    };
    let y = if step.line == all.line {
        grid.y(step.line)
    } else if step.line == all.bottom() {
        grid.y(step.line) - (grid.pitch - grid.body)
    } else if [step.way, before.way].contains(&Way::Right) {
        // The shape lies below: the blank line is the one above.
        grid.y(step.line) - grid.pitch + grid.body / 2.0
    } else {
        grid.y(step.line) + grid.body / 2.0
    };
    (x, y)
}

/// The closed ways around a shape, clockwise, with a step at each corner.
fn rings(areas: &[Area]) -> Vec<Vec<Step>> {
    let mut columns: Vec<f64> = areas.iter().flat_map(|a| [a.column, a.right()]).collect();
    columns.sort_by(f64::total_cmp);
    columns.dedup_by(|a, b| (*a - *b).abs() < SAME);
    let mut lines: Vec<usize> = areas.iter().flat_map(|a| [a.line, a.bottom()]).collect();
    lines.sort_unstable();
    lines.dedup();
    // Cells are counted from 1, so that there is always one before.
    let filled = |across: usize, down: usize| {
        let (Some(i), Some(j)) = (across.checked_sub(1), down.checked_sub(1)) else {
            return false;
        };
        let (Some(left), Some(right)) = (columns.get(i), columns.get(i + 1)) else {
            return false;
        };
        let (Some(&top), Some(&bottom)) = (lines.get(j), lines.get(j + 1)) else {
            return false;
        };
        let cell = Area {
            column: *left,
            line: top,
            columns: right - left,
            lines: bottom - top,
        };
        areas.iter().any(|area| area.overlaps(&cell))
    };
    // Edges from node to node, the shape at their right hand.
    let mut open: Vec<((usize, usize), Way)> = vec![];
    for i in 0..columns.len() {
        for j in 0..lines.len() {
            // The four cells around a node.
            let (nw, ne) = (filled(i, j), filled(i + 1, j));
            let (sw, se) = (filled(i, j + 1), filled(i + 1, j + 1));
            let ways = [
                (se && !ne, Way::Right),
                (sw && !se, Way::Down),
                (nw && !sw, Way::Left),
                (ne && !nw, Way::Up),
            ];
            open.extend(
                ways.into_iter()
                    .filter(|(is, _)| *is)
                    .map(|(_, way)| ((i, j), way)),
            );
        }
    }
    let mut rings = vec![];
    while let Some(&first) = open.first() {
        let mut ring: Vec<Step> = vec![];
        let mut next = Some(first);
        while let Some(edge) = next {
            open.retain(|other| *other != edge);
            let ((i, j), way) = edge;
            if ring.last().is_none_or(|last| last.way != way) {
                ring.push(Step {
                    column: columns[i],
                    line: lines[j],
                    way,
                });
            }
            let to = match way {
                Way::Right => (i + 1, j),
                Way::Down => (i, j + 1),
                Way::Left => (i.wrapping_sub(1), j),
                Way::Up => (i, j.wrapping_sub(1)),
            };
            // At a node where two corners meet, keep to the right: the shapes stay apart.
            let turns = [way.right(), way, way.right().right().right()];
            next = turns
                .iter()
                .map(|way| (to, *way))
                .find(|edge| open.contains(edge));
        }
        // A ring that began in the middle of an edge has that edge twice.
        if ring.len() > 1 && ring.first().map(|s| s.way) == ring.last().map(|s| s.way) {
            ring.remove(0);
        }
        rings.push(ring);
    }
    rings
}

impl Way {
    fn right(self) -> Self {
        match self {
            Self::Right => Self::Down,
            Self::Down => Self::Left,
            Self::Left => Self::Up,
            Self::Up => Self::Right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid {
        columns: 5,
        characters: 13,
        lines: 60,
        body: 9.0,
        pitch: 11.25,
        gutter: 9.0,
        ascent: 7.92,
        left: 50.0,
        top: 80.0,
    };

    fn area(column: f64, line: usize, columns: f64, lines: usize) -> Area {
        Area {
            column,
            line,
            columns,
            lines,
        }
    }

    #[test]
    fn a_rectangle_has_four_corners_and_no_inner_edge() {
        let edges = edges(&GRID, &[area(1.0, 2, 2.0, 10)]);
        assert_eq!(
            edges.outline,
            [[(0.0, 0.0), (243.0, 0.0), (243.0, 112.5), (0.0, 112.5)]]
        );
        assert!(edges.inner.is_empty());
    }

    #[test]
    fn an_l_has_six_corners_and_one_inner_edge() {
        let edges = edges(&GRID, &[area(0.0, 0, 3.0, 10), area(2.0, 10, 1.0, 10)]);
        assert_eq!(edges.outline.len(), 1);
        assert_eq!(
            edges.outline[0],
            [
                (0.0, 0.0),
                (369.0, 0.0),
                (369.0, 225.0),
                (252.0, 225.0),
                (252.0, 112.5),
                (0.0, 112.5)
            ]
        );
        let inner = [(247.5, 225.0 - 2.25), (247.5, 117.0), (0.0, 117.0)];
        assert_eq!(edges.inner, [inner]);
    }

    #[test]
    fn a_shape_below_its_notch_has_the_rule_in_the_blank_line_above() {
        let edges = edges(&GRID, &[area(0.0, 0, 1.0, 20), area(1.0, 10, 2.0, 10)]);
        assert_eq!(
            edges.inner,
            [[(121.5, 0.0), (121.5, 112.5 - 11.25 + 4.5), (369.0, 105.75)]]
        );
    }
}
