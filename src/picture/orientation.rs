//! How a camera was held (EXIF orientation), and turning pixels upright.
//!
//! Pixels are turned last, when they are few. Until then a place in the upright picture is looked
//! up in the picture as it was stored.

use super::decode::Pixels;

/// How an upright picture lies in storage: axes swapped first, then mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    swap: bool,
    mirror_x: bool,
    mirror_y: bool,
}

impl Turn {
    /// A turn by its EXIF number; anything but 1 to 8 means upright.
    pub fn new(orientation: u8) -> Self {
        let (swap, mirror_x, mirror_y) = match orientation {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, false, true),
            7 => (true, true, true),
            8 => (true, true, false),
            _ => (false, false, false),
        };
        Self {
            swap,
            mirror_x,
            mirror_y,
        }
    }

    pub fn swaps(self) -> bool {
        self.swap
    }

    /// A rectangle of the upright picture (left, top, width, height), in storage. `size` is that
    /// of the stored picture.
    pub fn stored(self, [left, top, width, height]: [f64; 4], size: (f64, f64)) -> [f64; 4] {
        let [x, y, w, h] = match self.swap {
            true => [top, left, height, width],
            false => [left, top, width, height],
        };
        let x = if self.mirror_x { size.0 - x - w } else { x };
        let y = if self.mirror_y { size.1 - y - h } else { y };
        [x, y, w, h]
    }
}

/// Turns a stored picture upright.
pub fn turn(pixels: Pixels, orientation: u8) -> Pixels {
    let turn = Turn::new(orientation);
    if turn == Turn::new(1) {
        return pixels;
    }
    let channels = pixels.mode.channels();
    let (w, h) = (pixels.width as usize, pixels.height as usize);
    let (width, height) = if turn.swap { (h, w) } else { (w, h) };
    let mut data = Vec::with_capacity(pixels.data.len());
    for y in 0..height {
        for x in 0..width {
            let (a, b) = if turn.swap { (y, x) } else { (x, y) };
            let u = if turn.mirror_x { w - 1 - a } else { a };
            let v = if turn.mirror_y { h - 1 - b } else { b };
            let at = (v * w + u) * channels;
            data.extend_from_slice(pixels.data.get(at..at + channels).unwrap_or_default());
        }
    }
    Pixels {
        width: width as u32,
        height: height as u32,
        data,
        ..pixels
    }
}

/// The orientation that EXIF data (a small TIFF) tell, or 1. Only the one entry is read: a maker's
/// broken notes do not matter.
pub fn read(exif: &[u8]) -> u8 {
    find(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).unwrap_or(1)
}

fn find(exif: &[u8]) -> Option<u8> {
    let little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let number = |at: usize, length: usize| -> Option<usize> {
        let bytes = exif.get(at..at.checked_add(length)?)?;
        let add = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if little {
            bytes.iter().rev().fold(0, add)
        } else {
            bytes.iter().fold(0, add)
        })
    };
    let directory = number(4, 4)?;
    let entries = number(directory, 2)?;
    for entry in 0..entries {
        let at = directory + 2 + entry * 12;
        if number(at, 2)? == 0x112 {
            let length = if number(at + 2, 2)? == 4 { 4 } else { 2 };
            let value = u8::try_from(number(at + 8, length)?).ok()?;
            return (1..=8).contains(&value).then_some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::decode::Mode;
    use super::*;

    /// What each orientation makes of the stored picture `abc/def`.
    const UPRIGHT: [&str; 8] = [
        "abc/def", "cba/fed", "fed/cba", "def/abc", "ad/be/cf", "da/eb/fc", "fc/eb/da", "cf/be/ad",
    ];

    fn stored() -> Pixels {
        Pixels {
            width: 3,
            height: 2,
            mode: Mode::Gray,
            data: b"abcdef".to_vec(),
        }
    }

    #[test]
    fn all_eight() {
        for (orientation, upright) in (1..).zip(UPRIGHT) {
            let turned = turn(stored(), orientation);
            let rows: Vec<_> = turned.data.chunks(turned.width as usize).collect();
            assert_eq!(rows.join(&b'/'), upright.as_bytes(), "{orientation}");
        }
    }

    #[test]
    fn places_in_storage() {
        for (orientation, upright) in (1..).zip(UPRIGHT) {
            for (y, row) in upright.split('/').enumerate() {
                for (x, letter) in row.bytes().enumerate() {
                    let place = [x as f64, y as f64, 1.0, 1.0];
                    let [u, v, ..] = Turn::new(orientation).stored(place, (3.0, 2.0));
                    let found = stored().data[v as usize * 3 + u as usize];
                    assert_eq!(found, letter, "{orientation}: {x} {y}");
                }
            }
        }
    }

    #[test]
    fn exif() {
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(read(little), 6);
        assert_eq!(read(big), 8);
        for end in 0..little.len() - 2 {
            assert_eq!(read(&little[..end]), 1, "cut at {end}");
        }
        let mut odd = *little;
        odd[24] = 9;
        assert_eq!(read(&odd), 1);
        assert_eq!(read(b"MM\0*\xFF\xFF\xFF\xFF"), 1);
    }
}
