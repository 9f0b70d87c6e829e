//! PDFs that break the rules of the press: a page of our own, which breaks none, changed in one
//! way each. The place is the page.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde_json::Value;

use crate::common::Project;

/// A rule, and what makes a sound page break it.
type Case = (&'static str, fn(&mut Document));

pub fn covered() -> Vec<&'static str> {
    let mut rules: Vec<&str> = cases().iter().map(|(rule, _)| *rule).collect();
    rules.extend(["pdf-pages", "pdf-size", "pdf-unreadable"]);
    rules
}

fn page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

/// Where the trim begins from the left.
fn trim(document: &mut Document) -> f32 {
    let sides = page(document).get(b"TrimBox").unwrap().as_array().unwrap();
    sides[0].as_float().unwrap()
}

/// Something of the page's resources.
fn resource(document: &mut Document, kind: &str, name: &str, object: Object) {
    let id = document.add_object(object);
    let mut resources = match page(document).get(b"Resources").unwrap().clone() {
        Object::Reference(id) => document.get_dictionary(id).unwrap().clone(),
        Object::Dictionary(dict) => dict,
        other => panic!("{other:?}"),
    };
    let mut of_kind = match resources.get(kind.as_bytes()) {
        Ok(Object::Reference(id)) => document.get_dictionary(*id).unwrap().clone(),
        Ok(Object::Dictionary(dict)) => dict.clone(),
        _ => Dictionary::new(),
    };
    of_kind.set(name, id);
    resources.set(kind, of_kind);
    page(document).set("Resources", resources);
}

/// Paints something under all else.
fn paint(document: &mut Document, content: &str) {
    let content = format!("q {content} Q\n");
    let first = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let page = page(document);
    let rest = match page.get(b"Contents").unwrap().clone() {
        Object::Array(rest) => rest,
        one => vec![one],
    };
    page.set("Contents", [vec![first.into()], rest].concat());
}

/// Writes something in one of the page's own fonts.
fn write(document: &mut Document, content: &str) {
    let id = document.page_iter().next().unwrap();
    let fonts = document.get_page_fonts(id).unwrap();
    let name = String::from_utf8(fonts.keys().next().unwrap().clone()).unwrap();
    paint(document, &content.replace("/F", &format!("/{name}")));
}

fn overprint() -> Object {
    dictionary! { "Type" => "ExtGState", "op" => true, "OP" => true, "OPM" => 1 }.into()
}

fn picture() -> Object {
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 40,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    Stream::new(dict, vec![0x55; 1600]).into()
}

fn cases() -> Vec<Case> {
    vec![
        ("pdf-version", |pdf| pdf.version = "2.0".into()),
        ("pdf-id", |pdf| drop(pdf.trailer.remove(b"ID"))),
        ("pdf-encrypted", |pdf| {
            let dict = dictionary! { "Filter" => "Other", "V" => 1 };
            let id = pdf.add_object(dict);
            pdf.trailer.set("Encrypt", id);
        }),
        ("pdf-action", |pdf| {
            let act = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") };
            pdf.catalog_mut().unwrap().set("OpenAction", act);
        }),
        ("pdf-packing", |pdf| {
            let dict = dictionary! { "Filter" => "LZWDecode" };
            pdf.add_object(Stream::new(dict, vec![0x80, 0x0b, 0x60]));
        }),
        ("pdf-outside", |pdf| {
            let dict = dictionary! { "F" => Object::string_literal("other.pdf") };
            pdf.add_object(Stream::new(dict, vec![]));
        }),
        ("pdf-object", |pdf| {
            let dict = dictionary! { "Type" => "XObject", "Subtype" => "PS" };
            let id = pdf.add_object(Stream::new(dict, b"showpage".to_vec()));
            resource(pdf, "XObject", "P", id.into());
        }),
        ("pdf-boxes", |pdf| {
            let sides: Vec<Object> = [1, 1, 99, 99].map(Object::Integer).to_vec();
            page(pdf).set("ArtBox", sides);
        }),
        ("pdf-turned", |pdf| page(pdf).set("Rotate", 90)),
        ("pdf-blending", |pdf| drop(page(pdf).remove(b"Group"))),
        ("pdf-annotation", |pdf| {
            let sides: Vec<Object> = [50, 50, 99, 99].map(Object::Integer).to_vec();
            let note = dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => sides };
            let id = pdf.add_object(note);
            page(pdf).set("Annots", vec![id.into()]);
        }),
        ("pdf-overprint", |pdf| {
            resource(pdf, "ExtGState", "Over", overprint());
            paint(pdf, "/Over gs 0 0 0 0 k 50 50 20 20 re f");
        }),
        ("pdf-content", |pdf| {
            paint(pdf, "/None gs 0 0 0 1 k 50 50 9 9 re f")
        }),
        ("pdf-colour", |pdf| paint(pdf, "1 0 0 rg 50 50 20 20 re f")),
        ("pdf-font", |pdf| {
            let font =
                dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Arial" };
            resource(pdf, "Font", "Bare", font.into());
            paint(pdf, "BT /Bare 9 Tf 50 50 Td (a) Tj ET");
        }),
        ("pdf-transfer", |pdf| {
            let state = dictionary! { "Type" => "ExtGState", "TR" => "Identity" };
            resource(pdf, "ExtGState", "Curve", state.into());
            paint(pdf, "/Curve gs 0 0 0 1 k 50 50 9 9 re f");
        }),
        ("pdf-intent", |pdf| {
            drop(pdf.catalog_mut().unwrap().remove(b"OutputIntents"))
        }),
        ("pdf-metadata", |pdf| {
            drop(pdf.catalog_mut().unwrap().remove(b"Metadata"))
        }),
        ("pdf-resolution", |pdf| {
            resource(pdf, "XObject", "Coarse", picture());
            paint(pdf, "q 90 0 0 90 50 50 cm /Coarse Do Q");
        }),
        ("pdf-hairline", |pdf| {
            paint(pdf, "0 0 0 1 K 0.1 w 50 50 m 150 50 l S")
        }),
        ("pdf-rich-black", |pdf| {
            write(pdf, ".6 .5 .5 1 k BT /F 8 Tf 50 50 Td <0001> Tj ET")
        }),
        ("pdf-reversed-type", |pdf| {
            write(
                pdf,
                "0 1 1 0 k 50 50 90 40 re f 0 0 0 0 k BT /F 6 Tf 60 60 Td <0001> Tj ET",
            );
        }),
        ("pdf-ink", |pdf| {
            paint(pdf, ".8 .7 .7 .5 k 50 50 50 50 re f")
        }),
        ("pdf-bleed", |pdf| {
            let left = trim(pdf);
            paint(pdf, &format!("1 0 0 0 k {left} 60 200 30 re f"));
        }),
        ("pdf-near-trim", |pdf| {
            let left = trim(pdf) + 5.0;
            let text = format!("0 0 0 1 k BT /F 9 Tf {left} 60 Td <0001> Tj ET");
            write(pdf, &text);
        }),
        ("pdf-black-overprint", |pdf| {
            write(
                pdf,
                "0 1 1 0 k 50 50 90 40 re f 0 0 0 1 k BT /F 9 Tf 60 60 Td <0001> Tj ET",
            );
        }),
    ]
}

fn preflight(project: &Project, arguments: &[&str]) -> Vec<Value> {
    let run = project.run(&[&["preflight", "--format", "json"], arguments].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

#[test]
fn a_sound_page_has_nothing_and_each_change_its_finding() {
    let project = Project::fixture("small").with_all_rules();
    project.build("issues/day");
    let sound = "out/2022-04-11/YB-2022-04-11-01.pdf";
    let found = preflight(&project, &[sound]);
    assert!(found.is_empty(), "{found:#?}");
    for (rule, change) in cases() {
        let mut document = Document::load(project.path(sound)).unwrap();
        change(&mut document);
        document.save(project.path(&format!("{rule}.pdf"))).unwrap();
    }
    let names: Vec<String> = cases()
        .iter()
        .map(|(rule, _)| format!("{rule}.pdf"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = preflight(&project, &names);
    // What is about the file as a whole has no page.
    let of_file = [
        "pdf-version",
        "pdf-id",
        "pdf-encrypted",
        "pdf-action",
        "pdf-packing",
        "pdf-outside",
        "pdf-object",
        "pdf-intent",
        "pdf-metadata",
    ];
    for (rule, _) in cases() {
        let file = format!("{rule}.pdf");
        let own: Vec<&Value> = found
            .iter()
            .filter(|one| one["place"]["file"] == *file)
            .collect();
        let hit = own.iter().find(|one| one["rule"] == rule);
        let hit = hit.unwrap_or_else(|| panic!("{rule}: {own:#?}"));
        assert_eq!(hit["page"] == 1, !of_file.contains(&rule), "{hit:#?}");
    }
}

#[test]
fn what_is_asked_of_a_file() {
    let project = Project::fixture("small").with_all_rules();
    project.build("issues/day");
    let sound = "out/2022-04-11/YB-2022-04-11-01.pdf";
    project.write("text.pdf", "this is no PDF");
    let rules = |arguments: &[&str]| -> Vec<(String, Value)> {
        let found = preflight(&project, arguments);
        let one = |one: &Value| {
            (
                one["rule"].as_str().unwrap().to_string(),
                one["page"].clone(),
            )
        };
        found.iter().map(one).collect()
    };
    assert_eq!(rules(&[sound, "--pages", "1", "--size", "141.1x211.7"]), []);
    assert_eq!(
        rules(&[sound, "--pages", "2"]),
        [("pdf-pages".to_string(), Value::Null)]
    );
    assert_eq!(
        rules(&[sound, "--size", "100x200"]),
        [("pdf-size".to_string(), 1.into())]
    );
    let unreadable = [("pdf-unreadable".to_string(), Value::Null)];
    assert_eq!(rules(&["text.pdf"]), unreadable);
    project.write("a\nb.pdf", "no PDF");
    let run = project.run(&["preflight", "a\nb.pdf", "--format", "github"]);
    assert!(
        run.stdout
            .starts_with("::error file=a%0Ab.pdf,title=pdf-unreadable::")
    );
    let run = project.run(&["preflight", "a\nb.pdf"]);
    assert_eq!(run.stdout, "a\u{fffd}b.pdf: not looked into\n");
    // A comparison names the file that cannot be read.
    for (arguments, file) in [
        (["text.pdf", sound], "text.pdf"),
        ([sound, "text.pdf"], "text.pdf"),
    ] {
        let run = project.run(&[&["diff", "--format", "json"], &arguments[..]].concat());
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["findings"][0]["place"]["file"], file);
        assert_eq!(run.code, 2);
    }
}
