//! Advertisements that a press cannot take, each at the manifest's line.

use lopdf::{Document, Object, Stream, dictionary};

use super::common::{Project, tool};
use super::{ISSUE, LAYOUT};

/// 315 × 31.5 pt, the place that is booked.
fn advertisement(
    content: &str,
    change: impl FnOnce(&mut Document, &mut lopdf::Dictionary),
) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let mut resources = lopdf::Dictionary::new();
    change(&mut document, &mut resources);
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 315.into(), 31.5.into()],
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn with_ad(bytes: &[u8]) -> Project {
    let project = Project::house();
    project
        .write("layouts/test/inked.typ", LAYOUT)
        .write(
            "issues/day/issue.toml",
            format!("{ISSUE}[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n"),
        )
        .write("issues/day/story.md", "# 标题\n\n正文一段，共有几个字。\n")
        .write("issues/day/ad.pdf", bytes);
    project
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let project = with_ad(bytes);
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
    with_ad(&advertisement("0 0 0 1 k 0 0 100 20 re f", nothing)).build("issues/day");
}

/// A drawing booked as an advertisement has its place's proportions too.
#[test]
fn a_drawing_of_other_proportions() {
    let project = with_ad(b"");
    project.replace("issues/day/issue.toml", "ad.pdf", "ad.svg");
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
