//! Pictures and advertisements that are none.

use insta::assert_snapshot;

use crate::{refused, with};

#[test]
fn that_is_none() {
    let project = with("[[page.picture]]\nslot = \"photo\"\nfile = \"photo.jpg\"\n");
    project.write("issues/day/photo.jpg", "this is no picture");
    assert_snapshot!(refused(&project), @r#"
    error[picture-format]: the picture `issues/day/photo.jpg` is of no kind that can be printed
       ┌─ issues/day/issue.toml:15:8
       │
    15 │ slot = "photo"
       │        ^^^^^^^
       │
       ┌─ layouts/test/page.typ:21:5
       │
    21 │     photo: (kind: "picture", area: (0, 26, 2, 8), optional: true),
       │     ----- the slot
       │
       = hint: save it as JPEG, PNG, TIFF, WebP, SVG or PDF

    1 error
    exit 2
    "#);
}

#[test]
fn advertisement_that_is_no_pdf() {
    let project = with("[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n");
    project.write("issues/day/ad.pdf", "this is no PDF");
    assert_snapshot!(refused(&project), @r#"
    error[ad-refused]: the advertisement cannot be placed: it is not a PDF (`issues/day/ad.pdf`)
       ┌─ issues/day/issue.toml:15:8
       │
    15 │ slot = "strip"
       │        ^^^^^^^
       │
       ┌─ layouts/test/page.typ:22:5
       │
    22 │     strip: (kind: "ad", area: (0, 35, 3, 5), optional: true),
       │     ----- the slot

    1 error
    exit 2
    "#);
}
