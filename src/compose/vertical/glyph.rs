//! How one character stands in a vertical line: upright, turned, or, where its font has no vertical forms,
//! by the nearest thing to them.

use typst::diag::{At, SourceResult};
use typst::foundations::{Recipe, Regex, Selector, Styles, Transformation};
use typst::syntax::Span;
use typst::text::{FontInstance, Glyph, TextElem};

use super::cell::{has_feature, is_latin};
use super::features;

/// How a glyph stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Upright, centred on the line's axis.
    #[default]
    Upright,
    /// Upright, but the ink goes from the lower left corner of its cell to the upper right one.
    Corner,
    /// Upright, its ink in the middle of the line.
    Middle,
    /// Turned by 90° with its cell.
    Turned,
    /// Upright in another glyph of its font.
    Form(u16),
    /// One of a run of Latin type.
    Latin,
}

/// Marks whose vertical form is turned.
const TURNING: &str = "—…‥～－–〜ー（）《》〈〉「」『』【】〖〗〔〕［］｛｝｟｠＿＝｜／“”‘’";
/// Stops that stand in the upper right corner.
const STOPS: &str = "，。、．";
/// Marks that stand upright with their ink on the axis.
const MIDDLES: &str = "：；！？";
/// Quotes, whose vertical forms are corner brackets (GB/T 15834): “ is ﹃, ‘ is ﹁.
const QUOTES: [(char, char, char); 4] = [
    ('“', '﹃', '『'),
    ('”', '﹄', '』'),
    ('‘', '﹁', '「'),
    ('’', '﹂', '」'),
];
/// Presentation forms for fonts without vertical glyphs, as far as they have these.
const FORMS: [(char, char); 18] = [
    ('（', '︵'),
    ('）', '︶'),
    ('｛', '︷'),
    ('｝', '︸'),
    ('〔', '︹'),
    ('〕', '︺'),
    ('【', '︻'),
    ('】', '︼'),
    ('《', '︽'),
    ('》', '︾'),
    ('〈', '︿'),
    ('〉', '﹀'),
    ('「', '﹁'),
    ('」', '﹂'),
    ('『', '﹃'),
    ('』', '﹄'),
    ('［', '﹇'),
    ('］', '﹈'),
];

/// The show rule for dashes: the vertical form of two together has the advance of one, and so they are set
/// in the horizontal form and turned.
pub fn dashes() -> SourceResult<Recipe> {
    let span = Span::detached();
    let selector = Regex::new("—+").and_then(Selector::regex).at(span)?;
    let mut styles = Styles::new();
    styles.set(TextElem::features, features(&[("vert", 0)]));
    Ok(Recipe::new(
        Some(selector),
        Transformation::Style(styles),
        span,
    ))
}

/// How a glyph that stands for a character stands.
pub fn stand(font: &FontInstance, glyph: &Glyph, c: char) -> Stand {
    match c {
        '—' => return Stand::Turned,
        c if is_latin(c) => return Stand::Latin,
        _ => {}
    }
    if let Some(&(_, form, _)) = QUOTES.iter().find(|(quote, ..)| *quote == c)
        && full_width(font, glyph)
        && let Some(form) = font.ttf().glyph_index(form)
    {
        return Stand::Form(form.0);
    }
    // The glyph that the character has in horizontal type tells that no vertical one was found.
    let plain = font.ttf().glyph_index(c).is_some_and(|id| id.0 == glyph.id);
    if !plain && has_feature(font, b"vert") {
        return Stand::Upright;
    }
    let form = FORMS.iter().find(|(mark, _)| *mark == c);
    if let Some(form) = form.and_then(|&(_, form)| font.ttf().glyph_index(form)) {
        return Stand::Form(form.0);
    }
    match () {
        () if TURNING.contains(c) => Stand::Turned,
        () if STOPS.contains(c) => Stand::Corner,
        () if MIDDLES.contains(c) => Stand::Middle,
        () => Stand::Upright,
    }
}

fn full_width(font: &FontInstance, glyph: &Glyph) -> bool {
    let advance = font.x_advance(glyph.id).unwrap_or_default();
    (advance.get() - 1.0).abs() < 0.01
}
