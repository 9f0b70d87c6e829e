//! WebP: still pictures.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use super::{Decoded, Mode, Pixels, damaged, push_on_white};
use crate::picture::report::Trouble;
use crate::picture::{limit, orientation};

pub fn decode(source: &[u8]) -> Result<Decoded, Trouble> {
    let mut decoder = WebPDecoder::new(Cursor::new(source)).map_err(complaint)?;
    decoder.set_memory_limit(limit::MOST_PROFILE);
    let (width, height) = decoder.dimensions();
    // The decoder may hold four bytes a pixel of its own beside the result.
    limit::size(width.into(), height.into(), 4 + 4, source.len())?;
    if decoder.is_animated() {
        return Err(Trouble::Unsupported("it moves".into()));
    }
    let profile = decoder.icc_profile().map_err(complaint)?;
    let orientation = decoder.exif_metadata().ok().flatten();
    let size = decoder.output_buffer_size().ok_or(Trouble::Empty)?;
    let mut data = vec![0; size];
    decoder.read_image(&mut data).map_err(complaint)?;
    if decoder.has_alpha() {
        let mut flat = Vec::with_capacity(size / 4 * 3);
        push_on_white(&mut flat, &data, 3);
        data = flat;
    }
    Ok(Decoded {
        pixels: Pixels {
            width,
            height,
            mode: Mode::Rgb,
            data,
        },
        orientation: orientation.map_or(1, |exif| orientation::read(&exif)),
        profile,
        bilevel: false,
    })
}

fn complaint(error: DecodingError) -> Trouble {
    match error {
        DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Trouble::Truncated
        }
        error => damaged(error),
    }
}
