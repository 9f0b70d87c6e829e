//! Pictures in inks wherever they stand: in groups and in the text, drawings too.

use super::common::Project;
use super::common::plates::plates;
use super::common::tool;
use super::fixtures::photograph;
use super::{ISSUE, LAYOUT, page};

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">
<rect width="300" height="200" fill="#c8281e"/></svg>"##;

/// A group of a photograph and a drawing, and the same two in the text.
fn placed(mono: bool) -> Project {
    let project = Project::house();
    let layout = LAYOUT
        .replace("photo: (kind: \"picture\"", "photo: (kind: \"gallery\"")
        .replace("picture(page, \"photo\")", "gallery(page, \"photo\")");
    let group = ["g.jpg", "g.svg"]
        .map(|file| format!("[[page.picture]]\nslot = \"photo\"\nfile = \"{file}\"\n\n"))
        .concat();
    let mono = format!("number = 1\nmono = {mono}\nlayout");
    let issue = ISSUE.replace("number = 1\nlayout", &mono);
    project
        .write("layouts/test/inked.typ", layout)
        .write("issues/day/issue.toml", format!("{issue}{group}"))
        .write(
            "issues/day/story.md",
            "# 标题\n\n正文一段。\n\n![说明](t.jpg)\n\n![又说明](t.svg)\n\n完。\n",
        );
    for file in ["g.jpg", "t.jpg"] {
        project.write(&format!("issues/day/{file}"), photograph());
    }
    for file in ["g.svg", "t.svg"] {
        project.write(&format!("issues/day/{file}"), SVG);
    }
    project
}

#[test]
fn in_groups_and_in_the_text() {
    let project = placed(false);
    project.build("issues/day");
    let pdf = page(&project);
    let list = String::from_utf8(tool("pdfimages", &["-list", pdf.to_str().unwrap()])).unwrap();
    let kinds: Vec<&str> = list
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().nth(5).unwrap())
        .collect();
    assert_eq!(kinds, ["cmyk"; 2], "{list}");
    // Red stands on two plates wherever a drawing is: once in the text, once in the group.
    let [cyan, magenta, yellow, _] = plates(&pdf);
    let red = |x: usize, y: usize| {
        magenta.ink(x, y) > 0.7 && yellow.ink(x, y) > 0.7 && cyan.ink(x, y) < 0.3
    };
    for (from, to) in [(60, 290), (290, 470)] {
        let fields = (from..to).flat_map(|y| (40..355).map(move |x| (x, y)));
        let count = fields.filter(|&(x, y)| red(x, y)).count();
        assert!(count > 3000, "{from}: {count}");
    }
}

#[test]
fn on_a_mono_page() {
    let project = placed(true);
    project.build("issues/day");
    let [cyan, magenta, yellow, black] = plates(&page(&project));
    assert!(cyan.is_empty() && magenta.is_empty() && yellow.is_empty());
    assert!(!black.is_empty());
}
