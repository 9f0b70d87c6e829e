//! From clean copy back to the file it came from: for each character of an article's body, the
//! byte of the source that it stands for.
//!
//! Cleaning changes marks, widths and spaces and takes markup away; the two texts are walked side
//! by side, and where they part they are brought together again within a few characters.

use std::sync::Arc;

use crate::copy::Article;
use crate::diag::{Place, SourceText};

/// How far markup may push the two texts apart, in characters.
const APART: usize = 120;

/// A character of the body: its file and the byte at which it stands there.
pub type Origin = (Arc<SourceText>, usize);

/// The origin of each character of an article's running text, white space aside.
pub fn origins(article: &Article) -> Vec<Origin> {
    let mut origins = vec![];
    for block in article.blocks.iter().filter(|block| !block.is_picture()) {
        let Place::Text(source, range) = article.line(block.line) else {
            continue;
        };
        let clean: Vec<char> = block
            .plain_text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let rest = source.text.get(range.start..).unwrap_or_default();
        let found = align(rest, &clean);
        origins.extend(
            found
                .into_iter()
                .map(|at| (source.clone(), range.start + at)),
        );
    }
    origins
}

/// For each clean character, where it stands in a text.
fn align(text: &str, clean: &[char]) -> Vec<usize> {
    // No more than the block can take; a file may have many megabytes behind it.
    let most = clean.len() * 2 + APART;
    let raw: Vec<(usize, char)> = (text.char_indices())
        .filter(|(_, c)| !c.is_whitespace())
        .take(most)
        .collect();
    let mut places = Vec::with_capacity(clean.len());
    let mut at = 0;
    for (index, c) in clean.iter().enumerate() {
        let same = |place: usize, c: char| raw.get(place).is_some_and(|(_, own)| alike(*own, c));
        if !same(at, *c) {
            // Around a word in bold only its own marks stand in the way.
            let is_markup = |place: &usize| raw.get(*place).is_some_and(|(_, own)| markup(*own));
            let behind = at + (at..).take_while(is_markup).count();
            if same(behind, *c) {
                at = behind;
            }
        }
        if !same(at, *c) {
            // Markup before it: the next characters must agree too, or it is only another mark.
            let after: Vec<char> = clean.iter().skip(index + 1).take(2).copied().collect();
            let agrees = |place: usize| {
                same(place, *c)
                    && after
                        .iter()
                        .enumerate()
                        .all(|(step, next)| same(place + step + 1, *next))
            };
            if let Some(found) = (at + 1..at + APART).find(|place| agrees(*place)) {
                at = found;
            }
        }
        let last = raw.last().map_or(0, |(byte, _)| *byte);
        places.push(raw.get(at).map_or(last, |(byte, _)| *byte));
        at += 1;
    }
    places
}

/// Whether cleaning may have made one of the other: the same, of another width, or both marks.
fn alike(a: char, b: char) -> bool {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let (a, b) = (plain(a), plain(b));
    a == b || (!a.is_alphanumeric() && !b.is_alphanumeric() && markup(a) == markup(b))
}

/// Marks that stand for markup and not for themselves.
fn markup(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '#' | '[' | ']' | '<' | '>' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, clean: &str) -> String {
        let clean: Vec<char> = clean.chars().collect();
        align(text, &clean)
            .into_iter()
            .filter_map(|at| text[at..].chars().next())
            .collect()
    }

    #[test]
    fn marks_widths_and_markup() {
        assert_eq!(found("河水,清了.", "河水，清了。"), "河水,清了.");
        assert_eq!(found("**河水**清了", "河水清了"), "河水清了");
        assert_eq!(
            found("**天气**：多云，**晴**", "天气：多云，晴"),
            "天气：多云，晴"
        );
        assert_eq!(found("共１２个", "共12个"), "共１２个");
        assert_eq!(
            found("他说\"好\",又说\"好\".", "他说“好”，又说“好”。"),
            "他说\"好\",又说\"好\"."
        );
        assert_eq!(found("好", "好好好"), "好好好");
        assert_eq!(found("", "好"), "");
    }
}
