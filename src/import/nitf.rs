//! NITF, the News Industry Text Format of the IPTC: `body.head` is the headline group, the
//! blocks of `body.content` the text, `media` the pictures.

use std::sync::Arc;

use roxmltree::Node;

use super::editorial::captioned;
use super::markup::{Image, Markup, walk};
use super::source::Source;
use super::{Block, Gathered, Photo, Span, Story, changed, lost, placed, refused, xml};
use crate::diag::{Place, SourceText, brief};

/// The NITF articles of a document: it may be one, or hold them within an envelope.
pub fn find<'a, 'input>(root: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
    root.descendants()
        .filter(|node| node.tag_name().name() == "nitf")
        .collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn below<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.descendants()
        .find(|child| child.tag_name().name() == name)
}

fn said(node: Option<Node>) -> Option<String> {
    node.map(xml::text).filter(|text| !text.is_empty())
}

/// Reads the articles.
pub fn read(file: &Source, source: &Arc<SourceText>, found: &[Node], all: &mut Gathered) {
    for (at, node) in found.iter().enumerate() {
        let stem = match found.len() {
            1 => file.stem(),
            _ => format!("{}-{:02}", file.stem(), at + 1),
        };
        let mut story = Story::new(stem, xml::place(source, *node));
        story.from = match found.len() {
            1 => file.place.clone(),
            _ => story.from,
        };
        Reader { file, source, all }.article(*node, &mut story);
        if story.blocks.is_empty() && story.photos.is_empty() && story.tables.is_empty() {
            let place = xml::place(source, *node);
            all.findings.push(refused(
                &place,
                "the NITF article has no text in `body.content`",
            ));
            continue;
        }
        all.stories.push(story);
    }
}

struct Reader<'a> {
    file: &'a Source,
    source: &'a Arc<SourceText>,
    all: &'a mut Gathered,
}

impl Reader<'_> {
    fn place(&self, node: Node) -> Place {
        xml::place(self.source, node)
    }

    fn article(&mut self, nitf: Node, story: &mut Story) {
        if let Some(head) = children(nitf, "head").next() {
            self.head(head, story);
        }
        let Some(body) = below(nitf, "body") else {
            return;
        };
        if let Some(head) = children(body, "body.head").next() {
            self.group(head, story);
        }
        for content in children(body, "body.content") {
            self.content(content, story);
        }
        if let Some(end) = children(body, "body.end").next() {
            for child in end.children().filter(Node::is_element) {
                let text = xml::text(child);
                if !text.is_empty() {
                    let name = child.tag_name().name();
                    let message = format!("`{name}` is not carried over: {}", brief(&text));
                    self.all.findings.push(lost(&self.place(child), message));
                }
            }
        }
    }

    /// `head`: what the sender's systems know. The title here is a system's, not the reader's.
    fn head(&mut self, head: Node, story: &mut Story) {
        if let Some(id) = below(head, "doc-id") {
            story.id = id.attribute("id-string").map(Into::into);
        }
        if let Some(date) = below(head, "date.issue").or_else(|| below(head, "date.release")) {
            story.date = date.attribute("norm").and_then(placed::date);
        }
        if let Some(data) = below(head, "du-key") {
            story.version = data.attribute("version").map(Into::into);
        }
        if let Some(publication) = below(head, "pubdata") {
            let number = |name| publication.attribute(name);
            story.page = number("position.sequence").and_then(placed::page);
            story.section = number("position.section").map(Into::into);
            story.number = number("number").and_then(placed::number);
            story.date = story
                .date
                .or(number("date.publication").and_then(placed::date));
        }
        let told = [("ed-msg", "info"), ("urgency", "ed-urg")];
        for (name, attribute) in told {
            let Some(node) = below(head, name) else {
                continue;
            };
            if let Some(value) = node.attribute(attribute).filter(|value| !value.is_empty()) {
                let message = format!("`{name}` is for the desk: {}", brief(value));
                self.all.findings.push(changed(&self.place(node), message));
            }
        }
        if let Some(node) = below(head, "date.expire").or_else(|| below(head, "embargo")) {
            let when = node.attribute("norm").unwrap_or_default();
            let message = format!("`{}` is {when}; it is not kept", node.tag_name().name());
            self.all.findings.push(lost(&self.place(node), message));
        }
    }

    /// `body.head`: the headline group.
    fn group(&mut self, head: Node, story: &mut Story) {
        for child in head.children().filter(Node::is_element) {
            let text = xml::text(child);
            if text.is_empty() {
                continue;
            }
            match child.tag_name().name() {
                "hedline" | "headline" => self.headline(child, story),
                "byline" => add(&mut story.byline, &text),
                "note" => add(&mut story.note, &text),
                "abstract" => add(&mut story.standfirst, &text),
                "dateline" => self.dateline(child, story),
                "distributor" => story.facts.push(("来源", text)),
                name => {
                    let message = format!("`{name}` is not carried over: {}", brief(&text));
                    self.all.findings.push(lost(&self.place(child), message));
                }
            }
        }
    }

    /// `hl1` is the headline. Of the `hl2`, one of class `kicker` stands above it, others are decks.
    fn headline(&mut self, node: Node, story: &mut Story) {
        for child in node.children().filter(Node::is_element) {
            let text = xml::text(child);
            if text.is_empty() {
                continue;
            }
            let class = child
                .attribute("class")
                .unwrap_or_default()
                .to_ascii_lowercase();
            let before = children(node, "hl1").any(|hl1| hl1.range().start > child.range().start);
            match child.tag_name().name() {
                "hl1" => story.headline.push(text),
                "hl2" if class.contains("kicker") || class.contains("intro") || before => {
                    add(&mut story.kicker, &text)
                }
                _ => story.deck.push(text),
            }
        }
        if story.headline.is_empty() {
            story.headline.extend(said(Some(node)));
        }
    }

    /// A dateline stands at the head of the first paragraph, as print has it.
    fn dateline(&mut self, node: Node, story: &mut Story) {
        let message = "the dateline stands at the head of the first paragraph";
        self.all.findings.push(changed(&self.place(node), message));
        story.facts.push(("电头", xml::text(node)));
    }

    fn content(&mut self, content: Node, story: &mut Story) {
        let mut markup = Markup::new(self.place(content));
        let mut media = vec![];
        walk(content, &mut markup, &mut |node| {
            let is_media = node.tag_name().name() == "media";
            if is_media {
                media.push(node.range());
            }
            is_media
        });
        let (blocks, images, tables) = markup.finish(self.all);
        story.blocks.extend(blocks);
        story.tables.extend(tables);
        if let Some(dateline) = story
            .facts
            .iter()
            .find(|(name, _)| *name == "电头")
            .map(|(_, text)| text.clone())
        {
            story.facts.retain(|(name, _)| *name != "电头");
            set_dateline(&mut story.blocks, &dateline);
        }
        for image in images {
            self.picture(&image, &self.place(content), story);
        }
        for node in content
            .descendants()
            .filter(|node| media.contains(&node.range()) && node.tag_name().name() == "media")
        {
            self.media(node, story);
        }
    }

    fn media(&mut self, node: Node, story: &mut Story) {
        let kind = node.attribute("media-type").unwrap_or("image");
        if !matches!(kind, "image" | "photo" | "graphic") {
            let message = format!("media of type `{}` cannot be printed", brief(kind));
            self.all.findings.push(lost(&self.place(node), message));
            return;
        }
        // Of several references to one picture the largest is the one to print.
        let width = |node: &Node| {
            node.attribute("width")
                .and_then(|n| n.parse().ok())
                .unwrap_or(0u32)
        };
        let best = children(node, "media-reference").max_by_key(width);
        let image = Image {
            file: best
                .and_then(|node| node.attribute("source"))
                .unwrap_or_default()
                .into(),
            caption: said(children(node, "media-caption").next()),
            credit: said(children(node, "media-producer").next()),
        };
        self.picture(&image, &self.place(node), story);
    }

    fn picture(&mut self, image: &Image, place: &Place, story: &mut Story) {
        match self.file.beside(&image.file, place) {
            Ok(photo) => {
                let (caption, credit) = captioned(image.caption.clone());
                story.photos.push(Photo {
                    caption,
                    credit: image.credit.clone().or(credit),
                    page: story.page,
                    ..photo
                });
            }
            Err(mut finding) => {
                if let Some(caption) = &image.caption {
                    finding.hints.push(format!("its caption is: {caption}"));
                }
                self.all.findings.push(*finding);
            }
        }
    }
}

fn add(field: &mut Option<String>, text: &str) {
    match field {
        Some(there) => {
            there.push(' ');
            there.push_str(text);
        }
        None => *field = Some(text.into()),
    }
}

/// Puts a dateline before the first paragraph that does not have it.
pub fn set_dateline(blocks: &mut Vec<Block>, dateline: &str) {
    let first = blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(spans) => Some(spans),
        Block::Crosshead(_) => None,
    });
    match first {
        Some(spans)
            if super::markup::plain(spans)
                .trim_start()
                .starts_with(dateline) => {}
        Some(spans) => spans.insert(0, Span::plain(format!("{dateline} "))),
        None => blocks.push(Block::Paragraph(vec![Span::plain(dateline)])),
    }
}
