//! Files that mean harm, or that are broken.

use lopdf::{Document, Object, Stream, dictionary};

use super::*;
use crate::print::check::LIMIT;

#[test]
fn any_bytes() {
    assert_eq!(rules(b""), ["version", "unreadable"]);
    assert_eq!(rules(b"%PDF-1.6\n"), ["unreadable"]);
    // Without the profile, which is most of the file and of no interest here.
    let mut document = Document::load_mem(&finished()).unwrap();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.has(b"Alternate")
        {
            stream.content.truncate(200);
        }
    }
    let sound = saved(document);
    for cut in (0..sound.len()).step_by(37) {
        check(&sound[..cut]);
    }
    let mut state = 1u32;
    for _ in 0..1500 {
        let mut bytes = sound.clone();
        for _ in 0..4 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % bytes.len();
            bytes[at] = b"0123456789<>[]()/R \xff-"[(state >> 20) as usize % 21];
        }
        check(&bytes);
        let _ = finish(&bytes, &Intent::newsprint(), Boxes::default(), &meta());
    }
}

#[test]
fn states_without_end() {
    let mut document = Document::load_mem(&finished()).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = Stream::new(dictionary! {}, b"q ".repeat(100_000));
    let content = document.add_object(content);
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("Contents", content);
    assert_eq!(rules(&saved(document)), ["nesting"]);
}

#[test]
fn pages_that_hold_themselves() {
    let mut document = Document::load_mem(&finished()).unwrap();
    let page = document.page_iter().next().unwrap();
    let tree = document.catalog().unwrap().get(b"Pages").unwrap().clone();
    let id = tree.as_reference().unwrap();
    let kids = vec![page.into(), tree.clone(), page.into()];
    document.get_dictionary_mut(id).unwrap().set("Kids", kids);
    document.get_dictionary_mut(id).unwrap().set("Parent", tree);
    let page = document.get_dictionary_mut(page).unwrap();
    page.remove(b"MediaBox");
    let pdf = saved(document);
    assert_eq!(rules(&pdf), ["media-box"]);
    assert!(finish(&pdf, &Intent::newsprint(), Boxes::default(), &meta()).is_err());
}

#[test]
fn a_bomb() {
    let mut document = Document::load_mem(&finished()).unwrap();
    let page = document.page_iter().next().unwrap();
    let mut stream = Stream::new(dictionary! {}, vec![b' '; LIMIT + 1]);
    stream.compress().unwrap();
    assert!(stream.content.len() < LIMIT / 500);
    let content = document.add_object(stream);
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("Contents", content);
    assert_eq!(rules(&saved(document)), ["content"]);
}

/// Every form is one that paints the next so many times; the last paints itself or nothing.
fn forms(count: usize, times: usize, circle: bool) -> Vec<u8> {
    let mut document = Document::load_mem(&finished()).unwrap();
    let ids: Vec<_> = (0..count).map(|_| document.new_object_id()).collect();
    let named = |at: usize| dictionary! { "XObject" => dictionary! { "x" => ids[at] } };
    for (at, id) in ids.iter().enumerate() {
        let next = if at + 1 < count { at + 1 } else { at };
        let paints = if at + 1 < count || circle { times } else { 0 };
        let dict = dictionary! { "Subtype" => "Form", "Resources" => named(next) };
        document.set_object(*id, Stream::new(dict, b"/x Do ".repeat(paints)));
    }
    let content = document.add_object(Stream::new(dictionary! {}, b"/x Do".to_vec()));
    let page = document.page_iter().next().unwrap();
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("Resources", named(0));
    page.set("Contents", content);
    saved(document)
}

#[test]
fn drawings_that_paint_themselves_or_each_other_without_end() {
    for (count, times, circle) in [(1, 1, true), (3, 1, true), (9, 10, false), (40, 1, false)] {
        let pdf = forms(count, times, circle);
        assert_eq!(rules(&pdf), ["nesting"], "{count} {times} {circle}");
        finish(&pdf, &Intent::newsprint(), Boxes::default(), &meta()).unwrap();
    }
    assert_eq!(check(&forms(5, 10, false)), []);
}

#[test]
fn pictures_larger_than_any_plate() {
    for (width, height) in [(100_000, 100_000), (9_000, 9_000)] {
        let pdf = broken(PICTURE, |dict| {
            dict.set("Width", width);
            dict.set("Height", height);
            dict.set("BitsPerComponent", 8);
        });
        assert_eq!(rules(&pdf), ["picture-size"], "{width}");
    }
}
