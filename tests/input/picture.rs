//! Pictures and advertisements that are none.

use insta::assert_snapshot;

use crate::{refused, with};

#[test]
fn that_is_none() {
    let project = with("[[page.picture]]\nslot = \"photo\"\nfile = \"photo.jpg\"\n");
    project.write("issues/day/photo.jpg", "this is no picture");
    assert_snapshot!(refused(&project), @r#"
        error[layout]: failed to decode image (Format error decoding Jpeg: Error parsing image. Illegal start bytes:7468)
           ┌─ layouts/lib/picture.typ:37:5
           │
        37 │     image(file, width: 100%, height: height, fit: "cover")
           │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        1 error
        exit 1
        "#);
}

#[test]
fn advertisement_that_is_no_pdf() {
    let project = with("[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n");
    project.write("issues/day/ad.pdf", "this is no PDF");
    assert_snapshot!(refused(&project), @r#"
        error[ad-refused]: the advertisement cannot be placed: it is not a PDF (`ad.pdf`)
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
