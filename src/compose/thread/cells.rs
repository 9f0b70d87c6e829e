//! The cells of a paragraph: its glyphs with what may be squeezed out of them, the space
//! that they take up to fill a line, and the places at which a line may end.

use std::sync::LazyLock;

use icu_provider_blob::BlobDataProvider;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

use super::holds;
use super::split::counts;

/// Paragraphs longer than this, in glyphs, are left as they are.
const MOST_CELLS: usize = 4000;
/// What may be put between han and a figure or Latin, in ems (CLREQ 3.2.2).
pub const BORDER: f64 = 0.25;

/// Closing marks and stops: their right half is blank.
pub const CLOSING: &[char] = &[
    '，', '。', '．', '、', '：', '；', '？', '！', '”', '’', '》', '〉', '）', '』', '」', '】',
    '〗', '〕', '］', '｝',
];
/// Opening marks: their left half is blank.
pub const OPENING: &[char] = &[
    '“', '‘', '《', '〈', '（', '『', '「', '【', '〖', '〔', '［', '｛',
];

/// The data by which Typst breaks Chinese lines, so that our places are among its own.
static SEGMENTER: LazyLock<Option<LineSegmenter>> = LazyLock::new(|| {
    let provider = BlobDataProvider::try_new_from_static_blob(typst_assets::icu::ICU_CJ_SEGMENT);
    LineSegmenter::try_new_for_non_complex_scripts_with_buffer_provider(
        &provider.ok()?,
        LineBreakOptions::default(),
    )
    .ok()
});

/// A glyph, or several that stand for one piece of text.
#[derive(Debug, Clone)]
pub struct Cell {
    pub text: String,
    /// Its letters: han, other letters and digits.
    pub letters: usize,
    /// Whether there is nothing in it that counts (see `split`).
    pub blank: bool,
    pub advance: f64,
    /// Blank that may be squeezed away at its left and right.
    pub left: f64,
    pub right: f64,
    /// Its size, if space is put after it to fill a line.
    pub fills: Option<f64>,
    /// The space that comes first to fill a line: between it and the next cell, where han
    /// meets figures.
    pub border: f64,
    /// The half that a mark gave up because it met another, and may get back.
    pub back: f64,
    /// What it costs to end a line after it, if that may be.
    pub breaks: Option<f64>,
}

/// The cells of a paragraph that was set on one endless line.
pub fn cells(line: &Frame) -> Option<Vec<Cell>> {
    let mut cells = vec![];
    collect(line, &mut cells);
    if cells.len() > MOST_CELLS {
        return None;
    }
    find_borders(&mut cells);
    let text: String = cells.iter().map(|cell: &Cell| cell.text.as_str()).collect();
    let segmenter = SEGMENTER.as_ref()?.as_borrowed();
    let mut breaks = segmenter.segment_str(&text).peekable();
    let mut end = 0;
    for cell in &mut cells {
        end += cell.text.len();
        while breaks.next_if(|&at| at < end).is_some() {}
        cell.breaks = match breaks.peek() == Some(&end) {
            true => Some(0.0),
            false => holds::let_go(&text, end),
        };
    }
    Some(cells)
}

fn collect(frame: &Frame, cells: &mut Vec<Cell>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(run) => collect_run(run, cells),
            FrameItem::Group(group) => collect(&group.frame, cells),
            _ => {}
        }
    }
}

fn collect_run(run: &TextItem, cells: &mut Vec<Cell>) {
    let mut last = None;
    let size = run.size.to_pt();
    for glyph in &run.glyphs {
        let advance = glyph.x_advance.at(run.size).to_pt();
        if last == Some(glyph.range.clone())
            && let Some(cell) = cells.last_mut()
        {
            cell.advance += advance;
            continue;
        }
        last = Some(glyph.range.clone());
        let text = run.text.get(glyph.range()).unwrap_or_default().to_string();
        // A mark that meets another has given up half its width already.
        let blank = (advance - size / 2.0).max(0.0);
        let is = |marks: &[char]| text.starts_with(marks);
        let (left, right) = match () {
            () if is(CLOSING) => (0.0, blank),
            () if is(OPENING) => (blank, 0.0),
            () if is(&['·', '・']) => (blank / 2.0, blank / 2.0),
            () => (0.0, 0.0),
        };
        let fills = blank > 0.0 && (left + right > 0.0 || text.starts_with(is_han))
            || text.starts_with([' ', '\u{A0}']);
        let marked = is(CLOSING) || is(OPENING);
        cells.push(Cell {
            letters: text.chars().filter(|c| c.is_alphanumeric()).count(),
            blank: text.chars().all(|c| !counts(c)),
            text,
            advance,
            left,
            right,
            fills: fills.then_some(size),
            border: 0.0,
            back: match marked {
                true => squeezed_off(advance, size),
                false => 0.0,
            },
            breaks: None,
        });
    }
}

/// What a mark of half a cell gave up.
fn squeezed_off(advance: f64, size: f64) -> f64 {
    match (advance / size * 2.0).round() == 1.0 {
        true => size - advance,
        false => 0.0,
    }
}

/// Notes where han meets figures or Latin; joiners between them are passed over.
fn find_borders(cells: &mut [Cell]) {
    let mut last: Option<(usize, char)> = None;
    for at in 0..cells.len() {
        let Some(c) = cells[at].text.chars().find(|&c| counts(c)) else {
            continue;
        };
        if let Some((before, left)) = last
            && is_border(left, c)
        {
            let size = cells[before].fills.or(cells[at].fills);
            cells[before].border = size.unwrap_or_default() * BORDER;
        }
        let end = cells[at].text.chars().rfind(|&c| counts(c)).unwrap_or(c);
        last = Some((at, end));
    }
}

/// Whether han stands beside a figure or Latin.
pub fn is_border(left: char, right: char) -> bool {
    let figure = |c: char| c.is_ascii_alphanumeric() || c == '%';
    (is_han(left) && figure(right)) || (figure(left) && is_han(right))
}

/// Han characters and kana.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}
