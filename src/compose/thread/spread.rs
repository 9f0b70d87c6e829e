//! Where the space goes that a line lacks: a pass over a finished line, which Typst has
//! stretched evenly.
//!
//! A newspaper fills a line where a reader does not see it, and in this order: between han
//! and figures or Latin, up to a quarter of a character each (CLREQ 3.2.2); in marks that
//! met another and gave up half of their cell; in a mark at the line's end, which keeps
//! its cell before the line gets loose; after marks, up to a quarter more than their cells,
//! and beside figures as much again; and only then evenly between the characters. A line that came out wider than its measure
//! is squeezed in its marks, and what is left goes evenly between the characters.

use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::text::TextItem;

use super::cells::{BORDER, CLOSING, OPENING, is_border, is_han};
use super::line::{END_FROM, WIDER};
use super::split::counts;

/// A stretch that is none, pt.
const NOTHING: f64 = 0.001;

/// A glyph of the line.
struct Place {
    /// The first and the last character of its text that count; none for a joiner.
    chars: Option<(char, char)>,
    space: bool,
    /// All in pt.
    size: f64,
    advance: f64,
    natural: f64,
}

impl Place {
    fn is_han(&self) -> bool {
        self.chars.is_some_and(|(c, _)| is_han(c))
    }

    fn is(&self, marks: &[char]) -> bool {
        let wide = self.natural > 0.75 * self.size;
        self.chars.is_some_and(|(c, _)| wide && marks.contains(&c))
    }

    /// Whether Typst puts space after it to fill a line.
    fn fills(&self) -> bool {
        self.space || self.is_han() || self.is(CLOSING) || self.is(OPENING) || self.is(&['·', '・'])
    }

    /// What Typst has put after it, if that is so much in this line. It passes by han that
    /// follows a joiner, which it takes for the joiner.
    fn stretched(&self, extra: f64) -> f64 {
        let half = self.size / 2.0;
        let halves = (self.advance - extra) / half;
        let whole = (halves - halves.round()).abs() < 0.02 && halves.round() > 0.0;
        let space = self.space && self.advance - self.natural > NOTHING;
        if space || self.fills() && whole {
            extra
        } else {
            0.0
        }
    }

    /// What a mark has given up of its cell.
    fn given_up(&self, extra: f64) -> f64 {
        let left = self.natural - (self.advance - self.stretched(extra));
        if left > 0.25 * self.size { left } else { 0.0 }
    }
}

/// Puts the space of a stretched line where it belongs, and says how much of it is left
/// between characters, as a share of one. `figures` says whether figures run along the
/// line, as they do unless it is a standing one; `surplus` how much wider than its measure
/// the line is, pt.
pub fn spread(line: &mut Frame, figures: bool, surplus: f64) -> f64 {
    let mut places = vec![];
    collect(line, &mut places);
    let Some(end) = places.iter().rposition(|place| place.chars.is_some()) else {
        return 0.0;
    };
    let (inner, last) = (&places[..end], &places[end]);
    let han = inner.iter().filter(|place| place.is_han());
    let extra = han
        .map(|place| place.advance - place.natural)
        .fold(0.0, f64::max);
    if extra < NOTHING && surplus < NOTHING {
        return 0.0;
    }
    let extra = if extra < NOTHING { 0.0 } else { extra };
    let count = inner.iter().filter(|place| place.fills()).count().max(1) as f64;
    let size = last.size;
    let mut rest = inner
        .iter()
        .map(|place| place.stretched(extra))
        .sum::<f64>()
        - surplus;
    let mut after = vec![0.0; places.len()];
    let mut before = after.clone();
    if rest < 0.0 {
        squeeze((&mut before, &mut after), inner, extra, &mut rest);
    }
    if figures && rest > 0.0 {
        fill(&mut after, &borders(inner, last), &mut rest);
    }
    if rest > 0.0 {
        fill(&mut after, &marks(inner, extra), &mut rest);
    }
    if rest > END_FROM * size * count && last.is(CLOSING) {
        // Its advance has space of Typst's after it or not; its cell is what the font says.
        rest -= rest.min(last.natural / 2.0);
    }
    let loose = rest - END_FROM * size * count;
    if loose > 0.0 {
        let mut more = loose;
        let mut places = widenings(inner, extra);
        if figures {
            places.extend(borders(inner, last));
        }
        fill(&mut after, &places, &mut more);
        rest -= loose - more;
    }
    let even = rest / count;
    for (place, after) in inner.iter().zip(&mut after) {
        if place.fills() {
            *after += even - place.stretched(extra);
        }
    }
    let mut moves = before.into_iter().zip(after);
    *line = shifted(line, &mut moves, &mut 0.0);
    even.max(0.0) / size
}

/// Gives space to places that can take so much each, evenly.
fn fill(after: &mut [f64], places: &[(usize, f64)], rest: &mut f64) {
    let room: f64 = places.iter().map(|(_, room)| room).sum();
    let share = if room > 0.0 {
        (*rest / room).min(1.0)
    } else {
        0.0
    };
    for &(at, room) in places {
        if let Some(after) = after.get_mut(at) {
            *after += room * share;
        }
    }
    *rest -= room * share;
}

/// Where han meets figures or Latin; joiners between them are passed over.
fn borders(inner: &[Place], last: &Place) -> Vec<(usize, f64)> {
    let mut found = vec![];
    let mut before: Option<(usize, char)> = None;
    for (at, place) in inner.iter().chain([last]).enumerate() {
        let Some((first, end)) = place.chars else {
            continue;
        };
        if let Some((left, c)) = before
            && is_border(c, first)
        {
            found.push((left, BORDER * place.size));
        }
        before = Some((at, end));
    }
    found
}

/// Marks that gave up half of their cell; an opening one gets it back before itself, but
/// not at the line's head.
fn marks(inner: &[Place], extra: f64) -> Vec<(usize, f64)> {
    let at = |(at, place): (usize, &Place)| {
        let gone = place.given_up(extra);
        match () {
            () if gone > 0.0 && place.is(CLOSING) => Some((at, gone)),
            () if gone > 0.0 && place.is(OPENING) => Some((at.checked_sub(1)?, gone)),
            () => None,
        }
    };
    inner.iter().enumerate().filter_map(at).collect()
}

/// Marks in their whole cells, and the space that may be added to each on its blank side.
fn widenings(inner: &[Place], extra: f64) -> Vec<(usize, f64)> {
    let whole = |place: &&(usize, &Place)| place.1.given_up(extra) == 0.0;
    let at = |&(at, place): &(usize, &Place)| match () {
        () if place.is(CLOSING) => Some((at, WIDER * place.size)),
        () if place.is(OPENING) => Some((at.checked_sub(1)?, WIDER * place.size)),
        () => None,
    };
    let places: Vec<_> = inner.iter().enumerate().collect();
    places.iter().filter(whole).filter_map(at).collect()
}

/// Takes space out of marks that are in more than half of their cell: out of closing ones
/// behind, out of opening ones before them.
fn squeeze((before, after): (&mut [f64], &mut [f64]), inner: &[Place], extra: f64, rest: &mut f64) {
    let blank = |place: &Place| {
        let blank = place.advance - place.stretched(extra) - place.natural / 2.0;
        if place.is(CLOSING) || place.is(OPENING) {
            blank.max(0.0)
        } else {
            0.0
        }
    };
    // At the line's head an opening mark has been trimmed, or keeps its cell after an indent.
    let marks = || inner.iter().enumerate().skip(1);
    let room: f64 = marks().map(|(_, place)| blank(place)).sum();
    let share = if room > 0.0 {
        (-*rest / room).min(1.0)
    } else {
        0.0
    };
    for (at, place) in marks() {
        let side = if place.is(OPENING) {
            &mut *before
        } else {
            &mut *after
        };
        if let Some(side) = side.get_mut(at) {
            *side -= blank(place) * share;
        }
    }
    *rest += room * share;
}

/// Whether a group is but a part of the line.
fn is_part(group: &GroupItem) -> bool {
    group.frame.kind().is_soft() && group.transform.is_identity() && group.clip.is_none()
}

fn collect(frame: &Frame, places: &mut Vec<Place>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Text(run) => collect_run(run, places),
            FrameItem::Group(group) if is_part(group) => collect(&group.frame, places),
            _ => {}
        }
    }
}

fn collect_run(run: &TextItem, places: &mut Vec<Place>) {
    for glyph in &run.glyphs {
        let text = run.text.get(glyph.range()).unwrap_or_default();
        let first = text.chars().find(|&c| counts(c));
        let end = text.chars().rfind(|&c| counts(c));
        let natural = run.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        places.push(Place {
            chars: first.zip(end),
            space: text.starts_with([' ', '\u{A0}']),
            size: run.size.to_pt(),
            advance: glyph.x_advance.at(run.size).to_pt(),
            natural: natural.at(run.size).to_pt(),
        });
    }
}

/// The frame with so much more space before and after each glyph, and what follows moved
/// by it.
fn shifted(frame: &Frame, moves: &mut impl Iterator<Item = (f64, f64)>, shift: &mut f64) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    let start = *shift;
    for (pos, item) in frame.items() {
        let pos = *pos + Point::with_x(Abs::pt(*shift - start));
        let item = match item {
            FrameItem::Text(run) => {
                let mut run = run.clone();
                let size = run.size;
                for glyph in &mut run.glyphs {
                    let (before, after) = moves.next().unwrap_or_default();
                    glyph.x_offset += Em::from_abs(Abs::pt(before), size);
                    glyph.x_advance += Em::from_abs(Abs::pt(before + after), size);
                    *shift += before + after;
                }
                FrameItem::Text(run)
            }
            FrameItem::Group(group) if is_part(group) => {
                let frame = shifted(&group.frame, moves, shift);
                FrameItem::Group(GroupItem {
                    frame,
                    ..group.clone()
                })
            }
            other => other.clone(),
        };
        out.push(pos, item);
    }
    out
}
