//! Plain text becomes paragraphs. Nothing in it is markup.
//!
//! If any line is blank, blank lines part the paragraphs, an indented line begins one
//! too, and a single line end is where the editor's program wrapped the text. If none
//! is blank, every line is a paragraph.

use super::cell::{Cell, Raw, RawKind, cells};

/// The paragraphs of some text that begins at an offset of the source.
pub(super) fn parse(text: &str, start: usize) -> Vec<Raw> {
    let wrapped = text.trim_matches(is_gap).split('\n').any(is_blank);
    let mut blocks: Vec<Raw> = vec![];
    let mut open = false;
    for (at, line) in lines(text, start) {
        if is_blank(line) {
            open = false;
        } else if let Some(block) = blocks.last_mut()
            && open
            && wrapped
            && !is_indented(line)
        {
            extend(&mut block.cells, at, line);
        } else {
            let cells = cells(line, at);
            blocks.push(Raw {
                kind: RawKind::Paragraph,
                cells,
                at,
            });
            open = true;
        }
    }
    blocks
}

/// Goes on with a paragraph on its next line.
pub(super) fn extend(cells: &mut Vec<Cell>, at: usize, line: &str) {
    cells.push(Cell::new('\n', at - 1));
    cells.extend(super::cell::cells(line, at));
}

/// The lines of some text, without their ends, each with its offset in the source.
pub(super) fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    text.split('\n').map(move |line| {
        let here = at;
        at += line.len() + 1;
        (here, line)
    })
}

/// What may stand on a line that is blank.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(is_gap)
}

/// A full-width space, a tab, or two ordinary spaces and more.
fn is_indented(line: &str) -> bool {
    line.starts_with(['\u{3000}', '\t']) || line.starts_with("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<(usize, String)> {
        parse(text, 0)
            .iter()
            .map(|raw| (raw.at, raw.cells.iter().map(|cell| cell.was).collect()))
            .collect()
    }

    #[test]
    fn without_a_blank_line_every_line_is_a_paragraph() {
        assert_eq!(
            paragraphs("\n甲\n乙\n\n"),
            [(1, "甲".into()), (5, "乙".into())]
        );
    }

    #[test]
    fn blank_lines_and_indents_part_paragraphs_of_wrapped_text() {
        let text = "甲\n乙\n \u{3000}\n丙\n\u{3000}丁\n  戊\n己\n";
        assert_eq!(
            paragraphs(text)
                .into_iter()
                .map(|(_, text)| text)
                .collect::<Vec<_>>(),
            ["甲\n乙", "丙", "\u{3000}丁", "  戊\n己"]
        );
    }
}
