//! What a Markdown processor would have made of the copy, where we make nothing of it.
//!
//! CommonMark is asked what it sees, so that a warning can say of a list, a link or a
//! tag that it stands as text. It has no say in what the text is.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::clean::is_han;
use super::markdown::is_lone_picture;
use crate::diag::{Finding, Place, SourceText};

pub(super) struct Witness {
    /// Ranges of the source in which nothing is markup: code and HTML, in order.
    pub literal: Vec<Range<usize>>,
    /// One warning for each kind of thing that was seen, at the first.
    pub findings: Vec<Finding>,
}

/// Looks at the source's text from `start`.
pub(super) fn look(source: &Arc<SourceText>, start: usize) -> Witness {
    let text = &source.text[start..];
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut literal: Vec<Range<usize>> = vec![];
    let mut seen: Vec<(&'static str, Range<usize>, usize)> = vec![];
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let Some(name) = unsupported(&event, text, &range) else {
            continue;
        };
        let range = start + range.start..start + range.end;
        if matches!(name, "code" | "HTML")
            && literal.last().is_none_or(|last| last.end <= range.start)
        {
            literal.push(range.clone());
        }
        match seen.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, _, count)) => *count += 1,
            None => seen.push((name, range, 1)),
        }
    }
    let findings = seen.into_iter().map(|(name, range, count)| {
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        Finding::warning("copy-markdown", format!("{name} is not set: it stands as text{times}"))
            .at(Place::text(source, range))
            .hint("copy has paragraphs, `## crossheads`, `**bold**`, `*dots*` under Chinese and `![caption](file)` on a line of its own")
    });
    Witness {
        literal,
        findings: findings.collect(),
    }
}

/// The name of what an event begins, if it is nothing that we set.
fn unsupported(event: &Event, text: &str, range: &Range<usize>) -> Option<&'static str> {
    let slice = &text[range.clone()];
    match event {
        Event::Start(Tag::BlockQuote(_)) => Some("a block quote"),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) | Event::Code(_) => Some("code"),
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => Some("HTML"),
        Event::Start(Tag::List(None)) => Some("a list"),
        Event::Start(Tag::Table(_)) => Some("a table"),
        // Of Chinese it is set as dots.
        Event::Start(Tag::Emphasis) if slice.starts_with('_') || !slice.contains(is_han) => {
            Some("emphasis")
        }
        Event::Start(Tag::Strong) if slice.starts_with('_') => Some("emphasis"),
        Event::Start(Tag::Strikethrough) => Some("strikethrough"),
        Event::Start(Tag::Link { .. }) => Some("a link"),
        Event::Start(Tag::Image { .. }) if !is_lone_picture(text, range) => {
            Some("a picture inside a line")
        }
        Event::Start(Tag::Heading { .. }) if !slice.trim_start().starts_with('#') => {
            Some("an underlined heading")
        }
        Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
            Some("a footnote")
        }
        Event::Rule => Some("a rule"),
        Event::Text(given) if slice.starts_with('&') && &**given != slice => Some("an HTML entity"),
        _ => None,
    }
}
