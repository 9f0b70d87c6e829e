//! How one character stands in a vertical line: upright, turned, or, where its font has no vertical forms,
//! by the nearest thing to them.

use typst::text::{FontInstance, Glyph};

use super::cell::{has_feature, is_latin};

/// How a glyph stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Upright, centred on the line's axis.
    #[default]
    Upright,
    /// Upright, but the ink goes from the lower left corner of its cell to the upper right one.
    Corner,
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

/// How a glyph that stands for a character stands.
pub fn stand(font: &FontInstance, glyph: &Glyph, c: char) -> Stand {
    if is_latin(c) {
        return Stand::Latin;
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
        () => Stand::Upright,
    }
}

fn full_width(font: &FontInstance, glyph: &Glyph) -> bool {
    let advance = font.x_advance(glyph.id).unwrap_or_default();
    (advance.get() - 1.0).abs() < 0.01
}
