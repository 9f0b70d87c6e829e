//! Files that were cut, torn or made to do harm: a finding, soon, and little memory.

use std::path::Path;
use std::time::{Duration, Instant};

use dayang::diag::Finding;
use dayang::picture::prepare;
use jpeg_encoder::ColorType;
use tiff::encoder::colortype;

use super::fixtures::*;
use super::make::bitmap::crc;

/// A picture of every kind, with noise in it so that most of the file matters.
fn every_kind() -> Vec<(&'static str, Vec<u8>)> {
    let mut seed = 7_u32;
    let noise: Vec<u8> = (0..WIDTH * HEIGHT * 4)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        })
        .collect();
    let count = (WIDTH * HEIGHT) as usize;
    let rgb = &noise[..count * 3];
    let profile = Some(&PROFILE[..3000]);
    let extra = Extra {
        progressive: true,
        profile,
        orientation: Some(6),
    };
    vec![
        ("jpeg", jpeg(rgb, ColorType::Rgb)),
        (
            "progressive",
            jpeg_of(rgb, (WIDTH, HEIGHT), ColorType::Rgb, &extra),
        ),
        ("cmyk", jpeg(&noise, ColorType::CmykAsYcck)),
        (
            "png",
            png(&noise, png::ColorType::Rgba, png::BitDepth::Eight),
        ),
        (
            "gray png",
            png(
                &noise[..count * 2],
                png::ColorType::Grayscale,
                png::BitDepth::Sixteen,
            ),
        ),
        ("tiff", tiff::<colortype::RGB8>(rgb)),
        ("cmyk tiff", tiff::<colortype::CMYK8>(&noise)),
        ("webp", webp(rgb, image_webp::ColorType::Rgb8)),
        (
            "svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><g><path d='M0 0'/></g></svg>".to_vec(),
        ),
    ]
}

fn tried(source: &[u8]) -> Result<(), Box<Finding>> {
    let began = Instant::now();
    if dayang::picture::is_svg(source) {
        return dayang::picture::look_at_svg(source, Path::new("a.svg")).map(drop);
    }
    let result = prepare(
        source,
        Path::new("a.jpg"),
        &whole(WIDTH, HEIGHT),
        &PRESS,
        None,
    );
    let took = began.elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    result.map(|_| ())
}

#[test]
fn cut_short_anywhere() {
    for (kind, source) in every_kind() {
        for part in 0..50 {
            let cut = &source[..source.len() * part / 50];
            let finding = tried(cut).expect_err(&format!("{kind} is made of {part}/50"));
            assert!(
                finding.unreadable && !finding.hints.is_empty(),
                "{kind}: {finding:#?}"
            );
            let known = ["picture-damaged", "picture-format", "picture-vector"];
            assert!(known.contains(&finding.rule), "{kind}: {finding:#?}");
        }
        assert_eq!(tried(&source), Ok(()), "{kind}");
    }
}

#[test]
fn a_jpeg_that_lost_its_last_bytes() {
    for (kind, source) in &every_kind()[..3] {
        for lost in 1..20 {
            let cut = &source[..source.len() - lost];
            assert_eq!(
                tried(cut).unwrap_err().rule,
                "picture-damaged",
                "{kind} {lost}"
            );
        }
    }
}

#[test]
fn bytes_changed_at_random() {
    let mut seed = 42_u64;
    let mut random = move |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for (_, source) in every_kind() {
        for round in 0..150 {
            let mut torn = source.clone();
            for _ in 0..=round % 8 {
                // The heads of files are where harm is done.
                let reach = if round % 2 == 0 {
                    torn.len().min(400)
                } else {
                    torn.len()
                };
                let at = random(reach);
                torn[at] = random(256) as u8;
            }
            // Either is right; no panic, no hang.
            let _ = tried(&torn);
        }
    }
    assert!(peak_megabytes() < 1000, "{} MB", peak_megabytes());
}

/// The most memory this process ever had, where the system tells.
fn peak_megabytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// A small file that claims a size.
fn claiming(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let mut jpeg = jpeg(&chart(), ColorType::Rgb);
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&(height.min(65_535) as u16).to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&(width.min(65_535) as u16).to_be_bytes());
    let mut png = png(&chart(), png::ColorType::Rgb, png::BitDepth::Eight);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let mut tiff = tiff::<colortype::RGB8>(&chart());
    for (tag, value) in [(256_u16, width), (257, height)] {
        let head = [&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0]].concat();
        let at = tiff.windows(8).position(|window| window == head).unwrap();
        tiff[at + 8..at + 12].copy_from_slice(&value.to_le_bytes());
    }
    vec![("jpeg", jpeg), ("png", png), ("tiff", tiff)]
}

#[test]
fn sizes_that_are_only_claimed() {
    for (kind, source) in claiming(30_000, 30_000) {
        let finding = tried(&source).unwrap_err();
        // A TIFF also says how many strips it has, and that is looked at first.
        let expected = if kind == "tiff" {
            "picture-damaged"
        } else {
            "picture-size"
        };
        assert_eq!(finding.rule, expected, "{kind}: {finding:#?}");
        assert!(
            kind == "tiff" || finding.message.contains("30000 × 30000"),
            "{kind}: {finding:#?}"
        );
    }
    for (kind, source) in claiming(0, 100) {
        assert_eq!(
            tried(&source).unwrap_err().rule,
            "picture-damaged",
            "{kind}"
        );
    }
    for (kind, source) in claiming(4_000_000_000, 4_000_000_000) {
        assert!(tried(&source).is_err(), "{kind}");
    }
}

#[test]
fn bombs_of_a_hundred_megapixels() {
    let side = 10_000;
    let nothing = vec![0_u8; 100_000_000];
    let mut png = vec![];
    let mut encoder = png::Encoder::new(&mut png, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&nothing)
        .unwrap();
    let mut tiff = std::io::Cursor::new(vec![]);
    let deflate = tiff::encoder::Compression::Deflate(Default::default());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut tiff)
        .unwrap()
        .with_compression(deflate);
    encoder
        .write_image::<colortype::Gray8>(side, side, &nothing)
        .unwrap();
    let jpeg = jpeg_of(&nothing, (side, side), ColorType::Luma, &Extra::default());
    for (kind, source) in [("png", png), ("tiff", tiff.into_inner()), ("jpeg", jpeg)] {
        let finding = tried(&source).expect_err(kind);
        assert_eq!(finding.rule, "picture-size", "{kind}");
        assert!(
            finding.message.contains("10000 × 10000"),
            "{}",
            finding.message
        );
    }
}

#[test]
fn drawings_that_reach_out() {
    let linked = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'>\
        <image x:href='http://example.org/a.png'/></svg>";
    let finding = tried(linked.as_bytes()).unwrap_err();
    assert!(
        finding.message.contains("http://example.org/a.png"),
        "{finding:#?}"
    );
    let laughs: String = (1..40)
        .map(|i| format!("<!ENTITY a{i} '&a{};&a{};'>", i - 1, i - 1))
        .collect();
    let bomb = format!("<!DOCTYPE svg [<!ENTITY a0 'ha'>{laughs}]><svg>&a39;</svg>");
    assert_eq!(tried(bomb.as_bytes()).unwrap_err().rule, "picture-vector");
    assert!(tried(b"%PDF-1.7\n%%EOF trailer << /Encrypt 5 0 R >>").is_err());
}

#[test]
fn other_files_are_named() {
    for (source, named) in [
        (&b"GIF89a"[..], "GIF"),
        (b"8BPS\0\x01", "Photoshop"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript"),
        (b"", "empty"),
        (b"text", "no kind"),
    ] {
        let finding = refused(source);
        assert!(finding.message.contains(named), "{}", finding.message);
        assert!(!finding.message.ends_with('.'));
    }
}
