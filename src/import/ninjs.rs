//! ninjs, the IPTC's news in JSON, versions 1 to 3: what is a key of its own in the first
//! (`body_xhtml`) is an entry with a role in the later ones, and the names' case has changed
//! between them; all are read alike.

mod json;
mod pictures;
mod rest;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use self::json::{find, lines, plain, string};
use super::editorial::tell_entities;
use super::markup::Markup;
use super::source::Source;
use super::{Gathered, Story, html, lost, placed, refused, text};
use crate::diag::{Place, brief};

/// Articles that one file may hold.
const MOST: usize = 2000;

type Object = Map<String, Value>;

/// Reads a file: an article, or a list of them.
pub fn read(file: &Source, all: &mut Gathered) {
    let Some(source) = file.text(&mut all.findings) else {
        return;
    };
    let value: Value = match serde_json::from_str(source.text.trim_start_matches('\u{FEFF}')) {
        Ok(value) => value,
        Err(error) => {
            let before = source
                .text
                .split_inclusive('\n')
                .take(error.line().saturating_sub(1));
            let start = before.map(str::len).sum::<usize>();
            let mut at = (start + error.column().saturating_sub(1)).min(source.text.len());
            while !source.text.is_char_boundary(at) {
                at -= 1;
            }
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or_default();
            let message = format!("not sound JSON: {words}");
            all.findings
                .push(refused(&Place::text(&source, at..at), message));
            return;
        }
    };
    let items: Vec<&Object> = match &value {
        Value::Array(items) => items.iter().filter_map(Value::as_object).collect(),
        Value::Object(item) => match ["items", "_items"]
            .iter()
            .find_map(|key| item.get(*key)?.as_array())
        {
            Some(items) => items.iter().filter_map(Value::as_object).collect(),
            None => vec![item],
        },
        _ => vec![],
    };
    if items.is_empty() || items.len() > MOST {
        let message = match items.len() {
            0 => "the JSON has no article".to_string(),
            count => format!("the JSON has {count} articles; at most {MOST} are read"),
        };
        all.findings.push(
            refused(&file.place, message)
                .hint("ninjs is an object with `uri`, `headline` and `body_…`, or a list of such"),
        );
        return;
    }
    for (at, item) in items.iter().enumerate() {
        let stem = match items.len() {
            1 => file.stem(),
            _ => format!("{}-{:02}", file.stem(), at + 1),
        };
        let mut reader = Reader {
            file,
            item,
            used: BTreeSet::new(),
            all,
        };
        reader.article(stem);
    }
}

struct Reader<'a> {
    file: &'a Source,
    item: &'a Object,
    /// Keys that were read or need not be.
    used: BTreeSet<String>,
    all: &'a mut Gathered,
}

impl Reader<'_> {
    fn take(&mut self, name: &str) -> Option<String> {
        self.used.insert(name.into());
        string(self.item, name)
    }

    /// The entries of a list with roles, or the keys that carry the role in their name.
    fn roles(&mut self, one: &str, many: &str) -> Vec<(String, String)> {
        self.used.insert(many.into());
        let mut found = vec![];
        if let Some(Value::Array(entries)) = find(self.item, many) {
            for entry in entries.iter().filter_map(Value::as_object) {
                let role = string(entry, "role").or_else(|| string(entry, "contenttype"));
                if let Some(value) = string(entry, "value") {
                    found.push((plain(&role.unwrap_or_default()), value));
                }
            }
        }
        for (key, value) in self.item {
            let key = plain(key);
            if let (Some(role), Value::String(value)) = (key.strip_prefix(one), value)
                && key != many
                && !value.trim().is_empty()
            {
                found.push((role.into(), value.clone()));
                self.used.insert(key);
            }
        }
        found
    }

    fn article(&mut self, stem: String) {
        let mut story = Story::new(stem, self.file.place.clone());
        story.id = self
            .take("uri")
            .or_else(|| self.take("guid"))
            .or_else(|| self.take("altid"));
        story.version = self.take("version");
        let place = self.file.place.clone();
        if let Some(status) = self.take("pubstatus").filter(|status| status != "usable") {
            let message = format!(
                "the sender says `{}` of this article (pubstatus); it is not imported",
                brief(&status)
            );
            self.all.findings.push(lost(&place, message));
            return;
        }
        if let Some(when) = self.take("embargoed") {
            let message = format!(
                "the article is under embargo until {}; that is not kept",
                brief(&when)
            );
            self.all.findings.push(lost(&place, message));
        }
        let kind = self.take("type").unwrap_or_else(|| "text".into());
        self.headlines(&mut story);
        story.byline = self.take("byline").map(|text| lines(&text).join(" "));
        story.note = self.take("ednote").map(|text| lines(&text).join(" "));
        if let Some(note) = story.note.take() {
            // A word from desk to desk, not for readers.
            self.all.findings.push(lost(
                &place,
                format!("the sender's note to editors is not kept: {note}"),
            ));
        }
        story.date = self
            .take("versioncreated")
            .and_then(|when| placed::date(&when));
        self.descriptions(&mut story, &kind);
        self.body(&mut story);
        self.pictures(&mut story, &kind);
        if matches!(kind.as_str(), "picture" | "graphic") && story.blocks.is_empty() {
            self.all.photos.append(&mut story.photos);
        } else if story.blocks.is_empty() && story.tables.is_empty() {
            let what = match kind.as_str() {
                "text" => "article",
                kind => kind,
            };
            let message = format!("the {} has no text", brief(what));
            self.all.findings.push(
                refused(&place, message)
                    .hint("the text stands in `body_text`, `body_xhtml` or `bodies`"),
            );
            return;
        } else {
            self.all.stories.push(story);
        }
        self.rest(&place);
    }

    /// `headline` or `headlines`; a kicker and a deck by their role.
    fn headlines(&mut self, story: &mut Story) {
        for (role, value) in self.roles("headline", "headlines") {
            let mut text = lines(&value);
            match role.as_str() {
                "" | "main" | "primary" | "headline" => {
                    if story.headline.is_empty() {
                        story.headline = text;
                    } else {
                        story.deck.append(&mut text);
                    }
                }
                "kicker" | "overline" | "eyebrow" | "引题" => story.kicker = Some(text.join(" ")),
                "subheadline" | "subhead" | "deck" | "sub" | "secondary" | "副题" => {
                    story.deck.append(&mut text)
                }
                role => {
                    let message = format!(
                        "the headline of role `{}` is not carried over: {value}",
                        brief(role)
                    );
                    self.all.findings.push(lost(&self.file.place, message));
                }
            }
        }
    }

    /// Of an article the standfirst, of a picture its caption.
    fn descriptions(&mut self, story: &mut Story, kind: &str) {
        if kind == "picture" || kind == "graphic" {
            return;
        }
        let found = self.roles("description", "descriptions");
        let mut found = found.into_iter();
        story.standfirst = found.next().map(|(_, text)| lines(&text).join(" "));
        let told = story.standfirst.clone();
        for (role, value) in found.filter(|(_, value)| Some(lines(value).join(" ")) != told) {
            let message = format!(
                "the description of role `{}` is not carried over: {value}",
                brief(&role)
            );
            self.all.findings.push(lost(&self.file.place, message));
        }
    }

    /// Of several forms of the body the one with the most to tell: marked up before plain.
    fn body(&mut self, story: &mut Story) {
        let mut found = self.roles("body", "bodies");
        let marked = |(role, value): &(String, String)| {
            let plain = role.contains("text") && !role.contains("html");
            (role.contains("html") || html::looks_like(value)) && !plain
        };
        found.sort_by_key(|body| !marked(body));
        let mut found = found.into_iter();
        let Some(best) = found.next() else { return };
        let place = self.file.place.clone();
        if marked(&best) {
            let mut markup = Markup::new(place.clone());
            let unknown = html::read(&best.1, &mut markup);
            tell_entities(&unknown, &place, &mut self.all.findings);
            let (blocks, images, tables) = markup.finish(self.all);
            (story.blocks, story.tables) = (blocks, tables);
            for image in images {
                self.picture(story, &image.file, image.caption, image.credit);
            }
        } else {
            story.blocks = text::paragraphs(&best.1);
        }
        let squeeze = |blocks: &[super::Block]| -> String {
            blocks
                .iter()
                .map(super::Block::text)
                .flat_map(|text| text.chars().collect::<Vec<_>>())
                .filter(|c| !c.is_whitespace())
                .collect()
        };
        for (role, value) in found {
            let other: String = lines(&value)
                .concat()
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            if other != squeeze(&story.blocks) {
                let message = format!(
                    "the body of role `{}` says something else than the one that is taken",
                    brief(&role)
                );
                self.all.findings.push(lost(&place, message));
            }
        }
    }
}
