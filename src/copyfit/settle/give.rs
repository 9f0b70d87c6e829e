//! What may give, one thing after the other: each makes a plan in which it has given.

use super::{Step, Turn, legs_beside, of_lines, page, pictures, under_head};
use crate::copy::BlockKind;
use crate::makeup::{Plan, drop_part, has_part};
use crate::preflight::SlotFit;

impl Turn<'_, '_> {
    /// Space round the headline group.
    pub(super) fn space(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
    pub(super) fn crossheads(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
    pub(super) fn text_pictures(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
    pub(super) fn picture(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
    pub(super) fn part(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
    pub(super) fn drop_picture(&self, plan: &Plan, fit: &SlotFit) -> Option<Step> {
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
}
