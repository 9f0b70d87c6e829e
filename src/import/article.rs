//! An article as Markdown with its headline group in front matter, as docs/copy.md has it; and
//! the proof that it reads back as the text that came.

mod escape;

use std::fmt::Write;
use std::path::Path;

use self::escape::{inline, unmarked};
use super::{Block, Story, lost};
use crate::copy;
use crate::diag::{Finding, has_errors};
use crate::manifest::Lines;

/// What the line begins with that says where an article came from.
pub const MARK: &str = "# dayang import: ";

/// An article ready to be written.
#[derive(Debug)]
pub struct Written {
    pub text: String,
    /// It as the copy desk reads it.
    pub article: copy::Article,
}

/// Writes an article and reads it back. `shown` is the path that it is to have.
pub fn write(story: &Story, shown: &Path, findings: &mut Vec<Finding>) -> Option<Written> {
    if let Some(own) = &story.own {
        return read_back(own.clone(), shown, findings);
    }
    let styled = markdown(story, true);
    if says(&styled, story) {
        return read_back(styled, shown, findings);
    }
    let plain = markdown(story, false);
    if says(&plain, story) {
        findings.push(lost(
            &story.from,
            "bold and dots are not carried over: signs in the text would be taken for marks",
        ));
        return read_back(plain, shown, findings);
    }
    let message = "the article that was written does not read back as the text that came";
    findings.push(
        Finding::error("import-text", message)
            .at(story.from.clone())
            .hint("please report it with the source; nothing of it was written"),
    );
    None
}

fn read_back(text: String, shown: &Path, findings: &mut Vec<Finding>) -> Option<Written> {
    match copy::read(text.as_bytes(), shown) {
        Ok((article, found)) => {
            findings.extend(found);
            Some(Written { text, article })
        }
        Err(found) => {
            findings.extend(found);
            None
        }
    }
}

fn markdown(story: &Story, styles: bool) -> String {
    let mut head = String::new();
    for (name, value) in &story.facts {
        let _ = writeln!(head, "# {name}: {}", value.replace(['\n', '\r'], " "));
    }
    one(&mut head, "kicker", story.kicker.as_deref(), true);
    many(&mut head, "headline", &story.headline);
    many(&mut head, "deck", &story.deck);
    one(&mut head, "standfirst", story.standfirst.as_deref(), false);
    one(&mut head, "byline", story.byline.as_deref(), true);
    one(&mut head, "note", story.note.as_deref(), false);
    let mut body = String::new();
    let blocks = story.blocks.iter();
    for block in blocks.filter(|block| !block.text().trim().is_empty()) {
        let text = match block {
            Block::Paragraph(spans) => inline(spans, styles),
            Block::Crosshead(spans) => format!("## {}", inline(spans, false)),
        };
        let _ = write!(body, "\n{text}\n");
    }
    let rest = format!("{head}+++\n{body}");
    format!("+++\n{}\n{rest}", mark(story, &rest))
}

/// The line that says where the article came from, and what it was when it came.
fn mark(story: &Story, rest: &str) -> String {
    let mut line = MARK.to_string();
    if let Some(id) = &story.id {
        let _ = write!(line, "id {}, ", quoted(id));
    }
    if let Some(version) = &story.version {
        let _ = write!(line, "version {}, ", quoted(version));
    }
    let _ = write!(line, "as it came {}", digest(rest));
    line
}

/// A short name of a text's content.
pub fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_string())
        .to_string()
        .replace('\n', "\\n")
}

fn one(head: &mut String, key: &str, value: Option<&str>, marks: bool) {
    if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
        let value = if marks { unmarked(value) } else { value.into() };
        let _ = writeln!(head, "{key} = {}", quoted(&value));
    }
}

fn many(head: &mut String, key: &str, lines: &[String]) {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| quoted(&unmarked(line.trim())))
        .collect();
    match lines.as_slice() {
        [] => {}
        [line] => drop(writeln!(head, "{key} = {line}")),
        lines => drop(writeln!(head, "{key} = [{}]", lines.join(", "))),
    }
}

/// Whether Markdown, read by the copy desk, says what came: each block cleaned by itself, as
/// plain text in which nothing is a mark.
fn says(markdown: &str, story: &Story) -> bool {
    let Ok((article, found)) = copy::read(markdown.as_bytes(), Path::new("a.md")) else {
        // What the copy desk refuses, it tells of at its place.
        return true;
    };
    if has_errors(&found) {
        return true;
    }
    let read: Vec<String> = article.blocks.iter().map(copy::Block::plain_text).collect();
    let came: Vec<String> = story
        .blocks
        .iter()
        .map(cleaned)
        .filter(|text| !text.is_empty())
        .collect();
    read == came && head_says(&article, story)
}

fn cleaned(block: &Block) -> String {
    let text = block.text().replace(['\n', '\r'], " ");
    match block {
        Block::Crosshead(_) => copy::plain(&copy::clean_line(&text).0),
        Block::Paragraph(_) => match copy::read(format!("\n{text}").as_bytes(), Path::new("a.txt"))
        {
            Ok((article, _)) => article.blocks.iter().map(copy::Block::plain_text).collect(),
            Err(_) => String::new(),
        },
    }
}

/// Whether the headline group is the one that came; its marks are no text.
fn head_says(article: &copy::Article, story: &Story) -> bool {
    let clean = |text: &str| copy::clean_line(text.trim()).0;
    let shown = |text: &str| {
        copy::marked(text)
            .map(|text| copy::plain(&text))
            .unwrap_or_default()
    };
    let lines = |lines: &Option<Lines>| -> Vec<String> {
        lines
            .iter()
            .flat_map(|lines| lines.lines())
            .map(shown)
            .collect()
    };
    // Signs that would be marks bear a backslash, and are cleaned with it.
    let one = |line: &str| shown(&clean(&unmarked(line.trim())));
    let came = |lines: &[String]| -> Vec<String> { lines.iter().map(|line| one(line)).collect() };
    let own = |text: &Option<String>| text.as_deref().map(clean).filter(|text| !text.is_empty());
    lines(&article.head.headline) == came(&story.headline)
        && lines(&article.head.deck) == came(&story.deck)
        && article.head.kicker.as_deref().map(shown)
            == story
                .kicker
                .as_deref()
                .map(one)
                .filter(|text| !text.is_empty())
        && article.head.standfirst == own(&story.standfirst)
        && article.head.note == own(&story.note)
}

/// What an article that stands in a project says of where it came from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub id: Option<String>,
    /// Whether it still is as it was when it came; unknown if it does not say.
    pub untouched: Option<bool>,
}

/// Reads the origin of an article's text.
pub fn origin(text: &str) -> Origin {
    let Some((head, line, rest)) = text.split_once('\n').and_then(|(head, more)| {
        let (line, rest) = more.split_once('\n')?;
        Some((head, line, rest))
    }) else {
        return Origin::default();
    };
    let Some(said) = line.strip_prefix(MARK).filter(|_| head.trim_end() == "+++") else {
        return Origin::default();
    };
    let id = said.strip_prefix("id ").and_then(|said| {
        let end = said.rfind(", as it came ").map(|end| &said[..end])?;
        let end = end.find(", version ").map_or(end, |at| &end[..at]);
        let table: toml::Table = format!("id = {end}").parse().ok()?;
        table.get("id")?.as_str().map(str::to_string)
    });
    let came = said.rsplit_once("as it came ").map(|(_, came)| came.trim());
    Origin {
        id,
        untouched: came.map(|came| came == digest(rest)),
    }
}

#[cfg(test)]
mod tests;
