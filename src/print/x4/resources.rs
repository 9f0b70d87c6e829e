//! Looking things up in a page's resources, whether they stand there or elsewhere.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// How far up a page tree is looked for what a page inherits.
const DEPTH: usize = 32;

/// The object itself, if it is a reference to one; null if there is none.
pub fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document
        .dereference(object)
        .map_or(&Object::Null, |(_, object)| object)
}

/// What a page says under a key, or the nodes above it.
pub fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..DEPTH {
        if let Ok(value) = node.get(key) {
            return Some(deref(document, value).clone());
        }
        node = deref(document, node.get(b"Parent").ok()?).as_dict().ok()?;
    }
    None
}

/// A dictionary within another; empty if there is none.
pub fn within(document: &Document, dict: &Dictionary, key: &[u8]) -> Dictionary {
    let value = dict.get(key).map(|value| deref(document, value));
    value.and_then(Object::as_dict).cloned().unwrap_or_default()
}

/// Whether a dictionary has a certain name under a key.
pub fn is_named(dict: &Dictionary, key: &[u8], name: &str) -> bool {
    let value = dict.get(key).and_then(Object::as_name);
    value.is_ok_and(|value| value == name.as_bytes())
}

/// Whether a colour space is one by an ICC profile with so many components.
pub fn is_icc(document: &Document, space: &Object, components: i64) -> bool {
    let Ok([kind, profile, ..]) = deref(document, space).as_array().map(Vec::as_slice) else {
        return false;
    };
    let based = deref(document, kind)
        .as_name()
        .is_ok_and(|name| name == b"ICCBased");
    let profile = deref(document, profile).as_stream();
    let count = profile.and_then(|stream| stream.dict.get(b"N")?.as_i64());
    based && count.is_ok_and(|count| count == components)
}
