//! No paragraph's last line alone at a frame's head, where that can be avoided: another
//! paragraph is set in one line fewer or more, or a frame ends a line early.

use std::collections::BTreeSet;
use std::sync::Arc;

use typst::diag::SourceResult;

use super::fill::{Block, Filled, FrameSpec, Pass};
use super::paragraph::{Setter, Setting};
use super::run::{Position, Run};

/// Fills the frames with the blocks of one part of a run, in order. As long as its start is
/// not known, nothing is set.
pub fn fill(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
    run: &Run,
    start: Option<Arc<Position>>,
) -> SourceResult<Filled> {
    let nothing = || Position {
        block: blocks.len(),
        ..Position::default()
    };
    let mut plan = Plan {
        adjust: vec![0; blocks.len()],
        short: BTreeSet::new(),
        start: start.unwrap_or_else(|| Arc::new(nothing())),
        endless: run.goes_on().then_some(frames.len()),
    };
    let frames = &*run.frames(frames);
    let mut filled = Pass::new(frames, &plan).run(setter, blocks)?;
    let mut given_up = BTreeSet::new();
    // Each round mends a widow or gives one up, so there are few of them.
    while let Some(widow) = first_widow(&filled, &given_up) {
        match mend(setter, frames, blocks, &plan, &filled, widow)? {
            Some((better, attempt)) => (plan, filled) = (better, attempt),
            None => {
                given_up.insert(widow);
            }
        }
    }
    filled.measures = frames
        .iter()
        .map(|frame| setter.measure(frame.width))
        .collect();
    Ok(filled)
}

/// What is done to keep last lines from standing alone.
#[derive(Clone)]
pub struct Plan {
    /// Lines fewer or more for each block.
    pub adjust: Vec<i8>,
    /// Frames that end a line early, so that two lines go over instead of one.
    pub short: BTreeSet<usize>,
    /// Where the text begins.
    pub start: Arc<Position>,
    /// The frame, out of sight, that takes what runs on to another slot.
    pub endless: Option<usize>,
}

fn first_widow(filled: &Filled, given_up: &BTreeSet<usize>) -> Option<usize> {
    (0..filled.frames.len()).find(|at| filled.frames[*at].widow && !given_up.contains(at))
}

/// How many frames further back a paragraph may be set anew for the sake of a widow.
const REACH: usize = 2;

/// Finds the least bad way to mend a widow: a paragraph of the frame before it set in one
/// line fewer or more, else that frame a line short, if there is room.
fn mend(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
    plan: &Plan,
    filled: &Filled,
    widow: usize,
) -> SourceResult<Option<(Plan, Filled)>> {
    let Some(before) = widow.checked_sub(1) else {
        return Ok(None);
    };
    // The nearer the paragraph, the less else moves with it.
    let near: Vec<_> = (before.saturating_sub(REACH)..=before).rev().collect();
    let mut plans = variants(setter, frames, blocks, plan, filled, &near, &[-1, 1])?;
    let mut short = plan.clone();
    if short.short.insert(before) {
        plans.push(short);
    }
    let widows = |filled: &Filled| {
        filled.frames[..=widow]
            .iter()
            .filter(|frame| frame.widow)
            .count()
    };
    let mut too_long = vec![];
    for plan in plans {
        let attempt = Pass::new(frames, &plan).run(setter, blocks)?;
        if widows(&attempt) >= widows(filled) {
            continue;
        }
        // What is mended must never push text over the end of the slot.
        if attempt.over_lines <= filled.over_lines {
            return Ok(Some((plan, attempt)));
        }
        too_long.push((plan, attempt));
    }
    // A line more here may be won back further on.
    let after: Vec<_> = (widow..frames.len()).collect();
    for (plan, attempt) in too_long {
        for plan in variants(setter, frames, blocks, &plan, &attempt, &after, &[-1])? {
            let attempt = Pass::new(frames, &plan).run(setter, blocks)?;
            if widows(&attempt) < widows(filled) && attempt.over_lines <= filled.over_lines {
                return Ok(Some((plan, attempt)));
            }
        }
    }
    Ok(None)
}

/// The plan with one more paragraph of some frames set in fewer or more lines, the best
/// looking first.
fn variants(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
    plan: &Plan,
    filled: &Filled,
    among: &[usize],
    adjusts: &[i8],
) -> SourceResult<Vec<Plan>> {
    let mut ways = vec![];
    for &at in among {
        for &block in &filled.frames[at].begun {
            let Block::Paragraph(body) = &blocks[block] else {
                continue;
            };
            if plan.adjust[block] != 0 {
                continue;
            }
            for &adjust in adjusts {
                let setting = Setting {
                    block,
                    skip: 0,
                    width: frames[at].width,
                    adjust,
                };
                if let Some(cost) = setter.adjust(body, setting)? {
                    let mut plan = plan.clone();
                    plan.adjust[block] = adjust;
                    ways.push((cost, plan));
                }
            }
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(ways.into_iter().map(|(_, plan)| plan).collect())
}
