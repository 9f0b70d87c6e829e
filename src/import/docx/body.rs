//! The body of a Word document: paragraphs, tables and pictures in reading order. Changes that
//! were tracked are taken as accepted: what was inserted is text, what was deleted is not.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::package::{Package, Relation};
use super::styles::{Styles, attribute, child};
use super::words::{deleted, notes, words};
use crate::diag::{Finding, Place, brief};
use crate::import::markup::times;
use crate::import::{Span, changed, lost, refused};

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Text,
    Title,
    Subtitle,
    Heading(u8),
    Caption,
}

#[derive(Debug, Clone)]
pub struct Paragraph {
    pub role: Role,
    pub spans: Vec<Span>,
}

impl Paragraph {
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// What stands in a body, in order.
#[derive(Debug)]
pub enum Item {
    Paragraph(Paragraph),
    /// The part with its bytes, and what was done to it in Word.
    Picture(String, Option<String>),
    Table(Vec<Vec<String>>),
}

/// The main part if the archive does not say otherwise.
const MAIN: &str = "word/document.xml";

/// Reads the body.
pub fn read(
    package: &mut Package,
    place: &Place,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Item>, Box<Finding>> {
    let root = package.relations("")?;
    let main = root
        .values()
        .find(|relation| relation.kind == "officeDocument");
    let main = main.map_or(MAIN.to_string(), |relation| relation.target.clone());
    let relations = package.relations(&main)?;
    let target = |kind: &str| {
        relations
            .values()
            .find(|r| r.kind == kind && !r.outside)
            .map(|r| r.target.clone())
    };
    let styles = match target("styles") {
        Some(part) => package.with(&part, Styles::read)?.unwrap_or_default(),
        None => Styles::default(),
    };
    let mut texts = BTreeMap::new();
    for (kind, name) in [
        ("footnotes", "footnote"),
        ("endnotes", "endnote"),
        ("comments", "comment"),
    ] {
        if let Some(part) = target(kind) {
            let found = package
                .with(&part, |root| notes(root, name))?
                .unwrap_or_default();
            texts.extend(found.into_iter().map(|(id, text)| ((name, id), text)));
        }
    }
    for kind in ["header", "footer"] {
        let parts: Vec<_> = relations
            .values()
            .filter(|r| r.kind == kind && !r.outside)
            .map(|r| r.target.clone())
            .collect();
        for part in parts {
            let text = package.with(&part, words)?.unwrap_or_default();
            if !text.is_empty() {
                findings.push(lost(
                    place,
                    format!("the page's {kind} is not carried over: {}", brief(&text)),
                ));
            }
        }
    }
    let read = package.with(&main, |root| {
        let mut reader = Reader::new(&styles, &relations, texts);
        let body = child(root, "body").unwrap_or(root);
        reader.blocks(body);
        reader.finish(place, findings)
    })?;
    read.ok_or_else(|| {
        Box::new(refused(
            place,
            format!("not a Word document: it has no `{main}`"),
        ))
    })
}

/// Goes through a body.
pub struct Reader<'a> {
    pub styles: &'a Styles,
    pub relations: &'a BTreeMap<String, Relation>,
    pub notes: BTreeMap<(&'static str, String), String>,
    pub items: Vec<Item>,
    /// The paragraph in the making, and what comes after it.
    pub spans: Vec<Span>,
    pub after: Vec<Item>,
    /// Whether the paragraph's style is bold.
    pub bold: bool,
    pub number: usize,
    /// Fields that are open, and whether their result has begun.
    pub fields: Vec<bool>,
    lost: BTreeMap<String, (usize, usize)>,
    changed: BTreeMap<String, (usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(
        styles: &'a Styles,
        relations: &'a BTreeMap<String, Relation>,
        notes: BTreeMap<(&'static str, String), String>,
    ) -> Self {
        Self {
            styles,
            relations,
            notes,
            items: vec![],
            spans: vec![],
            after: vec![],
            bold: false,
            number: 0,
            fields: vec![],
            lost: BTreeMap::new(),
            changed: BTreeMap::new(),
        }
    }

    pub fn lose(&mut self, what: impl Into<String>) {
        let number = self.number;
        self.lost.entry(what.into()).or_insert((0, number)).0 += 1;
    }

    pub fn change(&mut self, what: impl Into<String>) {
        let number = self.number;
        self.changed.entry(what.into()).or_insert((0, number)).0 += 1;
    }

    /// Paragraphs and tables, also within what merely holds them.
    pub fn blocks(&mut self, node: Node) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sdt" => {
                    if let Some(content) = super::styles::child(child, "sdtContent") {
                        self.blocks(content);
                    }
                }
                "ins" | "moveTo" | "customXml" | "sdtContent" => self.blocks(child),
                "del" | "moveFrom" => self.lose(format!(
                    "deleted text, by the tracked changes: {}",
                    deleted(child)
                )),
                "altChunk" => self.lose("a document within the document"),
                "oMathPara" => self.lose(format!("a formula: {}", words(child))),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node) {
        self.number += 1;
        let properties = child(node, "pPr");
        let style = properties
            .and_then(|p| child(p, "pStyle"))
            .and_then(|style| attribute(style, "val"));
        let outline = properties
            .and_then(|p| child(p, "outlineLvl"))
            .and_then(|o| attribute(o, "val"));
        let mut role = style.map_or(Role::Text, |style| self.styles.role(style));
        if let (Role::Text, Some(level)) =
            (role, outline.and_then(|level| level.parse::<u8>().ok()))
            && level < 9
        {
            role = Role::Heading(level + 1);
        }
        self.bold = style.is_some_and(|style| self.styles.bold(style));
        let numbered = properties.and_then(|p| child(p, "numPr"));
        let is_list = numbered
            .and_then(|n| child(n, "numId"))
            .and_then(|id| attribute(id, "val"))
            .is_some_and(|id| id != "0");
        let mark = properties.and_then(|p| child(p, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").is_some()) {
            self.change("a paragraph's end that was deleted by a tracked change stays an end");
        }
        self.inline(node);
        if is_list && !self.spans.is_empty() {
            self.lose("a number or bullet that Word draws before a list's item");
        }
        self.end_paragraph(role);
    }

    /// Ends the paragraph; broken lines within it are paragraphs of their own.
    fn end_paragraph(&mut self, role: Role) {
        let spans = std::mem::take(&mut self.spans);
        let mut lines: Vec<Vec<Span>> = vec![vec![]];
        for span in spans {
            for (at, part) in span.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(vec![]);
                }
                if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                    line.push(Span {
                        text: part.into(),
                        ..span
                    });
                }
            }
        }
        lines.retain(|line| line.iter().any(|span| !span.text.trim().is_empty()));
        if role != Role::Text && lines.len() > 1 {
            // The lines of a headline belong together.
            let mut whole = vec![];
            for (at, line) in lines.drain(..).enumerate() {
                if at > 0 {
                    whole.push(Span::plain("\n"));
                }
                whole.extend(line);
            }
            lines.push(whole);
        } else if lines.len() > 1 {
            self.change("a broken line became a paragraph");
        }
        self.items.extend(
            lines
                .into_iter()
                .map(|spans| Item::Paragraph(Paragraph { role, spans })),
        );
        self.items.append(&mut self.after);
    }

    fn finish(self, place: &Place, findings: &mut Vec<Finding>) -> Vec<Item> {
        let at = |number: usize| {
            if number == 0 {
                String::new()
            } else {
                format!(", in paragraph {number}")
            }
        };
        for (what, (count, number)) in &self.lost {
            let message = format!("not carried over{}: {what}{}", at(*number), times(*count));
            findings.push(lost(place, message));
        }
        for (what, (count, number)) in &self.changed {
            findings.push(changed(
                place,
                format!("{what}{}{}", at(*number), times(*count)),
            ));
        }
        self.items
    }
}
