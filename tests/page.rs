//! The sample issues, built by the real program and read back from the finished PDFs.

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use common::picture::{self, Difference};
use common::press::{PITCH, Paper, Sheet, Story, issues};
use common::{repository, squeeze, text, tool};
use dayang::copy;

/// Marks that never open a line, and marks that never close one.
const NEVER_FIRST: &str = "。，、；：？！）》」』】〉〕”’…—·～／/％%℃),.;:?!]}";
const NEVER_LAST: &str = "（《「『【〈〔“‘([{";
/// What a number is never parted from.
const UNITS: &str = "年月日时分秒点号期届次个名位条件项家所座台辆元角万亿千百十米吨克升度级倍版层天周岁公平小%‰℃％—～~-";

/// Every sample issue, built.
fn papers() -> Vec<Paper> {
    issues().iter().map(|name| Paper::sample(name)).collect()
}

fn sheets(papers: &[Paper]) -> impl Iterator<Item = (&Paper, &Sheet)> {
    papers
        .iter()
        .flat_map(|paper| paper.sheets.iter().map(move |sheet| (paper, sheet)))
}

/// Sheets in horizontal lines; those in vertical ones are read in tests/vertical.rs.
fn horizontal(papers: &[Paper]) -> impl Iterator<Item = (&Paper, &Sheet)> {
    let layout = |sheet: &Sheet| sheet.table["layout"].as_str().unwrap().to_owned();
    sheets(papers).filter(move |(_, sheet)| !layout(sheet).ends_with("/vertical"))
}

fn stories(papers: &[Paper]) -> Vec<Story> {
    horizontal(papers)
        .flat_map(|(paper, sheet)| paper.stories(sheet))
        .collect()
}

/// Insists that a text holds another exactly once, and gives the text without it.
fn take(text: &str, part: &str, what: &str) -> String {
    let part = squeeze(part);
    assert!(!part.is_empty(), "{what} is empty");
    let count = text.matches(&part).count();
    assert_eq!(count, 1, "{what} stands {count} times on the page: {part}");
    text.replacen(&part, "\u{0}", 1)
}

/// Every part of a page's matter by the files: what it is and its text.
fn matter(paper: &Paper, sheet: &Sheet) -> Vec<(String, String)> {
    let mut parts = vec![];
    for item in sheet.items("article") {
        let bytes = fs::read(paper.file(&item.file)).unwrap();
        let (article, _) = copy::read(&bytes, Path::new(&item.file)).unwrap();
        parts.push((format!("body of {}", item.file), article.plain_text()));
        let own = [
            ("kicker", article.head.kicker.clone()),
            (
                "headline",
                article
                    .head
                    .headline
                    .as_ref()
                    .map(|lines| lines.lines().concat()),
            ),
            (
                "deck",
                article
                    .head
                    .deck
                    .as_ref()
                    .map(|lines| lines.lines().concat()),
            ),
            ("standfirst", article.head.standfirst.clone()),
            ("byline", article.head.byline.clone()),
        ];
        for (role, own) in own {
            let text = item.table.get(role).map(lines).or(own);
            parts.extend(text.map(|text| (format!("{role} of {}", item.file), text)));
        }
    }
    for item in sheet.items("picture") {
        for role in ["caption", "credit"] {
            let text = item.table.get(role).map(lines);
            parts.extend(text.map(|text| (format!("{role} of {}", item.file), text)));
        }
    }
    // A short part may stand within a longer one.
    parts.sort_by_key(|(_, text)| std::cmp::Reverse(text.len()));
    parts
}

/// One line or several of the manifest, cleaned.
fn lines(value: &toml::Value) -> String {
    match value.as_array() {
        Some(several) => several.iter().map(lines).collect(),
        None => copy::clean_line(value.as_str().unwrap()).0,
    }
}

#[test]
fn all_copy_stands_on_its_page_once_and_in_order() {
    for (paper, sheet) in sheets(&papers()) {
        let mut rest = text(&sheet.pdf);
        for (what, part) in matter(paper, sheet) {
            rest = take(&rest, &part, &what);
        }
        for ad in sheet.items("ad") {
            let own = text(&paper.file(&ad.file));
            if !own.is_empty() {
                rest = take(&rest, &own, &ad.file);
            }
        }
        // What is left is the folio and the like.
        let left = rest.chars().filter(|&c| c != '\u{0}').count();
        assert!(
            left < 120,
            "page {} has text of no source: {rest}",
            sheet.number
        );
        assert!(
            rest.contains(sheet.table["section"].as_str().unwrap()),
            "{rest}"
        );
    }
}

#[test]
fn letters_and_digits_are_those_of_the_raw_files() {
    for (paper, sheet) in sheets(&papers()) {
        let page = letters(&text(&sheet.pdf));
        for item in sheet.items("article") {
            let bytes = fs::read(paper.file(&item.file)).unwrap();
            let body = letters(&raw_body(&bytes));
            assert!(body.chars().count() > 20, "{} is empty", item.file);
            assert_eq!(page.matches(&body).count(), 1, "{}: {body}", item.file);
        }
    }
}

/// The body of an article's file as it was typed, markup and all.
fn raw_body(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let body = match text.strip_prefix("+++") {
        Some(rest) => rest.split_once("\n+++").unwrap().1.to_string(),
        None => text,
    };
    let lines = body.lines().filter(|line| !line.starts_with("# "));
    // Of a picture only the caption is text.
    lines
        .map(|line| {
            line.strip_prefix("![")
                .map_or(line, |line| line.split(']').next().unwrap())
        })
        .collect()
}

/// Han characters, letters and digits only, full-width ones as half-width.
fn letters(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap(),
        c => c,
    };
    text.chars()
        .map(narrow)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

#[test]
fn nothing_invisible_reaches_the_text() {
    for (_, sheet) in sheets(&papers()) {
        let found: Vec<char> = text(&sheet.pdf)
            .chars()
            .filter(|&c| is_invisible(c))
            .collect();
        assert!(found.is_empty(), "page {}: {found:?}", sheet.number);
    }
}

/// Word joiners and their like, and what stands for a character that was lost.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')
}

#[test]
fn all_body_lines_of_a_page_stand_on_one_grid() {
    let papers = papers();
    let mut count = 0;
    for (paper, sheet) in horizontal(&papers) {
        let stories = paper.stories(sheet);
        let first = stories[0].body().next().unwrap().row.top;
        for line in stories.iter().flat_map(Story::body) {
            count += 1;
            let steps = (line.row.top - first) / PITCH;
            assert!(
                (steps - steps.round()).abs() < 0.01,
                "off the grid by {steps} lines: {line:?}"
            );
        }
        // Legs of one article stand in register, and text runs on through their feet.
        for story in &stories {
            for (line, next) in story
                .continued()
                .filter(|(line, next)| line.leg == next.leg)
            {
                assert!(
                    (next.row.top - line.row.top - PITCH).abs() < 0.1,
                    "{line:?} {next:?}"
                );
            }
        }
    }
    assert!(count > 200, "only {count} lines");
}

#[test]
fn no_line_breaks_where_it_must_not() {
    let mut pairs = 0;
    for story in stories(&papers()) {
        for line in &story.lines {
            assert!(
                !NEVER_FIRST.contains(line.row.first()),
                "begins with a closing mark: {line:?}"
            );
            assert!(
                !NEVER_LAST.contains(line.row.last()),
                "ends with an opening mark: {line:?}"
            );
        }
        for (line, next) in story.continued() {
            pairs += 1;
            let (a, b) = (&line.row, &next.row);
            assert!(!splits(a.last(), b.first()), "{} | {}", a.text, b.text);
        }
    }
    assert!(pairs > 150, "only {pairs} lines go on");
}

/// Whether two characters that must stay together are parted.
fn splits(last: char, first: char) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    match (last, first) {
        _ if digit(last) => digit(first) || first.is_ascii_alphabetic() || UNITS.contains(first),
        ('第' | '-' | '—' | '～' | '~' | '.' | '：' | ':', _) if digit(first) => last != '：',
        _ if last.is_ascii_alphabetic() => first.is_ascii_alphanumeric() || first == '股',
        _ => (last == '—' && first == '—') || (last == '…' && first == '…'),
    }
}

#[test]
fn no_last_line_of_one_character() {
    for story in stories(&papers()) {
        for line in story.body().filter(|line| line.ends) {
            // A mark does not make two of it.
            let count = line
                .row
                .text
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count();
            assert!(count > 1, "{}: {line:?}", story.file);
        }
    }
}

#[test]
fn lines_are_as_wide_as_their_leg_and_no_wider() {
    for story in stories(&papers()) {
        for line in &story.lines {
            let (left, right) = line.row.ink();
            let edge = story.legs[line.leg];
            assert!(
                left > edge - 0.05 && right < edge + story.measure + 0.05,
                "{edge} {line:?}"
            );
        }
        for (line, next) in story.continued() {
            let (edge, (left, _), (_, right)) =
                (story.legs[line.leg], next.row.ink(), line.row.ink());
            // A mark may keep its whole cell, so that its line is not loose.
            let right = right.max(line.row.right.min(edge + story.measure));
            assert!(
                right > edge + story.measure - 0.6,
                "not justified: {edge} {line:?}"
            );
            assert!(left < story.legs[next.leg] + 0.05, "indented: {next:?}");
        }
        for line in story.body().filter(|line| line.begins) {
            // Before an opening mark the indent may count from its square or from its ink.
            let edges = [line.row.left, line.row.ink().0];
            let indents = edges.map(|left| left - story.legs[line.leg]);
            let right = indents.iter().any(|indent| (indent - 18.0).abs() < 0.05);
            assert!(right, "indented by {indents:?}: {line:?}");
        }
    }
}

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
    for paper in &papers() {
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

/// `UPDATE_REFERENCE=1 cargo test --test page` makes the pictures anew; look at them then.
#[test]
fn pages_look_as_they_did() {
    for (paper, sheet) in sheets(&papers()) {
        let path = repository().join(format!(
            "tests/reference/{}-{}.png",
            paper.name, sheet.number
        ));
        let page = picture::render(&sheet.pdf);
        if std::env::var_os("UPDATE_REFERENCE").is_some() {
            page.save(&path).unwrap();
        }
        let reference = picture::read(&fs::read(&path).unwrap());
        let difference = Difference::of(&reference, &page);
        assert!(
            difference.is_small(),
            "{difference:?}; compare {path:?} with the page"
        );
    }
}

#[test]
fn another_renderer_is_no_difference_and_a_moved_headline_is() {
    for (_, sheet) in sheets(&papers()) {
        let page = picture::render(&sheet.pdf);
        let other = Difference::of(&page, &picture::render_otherwise(&sheet.pdf));
        assert!(other.is_small(), "{other:?}");
        for size in [22.0, 30.0] {
            let word = sheet
                .words
                .iter()
                .find(|word| word.height() >= size)
                .unwrap();
            let moved = Difference::of(&page, &picture::moved(&page, word, PITCH));
            assert!(!moved.is_small(), "{}: {moved:?}", word.text);
        }
    }
}
