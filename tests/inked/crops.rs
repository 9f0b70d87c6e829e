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

/// Gray with one black stripe around a place from 0 to 1, across or down.
fn striped(size: (u32, u32), at: f64, across: bool) -> Vec<u8> {
    let all = if across { size.0 } else { size.1 };
    let gray: Vec<u8> = (0..size.1)
        .flat_map(|y| (0..size.0).map(move |x| if across { x } else { y }))
        .map(|place| {
            let apart = f64::from(place) / f64::from(all) - at;
            if apart.abs() < 0.02 { 0 } else { 200 }
        })
        .collect();
    jpeg_of(&gray, size, ColorType::Luma, &Extra::default())
}

/// Where a row of dots is black, in the middle of the black.
fn stripe(inks: impl Iterator<Item = f64>) -> f64 {
    let black: Vec<usize> = inks
        .enumerate()
        .filter_map(|(at, ink)| (ink > 0.9).then_some(at))
        .collect();
    assert!(!black.is_empty(), "the stripe is cut away");
    (black[0] + black[black.len() - 1] + 1) as f64 / 2.0
}

/// With the caption below, a focus near the foot is in the middle of what is left.
#[test]
fn a_focus_near_the_edge_over_a_caption() {
    let more = format!("focus = [0.2, 0.8]\n{CAPTION}");
    let project = with("photo.jpg", &striped((1000, 3000), 0.8, false), &more);
    let pdf = built(&project);
    let [_, height, ..] = picture(&pdf);
    let height = height / 200.0 * 72.0;
    let [_, _, _, black] = super::common::plates::plates(&pdf);
    let x = super::AT.0 + 100;
    let found = stripe((0..height as usize).map(|y| black.ink(x, super::AT.1 + y)));
    assert!((found - height / 2.0).abs() < 2.0, "{found} of {height}");
}

/// With the caption at the side, the picture is cut once too: the place that is asked for is where
/// one cut leaves it, at either side.
#[test]
fn a_focus_near_the_edge_beside_a_caption() {
    for (place, left) in [("side", 0), ("left", 89)] {
        let more = format!("focus = [0.2, 0.8]\n{CAPTION}");
        let project = with("photo.jpg", &striped((3000, 1000), 0.2, true), &more);
        project.replace(
            "layouts/test/inked.typ",
            "picture(page, \"photo\")",
            &format!("picture(page, \"photo\", caption: \"{place}\", side: 81pt)"),
        );
        let pdf = built(&project);
        let [width, height, across, down] = picture(&pdf);
        assert!((across - down).abs() < 1.5, "{across} {down}");
        // 315 pt less the caption and its gap; as high as the slot.
        let (box_width, box_height) = (226.0, 164.25);
        assert!(
            (width / height - box_width / box_height).abs() < 0.02,
            "{width} {height}"
        );
        let [_, _, _, black] = super::common::plates::plates(&pdf);
        let (x, y) = (super::AT.0 + left, super::AT.1 + 80);
        let found = stripe((0..226).map(|at| black.ink(x + at, y)));
        // The left edge of the cut is the picture's own, and 0.2 of 3000 px stands so far in.
        let wanted = 600.0 / 1000.0 * box_height;
        assert!((found - wanted).abs() < 3.0, "{found}, not {wanted}");
    }
}
