//! What a finished page prints, as a hash: all that its marks on paper depend on, and nothing else.
//!
//! Not content: the program's version, dates, title and IDs, which stand in Info, XMP and the
//! trailer; how objects are numbered and in which order they stand. A signature and a version
//! letter hang on this hash, so that a new build of the program that sets the page alike calls for
//! no new plate.

use std::collections::{HashMap, VecDeque};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use sha2::{Digest, Sha256};

/// More than any one stream of a page has when it is unpacked.
const LIMIT: usize = 256 << 20;

/// What of the catalog is seen on paper.
const SEEN: [&[u8]; 3] = [b"Pages", b"OCProperties", b"OutputIntents"];

/// The hash of a PDF's content, in hexadecimal; an error for what is no PDF.
pub fn hash(pdf: &[u8]) -> Result<String, lopdf::Error> {
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let document = Document::load_mem_with_options(pdf, options)?;
    let catalog = document.catalog()?;
    let mut walk = Walk {
        hasher: Sha256::new(),
        numbers: HashMap::new(),
        waiting: VecDeque::new(),
    };
    for key in SEEN {
        if let Ok(value) = catalog.get(key) {
            walk.bytes(b'k', key);
            walk.object(value);
        }
    }
    while let Some(id) = walk.waiting.pop_front() {
        match document.objects.get(&id) {
            Some(object) => walk.object(object),
            None => walk.bytes(b'?', &[]),
        }
    }
    Ok(hex(&walk.hasher.finalize()))
}

/// SHA-256 of bytes, in hexadecimal, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |at: u8| char::from(DIGITS[usize::from(at & 15)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}

/// The way through the objects, each once, by the order in which they are first named.
struct Walk {
    hasher: Sha256,
    numbers: HashMap<ObjectId, u64>,
    waiting: VecDeque<ObjectId>,
}

impl Walk {
    /// Every piece is told with its kind and its length, so that no two run together.
    fn bytes(&mut self, kind: u8, bytes: &[u8]) {
        self.hasher.update([kind]);
        self.hasher.update((bytes.len() as u64).to_le_bytes());
        self.hasher.update(bytes);
    }

    fn object(&mut self, object: &Object) {
        match object {
            Object::Null => self.bytes(b'0', &[]),
            Object::Boolean(value) => self.bytes(b'b', &[u8::from(*value)]),
            Object::Integer(number) => self.bytes(b'i', &number.to_le_bytes()),
            Object::Real(number) => self.bytes(b'r', &number.to_bits().to_le_bytes()),
            Object::Name(name) => self.bytes(b'n', name),
            Object::String(text, _) => self.bytes(b's', text),
            Object::Array(items) => {
                self.bytes(b'a', &(items.len() as u64).to_le_bytes());
                items.iter().for_each(|item| self.object(item));
            }
            Object::Dictionary(dict) => self.dictionary(dict),
            Object::Stream(stream) => {
                self.dictionary(&stream.dict);
                self.bytes(b'c', &stream.content);
            }
            Object::Reference(id) => {
                let next = self.numbers.len() as u64;
                let number = *self.numbers.entry(*id).or_insert_with(|| {
                    self.waiting.push_back(*id);
                    next
                });
                self.bytes(b'o', &number.to_le_bytes());
            }
        }
    }

    fn dictionary(&mut self, dict: &Dictionary) {
        let mut entries: Vec<_> = dict.iter().collect();
        entries.sort_by_key(|(key, _)| *key);
        self.bytes(b'd', &(entries.len() as u64).to_le_bytes());
        for (key, value) in entries {
            self.bytes(b'k', key);
            self.object(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, dictionary};

    fn pdf(title: &str, content: &str) -> Vec<u8> {
        let mut document = Document::with_version("1.6");
        // Something first that is not seen, so that the objects' numbers differ.
        for _ in 0..title.len() {
            document.add_object(Object::Null);
        }
        let info = document.add_object(dictionary! { "Title" => Object::string_literal(title) });
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
        });
        let kids = vec![page.into()];
        let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids };
        document.objects.insert(pages, tree.into());
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", root);
        document.trailer.set("Info", info);
        let mut bytes = vec![];
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_is_printed_counts_and_nothing_else() {
        let one = pdf("a", "0 0 m");
        assert_ne!(one, pdf("bcd", "0 0 m"));
        assert_eq!(hash(&one).unwrap(), hash(&pdf("bcd", "0 0 m")).unwrap());
        assert_ne!(hash(&one).unwrap(), hash(&pdf("a", "0 1 m")).unwrap());
        assert!(hash(b"%PDF-1.4 nothing").is_err());
    }

    #[test]
    fn known_sums() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
    }
}
