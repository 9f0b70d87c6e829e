//! The whole issue, of the files of its pages: their objects are put together as they are, so that
//! it says what they say. What several pages have alike, a picture for instance, is there once.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, dictionary};
use rayon::prelude::*;

use super::meta::Meta;
use super::page::Boxes;
use super::{FinishError, LIMIT, write};
use crate::print::intent::Intent;

/// Streams below it are not worth a look.
const WORTH: usize = 256;

/// What an object is replaced by.
type Twins = HashMap<ObjectId, ObjectId>;

/// Joins files of finished pages.
pub fn join(
    pages: &[&[u8]],
    intent: &Intent,
    boxes: Boxes,
    meta: &Meta,
) -> Result<Vec<u8>, FinishError> {
    let load = |pdf: &&[u8]| {
        let options = LoadOptions::with_max_decompressed_size(LIMIT);
        Document::load_mem_with_options(pdf, options)
    };
    let parts: Result<Vec<Document>, _> = pages.par_iter().map(load).collect();
    let mut whole = Document::with_version("1.6");
    let (mut kids, mut layers, mut lang) = (vec![], None, None);
    for mut part in parts? {
        part.renumber_objects_with(whole.max_id + 1);
        kids.extend(part.page_iter().collect::<Vec<ObjectId>>());
        let catalog = part.catalog()?;
        lang = lang.or_else(|| catalog.get(b"Lang").ok().cloned());
        if let Ok(Object::Dictionary(more)) = part
            .dereference(catalog.get(b"OCProperties").unwrap_or(&Object::Null))
            .map(|(_, object)| object)
        {
            add_layers(layers.get_or_insert_with(Dictionary::new), more);
        }
        whole.max_id = whole.max_id.max(part.max_id);
        whole.objects.append(&mut part.objects);
    }
    let tree = whole.new_object_id();
    for id in &kids {
        whole.get_dictionary_mut(*id)?.set("Parent", tree);
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    let kids: Vec<Object> = kids.into_iter().map(Object::from).collect();
    let pages_dict = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    whole.set_object(tree, pages_dict);
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if let Some(lang) = lang {
        catalog.set("Lang", lang);
    }
    if let Some(layers) = layers {
        catalog.set("OCProperties", layers);
    }
    let catalog = whole.add_object(catalog);
    whole.trailer.set("Root", catalog);
    let twins = twins(&whole);
    whole.traverse_objects(|object| {
        if let Object::Reference(id) = object
            && let Some(first) = twins.get(id)
        {
            *id = *first;
        }
    });
    let ids = meta.ids(pages, intent, boxes);
    let length = pages.iter().map(|page| page.len()).sum();
    write(whole, intent, meta, &ids, length)
}

/// Streams that are alike in every byte, but for the first of each.
fn twins(document: &Document) -> Twins {
    let mut first: HashMap<blake3::Hash, ObjectId> = HashMap::new();
    let mut twins = Twins::new();
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else {
            continue;
        };
        if stream.content.len() < WORTH {
            continue;
        }
        let mut hash = blake3::Hasher::new();
        // What it refers to counts by its number: of two pages that is never the same.
        hash.update(format!("{:?}", stream.dict).as_bytes());
        hash.update(&stream.content);
        let known = *first.entry(hash.finalize()).or_insert(*id);
        if known != *id {
            twins.insert(*id, known);
        }
    }
    twins
}

/// Adds the layers of a page, which an advertisement may have, to those of the pages before it.
fn add_layers(all: &mut Dictionary, more: &Dictionary) {
    for (key, value) in more {
        let name = key.clone();
        match (all.get_mut(key).ok(), value) {
            (Some(Object::Array(known)), Object::Array(value)) => {
                known.extend(value.iter().cloned());
            }
            (Some(Object::Dictionary(known)), Object::Dictionary(value)) => {
                // The settings of layers are one deep.
                for (key, value) in value {
                    match (known.get_mut(key).ok(), value) {
                        (Some(Object::Array(known)), Object::Array(value)) => {
                            known.extend(value.iter().cloned());
                        }
                        (Some(_), _) => {}
                        (None, value) => known.set(key.clone(), value.clone()),
                    }
                }
            }
            (Some(_), _) => {}
            (None, value) => all.set(name, value.clone()),
        }
    }
}
