//! Breaks a paragraph into a wanted number of lines.
//!
//! Typst finds good lines, but it stretches where it could squeeze, and cannot be asked for
//! one line fewer or more, which is what moves a paragraph's last line away from a
//! frame's head. Here squeezing comes before stretching (CLREQ 3.1.6). The places where a
//! line may break are Typst's own.

use std::sync::LazyLock;

use icu_provider_blob::BlobDataProvider;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use typst::layout::{Abs, Frame, FrameItem};
use typst::text::TextItem;

use super::split::count;

/// The most a line may be stretched for the sake of another number of lines, as a share
/// of the measure.
pub const LOOSEST: f64 = 0.085;
/// The most when the number of lines stays and nothing better may be found.
pub const ANY: f64 = 0.3;
/// A stretch that a reader does not see yet; twice as much costs four times as much.
const EASY: f64 = 0.04;
/// Paragraphs longer than this, in glyphs, are left as they are.
const MOST_CELLS: usize = 4000;
/// A paragraph's last line has at least so many characters (no 孤字).
const LEAST_LAST: usize = 2;

/// Closing marks and stops: their right half is blank.
const CLOSING: &[char] = &[
    '，', '。', '．', '、', '：', '；', '？', '！', '”', '’', '》', '〉', '）', '』', '」', '】',
    '〗', '〕', '］', '｝',
];
/// Opening marks: their left half is blank.
const OPENING: &[char] = &[
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
    text: String,
    advance: f64,
    /// Blank that may be squeezed away at its left and right.
    left: f64,
    right: f64,
    /// Whether a line may end after it.
    breaks: bool,
}

/// The cells of a paragraph that was set on one endless line.
pub fn cells(line: &Frame) -> Option<Vec<Cell>> {
    let mut cells = vec![];
    collect(line, &mut cells);
    if cells.len() > MOST_CELLS {
        return None;
    }
    let text: String = cells.iter().map(|cell: &Cell| cell.text.as_str()).collect();
    let segmenter = SEGMENTER.as_ref()?.as_borrowed();
    let mut breaks = segmenter.segment_str(&text).peekable();
    let mut end = 0;
    for cell in &mut cells {
        end += cell.text.len();
        while breaks.next_if(|&at| at < end).is_some() {}
        cell.breaks = breaks.peek() == Some(&end);
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
        let blank = (advance - run.size.to_pt() / 2.0).max(0.0);
        let is = |marks: &[char]| text.starts_with(marks);
        let (left, right) = match () {
            () if is(CLOSING) => (0.0, blank),
            () if is(OPENING) => (blank, 0.0),
            () => (0.0, 0.0),
        };
        cells.push(Cell {
            text,
            advance,
            left,
            right,
            breaks: false,
        });
    }
}

/// A way to break a paragraph.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The counted characters before each break.
    pub at: Vec<usize>,
    /// How bad the lines look; 0 for lines that are neither squeezed nor stretched.
    pub cost: f64,
}

/// The best way to break a paragraph into exactly `lines` lines, none stretched by more than
/// `loosest`.
pub fn broken(
    cells: &[Cell],
    width: Abs,
    indent: Abs,
    lines: usize,
    loosest: f64,
) -> Option<Broken> {
    let width = width.to_pt();
    let indent = indent.to_pt();
    // For each place where a line may end and each number of lines: the cost so far, and
    // the place before.
    let ends: Vec<usize> = std::iter::once(0)
        .chain(
            (0..cells.len())
                .filter(|&at| cells[at].breaks)
                .map(|at| at + 1),
        )
        .collect();
    let ends = match ends.last() {
        Some(&last) if last == cells.len() => ends,
        _ => ends.into_iter().chain([cells.len()]).collect(),
    };
    let mut table: Vec<Vec<Option<(f64, usize)>>> = vec![vec![None; lines + 1]; ends.len()];
    table[0][0] = Some((0.0, 0));
    for to in 1..ends.len() {
        let last = to + 1 == ends.len();
        for from in (0..to).rev() {
            let room = if from == 0 { width - indent } else { width };
            let line = Line::of(&cells[ends[from]..ends[to]], from == 0);
            if line.width - line.shrink > room + 0.01 {
                break;
            }
            let Some(cost) = line.cost(room, last, loosest) else {
                continue;
            };
            for count in 0..lines {
                let Some((before, _)) = table[from][count] else {
                    continue;
                };
                let total = before + cost;
                let entry = &mut table[to][count + 1];
                if entry.is_none_or(|(best, _)| total < best) {
                    *entry = Some((total, from));
                }
            }
        }
    }
    let mut to = ends.len() - 1;
    let (cost, _) = table[to][lines]?;
    let mut at = vec![];
    for count in (1..=lines).rev() {
        let (_, from) = table[to][count]?;
        if from > 0 {
            at.push(cells[..ends[from]].iter().map(count_in).sum());
        }
        to = from;
    }
    at.reverse();
    Some(Broken { at, cost })
}

fn count_in(cell: &Cell) -> usize {
    count(&cell.text)
}

/// The measurements of a line.
struct Line {
    /// With the blank halves at both ends trimmed, pt.
    width: f64,
    /// What can still be squeezed out of it, pt.
    shrink: f64,
    characters: usize,
}

impl Line {
    fn of(cells: &[Cell], first: bool) -> Self {
        let blank = |cell: &Cell| cell.text.chars().all(char::is_whitespace);
        let end = cells
            .iter()
            .rposition(|cell| !blank(cell))
            .map_or(0, |at| at + 1);
        let cells = &cells[..end];
        let mut width: f64 = cells.iter().map(|cell| cell.advance).sum();
        let mut shrink: f64 = cells.iter().map(|cell| cell.left + cell.right).sum();
        if let Some(cell) = cells.last() {
            width -= cell.right;
            shrink -= cell.right;
        }
        // After an indent Typst does not trim an opening mark.
        if let Some(cell) = cells.first()
            && !first
        {
            width -= cell.left;
            shrink -= cell.left;
        }
        Self {
            width,
            shrink,
            characters: cells.iter().map(count_in).sum(),
        }
    }

    /// How bad the line looks in some room; nothing if it cannot be set in it.
    fn cost(&self, room: f64, last: bool, loosest: f64) -> Option<f64> {
        let slack = room - self.width;
        if slack < 0.0 {
            let squeeze = -slack / self.shrink.max(0.001);
            return (squeeze <= 1.0001 && (!last || self.characters >= LEAST_LAST))
                .then_some(0.5 * squeeze * squeeze);
        }
        if last {
            return (self.characters >= LEAST_LAST).then_some(0.0);
        }
        let stretch = slack / room;
        (stretch <= loosest).then_some((stretch / EASY).powi(2))
    }
}

/// How much a line was stretched between han characters, as a share of one; 0 for a line
/// without two of them.
pub fn stretched(frame: &Frame) -> f64 {
    let mut most: f64 = 0.0;
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => most = most.max(stretched(&group.frame)),
            FrameItem::Text(run) => {
                for glyph in &run.glyphs {
                    let text = run.text.get(glyph.range()).unwrap_or_default();
                    if text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
                        most = most.max(glyph.x_advance.get() - 1.0);
                    }
                }
            }
            _ => {}
        }
    }
    most
}
