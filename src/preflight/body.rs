//! Conservation of an article: its body through all parts and frames, its share of a slot's
//! briefs, and the lines of its jumps.

use std::collections::BTreeMap;
use std::ops::Range;

use super::conservation::{Checker, head_parts, squeeze};
use crate::compose::{Found, Mark};
use crate::copy::Block;
use crate::diag::Place;
use crate::layout::SlotKind;
use crate::makeup::{Matter, Story, briefs_id};

impl<'a> Checker<'a> {
    /// An article: its head and body are proved once, where it begins; the jump lines
    /// wherever they stand.
    pub fn story(&mut self, story: &Story) {
        for (role, stop, words) in [
            ("jump line", &story.run.to, "下转"),
            ("continued line", &story.run.from, "上接"),
        ] {
            if let Some(stop) = stop.as_ref().filter(|stop| stop.page != self.page.number) {
                self.part(role, &format!("{words}第{}版", stop.page));
                if words == "上接" {
                    self.part("short headline", &story.short().unwrap_or_default());
                }
            }
        }
        if !story.run.is_first() {
            return;
        }
        let whole = match self.page.layout.slots.get(self.slot) {
            Some(slot) if slot.kind == SlotKind::Briefs => self.brief(story),
            _ => {
                self.body(story);
                true
            }
        };
        // Of a brief that is over, only what is over could be missed, and that is reported.
        if !whole {
            return;
        }
        for (at, block) in story.article.blocks.iter().enumerate() {
            if block.is_picture() && !block.plain_text().is_empty() {
                self.part(&story.article.picture_role(at), &block.plain_text());
            }
        }
        for (role, expected) in head_parts(&story.head) {
            self.part(role, &expected);
        }
    }

    /// The body: pieces in the order of the parts it runs through, and of their frames.
    fn body(&mut self, story: &Story) {
        let expected = story.article.running_text();
        if expected.is_empty() {
            return;
        }
        if let Some((set, over)) = self.pieces(&self.fill.id, story.run.parts) {
            self.missing_glyphs(&story.article.blocks, &set, 0..usize::MAX);
            let text: String = set.iter().map(|entry| entry.text.as_str()).collect();
            self.compare("body", &squeeze(&expected), &squeeze(&text), over);
        }
    }

    /// A brief: its share of the one text that all briefs of its slot are. Says whether all
    /// of it stands on the page.
    fn brief(&mut self, story: &Story) -> bool {
        let mut before = 0;
        let mut all = 0;
        let mut passed = false;
        for other in self.page.fills.of(self.slot) {
            passed |= std::ptr::eq(other, self.fill);
            if let Matter::Story(story) = &other.matter {
                let size = squeeze(&story.article.running_text()).len();
                all += size;
                before += if passed { 0 } else { size };
            }
        }
        let id = briefs_id(self.page.number, self.slot);
        let Some((set, over)) = self.pieces(&id, 1) else {
            return true;
        };
        let text = squeeze(
            &set.iter()
                .map(|entry| entry.text.as_str())
                .collect::<String>(),
        );
        let expected = squeeze(&story.article.running_text());
        let (start, end) = (before, before + expected.len());
        self.missing_glyphs(&story.article.blocks, &set, start..end);
        // Whatever is too much belongs to the last one.
        let end = if end == all {
            text.len()
        } else {
            end.min(text.len())
        };
        let own = text.get(start.min(end)..end).unwrap_or_default();
        let lacking = expected.len().saturating_sub(own.len());
        let whole = lacking == 0;
        self.compare(
            "body",
            &expected,
            own,
            if lacking <= over { lacking } else { 0 },
        );
        whole
    }

    /// The pieces of a text, each once and all of them, and how many characters are over.
    fn pieces(&mut self, id: &str, parts: usize) -> Option<(Vec<&'a Found>, usize)> {
        let mut pieces: BTreeMap<(usize, usize), Vec<&'a Found>> = BTreeMap::new();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut over = 0;
        for entry in self.found {
            if let Mark::Piece(info) = &entry.mark
                && info.article == id
            {
                over += info.over_characters;
                counts.insert(info.part, info.count);
                pieces
                    .entry((info.part, info.index))
                    .or_default()
                    .push(entry);
            }
        }
        for ((_, index), placed) in &pieces {
            if placed.len() > 1 {
                self.lost(
                    "body",
                    &format!("stands twice: the layout places piece {index} again"),
                );
            }
        }
        for part in 0..parts {
            let Some(count) = counts.get(&part) else {
                match parts {
                    1 => self.lost("body", "is not on the page"),
                    _ => self.lost(
                        "body",
                        &format!("is not whole: its part {} is not set", part + 1),
                    ),
                }
                return None;
            };
            if let Some(missing) = (0..*count).find(|index| !pieces.contains_key(&(part, *index))) {
                self.lost(
                    "body",
                    &format!("is not whole: piece {missing} is not placed"),
                );
                return None;
            }
        }
        let first = |placed: &Vec<&'a Found>| placed.first().copied();
        Some((pieces.values().filter_map(first).collect(), over))
    }

    /// Names the article, the paragraph and the code point of every missing glyph.
    ///
    /// `within` are the characters of the pieces that are the article's.
    fn missing_glyphs(&mut self, blocks: &[Block], set: &[&Found], within: Range<usize>) {
        let mut before = 0;
        for entry in set {
            let chars: Vec<char> = entry.text.chars().collect();
            for &(at, c) in &entry.missing {
                let seen = chars.iter().take(at).filter(|c| !c.is_whitespace()).count();
                let at = before + seen;
                if !within.contains(&at) {
                    continue;
                }
                let (paragraph, line) = paragraph(blocks, at - within.start);
                let place = self.character(line, c);
                self.missing_glyph(c, &format!("paragraph {paragraph}"), place);
            }
            before += chars.iter().filter(|c| !c.is_whitespace()).count();
        }
    }

    /// The first place of a character in the article's file from a line on, or the line.
    fn character(&self, line: usize, c: char) -> Place {
        let Matter::Story(story) = &self.fill.matter else {
            return self.fill.place.clone();
        };
        let place = story.article.line(line);
        let Place::Text(source, range) = &place else {
            return place;
        };
        match source.text[range.start..].find(c) {
            Some(at) => {
                let start = range.start + at;
                Place::text(source, start..start + c.len_utf8())
            }
            None => place,
        }
    }
}

/// The paragraph (from 1) and the source line of a character of the body, by its place.
fn paragraph(blocks: &[Block], at: usize) -> (usize, usize) {
    let mut seen = 0;
    for (index, block) in blocks.iter().enumerate() {
        if !block.is_picture() {
            seen += squeeze(&block.plain_text()).len();
        }
        if at < seen {
            return (index + 1, block.line);
        }
    }
    (blocks.len(), blocks.last().map_or(1, |block| block.line))
}
