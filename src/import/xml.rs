//! XML that others wrote, read so that it can do no harm: entities of a document's own are
//! refused, nothing outside is read, and depth and number of nodes have limits.

use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};

use super::refused;
use crate::diag::{Finding, Place, SourceText};

/// Elements one inside another, and nodes in all. A page's articles have a few thousand.
const DEEPEST: usize = 200;
const MOST_NODES: u32 = 2_000_000;

/// Reads a text as XML and hands it on; on failure the finding says where.
pub fn with<T>(
    source: &Arc<SourceText>,
    findings: &mut Vec<Finding>,
    then: impl FnOnce(&Document) -> T,
) -> Option<T> {
    match parse(source) {
        Ok(document) => Some(then(&document)),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn parse(source: &Arc<SourceText>) -> Result<Document<'_>, Box<Finding>> {
    let text = source.text.trim_start_matches('\u{FEFF}');
    let skipped = source.text.len() - text.len();
    if let Some(at) = text.find("<!ENTITY") {
        let place = Place::text(source, skipped + at..skipped + at + "<!ENTITY".len());
        return Err(Box::new(
            refused(
                &place,
                "the document declares entities of its own, which are not read",
            )
            .hint(
                "entities can hide files and unfold without end; have the system write plain text",
            ),
        ));
    }
    deep(source, text, skipped)?;
    let options = ParsingOptions {
        // An empty document type with an address is usual in NITF; its file is never read.
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let place = at(source, skipped, &error);
        let message = format!("not sound XML: {}", words(&error));
        Box::new(match error {
            roxmltree::Error::UnknownEntityReference(..) => refused(&place, message)
                .hint("only &amp; &lt; &gt; &quot; &apos; and numbers such as &#160; are known"),
            _ => refused(&place, message),
        })
    })?;
    match is_flat(&document) {
        true => Ok(document),
        false => {
            let message = format!("elements stand more than {DEEPEST} deep in one another");
            let place = Place::text(source, skipped..skipped);
            Err(Box::new(refused(&place, message)))
        }
    }
}

/// Where the parser stopped.
fn at(source: &Arc<SourceText>, skipped: usize, error: &roxmltree::Error) -> Place {
    let pos = error.pos();
    let text = &source.text[skipped..];
    let line = (pos.row as usize).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = (pos.col as usize).saturating_sub(1);
    let within = rest
        .char_indices()
        .nth(column)
        .map_or(rest.len(), |(at, _)| at);
    let from = (skipped + start + within).min(source.text.len());
    let end = source.text[from..]
        .chars()
        .next()
        .map_or(from, |c| from + c.len_utf8());
    Place::text(source, from..end)
}

/// The parser's words without the position that it ends with.
fn words(error: &roxmltree::Error) -> String {
    let text = error.to_string();
    let text = match text.rsplit_once(" at ") {
        Some((text, at)) if at.contains(':') => text,
        _ => text.trim_end_matches('.'),
    };
    text.to_string()
}

/// Refuses what is nested without end, before a tree is made of it.
fn deep(source: &Arc<SourceText>, text: &str, skipped: usize) -> Result<(), Box<Finding>> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += next;
        let rest = &text[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest.starts_with("<![CDATA[") {
            rest.find("]]>").map(|end| end + 3)
        } else {
            tag_end(rest)
        };
        let Some(end) = end else { return Ok(()) };
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if bytes.get(at + end - 2) == Some(&b'/') => {}
            _ => depth += 1,
        }
        if depth > DEEPEST {
            let place = Place::text(source, skipped + at..skipped + at + 1);
            let message = format!("elements stand more than {DEEPEST} deep in one another");
            return Err(Box::new(refused(&place, message)));
        }
        at += end;
    }
    Ok(())
}

/// The end of the tag that a text begins with: a `>` that stands in no quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a tree is as flat as its text seemed to be.
fn is_flat(document: &Document) -> bool {
    let mut depths: Vec<usize> = vec![];
    document.descendants().all(|node| {
        let above = node
            .parent()
            .and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = above.map_or(0, |depth| depth + 1);
        // Nodes come in the order of their ids.
        depths.push(depth);
        depth <= DEEPEST + 2
    })
}

/// Where a node stands.
pub fn place(source: &Arc<SourceText>, node: Node) -> Place {
    let skipped = source.text.len() - source.text.trim_start_matches('\u{FEFF}').len();
    let range = node.range();
    let start = (skipped + range.start).min(source.text.len());
    // The opening tag is enough to find it by.
    let end = match source.text.get(start..).and_then(|rest| rest.find('>')) {
        Some(end) if node.is_element() => start + end + 1,
        _ => (skipped + range.end).min(source.text.len()),
    };
    Place::text(source, start..end.max(start))
}

/// All text below a node with its line ends, for what stands in lines of its own.
pub fn lines(node: Node) -> String {
    let parts = node.descendants().filter(Node::is_text);
    parts.filter_map(|part| part.text()).collect()
}

/// All text below a node, white space as XML has it, runs of it one space.
pub fn text(node: Node) -> String {
    let mut all = String::new();
    for part in node.descendants().filter(Node::is_text) {
        all.push_str(part.text().unwrap_or_default());
    }
    line(&all)
}

/// One line of text: runs of white space become one space; full-width spaces stay.
pub fn line(text: &str) -> String {
    let is_gap = |c: char| c.is_ascii_whitespace() || c == '\u{A0}';
    let words: Vec<_> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
