//! What a character is to the rules of cleaning.

/// What a character tells of the text around a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Han and kana, and the signs that stand with Chinese numbers: ℃ % ‰ °.
    Chinese,
    Latin,
    Digit,
    /// An opening bracket or quotation mark of either width.
    Open,
    /// A closing bracket or quotation mark of either width.
    Close,
    /// Looked through: spaces, points, dashes and straight quotation marks.
    Clear,
    Other,
}

/// The class of a character.
pub fn class(c: char) -> Class {
    match c {
        ' ' | '\n' | '"' | '\'' => Class::Clear,
        ',' | '.' | ':' | ';' | '?' | '!' | '，' | '。' | '：' | '；' | '？' | '！' | '、'
        | '…' | '—' => Class::Clear,
        // What may yet become a dash.
        '-' | '\u{FF0D}' | '\u{2500}' | '\u{2015}' => Class::Clear,
        '(' | '（' | '“' | '‘' | '《' | '〈' | '「' | '『' | '【' | '〔' => Class::Open,
        ')' | '）' | '”' | '’' | '》' | '〉' | '」' | '』' | '】' | '〕' => Class::Close,
        '0'..='9' => Class::Digit,
        '℃' | '%' | '‰' | '°' | '％' => Class::Chinese,
        _ if is_han(c) => Class::Chinese,
        _ if c.is_alphabetic() => Class::Latin,
        _ => Class::Other,
    }
}

/// Han characters, kana and bopomofo: what Chinese punctuation belongs beside.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{303B}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        // Selectors that choose a form of the han character before them.
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Full-width points and signs, beside which no space stands.
pub fn is_point(c: char) -> bool {
    !is_opener(c)
        && !is_closer(c)
        // Not the full-width point, which may yet prove a decimal point.
        && matches!(c, '\u{3001}' | '\u{3002}' | '\u{FF01}'..='\u{FF0D}' | '\u{FF0F}'..='\u{FF65}')
}

/// Full-width opening brackets and opening quotation marks.
pub fn is_opener(c: char) -> bool {
    matches!(
        c,
        '（' | '“' | '‘' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛'
    )
}

/// Full-width closing brackets and closing quotation marks.
pub fn is_closer(c: char) -> bool {
    matches!(
        c,
        '）' | '”' | '’' | '》' | '〉' | '」' | '』' | '】' | '〕' | '］' | '｝'
    )
}

/// Full-width brackets, which never are Latin as quotation marks may be.
pub fn is_bracket(c: char) -> bool {
    !matches!(c, '“' | '”' | '‘' | '’') && (is_opener(c) || is_closer(c))
}

/// Characters that fill a cell of their own, so that no space joins them to the next.
pub fn is_wide(c: char) -> bool {
    is_han(c) || is_point(c) || is_bracket(c)
}

/// Marks as wide as han between han, but Latin between Latin.
pub fn is_dash(c: char) -> bool {
    matches!(c, '—' | '…' | '·')
}

/// Spaces of any width.
pub fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Characters that are not seen and that only disturb the setting. U+2060 is not among
/// them: by it an editor holds two characters together.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}')
}

/// Full-width letters and digits as half-width ones.
pub fn half_width(c: char) -> Option<char> {
    match c {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => {
            char::from_u32(u32::from(c) - 0xFEE0)
        }
        _ => None,
    }
}
