//! Advertisements: placed at their exact size, and refused with the manifest's line when
//! they are not what was booked or hold what no page may.

mod common;

use std::fs;

use common::{Project, tool};
use lopdf::{Dictionary, Document, Object, dictionary};

const ISSUE: &str = "issues/2022-04-11";
const AD: &str = "issues/2022-04-11/ads/spring.pdf";

/// The sample with its advertisement changed.
fn with(change: impl FnOnce(&mut Document)) -> Project {
    let project = Project::sample("2022-04-11");
    let mut document = Document::load(project.path(AD)).unwrap();
    change(&mut document);
    document.save(project.path(AD)).unwrap();
    project
}

/// The only page's dictionary.
fn page(document: &mut Document) -> &mut Dictionary {
    let id = *document.get_pages().get(&1).unwrap();
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

fn rectangle(edges: [i64; 4]) -> Object {
    Object::Array(edges.map(Object::Integer).to_vec())
}

/// The build fails with a message that holds `why`, at the advertisement's line, and
/// nothing is written.
#[track_caller]
fn refused(project: &Project, code: i32, why: &str) {
    let run = project.run(&["build", ISSUE]);
    assert_eq!(run.code, code, "{}", run.stderr);
    assert!(run.stderr.contains(why), "{}", run.stderr);
    let manifest = project.read("issues/2022-04-11/issue.toml");
    let line = 1 + manifest
        .lines()
        .position(|line| line == "slot = \"foot\"")
        .unwrap();
    assert!(
        run.stderr.contains(&format!("issue.toml:{line}:8")),
        "{}",
        run.stderr
    );
    assert!(project.files("out").is_empty());
}

#[test]
fn an_advertisement_stands_at_its_exact_size() {
    let project = Project::sample("2022-04-11");
    project.build(ISSUE);
    let page = common::words(&project.path("out/2022-04-11/YB-2022-04-11-02.pdf"));
    let own = common::words(&project.path(AD));
    assert!(own.len() > 4);
    for word in own {
        let placed = page.iter().find(|placed| placed.text == word.text).unwrap();
        // Moved to the slot's corner, 73 lines down, and neither scaled nor cut.
        assert!(
            (placed.left - word.left - 53.2).abs() < 0.1,
            "{word:?} {placed:?}"
        );
        assert!(
            (placed.right - word.right - 53.2).abs() < 0.1,
            "{word:?} {placed:?}"
        );
        assert!(
            (placed.top - word.top - 98.0 - 73.0 * 11.25).abs() < 0.1,
            "{word:?} {placed:?}"
        );
    }
}

#[test]
fn a_wrong_size_is_an_error_with_both_sizes() {
    let project = with(|document| page(document).set("MediaBox", rectangle([0, 0, 999, 400])));
    refused(
        &project,
        1,
        "the advertisement is 352.4 × 141.1 mm, slot `foot` is 352.4 × 197.6 mm",
    );
}

#[test]
fn the_trim_counts_not_the_bleed() {
    let project = with(|document| {
        let page = page(document);
        page.set("MediaBox", rectangle([-10, -10, 1009, 570]));
        page.set("CropBox", rectangle([-10, -10, 1009, 570]));
        page.set(
            "TrimBox",
            Object::Array(vec![0.into(), 0.into(), 999.into(), Object::Real(560.25)]),
        );
    });
    project.build(ISSUE);
}

#[test]
fn two_pages_are_one_too_many() {
    let project = with(|document| {
        let first = *document.get_pages().get(&1).unwrap();
        let pages = document
            .catalog()
            .unwrap()
            .get(b"Pages")
            .unwrap()
            .as_reference()
            .unwrap();
        let pages = document
            .get_object_mut(pages)
            .unwrap()
            .as_dict_mut()
            .unwrap();
        pages.set("Kids", Object::Array(vec![first.into(), first.into()]));
        pages.set("Count", 2);
    });
    refused(&project, 2, "it has 2 pages; an advertisement has one");
}

#[test]
fn what_acts_or_points_elsewhere_is_refused() {
    let script = with(|document| {
        let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") };
        let action = document.add_object(action);
        document.catalog_mut().unwrap().set("OpenAction", action);
    });
    refused(&script, 2, "it has JavaScript");
    let launch = with(|document| {
        document.add_object(dictionary! { "S" => "Launch", "F" => Object::string_literal("x") });
    });
    refused(&launch, 2, "it has an action that leaves the file");
    let form = with(|document| {
        document
            .catalog_mut()
            .unwrap()
            .set("AcroForm", Dictionary::new());
    });
    refused(&form, 2, "it has a form to fill in");
}

#[test]
fn a_newer_version_is_refused() {
    let project = with(|document| document.version = "2.0".into());
    refused(
        &project,
        2,
        "the PDF is of version 2.0; ask for PDF/X-4 or PDF 1.7",
    );
}

#[test]
fn an_encrypted_file_is_refused() {
    let project = Project::sample("2022-04-11");
    let (plain, locked) = (project.path(AD), project.path("locked.pdf"));
    let (plain, locked) = (plain.to_str().unwrap(), locked.to_str().unwrap());
    tool("qpdf", &["--encrypt", "a", "b", "256", "--", plain, locked]);
    fs::copy(locked, plain).unwrap();
    refused(&project, 2, "the advertisement cannot be placed");
}

#[test]
fn broken_files_are_refused() {
    let project = Project::sample("2022-04-11");
    let whole = fs::read(project.path(AD)).unwrap();
    for bytes in [
        &b""[..],
        b"%PDF-1.7\n",
        b"GIF89a not a PDF",
        &whole[..whole.len() / 2],
    ] {
        project.write(AD, bytes);
        refused(&project, 2, "the advertisement cannot be placed");
    }
}

#[test]
fn colour_on_a_mono_page_is_refused() {
    let project = Project::sample("2022-04-11");
    project.replace(
        "issues/2022-04-11/issue.toml",
        "section = \"要闻\"",
        "section = \"要闻\"\nmono = true",
    );
    let why = "the advertisement cannot be printed: a text or drawing is not of black ink alone";
    refused(&project, 1, why);
}

#[test]
fn a_booked_place_is_shown_in_a_proof_only() {
    let project = Project::sample("2022-04-11");
    project.replace(
        "issues/2022-04-11/issue.toml",
        "file = \"ads/spring.pdf\"",
        "size = [352.4, 197.6]",
    );
    refused(
        &project,
        1,
        "the advertisement for slot `foot` of page 2 has not come",
    );
    let run = project.run(&["build", ISSUE, "--proof"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let text = common::text(&project.path("out/2022-04-11/proof-YB-2022-04-11-02.pdf"));
    assert!(text.contains("广告预留"), "{text}");
}

#[test]
fn a_booking_has_the_slots_size() {
    let project = Project::sample("2022-04-11");
    project.replace(
        "issues/2022-04-11/issue.toml",
        "file = \"ads/spring.pdf\"",
        "size = [350, 120]",
    );
    let run = project.run(&["build", ISSUE]);
    assert_eq!(run.code, 1);
    let why = "the advertisement is booked at 350.0 × 120.0 mm, slot `foot` is 352.4 × 197.6 mm";
    assert!(run.stderr.contains(why), "{}", run.stderr);
}
