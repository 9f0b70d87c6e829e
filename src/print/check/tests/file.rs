//! Rules of the file, its intent and what it says of itself.

use lopdf::{Document, Object, dictionary};

use super::*;

#[test]
fn the_file() {
    caught(&[
        ("version", CATALOG, |dict| dict.set("Version", "1.7")),
        ("action", CATALOG, |dict| {
            dict.set("OpenAction", dictionary! { "S" => "GoTo" })
        }),
        ("action", CATALOG, |dict| {
            dict.set("AA", dictionary! { "WC" => 1 })
        }),
        ("action", CATALOG, |dict| {
            dict.set("AcroForm", dictionary! { "Fields" => 1 })
        }),
        ("action", CATALOG, |dict| {
            dict.set("Names", dictionary! { "JavaScript" => dictionary! {} });
        }),
        ("action", AD, |dict| {
            dict.set("X", dictionary! { "S" => "Launch" })
        }),
    ]);
    let mut document = Document::load_mem(&finished()).unwrap();
    document.trailer.remove(b"ID");
    assert_eq!(rules(&saved(document)), ["id"]);
    let mut document = Document::load_mem(&finished()).unwrap();
    document.version = "1.7".into();
    assert_eq!(rules(&saved(document)), ["version"]);
    let lzw = rules(&broken(PICTURE, |dict| dict.set("Filter", "LZWDecode")));
    assert_eq!(lzw, ["filter"]);
}

#[test]
fn the_output_intent() {
    caught(&[
        ("output-intent", CATALOG, |dict| {
            drop(dict.remove(b"OutputIntents"))
        }),
        ("output-intent", CATALOG, |dict| {
            first_intent(dict).set("S", "GTS_PDFA1")
        }),
        ("output-intent", CATALOG, |dict| {
            let again = first_intent(dict).clone();
            dict.set("OutputIntents", vec![again.clone().into(), again.into()]);
        }),
        ("output-intent", CATALOG, |dict| {
            first_intent(dict).remove(b"OutputConditionIdentifier");
        }),
        ("output-intent", CATALOG, |dict| {
            first_intent(dict).remove(b"RegistryName");
            first_intent(dict).remove(b"Info");
        }),
        ("profile", CATALOG, |dict| {
            drop(first_intent(dict).remove(b"DestOutputProfile"))
        }),
        ("profile", PROFILE, |dict| dict.set("N", 3)),
        ("profile", PROFILE, |dict| drop(dict.remove(b"Filter"))),
    ]);
    for (at, with) in [
        (12, b"mntr"),
        (16, b"RGB "),
        (36, b"xxxx"),
        (0, b"\0\0\0\x09"),
    ] {
        let mut document = Document::load_mem(&finished()).unwrap();
        let mut icc = Intent::newsprint().profile.icc();
        icc[at..at + 4].copy_from_slice(with);
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.has(b"Alternate")
            {
                stream.set_plain_content(icc.clone());
            }
        }
        assert_eq!(rules(&saved(document)), ["profile"], "{at}");
    }
}

#[test]
fn the_metadata() {
    caught(&[
        ("xmp", CATALOG, |dict| drop(dict.remove(b"Metadata"))),
        ("pdfx-version", INFO, |dict| {
            drop(dict.remove(b"GTS_PDFXVersion"))
        }),
        ("agreement", INFO, |dict| dict.set("Trapped", "True")),
        ("agreement", INFO, |dict| {
            dict.set("Title", Object::string_literal("x"))
        }),
        ("agreement", INFO, |dict| {
            dict.set("ModDate", Object::string_literal("D:20220412010203Z"));
        }),
    ]);
    // What is not there, or not known, does not agree either.
    let found = rules(&broken(INFO, |dict| drop(dict.remove(b"CreationDate"))));
    assert_eq!(found, ["info", "agreement"]);
    let found = rules(&broken(INFO, |dict| dict.set("Trapped", "Unknown")));
    assert_eq!(found, ["trapped", "agreement"]);

    let text = |from: &str, to: &str| {
        let mut document = Document::load_mem(&finished()).unwrap();
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.has_type(b"Metadata")
            {
                let xmp = String::from_utf8(stream.content.clone()).unwrap();
                assert!(xmp.contains(from), "{xmp}");
                stream.set_plain_content(xmp.replacen(from, to, 1).into_bytes());
            }
        }
        rules(&saved(document))
    };
    assert_eq!(text(">PDF/X-4<", ">PDF/X-3<"), ["pdfx-version"]);
    assert_eq!(
        text("<xmpMM:DocumentID>", "<xmpMM:Other>"),
        ["xmp"],
        "not well-formed"
    );
    assert_eq!(
        text(
            "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"",
            "xmlns:pdf=\"x\""
        )[0],
        "trapped"
    );
    assert_eq!(text(">default<", "><"), ["xmp"]);
    assert_eq!(text("2022-04-11T", "2023-04-11T"), ["agreement"]);

    let mut document = Document::load_mem(&broken(XMP, |_| {})).unwrap();
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.has_type(b"Metadata")
        {
            stream.allows_compression = true;
            stream.compress().unwrap();
        }
    }
    assert_eq!(rules(&saved(document)), ["xmp"]);
}
