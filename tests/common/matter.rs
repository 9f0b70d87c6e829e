//! What must stand on a page outside the legs of text, by the manifest and the files it names.

use std::fs;
use std::path::Path;

use dayang::copy::{self, Article};

use super::press::{Item, Paper, Sheet};
use super::{squeeze, text};

/// A part of a page's matter: what it is and its text.
pub type Part = (String, String);

/// The parts of an article's head, the manifest's words before its own.
pub fn head(article: &Article, table: &toml::Table) -> Vec<(&'static str, String)> {
    let own = &article.head;
    let joined = |lines: &Option<dayang::manifest::Lines>| Some(lines.as_ref()?.lines().concat());
    let roles = [
        ("kicker", own.kicker.clone()),
        ("headline", joined(&own.headline)),
        ("deck", joined(&own.deck)),
        ("standfirst", own.standfirst.clone()),
        ("byline", own.byline.clone()),
        ("note", own.note.clone()),
        ("quote", own.quote.clone()),
    ];
    let found = roles.into_iter().map(|(role, own)| {
        let text = table.get(role).map(lines).or(own)?;
        // An editor's marks in a headline are no text.
        Some((role, copy::plain(&text).replace('|', "")))
    });
    found.flatten().collect()
}

/// One line or several of the manifest, cleaned.
pub fn lines(value: &toml::Value) -> String {
    match value.as_array() {
        Some(several) => several.iter().map(lines).collect(),
        None => copy::clean_line(value.as_str().unwrap()).0,
    }
}

impl Paper {
    fn article(&self, file: &str) -> Article {
        let bytes = fs::read(self.file(file)).unwrap();
        copy::read(&bytes, Path::new(file)).unwrap().0
    }

    /// What an article is called in jump lines and teasers.
    fn short(&self, item: &Item) -> String {
        let article = self.article(&item.file);
        let own = |table: Option<&toml::Value>, own: Option<String>| {
            let first = |value: &toml::Value| match value.as_array() {
                Some(several) => lines(&several[0]),
                None => lines(value),
            };
            table.map(first).or(own)
        };
        let headline = article.head.headline.as_ref();
        let headline = headline.map(|lines| lines.lines()[0].to_string());
        let short = own(item.table.get("short"), article.head.short.clone());
        let short = short.or_else(|| own(item.table.get("headline"), headline));
        copy::plain(&short.unwrap()).replace('|', "")
    }

    /// The page and the entry of a file that the manifest places.
    fn placed(&self, file: &str) -> (u32, Item) {
        let kinds = ["article", "picture", "table"];
        let mut found = self.sheets.iter().flat_map(|sheet| {
            let items = kinds.iter().flat_map(|kind| sheet.items(kind));
            items.map(|item| (sheet.number, item))
        });
        found.find(|(_, item)| item.file == file).unwrap()
    }

    /// Everything that stands on a page outside the legs, a part as often as it must stand there.
    pub fn matter(&self, sheet: &Sheet) -> Vec<Part> {
        let mut parts = self.heads(sheet);
        parts.extend(self.jumps(sheet));
        for item in sheet.items("picture") {
            for role in ["caption", "credit"] {
                let text = item.table.get(role).map(lines);
                parts.extend(text.map(|text| (format!("{role} of {}", item.file), text)));
            }
        }
        for item in sheet.items("table") {
            parts.extend(self.table(&item));
        }
        for item in sheet.items("teaser") {
            parts.push((format!("teaser of {}", item.file), self.teaser(&item)));
        }
        for item in sheet.items("ad") {
            let own = text(&self.file(&item.file));
            parts.push((format!("advertisement {}", item.file), own));
        }
        for (_, text) in &mut parts {
            *text = squeeze(text);
        }
        parts.retain(|(_, text)| !text.is_empty());
        parts
    }

    /// Heads over the legs: those of briefs stand among their texts.
    fn heads(&self, sheet: &Sheet) -> Vec<Part> {
        let items = sheet.items("article");
        let mut parts = vec![];
        for item in &items {
            let alone = items.iter().filter(|other| other.slot == item.slot);
            if alone.count() == 1 {
                let head = head(&self.article(&item.file), &item.table);
                let named = |(role, text)| (format!("{role} of {}", item.file), text);
                parts.extend(head.into_iter().map(named));
            }
        }
        parts
    }

    /// The lines of jumps, which nobody typed: 下转第4版 and 上接第1版 with the short headline.
    fn jumps(&self, sheet: &Sheet) -> Vec<Part> {
        let mut parts = vec![];
        for home in &self.sheets {
            for item in home.items("article") {
                let Some(slots) = item.table.get("slots") else {
                    continue;
                };
                let page = |slot: &toml::Value| match slot.as_str().unwrap().split_once(':') {
                    Some((page, _)) => page.parse().unwrap(),
                    None => home.number,
                };
                let pages: Vec<u32> = slots.as_array().unwrap().iter().map(page).collect();
                for pair in pages.windows(2).filter(|pair| pair[0] != pair[1]) {
                    let name = |what: &str| format!("{what} of {}", item.file);
                    if pair[0] == sheet.number {
                        parts.push((name("jump line"), format!("（下转第{}版）", pair[1])));
                    }
                    if pair[1] == sheet.number {
                        parts.push((name("continued line"), format!("（上接第{}版）", pair[0])));
                        parts.push((name("short headline"), self.short(&item)));
                    }
                }
            }
        }
        parts
    }

    /// The rows of a table, title, note and source.
    fn table(&self, item: &Item) -> Vec<Part> {
        let file = fs::read_to_string(self.file(&item.file)).unwrap();
        let table: toml::Table = file.parse().unwrap();
        let mut parts = vec![];
        for role in ["title", "note", "source"] {
            let text = item.table.get(role).or(table.get(role)).map(lines);
            parts.extend(text.map(|text| (format!("{role} of {}", item.file), text)));
        }
        for row in table["rows"].as_array().unwrap() {
            parts.push((format!("a row of {}", item.file), lines(row)));
        }
        parts
    }

    /// The head of a table, which may be repeated over its halves.
    pub fn table_head(&self, item: &Item) -> String {
        let table: toml::Table = fs::read_to_string(self.file(&item.file))
            .unwrap()
            .parse()
            .unwrap();
        let columns = table["columns"].as_array().unwrap().iter();
        let titles = columns.filter_map(|column| column.get("title"));
        squeeze(&titles.map(lines).collect::<String>())
    }

    /// A teaser: its headline, its text, and the page, which nobody typed.
    fn teaser(&self, item: &Item) -> String {
        let (page, placed) = self.placed(&item.file);
        let headline = match item.table.get("headline") {
            Some(headline) => lines(headline),
            None => self.short(&placed),
        };
        let text = item.table.get("text").map(lines).unwrap_or_default();
        format!("{headline}{text}第{page}版")
    }
}
