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

#[test]
fn drawings_that_hold_themselves() {
    let mut document = Document::load_mem(&finished()).unwrap();
    let page = document.page_iter().next().unwrap();
    let form = document.new_object_id();
    let stream = Stream::new(
        dictionary! {
            "Subtype" => "Form",
            "Resources" => dictionary! { "XObject" => dictionary! { "x" => form } },
        },
        b"/x Do".to_vec(),
    );
    document.set_object(form, stream);
    let resources = dictionary! { "XObject" => dictionary! { "x" => form } };
    document
        .get_dictionary_mut(page)
        .unwrap()
        .set("Resources", resources);
    let pdf = saved(document);
    check(&pdf);
    finish(&pdf, &Intent::newsprint(), Boxes::default(), &meta()).unwrap();
}
