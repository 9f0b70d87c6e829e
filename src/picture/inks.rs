//! The inks of a finished picture: one of our own, or one within a PDF from outside.

use super::decode::{Mode, decode};
use super::ink;
use super::kind::Bitmap;

/// Nothing larger is on a page.
const MOST: usize = 200 << 20;

/// A picture's inks, four bytes a pixel, 255 being full ink.
#[derive(Debug)]
pub struct Inks {
    width: usize,
    data: Vec<u8>,
}

impl Inks {
    /// Those of a JPEG as Adobe's programs and this one write it; none if it has other colours.
    pub fn of_jpeg(source: &[u8]) -> Option<Self> {
        let pixels = decode(source, Bitmap::Jpeg).ok()?.pixels;
        let inks = pixels.mode == Mode::Cmyk;
        inks.then(|| Self::new(pixels.width as usize, pixels.data))?
    }

    /// Those of a JPEG within a PDF, where nothing but `Decode` says if they are inverted.
    pub fn of_pdf_jpeg(source: &[u8], inverted: bool) -> Option<Self> {
        let head = source.get(..4096.min(source.len()))?;
        let adobe = head.windows(5).any(|word| word == b"Adobe");
        let inks = Self::of_jpeg(source)?;
        Some(if adobe == inverted {
            inks
        } else {
            inks.inverted()
        })
    }

    /// Inks as they are, row by row.
    pub fn new(width: usize, mut data: Vec<u8>) -> Option<Self> {
        let row = width.checked_mul(4).filter(|row| *row > 0)?;
        data.truncate(data.len() / row * row);
        (!data.is_empty() && data.len() <= MOST).then_some(Self { width, data })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn inverted(mut self) -> Self {
        self.data.iter_mut().for_each(|ink| *ink = 255 - *ink);
        self
    }

    /// The most ink of any 15 mm², in percent.
    pub fn most(&self, ppi: f64) -> f64 {
        f64::from(ink::most(&self.data, self.width, ppi)) / 100.0
    }

    /// The same where black prints over a part of it: left, top, right and bottom as shares of
    /// its width and height.
    pub fn under_black(&self, [left, top, right, bottom]: [f64; 4], ppi: f64) -> f64 {
        let height = self.data.len() / 4 / self.width;
        let at =
            |share: f64, side: usize| ((share * side as f64).round().max(0.0) as usize).min(side);
        let (left, right) = (at(left, self.width), at(right, self.width));
        let rows = self.data.chunks_exact(self.width * 4);
        let rows = rows.take(at(bottom, height)).skip(at(top, height));
        let mut part: Vec<u8> = rows
            .filter_map(|row| row.get(left * 4..right * 4))
            .flatten()
            .copied()
            .collect();
        part.chunks_exact_mut(4).for_each(|pixel| pixel[3] = 255);
        match Self::new(right.saturating_sub(left), part) {
            Some(part) => part.most(ppi),
            None => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_adds_to_the_inks_under_it() {
        // 20 × 20 pixels at 127 ppi are 16 mm²: the left half dark, the right half light.
        let row: Vec<u8> = (0..40)
            .flat_map(|x| {
                if x < 20 {
                    [204, 153, 153, 102]
                } else {
                    [0, 0, 51, 0]
                }
            })
            .collect();
        let inks = Inks::new(40, row.repeat(20)).unwrap();
        assert_eq!(inks.most(127.0), 240.0);
        assert_eq!(inks.under_black([0.0, 0.0, 1.0, 1.0], 127.0), 300.0);
        assert_eq!(inks.under_black([0.5, 0.0, 1.0, 1.0], 127.0), 120.0);
        assert_eq!(inks.under_black([1.0, 0.0, 1.0, 1.0], 127.0), 0.0);
        assert_eq!(inks.under_black([-3.0, 0.9, 9.0, 0.1], 127.0), 0.0);
    }

    #[test]
    fn what_is_no_picture() {
        assert!(Inks::new(0, vec![0; 9]).is_none() && Inks::new(4, vec![0; 9]).is_none());
        assert!(Inks::of_jpeg(b"\xff\xd8\xff").is_none());
    }
}
