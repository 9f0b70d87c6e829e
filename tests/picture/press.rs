//! The press: mono pages, and profiles that are none.

use dayang::picture::Press;
use jpeg_encoder::ColorType;

use super::colours::black_for;
use super::fixtures::*;

#[test]
fn a_mono_page_takes_black_alone() {
    let mut wanted = whole(WIDTH, HEIGHT);
    wanted.gray = true;
    let rgb = png(&chart(), png::ColorType::Rgb, png::BitDepth::Eight);
    let cmyk = jpeg(
        &rows(|x, y| [[0, 0, 0, 200], [255, 128, 0, 0]][field(x, y) % 2]),
        ColorType::Cmyk,
    );
    for source in [&rgb, &cmyk] {
        let inks = Inks::read(&made(source, &wanted).0);
        assert!(
            inks.data
                .chunks(4)
                .all(|pixel| pixel.starts_with(&[0, 0, 0]))
        );
    }
    let inks = Inks::read(&made(&rgb, &wanted).0);
    assert!(
        (inks.at(56, 40)[3] - black_for(128)).abs() < 2.0,
        "{:.1?}",
        inks.at(56, 40)
    );
    let inks = Inks::read(&made(&cmyk, &wanted).0);
    assert!(
        (inks.at(8, 8)[3] - 200.0 / 2.55).abs() < 1.0,
        "black ink stays as it is"
    );
    assert!(inks.at(56, 8)[3] > 20.0);
}

#[test]
fn a_press_needs_a_press_profile() {
    let refused =
        |profile: &[u8], limit| Press::new(profile.into(), limit).err().map(|f| f.message);
    assert!(
        refused(b"junk", 240.0)
            .unwrap()
            .contains("not an ICC profile")
    );
    assert!(
        refused(&adobe_rgb(), 240.0)
            .unwrap()
            .contains("not for a press")
    );
    assert!(refused(&PROFILE[..5000], 240.0).is_some());
    assert!(refused(&PROFILE, f64::NAN).unwrap().contains("ink limit"));
    assert!(refused(&PROFILE, 240.0).is_none());
}
