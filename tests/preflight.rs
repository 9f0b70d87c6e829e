//! Any PDF by the rules of the press: what each rule finds, and that no file makes it hang.

mod common;

use common::make::pdf::{Pdf, rectangle};
use common::{Project, repository};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Stream, dictionary};
use serde_json::Value;

/// A PDF of one page, 200 × 100 pt trimmed, with 10 pt around it, that paints something.
fn pdf(content: &str) -> Vec<u8> {
    with(content, |_| dictionary! {})
}

fn with(content: &str, more: impl Fn(&mut Document) -> Dictionary) -> Vec<u8> {
    assert!(Content::decode(content.as_bytes()).is_ok());
    let mut document = Document::with_version("1.6");
    let mut resources = more(&mut document);
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    resources.set("Font", dictionary! { "F" => font });
    let over = dictionary! { "Type" => "ExtGState", "op" => true, "OP" => true, "OPM" => 1 };
    resources.set("ExtGState", dictionary! { "O" => over });
    let page = dictionary! {
        "Resources" => resources, "BleedBox" => rectangle([0.0, 0.0, 220.0, 120.0]),
        "MediaBox" => rectangle([0.0, 0.0, 220.0, 120.0]),
        "TrimBox" => rectangle([10.0, 10.0, 210.0, 110.0]),
    };
    Pdf::new(document, 1, content, page).saved()
}

/// A gray picture of some pixels, or a black-and-white one, as `/I`.
fn picture(width: i64, bits: i64) -> impl Fn(&mut Document) -> Dictionary {
    move |document| {
        let row = (width * bits).div_euclid(8) + 1;
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => width,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => bits,
        };
        let data = vec![0x55; usize::try_from(row * width).unwrap()];
        let picture = document.add_object(Stream::new(dict, data));
        dictionary! { "XObject" => dictionary! { "I" => picture } }
    }
}

/// What a file is told, as rule, severity and message.
fn findings(project: &Project, bytes: &[u8], more: &[&str]) -> Vec<(String, String, String)> {
    project.write("ad.pdf", bytes);
    let run = project.run(&[&["preflight", "ad.pdf", "--format", "json"], more].concat());
    assert!((0..=2).contains(&run.code), "{} {}", run.code, run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    (report["findings"].as_array().unwrap().iter())
        .inspect(|one| assert_eq!(one["place"]["file"], "ad.pdf"))
        .map(|one| {
            (
                text(&one["rule"]),
                text(&one["severity"]),
                text(&one["message"]),
            )
        })
        .collect()
}

#[test]
fn each_rule_finds_what_breaks_it_and_lets_pass_what_does_not() {
    let project = Project::house().with_all_rules();
    let ground = "0 1 1 0 k 20 20 100 50 re f";
    let cases: [(&str, &str, String, String); 9] = [
        (
            "pdf-hairline",
            "error",
            "0.1 w 20 20 m 120 20 l S".into(),
            "0.25 w 20 20 m 120 20 l S".into(),
        ),
        (
            "pdf-hairline",
            "error",
            "q 0.1 0 0 0.1 20 20 cm 2 w 0 0 m 900 0 l S Q".into(),
            "q 0.1 0 0 0.1 20 20 cm 3 w 0 0 m 900 0 l S Q".into(),
        ),
        (
            "pdf-hairline",
            "error",
            "0 0 0 1 k 20 20 100 0.1 re f".into(),
            "0 0 0 1 k 20 20 100 0.3 re f".into(),
        ),
        (
            "pdf-rich-black",
            "error",
            ".6 .5 .5 1 k BT /F 8 Tf 30 60 Td (a) Tj ET".into(),
            "0 0 0 1 k BT /F 8 Tf 30 60 Td (a) Tj ET".into(),
        ),
        (
            "pdf-rich-black",
            "error",
            ".6 .5 .5 1 k BT /F 2 Tf 4 0 0 4 30 60 Tm (a) Tj ET".into(),
            ".6 .5 .5 1 k BT /F 2 Tf 7 0 0 7 30 60 Tm (a) Tj ET".into(),
        ),
        (
            "pdf-reversed-type",
            "warning",
            format!("{ground} 0 0 0 0 k BT /F 6 Tf 30 40 Td (a) Tj ET"),
            format!("{ground} 0 0 0 0 k BT /F 9 Tf 30 40 Td (a) Tj ET"),
        ),
        (
            "pdf-ink",
            "error",
            ".8 .7 .7 .5 k 20 20 50 50 re f".into(),
            ".8 .7 .7 .2 k 20 20 50 50 re f".into(),
        ),
        (
            "pdf-black-overprint",
            "warning",
            format!("{ground} 0 0 0 1 k BT /F 9 Tf 30 40 Td (a) Tj ET"),
            format!("{ground} /O gs 0 0 0 1 k BT /F 9 Tf 30 40 Td (a) Tj ET"),
        ),
        (
            "pdf-near-trim",
            "note",
            "BT /F 9 Tf 12 60 Td (a) Tj ET".into(),
            "BT /F 9 Tf 30 60 Td (a) Tj ET".into(),
        ),
    ];
    for (rule, severity, wrong, sound) in cases {
        let found = findings(&project, &pdf(&wrong), &[]);
        let one = found.iter().find(|(id, ..)| id == rule);
        let one = one.unwrap_or_else(|| panic!("{rule} {wrong}: {found:#?}"));
        assert_eq!(one.1, severity);
        assert!(one.2.starts_with("page 1: "), "{}", one.2);
        let found = findings(&project, &pdf(&sound), &[]);
        assert!(
            found.iter().all(|(id, ..)| id != rule),
            "{rule} {sound}: {found:#?}"
        );
    }
}

#[test]
fn pictures_are_measured_where_they_stand() {
    let project = Project::house().with_all_rules();
    // 100 pixels on 72 pt are 100 an inch; on 36 pt, 200.
    let at = |size: u32| format!("q {size} 0 0 {size} 40 20 cm /I Do Q");
    let of = |bits, size| {
        let found = findings(&project, &with(&at(size), picture(100, bits)), &[]);
        let one = found.into_iter().find(|(id, ..)| id == "pdf-resolution");
        one.map(|(_, severity, _)| severity)
    };
    assert_eq!(of(8, 36), None);
    assert_eq!(of(8, 72).as_deref(), Some("warning"));
    assert_eq!(of(8, 80).as_deref(), Some("error"));
    assert_eq!(of(1, 36).as_deref(), Some("error"));
    assert_eq!(of(1, 12).as_deref(), Some("warning"));
    assert_eq!(of(1, 8), None);
}

#[test]
fn bleed_size_pages_fonts_and_colours() {
    let project = Project::house().with_all_rules();
    let rules = |bytes: &[u8], more: &[&str]| -> Vec<String> {
        let found = findings(&project, bytes, more);
        found.into_iter().map(|(rule, ..)| rule).collect()
    };
    let has =
        |bytes: &[u8], more: &[&str], rule: &str| rules(bytes, more).contains(&rule.to_string());
    let edge = pdf("1 0 0 0 k 10 10 200 30 re f");
    let bled = pdf("1 0 0 0 k 0 0 220 30 re f");
    assert!(has(&edge, &[], "pdf-bleed") && !has(&bled, &[], "pdf-bleed"));
    // 200 × 100 pt are 70.6 × 35.3 mm.
    assert!(
        has(&bled, &["--size", "70x40"], "pdf-size")
            && !has(&bled, &["--size", "70.6x35.3"], "pdf-size")
    );
    assert!(
        has(&bled, &["--pages", "2"], "pdf-pages") && !has(&bled, &["--pages", "1"], "pdf-pages")
    );
    let written = pdf("BT /F 9 Tf 30 60 Td (a) Tj ET");
    assert!(has(&written, &[], "pdf-font"));
    assert!(has(&pdf("1 0 0 rg 20 20 9 9 re f"), &[], "pdf-colour"));
    assert!(!has(&bled, &[], "pdf-colour"));
    assert_eq!(
        project.run(&["preflight", "ad.pdf", "--size", "wide"]).code,
        2
    );
}

#[test]
fn our_own_pages_are_sound_and_said_to_be_pdf_x() {
    let project = Project::fixture("small").with_all_rules();
    project.build("issues/day");
    let run = project.run(&[
        "preflight",
        "out/2022-04-11/YB-2022-04-11-01.pdf",
        "--deny",
        "warnings",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("1 page of 141.1 × 211.7 mm, PDF/X-4 by our checks"),
        "{}",
        run.stdout
    );
    let foreign = repository().join("issues/2022-04-16/ads/water.pdf");
    let run = project.run(&["preflight", foreign.to_str().unwrap()]);
    assert!(run.code < 2, "{}", run.stderr);
    assert!(run.stdout.contains("not PDF/X-4"), "{}", run.stdout);
}

#[test]
fn the_house_sets_severities_of_files_in_it() {
    let project = Project::house().with_all_rules();
    let house = project.read("dayang.toml");
    project.write(
        "dayang.toml",
        house.replace("[rules]\n", "[rules]\npdf-hairline = \"note\"\n"),
    );
    let found = findings(&project, &pdf("0.1 w 20 20 m 120 20 l S"), &[]);
    let one = found.iter().find(|(id, ..)| id == "pdf-hairline").unwrap();
    assert_eq!(one.1, "note");
}

#[test]
fn hostile_files_end_in_findings() {
    let project = Project::house().with_all_rules();
    let deep = format!("{}0.1 w 0 0 m 9 9 l S", "q ".repeat(100_000));
    let whole = pdf("BT /F 9 Tf 30 60 Td (a) Tj ET");
    let ring = with("/R Do", |document| {
        let id = document.new_object_id();
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => rectangle([0.0, 0.0, 9.0, 9.0]),
            "Resources" => dictionary! { "XObject" => dictionary! { "R" => id } },
        };
        document
            .objects
            .insert(id, Stream::new(dict, b"/R Do /R Do /R Do".to_vec()).into());
        dictionary! { "XObject" => dictionary! { "R" => id } }
    });
    let wild = "1e38 0 0 1e38 0 0 cm 1e38 1e38 m -1e38 0 l S 0 0 0 0 0 0 cm 0 0 1 1 re f \
                BT /F -1e30 Tf 0 0 0 0 0 0 Tm (a) Tj ET 1 2 3 k 1 K sc SCN";
    for bytes in [
        vec![],
        b"%PDF-1.6".to_vec(),
        vec![0xff; 4096],
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 40].to_vec(),
        pdf(&deep),
        ring,
        pdf(wild),
    ] {
        findings(&project, &bytes, &[]);
    }
    assert_eq!(project.run(&["preflight", "none.pdf"]).code, 2);
    assert_eq!(project.run(&["preflight", "."]).code, 2);
}
