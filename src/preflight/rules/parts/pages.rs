//! The plan, and the finished pages read back.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("empty-slot", "a slot that must be filled is empty").fixed(),
    Rule::error("overset", "an article is longer than its slot").fixed(),
    Rule::error(
        "too-high",
        "a picture or crosshead is higher than every leg",
    )
    .fixed(),
    Rule::error("jump", "an article runs on where it cannot").fixed(),
    Rule::error(
        "text-conservation",
        "the pages are not the copy, character by character",
    )
    .fixed(),
    Rule::error("missing-glyph", "no font of the role has a character").fixed(),
    Rule::warning(
        "widow",
        "a paragraph's last line stands alone at a column's head",
    ),
    Rule::error("page-changed", "a page is not as it was"),
];
