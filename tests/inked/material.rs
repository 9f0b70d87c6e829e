//! Advertisements that a press cannot take, each at the manifest's line.

use lopdf::{Document, Object, Stream, dictionary};

use super::common::tool;
use super::{booked, pdf_of};

/// 315 × 31.5 pt, the place that is booked.
fn advertisement(
    content: &str,
    change: impl FnOnce(&mut Document, &mut lopdf::Dictionary),
) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let mut resources = lopdf::Dictionary::new();
    change(&mut document, &mut resources);
    pdf_of(document, (315.0, 31.5), content, resources)
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let project = booked("ad.pdf", bytes);
    let run = project.run(&["build", "issues/day"]);
    assert!(
        run.code == 1 || run.code == 2,
        "{}: {}",
        run.code,
        run.stderr
    );
    assert!(run.stderr.contains(why), "{why}: {}", run.stderr);
    assert!(run.stderr.contains("issue.toml:14:8"), "{}", run.stderr);
    assert!(project.files("out").is_empty());
}

fn nothing(_: &mut Document, _: &mut lopdf::Dictionary) {}

#[test]
fn black_is_placed_as_it_is() {
    booked(
        "ad.pdf",
        &advertisement("0 0 0 1 k 0 0 100 20 re f", nothing),
    )
    .build("issues/day");
}

/// A drawing booked as an advertisement has its place's proportions too.
#[test]
fn a_drawing_of_other_proportions() {
    let project = booked("ad.svg", b"");
    let svg = |height| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='315' height='{height}'><rect width='99' height='20'/></svg>"
        )
    };
    project.write("issues/day/ad.svg", svg("31.5"));
    project.build("issues/day");
    project.write("issues/day/ad.svg", svg("90"));
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("the advertisement has proportions of 3.500, its place 10.000"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("issue.toml:14:8"), "{}", run.stderr);
}

#[test]
fn what_a_press_cannot_take() {
    refused(
        &advertisement("1 0 0 rg 0 0 9 9 re f", nothing),
        "cannot be printed: a text or drawing is in RGB",
    );
    refused(
        &advertisement("/G gs 0 0 0 1 k 0 0 9 9 re f", |document, resources| {
            let curve =
                dictionary! { "FunctionType" => 2, "N" => 2, "Domain" => vec![0.into(), 1.into()] };
            let curve = document.add_object(curve);
            resources.set(
                "ExtGState",
                dictionary! { "G" => dictionary! { "TR" => curve } },
            );
        }),
        "a graphics state has a transfer curve",
    );
    refused(
        &advertisement("/X Do", |document, resources| {
            let picture = document.add_object(Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
                    "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
                },
                vec![1, 2, 3],
            ));
            resources.set("XObject", dictionary! { "X" => picture });
        }),
        "a picture of 1 × 1 pixels is in RGB",
    );
    refused(
        &advertisement("BT /F 9 Tf (a) Tj ET", |_, resources| {
            let font =
                dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
            resources.set("Font", dictionary! { "F" => font });
        }),
        "the font Helvetica is not embedded",
    );
    refused(
        &advertisement("/X Do", |document, resources| {
            let form = document.add_object(Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Form",
                    "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                    "OPI" => dictionary! { "2.0" => Object::Null },
                },
                vec![],
            ));
            resources.set("XObject", dictionary! { "X" => form });
        }),
        "its picture is in another file",
    );
    let lzw = |document: &mut Document, resources: &mut lopdf::Dictionary| {
        let picture = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => "LZWDecode",
        };
        // Clear, 0, end.
        let picture = document.add_object(Stream::new(picture, vec![0x80, 0x00, 0x04, 0x04]));
        resources.set("XObject", dictionary! { "X" => picture });
    };
    refused(
        &advertisement("/X Do", lzw),
        "a stream is packed by LZWDecode",
    );
}

/// Colours by a profile in an advertisement are its maker's, who must put them into inks.
#[test]
fn profiles_in_an_advertisement() {
    for (count, why) in [(3, "is in RGB"), (1, "is gray by a profile")] {
        let picture = |document: &mut Document, resources: &mut lopdf::Dictionary| {
            let profile = Stream::new(dictionary! { "N" => count }, super::fixtures::adobe_rgb());
            let profile = document.add_object(profile);
            let space: Vec<Object> = vec!["ICCBased".into(), profile.into()];
            let picture = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
                "ColorSpace" => space, "BitsPerComponent" => 8,
            };
            let picture = document.add_object(Stream::new(picture, vec![9; count as usize]));
            resources.set("XObject", dictionary! { "X" => picture });
        };
        refused(&advertisement("/X Do", picture), why);
    }
}

/// A few bytes that would keep a plate-setter busy for hours.
#[test]
fn what_nobody_can_work_through() {
    let form = |inner: Option<lopdf::ObjectId>, content: &str| {
        let mut dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        };
        if let Some(inner) = inner {
            let resources = dictionary! { "XObject" => dictionary! { "F" => inner } };
            dict.set("Resources", resources);
        }
        Stream::new(dict, content.as_bytes().to_vec())
    };
    let laughs = |document: &mut Document, resources: &mut lopdf::Dictionary| {
        let mut last = document.add_object(form(None, "0 0 0 1 k 0 0 9 9 re f"));
        for _ in 0..12 {
            last = document.add_object(form(Some(last), &"/F Do ".repeat(10)));
        }
        resources.set("XObject", dictionary! { "F" => last });
    };
    refused(
        &advertisement("/F Do", laughs),
        "paint each other more than a million times",
    );
    let circle = |document: &mut Document, resources: &mut lopdf::Dictionary| {
        let id = document.new_object_id();
        document.set_object(id, form(Some(id), "/F Do"));
        resources.set("XObject", dictionary! { "F" => id });
    };
    refused(&advertisement("/F Do", circle), "a drawing paints itself");
    let bomb = |document: &mut Document, resources: &mut lopdf::Dictionary| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 10_000, "Height" => 10_000,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        };
        let mut picture = Stream::new(dict, vec![0; 100_000_000]);
        picture.compress().unwrap();
        let picture = document.add_object(picture);
        resources.set("XObject", dictionary! { "F" => picture });
    };
    let why = "a picture of 10000 × 10000 pixels has next to no data";
    refused(&advertisement("/F Do", bomb), why);
}

#[test]
fn what_acts_is_locked_or_is_too_new() {
    let script = advertisement("", |document, _| {
        document
            .add_object(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") });
    });
    refused(&script, "it has JavaScript");
    let outside = advertisement("", |document, _| {
        let dict = dictionary! { "F" => Object::string_literal("/etc/passwd") };
        document.add_object(Stream::new(dict, vec![]));
    });
    refused(&outside, "its data is in another file");
    let mut newer = Document::load_mem(&advertisement("", nothing)).unwrap();
    newer.version = "2.0".into();
    let mut bytes = vec![];
    newer.save_to(&mut bytes).unwrap();
    refused(
        &bytes,
        "the PDF is of version 2.0; ask for PDF/X-4 or PDF 1.7",
    );
    // The version may also stand in the catalog.
    let mut newer = Document::load_mem(&advertisement("", nothing)).unwrap();
    newer.catalog_mut().unwrap().set("Version", "2.0");
    let mut bytes = vec![];
    newer.save_to(&mut bytes).unwrap();
    refused(
        &bytes,
        "the PDF is of version 2.0; ask for PDF/X-4 or PDF 1.7",
    );

    let folder = tempfile::TempDir::new().unwrap();
    let (plain, locked) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    std::fs::write(&plain, advertisement("0 0 9 9 re f", nothing)).unwrap();
    let names = [plain.to_str().unwrap(), locked.to_str().unwrap()];
    for password in ["a", ""] {
        tool(
            "qpdf",
            &["--encrypt", password, "b", "256", "--", names[0], names[1]],
        );
        refused(
            &std::fs::read(&locked).unwrap(),
            "the advertisement cannot be placed",
        );
    }
}
