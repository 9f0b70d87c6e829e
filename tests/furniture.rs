//! Mastheads, folios, ears and imprints, read back from finished pages.

mod common;

use common::{Project, Word, text, words};

const DATE: &str = "2026-11-22";

fn layout(render: &str) -> String {
    format!(
        r#"#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 390mm, height: 300mm),
  grid: (columns: 8, characters: 13, lines: 64, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 53.2pt, top: 60pt),
  slots: (
    ear: (kind: "article", area: (4, 1, 4, 13), optional: true),
    ad: (kind: "ad", area: (0, 40, 8, 10), optional: true),
  ),
)
#let render(page) = newspaper(page, {{ {render} }})
"#
    )
}

fn manifest(pages: &[(u32, &str)]) -> String {
    let mut text = format!("[issue]\ndate = {DATE}\nnumber = 12345\n");
    for (number, more) in pages {
        text.push_str(&format!(
            "\n[[page]]\nnumber = {number}\nsection = \"要闻\"\nlayout = \"one\"\neditors = [\"责编 林晓\"]\n{more}"
        ));
    }
    text
}

fn project(render: &str, pages: &[(u32, &str)]) -> Project {
    let project = Project::house();
    project
        .write("layouts/one.typ", layout(render))
        .write("issues/a/issue.toml", manifest(pages))
        .write(
            "issues/a/a.md",
            "+++\nheadline = \"小雪节气到\"\n+++\n\n河水清了，岸也绿了。\n",
        );
    project
}

fn built(render: &str, pages: &[(u32, &str)]) -> (Project, Vec<(String, Vec<Word>)>) {
    let project = project(render, pages);
    project.build("issues/a");
    let read = |(number, _): &(u32, &str)| {
        let pdf = project.path(&format!("out/{DATE}/YB-{DATE}-{number:02}.pdf"));
        (text(&pdf), words(&pdf))
    };
    let read = pages.iter().map(read).collect();
    (project, read)
}

#[test]
fn both_mastheads_say_the_day_and_the_number() {
    for (render, name_wide) in [
        ("masthead-across(page, (0, 0, 8, 14))", 260.0),
        ("masthead-left(page, (0, 0, 4, 15), ink: red)", 250.0),
    ] {
        let (_, pages) = built(render, &[(1, ""), (2, "")]);
        let (text, words) = &pages[0];
        for part in [
            "星期日",
            "农历丙午年十月十四",
            "今日小雪",
            "第12345期",
            "CN00-0000",
            "今日2版",
            "邮发代号0-00",
        ] {
            assert!(text.contains(part), "{render}: no {part} in {text}");
        }
        assert!(text.contains("2026年11月"), "{text}");
        assert!(text.contains("YANGBAO"), "{text}");
        // The name is the largest thing, and as wide as its place.
        let name: Vec<&Word> = words
            .iter()
            .filter(|word| "样报".contains(word.text.as_str()) && word.height() > 60.0)
            .collect();
        let left = name.iter().map(|word| word.left).fold(f64::MAX, f64::min);
        let right = name.iter().map(|word| word.right).fold(0.0, f64::max);
        assert!(right - left > name_wide, "{render}: {name:?}");
    }
}

#[test]
fn no_term_is_said_on_other_days() {
    let project = project("masthead-across(page, (0, 0, 8, 14))", &[(1, "")]);
    project.replace("issues/a/issue.toml", DATE, "2026-11-23");
    project.build("issues/a");
    let text = text(&project.path("out/2026-11-23/YB-2026-11-23-01.pdf"));
    assert!(
        text.contains("星期一") && text.contains("十月十五") && !text.contains("小雪"),
        "{text}"
    );
}

#[test]
fn a_picture_of_the_name_takes_its_place() {
    let project = project("masthead-left(page, (0, 0, 4, 15))", &[(1, "")]);
    project.replace(
        "dayang.toml",
        "latin =",
        "masthead = \"art/name.png\"\nlatin =",
    );
    let run = project.run(&["build", "issues/a"]);
    assert_ne!(run.code, 0);
    assert!(
        run.stderr
            .contains("cannot use the masthead `art/name.png`: no such file"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("dayang.toml:"), "{}", run.stderr);
    let mut png = vec![];
    let gray = image::GrayImage::from_fn(1200, 500, |x, y| {
        image::Luma([if (x / 50 + y / 50) % 2 == 0 { 0 } else { 255 }])
    });
    gray.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    project.write("art/name.png", png);
    project.build("issues/a");
    let pdf = project.path(&format!("out/{DATE}/YB-{DATE}-01.pdf"));
    let images = common::tool("pdfimages", &["-list", pdf.to_str().unwrap()]);
    assert_eq!(String::from_utf8(images).unwrap().lines().count(), 3);
    assert!(!text(&pdf).contains("样报2026"), "the name is a picture");
}

#[test]
fn the_number_stands_at_the_outer_edge() {
    for look in ["tall", "thin", "bar"] {
        let render = format!("folio(page, look: \"{look}\", hotline: true)");
        let (_, pages) = built(&render, &[(2, ""), (3, "")]);
        let edge = |at: usize, number: &str| {
            let word = pages[at]
                .1
                .iter()
                .find(|word| word.text.contains(number) && word.height() > 14.0);
            let word = word.unwrap_or_else(|| panic!("{look}: {:?}", pages[at].1));
            (word.left + word.right) / 2.0
        };
        assert!(edge(0, "02") < 150.0, "{look}");
        assert!(edge(1, "03") > 950.0, "{look}");
        for (text, words) in &pages {
            for part in [
                "要闻",
                "样报",
                "2026年11月22日",
                "星期日",
                "责编林晓",
                "热线000-00000001",
            ] {
                assert_eq!(text.matches(part).count(), 1, "{look}: {part} in {text}");
            }
            for word in words {
                assert!(word.left > 53.0 && word.right < 1053.0, "{look}: {word:?}");
            }
        }
    }
}

#[test]
fn the_imprint_says_what_the_house_says() {
    let render = "imprint(page, (0, 52, 8, 3)); imprint(page, (0, 30, 2, 22), look: \"box\")";
    let (project, pages) = built(render, &[(1, "")]);
    for part in [
        "样报社",
        "澜江市印社路1号",
        "000000",
        "000-00000000",
        "每份1.50元",
        "全年360元",
        "样报社印务中心",
        "澜市监广0000号",
        "yangbao.example",
    ] {
        assert!(
            pages[0].0.matches(part).count() >= 2,
            "{part} in {}",
            pages[0].0
        );
    }
    // What the house does not say is not printed.
    let house = project.read("dayang.toml");
    let house: String = house
        .lines()
        .filter(|line| !line.starts_with("licence"))
        .map(|line| format!("{line}\n"))
        .collect();
    project.write("dayang.toml", house).build("issues/a");
    let text = text(&project.path(&format!("out/{DATE}/YB-{DATE}-01.pdf")));
    assert!(!text.contains("经营许可证"), "{text}");
}

#[test]
fn an_imprint_that_does_not_fit_is_an_error() {
    let run = project("imprint(page, (0, 52, 2, 2))", &[(1, "")]).run(&["build", "issues/a"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("the imprint needs more than its 2 lines"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_ear_holds_its_article() {
    let render = "masthead-left(page, (0, 0, 4, 15)); ear(page, \"ear\", story(page, \"ear\"), label: \"今日关注\")";
    let (_, pages) = built(
        render,
        &[(1, "\n[[page.article]]\nslot = \"ear\"\nfile = \"a.md\"\n")],
    );
    assert!(pages[0].0.contains("今日关注"), "{}", pages[0].0);
    let word = pages[0]
        .1
        .iter()
        .find(|word| word.text.contains("河水清了"))
        .unwrap();
    assert!(
        word.left > 557.0 && word.top > 60.0 && word.bottom < 230.0,
        "{word:?}"
    );
}

#[test]
fn house_keys_are_checked_at_their_line() {
    let project = project("masthead-across(page, (0, 0, 8, 14))", &[(1, "")]);
    project.replace("dayang.toml", "cn = \"CN 00-0000\"", "cn = \"CN 0-000\"");
    project.replace(
        "dayang.toml",
        "postcode = \"000000\"",
        "postcode = \"0000\"",
    );
    project.replace(
        "dayang.toml",
        "hotline = \"000-00000001\"",
        "hotline = \"待定\"",
    );
    project.replace("dayang.toml", "publisher =", "publsher =");
    let run = project.run(&["build", "issues/a"]);
    assert_ne!(run.code, 0);
    for part in [
        "`cn`: `CN 0-000` is not `CN`",
        "`postcode`: `0000` is not six digits",
        "`hotline`: `待定` is not a number",
        "did you mean `publisher`?",
        "dayang.toml:6:6",
    ] {
        assert!(run.stderr.contains(part), "no {part} in {}", run.stderr);
    }
}

#[test]
fn an_advertisement_bears_the_mark_it_is_given() {
    let ad = |mark: &str| format!("\n[[page.ad]]\nslot = \"ad\"\nsize = [352.4, 38.9]\n{mark}");
    let proof = |mark: &str| {
        let project = project("advertisement(page, \"ad\")", &[(1, &ad(mark))]);
        let run = project.run(&["build", "issues/a", "--proof"]);
        (project, run)
    };
    let (project, run) = proof("mark = \"公益广告\"");
    let pdf = project.path(&format!("out/{DATE}/proof-YB-{DATE}-01.pdf"));
    assert!(pdf.exists(), "{}", run.stderr);
    assert!(text(&pdf).contains("公益广告"), "{}", text(&pdf));
    let (_, run) = proof("mark = \"公益\"");
    assert!(
        run.stderr
            .contains("`公益` does not say that this is an advertisement"),
        "{}",
        run.stderr
    );
}
