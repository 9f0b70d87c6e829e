//! The picture of the paper's name in inks, whatever it came as, and judged where it stands.

use lopdf::{Dictionary, Document};

use super::common::Project;
use super::common::plates::plates;
use super::{ISSUE, LAYOUT, page, pdf_of};

/// The name 300 × 90 pt wide at 40, 0 pt; in it, left to right, a red field and a black one.
fn house(file: &str, bytes: &[u8], mono: bool) -> Project {
    let project = Project::house();
    let layout = LAYOUT.replace(
        "  story(page, \"story\")\n",
        "  place(dx: 40pt, context nameplate(300pt, 90pt))\n  story(page, \"story\")\n",
    );
    let mono = format!("number = 1\nmono = {mono}\nlayout");
    project
        .write("layouts/test/inked.typ", layout)
        .write(
            "issues/day/issue.toml",
            ISSUE.replace("number = 1\nlayout", &mono),
        )
        .write("issues/day/story.md", "# 标题\n\n正文一段，共有几个字。\n")
        .write(&format!("art/{file}"), bytes)
        .replace(
            "dayang.toml",
            "latin =",
            &format!("masthead = \"art/{file}\"\nlatin ="),
        );
    project
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="900" height="270">
<rect width="450" height="270" fill="#c8281e"/><rect x="450" width="450" height="270" fill="#000"/></svg>"##;

fn png(width: u32) -> Vec<u8> {
    super::make::bitmap::png(width, width * 3 / 10, |x, _| match x < width / 2 {
        true => [200, 40, 30],
        false => [0; 3],
    })
}

fn pdf() -> Vec<u8> {
    let content = "0.784 0.157 0.118 rg 0 0 450 270 re f 0 0 0 rg 450 0 450 270 re f";
    let document = Document::with_version("1.6");
    pdf_of(document, (900.0, 270.0), content, Dictionary::new())
}

#[test]
fn of_every_kind() {
    let kinds = [
        ("name.svg", SVG.as_bytes().to_vec()),
        ("name.pdf", pdf()),
        ("name.png", png(1000)),
    ];
    for (file, bytes) in kinds {
        let project = house(file, &bytes, false);
        let run = project.build("issues/day");
        assert!(!run.stderr.contains("pixels an inch"), "{}", run.stderr);
        let plates = plates(&page(&project));
        let ink = |x| plates.each_ref().map(|plate| plate.ink(x, 45));
        let [cyan, magenta, yellow, _] = ink(100);
        assert!(
            magenta > 0.6 && yellow > 0.6 && cyan < 0.4,
            "{file}: {:?}",
            ink(100)
        );
        // Black lines of a drawing stand on one plate; a bitmap's black is the profile's.
        let black = ink(260);
        match file {
            "name.png" => assert!(black[3] > 0.6, "{file}: {black:?}"),
            _ => assert_eq!(black, [0.0, 0.0, 0.0, 1.0], "{file}"),
        }
        let project = house(file, &bytes, true);
        project.build("issues/day");
        let [cyan, magenta, yellow, black] = super::common::plates::plates(&page(&project));
        assert!(
            cyan.is_empty() && magenta.is_empty() && yellow.is_empty(),
            "{file}"
        );
        assert!(
            black.ink(100, 45) > 0.3 && black.ink(260, 45) > 0.95,
            "{file}"
        );
    }
}

/// Its resolution is that of the place it stands in, not of the widest that it could have.
#[test]
fn its_resolution_is_that_on_paper() {
    let said = |width| {
        let run = house("name.png", &png(width), false).run(&["build", "issues/day"]);
        (run.code, run.stderr)
    };
    let (code, stderr) = said(700);
    assert!(code == 0 && !stderr.contains("pixels an inch"), "{stderr}");
    let (code, stderr) = said(300);
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("72 pixels an inch") && stderr.contains("dayang.toml:"),
        "{stderr}"
    );
}

#[test]
fn what_cannot_be_drawn_is_an_error_of_the_house() {
    let linked = SVG.replace(
        "<rect w",
        "<image href='a.png' width='9' height='9'/><rect w",
    );
    let run = house("name.svg", linked.as_bytes(), false).run(&["build", "issues/day"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("needs another file, `a.png`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("dayang.toml:"), "{}", run.stderr);
}
