//! The plan as if a cut were made. The article's file is never touched.

use std::sync::Arc;

use super::{CLOSERS, ENDS};
use crate::copy::{BlockKind, Run};
use crate::copyfit::model::Cut;
use crate::makeup::{Matter, Plan};

/// Takes the characters out of a plan.
pub fn cut(plan: &mut Plan, cut: &Cut) {
    for page in &mut plan.pages {
        for fill in page.fills.values_mut() {
            let Matter::Story(story) = &mut fill.matter else {
                continue;
            };
            if fill.id != cut.article {
                continue;
            }
            let article = Arc::make_mut(&mut story.article);
            let mut empty = vec![];
            for part in &cut.paragraphs {
                if let Some(BlockKind::Paragraph(runs)) = article
                    .blocks
                    .get_mut(part.block)
                    .map(|block| &mut block.kind)
                {
                    shorten(runs, part.characters, cut.sentences);
                    if runs.iter().all(|run| run.text.trim().is_empty()) {
                        empty.push(part.block);
                    }
                }
            }
            let mut at = 0;
            article.blocks.retain(|_| {
                at += 1;
                !empty.contains(&(at - 1))
            });
        }
    }
}

/// Takes characters off the end of a paragraph; unless whole sentences go, the last marks stay.
fn shorten(runs: &mut [Run], characters: usize, sentences: bool) {
    let mut left = characters;
    let mut inside = sentences;
    for run in runs.iter_mut().rev() {
        let mut kept: Vec<char> = vec![];
        for c in run.text.chars().rev() {
            let counts = !c.is_whitespace() && !crate::copy::is_joiner(c);
            let mark = ENDS.contains(c) || CLOSERS.contains(c);
            if left > 0 && counts && (inside || !mark) {
                inside = true;
                left -= 1;
            } else if left == 0 || (!inside && mark) {
                kept.push(c);
            }
        }
        run.text = kept.into_iter().rev().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<Run> {
        vec![Run {
            text: text.into(),
            ..Run::default()
        }]
    }

    #[test]
    fn the_last_mark_stays() {
        let mut text = runs("河水清了，岸也绿了，鱼也回来了。”");
        shorten(&mut text, 6, false);
        assert_eq!(text[0].text, "河水清了，岸也绿了。”");
        shorten(&mut text, 5, true);
        assert_eq!(text[0].text, "河水清了，岸");
    }
}
