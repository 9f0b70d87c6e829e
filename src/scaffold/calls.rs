//! What a new layout's `render` calls: a part for every slot, in reading order, and rules between
//! texts that stand beside or above each other.

use super::paper::Paper;
use super::sketch::{Rectangle, Sketch};
use crate::layout::SlotKind;

/// Room that a folio needs above the type area, pt.
const FOLIO: f64 = 56.0;

/// Texts that share fewer lines than this at their sides need no rule.
const FEW_LINES: f64 = 4.0;

/// The lines of `render`.
pub fn calls(paper: &Paper, sketches: &[Sketch]) -> Vec<String> {
    let mut lines = vec![];
    if paper.grid.top >= FOLIO {
        lines.push("folio(page)".into());
    } else {
        lines.push("// A masthead (报头) stands here on page one: docs/furniture.md.".into());
    }
    let mut ordered: Vec<&Sketch> = sketches.iter().collect();
    ordered.sort_by(|a, b| {
        corner(a)
            .0
            .total_cmp(&corner(b).0)
            .then(corner(a).1.total_cmp(&corner(b).1))
    });
    let lead = (ordered.iter())
        .filter(|sketch| sketch.kind == SlotKind::Article && sketch.inside.is_none())
        .max_by(|a, b| {
            headline(paper, a)
                .1
                .total_cmp(&headline(paper, b).1)
                .then_with(|| corner(b).0.total_cmp(&corner(a).0))
        })
        .map(|sketch| sketch.name.clone());
    for sketch in &ordered {
        lines.push(call(paper, sketch, lead.as_deref() == Some(&sketch.name)));
    }
    lines.extend(rules(&ordered));
    lines
}

/// Line and column of a slot's first rectangle.
fn corner(sketch: &Sketch) -> (f64, f64) {
    sketch
        .areas
        .first()
        .map_or((0.0, 0.0), |area| (area[1], area[0]))
}

fn call(paper: &Paper, sketch: &Sketch, lead: bool) -> String {
    let name = &sketch.name;
    match sketch.kind {
        SlotKind::Article => {
            let (size, _) = headline(paper, sketch);
            let weight = if lead { ", weight: \"black\"" } else { "" };
            // What stands inside a text is set off from it.
            let part = if sketch.inside.is_some() {
                "boxed"
            } else {
                "story"
            };
            format!("{part}(page, \"{name}\", style: (headline: {size}{weight}))")
        }
        SlotKind::Picture => format!("picture(page, \"{name}\")"),
        SlotKind::Ad => format!("advertisement(page, \"{name}\")"),
        SlotKind::Briefs => format!("briefs(page, \"{name}\", title: \"简讯\")"),
        SlotKind::Gallery => format!("gallery(page, \"{name}\")"),
        SlotKind::Table => format!("tables(page, \"{name}\")"),
        SlotKind::Teasers => format!("teasers(page, \"{name}\", title: \"导读\")"),
    }
}

/// A headline's size for the width of its slot: its name in the library, and the width.
fn headline(paper: &Paper, sketch: &Sketch) -> (&'static str, f64) {
    let columns = sketch.areas.first().map_or(1.0, |area| area[2]);
    let width = paper.grid.width(columns);
    let size = match width {
        w if w >= 560.0 => "size.chu",
        w if w >= 420.0 => "size.xiaochu",
        w if w >= 300.0 => "size.yi",
        w if w >= 200.0 => "size.er",
        w if w >= 110.0 => "size.xiaoer",
        _ => "size.si",
    };
    (size, width)
}

/// Rules in single blank lines between texts, and in the gutters between them.
fn rules(sketches: &[&Sketch]) -> Vec<String> {
    let texts: Vec<&Rectangle> = (sketches.iter())
        .filter(|sketch| sketch.kind.has_legs() && sketch.inside.is_none())
        .flat_map(|sketch| &sketch.areas)
        .collect();
    let mut found = vec![];
    for upper in &texts {
        for lower in &texts {
            let from = upper[0].max(lower[0]);
            let columns = (upper[0] + upper[2]).min(lower[0] + lower[2]) - from;
            if upper[1] + upper[3] + 1.0 == lower[1] && columns > 1e-6 {
                let line = upper[1] + upper[3];
                found.push(format!("line-rule(page, {from}, {line}, {columns})"));
            }
        }
    }
    for (at, before) in texts.iter().enumerate() {
        for (other, after) in texts.iter().enumerate() {
            let from = before[1].max(after[1]);
            let lines = (before[1] + before[3]).min(after[1] + after[3]) - from;
            let touch = (before[0] + before[2] - after[0]).abs() < 1e-6;
            if at != other && touch && lines >= FEW_LINES && !joined(sketches, before, after) {
                let column = after[0];
                found.push(format!("gutter-rule(page, {column}, {from}, {lines})"));
            }
        }
    }
    found
}

/// Whether both are of one slot, whose legs have rules of their own.
fn joined(sketches: &[&Sketch], a: &Rectangle, b: &Rectangle) -> bool {
    let owner = |of: &Rectangle| sketches.iter().position(|sketch| sketch.areas.contains(of));
    owner(a) == owner(b)
}
