//! The good issue that the rows of the table break: two pages with something of every kind.

use lopdf::{Document, Stream, dictionary};

use crate::common::make::bitmap;
use crate::common::make::pdf::{self, Pdf};
use crate::common::{Project, copy_folder, repository};
use crate::makeup::{copy, story};

pub const MANIFEST: &str = r#"[issue]
date = 2022-04-11
number = 100

[[page]]
number = 1
section = "要闻"
layout = "rules/front"

[[page.article]]
slots = ["lead", "2:jump"]
file = "lead.md"

[[page.article]]
slot = "news"
file = "b1.md"

[[page.article]]
slot = "news"
file = "b2.md"

[[page.article]]
slot = "news" # the third
file = "b3.md"

[[page.teaser]]
slot = "index"
file = "back.md"

[[page.table]]
slot = "weather"
file = "weather.toml"

[[page.picture]]
slot = "group"
file = "g1.png"

[[page.picture]]
slot = "group" # the second
file = "g2.png"

[[page]]
number = 2
section = "综合"
layout = "rules/back"

[[page.article]]
slot = "rest"
file = "back.md"

[[page.picture]]
slot = "photo"
file = "photo.png"
caption = "河堤上的柳树"

[[page.ad]]
slot = "strip"
file = "ad.pdf"
"#;

pub const TABLE: &str = r#"title = "今日天气"
columns = [{ title = "地点" }, { title = "天气" }, { title = "气温" }]
rows = [
  ["澜江城区", "多云", "12.5"],
  ["柳溪", "小雨", "9.0"],
  ["文津", "阴", "-1.5"],
]
"#;

/// What the ad's slot measures, pt.
pub const STRIP: (f64, f64) = (210.0, 121.5);

/// The house with the layouts of the table, and room in its slots for what rows take out.
pub fn house() -> Project {
    let project = Project::house().with_all_rules();
    copy_folder(
        &repository().join("tests/fixtures/rules"),
        &project.path(""),
    );
    let house = project.read("dayang.toml");
    project.write(
        "dayang.toml",
        format!("{house}\n[check]\nspare_lines = 60\n"),
    );
    project
}

/// Writes the good issue below `issues/`.
pub fn write(project: &Project, name: &str) {
    let file = |file: &str| format!("issues/{name}/{file}");
    project.write(&file("issue.toml"), MANIFEST);
    project.write(&file("weather.toml"), TABLE);
    project.write(&file("lead.md"), story("柳溪两岸复绿", &copy(&[120; 15])));
    for (at, headline) in ["夜校开课", "早市搬家", "公交改线"].iter().enumerate() {
        let text = copy(&[1, 1, 1, 30 + at, 41 + at]);
        project.write(
            &file(&format!("b{}.md", at + 1)),
            story(headline, &text[3..]),
        );
    }
    project.write(
        &file("back.md"),
        story("大桥今起限行", &copy(&[1, 1, 1, 1, 1, 60, 55])[5..]),
    );
    for picture in ["g1.png", "g2.png", "photo.png"] {
        project.write(&file(picture), gray(picture.len() as u32));
    }
    project.write(&file("ad.pdf"), ad(""));
}

/// A gray picture, large enough for every slot.
fn gray(seed: u32) -> Vec<u8> {
    bitmap::gray_png(600, 450, |x, y| (x / 3 + y / 5 + seed) as u8)
}

/// A dark picture in colour.
pub fn dark() -> Vec<u8> {
    bitmap::png(600, 450, |_, _| [10, 40, 110])
}

/// An advertisement of its slot's size that paints something; `/I` is a picture of 300 % of ink,
/// unpacked, and `/O` a state that overprints.
pub fn ad(content: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 200, "Height" => 100,
            "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8,
        },
        [191_u8; 4].repeat(200 * 100),
    );
    let picture = document.add_object(picture);
    let resources = dictionary! {
        "XObject" => dictionary! { "I" => picture },
        "ExtGState" => dictionary! { "O" => dictionary! {
            "Type" => "ExtGState", "op" => true, "OP" => true, "OPM" => 1,
        } },
    };
    let sheet = pdf::sheet((STRIP.0 as f32, STRIP.1 as f32));
    let page = dictionary! {
        "Resources" => resources, "MediaBox" => sheet.clone(), "TrimBox" => sheet,
    };
    Pdf::new(document, 1, content, page).saved()
}
