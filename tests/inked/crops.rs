//! A picture is cut once, for the box that its caption leaves, and by its focus.

use super::common::tool;
use super::fixtures::*;
use super::{built, with};

use jpeg_encoder::ColorType;

const CAPTION: &str = "caption = \"柳溪两岸，春水复明，居民沿岸步行，孩子在桥上看水，老人坐在树下说往年的旱情与今年的雨水，说到溪水重新流过石桥时都笑了。\"\ncredit = \"张望 摄\"\n";

/// 1500 × 1500, black in its upper half.
fn tall() -> Vec<u8> {
    let gray: Vec<u8> = (0..1500)
        .flat_map(|y| [if y < 750 { 0 } else { 200 }; 1500])
        .collect();
    jpeg_of(&gray, (1500, 1500), ColorType::Luma, &Extra::default())
}

/// Width and height in pixels, and pixels an inch, of the page's only picture.
fn picture(pdf: &std::path::Path) -> [f64; 4] {
    let list = String::from_utf8(tool("pdfimages", &["-list", pdf.to_str().unwrap()])).unwrap();
    let line: Vec<&str> = list.lines().nth(2).unwrap().split_whitespace().collect();
    [3, 4, 12, 13].map(|at| line[at].parse().unwrap())
}

#[test]
fn a_caption_takes_nothing_of_what_was_cut() {
    let bare = with("photo.jpg", &tall(), "");
    let [width, height, ..] = picture(&built(&bare));
    assert!(
        (width / height - 315.0 / 166.5).abs() < 0.01,
        "{width} {height}"
    );
    let told = with("photo.jpg", &tall(), CAPTION);
    let pdf = built(&told);
    let [width, height, across, down] = picture(&pdf);
    // The picture's box is lower by the caption, and all that is in the file is in the box.
    assert!(width / height > 2.0, "{width} {height}");
    assert!((across - down).abs() < 1.5, "{across} {down}");
    assert!(
        (across - 200.0).abs() < 1.5,
        "the layout's resolution: {across}"
    );
    assert!((width - 315.0 / 72.0 * 200.0).abs() < 2.0, "{width}");
}

/// The focus is in the middle of what is left, not of the slot.
#[test]
fn the_focus_stays_in_the_middle_under_a_caption() {
    let project = with(
        "photo.jpg",
        &tall(),
        &format!("focus = [0.5, 0.5]\n{CAPTION}"),
    );
    let pdf = built(&project);
    let [_, height, ..] = picture(&pdf);
    let [_, _, _, black] = super::common::plates::plates(&pdf);
    let box_height = (height / 200.0 * 72.0) as usize;
    let x = super::AT.0 + 100;
    let edge = (0..box_height)
        .find(|y| black.ink(x, super::AT.1 + y) < 0.5)
        .unwrap();
    assert!(edge.abs_diff(box_height / 2) <= 2, "{edge} of {box_height}");
}
