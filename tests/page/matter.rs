//! All text stands on the pages as often as it should, and none of no source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::press::{Paper, Sheet};
use crate::common::story::Story;
use crate::common::{squeeze, text};
use crate::{papers, sheets};

/// Most characters of a page that no file of the issue nor the house gives: labels, titles of
/// bands, the form of the date.
const MOST_FURNITURE: usize = 120;

/// The text of a page outside all legs, in the order it was written. A zero stands where text
/// was taken out.
fn outside(sheet: &Sheet, stories: &[Story]) -> String {
    let own = stories.iter().filter(|story| story.page == sheet.number);
    let mut taken = BTreeSet::new();
    for index in own.flat_map(|story| &story.words) {
        assert!(
            taken.insert(index),
            "in two legs: {:?}",
            sheet.words[*index]
        );
    }
    let words = sheet.words.iter().enumerate();
    words
        .map(|(at, word)| match taken.contains(&at) {
            true => "\u{0}",
            false => &word.text,
        })
        .collect()
}

/// Insists that a text holds another so many times, and gives the text without it.
fn take(text: &str, part: &str, count: usize, what: &str) -> String {
    let found = text.matches(part).count();
    assert_eq!(
        found, count,
        "{what} stands {found} times, not {count}: {part}; in {text}"
    );
    text.replace(part, "\u{0}")
}

/// Whether a text is the solar term of the day, on a page with a masthead.
fn says_masthead(paper: &Paper, rest: &str, text: &str) -> bool {
    let date = paper.manifest["issue"]["date"].as_datetime().unwrap();
    let date = date.date.unwrap();
    let day = dayang::calendar::day(dayang::manifest::Date {
        year: date.year,
        month: date.month,
        day: date.day,
    });
    let term = day.unwrap().term.map(|term| format!("今日{term}"));
    let pages = format!("今日{}版", paper.sheets.len());
    rest.contains(&pages) && term.as_deref() == Some(text)
}

/// Takes a page's matter out of its text.
fn without_matter(paper: &Paper, sheet: &Sheet, mut rest: String) -> String {
    // Two pictures of one photographer have two credits.
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (what, text) in paper.matter(sheet) {
        parts.entry(text).or_default().push(what);
    }
    // A short part may stand within a longer one.
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    for (text, what) in parts {
        let name = format!("{} page {}: {}", paper.name, sheet.number, what.join(", "));
        // A headline may say what the masthead says of the day, or the folio of the page.
        let section = squeeze(sheet.table["section"].as_str().unwrap());
        let furniture = [text == section, says_masthead(paper, &rest, &text)];
        let count = what.len() + furniture.iter().filter(|own| **own).count();
        rest = take(&rest, &text, count, &name);
    }
    // The head of a long table may be repeated.
    for item in sheet.items("table") {
        let head = paper.table_head(&item);
        assert!(
            head.is_empty() || rest.contains(&head),
            "{head} is not there"
        );
        rest = rest.replace(&head, "\u{0}");
    }
    rest
}

/// What the house file says of the paper, and the manifest of the page.
fn furniture(paper: &Paper, sheet: &Sheet) -> Vec<String> {
    let house: toml::Table = paper.project.read("dayang.toml").parse().unwrap();
    let own = house["paper"].as_table().unwrap().values();
    let mut texts: Vec<String> = own.filter_map(toml::Value::as_str).map(squeeze).collect();
    let editors = sheet.table["editors"].as_array().unwrap().iter();
    texts.extend(editors.map(|editor| squeeze(editor.as_str().unwrap())));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

#[test]
fn all_copy_stands_on_its_page_once_and_in_order() {
    for paper in papers().iter() {
        // That legs hold the articles' bodies whole and in order is proved as they are read.
        let stories = paper.stories();
        for sheet in &paper.sheets {
            let mut rest = without_matter(paper, sheet, outside(sheet, &stories));
            let section = squeeze(sheet.table["section"].as_str().unwrap());
            let is_front = rest.contains(&format!("今日{}版", paper.sheets.len()));
            let page = text(&sheet.pdf);
            assert!(is_front || page.contains(&section), "no {section}: {page}");
            rest = rest.replace(&section, "\u{0}");
            for text in furniture(paper, sheet) {
                rest = rest.replace(&text, "\u{0}");
            }
            let left = rest.chars().filter(|&c| c != '\u{0}').count();
            assert!(
                left < MOST_FURNITURE,
                "{} page {} has {left} characters of no source: {rest}",
                paper.name,
                sheet.number
            );
        }
    }
}

#[test]
fn every_article_of_the_manifest_stands_in_legs() {
    for paper in papers().iter() {
        let stories = paper.stories();
        let set: BTreeSet<&String> = stories.iter().flat_map(|story| &story.files).collect();
        let items: Vec<_> = (paper.sheets.iter())
            .flat_map(|sheet| sheet.items("article"))
            .collect();
        let asked: BTreeSet<&String> = items.iter().map(|item| &item.file).collect();
        assert_eq!(set, asked);
        // One that runs on does so where the manifest says.
        for item in items {
            let slots = item.table.get("slots").and_then(|slots| slots.as_array());
            let found: Vec<_> = (stories.iter())
                .filter(|story| story.files.contains(&item.file))
                .map(|story| story.part)
                .collect();
            let count = slots.map_or(1, Vec::len) as u64;
            let parts: Vec<_> = (1..=count).map(|part| (part, count)).collect();
            assert_eq!(found, parts, "{}", item.file);
        }
    }
}

#[test]
fn letters_and_digits_are_those_of_the_raw_files() {
    for paper in papers().iter() {
        let mut set: BTreeMap<String, String> = BTreeMap::new();
        for story in paper.stories() {
            for file in &story.files {
                set.entry(file.clone()).or_default().push_str(&story.text);
            }
        }
        for (file, text) in set {
            let bytes = fs::read(paper.file(&file)).unwrap();
            let body = letters(&raw_body(&bytes));
            assert!(body.chars().count() > 20, "{file} is empty");
            let page = letters(&text);
            assert_eq!(page.matches(&body).count(), 1, "{file}: {body}\n{page}");
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
    // Pictures stand where they find room; their captions are read with the legs.
    let lines = body.lines().filter(|line| !line.starts_with("# "));
    lines.filter(|line| !line.starts_with("![")).collect()
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
