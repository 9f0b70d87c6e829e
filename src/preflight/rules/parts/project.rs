//! The project, the house file, and how the program is used.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error(
        "project-missing",
        "no dayang.toml is found upward from the issue",
    )
    .fixed(),
    Rule::error("issue-missing", "there is no such issue").fixed(),
    Rule::error(
        "issue-outside-project",
        "the manifest lies outside the project",
    )
    .fixed(),
    Rule::error("page", "the issue has no such page").fixed(),
    Rule::error("output", "the pages cannot be written").fixed(),
    Rule::error("output-busy", "another run is writing there").fixed(),
    Rule::error("delivery-folder", "pages cannot be delivered there").fixed(),
    Rule::error("delivery-refused", "a file is not fit to be delivered").fixed(),
    Rule::error("fault", "the program failed on an issue").fixed(),
    Rule::error("cannot-write", "a file cannot be written").fixed(),
    Rule::error("new-layout", "a new layout's name or sketch cannot be used").fixed(),
    Rule::error("new-issue", "a new issue's day or number cannot be used").fixed(),
    Rule::error("watch-port", "watch cannot listen on its port").fixed(),
    Rule::error("paper-code", "the paper's code is not fit for file names").fixed(),
    Rule::error(
        "delivery-pattern",
        "a delivery pattern does not give good file names",
    )
    .fixed(),
    Rule::error("font-missing", "a role names a font that is not in fonts/"),
    Rule::error("font-broken", "a file of fonts/ cannot be used").fixed(),
    Rule::error("print-settings", "the [print] settings do not make a press").fixed(),
    Rule::error("print-profile", "the press profile cannot be used").fixed(),
    Rule::error("source-date-epoch", "SOURCE_DATE_EPOCH is not a time").fixed(),
    Rule::error("unknown-rule", "a setting or exception names no rule").fixed(),
    Rule::error("rule-level", "a rule is set to what is no severity").fixed(),
    Rule::error("fixed-rule", "a rule is set that is always an error").fixed(),
    Rule::warning(
        "unused-exception",
        "nothing breaks the rule that is excepted",
    ),
];
