//! Inks and marks of layouts.

use super::common::plates::{Plate, plates};
use super::common::tool;
use super::{LAYOUT, built, with};

fn drawn(what: &str) -> super::common::Project {
    let project = with("photo.jpg", &super::fixtures::photograph(), "");
    let layout = LAYOUT.replace(
        "  story(page, \"story\")\n",
        &format!("  {what}\n  story(page, \"story\")\n"),
    );
    project.write("layouts/test/inked.typ", layout);
    let issue = project.read("issues/day/issue.toml");
    let (issue, _) = issue.split_once("[[page.picture]]").unwrap();
    project.write("issues/day/issue.toml", issue);
    project
}

#[test]
fn more_ink_than_the_paper_takes() {
    let fill = "place(rect(width: 90pt, height: 40pt, fill: cmyk(100%, 100%, 100%, 100%)))";
    let project = drawn(fill);
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let why = "cmyk(100%, 100%, 100%, 100%) is 400 % of ink, and the paper takes 240 %";
    assert!(run.stderr.contains(why), "{}", run.stderr);
    // A house on better paper says so.
    let house = project.read("dayang.toml");
    project.write(
        "dayang.toml",
        format!("{house}\n[print]\nink_limit = 400\n"),
    );
    project.build("issues/day");
}

/// Bleed and marks by the house file: the trim stays where it was, the ground runs into the bleed.
#[test]
fn bleed_and_marks_on_request() {
    let ground = "place(dx: -9pt, dy: -9pt, rect(width: 418pt, height: 50pt, stroke: none, fill: cmyk(40%, 0%, 0%, 0%)))";
    let project = drawn(ground);
    let boxes = |pdf: &std::path::Path, key: &str| {
        let info = String::from_utf8(tool("pdfinfo", &["-box", pdf.to_str().unwrap()])).unwrap();
        let line = info.lines().find(|line| line.starts_with(key)).unwrap();
        let numbers = line[key.len() + 1..].split_whitespace();
        numbers
            .map(|number| number.parse().unwrap())
            .collect::<Vec<f64>>()
    };
    let pdf = built(&project);
    assert_eq!(
        boxes(&pdf, "MediaBox"),
        [0.0, 0.0, 400.0, 600.0],
        "at trim size by default"
    );
    let house = project.read("dayang.toml");
    project.write(
        "dayang.toml",
        format!("{house}\n[print]\nbleed = 3\nmarks = true\n"),
    );
    let pdf = built(&project);
    assert_eq!(boxes(&pdf, "TrimBox"), [0.0, 0.0, 400.0, 600.0]);
    let bleed = boxes(&pdf, "BleedBox");
    assert!(
        (bleed[0] + 8.5).abs() < 0.01 && (bleed[2] - 408.5).abs() < 0.01,
        "{bleed:?}"
    );
    let media = boxes(&pdf, "MediaBox");
    assert!(media[0] < bleed[0] - 10.0);
    let [cyan, magenta, ..] = plates(&pdf);
    let slug = -media[0] as usize;
    assert!(
        (cyan.ink(slug - 5, slug + 20) - 0.4).abs() < 0.02,
        "the ground is in the bleed"
    );
    // The crop marks at the head are on every plate.
    let mark = |plate: &Plate| plate.values([slug - 2, 2, slug + 2, 16]).len() > 1;
    assert!(mark(&cyan) && mark(&magenta));
}

/// A rule drawn as a thin black area overprints like one that is stroked.
#[test]
fn thin_black_areas_overprint() {
    let what = "place(dx: 20pt, dy: 10pt, rect(width: 200pt, height: 40pt, stroke: none, fill: cmyk(40%, 0%, 0%, 0%)))
  place(dx: 30pt, dy: 20pt, rect(width: 100pt, height: 1pt, stroke: none, fill: black))
  place(dx: 30pt, dy: 30pt, rect(width: 100pt, height: 10pt, stroke: none, fill: black))";
    let [cyan, _, _, black] = plates(&built(&drawn(what)));
    assert!(
        (cyan.ink(60, 20) - 0.4).abs() < 0.02,
        "the ground goes on under the rule"
    );
    assert!(black.ink(60, 20) > 0.99);
    assert_eq!(cyan.ink(60, 35), 0.0, "a black area is cut out of it");
}
