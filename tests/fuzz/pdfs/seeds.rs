//! PDFs with a little of everything that one can paint with, and of what an advertisement may not have.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::make::pdf::{self, Pdf};

pub fn seeds() -> Vec<Vec<u8>> {
    vec![chart(), plain(), acting()]
}

/// A document of one page out of content and resources.
fn document(document: Document, content: &str, resources: Dictionary) -> Pdf {
    let area = pdf::rectangle([0.0, 0.0, 100.0, 80.0]);
    let page = dictionary! {
        "Resources" => resources, "MediaBox" => area.clone(), "TrimBox" => area, "Rotate" => 90,
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" },
    };
    Pdf::new(document, 1, content, page)
}

pub fn plain() -> Vec<u8> {
    document(
        Document::with_version("1.4"),
        "0 0 0 1 k 9 9 50 50 re f\n",
        dictionary! {},
    )
    .saved()
}

/// What an advertisement may not have.
fn acting() -> Vec<u8> {
    let mut made = document(Document::with_version("1.7"), "0 g\n", dictionary! {});
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("http://a.example") },
    };
    let link = made.document.add_object(link);
    let page = made.page();
    page.set("Annots", vec![link.into()]);
    page.set("AA", dictionary! { "O" => script });
    made.saved()
}

/// A little of everything that paints.
pub fn chart() -> Vec<u8> {
    let mut it = Document::with_version("1.6");
    let exponential = || {
        dictionary! {
            "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
            "C0" => numbers(&[0.0, 0.0, 0.0, 0.0]), "C1" => numbers(&[0.0, 1.0, 0.5, 0.2]),
        }
    };
    let tint = it.add_object(exponential());
    let stitched = it.add_object(dictionary! {
        "FunctionType" => 3, "Domain" => numbers(&[0.0, 1.0]), "Functions" => vec![tint.into(), tint.into()],
        "Bounds" => numbers(&[0.5]), "Encode" => numbers(&[0.0, 1.0, 1.0, 0.0]),
    });
    let program = it.add_object(Stream::new(
        dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0]), "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]) },
        b"{ dup 0.5 gt { 1 exch sub } { 2 mul } ifelse dup dup }".to_vec(),
    ));
    let sampled = it.add_object(Stream::new(
        dictionary! {
            "FunctionType" => 0, "Domain" => numbers(&[0.0, 1.0]), "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]),
            "Size" => numbers(&[2.0]), "BitsPerSample" => 8,
        },
        vec![0, 128, 255, 255, 0, 9],
    ));
    let spot = |function: ObjectId, space: &str| -> Object {
        vec![
            "Separation".into(),
            "Spot".into(),
            space.into(),
            function.into(),
        ]
        .into()
    };
    let indexed: Object = vec![
        "Indexed".into(),
        "DeviceRGB".into(),
        1.into(),
        Object::String(vec![255, 0, 0, 0, 0, 255], StringFormat::Hexadecimal),
    ]
    .into();
    let lab: Object = vec![
        "Lab".into(),
        dictionary! { "WhitePoint" => numbers(&[0.96, 1.0, 0.82]) }.into(),
    ]
    .into();
    let devices: Object = vec![
        "DeviceN".into(),
        vec!["Spot".into(), "Black".into()].into(),
        "DeviceCMYK".into(),
        stitched.into(),
    ]
    .into();
    let mask = image(&mut it, "DeviceGray".into(), 1, None);
    let picture = image(&mut it, "DeviceRGB".into(), 3, Some(mask));
    let few = image(&mut it, indexed.clone(), 1, None);
    let shading = |kind: i64, coords: &[f32], function: ObjectId, space: &str| {
        dictionary! {
            "ShadingType" => kind, "ColorSpace" => space, "Coords" => numbers(coords), "Function" => function,
            "Extend" => vec![true.into(), false.into()],
        }
    };
    let axial = it.add_object(shading(2, &[0.0, 0.0, 50.0, 50.0], program, "DeviceRGB"));
    let radial = it.add_object(shading(
        3,
        &[9.0, 9.0, 0.0, 9.0, 9.0, 9.0],
        sampled,
        "DeviceRGB",
    ));
    let mesh = it.add_object(Stream::new(
        dictionary! {
            "ShadingType" => 4, "ColorSpace" => "DeviceRGB", "BitsPerCoordinate" => 8, "BitsPerComponent" => 8,
            "BitsPerFlag" => 8, "Decode" => numbers(&[0.0, 99.0, 0.0, 99.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]),
        },
        vec![0, 1, 2, 255, 0, 0, 0, 90, 2, 0, 255, 0, 0, 40, 90, 0, 0, 255],
    ));
    let gradient = it.add_object(dictionary! { "PatternType" => 2, "Shading" => axial });
    let area = || numbers(&[0.0, 0.0, 9.0, 9.0]);
    let tile = it.add_object(Stream::new(
        dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => area(), "XStep" => 9, "YStep" => 9,
            "Resources" => dictionary! {},
        },
        b"1 0 0 rg 0 0 4 4 re f".to_vec(),
    ));
    let form = it.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => area(), "Matrix" => numbers(&[1.0, 0.0, 0.0, 1.0, 2.0, 2.0]),
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceRGB", "I" => true },
            "Resources" => dictionary! { "XObject" => dictionary! { "I0" => few } },
        },
        b"q 5 0 0 5 0 0 cm /I0 Do Q 0 1 0 RG 0 0 m 9 9 l S".to_vec(),
    ));
    let state = dictionary! {
        "ca" => 0.5, "CA" => 0.5, "BM" => "Multiply", "OP" => true, "op" => true, "OPM" => 1,
        "SMask" => dictionary! { "S" => "Luminosity", "G" => form },
    };
    let glyph = it.add_object(Stream::new(
        dictionary! {},
        b"9 0 0 0 9 9 d1 0 0 9 9 re f".to_vec(),
    ));
    let font = it.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => area(), "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
        "CharProcs" => dictionary! { "a" => glyph }, "FirstChar" => 97, "LastChar" => 97, "Widths" => numbers(&[9.0]),
        "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] },
    });
    let resources = dictionary! {
        "XObject" => dictionary! { "I0" => picture, "I1" => few, "F0" => form },
        "ColorSpace" => dictionary! {
            "C0" => spot(tint, "DeviceCMYK"), "C1" => indexed, "C2" => lab, "C3" => devices,
            "C4" => spot(program, "DeviceRGB"),
        },
        "Shading" => dictionary! { "S0" => axial, "S1" => radial, "S2" => mesh },
        "Pattern" => dictionary! { "P0" => gradient, "P1" => tile },
        "ExtGState" => dictionary! { "G0" => state },
        "Font" => dictionary! { "T0" => font },
    };
    document(it, CONTENT, resources).saved()
}

const CONTENT: &str = "q 0.9 0 0 0.9 1 1 cm\n1 0 0 rg 9 9 20 20 re f\n0.5 g 0 0 0 1 K 2 w 0 0 m 50 50 l S\n\
    q 30 0 0 20 10 10 cm /I0 Do Q\nq 5 0 0 5 50 50 cm /I1 Do Q\n/C0 cs 0.7 scn 0 0 9 9 re f\n/C1 cs 1 sc 1 1 5 5 re f\n\
    /C2 cs 50 9 9 sc 2 2 5 5 re f\n/C3 cs 0.1 0.9 scn 3 3 5 5 re f*\n/C4 CS 0.3 SCN 4 4 5 5 re s\n\
    /Pattern cs /P0 scn 0 0 30 30 re f\n/P1 scn 30 30 20 20 re B\nq 0 0 20 20 re W n /S0 sh /S1 sh /S2 sh Q\n\
    /G0 gs /F0 Do\nBT /T0 12 Tf 1 0 0 1 9 60 Tm (aaa) Tj [(a) -100 (a)] TJ ET\n\
    q 9 0 0 9 70 9 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID abcdefghijkl EI Q\nQ\n";

fn numbers(all: &[f32]) -> Vec<Object> {
    all.iter().map(|&number| Object::Real(number)).collect()
}

fn image(
    document: &mut Document,
    space: Object,
    components: usize,
    mask: Option<ObjectId>,
) -> ObjectId {
    let mut dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 4, "BitsPerComponent" => 8,
        "ColorSpace" => space,
    };
    if let Some(mask) = mask {
        dict.set("SMask", mask);
    }
    let pixels = (0..16 * components)
        .map(|at| (at * 37 % 2) as u8 * 200 / 200)
        .collect();
    document.add_object(Stream::new(dict, pixels))
}
