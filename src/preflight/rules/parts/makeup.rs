//! Tables, teasers, jumps and furniture as make-up and copy find them.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("placed-twice", "one thing is placed twice").fixed(),
    Rule::error(
        "copyfit",
        "what the manifest asks for to make text fit cannot be done",
    )
    .fixed(),
    Rule::error("slot-full", "a slot has no room for one thing more").fixed(),
    Rule::error(
        "jump-empty",
        "nothing is left for the slot that an article runs on to",
    ),
    Rule::warning(
        "jump-short",
        "a part before or after a jump is shorter than the trade wants",
    ),
    Rule::error("teaser", "a teaser leads to an article that no page has").fixed(),
    Rule::error("table-type", "a table is neither TOML nor CSV").fixed(),
    Rule::error("table-size", "a table is too large").fixed(),
    Rule::error("table-empty", "a table has no columns or no rows").fixed(),
    Rule::error("table-column", "a table's column is not as columns are").fixed(),
    Rule::error("table-row", "a table's row has not a cell for each column").fixed(),
    Rule::error("table-cell", "a table's cell is no text or number").fixed(),
    Rule::error("table-csv", "a CSV file is broken").fixed(),
    Rule::error("headline-mark", "a mark in a headline is not as marks are").fixed(),
    Rule::error(
        "headline-shrunk",
        "a headline does not fit its place at the smallest size allowed",
    ),
    Rule::error(
        "paper-number",
        "one of the paper's numbers is not as such numbers are",
    ),
    Rule::error("masthead", "the paper's name cannot be set from its file").fixed(),
    Rule::error("ad-mark", "an advertisement does not say that it is one"),
    Rule::error(
        "ad-press",
        "an advertisement's colours cannot be made the press's",
    ),
];
