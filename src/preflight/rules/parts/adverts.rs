//! Advertisements as they are looked over.

use super::Rule;

pub const RULES: &[Rule] = &[
    Rule::error("ad-missing", "a booked advertisement has not come"),
    Rule::error("ad-size", "an advertisement is not of its slot's size"),
    Rule::error("ad-empty", "an advertisement has neither file nor size").fixed(),
    Rule::error("ad-refused", "an advertisement's PDF cannot be placed").fixed(),
];
