//! Whether a PDF page has colour: for advertisements on a page of black ink alone.
//!
//! Careful in one direction: what cannot be told to be black, gray or K alone counts as colour.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::look::{number, resolve};

/// How deep forms may stand in forms.
const DEEPEST: usize = 16;

/// The first colour that is found, in words.
pub fn colour(document: &Document, page: ObjectId) -> Option<String> {
    let content = document.get_page_content(page);
    let dict = document.get_dictionary(page).ok()?;
    let resources = super::inherited(document, page, b"Resources");
    let resources = resources.as_ref().and_then(|object| object.as_dict().ok());
    let empty = Dictionary::new();
    let mut looked = BTreeSet::new();
    let mut look = Look {
        document,
        looked: &mut looked,
        depth: 0,
    };
    let own = dict
        .get(b"Resources")
        .ok()
        .map(|object| resolve(document, object));
    let resources = own.and_then(|object| object.as_dict().ok()).or(resources);
    look.content(&content, resources.unwrap_or(&empty))
}

struct Look<'a> {
    document: &'a Document,
    /// Forms that have been looked at.
    looked: &'a mut BTreeSet<ObjectId>,
    depth: usize,
}

impl Look<'_> {
    fn content(&mut self, bytes: &[u8], resources: &Dictionary) -> Option<String> {
        let Ok(content) = Content::decode(bytes) else {
            return Some("content that cannot be read".into());
        };
        for operation in &content.operations {
            let operands: Vec<f64> = operation.operands.iter().filter_map(number).collect();
            let inked = |at: usize| operands.get(at).is_some_and(|ink| *ink > 0.001);
            let found = match operation.operator.as_str() {
                "k" | "K" if inked(0) || inked(1) || inked(2) => Some("cyan, magenta or yellow"),
                "rg" | "RG" => match operands.as_slice() {
                    [r, g, b] if r == g && g == b && (*r == 0.0 || *r == 1.0) => None,
                    _ => Some("RGB colour"),
                },
                "cs" | "CS" => self.space(operation.operands.first(), resources),
                "sh" => Some("a shading"),
                "Do" => {
                    let name = operation
                        .operands
                        .first()
                        .and_then(|name| name.as_name().ok());
                    match name.and_then(|name| self.object(name, resources)) {
                        Some(found) => return Some(found),
                        None => None,
                    }
                }
                _ => None,
            };
            if let Some(found) = found {
                return Some(found.into());
            }
        }
        None
    }

    /// A colour space that is not gray by its name.
    fn space(&self, operand: Option<&Object>, resources: &Dictionary) -> Option<&'static str> {
        let name = operand?.as_name().ok()?;
        match name {
            b"DeviceGray" | b"CalGray" | b"G" => None,
            // Colours in these are seen by their own operators only as numbers.
            b"DeviceCMYK" | b"DeviceRGB" | b"Pattern" => Some("colour set by a colour space"),
            _ => {
                let spaces = resolve(self.document, resources.get(b"ColorSpace").ok()?);
                let space = resolve(self.document, spaces.as_dict().ok()?.get(name).ok()?);
                (!is_gray(self.document, space)).then_some("a colour space that is not gray")
            }
        }
    }

    fn object(&mut self, name: &[u8], resources: &Dictionary) -> Option<String> {
        let objects = resolve(self.document, resources.get(b"XObject").ok()?)
            .as_dict()
            .ok()?;
        let entry = objects.get(name).ok()?;
        if let Ok(id) = entry.as_reference()
            && !self.looked.insert(id)
        {
            return None;
        }
        let stream = resolve(self.document, entry).as_stream().ok()?;
        let kind = stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .unwrap_or_default();
        if kind == b"Image" {
            let mask = stream
                .dict
                .get(b"ImageMask")
                .and_then(Object::as_bool)
                .unwrap_or(false);
            let space = stream.dict.get(b"ColorSpace").ok();
            let gray =
                space.is_some_and(|space| is_gray(self.document, resolve(self.document, space)));
            return (!mask && !gray).then(|| "a picture in colour".into());
        }
        if self.depth >= DEEPEST {
            return Some("forms nested too deep to look into".into());
        }
        let content = stream.get_plain_content().ok()?;
        let own = stream
            .dict
            .get(b"Resources")
            .ok()
            .map(|own| resolve(self.document, own));
        let own = own.and_then(|own| own.as_dict().ok()).unwrap_or(resources);
        let mut inner = Look {
            document: self.document,
            looked: self.looked,
            depth: self.depth + 1,
        };
        inner.content(&content, own)
    }
}

/// Whether a colour space is gray, calibrated or not, or black ink's own.
fn is_gray(document: &Document, space: &Object) -> bool {
    match space {
        Object::Name(name) => name == b"DeviceGray" || name == b"G",
        Object::Array(parts) => {
            let name = parts
                .first()
                .and_then(|name| name.as_name().ok())
                .unwrap_or_default();
            let second = parts.get(1).map(|part| resolve(document, part));
            match name {
                b"CalGray" => true,
                b"ICCBased" => second
                    .and_then(|profile| profile.as_stream().ok())
                    .and_then(|profile| profile.dict.get(b"N").ok())
                    .and_then(number)
                    .is_some_and(|channels| channels == 1.0),
                b"Separation" => second
                    .and_then(|ink| ink.as_name().ok())
                    .is_some_and(|ink| ink == b"Black"),
                b"Indexed" | b"I" => second.is_some_and(|base| is_gray(document, base)),
                _ => false,
            }
        }
        _ => false,
    }
}
