//! Finished pages beside the plain data they were made from: what the manifest and the
//! articles say, and the lines in which poppler finds it.

use std::fs;
use std::path::{Path, PathBuf};

use dayang::copy::{self, BlockKind};
use serde_json::Value;

use super::{Project, Word, repository, squeeze, words};

/// Body size and distance of lines in all samples, pt.
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
    pub words: Vec<Word>,
}

/// An article, a picture or an advertisement as the manifest names it.
pub struct Item {
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
        let mut tables: Vec<toml::Table> = (manifest["page"].as_array().unwrap().iter())
            .map(|page| page.as_table().unwrap().clone())
            .collect();
        tables.sort_by_key(|table| table["number"].as_integer());
        let sheets = tables.into_iter().map(|table| {
            let number = table["number"].as_integer().unwrap() as u32;
            let pdf = project.path(&format!("out/{date}/YB-{date}-{number:02}.pdf"));
            let words = words(&pdf);
            Sheet {
                number,
                pdf,
                table,
                words,
            }
        });
        let sheets = sheets.collect();
        let report = serde_json::from_str(&report).unwrap();
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

    /// The body of every article of a page.
    pub fn stories(&self, sheet: &Sheet) -> Vec<Story> {
        (self.report["fit"].as_array().unwrap().iter())
            .filter(|fit| fit["page"] == sheet.number)
            .map(|fit| Story::read(self, sheet, fit))
            .collect()
    }
}

impl Sheet {
    /// What the manifest puts on the page: `article`, `picture` or `ad`.
    pub fn items(&self, kind: &str) -> Vec<Item> {
        let Some(list) = self.table.get(kind) else {
            return vec![];
        };
        let text = |table: &toml::Table, key: &str| table[key].as_str().unwrap().to_string();
        (list.as_array().unwrap().iter())
            .map(|item| item.as_table().unwrap().clone())
            .map(|table| Item {
                slot: text(&table, "slot"),
                file: text(&table, "file"),
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
        let half = |c: char, marks: &str| if marks.contains(c) { BODY / 2.0 } else { 0.0 };
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

/// A line of an article's body.
#[derive(Debug, Clone)]
pub struct Line {
    pub row: Row,
    /// Which leg of the article it stands in, from 0.
    pub leg: usize,
    /// Whether it is of a paragraph, not of a crosshead, a credit or a caption.
    pub body: bool,
    /// Whether its block begins and ends with it.
    pub begins: bool,
    pub ends: bool,
}

/// An article's body on its page, found by its text.
pub struct Story {
    pub file: String,
    /// Width of a leg, pt, by the report.
    pub measure: f64,
    pub lines: Vec<Line>,
    /// Left edge of each leg.
    pub legs: Vec<f64>,
}

impl Story {
    fn read(paper: &Paper, sheet: &Sheet, fit: &Value) -> Self {
        let file = fit["article"].as_str().unwrap();
        let bytes = fs::read(paper.file(file)).unwrap();
        let (article, _) = copy::read(&bytes, Path::new(file)).unwrap();
        let number = |key: &str| fit[key].as_u64().unwrap();
        let measure = (number("capacity") / number("lines")) as f64 * BODY;

        let mut lines: Vec<Line> = vec![];
        let mut rest = &sheet.words[start(&sheet.words, &squeeze(&article.plain_text()))..];
        for block in &article.blocks {
            let body = matches!(block.kind, BlockKind::Paragraph(_));
            let mut left = squeeze(&block.plain_text()).chars().count();
            let count = rest.iter().take_while(|word| {
                let more = left > 0;
                left = left.saturating_sub(word.text.chars().count());
                more
            });
            let (words, more) = rest.split_at(count.count());
            rest = more;
            let rows = rows(words);
            for (at, row) in rows.iter().enumerate() {
                let (begins, ends) = (at == 0, at + 1 == rows.len());
                let leg = lines
                    .last()
                    .map_or(0, |last| last.leg + usize::from(row.top <= last.row.top));
                lines.push(Line {
                    row: row.clone(),
                    leg,
                    body,
                    begins,
                    ends,
                });
            }
        }
        let used = fit["legs"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|leg| leg["filled"] != 0)
            .count();
        assert_eq!(
            lines.last().unwrap().leg + 1,
            used,
            "{file} has not the legs of the report"
        );
        let left = |leg| {
            lines
                .iter()
                .filter(|line| line.leg == leg && line.body)
                .map(|line| line.row.ink().0)
                .fold(f64::MAX, f64::min)
        };
        let legs = (0..used).map(left).collect();
        Self {
            file: file.into(),
            measure,
            lines,
            legs,
        }
    }

    /// The lines of paragraphs.
    pub fn body(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.body)
    }

    /// Lines of one paragraph that follow each other.
    pub fn continued(&self) -> impl Iterator<Item = (&Line, &Line)> {
        let pairs = self.lines.iter().zip(self.lines.iter().skip(1));
        pairs.filter(|(line, _)| line.body && !line.ends)
    }
}

/// The word at which a text begins.
fn start(words: &[Word], text: &str) -> usize {
    let all: String = words.iter().map(|word| word.text.as_str()).collect();
    let mut before = all
        .find(text)
        .unwrap_or_else(|| panic!("the page has not: {text}"));
    let count = words.iter().take_while(|word| {
        let more = before > 0;
        before = before.saturating_sub(word.text.len());
        more
    });
    count.count()
}
