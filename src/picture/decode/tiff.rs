//! TIFF: gray, RGB and inks, of 1 to 16 bits. Of several pages, the first.

use std::io::{Cursor, ErrorKind};

use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::{Decoded, Mode, Pixels, damaged, push_on_white};
use crate::picture::limit;
use crate::picture::report::Trouble;

pub fn decode(source: &[u8]) -> Result<Decoded, Trouble> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = limit::MOST_BYTES as usize;
    limits.ifd_value_size = limit::MOST_PROFILE;
    limits.intermediate_buffer_size = (limit::MOST_BYTES / 2) as usize;
    let mut decoder = Decoder::new(Cursor::new(source))
        .map_err(complaint)?
        .with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(complaint)?;
    let color = decoder.colortype().map_err(complaint)?;
    let (mode, alpha) = match color {
        ColorType::Gray(_) => (Mode::Gray, false),
        ColorType::GrayA(_) => (Mode::Gray, true),
        ColorType::RGB(_) | ColorType::YCbCr(_) => (Mode::Rgb, false),
        ColorType::RGBA(_) => (Mode::Rgb, true),
        ColorType::CMYK(_) => (Mode::Cmyk, false),
        other => return Err(unsupported(other)),
    };
    let depth = color.bit_depth();
    let stored = u64::from(color.num_samples()) * u64::from(depth).div_ceil(8);
    limit::size(
        width.into(),
        height.into(),
        stored + mode.channels() as u64,
        source.len(),
    )?;
    let number = |tag, decoder: &mut Decoder<_>| decoder.find_tag_unsigned::<u16>(tag);
    if color.num_samples() > 1
        && number(Tag::PlanarConfiguration, &mut decoder).map_err(complaint)? == Some(2)
    {
        return Err(Trouble::Unsupported(
            "its colours are stored in separate planes".into(),
        ));
    }
    let orientation = number(Tag::Orientation, &mut decoder).ok().flatten();
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    // Colours that alpha was already applied to only want the paper added.
    let applied = alpha
        && decoder
            .get_tag_u16_vec(Tag::ExtraSamples)
            .is_ok_and(|samples| samples.first() == Some(&1));

    let samples = match decoder.read_image().map_err(complaint)? {
        DecodingResult::U8(samples) => samples,
        DecodingResult::U16(samples) => samples.iter().map(|sample| (sample >> 8) as u8).collect(),
        _ => return Err(unsupported(color)),
    };
    let data = match (color, depth) {
        (ColorType::Gray(_), 1 | 2 | 4) => {
            let most = (1_u16 << depth) - 1;
            let stretch = |value: u8| (u16::from(value) * 255 / most) as u8;
            unpacked(&samples, width, depth)
                .into_iter()
                .map(stretch)
                .collect()
        }
        (_, 8 | 16) if alpha => without_alpha(&samples, mode.channels(), applied),
        (_, 8 | 16) => samples,
        _ => return Err(unsupported(color)),
    };
    Ok(Decoded {
        pixels: Pixels {
            width,
            height,
            mode,
            data,
        },
        orientation: orientation
            .and_then(|number| u8::try_from(number).ok())
            .unwrap_or(1),
        profile,
        bilevel: color == ColorType::Gray(1),
    })
}

/// Samples of less than a byte, a byte each. Rows begin at a byte.
fn unpacked(samples: &[u8], width: u32, depth: u8) -> Vec<u8> {
    let (width, depth) = (width as usize, usize::from(depth));
    if depth == 8 {
        return samples.to_vec();
    }
    let row = (width * depth).div_ceil(8);
    let mut data = Vec::new();
    for row in samples.chunks_exact(row) {
        data.extend((0..width).map(|x| {
            let byte = row.get(x * depth / 8).copied().unwrap_or(0);
            byte << (x * depth % 8) >> (8 - depth)
        }));
    }
    data
}

fn without_alpha(samples: &[u8], channels: usize, applied: bool) -> Vec<u8> {
    let mut data = Vec::with_capacity(samples.len() / (channels + 1) * channels);
    if !applied {
        push_on_white(&mut data, samples, channels);
        return data;
    }
    for pixel in samples.chunks_exact(channels + 1) {
        if let Some((alpha, colors)) = pixel.split_last() {
            data.extend(colors.iter().map(|value| value.saturating_add(255 - alpha)));
        }
    }
    data
}

fn unsupported(color: ColorType) -> Trouble {
    Trouble::Unsupported(format!("its pixels are {color:?}"))
}

fn complaint(error: TiffError) -> Trouble {
    match error {
        TiffError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Trouble::Truncated,
        TiffError::UnsupportedError(error) => Trouble::Unsupported(error.to_string()),
        error => damaged(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples() {
        assert_eq!(
            unpacked(&[0b1010_0000, 0b0100_0000], 3, 1),
            [1, 0, 1, 0, 1, 0]
        );
        assert_eq!(unpacked(&[0x12, 0x30], 3, 4), [1, 2, 3]);
        assert_eq!(unpacked(&[0b0001_1011], 4, 2), [0, 1, 2, 3]);
        assert_eq!(without_alpha(&[100, 200], 1, true), [155]);
        assert_eq!(without_alpha(&[100, 0], 1, false), [255]);
    }
}
