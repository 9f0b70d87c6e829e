//! Heads over, beside, in and between their text, and upright at its side; pull quotes.

use super::{BODY, LEFT, PITCH, Page, STEP, TOP, project};

/// A headline and a pull quote of characters that no story here has.
const HEAD: &str = "headline = \"齄齇龘\"\n";
const QUOTE: &str = "quote = \"龘齇齄齇龘\"\n";

/// Four columns, 24 lines.
const SLOT: &str = "story: (kind: \"article\", area: (0, 0, 4, 24))";

/// A story whose headline group takes four lines, set so.
fn set(arguments: &str, characters: usize) -> Page {
    // Lines of its own size, so that no headline style changes what is measured here.
    let head = "let head(page, fill, width, style) = (lines: 4, body: block(width: width, \
                height: 45pt, align(center + horizon, part(fill.id, \"headline\", \
                set-type(\"song\", 24pt, fill.headline.join())))))\n  ";
    let render = format!("{head}story(page, \"story\", head: head, {arguments})");
    Page::set(SLOT, &render, HEAD, characters)
}

/// Insists that the headline stands in some columns and lines.
fn stands(page: &Page, text: &str, column: f64, line: usize, columns: f64, lines: usize) {
    let (left, top, right, bottom) = page.of(text);
    let from = LEFT + column * STEP;
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let middle = from + (columns * STEP - 9.0) / 2.0;
    assert!((x - middle).abs() < 1.0, "middle {x}, not {middle}");
    let middle = TOP + (line as f64 + lines as f64 / 2.0) * PITCH;
    assert!((y - middle).abs() < 4.0, "height {y}, not {middle}");
}

#[test]
fn over_the_text() {
    let page = set("", 76 * 13);
    stands(&page, "齄齇龘", 0.0, 0, 4.0, 4);
    page.fills(&[
        (0.0, 13, 4, 20),
        (1.0, 13, 4, 20),
        (2.0, 13, 4, 20),
        (3.0, 13, 4, 20),
    ]);
}

#[test]
fn beside_the_text() {
    let page = set("position: \"beside\"", 85 * 13);
    stands(&page, "齄齇龘", 0.0, 0, 2.0, 4);
    page.fills(&[
        (0.0, 13, 4, 20),
        (1.0, 13, 4, 20),
        (2.0, 13, 0, 24),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn wrapped_in_the_text() {
    let page = set("position: \"wrapped\"", 80 * 13);
    stands(&page, "齄齇龘", 1.0, 9, 2.0, 4);
    page.fills(&[
        (0.0, 13, 0, 24),
        (1.0, 13, 0, 8),
        (1.0, 13, 14, 10),
        (2.0, 13, 0, 8),
        (2.0, 13, 14, 10),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn wrapped_at_a_place_that_is_given() {
    // One column wide in the middle of the second and third: text beside it is narrow.
    let page = set("position: \"wrapped\", head-area: (1.5, 10, 1, 5)", 1050);
    stands(&page, "齄齇龘", 1.5, 10, 1.0, 5);
    let right = 2.0 + 7.0 * BODY / STEP;
    page.fills(&[
        (0.0, 13, 0, 24),
        (1.0, 13, 0, 9),
        (1.0, 6, 9, 7),
        (1.0, 13, 16, 8),
        (2.0, 13, 0, 9),
        (right, 6, 9, 7),
        (2.0, 13, 16, 8),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn between_the_legs() {
    let page = set("position: \"between\"", 85 * 13);
    stands(&page, "齄齇龘", 1.0, 0, 2.0, 4);
    page.fills(&[
        (0.0, 13, 0, 24),
        (1.0, 13, 4, 20),
        (2.0, 13, 4, 20),
        (3.0, 13, 0, 24),
    ]);
}

/// An upright stand-in, 40pt wide.
const UPRIGHT: &str = "let head(page, fill, of, style) = (width: 40pt, body: block(width: 40pt, \
    part(fill.id, \"headline\", stack(..fill.headline.join().clusters().map(c => \
    set-type(\"song\", 24pt, c))))))\n  ";

#[test]
fn upright_at_the_right() {
    let render =
        format!("{UPRIGHT}story(page, \"story\", head: head, position: \"vertical-right\")");
    let page = Page::set(SLOT, &render, HEAD, 900);
    let (left, top, right, _) = page.of("齄齇龘");
    let edge = LEFT + 4.0 * STEP - 9.0;
    assert!(
        left > edge - 40.1 && right < edge + 0.1 && top > TOP - 1.0,
        "{left} {right}"
    );
    // 446pt are left: as three legs of 15 characters, the gaps a little wider.
    let gap = (446.0 - 3.0 * 135.0) / 2.0 + 135.0;
    page.fills(&[
        (0.0, 15, 0, 24),
        (gap / STEP, 15, 0, 24),
        (2.0 * gap / STEP, 15, 0, 24),
    ]);
}

#[test]
fn upright_at_the_left_and_shorter_than_the_text() {
    let render = format!(
        "{UPRIGHT}story(page, \"story\", head: head, position: \"vertical-left\", \
         head-area: (1, 12))"
    );
    let page = Page::set(SLOT, &render, HEAD, 1000);
    stands(&page, "齄齇龘", 0.0, 0, 1.0, 6);
    page.fills(&[
        (0.0, 13, 13, 11),
        (1.0, 13, 0, 24),
        (2.0, 13, 0, 24),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn a_pull_quote_over_two_legs() {
    let render = "story(page, \"story\", quote: (column: 1, line: 8, columns: 2))";
    let page = Page::set(SLOT, render, QUOTE, 82 * 13);
    let (left, top, right, bottom) = page.of("龘齇齄齇龘");
    assert!(left > LEFT + STEP - 0.1 && right < LEFT + 3.0 * STEP - 9.0);
    let lines = ((bottom - top) / PITCH).ceil();
    assert!(top > TOP + 8.0 * PITCH && lines < 3.0, "{top} {bottom}");
    page.fills(&[
        (0.0, 13, 0, 24),
        (1.0, 13, 0, 7),
        (1.0, 13, 12, 12),
        (2.0, 13, 0, 7),
        (2.0, 13, 12, 12),
        (3.0, 13, 0, 24),
    ]);
}

#[test]
fn a_head_on_a_picture_is_refused() {
    let slots =
        format!("{SLOT},\n    photo: (kind: \"picture\", area: (1, 2, 2, 8), inside: \"story\")");
    let more = format!("{HEAD}[[page.picture]]\nslot = \"photo\"\nfile = \"stream.jpg\"\n");
    let render = "story(page, \"story\")\n  picture(page, \"photo\")";
    let run = project(&slots, render, &more, 300).run(&["build", "issues/day"]);
    let said = "the headline group stands on slot `photo`; give it another `head-area` (slot `story` of page 1)";
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
