//! Files become pixels of eight bits: gray, RGB or inks.
//!
//! Alpha is laid on white paper here, so that nothing later has to know about it.

mod jpeg;
mod png;
mod tiff;
mod webp;

pub use jpeg::size as jpeg_size;

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::kind::Bitmap;
use super::limit;
use super::report::Trouble;

/// What the numbers of a pixel mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Gray,
    Rgb,
    /// Inks, 255 being full ink.
    Cmyk,
}

impl Mode {
    pub fn channels(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// Rows of pixels from the top, without gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub mode: Mode,
    pub data: Vec<u8>,
}

/// A decoded file.
#[derive(Debug)]
pub struct Decoded {
    pub pixels: Pixels,
    /// How the camera was held, as EXIF numbers it.
    pub orientation: u8,
    /// The embedded profile, not yet looked at.
    pub profile: Option<Vec<u8>>,
    /// Whether the file has one bit a pixel: art in pure black and white.
    pub bilevel: bool,
}

/// Decodes a file of a known kind.
pub fn decode(source: &[u8], kind: Bitmap) -> Result<Decoded, Trouble> {
    let decode = || match kind {
        Bitmap::Jpeg => jpeg::decode(source),
        Bitmap::Png => png::decode(source),
        Bitmap::Tiff => tiff::decode(source),
        Bitmap::WebP => webp::decode(source),
    };
    // Decoders of other hands meet files of unknown hands here. One that gives up by panic must
    // cost a finding, not the newspaper.
    let caught = catch_unwind(AssertUnwindSafe(decode));
    let mut decoded =
        caught.unwrap_or_else(|_| Err(Trouble::Damaged("the decoder gave up".into())))?;
    // No profile at all would pass unseen; one without content is reported as unusable.
    let fits = |profile: Vec<u8>| {
        if profile.len() <= limit::MOST_PROFILE {
            profile
        } else {
            vec![]
        }
    };
    decoded.profile = decoded.profile.map(fits);
    let Pixels {
        width,
        height,
        mode,
        data,
    } = &decoded.pixels;
    let expected = *width as usize * *height as usize * mode.channels();
    match data.len() == expected && expected > 0 {
        true => Ok(decoded),
        false => Err(Trouble::Damaged(
            "it does not hold as many pixels as it says".into(),
        )),
    }
}

/// A color with alpha on white paper.
fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// Appends pixels whose last channel is alpha.
fn push_on_white(data: &mut Vec<u8>, row: &[u8], channels: usize) {
    for pixel in row.chunks_exact(channels + 1) {
        if let Some((alpha, colors)) = pixel.split_last() {
            data.extend(colors.iter().map(|value| on_white(*value, *alpha)));
        }
    }
}

/// A decoder's complaint in our own style, and short.
fn damaged(error: impl std::fmt::Display) -> Trouble {
    Trouble::Damaged(crate::diag::brief(error.to_string().trim_end_matches('.')).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_on_white() {
        assert_eq!(on_white(10, 255), 10);
        assert_eq!(on_white(10, 0), 255);
        assert_eq!(on_white(0, 128), 127);
        let mut data = vec![];
        push_on_white(&mut data, &[1, 2, 3, 255, 9, 9, 9, 0], 3);
        assert_eq!(data, [1, 2, 3, 255, 255, 255]);
    }
}
