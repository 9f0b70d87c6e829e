//! Vertical type read back from finished pages: order, places of glyphs, figures in one cell, kinsoku, and
//! that no character is lost on the way.

mod common;

use std::path::PathBuf;

use common::dots::dots;
use common::{Project, Word, copy_folder, repository, squeeze, text, tool, words};

/// A character of the test's pages, pt.
const EM: f64 = 20.0;
/// From the axis of one line to that of the next, pt.
const PITCH: f64 = 30.0;
/// Copy with a mark in every few characters.
const COPY: &str = "“船来了！”他喊道，“快看：那是《澜江号》、《柳溪号》，还有——谁的小船？”众人（老的、少的）一齐望去……江面白茫茫，\
风也大，浪也高；橹声、桨声、吆喝声，“咿呀，咿呀”，渐渐近了。船头站着一个人，戴斗笠，披蓑衣，他说：“水急，话短。”大家都笑了。";

/// A project with a layout of the test's own: `body` is what `render` sets, in a context.
fn page(body: &str, manifest: &str) -> Project {
    let project = Project::house();
    let layout = format!(
        r#"#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 600pt, height: 400pt),
  grid: (columns: 2, characters: 10, lines: 12, body: {EM}pt, pitch: {PITCH}pt, gutter: 20pt,
    ascent: 17.6pt, left: 40pt, top: 20pt),
  slots: (story: (kind: "article", area: (0, 0, 2, 12), legs: 1, optional: true)),
)
#let render(page) = newspaper(page, running(page, context {{
{body}
}}))
"#
    );
    project.write("layouts/test/page.typ", layout);
    let head =
        "[issue]\ndate = 2026-11-21\nnumber = 1\n\n[[page]]\nnumber = 1\nlayout = \"test/page\"\n";
    project.write("issues/day/issue.toml", format!("{head}{manifest}"));
    project
}

/// The page's PDF.
fn pdf(project: &Project) -> PathBuf {
    project.path("out/2026-11-21/YB-2026-11-21-01.pdf")
}

/// Words of one line of 320 pt, its cells beginning at y = 20 and its axis at x = 110.
fn line(role: &str, copy: &str) -> (Project, PathBuf) {
    let body = format!(
        "place(top + left, dx: 100pt, dy: 20pt, vertical(height: 360pt, {{
           set par(first-line-indent: 0pt, justify: false)
           set-type(\"{role}\", {EM}pt, \"{copy}\")
         }}))"
    );
    let project = page(&body, "");
    project.build("issues/day");
    let pdf = pdf(&project);
    (project, pdf)
}

fn one<'a>(words: &'a [Word], text: &str) -> &'a Word {
    let found = words.iter().find(|word| word.text == text);
    found.unwrap_or_else(|| panic!("no word {text} in {words:?}"))
}

fn middle(word: &Word) -> f64 {
    (word.left + word.right) / 2.0
}

/// The edges of the ink in a rectangle of the page, as parts of its size: left, top, right, bottom.
fn ink(pdf: &std::path::Path, x: f64, y: f64, width: f64, height: f64) -> [f64; 4] {
    const SCALE: f64 = 4.0;
    let pixels = |length: f64| ((length * SCALE).round() as u32).to_string();
    let png = tool(
        "pdftoppm",
        &[
            "-r",
            "288",
            "-gray",
            "-png",
            "-x",
            &pixels(x),
            "-y",
            &pixels(y),
            "-W",
            &pixels(width),
            "-H",
            &pixels(height),
            pdf.to_str().unwrap(),
        ],
    );
    let picture = image::load_from_memory(&png).unwrap().into_luma8();
    let dark: Vec<(u32, u32)> = picture
        .enumerate_pixels()
        .filter(|(_, _, pixel)| pixel.0[0] < 128)
        .map(|(x, y, _)| (x, y))
        .collect();
    assert!(!dark.is_empty(), "no ink at {x}, {y}");
    let part = |edge: Option<u32>, size: u32| f64::from(edge.unwrap()) / f64::from(size);
    let (width, height) = picture.dimensions();
    [
        part(dark.iter().map(|at| at.0).min(), width),
        part(dark.iter().map(|at| at.1).min(), height),
        part(dark.iter().map(|at| at.0).max(), width),
        part(dark.iter().map(|at| at.1).max(), height),
    ]
}

#[test]
fn han_stand_one_below_another_on_one_axis() {
    for role in ["song", "hei", "kai", "fang"] {
        let (_project, pdf) = line(role, "澜江之水");
        let words = words(&pdf);
        let text: String = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(text, "澜江之水");
        for (at, word) in words.iter().enumerate() {
            assert!((middle(word) - 110.0).abs() < 0.1, "{role}: {word:?}");
            let step = word.top - words[0].top;
            assert!((step - at as f64 * EM).abs() < 0.1, "{role}: {word:?}");
        }
    }
}

#[test]
fn short_numbers_stand_in_one_cell_and_longer_ones_are_turned() {
    for role in ["song", "hei", "kai", "fang"] {
        let (_project, pdf) = line(role, "第7版第12版共365天自1946年");
        let words = words(&pdf);
        for number in ["7", "12", "365"] {
            let word = one(&words, number);
            assert!((middle(word) - 110.0).abs() < 1.2, "{role}: {word:?}");
            assert!(word.right - word.left <= EM + 0.1, "{role}: {word:?}");
        }
        // A cell is one character long: seven cells and three more stand above.
        let han: Vec<&Word> = words.iter().filter(|word| word.text == "版").collect();
        assert!(
            (han[1].top - han[0].top - 3.0 * EM).abs() < 0.3,
            "{role}: {han:?}"
        );
        let year = one(&words, "1946");
        assert!(year.height() > year.right - year.left, "{role}: {year:?}");
        assert_eq!(text(&pdf), "第7版第12版共365天自1946年");
    }
}

#[test]
fn latin_is_turned_and_single_letters_are_not() {
    let (_project, pdf) = line("song", "用Typst排A股");
    let words = words(&pdf);
    let name = one(&words, "Typst");
    assert!(name.height() > 1.5 * (name.right - name.left), "{name:?}");
    let letter = one(&words, "A");
    assert!((middle(letter) - 110.0).abs() < 1.0, "{letter:?}");
    assert_eq!(text(&pdf), "用Typst排A股");
}

#[test]
fn stops_keep_to_the_right_corner_and_brackets_lie_across() {
    // FandolFang has no vertical forms of its own.
    for role in ["song", "hei", "kai", "fang"] {
        let (_project, pdf) = line(role, "水，江（");
        let [left, top, right, bottom] = ink(&pdf, 100.0, 20.0 + EM, EM, EM);
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        assert!(x > 0.6 && y < 0.4, "{role}: {x} {y}");
        let [left, top, right, bottom] = ink(&pdf, 100.0, 20.0 + 3.0 * EM, EM, EM);
        assert!(right - left > 1.5 * (bottom - top), "{role}: bracket");
        // It opens downwards, in the lower half of its cell.
        assert!(top > 0.45, "{role}: {top}");
    }
}

#[test]
fn dashes_are_one_stroke_and_dots_one_row() {
    for role in ["song", "hei", "kai", "fang"] {
        let (_project, pdf) = line(role, "水——江……");
        for strip in 0..8 {
            let y = 20.0 + EM + 2.0 + f64::from(strip) * 4.5;
            let [left, _, right, _] = ink(&pdf, 100.0, y, EM, 2.0);
            assert!(
                right - left < 0.2,
                "{role}: the stroke is broken or not upright"
            );
            assert!(
                (0.35..0.65).contains(&((left + right) / 2.0)),
                "{role}: {left} {right}"
            );
        }
        let [left, top, right, bottom] = ink(&pdf, 100.0, 20.0 + 4.0 * EM, EM, 2.0 * EM);
        assert!(right - left < 0.25 && bottom - top > 0.6, "{role}: dots");
    }
}

#[test]
fn quotes_become_corner_brackets_and_stay_quotes_in_the_text() {
    let (_project, pdf) = line("song", "水“澜江”");
    assert_eq!(text(&pdf), "水“澜江”");
    let [left, top, right, _] = ink(&pdf, 100.0, 20.0 + EM, EM, EM);
    assert!(top > 0.4 && right - left > 0.3, "{left} {top} {right}");
}

/// A story in one vertical thread of two tiers of ten characters, five lines each.
fn story(place: &str, copy: &str) -> Project {
    let body = format!(
        "let fill = page.slots.story.fill
         place(top + left, dx: 300pt, dy: 20pt, part(fill.id, \"headline\", vertical(height: 300pt, fill.headline.join(\"\"))))
         let pieces = thread(
           ((width: 200pt, lines: 6), (width: 140pt, lines: 9)),
           fill.blocks.map(b => (kind: \"par\", body: runs(b.runs))),
           slot: \"story\", article: fill.id, pitch: {PITCH}pt, ascent: 17.6pt, vertical: true,
         )
         {place}"
    );
    let project = page(
        &body,
        "\n[[page.article]]\nslot = \"story\"\nfile = \"story.md\"\n",
    );
    project.write(
        "issues/day/story.md",
        format!("+++\nheadline = \"看船\"\n+++\n\n{copy}\n"),
    );
    project
}

const PLACED: &str = "place(top + left, dx: 20pt, dy: 20pt, pieces.at(0))
  place(top + left, dx: 20pt, dy: 240pt, pieces.at(1))";

#[test]
fn a_vertical_thread_reads_in_order_on_its_grid_without_a_breach_of_kinsoku() {
    let project = story(PLACED, COPY);
    project.build("issues/day");
    let pdf = pdf(&project);
    assert!(text(&pdf).ends_with(COPY), "{}", text(&pdf));
    let words: Vec<Word> = words(&pdf).into_iter().skip(2).collect();
    for (top, bottom, width) in [(20.0, 235.0, 180.0), (238.0, 395.0, 270.0)] {
        let tier = words
            .iter()
            .filter(|word| word.top > top - 15.0 && word.top < bottom - 5.0);
        let mut lines: std::collections::BTreeMap<i64, Vec<&Word>> = Default::default();
        for word in tier {
            // The piece's right edge is the first line's.
            let line = (20.0 + width - EM / 2.0 - middle(word)) / PITCH;
            assert!((line - line.round()).abs() < 0.02, "off the grid: {word:?}");
            lines.entry(line.round() as i64).or_default().push(word);
        }
        assert!(lines.len() > 3);
        for line in lines.values() {
            let first = line.iter().min_by(|a, b| a.top.total_cmp(&b.top)).unwrap();
            let last = line.iter().max_by(|a, b| a.top.total_cmp(&b.top)).unwrap();
            let closing = "，。、；：？！）》”’…—";
            assert!(
                !first.text.starts_with(|c| closing.contains(c)),
                "{first:?}"
            );
            assert!(!last.text.ends_with(|c| "“‘（《".contains(c)), "{last:?}");
        }
    }
}

#[test]
fn what_is_dropped_or_over_is_an_error() {
    let lost = story("place(top + left, pieces.at(0))", COPY).run(&["build", "issues/day"]);
    assert_eq!(lost.code, 1);
    assert!(lost.stderr.contains("text-conservation"), "{}", lost.stderr);

    let headline = story(PLACED, COPY);
    headline.replace(
        "layouts/test/page.typ",
        "fill.headline.join(\"\")",
        "fill.headline.join(\"\").first()",
    );
    let run = headline.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("the headline of"), "{}", run.stderr);

    let over = story(PLACED, &COPY.repeat(2)).run(&["build", "issues/day"]);
    assert_eq!(over.code, 1);
    assert!(over.stderr.contains("overset"), "{}", over.stderr);
}

#[test]
fn the_sample_supplement_extracts_article_by_article() {
    let project = Project::sample("2026-11-21");
    project.build("issues/2026-11-21");
    let page = text(&pdf(&project));
    copy_folder(
        &repository().join("issues/2026-11-21"),
        &project.path("copy"),
    );
    for name in ["water", "frost", "abacus", "ferry", "boats"] {
        let article = project.read(&format!("copy/articles/{name}.md"));
        let body = article.rsplit("+++").next().unwrap().replace("## ", "");
        assert!(page.contains(&squeeze(&body)), "{name} is not in order");
    }
}

#[test]
fn emphasis_dots_stand_at_the_right_of_their_characters() {
    let project = story(
        PLACED,
        "船到江心，*忽然停了*，众人一齐望着江面，不知道出了什么事。",
    );
    project.build("issues/day");
    let pdf = pdf(&project);
    let words = words(&pdf);
    let dots = dots(&pdf);
    assert_eq!(dots.len(), 4, "{dots:?}");
    for (han, (x, y)) in "忽然停了".chars().zip(dots) {
        let han = one(&words, &han.to_string());
        let (right, down) = (x - middle(han), y - (han.top + han.bottom) / 2.0);
        // Between its own line and the one before, which stands at the right.
        assert!((0.5 * EM..PITCH - 0.5 * EM).contains(&right), "{right}");
        assert!(down.abs() < 0.06 * EM, "{down}");
    }
}
