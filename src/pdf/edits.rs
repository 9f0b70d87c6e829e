//! A copy of some bytes with passages put in or changed; all others are copied as they are.

/// A copy in the making. Edits come in the order of their places.
pub struct Edits<'a> {
    source: &'a [u8],
    /// Up to here the source has been copied.
    done: usize,
    copy: Vec<u8>,
    count: usize,
}

impl<'a> Edits<'a> {
    pub fn of(source: &'a [u8]) -> Self {
        Self {
            source,
            done: 0,
            copy: vec![],
            count: 0,
        }
    }

    /// Puts `text` in before the byte `at`.
    pub fn insert(&mut self, at: usize, text: &str) {
        self.replace(at, at, text);
    }

    /// Puts `text` in place of the bytes from `start` to `end`.
    pub fn replace(&mut self, start: usize, end: usize, text: &str) {
        self.copy
            .extend_from_slice(self.source.get(self.done..start).unwrap_or_default());
        // `cm/c0 cs` needs no space before its name; numbers in its place do.
        let joins = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
        };
        if joins(self.copy.last()) && joins(text.as_bytes().first()) {
            self.copy.push(b' ');
        }
        self.copy.extend_from_slice(text.as_bytes());
        self.done = self.done.max(end);
        self.count += 1;
    }

    /// The copy, or nothing if it would be the source again.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        if self.count == 0 {
            return None;
        }
        self.copy
            .extend_from_slice(self.source.get(self.done..).unwrap_or_default());
        Some(self.copy)
    }
}

#[cfg(test)]
mod tests {
    use super::Edits;

    #[test]
    fn words_stay_apart() {
        let mut edits = Edits::of(b"7 cm/c0 cs 0 scn f");
        edits.replace(4, 16, "0 0 0 1 k");
        assert_eq!(edits.finish().unwrap(), b"7 cm 0 0 0 1 k f");
    }
}
