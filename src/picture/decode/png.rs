//! PNG: any depth, with alpha or a palette. Decoded by rows, so that sixteen bits and alpha are
//! gone before they add up.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};

use super::{Decoded, Mode, Pixels, damaged, push_on_white};
use crate::picture::report::Trouble;
use crate::picture::{limit, orientation};

/// Memory for chunks, profiles and rows; pixels are counted by us.
const MOST_AUXILIARY: usize = 64 << 20;

pub fn decode(source: &[u8]) -> Result<Decoded, Trouble> {
    let mut decoder = Decoder::new_with_limits(
        Cursor::new(source),
        Limits {
            bytes: MOST_AUXILIARY,
        },
    );
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(complaint)?;
    let info = reader.info();
    let (width, height, interlaced) = (info.width, info.height, info.interlaced);
    let bilevel = info.bit_depth == BitDepth::One
        && info.color_type == ColorType::Grayscale
        && info.trns.is_none();
    let profile = info.icc_profile.as_deref().map(<[u8]>::to_vec);
    let orientation = info.exif_metadata.as_deref().map_or(1, orientation::read);
    let (color, _) = reader.output_color_type();
    let (mode, alpha) = match color {
        ColorType::Grayscale => (Mode::Gray, false),
        ColorType::GrayscaleAlpha => (Mode::Gray, true),
        ColorType::Rgb => (Mode::Rgb, false),
        ColorType::Rgba => (Mode::Rgb, true),
        ColorType::Indexed => return Err(Trouble::Unsupported("its palette is missing".into())),
    };
    let channels = mode.channels();
    // An interlaced file is decoded whole before alpha can go.
    let whole = if interlaced {
        channels + usize::from(alpha)
    } else {
        0
    };
    limit::size(
        width.into(),
        height.into(),
        (channels + whole) as u64,
        source.len(),
    )?;

    let mut data = Vec::with_capacity(width as usize * height as usize * channels);
    let mut add = |row: &[u8]| match alpha {
        true => push_on_white(&mut data, row, channels),
        false => data.extend_from_slice(row),
    };
    if interlaced {
        let size = reader.output_buffer_size().ok_or(Trouble::Empty)?;
        let mut frame = vec![0; size];
        reader.next_frame(&mut frame).map_err(complaint)?;
        add(&frame);
    } else {
        while let Some(row) = reader.next_row().map_err(complaint)? {
            add(row.data());
        }
    }
    let pixels = Pixels {
        width,
        height,
        mode,
        data,
    };
    Ok(Decoded {
        pixels,
        orientation,
        profile,
        bilevel,
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
