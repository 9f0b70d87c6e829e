//! What kind of file a picture is, by its first bytes. A name may lie.

use super::report::Trouble;

/// A kind that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bitmap(Bitmap),
    Svg,
    Pdf,
}

/// A kind that is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bitmap {
    Jpeg,
    Png,
    Tiff,
    WebP,
}

/// Kinds that a newsroom gets and that cannot be printed from, by what stands where.
const REFUSED: [(usize, &[u8], &str); 13] = [
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"8BPS", "Photoshop (PSD)"),
    (0, b"%!PS", "PostScript"),
    (0, b"\xC5\xD0\xD3\xC6", "EPS"),
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypheix", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (0, b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (0, b"\0\0\0\x0CJXL ", "JPEG XL"),
    (0, b"\xFF\x0A", "JPEG XL"),
    (0, b"\x1F\x8B", "packed (gzip, perhaps SVGZ)"),
];

/// Tells the kind.
pub fn tell(source: &[u8]) -> Result<Kind, Trouble> {
    let has =
        |at: usize, magic: &[u8]| source.get(at..).is_some_and(|rest| rest.starts_with(magic));
    if source.is_empty() {
        return Err(Trouble::NoBytes);
    }
    if has(0, b"\xFF\xD8\xFF") {
        return Ok(Kind::Bitmap(Bitmap::Jpeg));
    }
    if has(0, b"\x89PNG\r\n\x1A\n") {
        return Ok(Kind::Bitmap(Bitmap::Png));
    }
    if ["II*\0", "MM\0*", "II+\0", "MM\0+"]
        .iter()
        .any(|magic| has(0, magic.as_bytes()))
    {
        return Ok(Kind::Bitmap(Bitmap::Tiff));
    }
    if has(0, b"RIFF") && has(8, b"WEBP") {
        return Ok(Kind::Bitmap(Bitmap::WebP));
    }
    if let Some((_, _, what)) = REFUSED.iter().find(|(at, magic, _)| has(*at, magic)) {
        return Err(Trouble::Refused(what));
    }
    // A PDF may have some bytes of something else before its head.
    let head = source.get(..1024).unwrap_or(source);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    let text = source
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(source)
        .trim_ascii_start();
    let opens = |with: &[u8]| text.starts_with(with);
    if opens(b"<svg") || ((opens(b"<?xml") || opens(b"<!")) && mentions_svg(text)) {
        return Ok(Kind::Svg);
    }
    Err(Trouble::Unknown)
}

fn mentions_svg(text: &[u8]) -> bool {
    let head = text.get(..16 << 10).unwrap_or(text);
    head.windows(4).any(|window| window == b"<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(
            tell(b"\xFF\xD8\xFF\xE0").unwrap(),
            Kind::Bitmap(Bitmap::Jpeg)
        );
        assert_eq!(
            tell(b"\x89PNG\r\n\x1A\n").unwrap(),
            Kind::Bitmap(Bitmap::Png)
        );
        assert_eq!(
            tell(b"RIFF\0\0\0\0WEBPVP8 ").unwrap(),
            Kind::Bitmap(Bitmap::WebP)
        );
        assert_eq!(tell(b"junk\n%PDF-1.7").unwrap(), Kind::Pdf);
        assert_eq!(tell(b"\xEF\xBB\xBF \n<svg xmlns=''/>").unwrap(), Kind::Svg);
        assert_eq!(
            tell(b"<?xml version='1.0'?><!-- a --><svg/>").unwrap(),
            Kind::Svg
        );
        assert!(matches!(
            tell(b"<?xml version='1.0'?><html/>"),
            Err(Trouble::Unknown)
        ));
        assert!(matches!(tell(b"RIFF\0\0\0\0WAVE"), Err(Trouble::Unknown)));
        assert!(matches!(tell(b"GIF89a"), Err(Trouble::Refused("GIF"))));
        assert!(matches!(
            tell(b"\0\0\0 ftypheic"),
            Err(Trouble::Refused("HEIC"))
        ));
        assert!(matches!(tell(b""), Err(Trouble::NoBytes)));
        assert!(matches!(tell(b"\xFF"), Err(Trouble::Unknown)));
    }
}
