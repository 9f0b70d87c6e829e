//! Pictures within a drawing, in inks.

use lopdf::{Dictionary, Object, Stream};

use super::convert::{Converter, packed};
use super::look::{number, numbers, resolve, within};
use super::space::Space;
use crate::picture::decode::{self, Mode};
use crate::picture::{encode, kind, limit};

impl Converter<'_> {
    /// A picture that stays, or one made of inks.
    pub fn picture(&mut self, stream: &Stream, outer: &Dictionary) -> Result<Stream, String> {
        let dict = &stream.dict;
        let spaces = within(&self.document, outer, "ColorSpace");
        let mut kept = stream.clone();
        for key in ["OPI", "Alternates", "Metadata", "PieceInfo"] {
            kept.dict.remove(key.as_bytes());
        }
        let Ok(space) = dict.get(b"ColorSpace") else {
            // A mask has no colour; JPEG 2000 may have any.
            return match filters(stream).contains(&&b"JPXDecode"[..]) {
                true => Err("has a picture in JPEG 2000".into()),
                false => Ok(kept),
            };
        };
        let space = self.space(&space.clone(), &spaces, 0)?;
        match &space {
            Space::Kept => Ok(kept),
            Space::Spot(space) => {
                kept.dict.set("ColorSpace", space.clone());
                Ok(kept)
            }
            Space::Inks if !self.mono => {
                kept.dict.set("ColorSpace", "DeviceCMYK");
                Ok(kept)
            }
            Space::Table(inks) => {
                kept.dict
                    .set("ColorSpace", Space::in_table(inks, self.mono));
                Ok(kept)
            }
            Space::Rgb(separator) => {
                let separator = separator.clone();
                let (pixels, packed_as_jpeg) = self.pixels(stream, 3)?;
                let inks = separator.pixels(&pixels);
                match packed_as_jpeg {
                    _ if self.mono => {
                        let grays: Vec<u8> = inks.chunks_exact(4).map(|ink| 255 - ink[3]).collect();
                        Ok(made(kept.dict, "DeviceGray", &grays))
                    }
                    true => self.as_jpeg(kept.dict, &inks),
                    false => Ok(made(kept.dict, "DeviceCMYK", &inks)),
                }
            }
            Space::Gray => {
                let curve = self.press.grays();
                let (pixels, _) = self.pixels(stream, 1)?;
                let grays: Vec<u8> = (pixels.iter())
                    .map(|gray| 255 - curve[usize::from(*gray)])
                    .collect();
                Ok(made(kept.dict, "DeviceGray", &grays))
            }
            Space::Inks => {
                Err("has a picture in inks, and the page is printed in black alone".into())
            }
            Space::Lab(_) | Space::Pattern(_) => {
                Err("has a picture in a colour space that is not printed from".into())
            }
        }
    }

    fn as_jpeg(&self, dict: Dictionary, inks: &[u8]) -> Result<Stream, String> {
        let (width, height) = self.size(&dict)?;
        let bytes = encode::jpeg(inks, width, height, false)
            .map_err(|_| "has a picture that cannot be written again")?;
        let mut stream = made(dict, "DeviceCMYK", &[]);
        stream.dict.set("Filter", "DCTDecode");
        // Stored inverted, as Adobe does.
        let inverted: Vec<Object> = [1, 0].repeat(4).into_iter().map(Object::from).collect();
        stream.dict.set("Decode", inverted);
        stream.set_content(bytes);
        Ok(stream)
    }

    fn size(&self, dict: &Dictionary) -> Result<(u32, u32), String> {
        let side = |key: &str| {
            let value = number(resolve(&self.document, dict.get(key.as_bytes()).ok()?))?;
            (1.0..=100_000.0).contains(&value).then_some(value as u32)
        };
        match (side("Width"), side("Height")) {
            (Some(width), Some(height)) => Ok((width, height)),
            _ => Err("has a picture of no size".into()),
        }
    }

    /// A picture's pixels with a byte a channel, and whether it came as JPEG.
    fn pixels(&mut self, stream: &Stream, channels: usize) -> Result<(Vec<u8>, bool), String> {
        let dict = &stream.dict;
        let keyed = dict.get(b"Mask").map(|mask| resolve(&self.document, mask));
        if keyed.and_then(Object::as_array).is_ok() {
            return Err("has a picture whose transparency is a colour".into());
        }
        let soft = dict.get(b"SMask").map(|mask| resolve(&self.document, mask));
        if soft
            .and_then(Object::as_stream)
            .is_ok_and(|mask| mask.dict.has(b"Matte"))
        {
            return Err("has a picture that is already blended with a ground".into());
        }
        let (width, height) = self.size(dict)?;
        let a_pixel = channels as u64 + 4;
        limit::size(u64::from(width), u64::from(height), a_pixel, usize::MAX)
            .map_err(|_| format!("has a picture of {width} × {height} pixels, too large"))?;
        let filters = filters(stream);
        let mut pixels = match filters.as_slice() {
            [b"DCTDecode" | b"DCT"] => {
                let decoded = decode::decode(&stream.content, kind::Bitmap::Jpeg)
                    .map_err(|_| "has a JPEG that cannot be read")?;
                let mode = if channels == 3 { Mode::Rgb } else { Mode::Gray };
                let found = &decoded.pixels;
                if found.mode != mode || (found.width, found.height) != (width, height) {
                    return Err("has a JPEG of another kind than it says".into());
                }
                decoded.pixels.data
            }
            list if list.iter().any(|filter| {
                matches!(
                    *filter,
                    b"DCTDecode"
                        | b"DCT"
                        | b"JPXDecode"
                        | b"JBIG2Decode"
                        | b"CCITTFaxDecode"
                        | b"CCF"
                )
            }) =>
            {
                return Err("has a picture packed in a way that is not read".into());
            }
            _ => {
                let bits = dict.get(b"BitsPerComponent").ok();
                let bits = bits.and_then(|bits| number(resolve(&self.document, bits)));
                let bytes = stream
                    .get_plain_content_with_limit(limit::MOST_BYTES as usize)
                    .map_err(|_| "has a picture that cannot be unpacked")?;
                let row = width as usize * channels;
                spread(&bytes, bits.unwrap_or(8.0) as usize, row, height as usize)
                    .ok_or("has a picture that is cut short")?
            }
        };
        if let Some(decode) = numbers(&self.document, dict, "Decode") {
            for pixel in pixels.chunks_exact_mut(channels) {
                for (value, edge) in pixel.iter_mut().zip(decode.chunks_exact(2)) {
                    let part = f64::from(*value) / 255.0;
                    let part = edge[0] + part * (edge[1] - edge[0]);
                    *value = (part.clamp(0.0, 1.0) * 255.0).round() as u8;
                }
            }
        }
        Ok((
            pixels,
            !filters.is_empty() && filters[0].starts_with(b"DCT"),
        ))
    }
}

fn filters(stream: &Stream) -> Vec<&[u8]> {
    stream.filters().unwrap_or_default()
}

/// A picture of eight bits, packed.
fn made(mut dict: Dictionary, space: &str, bytes: &[u8]) -> Stream {
    for key in ["DecodeParms", "Decode", "Intent"] {
        dict.remove(key.as_bytes());
    }
    dict.set("ColorSpace", space);
    dict.set("BitsPerComponent", 8);
    packed(dict, bytes)
}

/// Rows of values of so many bits as bytes. Each row begins with a byte of its own.
fn spread(bytes: &[u8], bits: usize, row: usize, rows: usize) -> Option<Vec<u8>> {
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return None;
    }
    let length = (row * bits).div_ceil(8);
    let mut out = Vec::with_capacity(row * rows);
    for at in 0..rows {
        let line = bytes.get(at * length..(at + 1) * length)?;
        match bits {
            8 => out.extend_from_slice(line),
            16 => out.extend(line.iter().step_by(2)),
            _ => out.extend((0..row).filter_map(|value| {
                let bit = value * bits;
                let byte = *line.get(bit / 8)?;
                let most = (1u16 << bits) - 1;
                let part = u16::from(byte) >> (8 - bits - bit % 8) & most;
                Some((part * 255 / most) as u8)
            })),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn values_of_few_bits() {
        assert_eq!(
            spread(&[0b1010_0000, 0x40], 1, 3, 2),
            Some(vec![255, 0, 255, 0, 255, 0])
        );
        assert_eq!(spread(&[0x1F], 4, 2, 1), Some(vec![17, 255]));
        assert_eq!(spread(&[1, 2, 3, 4], 16, 2, 1), Some(vec![1, 3]));
        assert_eq!(spread(&[1], 8, 2, 1), None);
    }
}
