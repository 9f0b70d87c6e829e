//! Every rule is broken once on purpose, and must be caught.

mod file;
mod hostile;
mod page;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{check, check_mono};
use crate::print::intent::Intent;
use crate::print::x4::{Boxes, Meta, Moment, finish};

/// A page as typst-pdf makes one: black text over a tint, white text over black, a rule, a
/// default gray, an embedded advertisement with an sRGB group.
fn raw() -> Document {
    let mut document = Document::with_version("1.7");
    let srgb = document.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 8]));
    let sgray = document.add_object(Stream::new(dictionary! { "N" => 1 }, vec![0; 8]));
    let icc = |profile: ObjectId| Object::from(vec!["ICCBased".into(), profile.into()]);
    let space = document.add_object(icc(srgb));
    let ad = document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "Group" => dictionary! { "S" => "Transparency", "CS" => space },
        },
        b"0 0 0 1 k 0 0 9 9 re f".to_vec(),
    ));
    let picture = document.add_object(Stream::new(
        dictionary! {
            "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceCMYK",
        },
        vec![0; 4],
    ));
    let program = document.add_object(Stream::new(dictionary! {}, vec![0; 8]));
    let descriptor = dictionary! { "Type" => "FontDescriptor", "FontFile3" => program };
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ABCDEF+Song",
        "FontDescriptor" => descriptor,
    };
    let font = document.add_object(font);
    let content = b"q 0 0.2 0 0 k 0 0 9 9 re f Q q 0 0 0 1 k BT 0 Tr/f0 9 Tf<01>Tj ET Q \
        q 0 0 0 0 k BT 0 Tr/f0 9 Tf<01>Tj ET Q q 0 0 0 1 K 0 0 m 9 9 l S Q \
        q /c0 cs 0 scn BT 0 Tr/f0 9 Tf<01>Tj ET Q q /x0 Do Q";
    let content = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 300.into()],
        "Contents" => content,
        "Resources" => dictionary! {
            "Font" => dictionary! { "f0" => font },
            "XObject" => dictionary! { "x0" => ad, "x1" => picture },
            "ColorSpace" => dictionary! { "c0" => icc(sgray) },
        },
    });
    let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] };
    document.set_object(pages, tree);
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", root);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn meta() -> Meta {
    Meta {
        title: "样报 <第2版>".into(),
        creator: "dayang".into(),
        ident: "YB/2".into(),
        time: Moment {
            year: 2022,
            month: 4,
            day: 11,
            hour: 1,
            minute: 2,
            second: 3,
        },
        trapped: false,
        proof: false,
    }
}

fn finished() -> Vec<u8> {
    finish(
        &saved(raw()),
        &Intent::newsprint(),
        Boxes::default(),
        &meta(),
    )
    .unwrap()
    .0
}

fn rules(pdf: &[u8]) -> Vec<&'static str> {
    let mut rules: Vec<_> = check(pdf)
        .into_iter()
        .map(|violation| violation.rule)
        .collect();
    rules.dedup();
    rules
}

#[test]
fn what_is_finished_keeps_the_rules() {
    assert_eq!(check(&finished()), []);
    let boxes = Boxes {
        bleed: 8.5,
        marks: true,
    };
    let (pdf, done) = finish(&saved(raw()), &Intent::newsprint(), boxes, &meta()).unwrap();
    assert_eq!(check(&pdf), []);
    assert_eq!((done.texts, done.rules, done.groups), (2, 1, 1));
    // And what is not finished breaks them.
    let found = rules(&saved(raw()));
    for rule in [
        "version",
        "id",
        "output-intent",
        "info",
        "xmp",
        "trim-box",
        "page-group",
    ] {
        assert!(found.contains(&rule), "{found:?}");
    }
}

#[test]
fn the_same_bytes_again() {
    assert_eq!(finished(), finished());
}

#[test]
fn a_proof_does_not_claim_to_be_for_the_press() {
    let meta = Meta {
        proof: true,
        ..meta()
    };
    let raw = saved(raw());
    let (pdf, _) = finish(&raw, &Intent::newsprint(), Boxes::default(), &meta).unwrap();
    assert_eq!(rules(&pdf), ["pdfx-version"]);
}

/// The file with a change, made to what a path of keys leads to from the trailer.
fn broken(path: &[&str], change: impl FnOnce(&mut Dictionary)) -> Vec<u8> {
    let mut document = Document::load_mem(&finished()).unwrap();
    let mut at = Object::Dictionary(document.trailer.clone());
    let mut owner = None;
    for key in path {
        let next = match &at {
            Object::Dictionary(dict) => dict.get(key.as_bytes()).unwrap().clone(),
            Object::Stream(stream) => stream.dict.get(key.as_bytes()).unwrap().clone(),
            Object::Array(items) => items[key.parse::<usize>().unwrap()].clone(),
            other => panic!("{other:?}"),
        };
        if let Object::Reference(id) = next {
            owner = Some(id);
            at = document.get_object(id).unwrap().clone();
        } else {
            at = next;
        }
    }
    let id = owner.unwrap();
    match document.get_object_mut(id).unwrap() {
        Object::Dictionary(dict) => change(dict),
        Object::Stream(stream) => change(&mut stream.dict),
        other => panic!("{other:?}"),
    }
    saved(document)
}

const CATALOG: &[&str] = &["Root"];
const INFO: &[&str] = &["Info"];
const PAGE: &[&str] = &["Root", "Pages", "Kids", "0"];
const AD: &[&str] = &["Root", "Pages", "Kids", "0", "Resources", "XObject", "x0"];
const PICTURE: &[&str] = &["Root", "Pages", "Kids", "0", "Resources", "XObject", "x1"];
const FONT: &[&str] = &["Root", "Pages", "Kids", "0", "Resources", "Font", "f0"];
const STATE: &[&str] = &[
    "Root",
    "Pages",
    "Kids",
    "0",
    "Resources",
    "ExtGState",
    "OverprintText",
];
const PROFILE: &[&str] = &["Root", "OutputIntents", "0", "DestOutputProfile"];
const XMP: &[&str] = &["Root", "Metadata"];

type Change = fn(&mut Dictionary);

fn caught(cases: &[(&str, &[&str], Change)]) {
    for (at, (rule, path, change)) in cases.iter().enumerate() {
        let found = rules(&broken(path, change));
        assert_eq!(found, [*rule], "case {at}");
    }
}

fn first_intent(catalog: &mut Dictionary) -> &mut Dictionary {
    let intents = catalog
        .get_mut(b"OutputIntents")
        .unwrap()
        .as_array_mut()
        .unwrap();
    intents[0].as_dict_mut().unwrap()
}

fn numbers(numbers: [i64; 4]) -> Object {
    numbers.map(Object::from).to_vec().into()
}
