//! `runt`: a paragraph's last line holds a single character.

use std::collections::BTreeMap;

use super::{Case, Check, Composed, Rule};
use crate::compose::{Item, ItemKind, Mark};
use crate::diag::{Finding, Severity};
use crate::makeup::Matter;

pub const RULE: Rule = Rule::new(
    "runt",
    Severity::Warning,
    "a paragraph's last line holds a single character",
    Check::Pages(check),
);

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let lines = lines(&composed.finished.items);
    for page in &case.plan.pages {
        for (slot, fill) in &page.fills {
            let (Matter::Story(story), Some(lines)) = (&fill.matter, lines.get(fill.id.as_str()))
            else {
                continue;
            };
            // One that runs on is looked at where it begins.
            if !story.run.is_first() {
                continue;
            }
            let blocks = story.article.blocks.iter();
            let texts: Vec<_> = blocks
                .filter(|block| !block.is_picture())
                .map(|block| (block.line, block.plain_text()))
                .collect();
            for (line, text, last) in runts(lines, &texts) {
                let begins: String = text.chars().take(8).collect();
                let message = format!(
                    "the last line of a paragraph of `{}` is “{last}”: “{begins}…”",
                    fill.id
                );
                findings.push(
                    RULE.finding(message)
                        .at(story.article.line(line))
                        .related(fill.place.clone(), "it is placed here")
                        .in_slot(page.number, slot)
                        .hint("cut a character of the paragraph, or add one"),
                );
            }
        }
    }
}

/// The paragraphs whose last line holds a single character: the line of the file, the text,
/// and that last line.
fn runts<'a>(lines: &'a [String], texts: &'a [(usize, String)]) -> Vec<(usize, &'a str, &'a str)> {
    // Where each line ends in the text, white space aside.
    let mut seen = 0;
    let mut ends = vec![];
    for line in lines {
        seen += squeezed(line).count();
        ends.push(seen);
    }
    let mut found = vec![];
    let mut end = 0;
    for (place, text) in texts {
        let start = end;
        end += squeezed(text).count();
        let Ok(at) = ends.binary_search(&end) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|at| ends.get(at)).copied();
        // A line of its own is a short paragraph.
        if let Some(last) = lines.get(at)
            && before.unwrap_or(0) > start
            && letters(last) == 1
        {
            found.push((*place, text.as_str(), last.as_str()));
        }
    }
    found
}

/// A line with its page and its baseline in tenths of a point.
type PlacedLine = ((usize, i64), String);

/// The lines of each article, in the order of its pieces.
fn lines(items: &[Item]) -> BTreeMap<&str, Vec<String>> {
    // By article, part and piece.
    let mut pieces: BTreeMap<(&str, usize, usize), Vec<PlacedLine>> = BTreeMap::new();
    for item in items {
        let (ItemKind::Text(run), Some(Mark::Piece(info))) = (&item.kind, item.mark.as_deref())
        else {
            continue;
        };
        let piece = pieces
            .entry((&info.article, info.part, info.index))
            .or_default();
        let at = (item.page, (run.baseline * 10.0).round() as i64);
        match piece.last_mut() {
            Some((last, line)) if *last == at => line.push_str(&run.text),
            _ => piece.push((at, run.text.clone())),
        }
    }
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((article, ..), piece) in pieces {
        let own = lines.entry(article).or_default();
        own.extend(piece.into_iter().map(|(_, line)| line));
    }
    lines
}

fn squeezed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Characters that are no marks.
fn letters(line: &str) -> usize {
    line.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_lines_of_one_character() {
        let lines = [
            "会议昨日在市内召开",
            "了。",
            "会议昨日在市内召",
            "开了。",
            "完。",
        ];
        let lines = lines.map(String::from);
        let texts = [
            (5, "会议昨日在市内召开了。".to_string()),
            (7, "会议昨日在市内召开了。".to_string()),
            (9, "完。".to_string()),
        ];
        let found = runts(&lines, &texts);
        assert_eq!(found, [(5, "会议昨日在市内召开了。", "了。")]);
    }
}
