//! The files: fonts, and sizes of sheets.

use std::collections::HashSet;
use std::path::Path;

use crate::common::{text, tool};
use crate::{papers, sheets};

#[test]
fn fonts_are_embedded_subsets_of_the_roles() {
    for (paper, sheet) in sheets(&papers()) {
        let plain = |name: &str| name.replace([' ', '-'], "").to_lowercase();
        let house: toml::Table = paper.project.read("dayang.toml").parse().unwrap();
        let families: HashSet<String> = (house["fonts"].as_table().unwrap().values())
            .flat_map(|families| families.as_array().unwrap())
            .map(|family| plain(family.as_str().unwrap()))
            .collect();
        let of_ads: HashSet<String> = sheet
            .items("ad")
            .iter()
            .flat_map(|ad| fonts(&paper.file(&ad.file)))
            .map(|font| font.name)
            .collect();
        let fonts = fonts(&sheet.pdf);
        assert!(fonts.len() > 2);
        for font in fonts {
            assert_eq!((font.embedded, font.subset), (true, true), "{}", font.name);
            let known = families
                .iter()
                .any(|family| plain(&font.name).starts_with(family));
            assert!(
                known || of_ads.contains(&font.name),
                "{} is in no role",
                font.name
            );
        }
    }
}

struct Font {
    /// Without the tag of the subset.
    name: String,
    embedded: bool,
    subset: bool,
}

fn fonts(pdf: &Path) -> Vec<Font> {
    let list = String::from_utf8(tool("pdffonts", &[pdf.to_str().unwrap()])).unwrap();
    let fonts = list.lines().skip(2).map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [.., embedded, subset, _, _, _] = words.as_slice() else {
            panic!("{line}")
        };
        let name = words[0].split_once('+').map_or(words[0], |(_, name)| name);
        Font {
            name: name.into(),
            embedded: *embedded == "yes",
            subset: *subset == "yes",
        }
    });
    fonts.collect()
}

#[test]
fn files_are_sound_and_of_the_sheets_size() {
    for paper in papers().iter() {
        let pages = paper.sheets.iter().map(|sheet| (sheet.pdf.clone(), 1));
        for (pdf, count) in pages.chain([(paper.pdf(), paper.sheets.len())]) {
            let path = pdf.to_str().unwrap();
            tool("qpdf", &["--check", path]);
            assert_eq!(
                tool("qpdf", &["--show-npages", path]),
                format!("{count}\n").as_bytes()
            );
        }
        let single: String = paper.sheets.iter().map(|sheet| text(&sheet.pdf)).collect();
        assert_eq!(text(&paper.pdf()), single);
        for sheet in &paper.sheets {
            let format = sheet.table["layout"]
                .as_str()
                .unwrap()
                .split('/')
                .next()
                .unwrap();
            let (width, height) = if ["tabloid", "supplement"].contains(&format) {
                (275.0, 390.0)
            } else {
                (390.0, 545.0)
            };
            let point = |mm: f64| mm / 25.4 * 72.0;
            let info = String::from_utf8(tool("pdfinfo", &[sheet.pdf.to_str().unwrap()])).unwrap();
            let size = info
                .lines()
                .find_map(|line| line.strip_prefix("Page size:"))
                .unwrap();
            let sides: Vec<f64> = size
                .split_whitespace()
                .filter_map(|word| word.parse().ok())
                .collect();
            assert!(
                (sides[0] - point(width)).abs() < 0.01 && (sides[1] - point(height)).abs() < 0.01,
                "{size}"
            );
        }
    }
}
