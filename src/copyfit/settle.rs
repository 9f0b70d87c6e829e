//! What is elastic gives way (弹性): space round heads and at crossheads, heights of pictures, optional
//! parts and pictures, fillers. One thing after the other, each composed, and kept if the page fits
//! better; never more than layout and manifest allow.

use std::collections::BTreeMap;

use super::model::Change;
use super::trial::{Bench, Seen};
use crate::copy::BlockKind;
use crate::layout::Layout;
use crate::makeup::{FILLER, Fill, Matter, Plan, PlannedPage, Story, drop_part, has_part};
use crate::preflight::SlotFit;

/// A plan in which what is elastic has given way.
pub struct Settled {
    pub plan: Plan,
    /// Whether it is another plan than before.
    pub changed: bool,
    /// What gave way, by page and slot.
    pub changes: BTreeMap<(u32, String), Vec<Change>>,
}

/// Lines of a gap that a filler may close: its rule, its headline and two lines of text.
const FILLER_LINES: usize = 5;
/// Blank lines that may stay above a filler.
const FILLER_LEFT: usize = 3;
/// Fillers that are tried for a gap.
const FILLERS: usize = 3;
/// How often one thing may give before the next one has its turn.
const TURNS: usize = 3;

/// Lets give way what may, on all pages. `fits` is how they were before.
pub fn settle(bench: &Bench, plan: Plan, fits: Vec<SlotFit>) -> Settled {
    let pages: Vec<u32> = plan.pages.iter().map(|page| page.number).collect();
    settle_pages(bench, plan, &pages, fits)
}

/// The same on some pages alone.
pub fn settle_pages(bench: &Bench, plan: Plan, pages: &[u32], fits: Vec<SlotFit>) -> Settled {
    let mut settled = Settled {
        plan,
        changed: false,
        changes: BTreeMap::new(),
    };
    if !bench.manifest.issue.issue.elastic {
        return settled;
    }
    for page in pages {
        let wanting: Vec<&SlotFit> = (fits.iter())
            .filter(|fit| fit.page == *page && (fit.over_lines > 0 || fit.spare_lines > 0))
            .filter(|fit| gives(&settled.plan, fit))
            .collect();
        if wanting.is_empty() {
            continue;
        }
        let Some(mut seen) = bench.look(&settled.plan, *page, &[]) else {
            continue;
        };
        // What is over first: it may take what another slot would only be filled with.
        let mut slots: Vec<(bool, String)> = wanting
            .iter()
            .map(|fit| (fit.over_lines == 0, fit.slot.clone()))
            .collect();
        slots.sort();
        for (_, slot) in slots {
            Turn {
                bench,
                page: *page,
                slot: &slot,
            }
            .take(&mut settled, &mut seen);
        }
    }
    settled
}

/// Whether a slot has anything that gives way.
fn gives(plan: &Plan, fit: &SlotFit) -> bool {
    let Some(page) = page(plan, fit.page) else {
        return false;
    };
    // Before a jump, what is left over is no gap.
    if fit.part < fit.parts {
        return false;
    }
    let own = page.fills.get(&fit.slot).and_then(story);
    let own = own.is_some_and(|story| {
        !story.allowed.elastic.is_stiff() || !story.allowed.optional.is_empty()
    });
    own || pictures(page, &fit.slot).next().is_some()
}

fn page(plan: &Plan, number: u32) -> Option<&PlannedPage> {
    plan.pages.iter().find(|page| page.number == number)
}

fn story(fill: &Fill) -> Option<&Story> {
    match &fill.matter {
        Matter::Story(story) => Some(story),
        _ => None,
    }
}

/// The pictures whose lines a slot may have, that are elastic or optional.
fn pictures<'a>(
    page: &'a PlannedPage,
    slot: &'a str,
) -> impl Iterator<Item = (&'a str, bool, Option<(usize, usize)>)> {
    page.fills.iter().filter_map(move |(name, fill)| {
        let Matter::Picture { give, .. } = &fill.matter else {
            return None;
        };
        let gives = give.optional || give.height.is_some();
        let takes = || {
            page.layout
                .takers_of(name, give.edge)
                .iter()
                .any(|taker| taker == slot)
        };
        (gives && takes()).then_some((name.as_str(), give.optional, give.height))
    })
}

/// One slot's turn.
struct Turn<'a, 'b> {
    bench: &'a Bench<'b>,
    page: u32,
    slot: &'a str,
}

/// A plan with something changed.
struct Step {
    plan: Plan,
    kind: &'static str,
    /// Lines of text that each line of what gives is worth; 0 where lines are not counted.
    each: i32,
    /// What was done, given the lines that the text lost by it (or gained, below 0).
    text: Box<dyn Fn(i32) -> String>,
}

impl Step {
    /// One that is told as it is.
    fn told(plan: Plan, kind: &'static str, text: String) -> Self {
        let text = Box::new(move |_| text.clone());
        Self {
            plan,
            kind,
            each: 0,
            text,
        }
    }
}

impl Turn<'_, '_> {
    /// Everything in its order: what costs least first.
    fn take(&self, settled: &mut Settled, seen: &mut Seen) {
        let order: [&dyn Fn(&Plan, &SlotFit) -> Option<Step>; 6] = [
            &|plan, fit| self.space(plan, fit),
            &|plan, fit| self.crossheads(plan, fit),
            &|plan, fit| self.text_pictures(plan, fit),
            &|plan, fit| self.picture(plan, fit),
            &|plan, fit| self.part(plan, fit),
            &|plan, fit| self.drop_picture(plan, fit),
        ];
        for give in order {
            for _ in 0..TURNS {
                let Some(fit) = self.unfit(seen) else { return };
                let Some(step) = give(&settled.plan, fit) else {
                    break;
                };
                if !self.keep(settled, seen, step) {
                    break;
                }
            }
        }
        self.fillers(settled, seen);
    }

    fn unfit<'s>(&self, seen: &'s Seen) -> Option<&'s SlotFit> {
        seen.fit(self.page, self.slot)
            .filter(|fit| fit.over_lines > 0 || fit.spare_lines > 0)
    }

    /// Keeps a step if the page fits better by it.
    fn keep(&self, settled: &mut Settled, seen: &mut Seen, step: Step) -> bool {
        let Some(after) = self.bench.look(&step.plan, self.page, &[]) else {
            return false;
        };
        if !after.sound(seen) || after.badness() >= seen.badness() {
            return false;
        }
        // A template may have given less than it was asked for: what it did is told.
        let left = |seen: &Seen| {
            let fit = seen.fit(self.page, self.slot)?;
            Some(fit.over_lines as i32 - fit.spare_lines as i32)
        };
        let moved = left(&after)
            .zip(left(seen))
            .map_or(0, |(now, then)| now - then);
        *seen = after;
        settled.plan = step.plan;
        settled.changed = true;
        let changes = settled
            .changes
            .entry((self.page, self.slot.to_owned()))
            .or_default();
        let mut lines = moved / step.each.max(1);
        if step.each > 0 {
            // One thing that gives twice is told once.
            if let Some(at) = changes.iter().position(|old| old.kind == step.kind) {
                lines += changes.remove(at).lines;
            }
            if lines == 0 {
                return true;
            }
        }
        changes.push(Change {
            kind: step.kind,
            text: (step.text)(lines),
            lines,
        });
        true
    }

    /// The plan with the slot's article changed.
    fn with(&self, plan: &Plan, change: impl Fn(&mut Story)) -> Plan {
        let mut plan = plan.clone();
        if let Some(page) = plan.pages.iter_mut().find(|page| page.number == self.page) {
            for fill in page.fills.of_mut(self.slot) {
                if let Matter::Story(story) = &mut fill.matter {
                    change(story);
                }
            }
        }
        plan
    }

    fn story<'p>(&self, plan: &'p Plan) -> Option<&'p Story> {
        page(plan, self.page)?.fills.get(self.slot).and_then(story)
    }

    /// Space round the headline group.
    fn space(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let story = self.story(plan).filter(|story| story.run.is_first())?;
        let (least, most) = story.allowed.elastic.head;
        // What the manifest asks for by hand is where the elastic begins.
        let asked = story.fit.space - story.fit.elastic_space;
        let under = under_head(fit).max(1) as i32;
        let by = match fit.over_lines {
            0 => fit.spare_lines as i32 / under,
            over => -((over as i32 + under - 1) / under),
        };
        let own = (story.fit.elastic_space + by).clamp(least, most);
        if own == story.fit.elastic_space {
            return None;
        }
        let plan = self.with(plan, |story| {
            story.fit.elastic_space = own;
            story.fit.space = asked + own;
        });
        let text = |lines: i32| {
            let word = if lines < 0 { "less" } else { "more" };
            format!(
                "space round the headline {word} by {}",
                of_lines(lines.unsigned_abs() as usize)
            )
        };
        Some(Step {
            plan,
            kind: "space",
            each: under,
            text: Box::new(text),
        })
    }

    /// Space at crossheads, a line each.
    fn crossheads(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let story = self.story(plan)?;
        let count = story
            .article
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Crosshead(_)))
            .count();
        let most = (count * story.allowed.elastic.crosshead) as u32;
        let now = story.fit.crossheads;
        let lines = match fit.over_lines {
            0 => (now + fit.spare_lines as u32).min(most),
            over => now.saturating_sub(over as u32),
        };
        if lines == now {
            return None;
        }
        let plan = self.with(plan, |story| story.fit.crossheads = lines);
        let text = |lines: i32| {
            let lines = of_lines(lines.max(0) as usize);
            format!("space at crossheads more by {lines}")
        };
        Some(Step {
            plan,
            kind: "crossheads",
            each: 1,
            text: Box::new(text),
        })
    }

    /// Pictures in the text, all by the same number of lines.
    fn text_pictures(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let story = self.story(plan)?;
        let limits = story.allowed.elastic.picture?;
        let count = story
            .article
            .blocks
            .iter()
            .filter(|block| block.is_picture())
            .count() as i32;
        if count == 0 {
            return None;
        }
        let by = match fit.over_lines {
            0 => -(fit.spare_lines as i32 / count),
            over => (over as i32 + count - 1) / count,
        };
        if by == 0 {
            return None;
        }
        let lower = story.fit.crop + by;
        let plan = self.with(plan, |story| {
            story.fit.crop = lower;
            story.fit.picture = Some(limits);
        });
        let text = |lines: i32| {
            let word = if lines < 0 { "lowered" } else { "raised" };
            format!(
                "pictures in the text {word} by {}",
                of_lines(lines.unsigned_abs() as usize)
            )
        };
        Some(Step {
            plan,
            kind: "text-picture",
            each: count,
            text: Box::new(text),
        })
    }

    /// A picture at the slot's edge, or in it.
    fn picture(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let own = page(plan, self.page)?;
        let found: Vec<_> = pictures(own, self.slot)
            .filter_map(|(name, _, height)| Some((name, height?)))
            .collect();
        found.into_iter().find_map(|(name, (least, most))| {
            let now = own.layout.slots.get(name)?.area.lines;
            let legs = legs_beside(&own.layout, name, self.slot);
            let lines = match fit.over_lines {
                0 => (now + fit.spare_lines / legs).min(most.max(now)),
                over => now.saturating_sub(over.div_ceil(legs)).max(least.min(now)),
            };
            let plan = self.resized(plan, name, lines).filter(|_| lines != now)?;
            let word = if lines < now { "lowered" } else { "raised" };
            let text = format!(
                "picture `{name}` {word} by {} ({now} → {lines})",
                of_lines(now.abs_diff(lines))
            );
            Some(Step::told(plan, "picture", text))
        })
    }

    fn resized(&self, plan: &Plan, picture: &str, lines: usize) -> Option<Plan> {
        let mut plan = plan.clone();
        let page = plan
            .pages
            .iter_mut()
            .find(|page| page.number == self.page)?;
        page.resize(picture, lines).ok()?;
        Some(plan)
    }

    /// The next optional part of an article that is over.
    fn part(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let story = self
            .story(plan)
            .filter(|story| fit.over_lines > 0 && story.run.is_first())?;
        let part = *story
            .allowed
            .optional
            .iter()
            .find(|part| has_part(&story.head, part))?;
        let text = format!("the {part} left out");
        let plan = self.with(plan, |story| drop_part(&mut story.head, part));
        Some(Step::told(plan, "part", text))
    }

    /// An optional picture, for an article that is over.
    fn drop_picture(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
        let own = page(plan, self.page).filter(|_| fit.over_lines > 0)?;
        let name = pictures(own, self.slot)
            .find(|(_, optional, _)| *optional)?
            .0;
        let text = format!("picture `{name}` left out");
        Some(Step::told(
            self.resized(plan, name, 0)?,
            "dropped-picture",
            text,
        ))
    }

    /// A filler that closes what is left.
    fn fillers(&self, settled: &mut Settled, seen: &mut Seen) {
        let Some(fit) = self
            .unfit(seen)
            .filter(|fit| fit.over_lines == 0 && fit.spare_lines >= FILLER_LINES)
        else {
            return;
        };
        let allowed = self
            .story(&settled.plan)
            .is_some_and(|story| story.allowed.elastic.filler && story.run.parts == 1);
        if !allowed {
            return;
        }
        let (gap, measure) = (
            fit.spare_lines,
            fit.legs.iter().map(|leg| leg.characters).min().unwrap_or(1),
        );
        let mut best: Option<(usize, Plan, String)> = None;
        for (index, id) in self.candidates(&settled.plan, gap, measure) {
            let tried = self
                .filled(&settled.plan, index, gap)
                .and_then(|plan| self.closed(plan, seen));
            if let Some((left, plan)) = tried
                && best.as_ref().is_none_or(|(least, ..)| left < *least)
            {
                best = Some((left, plan, id));
            }
            if best
                .as_ref()
                .is_some_and(|(left, ..)| *left <= self.bench.spare)
            {
                break;
            }
        }
        // One that leaves a hole before it is no filler.
        if let Some((_, plan, id)) = best.filter(|(left, ..)| *left <= FILLER_LEFT) {
            let text = format!("filler `{id}` set at the text's end");
            self.keep(settled, seen, Step::told(plan, "filler", text));
        }
    }

    /// Fillers that no page has yet and that may go into the gap, those that close most of it first.
    fn candidates(&self, plan: &Plan, gap: usize, measure: usize) -> Vec<(usize, String)> {
        let used = |id: &str| {
            let fills = plan.pages.iter().flat_map(|page| page.fills.iter());
            fills.into_iter().any(|(_, fill)| fill.id == id)
        };
        let mut found: Vec<(usize, usize, String)> = (plan.fillers.iter().enumerate())
            .filter(|(_, filler)| !used(&filler.id) && filler.story.pictures.is_empty())
            .map(|(at, filler)| {
                let lines = |block: &crate::copy::Block| {
                    (block.plain_text().chars().count() + 2).div_ceil(measure.max(1))
                };
                let text: usize = filler.story.article.blocks.iter().map(lines).sum();
                (
                    text + usize::from(filler.story.head.headline.is_some()) * 2 + 1,
                    at,
                    filler.id.clone(),
                )
            })
            // An estimate may be a line or two too high.
            .filter(|(lines, ..)| *lines <= gap + 2)
            .collect();
        found.sort_by_key(|(lines, at, _)| (gap.abs_diff(*lines), *at));
        found.truncate(FILLERS);
        found.into_iter().map(|(_, at, id)| (at, id)).collect()
    }

    /// The plan with a filler that takes so many lines.
    fn filled(&self, plan: &Plan, index: usize, lines: usize) -> Option<Plan> {
        let filler = plan.fillers.get(index)?.clone();
        let mut plan = plan.clone();
        let page = plan
            .pages
            .iter_mut()
            .find(|page| page.number == self.page)?;
        let slot = format!("{}{FILLER}", self.slot);
        let mut story = filler.story;
        story.fit.foot = lines;
        page.fills.remove(&slot);
        page.fills.push(
            &slot,
            Fill {
                id: filler.id,
                place: filler.place,
                matter: Matter::Story(Box::new(story)),
            },
        );
        Some(plan)
    }

    /// The plan with its filler as low as its text lets it be, and the lines that stay blank.
    fn closed(&self, plan: Plan, before: &Seen) -> Option<(usize, Plan)> {
        let slot = format!("{}{FILLER}", self.slot);
        let look = |plan: &Plan| {
            self.bench
                .look(plan, self.page, &[])
                .filter(|seen| seen.sound(before))
        };
        let seen = look(&plan)?;
        let (own, host) = (seen.fit(self.page, &slot)?, seen.fit(self.page, self.slot)?);
        if own.over_lines > 0 || host.over_lines > 0 {
            return None;
        }
        let spare = own.spare_lines;
        if spare == 0 {
            return Some((host.spare_lines, plan));
        }
        let mut lower = plan.clone();
        let page = lower
            .pages
            .iter_mut()
            .find(|page| page.number == self.page)?;
        for fill in page.fills.of_mut(&slot) {
            if let Matter::Story(story) = &mut fill.matter {
                story.fit.foot = story.fit.foot.saturating_sub(spare);
            }
        }
        let again = look(&lower)?;
        let fits = |slot: &str| {
            again
                .fit(self.page, slot)
                .filter(|fit| fit.over_lines == 0)
                .map(|fit| fit.spare_lines)
        };
        match (fits(&slot), fits(self.slot)) {
            (Some(below), Some(above)) => Some((below + above, lower)),
            _ => Some((spare, plan)),
        }
    }
}

/// Legs that begin right below the headline group.
pub fn under_head(fit: &SlotFit) -> usize {
    let first = fit.legs.iter().map(|leg| leg.line).min();
    fit.legs
        .iter()
        .filter(|leg| Some(leg.line) == first)
        .count()
}

/// Legs of a slot that gain a line with each that a picture loses.
pub fn legs_beside(layout: &Layout, picture: &str, slot: &str) -> usize {
    let (Some(picture), Some(host)) = (layout.slots.get(picture), layout.slots.get(slot)) else {
        return 1;
    };
    let grid = &layout.grid;
    let left = grid.x(picture.area.column) - grid.x(host.area.column);
    let right = left + grid.width(picture.area.columns);
    let across = host
        .whole
        .iter()
        .filter(|leg| leg.x < right - 1.0 && leg.x + leg.width > left + 1.0);
    // Legs one below the other gain a line once.
    let mut edges: Vec<i64> = across.map(|leg| (leg.x * 10.0) as i64).collect();
    edges.sort_unstable();
    edges.dedup();
    edges.len().max(1)
}

/// A number of lines in words.
pub fn of_lines(count: usize) -> String {
    format!("{count} line{}", if count == 1 { "" } else { "s" })
}
