//! Where a layout keeps room for headline groups: read from the calls in its `render`, as far as
//! they say it in plain numbers. How high a head without a place becomes, only its words decide.

use std::collections::BTreeMap;

use typst::syntax::ast::{self, Arg, AstNode, Expr};
use typst::syntax::{SyntaxNode, parse};

use crate::layout::{Air, Grid, Hole, Layout, Leg, Slot, cut};

/// The place of a headline group.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub position: String,
    /// In the slot's own measure.
    pub hole: Hole,
    /// The slot's legs that it leaves.
    pub legs: Vec<Leg>,
}

/// What a call says of a head: `head-area`, each number known or `auto`.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    column: Option<f64>,
    line: Option<f64>,
    columns: Option<f64>,
    lines: Option<f64>,
}

/// The heads of a layout's slots, by the slots' names.
pub fn read(layout: &Layout) -> BTreeMap<String, Head> {
    let root = parse(&layout.source.text);
    let mut heads = BTreeMap::new();
    walk(&root, &mut |call| {
        if let Some((slot, position, asked)) = said(layout, call)
            && let Some(head) = placed(layout, slot, &position, asked)
        {
            heads.insert(slot.name.clone(), head);
        }
    });
    heads
}

/// Visits every call below a node.
pub fn walk(node: &SyntaxNode, visit: &mut dyn FnMut(ast::FuncCall)) {
    if let Some(call) = ast::FuncCall::from_untyped(node) {
        visit(call);
    }
    for child in node.children() {
        walk(child, visit);
    }
}

/// `story(page, "lead", position: "beside", head-area: (3, 12))`: the slot, the position, the area.
fn said<'a>(layout: &'a Layout, call: ast::FuncCall) -> Option<(&'a Slot, String, Asked)> {
    let mut position = "over".to_string();
    let mut area = None;
    let mut slot = None;
    for arg in call.args().items() {
        match arg {
            Arg::Pos(Expr::Str(name)) if slot.is_none() => {
                slot = layout.slots.get(name.get().as_str());
            }
            Arg::Named(named) => match (named.name().as_str(), named.expr()) {
                ("position", Expr::Str(word)) => position = word.get().to_string(),
                ("head-area", Expr::Array(array)) => area = asked(array),
                _ => {}
            },
            _ => {}
        }
    }
    let slot = slot.filter(|slot| slot.kind.has_legs())?;
    Some((slot, position, area?))
}

/// `(columns, lines)` or `(column, line, columns, lines)`.
fn asked(array: ast::Array) -> Option<Asked> {
    let numbers: Vec<Option<f64>> = array
        .items()
        .map(|item| match item {
            ast::ArrayItem::Pos(Expr::Auto(_)) => Some(None),
            ast::ArrayItem::Pos(Expr::Int(number)) => Some(Some(number.get() as f64)),
            ast::ArrayItem::Pos(Expr::Float(number)) => Some(Some(number.get())),
            _ => None,
        })
        .collect::<Option<_>>()?;
    match numbers.as_slice() {
        [columns, lines] => Some(Asked {
            columns: *columns,
            lines: *lines,
            ..Asked::default()
        }),
        [column, line, columns, lines] => Some(Asked {
            column: *column,
            line: *line,
            columns: *columns,
            lines: *lines,
        }),
        _ => None,
    }
}

/// What of a slot begins on its first line: left edge, width and lines, in its own measure.
fn crown(grid: &Grid, slot: &Slot) -> Option<Hole> {
    let holes = slot.holes(grid);
    let tops: Vec<&Hole> = holes.iter().filter(|hole| hole.line == 0).collect();
    let x = tops.iter().map(|hole| hole.x).reduce(f64::min)?;
    let right = tops
        .iter()
        .map(|hole| hole.x + hole.width)
        .reduce(f64::max)?;
    Some(Hole {
        x,
        width: right - x,
        line: 0,
        lines: tops.iter().map(|hole| hole.lines).min()?,
    })
}

/// Places a head as layouts/lib/head.typ does.
fn placed(layout: &Layout, slot: &Slot, position: &str, asked: Asked) -> Option<Head> {
    let grid = &layout.grid;
    let crown = crown(grid, slot)?;
    let upright = position.starts_with("vertical");
    let lines = match asked.lines {
        Some(lines) => whole(lines)?,
        None if upright => crown.lines,
        None => return None,
    };
    let all = (crown.width + grid.gutter) / grid.step();
    let (offset, usual) = match position {
        "over" => (0.0, Some(all)),
        "beside" => (0.0, Some((all / 2.0).ceil())),
        "wrapped" | "between" if all >= 3.0 => (1.0, Some(all - 2.0)),
        "wrapped" | "between" => (all / 4.0, Some(all / 2.0)),
        _ => (0.0, None),
    };
    let columns = asked.columns.or(usual)?;
    let middle = matches!(position, "wrapped" | "between") && asked.columns.is_some();
    let offset = if middle {
        (all - columns) / 2.0
    } else {
        offset
    };
    let width = grid.width(columns);
    let x = match (asked.column, position) {
        (Some(column), _) if !upright => grid.x(column) - grid.x(slot.area.column),
        (_, "vertical-right") => crown.x + crown.width - width,
        (_, "vertical-left") => crown.x,
        _ => crown.x + offset * grid.step(),
    };
    let line = match (asked.line, position) {
        (Some(line), _) if !upright => whole(line)?.saturating_sub(slot.area.line),
        (_, "wrapped") => (crown.lines.saturating_sub(lines) as f64 * 0.45).floor() as usize,
        _ => 0,
    };
    let hole = Hole {
        x,
        width,
        line,
        lines: if upright {
            lines.min(crown.lines)
        } else {
            lines
        },
    };
    Some(Head {
        position: position.into(),
        hole,
        legs: left(layout, slot, position, &hole, &crown),
    })
}

/// The legs that a head leaves.
fn left(layout: &Layout, slot: &Slot, position: &str, hole: &Hole, crown: &Hole) -> Vec<Leg> {
    let mut hole = *hole;
    let (above, below) = match position {
        "wrapped" => (1, 1),
        "vertical-left" | "vertical-right" if hole.lines < crown.lines => (0, 1),
        _ => (0, 0),
    };
    // A head over its text keeps all of it below, however narrow it is itself.
    if position == "over" {
        hole.x = hole.x.min(crown.x);
        hole.width = hole.width.max(crown.width);
        hole.lines += hole.line;
        hole.line = 0;
    }
    let air = Air {
        above,
        below,
        ..Air::usual(&layout.grid)
    };
    cut(&slot.legs, &hole, &air)
}

fn whole(number: f64) -> Option<usize> {
    (number >= 0.0 && number.fract() == 0.0 && number < 10_000.0).then_some(number as usize)
}
