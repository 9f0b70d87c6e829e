//! Pictures made for tests, the press they are made for, and a reader of results.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use dayang::diag::Finding;
use dayang::picture::{Fit, Prepared, Press, Wanted, prepare};
use jpeg_encoder::{ColorType, Encoder};
use lcms2::{CIExyY, Flags, Intent, PixelFormat, Profile, Transform};

/// The newsprint profile that is shipped.
pub static PROFILE: LazyLock<Arc<[u8]>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles/newsprint-tr002.icc.zz");
    let packed = std::fs::read(path).unwrap();
    miniz_oxide::inflate::decompress_to_vec_zlib(&packed)
        .unwrap()
        .into()
});

pub const INK_LIMIT: f64 = 240.0;

pub static PRESS: LazyLock<Press> =
    LazyLock::new(|| Press::new(PROFILE.clone(), INK_LIMIT).unwrap());

/// A box that takes a picture as it is, at 200 ppi.
pub fn whole(width: u32, height: u32) -> Wanted {
    let points = |pixels: u32| f64::from(pixels) / 200.0 * 72.0;
    Wanted {
        width: points(width),
        height: points(height),
        fit: Fit::Cover,
        focus: (0.5, 0.5),
        gray: false,
        ppi: 10_000.0,
    }
}

pub fn made(source: &[u8], wanted: &Wanted) -> (Prepared, Vec<Finding>) {
    match prepare(source, Path::new("a.jpg"), wanted, &PRESS, None) {
        Ok(made) => made,
        Err(finding) => panic!("{finding:#?}"),
    }
}

pub fn refused(source: &[u8]) -> Finding {
    match prepare(source, Path::new("a.jpg"), &whole(64, 48), &PRESS, None) {
        Ok((_, findings)) => panic!("made, with {findings:#?}"),
        Err(finding) => *finding,
    }
}

pub fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

/// A result's inks, by a decoder of other hands than the one that reads sources.
pub struct Inks {
    pub width: usize,
    pub height: usize,
    pub data: Vec<u8>,
}

impl Inks {
    pub fn read(prepared: &Prepared) -> Self {
        assert_eq!(prepared.extension, "jpg");
        let bytes = &prepared.bytes;
        let contains = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(
            contains(b"Adobe"),
            "inverted inks are only understood with Adobe's mark"
        );
        let mark = bytes.windows(5).position(|window| window == b"Adobe");
        assert_eq!(bytes[mark.unwrap() + 11], 0, "CMYK as it is, not YCCK");
        assert!(!contains(b"ICC_PROFILE"));
        let mut decoder = jpeg_decoder::Decoder::new(&bytes[..]);
        let data = decoder.decode().unwrap();
        let info = decoder.info().unwrap();
        assert_eq!(info.pixel_format, jpeg_decoder::PixelFormat::CMYK32);
        let (width, height) = (usize::from(info.width), usize::from(info.height));
        assert_eq!(
            (width as u32, height as u32),
            (prepared.width_px, prepared.height_px)
        );
        Self {
            width,
            height,
            data,
        }
    }

    /// The inks at a place, in percent.
    pub fn at(&self, x: usize, y: usize) -> [f64; 4] {
        let at = (y * self.width + x) * 4;
        std::array::from_fn(|ink| f64::from(self.data[at + ink]) / 2.55)
    }
}

/// Whether inks are near others, in percent.
pub fn near(found: [f64; 4], expected: [f64; 4], by: f64) -> bool {
    found
        .iter()
        .zip(expected)
        .all(|(found, expected)| (found - expected).abs() <= by)
}

/// The colours of the chart: four flat fields, two by two.
pub const CHART: [[u8; 3]; 4] = [
    [255, 255, 255],
    [200, 40, 30],
    [30, 60, 160],
    [128, 128, 128],
];
pub const WIDTH: u32 = 64;
pub const HEIGHT: u32 = 48;

/// Which field a pixel is in.
pub fn field(x: u32, y: u32) -> usize {
    usize::from(x >= WIDTH / 2) + 2 * usize::from(y >= HEIGHT / 2)
}

/// Rows of a picture of the chart's size.
pub fn rows<const N: usize>(pixel: impl Fn(u32, u32) -> [u8; N]) -> Vec<u8> {
    (0..HEIGHT)
        .flat_map(|y| (0..WIDTH).flat_map(|x| pixel(x, y)).collect::<Vec<_>>())
        .collect()
}

pub fn chart() -> Vec<u8> {
    rows(|x, y| CHART[field(x, y)])
}

/// Extra segments of a JPEG.
#[derive(Default)]
pub struct Extra<'a> {
    pub profile: Option<&'a [u8]>,
    pub orientation: Option<u8>,
    pub progressive: bool,
}

pub fn jpeg_of(data: &[u8], size: (u32, u32), color: ColorType, extra: &Extra) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, 98);
    encoder.set_progressive(extra.progressive);
    if let Some(profile) = extra.profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    if let Some(orientation) = extra.orientation {
        let exif = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
        encoder.add_app_segment(1, exif).unwrap();
    }
    encoder
        .encode(data, size.0 as u16, size.1 as u16, color)
        .unwrap();
    bytes
}

/// The chart's size as JPEG.
pub fn jpeg(data: &[u8], color: ColorType) -> Vec<u8> {
    jpeg_of(data, (WIDTH, HEIGHT), color, &Extra::default())
}

pub fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0".to_vec();
    exif[19] = orientation;
    exif
}

pub fn png(data: &[u8], color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    png_with(data, color, depth, |_| {})
}

pub fn png_with(
    data: &[u8],
    color: png::ColorType,
    depth: png::BitDepth,
    set: impl FnOnce(&mut png::Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(color);
    encoder.set_depth(depth);
    set(&mut encoder);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(data)
        .unwrap();
    bytes
}

pub fn tiff<C: tiff::encoder::colortype::ColorType>(data: &[C::Inner]) -> Vec<u8>
where
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut bytes = std::io::Cursor::new(vec![]);
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    encoder.write_image::<C>(WIDTH, HEIGHT, data).unwrap();
    bytes.into_inner()
}

pub fn webp(data: &[u8], color: image_webp::ColorType) -> Vec<u8> {
    let mut bytes = vec![];
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(data, WIDTH, HEIGHT, color)
        .unwrap();
    bytes
}

/// A photograph of the sample issue.
pub fn photograph() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("issues/2022-04-11/pictures");
    std::fs::read(folder.join("dandelions.jpg")).unwrap()
}

/// Inks in percent for a colour of some RGB, in floating point and without optimisation.
pub fn separated_from(from: &Profile, inks: &Profile, rgb: &[u8; 3]) -> [f64; 4] {
    let flags = Flags::BLACKPOINT_COMPENSATION | Flags::NO_OPTIMIZE;
    let intent = Intent::RelativeColorimetric;
    let transform: Transform<[f64; 3], [f64; 4]> = Transform::new_flags(
        from,
        PixelFormat::RGB_DBL,
        inks,
        PixelFormat::CMYK_DBL,
        intent,
        flags,
    )
    .unwrap();
    let mut found = [[0.0; 4]];
    transform.transform_pixels(&[rgb.map(|value| f64::from(value) / 255.0)], &mut found);
    found[0]
}

/// Adobe RGB (1998), made here.
pub fn adobe_rgb() -> Vec<u8> {
    let white = CIExyY {
        x: 0.3127,
        y: 0.329,
        Y: 1.0,
    };
    let primary = |x, y| CIExyY { x, y, Y: 1.0 };
    let primaries = lcms2::CIExyYTRIPLE {
        Red: primary(0.64, 0.33),
        Green: primary(0.21, 0.71),
        Blue: primary(0.15, 0.06),
    };
    let curve = lcms2::ToneCurve::new(2.2);
    Profile::new_rgb(&white, &primaries, &[&curve, &curve, &curve])
        .unwrap()
        .icc()
        .unwrap()
}
