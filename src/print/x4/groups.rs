//! Groups of embedded pages and drawings blend in the press's own inks.
//!
//! typst-pdf gives every group the colour space sRGB. A black of one ink would go through
//! it and come out in four: an advertisement's K100 became 68/68/65/74.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::resources::{deref, is_icc, is_named};

/// Makes every RGB or gray group of a Form XObject one of CMYK, and counts them.
///
/// A group that is a luminosity mask stays as it is: its brightness is what counts, and
/// ink has another.
pub fn mend(document: &mut Document) -> usize {
    let masks = masks(document);
    let forms: Vec<(ObjectId, Dictionary)> = (document.objects.iter())
        .filter(|(id, _)| !masks.contains(id))
        .filter_map(|(&id, object)| {
            let dict = &object.as_stream().ok()?.dict;
            let group = deref(document, dict.get(b"Group").ok()?).as_dict().ok()?;
            let space = group.get(b"CS").ok()?;
            (is_named(dict, b"Subtype", "Form") && !is_ink(document, space))
                .then(|| (id, group.clone()))
        })
        .collect();
    let count = forms.len();
    for (id, mut group) in forms {
        group.set("CS", "DeviceCMYK");
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&id) {
            stream.dict.set("Group", group);
        }
    }
    count
}

/// Whether a group's colour space is made of inks.
fn is_ink(document: &Document, space: &Object) -> bool {
    let space = deref(document, space);
    space.as_name().is_ok_and(|name| name == b"DeviceCMYK") || is_icc(document, space, 4)
}

/// Groups that serve as luminosity masks.
fn masks(document: &Document) -> HashSet<ObjectId> {
    let mut found = HashSet::new();
    for object in document.objects.values() {
        look(object, &mut found);
    }
    found
}

/// The reader has bounded how deep direct objects nest.
fn look(object: &Object, found: &mut HashSet<ObjectId>) {
    let dict = match object {
        Object::Array(items) => return items.iter().for_each(|item| look(item, found)),
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    let luminosity = is_named(dict, b"S", "Luminosity");
    if let (true, Ok(group)) = (luminosity, dict.get(b"G").and_then(Object::as_reference)) {
        found.insert(group);
    }
    dict.iter().for_each(|(_, value)| look(value, found));
}
