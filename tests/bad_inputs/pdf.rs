//! Advertisements, and PDFs that are checked or compared.

use lopdf::{Dictionary, Document, Object, dictionary};

use crate::make::pdf::plain;
use crate::row::{ISSUE, Op, Row, add, new, row};

/// What the slot for advertisements of the small layout measures, pt.
const STRIP: (f32, f32) = (315.0, 54.0);

/// Pages of a size with something in their catalog.
fn pdf(
    size: (f32, f32),
    pages: usize,
    content: &str,
    more: impl FnOnce(&mut Document, &mut Dictionary),
) -> Vec<u8> {
    let mut made = plain(size, pages, content);
    let mut catalog = made.catalog().clone();
    more(&mut made.document, &mut catalog);
    *made.catalog() = catalog;
    made.saved()
}

fn advert(
    name: &'static str,
    what: &'static str,
    code: i32,
    rule: &'static str,
    bytes: impl AsRef<[u8]>,
) -> Row {
    row(
        name,
        what,
        code,
        rule,
        vec![new("issues/day/ad.pdf", bytes), placed()],
    )
}

fn placed() -> Op {
    add(
        ISSUE,
        "\n[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n",
    )
}

fn nothing(_: &mut Document, _: &mut Dictionary) {}

fn script(_: &mut Document, catalog: &mut Dictionary) {
    catalog.set(
        "OpenAction",
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") },
    );
}

fn locked(document: &mut Document, _: &mut Dictionary) {
    let encrypt = document.add_object(dictionary! {
        "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -4,
        "O" => Object::string_literal(vec![b'o'; 32]), "U" => Object::string_literal(vec![b'u'; 32]),
    });
    document.trailer.set("Encrypt", encrypt);
    document.trailer.set(
        "ID",
        vec![Object::string_literal("a"), Object::string_literal("a")],
    );
}

pub fn adverts() -> Vec<Row> {
    let sound = pdf(STRIP, 1, "0 0 0 1 k 9 9 20 20 re f", nothing);
    vec![
        row(
            "ad-missing",
            "The advertisement is not there.",
            2,
            "file-missing",
            vec![placed()],
        ),
        row(
            "ad-booked",
            "The place is booked, and nothing came.",
            1,
            "ad-empty",
            vec![add(ISSUE, "\n[[page.ad]]\nslot = \"strip\"\n")],
        ),
        row(
            "ad-awaited",
            "The place is booked at its size, and nothing came.",
            1,
            "ad-missing",
            vec![add(
                ISSUE,
                "\n[[page.ad]]\nslot = \"strip\"\nsize = [111.1, 19.05]\n",
            )],
        ),
        advert(
            "ad-text",
            "The advertisement is a text.",
            2,
            "ad-refused",
            "this is no PDF",
        ),
        advert(
            "ad-empty",
            "The advertisement is empty.",
            2,
            "ad-refused",
            "",
        ),
        advert(
            "ad-torn",
            "Three quarters of the advertisement are missing.",
            2,
            "ad-refused",
            &sound[..sound.len() / 4],
        ),
        advert(
            "ad-locked",
            "The advertisement is locked by a password.",
            2,
            "ad-refused",
            pdf(STRIP, 1, "", locked),
        ),
        advert(
            "ad-script",
            "The advertisement runs a script.",
            2,
            "ad-refused",
            pdf(STRIP, 1, "", script),
        ),
        advert(
            "ad-pages",
            "The advertisement has two pages.",
            2,
            "ad-refused",
            pdf(STRIP, 2, "", nothing),
        ),
        advert(
            "ad-size",
            "The advertisement is too high.",
            1,
            "ad-size",
            pdf((STRIP.0, 80.0), 1, "0 0 0 1 k 9 9 20 20 re f", nothing),
        ),
        advert(
            "ad-rgb",
            "The advertisement paints in RGB.",
            1,
            "ad-press",
            pdf(STRIP, 1, "1 0 0 rg 9 9 20 20 re f", nothing),
        ),
        row(
            "ad-booked-size",
            "It was booked at another size than the slot has.",
            1,
            "ad-size",
            vec![
                new("issues/day/ad.pdf", &sound),
                placed(),
                add(ISSUE, "size = [350, 120]\n"),
            ],
        ),
    ]
}

fn checked(
    name: &'static str,
    what: &'static str,
    code: i32,
    rule: &'static str,
    bytes: impl AsRef<[u8]>,
) -> Row {
    row(name, what, code, rule, vec![new("in.pdf", bytes)]).with(&["preflight", "in.pdf"])
}

pub fn preflighted() -> Vec<Row> {
    let sound = pdf(STRIP, 1, "0 0 0 1 k 9 9 20 20 re f", nothing);
    vec![
        row(
            "pdf-missing",
            "The file is not there.",
            2,
            "pdf-unreadable",
            vec![],
        )
        .with(&["preflight", "in.pdf"]),
        row(
            "pdf-folder",
            "The file is a folder.",
            2,
            "pdf-unreadable",
            vec![Op::Folder("in.pdf")],
        )
        .with(&["preflight", "in.pdf"]),
        checked(
            "pdf-text",
            "The file is a text.",
            2,
            "pdf-unreadable",
            "this is no PDF",
        ),
        checked("pdf-empty", "The file is empty.", 2, "pdf-unreadable", ""),
        checked(
            "pdf-head",
            "Nothing follows the head.",
            2,
            "pdf-unreadable",
            "%PDF-1.6\n",
        ),
        checked(
            "pdf-torn",
            "Three quarters of the file are missing.",
            2,
            "pdf-unreadable",
            &sound[..sound.len() / 4],
        ),
        checked(
            "pdf-locked",
            "The file is locked by a password.",
            2,
            "pdf-encrypted",
            pdf(STRIP, 1, "", locked),
        ),
        checked(
            "pdf-rgb",
            "The page paints in RGB.",
            1,
            "pdf-colour",
            pdf(STRIP, 1, "1 0 0 rg 9 9 20 20 re f", nothing),
        ),
        row(
            "pdf-size",
            "The page has another size than was asked for.",
            1,
            "pdf-size",
            vec![new("in.pdf", &sound)],
        )
        .with(&["preflight", "in.pdf", "--size", "350x120"]),
        row(
            "diff-missing",
            "One of two files to compare is not there.",
            2,
            "pdf-unreadable",
            vec![new("a.pdf", &sound)],
        )
        .with(&["diff", "a.pdf", "b.pdf"]),
    ]
}
