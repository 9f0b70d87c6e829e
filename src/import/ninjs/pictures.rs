//! Pictures that go with an article, and articles that are pictures.

use serde_json::Value;

use super::json::{find, lines, string};
use super::{Object, Reader};
use crate::diag::brief;
use crate::import::editorial::captioned;
use crate::import::{Photo, Story, changed, lost};

impl Reader<'_> {
    /// Its own renditions, if it is a picture, and the pictures that go with it.
    pub(super) fn pictures(&mut self, story: &mut Story, kind: &str) {
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

    pub(super) fn picture(
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
