//! Where in an article's file the pages part from it.

use crate::copy::Article;
use crate::diag::Place;

/// So many characters are looked for in the file, if they are there on end.
const LONGEST: usize = 6;

/// The place of a character of the body, counted from 0 without white space and pictures.
pub fn place(article: &Article, at: usize) -> Place {
    let mut seen = 0;
    let blocks = article.blocks.iter().filter(|block| !block.is_picture());
    for block in blocks {
        let text = block.plain_text();
        let words: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        if at < seen + words.len() {
            let rest = words.get(at - seen..).unwrap_or_default();
            return within(article, block.line, rest);
        }
        seen += words.len();
    }
    // After the last character.
    let last = article.blocks.last().map_or(1, |block| block.line);
    article.line(last)
}

/// The first of some characters, in the file from a line on; the line if they are not there
/// as they are printed.
fn within(article: &Article, line: usize, rest: &[char]) -> Place {
    let place = article.line(line);
    let Place::Text(source, range) = &place else {
        return place;
    };
    let from = source.text.get(range.start..).unwrap_or_default();
    let most = rest.len().min(LONGEST);
    for length in (1..=most).rev() {
        let words: String = rest.iter().take(length).collect();
        if let (Some(at), Some(first)) = (from.find(&words), words.chars().next()) {
            let start = range.start + at;
            return Place::text(source, start..start + first.len_utf8());
        }
    }
    place
}
