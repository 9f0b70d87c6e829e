//! Vertical headlines (竖题), set by the real program and read back.

mod common;

use common::{Project, Word, text, words};

const PITCH: f64 = 11.25;
const TOP: f64 = 40.0;
const LINES: f64 = 30.0;

const LAYOUT: &str = r#"#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 390mm, height: 200mm),
  grid: (columns: 8, characters: 13, lines: 40, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 40pt, top: 40pt),
  slots: (lead: (kind: "article", area: (0, 0, 4, 36))),
)
#let standing(page, fill, width, style) = {
  let made = vertical-headline(page, fill, 30, style)
  (body: place(top + right, dx: width, made.body), lines: 30)
}
#let render(page) = newspaper(page, story(page, "lead", head: standing, style: (STYLE)))
"#;

fn project(style: &str, front: &str) -> Project {
    Project::one_head(&LAYOUT.replace("STYLE", style), front)
}

fn page(style: &str, front: &str) -> (String, Vec<Word>) {
    let project = project(style, front);
    project.build("issues/a");
    let pdf = project.path("out/2026-11-22/YB-2026-11-22-01.pdf");
    (text(&pdf), words(&pdf))
}

/// The box around all words that are among these characters.
fn around(words: &[Word], characters: &str) -> (f64, f64, f64, f64) {
    // The body stands below.
    let some = words
        .iter()
        .filter(|word| word.top < 360.0 && word.text.chars().any(|c| characters.contains(c)));
    some.fold((f64::MAX, f64::MAX, 0.0, 0.0), |(l, t, r, b), word| {
        (
            l.min(word.left),
            t.min(word.top),
            f64::max(r, word.right),
            f64::max(b, word.bottom),
        )
    })
}

#[test]
fn the_group_stands_from_right_to_left_in_reading_order() {
    let front = "kicker = \"民生实事\"\nheadline = [\"柳溪{复明}\", \"百姓开颜\"]\ndeck = \"整治河道46公里\"\nbyline = \"温一禾\"";
    let (text, words) = page("headline: 30pt", front);
    assert!(
        text.contains("民生实事柳溪复明百姓开颜整治河道46公里温一禾"),
        "{text}"
    );
    let [kicker, first, second, deck, byline] =
        ["民生实事", "柳溪复明", "百姓开颜", "整治河道公里", "温一禾"]
            .map(|part| around(&words, part));
    for (right, left) in [
        (kicker, first),
        (first, second),
        (second, deck),
        (deck, byline),
    ] {
        assert!(
            left.2 < right.0 + 12.0 && left.0 < right.0,
            "{right:?} {left:?}"
        );
    }
    // Lines stand: higher than wide. A headline's own size is blank above and below.
    for line in [first, second] {
        assert!(
            line.3 - line.1 > 100.0 && line.2 - line.0 < 60.0,
            "{line:?}"
        );
    }
    for part in [kicker, first, second, deck, byline] {
        assert!(
            part.1 > TOP + 20.0 && part.3 < TOP + LINES * PITCH - 20.0,
            "{part:?}"
        );
    }
}

#[test]
fn a_line_too_high_gets_smaller_then_breaks_then_is_named() {
    // 276pt are free: ten characters of 30pt go down to 27pt.
    let ten = "headline = \"澜江治水十年河清岸绿\"";
    let (_, words) = page("headline: 30pt", ten);
    let (left, top, right, bottom) = around(&words, "澜江治水十年河清岸绿");
    assert!(bottom - top < 290.0 && right - left < 45.0, "{words:?}");
    // Fourteen break.
    let long = "headline = \"澜江治水十年|河清岸绿百姓开颜\"";
    let (text, words) = page("headline: 30pt", long);
    assert!(text.contains("澜江治水十年河清岸绿百姓开颜"), "{text}");
    assert!(
        around(&words, "澜江治水十年").0 > around(&words, "河清岸绿百姓开颜").0 + 25.0,
        "{words:?}"
    );
    let run = project("headline: 30pt, most: 1", long).run(&["build", "issues/a"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("is 14 characters wide"),
        "{}",
        run.stderr
    );
}
