//! A page layout as plain data: sheet, grid and named slots, known before anything is set.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::area::Divided;
use super::elastic::Elastic;
use super::gallery::Arrangement;
use super::legs::{Air, Hole, cut};
use super::outline::{self, Edges};
use crate::diag::{Place, SourceText};

/// A page layout, read from a module below `layouts/`. All lengths are in pt.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its name in manifests, for instance `broadsheet/inside`.
    pub name: String,
    /// The module's text, for findings.
    pub source: Arc<SourceText>,
    pub sheet: Sheet,
    pub grid: Grid,
    /// Pixels per inch to which pictures are scaled down.
    pub ppi: f64,
    /// By name.
    pub slots: BTreeMap<String, Slot>,
}

impl Layout {
    /// The place of a slot in the module, or of the module's `layout` where it is not found.
    pub fn place(&self, slot: &str) -> Place {
        match self.slots.get(slot) {
            Some(slot) => Place::text(&self.source, slot.range.clone()),
            None => Place::text(&self.source, 0..0),
        }
    }

    /// The slots that stand inside a slot.
    pub fn inside<'a>(&'a self, host: &'a str) -> impl Iterator<Item = &'a Slot> {
        (self.slots.values()).filter(move |slot| slot.inside.as_deref() == Some(host))
    }

    /// The legs of a slot, cut around those slots inside it that are filled.
    pub fn legs(&self, host: &Slot, filled: &dyn Fn(&str) -> bool) -> Vec<Leg> {
        (self.inside(&host.name))
            .filter(|slot| filled(&slot.name))
            .fold(host.whole.clone(), |legs, slot| {
                let hole = Hole::new(&self.grid, &host.area, &slot.area);
                cut(&legs, &hole, &Air::usual(&self.grid))
            })
    }
}

/// The trimmed sheet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sheet {
    /// Width in pt.
    pub width: f64,
    /// Height in pt.
    pub height: f64,
}

/// The grid of base columns (基本栏) and body lines that everything on the page stands on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Grid {
    /// Base columns across the type area.
    pub columns: usize,
    /// Characters of body type on a line of one base column.
    pub characters: usize,
    /// Lines of body type down the type area.
    pub lines: usize,
    /// Size of the body type, pt.
    pub body: f64,
    /// Distance from line to line, pt.
    pub pitch: f64,
    /// Gap between base columns, pt.
    pub gutter: f64,
    /// Distance from a line's top to its baseline, pt.
    pub ascent: f64,
    /// Left edge of the type area (版心) on the sheet, pt.
    pub left: f64,
    /// Top edge of the type area on the sheet, pt.
    pub top: f64,
}

impl Grid {
    /// Width of some base columns with the gaps between them, pt.
    pub fn width(&self, columns: f64) -> f64 {
        columns * self.step() - self.gutter
    }

    /// From one base column's left edge to the next one's, pt.
    pub fn step(&self) -> f64 {
        self.characters as f64 * self.body + self.gutter
    }

    /// Left edge of a base column on the sheet, pt; columns count from 0.
    pub fn x(&self, column: f64) -> f64 {
        self.left + column * self.step()
    }

    /// Top of a line on the sheet, pt; lines count from 0.
    pub fn y(&self, line: usize) -> f64 {
        self.top + line as f64 * self.pitch
    }
}

/// What a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// An article (稿件).
    Article,
    /// A picture (图片).
    Picture,
    /// An advertisement (广告).
    Ad,
    /// Several short articles as one text (简讯).
    Briefs,
    /// Several pictures (组图).
    Gallery,
    /// Tables (表格).
    Table,
    /// Teasers (导读).
    Teasers,
}

impl SlotKind {
    /// The word used in layouts and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Picture => "picture",
            Self::Ad => "ad",
            Self::Briefs => "briefs",
            Self::Gallery => "gallery",
            Self::Table => "table",
            Self::Teasers => "teasers",
        }
    }

    /// What the trade calls it in Chinese.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Article => "稿件",
            Self::Picture => "图片",
            Self::Ad => "广告",
            Self::Briefs => "简讯",
            Self::Gallery => "组图",
            Self::Table => "表格",
            Self::Teasers => "导读",
        }
    }

    /// All kinds, in the order in which they are named to a user.
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Picture,
        Self::Ad,
        Self::Briefs,
        Self::Gallery,
        Self::Table,
        Self::Teasers,
    ];

    /// What it takes, in a message.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Article => "an article",
            Self::Picture => "a picture",
            Self::Ad => "an ad",
            Self::Briefs => "briefs",
            Self::Gallery => "pictures of a group",
            Self::Table => "a table",
            Self::Teasers => "teasers",
        }
    }

    /// The entry of the manifest that fills it, `[[page.…]]`.
    pub fn entry(self) -> &'static str {
        match self {
            Self::Article | Self::Briefs => "article",
            Self::Picture | Self::Gallery => "picture",
            Self::Ad => "ad",
            Self::Table => "table",
            Self::Teasers => "teaser",
        }
    }

    /// Whether several things may stand in it.
    pub fn several(self) -> bool {
        !matches!(self, Self::Article | Self::Picture | Self::Ad)
    }

    /// Whether text runs through its legs.
    pub fn has_legs(self) -> bool {
        matches!(self, Self::Article | Self::Briefs)
    }
}

/// A rectangle on the grid. Columns may be fractions where no text has to stand in them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Area {
    /// Leftmost base column, from 0.
    pub column: f64,
    /// First line, from 0.
    pub line: usize,
    /// Width in base columns.
    pub columns: f64,
    /// Height in lines.
    pub lines: usize,
}

/// A leg of text (一栏文字): where it stands below the slot's top, and its measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Leg {
    /// Left edge relative to the slot's, pt.
    pub x: f64,
    /// The measure, pt: a whole number of characters.
    pub width: f64,
    /// The measure in characters.
    pub characters: usize,
    /// First line below the slot's top at which the leg may begin.
    pub line: usize,
    /// Its height in lines, before a headline group takes any.
    pub lines: usize,
}

/// How a picture goes into a slot of other proportions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// It fills the slot, and what stands out is cut off.
    Cover,
    /// All of it is in the slot, which may stay empty at two sides.
    Contain,
}

/// A named place on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    pub name: String,
    pub kind: SlotKind,
    /// The rectangle around everything of the slot.
    pub area: Area,
    /// The rectangles it is made of: one, or several that touch and share no cell, in
    /// reading order.
    pub areas: Vec<Area>,
    /// The slot that it stands in, whose text runs around it.
    pub inside: Option<String>,
    /// Legs of text as if nothing stood in the slot, in reading order.
    pub whole: Vec<Leg>,
    /// Legs of text cut around every slot that may stand inside, in reading order.
    pub legs: Vec<Leg>,
    /// Width and height of what it takes, pt: for an advertisement the size it is sold at.
    pub size: (f64, f64),
    /// Whether a picture fills the slot and is cut, or stands in it whole.
    pub fit: Fit,
    /// Whether a page may leave it empty.
    pub optional: bool,
    /// How many things it takes at most, where it takes several.
    pub most: Option<usize>,
    /// How the pictures of a group stand; without it, by their number.
    pub arrangement: Option<Arrangement>,
    /// What may give way so that its text ends on its last line.
    pub elastic: Elastic,
    /// From how many to how many lines a picture may be high.
    pub height: Option<(usize, usize)>,
    /// How many legs its rectangles are divided into.
    pub divided: Divided,
    /// Where it stands in the module, in bytes.
    pub range: std::ops::Range<usize>,
}

impl Slot {
    /// Characters of body type that fill it when nothing else stands in it.
    pub fn capacity(&self) -> usize {
        self.legs.iter().map(|leg| leg.characters * leg.lines).sum()
    }

    /// The lines along its edges.
    pub fn edges(&self, grid: &Grid) -> Edges {
        outline::edges(grid, &self.areas)
    }

    /// Its rectangles, in the slot's own measure.
    pub fn holes(&self, grid: &Grid) -> Vec<Hole> {
        (self.areas.iter())
            .map(|area| Hole::new(grid, &self.area, area))
            .collect()
    }
}
