//! Cuts a paragraph's content at a character, so that the rest can be set again at
//! another measure, and counts characters the same way everywhere.

use typst::foundations::{Content, NativeElement, SequenceElem, StyledElem};
use typst::model::{EmphElem, StrongElem};
use typst::text::{LinebreakElem, SpaceElem, TextElem, is_default_ignorable};

use super::emphasis::DotsElem;

/// Whether a character counts. White space may vanish at a line's end, and joiners are
/// never printed, so neither does.
pub fn counts(c: char) -> bool {
    !c.is_whitespace() && !is_default_ignorable(c)
}

/// The number of characters of a text that count.
pub fn count(text: &str) -> usize {
    text.chars().filter(|&c| counts(c)).count()
}

/// The content without its first `skip` counted characters, white space and joiners at
/// the cut included.
pub fn without_first(content: &Content, skip: usize) -> Content {
    let mut left = skip;
    let mut cut = skip > 0;
    drop_front(content, &mut left, &mut cut)
}

/// The content with a line break after each of the given numbers of counted characters; the lines
/// before them are justified or not.
pub fn with_breaks(content: &Content, at: &[usize], justify: bool) -> Content {
    let mut pieces = vec![];
    let mut rest = content.clone();
    let mut done = 0;
    for &end in at {
        let size = end - done;
        pieces.push(only_first(&rest, size));
        pieces.push(LinebreakElem::new().with_justify(justify).pack());
        rest = without_first(&rest, size);
        done = end;
    }
    pieces.push(rest);
    Content::sequence(pieces)
}

/// The content's first `keep` counted characters, with what is not counted between them.
fn only_first(content: &Content, keep: usize) -> Content {
    let mut left = keep;
    keep_front(content, &mut left)
}

fn keep_front(content: &Content, left: &mut usize) -> Content {
    if *left == 0 {
        return Content::empty();
    }
    if let Some(sequence) = content.to_packed::<SequenceElem>() {
        return Content::sequence(
            sequence
                .children
                .iter()
                .map(|child| keep_front(child, left)),
        );
    }
    if let Some(styled) = content.to_packed::<StyledElem>() {
        let child = keep_front(&styled.child, left);
        return StyledElem::new(child, styled.styles.clone()).pack();
    }
    if let Some(text) = content.to_packed::<TextElem>() {
        let end = keep_text(&text.text, left);
        return TextElem::packed(&text.text[..end]).spanned(content.span());
    }
    if let Some(dots) = content.to_packed::<DotsElem>() {
        let mut dots = dots.clone();
        dots.body = keep_front(&dots.body, left);
        return dots.pack();
    }
    if let Some(strong) = content.to_packed::<StrongElem>() {
        let mut strong = strong.clone();
        strong.body = keep_front(&strong.body, left);
        return strong.pack();
    }
    if let Some(emph) = content.to_packed::<EmphElem>() {
        let mut emph = emph.clone();
        emph.body = keep_front(&emph.body, left);
        return emph.pack();
    }
    *left = left.saturating_sub(count(&content.plain_text()));
    content.clone()
}

/// The end, in bytes, of the counted characters that are still to keep.
fn keep_text(text: &str, left: &mut usize) -> usize {
    for (at, c) in text.char_indices().filter(|&(_, c)| counts(c)) {
        if *left == 0 {
            return at;
        }
        *left -= 1;
        if *left == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// `left` characters are still to go; `cut` says that nothing has been kept yet.
fn drop_front(content: &Content, left: &mut usize, cut: &mut bool) -> Content {
    if !*cut {
        return content.clone();
    }
    if let Some(sequence) = content.to_packed::<SequenceElem>() {
        return Content::sequence(
            sequence
                .children
                .iter()
                .map(|child| drop_front(child, left, cut)),
        );
    }
    if let Some(styled) = content.to_packed::<StyledElem>() {
        let child = drop_front(&styled.child, left, cut);
        return StyledElem::new(child, styled.styles.clone()).pack();
    }
    if let Some(text) = content.to_packed::<TextElem>() {
        let rest = drop_text(&text.text, left);
        *cut = rest.is_empty();
        return TextElem::packed(rest).spanned(content.span());
    }
    if let Some(dots) = content.to_packed::<DotsElem>() {
        let mut dots = dots.clone();
        dots.body = drop_front(&dots.body, left, cut);
        return dots.pack();
    }
    if let Some(strong) = content.to_packed::<StrongElem>() {
        let mut strong = strong.clone();
        strong.body = drop_front(&strong.body, left, cut);
        return strong.pack();
    }
    if let Some(emph) = content.to_packed::<EmphElem>() {
        let mut emph = emph.clone();
        emph.body = drop_front(&emph.body, left, cut);
        return emph.pack();
    }
    if content.is::<SpaceElem>() {
        return Content::empty();
    }
    // Anything else is opaque: it goes whole or stays whole.
    let size = count(&content.plain_text());
    if *left >= size && size > 0 {
        *left -= size;
        return Content::empty();
    }
    *cut = false;
    content.clone()
}

fn drop_text<'a>(text: &'a str, left: &mut usize) -> &'a str {
    for (at, c) in text.char_indices() {
        if !counts(c) {
            continue;
        }
        if *left == 0 {
            return &text[at..];
        }
        *left -= 1;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_passes_over_spaces_and_joiners() {
        assert_eq!(count("4\u{2060}月 12\u{2060}日"), 5);
    }

    #[test]
    fn breaks_fall_after_the_counted_characters() {
        let content = Content::sequence([
            TextElem::packed("上周 末"),
            StrongElem::new(TextElem::packed("4\u{2060}月12日")).pack(),
        ]);
        let broken = with_breaks(&content, &[2, 5], true);
        let broken = broken.unpack::<SequenceElem>().unwrap();
        let lines: Vec<_> = (broken.children.iter())
            .map(|child| match child.is::<LinebreakElem>() {
                true => "|".into(),
                false => child.plain_text(),
            })
            .collect();
        // The space at the break has gone with it.
        assert_eq!(lines, ["上周", "|", "末4\u{2060}月", "|", "12日"]);
    }

    #[test]
    fn cutting_keeps_styles_and_drops_joiners_at_the_cut() {
        let content = Content::sequence([
            TextElem::packed("第4"),
            StrongElem::new(TextElem::packed("\u{2060}月12日")).pack(),
            TextElem::packed("，晴"),
        ]);
        let rest = without_first(&content, 3);
        assert_eq!(rest.plain_text(), "12日，晴");
        assert_eq!(without_first(&content, 6).plain_text(), "，晴");
        assert_eq!(
            without_first(&content, 0).plain_text(),
            content.plain_text()
        );
        assert_eq!(without_first(&content, 99).plain_text(), "");
    }
}
