//! ninjs, the IPTC's news in JSON, versions 1 to 3: what is a key of its own in the first
//! (`body_xhtml`) is an entry with a role in the later ones, and the names' case has changed
//! between them; all are read alike.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::editorial::{captioned, tell_entities};
use super::markup::Markup;
use super::source::Source;
use super::{Gathered, Photo, Story, changed, html, lost, placed, refused, text, xml};
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

/// A name without case and signs, as all versions have it.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn find<'a>(item: &'a Object, name: &str) -> Option<&'a Value> {
    item.iter()
        .find(|(key, _)| plain(key) == name)
        .map(|(_, value)| value)
}

fn string(item: &Object, name: &str) -> Option<String> {
    match find(item, name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Words of a text that may be HTML, in lines.
fn lines(text: &str) -> Vec<String> {
    let text = match html::looks_like(text) {
        true => {
            let mut markup = Markup::new(Place::File("".into()));
            html::read(text, &mut markup);
            let (blocks, ..) = markup.finish(&mut Gathered::default());
            blocks
                .iter()
                .map(super::Block::text)
                .collect::<Vec<_>>()
                .join("\n")
        }
        false => text.to_string(),
    };
    text.lines()
        .map(xml::line)
        .filter(|line| !line.is_empty())
        .collect()
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
            let message = format!("the {} has no text", brief(&kind));
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

    /// Its own renditions, if it is a picture, and the pictures that go with it.
    fn pictures(&mut self, story: &mut Story, kind: &str) {
        self.used
            .extend(["renditions", "associations"].map(String::from));
        let own = rendition(self.item);
        if matches!(kind, "picture" | "graphic") {
            let caption = self.roles("description", "descriptions").into_iter().next();
            let caption = caption
                .map(|(_, text)| lines(&text).join(" "))
                .or_else(|| story.headline.first().cloned());
            let credit = story.byline.clone();
            match own {
                Some(href) => self.picture(story, &href, caption, credit),
                None => self.all.findings.push(lost(
                    &self.file.place,
                    "the picture has no rendition with an `href`",
                )),
            }
        } else if own.is_some() {
            let message = "the renditions of the text itself are not carried over";
            self.all.findings.push(changed(&self.file.place, message));
        }
        let associated: Vec<&Object> = match find(self.item, "associations") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
            Some(Value::Object(named)) => named.values().filter_map(Value::as_object).collect(),
            _ => vec![],
        };
        for item in associated {
            let kind = string(item, "type").unwrap_or_default();
            let name = string(item, "headline")
                .or_else(|| string(item, "uri"))
                .unwrap_or_default();
            if !matches!(kind.as_str(), "picture" | "graphic" | "") {
                let message = format!(
                    "the associated {} `{}` is not carried over",
                    brief(&kind),
                    brief(&name)
                );
                self.all.findings.push(lost(&self.file.place, message));
                continue;
            }
            let caption = ["descriptiontext", "descriptionxhtml", "description"]
                .iter()
                .find_map(|key| string(item, key));
            let listed = || {
                let list = find(item, "descriptions")?.as_array()?;
                string(list.first()?.as_object()?, "value")
            };
            let caption = caption.or_else(listed).map(|text| lines(&text).join(" "));
            match rendition(item) {
                Some(href) => self.picture(story, &href, caption, string(item, "byline")),
                None => self.all.findings.push(lost(
                    &self.file.place,
                    format!(
                        "the picture `{}` has no rendition with an `href`",
                        brief(&name)
                    ),
                )),
            }
        }
    }

    fn picture(
        &mut self,
        story: &mut Story,
        href: &str,
        caption: Option<String>,
        credit: Option<String>,
    ) {
        match self.file.beside(href, &self.file.place) {
            Ok(photo) => {
                let (caption, own) = captioned(caption);
                story.photos.push(Photo {
                    caption,
                    credit: credit.or(own),
                    ..photo
                });
            }
            Err(mut finding) => {
                if let Some(caption) = caption {
                    finding.hints.push(format!("its caption is: {caption}"));
                }
                self.all.findings.push(*finding);
            }
        }
    }

    /// Keys that nothing has read: metadata by name, and what may be words for readers.
    fn rest(&mut self, place: &Place) {
        const FACTS: &[&str] = &[
            "mimetype",
            "representationtype",
            "profile",
            "firstcreated",
            "contentcreated",
            "urgency",
            "copyrightholder",
            "copyrightnotice",
            "usageterms",
            "language",
            "subject",
            "subjects",
            "place",
            "places",
            "person",
            "people",
            "organisation",
            "organisations",
            "organization",
            "event",
            "events",
            "object",
            "objects",
            "infosource",
            "infosources",
            "title",
            "located",
            "charcount",
            "wordcount",
            "slugline",
            "standard",
            "expires",
            "genre",
            "genres",
            "by",
            "altids",
            "rightsinfo",
            "trustindicators",
            "signals",
            "services",
            "priority",
            "source",
            "schema",
            "$schema",
            "ednote",
        ];
        let mut facts = vec![];
        for (key, value) in self.item {
            let name = plain(key);
            if self.used.contains(&name) || value.is_null() {
                continue;
            }
            match FACTS.contains(&name.as_str()) {
                true => facts.push(key.as_str()),
                false => self.all.findings.push(lost(
                    place,
                    format!("key `{}` is not carried over", brief(key)),
                )),
            }
        }
        if !facts.is_empty() {
            let message = format!("facts about the article are not kept: {}", facts.join(", "));
            self.all.findings.push(changed(place, message));
        }
    }
}

/// The `href` of the largest rendition.
fn rendition(item: &Object) -> Option<String> {
    let list: Vec<&Object> = match find(item, "renditions")? {
        Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
        Value::Object(named) => named.values().filter_map(Value::as_object).collect(),
        _ => return None,
    };
    let size = |item: &&Object| find(item, "width").and_then(Value::as_u64).unwrap_or(0);
    let is_picture = |item: &&Object| {
        string(item, "href").is_some()
            && string(item, "mimetype")
                .or_else(|| string(item, "contenttype"))
                .is_none_or(|kind| kind.starts_with("image/") || kind == "application/pdf")
    };
    let best = list.into_iter().filter(is_picture).max_by_key(size)?;
    string(best, "href")
}
