//! Files for the press, seen with other programs' eyes: poppler, qpdf and Ghostscript.

mod common;

use std::fs;
use std::path::PathBuf;

use common::plates::{plate, plates};
use common::{Project, squeeze, text, tool};
use dayang::print::check::{check, check_mono};
use dayang::print::intent::Intent;
use dayang::print::x4::{Boxes, Meta, Moment, finish};
use lopdf::{Document, Object};

const DATE: &str = "2022-04-11";
const SAMPLE: &str = "out/2022-04-11/YB-2022-04-11-02.pdf";
const WHOLE: &str = "out/2022-04-11/YB-2022-04-11.pdf";

/// A page with a ground of three inks and on it, in this order down the page, black type,
/// white type and a black rule; below, a story in black alone.
const LAYOUT: &str = r#"
#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 340pt, height: 454pt),
  grid: (
    columns: 2, characters: 13, lines: 30, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 30pt, top: 60pt,
  ),
  slots: (lead: (kind: "article", area: (0, 0, 2, 10))),
)
#let ground = GROUND
#let render(page) = newspaper(page, {
  if ground {
    let ink = cmyk(40%, 20%, 10%, 0%)
    place(dx: 20pt, dy: 200pt, rect(width: 300pt, height: 220pt, stroke: none, fill: ink))
    place(dx: 30pt, dy: 210pt, set-type("hei", 72pt, weight: "black", text(fill: black, "黑黑")))
    place(dx: 30pt, dy: 290pt, set-type("hei", 72pt, weight: "black", text(fill: white, "白白")))
    place(dx: 30pt, dy: 380pt, line(length: 280pt, stroke: 6pt + black))
  }
  story(page, "lead", style: (headline: size.wu))
})
"#;

const ISSUE: &str = r#"
[issue]
date = 2022-04-11
number = 1

[[page]]
number = 1
layout = "test/press"

[[page.article]]
slot = "lead"
file = "articles/a.md"
headline = "标题"
"#;

/// The page above, built, with the ground or without.
fn press_page(ground: bool) -> (Project, PathBuf) {
    let project = Project::house();
    project
        .write(
            "layouts/test/press.typ",
            LAYOUT.replace("GROUND", &ground.to_string()),
        )
        .write("issues/2022-04-11/issue.toml", ISSUE)
        .write(
            "issues/2022-04-11/articles/a.md",
            "正文一段，共有几个字。\n",
        );
    project.build("issues/2022-04-11");
    let pdf = project.path("out/2022-04-11/YB-2022-04-11-01.pdf");
    (project, pdf)
}

fn sample() -> Project {
    let project = Project::sample(DATE);
    project.build("issues/2022-04-11");
    project
}

fn output(name: &str, arguments: &[&str]) -> String {
    String::from_utf8_lossy(&tool(name, arguments)).into_owned()
}

#[test]
fn poppler_and_qpdf_take_it_for_pdf_x() {
    let project = sample();
    for file in [SAMPLE, WHOLE] {
        let pdf = project.path(file);
        let pdf = pdf.to_str().unwrap();
        let info = output("pdfinfo", &["-box", pdf]);
        let line = |key: &str| {
            let line = info
                .lines()
                .find(|line| line.starts_with(key))
                .unwrap_or_default();
            line[key.len()..]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(line("PDF subtype:"), "PDF/X-4", "{info}");
        assert_eq!(line("PDF version:"), "1.6");
        assert_eq!(line("Tagged:"), "no");
        assert!(line("Title:").starts_with("样报 2022-04-11"), "{info}");
        for key in ["MediaBox:", "BleedBox:", "TrimBox:"] {
            assert_eq!(line(key), "0.00 0.00 1105.51 1544.88", "{key}");
        }
        output("qpdf", &["--check", pdf]);
        let fonts = output("pdffonts", &[pdf]);
        // After the two lines of the heading: name, type, encoding, emb, sub, uni, object.
        assert!(fonts.lines().count() > 2);
        for font in fonts.lines().skip(2) {
            assert!(font.contains(" yes yes yes "), "{font}");
        }
    }
}

#[test]
fn our_own_reader_finds_nothing() {
    let project = sample();
    for file in [SAMPLE, WHOLE] {
        assert_eq!(check(&fs::read(project.path(file)).unwrap()), []);
    }
}

/// The tabloid sample's last page, made mono, without its advertisement, which has colour.
#[test]
fn a_mono_page_is_empty_on_the_other_plates() {
    let project = Project::sample("2022-04-16");
    let manifest = project.read("issues/2022-04-16/issue.toml");
    let (head, _) = manifest.split_once("[[page]]\n").unwrap();
    let (_, page) = manifest.rsplit_once("[[page]]\n").unwrap();
    let (page, _) = page.split_once("[[page.ad]]").unwrap();
    let manifest = format!("{head}[[page]]\nmono = true\n{page}");
    project.write("issues/2022-04-16/issue.toml", manifest);
    project.build("issues/2022-04-16");
    let pdf = project.path("out/2022-04-16/YB-2022-04-16-04.pdf");
    let [cyan, magenta, yellow, black] = plates(&pdf);
    for plate in [cyan, magenta, yellow] {
        assert!(plate.pixels.iter().all(|&value| value == 255));
    }
    // Text is there, and the photograph as grays.
    let grays = black
        .pixels
        .iter()
        .filter(|&&value| (40..215).contains(&value));
    assert!(grays.count() > 20_000);
}

/// Ink over 15 mm² (GWG) on every page of every sample, pictures and advertisements included.
#[test]
fn no_page_takes_more_ink_than_the_paper() {
    // 11 dots at 72 dpi are 3.9 mm.
    const SIDE: usize = 11;
    for (issue, page) in [("2022-04-11", "02"), ("2022-04-16", "04")] {
        let project = Project::sample(issue);
        project.build(&format!("issues/{issue}"));
        let plates = plates(&project.path(&format!("out/{issue}/YB-{issue}-{page}.pdf")));
        let width = plates[0].width;
        let height = plates[0].pixels.len() / width;
        let mut most: f64 = 0.0;
        for top in (0..height - SIDE).step_by(4) {
            for left in (0..width - SIDE).step_by(4) {
                let rows = (top..top + SIDE).map(|y| y * width + left);
                let ink: u64 = rows
                    .flat_map(|start| start..start + SIDE)
                    .flat_map(|at| plates.iter().map(move |plate| plate.pixels[at]))
                    .map(|value| u64::from(255 - value))
                    .sum();
                most = most.max(ink as f64 / 2.55 / (SIDE * SIDE) as f64);
            }
        }
        // A photograph and the heaviest type, and no more than the limit.
        assert!((150.0..=245.0).contains(&most), "{issue}: {most} %");
    }
}

#[test]
fn our_own_reader_sees_colour_on_a_mono_page() {
    let (_project, pdf) = press_page(true);
    let pdf = fs::read(pdf).unwrap();
    assert_eq!(check(&pdf), []);
    let found = check_mono(&pdf, &[1]);
    assert_eq!(
        found.iter().map(|found| found.rule).collect::<Vec<_>>(),
        ["mono"]
    );
}

#[test]
fn black_overprints_and_white_does_not() {
    let (_project, pdf) = press_page(true);
    let (black, white, rule) = (
        [25, 205, 180, 285],
        [25, 285, 180, 370],
        [40, 378, 300, 382],
    );
    let [cyan, magenta, yellow, key] = plates(&pdf);
    for (plate, ground) in [(&cyan, 153), (&magenta, 204), (&yellow, 229)] {
        let field = plate.values(black);
        assert_eq!(
            field.len(),
            1,
            "the ground goes through under black type: {field:?}"
        );
        assert_eq!(field[0].0, ground);
        assert_eq!(plate.values(rule).len(), 1, "and under a black rule");
        let field: Vec<u8> = plate
            .values(white)
            .into_iter()
            .map(|(value, _)| value)
            .collect();
        assert_eq!(field, [ground, 255], "white type is cut out of the ground");
    }
    assert!(
        key.values(black)
            .iter()
            .any(|&(value, count)| value == 0 && count > 1000)
    );
    assert_eq!(key.values(rule), [(0, 260 * 4)]);
    assert_eq!(key.values(white), [(255, 155 * 85)]);
}

#[test]
fn a_page_of_text_has_ink_on_black_alone() {
    let (_project, pdf) = press_page(false);
    assert_eq!(check_mono(&fs::read(&pdf).unwrap(), &[1]), []);
    let pdf = pdf.to_str().unwrap();
    let device = ["-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov", pdf];
    let ink = output("gs", &device);
    let ink: Vec<f64> = (ink.split_whitespace().take(4))
        .map(|part| part.parse().unwrap())
        .collect();
    assert_eq!(ink[..3], [0.0; 3], "{ink:?}");
    assert!(ink[3] > 0.0);
}

/// The sample's advertisement is another program's PDF, blended in RGB by typst-pdf.
#[test]
fn an_advertisement_keeps_its_black() {
    let project = sample();
    let [cyan, magenta, yellow, key] = plates(&project.path(SAMPLE));
    let pixels = cyan
        .pixels
        .iter()
        .zip(&magenta.pixels)
        .zip(&yellow.pixels)
        .zip(&key.pixels);
    // In its field: the lower part of the page, where nothing else is printed.
    let field = pixels.skip(cyan.width * 900);
    let solid = field.filter(|&(_, &key)| key == 0);
    let mixed = solid.clone().filter(|&(((cyan, magenta), yellow), _)| {
        // The ground of its type is a pale green, and it may be cut out of it or not.
        [cyan, magenta, yellow].iter().any(|&&ink| ink < 200)
    });
    let (solid, mixed) = (solid.clone().count(), mixed.count());
    assert!(solid > 2000, "{solid}");
    assert_eq!(mixed, 0, "of {solid}");
}

#[test]
fn text_reads_as_before() {
    let project = sample();
    let pdf = project.path(SAMPLE);
    let finished = fs::read(&pdf).unwrap();
    let mut document = Document::load_mem(&finished).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_content(page);
    let plain = squeeze_states(&content);
    assert!(plain.len() < content.len(), "nothing overprints");
    document.change_page_content(page, plain).unwrap();
    let path = project.path("plain.pdf");
    document.save(&path).unwrap();
    assert_eq!(text(&pdf), text(&path));
    assert!(!squeeze(&text(&pdf)).is_empty());
}

/// A content without the states that the pass puts in.
fn squeeze_states(content: &[u8]) -> Vec<u8> {
    let content = String::from_utf8_lossy(content).into_owned();
    content
        .replace("/OverprintText gs ", "")
        .replace(" /OverprintRule gs", "")
        .into_bytes()
}

#[test]
fn a_proof_is_no_file_for_the_press() {
    let project = Project::sample(DATE);
    let run = project.run(&["build", "--proof", "issues/2022-04-11"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pdf = project.path("out/2022-04-11/proof-YB-2022-04-11-02.pdf");
    let info = output("pdfinfo", &[pdf.to_str().unwrap()]);
    assert!(!info.contains("PDF subtype"), "{info}");
    let rules: Vec<_> = check(&fs::read(pdf).unwrap())
        .into_iter()
        .map(|found| found.rule)
        .collect();
    assert!(rules.contains(&"pdfx-version"));
}

/// Bleed and marks lie outside the trim, which stays where it was.
#[test]
fn a_spot_colour_has_a_plate_of_its_own() {
    let project = Project::house();
    let layout = LAYOUT.replace("GROUND", "false").replace(
        "story(page, \"lead\"",
        "let gold = color.spot(\"PANTONE 871 C\", cmyk(20%, 25%, 60%, 25%))
  place(dx: 20pt, dy: 200pt, rect(width: 300pt, height: 220pt, stroke: none, fill: gold.tint(100%)))
  story(page, \"lead\"",
    );
    project.write("layouts/test/press.typ", layout);
    project.write("issues/day/issue.toml", ISSUE);
    project.write("issues/day/articles/a.md", "正文。\n");
    project.build("issues/day");
    let pdf = project.path("out/2022-04-11/YB-2022-04-11-01.pdf");
    let folder = tempfile::TempDir::new().unwrap();
    let out = format!("-sOutputFile={}", folder.path().join("p.tif").display());
    let device = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep"];
    let mut arguments = device.to_vec();
    arguments.extend(["-sCompression=none", "-r72", &out, pdf.to_str().unwrap()]);
    tool("gs", &arguments);
    let gold = plate(&fs::read(folder.path().join("p(PANTONE 871 C).tif")).unwrap());
    assert_eq!(gold.values([60, 240, 280, 380]), [(0, 220 * 140)]);
    // The four inks have nothing there.
    let cyan = plate(&fs::read(folder.path().join("p(Cyan).tif")).unwrap());
    assert_eq!(cyan.values([60, 240, 280, 380]), [(255, 220 * 140)]);
}

#[test]
fn bleed_and_marks() {
    let (project, pdf) = press_page(true);
    let meta = Meta {
        title: "样报".into(),
        creator: "test".into(),
        ident: "test".into(),
        time: Moment {
            year: 2022,
            month: 4,
            day: 11,
            hour: 0,
            minute: 0,
            second: 0,
        },
        trapped: false,
        proof: false,
    };
    let boxes = Boxes {
        bleed: 9.0,
        marks: true,
    };
    let pdf = fs::read(pdf).unwrap();
    let (marked, _) = finish(&pdf, &Intent::newsprint(), boxes, &meta).unwrap();
    assert_eq!(check(&marked), []);
    let path = project.path("marked.pdf");
    fs::write(&path, &marked).unwrap();
    let document = Document::load_mem(&marked).unwrap();
    let page = document
        .get_dictionary(document.page_iter().next().unwrap())
        .unwrap();
    let side = |key: &[u8], at: usize| {
        let area = page.get(key).and_then(Object::as_array).unwrap();
        area[at].as_float().unwrap()
    };
    assert_eq!([side(b"TrimBox", 0), side(b"TrimBox", 2)], [0.0, 340.0]);
    assert_eq!([side(b"BleedBox", 0), side(b"BleedBox", 2)], [-9.0, 349.0]);
    let slug = -side(b"MediaBox", 0);
    assert!(slug > 30.0);
    // The crop marks at the head are on every plate; the trim's own corner is bare.
    let at = |pt: f32| (slug + pt) as usize;
    for plate in plates(&path) {
        let mark = plate.values([at(-2.0), 2, at(2.0), 16]);
        assert!(mark.len() > 1, "{mark:?}");
        let corner = plate.values([at(1.0), at(1.0), at(15.0), at(15.0)]);
        assert_eq!(corner, [(255, 14 * 14)]);
    }
}
