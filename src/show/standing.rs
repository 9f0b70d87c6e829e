//! Slots whose text stands (直排): read from the calls of `vertical-story` in a layout's `render`. Their
//! lines run from right to left through tiers (段), and their legs mean nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use typst::syntax::ast::{self, Arg, Expr};
use typst::syntax::parse;

use super::head::walk;
use crate::layout::{Grid, Layout, Slot};

/// How standing text goes into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tiers {
    /// One above the other.
    pub tiers: usize,
    /// Standing lines in each, the head's place counted as text.
    pub lines: usize,
    /// Characters of body type on a line.
    pub characters: usize,
}

impl Tiers {
    /// Characters in all of them.
    pub fn capacity(self) -> usize {
        self.tiers * self.lines * self.characters
    }
}

/// The tiers of a layout's slots, by the slots' names.
pub fn read(layout: &Layout) -> BTreeMap<String, Tiers> {
    let root = parse(&layout.source.text);
    let mut found = BTreeMap::new();
    walk(&root, &mut |call| {
        if let Some((slot, count, inset)) = said(layout, call)
            && let Some(tiers) = tiers(&layout.grid, slot, count, inset)
        {
            found.insert(slot.name.clone(), tiers);
        }
    });
    found
}

/// `vertical-story(page, "lead", tiers: 2, inset: 15pt)`. On a page with another grid than the
/// layout's, nothing is known.
fn said<'a>(layout: &'a Layout, call: ast::FuncCall) -> Option<(&'a Slot, usize, f64)> {
    let Expr::Ident(callee) = call.callee() else {
        return None;
    };
    if callee.as_str() != "vertical-story" {
        return None;
    }
    let (mut slot, mut tiers, mut inset) = (None, 1, 0.0);
    for (at, arg) in call.args().items().enumerate() {
        match arg {
            Arg::Pos(Expr::Ident(page)) if at == 0 && page.as_str() == "page" => {}
            Arg::Pos(Expr::Str(name)) if at == 1 => slot = layout.slots.get(name.get().as_str()),
            Arg::Pos(_) => return None,
            Arg::Named(named) => match (named.name().as_str(), named.expr()) {
                ("tiers", Expr::Int(count)) => tiers = usize::try_from(count.get()).ok()?,
                ("inset", Expr::Numeric(length)) => inset = points(length)?,
                ("tiers" | "inset", _) => return None,
                _ => {}
            },
            Arg::Spread(_) => return None,
        }
    }
    Some((slot?, tiers, inset))
}

fn points(length: ast::Numeric) -> Option<f64> {
    match length.get() {
        (number, ast::Unit::Pt) => Some(number),
        (number, ast::Unit::Mm) => Some(number * 72.0 / 25.4),
        _ => None,
    }
}

/// As layouts/lib/vertical.typ divides a slot.
fn tiers(grid: &Grid, slot: &Slot, count: usize, inset: f64) -> Option<Tiers> {
    let gap = grid.pitch - grid.body;
    let width = grid.width(slot.area.columns) - 2.0 * inset;
    let height = slot.area.lines as f64 * grid.pitch - gap - 2.0 * inset;
    let between = count.checked_sub(1)? as f64 * grid.body * 1.2;
    let whole = |number: f64| (number + 1e-6).floor().max(0.0) as usize;
    Some(Tiers {
        tiers: count,
        lines: whole((width + gap) / grid.pitch),
        characters: whole((height - between) / count as f64 / grid.body),
    })
}
