//! Bitmaps out of a rule for their pixels.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};

pub fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    packed(RgbImage::from_fn(width, height, |x, y| Rgb(pixel(x, y))).into())
}

pub fn gray_png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> u8) -> Vec<u8> {
    packed(GrayImage::from_fn(width, height, |x, y| Luma([pixel(x, y)])).into())
}

fn packed(picture: DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Of one gray all over.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    flat_jpeg((width, height), 120, ColorType::Rgb, |_| ())
}

/// In four inks as its maker separated it: much too much of each.
pub fn heavy_jpeg() -> Vec<u8> {
    flat_jpeg((600, 450), 235, ColorType::Cmyk, |_| ())
}

/// A sound one with a profile that is none.
pub fn odd_jpeg() -> Vec<u8> {
    flat_jpeg((600, 450), 90, ColorType::Rgb, |encoder| {
        encoder.add_icc_profile(b"no profile").unwrap();
    })
}

fn flat_jpeg(
    (width, height): (u16, u16),
    value: u8,
    color: ColorType,
    set: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, 90);
    set(&mut encoder);
    let pixels = usize::from(width) * usize::from(height);
    let channels = if color == ColorType::Cmyk { 4 } else { 3 };
    let pixels = vec![value; pixels * channels];
    encoder.encode(&pixels, width, height, color).unwrap();
    bytes
}

/// The sum that ends a chunk of a PNG.
pub fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}
