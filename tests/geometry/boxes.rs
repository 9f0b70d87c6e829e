//! Boxes: text with air inside every border, white on black, and in a box that is no rectangle.

use super::common::picture::render;
use super::{LEFT, PITCH, Page, STEP, TOP};

const BORDERS: [&str; 12] = [
    "plain",
    "double",
    "thick-thin",
    "dashed",
    "dotted",
    "lace",
    "fret",
    "beads",
    "diamonds",
    "leaves",
    "wave",
    "dots",
];

#[test]
fn text_has_air_inside_every_border() {
    for chunk in BORDERS.chunks(6) {
        let (mut slots, mut render, mut more) = (String::new(), String::new(), String::new());
        for (at, border) in chunk.iter().enumerate() {
            let name = if at == 0 {
                "story".into()
            } else {
                format!("s{at}")
            };
            slots.push_str(&format!(
                "{name}: (kind: \"article\", area: ({at}, 0, 1, 20)), "
            ));
            render.push_str(&format!(
                "boxed(page, \"{name}\", border: \"{border}\", radius: 4pt, ground: tint(10%))\n  "
            ));
            if at > 0 {
                more.push_str(&format!(
                    "[[page.article]]\nslot = \"{name}\"\nfile = \"{at}.md\"\n"
                ));
            }
        }
        let project = super::project(slots.trim_end_matches(", "), &render, &more, 150);
        for at in 1..6 {
            project.write(&format!("issues/day/{at}.md"), super::han(at * 200, 150));
        }
        project.build("issues/day");
        let words = super::words(&project.path("out/2022-04-11/YB-2022-04-11-01.pdf"));
        assert!(words.len() > 60);
        for word in &words {
            let column = ((word.left - LEFT) / STEP).floor();
            let (left, top) = (LEFT + column * STEP, TOP);
            let (right, bottom) = (left + STEP - 9.0, TOP + 20.0 * PITCH);
            assert!(
                word.left > left + 8.9 && word.right < right - 8.9,
                "{word:?}"
            );
            assert!(
                word.top > top + 9.0 && word.bottom < bottom - 9.0,
                "{word:?}"
            );
            let line = (word.top - TOP) / PITCH;
            assert!((line - line.round()).abs() < 0.01, "off the grid: {word:?}");
        }
    }
}

#[test]
fn reversed_type_is_white_on_black() {
    let slots = "story: (kind: \"article\", area: (0, 0, 2, 20))";
    let page = Page::set(
        slots,
        "boxed(page, \"story\", reversed: true, radius: 6pt)",
        "",
        300,
    );
    page.fills(&[(9.0 / STEP, 12, 1, 18), (126.0 / STEP, 12, 1, 18)]);
    let picture = render(&page.project.path("out/2022-04-11/YB-2022-04-11-01.pdf"));
    // A pixel between text and border, and the row of pixels through a line of text.
    let at = |x: f64, y: f64| {
        let dot = |length: f64| (length * 50.0 / 72.0) as u32;
        picture.get_pixel(dot(x), dot(y)).0[0]
    };
    assert!(at(LEFT + 5.0, TOP + 100.0) < 80, "the ground is not dark");
    let line = TOP + 3.5 * PITCH;
    let bright = (0..100)
        .map(|dx| at(LEFT + 12.0 + f64::from(dx), line))
        .max();
    assert!(
        bright > Some(120),
        "there is no white in the text: {bright:?}"
    );
}

#[test]
fn a_box_may_have_any_shape() {
    let slots = "story: (kind: \"article\", area: ((0, 0, 3, 12), (2, 12, 1, 12)))";
    let page = Page::set(slots, "boxed(page, \"story\", border: \"double\")", "", 380);
    // The last line above the inner corner keeps off the edge that begins there.
    let third = |line: f64| {
        let rows = page.rows();
        let at = |row: &&super::Row| {
            (row.top - TOP - line * PITCH).abs() < 1.0 && row.left > LEFT + 2.0 * STEP - 1.0
        };
        rows.iter().find(at).map(|row| row.left - LEFT - 2.0 * STEP)
    };
    let near = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 0.1);
    assert!(near(third(10.0), 0.0), "{:?}", third(10.0));
    assert!(near(third(11.0), 9.0), "{:?}", third(11.0));
    for row in page.rows() {
        let foot = row.top > TOP + 10.5 * PITCH;
        let left = LEFT + if foot { 2.0 * STEP } else { 0.0 };
        assert!(row.left > left + 8.9, "no air at the left: {row:?}");
        let right = LEFT + 3.0 * STEP - 17.9;
        assert!(row.right < right, "no air at the right: {row:?}");
        assert!(row.top > TOP + 9.0, "no air above: {row:?}");
    }
}
