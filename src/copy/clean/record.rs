//! What cleaning leaves: the text, its runs, and the record of changes.

use crate::copy::cell::{Cell, Kind};
use crate::copy::{Change, Role, Run};

/// How much of the surroundings a change shows on either side, in characters.
const CONTEXT: usize = 4;

/// The characters that stand in some cells now.
fn now(cells: &[Cell]) -> impl Iterator<Item = (char, &Cell)> {
    cells.iter().flat_map(|cell| {
        let times = 1 + usize::from(cell.twice);
        std::iter::repeat_n(cell.now, times)
            .flatten()
            .map(move |c| (c, cell))
    })
}

/// The clean text.
pub fn text(cells: &[Cell]) -> String {
    now(cells).map(|(c, _)| c).collect()
}

/// The clean text in runs of one style.
pub fn runs(cells: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    for (c, cell) in now(cells) {
        let strong = cell.strong;
        let role = match cell.dotted {
            true => Role::Dots,
            false => Role::Text,
        };
        match runs.last_mut() {
            Some(run) if (run.strong, run.role) == (strong, role) => run.text.push(c),
            _ => runs.push(Run {
                text: c.into(),
                strong,
                role,
            }),
        }
    }
    runs
}

/// Writes down the changes to some cells. Changes of one kind that stand close together
/// are one entry.
pub fn record(cells: &[Cell], line: impl Fn(usize) -> usize, changes: &mut Vec<Change>) {
    // For each kind, the stretch of changes that may yet grow.
    let mut open: [Option<(usize, usize)>; Kind::ALL.len()] = [None; Kind::ALL.len()];
    let mut stretches: Vec<(usize, usize, Kind)> = vec![];
    for (at, cell) in cells.iter().enumerate() {
        let Some(kind) = cell.kind else { continue };
        let stretch = &mut open[kind as usize];
        match stretch {
            Some((_, end)) if at <= *end + CONTEXT => *end = at + 1,
            _ => {
                stretches.extend(stretch.map(|(start, end)| (start, end, kind)));
                *stretch = Some((at, at + 1));
            }
        }
    }
    for kind in Kind::ALL {
        stretches.extend(open[kind as usize].map(|(start, end)| (start, end, kind)));
    }
    stretches.sort_by_key(|&(start, _, _)| start);
    changes.extend(stretches.into_iter().map(|(start, end, kind)| {
        let shown = &cells[start.saturating_sub(CONTEXT)..cells.len().min(end + CONTEXT)];
        Change {
            kind: kind.name(),
            line: line(cells[start].at as usize),
            before: shown.iter().map(|cell| cell.was).collect(),
            after: text(shown),
        }
    }));
}
