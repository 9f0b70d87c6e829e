//! Values of ninjs by their names, without case and signs.

use serde_json::Value;

use super::Object;
use crate::diag::Place;
use crate::import::markup::Markup;
use crate::import::{Block, Gathered, html, xml};

/// A name without case and signs, as all versions have it.
pub fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

pub fn find<'a>(item: &'a Object, name: &str) -> Option<&'a Value> {
    item.iter()
        .find(|(key, _)| plain(key) == name)
        .map(|(_, value)| value)
}

pub fn string(item: &Object, name: &str) -> Option<String> {
    match find(item, name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Words of a text that may be HTML, in lines.
pub fn lines(text: &str) -> Vec<String> {
    let text = match html::looks_like(text) {
        true => {
            let mut markup = Markup::new(Place::File("".into()));
            html::read(text, &mut markup);
            let (blocks, ..) = markup.finish(&mut Gathered::default());
            blocks
                .iter()
                .map(Block::text)
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
