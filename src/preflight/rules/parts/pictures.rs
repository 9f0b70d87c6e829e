//! Pictures as they are made ready.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("picture-file", "a picture in an article cannot be used").fixed(),
    Rule::error(
        "picture-format",
        "a picture is of a kind that is not printed",
    )
    .fixed(),
    Rule::error("picture-damaged", "a picture's file is damaged").fixed(),
    Rule::error("picture-size", "a picture has too many pixels").fixed(),
    Rule::error("picture-vector", "a drawing cannot be placed").fixed(),
    Rule::error("picture-box", "a picture's slot has no size").fixed(),
    Rule::error("picture-fault", "a picture cannot be made ready").fixed(),
    Rule::error(
        "picture-resolution",
        "a picture has too few pixels for its size",
    ),
    Rule::warning(
        "picture-profile",
        "a picture's colours are of another press or unknown",
    ),
    Rule::warning("picture-ink", "a picture had too much ink and was thinned"),
];
