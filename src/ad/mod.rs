//! Advertisements (广告): a PDF from outside is looked over before it comes near a page.
//!
//! What passes is one page, of known trim size, with nothing in it that acts, asks or points
//! elsewhere. Its content is not touched.

mod look;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use self::look::{number, resolve};
use crate::pdf::numbers;

/// The largest advertisement, in bytes.
pub const MAX_BYTES: u64 = 256 << 20;
/// The most bytes that any part of one may have when it is unpacked.
const MOST_UNPACKED: usize = 64 << 20;
/// The newest PDF version that a page can hold.
const NEWEST: (u32, u32) = (1, 7);

/// An advertisement that can be placed.
#[derive(Debug)]
pub struct Advert {
    /// The PDF, its boxes all equal to its trim, its annotations left out.
    pub bytes: Vec<u8>,
    /// Width of the trimmed page, pt.
    pub width: f64,
    /// Height of the trimmed page, pt.
    pub height: f64,
}

/// Why an advertisement cannot be placed: lowercase, without a full stop.
pub type Refusal = String;

/// Looks an advertisement over. All reasons against it come back together.
pub fn accept(bytes: &[u8]) -> Result<Advert, Vec<Refusal>> {
    let one = |why: String| vec![why];
    if !bytes
        .get(..1024.min(bytes.len()))
        .is_some_and(|head| find(head, b"%PDF-"))
    {
        return Err(one("it is not a PDF".into()));
    }
    let options = LoadOptions::with_max_decompressed_size(MOST_UNPACKED);
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|err| {
        one(format!(
            "the PDF cannot be read: {}",
            plain(&err.to_string())
        ))
    })?;
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(one(
            "the PDF is encrypted; ask for one without a password".into()
        ));
    }
    let mut refusals = vec![];
    if let Some(found) = newer(&document) {
        refusals.push(format!(
            "the PDF is of version {found}; ask for PDF/X-4 or PDF 1.7"
        ));
    }
    refusals.extend(look::acting(&document));
    if !numbers::sound(&document) {
        refusals.push("it has numbers or depths that no PDF can have".into());
    }
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let [page] = pages.as_slice() else {
        refusals.push(format!(
            "it has {} pages; an advertisement has one",
            pages.len()
        ));
        return Err(refusals);
    };
    let size = trim(&mut document, *page);
    if size.is_none() {
        refusals.push("its page has no usable size".into());
    }
    match size {
        Some((width, height)) if refusals.is_empty() => {
            let mut bytes = vec![];
            document
                .save_to(&mut bytes)
                .map_err(|err| one(format!("the PDF cannot be written again: {err}")))?;
            Ok(Advert {
                bytes,
                width,
                height,
            })
        }
        _ => Err(refusals),
    }
}

/// Gives the page no other box than its trim, so that a bleed does not count as size, and
/// takes away what is drawn over it.
fn trim(document: &mut Document, page: ObjectId) -> Option<(f64, f64)> {
    let inherited = |key: &[u8]| inherited(document, page, key);
    let trim = ["TrimBox", "CropBox", "MediaBox"]
        .into_iter()
        .find_map(|key| rectangle(document, &inherited(key.as_bytes())?))?;
    let rotate = inherited(b"Rotate")
        .and_then(|turn| number(&turn))
        .unwrap_or_default();
    let unit = inherited(b"UserUnit")
        .and_then(|unit| number(&unit))
        .unwrap_or(1.0);
    let [left, bottom, right, top] = trim;
    let (width, height) = ((right - left) * unit, (top - bottom) * unit);
    if !(1.0..20_000.0).contains(&width) || !(1.0..20_000.0).contains(&height) {
        return None;
    }
    let array = Object::Array(trim.iter().map(|&at| Object::Real(at as f32)).collect());
    let dict = document.get_object_mut(page).ok()?.as_dict_mut().ok()?;
    for key in ["MediaBox", "CropBox"] {
        dict.set(key, array.clone());
    }
    for key in ["TrimBox", "BleedBox", "ArtBox", "Annots", "AA"] {
        dict.remove(key.as_bytes());
    }
    Some(if (rotate as i64).rem_euclid(180) == 90 {
        (height, width)
    } else {
        (width, height)
    })
}

/// A value of a page, or of the nearest node above it that has one.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node: &Dictionary = document.get_dictionary(page).ok()?;
    // A broken tree may go round in a circle.
    for _ in 0..64 {
        if let Ok(value) = node.get(key) {
            return Some(resolve(document, value).clone());
        }
        node = document
            .get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?)
            .ok()?;
    }
    None
}

/// A rectangle as left, bottom, right, top.
fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d] = object.as_array().ok()?.as_slice() else {
        return None;
    };
    let [a, b, c, d] = [a, b, c, d].map(|edge| number(resolve(document, edge)));
    let (a, b, c, d) = (a?, b?, c?, d?);
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// The version of a file that is too new: its first line says it, or its catalog.
fn newer(document: &Document) -> Option<String> {
    let catalog = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Version"));
    let catalog = catalog.map(|version| resolve(document, version));
    let catalog = catalog.and_then(Object::as_name).unwrap_or_default();
    let said = [
        document.version.clone(),
        String::from_utf8_lossy(catalog).into_owned(),
    ];
    said.into_iter().find(|said| {
        let version = said.split_once('.');
        let version =
            version.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        version.is_some_and(|version: (u32, u32)| version > NEWEST)
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// A message of the PDF library in the manner of ours.
fn plain(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "it is broken".into(),
    }
}
