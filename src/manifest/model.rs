//! What an issue manifest and the house file can say, as types.
//!
//! Each type derives its JSON Schema, so the schema that `dayang schema` prints, the
//! check that names every unknown key, and the reader can never disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::spot::Spot;

/// `issue.toml`: one issue, its pages and what stands on them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The issue as a whole.
    pub issue: IssueHead,
    /// The pages, in any order.
    #[serde(default, rename = "page")]
    pub pages: Vec<Page>,
}

/// The issue as a whole.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueHead {
    /// Day of publication, as a TOML date: 2022-04-11.
    #[schemars(with = "String")]
    pub date: Spot<toml::value::Datetime>,
    /// Issue number (总第N期).
    pub number: Spot<u32>,
}

/// One page (版).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Page number (版次), from 1.
    pub number: Spot<u32>,
    /// Name of the section in the folio (版名), for instance 要闻.
    #[serde(default)]
    pub section: String,
    /// Layout module below `layouts/`, without `.typ`, for instance `broadsheet/inside`.
    pub layout: Spot<String>,
    /// Credits in the folio (责编、版式、校对), in the order they are printed.
    #[serde(default)]
    pub editors: Vec<String>,
    /// Articles on the page.
    #[serde(default, rename = "article")]
    pub articles: Vec<Article>,
    /// Pictures on the page.
    #[serde(default, rename = "picture")]
    pub pictures: Vec<Picture>,
    /// Advertisements on the page (广告).
    #[serde(default, rename = "ad")]
    pub ads: Vec<Ad>,
}

/// An article and the slot or slots it runs through.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The slot the article fills.
    #[serde(default)]
    pub slot: Option<Spot<String>>,
    /// The slots it runs through, in order; `"4:jump-1"` is a slot of page 4.
    #[serde(default)]
    pub slots: Option<Spot<Vec<Spot<String>>>>,
    /// The article's file, relative to the manifest: Markdown (`.md`) or plain text (`.txt`).
    pub file: Spot<String>,
    /// The headline group; what is set here wins over the article's front matter.
    #[serde(flatten)]
    pub head: Head,
}

/// A headline group (标题) as written in the manifest or in an article's front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Head {
    /// Kicker (引题), above the headline.
    pub kicker: Option<String>,
    /// Main headline (主题), a string or one string a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Lines>,
    /// Deck (副题), below the headline, a string or one string a line.
    pub deck: Option<Lines>,
    /// Standfirst (提要).
    pub standfirst: Option<String>,
    /// Byline (署名).
    pub byline: Option<String>,
}

/// One line or several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Lines {
    /// One line.
    One(String),
    /// A line each.
    Many(Vec<String>),
}

impl Lines {
    /// The lines, in order.
    pub fn lines(&self) -> Vec<&str> {
        match self {
            Self::One(line) => vec![line],
            Self::Many(lines) => lines.iter().map(String::as_str).collect(),
        }
    }
}

/// A picture in a slot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The slot the picture fills.
    pub slot: Spot<String>,
    /// The picture's file, relative to the manifest.
    pub file: Spot<String>,
    /// Caption (图片说明).
    #[serde(default)]
    pub caption: Option<String>,
    /// Credit (摄影), for instance a photographer's name.
    #[serde(default)]
    pub credit: Option<String>,
}

/// An advertisement in a slot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ad {
    /// The slot the advertisement fills.
    pub slot: Spot<String>,
    /// The advertisement's file, relative to the manifest.
    pub file: Spot<String>,
}

/// `dayang.toml`: the house, once for all issues.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The newspaper.
    pub paper: Paper,
    /// Font roles: `song`, `hei`, `kai`, `fang`, each a list of families tried in order.
    pub fonts: BTreeMap<String, Vec<String>>,
    /// How finished files are named.
    #[serde(default)]
    pub delivery: Delivery,
    /// Limits that keep a broken layout from running for ever.
    #[serde(default)]
    pub limits: Limits,
}

/// The newspaper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its name (报名).
    pub name: String,
    /// A short code for file names, letters and digits.
    pub code: Spot<String>,
    /// Its registration number (国内统一连续出版物号), for instance `CN 00-0000`.
    #[serde(default)]
    pub cn: Option<String>,
}

/// How finished files are named. `{code}`, `{date}`, `{page}` and `{number}` are filled in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Delivery {
    /// A page's file, for instance `{code}-{date}-{page}.pdf`; `{page}` has two digits.
    pub page: Spot<String>,
    /// The whole issue's file.
    pub issue: Spot<String>,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            page: Spot::unplaced("{code}-{date}-{page}.pdf".into()),
            issue: Spot::unplaced("{code}-{date}.pdf".into()),
        }
    }
}

/// Limits that keep a broken layout from running for ever.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Seconds an issue may take to compose.
    pub compose_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { compose_seconds: 60 }
    }
}
