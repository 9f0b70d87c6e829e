//! Classified notices: close columns of small type, categories in bars, a hairline before each
//! notice that follows another, and nothing but notices among them.

mod common;

use common::{Project, Run, Word, repository, tool, words};

const GRID: &str = "grid: (columns: 3, characters: 12, lines: 30, body: 7.5pt, pitch: 10.5pt, \
                    gutter: 6pt, ascent: 6.6pt, left: 20pt, top: 30pt)";
const LEFT: f64 = 20.0;
const TOP: f64 = 30.0;
const STEP: f64 = 12.0 * 7.5 + 6.0;
const PITCH: f64 = 10.5;

/// A page of three columns of notices, and what came of it.
fn set(copy: &str) -> (Project, Run) {
    let project = Project::house();
    project.write(
        "layouts/test/notices.typ",
        format!(
            "#import \"/layouts/lib/page.typ\": *\n#let layout = (\n  \
             sheet: (width: 340pt, height: 400pt),\n  {GRID},\n  \
             slots: (notices: (kind: \"article\", area: (0, 0, 3, 20))),\n)\n\
             #let render(page) = newspaper(page, notices(page, \"notices\"))\n"
        ),
    );
    project.write(
        "issues/day/issue.toml",
        "[issue]\ndate = 2022-04-11\nnumber = 1\n\n[[page]]\nnumber = 1\n\
         layout = \"test/notices\"\nmono = true\n\n[[page.article]]\nslot = \"notices\"\n\
         file = \"notices.md\"\n",
    );
    project.write("issues/day/notices.md", copy);
    let picture = repository().join("issues/2022-04-16/pictures/stream.jpg");
    project.write("issues/day/stream.jpg", std::fs::read(picture).unwrap());
    let run = project.run(&["build", "issues/day", "-o", "out"]);
    (project, run)
}

/// Categories of notices; each notice begins with a word of its own and takes three lines.
fn copy(categories: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, firsts) in categories {
        out += &format!("## {name}\n\n");
        for first in firsts.chars() {
            out += &format!("**{first}**{}\n\n", "文".repeat(30));
        }
    }
    out
}

/// The first word of a text that begins with this.
fn first<'a>(words: &'a [Word], text: &str) -> &'a Word {
    words
        .iter()
        .find(|word| word.text.starts_with(text))
        .unwrap()
}

fn pages(copy: &str) -> (Project, Vec<Word>) {
    let (project, run) = set(copy);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let words = words(&project.path("out/YB-2022-04-11-01.pdf"));
    (project, words)
}

#[test]
fn notices_stand_on_the_grid_without_indent_and_bars_stand_first_in_a_column() {
    // A bar of two lines and six notices of three fill the first column to its last line.
    let (_, words) = pages(&copy(&[("遗失", "甲乙丙丁戊己"), ("招聘", "庚辛")]));
    for (at, name) in ["甲", "乙", "丙", "丁", "戊", "己"].iter().enumerate() {
        let word = first(&words, name);
        let top = TOP + (2 + 3 * at) as f64 * PITCH;
        assert!((word.left - LEFT).abs() < 0.1, "{word:?}");
        assert!((word.top - top).abs() < 0.3, "{word:?} is not at {top}");
    }
    // The second category heads the next column: its bar loses the line of air above it.
    let bar = first(&words, "招");
    assert!(
        bar.left > LEFT + STEP && bar.top < TOP + 2.0 * PITCH,
        "{bar:?}"
    );
    let word = first(&words, "庚");
    assert!((word.left - LEFT - STEP).abs() < 0.1, "{word:?}");
    assert!((word.top - TOP - 2.0 * PITCH).abs() < 0.3, "{word:?}");
}

#[test]
fn a_hairline_parts_a_notice_from_the_notice_before_alone() {
    let (project, _) = pages(&copy(&[("遗失", "甲乙丙"), ("招聘", "丁")]));
    let pdf = project.path("out/YB-2022-04-11-01.pdf");
    let arguments = [
        "-r",
        "400",
        "-gray",
        "-png",
        "-singlefile",
        pdf.to_str().unwrap(),
    ];
    let image = common::picture::read(&tool("pdftoppm", &arguments));
    let scale = 400.0 / 72.0;
    // The darkest ink in the air above a line.
    let dark = |line: usize| {
        let y = TOP + line as f64 * PITCH - 1.5;
        let rows = (-0.7 * scale) as i64..=(0.7 * scale) as i64;
        let x = ((LEFT + 60.0) * scale) as u32;
        rows.map(|dy| image.get_pixel(x, ((y * scale) as i64 + dy) as u32).0[0])
            .min()
            .unwrap()
    };
    assert!(dark(5) < 200 && dark(8) < 200, "{} {}", dark(5), dark(8));
    assert!(dark(3) > 230 && dark(4) > 230, "{} {}", dark(3), dark(4));
}

#[test]
fn a_picture_among_notices_is_refused() {
    let picture = "\n![说明](stream.jpg)\n";
    let (_, run) = set(&(copy(&[("遗失", "甲")]) + picture));
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("has no place among them"),
        "{}",
        run.stderr
    );
}
