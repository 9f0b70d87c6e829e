//! Every page of every sample issue as a plate-setter sees it: poppler, qpdf, Ghostscript's plates
//! and our own second reader.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::plates::{Plate, plates};
use common::press::{Paper, Sheet, issues};
use common::{Project, squeeze, tool};
use dayang::print::check::check;

/// What poppler says of a file, a key at a time.
struct Info(String);

impl Info {
    fn of(pdf: &Path) -> Self {
        let info = tool("pdfinfo", &["-box", pdf.to_str().unwrap()]);
        Self(String::from_utf8(info).unwrap())
    }

    fn line(&self, key: &str) -> String {
        let mut lines = self.0.lines();
        let line = lines.find_map(|line| line.strip_prefix(key));
        let words = line.unwrap_or_default().split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Every sample issue, built, with the files of its pages and of the whole.
fn every_sample() -> impl Iterator<Item = (Paper, Vec<PathBuf>)> {
    issues().into_iter().map(|name| {
        let paper = Paper::sample(&name);
        let pages = paper.sheets.iter().map(|sheet| sheet.pdf.clone());
        let files = pages.chain([paper.pdf()]).collect();
        (paper, files)
    })
}

#[test]
fn poppler_and_qpdf_take_it_for_pdf_x() {
    for (paper, files) in every_sample() {
        for pdf in files {
            let info = Info::of(&pdf);
            let is = |key, value: &str| assert_eq!(info.line(key), value, "{pdf:?} {key}");
            is("PDF subtype:", "PDF/X-4");
            is("PDF version:", "1.6");
            is("Tagged:", "no");
            assert!(
                info.line("Title:")
                    .starts_with(&format!("样报 {}", paper.name))
            );
            // At trim size, without marks.
            is("MediaBox:", &info.line("TrimBox:"));
            is("BleedBox:", &info.line("TrimBox:"));
            assert!(info.line("TrimBox:").starts_with("0.00 0.00 "));
            let pdf = pdf.to_str().unwrap();
            tool("qpdf", &["--check", pdf]);
            let fonts = String::from_utf8(tool("pdffonts", &[pdf])).unwrap();
            // After the two lines of the heading: name, type, encoding, emb, sub, uni, object.
            assert!(fonts.lines().count() > 2);
            for font in fonts.lines().skip(2) {
                assert!(font.contains(" yes yes yes "), "{pdf}: {font}");
            }
        }
    }
}

#[test]
fn our_own_reader_finds_nothing() {
    for (_paper, files) in every_sample() {
        for pdf in files {
            assert_eq!(check(&fs::read(&pdf).unwrap()), [], "{pdf:?}");
        }
    }
}

/// Every page that says it is mono, and a sample's page that is made so: without its
/// advertisement, which has colour.
#[test]
fn a_mono_page_is_empty_on_the_other_plates() {
    for (paper, _) in every_sample() {
        for sheet in &paper.sheets {
            if sheet.table.get("mono").and_then(toml::Value::as_bool) == Some(true) {
                black_alone(&sheet.pdf);
            }
        }
    }
    let project = Project::sample("2022-04-16");
    project.last_page_in_mono("issues/2022-04-16/issue.toml");
    project.build("issues/2022-04-16");
    let black = black_alone(&project.path("out/2022-04-16/YB-2022-04-16-04.pdf"));
    // Text is there, and the photograph as grays.
    let grays = black
        .pixels
        .iter()
        .filter(|&&value| (40..215).contains(&value));
    assert!(grays.count() > 20_000);
}

/// The plate for black of a page that has nothing on the others.
fn black_alone(pdf: &Path) -> Plate {
    let [cyan, magenta, yellow, black] = plates(pdf);
    for plate in [cyan, magenta, yellow] {
        assert!(plate.is_empty(), "{pdf:?}");
    }
    assert!(!black.is_empty());
    black
}

/// The most ink over 15 mm² (GWG) of a page, in percent: 11 dots at 72 dpi are 3.9 mm.
fn most_ink(plates: &[Plate; 4]) -> f64 {
    const SIDE: usize = 11;
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
    most
}

/// On every page of every sample, pictures and advertisements included, the ink stays within the
/// limit, and every word of an article stands on the black plate alone.
#[test]
fn plates_of_every_sample() {
    let mut heaviest: f64 = 0.0;
    for (paper, _) in every_sample() {
        for sheet in &paper.sheets {
            let plates = plates(&sheet.pdf);
            let most = most_ink(&plates);
            assert!(most <= 245.0, "{:?}: {most} %", sheet.pdf);
            heaviest = heaviest.max(most);
            body_is_black_alone(&paper, sheet, &plates);
        }
    }
    // There are photographs among them.
    assert!(heaviest > 150.0, "{heaviest} %");
}

/// The ground may have colour, so that only what differs within a word's box tells its ink: no plate
/// but black has any edge there.
fn body_is_black_alone(paper: &Paper, sheet: &Sheet, plates: &[Plate; 4]) {
    let bodies: String = (sheet.table.get("article").and_then(toml::Value::as_array))
        .into_iter()
        .flatten()
        .filter_map(|item| item.get("file")?.as_str())
        .map(|file| squeeze(&fs::read_to_string(paper.file(file)).unwrap_or_default()))
        .collect();
    let body = sheet.grid.body;
    let size = body - 0.5..body + 0.5;
    // In vertical lines every character is a word by itself.
    let vertical = sheet.table["layout"]
        .as_str()
        .unwrap()
        .ends_with("/vertical");
    let least = if vertical && !sheet.table.contains_key("ad") {
        1
    } else {
        4
    };
    let mut looked = 0;
    for word in &sheet.words {
        let long = word.text.chars().count() >= least;
        if !long || !size.contains(&word.height()) || !bodies.contains(&word.text) {
            continue;
        }
        let field = [
            word.left.ceil() as usize,
            word.top.ceil() as usize,
            word.right.floor() as usize,
            word.bottom.floor() as usize,
        ];
        for (ink, plate) in ["cyan", "magenta", "yellow"].iter().zip(plates) {
            let values = plate.values(field);
            assert!(
                values.len() <= 1,
                "{:?}: {word:?} has {ink}: {values:?}",
                sheet.pdf
            );
        }
        looked += 1;
    }
    // A page may be one advertisement.
    let least = if bodies.is_empty() { 0 } else { 6 };
    assert!(looked >= least, "{:?}: {looked} words", sheet.pdf);
}
