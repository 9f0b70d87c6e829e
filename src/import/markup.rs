//! What the elements of HTML and NITF mean for an article: which are paragraphs, which are
//! crossheads, pictures and tables, and which have no counterpart and are told of.

mod elements;
mod nodes;

use std::collections::BTreeMap;

use self::elements::{block, heading, is_skipped, unset};
pub use self::nodes::{feed, walk};
use super::flow::Flow;
use super::xml::line;
use super::{Block, Gathered, Sheet, Span, changed, lost};
use crate::diag::Place;

/// Takes elements and text in the order in which they come.
pub struct Markup {
    flow: Flow,
    /// What has no counterpart, and how often it came.
    lost: BTreeMap<&'static str, usize>,
    changed: BTreeMap<&'static str, usize>,
    pub images: Vec<Image>,
    pub tables: Vec<Sheet>,
    table: Vec<Vec<String>>,
    /// How deep within tables, and within what is passed over.
    in_table: usize,
    skipped: usize,
    /// The caption of the last picture is being read.
    caption: Option<String>,
    /// For each open span whether it opened bold or dots.
    styles: Vec<(bool, bool)>,
    place: Place,
}

/// A picture that the markup names.
#[derive(Debug, Clone, Default)]
pub struct Image {
    pub file: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

impl Markup {
    pub fn new(place: Place) -> Self {
        Self {
            flow: Flow::default(),
            lost: BTreeMap::new(),
            changed: BTreeMap::new(),
            images: vec![],
            tables: vec![],
            table: vec![],
            in_table: 0,
            skipped: 0,
            caption: None,
            styles: vec![],
            place,
        }
    }

    fn lose(&mut self, what: &'static str) {
        *self.lost.entry(what).or_default() += 1;
    }

    fn change(&mut self, what: &'static str) {
        *self.changed.entry(what).or_default() += 1;
    }

    pub fn text(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        if let Some(caption) = &mut self.caption {
            caption.push_str(text);
        } else if self.in_table > 0 {
            match self.table.last_mut().and_then(|row| row.last_mut()) {
                Some(cell) => cell.push_str(text),
                None => self.flow.text(text),
            }
        } else {
            self.flow.text(text);
        }
    }

    /// An element begins. `attribute` gives its attributes by name.
    pub fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        if self.skipped > 0 {
            self.skipped += usize::from(is_skipped(name));
            return;
        }
        if let Some(what) = unset(name) {
            self.lose(what);
        }
        match name {
            "del" | "script" | "style" | "head" | "svg" | "math" | "object" | "iframe"
            | "video" | "audio" | "noscript" | "template" => self.skipped += 1,
            "b" | "strong" => self.flow.strong(true),
            "em" | "i" | "span" | "font" => self.styled(name, attribute),
            "br" => {
                if self.flow.is_open() && self.in_table == 0 && self.caption.is_none() {
                    self.change("a broken line became a paragraph");
                    self.flow.end();
                } else {
                    self.text(" ");
                }
            }
            "img" => self.images.push(Image {
                file: attribute("src").unwrap_or_default(),
                caption: attribute("alt")
                    .filter(|alt| !alt.trim().is_empty())
                    .or_else(|| attribute("title")),
                credit: None,
            }),
            "figcaption" => self.caption = Some(String::new()),
            "q" => {
                self.change("the quotation marks of an element `q` were set");
                self.text("“");
            }
            "table" => {
                self.flow.end();
                self.in_table += 1;
            }
            "tr" if self.in_table > 0 => self.table.push(vec![]),
            "td" | "th" if self.in_table > 0 => {
                if attribute("colspan").is_some_and(|n| n != "1")
                    || attribute("rowspan").is_some_and(|n| n != "1")
                {
                    self.lose("cells joined over several columns or rows");
                }
                if let Some(row) = self.table.last_mut() {
                    row.push(String::new());
                }
            }
            _ if heading(name) => self.flow.heading(),
            _ if block(name) && self.in_table == 0 && self.caption.is_none() => self.flow.end(),
            _ => {}
        }
    }

    /// `em`, `i`, `span` and `font` are bold or dotted if they say so.
    fn styled(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let says = format!(
            "{} {}",
            attribute("class").unwrap_or_default(),
            attribute("style").unwrap_or_default()
        )
        .to_ascii_lowercase()
        .replace(' ', "");
        let dots = says.contains("emphasis") && !says.contains("emphasis:none");
        let bold = says.contains("bold")
            || says.contains("font-weight:7")
            || says.contains("font-weight:9");
        if matches!(name, "em" | "i") && !dots && !bold {
            self.lose("italics");
        }
        if bold {
            self.flow.strong(true);
        }
        if dots {
            self.flow.dots(true);
        }
        self.styles.push((bold, dots));
    }

    /// An element ends.
    pub fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= usize::from(is_skipped(name));
            return;
        }
        match name {
            "b" | "strong" => self.flow.strong(false),
            "em" | "i" | "span" | "font" => {
                let (bold, dots) = self.styles.pop().unwrap_or_default();
                if bold {
                    self.flow.strong(false);
                }
                if dots {
                    self.flow.dots(false);
                }
            }
            "figcaption" => {
                let caption = line(&self.caption.take().unwrap_or_default());
                match self.images.last_mut() {
                    Some(image) => image.caption = Some(caption),
                    None => self.flow.text(&caption),
                }
            }
            "q" => self.text("”"),
            "table" => {
                self.in_table = self.in_table.saturating_sub(1);
                if self.in_table == 0 {
                    self.finish_table();
                }
            }
            _ if heading(name) => self.flow.end(),
            _ if block(name) && self.in_table == 0 && self.caption.is_none() => self.flow.end(),
            _ => {}
        }
    }

    /// A table that is one column of text is text; all else is a table.
    fn finish_table(&mut self) {
        let rows: Vec<Vec<String>> = std::mem::take(&mut self.table)
            .into_iter()
            .map(|row| row.iter().map(|cell| line(cell)).collect())
            .collect();
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        if rows.iter().all(|row| row.len() <= 1) {
            for cell in rows.into_iter().flatten() {
                self.flow.text(&cell);
                self.flow.end();
            }
            return;
        }
        self.tables.push(Sheet {
            rows,
            title: None,
            from: self.place.clone(),
        });
    }

    /// The blocks; what was lost and changed is told.
    pub fn finish(mut self, all: &mut Gathered) -> (Vec<Block>, Vec<Image>, Vec<Sheet>) {
        if self.in_table > 0 {
            self.finish_table();
        }
        for (what, count) in &self.lost {
            all.findings.push(lost(
                &self.place,
                format!("{what} is not carried over{}", times(*count)),
            ));
        }
        for (what, count) in &self.changed {
            all.findings
                .push(changed(&self.place, format!("{what}{}", times(*count))));
        }
        (self.flow.finish(), self.images, self.tables)
    }
}

/// How often, where it was more than once.
pub fn times(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        count => format!(" ({count} times)"),
    }
}

/// The text of a block, for comparing.
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
