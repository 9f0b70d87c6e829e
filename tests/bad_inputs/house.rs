//! The house file, its fonts and its profile.

use crate::row::{HOUSE, Op, Row, add, edit, new, row};

pub fn rows() -> Vec<Row> {
    let paper = "code = \"YB\"";
    vec![
        row(
            "house-empty",
            "The house file is empty.",
            2,
            "manifest-empty",
            vec![new(HOUSE, "")],
        ),
        row(
            "house-utf16",
            "The house file is UTF-16.",
            2,
            "manifest-not-utf8",
            vec![new(HOUSE, b"\xff\xfe[\0p\0")],
        ),
        row(
            "house-gb18030",
            "The house file is GB 18030.",
            2,
            "manifest-not-utf8",
            vec![new(HOUSE, b"[paper]\nname = \"\xd1\xf9\xb1\xa8\"\n")],
        ),
        row(
            "house-syntax",
            "A quote is not closed.",
            2,
            "toml-syntax",
            vec![edit(HOUSE, "name = \"样报\"", "name = \"样报")],
        ),
        row(
            "house-unknown-key",
            "A key is misspelt.",
            2,
            "unknown-key",
            vec![edit(HOUSE, "publisher =", "pubilsher =")],
        ),
        row(
            "house-missing-key",
            "A role has no font.",
            2,
            "missing-key",
            vec![edit(
                HOUSE,
                "kai = [\"LXGW WenKai\", \"Noto Serif CJK SC\"]\n",
                "",
            )],
        ),
        row(
            "house-wrong-type",
            "A price is a number.",
            2,
            "wrong-type",
            vec![edit(HOUSE, "price = \"每份1.50元\"", "price = 1.5")],
        ),
        row(
            "house-code",
            "The paper's code has a slash in it.",
            1,
            "paper-code",
            vec![edit(HOUSE, paper, "code = \"Y/B\"")],
        ),
        row(
            "house-pattern-folder",
            "The delivery pattern names a folder.",
            1,
            "delivery-pattern",
            vec![edit(HOUSE, "{code}-{date}-{page}.pdf", "../{page}.pdf")],
        ),
        row(
            "house-pattern-placeholder",
            "The delivery pattern has an unknown placeholder.",
            1,
            "delivery-pattern",
            vec![edit(HOUSE, "{code}-{date}-{page}.pdf", "{code}-{pgae}.pdf")],
        ),
        row(
            "house-pattern-alike",
            "All pages would have one name.",
            1,
            "delivery-pattern",
            vec![edit(HOUSE, "{code}-{date}-{page}.pdf", "{code}.pdf")],
        ),
        row(
            "house-rule-unknown",
            "A rule is misspelt.",
            1,
            "unknown-rule",
            vec![add(HOUSE, "overste = \"warning\"\n")],
        ),
        row(
            "house-rule-level",
            "A rule's level is none.",
            1,
            "rule-level",
            vec![add(HOUSE, "picture-resolution = \"no\"\n")],
        ),
        row(
            "house-rule-fixed",
            "A rule is lowered that is always an error.",
            1,
            "fixed-rule",
            vec![add(HOUSE, "unknown-layout = \"off\"\n")],
        ),
        row(
            "house-masthead",
            "The masthead's picture is not there.",
            2,
            "masthead",
            vec![edit(HOUSE, paper, "code = \"YB\"\nmasthead = \"name.svg\"")],
        ),
    ]
}

pub fn fonts() -> Vec<Row> {
    vec![
        row(
            "font-missing",
            "A role names a font that is not there.",
            1,
            "font-missing",
            vec![edit(
                HOUSE,
                "song = [\"Noto Serif CJK SC\"]",
                "song = [\"Noto Serif CJK CS\"]",
            )],
        ),
        row(
            "font-none",
            "A file of fonts/ is no font.",
            2,
            "font-broken",
            vec![new("fonts/extra.otf", "this is no font")],
        ),
        row(
            "font-torn",
            "A font file is torn.",
            2,
            "font-broken",
            vec![Op::Half("fonts/LXGWWenKai-Regular.ttf")],
        ),
        row(
            "font-list",
            "The list of fonts of a project that names one that is not there.",
            1,
            "font-missing",
            vec![edit(HOUSE, "\"FandolFang R\", ", "\"FandolFan R\", ")],
        )
        .with(&["fonts"]),
    ]
}

pub fn profiles() -> Vec<Row> {
    let print = |profile: &str| {
        add(
            HOUSE,
            format!("\n[print]\ncondition = \"Press 3\"\nprofile = \"{profile}\"\n"),
        )
    };
    vec![
        row(
            "profile-missing",
            "The profile is not there.",
            2,
            "print-settings",
            vec![print("press.icc")],
        ),
        row(
            "profile-none",
            "The profile is none.",
            2,
            "print-settings",
            vec![new("press.icc", "no profile"), print("press.icc")],
        ),
        row(
            "profile-empty",
            "The profile is empty.",
            2,
            "print-settings",
            vec![new("press.icc", ""), print("press.icc")],
        ),
        row(
            "profile-outside",
            "The profile lies outside the project.",
            2,
            "print-settings",
            vec![print("../press.icc")],
        ),
        row(
            "profile-folder",
            "The profile is a folder.",
            2,
            "print-settings",
            vec![Op::Folder("press.icc"), print("press.icc")],
        ),
    ]
}
