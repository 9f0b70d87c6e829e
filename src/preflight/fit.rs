//! The fit of each slot: lines and characters over or spare, counted on the finished pages.

use serde::Serialize;

use crate::compose::{Found, Mark, PieceInfo};
use crate::copyfit::{Change, Way};
use crate::diag::Finding;
use crate::layout::{Grid, SlotKind};
use crate::makeup::{Fill, Matter, Plan, PlannedPage, briefs_id};

/// How an article fits its slot. Lines are lines of one leg; characters are body characters.
#[derive(Debug, Clone, Serialize)]
pub struct SlotFit {
    pub page: u32,
    pub slot: String,
    pub article: String,
    /// Which part of the article stands here, from 1, if it runs through several slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<usize>,
    /// Lines of all legs, the headline group taken off.
    pub lines: usize,
    /// Characters that fill those lines.
    pub capacity: usize,
    /// Characters of the article's body; of one that runs through several slots, those that
    /// stand here.
    pub characters: usize,
    pub over_lines: usize,
    pub over_characters: usize,
    /// Lines left after the end of the text.
    pub spare_lines: usize,
    /// Characters those lines would take.
    pub spare_characters: usize,
    /// Each leg, in reading order.
    pub legs: Vec<FrameFit>,
    /// The first characters of what is over.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub over_text: String,
    /// What gave way by itself, as layout and manifest allow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Ways out that were tried and do fit, the one that costs least first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    #[serde(skip)]
    too_high: Vec<usize>,
}

/// One leg, as it stands on the finished page. Lengths are in pt, places from the sheet's top
/// left.
#[derive(Debug, Clone, Serialize)]
pub struct FrameFit {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// The line of the page's grid that it begins at, from 0.
    pub line: i64,
    /// Characters on a line.
    pub characters: usize,
    /// From line to line.
    pub pitch: f64,
    /// Whether its lines stand.
    pub vertical: bool,
    pub lines: usize,
    pub filled: usize,
    /// Whether a paragraph's last line stands alone at its head.
    pub widow: bool,
}

/// Reads the fit of every slot that holds an article.
pub fn fits(plan: &Plan, found: &[Found]) -> Vec<SlotFit> {
    let mut fits = vec![];
    for page in &plan.pages {
        for (slot, fill) in &page.fills {
            let Matter::Story(story) = &fill.matter else {
                continue;
            };
            let kind = page.layout.slots.get(slot).map(|slot| slot.kind);
            let briefs = kind == Some(SlotKind::Briefs);
            // All briefs of a slot are one text, told of once.
            if briefs
                && !page
                    .fills
                    .get(slot)
                    .is_some_and(|first| std::ptr::eq(first, fill))
            {
                continue;
            }
            let id = if briefs {
                briefs_id(page.number, slot)
            } else {
                fill.id.clone()
            };
            let pieces = pieces(found, &id, slot, story.run.part);
            if pieces.is_empty() {
                continue;
            }
            let mut fit = fit(page, slot, &pieces);
            fit.article = match briefs {
                true => page
                    .fills
                    .of(slot)
                    .map(|fill| &*fill.id)
                    .collect::<Vec<_>>()
                    .join(", "),
                false => fill.id.clone(),
            };
            fit.characters = match story.run.parts {
                1 => page.fills.of(slot).map(characters).sum(),
                _ => standing(found, &id, story.run.part),
            };
            if story.run.parts > 1 {
                fit.part = Some(story.run.part + 1);
                fit.parts = Some(story.run.parts);
            }
            fits.push(fit);
        }
    }
    fits
}

/// Characters of an article's body.
fn characters(fill: &Fill) -> usize {
    match &fill.matter {
        Matter::Story(story) => story.article.characters(),
        _ => 0,
    }
}

/// Characters that stand in one part of an article that runs on.
fn standing(found: &[Found], article: &str, part: usize) -> usize {
    let of = |entry: &&Found| match &entry.mark {
        Mark::Piece(info) => info.article == article && info.part == part,
        _ => false,
    };
    let count = |entry: &Found| entry.text.chars().filter(|c| !c.is_whitespace()).count();
    found.iter().filter(of).map(count).sum()
}

/// A piece and where it stands on its page, pt.
type Piece<'a> = (&'a PieceInfo, (f64, f64));

/// The pieces of an article's slot, on whatever page they stand, in reading order, each once.
fn pieces<'a>(found: &'a [Found], article: &str, slot: &str, part: usize) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece> = found
        .iter()
        .filter_map(|entry| match &entry.mark {
            Mark::Piece(info)
                if info.slot == slot && info.article == article && info.part == part =>
            {
                Some((info, entry.at))
            }
            _ => None,
        })
        .collect();
    pieces.sort_by_key(|(info, _)| info.index);
    pieces.dedup_by_key(|(info, _)| info.index);
    pieces
}

fn fit(page: &PlannedPage, slot: &str, placed: &[Piece]) -> SlotFit {
    let pieces: Vec<&PieceInfo> = placed.iter().map(|(info, _)| *info).collect();
    // Lines left at the foot of a leg that text goes on from are not spare: nothing can
    // flow back into them.
    let last = pieces.iter().rposition(|info| info.filled > 0).unwrap_or(0);
    let (mut spare_lines, mut spare_characters) = (0, 0);
    // Nor are those before a jump: the rest stands elsewhere.
    let runs_on = pieces.iter().any(|info| info.part + 1 < info.parts);
    let last = if runs_on { pieces.len() } else { last };
    for info in pieces.iter().skip(last) {
        spare_lines += info.lines - info.filled;
        spare_characters += (info.lines - info.filled) * info.measure;
    }
    SlotFit {
        page: page.number,
        slot: slot.into(),
        article: String::new(),
        part: None,
        parts: None,
        lines: pieces.iter().map(|info| info.lines).sum(),
        capacity: pieces.iter().map(|info| info.lines * info.measure).sum(),
        characters: 0,
        over_lines: pieces.iter().map(|info| info.over_lines).sum(),
        over_characters: pieces.iter().map(|info| info.over_characters).sum(),
        spare_lines,
        spare_characters,
        legs: placed
            .iter()
            .map(|(info, at)| leg(&page.layout.grid, info, *at))
            .collect(),
        over_text: pieces.iter().map(|info| info.over_text.as_str()).collect(),
        changes: vec![],
        ways: vec![],
        too_high: pieces
            .iter()
            .flat_map(|info| info.too_high.iter().copied())
            .collect(),
    }
}

fn leg(grid: &Grid, info: &PieceInfo, (x, y): (f64, f64)) -> FrameFit {
    // Thousandths of a point are below what any press or eye can tell.
    let round = |length: f64| (length * 1e3).round() / 1e3;
    FrameFit {
        x: round(x),
        y: round(y),
        width: round(info.size.x.to_pt()),
        height: round(info.size.y.to_pt()),
        line: ((y - grid.top) / grid.pitch).round() as i64,
        characters: info.measure,
        pitch: round(info.pitch.to_pt()),
        vertical: info.vertical,
        lines: info.lines,
        filled: info.filled,
        widow: info.widow,
    }
}

/// Overset text and blocks that no leg can hold are errors; a line alone is worth a look.
pub fn check(plan: &Plan, fits: &[SlotFit]) -> Vec<Finding> {
    let mut findings = vec![];
    for fit in fits {
        let Some((page, fill)) = fill(plan, fit) else {
            continue;
        };
        let layout = page.layout.place(&fit.slot);
        if fit.over_lines > 0 {
            let message = format!(
                "article `{}` is {} over in slot `{}` of page {}",
                fit.article,
                amount(fit.over_lines, fit.over_characters),
                fit.slot,
                fit.page,
            );
            findings.push(
                Finding::error("overset", message)
                    .at(fill.place.clone())
                    .related(layout.clone(), "the slot")
                    .hint(what_would_do(fit))
                    .hint(format!("what is over begins with “{}…”", fit.over_text)),
            );
        }
        for lines in &fit.too_high {
            let message = format!(
                "a picture or crosshead of {lines} lines is higher than every leg of slot `{}`",
                fit.slot,
            );
            findings.push(Finding::error("too-high", message).at(fill.place.clone()));
        }
        for (at, _) in fit.legs.iter().enumerate().filter(|(_, leg)| leg.widow) {
            let message = format!(
                "the last line of a paragraph stands alone at the head of leg {} of slot `{}`",
                at + 1,
                fit.slot,
            );
            findings.push(
                Finding::warning("widow", message)
                    .at(fill.place.clone())
                    .hint("add or cut a few characters before it"),
            );
        }
    }
    findings
}

pub fn fill<'a>(plan: &'a Plan, fit: &SlotFit) -> Option<(&'a PlannedPage, &'a Fill)> {
    let page = plan.pages.iter().find(|page| page.number == fit.page)?;
    Some((page, page.fills.get(&fit.slot)?))
}

fn what_would_do(fit: &SlotFit) -> String {
    let s = |count: usize| if count == 1 { "" } else { "s" };
    let (characters, lines, legs) = (fit.over_characters, fit.over_lines, fit.legs.len());
    let across = match legs {
        1 => String::new(),
        legs => format!(" across its {legs} legs"),
    };
    format!(
        "cut {characters} character{}, or give the slot {lines} more line{}{across}",
        s(characters),
        s(lines)
    )
}

/// Lines and characters in words.
pub fn amount(lines: usize, characters: usize) -> String {
    let s = |count| if count == 1 { "" } else { "s" };
    format!(
        "{lines} line{} ({characters} character{})",
        s(lines),
        s(characters)
    )
}
