//! How articles fit, in the report, and what would make them fit.

use schemars::JsonSchema;
use serde::Serialize;

/// How an article fits its slot.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// Page number (版次).
    pub page: u32,
    pub slot: String,
    /// The article's file as the manifest names it.
    pub article: String,
    /// Lines of all legs together.
    pub lines: usize,
    /// Characters that fill those lines.
    pub capacity: usize,
    /// Characters of the article's body.
    pub characters: usize,
    pub over_lines: usize,
    pub over_characters: usize,
    pub spare_lines: usize,
    pub spare_characters: usize,
    /// What gave way by itself, as layout and manifest allow, in words.
    pub changes: Vec<String>,
    /// Ways out that were tried and do fit, the one that costs least first (docs/copyfit.md).
    pub ways: Vec<Way>,
}

/// A way to make an article fit.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Way {
    /// Its rank, from 1.
    pub number: usize,
    /// `space`, `drop`, `crop`, `filler`, `headline-size`, `headline-lines`, `tighten`, `cut`, `swap` or
    /// `run-on`.
    pub kind: &'static str,
    /// What it does, in words.
    pub text: String,
    /// Lines that are spare once it is done.
    pub spare_lines: usize,
    /// What it changes in the manifest; nothing for a cut.
    pub edits: Vec<serde_json::Value>,
    /// What is to be cut in the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

/// Characters to be cut of an article.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cut {
    /// The article's file as the manifest names it.
    pub article: String,
    pub characters: usize,
    /// Whether whole sentences go.
    pub sentences: bool,
    pub paragraphs: Vec<Cutting>,
}

/// What is cut at the end of one paragraph.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cutting {
    /// The paragraph, from 1.
    pub paragraph: usize,
    /// The line of the article's file at which it begins.
    pub line: usize,
    pub characters: usize,
    /// Its last words; before a stroke what stays, after it what goes.
    pub end: String,
}
