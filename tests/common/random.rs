//! Numbers that look like chance and are the same on every machine: what `benches/issues` writes its
//! copy with and `tests/fuzz` changes its inputs with. Whoever changes what it gives changes both.
#![allow(dead_code)]

use std::ops::Range;

/// SplitMix64: small, and good enough to draw words with.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, and without, `end`; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// From `start` up to and with `end`.
    pub fn within(&mut self, start: usize, end: usize) -> usize {
        start + self.below(end + 1 - start)
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A copy of one.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        *self.pick(of)
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// A place to begin and one to end, not far from each other.
    pub fn range(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let reach = *self.pick(&[1, 2, 4, 8, 32, 256, 4096]);
        let end = (start + 1 + self.below(reach)).min(length);
        start..end.max(start)
    }
}
