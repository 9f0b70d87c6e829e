//! Looking into a file that may say anything: nothing here fails, it only finds nothing.

use std::cell::Cell;

use lopdf::{Dictionary, Document, Object, Stream};

use super::LIMIT;
use super::burden::Identity;

/// A file, and how much of it may still be unpacked.
pub struct Look<'a> {
    pub document: &'a Document,
    left: Cell<usize>,
}

impl<'a> Look<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            left: Cell::new(4 * LIMIT),
        }
    }

    /// The object itself, if it is a reference to one.
    pub fn at(&self, object: &'a Object) -> Option<&'a Object> {
        let (_, object) = self.document.dereference(object).ok()?;
        (!object.is_null()).then_some(object)
    }

    pub fn get(&self, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.at(dict.get(key.as_bytes()).ok()?)
    }

    pub fn dict(&self, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        dict_of(self.get(dict, key)?)
    }

    pub fn stream(&self, dict: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    pub fn name(&self, dict: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    /// A number, and the objects of an array, one by one.
    pub fn number(&self, object: &'a Object) -> Option<f64> {
        let number = f64::from(self.at(object)?.as_float().ok()?);
        number.is_finite().then_some(number)
    }

    pub fn array(&self, dict: &'a Dictionary, key: &str) -> &'a [Object] {
        let array = self
            .get(dict, key)
            .and_then(|object| object.as_array().ok());
        array.map(Vec::as_slice).unwrap_or_default()
    }

    /// The entries of a dictionary within another.
    pub fn entries(
        &self,
        dict: &'a Dictionary,
        key: &str,
    ) -> impl Iterator<Item = (&'a [u8], &'a Object)> {
        let entries = self.dict(dict, key).into_iter().flat_map(Dictionary::iter);
        entries.map(|(name, object)| (name.as_slice(), object))
    }

    /// A text string as a person reads it.
    pub fn text(&self, dict: &'a Dictionary, key: &str) -> Option<String> {
        let bytes = self.get(dict, key)?.as_str().ok()?;
        Some(match bytes.strip_prefix(b"\xfe\xff") {
            Some(utf16) => {
                let units = utf16
                    .chunks_exact(2)
                    .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or('\u{fffd}'))
                    .collect()
            }
            None => String::from_utf8_lossy(bytes).into_owned(),
        })
    }

    /// A stream unpacked, if that is possible within bounds.
    pub fn unpacked(&self, stream: &Stream) -> Option<Vec<u8>> {
        let limit = self.left.get().min(LIMIT);
        let bytes = stream.get_plain_content_with_limit(limit).ok()?;
        self.left.set(self.left.get().saturating_sub(bytes.len()));
        Some(bytes)
    }

    /// The catalog.
    pub fn catalog(&self) -> Option<&'a Dictionary> {
        self.dict(&self.document.trailer, "Root")
    }

    /// The pages, each with its number from 1.
    pub fn pages(&self) -> impl Iterator<Item = (usize, &'a Dictionary)> {
        let pages = self.document.page_iter().take(10_000).enumerate();
        pages.filter_map(|(at, id)| Some((at + 1, self.document.get_dictionary(id).ok()?)))
    }

    /// What a page says, or a node above it.
    pub fn inherited(&self, page: &'a Dictionary, key: &str) -> Option<&'a Object> {
        let mut node = page;
        for _ in 0..64 {
            if let Some(value) = self.get(node, key) {
                return Some(value);
            }
            node = self.dict(node, "Parent")?;
        }
        None
    }
}

/// The dictionary that an object is, or that a stream begins with.
pub fn dict_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// What an object is known by, to see it once only: its number, or where it stands in memory.
pub fn identity(object: &Object) -> Identity {
    match object {
        Object::Reference(id) => (Some(*id), 0),
        other => (None, std::ptr::from_ref(other).addr()),
    }
}
