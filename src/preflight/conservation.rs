//! Conservation of text: every character of every article stands on the pages exactly
//! once, in order; and every character has a glyph.

use std::collections::BTreeMap;

use crate::compose::{Found, Mark};
use crate::copy::Block;
use crate::diag::{Finding, Place};
use crate::makeup::{Fill, Matter, Plan, PlannedPage, Story};
use crate::manifest::{Head, Lines};

/// Compares the pages with the copy. White space does not count: it vanishes at line ends.
pub fn check(plan: &Plan, found: &[Found]) -> Vec<Finding> {
    let mut findings = vec![];
    for (at, page) in plan.pages.iter().enumerate() {
        for fill in page.fills.values() {
            let mut checker = Checker {
                page,
                at,
                fill,
                found,
                findings: &mut findings,
            };
            checker.fill();
        }
    }
    furniture(plan, found, &mut findings);
    findings
}

struct Checker<'a> {
    page: &'a PlannedPage,
    at: usize,
    fill: &'a Fill,
    found: &'a [Found],
    findings: &'a mut Vec<Finding>,
}

impl Checker<'_> {
    fn fill(&mut self) {
        match &self.fill.matter {
            Matter::Story(story) => {
                self.body(story);
                for (at, block) in story.article.blocks.iter().enumerate() {
                    if block.is_picture() && !block.plain_text().is_empty() {
                        self.part(&story.article.picture_role(at), &block.plain_text());
                    }
                }
                for (role, expected) in head_parts(&story.head) {
                    self.part(role, &expected);
                }
            }
            Matter::Picture {
                caption, credit, ..
            } => {
                for (role, text) in [("caption", caption), ("credit", credit)] {
                    if let Some(text) = text {
                        self.part(role, text);
                    }
                }
            }
            Matter::Ad { .. } => {}
        }
    }

    /// The body: pieces in the order of their frames.
    fn body(&mut self, story: &Story) {
        let blocks = &story.article.blocks;
        let mut pieces: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
        let mut over = 0;
        let mut count = None;
        for entry in self.found {
            if let Mark::Piece(info) = &entry.mark
                && info.article == self.fill.id
            {
                over += info.over_characters;
                count = Some(info.count);
                pieces.entry(info.index).or_default().push(entry);
            }
        }
        let expected = story.article.running_text();
        if expected.is_empty() {
            return;
        }
        let Some(count) = count else {
            return self.lost("body", "is not on the page");
        };
        for (index, placed) in &pieces {
            if placed.len() > 1 {
                self.lost(
                    "body",
                    &format!("stands twice: the layout places piece {index} again"),
                );
            }
        }
        if let Some(missing) = (0..count).find(|index| !pieces.contains_key(index)) {
            return self.lost(
                "body",
                &format!("is not whole: piece {missing} is not placed"),
            );
        }
        let set: Vec<&Found> = pieces
            .values()
            .filter_map(|placed| placed.first().copied())
            .collect();
        self.missing_glyphs(blocks, &set);
        let text: String = set.iter().map(|entry| entry.text.as_str()).collect();
        self.compare("body", &squeeze(&expected), &squeeze(&text), over);
    }

    /// A part of the headline group, or a caption: exactly once on its page.
    fn part(&mut self, role: &str, expected: &str) {
        let mut texts = vec![];
        let (found, at) = (self.found, self.at);
        for entry in found.iter().filter(|entry| entry.page == at) {
            if let Mark::Part(article, found_role) = &entry.mark
                && *article == self.fill.id
                && found_role == role
            {
                texts.push(entry.text.as_str());
                for &(_, c) in &entry.missing {
                    self.missing_glyph(c, &format!("the {role}"), self.fill.place.clone());
                }
            }
        }
        match texts.as_slice() {
            [] => self.lost(role, "is not on the page"),
            [text] => self.compare(role, &squeeze(expected), &squeeze(text), 0),
            _ => self.lost(role, "stands on the page more than once"),
        }
    }

    /// `over` characters may be lacking at the end: they have been reported as overset.
    fn compare(&mut self, role: &str, expected: &[char], found: &[char], over: usize) {
        let same = expected
            .iter()
            .zip(found)
            .take_while(|(a, b)| a == b)
            .count();
        if same == found.len() && found.len() + over == expected.len() {
            return;
        }
        let show = |text: &[char]| -> String { text.iter().skip(same).take(12).collect() };
        let message = format!(
            "the {role} of `{}` on page {} is not the copy: after {same} characters the copy \
             goes on with “{}”, the page with “{}”",
            self.fill.id,
            self.page.number,
            show(expected),
            show(found),
        );
        let mut finding = Finding::error("text-conservation", message)
            .at(self.fill.place.clone())
            .related(self.page.layout.place(""), "the layout");
        if let (Matter::Story(story), "body") = (&self.fill.matter, role) {
            let place = super::differs::place(&story.article, same);
            finding = finding.related(place, "the copy goes on here");
        }
        self.findings.push(finding);
    }

    fn lost(&mut self, role: &str, why: &str) {
        let message = format!(
            "the {role} of `{}` {why} (page {})",
            self.fill.id, self.page.number
        );
        self.findings.push(
            Finding::error("text-conservation", message)
                .at(self.fill.place.clone())
                .related(self.page.layout.place(""), "the layout that should set it"),
        );
    }

    /// Names the article, the paragraph and the code point of every missing glyph.
    fn missing_glyphs(&mut self, blocks: &[Block], set: &[&Found]) {
        let mut before = 0;
        for entry in set {
            let chars: Vec<char> = entry.text.chars().collect();
            for &(at, c) in &entry.missing {
                let seen = chars.iter().take(at).filter(|c| !c.is_whitespace()).count();
                let (paragraph, line) = paragraph(blocks, before + seen);
                let place = self.character(line, c);
                self.missing_glyph(c, &format!("paragraph {paragraph}"), place);
            }
            before += chars.iter().filter(|c| !c.is_whitespace()).count();
        }
    }

    fn missing_glyph(&mut self, c: char, what: &str, place: Place) {
        let message = format!(
            "no font of the role has “{c}” (U+{:04X}), in {what} of `{}`",
            c as u32, self.fill.id
        );
        self.findings.push(
            Finding::error("missing-glyph", message)
                .at(place)
                .hint("add a font that has it to fonts/ and to the role in dayang.toml"),
        );
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

/// Missing glyphs outside every article: a folio, a box's title.
fn furniture(plan: &Plan, found: &[Found], findings: &mut Vec<Finding>) {
    for entry in found {
        let (Mark::Furniture, Some(page)) = (&entry.mark, plan.pages.get(entry.page)) else {
            continue;
        };
        for &(_, c) in &entry.missing {
            let message = format!(
                "no font of the role has “{c}” (U+{:04X}), in the furniture of page {}",
                c as u32, page.number
            );
            findings.push(Finding::error("missing-glyph", message).at(page.place.clone()));
        }
    }
}

fn head_parts(head: &Head) -> Vec<(&'static str, String)> {
    let join = |lines: &Lines| lines.lines().concat();
    [
        ("kicker", head.kicker.clone()),
        ("headline", head.headline.as_ref().map(join)),
        ("deck", head.deck.as_ref().map(join)),
        ("standfirst", head.standfirst.clone()),
        ("byline", head.byline.clone()),
    ]
    .into_iter()
    .filter_map(|(role, text)| Some((role, text?)))
    .collect()
}

fn squeeze(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
