//! Text as Markdown, so that no sign of it is taken for a mark.

use crate::import::Span;

/// A headline whose own signs are not taken for marks of where it may break.
pub fn unmarked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let meant = match c {
            '|' | '{' | '}' => true,
            '\\' => matches!(chars.peek(), Some('|' | '{' | '}' | '\\')),
            _ => false,
        };
        if meant {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text of a block, with marks for its styles.
pub fn inline(spans: &[Span], styles: bool) -> String {
    let mut out = String::new();
    let mut open = false;
    for span in joined(spans, styles) {
        if span.strong != open {
            // Marks stand at text, not at the space beside it.
            let bare = out.trim_end().len();
            match open {
                true => out.insert_str(bare, "**"),
                false => {
                    let text = span.text.trim_start();
                    out.push_str(&span.text[..span.text.len() - text.len()]);
                    out.push_str("**");
                }
            }
            open = span.strong;
            let text = if open {
                span.text.trim_start()
            } else {
                &span.text
            };
            piece(&mut out, text, span.dots);
        } else {
            piece(&mut out, &span.text, span.dots);
        }
    }
    if open {
        let bare = out.trim_end().len();
        out.insert_str(bare, "**");
    }
    at_line_start(out.trim())
}

fn piece(out: &mut String, text: &str, dots: bool) {
    let trimmed = text.trim();
    // Dots stand under Chinese; about anything else the marks would be text.
    if !dots || !trimmed.chars().any(is_han) {
        return out.push_str(&escaped(text));
    }
    let before = text.len() - text.trim_start().len();
    let after = text.trim_end().len();
    out.push_str(&text[..before]);
    out.push('*');
    out.push_str(&escaped(trimmed));
    out.push('*');
    out.push_str(&text[after..]);
}

/// Spans of one style as one; nothing blank is bold or dotted.
fn joined(spans: &[Span], styles: bool) -> Vec<Span> {
    let mut all: Vec<Span> = vec![];
    for span in spans {
        let blank = span.text.trim().is_empty();
        let last = all.last().map(|last| (last.strong, last.dots));
        let (strong, dots) = match (styles, blank, last) {
            (true, true, Some(last)) => last,
            (true, false, _) => (span.strong, span.dots),
            _ => (false, false),
        };
        match all.last_mut() {
            Some(last) if last.strong == strong && last.dots == dots => {
                last.text.push_str(&span.text)
            }
            _ => all.push(Span {
                text: span.text.clone(),
                strong,
                dots,
            }),
        }
    }
    all
}

/// Signs that Markdown would take for marks, each with a backslash before it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let before = at
            .checked_sub(1)
            .and_then(|at| chars.get(at))
            .copied()
            .unwrap_or(' ');
        let word = |c: char| c.is_ascii_alphanumeric();
        let meant = match c {
            '*' | '`' | '[' | '|' | '~' => true,
            '\\' => next.is_ascii_punctuation() || next == ' ',
            '<' => next == '/' || next == '!' || next == '?' || next.is_ascii_alphabetic(),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            '_' => !(word(before) && word(next)),
            _ => false,
        };
        if meant {
            out.push('\\');
        }
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
    }
    out
}

/// Signs that mean something only where a line begins, or where a heading ends.
fn at_line_start(text: &str) -> String {
    let bare = text.trim_end_matches('#');
    let text = format!("{bare}{}", "\\#".repeat(text.len() - bare.len()));
    if text.starts_with(['#', '>', '-', '+', '=']) {
        return format!("\\{text}");
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let is_item = |mark: char| {
        let after = rest.strip_prefix(mark);
        !number.is_empty() && after.is_some_and(|after| after.starts_with(' '))
    };
    match is_item('.') || is_item(')') {
        true => format!("{number}\\{rest}"),
        false => text,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}
