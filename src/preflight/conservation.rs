//! Conservation of text: every character of every article stands on the pages exactly
//! once, in order; and every character has a glyph.

use crate::compose::{Found, Mark};
use crate::diag::{Finding, Place};
use crate::makeup::{Fill, Matter, Plan, PlannedPage};
use crate::manifest::{Head, Lines};

/// Compares the pages with the copy. White space does not count: it vanishes at line ends.
pub fn check(plan: &Plan, found: &[Found]) -> Vec<Finding> {
    let mut findings = vec![];
    for (at, page) in plan.pages.iter().enumerate() {
        for (slot, fill) in &page.fills {
            let mut checker = Checker {
                page,
                slot,
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

pub struct Checker<'a> {
    pub page: &'a PlannedPage,
    pub slot: &'a str,
    at: usize,
    pub fill: &'a Fill,
    pub found: &'a [Found],
    findings: &'a mut Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn fill(&mut self) {
        match &self.fill.matter {
            Matter::Story(story) => self.story(story),
            Matter::Picture {
                caption, credit, ..
            } => {
                for (role, text) in [("caption", caption), ("credit", credit)] {
                    if let Some(text) = text {
                        self.part(role, text);
                    }
                }
            }
            Matter::Table(table) => {
                let titles = table.columns.iter().map(|column| column.title.as_str());
                let cells: String = titles
                    .chain(table.rows.iter().flatten().map(|cell| &**cell))
                    .collect();
                self.part("table", &cells);
                for (role, text) in [
                    ("title", &table.title),
                    ("note", &table.note),
                    ("source", &table.source),
                ] {
                    if let Some(text) = text {
                        self.part(role, text);
                    }
                }
            }
            Matter::Teaser(teaser) => {
                self.part("headline", &teaser.headline);
                self.part("page", &teaser.page.to_string());
                if let Some(text) = &teaser.text {
                    self.part("text", text);
                }
            }
            Matter::Ad { .. } => {}
        }
    }

    /// A part of the headline group, or a caption: exactly once on its page.
    pub fn part(&mut self, role: &str, expected: &str) {
        let mut texts = vec![];
        let (found, at) = (self.found, self.at);
        // A picture in the text of an article that runs on may stand on any of its pages.
        let anywhere = role.starts_with("picture ")
            && matches!(&self.fill.matter, Matter::Story(story) if story.run.parts > 1);
        for entry in found.iter().filter(|entry| entry.page == at || anywhere) {
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
    pub fn compare(&mut self, role: &str, expected: &[char], found: &[char], over: usize) {
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

    pub fn lost(&mut self, role: &str, why: &str) {
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

    pub fn missing_glyph(&mut self, c: char, what: &str, place: Place) {
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

pub fn head_parts(head: &Head) -> Vec<(&'static str, String)> {
    let join = |lines: &Lines| lines.lines().concat();
    [
        ("kicker", head.kicker.clone()),
        ("headline", head.headline.as_ref().map(join)),
        ("deck", head.deck.as_ref().map(join)),
        ("standfirst", head.standfirst.clone()),
        ("byline", head.byline.clone()),
        ("note", head.note.clone()),
        ("quote", head.quote.clone()),
    ]
    .into_iter()
    // An editor's marks in a headline are no text.
    .filter_map(|(role, text)| Some((role, crate::copy::plain(&text?))))
    .collect()
}

pub fn squeeze(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
