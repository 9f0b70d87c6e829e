//! Taking a part of a picture, at its size or smaller.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};

use super::decode::{Mode, Pixels};
use super::geometry::Cut;
use super::report::Trouble;

/// Takes a part, by Lanczos' filter if it becomes smaller.
pub fn extract(pixels: Pixels, cut: &Cut) -> Result<Pixels, Trouble> {
    let [left, top, width, height] = cut.part;
    if f64::from(cut.width) == width && f64::from(cut.height) == height {
        return Ok(copy(pixels, left as usize, top as usize, cut));
    }
    let kind = match pixels.mode {
        Mode::Gray => PixelType::U8,
        Mode::Rgb => PixelType::U8x3,
        Mode::Cmyk => PixelType::U8x4,
    };
    let fault = |error: String| Trouble::Fault(error);
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.data, kind)
        .map_err(|error| fault(error.to_string()))?;
    let mut scaled = Image::new(cut.width, cut.height, kind);
    // The fourth channel is black ink, not alpha.
    let options = ResizeOptions::new()
        .crop(left, top, width, height)
        .use_alpha(false);
    Resizer::new()
        .resize(&source, &mut scaled, &options)
        .map_err(|error| fault(error.to_string()))?;
    let (width, height) = (cut.width, cut.height);
    Ok(Pixels {
        width,
        height,
        mode: pixels.mode,
        data: scaled.into_vec(),
    })
}

/// Takes whole pixels.
fn copy(pixels: Pixels, left: usize, top: usize, cut: &Cut) -> Pixels {
    let (width, height) = (cut.width, cut.height);
    if (pixels.width, pixels.height) == (width, height) {
        return pixels;
    }
    let channels = pixels.mode.channels();
    let row = pixels.width as usize * channels;
    let part = left * channels..(left + width as usize) * channels;
    let rows = pixels
        .data
        .chunks_exact(row)
        .skip(top)
        .take(height as usize);
    let data = rows
        .flat_map(|row| row.get(part.clone()).unwrap_or_default())
        .copied()
        .collect();
    Pixels {
        width,
        height,
        mode: pixels.mode,
        data,
    }
}
