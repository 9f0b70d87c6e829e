//! Every kind of file gives the same inks for the same colours.

use jpeg_encoder::ColorType;
use png::BitDepth;
use tiff::encoder::colortype;

use super::fixtures::*;

/// The chart's inks: by littlecms, through the same profile and with nothing made faster.
fn expected() -> [[f64; 4]; 4] {
    CHART.map(|rgb| super::colours::separated(&rgb))
}

/// The fields of a result.
fn fields(source: &[u8]) -> [[f64; 4]; 4] {
    let inks = Inks::read(&made(source, &whole(WIDTH, HEIGHT)).0);
    assert_eq!((inks.width, inks.height), (WIDTH as usize, HEIGHT as usize));
    [(8, 8), (56, 8), (8, 40), (56, 40)].map(|(x, y)| inks.at(x, y))
}

fn assert_chart(name: &str, source: &[u8]) {
    let found = fields(source);
    for (found, expected) in found.into_iter().zip(expected()) {
        assert!(
            near(found, expected, 3.0),
            "{name}: {found:.1?}, not {expected:.1?}"
        );
    }
}

/// The chart with sixteen bits, big end first.
fn wide(data: &[u8]) -> Vec<u8> {
    data.iter().flat_map(|value| [*value, 0x80]).collect()
}

/// The chart with half its white as nothing on black.
fn transparent() -> Vec<u8> {
    rows(|x, y| match (field(x, y), CHART[field(x, y)]) {
        (0, _) => [0, 0, 0, 0],
        (_, [r, g, b]) => [r, g, b, 255],
    })
}

#[test]
fn rgb_of_every_kind() {
    let chart = chart();
    assert_chart("jpeg", &jpeg(&chart, ColorType::Rgb));
    let extra = Extra {
        progressive: true,
        ..Extra::default()
    };
    assert_chart(
        "progressive",
        &jpeg_of(&chart, (WIDTH, HEIGHT), ColorType::Rgb, &extra),
    );
    assert_chart("png", &png(&chart, png::ColorType::Rgb, BitDepth::Eight));
    assert_chart(
        "png 16",
        &png(&wide(&chart), png::ColorType::Rgb, BitDepth::Sixteen),
    );
    assert_chart(
        "png alpha",
        &png(&transparent(), png::ColorType::Rgba, BitDepth::Eight),
    );
    assert_chart(
        "png 16 alpha",
        &png(
            &wide(&transparent()),
            png::ColorType::Rgba,
            BitDepth::Sixteen,
        ),
    );
    assert_chart("tiff", &tiff::<colortype::RGB8>(&chart));
    let words: Vec<u16> = chart.iter().map(|value| u16::from(*value) * 257).collect();
    assert_chart("tiff 16", &tiff::<colortype::RGB16>(&words));
    assert_chart("tiff alpha", &tiff::<colortype::RGBA8>(&transparent()));
    assert_chart("webp", &webp(&chart, image_webp::ColorType::Rgb8));
    assert_chart(
        "webp alpha",
        &webp(&transparent(), image_webp::ColorType::Rgba8),
    );
}

#[test]
fn palette() {
    let indices: Vec<u8> = rows(|x, y| [field(x, y) as u8])
        .chunks(4)
        .map(|four| four.iter().fold(0, |byte, index| byte << 2 | index))
        .collect();
    let source = png_with(
        &indices,
        png::ColorType::Indexed,
        BitDepth::Two,
        |encoder| {
            encoder.set_palette(CHART.concat());
        },
    );
    assert_chart("png palette", &source);
}

#[test]
fn gray_is_black_ink_alone() {
    let grays = [255, 0, 128, 64];
    let data = rows(|x, y| [grays[field(x, y)]]);
    let wide: Vec<u8> = data.iter().flat_map(|value| [*value, *value]).collect();
    let sources = [
        ("jpeg", jpeg(&data, ColorType::Luma)),
        (
            "png",
            png(&data, png::ColorType::Grayscale, BitDepth::Eight),
        ),
        (
            "png 16",
            png(&wide, png::ColorType::Grayscale, BitDepth::Sixteen),
        ),
        ("tiff", tiff::<colortype::Gray8>(&data)),
        (
            "webp, which has no gray of its own",
            webp(&data, image_webp::ColorType::L8),
        ),
    ];
    for (name, source) in &sources[..4] {
        let found = fields(source);
        assert!(
            found
                .iter()
                .all(|inks| inks[..3].iter().all(|ink| *ink == 0.0)),
            "{name}: {found:.1?}"
        );
        assert!(
            found[0][3] < 1.0 && found[1][3] > 99.0,
            "{name}: {found:.1?}"
        );
        let expected = [128, 64].map(super::colours::black_for);
        for (found, expected) in [found[2][3], found[3][3]].into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 2.0,
                "{name}: {found:.1}, not {expected:.1}"
            );
        }
    }
    assert!(fields(&sources[4].1)[1][3] > 50.0);
}

#[test]
fn black_and_white_art() {
    let bits = |black: bool| if black { 0_u8 } else { 0xFF };
    let data: Vec<u8> = (0..HEIGHT)
        .flat_map(|y| (0..WIDTH / 8).map(move |x| bits((x + y / 8) % 2 == 0)))
        .collect();
    let source = png(&data, png::ColorType::Grayscale, BitDepth::One);
    let (prepared, findings) = made(&source, &whole(WIDTH, HEIGHT));
    let inks = Inks::read(&prepared);
    for (x, y) in [(0, 0), (7, 7), (8, 0), (15, 7), (8, 8), (7, 8)] {
        let black = if (x / 8 + y / 8) % 2 == 0 { 100.0 } else { 0.0 };
        assert!(near(inks.at(x, y), [0.0, 0.0, 0.0, black], 1.0), "{x} {y}");
    }
    assert_eq!(
        rules(&findings),
        ["picture-resolution"],
        "200 ppi are few for such art"
    );
}

#[test]
fn inks_keep_their_numbers() {
    let chart = [
        [0, 0, 0, 255],
        [255, 128, 0, 0],
        [0, 0, 0, 0],
        [51, 102, 153, 25],
    ];
    let data = rows(|x, y| chart[field(x, y)]);
    let mut plain = jpeg(
        &rows(|x, y| chart[field(x, y)].map(|ink| 255 - ink)),
        ColorType::Cmyk,
    );
    let mark = plain
        .windows(5)
        .position(|window| window == b"Adobe")
        .unwrap();
    plain[mark..mark + 5].copy_from_slice(b"Other");
    let sources = [
        ("cmyk", jpeg(&data, ColorType::Cmyk)),
        ("ycck", jpeg(&data, ColorType::CmykAsYcck)),
        ("cmyk without Adobe's mark", plain),
        ("tiff", tiff::<colortype::CMYK8>(&data)),
    ];
    for (name, source) in &sources {
        for (found, expected) in fields(source).into_iter().zip(chart) {
            let expected = expected.map(|ink| f64::from(ink) / 2.55);
            assert!(
                near(found, expected, 2.0),
                "{name}: {found:.1?}, not {expected:.1?}"
            );
        }
    }
}

#[test]
fn drawings() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>a</text></svg>";
    assert!(dayang::picture::is_svg(svg));
    let found = dayang::picture::look_at_svg(svg, std::path::Path::new("a.svg")).unwrap();
    assert_eq!(rules(&found), ["picture-vector"]);
    // Without having been drawn it is no picture; tests/inked draws it.
    assert_eq!(refused(svg).rule, "picture-vector");
}

#[test]
fn a_name_may_lie() {
    // `made` calls everything `a.jpg`.
    assert_chart("png", &png(&chart(), png::ColorType::Rgb, BitDepth::Eight));
    assert_eq!(refused(b"GIF89a").rule, "picture-format");
}
