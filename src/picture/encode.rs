//! Writing inks as a CMYK JPEG, the one form that Typst passes to the PDF byte for byte.
//!
//! Typst gives every such JPEG an inverted `Decode`, so the inks are stored inverted, as Adobe
//! does. No profile goes in: the numbers are already the press's own.

use jpeg_encoder::{ColorType, Encoder, QuantizationTableType, SamplingFactor};

use super::report::Trouble;

/// A screen on newsprint shows nothing of what is lost at this quality.
const QUALITY: u8 = 90;

/// Black-and-white art shows every ripple at its edges.
const LINE_ART_QUALITY: u8 = 100;

/// Writes inks, four bytes a pixel, 255 being full ink.
pub fn jpeg(inks: &[u8], width: u32, height: u32, bilevel: bool) -> Result<Vec<u8>, Trouble> {
    let side = |side: u32| u16::try_from(side).map_err(|_| Trouble::Fault("too wide".into()));
    let mut bytes = Vec::with_capacity(inks.len() / 6 + 1024);
    let mut encoder = Encoder::new(&mut bytes, if bilevel { LINE_ART_QUALITY } else { QUALITY });
    // No plate is chroma: each is as sharp and as true as the black one.
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    let table = || QuantizationTableType::Custom(Box::new(LUMINANCE));
    encoder.set_quantization_tables(table(), table());
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(inks, side(width)?, side(height)?, ColorType::Cmyk)
        .map_err(|error| Trouble::Fault(error.to_string()))?;
    Ok(bytes)
}

/// The table for luminance in annex K of the JPEG standard.
#[rustfmt::skip]
const LUMINANCE: [u16; 64] = [
    16, 11, 10, 16,  24,  40,  51,  61,
    12, 12, 14, 19,  26,  58,  60,  55,
    14, 13, 16, 24,  40,  57,  69,  56,
    14, 17, 22, 29,  51,  87,  80,  62,
    18, 22, 37, 56,  68, 109, 103,  77,
    24, 35, 55, 64,  81, 104, 113,  92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103,  99,
];
