//! Articles as they are read and cleaned.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("copy-type", "an article is neither Markdown nor plain text").fixed(),
    Rule::error("copy-size", "an article is too large").fixed(),
    Rule::error("copy-encoding", "an article's bytes are broken").fixed(),
    Rule::error("copy-front-matter", "an article's front matter has no end").fixed(),
    Rule::error("copy-control", "an article has a control character").fixed(),
    Rule::error(
        "copy-lost-character",
        "a character was lost before the article came",
    )
    .fixed(),
    Rule::error("copy-empty", "an article has no text").fixed(),
    Rule::warning("copy-unpaired", "a mark has no partner in its paragraph"),
    Rule::warning("copy-markdown", "Markdown that is not set stands as text"),
    Rule::warning("copy-headline", "an article has a second headline"),
    Rule::note("copy-joiner", "an article has word joiners of its own"),
];
