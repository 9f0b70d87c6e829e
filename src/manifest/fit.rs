//! What a manifest says of copyfit (排稿): what may give way, and what was chosen to.

use schemars::JsonSchema;
use serde::Deserialize;

use super::spot::Spot;

/// The parts of an article that may be optional.
pub const PARTS: [&str; 6] = ["kicker", "deck", "standfirst", "byline", "note", "quote"];

/// From so many to so many lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// At least.
    pub min: i32,
    /// At most.
    pub max: i32,
}

/// What may give way in an article's slot so that its text ends on the last line (弹性). What is said
/// here wins over the layout's slot, key by key.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Elastic {
    /// Lines that the space above and below the headline group may lose (below 0) and gain.
    pub head: Option<Spot<Span>>,
    /// Lines that the space at each crosshead may gain.
    #[schemars(range(max = 4))]
    pub crosshead: Option<Spot<u32>>,
    /// Height of pictures in the text, in lines.
    pub picture: Option<Spot<Span>>,
    /// Whether a gap at the text's end may be filled from the list of fillers (补白).
    pub filler: Option<bool>,
}

/// How an article was made to fit (排稿), beside what is elastic. `dayang fit --apply` writes this.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fit {
    /// Lines that the space above and below the headline group gains, or loses (below 0).
    #[schemars(range(min = -20, max = 40))]
    pub space: Option<Spot<i32>>,
    /// By how many points the headline is smaller than the layout sets it; larger below 0.
    #[schemars(range(min = -60, max = 60))]
    pub smaller: Option<Spot<i32>>,
    /// The most lines that the headline takes; its own lines are joined if there are more.
    #[schemars(range(min = 1))]
    pub headline_lines: Option<Spot<u32>>,
    /// Lines of air that a box gives to its text: 1 below it, 2 above as well.
    #[schemars(range(max = 2))]
    pub tighten: Option<Spot<u32>>,
    /// Lines by which the pictures in the text are lower.
    #[schemars(range(max = 200))]
    pub crop: Option<Spot<u32>>,
    /// Parts that are left out: `kicker`, `deck`, `standfirst`, `byline`, `note` or `quote`.
    pub drop: Vec<Spot<String>>,
}

/// A short piece that fills a gap (补白).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filler {
    /// Its file, relative to the file that names it: Markdown (`.md`) or plain text (`.txt`).
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
}
