//! The manifest's syntax, structure and meaning.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("manifest-empty", "the file is empty").fixed(),
    Rule::error("manifest-too-large", "the file is too large for a manifest").fixed(),
    Rule::error("manifest-unreadable", "the file cannot be read").fixed(),
    Rule::error("manifest-not-utf8", "the file is not UTF-8").fixed(),
    Rule::error("toml-syntax", "the file is not TOML").fixed(),
    Rule::error("unknown-key", "a key that nobody knows").fixed(),
    Rule::error("missing-key", "a key that must be there is not").fixed(),
    Rule::error(
        "wrong-type",
        "a value is of another type than its key takes",
    )
    .fixed(),
    Rule::error("empty-value", "a value is empty").fixed(),
    Rule::error("number-out-of-range", "a number is outside its range").fixed(),
    Rule::error("wrong-date", "a date is not a day").fixed(),
    Rule::error("date-out-of-range", "the year is not one of 1900 to 2200"),
    Rule::error("no-pages", "the issue has no pages").fixed(),
    Rule::error("page-number-twice", "two pages have one number").fixed(),
    Rule::error("slot-missing", "an article names no slot").fixed(),
    Rule::error("slot-and-slots", "an article has both `slot` and `slots`").fixed(),
    Rule::error("slot-reference", "a slot is not named as slots are").fixed(),
    Rule::error("slot-used-twice", "two things fill one slot").fixed(),
    Rule::error("unknown-page", "a slot of a page that the issue has not").fixed(),
    Rule::error("article-placed-twice", "an article is placed twice").fixed(),
    Rule::error(
        "file-missing",
        "a file that the manifest names is not there",
    )
    .fixed(),
    Rule::error("file-outside-project", "a file lies outside the project").fixed(),
    Rule::error("file-unreadable", "a file cannot be read").fixed(),
    Rule::error(
        "picture-focus",
        "a picture's focus is not a point within it",
    )
    .fixed(),
    Rule::error("headline", "an article has a kicker and no headline"),
    Rule::error("edition", "editions of one date would overwrite each other").fixed(),
    Rule::error("page-state", "states.toml says what cannot be").fixed(),
    Rule::error("state-refused", "a page's state cannot be set so").fixed(),
    Rule::error("signed-page-changed", "a signed page would change").fixed(),
    Rule::warning(
        "unsigned-page",
        "a page is not delivered because nobody signed it",
    ),
];
