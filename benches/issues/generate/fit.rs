//! Copyfitting: every article is made as long as its slots, by what the program says of them.

use std::path::Path;

use dayang::desk::{self, Wish};
use dayang::diag::Severity;
use dayang::preflight::SlotFit;

use super::grammar::Grammar;
use super::issue::{At, Issue};
use super::put;
use crate::stop;

/// Rounds until all text fits; six are usual.
const ROUNDS: usize = 14;

/// Characters of an article before anything is known of its slots.
const FIRST: usize = 120;

/// What the first full round leaves free, in hundredths: paragraphs end with short lines, and
/// crossheads take some.
const FREE: usize = 12;

pub fn fit(issue: &mut Issue, folder: &Path, grammar: &mut Grammar) {
    for article in issue.articles.values_mut().flatten() {
        article.grow(FIRST, grammar);
    }
    let wish = Wish {
        proof: true,
        draw_only: true,
        ..Wish::default()
    };
    for round in 0..ROUNDS {
        for article in issue.articles.values().flatten() {
            put(&folder.join(&article.file), article.text().as_bytes());
        }
        let result = desk::run(folder, &wish);
        if result.fits.is_empty() {
            let said: Vec<String> = errors(&result).collect();
            stop(&format!(
                "the generated issue cannot be set:\n{}",
                said.join("\n")
            ));
        }
        let changed = match round {
            0 => fill(issue, &result.fits, grammar),
            _ => mend(issue, &result.fits, grammar),
        };
        if changed == 0 {
            return;
        }
        if round + 1 == ROUNDS {
            let said: Vec<String> = errors(&result).collect();
            stop(&format!(
                "{changed} articles still do not fit:\n{}",
                said.join("\n")
            ));
        }
    }
}

fn errors(result: &desk::Result) -> impl Iterator<Item = String> {
    let errors = (result.findings.iter()).filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{}: {}", finding.rule, finding.message))
}

/// The slot a fit is of.
fn at(issue: &Issue, fit: &SlotFit) -> Option<At> {
    let shape = issue.shapes.get(fit.page as usize - 1)?;
    let (slot, _) = shape.slots.iter().find(|(slot, _)| *slot == fit.slot)?;
    Some((fit.page, slot))
}

/// Makes all articles nearly as long as their slots.
fn fill(issue: &mut Issue, fits: &[SlotFit], grammar: &mut Grammar) -> usize {
    let mut room = std::collections::BTreeMap::<At, usize>::new();
    for fit in fits {
        if let Some(at) = at(issue, fit) {
            *room.entry(issue.begins(at)).or_default() += fit.capacity;
        }
    }
    for (at, capacity) in room {
        let Some(articles) = issue.articles.get_mut(&at) else {
            continue;
        };
        let count = articles.len();
        // The headlines of briefs stand in the text, two lines each of a column.
        let capacity = match count {
            1 => capacity,
            _ => capacity.saturating_sub(count * 26),
        };
        let wanted = capacity * (100 - FREE) / 100 / count;
        for article in articles {
            let more = wanted.saturating_sub(article.characters());
            if more > 0 {
                article.grow(more, grammar);
            }
        }
    }
    1
}

/// Takes away what is over and adds where lines are spare; how many slots were not right.
fn mend(issue: &mut Issue, fits: &[SlotFit], grammar: &mut Grammar) -> usize {
    let mut changed = 0;
    for fit in fits {
        let runs_on = fit.part.is_some() && fit.part != fit.parts;
        let Some(at) = at(issue, fit).filter(|_| !runs_on) else {
            continue;
        };
        let measure = fit.legs.first().map_or(13, |leg| leg.characters);
        let at = issue.begins(at);
        // In briefs each takes its turn, for one alone would be cut to nothing.
        let many = issue.articles.get(&at).map_or(1, Vec::len);
        let turn = grammar.random().below(many);
        let Some(article) = issue
            .articles
            .get_mut(&at)
            .and_then(|all| all.get_mut(turn))
        else {
            continue;
        };
        if fit.over_lines > 0 {
            changed += 1;
            let more = article.cut(fit.over_characters + measure / 2);
            article.add(more.saturating_sub(measure / 2), grammar);
        } else if fit.spare_lines > 1 {
            changed += 1;
            let room = fit.spare_characters.saturating_sub(measure);
            match room > 90 {
                true => article.grow(room * 85 / 100, grammar),
                false => article.add(room, grammar),
            }
        }
    }
    changed
}
