//! Marks in headlines (题中记号): where the editor lets a line break, and what stays together.
//!
//! `|` allows a break, `{…}` holds together what is in it; a backslash before one of them, or
//! before a backslash, makes it a character of the headline. The marks become the joiners
//! that composition knows, U+200B and U+2060, which are no text: what is printed is
//! [`super::plain`] of it.

/// Reads the marks of a cleaned line. The error says what is wrong with them: lowercase,
/// without a full stop.
pub fn marked(line: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(line.len());
    let mut held = false;
    // Whether the next character is held to the one before it.
    let mut join = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let text = match c {
            '\\' if matches!(chars.peek(), Some('|' | '{' | '}' | '\\')) => {
                chars.next().unwrap_or(c)
            }
            '|' if held => return Err("`|` stands within `{…}`, which holds together"),
            '|' => {
                out.push('\u{200B}');
                continue;
            }
            '{' if held => return Err("`{` stands within `{…}`"),
            '{' => {
                (held, join) = (true, false);
                continue;
            }
            '}' if !held => return Err("`}` has no `{` before it"),
            '}' => {
                (held, join) = (false, false);
                continue;
            }
            c => c,
        };
        if held && join {
            out.push('\u{2060}');
        }
        out.push(text);
        join = held;
    }
    if held {
        return Err("`{` has no `}` after it");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::plain;

    #[test]
    fn marks_become_joiners() {
        let line = marked("全市供水{设备改造}|今日完成").unwrap_or_default();
        assert_eq!(
            line,
            "全市供水设\u{2060}备\u{2060}改\u{2060}造\u{200B}今日完成"
        );
        assert_eq!(plain(&line), "全市供水设备改造今日完成");
    }

    #[test]
    fn a_backslash_makes_them_text() {
        assert_eq!(
            marked(r"甲\|乙\{丙\}丁\\戊\己").as_deref(),
            Ok(r"甲|乙{丙}丁\戊\己")
        );
    }

    #[test]
    fn marks_without_partner_are_faults() {
        for line in ["甲{乙", "甲}乙", "甲{乙|丙}", "甲{乙{丙}}"] {
            assert!(marked(line).is_err(), "{line}");
        }
    }
}
