//! What a source says, whatever its form.

use std::path::PathBuf;

use crate::diag::Place;
use crate::manifest::Date;

/// An article as it came.
#[derive(Debug, Clone)]
pub struct Story {
    /// By what the sender knows it, in every version of it.
    pub id: Option<String>,
    pub version: Option<String>,
    /// The file's name without ending, if nothing else is wished.
    pub stem: String,
    /// Above the headline (引题).
    pub kicker: Option<String>,
    /// A line each (主题).
    pub headline: Vec<String>,
    /// A line each (副题).
    pub deck: Vec<String>,
    /// 提要.
    pub standfirst: Option<String>,
    /// 署名.
    pub byline: Option<String>,
    /// 编者按.
    pub note: Option<String>,
    pub blocks: Vec<Block>,
    pub photos: Vec<Photo>,
    pub tables: Vec<Sheet>,
    /// An article in our own form, taken as it is.
    pub own: Option<String>,
    /// Facts that have no place in an article, for the editor: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// 版次.
    pub page: Option<u32>,
    /// 版名.
    pub section: Option<String>,
    /// Share of its page, from 0 to 1, and where it begins: down, then across (坐标).
    pub area: Option<(f64, f64, f64)>,
    /// 出版日期.
    pub date: Option<Date>,
    /// 总期号.
    pub number: Option<u32>,
    pub from: Place,
}

impl Story {
    pub fn new(stem: impl Into<String>, from: Place) -> Self {
        Self {
            id: None,
            version: None,
            stem: stem.into(),
            kicker: None,
            headline: vec![],
            deck: vec![],
            standfirst: None,
            byline: None,
            note: None,
            blocks: vec![],
            photos: vec![],
            tables: vec![],
            own: None,
            facts: vec![],
            page: None,
            section: None,
            area: None,
            date: None,
            number: None,
            from,
        }
    }

    /// How many characters its body has, white space aside.
    pub fn characters(&self) -> usize {
        let text = |block: &Block| block.text().chars().filter(|c| !c.is_whitespace()).count();
        match &self.own {
            Some(own) => own.chars().filter(|c| !c.is_whitespace()).count(),
            None => self.blocks.iter().map(text).sum(),
        }
    }
}

/// A block of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Span>),
    /// 小标题.
    Crosshead(Vec<Span>),
}

impl Block {
    pub fn spans(&self) -> &[Span] {
        match self {
            Self::Paragraph(spans) | Self::Crosshead(spans) => spans,
        }
    }

    /// Its text, as it came.
    pub fn text(&self) -> String {
        self.spans().iter().map(|span| span.text.as_str()).collect()
    }
}

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub strong: bool,
    /// Emphasis dots (着重号).
    pub dots: bool,
}

impl Span {
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// A picture as it came.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The file's name, with an ending that says what it is.
    pub name: String,
    pub bytes: Vec<u8>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// The file it was, if it was one.
    pub path: Option<PathBuf>,
    /// The page it is meant for.
    pub page: Option<u32>,
    pub from: Place,
}

/// A table as it came, row by row.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub rows: Vec<Vec<String>>,
    /// Over the table.
    pub title: Option<String>,
    pub from: Place,
}

/// The ending that a picture's bytes ask for.
pub fn picture_ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("tif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("webp"),
        [b'%', b'P', b'D', b'F', ..] => Some("pdf"),
        _ => None,
    }
}
