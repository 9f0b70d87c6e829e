//! Text stays in the shape of its slot, runs through it in reading order, and keeps clear of
//! what stands inside.

use serde_json::json;

use super::{Page, STEP, project};

const STORY: &str = "story(page, \"story\")";

#[test]
fn an_l_has_a_leg_a_base_column() {
    let slots = "story: (kind: \"article\", area: ((0, 0, 3, 10), (2, 10, 1, 10)))";
    let page = Page::set(slots, STORY, "", 38 * 13);
    page.fills(&[(0.0, 13, 0, 10), (1.0, 13, 0, 10), (2.0, 13, 0, 20)]);
    let fit = page.fit();
    let lines: Vec<_> = (fit["legs"].as_array().unwrap().iter())
        .map(|leg| leg["lines"].clone())
        .collect();
    assert_eq!(lines, [10, 10, 20]);
    assert_eq!(
        (&fit["capacity"], &fit["over_lines"]),
        (&json!(520), &json!(0))
    );
}

#[test]
fn stairs_are_read_from_the_left() {
    let area = "((0, 0, 3, 8), (0, 8, 2, 6), (0, 14, 1, 4))";
    let slots = format!("story: (kind: \"article\", area: {area})");
    let page = Page::set(&slots, STORY, "", 39 * 13);
    page.fills(&[(0.0, 13, 0, 18), (1.0, 13, 0, 14), (2.0, 13, 0, 8)]);
}

#[test]
fn rectangles_may_have_measures_of_their_own() {
    // Two long legs over three of one column each.
    let area = "((0, 0, 3, 6), (0, 6, 3, 4))";
    let slots = format!("story: (kind: \"article\", area: {area}, legs: (2, 3))");
    let page = Page::set(&slots, STORY, "", 12 * 20 + 10 * 13);
    let second = (369.0 - 180.0) / STEP;
    let upper = [(0.0, 20, 0, 6), (second, 20, 0, 6)];
    let lower = [(0.0, 13, 6, 4), (1.0, 13, 6, 4), (2.0, 13, 6, 4)];
    page.fills(&[&upper[..], &lower[..]].concat());
}

#[test]
fn slots_may_lock_into_one_another() {
    // The boxes around both overlap; they share no cell.
    let slots = "story: (kind: \"article\", area: ((0, 0, 4, 10), (0, 10, 2, 12))),
    other: (kind: \"article\", area: ((2, 11, 4, 11), (4, 0, 2, 11)), optional: true)";
    let swapped = slots.replace(
        "((2, 11, 4, 11), (4, 0, 2, 11))",
        "((4, 0, 2, 11), (2, 11, 4, 11))",
    );
    // The upper one of two rectangles comes first.
    let run = project(slots, STORY, "", 100).run(&["build", "issues/day"]);
    assert!(
        run.stderr.contains("not in reading order"),
        "{}",
        run.stderr
    );
    let page = Page::set(
        &swapped,
        &format!("{STORY}\n  outline-rule(page, \"story\")"),
        "",
        63 * 13,
    );
    page.fills(&[
        (0.0, 13, 0, 22),
        (1.0, 13, 0, 22),
        (2.0, 13, 0, 10),
        (3.0, 13, 0, 10),
    ]);
}

const PHOTO: &str = "[[page.picture]]\nslot = \"photo\"\nfile = \"stream.jpg\"\n";

#[test]
fn text_runs_around_a_picture_half_into_its_columns() {
    let slots = "story: (kind: \"article\", area: (0, 0, 4, 24)),
    photo: (kind: \"picture\", area: (0.5, 8, 2, 7), inside: \"story\", optional: true)";
    let render = format!("{STORY}\n  picture(page, \"photo\")");
    // The picture covers seven characters of the first column, all of the second and six of
    // the third; a blank line is above and below it.
    let page = Page::set(slots, &render, PHOTO, 900);
    let right = 2.0 + 7.0 * 9.0 / STEP;
    page.fills(&[
        (0.0, 13, 0, 7),
        (0.0, 6, 7, 9),
        (0.0, 13, 16, 8),
        (1.0, 13, 0, 7),
        (1.0, 13, 16, 8),
        (2.0, 13, 0, 7),
        (right, 6, 7, 9),
        (2.0, 13, 16, 8),
        (3.0, 13, 0, 24),
    ]);
    let legs = page.fit()["legs"].as_array().unwrap().len();
    assert_eq!(legs, 9);
    // Without the picture the legs are whole.
    let page = Page::set(slots, &render, "", 1100);
    page.fills(&[
        (0.0, 13, 0, 24),
        (1.0, 13, 0, 24),
        (2.0, 13, 0, 24),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn a_bar_across_a_long_measure_is_read_over() {
    // All that is above a picture as wide as the text is read before what is below.
    let slots = "story: (kind: \"article\", area: (0, 0, 4, 20), legs: 3),
    photo: (kind: \"picture\", area: (0, 6, 4, 7), inside: \"story\")";
    let page = Page::set(
        slots,
        &format!("{STORY}\n  picture(page, \"photo\")"),
        PHOTO,
        510,
    );
    let (second, third) = (
        (495.0 - 17.0 * 9.0) / 2.0 / STEP,
        (495.0 - 17.0 * 9.0) / STEP,
    );
    page.fills(&[
        (0.0, 17, 0, 5),
        (second, 17, 0, 5),
        (third, 17, 0, 5),
        (0.0, 17, 14, 6),
        (second, 17, 14, 6),
        (third, 17, 14, 6),
    ]);
}

#[test]
fn what_stands_within_an_l_is_kept_clear_too() {
    let slots = "story: (kind: \"article\", area: ((0, 0, 4, 10), (2, 10, 2, 14))),
    photo: (kind: \"picture\", area: (2, 7, 1, 8), inside: \"story\")";
    let page = Page::set(
        slots,
        &format!("{STORY}\n  picture(page, \"photo\")"),
        PHOTO,
        700,
    );
    page.fills(&[
        (0.0, 13, 0, 10),
        (1.0, 13, 0, 10),
        (2.0, 13, 0, 6),
        (2.0, 13, 16, 8),
        (3.0, 13, 0, 24),
    ]);
    assert!(page.run.stderr.is_empty(), "{}", page.run.stderr);
}
