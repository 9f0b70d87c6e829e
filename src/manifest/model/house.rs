//! What the house file can say: the newspaper, once for all its issues.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::manifest::fit::Filler;
use crate::manifest::print::Print;
use crate::manifest::rules::{Check, Level, Rules};
use crate::manifest::spot::Spot;

/// `dayang.toml`: the house, once for all issues.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The newspaper.
    pub paper: Paper,
    /// Font roles (字体): `song`, `hei`, `kai`, `fang`, each a list of families tried in order.
    #[schemars(with = "FontRoles")]
    pub fonts: BTreeMap<String, Vec<String>>,
    /// How pages are made for the press (印刷).
    #[serde(default)]
    pub print: Print,
    /// How finished files are named.
    #[serde(default)]
    pub delivery: Delivery,
    /// Severities of rules (规则级别), by their ids.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Level>")]
    pub rules: Rules,
    /// Limits by which rules judge (检查限度).
    #[serde(default)]
    pub check: Check,
    /// Limits that keep a broken layout from running for ever.
    #[serde(default)]
    pub limits: Limits,
    /// Short pieces that may fill gaps in any issue (补白), each once an issue.
    #[serde(default, rename = "filler")]
    pub fillers: Vec<Filler>,
}

/// Font roles (字体), each a list of families tried in order.
///
/// Only the schema is made of this type: the reader hands the roles on by name, and the
/// schema has made sure by then that they are these four.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontRoles {
    /// Song, for the body (宋体).
    #[schemars(length(min = 1))]
    pub song: Vec<String>,
    /// Hei, for headlines (黑体).
    #[schemars(length(min = 1))]
    pub hei: Vec<String>,
    /// Kai, for standfirsts and captions (楷体).
    #[schemars(length(min = 1))]
    pub kai: Vec<String>,
    /// Fangsong, for decks and bylines (仿宋).
    #[schemars(length(min = 1))]
    pub fang: Vec<String>,
}

/// The newspaper.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its name (报名).
    #[schemars(length(min = 1))]
    pub name: String,
    /// A short code for file names: letters, digits and hyphens (报纸代码).
    #[schemars(length(min = 1), regex(pattern = "^[A-Za-z0-9-]+$"))]
    pub code: Spot<String>,
    /// Its registration number (国内统一连续出版物号), for instance `CN 00-0000`.
    #[serde(default)]
    pub cn: Option<Spot<String>>,
    /// A picture of the name for the masthead (报头题字): SVG, PDF or a bitmap, put into inks; relative to
    /// `dayang.toml`. Without it the name is set in type.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub masthead: Option<Spot<String>>,
    /// The name in Latin letters, below the masthead's name, for instance `YANG BAO`.
    #[serde(default)]
    pub latin: Option<String>,
    /// Who is responsible for the paper and who runs it (主管、主办).
    #[serde(default)]
    pub sponsor: Option<String>,
    /// Who publishes it (出版).
    #[serde(default)]
    pub publisher: Option<String>,
    /// The editor-in-chief (总编辑).
    #[serde(default)]
    pub editor: Option<String>,
    /// Its address (社址).
    #[serde(default)]
    pub address: Option<String>,
    /// Six digits (邮政编码).
    #[serde(default)]
    pub postcode: Option<Spot<String>>,
    /// Telephone (电话).
    #[serde(default)]
    pub telephone: Option<Spot<String>>,
    /// Readers' hotline (新闻热线), also in the folio.
    #[serde(default)]
    pub hotline: Option<Spot<String>>,
    /// Advertising's telephone (广告热线).
    #[serde(default)]
    pub ad_hotline: Option<Spot<String>>,
    /// Its site, without `https://` (网址).
    #[serde(default)]
    pub website: Option<String>,
    /// The post office's distribution code (邮发代号), for instance `0-00`.
    #[serde(default)]
    pub postal: Option<Spot<String>>,
    /// The price of a copy (零售价), for instance `每份1.50元`.
    #[serde(default)]
    pub price: Option<String>,
    /// The price of a subscription (订价), for instance `全年360元`.
    #[serde(default)]
    pub subscription: Option<String>,
    /// Who prints it (印刷).
    #[serde(default)]
    pub printer: Option<String>,
    /// The licence to carry advertisements (广告经营许可证).
    #[serde(default)]
    pub licence: Option<String>,
}

/// How finished files are named, and where they are delivered. `{code}`, `{date}`, `{page}` and
/// `{number}` are filled in, and `{color}` with C or K (彩版、黑白版); `{version}` is A, and the next
/// letter for a page that is made again with other content (换版); `{edition}` is the edition's name
/// (地方版), and left out with what separates it where there is none.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Delivery {
    /// A page's file (单版文件名), for instance `{code}-{date}-{page}.pdf`; `{page}` has two digits.
    #[schemars(length(min = 1))]
    pub page: Spot<String>,
    /// The whole issue's file (整期文件名), for instance `{code}-{date}.pdf`.
    #[schemars(length(min = 1))]
    pub issue: Spot<String>,
    /// The folder that `dayang deliver` brings pages to (送版目录), for instance a plate-setter's hot
    /// folder (热文件夹): absolute, or relative to `dayang.toml`.
    #[schemars(length(min = 1))]
    pub folder: Option<Spot<String>>,
    /// Where files wait until they are whole, on the same file system as the folder; without it,
    /// `.dayang` in the folder.
    #[schemars(length(min = 1))]
    pub stage: Option<Spot<String>>,
    /// The ticket's file (出版工单); `{delivery}` counts the deliveries of an issue. The list of
    /// checksums has the same name with `.sha256`.
    #[schemars(length(min = 1))]
    pub ticket: Spot<String>,
    /// Whether only signed pages are delivered (签发后送版).
    pub signed: bool,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            page: Spot::unplaced("{code}-{date}-{edition}-{page}.pdf".into()),
            issue: Spot::unplaced("{code}-{date}-{edition}.pdf".into()),
            folder: None,
            stage: None,
            ticket: Spot::unplaced("{code}-{date}-{edition}-ticket-{delivery}.json".into()),
            signed: false,
        }
    }
}

/// Limits that keep a broken layout from running for ever.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Seconds an issue may take to compose.
    #[schemars(range(min = 1))]
    pub compose_seconds: u64,
    /// Megabytes of memory that the program may take for an issue (内存上限).
    #[schemars(range(min = 256))]
    pub compose_megabytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            compose_seconds: 60,
            compose_megabytes: crate::memory::USUAL,
        }
    }
}
