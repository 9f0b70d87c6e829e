//! Fillers (补白) that close what is left.

use super::{Step, Turn};
use crate::copyfit::settle::Settled;
use crate::copyfit::trial::Seen;
use crate::makeup::{FILLER, Fill, Matter, Plan};

/// Lines of a gap that a filler may close: its rule, its headline and two lines of text.
const FILLER_LINES: usize = 5;
/// Blank lines that may stay above a filler.
const FILLER_LEFT: usize = 3;
/// Fillers that are tried for a gap.
const FILLERS: usize = 3;

impl Turn<'_, '_> {
    /// A filler that closes what is left.
    pub(super) fn fillers(&self, settled: &mut Settled, seen: &mut Seen) {
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
