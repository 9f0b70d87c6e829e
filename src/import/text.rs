//! Text files: articles in our own form, texts whose fields are labelled, and plain text with
//! its headline above it; and captions, which bear the name of their picture.

use std::collections::BTreeMap;

use super::fields::{Field, field};
use super::source::{Kind, Source};
use super::{Block, Gathered, Span, Story, changed, editorial, group, lost, refused};
use crate::copy;
use crate::diag::{Place, brief};

/// The texts that are captions of pictures, by the picture's path without ending: one short
/// paragraph beside a picture of its name. They are taken out of the files.
pub fn captions(files: &mut Vec<Source>) -> BTreeMap<String, String> {
    let pictures: Vec<String> = files
        .iter()
        .filter(|file| file.kind == Kind::Picture)
        .map(Source::stem_key)
        .collect();
    let mut found = BTreeMap::new();
    files.retain(|file| {
        if file.kind != Kind::Text || !pictures.contains(&file.stem_key()) {
            return true;
        }
        // What cannot be read is told of when it is read as an article.
        let Some(text) = file.text(&mut vec![]) else {
            return true;
        };
        let text = text.text.trim();
        let short = !text.is_empty() && !text.contains('\n') && text.chars().count() <= 160;
        if short {
            found.insert(file.stem_key(), text.to_string());
        }
        !short
    });
    found
}

/// Reads a text file.
pub fn read(file: &Source, all: &mut Gathered) {
    let Some(source) = file.text(&mut all.findings) else {
        return;
    };
    let broken = copy::unprintable(&source);
    let stop = !broken.is_empty();
    all.findings.extend(broken);
    if stop {
        return;
    }
    let text = source.text.as_str();
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        all.findings
            .push(refused(&file.place, "the file has no text"));
        return;
    }
    let markdown = file.path.extension().is_some_and(|ending| {
        let ending = ending.to_string_lossy().to_ascii_lowercase();
        ending.starts_with("md") || ending.starts_with("markdown")
    });
    let mut story = Story::new(file.stem(), file.place.clone());
    if markdown
        || text
            .lines()
            .next()
            .is_some_and(|line| line.trim_end() == "+++")
    {
        // Our own form: the article itself says what it is, and is taken word for word.
        story.own = Some(text.to_string());
        if !markdown {
            all.findings.push(changed(
                &file.place,
                "the file has front matter and is taken for Markdown",
            ));
        }
    } else if let Some(labels) = labelled(text) {
        let place = |at: usize| Place::text(&source, at..at + line_length(text, at));
        fill(&mut story, labels, &place, all);
    } else {
        let (heads, body) = group::lines_above(text);
        let heads = heads
            .iter()
            .map(|line| Block::Paragraph(vec![Span::plain(*line)]));
        story.blocks = heads.chain(paragraphs(body)).collect();
        group::take(&mut story, &mut all.findings);
    }
    all.stories.push(story);
}

fn line_length(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.lines().next())
        .map_or(0, str::len)
}

/// Paragraphs as plain text has them: parted by blank lines if there are any, or by indents,
/// else a line each.
pub fn paragraphs(text: &str) -> Vec<Block> {
    // The copy desk's own reading tells where they begin.
    let Ok((article, _)) = copy::read(
        format!("\n{text}").as_bytes(),
        std::path::Path::new("a.txt"),
    ) else {
        return vec![];
    };
    let lines: Vec<&str> = article.source.text.split('\n').collect();
    let starts: Vec<usize> = article
        .blocks
        .iter()
        .map(|block| block.line.saturating_sub(1))
        .collect();
    let mut blocks = vec![];
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        let part = lines.get(*start..end).unwrap_or_default();
        let mut flow = super::flow::Flow::default();
        let mut first = true;
        for line in part {
            if !first {
                flow.text("\n");
            }
            flow.literal_line(line.trim());
            first = false;
        }
        blocks.extend(flow.finish());
    }
    blocks
}

/// A field and its value, with the offset of its line.
type Labels = Vec<(Field, String, usize)>;

/// Fields that open a line each: `<标题>=…`, `标题：…`, `【标题】…`. The text is labelled only if it
/// has a title or a body by its label, in the first line that is not blank.
fn labelled(text: &str) -> Option<Labels> {
    let mut labels: Labels = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let here = at;
        at += line.len();
        let body = labels.iter().any(|(field, ..)| *field == Field::Body);
        match label(line.trim()) {
            // In the body, colons are the text's own.
            Some((field, value, sure)) if sure || !body => {
                labels.push((field, value.to_string(), here))
            }
            _ if labels.is_empty() && line.trim().is_empty() => {}
            _ => {
                let (field, value, _) = labels.last_mut()?;
                match *field {
                    Field::Body => value.push('\n'),
                    _ if line.trim().is_empty() => continue,
                    _ => value.push('\n'),
                }
                value.push_str(line.trim_end_matches(['\n', '\r']));
            }
        }
    }
    let has = |wanted: Field| labels.iter().any(|(field, ..)| *field == wanted);
    (has(Field::Body) && (has(Field::Title) || has(Field::Page))).then_some(labels)
}

/// The field that a line begins with; and whether its form leaves no doubt.
fn label(line: &str) -> Option<(Field, &str, bool)> {
    let pairs = [("<", ">="), ("<", ">＝"), ("【", "】"), ("[", "]=")];
    for (open, close) in pairs {
        if let Some((name, value)) = line
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close))
            && let Some(field) = field(name.trim())
        {
            return Some((field, value.trim(), true));
        }
    }
    let (name, value) = line.split_once(['：', ':', '='])?;
    if name.chars().count() > 8 {
        return None;
    }
    Some((field(name.trim())?, value.trim(), false))
}

/// Puts labelled fields where they belong.
fn fill(story: &mut Story, labels: Labels, place: &dyn Fn(usize) -> Place, all: &mut Gathered) {
    for (field, value, at) in labels {
        if value.trim().is_empty() {
            continue;
        }
        match field {
            Field::Body => story.blocks.extend(paragraphs(&value)),
            Field::Crosshead => story
                .blocks
                .push(Block::Crosshead(vec![Span::plain(value.trim())])),
            Field::Image | Field::File | Field::Caption | Field::Coordinates => {
                let message = format!("a labelled field is not carried over: {}", brief(&value));
                all.findings.push(lost(&place(at), message));
            }
            field => editorial::simple(story, field, &value, &place(at), all),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_every_form() {
        for text in [
            "<标题>=柳溪\t\n<版次>=3\n<正文>=甲乙。\n丙：丁。\n",
            "标题：柳溪\n版次：3\n正文：甲乙。\n丙：丁。",
            "\n【标题】柳溪\n【版次】3\n【正文】\n甲乙。\n丙：丁。",
        ] {
            let labels = labelled(text).unwrap_or_default();
            let fields: Vec<_> = labels.iter().map(|(field, ..)| *field).collect();
            assert_eq!(fields, [Field::Title, Field::Page, Field::Body], "{text}");
            assert_eq!(labels[2].1.trim(), "甲乙。\n丙：丁。");
        }
        assert!(labelled("记者：你怎么看？\n答：很好。").is_none());
        assert!(labelled("柳溪回到老城\n正文开始。").is_none());
    }
}
