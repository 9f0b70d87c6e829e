//! What of a picture is printed, and how finely.

use dayang::diag::Severity;
use dayang::picture::{Fit, Wanted};
use jpeg_encoder::ColorType;

use super::fixtures::*;
use super::make::bitmap::crc;

/// Left third cyan, middle magenta, right yellow, as inks; the upper half has black too.
fn thirds() -> Vec<u8> {
    rows(|x, y| {
        let black = if y < HEIGHT / 2 { 102 } else { 0 };
        let mut inks = [0, 0, 0, black];
        inks[(x * 3 / WIDTH) as usize] = 255;
        inks
    })
}

fn source(orientation: Option<u8>) -> Vec<u8> {
    let extra = Extra {
        orientation,
        ..Extra::default()
    };
    jpeg_of(&thirds(), (WIDTH, HEIGHT), ColorType::Cmyk, &extra)
}

/// Which ink a place has, and whether it has black.
fn seen(inks: &Inks, x: usize, y: usize) -> (usize, bool) {
    let inks = inks.at(x, y);
    (
        (0..3).max_by(|a, b| inks[*a].total_cmp(&inks[*b])).unwrap(),
        inks[3] > 20.0,
    )
}

#[test]
fn held_in_any_way() {
    // Ink and black at the upper left and the lower right of the upright picture.
    let expected = [
        [(0, true), (2, false)],
        [(2, true), (0, false)],
        [(2, false), (0, true)],
        [(0, false), (2, true)],
        [(0, true), (2, false)],
        [(0, false), (2, true)],
        [(2, false), (0, true)],
        [(2, true), (0, false)],
    ];
    for (orientation, expected) in (1..).zip(expected) {
        let (width, height) = if orientation > 4 {
            (HEIGHT, WIDTH)
        } else {
            (WIDTH, HEIGHT)
        };
        let (prepared, _) = made(&source(Some(orientation)), &whole(width, height));
        let inks = Inks::read(&prepared);
        assert_eq!(
            (inks.width, inks.height),
            (width as usize, height as usize),
            "{orientation}"
        );
        let ends = [(3, 3), (inks.width - 4, inks.height - 4)];
        assert_eq!(
            ends.map(|(x, y)| seen(&inks, x, y)),
            expected,
            "{orientation}"
        );
    }
    let mut png = png(&chart(), png::ColorType::Rgb, png::BitDepth::Eight);
    let chunk = [b"eXIf".as_slice(), &exif(6)].concat();
    let length = (chunk.len() as u32 - 4).to_be_bytes();
    // Behind the header, which ends at 33.
    png.splice(
        33..33,
        [&length[..], &chunk, &crc(&chunk).to_be_bytes()].concat(),
    );
    let (prepared, _) = made(&png, &whole(HEIGHT, WIDTH));
    assert_eq!((prepared.width_px, prepared.height_px), (HEIGHT, WIDTH));
}

#[test]
fn a_crop_keeps_its_focus() {
    // A third of the width, all the height.
    let wanted = |x: f64| Wanted {
        focus: (x, 0.5),
        ..whole(20, HEIGHT)
    };
    for (focus, ink) in [(0.0, 0), (0.5, 1), (1.0, 2)] {
        let inks = Inks::read(&made(&source(None), &wanted(focus)).0);
        assert_eq!((inks.width, inks.height), (20, HEIGHT as usize));
        for (x, y, black) in [(2, 4, true), (17, 4, true), (2, 44, false), (17, 44, false)] {
            assert_eq!(seen(&inks, x, y), (ink, black), "{focus}: {x} {y}");
        }
    }
    // Upright, the thirds lie one above the other: the first at the top.
    let wanted = Wanted {
        focus: (0.5, 0.0),
        ..whole(HEIGHT, 20)
    };
    let inks = Inks::read(&made(&source(Some(6)), &wanted).0);
    assert_eq!(seen(&inks, 24, 2).0, 0);
    assert_eq!(seen(&inks, 24, 17).0, 0);
}

#[test]
fn scaled_and_cropped_at_once() {
    // 32 × 32 points at 72 ppi: 32 pixels from 48.
    let wanted = Wanted {
        width: 32.0,
        height: 32.0,
        ppi: 72.0,
        focus: (1.0, 0.5),
        ..whole(1, 1)
    };
    let (prepared, _) = made(&source(None), &wanted);
    assert_eq!((prepared.width_px, prepared.height_px), (32, 32));
    assert!((prepared.ppi.unwrap() - 72.0).abs() < 1e-9);
    let inks = Inks::read(&prepared);
    // The crop begins at 16 of 64 pixels, the second third at 21.
    assert_eq!(seen(&inks, 0, 4), (0, true));
    assert_eq!(seen(&inks, 6, 4), (1, true));
    assert_eq!(seen(&inks, 29, 29), (2, false));
    assert!(
        near(inks.at(28, 28), [0.0, 0.0, 100.0, 0.0], 3.0),
        "{:.1?}",
        inks.at(28, 28)
    );
}

#[test]
fn all_of_it_in_its_box() {
    let wanted = Wanted {
        fit: Fit::Contain,
        width: 48.0,
        height: 300.0,
        ppi: 72.0,
        ..whole(1, 1)
    };
    let (prepared, _) = made(&source(None), &wanted);
    assert_eq!((prepared.width_px, prepared.height_px), (48, 36));
    let inks = Inks::read(&prepared);
    assert_eq!(
        [seen(&inks, 2, 2), seen(&inks, 45, 33)],
        [(0, true), (2, false)]
    );
}

#[test]
fn never_scaled_up() {
    for width in [50.0, 100.0, 1000.0] {
        let wanted = Wanted {
            width,
            height: width * 0.75,
            ppi: 300.0,
            ..whole(1, 1)
        };
        let (prepared, _) = made(&source(None), &wanted);
        assert_eq!(
            (prepared.width_px, prepared.height_px),
            (WIDTH, HEIGHT),
            "{width}"
        );
        let expected = f64::from(WIDTH) / width * 72.0;
        assert!((prepared.ppi.unwrap() - expected).abs() < 1e-9);
    }
}

#[test]
fn resolution_on_paper() {
    let at = |ppi: f64, enough: f64| {
        let points = |pixels: u32| f64::from(pixels) * 72.0 / ppi;
        let (width, height) = (points(WIDTH), points(HEIGHT));
        let (_, findings) = made(
            &source(None),
            &Wanted {
                width,
                height,
                ppi: enough,
                ..whole(1, 1)
            },
        );
        findings
            .into_iter()
            .map(|finding| (finding.rule, finding.severity))
            .collect::<Vec<_>>()
    };
    assert_eq!(at(98.0, 200.0), [("picture-resolution", Severity::Error)]);
    assert_eq!(at(99.0, 200.0), [("picture-resolution", Severity::Warning)]);
    assert_eq!(
        at(148.0, 200.0),
        [("picture-resolution", Severity::Warning)]
    );
    assert_eq!(at(149.0, 200.0), []);
    assert_eq!(
        at(300.0, 90.0),
        [],
        "what the layout makes coarse is the layout's"
    );
    // All of it inside a wide box is printed smaller than the box.
    let wide = Wanted {
        fit: Fit::Contain,
        width: 900.0,
        ..whole(WIDTH, HEIGHT)
    };
    assert!(made(&source(None), &wide).1.is_empty());
}

#[test]
fn a_box_of_no_size_is_refused() {
    let wanted = Wanted {
        width: 0.0,
        ..whole(WIDTH, HEIGHT)
    };
    let name = std::path::Path::new("a.jpg");
    let refused = dayang::picture::prepare(&source(None), name, &wanted, &PRESS, None);
    assert_eq!(refused.unwrap_err().rule, "picture-box");
}
