//! Ways out by what stands beside the text: optional things, pictures, fillers.

use serde_json::json;

use super::{GUESSES, MOST_CROPPED, Seeker};
use crate::copyfit::model::{Kind, Way};
use crate::copyfit::settle::{legs_beside, of_lines};
use crate::layout::Edge;
use crate::makeup::{FILLER, Fill, Matter, has_part};

impl Seeker<'_, '_> {
    /// Optional parts and pictures that are still there, if they do not go by themselves.
    pub(super) fn drop(&self) -> Vec<Way> {
        if !self.over() {
            return vec![];
        }
        let mut ways = vec![];
        let parts = self.story.allowed.optional.iter();
        let parts: Vec<&str> = parts
            .copied()
            .filter(|part| has_part(&self.story.head, part))
            .collect();
        let article = self.entry();
        let dropped: Vec<&str> = (article.and_then(|article| article.fit.as_ref()).iter())
            .flat_map(|fit| fit.drop.iter().map(|part| part.as_str()))
            .collect();
        for part in parts {
            let mut all = dropped.clone();
            all.push(part);
            let edits = vec![self.set("fit.drop", json!(all))];
            if let Some(spare) = self.fits(&edits, None) {
                ways.push(self.way(Kind::Drop, format!("leave out the {part}"), spare, edits));
            }
        }
        for (slot, fill) in &self.page.fills {
            let Matter::Picture { give, .. } = &fill.matter else {
                continue;
            };
            if !give.optional || !self.takes(slot, fill) {
                continue;
            }
            let edits = vec![self.set_picture(&fill.id, "drop", json!(true))];
            if let Some(spare) = self.fits(&edits, None) {
                let text = format!("leave out picture `{slot}` ({})", fill.id);
                ways.push(self.way(Kind::Drop, text, spare, edits));
            }
        }
        ways
    }

    /// Whether the slot would have the lines that a picture loses.
    fn takes(&self, picture: &str, fill: &Fill) -> bool {
        let Matter::Picture { give, .. } = &fill.matter else {
            return false;
        };
        self.page
            .layout
            .takers_of(picture, give.edge)
            .contains(&self.fit.slot)
    }

    /// Pictures at the slot's edge, in it and in its text: lower if it is over, higher if it is under.
    pub(super) fn crop(&self) -> Vec<Way> {
        let mut ways = vec![];
        for (slot, fill) in &self.page.fills {
            let Matter::Picture { give, .. } = &fill.matter else {
                continue;
            };
            // Either edge may give way, unless the manifest says which.
            let edges: Vec<Option<Edge>> = match give.edge {
                Some(edge) => vec![Some(edge)],
                None => vec![None, Some(Edge::Top)],
            };
            let found = edges.into_iter().find(|edge| {
                self.page
                    .layout
                    .takers_of(slot, *edge)
                    .contains(&self.fit.slot)
            });
            if let Some(edge) = found {
                ways.extend(self.crop_one(slot, fill, edge.filter(|_| give.edge.is_none())));
            }
        }
        ways.extend(self.crop_in_text());
        ways
    }

    fn crop_one(&self, slot: &str, fill: &Fill, edge: Option<Edge>) -> Option<Way> {
        let layout = &self.page.layout;
        let now = layout.slots.get(slot)?.area.lines;
        let legs = legs_beside(layout, slot, &self.fit.slot);
        let guess = match self.over() {
            true => self.fit.over_lines.div_ceil(legs),
            false => self.fit.spare_lines / legs,
        };
        let most = now * MOST_CROPPED / 100;
        (guess.max(1)..)
            .take(GUESSES)
            .take_while(|by| *by <= most)
            .find_map(|by| {
                let lines = if self.over() { now - by } else { now + by };
                let mut edits = vec![self.set_picture(&fill.id, "lines", json!(lines))];
                edits.extend(
                    edge.map(|edge| self.set_picture(&fill.id, "edge", json!(edge.word()))),
                );
                let spare = self.fits(&edits, None)?;
                let word = if self.over() { "crop" } else { "raise" };
                let text = format!(
                    "{word} picture `{slot}` by {} ({now} → {lines})",
                    of_lines(by)
                );
                Some(self.way(Kind::Crop, text, spare, edits))
            })
    }

    fn crop_in_text(&self) -> Option<Way> {
        let pictures = self
            .story
            .article
            .blocks
            .iter()
            .filter(|block| block.is_picture())
            .count();
        if pictures == 0 || !self.over() {
            return None;
        }
        let now = self.story.fit.crop.max(0) as usize;
        let guess = self.fit.over_lines.div_ceil(pictures);
        (guess..guess + GUESSES).find_map(|by| {
            let edits = vec![self.set("fit.crop", json!(now + by))];
            let spare = self.fits(&edits, None)?;
            let text = format!("crop the pictures in the text by {} each", of_lines(by));
            Some(self.way(Kind::Crop, text, spare, edits))
        })
    }

    /// A filler, for a slot whose layout does not say that it may have one.
    pub(super) fn filler(&self) -> Vec<Way> {
        if self.over()
            || self.plan.fillers.is_empty()
            || self.story.allowed.elastic.filler
            || !self.headed()
        {
            return vec![];
        }
        let edits = vec![self.set("elastic.filler", json!(true))];
        let Some(seen) = self.bench.attempt(&edits, None, &[self.fit.page]) else {
            return vec![];
        };
        let Some(spare) = self.judged(&seen, &self.before) else {
            return vec![];
        };
        let set = seen.fit(self.fit.page, &format!("{}{FILLER}", self.fit.slot));
        let Some(set) = set else { return vec![] };
        let text = format!("fill the gap with filler `{}`", set.article);
        vec![self.way(Kind::Filler, text, spare, edits)]
    }
}
