//! Pictures that are cut off, or claim what cannot be.

use super::bitmap::crc;

/// A PNG's head that claims a size no memory has.
pub fn bomb() -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(60_000_u32.to_be_bytes().repeat(2));
    head.extend([8, 2, 0, 0, 0]);
    let sum = crc(&head);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    bytes.extend(head);
    bytes.extend(sum.to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xaeB`\x82");
    bytes
}

/// A drawing whose entities name one another, each ten times, thirteen deep.
pub fn unfolding_svg() -> String {
    let mut entities = String::from("<!ENTITY a0 \"aaaaaaaaaa\">");
    for n in 1..13 {
        let before = format!("&a{};", n - 1).repeat(10);
        entities += &format!("<!ENTITY a{n} \"{before}\">");
    }
    format!(
        "<!DOCTYPE svg [{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\"><desc>&a12;</desc></svg>"
    )
}

/// A sound TIFF's head and nothing else.
pub fn tiff_head() -> Vec<u8> {
    b"II*\0\x08\0\0\0\x01\0\x00\x01\x03\0\x01\0\0\0\xff\xff\0\0\0\0\0\0".to_vec()
}

pub fn webp_head() -> Vec<u8> {
    b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0".to_vec()
}
