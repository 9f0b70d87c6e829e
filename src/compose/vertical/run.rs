//! Takes a run of horizontal text apart into pieces of a vertical line.

use std::ops::Range;

use typst::layout::{Abs, Em};
use typst::text::{FontInstance, Glyph, TextItem, is_default_ignorable};

use super::cell::{self, Way};
use super::glyph::{Stand, stand};

/// Height of the middle of an em box above the baseline.
pub const MIDDLE: Em = Em::new(0.38);
/// The widest that figures are in their cell.
const WIDEST: Em = Em::new(1.0);
/// How far a cell's length may be from one em.
const SLOP: f64 = 0.06;

/// A piece of a vertical line.
#[derive(Debug, Clone)]
pub enum Piece {
    /// Glyphs one below another. The item's origin is on the line's axis, where its first cell begins.
    Upright { at: Abs, item: TextItem },
    /// Glyphs side by side in one cell, narrowed by a factor; the origin is the cell's middle.
    Cell {
        at: Abs,
        item: TextItem,
        width: Abs,
        narrow: f64,
    },
    /// A piece turned by 90°; the origin is where it begins.
    Turned { at: Abs, item: TextItem },
}

/// The pieces of a run that stands on a horizontal line, with their distance from its start.
pub fn pieces(item: &TextItem) -> Vec<Piece> {
    let stands = stands(item);
    let mut pieces = vec![];
    let mut at = Abs::zero();
    let mut start = 0;
    while start < item.glyphs.len() {
        let kind = kind(stands[start]);
        let end = (start..item.glyphs.len())
            .find(|&next| self::kind(stands[next]) != kind)
            .unwrap_or(item.glyphs.len());
        match kind {
            Kind::Upright => pieces.push(upright(item, start..end, &stands, at)),
            Kind::Turned => pieces.push(Piece::Turned {
                at,
                item: part(item, start..end),
            }),
            Kind::Latin => latin(item, start..end, at, &mut pieces),
        }
        at += advance(item, start..end);
        start = end;
    }
    pieces
}

/// What glyphs go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upright,
    Turned,
    Latin,
}

fn kind(stand: Stand) -> Kind {
    match stand {
        Stand::Upright | Stand::Corner | Stand::Middle | Stand::Form(_) => Kind::Upright,
        Stand::Turned => Kind::Turned,
        Stand::Latin => Kind::Latin,
    }
}

/// How each glyph stands. Spaces and joiners go with what is around them.
fn stands(item: &TextItem) -> Vec<Stand> {
    let character = |glyph: &Glyph| item.text.get(glyph.range()).and_then(|t| t.chars().next());
    let mut stands: Vec<Option<Stand>> = vec![];
    for glyph in &item.glyphs {
        stands.push(match character(glyph) {
            Some(c) if is_default_ignorable(c) => stands.last().copied().flatten(),
            Some(' ' | '\u{A0}') => None,
            Some(c) => Some(stand(&item.font, glyph, c)),
            None => Some(Stand::Upright),
        });
    }
    // A space between two Latin words is turned with them.
    let mut before = None;
    for at in 0..stands.len() {
        if stands[at].is_none() {
            let after = stands[at..].iter().flatten().next().copied();
            let latin = before == Some(Stand::Latin) && after == before;
            stands[at] = Some(if latin { Stand::Latin } else { Stand::Upright });
        } else {
            before = stands[at];
        }
    }
    stands.into_iter().map(Option::unwrap_or_default).collect()
}

/// Glyphs one below another, each centred on the axis.
fn upright(item: &TextItem, range: Range<usize>, stands: &[Stand], at: Abs) -> Piece {
    let mut out = part(item, range.clone());
    let text = out.text.clone();
    // Where the pen is, from the cell's start on the axis; y goes up.
    let mut pen = (Em::zero(), Em::zero());
    let mut along = Em::zero();
    for (glyph, stand) in out.glyphs.iter_mut().zip(&stands[range]) {
        if let Stand::Form(id) = stand {
            glyph.id = *id;
        }
        let natural = item.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        // Corner stops keep to the right half of the cell's upper half.
        let (right, up) = match stand {
            Stand::Corner => (Em::new(0.54), Em::new(0.56)),
            _ => (Em::zero(), Em::zero()),
        };
        let x = match stand {
            Stand::Middle => {
                let c = text.get(glyph.range()).and_then(|text| text.chars().next());
                -c.and_then(|c| ink_middle(&item.font, c))
                    .unwrap_or(natural / 2.0)
            }
            _ => right - natural / 2.0,
        };
        let y = up - along - glyph.x_offset - natural / 2.0 - MIDDLE + glyph.y_offset;
        let advance = glyph.x_advance;
        (glyph.x_offset, glyph.y_offset) = (x - pen.0, y - pen.1);
        (glyph.x_advance, glyph.y_advance) = (Em::zero(), -advance);
        along += advance;
        pen.1 -= advance;
    }
    Piece::Upright { at, item: out }
}

/// The middle of the ink of a character's plain glyph, from its origin.
fn ink_middle(font: &FontInstance, c: char) -> Option<Em> {
    let ttf = font.ttf();
    let bounds = ttf.glyph_bounding_box(ttf.glyph_index(c)?)?;
    Some(font.to_em(f64::from(bounds.x_min) + f64::from(bounds.x_max)) / 2.0)
}

/// Latin type: figures in their cells, the rest turned.
fn latin(item: &TextItem, range: Range<usize>, at: Abs, pieces: &mut Vec<Piece>) {
    let bytes = |range: &Range<usize>| {
        let first = item.glyphs[range.start].range().start;
        let last = item.glyphs[range.end - 1].range().end;
        first..last.max(first)
    };
    let span = bytes(&range);
    let text = item.text.get(span.clone()).unwrap_or_default();
    let clean: String = text.chars().filter(|&c| !is_default_ignorable(c)).collect();
    let mut start = range.start;
    let mut at = at;
    // A joiner inside would move the borders; then the whole is judged as one.
    let parts = cell::parts(&clean);
    let parts = match clean.len() == text.len() {
        true => parts,
        false => {
            let way = parts.first().map_or(Way::Turned, |(_, way)| *way);
            vec![(
                0..text.len(),
                if parts.len() == 1 { way } else { Way::Turned },
            )]
        }
    };
    for (part_bytes, way) in parts {
        let limit = span.start + part_bytes.end;
        let end = (start..range.end)
            .find(|&at| item.glyphs[at].range().start >= limit)
            .unwrap_or(range.end);
        if end == start {
            continue;
        }
        let length = advance(item, start..end);
        let one = (length / item.size - 1.0).abs() < SLOP;
        let single = part_bytes.len() == 1;
        let part = part(item, start..end);
        pieces.push(match way {
            // A single character may stand in a box that is longer than itself.
            Way::Cell if one || single => in_cell(part, at + length / 2.0),
            _ => Piece::Turned { at, item: part },
        });
        at += length;
        start = end;
    }
}

/// Figures side by side around a place, at their natural distance.
fn in_cell(mut item: TextItem, at: Abs) -> Piece {
    let mut width = Em::zero();
    for glyph in &mut item.glyphs {
        let ignorable = item.text.get(glyph.range());
        let ignorable = ignorable.is_some_and(|text| text.chars().all(is_default_ignorable));
        glyph.x_advance = match ignorable {
            true => Em::zero(),
            false => item.font.x_advance(glyph.id).unwrap_or(glyph.x_advance),
        };
        width += glyph.x_advance;
    }
    let narrow = match width > WIDEST + Em::new(0.001) {
        true => WIDEST / width,
        false => 1.0,
    };
    let width = width.at(item.size);
    Piece::Cell {
        at,
        item,
        width,
        narrow,
    }
}

fn advance(item: &TextItem, range: Range<usize>) -> Abs {
    let glyphs = item.glyphs.get(range).unwrap_or_default();
    glyphs
        .iter()
        .map(|glyph| glyph.x_advance)
        .sum::<Em>()
        .at(item.size)
}

/// Some glyphs of a run, with their text.
fn part(item: &TextItem, range: Range<usize>) -> TextItem {
    let glyphs = item.glyphs.get(range).unwrap_or_default();
    let start = glyphs
        .iter()
        .map(|glyph| glyph.range.start)
        .min()
        .unwrap_or(0);
    let end = glyphs
        .iter()
        .map(|glyph| glyph.range.end)
        .max()
        .unwrap_or(0);
    let text = item.text.get(usize::from(start)..usize::from(end));
    TextItem {
        text: text.unwrap_or_default().into(),
        glyphs: glyphs
            .iter()
            .map(|glyph| Glyph {
                range: glyph.range.start - start..glyph.range.end - start,
                ..glyph.clone()
            })
            .collect(),
        ..item.clone()
    }
}
