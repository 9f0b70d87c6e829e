//! What an article is made of: its body and its pictures.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::{Reader, is_leaf, meaning};
use crate::diag::{Finding, Place};
use crate::import::fields::{Field, field};
use crate::import::markup::{self, Image, Markup};
use crate::import::{Photo, Story, group, html, lost, text, xml};

impl Reader<'_> {
    /// A body: marked up in XML, in HTML within CDATA, or plain text.
    pub(super) fn body(&mut self, node: Node, story: &mut Story) {
        let place = xml::place(self.source, node);
        let raw: String = node
            .children()
            .filter(Node::is_text)
            .filter_map(|part| part.text())
            .collect();
        let mut markup = Markup::new(place.clone());
        if !is_leaf(node) {
            markup::feed(node, &mut markup);
        } else if html::looks_like(&raw) {
            let unknown = html::read(&raw, &mut markup);
            tell_entities(&unknown, &place, &mut self.all.findings);
        } else {
            story.blocks.extend(text::paragraphs(&raw));
            return;
        }
        let (blocks, images, tables) = markup.finish(self.all);
        story.blocks.extend(blocks);
        story.tables.extend(tables);
        for image in images {
            self.image(image, &place, story);
        }
    }

    /// A picture, or a list of them.
    pub(super) fn images(&mut self, node: Node, story: &mut Story) {
        let within: Vec<Node> = node.children().filter(Node::is_element).collect();
        let is_list = within.iter().any(|child| {
            meaning(*child) == Some(Field::Image)
                && (!is_leaf(*child) || within.len() > 1 || child.attributes().len() > 0)
        }) || within
            .iter()
            .any(|child| meaning(*child).is_none() && !is_leaf(*child));
        if is_list {
            within.iter().for_each(|child| self.images(*child, story));
            return;
        }
        let place = xml::place(self.source, node);
        let mut image = Image::default();
        for attribute in node.attributes() {
            match field(attribute.name()) {
                Some(Field::File | Field::Image) => image.file = attribute.value().into(),
                Some(Field::Caption | Field::Title) => {
                    image.caption = Some(attribute.value().into())
                }
                Some(Field::Credit | Field::Author) => {
                    image.credit = Some(attribute.value().into())
                }
                _ => self.attribute(attribute.name(), attribute.value(), node),
            }
        }
        for child in &within {
            let text = xml::text(*child);
            match meaning(*child) {
                Some(Field::File | Field::Image) => image.file = text,
                Some(Field::Caption | Field::Title) => image.caption = Some(text),
                Some(Field::Credit | Field::Author) => image.credit = Some(text),
                Some(Field::Coordinates | Field::Known | Field::Id) => {}
                _ => self.unknown(*child),
            }
        }
        if within.is_empty() && image.file.is_empty() {
            image.file = xml::text(node);
        }
        if !(image.file.is_empty() && image.caption.is_none()) {
            self.image(image, &place, story);
        }
    }

    fn image(&mut self, image: Image, place: &Place, story: &mut Story) {
        match self.file.beside(image.file.trim(), place) {
            Ok(photo) => {
                let (caption, credit) = captioned(image.caption);
                story.photos.push(Photo {
                    caption,
                    credit: image.credit.filter(|credit| !credit.is_empty()).or(credit),
                    ..photo
                });
            }
            Err(mut finding) => {
                if let Some(caption) = image.caption.filter(|caption| !caption.is_empty()) {
                    finding.hints.push(format!("its caption is: {caption}"));
                }
                self.all.findings.push(*finding);
            }
        }
    }
}

/// A caption without the credit that its words hold.
pub fn captioned(caption: Option<String>) -> (Option<String>, Option<String>) {
    let Some(caption) = caption.filter(|caption| !caption.trim().is_empty()) else {
        return (None, None);
    };
    let (caption, credit) = group::credit(&caption);
    (Some(caption), credit)
}

/// Tells of entities that stay as they are written.
pub fn tell_entities(unknown: &[String], place: &Place, findings: &mut Vec<Finding>) {
    let names: BTreeSet<&str> = unknown.iter().map(String::as_str).collect();
    for name in names {
        findings.push(lost(
            place,
            format!("entity `{name}` is unknown; it stands as text"),
        ));
    }
}
