//! Ways out for a slot that is over or badly under: each kind is searched for the least that fits, and
//! told only if it was composed and does. In the order in which a night editor would take them.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};

use super::cut;
use super::model::{Cut, Edit, Kind, Way};
use super::settle::{legs_beside, of_lines, under_head};
use super::trial::{Bench, Seen};
use crate::compose::{Finished, ItemKind, Mark};
use crate::copy::Article;
use crate::layout::SlotKind;
use crate::makeup::{FILLER, Fill, Matter, Plan, PlannedPage, Story, has_part};
use crate::preflight::SlotFit;

/// Lines that a slot may have left before it is told how to fill it.
const UNDER: usize = 3;
/// How often a search goes on after its first guess did not fit.
const GUESSES: usize = 4;
/// What no picture loses of its height, in hundredths.
const MOST_CROPPED: usize = 35;
/// Articles that are tried in another's place.
const SWAPS: usize = 4;
/// Free slots that are tried.
const FREE: usize = 3;

/// Finds the ways out of every slot that needs some, into `fits`.
pub fn ways(bench: &Bench, plan: &Plan, finished: &Finished, fits: &mut [SlotFit]) {
    let found: Vec<Vec<Way>> = (fits.iter())
        .map(
            |fit| match fit.over_lines > 0 || fit.spare_lines > UNDER.max(bench.spare) {
                true if !fit.slot.ends_with(FILLER) => search(bench, plan, finished, fit),
                _ => vec![],
            },
        )
        .collect();
    for (fit, ways) in fits.iter_mut().zip(found) {
        fit.ways = ways;
    }
}

fn search(bench: &Bench, plan: &Plan, finished: &Finished, fit: &SlotFit) -> Vec<Way> {
    let Some((page, fill)) = crate::preflight::filled(plan, fit) else {
        return vec![];
    };
    let Matter::Story(story) = &fill.matter else {
        return vec![];
    };
    // Before a jump, nothing can be over or under.
    if fit.part < fit.parts {
        return vec![];
    }
    let Some(before) = bench.attempt(&[], None, &[fit.page]) else {
        return vec![];
    };
    let first = first_page(story, fit.page);
    let seeker = Seeker {
        bench,
        plan,
        finished,
        page,
        fill,
        story,
        fit,
        first,
        before,
    };
    let one = |at: usize| match at {
        0 => seeker.space(),
        1 => seeker.drop(),
        2 => seeker.crop(),
        3 => seeker.filler(),
        4 => seeker.headline_size(),
        5 => seeker.headline_lines(),
        6 => seeker.tighten(),
        7 => seeker.cuts(),
        8 => seeker.swap(),
        _ => seeker.run_on(),
    };
    let mut ways = side_by_side(10, &one);
    ways.sort_by(|a, b| a.kind.cmp(&b.kind));
    for (at, way) in ways.iter_mut().enumerate() {
        way.number = at + 1;
    }
    ways
}

/// Runs searches side by side and gives what they found, in their order. Each waits for compositions
/// that use the shared pool themselves, so they have threads of their own.
fn side_by_side(count: usize, one: &(dyn Fn(usize) -> Vec<Way> + Sync)) -> Vec<Way> {
    let workers = thread::available_parallelism()
        .map_or(1, NonZeroUsize::get)
        .min(4);
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, Vec<Way>)>> = Mutex::new(vec![]);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        break;
                    }
                    let ways = one(at);
                    found
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push((at, ways));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, ways)| ways).collect()
}

/// The page on which an article begins, whose manifest entry it is.
fn first_page(story: &Story, page: u32) -> u32 {
    // Of an article that runs on, only the one before is known here; `entry` looks for the rest.
    story.run.from.as_ref().map_or(page, |stop| stop.page)
}

struct Seeker<'a, 'b> {
    bench: &'a Bench<'b>,
    plan: &'a Plan,
    finished: &'a Finished,
    page: &'a PlannedPage,
    fill: &'a Fill,
    story: &'a Story,
    fit: &'a SlotFit,
    first: u32,
    before: Seen,
}

impl Seeker<'_, '_> {
    fn over(&self) -> bool {
        self.fit.over_lines > 0
    }

    /// Whether the slot's headline group stands here.
    fn headed(&self) -> bool {
        let briefs = self
            .page
            .layout
            .slots
            .get(&self.fit.slot)
            .map(|slot| slot.kind)
            == Some(SlotKind::Briefs);
        self.story.run.is_first() && !briefs
    }

    /// The page whose manifest entry the article is.
    fn home(&self, file: &str) -> u32 {
        let pages = &self.bench.manifest.issue.pages;
        let home = pages.iter().find(|page| {
            page.articles
                .iter()
                .any(|article| article.file.as_str() == file)
        });
        home.map_or(self.first, |page| *page.number)
    }

    fn set(&self, key: &str, value: Value) -> Edit {
        let file = self.fill.id.clone();
        Edit::Set {
            page: self.home(&file),
            entry: "article",
            file,
            key: key.into(),
            value,
        }
    }

    fn set_picture(&self, file: &str, key: &str, value: Value) -> Edit {
        Edit::Set {
            page: self.fit.page,
            entry: "picture",
            file: file.into(),
            key: key.into(),
            value,
        }
    }

    /// Tries a change: the lines that are spare then, if the slot fits and nothing else is worse.
    fn fits(&self, edits: &[Edit], cut: Option<&Cut>) -> Option<usize> {
        let seen = self.bench.attempt(edits, cut, &[self.fit.page])?;
        self.judged(&seen, &self.before)
    }

    fn judged(&self, seen: &Seen, before: &Seen) -> Option<usize> {
        self.judged_but(seen, before, &[])
    }

    /// The same, where some other slots are judged by themselves.
    fn judged_but(&self, seen: &Seen, before: &Seen, but: &[(u32, &str)]) -> Option<usize> {
        let own = (self.fit.page, self.fit.slot.as_str());
        let fit = seen.fit(own.0, own.1)?;
        let full = match self.over() {
            true => fit.over_lines == 0,
            false => fit.over_lines == 0 && fit.spare_lines <= self.bench.spare,
        };
        let but: Vec<(u32, &str)> = but.iter().copied().chain([own]).collect();
        let others = seen.others_fit(before, &but, self.bench.spare.max(2));
        (full && others && seen.sound(before)).then_some(fit.spare_lines)
    }

    fn way(&self, kind: Kind, text: String, spare: usize, edits: Vec<Edit>) -> Way {
        Way {
            number: 0,
            kind,
            text,
            spare_lines: spare,
            edits,
            cut: None,
        }
    }

    /// Space round the headline group, by hand.
    fn space(&self) -> Vec<Way> {
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

    /// Optional parts and pictures that are still there, if they do not go by themselves.
    fn drop(&self) -> Vec<Way> {
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

    fn entry(&self) -> Option<&crate::manifest::Article> {
        let pages = &self.bench.manifest.issue.pages;
        let mut all = pages.iter().flat_map(|page| &page.articles);
        all.find(|article| article.file.as_str() == self.fill.id)
    }

    /// Pictures at the slot's edge, in it and in its text: lower if it is over, higher if it is under.
    fn crop(&self) -> Vec<Way> {
        let mut ways = vec![];
        for (slot, fill) in &self.page.fills {
            let Matter::Picture { give, .. } = &fill.matter else {
                continue;
            };
            // Either edge may give way, unless the manifest says which.
            let edges: Vec<Option<crate::layout::Edge>> = match give.edge {
                Some(edge) => vec![Some(edge)],
                None => vec![None, Some(crate::layout::Edge::Top)],
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

    fn crop_one(&self, slot: &str, fill: &Fill, edge: Option<crate::layout::Edge>) -> Option<Way> {
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
    fn filler(&self) -> Vec<Way> {
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
    fn headline_size(&self) -> Vec<Way> {
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
    fn headline_lines(&self) -> Vec<Way> {
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
    fn tighten(&self) -> Vec<Way> {
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

    /// The articles whose text stands in the slot.
    fn articles(&self) -> Vec<(&str, &Article)> {
        let fills = self.page.fills.of(&self.fit.slot);
        let stories = fills.filter_map(|fill| match &fill.matter {
            Matter::Story(story) => Some((fill.id.as_str(), &*story.article)),
            _ => None,
        });
        stories.collect()
    }

    /// The fewest characters that save the lines, and the fewest that are whole sentences.
    fn cuts(&self) -> Vec<Way> {
        if !self.over() {
            return vec![];
        }
        // The measure of most lines.
        let legs = &self.fit.legs;
        let measure = legs
            .iter()
            .max_by_key(|leg| leg.lines)
            .map_or(1, |leg| leg.characters);
        let articles = self.articles();
        let lines = self.fit.over_lines;
        let mut ways = vec![];
        let mut least: Vec<(&Article, Cut)> = articles
            .iter()
            .flat_map(|(id, article)| {
                cut::least(id, article, lines, measure)
                    .into_iter()
                    .map(|cut| (*article, cut))
            })
            .collect();
        least.sort_by_key(|(_, cut)| cut.characters + 4 * cut.paragraphs.len());
        ways.extend(
            least
                .into_iter()
                .take(2)
                .find_map(|(article, cut)| self.least_cut(article, &cut)),
        );
        let mut whole: Vec<Cut> = articles
            .iter()
            .flat_map(|(id, article)| cut::sentences(id, article, lines, measure))
            .collect();
        whole.sort_by_key(|cut| cut.characters);
        ways.extend(whole.into_iter().take(GUESSES + 2).find_map(|cut| {
            let spare = self.fits(&[], Some(&cut))?;
            Some(self.cut_way(cut, spare))
        }));
        // Both may be the same one.
        if let [first, second] = ways.as_slice()
            && first.cut.as_ref().map(|cut| cut.characters)
                >= second.cut.as_ref().map(|cut| cut.characters)
        {
            ways.remove(0);
        }
        ways
    }

    /// The least that saves enough, near a guess: a line may hold a character more or less than was counted.
    fn least_cut(&self, article: &Article, guess: &Cut) -> Option<Way> {
        let fits = |cut: &Cut| self.fits(&[], Some(cut));
        let mut best = None;
        let mut by = 0;
        if let Some(spare) = fits(guess) {
            best = Some((guess.clone(), spare));
            while by > -3 {
                by -= 1;
                let Some(cut) = cut::more(article, guess, by) else {
                    break;
                };
                let Some(spare) = fits(&cut) else { break };
                best = Some((cut, spare));
            }
        } else {
            for by in [1, 2, 4, 7] {
                let Some(cut) = cut::more(article, guess, by) else {
                    break;
                };
                if let Some(spare) = fits(&cut) {
                    best = Some((cut, spare));
                    break;
                }
            }
        }
        best.map(|(cut, spare)| self.cut_way(cut, spare))
    }

    fn cut_way(&self, cut: Cut, spare: usize) -> Way {
        let several = self.articles().len() > 1;
        let of = if several {
            format!(" of {}", cut.article)
        } else {
            String::new()
        };
        let place = |part: &super::model::Cutting| {
            let count = match cut.paragraphs.len() {
                1 => String::new(),
                _ => format!("{} ", part.characters),
            };
            let (number, line) = (part.paragraph, part.line);
            format!(
                "{count}at the end of paragraph {number}, line {line} (“{}”)",
                part.end
            )
        };
        let mut places: Vec<String> = cut.paragraphs.iter().map(place).collect();
        // From the article's end on, all but the first go whole.
        if let (true, [_, second, ..], Some(last)) = (
            cut.sentences,
            cut.paragraphs.as_slice(),
            cut.paragraphs.last(),
        ) {
            places.truncate(1);
            let (from, to) = (second.paragraph, last.paragraph);
            places.push(match from == to {
                true => format!("all of paragraph {from}"),
                false => format!("all of paragraphs {from} to {to}"),
            });
        }
        let sentences = if cut.sentences {
            " in whole sentences"
        } else {
            ""
        };
        let s = if cut.characters == 1 { "" } else { "s" };
        let text = format!(
            "cut {} character{s}{of}{sentences}: {}; in the article, by its editor",
            cut.characters,
            places.join(", ")
        );
        Way {
            cut: Some(cut),
            ..self.way(Kind::Cut, text, spare, vec![])
        }
    }

    /// Another article with which this one changes places, and both fit.
    fn swap(&self) -> Vec<Way> {
        if self.story.run.parts > 1 || !self.headed() {
            return vec![];
        }
        let mut found: Vec<(bool, usize, &PlannedPage, &str, &Fill)> = vec![];
        for page in &self.plan.pages {
            for (slot, fill) in &page.fills {
                let Matter::Story(story) = &fill.matter else {
                    continue;
                };
                let kind = page.layout.slots.get(slot).map(|slot| slot.kind);
                if fill.id == self.fill.id || story.run.parts > 1 || kind != Some(SlotKind::Article)
                {
                    continue;
                }
                let Some(other) = self.capacity(page, slot) else {
                    continue;
                };
                let (own, theirs) = (self.story.article.characters(), story.article.characters());
                // As much over, or as much under, as an estimate may be wrong.
                let near =
                    |text: usize, room: usize| text * 100 <= room * 106 && text * 100 >= room * 70;
                if near(own, other) && near(theirs, self.fit.capacity) {
                    found.push((
                        page.number != self.fit.page,
                        other.abs_diff(own),
                        page,
                        slot,
                        fill,
                    ));
                }
            }
        }
        found.sort_by_key(|(far, off, page, slot, _)| (*far, *off, page.number, slot.to_string()));
        let mut found = found.into_iter().take(SWAPS);
        let way = found.find_map(|(far, _, page, slot, fill)| self.swapped(far, page, slot, fill));
        way.into_iter().collect()
    }

    /// Characters that fill another slot, its headline taken off.
    fn capacity(&self, page: &PlannedPage, slot: &str) -> Option<usize> {
        let pieces = self
            .finished
            .found
            .iter()
            .filter_map(|found| match &found.mark {
                Mark::Piece(info)
                    if info.slot == slot
                        && self.plan.pages.get(found.page)?.number == page.number =>
                {
                    Some(info.lines * info.measure)
                }
                _ => None,
            });
        Some(pieces.sum()).filter(|sum| *sum > 0)
    }

    fn swapped(&self, far: bool, page: &PlannedPage, slot: &str, fill: &Fill) -> Option<Way> {
        let edits = match far {
            true => vec![Edit::Swap {
                first: (self.fit.page, self.fill.id.clone()),
                second: (page.number, fill.id.clone()),
            }],
            false => {
                let other = |key: &str, value| Edit::Set {
                    page: page.number,
                    entry: "article",
                    file: fill.id.clone(),
                    key: key.into(),
                    value,
                };
                vec![
                    self.set("slot", json!(slot)),
                    other("slot", json!(self.fit.slot)),
                ]
            }
        };
        let pages = [self.fit.page, page.number];
        let before = match far {
            true => self.bench.attempt(&[], None, &pages)?,
            false => self.bench.attempt(&[], None, &pages[..1])?,
        };
        let seen = self
            .bench
            .attempt(&edits, None, if far { &pages } else { &pages[..1] })?;
        let spare = self.judged_but(&seen, &before, &[(page.number, slot)])?;
        let there = seen.fit(page.number, slot)?;
        let most = self.bench.spare.max(UNDER);
        if there.over_lines > 0 || there.spare_lines > most || spare > most {
            return None;
        }
        let on = if far {
            format!(" of page {}", page.number)
        } else {
            String::new()
        };
        let text = format!("change places with `{}` in slot `{slot}`{on}", fill.id);
        Some(self.way(Kind::Swap, text, spare, edits))
    }

    /// A free slot, on this page or another, that takes the rest.
    fn run_on(&self) -> Vec<Way> {
        if !self.over() || self.story.run.parts > 3 || !self.headed() && self.story.run.parts == 1 {
            return vec![];
        }
        let own: Vec<String> = match self.entry() {
            Some(article) => article.slots().map(|slot| slot.to_string()).collect(),
            None => return vec![],
        };
        let home = self.home(&self.fill.id);
        let mut free = vec![];
        for page in &self.bench.manifest.issue.pages {
            let Some(layout) = self.bench.layouts.get(page.layout.as_str()) else {
                continue;
            };
            let taken = self.taken(*page.number);
            for slot in layout
                .slots
                .values()
                .filter(|slot| slot.kind == SlotKind::Article)
            {
                if !taken.contains(slot.name.as_str()) {
                    free.push((*page.number, slot.name.clone()));
                }
            }
        }
        // What is near first.
        free.sort_by_key(|(page, slot)| (page.abs_diff(home), *page, slot.clone()));
        let mut free = free.into_iter().take(FREE);
        let way = free.find_map(|(page, slot)| {
            let mut slots = own.clone();
            slots.push(if page == home {
                slot.clone()
            } else {
                format!("{page}:{slot}")
            });
            let edits = vec![self.set("slots", json!(slots))];
            let before = self.bench.attempt(&[], None, &[self.fit.page, page])?;
            let seen = self.bench.attempt(&edits, None, &[self.fit.page, page])?;
            let there = seen.fit(page, &slot).filter(|fit| fit.over_lines == 0)?;
            // A few lines in a large slot are no way out.
            let filled: usize = there.legs.iter().map(|leg| leg.filled).sum();
            if filled * 3 < there.lines {
                return None;
            }
            self.judged_but(&seen, &before, &[(page, &slot)])?;
            let text = format!("run on to slot `{slot}` of page {page}");
            Some(self.way(Kind::RunOn, text, there.spare_lines, edits))
        });
        way.into_iter().collect()
    }

    /// Slots of a page that something of the manifest stands in.
    fn taken(&self, number: u32) -> BTreeSet<String> {
        let mut taken = BTreeSet::new();
        for page in &self.bench.manifest.issue.pages {
            for slot in page.articles.iter().flat_map(|article| article.slots()) {
                if let Ok(reference) = crate::manifest::SlotRef::parse(slot)
                    && reference.page.unwrap_or(*page.number) == number
                {
                    taken.insert(reference.slot.to_owned());
                }
            }
        }
        taken
    }
}
