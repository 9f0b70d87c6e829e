//! PDF files by the rules of the press: our own pages and an advertiser's.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("pdf-unreadable", "the PDF cannot be read").fixed(),
    Rule::error("pdf-encrypted", "the PDF is encrypted"),
    Rule::error("pdf-version", "the PDF is newer than PDF 1.6"),
    Rule::error("pdf-id", "the PDF has no ID"),
    Rule::error("pdf-action", "the PDF holds something that acts"),
    Rule::error(
        "pdf-packing",
        "a stream is packed in a way presses do not read",
    ),
    Rule::error("pdf-outside", "a part of the PDF stands in another file"),
    Rule::error("pdf-object", "the PDF holds PostScript, OPI or alternates"),
    Rule::error("pdf-boxes", "a page's boxes are not in order"),
    Rule::error("pdf-turned", "a page is turned or has a unit of its own"),
    Rule::error("pdf-blending", "a page or group does not blend in CMYK"),
    Rule::error("pdf-annotation", "an annotation lies on a page"),
    Rule::error("pdf-overprint", "white overprints and would vanish"),
    Rule::error("pdf-mono", "a page of black ink alone has colour"),
    Rule::error("pdf-content", "a page's content is broken"),
    Rule::error("pdf-colour", "RGB, Lab or calibrated colour"),
    Rule::error("pdf-font", "a font is not embedded"),
    Rule::error("pdf-transfer", "a transfer curve or halftone of its own"),
    Rule::error("pdf-intent", "no output intent with a press's profile"),
    Rule::error("pdf-metadata", "the PDF does not say that it is PDF/X-4"),
    Rule::error("pdf-pages", "the PDF has not the pages it should"),
    Rule::error("pdf-size", "a page of the PDF has not the size it should"),
    Rule::error(
        "pdf-resolution",
        "a picture in the PDF has too few pixels for its size",
    ),
    Rule::error("pdf-hairline", "a line in the PDF is thinner than 0.25 pt"),
    Rule::error(
        "pdf-rich-black",
        "small type in the PDF is of two inks or more",
    ),
    Rule::warning("pdf-reversed-type", "white type in the PDF is too small"),
    Rule::error(
        "pdf-ink",
        "a ground in the PDF has more ink than newsprint takes",
    ),
    Rule::note(
        "pdf-bleed",
        "something touches the PDF's trim without bleed",
    ),
    Rule::note("pdf-near-trim", "text in the PDF stands too near the trim"),
    Rule::warning(
        "pdf-black-overprint",
        "small black type in the PDF knocks out what is under it",
    ),
];
