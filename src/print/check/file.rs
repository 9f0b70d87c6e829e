//! The file as a whole: its version, its IDs, and nothing that acts.

use lopdf::{Dictionary, Object};

use super::Found;
use super::look::{Look, dict_of};

/// The first line. PDF/X-4 is made of PDF 1.6.
pub fn header(pdf: &[u8], found: &mut Found) {
    let version = pdf.strip_prefix(b"%PDF-1.").and_then(|rest| rest.first());
    let sound = version.is_some_and(|digit| (b'3'..=b'6').contains(digit));
    found.unless(
        sound,
        "version",
        "the file is not PDF 1.6 or older by its first line",
    );
}

pub fn check(look: &Look, found: &mut Found) {
    let trailer = &look.document.trailer;
    let ids = look.array(trailer, "ID");
    let sound = ids.len() == 2
        && ids
            .iter()
            .all(|id| id.as_str().is_ok_and(|id| !id.is_empty()));
    found.unless(sound, "id", "the trailer has no ID");

    let Some(catalog) = look.catalog() else {
        return found.say("unreadable", "the file has no catalog");
    };
    let version = look.name(catalog, "Version");
    let sound = version.is_none_or(|version| version <= &b"1.6"[..]);
    found.unless(
        sound,
        "version",
        "the catalog says that the file is newer than PDF 1.6",
    );
    for key in ["OpenAction", "AA", "AcroForm"] {
        let sound = look.get(catalog, key).is_none();
        found.unless(sound, "action", &format!("the catalog has {key}"));
    }
    if let Some(names) = look.dict(catalog, "Names") {
        for key in ["JavaScript", "EmbeddedFiles"] {
            let sound = look.get(names, key).is_none();
            found.unless(sound, "action", &format!("the file has {key}"));
        }
    }
    material(look, found);
}

/// What must stand nowhere in a file.
pub fn material(look: &Look, found: &mut Found) {
    for object in look.document.objects.values() {
        anywhere(look, object, 0, found);
    }
}

/// What must stand nowhere in a file, used or not. The reader bounds how deep objects nest;
/// the depth here only makes sure.
fn anywhere(look: &Look, object: &Object, depth: usize, found: &mut Found) {
    if let Object::Array(items) = object {
        return items
            .iter()
            .for_each(|item| anywhere(look, item, depth + 1, found));
    }
    let Some(dict) = dict_of(object) else { return };
    if depth > 200 {
        return;
    }
    dict.iter()
        .for_each(|(_, value)| anywhere(look, value, depth + 1, found));
    action(look, dict, found);
    if let Object::Stream(stream) = object {
        let filters = stream.filters().unwrap_or_default();
        for filter in filters {
            let sound = !matches!(filter, b"LZWDecode" | b"LZW" | b"Crypt");
            let name = String::from_utf8_lossy(filter);
            found.unless(sound, "filter", &format!("a stream is packed by {name}"));
        }
        let outside = look.get(dict, "F").is_some();
        found.unless(
            !outside,
            "outside",
            "a stream's bytes stand in another file",
        );
        object_kinds(look, dict, found);
    }
}

fn action(look: &Look, dict: &Dictionary, found: &mut Found) {
    let kind = look.name(dict, "S").unwrap_or_default();
    let acts = [
        &b"JavaScript"[..],
        b"Launch",
        b"SubmitForm",
        b"ImportData",
        b"GoToR",
        b"URI",
    ];
    if acts.contains(&kind) || look.get(dict, "JS").is_some() {
        let name = String::from_utf8_lossy(kind);
        found.say("action", format!("the file holds an action {name}"));
    }
}

/// Kinds of objects that PDF/X-4 does not have.
fn object_kinds(look: &Look, dict: &Dictionary, found: &mut Found) {
    let subtype = look.name(dict, "Subtype").unwrap_or_default();
    let script = subtype == b"PS" || look.name(dict, "Subtype2") == Some(b"PS");
    found.unless(!script, "postscript", "the file holds PostScript");
    if matches!(subtype, b"Form" | b"Image") {
        found.unless(
            look.get(dict, "OPI").is_none(),
            "opi",
            "an object has an OPI comment",
        );
        let reference = look.get(dict, "Ref").is_some();
        found.unless(
            !reference,
            "outside",
            "a form stands for a page of another file",
        );
        let alternates = look.get(dict, "Alternates").is_some();
        found.unless(!alternates, "alternates", "a picture has alternates");
    }
}
