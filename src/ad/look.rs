//! What a PDF from outside must not have in it: anything that acts, asks or points elsewhere.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

/// The object that a reference stands for; the object itself if it is none.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document
        .dereference(object)
        .map_or(object, |(_, found)| found)
}

/// A number, if it is one.
pub fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(number) => Some(*number as f64),
        Object::Real(number) => Some(f64::from(*number)),
        _ => None,
    }
}

/// Everything in the document that acts or points elsewhere, each kind once.
pub fn acting(document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Ok(catalog) = document.catalog() {
        for (key, what) in [
            ("OpenAction", "does something when it is opened"),
            ("AA", "does something by itself"),
            ("AcroForm", "has a form to fill in"),
            ("Collection", "is a collection of files"),
        ] {
            if catalog.has(key.as_bytes()) {
                found.insert(format!("it {what} (/{key})"));
            }
        }
    }
    for object in document.objects.values() {
        walk(object, 0, &mut |dict| {
            if let Some(what) = forbidden(dict) {
                found.insert(what.to_string());
            }
        });
    }
    found
}

fn forbidden(dict: &Dictionary) -> Option<&'static str> {
    let is = |key: &[u8], names: &[&[u8]]| {
        dict.get(key)
            .and_then(Object::as_name)
            .is_ok_and(|name| names.contains(&name))
    };
    if dict.has(b"JS") || is(b"S", &[b"JavaScript"]) {
        return Some("it has JavaScript");
    }
    if is(b"S", &[b"Launch", b"ImportData", b"SubmitForm", b"GoToR"]) {
        return Some("it has an action that leaves the file");
    }
    // Reference XObjects and OPI take their picture from another file.
    if is(b"Subtype", &[b"Form", b"Image"]) && (dict.has(b"Ref") || dict.has(b"OPI")) {
        return Some("its picture is in another file");
    }
    // A stream whose data lies in a file.
    if dict.has(b"Length") && dict.has(b"F") {
        return Some("its data is in another file");
    }
    if dict.has(b"EF") {
        return Some("it has files attached");
    }
    if is(b"Subtype", &[b"PS"]) {
        return Some("it has PostScript in it");
    }
    None
}

/// Visits every dictionary of an object, not following references.
fn walk(object: &Object, depth: usize, visit: &mut dyn FnMut(&Dictionary)) {
    // Objects nest as deep as whoever wrote them likes.
    if depth > 64 {
        return;
    }
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        Object::Array(values) => {
            return values
                .iter()
                .for_each(|value| walk(value, depth + 1, visit));
        }
        _ => return,
    };
    visit(dict);
    for (_, value) in dict {
        walk(value, depth + 1, visit);
    }
}
