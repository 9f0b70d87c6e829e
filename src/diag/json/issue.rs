//! One issue in the report: its files, its pages and their states.

use schemars::JsonSchema;
use serde::Serialize;

use super::Fit;
use crate::deliver::ticket;
use crate::states::State;

/// One issue.
#[derive(Default, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IssueEntry {
    /// The issue as it was named on the command line.
    pub issue: String,
    /// Its date, if the manifest could be read.
    pub date: Option<String>,
    /// The files that were written; `check` writes none.
    pub files: Vec<String>,
    /// How each article fits its slot, if the pages could be composed.
    pub fit: Vec<Fit>,
    /// The pages that `build` and `deliver` made, each with its version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageEntry>,
    /// What `deliver` brought to the delivery folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Delivered>,
    /// What each page is, as `states` shows it and `sign`, `proofed` and `release` leave it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<StateEntry>,
}

/// A page that was made.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageEntry {
    /// Page number (版次).
    pub page: u32,
    pub file: String,
    /// A, and the next letter for other content than may be on a plate.
    pub version: String,
    /// The version that it takes the place of on the press.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Whether a plate must be made again.
    pub plate_again: bool,
}

/// What was delivered.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivered {
    /// The ticket's file; nothing if there was nothing to deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The pages that went, as the ticket has them.
    pub pages: Vec<ticket::Page>,
    /// The numbers of the pages that were there already.
    pub kept: Vec<u32>,
    /// The pages that did not go, each with why.
    pub held: Vec<ticket::Missing>,
}

/// The state of a page.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateEntry {
    /// Page number (版次).
    pub page: u32,
    pub state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The page as it was built last, against what it was then.
    pub now: Now,
}

/// A page as it was built last, against what it was when its state was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Now {
    /// It is the same.
    Same,
    /// It prints something else.
    Changed,
    /// It was not built.
    Unbuilt,
    /// Nothing is on record to compare it with.
    Unknown,
}
