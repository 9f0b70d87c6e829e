//! Looking into a drawing's PDF, which may hold anything.

use lopdf::{Dictionary, Document, Object};

/// The object that a reference stands for; null if there is none.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document
        .dereference(object)
        .map_or(&Object::Null, |(_, found)| found)
}

pub fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

/// A list of numbers under a key.
pub fn numbers(document: &Document, dict: &Dictionary, key: &str) -> Option<Vec<f64>> {
    let list = resolve(document, dict.get(key.as_bytes()).ok()?);
    let list = list.as_array().ok()?.iter();
    list.map(|object| number(resolve(document, object)))
        .collect()
}

/// A dictionary under a key; empty if there is none.
pub fn within(document: &Document, dict: &Dictionary, key: &str) -> Dictionary {
    let found = dict
        .get(key.as_bytes())
        .map(|found| resolve(document, found));
    found.and_then(Object::as_dict).cloned().unwrap_or_default()
}

pub fn is_named(document: &Document, dict: &Dictionary, key: &str, name: &[u8]) -> bool {
    let value = dict
        .get(key.as_bytes())
        .map(|value| resolve(document, value));
    value
        .and_then(Object::as_name)
        .is_ok_and(|value| value == name)
}

/// A value of a page, or of the nearest node above it.
pub fn inherited(document: &Document, page: &Dictionary, key: &[u8]) -> Option<Object> {
    let mut node = page;
    // A broken tree may go round in a circle.
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return Some(resolve(document, value).clone());
        }
        node = resolve(document, node.get(b"Parent").ok()?)
            .as_dict()
            .ok()?;
    }
    None
}
