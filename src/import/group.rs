//! Headline groups in copy that has no marks for them: the short lines above the text.
//!
//! A line is taken for one of a headline if it is short and ends as no sentence does. What is
//! guessed is told, so that an editor looks at it.

use super::markup::plain;
use super::{Block, Story, changed};
use crate::diag::Finding;

/// Characters of the longest headline line, and of a byline or crosshead.
const LONGEST: usize = 40;
const SHORT: usize = 24;

/// Takes the short lines at a body's head for its headline group.
pub fn take(story: &mut Story, findings: &mut Vec<Finding>) {
    if !story.headline.is_empty() {
        return;
    }
    // One paragraph is the text, and the last may be.
    let most = story.blocks.len().saturating_sub(1).min(5);
    let mut heads: Vec<String> = vec![];
    for block in story.blocks.iter().take(most) {
        let Block::Paragraph(spans) = block else {
            break;
        };
        let text = plain(spans);
        if !is_head(&text) {
            break;
        }
        heads.push(text.trim().to_string());
    }
    if heads.is_empty() {
        return;
    }
    story.blocks.drain(..heads.len());
    let guessed = heads.len() > 1;
    if let Some(at) = heads
        .iter()
        .rposition(|line| is_byline(line))
        .filter(|at| *at > 0)
    {
        story.byline = Some(heads.remove(at));
    }
    let decks: Vec<String> = heads
        .iter()
        .skip(1)
        .filter(|line| is_deck(line))
        .cloned()
        .collect();
    heads.retain(|line| !decks.contains(line));
    story.deck = decks;
    let mut heads = heads.into_iter();
    match (heads.len(), story.deck.is_empty()) {
        (0 | 1, _) => story.headline = heads.collect(),
        (2, true) => {
            story.headline = heads.next().into_iter().collect();
            story.deck = heads.collect();
        }
        (2, false) => {
            story.kicker = heads.next();
            story.headline = heads.collect();
        }
        _ => {
            story.kicker = heads.next();
            story.headline = heads.next().into_iter().collect();
            story.deck.splice(0..0, heads);
        }
    }
    if guessed {
        findings.push(
            changed(&story.from, "the short lines at the head were taken for the headline group")
                .hint("the front matter has them as kicker, headline, deck and byline; look whether each is what it is"),
        );
    }
}

/// The lines above a text that stand close to each other and are all short, a part of the
/// headline group each; and the rest of the text.
pub fn lines_above(text: &str) -> (Vec<&str>, &str) {
    let start = text.len() - text.trim_start_matches(['\n', '\u{FEFF}']).len();
    let mut lines = vec![];
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        if !is_head(line) || lines.len() >= 5 {
            return (vec![], text);
        }
        lines.push(line.trim());
        at += line.len();
    }
    match text
        .get(at..)
        .filter(|rest| lines.len() > 1 && !rest.trim().is_empty())
    {
        Some(rest) => (lines, rest),
        None => (vec![], text),
    }
}

fn is_head(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    (1..=LONGEST).contains(&length)
        && !text.ends_with(['。', '；', '，', '：', ';', ',', ':', '、', '…'])
        && !text.contains('。')
        && !text.starts_with("本报讯")
        // A list of facts, a poem's line in the middle: only what is no label is a headline.
        && !text.starts_with(['（', '(', '●', '■', '◆'])
}

/// 本报记者 沈未央, □ 沈未央, 文/沈未央.
pub fn is_byline(line: &str) -> bool {
    let line = line.trim();
    let heads = [
        "本报记者",
        "记者",
        "通讯员",
        "实习生",
        "本报评论员",
        "作者",
        "□",
        "■",
        "文/",
        "文／",
        "◎",
    ];
    line.chars().count() <= SHORT && heads.iter().any(|head| line.starts_with(head))
}

/// A deck opens with a dash.
fn is_deck(line: &str) -> bool {
    line.starts_with("——") || line.starts_with("--") || line.starts_with("──")
}

/// Whether a line is a caption by its words: 图为…, 图：…, ▲…, and … 摄 at its end.
pub fn is_caption(text: &str) -> bool {
    let text = text.trim();
    let heads = [
        "图为",
        "图：",
        "图:",
        "图说",
        "图片说明",
        "图注",
        "上图",
        "下图",
        "左图",
        "右图",
        "题图",
        "▲",
        "△",
        "▼",
        "◀",
        "▶",
    ];
    let length = text.chars().count();
    length <= 160
        && (heads.iter().any(|head| text.starts_with(head))
            || (length <= 100 && text.trim_end_matches(['）', ')', '。']).ends_with('摄')))
}

/// A caption and who took the picture, where its words say so: … 沈未央 摄.
pub fn credit(caption: &str) -> (String, Option<String>) {
    let text = caption.trim();
    let bare = text.trim_end_matches(['）', ')']).trim_end();
    if !bare.ends_with('摄') {
        return (text.into(), None);
    }
    // From the end of the sentence before, or the bracket: never longer than two names.
    let stop = bare
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '。' | '（' | '(' | '！' | '？' | '；'));
    let Some((at, c)) = stop else {
        return (text.into(), None);
    };
    let credit = bare[at + c.len_utf8()..].trim();
    if credit.chars().count() > SHORT || credit.chars().count() < 3 {
        return (text.into(), None);
    }
    let head = match c {
        '（' | '(' => &bare[..at],
        _ => &bare[..at + c.len_utf8()],
    };
    (head.trim().into(), Some(credit.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::import::Span;

    fn story(lines: &[&str]) -> Story {
        let mut story = Story::new("a", Place::File("a.txt".into()));
        let block = |line: &&str| Block::Paragraph(vec![Span::plain(*line)]);
        story.blocks = lines.iter().map(block).collect();
        take(&mut story, &mut vec![]);
        story
    }

    const TEXT: &str = "本报讯（记者 沈未央）昨日，澜江市柳溪暗渠复明工程一期通过验收。";

    #[test]
    fn short_lines_above_the_text_are_the_headline_group() {
        let found = story(&["柳溪回到老城", TEXT]);
        assert_eq!(
            (found.headline, found.blocks.len()),
            (vec!["柳溪回到老城".to_string()], 1)
        );
        let found = story(&[
            "工程一期完工",
            "柳溪回到老城",
            "——暗渠揭盖记",
            "本报记者 沈未央",
            TEXT,
        ]);
        assert_eq!(found.kicker.as_deref(), Some("工程一期完工"));
        assert_eq!(found.headline, ["柳溪回到老城"]);
        assert_eq!(found.deck, ["——暗渠揭盖记"]);
        assert_eq!(found.byline.as_deref(), Some("本报记者 沈未央"));
    }

    #[test]
    fn text_without_a_headline_stays_whole() {
        for lines in [&[TEXT][..], &["一句话。", TEXT], &["柳溪回到老城"]] {
            let found = story(lines);
            assert!(
                found.headline.is_empty() && found.blocks.len() == lines.len(),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn captions_say_who_took_the_picture() {
        assert!(
            is_caption("图为揭盖后的柳溪。")
                && is_caption("柳溪新貌。沈未央 摄")
                && !is_caption(TEXT)
        );
        assert_eq!(
            credit("柳溪新貌。沈未央 摄"),
            ("柳溪新貌。".into(), Some("沈未央 摄".into()))
        );
        assert_eq!(
            credit("柳溪新貌（沈未央 摄）"),
            ("柳溪新貌".into(), Some("沈未央 摄".into()))
        );
        assert_eq!(credit("柳溪新貌。"), ("柳溪新貌。".into(), None));
    }
}
