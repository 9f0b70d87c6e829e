//! Pictures of every form.

use crate::make::{bitmap, broken, pdf};
use crate::row::{ISSUE, Op, Row, add, new, row};

fn picture(
    name: &'static str,
    what: &'static str,
    code: i32,
    rule: &'static str,
    file: &'static str,
    bytes: impl AsRef<[u8]>,
) -> Row {
    let path: &'static str = Box::leak(format!("issues/day/{file}").into_boxed_str());
    row(name, what, code, rule, vec![new(path, bytes), placed(file)])
}

fn placed(file: &str) -> Op {
    add(
        ISSUE,
        format!("\n[[page.picture]]\nslot = \"photo\"\nfile = \"{file}\"\n"),
    )
}

pub fn rows() -> Vec<Row> {
    let jpeg = bitmap::jpeg(600, 400);
    let png = bitmap::png(600, 400, |x, y| [x as u8, y as u8, 90]);
    vec![
        row(
            "picture-missing",
            "The picture is not there.",
            2,
            "file-missing",
            vec![placed("photo.jpg")],
        ),
        picture(
            "picture-empty",
            "The picture is empty.",
            2,
            "picture-damaged",
            "p.jpg",
            b"",
        ),
        picture(
            "picture-text",
            "The picture is a text.",
            2,
            "picture-format",
            "p.jpg",
            "this is no picture",
        ),
        picture(
            "picture-gif",
            "The picture is a GIF.",
            2,
            "picture-format",
            "p.gif",
            b"GIF89a\x01\0\x01\0",
        ),
        picture(
            "picture-jpeg-head",
            "A JPEG ends after its head.",
            2,
            "picture-damaged",
            "p.jpg",
            &jpeg[..40],
        ),
        picture(
            "picture-jpeg-half",
            "Half of a JPEG is missing.",
            2,
            "picture-damaged",
            "p.jpg",
            &jpeg[..jpeg.len() / 2],
        ),
        picture(
            "picture-jpeg-profile",
            "A JPEG has a profile that is none, and the desk wants none such.",
            1,
            "picture-profile",
            "p.jpg",
            bitmap::odd_jpeg(),
        )
        .with(&["build", "issues/day", "--deny", "picture-profile"]),
        picture(
            "picture-ink",
            "A JPEG has more ink than the press takes, and the desk wants none thinned.",
            1,
            "picture-ink",
            "p.jpg",
            bitmap::heavy_jpeg(),
        )
        .with(&["build", "issues/day", "--deny", "picture-ink"]),
        picture(
            "picture-png-half",
            "Half of a PNG is missing.",
            2,
            "picture-damaged",
            "p.png",
            &png[..png.len() / 2],
        ),
        picture(
            "picture-png-bomb",
            "A PNG claims 60,000 × 60,000 pixels.",
            2,
            "picture-size",
            "p.png",
            broken::bomb(),
        ),
        picture(
            "picture-small",
            "The picture has too few pixels for its slot.",
            1,
            "picture-resolution",
            "p.png",
            bitmap::png(40, 30, |x, y| [x as u8, y as u8, 90]),
        ),
        picture(
            "picture-tiff",
            "A TIFF is torn.",
            2,
            "picture-damaged",
            "p.tif",
            broken::tiff_head(),
        ),
        picture(
            "picture-webp",
            "A WebP is torn.",
            2,
            "picture-damaged",
            "p.webp",
            broken::webp_head(),
        ),
        picture(
            "picture-svg",
            "An SVG is no XML.",
            2,
            "picture-vector",
            "p.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><g>",
        ),
        picture(
            "picture-svg-link",
            "An SVG names another file.",
            2,
            "picture-vector",
            "p.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><image href=\"x.png\" width=\"5\" height=\"5\"/></svg>",
        ),
        picture(
            "picture-svg-entity",
            "An SVG unfolds without end.",
            2,
            "picture-vector",
            "p.svg",
            broken::unfolding_svg(),
        ),
        picture(
            "picture-pdf",
            "A PDF picture is torn.",
            2,
            "picture-damaged",
            "p.pdf",
            b"%PDF-1.6\n",
        ),
        picture(
            "picture-pdf-pages",
            "A PDF picture has several pages.",
            2,
            "picture-vector",
            "p.pdf",
            pdf::plain((300.0, 200.0), 3, "0 0 0 1 k 9 9 20 20 re f").saved(),
        ),
        row(
            "picture-focus",
            "A picture's focus lies outside it.",
            1,
            "picture-focus",
            vec![
                new("issues/day/p.jpg", &jpeg),
                placed("p.jpg"),
                add(ISSUE, "focus = [0.5, 1.5]\n"),
            ],
        ),
        row(
            "picture-link",
            "A picture is a link that leads out of the project.",
            2,
            "file-outside-project",
            vec![Op::Link("issues/day/p.jpg", "/etc/passwd"), placed("p.jpg")],
        ),
    ]
}
