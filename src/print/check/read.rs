//! Reads a content stream operator by operator, in bounded memory whatever it holds.

/// What an operator is given, as far as the rules look at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Number(f64),
    Name(Vec<u8>),
    /// A string, an array, a dictionary, a keyword.
    Other,
}

/// A reader; `operands` are those of the operator that was read last.
pub struct Reader<'a> {
    rest: &'a [u8],
    pub operands: Vec<Operand>,
}

impl<'a> Reader<'a> {
    /// No operator takes more; of an endless list the last ones are forgotten.
    const MOST: usize = 64;

    pub fn new(content: &'a [u8]) -> Self {
        Self {
            rest: content,
            operands: vec![],
        }
    }

    /// The next operator, with its operands in `operands`.
    pub fn operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        // Arrays and dictionaries that are open here.
        let mut open = 0usize;
        loop {
            let operand = match self.token()? {
                b"[" | b"<<" => {
                    open += 1;
                    continue;
                }
                b"]" | b">>" => {
                    open = open.saturating_sub(1);
                    Operand::Other
                }
                [b'/', name @ ..] => Operand::Name(unescaped(name)),
                [b'(' | b'<' | b'{' | b'}' | b')' | b'>', ..] => Operand::Other,
                b"true" | b"false" | b"null" => Operand::Other,
                word => match number(word) {
                    Some(number) => Operand::Number(number),
                    None if open == 0 => {
                        if word == b"ID" {
                            self.skip_picture();
                        }
                        return Some(word);
                    }
                    None => Operand::Other,
                },
            };
            if open == 0 && self.operands.len() < Self::MOST {
                self.operands.push(operand);
            }
        }
    }

    /// Cuts a token off.
    fn token(&mut self) -> Option<&'a [u8]> {
        loop {
            let start = self.rest.iter().position(|byte| !is_white(*byte))?;
            self.rest = &self.rest[start..];
            if self.rest[0] != b'%' {
                break;
            }
            let end = self.rest.iter().position(|byte| b"\r\n".contains(byte))?;
            self.rest = &self.rest[end..];
        }
        let length = match self.rest {
            [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
            [b'<', ..] => {
                let end = self.rest.iter().position(|&byte| byte == b'>');
                end.map_or(self.rest.len(), |end| end + 1)
            }
            [b'(', ..] => string_length(self.rest),
            [b'/', name @ ..] => 1 + word_length(name),
            [byte, ..] if is_delimiter(*byte) => 1,
            word => word_length(word),
        };
        let (token, rest) = self.rest.split_at(length.clamp(1, self.rest.len()));
        self.rest = rest;
        Some(token)
    }

    /// Passes an inline picture's bytes: up to the first `EI` that stands alone.
    fn skip_picture(&mut self) {
        let alone = |at: usize| {
            let around = |byte: Option<&u8>| byte.is_none_or(|&byte| is_white(byte));
            let before = at.checked_sub(1).and_then(|at| self.rest.get(at));
            around(before) && around(self.rest.get(at + 2))
        };
        let mut pairs = self.rest.windows(2).enumerate();
        let end = pairs.find(|(at, pair)| *pair == b"EI" && alone(*at));
        let end = end.map_or(self.rest.len(), |(at, _)| at + 2);
        self.rest = &self.rest[end..];
    }
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

fn word_length(bytes: &[u8]) -> usize {
    let end = (bytes.iter()).position(|&byte| is_white(byte) || is_delimiter(byte));
    end.unwrap_or(bytes.len())
}

fn string_length(bytes: &[u8]) -> usize {
    let (mut open, mut escaped) = (0usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => open += 1,
            b')' if open == 1 => return at + 1,
            b')' => open -= 1,
            _ => {}
        }
    }
    bytes.len()
}

fn number(word: &[u8]) -> Option<f64> {
    let plain = word.iter().all(|byte| b"0123456789+-.".contains(byte));
    let text = plain.then(|| std::str::from_utf8(word).ok()).flatten()?;
    // Whatever is written with a number's signs alone is meant as one.
    Some(text.parse().unwrap_or(0.0))
}

/// A name with its `#20` and the like read.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        let byte = name.get(at).copied()?;
        char::from(byte).to_digit(16).map(|digit| digit as u8)
    };
    let (mut out, mut at) = (vec![], 0);
    while let Some(&byte) = name.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operators(content: &[u8]) -> Vec<String> {
        let mut reader = Reader::new(content);
        let mut found = vec![];
        while let Some(operator) = reader.operator() {
            found.push(String::from_utf8_lossy(operator).into_owned());
        }
        found
    }

    #[test]
    fn operators_and_operands() {
        let content = b"q% k\n0 0 -.5 1 k/F#41 9 Tf[(a(k)\\)k)-2<6b>]TJ<</A/k>>BDC T* ' Q";
        let wanted = ["q", "k", "Tf", "TJ", "BDC", "T*", "'", "Q"];
        assert_eq!(operators(content), wanted);
        let mut reader = Reader::new(content);
        reader.operator();
        reader.operator();
        let wanted = [0.0, 0.0, -0.5, 1.0].map(Operand::Number);
        assert_eq!(reader.operands, wanted);
        reader.operator();
        let wanted = [Operand::Name(b"FA".to_vec()), Operand::Number(9.0)];
        assert_eq!(reader.operands, wanted);
    }

    #[test]
    fn pictures_in_line() {
        let mut reader = Reader::new(b"BI /CS /RGB ID \x00 k EIx EI Q");
        assert_eq!(reader.operator(), Some(&b"BI"[..]));
        assert_eq!(reader.operator(), Some(&b"ID"[..]));
        assert_eq!(reader.operands[1], Operand::Name(b"RGB".to_vec()));
        assert_eq!(reader.operator(), Some(&b"Q"[..]));
    }

    #[test]
    fn what_is_left_open() {
        for content in [
            &b"("[..],
            b"<",
            b"<<",
            b"[",
            b"/",
            b"%",
            b"ID",
            b"ID E",
            b")",
            b">>k",
        ] {
            operators(content);
        }
        assert_eq!(operators(&b"[".repeat(100_000)), [""; 0]);
    }
}
