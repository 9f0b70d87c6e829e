//! Files that are broken or mean harm: the manifest's line, and little memory.

use std::process::Command;

use jpeg_encoder::ColorType;

use super::common::Project;
use super::fixtures::*;
use super::with;

/// Address space in kilobytes that the program gets; a page takes a third of it, most of that
/// the project's fonts and the stacks of its threads.
const MEMORY: &str = "1200000";

/// Builds within bounds; gives the exit code and what was said.
fn bounded(project: &Project) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_dayang");
    let script = format!("ulimit -v {MEMORY}; exec {program} build issues/day");
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(project.path(""))
        .env("DAYANG_CACHE", "")
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), said)
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], why: &str) {
    let project = with(name, bytes, "");
    let (code, said) = bounded(&project);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(why), "{why}: {said}");
    assert!(said.contains("issue.toml:14:8"), "{said}");
    assert!(project.files("out").is_empty());
}

#[test]
fn the_bound_is_wide_enough_for_a_page() {
    let project = with("photo.jpg", &photograph(), "");
    let (code, said) = bounded(&project);
    assert!(code <= 1 && !said.contains("memory"), "{code}: {said}");
}

#[test]
fn a_truncated_jpeg() {
    let whole = jpeg(&chart(), ColorType::Rgb);
    refused("photo.jpg", &whole[..whole.len() / 2], "is cut short");
    refused("photo.jpg", &whole[..whole.len() - 2], "is cut short");
    refused("photo.jpg", b"", "is an empty file");
}

#[test]
fn a_bomb_of_a_hundred_megapixels() {
    let side = 10_000;
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; 300_000_000]).unwrap();
    drop(writer);
    assert!(bytes.len() < 3_000_000);
    refused("bomb.png", &bytes, "claims 10000 × 10000 pixels");
}

#[test]
fn a_huge_jpeg() {
    let mut huge = jpeg(&chart(), ColorType::Rgb);
    let frame = huge
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    huge[frame + 5..frame + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    refused("huge.jpg", &huge, "30000 × 30000 pixels");
}

/// A profile of the wrong kind in a picture is told and not used; in the house file it is an error.
#[test]
fn a_profile_of_the_wrong_class() {
    let extra = Extra {
        profile: Some(&PROFILE),
        ..Extra::default()
    };
    let picture = jpeg_of(&chart(), (WIDTH, HEIGHT), ColorType::Rgb, &extra);
    let (_, said) = bounded(&with("photo.jpg", &picture, ""));
    assert!(
        said.contains("has a profile that cannot be used: it does not describe RGB"),
        "{said}"
    );
    assert!(said.contains("issue.toml:14:8"), "{said}");

    let project = with("photo.jpg", &photograph(), "");
    let house = project.read("dayang.toml");
    let print = "[print]\ncondition = \"Press 3\"\nprofile = \"screen.icc\"\n";
    project.write("dayang.toml", format!("{house}\n{print}"));
    let screen = lcms2::Profile::new_srgb().icc().unwrap();
    project.write("screen.icc", screen);
    let (code, said) = bounded(&project);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("dayang.toml:"), "{said}");
    assert!(said.contains("`screen.icc` is not for this"), "{said}");
}
