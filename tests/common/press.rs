//! Finished pages beside the plain data they were made from: what the manifest says, and the
//! rows in which poppler finds it. The articles' bodies are read in `story`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::{Project, Word, repository, words};

/// Body size and distance of lines in the layouts that tests write for themselves, pt.
pub const BODY: f64 = 9.0;
pub const PITCH: f64 = 11.25;

/// Marks of which the left half is blank, and those of which the right half is.
const OPENING: &str = "（《「『【〈〔“‘";
const CLOSING: &str = "。，、；：？！）》」』】〉〕”’";

/// The names of all sample issues; `ISSUE=2022-04-11 cargo test …` takes one alone.
pub fn issues() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(repository().join("issues"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("issue.toml").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    if let Ok(only) = std::env::var("ISSUE") {
        names.retain(|name| *name == only);
    }
    names.sort();
    assert!(!names.is_empty(), "there is no sample issue");
    names
}

/// An issue that has been built.
pub struct Paper {
    pub project: Project,
    pub name: String,
    pub manifest: toml::Table,
    pub report: Value,
    pub sheets: Vec<Sheet>,
}

/// One page of it.
pub struct Sheet {
    pub number: u32,
    pub pdf: PathBuf,
    /// The page's table of the manifest.
    pub table: toml::Table,
    /// The grid that it is made on, by the report.
    pub grid: Grid,
    pub words: Vec<Word>,
}

/// The grid of a page, pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    pub columns: f64,
    pub characters: f64,
    pub lines: f64,
    pub body: f64,
    pub pitch: f64,
    pub gutter: f64,
    pub ascent: f64,
    pub left: f64,
    pub top: f64,
}

impl Grid {
    fn read(value: &Value) -> Self {
        let number = |key: &str| value[key].as_f64().unwrap();
        Self {
            columns: number("columns"),
            characters: number("characters"),
            lines: number("lines"),
            body: number("body"),
            pitch: number("pitch"),
            gutter: number("gutter"),
            ascent: number("ascent"),
            left: number("left"),
            top: number("top"),
        }
    }

    /// Width of the type area.
    pub fn width(&self) -> f64 {
        self.columns * (self.characters * self.body + self.gutter) - self.gutter
    }
}

/// An article, a picture or an advertisement as the manifest names it.
pub struct Item {
    /// The slot it stands in, or begins in.
    pub slot: String,
    pub file: String,
    pub table: toml::Table,
}

impl Paper {
    /// A sample issue, built.
    pub fn sample(name: &str) -> Self {
        Self::build(Project::sample(name), name)
    }

    /// An issue of a project, built.
    pub fn build(project: Project, name: &str) -> Self {
        let argument = format!("issues/{name}");
        project.build(&argument);
        let manifest: toml::Table = project
            .read(&format!("{argument}/issue.toml"))
            .parse()
            .unwrap();
        let date = manifest["issue"]["date"].to_string();
        let report = project.read(&format!("out/{date}/report.json"));
        let report: Value = serde_json::from_str(&report).unwrap();
        let mut tables: Vec<toml::Table> = (manifest["page"].as_array().unwrap().iter())
            .map(|page| page.as_table().unwrap().clone())
            .collect();
        tables.sort_by_key(|table| table["number"].as_integer());
        let sheets = tables.into_iter().map(|table| {
            let number = table["number"].as_integer().unwrap() as u32;
            let pdf = project.path(&format!("out/{date}/YB-{date}-{number:02}.pdf"));
            let words = words(&pdf);
            let page = (report["pages"].as_array().unwrap().iter())
                .find(|page| page["page"] == number)
                .unwrap();
            assert_eq!(page["layout"].as_str(), table["layout"].as_str());
            Sheet {
                number,
                pdf,
                table,
                grid: Grid::read(&page["grid"]),
                words,
            }
        });
        let sheets = sheets.collect();
        Self {
            name: name.into(),
            manifest,
            report,
            sheets,
            project,
        }
    }

    /// The whole issue as one PDF.
    pub fn pdf(&self) -> PathBuf {
        let date = self.manifest["issue"]["date"].to_string();
        self.project.path(&format!("out/{date}/YB-{date}.pdf"))
    }

    /// The path of a file of the issue.
    pub fn file(&self, file: &str) -> PathBuf {
        self.project.path(&format!("issues/{}/{file}", self.name))
    }

    /// The page of a number.
    pub fn sheet(&self, number: u32) -> &Sheet {
        let mut sheets = self.sheets.iter();
        sheets.find(|sheet| sheet.number == number).unwrap()
    }
}

impl Sheet {
    /// What the manifest puts on the page: `article`, `picture`, `ad`, `table` or `teaser`. An
    /// article that runs on is named where it begins.
    pub fn items(&self, kind: &str) -> Vec<Item> {
        let Some(list) = self.table.get(kind) else {
            return vec![];
        };
        (list.as_array().unwrap().iter())
            .map(|item| item.as_table().unwrap().clone())
            .map(|table| Item {
                slot: match table.get("slot") {
                    Some(slot) => slot.as_str().unwrap().into(),
                    None => table["slots"][0].as_str().unwrap().into(),
                },
                file: table["file"].as_str().unwrap().into(),
                table,
            })
            .collect()
    }
}

/// A row of text, as the reader sees it.
#[derive(Debug, Clone)]
pub struct Row {
    pub top: f64,
    pub left: f64,
    pub right: f64,
    pub text: String,
}

impl Row {
    pub fn first(&self) -> char {
        self.text.chars().next().unwrap()
    }

    pub fn last(&self) -> char {
        self.text.chars().last().unwrap()
    }

    /// Where its ink may begin and end: poppler gives marks their whole square, of which the
    /// outer half is blank and squeezed away at a line's ends.
    pub fn ink(&self) -> (f64, f64) {
        self.ink_of(BODY)
    }

    /// The same where the body type is of another size.
    pub fn ink_of(&self, body: f64) -> (f64, f64) {
        let half = |c: char, marks: &str| if marks.contains(c) { body / 2.0 } else { 0.0 };
        let (first, last) = (half(self.first(), OPENING), half(self.last(), CLOSING));
        (self.left + first, self.right - last)
    }
}

/// Joins words, given in reading order, to rows.
pub fn rows<'a>(words: impl IntoIterator<Item = &'a Word>) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![];
    for word in words {
        let goes_on = |row: &Row| {
            let gap = word.left - row.right;
            (row.top - word.top).abs() < 1.0 && word.left > row.left && gap < BODY - 0.1
        };
        match rows.last_mut().filter(|row| goes_on(row)) {
            Some(row) => {
                row.text.push_str(&word.text);
                row.right = word.right;
            }
            None => rows.push(Row {
                top: word.top,
                left: word.left,
                right: word.right,
                text: word.text.clone(),
            }),
        }
    }
    rows
}
