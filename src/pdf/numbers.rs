//! Whole numbers that no PDF can have: they are fine for who reads them into 64 bits, and break who
//! comes after with 32.

use lopdf::{Document, Object};

/// Objects nest as deep as whoever wrote them likes.
const DEEPEST: usize = 64;

/// Whether every whole number of a document is one that a PDF can have, with room to turn its sign.
pub fn sound(document: &Document) -> bool {
    document.objects.values().all(|object| within(object, 0))
}

fn within(object: &Object, depth: usize) -> bool {
    let largest = i64::from(i32::MAX);
    let deeper = |object: &Object| depth < DEEPEST && within(object, depth + 1);
    match object {
        Object::Integer(number) => (-largest..=largest).contains(number),
        Object::Array(values) => values.iter().all(deeper),
        Object::Dictionary(dict) => dict.iter().all(|(_, value)| deeper(value)),
        Object::Stream(stream) => stream.dict.iter().all(|(_, value)| deeper(value)),
        _ => true,
    }
}
