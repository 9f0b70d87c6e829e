//! A content stream as a row of operations, each with the bytes it stands on.
//!
//! Nothing is decoded and nothing is copied: whoever edits a stream by these ranges leaves
//! every other byte as it was. Any bytes at all can be read; there is no recursion.

/// An operator with the operands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Op<'a> {
    pub name: &'a [u8],
    pub operands: &'a [u8],
    /// Where the operation begins, and the byte after its operator.
    pub start: usize,
    pub end: usize,
}

impl Op<'_> {
    /// The operands as numbers, if they are `N` numbers and nothing else.
    pub fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        let text = std::str::from_utf8(self.operands).ok()?;
        let mut words = text.split_ascii_whitespace();
        for number in &mut numbers {
            *number = words.next()?.parse().ok()?;
        }
        words.next().is_none().then_some(numbers)
    }

    /// The name that is the only operand or, as with `Tf`, the first.
    pub fn resource(&self) -> Option<&[u8]> {
        let name = self.operands.strip_prefix(b"/")?;
        let end = name
            .iter()
            .position(|&byte| !is_regular(byte))
            .unwrap_or(name.len());
        Some(&name[..end])
    }
}

/// The operations of a stream, in order.
pub struct Ops<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Ops<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes white space and comments.
    fn pass_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => self.pass(|byte| byte != b'\n' && byte != b'\r'),
                _ if is_space(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    fn pass(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| wanted(byte)) {
            self.at += 1;
        }
    }

    /// Passes a string in round brackets; `at` is on the first.
    fn pass_string(&mut self) {
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' if depth <= 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
    }

    /// Passes the bytes of an inline image, to the end of its `EI`.
    fn pass_image(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_end = |window: &[u8]| {
            is_space(window[0])
                && window[1..3] == *b"EI"
                && window.get(3).is_none_or(|&byte| !is_regular(byte))
        };
        let found =
            (0..rest.len().saturating_sub(2)).find(|&at| is_end(&rest[at..rest.len().min(at + 4)]));
        self.at += found.map_or(rest.len(), |at| at + 3);
    }

    /// Passes one token and says whether it is a keyword: an operator, `true` and the like.
    fn pass_token(&mut self) -> bool {
        match self.bytes[self.at] {
            b'(' => self.pass_string(),
            b'/' => {
                self.at += 1;
                self.pass(is_regular);
            }
            b'<' if self.bytes.get(self.at + 1) != Some(&b'<') => {
                self.pass(|byte| byte != b'>');
                self.at += 1;
            }
            byte if !is_regular(byte) => self.at += 1,
            byte => {
                self.pass(is_regular);
                return !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.');
            }
        }
        false
    }
}

impl<'a> Iterator for Ops<'a> {
    type Item = Op<'a>;

    fn next(&mut self) -> Option<Op<'a>> {
        self.pass_space();
        let start = self.at;
        let mut depth = 0usize;
        loop {
            self.pass_space();
            let token = self.at;
            match self.bytes.get(token)? {
                b'[' => depth += 1,
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let keyword = self.pass_token();
            let name = self.bytes.get(token..self.at)?;
            if keyword && depth == 0 && !matches!(name, b"true" | b"false" | b"null") {
                let end = self.at;
                if name == b"ID" {
                    self.pass_image();
                }
                let operands = self.bytes[start..token].trim_ascii();
                return Some(Op {
                    name,
                    operands,
                    start,
                    end,
                });
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &[u8]) -> Vec<String> {
        Ops::new(content)
            .map(|op| String::from_utf8_lossy(op.name).into_owned())
            .collect()
    }

    #[test]
    fn operations() {
        let content =
            b"q 1 0 0 -1 53.2 7 cm 0 0 0 1 k\nBT 0 Tr/f0 9 Tf[<0001>-2<00>(a\\)BT)]TJ ET Q";
        assert_eq!(
            names(content),
            ["q", "cm", "k", "BT", "Tr", "Tf", "TJ", "ET", "Q"]
        );
        let ops: Vec<_> = Ops::new(content).collect();
        assert_eq!(ops[2].numbers(), Some([0.0, 0.0, 0.0, 1.0]));
        assert_eq!(ops[2].numbers::<3>(), None);
        assert_eq!(ops[5].resource(), Some(&b"f0"[..]));
        assert_eq!(&content[ops[2].start..ops[2].end], b"0 0 0 1 k");
    }

    #[test]
    fn what_only_looks_like_an_operator() {
        assert_eq!(names(b"% BT\n(BT (ET) BT) Tj /BT gs"), ["Tj", "gs"]);
        assert_eq!(
            names(b"/P <</MCID 0 /A true>> BDC true null EMC"),
            ["BDC", "EMC"]
        );
        assert_eq!(names(b"BI /W 1 ID \x01 BT EIx k EI Q"), ["BI", "ID", "Q"]);
    }

    #[test]
    fn any_bytes() {
        for content in [
            &b"(((("[..],
            b"<",
            b"<<",
            b"[[[",
            b"ID",
            b"BI ID",
            b"\\",
            b"/",
            b"(\\",
            b")))>>",
        ] {
            Ops::new(content).count();
        }
        for seed in 0..2000u32 {
            let mut state = seed;
            let bytes: Vec<u8> = (0..40)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    b"()<>[]/% \\IDEBTQ01k"[(state >> 16) as usize % 19]
                })
                .collect();
            Ops::new(&bytes).count();
        }
    }
}
