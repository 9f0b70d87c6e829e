//! Sheet and grid of a new layout: those of another layout, or the usual ones of a broadsheet and
//! a tabloid.

use crate::diag::{Finding, nearest};
use crate::layout::Bench;
use crate::layout::{Grid, Layout, Sheet};

/// What a layout stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Where it is from, for the module's comment.
    pub from: String,
    pub sheet: Sheet,
    pub grid: Grid,
}

const MM: f64 = 72.0 / 25.4;

/// The usual papers by name.
fn usual(name: &str) -> Option<Paper> {
    match name {
        "broadsheet" => Some(broadsheet()),
        "tabloid" => Some(tabloid()),
        _ => None,
    }
}

fn broadsheet() -> Paper {
    let grid = Grid {
        columns: 8,
        characters: 13,
        lines: 123,
        body: 9.0,
        pitch: 11.25,
        gutter: 9.0,
        ascent: 7.92,
        left: 53.2,
        top: 98.0,
    };
    Paper {
        from: "a broadsheet's (对开)".into(),
        sheet: sheet(390.0, 545.0),
        grid,
    }
}

fn tabloid() -> Paper {
    Paper {
        from: "a tabloid's (四开)".into(),
        sheet: sheet(275.0, 390.0),
        grid: Grid {
            columns: 6,
            characters: 11,
            lines: 86,
            gutter: 12.0,
            left: 62.75,
            top: 89.0,
            ..broadsheet().grid
        },
    }
}

fn sheet(width: f64, height: f64) -> Sheet {
    Sheet {
        width: width * MM,
        height: height * MM,
    }
}

/// The paper that is asked for by name; without one, that of most layouts beside the new one,
/// else a tabloid's in a folder of that name, and a broadsheet's anywhere else.
pub fn paper(bench: &Bench, layout: &str, asked: Option<&str>) -> Result<Paper, Vec<Finding>> {
    let Some(asked) = asked else {
        return Ok(beside(bench, layout));
    };
    if let Some(paper) = usual(asked) {
        return Ok(paper);
    }
    let known = bench.names();
    if !known.iter().any(|name| name == asked) {
        let names = known
            .iter()
            .map(String::as_str)
            .chain(["broadsheet", "tabloid"]);
        let message = format!("there is no layout `{asked}` to take the grid of");
        let hint = match nearest(asked, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected `broadsheet`, `tabloid` or the name of a layout".into(),
        };
        return Err(vec![
            Finding::unreadable("unknown-layout", message).hint(hint),
        ]);
    }
    let (mut layouts, findings) = bench.layouts(&[asked.to_string()]);
    match layouts.pop() {
        Some(layout) => Ok(of(&layout)),
        None => Err(findings),
    }
}

fn of(layout: &Layout) -> Paper {
    Paper {
        from: format!("{}'s", layout.name),
        sheet: layout.sheet,
        grid: layout.grid,
    }
}

/// The paper of most layouts in the same folder.
fn beside(bench: &Bench, layout: &str) -> Paper {
    let folder = layout.rsplit_once('/').map_or("", |(folder, _)| folder);
    let here = |name: &String| {
        name.rsplit_once('/')
            .is_some_and(|(other, _)| other == folder)
    };
    let names: Vec<String> = bench.names().into_iter().filter(here).collect();
    // What is wrong with a neighbour is for its own user to hear.
    let (layouts, _) = bench.layouts(&names);
    let papers: Vec<Paper> = layouts.iter().map(of).collect();
    let same = |a: &Paper, b: &Paper| a.sheet == b.sheet && a.grid == b.grid;
    let votes = |paper: &Paper| papers.iter().filter(|other| same(paper, other)).count();
    // Of several with as many votes the first.
    let most = papers
        .iter()
        .rev()
        .max_by_key(|paper| votes(paper))
        .cloned();
    most.or_else(|| usual(folder)).unwrap_or_else(broadsheet)
}
