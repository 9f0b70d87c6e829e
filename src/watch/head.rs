//! Where the parts of a headline group, a caption or a table's cell were written: in the
//! article's own head, in the manifest, or in the table's file.

use super::place::Spot;
use super::sources::Sources;
use crate::diag::{Place, SourceText};
use crate::makeup::{Fill, Matter, Story};

/// Characters by which a line is known again.
const KNOWN: usize = 6;

/// The place of a part of what fills a slot.
pub fn place(fill: &Fill, role: &str, text: &str, sources: &mut Sources) -> Spot {
    if let Matter::Story(story) = &fill.matter {
        let picture = role.strip_prefix("picture ");
        let at = picture.and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
        if let Some(block) = at.and_then(|at| story.article.blocks.get(at)) {
            return Spot::of(&story.article.line(block.line));
        }
        // The manifest wins over the article's own head.
        let key = if role.starts_with("short") {
            "short"
        } else {
            role
        };
        return in_manifest(fill, key, text)
            .or_else(|| in_head(story, key, text))
            .unwrap_or_else(|| Spot::of(&fill.place));
    }
    in_manifest(fill, role, text)
        .or_else(|| {
            let Matter::Table(_) = &fill.matter else {
                return None;
            };
            let source = sources.file(&fill.id)?;
            let line = known_line(&source, 0, source.text.len(), text).unwrap_or(0);
            Some(Spot::of(&Place::text(&source, line..line)))
        })
        .unwrap_or_else(|| Spot::of(&fill.place))
}

/// The line of a key in the manifest's table that fills the slot.
fn in_manifest(fill: &Fill, key: &str, text: &str) -> Option<Spot> {
    let Place::Text(source, range) = &fill.place else {
        return None;
    };
    let before = source.text.get(..range.start)?;
    let start = before.rfind("[[")?;
    let rest = source.text.get(range.end..)?;
    let end = rest
        .find("\n[")
        .map_or(source.text.len(), |at| range.end + at);
    entry(source, start, end, key, text)
}

/// The line in an article's front matter, or its headline in Markdown.
fn in_head(story: &Story, key: &str, text: &str) -> Option<Spot> {
    let source = &story.article.source;
    let first = story.article.blocks.first()?.line;
    let end = match story.article.line(first) {
        Place::Text(_, range) => range.start,
        Place::File(_) => return None,
    };
    entry(source, 0, end, key, text).or_else(|| {
        let line = known_line(source, 0, end, text)?;
        Some(Spot::of(&Place::text(source, line..line)))
    })
}

/// A key's value between two bytes: the line of it that bears the text, or the key's.
fn entry(
    source: &std::sync::Arc<SourceText>,
    start: usize,
    end: usize,
    key: &str,
    text: &str,
) -> Option<Spot> {
    let within = source.text.get(start..end)?;
    let mut at = start;
    for line in within.split_inclusive('\n') {
        let rest = line.trim_start().strip_prefix(key).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with('=')) {
            let line = known_line(source, at, end, text).unwrap_or(at);
            return Some(Spot::of(&Place::text(source, line..line)));
        }
        at += line.len();
    }
    None
}

/// The first byte of the line that bears the beginning of a text.
pub fn known_line(source: &SourceText, start: usize, end: usize, text: &str) -> Option<usize> {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let known: String = bare(text).chars().take(KNOWN).collect();
    if known.is_empty() {
        return None;
    }
    let mut at = start;
    for line in source.text.get(start..end)?.split_inclusive('\n') {
        if bare(line).contains(&known) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
