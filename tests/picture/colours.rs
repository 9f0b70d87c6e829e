//! Colours on paper: against littlecms without its shortcuts, and within the ink limit.

use jpeg_encoder::ColorType;
use lcms2::{CIExyY, Flags, Intent, PixelFormat, Profile, Transform};

use super::fixtures::*;

/// Inks in percent for an RGB colour, in floating point and without optimisation.
pub fn separated(rgb: &[u8; 3]) -> [f64; 4] {
    let inks = Profile::new_icc(&PROFILE).unwrap();
    separated_from(&Profile::new_srgb(), &inks, rgb)
}

/// Lab on paper, for inks in percent.
fn lab(inks: &[[f64; 4]]) -> Vec<[f64; 3]> {
    let profile = Profile::new_icc(&PROFILE).unwrap();
    let lab = Profile::new_lab4_context(
        lcms2::GlobalContext::new(),
        &CIExyY {
            x: 0.3457,
            y: 0.3585,
            Y: 1.0,
        },
    )
    .unwrap();
    let transform: Transform<[f64; 4], [f64; 3]> = Transform::new_flags(
        &profile,
        PixelFormat::CMYK_DBL,
        &lab,
        PixelFormat::Lab_DBL,
        Intent::RelativeColorimetric,
        Flags::NO_OPTIMIZE,
    )
    .unwrap();
    let mut found = vec![[0.0; 3]; inks.len()];
    transform.transform_pixels(inks, &mut found);
    found
}

/// Black ink in percent for a gray of a screen: found by search, by the rule of docs/pictures.md.
pub fn black_for(gray: u8) -> f64 {
    let luminance = |[l, ..]: [f64; 3]| ((l + 16.0) / 116.0).powi(3);
    let blacks: Vec<_> = (0..=1000)
        .map(|k| [0.0, 0.0, 0.0, f64::from(k) / 10.0])
        .collect();
    let lights: Vec<_> = lab(&blacks).into_iter().map(luminance).collect();
    let light = ((f64::from(gray) / 255.0 + 0.055) / 1.055).powf(2.4);
    let wanted = lights[1000] + (lights[0] - lights[1000]) * light;
    let far = |k: &usize| (lights[*k] - wanted).abs();
    (0..=1000).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap() as f64 / 10.0
}

/// A chart of 9 × 9 × 9 colours in fields of 8 × 8 pixels.
fn big_chart() -> (Vec<[u8; 3]>, Vec<u8>, u32) {
    let step = |i: usize| (i * 32).min(255) as u8;
    let colors: Vec<_> = (0..729)
        .map(|i| [step(i / 81), step(i / 9 % 9), step(i % 9)])
        .collect();
    let side = 27 * 8;
    let pixel = |x: usize, y: usize| colors[y / 8 * 27 + x / 8];
    let data = (0..side)
        .flat_map(|y| (0..side).flat_map(move |x| pixel(x, y)))
        .collect();
    (colors.clone(), data, side as u32)
}

/// The chart as we make it, in inks field by field.
fn our_chart() -> Vec<[f64; 4]> {
    let (_, data, side) = big_chart();
    let mut source = vec![];
    let mut encoder = png::Encoder::new(&mut source, side, side);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&data).unwrap();
    drop(writer);
    let inks = Inks::read(&made(&source, &whole(side, side)).0);
    fields(|x, y| inks.at(x, y))
}

/// The middle of each field of the chart.
fn fields(at: impl Fn(usize, usize) -> [f64; 4]) -> Vec<[f64; 4]> {
    (0..729)
        .map(|i| at(i % 27 * 8 + 4, i / 27 * 8 + 4))
        .collect()
}

/// The mean and the greatest difference of two charts as a reader sees them (ΔE 1976).
fn differences(found: &[[f64; 4]], expected: &[[f64; 4]]) -> (f64, f64) {
    let differences: Vec<f64> = (lab(found).iter().zip(&lab(expected)))
        .map(|(a, b)| {
            let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2));
            squares.sum::<f64>().sqrt()
        })
        .collect();
    let mean = differences.iter().sum::<f64>() / differences.len() as f64;
    (mean, differences.iter().copied().fold(0.0, f64::max))
}

#[test]
fn a_chart_is_as_littlecms_has_it() {
    let (colors, ..) = big_chart();
    let expected: Vec<_> = colors.iter().map(separated).collect();
    let (mean, most) = differences(&our_chart(), &expected);
    assert!(mean < 0.5 && most < 2.0, "mean {mean:.2}, most {most:.2}");
}

/// The same by littlecms's own program, which reads and writes TIFF.
#[test]
fn a_chart_is_as_tificc_has_it() {
    let (_, data, side) = big_chart();
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    std::fs::write(path("press.icc"), &**PROFILE).unwrap();
    let mut chart = std::fs::File::create(path("chart.tif")).unwrap();
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut chart).unwrap();
    encoder
        .write_image::<tiff::encoder::colortype::RGB8>(side, side, &data)
        .unwrap();
    let output = std::process::Command::new("tificc")
        .args(["-t1", "-b", "-c0", "-i*sRGB"])
        .arg(format!("-o{}", path("press.icc")))
        .args([path("chart.tif"), path("inks.tif")])
        .output()
        .expect("tificc is needed by the tests (scripts/test installs it)");
    assert!(output.status.success(), "{output:?}");
    let inks = std::fs::File::open(path("inks.tif")).unwrap();
    let mut decoder = tiff::decoder::Decoder::new(inks).unwrap();
    assert_eq!(decoder.colortype().unwrap(), tiff::ColorType::CMYK(8));
    let tiff::decoder::DecodingResult::U8(pixels) = decoder.read_image().unwrap() else {
        panic!("the chart is not of 8 bits");
    };
    let expected = fields(|x, y| {
        let start = (y * side as usize + x) * 4;
        std::array::from_fn(|ink| f64::from(pixels[start + ink]) / 2.55)
    });
    let (mean, most) = differences(&our_chart(), &expected);
    assert!(mean < 0.5 && most < 2.0, "mean {mean:.2}, most {most:.2}");
}

#[test]
fn neutral_colours_stay_neutral_and_lean_on_black() {
    for gray in [32_u8, 64, 128, 192] {
        let data = rows(|_, _| [gray; 3]);
        let source = png(&data, png::ColorType::Rgb, png::BitDepth::Eight);
        let inks = Inks::read(&made(&source, &whole(WIDTH, HEIGHT)).0).at(20, 20);
        let [_, a, b] = lab(&[inks])[0];
        assert!(
            a.abs() < 2.0 && b.abs() < 2.0,
            "{gray}: {inks:.1?} is {a:.1} {b:.1}"
        );
        if gray < 128 {
            assert!(
                inks[..3].iter().all(|ink| *ink < inks[3]),
                "{gray}: {inks:.1?}"
            );
        }
    }
}

#[test]
fn ink_stays_within_the_limit() {
    let (_, data, side) = big_chart();
    let photograph = photograph();
    let chart = jpeg_of(&data, (side, side), ColorType::Rgb, &Extra::default());
    for (source, wanted) in [(&chart, whole(side, side)), (&photograph, whole(600, 400))] {
        let (prepared, findings) = made(source, &wanted);
        let inks = Inks::read(&prepared);
        let said = prepared.ink.unwrap();
        // The mean over 30 × 30 pixels, counted anew: at 200 ppi they are 15 mm².
        let mut most: f64 = 0.0;
        for y in (0..inks.height - 30).step_by(3) {
            for x in (0..inks.width - 30).step_by(3) {
                let area = (0..900).map(|i| inks.at(x + i % 30, y + i / 30).iter().sum::<f64>());
                most = most.max(area.sum::<f64>() / 900.0);
            }
        }
        assert!(most <= INK_LIMIT, "{most}");
        assert!((most - said).abs() < 3.0, "{most}, not {said}");
        assert!(!rules(&findings).contains(&"picture-ink"));
    }
}

#[test]
fn too_much_ink_is_taken_away() {
    let sent = |inks: [u8; 4]| jpeg(&rows(|_, _| inks), ColorType::Cmyk);
    let (prepared, findings) = made(&sent([255, 204, 204, 128]), &whole(WIDTH, HEIGHT));
    let inks = Inks::read(&prepared).at(30, 30);
    assert!(inks.iter().sum::<f64>() <= INK_LIMIT, "{inks:.1?}");
    assert!((inks[3] - 50.2).abs() < 1.0, "black stays: {inks:.1?}");
    assert!((inks[0] / inks[1] - 1.25).abs() < 0.03, "{inks:.1?}");
    assert!(prepared.ink.unwrap() <= INK_LIMIT);
    assert_eq!(rules(&findings), ["picture-ink"]);
    assert!(
        findings[0].message.contains("310 %"),
        "{}",
        findings[0].message
    );
    let (_, findings) = made(&sent([255, 204, 102, 26]), &whole(WIDTH, HEIGHT));
    assert_eq!(rules(&findings), [""; 0]);
}

#[test]
fn the_embedded_profile_counts() {
    let adobe = adobe_rgb();
    let data = rows(|_, _| [60, 160, 60]);
    let with = |profile: &[u8]| {
        let extra = Extra {
            profile: Some(profile),
            ..Extra::default()
        };
        jpeg_of(&data, (WIDTH, HEIGHT), ColorType::Rgb, &extra)
    };
    let (prepared, findings) = made(&with(&adobe), &whole(WIDTH, HEIGHT));
    assert_eq!(rules(&findings), [""; 0]);
    let own = Profile::new_icc(&adobe).unwrap();
    let expected = separated_from(&own, &Profile::new_icc(&PROFILE).unwrap(), &[60, 160, 60]);
    let found = Inks::read(&prepared).at(9, 9);
    assert!(
        near(found, expected, 2.0),
        "{found:.1?}, not {expected:.1?}"
    );
    assert!(
        !near(found, separated(&[60, 160, 60]), 4.0),
        "as if it were sRGB"
    );
    // The same in a PNG.
    let mut source = vec![];
    let mut info = png::Info::with_size(WIDTH, HEIGHT);
    info.icc_profile = Some(adobe.into());
    info.color_type = png::ColorType::Rgb;
    let encoder = png::Encoder::with_info(&mut source, info).unwrap();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&data)
        .unwrap();
    let found = Inks::read(&made(&source, &whole(WIDTH, HEIGHT)).0).at(9, 9);
    assert!(
        near(found, expected, 2.0),
        "{found:.1?}, not {expected:.1?}"
    );

    for (bad, why) in [
        (&b"no profile"[..], "not an ICC"),
        (&PROFILE, "does not describe RGB"),
    ] {
        let (prepared, findings) = made(&with(bad), &whole(WIDTH, HEIGHT));
        assert_eq!(rules(&findings), ["picture-profile"]);
        assert!(findings[0].message.contains(why), "{}", findings[0].message);
        assert!(near(
            Inks::read(&prepared).at(9, 9),
            separated(&[60, 160, 60]),
            2.0
        ));
    }
}
