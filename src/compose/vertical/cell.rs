//! Figures in one cell (纵中横): which runs of Latin type stand upright in one cell of a vertical line and
//! which are turned; and the rule that gives the first kind the width of one cell.

use std::ops::Range;

use comemo::Tracked;
use typst::World;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Content, Context, Func, NativeElement, NativeFunc, Recipe, Regex, Selector, StyleChain,
    Transformation, func,
};
use typst::layout::{Abs, Alignment, BoxElem, Em, Length, Rel, Sizing};
use typst::syntax::Span;
use typst::text::{FontInstance, FontVariations, TextElem, families, variant};

use super::features;

/// Runs that stand without a space in them; what [`Runs`] then takes apart.
const LATIN: &str = r"[!-~\u{A1}-\u{24F}\u{370}-\u{52F}]+";

/// The most figures that stand side by side in one cell.
const MOST: usize = 3;

/// What becomes of a part of a Latin run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Upright in one cell.
    Cell,
    /// Turned by 90°.
    Turned,
}

/// The parts of a run of Latin type, in bytes, one after another.
///
/// Alone, a number of up to three figures or a letter takes a cell, and so does a percent sign after such
/// a number. Everything else is turned as a whole.
pub fn parts(run: &str) -> Vec<(Range<usize>, Way)> {
    let (number, sign) = match run.strip_suffix('%') {
        Some(number) => (number, true),
        None => (run, false),
    };
    let figures = !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit());
    if figures && number.len() <= MOST {
        let mut parts = vec![(0..number.len(), Way::Cell)];
        if sign {
            parts.push((number.len()..run.len(), Way::Cell));
        }
        return parts;
    }
    let way = match run.chars().count() {
        1 if run.chars().all(char::is_alphanumeric) => Way::Cell,
        _ => Way::Turned,
    };
    vec![(0..run.len(), way)]
}

/// Whether a character belongs to a run of Latin type.
pub fn is_latin(c: char) -> bool {
    // A middle dot and signs that are as wide as a han character stand upright.
    !matches!(c, '·' | '×' | '÷' | '°' | '±' | '§' | '¶' | '©' | '®')
        && matches!(c, '!'..='~' | '\u{A1}'..='\u{24F}' | '\u{370}'..='\u{52F}')
}

/// The show rule that gives figures in one cell the width of one.
pub fn recipe() -> SourceResult<Recipe> {
    let span = Span::detached();
    let selector = Regex::new(LATIN).and_then(Selector::regex).at(span)?;
    let transform = Transformation::Func(Func::from(in_cells::data()));
    Ok(Recipe::new(Some(selector), transform, span))
}

/// Sets a run of Latin type for vertical lines: what takes one cell is made as long as one.
#[func(contextual)]
fn in_cells(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    /// The run, as a show rule finds it.
    it: Content,
) -> SourceResult<Content> {
    let styles = context.styles().at(span)?;
    let Some(text) = it.to_packed::<TextElem>().map(|elem| elem.text.clone()) else {
        return Ok(it);
    };
    let parts = parts(&text);
    if parts.iter().all(|(_, way)| *way == Way::Turned) {
        return Ok(it);
    }
    let parts = parts.into_iter().map(|(range, way)| {
        let part = text.get(range).unwrap_or_default();
        match way {
            Way::Cell => cell(engine, styles, part),
            Way::Turned => TextElem::packed(part),
        }
    });
    Ok(Content::sequence(parts.collect::<Vec<_>>()).spanned(span))
}

/// A part that is one em long: half-width figures, else what the font has, drawn together; a single character
/// full width, else in a box.
fn cell(engine: &mut Engine, styles: StyleChain, part: &str) -> Content {
    let content = TextElem::packed(part);
    let Some(font) = font(engine, styles, part) else {
        return content;
    };
    let gaps = part.chars().count().saturating_sub(1);
    if gaps == 0 {
        return match has_feature(&font, b"fwid") {
            true => content.set(TextElem::features, features(&[("fwid", 1)])),
            false => BoxElem::new()
                .with_width(Sizing::Rel(Rel::from(Length::from(Em::one()))))
                .with_body(Some(content.aligned(Alignment::CENTER)))
                .pack(),
        };
    }
    let half = has_feature(&font, b"hwid");
    let advance = |c: char| match font.ttf().glyph_index(c) {
        Some(glyph) if !half => font.x_advance(glyph.0).unwrap_or(Em::new(0.5)),
        _ => Em::new(0.5),
    };
    let natural: Em = part.chars().map(advance).sum();
    // Tracking goes between glyphs, not after the last.
    let tracking = Length {
        abs: Abs::zero(),
        em: (Em::one() - natural) / gaps as f64,
    };
    let content = content.set(TextElem::tracking, tracking);
    match half {
        true => content.set(TextElem::features, features(&[("hwid", 1)])),
        false => content,
    }
}

/// The font in which Typst will set a part.
fn font(engine: &Engine, styles: StyleChain, part: &str) -> Option<FontInstance> {
    let c = part.chars().next()?;
    let variant = variant(styles);
    let size = styles.resolve(TextElem::size);
    families(styles)
        .filter(|family| family.covers().is_none_or(|covers| covers.is_match(part)))
        .filter_map(|family| engine.world.book().select(family.as_str(), variant))
        .filter_map(|index| engine.world.font(index))
        .map(|font| font.instantiate(variant, size, &FontVariations::default()))
        .find(|font| font.ttf().glyph_index(c).is_some())
}

/// Whether a font substitutes glyphs by a feature.
pub fn has_feature(font: &FontInstance, tag: &[u8; 4]) -> bool {
    let gsub = font.ttf().tables().gsub;
    gsub.is_some_and(|gsub| {
        gsub.features
            .into_iter()
            .any(|feature| feature.tag.to_bytes() == *tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(run: &str) -> Vec<(&str, Way)> {
        let parts = parts(run).into_iter();
        parts.map(|(range, way)| (&run[range], way)).collect()
    }

    #[test]
    fn short_numbers_take_a_cell() {
        for number in ["7", "12", "365", "A"] {
            assert_eq!(ways(number), [(number, Way::Cell)]);
        }
        assert_eq!(ways("43%"), [("43", Way::Cell), ("%", Way::Cell)]);
    }

    #[test]
    fn everything_longer_is_turned() {
        for run in ["1946", "3.5", "C919", "Typst", "2:30", "1946%", "AB", "-"] {
            assert_eq!(ways(run), [(run, Way::Turned)]);
        }
    }
}
