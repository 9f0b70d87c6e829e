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
