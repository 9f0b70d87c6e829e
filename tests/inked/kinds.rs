//! Every kind of bitmap on a finished page.

use jpeg_encoder::ColorType;
use png::BitDepth;
use tiff::encoder::colortype;

use super::common::Project;
use super::common::plates::{Plate, plates};
use super::fixtures::*;
use super::{AT, LAYOUT, built, with};

/// A slot in which the small chart has 170 pixels an inch.
const SIZE: (usize, usize) = (27, 20);

fn small(name: &str, source: &[u8]) -> Project {
    let project = with(name, source, "");
    let layout = LAYOUT
        .replace("columns: 3, characters: 11", "columns: 9, characters: 3")
        .replace("(0, 0, 3, 20)", "(0, 0, 9, 20), legs: 1")
        .replace("(0, 21, 3, 15)", "(0, 21, 1, 2)")
        .replace("(0, 37, 3, 3)", "(0, 37, 9, 3)");
    project.write("layouts/test/inked.typ", layout);
    project
}

/// The four fields' inks at the middle of each, left to right and down.
fn fields(plates: &[Plate; 4]) -> [[f64; 4]; 4] {
    let (width, height) = SIZE;
    std::array::from_fn(|field| {
        let x = AT.0 + width / 4 + field % 2 * width / 2;
        let y = AT.1 + height / 4 + field / 2 * height / 2;
        std::array::from_fn(|plate| plates[plate].ink(x, y))
    })
}

/// White, red, blue and gray, in inks.
#[track_caller]
fn is_chart(kind: &str, source: &[u8]) {
    let project = small("photo", source);
    let pdf = built(&project);
    let [white, red, blue, gray] = fields(&plates(&pdf));
    assert!(white.iter().all(|ink| *ink < 0.02), "{kind}: {white:.2?}");
    let is = |inks: [f64; 4], wanted: [bool; 4]| {
        inks.iter()
            .zip(wanted)
            .all(|(ink, much)| (*ink > 0.4) == much)
    };
    assert!(is(red, [false, true, true, false]), "{kind}: {red:.2?}");
    assert!(is(blue, [true, true, false, false]), "{kind}: {blue:.2?}");
    assert!(gray[3] > 0.25 && gray[0] < 0.5, "{kind}: {gray:.2?}");
}

#[test]
fn rgb() {
    let wide: Vec<u8> = chart().iter().flat_map(|byte| [*byte, *byte]).collect();
    let alpha: Vec<u8> = (chart().chunks_exact(3))
        .flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255])
        .collect();
    for (kind, source) in [
        ("jpeg", jpeg(&chart(), ColorType::Rgb)),
        (
            "png of 16 bits",
            png(&wide, png::ColorType::Rgb, BitDepth::Sixteen),
        ),
        (
            "png with alpha",
            png(&alpha, png::ColorType::Rgba, BitDepth::Eight),
        ),
        ("tiff", tiff::<colortype::RGB8>(&chart())),
        ("webp", webp(&chart(), image_webp::ColorType::Rgb8)),
    ] {
        is_chart(kind, &source);
    }
}

/// A camera held on its side: the file's rows are columns of the page.
#[test]
fn turned_by_exif() {
    // As stored, turned a quarter left: the top row becomes the left column.
    let stored: Vec<u8> = (0..WIDTH)
        .rev()
        .flat_map(|x| (0..HEIGHT).map(move |y| CHART[field(x, y)]))
        .flatten()
        .collect();
    let extra = Extra {
        orientation: Some(6),
        ..Extra::default()
    };
    is_chart(
        "exif",
        &jpeg_of(&stored, (HEIGHT, WIDTH), ColorType::Rgb, &extra),
    );
}

#[test]
fn inks_keep_their_numbers() {
    let inks = [
        [0, 0, 0, 0],
        [0, 255, 204, 0],
        [255, 153, 0, 0],
        [0, 0, 0, 128],
    ];
    for (kind, color) in [("cmyk", ColorType::Cmyk), ("ycck", ColorType::CmykAsYcck)] {
        let source = jpeg(&rows(|x, y| inks[field(x, y)]), color);
        let project = small("photo.jpg", &source);
        let pdf = built(&project);
        for (found, wanted) in fields(&plates(&pdf)).iter().zip(inks) {
            for (found, wanted) in found.iter().zip(wanted) {
                let wanted = f64::from(wanted) / 255.0;
                assert!((found - wanted).abs() < 0.03, "{kind}: {found} {wanted}");
            }
        }
    }
}

#[test]
fn gray_is_black_ink_alone() {
    let gray = rows(|x, y| [[255], [200], [60], [0]][field(x, y)]);
    let project = small("photo.jpg", &jpeg(&gray, ColorType::Luma));
    let pdf = built(&project);
    let found = fields(&plates(&pdf));
    assert!(found.iter().all(|inks| inks[..3] == [0.0; 3]), "{found:?}");
    assert!(found[3][3] > 0.99 && found[0][3] < 0.01 && found[2][3] > found[1][3]);
}
