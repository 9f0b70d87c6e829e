//! A house that is not in order.

use std::fs;

use insta::assert_snapshot;

use crate::{refused, small};

#[test]
fn naming_a_font_that_is_not_there() {
    let project = small();
    let house = project.read("dayang.toml");
    let fonts = house.find("[fonts]").unwrap();
    let end = fonts + house[fonts..].find("\n\n").unwrap();
    let roles = "[fonts]\nsong = [\"Noto Serif CJK SC\"]\nhei = [\"Noto Sans CJK CS\"]\nkai = [\"LXGW WenKai\"]\nfang = [\"FandolFang R\"]";
    project.write(
        "dayang.toml",
        format!("{}{roles}{}", &house[..fonts], &house[end..]),
    );
    assert_snapshot!(refused(&project), @r#"
    error[font-missing]: role `hei` names the font "Noto Sans CJK CS", which is not in fonts/
       ┌─ dayang.toml:26:8
       │
    26 │ hei = ["Noto Sans CJK CS"]
       │        ^^^^^^^^^^^^^^^^^^
       │
       = hint: did you mean "Noto Sans CJK SC"?

    1 error
    exit 1
    "#);
}

#[test]

fn with_a_broken_font() {
    let project = small();
    let font = "fonts/NotoSerifCJKSC-Regular.otf";
    let half = fs::read(project.path(font)).unwrap();
    project.write(font, &half[..half.len() / 2]);
    let told = refused(&project);
    assert!(told.contains("NotoSerifCJKSC-Regular.otf"), "{told}");
}

#[test]
fn with_a_profile_that_is_none() {
    let project = small();
    project.write("press.icc", "no profile");
    let house = project.read("dayang.toml");
    let print = "\n[print]\ncondition = \"Press 3\"\nprofile = \"press.icc\"\n";
    project.write("dayang.toml", format!("{house}{print}"));
    assert_snapshot!(refused(&project), @r#"
    error[print-settings]: the profile `press.icc` is not for this: this is not an ICC profile
       ┌─ dayang.toml:54:11
       │
    54 │ profile = "press.icc"
       │           ^^^^^^^^^^^

    1 error
    exit 2
    "#);
}

#[test]
fn with_a_profile_outside_the_project() {
    let project = small();
    let house = project.read("dayang.toml");
    let print = "\n[print]\ncondition = \"Press 3\"\nprofile = \"../press.icc\"\n";
    project.write("dayang.toml", format!("{house}{print}"));
    assert_snapshot!(refused(&project), @r#"
    error[print-settings]: cannot use the profile `../press.icc`: it leads out of the project
       ┌─ dayang.toml:54:11
       │
    54 │ profile = "../press.icc"
       │           ^^^^^^^^^^^^^^

    1 error
    exit 2
    "#);
}
