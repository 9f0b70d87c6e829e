//! Changes of the objects of PDFs: a file whose table of places is wrong is refused at the door, so it
//! is written anew after each change.

mod seeds;
mod words;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, StringFormat};

use seeds::plain;
pub use seeds::{chart, seeds};
use words::{KEYS, NAMES, OPERATORS};

use super::bytes;
use super::random::Random;

const LIMIT: usize = 16 << 20;

pub fn change_or_break(random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
    if random.one_in(4) {
        bytes::change(random, &mut input, pool);
        return input;
    }
    change(random, &input)
}

/// Changes some objects, or words of a page's content, if it can be read at all.
pub fn change(random: &mut Random, input: &[u8]) -> Vec<u8> {
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let Ok(mut document) = Document::load_mem_with_options(input, options) else {
        let mut input = input.to_vec();
        bytes::change(random, &mut input, &[plain()]);
        return input;
    };
    for _ in 0..=random.below(5) {
        let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
        if ids.is_empty() {
            break;
        }
        let id = *random.pick(&ids);
        let other = document.objects.get(random.pick(&ids)).cloned();
        let Some(object) = document.objects.get_mut(&id) else {
            continue;
        };
        object_changed(random, object, &ids, other);
    }
    if random.one_in(20) {
        let id = *random.pick(&document.objects.keys().copied().collect::<Vec<_>>());
        document.objects.remove(&id);
    }
    let mut bytes = vec![];
    match document.save_to(&mut bytes) {
        Ok(()) => bytes,
        Err(_) => input.to_vec(),
    }
}

fn object_changed(
    random: &mut Random,
    object: &mut Object,
    ids: &[ObjectId],
    other: Option<Object>,
) {
    match object {
        Object::Dictionary(dict) => dict_changed(random, dict, ids, other),
        Object::Stream(stream) => match random.one_in(2) {
            true => dict_changed(random, &mut stream.dict, ids, other),
            false => content_changed(random, stream),
        },
        Object::Array(items) => {
            let at = random.below(items.len());
            match random.below(4) {
                0 => items.truncate(at),
                1 => items.extend(items.clone()),
                _ => match items.get_mut(at) {
                    Some(item) if random.one_in(2) => object_changed(random, item, ids, other),
                    Some(item) => *item = any(random, ids),
                    None => items.push(any(random, ids)),
                },
            }
        }
        other_object => *other_object = any(random, ids),
    }
}

fn dict_changed(
    random: &mut Random,
    dict: &mut Dictionary,
    ids: &[ObjectId],
    other: Option<Object>,
) {
    let keys: Vec<Vec<u8>> = dict.iter().map(|(key, _)| key.clone()).collect();
    let key = match keys.is_empty() || random.one_in(5) {
        true => random.pick(&KEYS).as_bytes().to_vec(),
        false => random.pick(&keys).clone(),
    };
    match (random.below(5), dict.get_mut(&key), other) {
        (0, Ok(_), _) => drop(dict.remove(&key)),
        (1 | 2, Ok(value), other) => object_changed(random, value, ids, other),
        (3, _, Some(other)) if !matches!(other, Object::Stream(_)) => dict.set(key, other),
        _ => dict.set(key, any(random, ids)),
    }
}

/// Words of a content stream lost, doubled, or put in another's place.
fn content_changed(random: &mut Random, stream: &mut Stream) {
    if stream.dict.has(b"Filter") && !random.one_in(4) {
        // A stream that cannot be unpacked is changed as it is.
        if let Ok(content) = stream.decompressed_content_with_limit(LIMIT) {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(content);
        }
    }
    let mut content = stream.content.clone();
    if random.one_in(3) {
        bytes::change(random, &mut content, &[b"q Q BT ET".to_vec()]);
    } else {
        let text = String::from_utf8_lossy(&content).into_owned();
        let mut words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
        let at = random.below(words.len().max(1)).min(words.len());
        match random.below(4) {
            0 if at < words.len() => drop(words.remove(at)),
            1 if at < words.len() => {
                let word = words[at];
                let times = *random.pick(&[1, 30, 3000]);
                words.splice(at..at, std::iter::repeat_n(word, times));
            }
            _ => words.insert(at, OPERATORS[random.below(OPERATORS.len())]),
        }
        content = words.concat().into_bytes();
    }
    content.truncate(LIMIT >> 4);
    stream.set_content(content);
}

/// An object of any kind: often one that leads in a circle.
fn any(random: &mut Random, ids: &[ObjectId]) -> Object {
    match random.below(9) {
        0 => Object::Null,
        1 => Object::Boolean(random.one_in(2)),
        2 => {
            Object::Integer(*random.pick(&[0, 1, -1, 2, 255, 65_536, i64::MAX, i64::MIN, 1 << 31]))
        }
        3 => Object::Real(*random.pick(&[0.0, -0.5, 1e30, f32::MIN_POSITIVE, 1.5, -1e9])),
        4 => Object::Name(random.pick(&NAMES).as_bytes().to_vec()),
        5 => Object::String(vec![0xfe, 0xff, 0x4e, 0x2d, 0x00], StringFormat::Literal),
        6 => Object::Array((0..random.below(6)).map(|_| any(random, &[])).collect()),
        7 => Object::Dictionary(Dictionary::new()),
        _ if ids.is_empty() => Object::Integer(random.below(100) as i64),
        _ => Object::Reference(*random.pick(ids)),
    }
}
