//! What a house and a page say of the rules: severities, exceptions, and limits of `check`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spot::Spot;

/// Severities of rules by their ids (规则级别), each a word of [`Level`]. Ids and words are
/// judged by preflight, which knows the rules.
pub type Rules = BTreeMap<String, Spot<String>>;

/// How a rule is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The pages must not be printed like this.
    Error,
    /// It should be looked at before printing.
    Warning,
    /// It is only told.
    Note,
    /// It is not told.
    Off,
}

impl Level {
    /// The words for levels.
    pub const WORDS: [&str; 4] = ["error", "warning", "note", "off"];

    /// The level of a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "error" => Some(Self::Error),
            "warning" => Some(Self::Warning),
            "note" => Some(Self::Note),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

/// An exception to a rule (例外), with its reason: what the rule finds is then a note.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Except {
    /// The rule's id.
    #[schemars(length(min = 1))]
    pub rule: Spot<String>,
    /// The slot it is for; without it the whole page.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slot: Option<Spot<String>>,
    /// Why it may be so (理由), for whoever reads the report.
    #[schemars(length(min = 1))]
    pub reason: Spot<String>,
}

/// Limits by which rules judge (检查限度).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Check {
    /// Days that an issue's date may lie back before it is stale.
    pub past_days: u32,
    /// Days that it may lie ahead.
    pub future_days: u32,
    /// Lines that a slot may have left over before it is underfilled.
    pub spare_lines: u32,
    /// The least distance of text from the trim, in mm.
    #[schemars(range(min = 0, max = 50))]
    pub trim_distance: Spot<f64>,
}

impl Default for Check {
    fn default() -> Self {
        Self {
            past_days: 2,
            future_days: 14,
            spare_lines: 1,
            trim_distance: Spot::unplaced(5.0),
        }
    }
}
