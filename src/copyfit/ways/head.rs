//! Ways out round the headline: its air, its size, its lines, and the air of its box.

use std::collections::BTreeSet;

use serde_json::json;

use super::Seeker;
use crate::compose::{ItemKind, Mark};
use crate::copyfit::model::{Kind, Way};
use crate::copyfit::settle::{of_lines, under_head};

impl Seeker<'_, '_> {
    /// Space round the headline group, by hand.
    pub(super) fn space(&self) -> Vec<Way> {
        if !self.headed() {
            return vec![];
        }
        let legs = under_head(self.fit).max(1);
        let asked = self.story.fit.space - self.story.fit.elastic_space;
        let (guess, sign) = match self.over() {
            true => (self.fit.over_lines.div_ceil(legs), -1),
            false => (self.fit.spare_lines / legs, 1),
        };
        if guess == 0 || guess > 8 {
            return vec![];
        }
        let tried = (guess..=guess + 1).find_map(|lines| {
            let edits = vec![self.set("fit.space", json!(asked + sign * lines as i32))];
            let spare = self.fits(&edits, None)?;
            let word = if self.over() { "less" } else { "more" };
            let text = format!("{} {word} space round the headline", of_lines(lines));
            Some(self.way(Kind::Space, text, spare, edits))
        });
        tried.into_iter().collect()
    }

    /// Sizes and baselines of the headline as it stands.
    fn headline(&self) -> (f64, usize) {
        let mut size = 0.0_f64;
        let mut rows = BTreeSet::new();
        for item in &self.finished.items {
            let of = item.mark.as_deref().is_some_and(|mark| {
                matches!(mark, Mark::Part(article, role) if *article == self.fill.id && role == "headline")
            });
            if let (true, ItemKind::Text(run)) = (of, &item.kind) {
                size = size.max(run.size);
                rows.insert((run.baseline * 2.0).round() as i64);
            }
        }
        (size, rows.len())
    }

    /// The least by which the headline is smaller, or the most by which it is larger.
    pub(super) fn headline_size(&self) -> Vec<Way> {
        let (size, _) = self.headline();
        if !self.headed() || size <= 0.0 {
            return vec![];
        }
        let now = self.story.fit.smaller;
        let (most, sign) = match self.over() {
            true => ((size * 0.2).floor() as i32, 1),
            false => ((size * 0.25).floor() as i32, -1),
        };
        let tried = |by: i32| {
            let edits = vec![self.set("fit.smaller", json!(now + sign * by))];
            self.fits(&edits, None).map(|spare| (by, spare, edits))
        };
        // A little more is enough or not: halve the way to the least that is.
        let (mut low, mut high) = (0, most);
        let Some(mut best) = Some(most).filter(|most| *most > 0).and_then(tried) else {
            // One that grows may be too large at the most.
            return vec![];
        };
        while high - low > 1 {
            let middle = (low + high) / 2;
            match tried(middle) {
                Some(found) => (best, high) = (found, middle),
                None => low = middle,
            }
        }
        let (by, spare, edits) = best;
        let word = if sign > 0 { "smaller" } else { "larger" };
        let to = size.round() as i32 - sign * by;
        let text = format!("headline {by}pt {word} ({} → {to}pt)", size.round());
        vec![self.way(Kind::HeadlineSize, text, spare, edits)]
    }

    /// The headline in a line less.
    pub(super) fn headline_lines(&self) -> Vec<Way> {
        let (_, rows) = self.headline();
        if !self.headed() || rows < 2 || !self.over() {
            return vec![];
        }
        let edits = vec![self.set("fit.headline_lines", json!(rows - 1))];
        let Some(spare) = self.fits(&edits, None) else {
            return vec![];
        };
        let text = format!("headline in {} instead of {rows}", of_lines(rows - 1));
        vec![self.way(Kind::HeadlineLines, text, spare, edits)]
    }

    /// The air of a box.
    pub(super) fn tighten(&self) -> Vec<Way> {
        let now = self.story.fit.tighten;
        if !self.over() || !self.headed() {
            return vec![];
        }
        let found = (now + 1..=2).find_map(|lines| {
            let edits = vec![self.set("fit.tighten", json!(lines))];
            let spare = self.fits(&edits, None)?;
            let text = format!(
                "tighten the box: {} of its air for text",
                of_lines(lines as usize)
            );
            Some(self.way(Kind::Tighten, text, spare, edits))
        });
        found.into_iter().collect()
    }
}
