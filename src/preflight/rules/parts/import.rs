//! What `dayang import` finds in what newsrooms send.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("import-source", "a source cannot be read").fixed(),
    Rule::error("import-into", "there is no folder to import into").fixed(),
    Rule::error(
        "import-text",
        "an article that was written does not read back as it came",
    )
    .fixed(),
    Rule::error(
        "import-differs",
        "a file that came differs from the one that is there",
    )
    .fixed(),
    Rule::warning(
        "import-lost",
        "something of a source has no place in an article",
    ),
    Rule::warning("import-left-over", "something that came has no slot"),
    Rule::note(
        "import-changed",
        "something of a source is carried over in another form",
    ),
];
