//! The ticket (出版工单): what came, what it is, and what it takes the place of, as JSON for the
//! plate-setter. `dayang schema ticket` prints its schema. Nothing in it is from a clock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Goes up when a field goes or changes its meaning; fields may come without.
pub const FORM: u32 = 1;

/// All pages of an issue as they are to be on the press after this delivery.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "ticket")]
pub struct Ticket {
    /// The version of this form: 1.
    pub version: u32,
    /// The newspaper.
    pub paper: Paper,
    /// Day of publication (出版日期), `2022-04-16`.
    pub date: String,
    /// Issue number (总第N期).
    pub number: u32,
    /// The edition (地方版), if there are several of this date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Which delivery of the issue this is, from 1.
    pub delivery: u32,
    /// Whether every page of the issue is there.
    pub complete: bool,
    /// The pages that are there, in order.
    pub pages: Vec<Page>,
    /// The pages that are not, each with why.
    pub missing: Vec<Missing>,
    /// The file that lists the checksums of the pages, for `sha256sum -c`.
    pub checksums: String,
}

/// The newspaper.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Paper {
    /// Its name (报名).
    pub name: String,
    /// Its code in file names (报纸代码).
    pub code: String,
}

/// A page (版).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Page number (版次).
    pub page: u32,
    /// What is to be done.
    pub action: Action,
    /// The file's name in the delivery folder.
    pub file: String,
    /// The page's version, A first.
    pub version: String,
    /// What is to be taken from the press for it (换版).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaced>,
    /// The page within the trim (成品尺寸), in mm.
    pub width: f64,
    pub height: f64,
    /// How far the content runs beyond the trim (出血), in mm.
    pub bleed: f64,
    /// How the page is booked: C in four colours (彩版), K in black (黑白版).
    pub color: Color,
    /// The plates (印版) that have something on them: C, M, Y, K and spot colours by their names.
    pub plates: Vec<String>,
    /// The printing condition (印刷条件) that the file was made for.
    pub condition: String,
    /// The file's size in bytes.
    pub bytes: u64,
    /// The checksum of the file.
    pub sha256: String,
    /// Who signed it, if its state says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
    /// Other editions of this date whose page has the very same content: one set of plates serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Same>,
}

/// What is to be done with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It came with this delivery, for the first time (出版).
    Plate,
    /// It came with this delivery and takes the place of another version (换版), or was asked for
    /// once more because a plate was spoilt (补版).
    PlateAgain,
    /// It came before, and nothing of it changed.
    Keep,
}

/// How a page is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Color {
    C,
    K,
}

/// What a page takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Replaced {
    pub version: String,
    pub file: String,
}

/// A signature (签发).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signed {
    pub by: String,
    pub at: String,
}

/// A page of another edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Same {
    /// Nothing for the edition that has no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    pub page: u32,
    pub file: String,
}

/// A page that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    pub page: u32,
    /// Why, for people.
    pub why: String,
}

impl Ticket {
    /// As text, with an end of line.
    pub fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
