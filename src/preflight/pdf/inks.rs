//! The inks of a picture in a PDF, where they can be read: CMYK in eight bits, plain, packed
//! without loss, or as JPEG.

use lopdf::{Object, Stream};

use crate::picture::inks::Inks;
use crate::print::check::look::Look;

/// The inks of a picture; of one in other colours, or packed otherwise, nothing is known.
pub fn inks_of(look: &Look, stream: &Stream) -> Option<Inks> {
    let dict = &stream.dict;
    let number = |key| look.get(dict, key).and_then(|value| look.number(value));
    if number("BitsPerComponent")? != 8.0 || !in_inks(look, stream) {
        return None;
    }
    let decode = look.array(dict, "Decode");
    let inverted = decode.first().and_then(|first| look.number(first)) == Some(1.0);
    let filters: Vec<&[u8]> = match look.get(dict, "Filter") {
        Some(Object::Array(names)) => (names.iter())
            .filter_map(|name| look.at(name)?.as_name().ok())
            .collect(),
        Some(name) => name.as_name().into_iter().collect(),
        None => vec![],
    };
    if filters == [b"DCTDecode".as_slice()] {
        return Inks::of_pdf_jpeg(&stream.content, inverted);
    }
    let lossless: [&[u8]; 4] = [
        b"FlateDecode",
        b"LZWDecode",
        b"ASCII85Decode",
        b"ASCIIHexDecode",
    ];
    if !filters.iter().all(|filter| lossless.contains(filter)) {
        return None;
    }
    let data = match filters.is_empty() {
        true => stream.content.clone(),
        false => look.unpacked(stream)?,
    };
    // Whole, and not negative: the reader's numbers are a file's.
    let inks = Inks::new(number("Width")?.clamp(0.0, 1e6) as usize, data)?;
    Some(if inverted { inks.inverted() } else { inks })
}

/// Whether a picture's colours are four inks, a press's profile with them or not.
fn in_inks(look: &Look, stream: &Stream) -> bool {
    match look.get(&stream.dict, "ColorSpace") {
        Some(Object::Name(name)) => name == b"DeviceCMYK",
        Some(Object::Array(parts)) => {
            let profile = parts
                .get(1)
                .and_then(|part| look.at(part)?.as_stream().ok());
            let channels = profile.and_then(|profile| look.number(look.get(&profile.dict, "N")?));
            parts
                .first()
                .is_some_and(|name| matches!(name, Object::Name(name) if name == b"ICCBased"))
                && channels == Some(4.0)
        }
        _ => false,
    }
}
