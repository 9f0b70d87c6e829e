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
            // Where each line ends in the text, white space aside.
            let mut ends = vec![];
            let mut seen = 0;
            for line in lines {
                seen += squeezed(line).count();
                ends.push(seen);
            }
            let mut end = 0;
            for block in story
                .article
                .blocks
                .iter()
                .filter(|block| !block.is_picture())
            {
                let start = end;
                end += squeezed(&block.plain_text()).count();
                let Ok(at) = ends.binary_search(&end) else {
                    continue;
                };
                let from = at
                    .checked_sub(1)
                    .and_then(|at| ends.get(at))
                    .copied()
                    .unwrap_or(0);
                let words = lines.get(at).map(|line| letters(line)).unwrap_or_default();
                // A line of its own is a short paragraph.
                if from > start && words == 1 {
                    let begins: String = block.plain_text().chars().take(8).collect();
                    let message = format!(
                        "the last line of a paragraph of `{}` is “{}”: “{begins}…”",
                        fill.id, lines[at]
                    );
                    findings.push(
                        RULE.finding(message)
                            .at(story.article.line(block.line))
                            .related(fill.place.clone(), "it is placed here")
                            .in_slot(page.number, slot)
                            .hint("cut a character of the paragraph, or add one"),
                    );
                }
            }
        }
    }
}

/// The lines of each article, in the order of its pieces.
fn lines(items: &[Item]) -> BTreeMap<&str, Vec<String>> {
    // By article and piece, lines by where they stand.
    let mut pieces: BTreeMap<(&str, usize, usize), Vec<((usize, i64), String)>> = BTreeMap::new();
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
