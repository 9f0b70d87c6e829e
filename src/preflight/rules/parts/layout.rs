//! Layouts, and what they say of their pages.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("layout", "a layout module is at fault").fixed(),
    Rule::error("layout-limit", "a layout's own limit is broken"),
    Rule::error("unknown-layout", "there is no such layout").fixed(),
    Rule::error("unknown-slot", "the layout has no such slot").fixed(),
    Rule::error("slot-kind", "a slot takes another kind of thing").fixed(),
    Rule::error("memory-limit", "composition takes memory without bounds").fixed(),
    Rule::error("time-limit", "composition does not come to an end").fixed(),
    Rule::error("ink", "a layout sets something in the wrong ink").fixed(),
    Rule::error("pdf", "a page cannot be exported").fixed(),
    Rule::error("pdf-x", "a page cannot be made a press file").fixed(),
];
