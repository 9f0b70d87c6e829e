//! Files to break.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A sound picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = Cursor::new(vec![]);
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![];
    let pixels = vec![120; usize::from(width) * usize::from(height) * 3];
    jpeg_encoder::Encoder::new(&mut bytes, 80)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

/// A sound JPEG with a profile that is none.
pub fn odd_jpeg() -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    encoder.add_icc_profile(b"no profile").unwrap();
    encoder
        .encode(
            &vec![90; 600 * 400 * 3],
            600,
            400,
            jpeg_encoder::ColorType::Rgb,
        )
        .unwrap();
    bytes
}

/// A JPEG in four inks, much too much of each.
pub fn heavy_jpeg() -> Vec<u8> {
    let mut bytes = vec![];
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(
            &vec![235; 600 * 450 * 4],
            600,
            450,
            jpeg_encoder::ColorType::Cmyk,
        )
        .unwrap();
    bytes
}

/// A PNG's head that claims a size no memory has.
pub fn bomb() -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(60_000_u32.to_be_bytes().repeat(2));
    head.extend([8, 2, 0, 0, 0]);
    let sum = !head.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
        })
    });
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

/// A PDF of some pages of a size in pt, which paint something.
pub fn pdf(
    size: (f32, f32),
    pages: usize,
    content: &str,
    more: impl FnOnce(&mut Document, &mut Dictionary),
) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let parent = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, content.into()));
    let sides: Vec<Object> = vec![0.into(), 0.into(), size.0.into(), size.1.into()];
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let page = dictionary! {
                "Type" => "Page", "Parent" => parent, "Contents" => content, "Resources" => dictionary! {},
                "MediaBox" => sides.clone(), "TrimBox" => sides.clone(),
            };
            document.add_object(page).into()
        })
        .collect();
    let count = pages as i64;
    document.objects.insert(
        parent,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => parent };
    more(&mut document, &mut catalog);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// What the slot for advertisements of the small layout measures, pt.
pub const STRIP: (f32, f32) = (315.0, 54.0);
