//! The plates of a page, by Ghostscript.

use std::fs;
use std::path::Path;

use super::tool;

/// One ink's plate at 72 dpi, one byte a pixel, 255 where there is no ink.
pub struct Plate {
    pub width: usize,
    pub pixels: Vec<u8>,
}

impl Plate {
    /// The ink at a place, from none at 0 to full at 1.
    pub fn ink(&self, x: usize, y: usize) -> f64 {
        f64::from(255 - self.pixels[y * self.width + x]) / 255.0
    }

    pub fn is_empty(&self) -> bool {
        self.pixels.iter().all(|&value| value == 255)
    }

    /// Every value in a field, given as left, top, right, bottom in pt, with how often it is there.
    pub fn values(&self, [left, top, right, bottom]: [usize; 4]) -> Vec<(u8, usize)> {
        let mut counts = [0; 256];
        for y in top..bottom {
            for x in left..right {
                counts[usize::from(self.pixels[y * self.width + x])] += 1;
            }
        }
        let found = (0..=255u8).map(|value| (value, counts[usize::from(value)]));
        found.filter(|&(_, count)| count > 0).collect()
    }
}

/// The plates for cyan, magenta, yellow and black, as a plate-setter would make them.
pub fn plates(pdf: &Path) -> [Plate; 4] {
    plates_of(pdf, ["Cyan", "Magenta", "Yellow", "Black"])
}

/// The plates of these names; a spot colour's has its own.
pub fn plates_of<const N: usize>(pdf: &Path, inks: [&str; N]) -> [Plate; N] {
    let folder = tempfile::TempDir::new().unwrap();
    let out = format!("-sOutputFile={}", folder.path().join("p.tif").display());
    let device = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep"];
    let mut arguments = device.to_vec();
    // Without smoothing every pixel has a colour that was asked for.
    arguments.extend(["-sCompression=none", "-r72", "-dGraphicsAlphaBits=1", &out]);
    arguments.push(pdf.to_str().unwrap());
    tool("gs", &arguments);
    inks.map(|ink| {
        let file = folder.path().join(format!("p({ink}).tif"));
        plate(&fs::read(&file).unwrap_or_else(|why| panic!("no plate for {ink}: {why}")))
    })
}

/// Reads the one kind of TIFF that Ghostscript was told to write: 8 bits, not packed.
fn plate(tiff: &[u8]) -> Plate {
    let short = |at: usize| usize::from(u16::from_le_bytes([tiff[at], tiff[at + 1]]));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    let list = long(4);
    // The values of a tag: where they stand, and how they are written.
    let values = |tag: usize| -> Vec<usize> {
        let mut entries = (0..short(list)).map(|entry| list + 2 + 12 * entry);
        let entry = entries.find(|&entry| short(entry) == tag).unwrap();
        let (kind, count) = (short(entry + 2), long(entry + 4));
        let size = if kind == 3 { 2 } else { 4 };
        let start = if size * count <= 4 {
            entry + 8
        } else {
            long(entry + 8)
        };
        let read = |at: usize| if kind == 3 { short(at) } else { long(at) };
        (0..count).map(|value| read(start + value * size)).collect()
    };
    let strips = values(273).into_iter().zip(values(279));
    let pixels = strips.flat_map(|(start, length)| &tiff[start..start + length]);
    Plate {
        width: values(256)[0],
        pixels: pixels.copied().collect(),
    }
}
