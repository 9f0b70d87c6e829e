//! Cuts (删字): which characters an editor would take out, and the plan as if they were out. The article's
//! file is never touched.

mod made;

pub use self::made::cut;

use super::model::{Cut, Cutting};
use crate::copy::{Article, BlockKind};

/// A paragraph that keeps fewer characters than these is no paragraph any more.
const LEAST: usize = 12;

/// Marks that end a sentence, and those that close what it stands in.
const ENDS: &str = "。！？…";
const CLOSERS: &str = "”’』」》）】";

/// A paragraph as its lines are counted.
struct Paragraph {
    block: usize,
    number: usize,
    line: usize,
    /// Characters that count.
    text: Vec<char>,
}

impl Paragraph {
    /// Its lines at a measure, and the width of the last one, as far as can be told before it is set.
    fn lines(&self, text: &[char], measure: usize) -> (usize, f64) {
        if text.is_empty() {
            return (0, 0.0);
        }
        // Two characters of indent; digits and Latin letters are half as wide.
        let wide: f64 = 2.0
            + text
                .iter()
                .map(|c| if c.is_ascii() { 0.5 } else { 1.0 })
                .sum::<f64>();
        let measure = measure.max(1) as f64;
        let lines = (wide / measure).ceil().max(1.0);
        (lines as usize, wide - (lines - 1.0) * measure)
    }

    fn cutting(&self, characters: usize, sentences: bool) -> Cutting {
        let kept = self.text.len().saturating_sub(characters);
        let end = match sentences {
            true => {
                let gone = self.text.get(kept..).unwrap_or_default();
                format!(
                    "{}|{}",
                    tail(self.text.get(..kept).unwrap_or_default(), 8),
                    short(gone)
                )
            }
            false => tail(&self.text, 12),
        };
        Cutting {
            paragraph: self.number,
            line: self.line,
            characters,
            end,
            block: self.block,
        }
    }
}

/// The last characters of a text.
fn tail(text: &[char], count: usize) -> String {
    let from = text.len().saturating_sub(count);
    let end: String = text.get(from..).unwrap_or_default().iter().collect();
    if from > 0 { format!("…{end}") } else { end }
}

/// A text, its middle left out if it is long.
fn short(text: &[char]) -> String {
    let all = || text.iter().collect::<String>();
    match (
        text.len(),
        text.get(..6),
        text.get(text.len().saturating_sub(6)..),
    ) {
        (15.., Some(first), Some(last)) => {
            format!(
                "{}…{}",
                first.iter().collect::<String>(),
                last.iter().collect::<String>()
            )
        }
        _ => all(),
    }
}

fn paragraphs(article: &Article) -> Vec<Paragraph> {
    let texts = article.blocks.iter().enumerate();
    let texts = texts.filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph(_)));
    let texts = texts.enumerate().map(|(at, (block, of))| Paragraph {
        block,
        number: at + 1,
        line: of.line,
        text: of
            .plain_text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect(),
    });
    texts.collect()
}

fn made(name: &str, sentences: bool, paragraphs: Vec<Cutting>) -> Cut {
    Cut {
        article: name.into(),
        characters: paragraphs.iter().map(|cut| cut.characters).sum(),
        sentences,
        paragraphs,
    }
}

/// The fewest characters that save so many lines: at the ends of paragraphs whose last lines are short.
/// Several cuts, the most likely first; one that saves too little is given more by [`more`].
pub fn least(name: &str, article: &Article, lines: usize, measure: usize) -> Vec<Cut> {
    let all = paragraphs(article);
    let need = |paragraph: &Paragraph, lines: usize| {
        let (of, last) = paragraph.lines(&paragraph.text, measure);
        let characters = (last + (lines - 1) as f64 * measure as f64).ceil() as usize;
        let enough = of > lines && paragraph.text.len() >= characters + LEAST;
        enough.then_some(characters)
    };
    let mut cuts = vec![];
    for paragraph in &all {
        if let Some(characters) = need(paragraph, lines) {
            cuts.push(made(
                name,
                false,
                vec![paragraph.cutting(characters, false)],
            ));
        }
    }
    // A line each of several paragraphs.
    if (2..=4).contains(&lines) {
        let mut each: Vec<(usize, &Paragraph)> = all
            .iter()
            .filter_map(|paragraph| Some((need(paragraph, 1)?, paragraph)))
            .collect();
        each.sort_by_key(|(characters, paragraph)| (*characters, paragraph.number));
        if each.len() >= lines {
            let mut some: Vec<Cutting> = each
                .iter()
                .take(lines)
                .map(|(characters, paragraph)| paragraph.cutting(*characters, false))
                .collect();
            some.sort_by_key(|cut| cut.paragraph);
            cuts.push(made(name, false, some));
        }
    }
    // One place to cut is worth some characters.
    cuts.sort_by_key(|cut| {
        (
            cut.characters + 4 * cut.paragraphs.len(),
            cut.paragraphs.first().map(|cut| cut.paragraph),
        )
    });
    cuts
}

/// A cut with some characters more, or fewer, at its first place.
pub fn more(article: &Article, cut: &Cut, by: i64) -> Option<Cut> {
    let all = paragraphs(article);
    let mut cuts = cut.paragraphs.clone();
    let first = cuts.first_mut()?;
    let characters = usize::try_from(first.characters as i64 + by)
        .ok()
        .filter(|count| *count > 0)?;
    let paragraph = all
        .iter()
        .find(|paragraph| paragraph.block == first.block)?;
    if paragraph.text.len() < characters + LEAST {
        return None;
    }
    *first = paragraph.cutting(characters, false);
    Some(made(&cut.article, false, cuts))
}

/// Whole sentences that save so many lines: of one paragraph, or from the article's end on.
pub fn sentences(name: &str, article: &Article, lines: usize, measure: usize) -> Vec<Cut> {
    let all = paragraphs(article);
    let mut cuts = vec![];
    for paragraph in &all {
        for from in starts(&paragraph.text) {
            // The news stands in the first paragraph; its first sentence stays.
            if from == 0 && (paragraph.number == 1 || all.len() < 3) {
                continue;
            }
            let (before, _) = paragraph.lines(&paragraph.text, measure);
            let (after, _) =
                paragraph.lines(paragraph.text.get(..from).unwrap_or_default(), measure);
            if before - after.min(before) >= lines {
                cuts.push(made(
                    name,
                    true,
                    vec![paragraph.cutting(paragraph.text.len() - from, true)],
                ));
            }
        }
    }
    cuts.sort_by_key(|cut| {
        (
            cut.characters,
            std::cmp::Reverse(cut.paragraphs.first().map(|cut| cut.paragraph)),
        )
    });
    cuts.truncate(3);
    cuts.extend(from_the_end(name, &all, lines, measure));
    cuts
}

/// Sentences from the article's end on, until so many lines are saved, and two chances more.
fn from_the_end(name: &str, all: &[Paragraph], lines: usize, measure: usize) -> Vec<Cut> {
    let mut saved = 0;
    let mut whole: Vec<Cutting> = vec![];
    let mut cuts = vec![];
    for paragraph in all.iter().skip(1).rev() {
        let (before, _) = paragraph.lines(&paragraph.text, measure);
        for from in starts(&paragraph.text).into_iter().rev() {
            let (after, _) =
                paragraph.lines(paragraph.text.get(..from).unwrap_or_default(), measure);
            if saved + before - after.min(before) >= lines {
                let mut some = vec![paragraph.cutting(paragraph.text.len() - from, true)];
                some.extend(whole.iter().rev().cloned());
                cuts.push(made(name, true, some));
                if cuts.len() == 3 {
                    return cuts;
                }
            }
        }
        saved += before;
        whole.push(paragraph.cutting(paragraph.text.len(), true));
    }
    cuts
}

/// Where sentences begin, in characters; the first at 0.
fn starts(text: &[char]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut ended = false;
    for (at, c) in text.iter().enumerate() {
        if ended && !ENDS.contains(*c) && !CLOSERS.contains(*c) {
            starts.push(at);
            ended = false;
        }
        ended = ENDS.contains(*c) || (ended && CLOSERS.contains(*c));
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_after_closing_marks() {
        let text: Vec<char> = "他说：“好。”大家笑了！走吧……行".chars().collect();
        let found: Vec<String> = starts(&text)
            .iter()
            .map(|at| text[*at..].iter().take(1).collect())
            .collect();
        assert_eq!(found, ["他", "大", "走", "行"]);
    }
}
