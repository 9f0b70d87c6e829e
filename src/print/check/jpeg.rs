//! Looks into a picture in four inks for whether it has any but black.

use lopdf::{Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::look::Look;

/// More pixels than a page is made with are not looked into.
const MOST: usize = 200 << 20;
/// What packing may add to an empty plate, of 255.
const NOISE: u8 = 1;

/// Whether a picture is a JPEG in CMYK whose plates for cyan, magenta and yellow are empty.
/// What cannot be read is not.
pub fn black_jpeg(look: &Look, stream: &Stream) -> bool {
    let jpeg = look
        .get(&stream.dict, "Filter")
        .is_some_and(|filter| match filter {
            Object::Name(name) => name == b"DCTDecode",
            Object::Array(names) => {
                matches!(names.as_slice(), [Object::Name(name)] if name == b"DCTDecode")
            }
            _ => false,
        });
    // Stored inverted, as Adobe does, no ink is 255.
    let decode = look.array(&stream.dict, "Decode");
    let inverted = decode.first().is_some_and(|first| match first {
        Object::Integer(number) => *number == 1,
        Object::Real(number) => *number == 1.0,
        _ => false,
    });
    let empty = if inverted { 255 } else { 0 };
    jpeg && pixels(&stream.content).is_some_and(|pixels| {
        let mut inks = pixels.chunks_exact(4);
        inks.all(|pixel| pixel[..3].iter().all(|ink| ink.abs_diff(empty) <= NOISE))
    })
}

fn pixels(jpeg: &[u8]) -> Option<Vec<u8>> {
    let options = DecoderOptions::new_fast()
        .set_max_width(65_535)
        .set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if decoder.input_colorspace()? != ColorSpace::CMYK || width.checked_mul(height)? * 4 > MOST {
        return None;
    }
    decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::CMYK));
    decoder.decode().ok()
}
