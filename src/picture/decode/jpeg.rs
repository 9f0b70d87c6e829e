//! JPEG: gray, RGB, and inks as CMYK or YCCK.
//!
//! The decoder fills what is missing from a file with gray and says nothing. A newspaper prints
//! no half pictures, so it is told to be strict, and the end of the file is looked for as well.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Decoded, Mode, Pixels, damaged};
use crate::picture::report::Trouble;
use crate::picture::{limit, orientation};

/// Longest side that a JPEG can have.
const MOST_SIDE: usize = 65_535;

/// The one thing that the strict decoder minds and that takes nothing from the picture: bytes
/// between two segments, which some cameras leave.
const HARMLESS: &str = "Extra bytes between headers";

pub fn decode(source: &[u8]) -> Result<Decoded, Trouble> {
    let frame = Frame::find(source);
    if !frame.ended {
        return Err(Trouble::Truncated);
    }
    match decode_as(source, &frame, true) {
        Err(Trouble::Damaged(why)) if why.contains(HARMLESS) => decode_as(source, &frame, false),
        decoded => decoded,
    }
}

/// Width and height in pixels, read from the head.
pub fn size(source: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = JpegDecoder::new(ZCursor::new(source));
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    Some((width as u32, height as u32))
}

fn decode_as(source: &[u8], frame: &Frame, strict: bool) -> Result<Decoded, Trouble> {
    let options = DecoderOptions::new_fast()
        .set_max_width(MOST_SIDE)
        .set_max_height(MOST_SIDE)
        .set_strict_mode(strict);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(source), options);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Trouble::Empty)?;
    let stored = decoder.input_colorspace().ok_or(Trouble::Empty)?;
    let (mode, output) = match stored {
        ColorSpace::Luma => (Mode::Gray, ColorSpace::Luma),
        ColorSpace::YCbCr | ColorSpace::RGB => (Mode::Rgb, ColorSpace::RGB),
        ColorSpace::CMYK | ColorSpace::YCCK => (Mode::Cmyk, stored),
        _ => {
            return Err(Trouble::Unsupported(
                "its colours are of an unknown kind".into(),
            ));
        }
    };
    // Progressive files keep every coefficient in two bytes until the last one is read.
    let channels = mode.channels() as u64;
    let a_pixel = if frame.progressive {
        3 * channels
    } else {
        channels
    };
    limit::size(width as u64, height as u64, a_pixel, source.len())?;
    decoder.set_options(options.jpeg_set_out_colorspace(output));
    let mut data = decoder.decode().map_err(damaged)?;
    match stored {
        ColorSpace::YCCK => inks_from_ycck(&mut data),
        // Adobe's files hold the inverse of the inks; files that do not name Adobe, the inks.
        ColorSpace::CMYK if frame.adobe => data.iter_mut().for_each(|ink| *ink = 255 - *ink),
        _ => {}
    }
    Ok(Decoded {
        pixels: Pixels {
            width: width as u32,
            height: height as u32,
            mode,
            data,
        },
        orientation: decoder.exif().map_or(1, |exif| orientation::read(exif)),
        profile: decoder.icc_profile(),
        bilevel: false,
    })
}

/// YCCK is made of inverted inks: the inverse of RGB is C, M and Y inverted, so RGB is the inks.
fn inks_from_ycck(data: &mut [u8]) {
    for pixel in data.chunks_exact_mut(4) {
        if let [y, cb, cr, k] = pixel {
            let (luma, blue, red) = (
                f32::from(*y),
                f32::from(*cb) - 128.0,
                f32::from(*cr) - 128.0,
            );
            let ink = |value: f32| value.round().clamp(0.0, 255.0) as u8;
            *y = ink(luma + 1.402 * red);
            *cb = ink(luma - 0.344_136 * blue - 0.714_136 * red);
            *cr = ink(luma + 1.772 * blue);
            *k = 255 - *k;
        }
    }
}

/// What the segments before the picture say and the decoder does not tell.
#[derive(Debug, Default)]
struct Frame {
    progressive: bool,
    adobe: bool,
    /// Whether the mark of the end follows the picture.
    ended: bool,
}

impl Frame {
    fn find(source: &[u8]) -> Self {
        let mut frame = Self::default();
        let mut at = 2;
        while let Some(&[mark, code, high, low]) = source.get(at..at + 4) {
            match (mark, code) {
                (0xFF, 0xFF) | (0x00..=0xFE, _) => {
                    at += 1;
                    continue;
                }
                (_, 0xC2 | 0xC6) => frame.progressive = true,
                (_, 0xEE) => frame.adobe |= source[at + 4..].starts_with(b"Adobe"),
                (_, 0xDA) => {
                    // A thumbnail's end stands before; nothing in a scan looks like an end.
                    frame.ended = source[at..].windows(2).any(|pair| pair == [0xFF, 0xD9]);
                    return frame;
                }
                _ => {}
            }
            at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
        }
        frame
    }
}
