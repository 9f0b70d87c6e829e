//! Rules of the page and of what is painted on it.

use lopdf::{Document, Object, Stream, dictionary};

use super::*;

#[test]
fn the_page() {
    caught(&[
        ("media-box", PAGE, |dict| drop(dict.remove(b"MediaBox"))),
        ("trim-box", PAGE, |dict| drop(dict.remove(b"TrimBox"))),
        ("trim-box", PAGE, |dict| {
            dict.set("TrimBox", numbers([-5, 0, 200, 300]))
        }),
        ("bleed-box", PAGE, |dict| {
            dict.set("BleedBox", numbers([-5, 0, 200, 300]))
        }),
        ("bleed-box", PAGE, |dict| drop(dict.remove(b"BleedBox"))),
        ("art-box", PAGE, |dict| {
            dict.set("ArtBox", numbers([0, 0, 200, 300]))
        }),
        ("crop-box", PAGE, |dict| {
            dict.set("CropBox", numbers([0, 0, 100, 300]))
        }),
        ("rotate", PAGE, |dict| dict.set("Rotate", 90)),
        ("user-unit", PAGE, |dict| dict.set("UserUnit", 2)),
        ("page-group", PAGE, |dict| drop(dict.remove(b"Group"))),
        ("page-group", PAGE, |dict| {
            dict.set(
                "Group",
                dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" },
            );
        }),
        ("action", PAGE, |dict| {
            dict.set("AA", dictionary! { "O" => 1 })
        }),
        ("annotation", PAGE, |dict| {
            let link = dictionary! { "Subtype" => "Link", "Rect" => numbers([1, 1, 9, 9]) };
            dict.set("Annots", vec![link.into()]);
        }),
    ]);
    let outside = broken(PAGE, |dict| {
        let note = dictionary! { "Subtype" => "Text", "Rect" => numbers([300, 1, 309, 9]) };
        dict.set("Annots", vec![note.into()]);
    });
    assert_eq!(
        check(&outside),
        [],
        "an annotation beside the page is allowed"
    );
}

#[test]
fn what_is_painted() {
    caught(&[
        ("group-colour", AD, |dict| {
            dict.set(
                "Group",
                dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" },
            );
        }),
        ("opi", AD, |dict| {
            dict.set("OPI", dictionary! { "2.0" => 1 })
        }),
        ("outside", AD, |dict| {
            dict.set("Ref", dictionary! { "F" => 1 })
        }),
        ("postscript", AD, |dict| dict.set("Subtype2", "PS")),
        ("alternates", PICTURE, |dict| {
            dict.set("Alternates", numbers([0; 4]))
        }),
        ("rgb-picture", PICTURE, |dict| {
            dict.set("ColorSpace", "DeviceRGB")
        }),
        ("gray-profile", PICTURE, |dict| {
            dict.set("ColorSpace", vec!["CalGray".into(), dictionary! {}.into()]);
        }),
        ("colour-space", PICTURE, |dict| {
            dict.set("ColorSpace", "Nothing")
        }),
        ("font", FONT, |dict| drop(dict.remove(b"FontDescriptor"))),
        ("transfer-curve", STATE, |dict| dict.set("TR", "Identity")),
        ("transfer-curve", STATE, |dict| dict.set("TR2", "Identity")),
        ("transfer-curve", STATE, |dict| {
            dict.set("HTP", numbers([0; 4]))
        }),
    ]);
    for (rule, content) in [
        ("rgb", "1 0 0 rg 0 0 9 9 re f"),
        ("rgb", "/DeviceRGB cs 1 0 0 scn"),
        ("gray-profile", "/c0 cs 0 scn"),
        ("colour-space", "/c9 cs 0 scn"),
        (
            "white-overprint",
            "0 0 0 0 k /OverprintText gs 0 0 9 9 re f",
        ),
        (
            "white-overprint",
            "q /OverprintText gs 0 0 0 0 k BT <01> Tj ET Q",
        ),
        (
            "white-overprint",
            "/DeviceCMYK cs 0 0 0 0 scn /OverprintText gs 0 0 9 9 re f",
        ),
        ("rgb-picture", "BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"),
        ("content", "/None gs"),
    ] {
        let mut document = Document::load_mem(&finished()).unwrap();
        let page = document.page_iter().next().unwrap();
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        document
            .get_dictionary_mut(page)
            .unwrap()
            .set("Contents", content);
        assert_eq!(rules(&saved(document)), [rule], "{content:?}");
    }
}

/// Ghostscript takes `/G cs` for gray, other readers take the space of that name.
#[test]
fn short_names_are_a_devices_only_where_nothing_else_bears_them() {
    for (name, space, rule) in [("G", "DeviceRGB", "rgb"), ("CMYK", "DeviceRGB", "rgb")] {
        let mut document = Document::load_mem(&finished()).unwrap();
        let content = format!("/{name} cs 0 0 9 9 re f");
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        let page = document.page_iter().next().unwrap();
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("Contents", content);
        let spaces = dictionary! { name => space };
        page.set("Resources", dictionary! { "ColorSpace" => spaces });
        assert_eq!(rules(&saved(document)), [rule], "{name}");
    }
}

#[test]
fn a_mono_page() {
    let content = |content: &str, space: Object| {
        let mut document = Document::load_mem(&finished()).unwrap();
        let id = document.page_iter().next().unwrap();
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        let spaces = dictionary! { "c0" => space };
        let page = document.get_dictionary_mut(id).unwrap();
        page.set("Contents", content);
        page.set("Resources", dictionary! { "ColorSpace" => spaces });
        let pdf = saved(document);
        assert_eq!(check(&pdf), []);
        let found = check_mono(&pdf, &[1]);
        found
            .into_iter()
            .map(|found| found.rule)
            .collect::<Vec<_>>()
    };
    let spot = || vec!["Separation".into(), "Gold".into(), "DeviceGray".into()].into();
    for black in [
        "0 0 0 1 k 0 0 9 9 re f",
        "0.5 g 0 0 9 9 re f",
        "/DeviceCMYK cs 0 0 0 0.5 scn",
        "/Pattern cs",
    ] {
        assert_eq!(content(black, spot()), [""; 0], "{black}");
    }
    for other in [
        "0.1 0 0 1 k",
        "0 0.1 0 1 K",
        "/DeviceCMYK cs 0 0 1 0 scn",
        "/DeviceCMYK CS 1 0 0 0 SCN",
        "/c0 cs 1 scn",
        "BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI",
    ] {
        assert_eq!(content(other, spot()), ["mono"], "{other}");
    }
    assert_eq!(
        check_mono(&finished(), &[2]),
        [],
        "no page of the file is mono"
    );
}
