//! What an issue manifest can say: the issue, its pages, and what stands on them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Article;
use crate::manifest::date::Date;
use crate::manifest::fit::{Filler, Span};
use crate::manifest::rules::Except;
use crate::manifest::spot::Spot;

/// `issue.toml`: one issue, its pages and what stands on them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The issue as a whole.
    pub issue: IssueHead,
    /// The pages, in any order.
    #[serde(default, rename = "page")]
    pub pages: Vec<Page>,
    /// Short pieces that may fill gaps (补白), each once, before those of the house.
    #[serde(default, rename = "filler")]
    pub fillers: Vec<Filler>,
}

/// The issue as a whole.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueHead {
    /// Day of publication (出版日期), a TOML date without quotes: `2022-04-11`.
    pub date: Spot<Date>,
    /// Issue number, counted from the first issue (总第N期).
    #[schemars(range(min = 1))]
    pub number: Spot<u32>,
    /// The edition (地方版), if there are several of one date: a short name for file names.
    #[serde(default)]
    #[schemars(length(min = 1), regex(pattern = "^[A-Za-z0-9-]+$"))]
    pub edition: Option<Spot<String>>,
    /// Whether what is elastic and optional gives way by itself where text does not fit; if not, it is
    /// only offered (弹性). `true` without it.
    #[serde(default = "yes")]
    pub elastic: bool,
}

/// The default of what is on unless it is switched off.
fn yes() -> bool {
    true
}

impl IssueHead {
    /// Day of publication.
    pub fn date(&self) -> Date {
        *self.date
    }

    /// The edition's name, if it has one.
    pub fn edition(&self) -> Option<&str> {
        self.edition.as_ref().map(|edition| edition.as_str())
    }
}

/// One page (版).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Page number (版次), from 1.
    #[schemars(range(min = 1))]
    pub number: Spot<u32>,
    /// Name of the section in the folio (版名), for instance 要闻.
    #[serde(default)]
    pub section: String,
    /// Layout module below `layouts/`, without `.typ`, for instance `broadsheet/inside` (版式).
    #[schemars(length(min = 1))]
    pub layout: Spot<String>,
    /// Credits in the folio (责编、版式、校对), in the order they are printed.
    #[serde(default)]
    pub editors: Vec<String>,
    /// Whether the page is printed in black ink alone (黑白版); otherwise in four colours (彩版).
    #[serde(default)]
    pub mono: bool,
    /// Articles on the page (稿件).
    #[serde(default, rename = "article")]
    pub articles: Vec<Article>,
    /// Pictures on the page (图片).
    #[serde(default, rename = "picture")]
    pub pictures: Vec<Picture>,
    /// Advertisements on the page (广告).
    #[serde(default, rename = "ad")]
    pub ads: Vec<Ad>,
    /// Tables on the page (表格): weather, prices, lottery numbers, a schedule.
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
    /// Teasers on the page (导读), each pointing at what stands on some page of the issue.
    #[serde(default, rename = "teaser")]
    pub teasers: Vec<Teaser>,
    /// Exceptions to rules (例外), each with its reason.
    #[serde(default, rename = "except")]
    pub excepts: Vec<Except>,
}

/// A picture in a slot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The slot the picture fills (图位).
    #[schemars(length(min = 1))]
    pub slot: Spot<String>,
    /// The picture's file, relative to the manifest.
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
    /// Caption (图片说明).
    #[serde(default)]
    pub caption: Option<String>,
    /// Which part a crop keeps (构图焦点): across and down, each from 0 to 1. Without it the
    /// middle.
    #[serde(default)]
    pub focus: Option<Spot<Vec<f64>>>,
    /// Credit (摄影), for instance a photographer's name.
    #[serde(default)]
    pub credit: Option<String>,
    /// Whether the picture is left out if the text around it, or next to it, is over (可撤).
    #[serde(default)]
    pub optional: bool,
    /// From how many to how many lines its slot may be high, to make the text next to it fit (弹性).
    #[serde(default)]
    pub height: Option<Spot<Span>>,
    /// The lines that its slot is high, caption included; those it loses go to the text next to it.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub lines: Option<Spot<u32>>,
    /// Which edge of its slot gives way, `top` or `bottom`; without it, the one at which text stands.
    #[serde(default)]
    pub edge: Option<Spot<String>>,
    /// Whether the picture is left out (撤下): its lines go to the text next to it.
    #[serde(default)]
    pub drop: bool,
}

/// An advertisement in a slot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ad {
    /// The slot the advertisement fills (广告位).
    #[schemars(length(min = 1))]
    pub slot: Spot<String>,
    /// The advertisement's file, relative to the manifest: a PDF or a picture. Without it
    /// the place is only booked (预留), and the page cannot be printed yet.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub file: Option<Spot<String>>,
    /// The size it was booked at (广告规格), width and height in mm. If it is given, the slot
    /// must have it; the material must have the slot's size in any case.
    #[serde(default)]
    pub size: Option<Spot<Vec<f64>>>,
    /// What marks it (广告标识): 广告 unless another is given, for instance 公益广告.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub mark: Option<Spot<String>>,
}

/// A table in a slot, which may take several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The slot the table stands in (表格位).
    #[schemars(length(min = 1))]
    pub slot: Spot<String>,
    /// The table's file, relative to the manifest: TOML (`.toml`) or CSV (`.csv`).
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
    /// Over the table (表题). Wins over the file's.
    #[serde(default)]
    pub title: Option<String>,
    /// A note below the table (表注). Wins over the file's.
    #[serde(default)]
    pub note: Option<String>,
    /// Who the numbers come from (资料来源). Wins over the file's.
    #[serde(default)]
    pub source: Option<String>,
}

/// A teaser (导读): its page number is that of the page where the file is placed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Teaser {
    /// The slot it stands in, with others, in the order of the manifest (导读位).
    #[schemars(length(min = 1))]
    pub slot: Spot<String>,
    /// What it points at: an article, picture or table that the manifest places.
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
    /// Its headline (导读标题); without it, the article's short headline or its first line.
    #[serde(default)]
    pub headline: Option<String>,
    /// A sentence below it (导读提要).
    #[serde(default)]
    pub text: Option<String>,
}
