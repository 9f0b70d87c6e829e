//! Advertisements that come as pictures, of every kind that is sent, and in PDF with other packings
//! and colours than a press takes: on the plates, or named at the manifest's line.

use jpeg_encoder::ColorType;
use lcms2::Profile;
use tiff::encoder::{Compression, TiffEncoder, colortype};

use super::common::plates::{Plate, plates};
use super::fixtures::*;
use super::{booked, page};

/// 315 × 31.5 pt at 160 ppi.
const SIZE: (u32, u32) = (700, 70);
/// Where the place is that is booked.
const AT: (usize, usize) = (40, 476);

/// The inks of its left and its right half, in percent.
#[track_caller]
fn halves(file: &str, bytes: &[u8]) -> [[f64; 4]; 2] {
    let project = booked(file, bytes);
    let run = project.build("issues/day");
    assert!(!run.stderr.contains("picture-format"), "{}", run.stderr);
    let pdf = page(&project);
    let kinds = super::common::tool("pdfimages", &["-list", pdf.to_str().unwrap()]);
    let kinds = String::from_utf8(kinds).unwrap();
    for line in kinds.lines().skip(2) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(parts[5], "cmyk", "in the press's own numbers: {kinds}");
    }
    let plates = plates(&pdf);
    [70, 240].map(|x| inks(&plates, AT.0 + x, AT.1 + 15))
}

fn inks(plates: &[Plate; 4], x: usize, y: usize) -> [f64; 4] {
    std::array::from_fn(|plate| plates[plate].ink(x, y) * 100.0)
}

/// A pixel for each half.
fn two<const N: usize>(left: [u8; N], right: [u8; N]) -> Vec<u8> {
    (0..SIZE.1)
        .flat_map(|_| (0..SIZE.0).map(|x| if x < SIZE.0 / 2 { left } else { right }))
        .flatten()
        .collect()
}

const RED: [u8; 3] = [200, 40, 30];
const GREEN: [u8; 3] = [60, 160, 60];

fn press() -> Profile<lcms2::GlobalContext> {
    Profile::new_icc(&PROFILE).unwrap()
}

#[track_caller]
fn are(found: [[f64; 4]; 2], wanted: [[f64; 4]; 2]) {
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(near(*found, wanted, 2.5), "{found:.1?}, not {wanted:.1?}");
    }
}

#[test]
fn a_palette_and_lzw() {
    let wanted = [RED, GREEN].map(|rgb| separated_from(&Profile::new_srgb(), &press(), &rgb));
    let mut source = vec![];
    let mut encoder = png::Encoder::new(&mut source, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette([RED, GREEN].concat());
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&two([0], [1])).unwrap();
    drop(writer);
    are(halves("ad.png", &source), wanted);

    let mut source = std::io::Cursor::new(vec![]);
    let encoder = TiffEncoder::new(&mut source).unwrap();
    encoder
        .with_compression(Compression::Lzw)
        .write_image::<colortype::RGB8>(SIZE.0, SIZE.1, &two(RED, GREEN))
        .unwrap();
    are(halves("ad.tif", source.get_ref()), wanted);
}

/// A picture in a wider RGB than a screen's is converted from there.
#[test]
fn its_own_profile_counts() {
    let adobe = adobe_rgb();
    let extra = Extra {
        profile: Some(&adobe),
        ..Extra::default()
    };
    let source = jpeg_of(&two(RED, GREEN), SIZE, ColorType::Rgb, &extra);
    let own = Profile::new_icc(&adobe).unwrap();
    let wanted = [RED, GREEN].map(|rgb| separated_from(&own, &press(), &rgb));
    let found = halves("ad.jpg", &source);
    are(found, wanted);
    let screen = separated_from(&Profile::new_srgb(), &press(), &GREEN);
    assert!(
        !near(found[1], screen, 4.0),
        "as if it were sRGB: {found:.1?}"
    );
    // The same in PNG.
    let mut info = png::Info::with_size(SIZE.0, SIZE.1);
    info.icc_profile = Some(adobe.clone().into());
    info.color_type = png::ColorType::Rgb;
    let mut source = vec![];
    let encoder = png::Encoder::with_info(&mut source, info).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&two(RED, GREEN)).unwrap();
    drop(writer);
    are(halves("ad.png", &source), wanted);
}

/// Inks are numbers, whatever profile they name; black stays black ink alone.
#[test]
fn inks_with_a_profile_keep_their_numbers() {
    let extra = Extra {
        profile: Some(&PROFILE),
        ..Extra::default()
    };
    let data = two([0, 0, 0, 255], [51, 204, 26, 0]);
    let source = jpeg_of(&data, SIZE, ColorType::Cmyk, &extra);
    are(
        halves("ad.jpg", &source),
        [[0.0, 0.0, 0.0, 100.0], [20.0, 80.0, 10.2, 0.0]],
    );
}

#[test]
fn gray_is_black_ink() {
    let source = jpeg_of(&two([0], [200]), SIZE, ColorType::Luma, &Extra::default());
    let [black, gray] = halves("ad.jpg", &source);
    assert!(near(black, [0.0, 0.0, 0.0, 100.0], 1.0), "{black:?}");
    assert_eq!(gray[..3], [0.0; 3]);
    assert!((10.0..40.0).contains(&gray[3]), "{gray:?}");
}
