//! HTML as systems put it into other forms, read without trust: any text is HTML to it, and it
//! takes time in proportion to the length.

use super::markup::Markup;

/// Whether a text has elements, not only signs that look like them.
pub fn looks_like(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    }) || text.contains("&nbsp;")
        || text.contains("&lt;")
}

/// Hands the elements and the text of some HTML on. Gives the entities that nobody knows.
pub fn read(html: &str, into: &mut Markup) -> Vec<String> {
    let mut unknown = vec![];
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if let Some((tag, length)) = tag(rest) {
            at += length;
            if tag.closes {
                into.close(&tag.name);
                continue;
            }
            let find = |name: &str| {
                let mut attributes = tag.attributes.iter();
                attributes
                    .find(|(own, _)| own == name)
                    .map(|(_, value)| value.clone())
            };
            into.open(&tag.name, &find);
            if tag.closed || is_void(&tag.name) {
                into.close(&tag.name);
            } else if matches!(tag.name.as_str(), "script" | "style") {
                let end = format!("</{}", tag.name);
                let rest = &html[at..];
                let lower = rest.to_ascii_lowercase();
                at += lower.find(&end).unwrap_or(rest.len());
            }
        } else {
            // The first sign may be a `<` that begins no tag.
            let mut signs = rest.char_indices().skip(1);
            let end = signs
                .find(|(_, c)| *c == '<')
                .map_or(rest.len(), |(end, _)| end);
            into.text(&unescape(&rest[..end], &mut unknown));
            at += end;
        }
    }
    unknown
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    closes: bool,
    closed: bool,
}

/// The tag that a text begins with, and its length.
fn tag(text: &str) -> Option<(Tag, usize)> {
    let inner = text.strip_prefix('<')?;
    let (inner, closes) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = end_of(inner)?;
    let body = &inner[..end];
    let name_end = body
        .find(|c: char| c.is_ascii_whitespace() || c == '/')
        .unwrap_or(body.len());
    let name = body[..name_end].to_ascii_lowercase();
    let length = text.len() - inner.len() + end + 1;
    let tag = Tag {
        name,
        attributes: attributes(&body[name_end..]),
        closes,
        closed: body.ends_with('/'),
    };
    Some((tag, length))
}

/// Where a tag's `>` stands: not within quotes. A tag longer than this is text.
fn end_of(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices().take(8192) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        if end == 0 {
            // A sign that begins no name.
            let Some(c) = rest.chars().next() else {
                return found;
            };
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => {
                let end = value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len());
                value.split_at(end)
            }
        };
        found.push((name, unescape(value, &mut vec![])));
        rest = after;
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "img" | "hr" | "input" | "meta" | "link" | "wbr" | "col" | "area" | "source"
    )
}

/// Puts characters in the place of entities.
fn unescape(text: &str, unknown: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .char_indices()
            .take(12)
            .find(|(_, c)| *c == ';')
            .map(|(end, _)| end);
        let name = end.and_then(|end| rest.get(1..end)).unwrap_or_default();
        match (end, entity(name)) {
            (Some(end), Some(c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) {
                    unknown.push(format!("&{name};"));
                }
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    let named = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("ensp", '\u{2002}'),
        ("emsp", '\u{2003}'),
        ("thinsp", '\u{2009}'),
        ("shy", '\u{AD}'),
        ("zwnj", '\u{200C}'),
        ("zwj", '\u{200D}'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("middot", '·'),
        ("bull", '•'),
        ("times", '×'),
        ("divide", '÷'),
        ("deg", '°'),
        ("plusmn", '±'),
        ("permil", '‰'),
        ("yen", '¥'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("sect", '§'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("euro", '€'),
        ("pound", '£'),
        ("micro", 'µ'),
        ("larr", '←'),
        ("rarr", '→'),
        ("sup2", '²'),
        ("sup3", '³'),
        ("frac12", '½'),
        ("eacute", 'é'),
        ("uuml", 'ü'),
        ("le", '≤'),
        ("ge", '≥'),
        ("infin", '∞'),
    ];
    named.iter().find(|(own, _)| *own == name).map(|(_, c)| *c)
}
