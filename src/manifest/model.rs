//! What an issue manifest and the house file can say, as types.
//!
//! Each type derives its JSON Schema, so the schema that `dayang schema` prints, the
//! check that names every unknown key, and the reader can never disagree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::date::Date;
use super::fit::{Elastic, Filler, Fit, Span};
use super::print::Print;
use super::rules::{Check, Except, Level, Rules};
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

/// An article (稿件) and the slot or slots it runs through.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The slot the article fills (稿位). Either this or `slots`.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slot: Option<Spot<String>>,
    /// The slots it runs through, in order (转版); `"4:jump-1"` is a slot of page 4. The page
    /// numbers in the jump lines follow from this.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slots: Option<Spot<Vec<Spot<String>>>>,
    /// The article's file, relative to the manifest: Markdown (`.md`) or plain text (`.txt`).
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
    // The fields of [`Head`], repeated: a flattened field would lose the places of all
    // others and let unknown keys pass.
    /// Kicker, above the headline (引题). Wins over the article's front matter.
    #[serde(default)]
    pub kicker: Option<String>,
    /// Main headline, a string or one string a line (主题). Wins over the front matter.
    #[serde(default)]
    pub headline: Option<Lines>,
    /// Deck, below the headline, a string or one string a line (副题). Wins over the front matter.
    #[serde(default)]
    pub deck: Option<Lines>,
    /// Standfirst (提要). Wins over the article's front matter.
    #[serde(default)]
    pub standfirst: Option<String>,
    /// Byline (署名). Wins over the article's front matter.
    #[serde(default)]
    pub byline: Option<String>,
    /// Editor's note (编者按). Wins over the article's front matter.
    #[serde(default)]
    pub note: Option<String>,
    /// The headline's short form in jump lines (短题). Wins over the front matter.
    #[serde(default)]
    pub short: Option<String>,
    /// Pull quote, one sentence out of the article (引语). Wins over the front matter.
    #[serde(default)]
    pub quote: Option<String>,
    /// Parts of the article that are left out if the text is over (可撤): `kicker`, `deck`, `standfirst`,
    /// `byline`, `note`, `quote`, in the order in which they go.
    #[serde(default)]
    pub optional: Vec<Spot<String>>,
    /// What may give way so that the text ends on the slot's last line (弹性).
    #[serde(default)]
    pub elastic: Option<Elastic>,
    /// How the article was made to fit (排稿).
    #[serde(default)]
    pub fit: Option<Fit>,
}

impl Article {
    /// The headline group as the manifest has it; what is set wins over the front matter.
    pub fn head(&self) -> Head {
        Head {
            kicker: self.kicker.clone(),
            headline: self.headline.clone(),
            deck: self.deck.clone(),
            standfirst: self.standfirst.clone(),
            byline: self.byline.clone(),
            note: self.note.clone(),
            short: self.short.clone(),
            quote: self.quote.clone(),
        }
    }

    /// The slots the article runs through, in order, however they were written.
    pub fn slots(&self) -> impl Iterator<Item = &Spot<String>> {
        let many = self.slots.iter().flat_map(|slots| slots.iter());
        self.slot.iter().chain(many)
    }
}

/// A headline group (标题) as written in the manifest or in an article's front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Head {
    /// Kicker, above the headline (引题).
    pub kicker: Option<String>,
    /// Main headline, a string or one string a line (主题).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Lines>,
    /// Deck, below the headline, a string or one string a line (副题).
    pub deck: Option<Lines>,
    /// Standfirst (提要).
    pub standfirst: Option<String>,
    /// Byline (署名).
    pub byline: Option<String>,
    /// Editor's note, between headline and text (编者按).
    pub note: Option<String>,
    /// The headline's short form in jump lines (短题); it is not printed by itself.
    pub short: Option<String>,
    /// Pull quote, one sentence out of the article (引语).
    pub quote: Option<String>,
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
